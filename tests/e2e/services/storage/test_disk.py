"""Files are replaced whole or not at all."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.storage.disk import disk_errors, make_private, replace_file, write_open, write_text
from tests.e2e.services.storage.places import open_folder, read_only


def test_a_replaced_file_holds_the_new_content_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_for_people_is_as_open_as_this_user_has_it(tmp_path: Path) -> None:
    path, plain = tmp_path / "file", tmp_path / "plain"
    write_open(path, b"old")
    write_text(path, "new\r\n", "utf-8-sig")
    plain.write_bytes(b"")
    assert path.read_bytes() == b"\xef\xbb\xbfnew\r\n"
    assert path.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("write", [replace_file, write_open])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None], number: int
) -> None:
    path = tmp_path / "file"
    write(path, b"old")

    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnavailableError) as caught:
        write(path, b"new")
    assert caught.value.problem.code is Code.DISK_FULL
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_read_only_folder_is_named_with_the_systems_reason() -> None:
    with open_folder() as folder, read_only(folder):
        with pytest.raises(UnavailableError) as caught:
            replace_file(folder / "file", b"new")
        assert caught.value.problem.code is Code.FOLDER_UNWRITABLE
        assert caught.value.problem.params == {
            "path": str(folder / "file"),
            "reason": os.strerror(errno.EACCES),
        }


def test_a_private_folder_and_what_is_above_it_are_made_for_one_user(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    folder.parent.parent.mkdir()
    make_private(folder)
    make_private(folder)
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_a_folder_that_was_open_to_others_is_closed_and_those_above_are_left(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "folder"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o755)
    folder.chmod(0o755)
    make_private(folder)
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o755


def test_a_file_in_the_folders_place_is_a_known_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnavailableError) as caught:
        make_private(tmp_path / "file" / "folder")
    assert caught.value.problem.code is Code.FOLDER_UNWRITABLE


def test_other_errors_pass_unchanged(tmp_path: Path) -> None:
    with pytest.raises(KeyError), disk_errors(tmp_path):
        raise KeyError
