"""Starts the practice companies as a process of their own and ends them with the program; talks to them only by HTTP."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

import requests
from filelock import FileLock, Timeout

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.http.session import NO_CREDENTIALS
from pleoqb_desktop.services.storage.disk import disk_errors
from pleoqb_desktop.services.system.installed import own_program

_PATIENCE = 30.0  # seconds for another program to start the services


class PracticeProcess:
    """The practice services of one company.

    The first program that needs them starts them and ends them; a second one on the same data uses the same services.
    """

    def __init__(self, folder: Path, country: str) -> None:
        """Raises UnavailableError when they cannot be started."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._card = folder / "services.json"
        self._lock = FileLock(
            folder / "services.lock", thread_local=False
        )  # another thread may close what one has opened
        self._process: subprocess.Popen[bytes] | None = None
        self.data = self._running_or_started(folder, country)

    def _running_or_started(self, folder: Path, country: str) -> dict[str, Any]:
        """What the services print first. Another program that starts them holds the lock before its card is written."""
        patience = time.monotonic() + _PATIENCE
        while time.monotonic() < patience:
            try:
                self._lock.acquire(timeout=0.1)
            except Timeout:
                if found := self._running():
                    return found
            else:
                return self._start(folder, country)
        raise UnavailableError(problem(Code.PRACTICE_FAILED))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def company(self) -> dict[str, Any]:
        """Name, credentials and ids of the practice company."""
        found: dict[str, Any] = self.data["companies"][0]
        return found

    @property
    def intuit_keys(self) -> tuple[str, str]:
        """The practice Intuit app's client id and secret."""
        keys = self.company["quickbooks"]
        return str(keys["client_id"]), str(keys["client_secret"])

    def close(self) -> None:
        """Ends the services if we started them; they save their companies first."""
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
        self._card.unlink(missing_ok=True)
        self._lock.release()

    def choose_contra_account(self, external_id: str, currency: str) -> bool:
        """What only a person can do in Pleo: chooses the contra account of a currency. False when Pleo does not know it."""
        return self._press("contra-account", {"currency": currency, "externalId": external_id})

    def authorise(self, address: str) -> None:
        """What only a person can do at Intuit: reads the consent page of a sign-in and agrees; the answer goes to the receiver.

        Raises UnavailableError when the services do not answer.
        """
        company = self.company["quickbooks"]
        page, _, query = address.partition("?")
        form = [*parse_qsl(query), ("decision", "allow"), ("realm_id", str(company["realm_id"]))]
        try:
            answer = _post(page, data=form, allow_redirects=False)
            requests.get(answer.headers["Location"], timeout=30, auth=NO_CREDENTIALS, allow_redirects=False)
        except (requests.exceptions.RequestException, KeyError) as error:
            raise UnavailableError(problem(Code.QUICKBOOKS_UNREACHABLE)) from error

    def import_lists(self, texts: Mapping[str, str]) -> bool:
        """What only a person can do in Pleo without a key: imports files by their names. False when Pleo refuses them."""
        tags = {name: text for name, text in texts.items() if "tags" in name}
        others = {name: text for name, text in texts.items() if name not in tags}
        return self._press(
            "import",
            {
                "categories": next((text for name, text in others.items() if "categories" in name), ""),
                "tax_codes": next((text for name, text in others.items() if "vat" in name), ""),
                "tags": {name.removeprefix("pleo-tags-").removesuffix(".csv"): text for name, text in tags.items()},
            },
        )

    def download_file(self, folder: Path, shape: str, contra: str, pocket: str) -> Path:
        """A person exports in Pleo's own format and downloads the file: all that is queued. Raises UnavailableError."""
        company_id = self.company["pleo"]["company_id"]
        words = {"shape": shape, "contra": contra, "pocket": pocket}
        try:
            answer = _post(f"{self.data['address']}/practice/pleo/{company_id}/file", json=words)
            made = answer.json()
            content = base64.b64decode(made["base64"])
        except (requests.exceptions.RequestException, KeyError, ValueError) as error:
            raise UnavailableError(problem(Code.PLEO_UNREACHABLE)) from error
        path = folder / str(made["name"])
        with disk_errors(path):
            path.write_bytes(content)
        return path

    def press_export(self) -> bool:
        """The person presses Export in Pleo: everything queued goes into a job. False when nothing is queued."""
        return self._press("export", {})

    def second_day(self) -> bool:
        """Lets people do overnight what the program then meets. False when nothing was exported before."""
        return self._control(f"second-day/{self.company['pleo']['company_id']}", {}).ok

    def start_again(self) -> None:
        """Makes the companies as on the first day. Raises UnavailableError."""
        if not self._control("start-again", {}).ok:
            raise UnavailableError(problem(Code.PRACTICE_FAILED))

    def _press(self, what: str, body: dict[str, Any]) -> bool:
        return self._control(f"pleo/{self.company['pleo']['company_id']}/{what}", body).ok

    def _control(self, path: str, body: dict[str, Any]) -> requests.Response:
        try:
            return _post(f"{self.data['address']}/practice/{path}", json=body)
        except requests.exceptions.RequestException as error:
            raise UnavailableError(problem(Code.PLEO_UNREACHABLE)) from error

    def _start(self, folder: Path, country: str) -> dict[str, Any]:
        self._card.unlink(missing_ok=True)  # of services that ended without a word
        frozen = getattr(sys, "frozen", False)
        command = [*own_program("pleoqb_desktop.practice"), *(["practice"] if frozen else [])]
        command += ["--country", country, "--data", str(folder / "companies"), "--owned"]
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONSTARTUP"}
        flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=flags,
                start_new_session=sys.platform != "win32",
            )
            line = self._process.stdout.readline() if self._process.stdout else b""
            data: dict[str, Any] = json.loads(line)
        except (OSError, ValueError) as error:
            self.close()
            self._lock.release()
            raise UnavailableError(problem(Code.PRACTICE_FAILED)) from error
        self._card.write_text(json.dumps(data), "utf-8")
        return data

    def _running(self) -> dict[str, Any] | None:
        """The services that another program started, None while it has not told."""
        try:
            found: dict[str, Any] = json.loads(self._card.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found


def _post(address: str, **members: Any) -> requests.Response:
    """Asks the practice services, which are on this computer: past any proxy."""
    with requests.Session() as session:
        session.trust_env = False
        return session.post(address, timeout=30, auth=NO_CREDENTIALS, **members)
