"""Fills the window: the wizard until set-up is complete, then the main window; builds the program behind it in the background."""

import contextlib
import gc
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QLockFile, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from pleoqb_desktop.choice import PracticeWish, lacking
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.gui import theme
from pleoqb_desktop.gui.alerts import Alerts, WindowAlerts
from pleoqb_desktop.gui.first_window import Door, knock, open_door, raise_window
from pleoqb_desktop.gui.focus_ring import FocusRing
from pleoqb_desktop.gui.language import Translations
from pleoqb_desktop.gui.links import Links, Sites
from pleoqb_desktop.gui.loading_view import LoadingView
from pleoqb_desktop.gui.notices import ButtonAction
from pleoqb_desktop.gui.support_report import save_report
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.gui.view import View
from pleoqb_desktop.gui.window_size import fitted, read_size, write_size
from pleoqb_desktop.ports.errors import KnownError
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.flow import Facts, Step, is_complete
from pleoqb_desktop.texts import Action, Language, Texts, language_of

if TYPE_CHECKING:  # the window is on screen before anything of the network is loaded
    from pleoqb_desktop.app import App, Choice, World

_LOCK_MILLISECONDS = 3000
"""How long a new window waits for one that is just closing."""

_KEYRING = frozenset({Code.KEYRING_MISSING, Code.KEYRING_REFUSED, Code.KEYRING_UNSAFE, Code.KEYRING_WAITS})


@dataclass(frozen=True, slots=True)
class Opened:
    """A program that is built, and what was found. `trouble`: why its facts could not be read; `lock`: this window's; `open` tells other
    programs of ours that there is one."""

    program: "App"
    lock: QLockFile
    open: contextlib.ExitStack
    settings: Settings
    facts: Facts
    size: QSize | None = None
    trouble: Problem | None = None


@dataclass(frozen=True, slots=True)
class AlreadyOpen:
    """Another window of the profile is open. `raised`: it has come to the front."""

    raised: bool


class MakeView(Protocol):
    """Makes the wizard or the main window."""

    def __call__(self, frame: "Frame", opened: Opened, step: Step | None) -> View:
        """`step`: where the wizard shall open, None where the facts lead."""


def build(choice: "Choice", world: "World | None" = None) -> Opened | AlreadyOpen:
    """Builds the program and reads the first facts, in a thread, unless another window of the profile is open.

    `world` None: the real one.

    Raises KnownError when there is no program without the person's help.
    """
    from pleoqb_desktop.app import App

    program = App(choice, world)
    lock = QLockFile(str(program.folders.data / "window.lock"))
    lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
    if not lock.tryLock(_LOCK_MILLISECONDS) and lock.error() is QLockFile.LockError.LockFailedError:
        raised = knock(program.folders.data)
        program.close()
        return AlreadyOpen(raised)
    open_door(program.folders.data)
    held = contextlib.ExitStack()
    with contextlib.suppress(KnownError):  # a planned export that cannot be kept off is kept apart by its own lock
        held.enter_context(program.locks.window())
    size = read_size(_size_path(program))
    settings = Settings()
    try:
        settings = program.settings.load()
        return Opened(program, lock, held, settings, program.facts(), size)
    except KnownError as error:
        explained = settings.pleo_company_id is not None
        facts = Facts(language_chosen=settings.language is not None, account_explained=explained)
        return Opened(program, lock, held, settings, facts, size, error.problem)


def _size_path(program: "App") -> Path:
    return program.folders.config / "window.json"


def sites_of(program: "App") -> Sites:
    """Where the program's services are seen in a browser."""
    pleo, quickbooks = program.endpoints.pleo, program.endpoints.quickbooks
    return Sites(pleo.web, quickbooks.web, quickbooks.authorize, program.updates.page_host)


def make_wizard(frame: "Frame", opened: Opened, step: Step | None) -> View:
    """The wizard, loaded when it is needed."""
    from pleoqb_desktop.gui.wizard.window import Wizard

    return Wizard(
        opened.program,
        opened.facts,
        frame.runner,
        frame.alerts,
        frame.links,
        step=step,
        trouble=opened.trouble,
        settings=opened.settings,
    )


def make_main_window(frame: "Frame", opened: Opened, step: Step | None) -> View:  # noqa: ARG001 - as MakeView has it
    """The main window, loaded when it is needed."""
    from pleoqb_desktop.gui.tabs.window import MainWindow

    gc.freeze()  # what is loaded stays: to look through it for what nobody needs any more would stop the window each time
    return MainWindow(opened.program, frame.runner, frame.alerts, frame.links)


