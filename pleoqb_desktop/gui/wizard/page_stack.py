"""The ten pages of the wizard, one behind the other, each in a place of its own that scrolls; knows no order but theirs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from pleoqb_desktop.gui.wizard.categories import CategoriesPage
from pleoqb_desktop.gui.wizard.choose_account import ChooseAccountPage
from pleoqb_desktop.gui.wizard.connect_pleo import ConnectPleoPage
from pleoqb_desktop.gui.wizard.connect_quickbooks import ConnectQuickBooksPage
from pleoqb_desktop.gui.wizard.contra_account import ContraAccountPage
from pleoqb_desktop.gui.wizard.page import Page
from pleoqb_desktop.gui.wizard.pleo_account import PleoAccountPage
from pleoqb_desktop.gui.wizard.ready import ReadyPage
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.gui.wizard.tags import TagsPage
from pleoqb_desktop.gui.wizard.vat import VatPage
from pleoqb_desktop.gui.wizard.welcome import WelcomePage
from pleoqb_desktop.setup.flow import ORDER, Step

PAGES: tuple[type[Page], ...] = (
    WelcomePage,
    PleoAccountPage,
    ConnectPleoPage,
    ConnectQuickBooksPage,
    ChooseAccountPage,
    ContraAccountPage,
    CategoriesPage,
    VatPage,
    TagsPage,
    ReadyPage,
)


class PageStack(QStackedWidget):
    """All pages stay alive: going back loses no answer."""

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: dict[Step, Page] = {}
        for make in PAGES:
            page = make(session)
            area = QScrollArea(self)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            area.setWidget(page)
            for part in (area.viewport(), page):
                part.setAutoFillBackground(False)
            self.addWidget(area)
            self.pages[make.step] = page

    def show_page(self, step: Step) -> None:
        """Brings the page of a step to the front."""
        self.setCurrentIndex(ORDER.index(step))

    def scroll_to(self, part: QWidget) -> None:
        """Brings a part of the page in front into sight."""
        area = self.currentWidget()
        if isinstance(area, QScrollArea) and part.isVisible():
            area.ensureWidgetVisible(part)
