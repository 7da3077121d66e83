"""The buttons beside problems: does what each promises, or asks the main window to; the only place that knows all of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pleoqb_desktop.app import App
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.gui.links import Links, Place
from pleoqb_desktop.gui.notices import ButtonAction
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.setup.sections import Section
from pleoqb_desktop.texts import Action


class Remedies(QObject):
    """Follows actions. What another part of the window does is asked for by a signal."""

    refresh_requested = Signal()
    sync_requested = Signal()
    settings_requested = Signal(object)
    """A Section of the settings."""
    setup_requested = Signal()
    pleo_key_requested = Signal()
    sign_in_requested = Signal()
    report_requested = Signal()
    start_over_requested = Signal()
    second_day_requested = Signal()
    """In practice: let people do overnight what the next export meets."""
    said = Signal(str)
    """What was done, in words."""

    def __init__(self, program: App, runner: TaskRunner, links: Links, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._runner = runner
        self._links = links

    def button_action(
        self, what: Problem, item: ItemOutcome | None = None, retry: Callable[[], object] | None = None
    ) -> ButtonAction | None:
        """The button for a problem; None where only waiting helps. `retry` is what trying again means there."""
        texts = self._program.texts
        action = texts.action(what)
        if action is None:
            return None
        if action is Action.OPEN_ENTRY and not (item and item.external_url):
            action = Action.OPEN_QUICKBOOKS
        return ButtonAction(texts.action_label(action, what), lambda: self.follow(action, what, item, retry))

    def follow(
        self,
        action: Action,
        what: Problem | None = None,  # noqa: ARG002 - named so that callers say what it is about
        item: ItemOutcome | None = None,
        retry: Callable[[], object] | None = None,
    ) -> None:
        """Does it."""
        if place := self._links.place_of(action):
            self._links.visit(place)
            return
        match action:
            case Action.OPEN_ENTRY:
                self._links.open(item.external_url if item and item.external_url else "")
            case Action.OPEN_PLEO_ENTRY:
                self._links.visit(Place.PLEO_EXPORT)
            case Action.RETRY:
                (retry or self.refresh_requested.emit)()
            case Action.SYNC_NOW:
                self.sync_requested.emit()
            case Action.OPEN_SETTINGS | Action.CHOOSE_ACCOUNT:
                self.settings_requested.emit(Section.ACCOUNTS)
            case Action.OPEN_START_DATE:
                self.settings_requested.emit(Section.POSTING)
            case Action.OPEN_SETUP:
                self.setup_requested.emit()
            case Action.RECONNECT_PLEO:
                self.pleo_key_requested.emit()
            case Action.RECONNECT_QUICKBOOKS:
                self.sign_in_requested.emit()
            case Action.ENTER_INTUIT_KEYS:
                self.settings_requested.emit(Section.CONNECTIONS)
            case Action.POST_ON_FIRST_OPEN_DAY:
                self._post_on_first_open_day()
            case Action.REPORT_BUG:
                self.report_requested.emit()
            case Action.START_OVER:
                self.start_over_requested.emit()

    def _post_on_first_open_day(self) -> None:
        settings = self._program.settings

        def done(_: object) -> None:
            self.said.emit(
                self.tr(
                    "Expenses of closed months are now recorded on the first day after. You can change this in Settings."
                )
            )
            self.refresh_requested.emit()

        self._runner.save(lambda: settings.update(closed_periods=ClosedPeriods.FIRST_OPEN_DAY), done, parent=self)