class Frame(QMainWindow):
    """What fills the window. It owns the program and what all views share, and shows one view at a time."""

    def __init__(
        self,
        app: QApplication,
        choice: "Choice",
        *,
        alerts: Alerts | None = None,
        build: Callable[["Choice"], Opened | AlreadyOpen] = build,
        wizard: MakeView = make_wizard,
        main_window: MakeView = make_main_window,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if parent is not None:
            self.setWindowFlags(Qt.WindowType.Widget)  # a QMainWindow is a window of its own, even with a parent
        self._app = app
        self._choice = choice
        self._build, self._make_wizard, self._make_main_window = build, wizard, main_window
        self._opened: Opened | None = None
        self._door: Door | None = None
        self._links: Links | None = None
        self._first_texts = Texts(language_of(choice.language, os.environ))
        self.alerts: Alerts = alerts or WindowAlerts(lambda: self.texts, self.prepare_report)
        self.runner = TaskRunner(self._on_problem, self.show_bug, self)
        self._translations = Translations(app)
        self._translations.use(self._first_texts.language)
        self._appearance = theme.ChosenAppearance(app, self)
        self.focus_ring = FocusRing(app, self)
        self.setCentralWidget(LoadingView(self))

    @property
    def texts(self) -> Texts:
        """Words in the present language."""
        return self._opened.program.texts if self._opened else self._first_texts

    @property
    def opened(self) -> Opened | None:
        """The program, once it is built."""
        return self._opened

    @property
    def view(self) -> View:
        """What is shown."""
        shown = self.centralWidget()
        if not isinstance(shown, View):
            raise TypeError("nothing but views is ever shown")
        return shown

    @property
    def links(self) -> Links:
        """The pages of this program's services. Only once the program is built."""
        if self._links is None:
            raise RuntimeError("there is no program yet")
        return self._links

    # -- the program -----------------------------------------------------------------------------

    @Slot()
    def open_program(self, *, greeted: bool = False, fresh: bool = False) -> None:
        """Builds the program of the present choice in place of the one before, then shows what its facts ask for.

        `greeted`: the first page was passed already, in the program before; `fresh`: the practice company starts again.
        """
        self._first_texts = self.texts
        self.setCentralWidget(LoadingView(self, asks_the_system=not self._choice.practice))
        before, self._opened, choice = self._opened, None, replace(self._choice, fresh=fresh)

        def work(_: object) -> Opened | AlreadyOpen:
            if before:
                _close(before)
            opened = self._build(choice)
            if isinstance(opened, Opened) and greeted and not opened.trouble:
                opened.program.with_language(opened.program.language)
                return replace(opened, facts=opened.program.facts())
            return opened

        self.runner.run(work, self._on_built, self._on_not_built, parent=self)

    def _on_built(self, opened: Opened | AlreadyOpen) -> None:
        if isinstance(opened, AlreadyOpen):
            self._end_as_second(opened)
            return
        self._opened = opened
        self._door = Door(opened.program.folders.data, self)
        self._door.knocked.connect(self.come_to_front)
        program = opened.program
        self._links = Links(sites_of(program), self._open_in_browser)
        self._translations.use(program.language)
        self._appearance.choose(opened.settings.appearance)
        if opened.size is not None:
            window = self.window()  # the screen may be another one than the last time, or drawn larger
            window.setGeometry(fitted(opened.size, window.screen().availableGeometry()))
        if opened.trouble and opened.trouble.code not in _KEYRING:
            self._on_not_built(opened.trouble)
        elif not opened.trouble and (opened.facts.finished or is_complete(opened.facts)):
            self._show(self._make_main_window, opened)
        else:
            self._show(self._make_wizard, opened)

    def _on_not_built(self, trouble: Problem) -> None:
        loading = LoadingView(self)
        self.setCentralWidget(loading)
        actions = [ButtonAction(self.texts.action_label(Action.RETRY), self.open_program)]
        if self._opened and self.texts.action(trouble) is Action.START_OVER:
            actions.insert(0, ButtonAction(self.texts.action_label(Action.START_OVER), self._start_with_new_file))
        loading.show_trouble(self.texts.sentence(trouble), self.texts.remedy(trouble), actions)

    def _start_with_new_file(self) -> None:
        opened = self._opened
        if opened:
            work = opened.program.settings.set_aside
            self.runner.run(lambda _: work(), lambda _: self.open_program(), parent=self)

    def _end_as_second(self, other: AlreadyOpen) -> None:
        """The first window is in front now; only where it could not be reached there is anything to say."""
        if not other.raised:
            _tell_already_open(self.alerts, self)
        self._app.quit()

    @Slot()
    def come_to_front(self) -> None:
        """Somebody has started the program once more."""
        raise_window(self.window())

    def _open_in_browser(self, address: str) -> None:
        opened = self._opened
        if opened:
            program = opened.program
            self.runner.run(lambda _: program.open_in_browser(address), self._on_browser, parent=self)

    def _on_browser(self, started: bool) -> None:  # noqa: FBT001 - a result
        if not started:
            self.alerts.tell(
                self.tr("No browser could be started"),
                self.tr("Copy the address and open it in your browser yourself."),
                parent=self,
            )

    # -- views -----------------------------------------------------------------------------------

    def _show(self, make: MakeView, opened: Opened, step: Step | None = None) -> None:
        view = make(self, opened, step)
        view.wizard_requested.connect(self._on_wizard_requested)
        view.main_window_requested.connect(self._on_main_window_requested)
        view.practice_requested.connect(self._on_practice_requested)
        view.language_requested.connect(self._on_language_requested)
        view.appearance_requested.connect(self._appearance.choose)
        view.help_requested.connect(self._on_help_requested)
        view.close_requested.connect(self.window().close)
        self.setCentralWidget(view)  # the view before is destroyed, and with it what it waits for
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_wizard_requested(self, step: Step | None) -> None:
        """The facts are read anew: the wizard starts from what is so now."""
        opened = self._opened
        if opened is None or not self.view.may_close():
            return
        program = opened.program

        def done(facts: Facts) -> None:
            self._opened = replace(opened, facts=facts, trouble=None)
            self._show(self._make_wizard, self._opened, step)

        def failed(trouble: Problem) -> None:
            self._opened = replace(opened, trouble=trouble)
            self._show(self._make_wizard, self._opened, Step.CONNECT_PLEO)

        self.runner.run(lambda _: program.facts(), done, failed, parent=self)

    @Slot()
    def _on_main_window_requested(self) -> None:
        if self._opened and self.view.may_close():
            self._show(self._make_main_window, self._opened)

    @Slot(object)
    def _on_practice_requested(self, wish: PracticeWish) -> None:
        if not self.view.may_close():
            return
        choice = replace(wish.of(self._choice), language=self.texts.language.code)
        if lack := lacking(choice):
            self._on_problem(lack)  # what is shown stays: nothing was left yet
            return
        self._choice = choice
        self.open_program(greeted=wish.practice and not wish.fresh, fresh=wish.fresh)

    @Slot(object)
    def _on_language_requested(self, language: Language) -> None:
        opened = self._opened
        if opened is None:
            return
        program = opened.program
        self._choice = replace(self._choice, language=language.code)
        self.runner.save(
            lambda: program.with_language(language), lambda _: self._translations.use(language), parent=self
        )

    @Slot(str)
    def _on_help_requested(self, topic: str) -> None:
        from pleoqb_desktop.gui.help import Guide

        Guide.open_at(topic, self.texts.language, self)

    # -- trouble ---------------------------------------------------------------------------------

    def _on_problem(self, trouble: Problem) -> None:
        self.alerts.show_problem(trouble, parent=self)

    def show_bug(self, error: BaseException) -> None:
        """Notes an error of our own and offers a report; the program goes on."""
        opened = self._opened
        if opened:
            program = opened.program
            self.runner.run(lambda _: program.note_bug(error), lambda _: None, parent=self)
        self.alerts.show_bug(error, parent=self)

    def prepare_report(self) -> None:
        """Writes a report without secrets where the person wants it."""
        if self._opened:
            save_report(self._opened.program, self.runner, self.alerts, self._on_report, self)

    def _on_report(self, path: Path) -> None:
        self.alerts.tell(
            self.tr("The report is saved"), self.tr("It holds no secrets: {path}").format(path=path), parent=self
        )

    # -- the end ---------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """The view in the middle of something may ask first."""
        return self.view.may_close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Where it is a window by itself."""
        event.setAccepted(self.may_close())

    def end(self) -> None:
        """Stops what runs, waits for it, and closes the program; nothing is lost: an export resumes."""
        opened, self._opened = self._opened, None
        if opened:
            write_size(_size_path(opened.program), self.window().size())
        self.window().hide()
        self.runner.close()
        self._translations.remove()
        if opened:
            _close(opened)


def _tell_already_open(alerts: Alerts, parent: QWidget) -> None:
    title = QCoreApplication.translate("Frame", "PleoQB Desktop is open already")
    words = QCoreApplication.translate(
        "Frame", "Use the window that is open. This one closes now; nothing was changed."
    )
    alerts.tell(title, words, parent=parent)


def _close(opened: Opened) -> None:
    opened.program.close()
    opened.open.close()
    opened.lock.unlock()
