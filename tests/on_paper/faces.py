"""Each of these is what its port says, in every name and type: mypy holds this against the protocols, and a test runs it."""

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.months import Comparisons
from pleoqb_desktop.ports.questions import Questions
from pleoqb_desktop.ports.receipts import ReceiptFetcher
from pleoqb_desktop.ports.reference import SpendReference
from pleoqb_desktop.ports.runs import Runs
from pleoqb_desktop.ports.schedule import Notifier, ScheduleNotes, Scheduler
from pleoqb_desktop.ports.settings import SettingsStore
from pleoqb_desktop.ports.spend import PleoConnection, SpendSource
from pleoqb_desktop.ports.system import Clock, Locks, PageWording, Secrets, Wording
from pleoqb_desktop.ports.updates import Updates
from tests.on_paper.books import BooksOnPaper
from tests.on_paper.computer import (
    HandClock,
    LocksOnPaper,
    PlainPages,
    PlainWording,
    ReceiptsOnPaper,
    SecretsOnPaper,
    SettingsOnPaper,
    UpdatesOnPaper,
)
from tests.on_paper.months import MonthsOnPaper
from tests.on_paper.questions import QuestionsOnPaper
from tests.on_paper.reference import ConnectionOnPaper, ReferenceOnPaper
from tests.on_paper.runs import RunsOnPaper
from tests.on_paper.scheduler import Bell, NotesOnPaper, SchedulerOnPaper
from tests.on_paper.spend import SpendOnPaper


def faces(books: Books) -> dict[type, object]:
    """A second implementation of every port, by its protocol."""
    ledger: Ledger = BooksOnPaper(books)
    source: SpendSource = SpendOnPaper("company")
    connection = ConnectionOnPaper(PleoCompany("company", "A company"))
    key: PleoConnection = connection
    reference: SpendReference = ReferenceOnPaper(connection)
    store = RunsOnPaper()
    runs: Runs = store
    questions: Questions = QuestionsOnPaper(store)
    settings: SettingsStore = SettingsOnPaper()
    secrets: Secrets = SecretsOnPaper()
    locks: Locks = LocksOnPaper()
    clock: Clock = HandClock()
    fetcher: ReceiptFetcher = ReceiptsOnPaper()
    wording: Wording = PlainWording()
    pages: PageWording = PlainPages()
    updates: Updates = UpdatesOnPaper(None)
    months: Comparisons = MonthsOnPaper()
    scheduler: Scheduler = SchedulerOnPaper()
    notes: ScheduleNotes = NotesOnPaper()
    notifier: Notifier = Bell()
    return {
        Ledger: ledger,
        SpendSource: source,
        SpendReference: reference,
        PleoConnection: key,
        Runs: runs,
        Questions: questions,
        SettingsStore: settings,
        Secrets: secrets,
        Locks: locks,
        Clock: clock,
        ReceiptFetcher: fetcher,
        Wording: wording,
        PageWording: pages,
        Updates: updates,
        Comparisons: months,
        Scheduler: scheduler,
        ScheduleNotes: notes,
        Notifier: notifier,
    }
