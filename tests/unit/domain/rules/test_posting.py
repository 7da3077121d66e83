"""The table of design.md 3, cell by cell."""

from decimal import Decimal

import pytest

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    EntryKind,
    JournalEntry,
    Link,
    Party,
    PaymentType,
    Purchase,
    Side,
    Transfer,
    VendorCredit,
)
from pleoqb_desktop.domain.problems import Code, PleoReason
from pleoqb_desktop.domain.rules.naming import marker, part_marker
from pleoqb_desktop.domain.spend import ExportItem
from tests.builders import (
    CARD,
    CARD_TYPES,
    CARD_USD,
    CASH,
    EMPLOYEES,
    ENTRY_ID,
    EXTERNAL,
    FEES,
    FUNDING,
    FUNDING_USD,
    INCOME,
    JOURNAL_CODE,
    MEALS,
    MONEY_BACK_TYPES,
    PAYABLES,
    PAYABLES_USD,
    POCKET,
    POCKET_LIABILITY,
    POCKET_TYPES,
    POCKET_USD,
    RECEIVABLES,
    SUPPLIES,
    WALLET,
    WALLET_USD,
    account,
    books,
    held,
    item,
    line,
    money,
    open_bill,
    posted,
    settings,
    tagged_vendor,
    vendor,
    vendors,
    with_accounts,
)

DUPONT = Party("Boulangerie Dupont", "56")
BY_CARD = settings(wallet_account_id=CARD)
BOTH_SIGNS = ["12.00", "-12.00"]


def only(expense: ExportItem, **company: object) -> Entry:
    (entry,) = posted(expense, **company).entries
    return entry


def of(amount: str, **members: object) -> dict[str, object]:
    """Members of an item with one line of this amount and 20 % VAT in it."""
    vat = f"{(Decimal(amount) / 6).quantize(Decimal('0.01'))}"
    return {"lines": [line(amount, tax=("20", vat))], **members}


def sides(entry: Entry) -> list[tuple[str, str, Decimal]]:
    """Account, side and gross of each line of a journal entry."""
    assert isinstance(entry, JournalEntry)
    debit = sum((x.gross for x in entry.lines if x.side is Side.DEBIT), Decimal(0))
    assert debit == sum((x.gross for x in entry.lines if x.side is Side.CREDIT), Decimal(0))
    return [(x.account_id, str(x.side), x.gross) for x in entry.lines]


def moved(source: str, target: str, amount: str = "100.00") -> list[tuple[str, str, Decimal]]:
    """The sides of a journal entry that moves money."""
    return [(target, "Debit", Decimal(amount)), (source, "Credit", Decimal(amount))]


class TestCardSpend:
    """card_purchase, card_invoice, fee, personal_spend."""

    @pytest.mark.parametrize("spend_type", CARD_TYPES)
    def test_from_a_bank_wallet_is_a_cash_purchase(self, spend_type: str) -> None:
        entry = only(item(spend_type))
        assert isinstance(entry, Purchase)
        assert (entry.account_id, entry.payment_type, entry.credit) == (WALLET, PaymentType.CASH, False)
        assert entry.vendor == DUPONT
        assert entry.total == Decimal("12.00")
        assert entry.header.doc_number == marker(ENTRY_ID)

    @pytest.mark.parametrize("spend_type", CARD_TYPES)
    def test_from_a_credit_card_wallet_is_a_credit_card_purchase(self, spend_type: str) -> None:
        entry = only(item(spend_type), chosen=BY_CARD)
        assert isinstance(entry, Purchase)
        assert (entry.account_id, entry.payment_type, entry.credit) == (CARD, PaymentType.CREDIT_CARD, False)

    def test_interest_is_a_fee(self) -> None:
        assert only(item("fee", sub_type="interest")).kind is EntryKind.PURCHASE

    @pytest.mark.parametrize("spend_type", ["fee", "personal_spend"])
    def test_a_negative_sign_changes_nothing_where_signs_are_not_published(self, spend_type: str) -> None:
        entry = only(item(spend_type, **of("-12.00")))
        assert isinstance(entry, Purchase)
        assert (entry.credit, entry.total) == (False, Decimal("12.00"))

    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice"])
    def test_a_negative_one_is_money_back_into_a_bank_wallet(self, spend_type: str) -> None:
        entry = only(item(spend_type, **of("-12.00")))
        assert isinstance(entry, Deposit)
        assert (entry.account_id, entry.total) == (WALLET, Decimal("12.00"))

    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice"])
    def test_a_negative_one_is_a_credit_on_a_card_wallet(self, spend_type: str) -> None:
        entry = only(item(spend_type, **of("-12.00")), chosen=BY_CARD)
        assert isinstance(entry, Purchase)
        assert (entry.credit, entry.payment_type, entry.total) == (True, PaymentType.CREDIT_CARD, Decimal("12.00"))

    def test_personal_spend_without_an_account_goes_to_employees(self) -> None:
        entry = only(item("personal_spend", lines=[line("12.00", account=None)]))
        assert isinstance(entry, Purchase)
        assert [x.account_id for x in entry.lines] == [EMPLOYEES]

    def test_personal_spend_without_an_account_goes_to_pocket_when_no_employees_account_is_chosen(self) -> None:
        expense = item("personal_spend", lines=[line("12.00", account=None)])
        entry = only(expense, chosen=settings(employees_account_id=None))
        assert isinstance(entry, Purchase)
        assert [x.account_id for x in entry.lines] == [POCKET]

    def test_personal_spend_with_an_account_keeps_it(self) -> None:
        entry = only(item("personal_spend", lines=[line("12.00", account=MEALS)]))
        assert isinstance(entry, Purchase)
        assert [x.account_id for x in entry.lines] == [MEALS]

    def test_a_fee_without_an_account_goes_to_the_fees_account(self) -> None:
        entry = only(item("fee", lines=[line("12.00", account=None)]))
        assert isinstance(entry, Purchase)
        assert [x.account_id for x in entry.lines] == [FEES]

    def test_a_fee_without_any_account_is_held(self) -> None:
        expense = item("fee", lines=[line("12.00", account=None)])
        assert held(expense, chosen=settings(fees_account_id=None)).code is Code.ACCOUNT_MISSING

    @pytest.mark.parametrize(
        "spend_type", ["card_purchase", "card_invoice", *POCKET_TYPES, *MONEY_BACK_TYPES, "invoice"]
    )
    def test_any_other_type_without_an_account_is_held(self, spend_type: str) -> None:
        problem = held(item(spend_type, lines=[line("12.00", account=None)]))
        assert (problem.code, problem.pleo_reason) == (Code.ACCOUNT_MISSING, PleoReason.MISSING_CONFIGURATION)


