"""A word to a Linux desktop: against a bus of the test's own, with and without somebody who shows it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from pleoqb_desktop.services.system.notify import DesktopNotifier

if not sys.platform.startswith("linux") or which("dbus-daemon") is None:
    pytest.skip("there is no such bus here", allow_module_level=True)

from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

SHOWS = "org.freedesktop.Notifications"


@pytest.fixture(name="bus")
def _bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a session's bus that nobody else knows."""
    config = tmp_path / "bus.conf"
    config.write_text(
        f"<busconfig><type>session</type><listen>unix:dir={tmp_path}</listen><policy context='default'>"
        "<allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"
    )
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        process.terminate()


def show_one(connection: DBusConnection, shown: list[tuple[Any, ...]]) -> None:
    """What a desktop does with the first word that comes."""
    while True:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            shown.append(message.body)
            connection.send(new_method_return(message, "u", (7,)))
            return


def test_a_desktop_shows_title_and_words_and_nothing_in_them_is_markup(bus: str) -> None:
    shown: list[tuple[Any, ...]] = []
    with open_dbus_connection(bus) as connection:
        Proxy(message_bus, connection).RequestName(SHOWS)
        desktop = threading.Thread(target=show_one, args=(connection, shown))
        desktop.start()
        assert DesktopNotifier().tell("Export programmé", "Exportées : 39 · 3 120,40 €. <b>R&D</b>")
        desktop.join()
    name, _, icon, title, words, *_ = shown[0]
    assert (name, icon, title) == ("PleoQB Desktop", "pleoqb-desktop", "Export programmé")
    assert words == "Exportées : 39 · 3 120,40 €. &lt;b&gt;R&amp;D&lt;/b&gt;"


@pytest.mark.usefixtures("bus")
def test_where_nobody_shows_it_nothing_is_lost() -> None:
    assert not DesktopNotifier().tell("a title", "words")


def test_without_a_desktop_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    assert not DesktopNotifier().tell("a title", "words")
