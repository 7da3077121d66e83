"""The page of practice mode: which company, its second day, starting again, and the way back to the real one."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.choice import PracticeWish
from pleoqb_desktop.gui.forms import FormRow, name_control
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.practice_company import PracticeCompanyBox
from pleoqb_desktop.gui.tabs.settings.page import SettingsPage
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, letters, unit

_COMBO_LETTERS = 40


class PracticePage(SettingsPage):
    """Practice companies, or the real ones."""

    practice_requested = Signal(object)
    """A PracticeWish."""
    second_day_came = Signal()
    """Expenses wait in Pleo that people did something to."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._state = Notice(Tone.INFO, self)
        self.body.addWidget(self._state)
        practice = context.program.practice
        self._company = PracticeCompanyBox(str(practice.company["country"]) if practice else "", self)
        self._company.setMaximumWidth(letters(self, _COMBO_LETTERS))
        self._company.chosen.connect(lambda country: self.practice_requested.emit(PracticeWish(country=country)))
        self._company_row = FormRow(self._company, self)
        self._refusal = Notice(Tone.CAUTION, self)
        self._second_day = self._button(self.let_second_day_come)
        self._again = self._button(self._on_again)
        self._words = [WrappedLabel(parent=self, tone=Tone.QUIET) for _ in range(2)]
        self.body.addSpacing(unit(self))
        self.body.addWidget(self._company_row)
        self._company_row.setVisible(practice is not None)
        for button, words in zip((self._second_day, self._again), self._words, strict=True):
            self.body.addSpacing(unit(self))
            self.body.addLayout(self._row(button))
            self.body.addWidget(words)
            for part in (button, words):
                part.setVisible(practice is not None)
        self.body.addWidget(self._refusal)

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Practice mode")

    # -- what the buttons do ---------------------------------------------------------------------

    @Slot()
    def let_second_day_come(self) -> None:
        """People do overnight what the next export then meets."""
        practice = self.context.program.practice
        if practice is None:
            return
        self._refusal.clear()
        self._second_day.setEnabled(False)
        self.context.runner.run(
            lambda _: practice.second_day(),
            self._on_came,
            parent=self,
            ended=partial(self._second_day.setEnabled, True),
        )

    def _on_came(self, came: bool) -> None:  # noqa: FBT001 - a result
        if came:
            self.second_day_came.emit()
            return
        self._refusal.show_words(
            self.tr("First export the expenses that wait"),
            self.tr("The second day begins after the first: it needs expenses that stand in QuickBooks already."),
        )

    @Slot()
    def _on_again(self) -> None:
        practice = self.context.program.practice
        name = str(practice.company["name"]) if practice else ""
        agreed = self.context.alerts.ask(
            self.tr("Start again with {company}?").format(company=name),
            self.tr(
                "Everything that you practised with this company is forgotten: its expenses and its books are as on the first day, "
                "and the wizard begins anew. Your own companies are not touched."
            ),
            yes=self.tr("Start again"),
            no=self.tr("Cancel"),
            parent=self,
        )
        if agreed:
            self.practice_requested.emit(PracticeWish(fresh=True))

    # -- words -----------------------------------------------------------------------------------

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(
            self.tr("Practice mode"),
            self.tr("The whole program with a made-up company on this computer: nothing real is read or changed."),
        )
        self._company.retranslate_ui()
        self._company_row.say(
            self.tr("Practice &company"), self.tr("Each one keeps what you did with it until you start again.")
        )
        texts = (
            (
                self._second_day,
                self.tr("Play the &next day"),
                self.tr(
                    "What happens in real life after a first export: a month is closed, an entry edited, an amount corrected, a receipt "
                    "replaced, an account made inactive. The expenses wait again, and Expenses says what to do about each."
                ),
            ),
            (self._again, self.tr("Start &again…"), self.tr("The company becomes as on the first day.")),
        )
        for (button, name, text), label in zip(texts, self._words, strict=True):
            button.setText(name)
            name_control(button, name, text)
            label.setText(text)
        practice = self.context.program.practice
        if practice:
            self._state.show_words(
                self.tr("You are practising with {company}").format(company=practice.company["name"]),
                self.tr("Your own companies and their settings wait unchanged."),
                [
                    ButtonAction(
                        self.tr("Open the practice company's Pleo"), partial(self.context.links.visit, Place.PLEO)
                    ),
                    ButtonAction(
                        self.tr("Leave practice mode"),
                        partial(self.practice_requested.emit, PracticeWish(practice=False)),
                    ),
                ],
            )
        else:
            self._state.show_words(
                self.tr("You are working with your real company"),
                self.tr("Your settings stay as they are; you can come back at any time."),
                [
                    ButtonAction(
                        self.tr("Try it with a practice company"),
                        partial(self.practice_requested.emit, PracticeWish()),
                    )
                ],
            )
