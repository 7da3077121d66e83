"""The log hinders nobody, also where it cannot be written."""

import logging
from pathlib import Path

import pytest

from pleoqb_desktop.services.system.logs import open_log


def test_a_log_on_a_full_disk_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    (tmp_path / "program.log").symlink_to("/dev/full")
    log = open_log(tmp_path)
    logging.getLogger("pleoqb.test").info("x" * 100_000)
    log.close()
    assert capsys.readouterr() == ("", "")
