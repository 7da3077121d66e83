"""What may be opened: a zip, a folder, a lone file; and what is refused before a byte of it is believed."""

import io
import os
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from pleoqb_desktop.ports.errors import ReceiptRefusal, UnavailableError, WrongUsageError
from pleoqb_desktop.services.pleo_file import archive
from pleoqb_desktop.services.pleo_file.archive import opened
from pleoqb_desktop.services.pleo_file.kept import KeptFiles, copy_receipt
from pleoqb_desktop.services.pleo_file.receipts import ReceiptFinder
from tests.unit.services.pleo_file.files import GENERIC, csv_bytes, generic, xlsx_bytes, zipped

TABLE = csv_bytes(GENERIC, [generic("a"), generic("b")])


def refusal_of(path: Path) -> str:
    with pytest.raises(WrongUsageError) as refused, opened(path) as download:
        download.table()
    return refused.value.problem.code.value


def test_a_zip_a_folder_and_a_lone_file_are_opened_alike(tmp_path: Path) -> None:
    members = {"expenses_2026/export_x.csv": TABLE, "expenses_2026/receipts/2600001.pdf": b"%PDF-1"}
    download = zipped(tmp_path / "a.zip", members)
    folder = tmp_path / "folder"
    with zipfile.ZipFile(download) as packed:
        packed.extractall(folder)
    (tmp_path / "b.csv").write_bytes(TABLE)
    for path, receipts in ((download, ["2600001.pdf"]), (folder, ["2600001.pdf"]), (tmp_path / "b.csv", [])):
        with opened(path) as found:
            assert len(found.table().rows) == 2
            assert [one.name for one in found.receipts] == receipts


def test_the_same_content_is_the_same_file_wherever_it_lies(tmp_path: Path) -> None:
    members = {"x/export.csv": TABLE, "x/receipts/2600001.pdf": b"%PDF-1"}
    one, two = zipped(tmp_path / "a.zip", members), zipped(tmp_path / "b.zip", members)
    other = zipped(tmp_path / "c.zip", members | {"x/receipts/2600002.pdf": b"%PDF-2"})
    ids = []
    for path in (one, two, other):
        with opened(path) as found:
            ids.append(found.content_id)
    assert ids[0] == ids[1] != ids[2]


def test_what_systems_leave_beside_files_is_no_second_list(tmp_path: Path) -> None:
    junk = {"__MACOSX/._export.csv": b"x", "._export.csv": b"x", "~$export.xlsx": b"x", "receipts/2600001.xlsx": b"x"}
    with opened(zipped(tmp_path / "a.zip", {"export.csv": TABLE, **junk})) as found:
        assert len(found.table().rows) == 2
        assert [one.name for one in found.receipts] == ["2600001.xlsx"]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.csv": TABLE, "b.csv": TABLE}, "file_several"),
        ({"receipts/2600001.pdf": b"x"}, "file_no_table"),
        ({"a.csv": TABLE, "inner.zip": b"PK"}, "file_nested"),
        ({"a.csv": TABLE, "../up.pdf": b"x"}, "file_paths"),
        ({"a.csv": TABLE, "/etc/x.pdf": b"x"}, "file_paths"),
        ({"a.csv": TABLE, "C:\\x.pdf": b"x"}, "file_paths"),
        ({"a.csv": TABLE, "/".join("d" * 12) + "/x.pdf": b"x"}, "file_too_large"),
        ({"a.csv": b"Date,Note\n" + b"0" * 3 * 1024 * 1024}, "file_ratio"),
        ({"a.csv": b""}, "file_empty"),
    ],
)
def test_an_archive_that_is_no_download_of_pleos_is_refused_with_the_reason(
    tmp_path: Path, members: dict[str, bytes], code: str
) -> None:
    assert refusal_of(zipped(tmp_path / "a.zip", members)) == code


def test_a_sheet_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b" " * 3 * 1024 * 1024})
    assert refusal_of(path) == "file_ratio"


@pytest.mark.parametrize(
    "part",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>',
        "<!DOCTYPE a><worksheet/>".encode("utf-16"),
        b" " * 70_000 + b"<worksheet/>",
    ],
)
def test_a_sheet_that_declares_entities_is_not_parsed(tmp_path: Path, part: bytes) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.writestr("xl/workbook.xml", part)
    assert refusal_of(path) == "file_damaged"


@pytest.mark.parametrize("name", ["a.zip.crdownload", "a.csv.part", "a.zip.download"])
def test_a_file_that_is_still_arriving_is_told_as_such(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    assert refusal_of(tmp_path / name) == "file_unfinished"


def test_half_a_zip_and_an_empty_file_are_not_complete(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", {"a.csv": TABLE}).read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.csv").touch()
    assert refusal_of(tmp_path / "half.zip") == "file_unfinished"
    assert refusal_of(tmp_path / "empty.csv") == "file_unfinished"


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF"), ("a.xls", b"\xd0\xcf\x11\xe0"), ("a.csv", b"PK\x03\x04\0")]
)
def test_another_kind_of_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal_of(tmp_path / name) == "file_type"