class TestPocketSpend:
    """out_of_pocket, mileage, per_diem."""

    @pytest.mark.parametrize("chosen", [settings(), BY_CARD], ids=["bank wallet", "card wallet"])
    @pytest.mark.parametrize("amount", BOTH_SIGNS)
    @pytest.mark.parametrize("spend_type", POCKET_TYPES)
    def test_is_a_purchase_from_the_pocket_account_whatever_the_wallet(
        self, spend_type: str, amount: str, chosen: object
    ) -> None:
        entry = only(item(spend_type, **of(amount)), chosen=chosen)
        assert isinstance(entry, Purchase)
        assert (entry.account_id, entry.payment_type, entry.credit) == (POCKET, PaymentType.CASH, False)
        assert entry.total == Decimal("12.00")

    @pytest.mark.parametrize("wallet", [WALLET, CARD])
    @pytest.mark.parametrize("amount", BOTH_SIGNS)
    @pytest.mark.parametrize("spend_type", POCKET_TYPES)
    def test_is_a_journal_entry_when_pocket_is_a_liability(self, spend_type: str, amount: str, wallet: str) -> None:
        chosen = settings(wallet_account_id=wallet, pocket_account_id=POCKET_LIABILITY)
        entry = only(item(spend_type, **of(amount)), chosen=chosen)
        assert sides(entry) == [
            (SUPPLIES, "Debit", Decimal("12.00")),
            (POCKET_LIABILITY, "Credit", Decimal("12.00")),
        ]
        assert isinstance(entry, JournalEntry)
        assert entry.lines[0].tax is not None
        assert entry.lines[0].party == DUPONT
        assert entry.header.doc_number == marker(ENTRY_ID)

    def test_the_contra_account_never_takes_the_place_of_pocket(self) -> None:
        contra = line("1.00", account=CARD).account
        entry = only(item("out_of_pocket", contra_account=contra))
        assert isinstance(entry, Purchase)
        assert entry.account_id == POCKET

    @pytest.mark.parametrize("spend_type", POCKET_TYPES)
    def test_without_a_pocket_account_is_held(self, spend_type: str) -> None:
        problem = held(item(spend_type), chosen=settings(pocket_account_id=None))
        assert (problem.code, problem.params["role"]) == (Code.CONFIGURED_ACCOUNT_MISSING, "pocket")

    @pytest.mark.parametrize("lines", [[line("12.00")], [line("15.00"), line("-3.00")]], ids=["one sign", "both signs"])
    @pytest.mark.parametrize("unfit", [PAYABLES, RECEIVABLES])
    def test_a_pocket_account_that_needs_a_vendor_or_customer_is_held(self, unfit: str, lines: list) -> None:
        assert (
            held(item("out_of_pocket", lines=lines), chosen=settings(pocket_account_id=unfit)).code is Code.ACCOUNT_TYPE
        )

    def test_mileage_vat_is_taken_as_it_comes(self) -> None:
        entry = only(item("mileage", lines=[line("60.00", tax=("20", "1.37"))]))
        assert isinstance(entry, Purchase)
        assert (entry.lines[0].net, entry.lines[0].gross) == (Decimal("58.63"), Decimal("60.00"))


class TestMoneyBack:
    """refund, chargeback, cashback."""

    @pytest.mark.parametrize("amount", BOTH_SIGNS)
    @pytest.mark.parametrize("spend_type", MONEY_BACK_TYPES)
    def test_into_a_bank_wallet_is_a_deposit(self, spend_type: str, amount: str) -> None:
        entry = only(item(spend_type, **of(amount)))
        assert isinstance(entry, Deposit)
        assert (entry.account_id, entry.total) == (WALLET, Decimal("12.00"))
        assert entry.lines[0].net == Decimal("10.00")
        assert entry.lines[0].party == DUPONT
        assert entry.header.doc_number is None
        assert ENTRY_ID in entry.header.note

    @pytest.mark.parametrize("amount", BOTH_SIGNS)
    @pytest.mark.parametrize("spend_type", MONEY_BACK_TYPES)
    def test_onto_a_card_wallet_is_a_purchase_turned_round(self, spend_type: str, amount: str) -> None:
        entry = only(item(spend_type, **of(amount)), chosen=BY_CARD)
        assert isinstance(entry, Purchase)
        assert (entry.account_id, entry.payment_type, entry.credit) == (CARD, PaymentType.CREDIT_CARD, True)
        assert (entry.total, entry.vendor) == (Decimal("12.00"), DUPONT)


