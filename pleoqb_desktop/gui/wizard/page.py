"""One page of the wizard: asks its question and does its step's work; titles, buttons, spinner and messages are the frame's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.notices import ButtonAction
from pleoqb_desktop.gui.tasks import Task
from pleoqb_desktop.gui.theme import ThemedButtons, unit
from pleoqb_desktop.gui.wizard.changes import Changes
from pleoqb_desktop.gui.wizard.session import KEYRING_CODES, WizardSession
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.texts import Action

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, what to do, and the buttons that do it."""

    sentence: str
    remedy: str
    actions: tuple[ButtonAction, ...] = ()


@dataclass(frozen=True, slots=True)
class PageState:
    """What the frame shows for a page at this moment. `busy`: what runs, "" when nothing does; `facts`: what a check found.

    `busy_shown`: the page itself says that it is busy. `writes`: what the main button will write, and where; "" where that goes without saying.
    """

    title: str
    reason: str
    main: str
    can_go_on: bool = True
    busy: str = ""
    facts: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    trouble: Trouble | None = None
    writes: str = ""
    busy_shown: bool = False


class Page(QWidget):
    """A page. It stays alive as long as the wizard, so that going back loses no answer."""

    step: ClassVar[Step]
    changed = Signal()
    """Something that `state` tells is different now."""
    finished = Signal()
    """The step's work is done: on to the next page."""
    step_requested = Signal(object)
    """Go to another step."""

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.changes = Changes(self)
        self.busy = ""
        self.problem: Problem | None = None
        self._tasks: list[Task] = []
        self._again: Callable[[], None] | None = None
        self.icons = ThemedButtons()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(unit(self) * 3 // 2)

    # -- for each page to say --------------------------------------------------------------------

    def state(self) -> PageState:
        """What to show now."""
        raise NotImplementedError

    def enter(self) -> None:
        """The page is shown: read what it needs."""

    def go_on(self) -> None:
        """The main button was pressed."""
        self.finished.emit()

    def first_field(self) -> QWidget | None:
        """Where the keyboard starts; None: at the main button."""
        return None

    def take_messages(self, messages: QWidget) -> None:
        """The frame's messages stand below what the page holds, and scroll with it."""
        last = self.body.itemAt(self.body.count() - 1)
        ends_in_space = last is not None and last.spacerItem() is not None
        self.body.insertWidget(self.body.count() - ends_in_space, messages)

    def retranslate_ui(self) -> None:
        """Writes every word again."""

    def changeEvent(self, event: QEvent) -> None:
        """Follows the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "icons"):
            self.icons.refresh()

    # -- work ------------------------------------------------------------------------------------

    def leave(self) -> None:
        """The page is left: what runs is cancelled, answers stay."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self.busy = ""

    def start(
        self,
        busy: str,
        work: Callable[[CancelToken], T],
        done: Callable[[T], None],
        failed: Callable[[Problem], None] | None = None,
    ) -> Task:
        """Does work in the background; a problem is shown on the page, with a way to try again."""
        self.busy, self.problem = busy, None
        self._again = lambda: self._restart(busy, work, done, failed)
        task = self.session.runner.run(
            work, done, failed or self.show_problem, parent=self, ended=lambda: self._ended(task)
        )
        self._tasks.append(task)
        self.changed.emit()
        return task

    def quietly(self, work: Callable[[CancelToken], T], done: Callable[[T], None]) -> None:
        """Work beside the page's own: no spinner, and what goes wrong is not told."""
        task = self.session.runner.run(work, done, lambda _: None, parent=self, ended=self.changed.emit)
        self._tasks.append(task)

    def _restart(
        self,
        busy: str,
        work: Callable[[CancelToken], T],
        done: Callable[[T], None],
        failed: Callable[[Problem], None] | None,
    ) -> None:
        self.start(busy, work, done, failed)

    def _ended(self, task: Task) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
            self.busy = ""
            self.changed.emit()

    def show_problem(self, problem: Problem) -> None:
        """Tells a problem until the next work starts."""
        self.problem = problem
        self.changed.emit()

    # -- trouble ---------------------------------------------------------------------------------

    def trouble(self) -> Trouble | None:
        """The problem in words, with its ways out."""
        if self.problem is None:
            return None
        texts = self.session.texts
        return Trouble(
            texts.sentence(self.problem), texts.remedy(self.problem), tuple(self.button_actions(self.problem))
        )

    def button_actions(self, problem: Problem) -> Sequence[ButtonAction]:
        """The buttons beside a problem: what the problem itself names, and trying again."""
        if problem.code in KEYRING_CODES:
            return [ButtonAction(self.tr("Keep it for this time only"), self._keep_for_now), self.retry_action()]
        action = self.session.texts.action(problem)
        found = [self._action_for(action)] if action else []
        if self._again and action is not Action.RETRY:
            found.append(self.retry_action())
        return [one for one in found if one]

    def retry_action(self) -> ButtonAction:
        """The button that does the same work once more."""
        return ButtonAction(self.session.texts.action_label(Action.RETRY), self.retry)

    def retry(self) -> None:
        """Does the page's last work once more."""
        if self._again:
            self._again()

    def _action_for(self, action: Action) -> ButtonAction | None:
        label, links = self.session.texts.action_label(action), self.session.links
        place = links.place_of(action)
        if place is not None:
            return ButtonAction(label, lambda: links.visit(place))
        step = _STEPS.get(action)
        if step is not None and step is not self.step:
            return ButtonAction(label, lambda: self.step_requested.emit(step))
        return self.retry_action() if action is Action.RETRY else None

    def _keep_for_now(self) -> None:
        self.session.program.keep_secrets_for_this_time_only()
        self.problem = None
        self.retry()
        self.changed.emit()


_STEPS = {
    Action.RECONNECT_PLEO: Step.CONNECT_PLEO,
    Action.RECONNECT_QUICKBOOKS: Step.CONNECT_QUICKBOOKS,
    Action.ENTER_INTUIT_KEYS: Step.CONNECT_QUICKBOOKS,
    Action.CHOOSE_ACCOUNT: Step.CHOOSE_ACCOUNT,
    Action.OPEN_SETTINGS: Step.CHOOSE_ACCOUNT,
    Action.OPEN_SETUP: Step.CHOOSE_ACCOUNT,
    Action.OPEN_START_DATE: Step.READY,
}
