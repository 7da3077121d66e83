"""Without a key nothing is written into Pleo: what it needs of QuickBooks is saved as files, which a person imports there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.wizard.page import Page
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.sync.import_files import WrittenFile
from pleoqb_desktop.sync.report import SyncReport


def lists_folder(session: WizardSession) -> Path:
    """Where the files go: among the person's documents; those of a practice company with its own data."""
    program = session.program
    if program.practice:
        return program.folders.data / "import"
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    profile = program.choice.profile
    return Path(documents) / ("Pleo import" if profile == "default" else f"Pleo import {profile}")


class ImportNotice(Notice):
    """What is left to do in Pleo with the files, on the last page."""

    def show_session(self, session: WizardSession) -> None:
        """In practice it is done already."""
        folder = lists_folder(session)
        if session.is_practice:
            self.show_words(
                self.tr("The lists were imported into practice Pleo for you, and a file was downloaded"),
                self.tr("With your own company you import them yourself, from {folder}.").format(folder=folder),
            )
            return
        words = self.tr(
            "Pleo: Settings → Accounting → Categories, Tax codes and Tags, each has an import. The files are in {folder}. Then "
            "give your expenses their categories, export them, and drop the file that Pleo makes on this window."
        )
        action = ButtonAction(self.tr("Open Pleo's categories"), lambda: session.links.visit(Place.PLEO_CATEGORIES))
        self.show_words(self.tr("Import the saved files in Pleo, once"), words.format(folder=folder), [action])


class SavedLists(QObject):
    """One kind of list, on the page that shows it."""

    def __init__(self, page: Page, kind: Kind) -> None:
        super().__init__(page)
        self._page, self._kind = page, kind

    @property
    def wanted(self) -> bool:
        """Whether this company's lists are saved, and not written."""
        return self._page.session.facts.by_file

    def main(self, report: SyncReport | None) -> str:
        """The main button's words."""
        return self.tr("Save and continue") if self.wanted else self._page.changes.main(report, self._kind)

    def writes(self, report: SyncReport | None) -> str:
        """What the main button will do; `report` is what a sync would change, with a key."""
        if not self.wanted:
            return self._page.changes.writes(report, self._kind)
        folder = lists_folder(self._page.session)
        return self.tr("A file for Pleo's import will be saved in {folder}. Nothing is written into Pleo.").format(
            folder=folder
        )

    def save(
        self, before: Callable[[CancelToken], Books], after: Callable[[CancelToken], object] | None = None
    ) -> None:
        """Saves what is on the page, then goes on; `before` and `after` are done in the same thread."""
        program, folder, kind = self._page.session.program, lists_folder(self._page.session), self._kind

        def work(token: CancelToken) -> list[WrittenFile]:
            written = program.save_import_files(folder, before(token), [kind])
            if after:
                after(token)
            return written

        self._page.start(self.tr("Saving the file…"), work, self._on_saved)

    def _on_saved(self, written: list[WrittenFile]) -> None:
        names = ", ".join(file.path.name for file in written)
        self._page.session.greetings = (self.tr("Saved for Pleo: {files}").format(files=names),) if names else ()
        self._page.finished.emit()
