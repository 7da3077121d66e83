"""A piped key is read as it was meant, whatever program wrote it."""

import codecs
import io
import sys

import pytest

from pleoqb_desktop.cli import piped

KEY = "pleo_key_1234567890"
WRITTEN = {
    "plain": KEY.encode(),
    "Notepad's UTF-8": codecs.BOM_UTF8 + KEY.encode(),
    "PowerShell's UTF-16": codecs.BOM_UTF16_LE + KEY.encode("utf-16-le"),
    "UTF-16, the other way round": codecs.BOM_UTF16_BE + KEY.encode("utf-16-be"),
    "UTF-16 without a mark": KEY.encode("utf-16-le"),
    "UTF-16, the other way round, without a mark": KEY.encode("utf-16-be"),
}


@pytest.mark.parametrize("data", WRITTEN.values(), ids=WRITTEN)
def test_a_key_is_read_whatever_program_wrote_it(data, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "cp1252"))
    assert piped.read_all() == KEY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_pasted_address_is_one_line(encoding, monkeypatch):
    data = f"{KEY}\r\nrest".encode(encoding)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
    assert piped.read_line().strip() == KEY


def test_rubbish_and_nothing_are_read_without_an_error():
    assert piped.text_of(b"") == ""
    assert piped.text_of(b"\xe9\xff") == "\ufffd\ufffd"
    assert piped.text_of(codecs.BOM_UTF16_LE + b"a") == ""


def test_a_mark_before_text_is_skipped_too(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("\ufeff" + KEY))
    assert piped.read_all() == KEY