class TestWalletMovements:
    """wallet_topup, wallet_unload, atm_withdrawal."""

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    def test_a_topup_of_a_bank_wallet_is_a_transfer_from_funding(self, amount: str) -> None:
        entry = only(item("wallet_topup", lines=[line(amount, account=None)]))
        assert isinstance(entry, Transfer)
        assert (entry.from_account_id, entry.to_account_id, entry.total) == (FUNDING, WALLET, Decimal("100.00"))

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    def test_an_unload_of_a_bank_wallet_is_a_transfer_to_funding(self, amount: str) -> None:
        entry = only(item("wallet_unload", lines=[line(amount, account=None)]))
        assert isinstance(entry, Transfer)
        assert (entry.from_account_id, entry.to_account_id, entry.total) == (WALLET, FUNDING, Decimal("100.00"))

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    def test_a_topup_of_a_card_wallet_is_a_credit_card_payment(self, amount: str) -> None:
        entry = only(item("wallet_topup", lines=[line(amount, account=None)]), chosen=BY_CARD)
        assert isinstance(entry, CreditCardPayment)
        assert (entry.bank_account_id, entry.card_account_id, entry.total) == (FUNDING, CARD, Decimal("100.00"))

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    def test_an_unload_of_a_card_wallet_is_a_journal_entry(self, amount: str) -> None:
        entry = only(item("wallet_unload", lines=[line(amount, account=None)]), chosen=BY_CARD)
        assert sides(entry) == moved(CARD, FUNDING)

    def test_a_topup_of_a_card_wallet_from_something_that_is_no_bank_is_a_journal_entry(self) -> None:
        chosen = settings(wallet_account_id=CARD, funding_account_id=EMPLOYEES)
        entry = only(item("wallet_topup", lines=[line("100.00", account=None)]), chosen=chosen)
        assert sides(entry) == moved(EMPLOYEES, CARD)

    def test_a_topup_of_a_foreign_card_wallet_is_a_journal_entry_in_that_currency(self) -> None:
        chosen = settings(wallet_account_id=CARD_USD, funding_account_id=FUNDING_USD)
        expense = item("wallet_topup", lines=[line("100.00", account=None, currency="USD")])
        entry = only(expense, chosen=chosen, in_books=books(multi_currency=True))
        assert sides(entry) == moved(FUNDING_USD, CARD_USD)
        assert (entry.header.currency, entry.header.exchange_rate) == ("USD", Decimal("0.92"))

    def test_a_topup_from_an_account_in_another_currency_is_a_journal_entry(self) -> None:
        expense = item("wallet_topup", lines=[line("100.00", account=None, currency="USD")])
        entry = only(expense, chosen=settings(wallet_account_id=WALLET_USD), in_books=books(multi_currency=True))
        assert sides(entry) == moved(FUNDING, WALLET_USD)
        assert entry.header.currency == "USD"

    def test_a_topup_from_a_liability_is_a_journal_entry(self) -> None:
        chosen = settings(funding_account_id=POCKET_LIABILITY)
        entry = only(item("wallet_topup", lines=[line("100.00", account=None)]), chosen=chosen)
        assert sides(entry) == moved(POCKET_LIABILITY, WALLET)

    def test_a_topup_between_two_accounts_of_one_foreign_currency_is_a_transfer(self) -> None:
        chosen = settings(wallet_account_id=WALLET_USD, funding_account_id=FUNDING_USD)
        expense = item("wallet_topup", lines=[line("100.00", account=None, currency="USD")])
        assert only(expense, chosen=chosen, in_books=books(multi_currency=True)).kind is EntryKind.TRANSFER

    @pytest.mark.parametrize("spend_type", ["wallet_topup", "wallet_unload"])
    @pytest.mark.parametrize("unfit", [PAYABLES, RECEIVABLES])
    def test_funding_that_needs_a_vendor_or_customer_is_held(self, spend_type: str, unfit: str) -> None:
        problem = held(item(spend_type), chosen=settings(funding_account_id=unfit))
        assert problem.code is Code.ACCOUNT_TYPE

    @pytest.mark.parametrize("spend_type", ["wallet_topup", "wallet_unload"])
    def test_without_a_funding_account_is_held(self, spend_type: str) -> None:
        problem = held(item(spend_type), chosen=settings(funding_account_id=None))
        assert (problem.code, problem.params["role"]) == (Code.CONFIGURED_ACCOUNT_MISSING, "funding")
        assert problem.pleo_reason is PleoReason.MISSING_CONFIGURATION

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    def test_cash_from_a_bank_wallet_is_a_transfer_to_cash(self, amount: str) -> None:
        entry = only(item("atm_withdrawal", lines=[line(amount, account=None)]))
        assert isinstance(entry, Transfer)
        assert (entry.from_account_id, entry.to_account_id, entry.total) == (WALLET, CASH, Decimal("100.00"))

    def test_cash_from_a_card_wallet_is_a_journal_entry(self) -> None:
        entry = only(item("atm_withdrawal", lines=[line("100.00", account=None)]), chosen=BY_CARD)
        assert sides(entry) == moved(CARD, CASH)

    @pytest.mark.parametrize(
        ("employees", "target"), [(EMPLOYEES, EMPLOYEES), (None, POCKET)], ids=["employees", "pocket"]
    )
    def test_cash_goes_to_employees_when_no_cash_account_is_chosen(self, employees: str | None, target: str) -> None:
        chosen = settings(cash_account_id=None, employees_account_id=employees)
        entry = only(item("atm_withdrawal", lines=[line("100.00", account=None)]), chosen=chosen)
        assert isinstance(entry, Transfer)
        assert entry.to_account_id == target

    def test_a_transfer_says_in_its_memo_what_it_has_no_lines_for(self) -> None:
        entry = only(
            item("wallet_topup", supplier=None, note="Provision de mars", lines=[line("100.00", account=None)])
        )
        assert ENTRY_ID in entry.header.note
        assert "Zoé Lefèvre · Provision de mars" in entry.header.note

    def test_movements_need_no_line_account_and_no_vendor(self) -> None:
        entry = only(item("wallet_unload", supplier=None, lines=[line("100.00", account="unknown")]))
        assert entry.kind is EntryKind.TRANSFER


TO_EMPLOYEE = [None, "reimbursement_to_employee"]


