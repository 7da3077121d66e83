"""Sentences with gaps: their small grammar; knows no language and no problem.

`{name}` is a gap; one that cannot be filled reads "?". `{name#one#many}` writes a number and the noun that fits it.
`[first|second]` is the first alternative whose gaps can all be filled, or nothing.
"""

import re
from collections.abc import Callable, Iterator
from typing import Protocol

UNKNOWN = "?"
_GAP = re.compile(r"\{([a-z_]+)(?:#([^#{}]*)#([^#{}]*))?\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


class Values(Protocol):
    """What fills the gaps."""

    def text(self, name: str) -> str | None:
        """The value as it is shown, None when there is none."""

    def is_one(self, name: str) -> bool:
        """Whether a noun after this value stands in the singular; False when it is no number."""


def fill(template: str, values: Values) -> str:
    """The sentence. Values are put in once and never read as a template themselves."""
    parts = _CHOICE.split(template)
    return "".join(_filled(_chosen(part, values) if at % 2 else part, values) for at, part in enumerate(parts))


def with_nouns(template: str, is_one: Callable[[str], bool]) -> str:
    """A template of plain gaps alone: the noun after each number is the one that fits."""

    def chosen(gap: re.Match[str]) -> str:
        name, one, many = gap.groups()
        return gap[0] if many is None else f"{{{name}}} {one if is_one(name) else many}"

    return _GAP.sub(chosen, template)


def gaps(template: str) -> Iterator[str]:
    """Names of all gaps."""
    return (match[1] for match in _GAP.finditer(template))


def _chosen(choice: str, values: Values) -> str:
    for alternative in choice.split("|"):
        if all(values.text(name) is not None for name in gaps(alternative)):
            return alternative
    return ""


def _filled(template: str, values: Values) -> str:
    def written(gap: re.Match[str]) -> str:
        name, one, many = gap.groups()
        text = values.text(name)
        shown = UNKNOWN if text is None else text
        if many is None:
            return shown
        return f"{shown}\u00a0{one if values.is_one(name) else many}"

    return _GAP.sub(written, template)
