"""The company that answered a sign-in is shown by name, and a person at the terminal says whether it is hers."""

import io
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from pleoqb_desktop.cli.commands import connections
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.texts import Language, Texts

COMPANY: Any = SimpleNamespace(name="Studio Lark Ltd", home_currency="GBP")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def asked(monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO, language: str = "en") -> tuple[bool, list[str]]:
    said: list[str] = []
    program = SimpleNamespace(practice=None)
    call: Any = SimpleNamespace(
        program=program, texts=Texts(Language(language)), cancel=CancelToken(), say=lambda line: said.append(line)
    )
    monkeypatch.setattr(sys, "stdin", stdin)
    return connections._is_confirmed(call, COMPANY), said


@pytest.mark.parametrize(
    ("language", "typed", "agreed"),
    [
        ("en", "y\n", True), ("en", " YES \n", True), ("fr", "o\n", True), ("fr", "oui\n", True),
        ("en", "n\n", False), ("en", "\n", False), ("en", "", False), ("en", "o\n", False), ("fr", "y\n", False),
    ],
)  # fmt: skip
def test_a_person_is_asked_by_name(monkeypatch: pytest.MonkeyPatch, language: str, typed: str, agreed: bool) -> None:
    answer, said = asked(monkeypatch, Terminal(typed), language)
    assert answer is agreed
    assert "Studio Lark Ltd (GBP)" in said[0]


def test_a_script_has_nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, io.StringIO("n\n")) == (True, [])