class TestReimbursements:
    """direct_reimbursement and external_reimbursement, in all directions."""

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    @pytest.mark.parametrize(
        ("spend_type", "payer"), [("direct_reimbursement", WALLET), ("external_reimbursement", EXTERNAL)]
    )
    @pytest.mark.parametrize("sub_type", TO_EMPLOYEE)
    def test_to_an_employee_moves_money_to_pocket(
        self, sub_type: str | None, spend_type: str, payer: str, amount: str
    ) -> None:
        entry = only(item(spend_type, sub_type=sub_type, lines=[line(amount, account=None)]))
        assert isinstance(entry, Transfer)
        assert (entry.from_account_id, entry.to_account_id, entry.total) == (payer, POCKET, Decimal("100.00"))

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    @pytest.mark.parametrize(
        ("spend_type", "payer"), [("direct_reimbursement", WALLET), ("external_reimbursement", EXTERNAL)]
    )
    def test_a_bounced_one_comes_back_from_pocket(self, spend_type: str, payer: str, amount: str) -> None:
        sub_type = "reimbursement_to_employee_refund"
        entry = only(item(spend_type, sub_type=sub_type, lines=[line(amount, account=None)]))
        assert isinstance(entry, Transfer)
        assert (entry.from_account_id, entry.to_account_id, entry.total) == (POCKET, payer, Decimal("100.00"))

    @pytest.mark.parametrize("amount", ["100.00", "-100.00"])
    @pytest.mark.parametrize(
        ("spend_type", "payer"), [("direct_reimbursement", WALLET), ("external_reimbursement", EXTERNAL)]
    )
    def test_to_the_company_comes_from_employees(self, spend_type: str, payer: str, amount: str) -> None:
        entry = only(item(spend_type, sub_type="reimbursement_to_company", lines=[line(amount, account=None)]))
        assert isinstance(entry, Transfer)
        assert (entry.from_account_id, entry.to_account_id, entry.total) == (EMPLOYEES, payer, Decimal("100.00"))

    def test_to_the_company_comes_from_pocket_when_no_employees_account_is_chosen(self) -> None:
        expense = item("direct_reimbursement", sub_type="reimbursement_to_company", lines=[line("100.00")])
        entry = only(expense, chosen=settings(employees_account_id=None))
        assert isinstance(entry, Transfer)
        assert entry.from_account_id == POCKET

    @pytest.mark.parametrize(
        ("sub_type", "source", "target"),
        [
            ("reimbursement_to_employee", CARD, POCKET),
            ("reimbursement_to_employee_refund", POCKET, CARD),
            ("reimbursement_to_company", EMPLOYEES, CARD),
        ],
    )
    def test_a_direct_one_with_a_card_wallet_is_a_journal_entry(self, sub_type: str, source: str, target: str) -> None:
        expense = item("direct_reimbursement", sub_type=sub_type, lines=[line("100.00", account=None)])
        assert sides(only(expense, chosen=BY_CARD)) == moved(source, target)

    def test_an_external_one_is_a_transfer_with_a_card_wallet_too(self) -> None:
        assert only(item("external_reimbursement"), chosen=BY_CARD).kind is EntryKind.TRANSFER

    @pytest.mark.parametrize(
        ("spend_type", "payer"), [("direct_reimbursement", WALLET), ("external_reimbursement", EXTERNAL)]
    )
    def test_with_a_liability_pocket_is_a_journal_entry(self, spend_type: str, payer: str) -> None:
        expense = item(spend_type, lines=[line("100.00", account=None)])
        entry = only(expense, chosen=settings(pocket_account_id=POCKET_LIABILITY))
        assert sides(entry) == moved(payer, POCKET_LIABILITY)

    @pytest.mark.parametrize("spend_type", ["direct_reimbursement", "external_reimbursement"])
    @pytest.mark.parametrize("sub_type", ["interest", "invoice_payment_sent", "reimbursement_to_moon"])
    def test_a_sub_type_of_something_else_is_held(self, spend_type: str, sub_type: str) -> None:
        problem = held(item(spend_type, sub_type=sub_type))
        assert problem.code is Code.UNKNOWN_SUBTYPE
        assert problem.params == {"type": spend_type, "sub_type": sub_type}

    def test_without_an_external_account_is_held(self) -> None:
        problem = held(item("external_reimbursement"), chosen=settings(external_reimbursement_account_id=None))
        assert (problem.code, problem.params["role"]) == (Code.CONFIGURED_ACCOUNT_MISSING, "external_reimbursement")


class TestInvoice:
    """invoice."""

    @pytest.mark.parametrize("chosen", [settings(), BY_CARD], ids=["bank wallet", "card wallet"])
    def test_is_a_bill_whatever_the_wallet(self, chosen: object) -> None:
        entry = only(item("invoice", invoice_number="F-2026-7"), chosen=chosen)
        assert isinstance(entry, Bill)
        assert (entry.vendor, entry.total) == (DUPONT, Decimal("12.00"))
        assert entry.header.doc_number == "F-2026-7"
        assert str(entry.due) == "2026-04-13"
        assert ENTRY_ID in entry.header.note

    def test_without_details_has_no_number_and_no_due_date(self) -> None:
        entry = only(item("invoice"))
        assert isinstance(entry, Bill)
        assert (entry.header.doc_number, entry.due) == (None, None)

    def test_a_long_number_is_cut_to_what_quickbooks_holds_and_keeps_its_end(self) -> None:
        entry = only(item("invoice", invoice_number="FACTURE-2026-000000012345"))
        assert entry.header.doc_number == "FACTURE-..00000012345"

    def test_a_negative_one_is_a_credit_note(self) -> None:
        entry = only(item("invoice", invoice_number="A-1", **of("-12.00")))
        assert isinstance(entry, VendorCredit)
        assert (entry.vendor, entry.total, entry.header.doc_number) == (DUPONT, Decimal("12.00"), "A-1")

    def test_of_nobody_is_held(self) -> None:
        problem = held(item("invoice", supplier=None))
        assert (problem.code, problem.pleo_reason) == (Code.VENDOR_MISSING, PleoReason.VENDOR_UNKNOWN)

    def test_of_a_new_supplier_makes_the_vendor(self) -> None:
        decided = posted(item("invoice", supplier="Moulin Neuf"))
        assert decided.new_vendors == (Party("Moulin Neuf", currency="EUR"),)

    def test_on_a_plan_without_bills_is_held(self) -> None:
        problem = held(item("invoice"), in_books=books(plan="QuickBooks Online Simple Start"))
        assert problem.code is Code.PLAN_WITHOUT_BILLS
        assert "Simple Start" in problem.params["plan"]


