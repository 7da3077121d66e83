"""Pleo's own files in a profile: what is understood of one, what was answered about it, and its copy as a source of expenses."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pleoqb_desktop.domain.books import Books, Dimension
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import JobStatus, QueueEntry
from pleoqb_desktop.domain.spend_file import FileAnswers, FileReport, FileWords, Question, TemplateColumn
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import FileQuestionsError, KnownError, SetupIncompleteError, WrongUsageError
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.profile import Profile
from pleoqb_desktop.services.pleo_file.archive import Download, opened
from pleoqb_desktop.services.pleo_file.headings import folded, meaning_named
from pleoqb_desktop.services.pleo_file.in_books import categories_without_account
from pleoqb_desktop.services.pleo_file.items import ItemBuilder, Owner
from pleoqb_desktop.services.pleo_file.kept_readings import Reading, Readings, read_download
from pleoqb_desktop.services.pleo_file.preview import PreviewFileSource
from pleoqb_desktop.services.pleo_file.receipts import ReceiptFinder
from pleoqb_desktop.services.pleo_file.source import FileSpendSource
from pleoqb_desktop.services.pleo_file.table import Table
from pleoqb_desktop.services.pleo_file.template import template_columns
from pleoqb_desktop.services.storage.runs.file_door import FileDoorStore, KeptFile
from pleoqb_desktop.setup.books import chosen_books
from pleoqb_desktop.setup.pocket import pocket_waits
from pleoqb_desktop.setup.readiness import pleo_company
from pleoqb_desktop.setup.references import account_named, find_tax_code

_INTERRUPTED = (JobStatus.PENDING, JobStatus.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that an export is asked for, copied into the profile.

    `left_out`: how many expenses are not taken for their state; `still_open`: how many Pleo may still change, taken or not.
    """

    source: FileSpendSource
    report: FileReport
    left_out: int
    still_open: int = 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A download with the answers that hold for it now."""

    download: Download
    table: Table
    answers: FileAnswers


class FileDoor:
    """Reads Pleo's files for one profile, and keeps copies of them there."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    @property
    def _store(self) -> FileDoorStore:
        return self._profile.runs.file_door()

    def template(self) -> tuple[TemplateColumn, ...]:
        """The columns to set up in Pleo, in the language of the profile."""
        return self.template_with(self._profile.settings.load().dimensions or ())

    def template_with(self, dimensions: Sequence[Dimension]) -> tuple[TemplateColumn, ...]:
        """The same for these tags; reads nothing."""
        texts = self._profile.texts
        return template_columns(texts.template_headings(), [texts.dimension_name(one) for one in dimensions])

    def source(self, cancel: CancelToken, current: str | None = None) -> FileSpendSource:
        """The files of the connected company; `current` is the copy that an export is asked for."""
        settings = self._profile.settings.load()
        readings = self._readings(cancel, settings)
        return FileSpendSource(self._store, readings, _owner(settings), self._profile.clock, cancel, current)

    def _readings(self, cancel: CancelToken, settings: Settings) -> Readings:
        return Readings(
            self._store,
            self._profile.kept_files,
            lambda: chosen_books(self._profile.ledger(cancel), settings),
            lambda books: _wallet_words(books, settings),
        )

    def interrupted(self) -> bool:
        """Whether an export of a file waits to be finished."""
        return bool(self._store.jobs(_INTERRUPTED))

    # -- understanding -----------------------------------------------------------------------

    def columns(self, path: Path, words: FileWords, cancel: CancelToken) -> FileReport:
        """What is understood of a file, and what is asked; answers are remembered. Works before anything is connected.

        Raises WrongUsageError for what is no file of Pleo's, and for an answer that means nothing.
        """
        return self._report(opened(path), path.name, words, cancel)

    def _report(
        self, place: AbstractContextManager[Download], name: str, words: FileWords, cancel: CancelToken
    ) -> FileReport:
        with self._asked(place, words, cancel) as asked:
            books = self._books_if_there(cancel)
            reading = self._read(asked, name, books)
            report = reading.understood.report
            questions = (*report.questions, *self._questions(reading, asked, books))
            return _with_cells(replace(report, questions=questions), asked.table)

    def take(self, path: Path, words: FileWords, cancel: CancelToken) -> TakenFile:
        """Copies a file into the profile, once nothing stops it. Nothing is copied otherwise.

        Raises FileQuestionsError, WrongUsageError, UnavailableError.
        """
        with self._asked(opened(path), words, cancel) as asked:
            seen = self._read(asked, path.name, None)
            report = _checked(seen.understood.report)
        file_id = self._profile.kept_files.keep(path)
        if file_id != seen.file_id:  # another download took its place meanwhile
            raise WrongUsageError(problem(Code.FILE_UNFINISHED, name=path.name))
        self._store.keep(file_id, path.name, self._profile.clock.now())
        settings = self._profile.settings.load()
        readings = self._readings(cancel, settings)
        readings.know(file_id, asked.table)
        source = FileSpendSource(self._store, readings, _owner(settings), self._profile.clock, cancel, file_id)
        reading = source.reading()
        _checked(reading.understood.report)
        return TakenFile(source, _with_questions(report, source, reading), reading.left_out(self._answers(reading)))

    @contextmanager
    def seen(self, path: Path, words: FileWords, cancel: CancelToken) -> Iterator[TakenFile]:
        """The same of a file that is only looked at, where it lies: nothing is copied, nor what `words` answer remembered. Raises as
        `take` does."""
        with self._asked(opened(path), words, cancel, remembers=False) as asked:
            yield self._seen(asked, path.name, cancel)

    def _seen(self, asked: _Asked, name: str, cancel: CancelToken) -> TakenFile:
        reading = self._read(asked, name, self._books(cancel))
        source = PreviewFileSource(self.source(cancel), reading, asked.answers)
        report = _with_questions(_checked(_with_cells(reading.understood.report, asked.table)), source, reading)
        left_out, still_open = reading.left_out(asked.answers), reading.left_out(FileAnswers())
        return TakenFile(source, _with_cells(report, asked.table), left_out, still_open)

    # -- the file that waits -----------------------------------------------------------------

    def keep(self, path: Path, cancel: CancelToken) -> None:
        """Copies a file into the profile, where it waits: from now on it is the newest. Questions about it may be open still.

        Raises WrongUsageError for what is no file of Pleo's or can never be exported, UnavailableError.
        """
        with self._asked(opened(path), FileWords(), cancel) as asked:
            if refusal := self._read(asked, path.name, None).understood.report.refusal:
                raise WrongUsageError(refusal)
        file_id = self._profile.kept_files.keep(path)
        self._store.keep(file_id, path.name, self._profile.clock.now())

    def newest(self) -> KeptFile | None:
        """The newest file that was kept, None where there is none."""
        store = self._store
        store.take_over()
        return next(iter(store.files()), None)

    def newest_report(self, words: FileWords, cancel: CancelToken) -> FileReport:
        """The same as `columns` of the newest file. Raises as it does; SetupIncompleteError where no file is kept."""
        place, name = self._opened_newest()
        return self._report(place, name, words, cancel)

    def pocket_waits(self, cancel: CancelToken) -> bool:
        """Whether Pocket expenses stand in the newest file; True where no file is kept or its copy is gone."""
        kept = self.newest()
        with suppress(WrongUsageError):
            return kept is None or pocket_waits(self.source(cancel, kept.file_id))
        return True

    def newest_entries(self, cancel: CancelToken) -> tuple[QueueEntry, ...]:
        """The expenses of the newest file that an export would take, none where no file is kept or its copy is gone."""
        kept = self.newest()
        with suppress(WrongUsageError):
            return tuple(self.source(cancel, kept.file_id).queue()) if kept else ()
        return ()

    @contextmanager
    def seen_newest(self, cancel: CancelToken) -> Iterator[TakenFile]:
        """The newest file as an export would take it. Raises as `seen` does; SetupIncompleteError where no file is kept."""
        place, name = self._opened_newest()
        with self._asked(place, FileWords(), cancel) as asked:
            yield self._seen(asked, name, cancel)

    def _opened_newest(self) -> tuple[AbstractContextManager[Download], str]:
        kept = self.newest()
        if kept is None:
            raise needed_file()
        return self._profile.kept_files.opened(kept.file_id), kept.name

    # -- how it works ------------------------------------------------------------------------

    def _read(self, asked: _Asked, name: str, books: Books | None) -> Reading:
        settings = self._profile.settings.load()
        wallets = _wallet_words(books, settings) if books else frozenset()
        file_id = asked.download.content_id
        return read_download(asked.download, asked.table, file_id, asked.answers, name, wallets)

    @contextmanager
    def _asked(
        self, place: AbstractContextManager[Download], words: FileWords, cancel: CancelToken, *, remembers: bool = True
    ) -> Iterator[_Asked]:
        store = self._store
        with place as download:
            table = download.table()
            answers, said = store.answers(table.fingerprint), self._said(words, table, cancel)
            if said != FileAnswers():
                answers = answers.with_more(said)
                if remembers:
                    store.put_answers(table.fingerprint, answers)
            yield _Asked(download, table, answers)

    def _answers(self, reading: Reading) -> FileAnswers:
        return self._store.answers(reading.understood.fingerprint)

    def _said(self, words: FileWords, table: Table, cancel: CancelToken) -> FileAnswers:
        """Answers as values. Raises WrongUsageError for one that means nothing, or that is about a column which is not there."""
        columns, there = dict(map(_pair, words.columns)), {folded(heading) for heading in table.headings}
        for heading, meaning in columns.items():
            try:
                meaning_named(meaning)
            except ValueError:
                raise _unusable(f"{heading}={meaning}") from None
            if folded(heading) not in there:
                raise _unusable(f"{heading}={meaning}")
        books = self._books(cancel) if words.accounts or words.tax_codes else None
        accounts = (
            {category: account_named(books, ref).id for category, ref in map(_pair, words.accounts)} if books else {}
        )
        codes = {subject: find_tax_code(books, ref).id for subject, ref in map(_pair, words.tax_codes)} if books else {}
        return FileAnswers(
            columns, words.dates, words.decimal, words.spend, words.equal_rows, words.states, accounts, codes
        )

    def _books_if_there(self, cancel: CancelToken) -> Books | None:
        """The books, where QuickBooks is connected and answers: what a file says is told without them too."""
        settings = self._profile.settings.load()
        with suppress(KnownError):
            return chosen_books(self._profile.ledger(cancel), settings) if settings.realm_id else None
        return None

    def _books(self, cancel: CancelToken) -> Books:
        return chosen_books(self._profile.ledger(cancel), self._profile.settings.load())

    def _questions(self, reading: Reading, asked: _Asked, books: Books | None) -> tuple[Question, ...]:
        """What the rows of a file ask of a person, beside the file itself; without books only what the file itself lacks."""
        expenses = reading.understood.expenses
        if not reading.understood.report.understood:
            return ()
        if books is None:
            return categories_without_account(expenses, asked.answers)
        finder = ReceiptFinder(reading.file_id, asked.download.receipts)
        owner = _owner(self._profile.settings.load())
        builder = ItemBuilder(books, owner, asked.answers, expenses, finder, reading.file_id)
        return builder.questions(expenses)


