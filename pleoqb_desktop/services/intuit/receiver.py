"""Waits on this computer for the one answer of a sign-in and judges it; exchanges nothing and keeps nothing."""

import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SignInAgainError, UnavailableError
from pleoqb_desktop.ports.system import PageWording
from pleoqb_desktop.services.intuit import pages
from pleoqb_desktop.services.intuit.loopback import LoopbackServer, Reply, Request, listen
from pleoqb_desktop.services.intuit.pages import Page

PORTS = (45871, 45872, 45873)
"""The ports that the relay page (resources/relay) forwards to, in the order in which a state counts them."""

PATH = "/callback"
SIGN_IN_SECONDS = 300.0

_LONGEST_ADDRESS = 8192
_LONGEST_CODE = 2048
_LONGEST_REALM = 32
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What Intuit gave: a code for one exchange, and the company it is for (quickbooks.md 1.2)."""

    code: str = field(repr=False)
    realm_id: str


def new_state(port_index: int) -> str:
    """A secret for one sign-in that also tells the relay page which of the fixed ports waits: `<index>-<43 characters>`."""
    return f"{port_index}-{secrets.token_urlsafe(32)}"


class LoopbackReceiver:
    """Listens from construction until it has one answer, `close`, or the end of `wait`; use it as a context manager.

    `wording` is that of the pages the browser shows. Raises UnavailableError(SIGN_IN_PORTS_BUSY) when every port is taken;
    with `by_hand` it then listens nowhere, and waits for an address that is pasted.
    """

    def __init__(
        self,
        wording: PageWording,
        ports: Sequence[int] = PORTS,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        patience: float = 10.0,
        by_hand: bool = False,
    ) -> None:
        self._wording = wording
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._outcome: CallbackAnswer | Code | None = None
        self._answered = threading.Event()
        self._server: LoopbackServer | None = None
        for index, port in enumerate(ports):
            try:
                listeners = listen(port)
            except OSError:
                continue
            self._port = port
            self._state = new_state(index)
            self._server = LoopbackServer(listeners, self._respond, patience)
            return
        if by_hand:
            self._port, self._state = ports[0], new_state(0)
            return
        raise UnavailableError(problem(Code.SIGN_IN_PORTS_BUSY, ports=", ".join(map(str, ports))))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def redirect_uri(self) -> str:
        """Where Intuit sends the browser with development keys; production keys use the relay page's address."""
        return f"http://localhost:{self._port}{PATH}"

    @property
    def state(self) -> str:
        """The secret that the answer must bring back."""
        return self._state

    def close(self) -> None:
        """Stops listening; nothing happens the second time."""
        if self._server:
            self._server.close()

    def wait(self, cancel: CancelToken, timeout: float = SIGN_IN_SECONDS) -> CallbackAnswer:
        """Waits for the answer and stops listening, however it ends.

        `timeout` is in seconds. Raises SignInAgainError (SIGN_IN_DENIED, SIGN_IN_GARBAGE, SIGN_IN_ABANDONED), and Cancelled.
        """
        deadline = self._monotonic() + timeout
        try:
            while not self._answered.wait(_POLL_SECONDS):
                cancel.check()
                if self._monotonic() >= deadline:
                    raise SignInAgainError(problem(Code.SIGN_IN_ABANDONED))
        finally:
            self.close()
        outcome = self._outcome
        if isinstance(outcome, CallbackAnswer):
            return outcome
        raise SignInAgainError(problem(outcome or Code.SIGN_IN_ABANDONED))

    def offer(self, address: str) -> None:
        """Takes the address the browser ended on, pasted by hand: a whole address, or what follows its question mark.

        Raises SignInAgainError without ending the wait: SIGN_IN_GARBAGE when it is not such an address or is cut off,
        SIGN_IN_WRONG_STATE when it belongs to another sign-in or came twice.
        """
        text = "".join(address.split()).strip("<>\"'").partition("#")[0]
        before, mark, after = text.partition("?")
        members = _members(after if mark else before)
        if "state" not in members:
            raise SignInAgainError(problem(Code.SIGN_IN_GARBAGE))
        if not self._is_ours(members):
            raise SignInAgainError(problem(Code.SIGN_IN_WRONG_STATE))
        outcome = _outcome(members)
        if outcome is Code.SIGN_IN_GARBAGE:
            raise SignInAgainError(problem(Code.SIGN_IN_GARBAGE))
        if not self._claim(outcome):
            raise SignInAgainError(problem(Code.SIGN_IN_WRONG_STATE))
        self._answered.set()

    def _respond(self, request: Request | None) -> Reply:
        if request is None or request.host not in self._own_hosts():
            return self._reply(Page.UNREADABLE)
        path, _, query = request.target.partition("?")
        if path != PATH:
            return self._reply(Page.NOTHING_HERE)
        if request.method != "GET":
            return self._reply(Page.ONLY_GET)
        members = _members(query)
        if not self._is_ours(members):
            return self._reply(Page.NOT_OURS)
        outcome = _outcome(members)
        if not self._claim(outcome):
            return self._reply(Page.ALREADY)
        return self._reply(_page_of(outcome), sent=self._answered.set)

    def _own_hosts(self) -> tuple[str, ...]:
        return tuple(f"{name}:{self._port}" for name in ("localhost", "127.0.0.1", "[::1]"))

    def _reply(self, page: Page, sent: Callable[[], None] | None = None) -> Reply:
        headers = pages.HEADERS if page is not Page.ONLY_GET else {**pages.HEADERS, "Allow": "GET"}
        return Reply(page.status, headers, pages.render(page, self._wording), sent)

    def _is_ours(self, members: Mapping[str, str]) -> bool:
        return hmac.compare_digest(members.get("state", "").encode(), self._state.encode())

    def _claim(self, outcome: CallbackAnswer | Code) -> bool:
        """Uses the state up; False when it was used before."""
        with self._lock:
            if self._outcome is not None:
                return False
            self._outcome = outcome
            return True


def _members(query: str) -> dict[str, str]:
    """The members that a query has exactly once; none when it cannot be read."""
    if len(query) > _LONGEST_ADDRESS:
        return {}
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return {}
    names = [name for name, _ in pairs]
    return {name: value for name, value in pairs if names.count(name) == 1}


def _outcome(members: Mapping[str, str]) -> CallbackAnswer | Code:
    """What an answer with the right state says (quickbooks.md 1.2)."""
    if "error" in members:
        return Code.SIGN_IN_DENIED if members["error"] == "access_denied" else Code.SIGN_IN_GARBAGE
    code, realm_id = members.get("code", ""), members.get("realmId", "")
    good_code = 0 < len(code) <= _LONGEST_CODE and code.isascii() and code.isprintable()
    good_realm = len(realm_id) <= _LONGEST_REALM and realm_id.isascii() and realm_id.isdigit()
    return CallbackAnswer(code, realm_id) if good_code and good_realm else Code.SIGN_IN_GARBAGE


def _page_of(outcome: CallbackAnswer | Code) -> Page:
    if isinstance(outcome, CallbackAnswer):
        return Page.ANSWERED
    return Page.DENIED if outcome is Code.SIGN_IN_DENIED else Page.INCOMPLETE
