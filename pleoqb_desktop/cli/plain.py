"""The plain way to the window, without a command: read here so quickly that the window stands at once; reads nothing else."""

from collections.abc import Sequence

from pleoqb_desktop.choice import Choice

_VALUES = ("--profile", "--language")


def window_choice(arguments: Sequence[str]) -> Choice | None:
    """What the window is opened with; None for anything that needs the whole parser, wrong usage too."""
    found: dict[str, str] = {}
    practice = False
    rest = list(arguments)
    while rest:
        name, mark, value = rest.pop(0).partition("=")
        if name == "--practice" and not mark:
            practice = True
            continue
        if name not in _VALUES or not (mark or rest):
            return None
        found[name] = value if mark else rest.pop(0)
        if found[name].startswith("-"):
            return None
    language = found.get("--language")
    if language is not None and not _is_spoken(language):
        return None
    return Choice(found.get("--profile", "default"), practice, language)


def _is_spoken(language: str) -> bool:
    from pleoqb_desktop.texts.language import Language, languages

    return Language(language) in languages()
