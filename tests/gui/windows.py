"""Opens the real window over real services for tests: one profile, free ports for sign-ins; no test lives here."""

import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.app import App, World
from pleoqb_desktop.choice import Choice
from pleoqb_desktop.gui.frame import Frame, build, make_main_window, make_wizard
from pleoqb_desktop.gui.view import View
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.services.intuit.receiver import LoopbackReceiver
from pleoqb_desktop.setup.flow import ORDER, Step
from pleoqb_desktop.setup.set_up import Answers, available_dimensions
from tests.e2e.practice.server_fixture import Practice
from tests.e2e.services.intuit.ports import free_ports
from tests.gui.person import Person
from tests.gui.read_alerts import ReadAlerts
from tests.on_paper.scheduler import Bell, Calendar, SchedulerOnPaper
from tests.patience import PATIENCE


class Placeholder(View):
    """Stands where the main window would."""


class Windows:
    """Windows of one profile on one computer."""

    def __init__(self, qtbot, home: Path, alerts: ReadAlerts, monkeypatch: pytest.MonkeyPatch) -> None:
        self._qtbot = qtbot
        self._home = home
        self._alerts = alerts
        self._monkeypatch = monkeypatch
        self._open: list[Frame] = []
        self.calendar = Calendar()
        self.ports = free_ports(3)
        ports = self.ports

        def receiver(program: App, *, by_hand: bool = False) -> LoopbackReceiver:
            return LoopbackReceiver(program.texts, ports, by_hand=by_hand)

        monkeypatch.setattr(App, "receiver", receiver)
        monkeypatch.setenv("PLEOQB_HOME", str(home / "home"))

    def connect_to(self, practice: Practice, country: str = "GB") -> dict[str, Any]:
        """Points the program at these services, as a person with real accounts; the company's credentials."""
        company = practice.company(country)
        endpoints = self._home / "endpoints.toml"
        endpoints.write_text(practice.endpoints_toml, "utf-8")
        self._monkeypatch.setenv("PLEOQB_ENDPOINTS", str(endpoints))
        self._monkeypatch.setenv("PLEOQB_INTUIT_CLIENT_ID", company["quickbooks"]["client_id"])
        self._monkeypatch.setenv("PLEOQB_INTUIT_CLIENT_SECRET", company["quickbooks"]["client_secret"])
        return company

    def open(self, language: str = "en", *, practice: bool = False, main_window: bool = False) -> Frame:
        """Opens a window and waits until it shows something."""
        frame = self.start(language, practice=practice, main_window=main_window)
        self._qtbot.waitUntil(lambda: frame.opened is not None)
        QApplication.processEvents()
        return frame

    def start(self, language: str = "en", *, practice: bool = False, main_window: bool = False) -> Frame:
        """Opens a window; what fills it is still being read."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        choice = Choice(practice=practice, language=language)
        make = make_main_window if main_window else _placeholder
        world = World(scheduler=lambda name: SchedulerOnPaper(name, self.calendar), notifier=Bell())
        frame = Frame(
            app, choice, alerts=self._alerts, build=partial(build, world=world), wizard=make_wizard, main_window=make
        )
        self._open.append(frame)
        self._qtbot.addWidget(frame)
        frame.resize(1110, 720)
        frame.show()
        frame.open_program()
        return frame

    def wizard(self, language: str = "en", *, practice: bool = False) -> Wizard:
        """Opens a window that shows the wizard."""
        view = self.open(language, practice=practice).view
        assert isinstance(view, Wizard)
        return view

    def close(self, frame: Frame) -> None:
        """Closes a window as at the end of the program."""
        self._open.remove(frame)
        frame.end()

    def close_all(self) -> None:
        """Closes what is open."""
        for frame in list(self._open):
            self.close(frame)


def _placeholder(frame: Frame, opened: object, step: object) -> View:
    return Placeholder(frame)


def waiting_address(person: Person, frame: Frame) -> str:
    """What the browser is asked to open, as soon as the page waits for it."""
    person.wait(lambda: bool(getattr(frame.view.page, "waiting_address", "")), "no sign-in waits for the browser")  # type: ignore[attr-defined]
    return frame.view.page.waiting_address  # type: ignore[attr-defined]


def agree(address: str, realm_id: str, decision: str = "allow") -> None:
    """The person at Intuit's consent page: agrees or not, and her browser follows to the receiver."""
    page, _, query = address.partition("?")
    body = f"{query}&decision={decision}&realm_id={realm_id}"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.post(page, data=body, headers=headers, timeout=PATIENCE, allow_redirects=False)
    requests.get(answer.headers["Location"], timeout=PATIENCE, allow_redirects=False)


def in_browser(address: str, realm_id: str, decision: str = "allow") -> threading.Thread:
    """The same beside the window."""
    thread = threading.Thread(target=agree, args=(address, realm_id, decision))
    thread.start()
    return thread


def prepare(company: dict[str, Any], until: Step, language: str = "en") -> None:
    """Does the steps before `until` by the use cases, as an earlier window would have left them."""
    token = CancelToken()
    with App(Choice(language=language)) as program:
        for step in ORDER[: ORDER.index(until)]:
            _do(program, step, company, token)


def _do(program: App, step: Step, company: dict[str, Any], token: CancelToken) -> None:
    match step:
        case Step.WELCOME:
            program.with_language(program.language)
        case Step.CONNECT_PLEO:
            program.connect_pleo().connect(company["pleo"]["api_key"])
        case Step.CONNECT_QUICKBOOKS:
            use_case = program.connect_quickbooks(token)
            with program.receiver() as receiver:
                agree(use_case.address(receiver), company["quickbooks"]["realm_id"])
                use_case.finish(receiver, token)
        case Step.CHOOSE_ACCOUNT:
            set_up = program.set_up(token)
            set_up.apply(Answers(), set_up.books(), with_dimensions=False)
            program.reference_sync(token).write_bank_accounts()
        case Step.CONTRA_ACCOUNT:  # chosen in Pleo, as far as this computer knows
            program.settings.update(contra_account_id=program.settings.load().wallet_account_id)
        case Step.CATEGORIES:
            program.reference_sync(token).run([Kind.ACCOUNTS])
        case Step.VAT:
            program.reference_sync(token).run([Kind.TAX_CODES])
        case Step.TAGS:
            set_up = program.set_up(token)
            company_now = set_up.books().company
            set_up.choose_dimensions(available_dimensions(company_now), company_now)
            program.reference_sync(token).run([Kind.TAG_GROUPS, Kind.TAGS])
        case Step.READY:
            program.settings.update(wizard_done=True)