class TestInvoicePayment:
    """invoice_payment, sent and returned."""

    SENT = (None, "invoice_payment_sent")

    @pytest.mark.parametrize("amount", BOTH_SIGNS)
    @pytest.mark.parametrize("sub_type", SENT)
    def test_settles_the_bill_that_pleo_names(self, sub_type: str | None, amount: str) -> None:
        expense = item("invoice_payment", sub_type=sub_type, reconciled_entries=("REC-0",), **of(amount))
        entry = only(expense, documents={"REC-0": open_bill()})
        assert isinstance(entry, BillPayment)
        assert (entry.vendor, entry.account_id, entry.payment_type) == (DUPONT, WALLET, PaymentType.CHECK)
        assert entry.total == Decimal("12.00")
        assert entry.links == (Link("Bill", Decimal("12.00"), "234"),)

    def test_settles_by_card_with_a_card_wallet(self) -> None:
        expense = item("invoice_payment", reconciled_entries=("REC-0",))
        entry = only(expense, documents={"REC-0": open_bill()}, chosen=BY_CARD)
        assert isinstance(entry, BillPayment)
        assert (entry.account_id, entry.payment_type) == (CARD, PaymentType.CREDIT_CARD)

    def test_finds_the_bill_by_vendor_and_number_when_pleo_names_none(self) -> None:
        expense = item("invoice_payment", invoice_number="F-1")
        assert only(expense, documents={("56", "F-1"): open_bill()}).kind is EntryKind.BILL_PAYMENT

    def test_finds_the_bill_of_the_common_vendor(self) -> None:
        expense = item("invoice_payment", supplier="Moulin Neuf", invoice_number="F-1")
        common = {"chosen": settings(single_vendor="Fournisseurs divers")}
        known = vendors(vendor("77", "Fournisseurs divers"))
        entry = only(expense, documents={("77", "F-1"): open_bill()}, known=known, **common)
        assert entry.kind is EntryKind.BILL_PAYMENT

    def test_settles_a_journal_entry_that_stands_for_the_bill(self) -> None:
        expense = item("invoice_payment", reconciled_entries=("REC-0",))
        entry = only(expense, documents={"REC-0": open_bill(type="JournalEntry")})
        assert isinstance(entry, BillPayment)
        assert entry.links == (Link("JournalEntry", Decimal("12.00"), "234"),)

    def test_may_pay_part_of_a_bill(self) -> None:
        expense = item("invoice_payment", reconciled_entries=("REC-0",))
        assert only(expense, documents={"REC-0": open_bill("100.00")}).kind is EntryKind.BILL_PAYMENT

    def test_is_posted_when_the_open_amount_is_not_known_yet(self) -> None:
        expense = item("invoice_payment", reconciled_entries=("REC-0",))
        assert only(expense, documents={"REC-0": open_bill(None)}).kind is EntryKind.BILL_PAYMENT

    @pytest.mark.parametrize("supplier", ["Boulangerie Dupont", "Nobody Knows Ltd", None])
    def test_of_a_bill_that_is_not_there_is_held(self, supplier: str | None) -> None:
        problem = held(item("invoice_payment", supplier=supplier, invoice_number="F-9"))
        assert problem.code is Code.BILL_NOT_FOUND
        assert problem.params == {"vendor": supplier or "", "number": "F-9"}

    @pytest.mark.parametrize("balance", ["11.99", "0.00"])
    def test_of_more_than_stands_open_is_held(self, balance: str) -> None:
        expense = item("invoice_payment", reconciled_entries=("REC-0",))
        problem = held(expense, documents={"REC-0": open_bill(balance)})
        assert problem.code is Code.BILL_PAID
        assert problem.params["open_amount"] == f"{balance} EUR"

    @pytest.mark.parametrize("amount", BOTH_SIGNS)
    @pytest.mark.parametrize("wallet", [WALLET, CARD])
    def test_returned_is_a_journal_entry_of_wallet_against_payables(self, wallet: str, amount: str) -> None:
        expense = item("invoice_payment", sub_type="invoice_payment_returned", **of(amount))
        entry = only(expense, chosen=settings(wallet_account_id=wallet))
        assert sides(entry) == moved(PAYABLES, wallet, "12.00")
        assert isinstance(entry, JournalEntry)
        assert [x.party for x in entry.lines] == [None, DUPONT]

    def test_returned_names_the_vendor_and_the_payables_of_its_bill(self) -> None:
        other = account(PAYABLES, id="144", number="408000")
        bill = open_bill(vendor=Party("Moulin", "99"), ap_account_id="144")
        expense = item("invoice_payment", sub_type="invoice_payment_returned", reconciled_entries=("REC-0",))
        entry = only(expense, documents={"REC-0": bill}, in_books=books(accounts=with_accounts(other)))
        assert isinstance(entry, JournalEntry)
        assert sides(entry) == moved("144", WALLET, "12.00")
        assert entry.lines[1].party == Party("Moulin", "99")

    def test_returned_to_nobody_is_held(self) -> None:
        expense = item("invoice_payment", sub_type="invoice_payment_returned", supplier=None)
        assert held(expense).code is Code.VENDOR_MISSING

    def test_returned_without_payables_is_held(self) -> None:
        expense = item("invoice_payment", sub_type="invoice_payment_returned")
        chart = with_accounts(account(PAYABLES, active=False))
        problem = held(expense, in_books=books(accounts=chart))
        assert (problem.code, problem.params["role"]) == (Code.CONFIGURED_ACCOUNT_MISSING, "payables")

    def test_returned_uses_the_payables_of_its_currency(self) -> None:
        expense = item("invoice_payment", sub_type="invoice_payment_returned", lines=[line("12.00", currency="USD")])
        chosen = settings(wallet_account_id=WALLET_USD)
        entry = only(expense, chosen=chosen, in_books=books(multi_currency=True))
        assert sides(entry) == moved(PAYABLES_USD, WALLET_USD, "12.00")

    @pytest.mark.parametrize("sub_type", ["interest", "reimbursement_to_employee"])
    def test_a_sub_type_of_something_else_is_held(self, sub_type: str) -> None:
        assert held(item("invoice_payment", sub_type=sub_type)).code is Code.UNKNOWN_SUBTYPE


MIXED = [line("15.00", tax=("20", "2.50")), line("-3.00", account=MEALS, tax=("10", "-0.27"))]
MIXED_NEGATIVE = [line("-15.00", tax=("20", "-2.50")), line("3.00", account=MEALS, tax=("10", "0.27"))]


def spend(positive: str, wallet: str) -> list[tuple[str, str, Decimal]]:
    """Sides of the mixed item above: the larger line stands on `positive`."""
    other = "Credit" if positive == "Debit" else "Debit"
    return [
        (SUPPLIES, positive, Decimal("15.00")),
        (MEALS, other, Decimal("3.00")),
        (wallet, other, Decimal("12.00")),
    ]