def _owner(settings: Settings) -> Owner:
    return Owner(
        pleo_company(settings), settings.time_zone or "UTC", settings.home_currency or "EUR", settings.dimensions or ()
    )


def _wallet_words(books: Books, settings: Settings) -> frozenset[str]:
    """What a file calls the wallet and Pocket: their numbers or names."""
    ids = (settings.wallet_account_id, settings.pocket_account_id)
    found = [account for id_ in ids if id_ and (account := books.accounts.get(id_))]
    return frozenset(word for one in found for word in (one.number, one.name, one.full_name) if word)


def _with_questions(report: FileReport, source: FileSpendSource, reading: Reading) -> FileReport:
    """What holds its own rows until it is answered, beside what the file itself leaves open."""
    asked = source.builder(reading).questions(reading.understood.expenses)
    return replace(report, questions=(*report.questions, *asked))


def _with_cells(report: FileReport, table: Table) -> FileReport:
    """The rows that questions are about beside them, as they stand in the file."""
    wanted = {row for question in report.questions for row in question.rows}
    return replace(report, cells={row.number: row.cells for row in table.rows if row.number in wanted})


def needed_file() -> SetupIncompleteError:
    """Without a key there is nothing to export but a file that a person names."""
    return SetupIncompleteError(problem(Code.FILE_NEEDED))


def _checked(report: FileReport) -> FileReport:
    if report.refusal:
        raise WrongUsageError(report.refusal)
    if any(question.stops for question in report.questions):
        raise FileQuestionsError(report)
    return report


def _pair(said: str) -> tuple[str, str]:
    """At the last `=`, since headings and categories may hold one (design.md 10.7)."""
    name, mark, value = said.rpartition("=")
    if not mark or not name.strip() or not value.strip():
        raise _unusable(said)
    return name.strip(), value.strip()


def _unusable(said: str) -> WrongUsageError:
    return WrongUsageError(problem(Code.ANSWER_UNUSABLE, answer=said))
