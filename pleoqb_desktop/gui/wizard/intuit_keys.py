"""For owners of an Intuit app of their own: what to register there, and its two keys, tried at once; folded for everybody else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.forms import CopyField, FormRow, SecretField
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice
from pleoqb_desktop.gui.tasks import BusySign
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.session import KEYRING_CODES, WizardSession


class IntuitKeysPanel(QWidget):
    """Addresses to register, client id, client secret."""

    kept = Signal()

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.running = False
        self._steps = WrappedLabel(parent=self)
        self._open = QPushButton(self)
        self._open.clicked.connect(lambda: session.links.visit(Place.INTUIT_APPS))
        self._addresses = [FormRow(CopyField(self), self) for _ in session.program.redirect_addresses()]
        for row, address in zip(self._addresses, session.program.redirect_addresses(), strict=True):
            row.control.set_text(address)  # type: ignore[attr-defined]
        self._client_id, self._secret = QLineEdit(self), SecretField(self)
        self._client_id.setMaxLength(512)
        self._id_row, self._secret_row = FormRow(self._client_id, self), FormRow(self._secret, self)
        self._check = QPushButton(self)
        for button in (self._open, self._check):
            button.setAutoDefault(False)
        self._check.clicked.connect(self._on_check)
        self._busy = BusyLine(self)
        self._busy.hide()
        self._sign = BusySign(self)
        self._sign.changed.connect(self._busy.setVisible)
        self._notice = Notice(Tone.GOOD, self)
        for field in (self._client_id, self._secret.field):
            field.textChanged.connect(self._on_typed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit(self) * 3, 0, 0, 0)
        layout.setSpacing(unit(self))
        open_row, check_row = QHBoxLayout(), QHBoxLayout()
        for row_layout, button in ((open_row, self._open), (check_row, self._check)):
            row_layout.addWidget(button)
            row_layout.addStretch(1)
        layout.addWidget(self._steps)
        layout.addLayout(open_row)
        for part in (*self._addresses, self._id_row, self._secret_row):
            layout.addWidget(part)
        layout.addLayout(check_row)
        layout.addWidget(self._busy)
        layout.addWidget(self._notice)
        self._on_typed()

    def retranslate_ui(self) -> None:
        """All words."""
        self._steps.setText(
            self.tr(
                "Only for those who bring their own Intuit app. At developer.intuit.com, open your app, and register each of these "
                "addresses under Redirect URIs. Development keys take them as they are; production keys take no address of this "
                "computer: for them publish the relay page of this program and name it in the endpoints file. Then copy the "
                "app's Client ID and Client secret here."
            )
        )
        self._open.setText(self.tr("Open Intuit's developer page"))
        for number, row in enumerate(self._addresses, 1):
            row.say(self.tr("Address {number} to register").format(number=number))
            row.control.say(self.tr("Copy"))  # type: ignore[attr-defined]
        self._id_row.say(self.tr("Client &ID"))
        self._secret_row.say(self.tr("Client &secret"), self.tr("It is kept in this computer's password store."))
        self._secret.say(self.tr("Paste"), self.tr("Show the secret"))
        self._check.setText(self.tr("Check and keep these keys"))
        self._busy.say(self.tr("Asking Intuit…"))

    def take_focus(self) -> None:
        """To the first field."""
        self._client_id.setFocus()

    def _on_typed(self) -> None:
        self._notice.clear()
        self._check.setEnabled(bool(self._client_id.text().strip() and self._secret.text()) and not self.running)

    def _on_check(self) -> None:
        client_id, secret, program = self._client_id.text(), self._secret.text(), self._session.program
        self._set_running(True)
        self._session.runner.run(
            lambda _: program.keep_intuit_keys(client_id, secret),
            lambda _: self._on_kept(),
            self._on_refused,
            parent=self,
            ended=lambda: self._set_running(False),
        )

    def _set_running(self, running: bool) -> None:  # noqa: FBT001 - a setter
        self.running = running
        self._sign.set_busy(running)
        self._check.setEnabled(not running)

    def _on_kept(self) -> None:
        self._secret.field.clear()
        self._notice.show_words(self.tr("Intuit knows these keys; they are kept."), tone=Tone.GOOD)
        self.kept.emit()

    def _on_refused(self, problem: Problem) -> None:
        texts = self._session.texts
        actions = []
        if problem.code in KEYRING_CODES:
            actions = [ButtonAction(self.tr("Keep it for this time only"), self._keep_for_now)]
        self._notice.show_words(texts.sentence(problem), texts.remedy(problem), actions, tone=Tone.CAUTION)

    def _keep_for_now(self) -> None:
        self._session.program.keep_secrets_for_this_time_only()
        self._on_check()
