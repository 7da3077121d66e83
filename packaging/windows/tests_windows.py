"""Runs the tests of services and of practice by the Windows Python under Wine; other arguments than the defaults go to pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from build_windows import HERE, ROOT, TARGET, Build
from wine import LOADER, Wine, windows_path

TESTS = ("tests/unit/services", "tests/e2e/services", "tests/e2e/practice")
KNOWN = HERE / "known_failures.txt"
"""Tests that cannot pass under Wine, each with its reason (docs/installers.md)."""


def main() -> int:
    """Returns pytest's exit code."""
    cache = Path(os.environ.get("PLEOQB_BUILD_CACHE", Path.home() / ".cache" / "pleoqb-desktop-build"))
    build = Build(ROOT, cache, ROOT / "build" / "test-windows", ROOT / "build" / "test-windows" / "dist", "")
    build.download()
    build.prepare_python()
    build.stage()
    libraries = _test_libraries(cache)
    wine = Wine(cache / "wine-test")
    wine.make()
    places = (HERE / "stand_ins", libraries, build.metadata, ROOT)
    environment = {
        "PYTHONPATH": ";".join(map(windows_path, places)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "0",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QPA_FONTDIR": "C:\\windows\\fonts",
    }
    command = [LOADER, windows_path(build.python / "python.exe"), "-m", "pytest", "-p", "no:cacheprovider", "-q"]
    for line in KNOWN.read_text("utf-8").splitlines():
        if test := line.partition("#")[0].strip():
            command += ["--deselect", test]
    process = subprocess.Popen(
        [*command, *(sys.argv[1:] or TESTS)],
        cwd=ROOT,
        env=wine.environment(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout
    for said in process.stdout:
        print(said.decode("utf-8", "replace"), end="", flush=True)
    code = process.wait()
    wine.stop()
    return code


def _test_libraries(cache: Path) -> Path:
    """What the tests ask for besides, pinned like everything."""
    pins = HERE / "requirements-test.txt"
    folder = cache / "test-libraries"
    stamp = folder / "pins.txt"
    if stamp.exists() and stamp.read_bytes() == pins.read_bytes():
        return folder
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-compile",
        "--require-hashes",
        "--upgrade",
    ]
    subprocess.run([*pip, *TARGET, "--target", str(folder), "-r", str(pins)], check=True)
    stamp.write_bytes(pins.read_bytes())
    return folder


if __name__ == "__main__":
    sys.exit(main())
