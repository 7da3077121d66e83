"""The strip that says that a newer version is out; looks in the background, and downloads nothing."""

from functools import partial

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.ports.updates import NewVersion

_LOOK_MILLISECONDS = 60 * 60 * 1000
"""A program may be open for weeks; whether a day has passed is decided elsewhere."""


class UpdateStrip(Notice):
    """Hidden while there is nothing newer, while the owner does not want to know, and after "not now"."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(Tone.INFO, parent)
        self._context = context
        self._found: NewVersion | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Looks. Trouble is nobody's: it is logged where it happens."""
        self._context.runner.run(self._context.program.new_version, self._on_found, lambda _: None, parent=self)

    def _on_found(self, found: NewVersion | None) -> None:
        self._found = found
        self._refresh()

    def _refresh(self) -> None:
        found = self._found
        if found is None or found.declined:
            self.clear()
            return
        self.show_words(
            self.tr("Version {version} is here").format(version=found.version),
            found.words_in(self._context.texts.code),
            [
                ButtonAction(self.tr("Open the download page"), partial(self._context.links.open, found.page)),
                ButtonAction(self.tr("Not now"), partial(self._decline, found.version)),
            ],
        )

    def _decline(self, version: str) -> None:
        self._found = None
        self.clear()
        decline = partial(self._context.program.updates.decline, version)
        self._context.runner.save(decline, lambda _: None, parent=self)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
