"""The one step that only Pleo can do: choosing the contra account; looks every few seconds, and never holds the wizard up."""

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tasks import Task
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.ports.cancel import CancelToken

POLL_SECONDS = 4


class ContraAccountStep(QWidget):
    """Says what to choose in Pleo until it is chosen, then that it is."""

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title, self._currency = "", ""
        self._account_id: str | None = None
        self.chosen: bool | None = None
        self._told = False
        self._task: Task | None = None
        self._notice = Notice(Tone.INFO, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._notice)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_SECONDS * 1000)
        self._timer.timeout.connect(self.look)
        self.hide()

    def watch(self, *, wanted: bool) -> None:
        """Shown on pages after the account is chosen; what is done is told once."""
        if wanted and self.chosen and self._told:
            wanted = False
        self.setVisible(wanted)
        if wanted and not self.chosen:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()
        self._told = self._told or bool(wanted and self.chosen)
        self._say()

    def forget(self) -> None:
        """Another account was chosen: look again."""
        self.chosen, self._told = None, False

    @Slot()
    def look(self) -> None:
        """Asks Pleo, unless an answer is still on its way."""
        if self._task and self._task.running:
            return
        self._task = self._session.runner.run(self._ask, self._on_answer, lambda _: None, parent=self)

    def _ask(self, token: CancelToken) -> tuple[str, str, bool]:
        program = self._session.program
        settings = program.settings.load()
        if self._title and settings.wallet_account_id == self._account_id:
            return self._title, self._currency, program.contra_account_chosen(token)
        books = self._session.books or program.books(token)
        account = books.accounts.get(settings.wallet_account_id or "")
        self._account_id = settings.wallet_account_id
        currency = (account.currency if account else None) or settings.home_currency or ""
        return account.title if account else "", currency, program.contra_account_chosen(token)

    def _on_answer(self, answer: tuple[str, str, bool]) -> None:
        self._title, self._currency, chosen = answer
        if chosen and not self.chosen:
            self._timer.stop()
            self._told = True
        self.chosen = chosen
        self._say()

    def _say(self) -> None:
        title = self._title or self.tr("your Pleo bank account")
        if self.chosen:
            done = self.tr("{account} is the contra account for {currency} in Pleo.")
            own = self.tr("In practice mode this is done for you.") if self._session.contra_done_for_you else ""
            words = done.format(account=title, currency=self._currency)
            self._notice.show_words(words, own, tone=Tone.GOOD)
        elif self.chosen is False:
            words = self.tr("In Pleo, choose {account} as the contra account for {currency}.")
            action = self.tr(
                "Settings → Accounting → Contra accounts. Only you can do this, and Export now needs it. You can go on here "
                "meanwhile: this turns green by itself."
            )
            open_pleo = ButtonAction(
                self.tr("Open Pleo"), lambda: self._session.links.visit(Place.PLEO_CONTRA_ACCOUNTS)
            )
            self._notice.show_words(
                words.format(account=title, currency=self._currency), action, [open_pleo], tone=Tone.INFO
            )
        else:
            self._notice.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
