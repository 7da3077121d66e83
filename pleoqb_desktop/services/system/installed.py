"""What an installed program owes its system: a name on the taskbar, a mark for its installer, and which file starts a helper of ours."""

import os
import sys
from pathlib import Path

READER = "read-receipts"
"""The command of the helper that decodes receipts: for the program itself alone, no help names it."""

CONSOLE, WINDOWED = "pleoqb-desktop.exe", "PleoQB Desktop.exe"
MUTEX, APP_ID = "PleoQB-Desktop", "PleoQB.Desktop"
"""As packaging/windows/setup.nsi has them: it waits for the one and writes the other into the Start menu."""


def announce() -> None:
    """Holds the mutex until this process ends, and tells the taskbar whose windows these are. Windows alone asks for either."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateMutexW.argtypes = (wintypes.LPVOID, wintypes.BOOL, wintypes.LPCWSTR)
        kernel.CreateMutexW.restype = wintypes.HANDLE
        kernel.CreateMutexW(None, False, MUTEX)  # noqa: FBT003 - Windows' own order; the handle goes with the process
        ctypes.WinDLL("shell32").SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p(APP_ID))


def own_program(module: str = "pleoqb_desktop") -> list[str]:
    """The command that starts this program once more as a helper with pipes; `module` is what Python runs of a source tree.

    On Windows a program without a console has no streams that could be relied on: its helpers are the one beside it that has.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", module]
    beside = Path(sys.executable).with_name(CONSOLE)
    return [str(beside) if sys.platform == "win32" and beside.exists() else sys.executable]


def lasting_program() -> tuple[list[str], str | None]:
    """The command that starts this program at another time, without a console, and the folder to start it in (None: any).

    An AppImage unpacks itself at another place each time: its own file is what stays.
    """
    program = Path(sys.executable)
    if getattr(sys, "frozen", False):
        windowed = program.with_name(WINDOWED)
        if sys.platform == "win32" and windowed.exists():
            return [str(windowed)], None
        return [os.environ.get("APPIMAGE") or str(program)], None
    windowed = program.with_name("pythonw.exe")
    started = windowed if sys.platform == "win32" and windowed.exists() else program
    return [str(started), "-m", "pleoqb_desktop"], str(Path(__file__).resolve().parents[3])
