"""The eighth page: which of classes, projects and locations become tags in Pleo; writes the choice and the tags."""

from contextlib import suppress
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QCheckBox, QWidget

from pleoqb_desktop.domain.books import Books, Dimension
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.tasks import Latest, Poll
from pleoqb_desktop.gui.theme import TEXT, Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.saved_lists import SavedLists
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import WrongUsageError
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.setup.set_up import available_dimensions
from pleoqb_desktop.sync.report import Change, SyncReport

_FIRST_NAMES = 5


@dataclass(frozen=True, slots=True)
class _Review:
    books: Books
    settings: Settings
    report: SyncReport


class TagsPage(Page):
    """Which of classes, projects and locations become tags in Pleo."""

    step = Step.TAGS

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._review: _Review | None = None
        self._written = False
        self._lists = SavedLists(self, Kind.TAGS)
        self._poll: Poll | None = None
        self._nothing = Notice(Tone.INFO, self)
        self.switches = {dimension: QCheckBox(self) for dimension in Dimension}
        self._names = {dimension: WrappedLabel(parent=self, tone=Tone.QUIET) for dimension in Dimension}
        self.body.addWidget(self._nothing)
        for dimension, switch in self.switches.items():
            switch.setFont(enlarged(self.font(), TEXT, bold=True))
            switch.hide()
            switch.clicked.connect(self._on_switched)
            names = self._names[dimension]
            names.setContentsMargins(unit(self) * 3, 0, 0, unit(self))
            names.hide()
            self.body.addWidget(switch)
            self.body.addWidget(names)
        self.body.addStretch(1)

    def retranslate_ui(self) -> None:
        """All words."""
        if self._review:
            self._show(self._review)

    def enter(self) -> None:
        """Both sides, read now; switches stand as they were left."""
        self._written = False
        self._read(self._chosen() if self._review else None)

    def _chosen(self) -> tuple[Dimension, ...]:
        return tuple(one for one, switch in self.switches.items() if switch.isChecked() and not switch.isHidden())

    def _on_switched(self) -> None:
        self.session.greetings = ()
        self._read(self._chosen())

    def _read(self, chosen: tuple[Dimension, ...] | None) -> None:
        program, known, by_file = self.session.program, self.session.books, self._lists.wanted

        def work(token: CancelToken) -> _Review:
            books = known or program.set_up(token).books()
            settings = program.settings.load()
            usable = available_dimensions(books.company)
            wanted = (
                usable if settings.dimensions is None else tuple(one for one in settings.dimensions if one in usable)
            )
            settings = replace(settings, dimensions=wanted if chosen is None else chosen)
            if by_file:
                return _Review(books, settings, SyncReport())
            return _Review(books, settings, program.preview_sync(books, token, [Kind.TAG_GROUPS, Kind.TAGS], settings))

        comparing = self.tr("Comparing your tags with Pleo…")
        self.start(self.tr("Reading your tags…") if by_file else comparing, work, self._on_read)

    def _on_read(self, review: _Review) -> None:
        self.session.books, self._review = review.books, review
        self._show(review)

    def _show(self, review: _Review) -> None:
        books, texts = review.books, self.session.texts
        usable = available_dimensions(books.company)
        for dimension, switch in self.switches.items():
            values = sorted((v.full_name for v in books.dimension(dimension).values() if v.active), key=str.casefold)
            switch.setVisible(dimension in usable)
            self._names[dimension].setVisible(dimension in usable)
            switch.setText(f"{texts.dimension_name(dimension)} ({texts.number(len(values))})")
            switch.setChecked(dimension in (review.settings.dimensions or ()))
            # QuickBooks writes a part behind its whole, and a colon between them, which no name may hold.
            values = [value.replace(":", " – ") for value in values]
            shown = ", ".join(values[:_FIRST_NAMES]) + (", …" if len(values) > _FIRST_NAMES else "")
            self._names[dimension].setText(
                shown or self.tr("None yet: what you add in QuickBooks comes with the next sync.")
            )
            name_control(switch, switch.text(), shown)
        if usable:
            self._nothing.clear()
        elif not books.company.has_classes:
            self._nothing.show_words(
                self.tr("Your QuickBooks plan has no classes, projects or locations: nothing to do here.")
            )
        else:
            self._nothing.show_words(
                self.tr("Your company uses no classes, projects or locations: nothing to do here.")
            )

    def go_on(self) -> None:
        """Saves the choice and writes the tags; what Pleo refuses is told once, and is no reason to stay."""
        if self._written:
            self.finished.emit()
            return
        program, chosen, review = self.session.program, self._chosen(), self._review
        if review is None:
            return
        if self._lists.wanted:
            self._save(chosen, review.books)
            return

        progress = Latest((0, 0))

        def work(token: CancelToken) -> SyncReport:
            program.set_up(token).choose_dimensions(chosen, review.books.company)
            return program.reference_sync(token, lambda done, total: progress.set((done, total))).run(
                [Kind.TAG_GROUPS, Kind.TAGS]
            )

        self._poll = Poll(progress, self._on_progress, self)
        self.start(self.tr("Sending the tags to Pleo…"), work, self._on_done)

    def _save(self, chosen: tuple[Dimension, ...], books: Books) -> None:
        """The last of the lists: in practice all of them are imported then, and a file is downloaded."""
        program = self.session.program

        def choose(token: CancelToken) -> Books:
            program.set_up(token).choose_dimensions(chosen, books.company)
            return books

        def practise(token: CancelToken) -> None:
            with suppress(WrongUsageError):  # nothing waits in Pleo any more
                program.practise_by_file(token)

        self._lists.save(choose, practise if program.practice else None)

    def _on_progress(self, progress: tuple[int, int]) -> None:
        if self.busy:
            done, total = (self.session.texts.number(one) for one in progress)
            self.busy = self.tr("Sending the tags to Pleo: {done} of {total}").format(done=done, total=total)
            self.changed.emit()

    def leave(self) -> None:
        """The progress is looked at no more."""
        super().leave()
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None

    def _on_done(self, report: SyncReport) -> None:
        self._written = True
        if report.problems:
            self.show_problem(report.problems[0])
            return
        self.finished.emit()

    def state(self) -> PageState:
        """What will be made or archived."""
        facts: tuple[str, ...] = ()
        if (
            self._review
            and not self.busy
            and not self._lists.wanted
            and any(not switch.isHidden() for switch in self.switches.values())
        ):
            facts = (self._totals(self._review.report),)
        return PageState(
            self.tr("Review the tags"),
            self.tr("With a tag, your team says in Pleo which class or project an expense is for."),
            self._lists.main(self._review.report if self._review else None),
            can_go_on=self._review is not None,
            busy=self.busy,
            facts=facts,
            trouble=self.trouble(),
            writes=self._lists.writes(self._review.report if self._review else None),
        )

    def _totals(self, report: SyncReport) -> str:
        changes = [thing.change for thing in report.things if thing.kind is Kind.TAGS]
        parts = [
            self.changes.count(change, changes.count(change))
            for change in Change
            if change is not Change.UNCHANGED and change in changes
        ]
        if not parts:
            return self.tr("The tags in Pleo are up to date")
        return self.tr("Tags in Pleo: {changes}").format(changes=", ".join(parts))
