"""What holds for every expense of every company: entries balance and move the books by exactly what Pleo says."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import HealthCheck, assume, given
from hypothesis import settings as run
from hypothesis import strategies as st

from pleoqb_desktop.domain.books import Books, ClassTracking
from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    JournalEntry,
    Line,
    Posting,
    Purchase,
    Side,
    Transfer,
    VendorCredit,
)
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.domain.rules.posting import Held
from pleoqb_desktop.domain.spend import (
    ExportItem,
    Invoice,
    LedgerAccountName,
    LineTax,
    Person,
    SpendLine,
    SpendSubType,
    SpendType,
    Supplier,
    Tag,
    TaggedVendor,
)
from tests.builders import (
    CARD,
    CARD_TYPES,
    CARD_USD,
    CASH,
    CLOSED_ACCOUNT,
    EMPLOYEES,
    EXTERNAL,
    FEES,
    FUNDING,
    FUNDING_USD,
    INCOME,
    MEALS,
    MONEY_BACK_TYPES,
    PAYABLES,
    PAYABLES_USD,
    POCKET,
    POCKET_LIABILITY,
    POCKET_TYPES,
    POCKET_USD,
    RATES,
    SUPPLIES,
    WALLET,
    WALLET_USD,
    account_name,
    books,
    item,
    line,
    line_tax,
    money,
    open_bill,
    rules,
    settings,
    tags,
    vendor,
    vendors,
)

CENT = Decimal("0.01")
often = run(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

WITH_LINES = [*CARD_TYPES, *POCKET_TYPES, *MONEY_BACK_TYPES, "invoice"]
SIGNED = {"card_purchase", "card_invoice", "invoice"}
JOINED = {"refund", "chargeback", "card_purchase", "card_invoice", "fee"}
MOVES = [
    ("wallet_topup", None, "funding", "wallet"),
    ("wallet_unload", None, "wallet", "funding"),
    ("atm_withdrawal", None, "wallet", "cash"),
    ("direct_reimbursement", None, "wallet", "pocket"),
    ("direct_reimbursement", "reimbursement_to_employee", "wallet", "pocket"),
    ("direct_reimbursement", "reimbursement_to_employee_refund", "pocket", "wallet"),
    ("direct_reimbursement", "reimbursement_to_company", "employees", "wallet"),
    ("external_reimbursement", None, "external", "pocket"),
    ("external_reimbursement", "reimbursement_to_employee_refund", "pocket", "external"),
    ("external_reimbursement", "reimbursement_to_company", "employees", "external"),
    ("invoice_payment", "invoice_payment_sent", "wallet", "payables"),
    ("invoice_payment", "invoice_payment_returned", "payables", "wallet"),
]


# -- an independent ledger -------------------------------------------------------------------------------------------------

Key = tuple[str, str | None, str | None, str | None]
"""Account (or "vat RATE"), class, project, location."""


def postings(entry: Entry, payables: str) -> Iterator[tuple[Key, Decimal]]:
    """What an entry moves in the books, debits positive; money accounts carry no dimension."""
    match entry:
        case Purchase():
            sign = -1 if entry.credit else 1
            yield from spread(entry.lines, sign, entry.header.location_id)
            yield (entry.account_id, None, None, None), -sign * entry.total
        case Deposit():
            yield from spread(entry.lines, -1, entry.header.location_id)
            yield (entry.account_id, None, None, None), entry.total
        case Bill():
            yield from spread(entry.lines, 1, entry.header.location_id)
            yield (payables, None, None, None), -entry.total
        case VendorCredit():
            yield from spread(entry.lines, -1, entry.header.location_id)
            yield (payables, None, None, None), entry.total
        case JournalEntry():
            for one in entry.lines:
                yield from spread((one,), 1 if one.side is Side.DEBIT else -1, one.location_id)
        case BillPayment():
            yield (payables, None, None, None), entry.total
            yield (entry.account_id, None, None, None), -entry.total
        case Transfer():
            yield (entry.to_account_id, None, None, None), entry.total
            yield (entry.from_account_id, None, None, None), -entry.total
        case CreditCardPayment():
            yield (entry.card_account_id, None, None, None), entry.total
            yield (entry.bank_account_id, None, None, None), -entry.total


def spread(lines: tuple[Line, ...], sign: int, location: str | None) -> Iterator[tuple[Key, Decimal]]:
    for one in lines:
        named = one.party.id if one.party and one.party.type == "Customer" else None
        yield (one.account_id, one.class_id, one.project_id or named, location), sign * one.net
        for part in one.tax.rates if one.tax else ():
            yield (f"vat {part.rate_id}", None, None, None), sign * part.amount


def moved(posting: Posting, payables: str) -> dict[Key, Decimal]:
    """All movements of a posting."""
    found: Counter[Key] = Counter()
    for entry in posting.entries:
        for key, amount in postings(entry, payables):
            found[key] += amount  # type: ignore[assignment]
    return {key: Decimal(amount) for key, amount in found.items() if amount}


def check_entry(entry: Entry, payables: str) -> None:
    """What every entry must be whatever it came from."""
    assert sum((amount for _, amount in postings(entry, payables)), Decimal(0)) == 0
    assert 0 < len(entry.header.note) <= 4000
    assert len(entry.header.doc_number or "") <= 21
    assert entry.total >= 0
    if isinstance(entry, JournalEntry):
        debits = sum((x.gross for x in entry.lines if x.side is Side.DEBIT), Decimal(0))
        assert debits == sum((x.gross for x in entry.lines if x.side is Side.CREDIT), Decimal(0))
        assert len(entry.lines) >= 2
    for one in getattr(entry, "lines", ()):
        assert one.net >= 0
        assert len(one.description) <= 4000
        assert one.tax is None or one.tax.amount == sum(part.amount for part in one.tax.rates)


# -- generated companies and expenses --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A company, an expense of it and, by role, the accounts that the company uses for the expense's currency."""

    expense: ExportItem
    company: dict[str, Any]
    accounts: dict[str, str]
    vat: bool


