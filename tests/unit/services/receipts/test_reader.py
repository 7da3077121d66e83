"""Receipts are decoded in a process of their own: one that hangs, dies or takes too much memory costs that receipt alone."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, ReceiptRefusal
from pleoqb_desktop.services.receipts.reader import ReceiptReader
from tests.patience import PATIENCE, until
from tests.unit.services.receipts.sample_files import huge_bitmap, picture

# Harmless stand-ins for a decoder that meets a bad file: each answers a good one, whose name is "good", and does this for others.
_STAND_IN = """
import json, os, sys, time
for line in sys.stdin:
    if json.loads(line)["path"].endswith("good"):
        print(json.dumps({{"sizes": [2]}}), flush=True)
        print("ok", end="", flush=True)
    else:
        {bad}
"""
_LIMITED = """
import sys
from pleoqb_desktop.services.receipts import pictures, reader_child
pictures.as_jpeg = lambda path: b"ok" if path.name == "good" or bytes(3 * 1024**3) else b""
sys.exit(reader_child.main(sys.argv[1:]))
"""


@pytest.fixture
def make() -> Iterator[Callable[..., ReceiptReader]]:
    made: list[ReceiptReader] = []

    def build(bad: str | None = None, **options: float | Sequence[str]) -> ReceiptReader:
        if bad:
            options["command"] = [sys.executable, "-c", _STAND_IN.format(bad=bad)]
        made.append(ReceiptReader(**options))  # type: ignore[arg-type]
        return made[-1]

    yield build
    for reader in made:
        reader.rest()


def _refusal(reader: ReceiptReader, path: Path) -> Code:
    with pytest.raises(ReceiptRefusal) as caught:
        reader.as_jpeg(path, CancelToken())
    return caught.value.code


@pytest.mark.parametrize(
    "bad",
    [
        "time.sleep(600)",
        "os._exit(9)",
        "os.abort()",
        "print('no answer', flush=True)",
        "print('[]', flush=True)",
        "print(json.dumps({'sizes': [10**12]}), flush=True)",
        "print(json.dumps({'sizes': [5]}), flush=True); os._exit(0)",
    ],
)
def test_a_file_that_stops_the_decoder_is_refused_and_the_next_is_read(
    make: Callable[..., ReceiptReader], bad: str
) -> None:
    reader = make(bad, seconds=PATIENCE if "sleep" not in bad else 0.5)
    assert _refusal(reader, Path("bad")) is Code.RECEIPT_TOO_LARGE_TO_READ
    reader._seconds = PATIENCE
    assert reader.as_jpeg(Path("good"), CancelToken()) == b"ok"


def test_a_stop_does_not_wait_for_a_bad_file(make: Callable[..., ReceiptReader]) -> None:
    reader, stop = make("time.sleep(6000)", seconds=10 * PATIENCE), CancelToken()

    def stop_under_way() -> None:
        until(lambda: reader._child)
        stop.cancel()

    threading.Thread(target=stop_under_way).start()
    with pytest.raises(Cancelled):
        reader.as_jpeg(Path("bad"), stop)


def test_who_waits_for_a_turn_can_stop(make: Callable[..., ReceiptReader]) -> None:
    reader, first, second = make("time.sleep(600)"), CancelToken(), CancelToken()

    def be_first() -> None:
        with pytest.raises(Cancelled):
            reader.as_jpeg(Path("bad"), first)

    other = threading.Thread(target=be_first)
    other.start()
    until(lambda: reader._child)
    threading.Timer(0.2, second.cancel).start()
    with pytest.raises(Cancelled):
        reader.as_jpeg(Path("good"), second)
    first.cancel()
    other.join(PATIENCE)
    assert not other.is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the parent watches")
def test_memory_beyond_the_limit_is_refused_by_the_system(make: Callable[..., ReceiptReader]) -> None:
    reader = make(command=[sys.executable, "-c", _LIMITED, str(1024**3)])
    assert _refusal(reader, Path("bad")) is Code.RECEIPT_TOO_LARGE_TO_READ
    assert reader.as_jpeg(Path("good"), CancelToken()) == b"ok"


def test_memory_beyond_the_limit_is_seen_by_the_parent(
    make: Callable[..., ReceiptReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pleoqb_desktop.services.receipts.reader.resident_bytes", lambda _process: 10)
    reader = make("time.sleep(6000)", memory=9, seconds=10 * PATIENCE)
    assert _refusal(reader, Path("bad")) is Code.RECEIPT_TOO_LARGE_TO_READ


def test_real_files_pass_through_the_program_s_own_command(make: Callable[..., ReceiptReader], tmp_path: Path) -> None:
    reader, path = make(), tmp_path / "reçu"
    path.write_bytes(picture("HEIF"))
    assert reader.as_jpeg(path, CancelToken()).startswith(b"\xff\xd8\xff")
    child = reader._child
    path.write_bytes(picture("PNG"))
    sheets = reader.sheets(path, "image/png", 10, CancelToken())
    assert (len(sheets.pages), sheets.total) == (1, 1)
    path.write_bytes(b"hello")
    assert _refusal(reader, path) is Code.RECEIPT_UNREADABLE
    path.write_bytes(huge_bitmap(60_000))
    assert _refusal(reader, path) is Code.RECEIPT_TOO_LARGE_TO_READ
    assert reader._child is child


def test_a_program_that_cannot_be_started_is_told(make: Callable[..., ReceiptReader]) -> None:
    assert _refusal(make(command=["/nowhere/at/all"]), Path("good")) is Code.RECEIPT_UNREADABLE
