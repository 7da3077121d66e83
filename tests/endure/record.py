"""The part of docs/benchmarks.md that tells how endurance runs ended: one line for each kind of run, the newest; the rest is the benchmark's."""

from __future__ import annotations

from pathlib import Path

HEADING = "## Endurance"


def endurance_of(page: Path) -> str:
    """That part of the page as it stands, with its heading; empty where there is none."""
    text = page.read_text("utf-8") if page.exists() else ""
    return text[text.index(HEADING) :] if HEADING in text else ""


def record(page: Path, kind: str, told: str) -> None:
    """Writes what runs of this kind ended with, in place of what earlier ones did."""
    before = endurance_of(page)
    rest = page.read_text("utf-8").removesuffix(before).rstrip("\n") if page.exists() else "# Benchmarks"
    others = [line for line in before.splitlines() if line.startswith("- ") and not line.startswith(f"- {kind}: ")]
    lines = "\n".join(sorted([*others, f"- {kind}: {told}"]))
    page.write_text(f"{rest}\n\n{HEADING}\n\nMade by `make endure`.\n\n{lines}\n", "utf-8")