@st.composite
def companies(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, str], str, bool]:
    country, home, uses_tax = draw(
        st.sampled_from(
            [
                ("FR", "EUR", True),
                ("GB", "GBP", True),
                ("IE", "EUR", True),
                ("CA", "CAD", True),
                ("AU", "AUD", False),
                ("US", "USD", True),
            ]
        )
    )
    foreign = country in {"FR", "GB"} and draw(st.booleans())
    in_books = books(country, currency=home, uses_tax=uses_tax, multi_currency=foreign or draw(st.booleans()))
    card = draw(st.booleans())
    if foreign:
        accounts = {"wallet": CARD_USD if card else WALLET_USD, "pocket": POCKET_USD, "funding": FUNDING_USD}
        accounts |= {"payables": PAYABLES_USD, "cash": POCKET_USD, "employees": POCKET_USD, "external": FUNDING_USD}
    else:
        accounts = {"wallet": CARD if card else WALLET, "pocket": draw(st.sampled_from([POCKET, POCKET_LIABILITY]))}
        accounts |= {
            "funding": FUNDING,
            "payables": PAYABLES,
            "cash": CASH,
            "employees": EMPLOYEES,
            "external": EXTERNAL,
        }
    chosen = settings(
        wallet_account_id=accounts["wallet"],
        pocket_account_id=accounts["pocket"],
        funding_account_id=accounts["funding"],
        cash_account_id=accounts["cash"],
        employees_account_id=accounts["employees"],
        external_reimbursement_account_id=accounts["external"],
    )
    currency = "USD" if foreign else home
    known = vendors(vendor(currency=currency), home=home, others=["Zoé Martin"])
    company = {"in_books": in_books, "chosen": chosen, "known": known}
    return company, accounts, currency, in_books.company.taxes_purchases


cents = st.integers(1, 999_999_999).map(lambda n: n * CENT)
names = st.sampled_from(
    ["Boulangerie Dupont", "BOULANGERIE  DUPONT", "Zoé Martin", "Moulin: Neuf", "شركة النور", "🍕", "é" * 600, None]
)
notes = st.one_of(st.none(), st.text(max_size=60), st.just("<b>Été</b> " * 400))


