"""A whole desk on paper: one company, its Pleo, and the use cases composed of them; no test lives here."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.spend import ExportItem, ReceiptFile
from pleoqb_desktop.export.answers import Answering
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.export.dry_run import DryRun
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.outcome import ItemOutcome, RunOutcome
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.export.run import Export
from pleoqb_desktop.moving_in import MovedIn, MovingIn, Pair
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.reconcile import Reconcile, Reconciliation
from pleoqb_desktop.undo import Undo, UndoOutcome
from tests.builders import (
    CASH,
    COMPANY_ID,
    EMPLOYEES,
    EXTERNAL,
    FEES,
    FUNDING,
    JOURNAL_CODE,
    MEMO_WORDS,
    POCKET,
    WALLET,
    books,
    item,
    line,
)
from tests.on_paper.books import BooksOnPaper
from tests.on_paper.computer import HandClock, LocksOnPaper, PlainWording, ReceiptsOnPaper
from tests.on_paper.questions import QuestionsOnPaper
from tests.on_paper.runs import RunsOnPaper
from tests.on_paper.spend import SpendOnPaper

REALM = "9130"
CHOSEN = Settings(
    pleo_company_id=COMPANY_ID,
    realm_id=REALM,
    home_currency="EUR",
    wallet_account_id=WALLET,
    pocket_used=True,
    pocket_account_id=POCKET,
    funding_account_id=FUNDING,
    fees_account_id=FEES,
    cash_account_id=CASH,
    employees_account_id=EMPLOYEES,
    external_reimbursement_account_id=EXTERNAL,
    no_tax_code_id="none",
    journal_code_id=JOURNAL_CODE,
    time_zone="Europe/Paris",
    dimensions=(),
)
"""Everything chosen, as a finished set-up leaves it."""


class Killed(BaseException):
    """The program died: nothing that it does any more has an effect."""


@dataclass
class Desk:
    """One profile on one computer. Each use case runs as by a program of its own, with a token that nobody pressed yet."""

    scratch: Path
    books: BooksOnPaper
    source: SpendOnPaper
    clock: HandClock = field(default_factory=HandClock)
    receipts: ReceiptsOnPaper = field(default_factory=ReceiptsOnPaper)
    runs: RunsOnPaper = field(default_factory=RunsOnPaper)
    locks: LocksOnPaper = field(default_factory=LocksOnPaper)
    questions: QuestionsOnPaper = field(init=False)
    settings: Settings = CHOSEN
    token: CancelToken = field(default_factory=CancelToken)
    bugs: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.questions = QuestionsOnPaper(self.runs)

    def another_computer(self) -> "Desk":
        """Another profile on the same company: it knows nothing of what this one did."""
        return replace(self, runs=RunsOnPaper(), locks=LocksOnPaper(), bugs=[])

    def settings_with(self, **changes: Any) -> Settings:
        """The choices with some changed."""
        return replace(self.settings, **changes)

    # -- use cases -------------------------------------------------------------------------------

    def export(
        self,
        only: frozenset[str] | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        look_alikes: LookAlikes = LookAlikes.HOLD,
    ) -> RunOutcome:
        """Export now."""
        self.begin()
        context = paper_context(self)
        outcome = Export(context, self.settings, self.token, on_progress, only=only, look_alikes=look_alikes).run()
        return replace(outcome, items=tuple(outcome.items))

    def preview(self) -> RunOutcome:
        """A dry run."""
        self.begin()
        return DryRun(paper_context(self), self.settings, self.token).run()

    def answering(self) -> Answering:
        """Takes answers."""
        self.begin()
        return Answering(paper_context(self), REALM, lambda only: self.export(only))

    def move_in(self, first: date, last: date, keep: Callable[[Pair], bool] = lambda _: False) -> MovedIn:
        """Pairs what Pleo exported before with unmarked entries."""
        self.begin()
        return MovingIn(paper_context(self), self.settings).run(first, last, keep)

    def unmarked(self, first: date, last: date) -> int:
        """How many entries of others stand on the Pleo accounts."""
        self.begin()
        return MovingIn(paper_context(self), self.settings).unmarked(first, last)

    def missing(self) -> dict[str, str]:
        """What is not in the books, and why."""
        return {one.record.accounting_entry_id: one.cause for one in self.questions.not_in_books()}

    def undo(self, run_id: int | None) -> UndoOutcome:
        """Takes a run back."""
        self.begin()
        return Undo(self.books, self.runs, self.locks, self.clock, self.token, REALM).run(run_id or 0)

    def reconcile(self, first: date, last: date) -> Reconciliation:
        """Compares both sides."""
        self.begin()
        today = self.clock.now().date()
        return Reconcile(self.source, self.books, self.runs, self.settings, today).run(first, last)

    def begin(self) -> None:
        """A fresh token, also for the services. A desk whose stop is pressed by a test begins by itself."""
        if self.token.cancelled:
            self.token = CancelToken()
        self.books.cancel = self.source.cancel = self.token

    # -- what happens meanwhile ------------------------------------------------------------------

    @contextmanager
    def watched(self, reached: Callable[[int, str], object]) -> Iterator[None]:
        """Tells every moment of the services and of the store: its number from 1, and what it is before or after."""
        numbers: list[int] = [0]
        papers = (self.books, self.source, self.runs)

        def moment(name: str) -> None:
            numbers[0] += 1
            reached(numbers[0], name)

        for paper in papers:
            paper.watch = moment
        try:
            yield
        finally:
            for paper in papers:
                paper.watch = lambda _moment: None

    @contextmanager
    def killed_at(self, number: int) -> Iterator[None]:
        """The program dies at this moment; what it does afterwards comes to nothing."""

        def reached(counted: int, _moment: str) -> None:
            if counted >= number:
                raise Killed

        with self.watched(reached):
            try:
                yield
            except Killed:
                self.locks = LocksOnPaper()

    # -- what stands -----------------------------------------------------------------------------

    def picture(self) -> "Counter[tuple[Any, ...]]":
        """What the company holds, without the ids and tokens that depend on the way there."""
        files: dict[str, list[bytes]] = {}
        for attachment, content in self.books.files.values():
            files.setdefault(attachment.entry_ids[0], []).append(content)
        entries: list[tuple[Any, ...]] = [
            (replace(one, id="", sync_token="", vendor_id=None), *sorted(files.pop(one.id, [])))
            for one in (standing.shown() for standing in self.books.entries.values())
        ]
        vendors = [(vendor.name,) for vendor in self.books.vendors() if vendor.active]
        return Counter([*entries, *vendors, *(("stray file", name) for name in files)])

    def told(self) -> dict[str, str]:
        """What Pleo knows of each expense."""
        return {one.id: one.export_status for one in self.source.spent.values()}

    def keep_receipts(self, *items: ExportItem | UnreadableItem) -> None:
        """Their files can be fetched: each is its own address."""
        for one in items:
            if isinstance(one, ExportItem):
                self.receipts.kept |= {file.url: file.url.encode() for file in one.files}

    def wait(self, *items: ExportItem | UnreadableItem) -> list[str]:
        """Expenses come into Pleo's queue, with their receipts; their ids."""
        self.keep_receipts(*items)
        return self.source.wait(*items)


