"""Says before the system asks for a password of its own why it will: keeping the first secret makes its password store."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from pleoqb_desktop.gui.wizard.page import PageState
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.setup.flow import Step

_KEEPING = frozenset({Step.CONNECT_PLEO, Step.CONNECT_QUICKBOOKS})
"""Steps that keep a secret."""


class PasswordStoreWord(QObject):
    """Looks when a step that keeps a secret is shown; nobody is asked for that."""

    def __init__(self, session: WizardSession, changed: Callable[[], object], parent: QObject) -> None:
        """`changed` is called when there is something else to tell."""
        super().__init__(parent)
        self._session, self._changed = session, changed
        self._will_be_made = False
        self._step: Step | None = None

    def told(self, state: PageState, step: Step) -> PageState:
        """What a page shows, with the word where it is due."""
        if step is not self._step:
            self._step, self._will_be_made = step, False
            self._look()
        if not self._will_be_made:
            return state
        return replace(state, hints=(self._session.texts.command("password_store_made"), *state.hints))

    def _look(self) -> None:
        if self._step in _KEEPING:
            program = self._session.program
            self._session.runner.run(
                lambda _: program.makes_password_store(), self._on_looked, lambda _: None, parent=self
            )

    def _on_looked(self, will_be_made: bool) -> None:  # noqa: FBT001 - a result
        if will_be_made:
            self._will_be_made = True
            self._changed()
