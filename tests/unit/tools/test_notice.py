"""What a release signs is what a program believes, and nothing is signed that no program would."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.system.update_notice import Fault, NoticeRefusedError, UpdateNotices, read_notice
from pleoqb_desktop.texts import languages
from tests.on_paper.computer import HandClock

ROOT = Path(__file__).resolve().parents[3]
ADDRESS, PAGE = "https://downloads.example/pleoqb/notice.txt", "https://downloads.example/pleoqb/"
WORDS = {language.code: f"Faster exports, {language.code}." for language in languages()}
TODAY = HandClock().now().date()


@pytest.fixture(name="tool")
def _tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(ROOT / "packaging"), *sys.path])
    return import_module("notice")


@pytest.fixture(name="key_file")
def _key_file(tool: ModuleType, tmp_path: Path) -> Path:
    tool.make_key(tmp_path / "notice.pem", b"")
    return tmp_path / "notice.pem"


@pytest.fixture(name="release")
def _release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "PleoQB-Desktop-Setup.exe").write_bytes(b"MZ")
    return folder


def test_a_program_believes_the_notice_that_a_release_has_signed(
    tool, key_file, release, tmp_path, monkeypatch
) -> None:
    key = tool.read_key(key_file)
    (tmp_path / "notice.toml").write_text(
        f'page = "{PAGE}"\n[words]\n' + "".join(f'{code} = "{text}"\n' for code, text in WORDS.items()), "utf-8"
    )
    monkeypatch.setenv("PLEOQB_NOTICE", str(tmp_path / "notice.toml"))
    monkeypatch.setenv("PLEOQB_NOTICE_KEY", str(key_file))
    monkeypatch.delenv("PLEOQB_UPDATES", raising=False)
    tool.write_notice(release, "1.5.0", sorted(release.iterdir()))
    assert not (release / tool.NAME).exists()  # no build of it would look
    (tmp_path / "source.json").write_bytes(msgspec.json.encode(tool.source_of(key, ADDRESS)))
    monkeypatch.setenv("PLEOQB_UPDATES", str(tmp_path / "source.json"))
    tool.write_notice(release, "1.5.0", sorted(release.iterdir()))
    answer = (release / tool.NAME).read_bytes()
    notices = UpdateNotices(
        tool.source_of(key, ADDRESS), "1.4.0", tmp_path / "updates.json", HandClock(), lambda *_: answer
    )
    found = notices.look(CancelToken())
    assert found is not None
    assert (found.version, found.page, found.words) == ("1.5.0", PAGE, WORDS)
    (file,) = found.files
    assert (file.name, file.size) == ("PleoQB-Desktop-Setup.exe", 2)


def test_a_release_without_a_key_has_no_notice_and_says_so(tool, release, monkeypatch, capsys) -> None:
    for name in ("PLEOQB_NOTICE", "PLEOQB_NOTICE_KEY", "PLEOQB_UPDATES"):
        monkeypatch.delenv(name, raising=False)
    tool.write_notice(release, "1.5.0", [])
    assert not (release / tool.NAME).exists()
    assert "PLEOQB_NOTICE_KEY" in capsys.readouterr().out


def test_a_tampered_notice_and_one_of_another_key_are_told_apart_from_a_good_one(tool, key_file, tmp_path) -> None:
    key = tool.read_key(key_file)
    source = tool.source_of(key, ADDRESS)
    answer = tool.signed_notice(key, tool.Said(PAGE, WORDS), "1.5.0", [], source, TODAY)
    assert read_notice(answer, source).version == "1.5.0"
    tool.make_key(tmp_path / "other.pem", b"")
    for changed, of in (
        (answer.replace(b"1.5.0", b"1.6.0"), source),
        (answer, tool.source_of(tool.read_key(tmp_path / "other.pem"), ADDRESS)),
    ):
        with pytest.raises(NoticeRefusedError) as refused:
            read_notice(changed, of)
        assert refused.value.fault is Fault.SIGNATURE


@pytest.mark.parametrize(
    ("page", "words", "version"),
    [
        (PAGE, {"en": WORDS["en"]}, "1.5.0"),
        (PAGE, {**WORDS, "xx": "?"}, "1.5.0"),
        (PAGE, {**WORDS, "en": ""}, "1.5.0"),
        (PAGE, {**WORDS, "en": "x" * 401}, "1.5.0"),
        (PAGE, WORDS, "1.5"),
        (PAGE.replace("https", "http"), WORDS, "1.5.0"),
    ],
)
def test_nothing_is_signed_that_no_program_would_believe(page, words, version, tool, key_file) -> None:
    key = tool.read_key(key_file)
    with pytest.raises((ValueError, NoticeRefusedError)):
        tool.signed_notice(key, tool.Said(page, words), version, [], tool.source_of(key, ADDRESS), TODAY)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [({"key": "A" * 43 + "="}, Fault.SIGNATURE), ({"host": "elsewhere.example"}, Fault.HOST)],
    ids=["another key", "another host"],
)
def test_nothing_is_signed_that_the_builds_of_this_release_would_ignore(changes, fault, tool, key_file) -> None:
    key = tool.read_key(key_file)
    source = msgspec.structs.replace(tool.source_of(key, ADDRESS), **changes)
    with pytest.raises(NoticeRefusedError) as refused:
        tool.signed_notice(key, tool.Said(PAGE, WORDS), "1.5.0", [], source, TODAY)
    assert refused.value.fault is fault


def test_a_key_is_never_replaced_and_opens_with_its_password_alone(tool, tmp_path, monkeypatch) -> None:
    path, password = tmp_path / "notice.pem", tmp_path / "password"
    tool.make_key(path, b"a loaf")
    made = path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    with pytest.raises(FileExistsError):
        tool.make_key(path, b"")
    assert path.read_bytes() == made
    monkeypatch.setenv("PLEOQB_NOTICE_PASSWORD_FILE", str(password))
    password.write_text("a bun\n", "utf-8")
    with pytest.raises(ValueError):
        tool.read_key(path)
    password.write_text("a loaf\n", "utf-8")
    assert tool.read_key(path)


@pytest.mark.parametrize("address", ["http://downloads.example/notice.txt", "ftp://x/", "notice.txt"])
def test_a_build_is_given_no_address_but_https(address: str, tool, key_file) -> None:
    with pytest.raises(ValueError):
        tool.source_of(tool.read_key(key_file), address)


def test_a_build_is_told_where_to_look_only_when_somebody_says_so(tool, key_file, tmp_path, monkeypatch) -> None:
    resources = tmp_path / "tree" / "pleoqb_desktop" / "resources"
    resources.mkdir(parents=True)
    monkeypatch.delenv("PLEOQB_UPDATES", raising=False)
    tool.put_source(tmp_path / "tree")
    assert list(resources.iterdir()) == []
    source = tool.source_of(tool.read_key(key_file), ADDRESS)
    told = tmp_path / "updates.json"
    told.write_bytes(msgspec.json.encode(source))
    monkeypatch.setenv("PLEOQB_UPDATES", str(told))
    tool.put_source(tmp_path / "tree")
    assert msgspec.json.decode((resources / "updates.json").read_bytes(), type=type(source)) == source
    told.write_text("{}")
    with pytest.raises(msgspec.ValidationError):
        tool.put_source(tmp_path / "tree")