@pytest.mark.parametrize("name", ["nothing.csv", "nothing.zip", "nothing.xlsx", "nothing", "nothing.pdf"])
def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    assert refusal_of(tmp_path / name) == "file_not_found"


def test_a_file_that_another_program_keeps_is_busy_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes(["Date"], [["x"]]))

    def kept(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "open", kept)
    with pytest.raises(UnavailableError) as busy, opened(path) as download:
        download.table()
    assert busy.value.problem.code.value == "file_busy"


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2600009.pdf").write_bytes(b"secret")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.csv").write_bytes(TABLE)
    (folder / "receipts").symlink_to(outside, target_is_directory=True)
    with opened(folder) as found:
        assert found.receipts == ()


def test_a_copy_is_made_once_and_whole(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "kept")
    path = zipped(tmp_path / "a.zip", {"x/a.csv": TABLE, "x/receipts/2600001.pdf": b"%PDF-1"})
    file_id = files.keep(path)
    path.unlink()
    with files.opened(file_id) as copy:
        assert len(copy.table().rows) == 2
        assert [one.name for one in copy.receipts if one.name.endswith(".pdf")] == ["2600001.pdf"]
    assert [one.name for one in (tmp_path / "kept").iterdir()] == [file_id]
    files.drop_receipts(file_id)
    with files.opened(file_id) as copy:
        assert (len(copy.table().rows), copy.receipts) == (2, ())


