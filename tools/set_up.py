"""Makes the environment of a fresh clone: Python, packages, Qt's system libraries; changes nothing outside .venv but Debian packages."""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)

OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Libraries that every Qt program loads, with the Debian package of each (read off `ldd` of QtWidgets and its offscreen plugin)."""

ON_SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""The same for its xcb and Wayland plugins: needed where there is a screen."""


def main() -> int:
    """Set everything up. Returns the exit code: 1 when something is left that a person must install."""
    options = _parser().parse_args()
    if sys.version_info < OLDEST_PYTHON:
        return _told(
            f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {sys.version.split()[0]}."
        )
    if options.debian:
        return 0 if _system_packages(_not_installed(options.debian), "what the recipe works with") else 1
    if not options.packages_only and not _environment(options.extras):
        return 1
    bundle = "bundle" in options.extras.split(",")
    on_screen = bundle or options.packages_only or _has_screen() or _may_install()
    libraries = dict(OFFSCREEN, **ON_SCREEN) if on_screen else OFFSCREEN
    if not _system_packages(_missing(libraries), "Qt's system libraries"):
        return 1
    return 0 if not bundle or _system_packages(_missing_to_bundle(), "what PyInstaller works with") else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extras", default="", help="extras of pyproject.toml to install, separated by commas")
    parser.add_argument(
        "--packages-only", action="store_true", help="only the system libraries, those for a screen too"
    )
    parser.add_argument(
        "--debian", nargs="+", metavar="PACKAGE", help="only these Debian packages: those of a recipe in packaging"
    )
    return parser


def _told(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


def _environment(extras: str) -> bool:
    """Make .venv and install the program into it, every package at the version that constraints.txt names."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _runs(python) and not _make_venv():
        return False
    wanted = f"{ROOT}[{extras}]" if extras else str(ROOT)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--constraint", str(ROOT / "constraints.txt"), "--editable", wanted]
    print("Installing packages into .venv (a minute or two)", flush=True)
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0


def _runs(python: Path) -> bool:
    """Whether a whole environment stands there: its Python starts and has pip."""
    if not python.exists():
        return False
    return subprocess.run([str(python), "-c", "import pip"], check=False, capture_output=True).returncode == 0


def _make_venv() -> bool:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if _lacks_ensurepip() and not _system_packages([f"{version}-venv"], "Python's venv module"):
        return False
    print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
    return subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode == 0


def _lacks_ensurepip() -> bool:
    return subprocess.run([sys.executable, "-c", "import ensurepip"], check=False, capture_output=True).returncode != 0


def _has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _may_install() -> bool:
    """Whether packages can be installed without asking: a screen may be joined to this computer later."""
    return _is_linux() and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _missing(libraries: dict[str, str]) -> list[str]:
    """Debian packages of the libraries that cannot be loaded; none on macOS and Windows, where Qt brings its own."""
    return sorted(package for library, package in libraries.items() if not _loads(library)) if _is_linux() else []


def _missing_to_bundle() -> list[str]:
    """PyInstaller reads libraries with objdump and takes Python's own along as a library."""
    if not _is_linux():
        return []
    library = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    lacks_library = sysconfig.get_config_var("Py_ENABLE_SHARED") and not _loads(f"{library}.so.1.0")
    return (["binutils"] if shutil.which("objdump") is None else []) + ([library] if lacks_library else [])


def _not_installed(packages: list[str]) -> list[str]:
    """Those of the packages that this Debian lacks; all of them elsewhere."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n", *packages]
    told = (
        subprocess.run(query, check=False, capture_output=True, text=True).stdout if shutil.which("dpkg-query") else ""
    )
    return [package for package in packages if f"installed {package}" not in told.splitlines()]


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _system_packages(packages: list[str], what: str) -> bool:
    """Install Debian packages as root; otherwise say the exact command. Returns whether they are there."""
    if not packages:
        return True
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    by_hand = f"Missing: {what}. Install with:\n    sudo apt-get update && sudo {' '.join(install)}\n"
    if shutil.which("apt-get") is None:
        names = " ".join(packages)
        return not _told(f"Missing: {what}. Install your system's packages for what Debian calls: {names}")
    if not _may_install():
        return not _told(by_hand)
    print(f"Installing {what}: {' '.join(packages)}", flush=True)
    return all(_apt(command) for command in (["apt-get", "update", "--quiet"], install)) or not _told(by_hand)


def _apt(command: list[str]) -> bool:
    """Run apt-get without questions; its complaints are shown."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quiet = subprocess.DEVNULL
    return subprocess.run(command, check=False, env=environment, stdin=quiet, stdout=quiet).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