# Made once: a strategy that is made anew for each draw is examined anew by hypothesis each time.
yes_or_no = st.booleans()
up_to_six = st.integers(1, 6)
signs = st.sampled_from([1, -1])
cent_off = st.sampled_from([-CENT, Decimal(0), CENT])
spending_accounts = st.sampled_from([SUPPLIES, MEALS, FEES, INCOME])
class_ids = st.sampled_from([None, "c1", "c2"])
project_ids = st.sampled_from([None, "p1"])
location_ids = st.sampled_from([None, "l1", "l2"])
codes_that_are_computed = st.sampled_from([None, "20", "10", "5.5", "2.1", "0"])
codes_of_all_kinds = st.sampled_from([None, "20", "10", "5.5", "2.1", "0", "quebec", "compound", "reverse"])
types_with_lines = st.sampled_from(WITH_LINES)
methods = st.sampled_from([None, "journal", "accounts_payable"])
foreign_currencies = st.sampled_from(["EUR", "SEK", "ISK"])


@st.composite
def good_lines(draw: st.DrawFn, currency: str, *, exact: bool, mixed: bool) -> list[SpendLine]:
    """Lines as Pleo computes them; `exact`: with the VAT that QuickBooks computes too."""
    usable = codes_that_are_computed if exact else codes_of_all_kinds
    location = draw(location_ids)
    sign = draw(signs)
    lines = []
    for _ in range(draw(up_to_six)):
        code, amount = draw(usable), draw(cents)
        rate = Decimal(RATES[code or "0"])
        if code == "reverse":
            gross, vat = amount, draw(st.sampled_from([Decimal(0), (amount * rate).quantize(CENT, ROUND_HALF_UP)]))
        elif exact:
            vat = (amount * rate).quantize(CENT, ROUND_HALF_UP)
            gross = amount + vat
        else:
            odd = draw(cent_off)
            gross = amount
            vat = max(Decimal(0), min(gross, (gross * rate / (1 + rate)).quantize(CENT, ROUND_HALF_UP) + odd))
        turn = sign * (draw(signs) if mixed else 1)
        net = draw(st.sampled_from([gross if code == "reverse" else gross - vat, gross])) if code else gross
        lines.append(
            line(
                str(turn * gross),
                account=draw(spending_accounts),
                tax=line_tax(code, str(turn * vat), currency=currency) if code else None,
                net=str(turn * net),
                tags=tags(
                    klass=draw(class_ids),
                    project=draw(project_ids),
                    location=location,
                ),
                currency=currency,
            )
        )
    return lines


@st.composite
def spent(draw: st.DrawFn) -> Case:
    """A postable expense with lines."""
    company, accounts, currency, vat = draw(companies())
    spend_type, method = draw(types_with_lines), draw(methods)
    to_match = method == "accounts_payable" or spend_type == "invoice"
    mixed = draw(yes_or_no)
    lines = draw(good_lines(currency, exact=to_match, mixed=mixed))
    total = sum((x.amount.amount for x in lines), Decimal(0))
    assume(total or (spend_type in SIGNED and any(x.amount.amount for x in lines)))
    expense = item(
        spend_type,
        lines=lines,
        supplier="Boulangerie Dupont" if to_match else draw(names),
        bookkeeping_method=method,
        note=draw(notes),
        original_amount=money(total, draw(foreign_currencies)),
    )
    return Case(expense, company, accounts, vat)


@st.composite
def moves(draw: st.DrawFn) -> tuple[Case, str, str]:
    """A movement of money, from where and to where."""
    company, accounts, currency, vat = draw(companies())
    spend_type, sub_type, source, target = draw(st.sampled_from(MOVES))
    amount = draw(cents) * draw(st.sampled_from([1, -1]))
    method = draw(st.sampled_from([None, "none", "accounts_payable"]))
    expense = item(
        spend_type,
        sub_type=sub_type,
        lines=[line(str(amount), account=None, currency=currency)],
        reconciled_entries=("REC-0",),
        bookkeeping_method=method,
    )
    bill = open_bill(None, ap_account_id=accounts["payables"])
    return Case(expense, {**company, "documents": {"REC-0": bill}}, accounts, vat), accounts[source], accounts[target]


def decided(case: Case) -> Posting:
    found = rules(**case.company).decide(case.expense)
    assert isinstance(found, Posting), found
    return found