def desk(scratch: Path, in_books: Books | None = None, **ledger: Any) -> Desk:
    """A desk of the company of `tests.builders`, on a November morning; `ledger` are arguments of BooksOnPaper."""
    clock = HandClock()
    paper = BooksOnPaper(in_books or books(), now=clock.now, **ledger)
    return Desk(scratch, paper, SpendOnPaper(COMPANY_ID, now=clock.now), clock)


def paper_context(own: Desk) -> ExportContext:
    """What an export is handed of the world, on paper."""
    return ExportContext(
        source=own.source,
        ledger=own.books,
        runs=own.runs,
        questions=own.questions,
        locks=own.locks,
        clock=own.clock,
        fetcher=own.receipts,
        wording=PlainWording(),
        words=MEMO_WORDS,
        scratch=own.scratch,
        request_counts=lambda: (own.source.asked.total(), *own.books.counts()),
        note_bug=own.bugs.append,
    )


def entry_id(number: int) -> str:
    """The id of an accounting entry."""
    return f"7f8c1d2e-5b6a-4c3d-9e8f-{number:012}"


def expense(number: int, type_: str = "card_purchase", amount: str = "12.00", **members: Any) -> ExportItem:
    """An expense with an id of its own, with 20 % VAT unless lines are told; `receipts` is how many files it has."""
    addresses = [f"https://files.invalid/{number}/{n}" for n in range(members.pop("receipts", 0))]
    files = tuple(ReceiptFile(address, "image/png", len(address)) for address in addresses)
    given = {
        "accounting_entry_id": entry_id(number),
        "reconciliation_id": f"REC-{number}",
        "lines": [line(amount, tax=("20", _twenty_percent_of(amount)))],
        "files": files,
    }
    return item(type_, **given | members)


def invoice(number: int, amount: str = "12.00", **members: Any) -> ExportItem:
    """A supplier's invoice, numbered F-NUMBER."""
    return expense(number, "invoice", amount, invoice_number=f"F-{number}", **members)


def payment(number: int, of: ExportItem, amount: str = "12.00") -> ExportItem:
    """Of an invoice."""
    return expense(
        number,
        "invoice_payment",
        sub_type="invoice_payment_sent",
        lines=[line(amount, account=None)],
        reconciled_entries=(of.reconciliation_id,),
    )


def handful() -> tuple[ExportItem | UnreadableItem, ...]:
    """Some of everything: alone and together, with and without receipts, settled, held, unreadable."""
    owed = invoice(20, "48.00", receipts=1)
    return (
        *(expense(n, amount=f"{12 + 6 * n}.00", receipts=n % 3, supplier=f"Shop {n % 2}") for n in range(1, 7)),
        expense(10, "refund", "6.00"),
        expense(11, "wallet_topup", lines=[line("100.00", account=None)]),
        expense(12, "out_of_pocket", "18.00", receipts=1),
        expense(13, "mystery"),
        payment(21, owed, "48.00"),
        owed,
        UnreadableItem(entry_id(30), "no amount"),
    )


def _twenty_percent_of(gross: str) -> str:
    """The VAT within a gross amount of whole sixths."""
    return f"{int(gross.partition('.')[0]) / 6:.2f}"


def statuses(outcome: RunOutcome) -> dict[str, int]:
    """How many items ended how."""
    return {status.value: count for status, count in outcome.counts.items()}


def item_of(outcome: RunOutcome, wanted: str) -> ItemOutcome:
    """The result of one item."""
    return next(one for one in outcome.items if one.record.accounting_entry_id == wanted)


def codes(outcome: RunOutcome) -> dict[str, list[str]]:
    """The problems of each item that has some."""
    return {
        one.record.accounting_entry_id: [problem.code.value for problem in one.record.problems]
        for one in outcome.items
        if one.record.problems
    }


def kinds(items: Sequence[ItemOutcome]) -> dict[EntryKind | None, int]:
    """What they became, those that stand."""
    standing = {ItemStatus.EXPORTED, ItemStatus.ALREADY_THERE}
    return dict(Counter(one.record.kind for one in items if one.record.status in standing))
