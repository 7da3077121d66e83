"""Output of commands: UTF-8 into pipes and files, and nothing that a stranger wrote reaches a terminal raw."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.cli import output, run, shapes

_STEERING = "\x1b[2J\x9b31m\u202egnp.exe\u2066\r\nFAKE\x85\u2028\x07\x7f"
# Runs the program's own command in a process whose pipes the system would give a Windows code page.
_SAYS = "import sys; from pleoqb_desktop.cli import output; output.speak_utf8(); output.write_line(sys.stdout, '1\\u202f234,56 \\u20ac \\ud800')"


@pytest.mark.parametrize("system", ["cp1252", "ascii"])
def test_a_french_amount_reaches_a_pipe_whatever_the_system_speaks(system):
    environment = os.environ | {"PYTHONIOENCODING": system, "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", _SAYS], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8").strip() == "1\u202f234,56 \u20ac \\ud800"


def test_every_command_speaks_utf8_from_its_first_word(monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), "cp1252")
    err = io.TextIOWrapper(io.BytesIO(), "cp1252")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert run(["export", "--\u202f1", "--json"]) == 2
    assert (out.encoding, err.encoding) == ("utf-8", "utf-8")


def test_a_program_without_a_console_says_it_to_nobody_and_goes_on(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run(["export", "--no-such-option", "--json"]) == 2
    for stream in (sys.stdout, sys.stderr):
        stream.close()


def test_names_never_steer_a_terminal_nor_forge_a_line():
    written = io.StringIO()
    output.write_line(written, f"Caf\xe9 {_STEERING}")
    text = written.getvalue()
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert text[:-1].isprintable()
    assert text.startswith("Caf\xe9")


@given(st.text())
def test_json_stays_the_same_and_is_harmless(name):
    name += _STEERING
    text = shapes.encode({"supplier": name})
    assert json.loads(text) == {"supplier": name}
    assert not set(text) & set(_STEERING) - set("[]23Jm1gnp.exFAKE")


def test_wrong_usage_repeats_no_escape_sequence(capsys):
    assert run(["export", "\x1b]0;owned\x07"]) == 2
    out, err = capsys.readouterr()
    assert "owned" in err
    assert "\x1b" not in out + err


def test_nothing_in_the_commands_writes_past_this_door():
    folder = Path(output.__file__).parent
    for path in folder.rglob("*.py"):
        if path.name != "output.py":
            for line in path.read_text("utf-8").splitlines():
                if ".write(" in line:
                    assert "shapes.encode" in line or "address" in line, (path.name, line)


class _Closed(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize("stream", [None, _Closed()])
def test_remarks_that_nobody_can_hear_stop_nothing(stream, monkeypatch):
    monkeypatch.setattr(sys, "stderr", stream)
    output.remark("on the way")


def test_a_result_that_does_not_fit_on_the_disk_is_told(tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    command = [sys.executable, "-m", "pleoqb_desktop", "self-test", "--json"]
    environment = os.environ | {"PLEOQB_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 5
    assert "disk is full" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