def expected(case: Case) -> tuple[dict[Key, Decimal], dict[str, Decimal], Decimal]:
    """By Pleo's own words: net per account and dimensions, VAT per code, and what the paying account gains."""
    expense = case.expense
    total = expense.amount.amount
    turn = 1 if expense.type in SIGNED else (-1 if expense.type in MONEY_BACK_TYPES else 1) * (-1 if total < 0 else 1)
    net: Counter[Key] = Counter()
    vat: Counter[str] = Counter()
    for one in expense.lines:
        tagged = {tag.group_code: tag.code for tag in one.tags}
        own = one.tax.amount.amount if one.tax and one.tax.type != "reverse" and case.vat else Decimal(0)
        assert one.account is not None
        key = (
            one.account.identifier or "",
            tagged.get("qbo-class"),
            tagged.get("qbo-project"),
            tagged.get("qbo-location"),
        )
        net[key] += turn * (one.amount.amount - own)  # type: ignore[assignment]
        if one.tax and one.tax.code:
            vat[one.tax.code] += turn * own  # type: ignore[assignment]
    return (
        {key: Decimal(amount) for key, amount in net.items() if amount},
        {code: Decimal(amount) for code, amount in vat.items() if amount},
        -turn * total,
    )


class TestSpent:
    @often
    @given(spent())
    def test_every_entry_balances_and_the_total_is_pleo_s(self, case: Case) -> None:
        posting = decided(case)
        for entry in posting.entries:
            check_entry(entry, case.accounts["payables"])
        assert posting.total == abs(case.expense.amount.amount)
        if not isinstance(posting.document, JournalEntry):
            assert posting.document.total == posting.total

    @often
    @given(spent())
    def test_the_books_move_by_exactly_what_pleo_says(self, case: Case) -> None:
        found = moved(decided(case), case.accounts["payables"])
        net, _, gain = expected(case)
        payer = (
            "payables"
            if case.expense.type == "invoice"
            else "pocket"
            if case.expense.type in POCKET_TYPES
            else "wallet"
        )
        by_account = {key: amount for key, amount in found.items() if not key[0].startswith("vat ")}
        paid = by_account.pop((case.accounts[payer], None, None, None), Decimal(0))
        assert paid == gain
        assert by_account == net

    @often
    @given(spent())
    def test_vat_per_rate_is_exactly_pleo_s(self, case: Case) -> None:
        found = moved(decided(case), case.accounts["payables"])
        vat = {key[0].removeprefix("vat "): amount for key, amount in found.items() if key[0].startswith("vat ")}
        _, wanted, _ = expected(case)
        in_books: Books = case.company["in_books"]
        assert vat.pop("r+20", 0) == -vat.pop("r-20", 0)
        for code, amount in wanted.items():
            assert sum(vat.pop(part.rate_id, Decimal(0)) for part in in_books.tax_codes[code].purchase_rates) == amount
        assert all(
            sum(vat.get(part.rate_id, 0) for part in in_books.tax_codes[code].purchase_rates) == 0 for code in RATES
        )

    @often
    @given(spent())
    def test_texts_fit_and_names_are_ones_that_quickbooks_takes(self, case: Case) -> None:
        posting = decided(case)
        for party in posting.new_vendors:
            assert 0 < len(party.name) <= 500
            assert not set(party.name) & set(':\t\n"')
            assert party.currency == case.expense.amount.currency
        for entry in posting.entries:
            assert case.expense.accounting_entry_id in entry.header.note

    @often
    @given(spent(), st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=40))
    def test_letters_with_their_accents_survive(self, case: Case, word: str) -> None:
        posting = decided(replace(case, expense=replace(case.expense, note=word)))
        lines = getattr(posting.document, "lines", ())
        spent_on = [x for x in lines if x.account_id in {SUPPLIES, MEALS, FEES, INCOME}]
        assert spent_on
        assert all(word in x.description for x in spent_on)

    @often
    @given(spent())
    def test_deciding_twice_gives_the_same(self, case: Case) -> None:
        assert decided(case) == decided(case)

    @often
    @given(spent(), st.integers(0, 400))
    def test_a_closed_period_changes_nothing_but_the_day(self, case: Case, days: int) -> None:
        closing = case.expense.date.date() + timedelta(days=days)
        company = case.company["in_books"].company
        in_books = replace(case.company["in_books"], company=replace(company, close_date=closing))
        held = rules(**{**case.company, "in_books": in_books}).decide(case.expense)
        assert isinstance(held, Held)
        assert held.problem.code is Code.PERIOD_CLOSED
        later = replace(case.company["chosen"], closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
        posting = decided(replace(case, company={**case.company, "in_books": in_books, "chosen": later}))
        assert {entry.header.day for entry in posting.entries} == {closing + timedelta(days=1)}
        payables = case.accounts["payables"]
        assert moved(posting, payables) == moved(decided(case), payables)


class TestMoved:
    @often
    @given(moves())
    def test_money_moves_from_one_account_to_the_other(self, drawn: tuple[Case, str, str]) -> None:
        case, source, target = drawn
        assume(source != target)
        posting = decided(case)
        amount = abs(case.expense.amount.amount)
        for entry in posting.entries:
            check_entry(entry, case.accounts["payables"])
        assert posting.total == amount
        assert moved(posting, case.accounts["payables"]) == {
            (target, None, None, None): amount,
            (source, None, None, None): -amount,
        }

    @often
    @given(moves())
    def test_a_transfer_is_between_two_assets_of_one_currency(self, drawn: tuple[Case, str, str]) -> None:
        case, _, _ = drawn
        in_books: Books = case.company["in_books"]
        for entry in decided(case).entries:
            if isinstance(entry, Transfer):
                ends = [in_books.accounts[entry.from_account_id], in_books.accounts[entry.to_account_id]]
                assert all(end.is_asset for end in ends)
                assert {in_books.currency_of(end) for end in ends} == {case.expense.amount.currency}


# -- what is wrong is never posted -----------------------------------------------------------------------------------------


def with_line(expense: ExportItem, **changes: Any) -> ExportItem:
    """The expense with its last line changed."""
    return replace(expense, lines=(*expense.lines[:-1], replace(expense.lines[-1], **changes)))


def broken(expense: ExportItem) -> dict[str, tuple[ExportItem, set[Code]]]:
    """The expense broken in one way each, and the reasons that fit."""
    last, currency = expense.lines[-1], expense.amount.currency
    bad_tag = (*last.tags, Tag("t", "qbo-project", "of-another"))
    odd = CENT * (2 if expense.original_amount.currency != currency else 1)  # a cent of a conversion is let through
    wrong = Money(last.amount.amount + odd, currency)
    return {
        "type": (replace(expense, type="balance_amendment"), {Code.UNKNOWN_TYPE}),
        "sub type": (replace(expense, sub_type="unheard_of"), {Code.UNKNOWN_SUBTYPE}),
        "total": (replace(expense, amount=Money(expense.amount.amount + odd, currency)), {Code.TOTAL_MISMATCH}),
        "line": (with_line(expense, amount=wrong), {Code.TOTAL_MISMATCH}),
        "no lines": (replace(expense, lines=()), {Code.NO_LINES}),
        "company": (replace(expense, company_id="someone else"), {Code.OTHER_COMPANY}),
        "account": (with_line(expense, account=account_name("999")), {Code.ACCOUNT_UNKNOWN}),
        "closed account": (with_line(expense, account=account_name(CLOSED_ACCOUNT)), {Code.ACCOUNT_INACTIVE}),
        "tag": (with_line(expense, tags=bad_tag), {Code.TAG_UNKNOWN, Code.TAG_TWICE}),
        "inactive tag": (with_line(expense, tags=tags(klass="c9")), {Code.TAG_INACTIVE}),
        "currency": (with_line(expense, amount=Money(last.amount.amount, "NOK")), {Code.CURRENCY_MISMATCH}),
        "fraction": (with_line(expense, net_amount=Money(Decimal("1.001"), currency)), {Code.AMOUNT_FRACTION}),
    }


BROKEN = sorted(broken(item()))


@often
@given(spent(), st.sampled_from(BROKEN))
def test_nothing_with_a_problem_is_posted(case: Case, how: str) -> None:
    expense, reasons = broken(case.expense)[how]
    found = rules(**case.company).decide(expense)
    assert isinstance(found, Held)
    assert found.problem.code in reasons
    assert found.problem.entry_id == expense.accounting_entry_id
    assert all(isinstance(value, str) for value in found.problem.params.values())


@often
@given(spent(), st.sampled_from(["rate", "amount", "net", "code"]))
def test_vat_that_is_wrong_is_never_posted(case: Case, how: str) -> None:
    taxed = [one for one in case.expense.lines if one.tax and one.tax.code]
    assume(case.vat and taxed)
    one, currency = taxed[0], case.expense.amount.currency
    assert one.tax is not None
    sign = 1 if one.amount.amount > 0 else -1
    changed = {
        "rate": replace(one, tax=replace(one.tax, rate=one.tax.rate + Decimal("0.01"))),
        "amount": replace(
            one,
            tax=replace(
                one.tax, amount=Money(one.tax.amount.amount + sign * Decimal("0.10") + one.amount.amount, currency)
            ),
        ),
        "net": replace(one, net_amount=Money(one.amount.amount * 2 + sign * CENT, currency)),
        "code": replace(one, tax=replace(one.tax, code="off")),
    }[how]
    lines = tuple(changed if x is one else x for x in case.expense.lines)
    found = rules(**case.company).decide(replace(case.expense, lines=lines))
    assert isinstance(found, Held)
    assert found.problem.code in {
        Code.TAX_RATE_DIFFERS,
        Code.TAX_AMOUNT_OFF,
        Code.NET_AMOUNT_OFF,
        Code.TAX_CODE_INACTIVE,
    }


# -- whatever Pleo sends ---------------------------------------------------------------------------------------------------

words = st.one_of(st.text(max_size=30), st.text(alphabet='\u202e\u200d\ufe0f🍕👍🏽é\u0301:\t\n"<>', max_size=700))
currencies = st.sampled_from(["EUR", "USD", "GBP", "ISK", "XXX"])
numbers = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.integers(-2000, 2000).map(lambda n: n * CENT),
    st.sampled_from([Decimal(0), Decimal("1E+999999"), Decimal("-1E-999999"), Decimal("9999999999.99")]),
)
amounts = st.builds(Money, numbers, st.one_of(st.just("EUR"), currencies))
ids = st.one_of(
    words, st.sampled_from([WALLET, CARD, SUPPLIES, CLOSED_ACCOUNT, PAYABLES, "90", "c1", "p1", "l1", "56", "F-1"])
)
maybe_id = st.one_of(st.none(), ids)
ledger_names = st.one_of(st.none(), st.builds(LedgerAccountName, ids, words, maybe_id, maybe_id))
taxes = st.builds(
    LineTax,
    ids,
    st.one_of(st.none(), words, st.sampled_from(sorted(RATES))),
    st.one_of(words, st.sampled_from(["inclusive", "exclusive", "reverse"])),
    st.one_of(st.sampled_from([Decimal(rate) for rate in RATES.values()]), st.decimals()),
    amounts,
)
groups = st.one_of(words, st.sampled_from(["qbo-class", "qbo-project", "qbo-location", "QBO-CLASS"]))
moments = st.datetimes(
    datetime(1, 1, 1),  # noqa: DTZ001
    datetime(9999, 12, 31, 23, 59),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12))]),
)
plain_money = st.integers(-2000, 2000).map(lambda n: money(n * CENT))
ODD_LINE: dict[str, st.SearchStrategy[Any]] = {
    "amount": st.one_of(amounts, plain_money),
    "net_amount": st.one_of(amounts, plain_money),
    "account": ledger_names,
    "tax": st.one_of(st.none(), taxes),
    "tags": st.lists(st.builds(Tag, ids, groups, ids), max_size=4).map(tuple),
}
ODD_ITEM: dict[str, st.SearchStrategy[Any]] = {
    "accounting_entry_id": st.text(min_size=1, max_size=40),
    "company_id": words,
    "type": words,
    "sub_type": st.one_of(st.none(), st.sampled_from(list(SpendSubType)).map(str), words),
    "date": moments,
    "amount": amounts,
    "original_amount": amounts,
    "lines": st.just(()),
    "reconciliation_id": words,
    "reconciled_entries": st.lists(words, max_size=3).map(tuple),
    "attendees": st.lists(words, max_size=3).map(tuple),
    "invoice": st.builds(Invoice, ids),
    "supplier": st.one_of(st.none(), st.builds(Supplier, st.one_of(st.none(), words), maybe_id, maybe_id)),
    "vendor": st.builds(TaggedVendor, ids, words, maybe_id, maybe_id),
    "person": st.one_of(st.none(), st.builds(Person, ids, words)),
    "team": words,
    "note": words,
    "contra_account": ledger_names,
    "link": words,
}
ODD_SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    "wallet_account_id": ids,
    "pocket_account_id": maybe_id,
    "funding_account_id": maybe_id,
    "cash_account_id": maybe_id,
    "employees_account_id": maybe_id,
    "no_tax_code_id": st.sampled_from([None, "off", "sales", "reverse", "20"]),
    "journal_code_id": st.sampled_from([None, "j9"]),
    "closed_periods": st.just(ClosedPeriods.FIRST_OPEN_DAY),
    "single_vendor": words,
    "time_zone": st.sampled_from(["America/Toronto", "", "no/where"]),
}
ODD_BOOKS: dict[str, st.SearchStrategy[Any]] = {
    "country": st.sampled_from(["GB", "US", "CA"]),
    "multi_currency": st.just(True),
    "uses_tax": st.just(False),
    "class_tracking": st.sampled_from(list(ClassTracking)),
    "track_locations": st.just(False),
    "close_date": st.dates(),
    "plan": st.sampled_from(["Simple Start", "Plus"]),
}


