"""The log file: each is written by one program at a time, so that it can always be put aside when it is full."""

import logging
from pathlib import Path

from pleoqb_desktop.services.system.logs import open_log

_OURS = logging.getLogger("pleoqb.test")


def written(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.log*")}


def test_two_programs_of_one_profile_write_a_file_each(tmp_path: Path) -> None:
    first, second = open_log(tmp_path), open_log(tmp_path)
    _OURS.info("heard by both")
    second.close()
    first.close()
    found = written(tmp_path)
    assert sorted(found) == ["program-2.log", "program.log"]
    assert all("heard by both" in text for text in found.values())


def test_the_next_program_goes_on_in_the_first_file(tmp_path: Path) -> None:
    for line in ("one", "two"):
        log = open_log(tmp_path)
        _OURS.info(line)
        log.close()
    assert list(written(tmp_path)) == ["program.log"]
    assert len(written(tmp_path)["program.log"].splitlines()) == 2


def test_a_full_log_is_put_aside_while_another_program_writes_its_own(tmp_path: Path) -> None:
    first = open_log(tmp_path)
    second = open_log(tmp_path)
    for number in range(2):
        _OURS.info("%d %s", number, "x" * 600_000)
    second.close()
    first.close()
    assert sorted(written(tmp_path)) == ["program-2.log", "program-2.log.1", "program.log", "program.log.1"]


def test_a_folder_that_takes_no_file_costs_the_log_and_not_the_program(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    nothing = open_log(tmp_path / "a file")
    _OURS.info("unheard")
    nothing.close()
    assert written(tmp_path) == {}
