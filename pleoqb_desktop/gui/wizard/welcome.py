"""The first page: what the program does, what is needed, and the choice between practice and real."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.choice import PracticeWish
from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.theme import TEXT, IconLabel, Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.setup.flow import Step


class Promise(QWidget):
    """An icon, a promise, and what it means."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.words = WrappedLabel(parent=self), WrappedLabel(parent=self, tone=Tone.QUIET)
        self.heading.setFont(enlarged(self.font(), TEXT, bold=True))
        step = unit(self)
        words = QVBoxLayout()
        words.setSpacing(step // 4)
        words.addWidget(self.heading)
        words.addWidget(self.words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step * 2)
        layout.addWidget(IconLabel(icon, Tone.INFO, 2.0, self))
        layout.addLayout(words, 1)


class WelcomePage(Page):
    """What the program does and needs; practice or the real company."""

    step = Step.WELCOME
    practice_requested = Signal(object)

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._trial = Notice(Tone.INFO, self)
        self._once, self._receipts, self._private = Promise("once"), Promise("receipt"), Promise("shield")
        self._need = WrappedLabel(parent=self)
        self._need.setFont(enlarged(self.font(), TEXT, bold=True))
        self._key, self._sign_in = Promise("key"), Promise("person")
        self._practice = QPushButton(self)
        self._practice.setAutoDefault(False)
        self._practice.clicked.connect(lambda: self.practice_requested.emit(PracticeWish(not self.session.is_practice)))
        self._about = WrappedLabel(parent=self, tone=Tone.QUIET)
        for part in (self._trial, self._once, self._receipts, self._private):
            self.body.addWidget(part)
        self.body.addSpacing(unit(self))
        self.body.addWidget(self._need)
        self.body.addWidget(self._key)
        self.body.addWidget(self._sign_in)
        self.body.addSpacing(unit(self))
        row = QHBoxLayout()
        row.addWidget(self._practice)
        row.addWidget(self._about, 1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def retranslate_ui(self) -> None:
        """All words."""
        self._once.heading.setText(self.tr("Every expense once, and only once"))
        self._once.words.setText(self.tr("Whatever happens on the way, nothing is doubled and nothing is lost."))
        self._receipts.heading.setText(self.tr("Receipts and VAT included"))
        self._receipts.words.setText(
            self.tr("Each expense arrives with its receipt attached and its VAT right to the cent.")
        )
        self._private.heading.setText(self.tr("Your data stays on this computer"))
        self._private.words.setText(self.tr("The program talks to Pleo and QuickBooks directly, and to nobody else."))
        self._need.setText(self.tr("What you need"))
        self._key.heading.setText(self.tr("A Pleo administrator"))
        self._key.words.setText(
            self.tr("With an API key, or with the file that Pleo makes; this program shows you where.")
        )
        self._sign_in.heading.setText(self.tr("An administrator's QuickBooks sign-in"))
        self._sign_in.words.setText(self.tr("The one you use on the QuickBooks website."))
        if self.session.is_practice:
            self._trial.show_words(
                self.tr("This is a trial with an invented company. Nothing touches your real accounts.")
            )
            self._practice.setText(self.tr("Join my real company"))
            self._about.setText("")
        else:
            self._trial.clear()
            self._practice.setText(self.tr("Try it with a practice company"))
            self._about.setText(self.tr("No account needed: a whole company to play with."))

    def state(self) -> PageState:
        """Nothing to answer."""
        return PageState(
            self.tr("Join Pleo and QuickBooks in ten minutes"),
            self.tr("From then on, one click brings your Pleo expenses into QuickBooks."),
            self.tr("Start the trial") if self.session.is_practice else self.tr("Start"),
            busy=self.busy,
            trouble=self.trouble(),
        )

    def go_on(self) -> None:
        """Remembers the language: this page is done."""
        program = self.session.program
        self.start("", lambda _: program.with_language(program.language), lambda _: self.finished.emit())