Odd = dict[str, st.SearchStrategy[Any]]


def few(odd: Odd, most: int) -> tuple[st.SearchStrategy[list[str]], Odd]:
    """Names of a few members, and the members."""
    return st.lists(st.sampled_from(sorted(odd)), max_size=most, unique=True), odd


FEW_OF_LINE, FEW_OF_ITEM = few(ODD_LINE, 2), few(ODD_ITEM, 3)
FEW_SETTINGS, FEW_OF_BOOKS = few(ODD_SETTINGS, 2), few(ODD_BOOKS, 2)
one_in_four = st.integers(0, 3)
all_types = st.sampled_from(list(SpendType))
all_sub_types = st.sampled_from([None, None, *SpendSubType])
all_methods = st.sampled_from([None, "none", "journal", "accounts_payable", "else"])


def some_of(draw: st.DrawFn, some: tuple[st.SearchStrategy[list[str]], Odd]) -> dict[str, Any]:
    """A few members, each odd."""
    chosen, odd = some
    return {name: draw(odd[name]) for name in draw(chosen)}


@st.composite
def odd_items(draw: st.DrawFn) -> ExportItem:
    """An expense of any type with some odd members; mostly with a sum that is right, so that the rules are reached."""
    lines = draw(good_lines("EUR", exact=draw(yes_or_no), mixed=draw(yes_or_no)))
    lines = [replace(one, **some_of(draw, FEW_OF_LINE)) if draw(one_in_four) == 0 else one for one in lines]
    total = Money(sum((x.amount.amount for x in lines), Decimal(0)), lines[0].amount.currency)
    expense = item(
        draw(all_types).value,
        sub_type=draw(all_sub_types),
        lines=lines,
        reconciled_entries=("REC-0",),
        bookkeeping_method=draw(all_methods),
    )
    return replace(expense, **{"amount": total, **some_of(draw, FEW_OF_ITEM)})


