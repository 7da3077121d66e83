"""Words of strangers without an end, cut and broken so that they cannot fill the window; nothing that people copy is touched."""

_WORD, _PIECE = 24, 12  # letters: what may be longer than a word, and where it may break then
_LONGEST = 400


def breakable(text: str) -> str:
    """Long words of strangers, cut so that they cannot fill the window."""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return "\n".join(_with_breaks(line) for line in shown.splitlines())


def _with_breaks(line: str) -> str:
    """A line whose endless words may break; a number of ours stays whole, since people copy it."""
    return " ".join(
        "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE)) if len(word) > _WORD else word
        for word in line.split(" ")
    )
