"""The left of the wizard: the list of steps, and below it which practice company is used."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.practice_company import PracticeCompanyBox
from pleoqb_desktop.gui.theme import Tone, unit
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.gui.wizard.steps import StepList
from pleoqb_desktop.setup import flow
from pleoqb_desktop.setup.flow import ORDER, Step


class WizardSide(QFrame):
    """As wide as its words."""

    pressed = Signal(object)
    """A step of the list."""
    company_chosen = Signal(str)
    """The country of another practice company."""

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.AlternateBase)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.steps = StepList(self)
        self.steps.pressed.connect(self.pressed)
        self._practice = Notice(Tone.INFO, self)
        practice = session.program.practice
        self._company = PracticeCompanyBox(str(practice.company["country"]) if practice else "", self)
        self._company.setVisible(practice is not None)
        self._company.chosen.connect(self.company_chosen)
        step = unit(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step, step * 3, step, step * 2)
        layout.setSpacing(step)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self._practice)
        layout.addWidget(self._company)

    def show_facts(self, here: Step) -> None:
        """What is done, where the person is, and which steps can be gone to."""
        facts = self._session.facts
        marks = {step: flow.mark(step, here, facts) for step in ORDER}
        there = flow.steps(by_file=facts.by_file)
        self.steps.show_marks(marks, there, frozenset(step for step in there if flow.can_go_to(step, facts)))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        practice = self._session.program.practice
        if practice:
            self._practice.show_words(self.tr("Practice mode"), str(practice.company["name"]))
        self._company.retranslate_ui()
