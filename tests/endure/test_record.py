"""How endurance runs are written into the page of the benchmark."""

from __future__ import annotations

from pathlib import Path

from tests.endure.record import endurance_of, record


def test_the_newest_runs_of_each_kind_stand_behind_the_benchmark(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nFigures.\n", "utf-8")
    assert endurance_of(page) == ""
    for kind, told in (("people", "old"), ("kills", "0 lost"), ("people", "new")):
        record(page, kind, told)
    assert page.read_text("utf-8").startswith("# Benchmarks\n\nFigures.\n\n## Endurance\n")
    assert endurance_of(page).splitlines()[-2:] == ["- kills: 0 lost", "- people: new"]
    assert "old" not in page.read_text("utf-8")


def test_a_page_that_is_not_there_is_made(tmp_path: Path) -> None:
    record(tmp_path / "benchmarks.md", "people", "0 doubled")
    assert endurance_of(tmp_path / "benchmarks.md").endswith("- people: 0 doubled\n")
