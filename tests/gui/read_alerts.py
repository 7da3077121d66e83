"""The door for messages and questions as tests read it: everything said is kept, answers are given beforehand; no test lives here."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.texts import Action


@dataclass
class ReadAlerts:
    """Answers no, and chooses nothing, unless a test says otherwise."""

    answers: list[bool] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)

    def tell(self, title: str, text: str, *, parent: QWidget | None = None) -> None:
        self.told.append((title, text))

    def ask(self, title: str, text: str, *, yes: str, no: str, parent: QWidget | None = None) -> bool:
        self.asked.append((title, text, yes, no))
        return self.answers.pop(0) if self.answers else False

    def show_problem(self, what: Problem, *, parent: QWidget | None = None) -> Action | None:
        self.problems.append(what)
        return None

    def show_bug(self, error: BaseException, *, parent: QWidget | None = None) -> None:
        self.bugs.append(error)

    def ask_save_path(self, title: str, name: str, kind: str, *, parent: QWidget | None = None) -> Path | None:
        return self.paths.pop(0) if self.paths else None

    def ask_open_path(self, title: str, kind: str, *, parent: QWidget | None = None) -> Path | None:
        return self.paths.pop(0) if self.paths else None

    def ask_folder(self, title: str, *, parent: QWidget | None = None) -> Path | None:
        return self.paths.pop(0) if self.paths else None
