"""A word to the person at this computer, by what her desktop has for it; without a window, and without Qt."""

import subprocess
import sys
from contextlib import suppress

_SECONDS = 10.0
_APPLICATION, _ICON = "PleoQB Desktop", "pleoqb-desktop"
_SCRIPT = "on run told\ndisplay notification (item 2 of told) with title (item 1 of told)\nend run"


class DesktopNotifier:
    """This computer's own (ports.schedule.Notifier): org.freedesktop.Notifications, Windows' notification area, macOS' notification centre."""

    def tell(self, title: str, words: str) -> bool:
        """Whether the desktop has taken it. Raises nothing."""
        tell = {"win32": _by_windows, "darwin": _by_macos}.get(sys.platform, _by_freedesktop)
        with suppress(Exception):  # whatever is wrong with a desktop is not the export's
            tell(title, words)
            return True
        return False


def _by_freedesktop(title: str, words: str) -> None:
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import unwrap_msg

    place = DBusAddress(
        "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
    )
    hints = {"desktop-entry": ("s", _ICON)}
    # The body is markup on some desktops (Desktop Notifications Specification): names of strangers are not.
    body = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    told: tuple[object, ...] = (_APPLICATION, 0, _ICON, title, body, [], hints, -1)
    with open_dbus_connection(bus="SESSION") as bus:
        call = new_method_call(place, "Notify", "susssasa{sv}i", told)
        unwrap_msg(bus.send_and_get_reply(call, timeout=_SECONDS))  # raises where nobody shows it


def _by_macos(title: str, words: str) -> None:
    command = ["/usr/bin/osascript", "-e", _SCRIPT, title, words]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - the system's own, words as arguments


def _by_windows(title: str, words: str) -> None:
    """A balloon of the notification area, which Windows 10 and 11 show as a toast; its mark there goes when it was shown.

    UNVERIFIED on a Windows (Shell_NotifyIconW, NOTIFYICONDATAW).
    """
    if sys.platform == "win32":
        import ctypes
        import time
        from ctypes import wintypes

        class Mark(ctypes.Structure):
            """NOTIFYICONDATAW."""

            _fields_ = (
                ("cbSize", wintypes.DWORD),
                ("hWnd", wintypes.HWND),
                ("uID", wintypes.UINT),
                ("uFlags", wintypes.UINT),
                ("uCallbackMessage", wintypes.UINT),
                ("hIcon", wintypes.HICON),
                ("szTip", wintypes.WCHAR * 128),
                ("dwState", wintypes.DWORD),
                ("dwStateMask", wintypes.DWORD),
                ("szInfo", wintypes.WCHAR * 256),
                ("uVersion", wintypes.UINT),
                ("szInfoTitle", wintypes.WCHAR * 64),
                ("dwInfoFlags", wintypes.DWORD),
                ("guidItem", ctypes.c_byte * 16),
                ("hBalloonIcon", wintypes.HICON),
            )

        user, shell = ctypes.WinDLL("user32"), ctypes.WinDLL("shell32")
        user.CreateWindowExW.restype = wintypes.HWND
        user.LoadIconW.restype, user.LoadIconW.argtypes = wintypes.HICON, (wintypes.HINSTANCE, ctypes.c_void_p)
        add, delete, icon, tip, info = 0, 2, 2, 4, 16
        mark = Mark(cbSize=ctypes.sizeof(Mark), uID=1, uFlags=icon | tip | info, dwInfoFlags=1)
        message_only = wintypes.HWND(-3)
        mark.hWnd = user.CreateWindowExW(0, "STATIC", _APPLICATION, 0, 0, 0, 0, 0, message_only, None, None, None)
        mark.hIcon = user.LoadIconW(None, ctypes.c_void_p(32512))
        mark.szTip, mark.szInfoTitle, mark.szInfo = _APPLICATION, title[:63], words[:255]
        if not shell.Shell_NotifyIconW(add, ctypes.byref(mark)):
            raise OSError("no notification area")
        time.sleep(_SECONDS)
        shell.Shell_NotifyIconW(delete, ctypes.byref(mark))
