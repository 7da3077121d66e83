"""What ports.ledger promises, on paper and against the practice company over HTTP."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.books import Dimension, Vendor
from pleoqb_desktop.domain.entries import EntryKind, Party
from pleoqb_desktop.export.comparison import differences
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, LedgerRefusal, RefusalReason
from pleoqb_desktop.ports.ledger import Attachment, Ledger, NewAccount, PostedEntry, Upload
from pleoqb_desktop.services.quickbooks.kinds import ENTITY
from tests.builders import books
from tests.conformance.letters import DAY, Letters, new
from tests.on_paper.books import BooksOnPaper

SIMPLE_START = "QuickBooks Online Simple Start"
OF_BILLS = (EntryKind.BILL, EntryKind.VENDOR_CREDIT, EntryKind.BILL_PAYMENT)
NUMBERED = (EntryKind.PURCHASE, EntryKind.JOURNAL_ENTRY)


@dataclass(frozen=True)
class Trial:
    """A ledger, and what an accountant does in its company."""

    letters: Letters
    close: Callable[[date | None], object]
    note: Callable[[EntryKind, str, str], object]
    match: Callable[[EntryKind, str], object]
    plan: Callable[[str], object]
    with_token: Callable[[CancelToken], Ledger]
    customer: str

    @property
    def ledger(self) -> Ledger:
        """Under trial."""
        return self.letters.ledger


def on_paper() -> Trial:
    paper = BooksOnPaper(books(plan="QuickBooks Online Plus"), other_names=["Mairie"], rates={"USD": "0.92"})

    def with_token(token: CancelToken) -> Ledger:
        paper.cancel = token
        return paper

    def close(day: date | None) -> None:
        paper.close(day or date.min)

    return Trial(
        Letters(paper),
        close,
        lambda kind, id_, note: paper.change(kind, id_, note=note),
        paper.match_to_bank,
        paper.change_plan,
        with_token,
        "Mairie",
    )


def over_http(request: pytest.FixtureRequest) -> Trial:
    house, program = request.getfixturevalue("practice_office")

    def close(day: date | None) -> None:
        house.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": day.isoformat() if day else None}})

    def note(kind: EntryKind, id_: str, words: str) -> None:
        house.change_books(update={ENTITY[kind]: {"Id": id_, "PrivateNote": words}})

    return Trial(
        Letters(program.ledger(CancelToken())),
        close,
        note,
        lambda kind, id_: house.change_books(mark_matched={ENTITY[kind]: id_}),
        lambda name: house.change_books(company_info={"NameValue": [{"Name": "OfferingSku", "Value": name}]}),
        program.ledger,
        next(row["DisplayName"] for row in house.rows("Customer") if row["Active"]),
    )


@pytest.fixture(params=["on_paper", "over_http"])
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    made = on_paper() if request.param == "on_paper" else over_http(request)
    yield made
    made.close(None)


@pytest.fixture
def ledger(trial: Trial) -> Ledger:
    return trial.ledger


@pytest.fixture
def letters(trial: Trial) -> Letters:
    return trial.letters


def reasons(work: Callable[[], object]) -> frozenset[RefusalReason]:
    with pytest.raises(LedgerRefusal) as refused:
        work()
    assert refused.value.code
    return refused.value.reasons


def standing(ledger: Ledger, kind: EntryKind) -> list[str]:
    return [one.id for one in ledger.find_by_day([kind], date(2026, 1, 1), date(2026, 12, 31))]


# -- the company ---------------------------------------------------------------------------------------------------------


def test_the_company_is_the_one_of_the_books(ledger: Ledger) -> None:
    company = ledger.company()
    assert company == ledger.books(()).company
    assert (company.country, company.home_currency) == ("FR", "EUR")
    assert ledger.keeps_numbers() is company.keeps_numbers is True


def test_only_the_dimensions_that_are_asked_for_are_read(ledger: Ledger) -> None:
    without, with_classes = ledger.books(()), ledger.books([Dimension.CLASSES])
    assert (without.classes, without.projects, without.locations) == ({}, {}, {})
    assert with_classes.classes
    assert (with_classes.projects, with_classes.locations) == ({}, {})


def test_journal_codes_are_those_of_the_books(ledger: Ledger) -> None:
    codes = ledger.journal_codes()
    assert codes
    assert {one.id: one for one in codes} == ledger.books(()).journal_codes


def test_a_currency_without_a_rate_has_none(ledger: Ledger) -> None:
    assert ledger.exchange_rate("XTS", DAY) is None


def test_the_same_request_makes_an_account_once(ledger: Ledger) -> None:
    account, request = NewAccount(new("Bank"), "Bank", "Checking", "512950", None, None), new("request")
    made = ledger.create_account(account, request)
    before = ledger.books(()).accounts
    assert (before[made].name, before[made].type, before[made].active) == (account.name, "Bank", True)
    assert ledger.create_account(account, request) == made
    assert ledger.books(()).accounts == before


# -- names ---------------------------------------------------------------------------------------------------------------


def test_a_vendor_that_was_made_is_told(ledger: Ledger) -> None:
    made = ledger.create_vendor(Party(new("Vendor")), new("request"))
    assert made.active
    assert ledger.vendor_named(made.name) == made
    assert [one for one in ledger.vendors() if one.id == made.id] == [made]
    assert ledger.vendor_named(new("nobody")) is None


def test_vendors_of_a_batch_come_in_order_and_a_name_that_is_taken_spoils_its_own_alone(
    trial: Trial, ledger: Ledger
) -> None:
    first, last = new("Vendor"), new("Vendor")
    made = ledger.create_vendors([Party(first), Party(trial.customer), Party(last)], new("request"))
    assert [one.name if isinstance(one, Vendor) else one.reasons for one in made] == [
        first,
        frozenset({RefusalReason.NAME_TAKEN}),
        last,
    ]


def test_vendors_customers_and_employees_share_their_names(trial: Trial, ledger: Ledger) -> None:
    vendor = ledger.create_vendor(Party(new("Vendor")), new("request"))
    for name in (vendor.name, trial.customer):
        taken = reasons(lambda name=name: ledger.create_vendor(Party(name), new("request")))  # type: ignore[misc]
        assert taken == {RefusalReason.NAME_TAKEN}
    assert ledger.other_names([vendor.name, trial.customer, new("nobody")]) == {trial.customer}
    assert ledger.vendor_named(trial.customer) is None


def test_the_same_request_makes_a_vendor_once(ledger: Ledger) -> None:
    request, party = new("request"), Party(new("Vendor"))
    assert ledger.create_vendor(party, request).id == ledger.create_vendor(party, request).id
    batch, parties = new("request"), [Party(new("Vendor")), Party(new("Vendor"))]
    assert ledger.create_vendors(parties, batch) == ledger.create_vendors(parties, batch)
    names = [one.name for one in ledger.vendors()]
    assert [names.count(one.name) for one in (party, *parties)] == [1, 1, 1]


def test_an_inactive_vendor_is_told_under_its_own_name_and_comes_back(ledger: Ledger) -> None:
    made = ledger.create_vendor(Party(new("Vendor")), new("request"))
    ledger.deactivate_vendor(made.id, new("request"))
    told = ledger.vendor_named(made.name)
    assert told is not None
    assert (told.id, told.name, told.active) == (made.id, made.name, False)
    assert told in ledger.vendors()
    back = ledger.activate_vendor(made.id, new("request"))
    assert (back.id, back.name, back.active) == (made.id, made.name, True)
    assert ledger.vendor_named(made.name) == back


def test_an_entry_that_names_an_inactive_vendor_is_refused(ledger: Ledger, letters: Letters) -> None:
    vendor = letters.vendor
    ledger.deactivate_vendor(vendor.id or "", new("request"))
    number = new("P")
    assert reasons(lambda: letters.post(letters.purchase(number))) == {RefusalReason.GONE}
    assert ledger.find_by_number(EntryKind.PURCHASE, [number]) == []


def test_vendors_in_use_are_those_that_entries_name(ledger: Ledger, letters: Letters) -> None:
    idle = ledger.create_vendor(Party(new("Vendor")), new("request"))
    since = datetime.now(UTC) - timedelta(minutes=5)
    letters.post(letters.purchase())
    used = ledger.vendors_in_use(since)
    assert letters.vendor.id in used
    assert idle.id not in used


# -- entries -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(EntryKind))
def test_what_was_posted_stands_as_it_was_sent(ledger: Ledger, letters: Letters, kind: EntryKind) -> None:
    entry = letters.of_kind(kind)
    posted = letters.post(entry)
    assert (posted.kind, posted.sync_token, posted.day) == (kind, "0", DAY)
    assert (posted.doc_number, posted.note) == (entry.header.doc_number, entry.header.note)
    assert differences(entry, posted) == ()
    assert ledger.read(kind, posted.id) == posted
    assert posted in ledger.find_by_day([kind], DAY, DAY)


@pytest.mark.parametrize("kind", [EntryKind.PURCHASE, EntryKind.BILL, EntryKind.VENDOR_CREDIT])
def test_an_entry_tells_whom_it_names(letters: Letters, kind: EntryKind) -> None:
    posted = letters.post(letters.of_kind(kind))
    assert (posted.vendor_id, posted.vendor_name) == (letters.vendor.id, letters.vendor.name)


def test_the_letter_is_json_and_depends_on_the_entry_alone(ledger: Ledger, letters: Letters) -> None:
    entry = letters.purchase()
    letter = ledger.encoded(entry)
    assert letter == ledger.encoded(entry)
    assert letter.kind is EntryKind.PURCHASE
    assert json.loads(letter.body).keys() == ledger.payload(entry).keys()
    other = replace(entry, header=replace(entry.header, note="another"))
    assert ledger.encoded(other).body != letter.body


@pytest.mark.parametrize("kind", NUMBERED)
def test_an_entry_is_found_by_its_number(ledger: Ledger, letters: Letters, kind: EntryKind) -> None:
    posted, other = letters.post(letters.of_kind(kind)), letters.post(letters.of_kind(kind))
    numbers = [posted.doc_number or "", new("nobody's")]
    assert ledger.find_by_number(kind, numbers) == [posted]
    assert ledger.find_by_number(kind, []) == []
    both = ledger.find_by_number(kind, [posted.doc_number or "", other.doc_number or ""])
    assert sorted(one.id for one in both) == sorted([posted.id, other.id])


@pytest.mark.parametrize("kind", list(EntryKind))
def test_an_entry_is_found_by_its_id_while_it_is_there(ledger: Ledger, letters: Letters, kind: EntryKind) -> None:
    posted, other = letters.post(letters.of_kind(kind)), letters.post(letters.of_kind(kind))
    assert ledger.find_by_id(kind, [posted.id, "99999999"]) == [posted]
    assert sorted(one.id for one in ledger.find_by_id(kind, [posted.id, other.id])) == sorted([posted.id, other.id])
    assert ledger.find_by_id(kind, []) == []
    ledger.remove(kind, posted.id, posted.sync_token, new("request"))
    assert ledger.find_by_id(kind, [posted.id]) == []


def test_an_entry_is_found_between_two_days_both_included(ledger: Ledger, letters: Letters) -> None:
    day = date(2026, 5, 17)
    posted = letters.post(letters.purchase(day=day))
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    assert ledger.find_by_day([EntryKind.PURCHASE], day, day) == [posted]
    assert ledger.find_by_day([EntryKind.PURCHASE], before, after) == [posted]
    assert ledger.find_by_day([EntryKind.PURCHASE], before, before) == []
    assert ledger.find_by_day([EntryKind.PURCHASE], after, after) == []
    assert ledger.find_by_day([EntryKind.DEPOSIT], day, day) == []


def test_entries_of_all_kinds_are_found_together_as_one_by_one(ledger: Ledger, letters: Letters) -> None:
    posted = [letters.post(letters.of_kind(kind)) for kind in EntryKind]
    found = ledger.find_by_day(tuple(EntryKind), DAY, DAY)
    assert all(one in found for one in posted)
    alone = [one for kind in EntryKind for one in ledger.find_by_day([kind], DAY, DAY)]
    assert sorted((one.kind, one.id) for one in found) == sorted((one.kind, one.id) for one in alone)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_a_memo_is_changed_and_the_rest_stays(ledger: Ledger, letters: Letters, kind: EntryKind) -> None:
    posted = letters.post(letters.of_kind(kind))
    amended = ledger.amend_note(kind, posted.id, lambda old: f"{old} and more", new("request"))
    assert amended == replace(posted, note=f"{posted.note} and more", sync_token=amended.sync_token)
    assert amended.sync_token != posted.sync_token
    assert ledger.read(kind, posted.id) == amended
    assert ledger.amend_note(kind, posted.id, lambda _old: None, new("request")) == amended


def test_a_memo_of_what_is_gone_or_closed_stays(trial: Trial, ledger: Ledger, letters: Letters) -> None:
    posted = letters.post(letters.purchase())
    trial.close(DAY)
    try:
        closed = reasons(lambda: ledger.amend_note(EntryKind.PURCHASE, posted.id, lambda _: "-", new("request")))
        assert closed == {RefusalReason.PERIOD_CLOSED}
    finally:
        trial.close(None)
    assert ledger.read(EntryKind.PURCHASE, posted.id) == posted
    ledger.remove(EntryKind.PURCHASE, posted.id, posted.sync_token, new("request"))
    gone = reasons(lambda: ledger.amend_note(EntryKind.PURCHASE, posted.id, lambda _: "-", new("request")))
    assert gone == {RefusalReason.GONE}


def test_an_entry_is_written_over_whole_and_only_with_its_present_token(ledger: Ledger, letters: Letters) -> None:
    entry = letters.purchase()
    posted = letters.post(entry)
    right = replace(entry, header=replace(entry.header, day=DAY - timedelta(days=1), note="corrected"))
    corrected = ledger.correct(ledger.encoded(right), posted.id, posted.sync_token, new("request"))
    assert corrected.id == posted.id
    assert differences(right, corrected) == ()
    assert corrected.note == "corrected"
    again = reasons(lambda: ledger.correct(ledger.encoded(entry), posted.id, posted.sync_token, new("request")))
    assert again == {RefusalReason.CHANGED_SINCE}
    assert ledger.read(EntryKind.PURCHASE, posted.id) == corrected


@pytest.mark.parametrize("kind", list(EntryKind))
def test_the_same_request_makes_nothing_twice(ledger: Ledger, letters: Letters, kind: EntryKind) -> None:
    letter, request = ledger.encoded(letters.of_kind(kind)), new("request")
    first = ledger.post(letter, request)
    before = standing(ledger, kind)
    assert ledger.post(letter, request).id == first.id
    assert standing(ledger, kind) == before


def test_a_batch_answers_in_order_with_one_result_each(ledger: Ledger, letters: Letters) -> None:
    taken = letters.purchase()
    letters.post(taken)
    members = [letters.purchase(), taken, letters.purchase(), letters.of_kind(EntryKind.DEPOSIT)]
    answer = ledger.post_batch([ledger.encoded(one) for one in members], new("request"))
    told = [one.note if isinstance(one, PostedEntry) else one.reasons for one in answer.results]
    notes: list[Any] = [one.header.note for one in members]
    assert told == [notes[0], frozenset({RefusalReason.NUMBER_TAKEN}), notes[2], notes[3]]
    assert answer.seconds >= 0


def test_the_same_batch_makes_nothing_twice(ledger: Ledger, letters: Letters) -> None:
    batch, request = [ledger.encoded(letters.purchase()) for _ in range(3)], new("request")
    first = ledger.post_batch(batch, request)
    before = standing(ledger, EntryKind.PURCHASE)
    assert ledger.post_batch(batch, request).results == first.results
    assert standing(ledger, EntryKind.PURCHASE) == before


@pytest.mark.parametrize("kind", [*NUMBERED, EntryKind.BILL])
def test_a_number_that_is_taken_is_refused_for_that_reason_and_nothing_is_made(
    ledger: Ledger, letters: Letters, kind: EntryKind
) -> None:
    entry = letters.of_kind(kind)
    letters.post(entry)
    before = standing(ledger, kind)
    assert reasons(lambda: letters.post(entry)) == {RefusalReason.NUMBER_TAKEN}
    assert standing(ledger, kind) == before


def test_an_entry_of_a_closed_period_is_refused_for_that_reason_and_nothing_is_made(
    trial: Trial, ledger: Ledger, letters: Letters
) -> None:
    day = date(2026, 2, 28)
    purchase = letters.purchase(day=day)
    trial.close(day)
    assert ledger.company().close_date == day
    assert reasons(lambda: letters.post(purchase)) == {RefusalReason.PERIOD_CLOSED}
    assert ledger.find_by_day([EntryKind.PURCHASE], day, day) == []
    assert letters.post(letters.purchase(day=day + timedelta(days=1)))


def test_an_unknown_account_is_refused_and_nothing_is_made(ledger: Ledger, letters: Letters) -> None:
    purchase = replace(letters.purchase(), account_id="999999")
    assert reasons(lambda: letters.post(purchase))
    assert ledger.find_by_number(EntryKind.PURCHASE, [purchase.header.doc_number or ""]) == []


@pytest.mark.parametrize("kind", list(EntryKind))
def test_an_entry_that_was_removed_reads_as_none(ledger: Ledger, letters: Letters, kind: EntryKind) -> None:
    posted = letters.post(letters.of_kind(kind))
    request = new("request")
    ledger.remove(kind, posted.id, posted.sync_token, request)
    ledger.remove(kind, posted.id, posted.sync_token, request)
    assert ledger.read(kind, posted.id) is None
    assert posted.id not in standing(ledger, kind)
    again = reasons(lambda: ledger.remove(kind, posted.id, posted.sync_token, new("request")))
    assert again == {RefusalReason.GONE}


def test_what_never_was_reads_as_none(ledger: Ledger) -> None:
    assert ledger.read(EntryKind.PURCHASE, "987654") is None


def test_an_entry_that_somebody_changed_has_another_token_and_is_not_removed_by_the_old_one(
    trial: Trial, ledger: Ledger, letters: Letters
) -> None:
    posted = letters.post(letters.purchase())
    trial.note(EntryKind.PURCHASE, posted.id, "mine now")
    changed = ledger.read(EntryKind.PURCHASE, posted.id)
    assert changed is not None
    assert changed.note == "mine now"
    assert changed.sync_token != posted.sync_token
    refused = reasons(lambda: ledger.remove(EntryKind.PURCHASE, posted.id, posted.sync_token, new("request")))
    assert refused == {RefusalReason.CHANGED_SINCE}
    ledger.remove(EntryKind.PURCHASE, posted.id, changed.sync_token, new("request"))
    assert ledger.read(EntryKind.PURCHASE, posted.id) is None


def test_an_entry_of_a_closed_period_and_one_that_is_matched_are_not_removed(
    trial: Trial, ledger: Ledger, letters: Letters
) -> None:
    early, matched = letters.post(letters.purchase(day=date(2026, 1, 9))), letters.post(letters.purchase())
    trial.close(date(2026, 1, 31))
    trial.match(EntryKind.PURCHASE, matched.id)
    told = [
        reasons(lambda one=one: ledger.remove(one.kind, one.id, one.sync_token, new("request")))  # type: ignore[misc]
        for one in (early, matched)
    ]
    assert told == [{RefusalReason.PERIOD_CLOSED}, {RefusalReason.MATCHED_TO_BANK}]
    assert ledger.read(EntryKind.PURCHASE, early.id) == early
    assert ledger.read(EntryKind.PURCHASE, matched.id) == matched


# -- bills ---------------------------------------------------------------------------------------------------------------


def test_a_bill_is_owed_until_it_is_paid_and_again_when_the_payment_is_gone(ledger: Ledger, letters: Letters) -> None:
    bill = letters.post(letters.bill())

    def owed() -> list[tuple[str, str, Decimal | None, str | None, str | None]]:
        documents = ledger.open_documents(letters.vendor.id or "")
        return [(one.id, one.type, one.balance, number, note) for one, number, note in documents]

    assert owed() == [(bill.id, "Bill", Decimal(12), bill.doc_number, bill.note)]
    payment = letters.post(letters.payment(bill))
    assert owed() == [(bill.id, "Bill", Decimal(0), bill.doc_number, bill.note)]
    now = ledger.read(EntryKind.BILL, bill.id)
    assert now is not None
    assert now.balance == 0
    assert reasons(lambda: letters.post(letters.payment(bill, "1.00"))) == {RefusalReason.LINKED}
    paid = reasons(lambda: ledger.remove(EntryKind.BILL, bill.id, now.sync_token, new("request")))
    assert paid == {RefusalReason.LINKED}
    ledger.remove(EntryKind.BILL_PAYMENT, payment.id, payment.sync_token, new("request"))
    assert [balance for _, _, balance, _, _ in owed()] == [Decimal(12)]
    last = ledger.read(EntryKind.BILL, bill.id)
    assert last is not None
    ledger.remove(EntryKind.BILL, bill.id, last.sync_token, new("request"))
    assert owed() == []


@pytest.mark.parametrize("kind", OF_BILLS)
def test_a_plan_without_bills_refuses_them_for_that_reason(trial: Trial, ledger: Ledger, kind: EntryKind) -> None:
    entry = trial.letters.of_kind(kind)
    trial.plan(SIMPLE_START)
    try:
        assert reasons(lambda: trial.letters.post(entry)) == {RefusalReason.PLAN_LACKS_FEATURE}
        assert ledger.find_by_day([kind], DAY, DAY) == []
        assert ledger.find_by_id(kind, ["1"]) == ledger.find_by_number(kind, ["1"]) == []
        assert all(one.kind not in OF_BILLS for one in ledger.find_by_day(tuple(EntryKind), DAY, DAY))
        assert ledger.company().has_bills is False
    finally:
        trial.plan("QuickBooks Online Plus")


# -- files ---------------------------------------------------------------------------------------------------------------


def receipt(folder: Path, entry: PostedEntry, name: str) -> Upload:
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n" + name.encode())
    return Upload(entry.kind, entry.id, name, "application/pdf", path, path.stat().st_size)


@pytest.mark.parametrize("kind", [EntryKind.PURCHASE, EntryKind.BILL, EntryKind.JOURNAL_ENTRY, EntryKind.DEPOSIT])
def test_files_stand_on_their_entry_in_the_order_they_were_sent(
    ledger: Ledger, letters: Letters, tmp_path: Path, kind: EntryKind
) -> None:
    first, second = letters.post(letters.of_kind(kind)), letters.post(letters.of_kind(kind))
    sent = [
        receipt(tmp_path, first, "a-1.pdf"),
        receipt(tmp_path, second, "b-1.pdf"),
        receipt(tmp_path, first, "a-2.pdf"),
    ]
    answers = ledger.upload(sent, new("request"))
    assert [one.file_name for one in answers if isinstance(one, Attachment)] == ["a-1.pdf", "b-1.pdf", "a-2.pdf"]
    assert [one.entry_ids for one in answers if isinstance(one, Attachment)] == [(first.id,), (second.id,), (first.id,)]
    assert {one.file_name for one in ledger.attachments(kind, first.id)} == {"a-1.pdf", "a-2.pdf"}
    assert [one.file_name for one in ledger.attachments(kind, second.id)] == ["b-1.pdf"]


def test_a_file_tells_its_size_and_keeps_its_note(ledger: Ledger, letters: Letters, tmp_path: Path) -> None:
    entry = letters.post(letters.purchase())
    noted = replace(receipt(tmp_path, entry, "a-1.pdf"), note="Pleo receipt - | été | sha256 00")
    (file, bare) = ledger.upload([noted, receipt(tmp_path, entry, "a-2.pdf")], new("request"))
    assert isinstance(file, Attachment)
    assert isinstance(bare, Attachment)
    assert (file.size, file.note, bare.note) == (noted.size, noted.note, "")
    assert sorted(ledger.attachments(entry.kind, entry.id), key=lambda one: one.file_name) == [file, bare]


def test_a_repeated_upload_may_attach_its_file_again(ledger: Ledger, letters: Letters, tmp_path: Path) -> None:
    """No page says that a request id counts for uploads (quickbooks.md 2.2): nobody may rely on it."""
    entry = letters.post(letters.purchase())
    sent, request = [receipt(tmp_path, entry, "a-1.pdf")], new("request")
    ledger.upload(sent, request)
    ledger.upload(sent, request)
    assert len(ledger.attachments(entry.kind, entry.id)) == 2


def test_entries_are_found_by_how_the_names_of_their_files_begin(
    ledger: Ledger, letters: Letters, tmp_path: Path
) -> None:
    one, other = letters.post(letters.of_kind(EntryKind.DEPOSIT)), letters.post(letters.of_kind(EntryKind.BILL))
    own, theirs = new("OWN").replace(" ", ""), new("THEIR").replace(" ", "")
    ledger.upload([receipt(tmp_path, one, f"{own}-1.png"), receipt(tmp_path, other, f"{theirs}-1.png")], new("request"))
    found = ledger.entries_with_files([f"{own}-", f"{theirs}-", "NOBODY-"])
    told = {beginning: list(entries) for beginning, entries in found.items() if entries}
    assert told == {f"{own}-": [(EntryKind.DEPOSIT, one.id)], f"{theirs}-": [(EntryKind.BILL, other.id)]}
    assert not ledger.entries_with_files([])


def test_files_are_found_by_the_day_on_which_they_were_made(ledger: Ledger, letters: Letters, tmp_path: Path) -> None:
    one, other = letters.post(letters.of_kind(EntryKind.DEPOSIT)), letters.post(letters.of_kind(EntryKind.BILL))
    names = [f"{new('A').replace(' ', '')}-1.png", f"{new('B').replace(' ', '')}-1.png"]
    ledger.upload([receipt(tmp_path, one, names[0]), receipt(tmp_path, other, names[1])], new("request"))
    found = ledger.files_made(datetime.now(UTC).date() - timedelta(days=2), None)
    assert found is not None
    told = {file.file_name: file.entries for file in found if file.file_name in names}
    assert told == {names[0]: ((EntryKind.DEPOSIT, one.id),), names[1]: ((EntryKind.BILL, other.id),)}


def test_a_file_that_was_removed_reads_as_none(ledger: Ledger, letters: Letters, tmp_path: Path) -> None:
    entry = letters.post(letters.purchase())
    (file,) = ledger.upload([receipt(tmp_path, entry, "a-1.pdf")], new("request"))
    assert isinstance(file, Attachment)
    assert ledger.attachment(file.id) == file
    ledger.remove_attachment(file, new("request"))
    assert ledger.attachment(file.id) is None
    assert ledger.attachments(entry.kind, entry.id) == []
    assert reasons(lambda: ledger.remove_attachment(file, new("request"))) == {RefusalReason.GONE}


def test_a_file_outlives_its_entry(ledger: Ledger, letters: Letters, tmp_path: Path) -> None:
    entry = letters.post(letters.purchase())
    (file,) = ledger.upload([receipt(tmp_path, entry, "a-1.pdf")], new("request"))
    ledger.remove(entry.kind, entry.id, entry.sync_token, new("request"))
    assert isinstance(file, Attachment)
    assert ledger.attachment(file.id) is not None


# -- requests ------------------------------------------------------------------------------------------------------------


def test_readings_and_batches_are_metered_and_single_entries_are_not(ledger: Ledger, letters: Letters) -> None:
    letter = ledger.encoded(letters.purchase())
    counts = [ledger.counts()]
    for ask in (
        lambda: ledger.post(letter, new("request")),
        lambda: ledger.find_by_day([EntryKind.PURCHASE], DAY, DAY),
        lambda: ledger.post_batch([ledger.encoded(letters.purchase())], new("request")),
    ):
        ask()
        counts.append(ledger.counts())
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(counts)]
    assert steps == [(1, 0), (1, 1), (1, 1)]


def test_an_address_names_the_entry(ledger: Ledger) -> None:
    addresses = {ledger.web_address(kind, "707") for kind in EntryKind}
    assert len(addresses) == len(EntryKind)
    assert all(one.startswith(("https://", "http://")) and "707" in one for one in addresses)


def test_after_a_stop_nothing_is_asked_and_nothing_is_made(trial: Trial, letters: Letters) -> None:
    number = new("P")
    letter = trial.ledger.encoded(letters.purchase(number))
    token = CancelToken()
    stopped = trial.with_token(token)
    token.cancel()
    with pytest.raises(Cancelled):
        stopped.post(letter, new("request"))
    with pytest.raises(Cancelled):
        stopped.vendors()
    assert trial.with_token(CancelToken()).find_by_number(EntryKind.PURCHASE, [number]) == []