class TestBothSigns:
    """Lines of both signs in one item."""

    @pytest.mark.parametrize("wallet", [WALLET, CARD])
    @pytest.mark.parametrize("lines", [MIXED, MIXED_NEGATIVE], ids=["positive", "negative"])
    @pytest.mark.parametrize("spend_type", ["fee", "personal_spend"])
    def test_card_spend_is_a_journal_entry_that_takes_from_the_wallet(
        self, spend_type: str, lines: list, wallet: str
    ) -> None:
        entry = only(item(spend_type, lines=lines), chosen=settings(wallet_account_id=wallet))
        assert sides(entry) == spend("Debit", wallet)

    @pytest.mark.parametrize("wallet", [WALLET, CARD])
    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice"])
    def test_a_purchase_takes_from_the_wallet_when_positive(self, spend_type: str, wallet: str) -> None:
        entry = only(item(spend_type, lines=MIXED), chosen=settings(wallet_account_id=wallet))
        assert sides(entry) == spend("Debit", wallet)

    @pytest.mark.parametrize("wallet", [WALLET, CARD])
    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice"])
    def test_a_purchase_gives_back_to_the_wallet_when_negative(self, spend_type: str, wallet: str) -> None:
        entry = only(item(spend_type, lines=MIXED_NEGATIVE), chosen=settings(wallet_account_id=wallet))
        assert sides(entry) == spend("Credit", wallet)

    @pytest.mark.parametrize("pocket", [POCKET, POCKET_LIABILITY])
    @pytest.mark.parametrize("spend_type", POCKET_TYPES)
    def test_pocket_spend_is_a_journal_entry_against_pocket(self, spend_type: str, pocket: str) -> None:
        entry = only(item(spend_type, lines=MIXED), chosen=settings(pocket_account_id=pocket))
        assert sides(entry) == spend("Debit", pocket)

    @pytest.mark.parametrize("wallet", [WALLET, CARD])
    @pytest.mark.parametrize("lines", [MIXED, MIXED_NEGATIVE], ids=["positive", "negative"])
    @pytest.mark.parametrize("spend_type", MONEY_BACK_TYPES)
    def test_money_back_is_a_journal_entry_that_gives_to_the_wallet(
        self, spend_type: str, lines: list, wallet: str
    ) -> None:
        entry = only(item(spend_type, lines=lines), chosen=settings(wallet_account_id=wallet))
        assert sides(entry) == spend("Credit", wallet)

    def test_an_invoice_is_a_journal_entry_that_owes_its_vendor(self) -> None:
        entry = only(item("invoice", lines=MIXED, invoice_number="F-7"))
        assert sides(entry) == spend("Debit", PAYABLES)
        assert isinstance(entry, JournalEntry)
        assert entry.lines[-1].party == DUPONT
        assert all(x.description.startswith("F-7") for x in entry.lines)

    def test_a_negative_invoice_is_a_journal_entry_that_its_vendor_owes(self) -> None:
        entry = only(item("invoice", lines=MIXED_NEGATIVE))
        assert sides(entry) == spend("Credit", PAYABLES)

    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice", "invoice"])
    def test_that_cancel_are_a_journal_entry_without_wallet_where_signs_are_published(self, spend_type: str) -> None:
        decided = posted(item(spend_type, lines=[line("5.00"), line("-5.00", account=MEALS)]))
        assert decided.total == 0
        assert sides(decided.document) == [(SUPPLIES, "Debit", Decimal(5)), (MEALS, "Credit", Decimal(5))]

    @pytest.mark.parametrize("spend_type", ["fee", *POCKET_TYPES, *MONEY_BACK_TYPES, "wallet_topup"])
    def test_that_cancel_are_held_where_signs_are_not_published(self, spend_type: str) -> None:
        assert held(item(spend_type, lines=[line("5.00"), line("-5.00", account=MEALS)])).code is Code.AMOUNT_ZERO

    def test_a_number_marks_the_journal_entry(self) -> None:
        assert only(item(lines=MIXED)).header.doc_number == marker(ENTRY_ID)

    def test_a_line_of_nothing_makes_no_mixed_item(self) -> None:
        entry = only(item(lines=[line("12.00"), line("0.00", account=MEALS)]))
        assert isinstance(entry, Purchase)
        assert [x.account_id for x in entry.lines] == [SUPPLIES]


