"""The way with a key: where it is pasted, where it is found, how it is asked for, and its last day; checks nothing itself."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from pleoqb_desktop.gui.forms import (
    CopyButton,
    CopyField,
    Folded,
    FormRow,
    SecretField,
    name_control,
    picked_day,
    stacked,
)
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.theme import Sheet, Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.session import WizardSession

_MONTHS_PROPOSED = 12


class LastDay(QWidget):
    """Whether the key has a last day, and which: Pleo tells it to nobody but who makes the key."""

    chosen = Signal(object)
    """A date, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has, self.day = QCheckBox(self), QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit(self))
        row.addWidget(self.has)
        row.addWidget(self.day)
        row.addStretch(1)
        self.has.clicked.connect(self._on_answer)
        self.day.dateChanged.connect(self._on_answer)

    def show_answer(self, answer: date | None) -> None:
        """What was told; a day in a year is proposed."""
        with QSignalBlocker(self.day):
            proposed = QDate.currentDate().addMonths(_MONTHS_PROPOSED)
            self.day.setDate(QDate(answer.year, answer.month, answer.day) if answer else proposed)
        self.has.setChecked(answer is not None)
        self.day.setVisible(answer is not None)

    @property
    def answer(self) -> date | None:
        """What is told."""
        return picked_day(self.day) if self.has.isChecked() else None

    def _on_answer(self) -> None:
        self.day.setVisible(self.has.isChecked())
        self.chosen.emit(self.answer)

    def retranslate_ui(self) -> None:
        """All words."""
        self.has.setText(self.tr("This key has an &end date"))
        name_control(self.has, self.has.text())
        name_control(self.day, self.tr("Last day of the key"))
        self.day.setLocale(QLocale())
        self.day.setDisplayFormat("d MMMM yyyy")


class KeyWay(QWidget):
    """What the page shows for a company that has an API key, or may get one."""

    typed = Signal()
    entered = Signal()
    last_day_chosen = Signal(object)

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._practice_key = CopyField(self)
        self._practice_row = FormRow(self._practice_key, self)
        self._practice_row.setVisible(session.is_practice)
        if session.program.practice:
            self._practice_key.set_text(str(session.program.practice.company["pleo"]["api_key"]))
        self.key = SecretField(self)
        self.key.field.textChanged.connect(self.typed)
        self.key.entered.connect(self.entered)
        self._key_row = FormRow(self.key, self)
        self.last_day = LastDay(self)
        self.last_day.chosen.connect(self.last_day_chosen)
        self._steps, self._scopes = WrappedLabel(), CopyField()
        self._scopes.set_text(" ".join(session.program.pleo_scopes()))
        self._scopes_row = FormRow(self._scopes)
        self._where = Notice(Tone.INFO)
        self._help = Folded(stacked(self._steps, self._scopes_row, self._where), self)
        self._no_menu, self._letter = WrappedLabel(), WrappedLabel()
        self._copy_letter = CopyButton(self._letter.text)
        self._asking = Folded(self._letter_part(), self)
        self._warning = Notice(Tone.CAUTION, self)
        layout = stacked(
            self._warning, self._practice_row, self._key_row, self.last_day, self._help, self._asking, parent=self
        )
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(layout)
        if not session.is_practice:
            self._help.open()

    def facts(self) -> tuple[str, ...]:
        """The box shows dots: that the key is in it, and what comes next, is said in words."""
        return (self.tr("The key is pasted. Press Connect."),) if self.key.text() else ()

    def _letter_part(self) -> QWidget:
        sheet = Sheet()
        step = unit(self)
        inside = QHBoxLayout(sheet)
        inside.setContentsMargins(step * 3 // 2, step, step * 3 // 2, step)
        inside.addWidget(self._letter, 1)
        inside.addWidget(self._copy_letter, 0, Qt.AlignmentFlag.AlignTop)
        return stacked(self._no_menu, sheet)

    def retranslate_ui(self) -> None:
        """All words."""
        self._practice_row.say(self.tr("Key of the practice company"), self.tr("Copy it, and paste it below."))
        self._practice_key.say(self.tr("Copy the practice key"))
        kept = self.tr(
            "It is kept in this computer's password store, which may ask for your computer's password first. Only this program "
            "reads it, and only Pleo is shown it."
        )
        if self._session.is_practice:
            kept = self.tr("It is kept with the practice company's data, and opens nothing real.")
        self._key_row.say(self.tr("Pleo &API key"), kept)
        self.key.say(self.tr("Paste"), self.tr("Show the key"))
        self.last_day.retranslate_ui()
        self._help.say(self.tr("Where do I find it?"))
        self._steps.setText(
            self.tr(
                "1. Open Pleo as an administrator.\n"
                "2. Settings → API keys → New key, for this one company.\n"
                "3. As its end, choose the latest day that Pleo offers, and tick it above: two weeks before, this program reminds you.\n"
                "4. Give it the permissions below, those for tags, tax codes and vendors too where they are listed.\n"
                "5. Copy the key: Pleo shows it only once."
            )
        )
        self._scopes_row.say(self.tr("Permissions of the key"))
        self._scopes.say(self.tr("Copy the permissions"))
        visit = self._session.links.visit
        self._where.show_words(
            self.tr("Pleo's settings open in your browser."),
            actions=[ButtonAction(self.tr("Open Pleo"), lambda: visit(Place.PLEO_API_KEYS))],
        )
        self._asking.say(self.tr("I do not see “API keys” in the menu"))
        self._no_menu.setText(
            self.tr(
                "Pleo then has not opened this way for your company: it does so on request. Send Pleo's support (the chat in "
                "Pleo) this message. Until they answer, the way with the file works at once: choose it above."
            )
        )
        self._letter.setText(
            self.tr(
                "Hello, we would like to bring our expenses into QuickBooks with a program of our own, which uses your export API. "
                "Could you please open Settings → API keys for our company? The key needs these permissions: {scopes}. "
                "Thank you!"
            ).format(scopes=", ".join(self._session.program.pleo_scopes()))
        )
        self._copy_letter.say(self.tr("Copy the message"))
        self._warning.show_words(
            self.tr("Before all: does Pleo already send your expenses to QuickBooks?"),
            self.tr(
                "If so, switch that off in Pleo (Settings → Accounting), or everything would be counted twice. If you have never "
                "set this up, go on."
            ),
            [ButtonAction(self.tr("Open this setting in Pleo"), lambda: visit(Place.PLEO_ACCOUNTING))],
        )
