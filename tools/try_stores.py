"""Tries real password stores of a Debian desktop: connected, refreshed by two processes, locked and unlocked; writes what it saw.

python tools/try_stores.py --write        into docs/password-stores.md (needs Debian's gnome-keyring, keepassxc, libkf5wallet-bin,
                                          libqca-qt5-2-plugins, dbus-daemon, xvfb and xdotool; outside CI)

Each store runs in a session of its own with an invented token server; nothing of this computer's own stores is touched.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PASSWORD = "invented"
REALM, REDIRECT = "9130350000000000101", "http://localhost:45871/callback"
ANSWER_SECONDS = 6.0
"""A person is not waited for longer here; the program itself gives her a minute."""
PACKAGES = {"gnome-keyring": "gnome-keyring", "keepassxc": "keepassxc", "kwallet": "libkf5wallet-bin"}
PAGE = ROOT / "docs" / "password-stores.md"


# -- the stores ------------------------------------------------------------------------------------------------------------


class Store:
    """One store within a session of its own; `asks`: it asks a person for each program that reads."""

    asks = False

    def __init__(self, home: Path) -> None:
        self.home = home

    def start(self) -> None:
        """Makes the store, opens it, waits until it answers."""

    def lock(self) -> None:
        """As its owner locks it."""
        import secretstorage

        secretstorage.Collection(secretstorage.dbus_init()).lock()

    def unlock(self) -> None:
        """As its owner unlocks it, without being asked."""


class GnomeKeyring(Store):
    """The daemon of GNOME, unlocked as a login does it."""

    def start(self) -> None:
        command = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
        subprocess.run(command, input=PASSWORD, text=True, check=True, capture_output=True, timeout=20)

    def unlock(self) -> None:
        import secretstorage
        from secretstorage.util import DBusAddressWrapper, format_secret, open_session

        bus = secretstorage.dbus_init()
        service = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
        secret = format_secret(open_session(bus), PASSWORD.encode(), "text/plain")
        path = "/org/freedesktop/secrets/collection/login"
        DBusAddressWrapper("/org/freedesktop/secrets", service, bus).call(
            "UnlockWithMasterPassword", "o(oayays)", path, secret
        )


class KeePass(Store):
    """KeePassXC with its Secret Service on; whether it asks before a program reads is its owner's choice."""

    def start(self) -> None:
        group = uuid.UUID("11111111-2222-4333-8444-555555555555")
        exposed = f"<Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{{{group}}}</Value></Item>"
        root = f"<Group><UUID>{base64.b64encode(group.bytes).decode()}</UUID><Name>Root</Name></Group>"
        xml = f"<KeePassFile><Meta><CustomData>{exposed}</CustomData></Meta><Root>{root}</Root></KeePassFile>"
        (self.home / "in.xml").write_text(f'<?xml version="1.0" encoding="UTF-8"?>{xml}', "utf-8")
        subprocess.run(
            ["keepassxc-cli", "import", "-p", self.home / "in.xml", self._database],
            input=f"{PASSWORD}\n{PASSWORD}\n", text=True, check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        asking = "true" if self.asks else "false"
        settings = f"[General]\nUpdateCheckMessageShown=true\n[GUI]\nCheckForUpdates=false\n[FdoSecrets]\nEnabled=true\nConfirmAccessItem={asking}\n"
        (self.home / "keepassxc.ini").write_text(settings, "utf-8")
        self._open()
        time.sleep(4)

    @property
    def _database(self) -> Path:
        return self.home / "invented.kdbx"

    def _open(self) -> None:
        command = ["keepassxc", "--config", str(self.home / "keepassxc.ini"), "--pw-stdin", str(self._database)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
        )
        if process.stdin:
            process.stdin.write(f"{PASSWORD}\n")
            process.stdin.close()

    def lock(self) -> None:
        subprocess.run(["keepassxc", "--lock"], check=False, capture_output=True, timeout=20)

    def unlock(self) -> None:
        _type("keepassxc", PASSWORD, "Return")  # into the window that the last reader has opened
        time.sleep(2)


class KeePassAsking(KeePass):
    """The same as it is delivered: a program that reads an entry which another one made needs its owner's word."""

    asks = True


class KWallet(Store):
    """KDE's wallet; what it asks is answered by a person with a keyboard."""

    def start(self) -> None:
        config = self.home / ".config"
        config.mkdir()
        (config / "kwalletrc").write_text(
            "[Wallet]\nEnabled=true\nFirst Use=false\nPrompt on Open=false\nDefault Wallet=kdewallet\n\n"
            "[org.freedesktop.secrets]\napiEnabled=true\n",
            "utf-8",
        )
        environment = os.environ | {"QT_QPA_PLATFORM": "xcb"}
        subprocess.Popen(["kwalletd5"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(3)
        opening = threading.Thread(target=self._open)
        opening.start()
        time.sleep(3)
        _pointer("361", "331")  # an encrypted file of its own
        _pointer("615", "500")
        time.sleep(2)
        _type("kwalletd5", PASSWORD, "Tab", PASSWORD, "Return")
        opening.join(20)

    def _open(self) -> None:
        _kwallet("open", "string:kdewallet", "int64:0", "string:try")

    def lock(self) -> None:
        _kwallet("closeAllWallets")

    def unlock(self) -> None:
        opening = threading.Thread(target=self._open)
        opening.start()
        time.sleep(3)
        _type("kwalletd5", PASSWORD, "Return")
        opening.join(20)


STORES: dict[str, type[Store]] = {
    "gnome-keyring": GnomeKeyring,
    "keepassxc": KeePass,
    "keepassxc that asks": KeePassAsking,
    "kwallet": KWallet,
}


def _kwallet(method: str, *arguments: str) -> None:
    call = ["--dest=org.kde.kwalletd5", "/modules/kwalletd5", f"org.kde.KWallet.{method}", *arguments]
    subprocess.run(
        ["dbus-send", "--session", "--print-reply", "--reply-timeout=20000", *call],
        check=False,
        capture_output=True,
        timeout=30,
    )


def _pointer(x: str, y: str) -> None:
    subprocess.run(["xdotool", "mousemove", x, y, "click", "1"], check=False, capture_output=True, timeout=10)
    time.sleep(0.7)


def _type(program: str, *words: str) -> None:
    """Into the last window of a program, which is the one that asks."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--class", program], check=False, capture_output=True, text=True
    )
    for window in found.stdout.split()[-1:]:
        subprocess.run(["xdotool", "windowfocus", window], check=False, capture_output=True, timeout=10)
    for word in words:
        key = ["key", word] if word in {"Tab", "Return"} else ["type", "--delay", "30", word]
        subprocess.run(["xdotool", *key], check=False, capture_output=True, timeout=10)
        time.sleep(0.4)
    time.sleep(1.5)


# -- a program -------------------------------------------------------------------------------------------------------------


def _program(address: str, folder: Path, act: str, times: int) -> None:
    """One process of the program: signs in, reads, renews its sign-in so many times, or forgets it; prints what came of it."""
    from pleoqb_desktop.ports.errors import KnownError
    from pleoqb_desktop.services.intuit.endpoint import IntuitAddresses, IntuitEndpoint
    from pleoqb_desktop.services.intuit.sign_in import IntuitSignIn
    from pleoqb_desktop.services.storage.locks import FileLocks
    from pleoqb_desktop.services.storage.secrets import KeyringSecrets
    from pleoqb_desktop.services.system.clock import SystemClock
    from tests.e2e.services.intuit.token_server import CLIENT_ID, CLIENT_SECRET, REVOKE_PATH, TOKEN_PATH
    from tests.e2e.services.intuit.token_server import CODE as GOOD_CODE

    secrets = KeyringSecrets("default", answer_seconds=ANSWER_SECONDS)
    addresses = IntuitAddresses(f"{address}/connect", address + TOKEN_PATH, address + REVOKE_PATH)
    clock = SystemClock()
    endpoint = IntuitEndpoint(addresses, clock, "try")
    sign_in = IntuitSignIn(endpoint, CLIENT_ID, lambda: CLIENT_SECRET, secrets, FileLocks(folder), clock)
    acts: dict[str, Callable[[], object]] = {
        "connect": lambda: sign_in.finish(GOOD_CODE, REALM, REDIRECT),
        "read": sign_in.realm_id,
        "renew": lambda: len([header for _ in range(times) if sign_in.renew(header := sign_in.header())]),
        "forget": lambda: "told" if sign_in.revoke() else "not told",
    }
    started = time.monotonic()
    try:
        result: object = acts[act]()
    except KnownError as error:
        result = error.problem.code.value
    print(json.dumps({"result": result, "seconds": round(time.monotonic() - started, 1)}))


def _start(server: Any, folder: Path, act: str, times: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--program", act, server.address, str(folder), str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _said(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = process.communicate(timeout=180)
    if process.returncode:
        return {"result": (err.strip().splitlines() or ["?"])[-1], "seconds": None}
    said: dict[str, Any] = json.loads(out.splitlines()[-1])
    return said


# -- one store -------------------------------------------------------------------------------------------------------------


def _within(name: str) -> int:
    """All steps of one store, in the session that was made for it; prints them as JSON."""
    from tests.e2e.services.intuit.token_server import token_server

    home = Path(os.environ["HOME"])
    store = STORES[name](home)
    store.start()
    steps: list[dict[str, Any]] = []
    with token_server() as server:

        def step(words: str, expected: object, *acts: str, times: int = 1) -> None:
            said = [_said(one) for one in [_start(server, home, act, times) for act in acts]]
            found = [one["result"] for one in said]
            good = all(result == expected or (callable(expected) and expected(result)) for result in found)
            steps.append({"step": words, "found": found, "seconds": [one["seconds"] for one in said], "good": good})

        waits = "keyring_waits"
        readable: object = waits if store.asks else REALM
        step("connected", None, "connect")
        step("read by another process", readable, "read")
        if store.asks:
            reading = _start(server, home, "renew", 3)
            time.sleep(3)
            _type("keepassxc", "Return")  # its owner allows it
            said = _said(reading)
            words = "renewed three times by a process that its owner allows, asked once"
            steps.append(
                {"step": words, "found": [said["result"]], "seconds": [said["seconds"]], "good": said["result"] == 3}
            )
        else:
            step("renewed ten times by each of two processes at once", 10, "renew", "renew", times=10)
            asked = server.count("refresh_token")
            words = "renewals asked for: twenty, and the first of each process; none refused"
            steps.append({"step": words, "found": [asked], "seconds": [None], "good": asked == 22})
            store.lock()
            step("read while locked", lambda result: result in {waits, "keyring_refused"}, "read")
            store.unlock()
            step("read after unlocking", REALM, "read")
            step("renewed after unlocking", 3, "renew", times=3)
            step("forgotten", "told", "forget")
            step("read after that", None, "read")
    print(json.dumps(steps))
    return 0


def _try(name: str) -> list[dict[str, Any]]:
    """One store in a session, on a screen and in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="stores-") as folder:
        home, run = Path(folder, "home"), Path(folder, "run")
        home.mkdir()
        run.mkdir(mode=0o700)
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(run), "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(home / ".config"),
        }  # fmt: skip
        command = ["xvfb-run", "-a", "-s", "-screen 0 1024x768x24", "dbus-run-session", "--", sys.executable, __file__]
        done = subprocess.run(
            [*command, "--within", name], env=environment, check=False, capture_output=True, text=True, timeout=580
        )
    if done.returncode or not done.stdout.strip():
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        return [{"step": "started", "found": [last], "seconds": [None], "good": False}]
    steps: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return steps


def _version(name: str) -> str:
    package = PACKAGES[name.split()[0]]
    command = ["dpkg-query", "--show", "--showformat=${Package} ${Version}", package]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout or package


def _page(results: dict[str, list[dict[str, Any]]]) -> str:
    lines = [
        "# Password stores",
        "",
        "Made by `python tools/try_stores.py --write` (outside CI) with the packages of Debian that are named. Each store runs in a session of its",
        f"own; a person who does not answer is waited for {ANSWER_SECONDS:.0f} s here, a minute in the program. `keyring_waits` and `keyring_refused` are the",
        "problems that the program tells then. What came is what each process printed.",
    ]
    for name, steps in results.items():
        lines += [
            "",
            f"## {name} ({_version(name)})",
            "",
            "| step | came | seconds | as it should be |",
            "|---|---|---|---|",
        ]
        for one in steps:
            came = ", ".join(str(value) for value in one["found"])
            seconds = ", ".join("" if value is None else str(value) for value in one["seconds"])
            lines.append(f"| {one['step']} | {came} | {seconds} | {'yes' if one['good'] else '**no**'} |")
    lines += [
        "",
        "KeePassXC as it is delivered asks its owner once for each program that reads an entry which another one made, and for each start of a program;",
        "what the program writes into an entry that it may read is never asked about. Its setting \"Confirm when passwords are retrieved by clients\"",
        "switches that off.",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> int:
    """Tries all stores, or those that are named. Returns 0 when everything came as it should."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stores", nargs="*", choices=[*STORES, []], help="all when none is named")
    parser.add_argument("--write", action="store_true", help="write docs/password-stores.md")
    parser.add_argument("--within", help=argparse.SUPPRESS)
    parser.add_argument("--program", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.within:
        return _within(options.within)
    if options.program:
        act, address, folder, times = options.program
        _program(address, Path(folder), act, int(times))
        return 0
    results = {name: _try(name) for name in options.stores or STORES}
    page = _page(results)
    print(page)
    if options.write:
        PAGE.write_text(page, "utf-8")
    return 0 if all(one["good"] for steps in results.values() for one in steps) else 1


if __name__ == "__main__":
    sys.exit(main())
