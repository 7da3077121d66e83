"""The window's own words: installs the translations of one language; sentences for problems come from texts."""

from importlib.resources import as_file, files

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.texts import Language

CATALOGUES = ("wizard", "main")


class Translations:
    """The translations that are installed at the moment."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, language: Language) -> None:
        """Changes the language of every widget at once (each gets a LanguageChange event)."""
        self.remove()
        QLocale.setDefault(QLocale(language.code))
        own = [translator for name in CATALOGUES if (translator := _load(f"{name}_{language.code}.qm"))]
        self._installed = [*_of_qt(language), *own]
        for translator in self._installed:
            self._app.installTranslator(translator)

    def remove(self) -> None:
        """Back to the words of the sources."""
        for old in self._installed:
            self._app.removeTranslator(old)
        self._installed = []


def _of_qt(language: Language) -> list[QTranslator]:
    """Qt's own words, such as those of the menu of a text field."""
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return [translator] if translator.load(f"qtbase_{language.code}", folder) else []


def _load(name: str) -> QTranslator | None:
    """A catalogue; None when there is none (English stands in the code; its catalogues hold plurals only)."""
    found = files("pleoqb_desktop.resources").joinpath("translations", name)
    if not found.is_file():
        return None
    translator = QTranslator()
    with as_file(found) as path:
        return translator if translator.load(str(path)) else None