@st.composite
def odd_companies(draw: st.DrawFn) -> dict[str, Any]:
    """A company with some odd choices."""
    return {
        "in_books": books(**some_of(draw, FEW_OF_BOOKS)),
        "chosen": settings(**some_of(draw, FEW_SETTINGS)),
        "documents": {"REC-0": open_bill(None)},
    }


@run(max_examples=400)
@given(odd_items(), odd_companies())
def test_whatever_pleo_sends_is_posted_in_balance_or_held_with_a_reason(
    expense: ExportItem, company: dict[str, Any]
) -> None:
    found = rules(**company).decide(expense)
    if isinstance(found, Held):
        assert found.accounting_entry_id == found.problem.entry_id == expense.accounting_entry_id
        assert len("".join(found.problem.params.values())) < 10_000
        return
    assert found.total == abs(expense.amount.amount)
    assert all(party.name for party in found.new_vendors)
    for entry in found.entries:
        check_entry(entry, PAYABLES)


@often
@given(odd_items(), st.sampled_from([*CARD_TYPES, *POCKET_TYPES, *MONEY_BACK_TYPES]), spent())
def test_odd_texts_and_people_hold_no_good_expense(odd: ExportItem, spend_type: str, case: Case) -> None:
    assume(case.expense.type != "invoice" and case.expense.bookkeeping_method != "accounts_payable")
    changed = replace(
        case.expense,
        supplier=odd.supplier,
        person=odd.person,
        note=odd.note,
        team=odd.team,
        link=odd.link,
        attendees=odd.attendees,
        reconciliation_id=odd.reconciliation_id,
        original_amount=odd.original_amount,
    )
    posting = decided(replace(case, expense=changed))
    for party in posting.new_vendors:
        assert unicodedata.is_normalized("NFC", party.name)
        assert party.name.strip() == party.name
        assert not set(party.name) & set(':\t\n"')