class TestAccountsPayable:
    """bookkeeping.method accounts_payable."""

    METHOD = "accounts_payable"

    @pytest.mark.parametrize(
        ("wallet", "kind"), [(WALLET, PaymentType.CHECK), (CARD, PaymentType.CREDIT_CARD)], ids=["bank", "card"]
    )
    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice", "fee"])
    def test_a_purchase_is_a_bill_and_its_payment(self, spend_type: str, wallet: str, kind: PaymentType) -> None:
        expense = item(spend_type, bookkeeping_method=self.METHOD, invoice_number="F-1")
        bill, payment = posted(expense, chosen=settings(wallet_account_id=wallet)).entries
        assert isinstance(bill, Bill)
        assert isinstance(payment, BillPayment)
        assert (bill.vendor, bill.total, bill.header.doc_number) == (DUPONT, Decimal("12.00"), "F-1")
        assert (payment.vendor, payment.account_id, payment.payment_type) == (DUPONT, wallet, kind)
        assert payment.total == Decimal("12.00")
        assert payment.links == (Link("Bill", Decimal("12.00"), position=0),)
        assert ENTRY_ID in bill.header.note
        assert ENTRY_ID in payment.header.note

    @pytest.mark.parametrize("amount", BOTH_SIGNS)
    @pytest.mark.parametrize("wallet", [WALLET, CARD])
    @pytest.mark.parametrize("spend_type", ["refund", "chargeback"])
    def test_money_back_is_a_credit_note_joined_with_the_money(self, spend_type: str, wallet: str, amount: str) -> None:
        expense = item(spend_type, bookkeeping_method=self.METHOD, **of(amount))
        credit, money_entry, joining = posted(expense, chosen=settings(wallet_account_id=wallet)).entries
        assert isinstance(credit, VendorCredit)
        assert isinstance(money_entry, JournalEntry)
        assert isinstance(joining, BillPayment)
        assert (credit.vendor, credit.total) == (DUPONT, Decimal("12.00"))
        assert sides(money_entry) == moved(PAYABLES, wallet, "12.00")
        assert money_entry.lines[1].party == DUPONT
        assert money_entry.header.doc_number == part_marker(ENTRY_ID, 1)
        assert (joining.total, joining.vendor) == (0, DUPONT)
        assert joining.links == (
            Link("VendorCredit", Decimal("12.00"), position=0),
            Link("JournalEntry", Decimal("12.00"), position=1),
        )

    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice"])
    def test_a_negative_purchase_is_a_credit_note_too(self, spend_type: str) -> None:
        expense = item(spend_type, bookkeeping_method=self.METHOD, **of("-12.00"))
        assert [e.kind for e in posted(expense).entries] == [
            EntryKind.VENDOR_CREDIT,
            EntryKind.JOURNAL_ENTRY,
            EntryKind.BILL_PAYMENT,
        ]

    def test_cashback_keeps_its_row(self) -> None:
        assert only(item("cashback", bookkeeping_method=self.METHOD)).kind is EntryKind.DEPOSIT

    @pytest.mark.parametrize("spend_type", ["personal_spend", *POCKET_TYPES])
    def test_what_is_owed_to_nobody_keeps_its_row(self, spend_type: str) -> None:
        assert only(item(spend_type, bookkeeping_method=self.METHOD)).kind is EntryKind.PURCHASE

    @pytest.mark.parametrize(
        "spend_type",
        ["wallet_topup", "wallet_unload", "direct_reimbursement", "external_reimbursement", "atm_withdrawal"],
    )
    def test_movements_of_money_keep_their_row(self, spend_type: str) -> None:
        assert only(item(spend_type, bookkeeping_method=self.METHOD)).kind is EntryKind.TRANSFER

    def test_an_invoice_is_a_bill_as_ever(self) -> None:
        assert only(item("invoice", bookkeeping_method=self.METHOD)).kind is EntryKind.BILL

    @pytest.mark.parametrize("method", [None, "none", "journal", "something new"])
    def test_no_other_method_changes_anything(self, method: str | None) -> None:
        assert only(item(bookkeeping_method=method)).kind is EntryKind.PURCHASE
        assert only(item("refund", bookkeeping_method=method)).kind is EntryKind.DEPOSIT

    @pytest.mark.parametrize("lines", [None, MIXED], ids=["one sign", "both signs"])
    @pytest.mark.parametrize("spend_type", ["card_purchase", "card_invoice", "fee", "refund", "chargeback", "invoice"])
    def test_a_vendor_that_cannot_be_matched_is_held_never_made(self, spend_type: str, lines: list | None) -> None:
        expense = item(spend_type, supplier="Moulin Neuf", bookkeeping_method=self.METHOD, lines=lines)
        problem = held(expense)
        assert (problem.code, problem.pleo_reason) == (Code.VENDOR_UNKNOWN, PleoReason.VENDOR_UNKNOWN)
        assert problem.params["vendor"] == "Moulin Neuf"

    def test_the_common_vendor_does_not_stand_in_for_one_that_cannot_be_matched(self) -> None:
        expense = item(supplier="Moulin Neuf", bookkeeping_method=self.METHOD)
        known = vendors(vendor("77", "Fournisseurs divers"))
        chosen = settings(single_vendor="Fournisseurs divers")
        assert held(expense, known=known, chosen=chosen).code is Code.VENDOR_UNKNOWN

    @pytest.mark.parametrize("spend_type", ["card_purchase", "refund", "invoice"])
    def test_nobody_at_all_is_held(self, spend_type: str) -> None:
        problem = held(item(spend_type, supplier=None, bookkeeping_method=self.METHOD))
        assert (problem.code, problem.pleo_reason) == (Code.VENDOR_MISSING, PleoReason.VENDOR_UNKNOWN)

    def test_a_returned_payment_to_an_unknown_vendor_is_held(self) -> None:
        expense = item(
            "invoice_payment",
            sub_type="invoice_payment_returned",
            supplier="Moulin Neuf",
            bookkeeping_method=self.METHOD,
        )
        assert held(expense).code is Code.VENDOR_UNKNOWN

    @pytest.mark.parametrize("spend_type", ["card_purchase", "refund"])
    def test_on_a_plan_without_bills_is_held(self, spend_type: str) -> None:
        problem = held(item(spend_type, bookkeeping_method=self.METHOD), in_books=books(plan="Simple Start"))
        assert problem.code is Code.PLAN_WITHOUT_BILLS

    def test_lines_of_both_signs_are_a_journal_entry(self) -> None:
        assert only(item(lines=MIXED, bookkeeping_method=self.METHOD)).kind is EntryKind.JOURNAL_ENTRY

    def test_only_the_document_is_what_pleo_is_told_of(self) -> None:
        assert posted(item(bookkeeping_method=self.METHOD)).document.kind is EntryKind.BILL


class TestCreditNoteVat:
    """A credit note cannot carry another VAT than QuickBooks computes (quickbooks.md 13)."""

    def test_that_quickbooks_computes_alike_is_posted(self) -> None:
        assert only(item("invoice", **of("-12.00"))).kind is EntryKind.VENDOR_CREDIT

    @pytest.mark.parametrize("spend_type", ["invoice", "refund"])
    def test_that_quickbooks_computes_otherwise_is_held(self, spend_type: str) -> None:
        expense = item(spend_type, bookkeeping_method="accounts_payable", lines=[line("-12.01", tax=("20", "-2.01"))])
        problem = held(expense)
        assert (problem.code, problem.params["tax_code"]) == (Code.TAX_NOT_OVERRIDABLE, "TVA 20")
        assert problem.pleo_reason is PleoReason.BOOKS_VALIDATION

    def test_that_depends_on_an_unpublished_way_of_rounding_is_held(self) -> None:
        # 5 % and 9.975 % of 10.10 are 0.51 and 1.01, together 14.975 % of it is 1.51
        for vat in ("1.51", "1.52"):
            gross = str(-(Decimal("10.10") + Decimal(vat)))
            expense = item("invoice", lines=[line(gross, tax=("quebec", f"-{vat}"))])
            assert held(expense, in_books=books("CA")).code is Code.TAX_NOT_OVERRIDABLE

    def test_of_a_reverse_charge_is_posted(self) -> None:
        assert only(item("invoice", lines=[line("-50.00", tax=("reverse", "-10.00"))])).total == Decimal("50.00")


class TestJournalCode:
    """French journal entries name a journal (quickbooks.md 8, 14)."""

    ENTRY = item(lines=MIXED)

    def test_stands_on_a_french_journal_entry(self) -> None:
        entry = only(self.ENTRY)
        assert isinstance(entry, JournalEntry)
        assert entry.journal_code_id == JOURNAL_CODE

    def test_stands_nowhere_else(self) -> None:
        entry = only(self.ENTRY, in_books=books("GB"), chosen=settings(journal_code_id=None))
        assert isinstance(entry, JournalEntry)
        assert entry.journal_code_id is None

    @pytest.mark.parametrize("chosen", [None, "unknown"])
    def test_missing_holds_a_french_journal_entry(self, chosen: str | None) -> None:
        assert held(self.ENTRY, chosen=settings(journal_code_id=chosen)).code is Code.JOURNAL_CODE_MISSING

    def test_inactive_holds_a_french_journal_entry(self) -> None:
        in_books = books()
        codes = {
            code.id: type(code)(code.id, code.name, code.type, active=False) for code in in_books.journal_codes.values()
        }
        changed = Books(
            in_books.company, in_books.accounts, in_books.tax_codes, in_books.tax_rates, journal_codes=codes
        )
        assert held(self.ENTRY, in_books=changed).code is Code.JOURNAL_CODE_MISSING

    def test_missing_holds_nothing_else(self) -> None:
        assert only(item(), chosen=settings(journal_code_id=None)).kind is EntryKind.PURCHASE