def test_receipts_that_join_a_copy_never_cost_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends before they are in their place: an interrupted export of these rows goes on all the same."""
    files, path = KeptFiles(tmp_path / "kept"), zipped(tmp_path / "a.zip", {"x/a.csv": TABLE, "x/1.pdf": b"%PDF-1"})
    file_id = files.keep(path)
    files.drop_receipts(file_id)

    def ended(_self: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as ending:
        ending.setattr(Path, "replace", ended)
        with pytest.raises(KeyboardInterrupt):
            files.keep(path)
    with files.opened(file_id) as copy:
        assert (len(copy.table().rows), copy.receipts) == (2, ())
    assert files.keep(path) == file_id
    with files.opened(file_id) as copy:
        assert len(copy.table().rows) == 2
        assert [one.name for one in copy.receipts if one.name.endswith(".pdf")] == ["1.pdf"]


def test_a_copy_whose_receipts_were_damaged_keeps_its_rows_and_gets_them_again(tmp_path: Path) -> None:
    files, path = KeptFiles(tmp_path / "kept"), zipped(tmp_path / "a.zip", {"x/a.csv": TABLE, "x/1.pdf": b"%PDF-1"})
    file_id = files.keep(path)
    receipts = tmp_path / "kept" / file_id / "receipts.zip"
    receipts.write_bytes(receipts.read_bytes()[:-30])
    with files.opened(file_id) as copy:
        assert (len(copy.table().rows), copy.receipts) == (2, ())
    with pytest.raises(ReceiptRefusal) as refused:
        files.copy_receipt(file_id, "x/1.pdf", tmp_path / "out")
    assert refused.value.code.value == "file_receipt_absent"
    files.keep(path)
    files.copy_receipt(file_id, "x/1.pdf", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"%PDF-1"


def test_a_file_that_changes_while_it_is_copied_is_not_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE)
    copy = KeptFiles._copy

    def slow(self: KeptFiles, download: archive.Download, target: Path) -> None:
        copy(self, download, target)
        os.utime(path, (1, 1))

    monkeypatch.setattr(KeptFiles, "_copy", slow)
    with pytest.raises(WrongUsageError) as refused:
        KeptFiles(tmp_path / "kept").keep(path)
    assert refused.value.problem.code.value == "file_unfinished"


def test_one_receipt_that_unpacks_too_far_is_refused_alone(tmp_path: Path) -> None:
    members = {"a.csv": TABLE, "receipts/2600001.pdf": b"0" * 3 * 1024 * 1024, "receipts/2600002.pdf": b"%PDF"}
    with opened(zipped(tmp_path / "a.zip", members)) as found:
        with pytest.raises(ReceiptRefusal) as refused:
            copy_receipt(found, "receipts/2600001.pdf", tmp_path / "out")
        assert refused.value.code.value == "receipt_too_large_to_read"
        copy_receipt(found, "receipts/2600002.pdf", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"%PDF"


# -- which receipts are whose --------------------------------------------------------------------------------------------------


def finder(tmp_path: Path, members: dict[str, bytes]) -> ReceiptFinder:
    path = zipped(tmp_path / "a.zip", {"a.csv": TABLE, **members})
    with opened(path) as found:
        contents = {one.place: found.open_receipt(one).read() for one in found.receipts}
        return ReceiptFinder("f" * 64, found.receipts, lambda one: io.BytesIO(contents[one.place]))


def places(
    tmp_path: Path, members: dict[str, bytes], number: str, names: tuple[str, ...] = (), links: int = 0
) -> list[str]:
    files = finder(tmp_path, members).files(number, names, links)
    return [unquote(file.url.rpartition("/")[2]) for file in files]


def test_receipts_are_found_by_number_and_letter_also_in_folders(tmp_path: Path) -> None:
    members = {
        "x/receipts/2600001b.jpg": b"2",
        "x/receipts/2600001a.pdf": b"1",
        "x/receipts/2600010.pdf": b"3",
        "x/y/2600002.png": b"4",
    }
    assert places(tmp_path, members, "2600001") == ["x/receipts/2600001a.pdf", "x/receipts/2600001b.jpg"]
    assert places(tmp_path, members, "2600002") == ["x/y/2600002.png"]
    assert places(tmp_path, members, "260000") == []


def test_a_name_that_holds_the_number_is_enough(tmp_path: Path) -> None:
    assert places(tmp_path, {"receipts/pleo-2600001-quai.pdf": b"1"}, "2600001") == ["receipts/pleo-2600001-quai.pdf"]


@pytest.mark.parametrize(
    "names",
    [
        ("2600001.pdf", "2600001_2.pdf"), ("2600001.pdf", "2600001 (1).pdf"), ("2600001a.pdf", "2600001b.jpg", "2600001-extra.pdf"),
        ("2600001-1.pdf", "2600001-2.pdf", "2600001-10.pdf"), ("receipt_2600001.pdf", "receipt_2600001_b.pdf"),
    ],
)  # fmt: skip
def test_no_receipt_is_left_behind_because_another_is_named_more_plainly(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    """How a zip names several receipts of one expense is seen for one customer only (pleo-file.md 5)."""
    members = {f"receipts/{name}": name.encode() for name in (*reversed(names), "26000010.pdf", "x-126000012.pdf")}
    found = places(tmp_path, members, "2600001")
    assert sorted(found) == sorted(f"receipts/{name}" for name in names)
    if names[0] == "2600001-1.pdf":
        assert found == [f"receipts/{name}" for name in names]


def test_receipts_in_a_folder_of_their_number_are_those_of_its_expense(tmp_path: Path) -> None:
    """In sub-folders, re-named (pleo-file.md 8.12)."""
    members = {
        "receipts/2600001/scan 2.jpg": b"2",
        "receipts/2600001/scan 1.jpg": b"1",
        "receipts/2600002/scan 1.jpg": b"3",
    }
    assert places(tmp_path, members, "2600001") == ["receipts/2600001/scan 1.jpg", "receipts/2600001/scan 2.jpg"]


def test_a_receipt_that_begins_with_the_number_of_another_is_that_ones(tmp_path: Path) -> None:
    """A supplier's number may look like one of Pleo's; so may the folder that a download was unpacked into."""
    names = ("2600001.pdf", "2600001 Facture 2600045.pdf", "2600045.pdf", "20261030 2600045.jpg")
    members = {f"2601217/receipts/{name}": name.encode() for name in names}
    of_one, of_other = places(tmp_path, members, "2600001"), places(tmp_path, members, "2600045")
    assert sorted(place.rpartition("/")[2] for place in of_one) == ["2600001 Facture 2600045.pdf", "2600001.pdf"]
    assert sorted(place.rpartition("/")[2] for place in of_other) == ["20261030 2600045.jpg", "2600045.pdf"]
    assert places(tmp_path, members, "2601217") == []
    assert places(tmp_path, {"2601217/2600001.pdf": b"1", "2601217/scan.pdf": b"2"}, "2601217") == ["2601217/scan.pdf"]


def test_a_short_number_is_sought_in_no_longer_name_where_one_is_its_own(tmp_path: Path) -> None:
    assert places(tmp_path, {"receipts/7.pdf": b"1", "receipts/2600001-7.pdf": b"2"}, "7") == ["receipts/7.pdf"]


def test_what_a_row_names_is_expected_whether_it_is_there_or_not(tmp_path: Path) -> None:
    members = {"receipts/one.pdf": b"1"}
    assert places(tmp_path, members, "2600001", ("one.pdf", "two.pdf")) == ["receipts/one.pdf", ""]
    assert places(tmp_path, members, "2600002", (), 2) == ["", ""]


def test_equal_bytes_at_one_expense_are_one_attachment_and_two_at_two(tmp_path: Path) -> None:
    members = {"receipts/2600001a.pdf": b"same", "receipts/2600001b.pdf": b"same", "receipts/2600002.pdf": b"same"}
    assert places(tmp_path, members, "2600001") == ["receipts/2600001a.pdf"]
    assert places(tmp_path, members, "2600002") == ["receipts/2600002.pdf"]