class TestCurrencies:
    """Home currency, or the wallet's own with multi-currency on."""

    USD = (line("12.00", tax=("20", "2.00"), currency="USD"),)

    def test_one_currency_company_names_no_currency(self) -> None:
        header = only(item()).header
        assert (header.currency, header.exchange_rate) == (None, None)

    @pytest.mark.parametrize("expense", [item(), item("refund"), item("invoice"), item(lines=MIXED)])
    def test_home_currency_in_a_multi_currency_company_has_rate_one(self, expense: ExportItem) -> None:
        header = only(expense, in_books=books(multi_currency=True)).header
        assert (header.currency, header.exchange_rate) == ("EUR", Decimal(1))

    @pytest.mark.parametrize("spend_type", ["card_purchase", "refund", "invoice"])
    def test_a_foreign_wallet_names_currency_and_rate(self, spend_type: str) -> None:
        chosen = settings(wallet_account_id=WALLET_USD)
        decided = posted(item(spend_type, lines=self.USD), chosen=chosen, in_books=books(multi_currency=True))
        header = decided.document.header
        assert (header.currency, header.exchange_rate) == ("USD", Decimal("0.92"))
        assert decided.document.total == Decimal("12.00")

    def test_the_contra_account_of_the_currency_is_the_wallet(self) -> None:
        contra = line("1.00", account=WALLET_USD).account
        expense = item(lines=self.USD, contra_account=contra)
        entry = only(expense, in_books=books(multi_currency=True))
        assert isinstance(entry, Purchase)
        assert entry.account_id == WALLET_USD

    @pytest.mark.parametrize("spend_type", ["card_purchase", "out_of_pocket", "refund", "invoice", "wallet_topup"])
    def test_a_foreign_currency_in_a_one_currency_company_is_held(self, spend_type: str) -> None:
        problem = held(item(spend_type, lines=self.USD))
        assert problem.code is Code.CURRENCY_NOT_IN_BOOKS
        assert problem.params == {"currency": "USD", "home": "EUR"}

    @pytest.mark.parametrize("spend_type", ["card_purchase", "refund", "out_of_pocket", "wallet_unload"])
    def test_a_wallet_in_another_currency_is_held(self, spend_type: str) -> None:
        problem = held(item(spend_type, lines=self.USD), in_books=books(multi_currency=True))
        assert problem.code is Code.CURRENCY_MISMATCH
        assert problem.params["account_currency"] == "EUR"

    def test_a_foreign_pocket_is_used_for_its_currency(self) -> None:
        chosen = settings(pocket_account_id=POCKET_USD)
        entry = only(item("out_of_pocket", lines=self.USD), chosen=chosen, in_books=books(multi_currency=True))
        assert isinstance(entry, Purchase)
        assert entry.account_id == POCKET_USD

    def test_a_line_account_in_a_third_currency_is_held(self) -> None:
        lines = [line("12.00", account=WALLET_USD)]
        assert held(item(lines=lines), in_books=books(multi_currency=True)).code is Code.CURRENCY_MISMATCH

    def test_without_a_rate_is_held(self) -> None:
        chosen = settings(wallet_account_id=WALLET_USD)
        problem = held(
            item(lines=self.USD), chosen=chosen, in_books=books(multi_currency=True), exchange={"GBP": "1.17"}
        )
        assert problem.code is Code.EXCHANGE_RATE_MISSING
        assert problem.params == {"currency": "USD", "date": "2026-03-14"}

    def test_a_currency_whose_cents_are_unclear_is_held(self) -> None:
        assert held(item(lines=[line("12.00", currency="ISK")])).code is Code.CURRENCY_UNCLEAR

    def test_the_vendor_has_the_currency_of_the_entry(self) -> None:
        known = vendors(vendor(), vendor("57", "Boulangerie Dupont (USD)", currency="USD"))
        chosen = settings(wallet_account_id=WALLET_USD)
        entry = only(item(lines=self.USD), chosen=chosen, known=known, in_books=books(multi_currency=True))
        assert isinstance(entry, Purchase)
        assert entry.vendor == Party("Boulangerie Dupont (USD)", "57", currency="USD")

    def test_a_vendor_of_another_currency_gets_a_twin(self) -> None:
        chosen = settings(wallet_account_id=WALLET_USD)
        decided = posted(item(lines=self.USD), chosen=chosen, in_books=books(multi_currency=True))
        assert decided.new_vendors == (Party("Boulangerie Dupont (USD)", currency="USD"),)


class TestVendorOnEntries:
    """Where the vendor of an entry stands."""

    def test_a_new_vendor_is_named_new_in_a_preview(self) -> None:
        decided = posted(item(supplier="Moulin Neuf"))
        assert [party.reference for party in decided.new_vendors] == ["new:Moulin Neuf"]

    def test_nobody_is_named_when_pleo_names_nobody(self) -> None:
        entry = only(item(supplier=None))
        assert isinstance(entry, Purchase)
        assert entry.vendor is None
        assert posted(item(supplier=None)).new_vendors == ()

    def test_a_tagged_vendor_goes_before_the_supplier(self) -> None:
        entry = only(item(supplier="Other", vendor=tagged_vendor("Boulangerie Dupont", external_id="56")))
        assert isinstance(entry, Purchase)
        assert entry.vendor == DUPONT

    def test_a_tagged_vendor_that_is_inactive_is_held(self) -> None:
        expense = item(vendor=tagged_vendor("Boulangerie Dupont", external_id="56"))
        problem = held(expense, known=vendors(vendor(active=False)))
        assert (problem.code, problem.params["vendor"]) == (Code.VENDOR_INACTIVE, "Boulangerie Dupont")

    def test_line_accounts_may_be_income_or_assets(self) -> None:
        for target in (INCOME, EMPLOYEES, FUNDING):
            entry = only(item("cashback", lines=[line("12.00", account=target)]))
            assert isinstance(entry, Deposit)
            assert entry.lines[0].account_id == target


def test_a_posting_says_the_amount_in_wallet_currency() -> None:
    for amount in BOTH_SIGNS:
        decided = posted(item("refund", **of(amount), original_amount=money("13.50", "USD")))
        assert (decided.accounting_entry_id, decided.total) == (ENTRY_ID, Decimal("12.00"))
