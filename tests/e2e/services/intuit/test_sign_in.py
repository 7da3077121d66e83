import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, KnownError, SetupIncompleteError, SignInAgainError, UnavailableError
from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.services.intuit.endpoint import IntuitAddresses, IntuitEndpoint
from pleoqb_desktop.services.intuit.sign_in import IntuitSignIn
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.services.storage.secrets import FileSecrets
from pleoqb_desktop.services.system.clock import SystemClock
from tests.e2e.services.intuit.token_server import (
    CLIENT_ID,
    CLIENT_SECRET,
    CODE,
    REVOKE_PATH,
    TOKEN_PATH,
    TokenServer,
    answer,
    token_server,
)
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[4]
REDIRECT = "http://localhost:45871/callback"
REALM = "9130350000000000101"
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = 86_400


class HandClock:
    """Both clocks, moved by hand; waiting moves them too."""

    def __init__(self) -> None:
        self.wall = START
        self.steady = 500.0
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        self.waits.append(seconds)
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


class Drawer:
    """Secrets in memory, which can refuse."""

    def __init__(self) -> None:
        self.values: dict[tuple[SecretName, str], str] = {}
        self.refuses: KnownError | None = None
        self.saves = 0

    def get(self, name: SecretName, address: str) -> str | None:
        return self.values.get((name, address))

    def set(self, name: SecretName, address: str, value: str) -> None:
        if self.refuses:
            raise self.refuses
        self.saves += 1
        self.values[name, address] = value

    def forget(self, name: SecretName, address: str) -> None:
        if self.refuses:
            raise self.refuses
        self.values.pop((name, address), None)


class NoLocks:
    """For one process; remembers whether the lock is held."""

    held = False

    def export(self) -> AbstractContextManager[None]:
        return nullcontext()

    @contextmanager
    def sign_in(self, cancel: CancelToken | None = None) -> Iterator[None]:
        assert not self.held
        self.held = True
        try:
            yield
        finally:
            self.held = False


class Office:
    """One profile beside a token server."""

    def __init__(self, server: TokenServer) -> None:
        self.server = server
        self.clock = HandClock()
        self.secrets = Drawer()
        self.locks = NoLocks()
        self.client_secret: str | None = CLIENT_SECRET
        self.addresses = IntuitAddresses(
            f"{server.address}/intuit/connect/oauth2", server.address + TOKEN_PATH, server.address + REVOKE_PATH
        )

    def program(self, client_id: str | None = CLIENT_ID) -> IntuitSignIn:
        """The program, freshly started."""
        return IntuitSignIn(
            IntuitEndpoint(self.addresses, self.clock, "PleoQB Desktop/test"),
            client_id,
            lambda: self.client_secret,
            self.secrets,
            self.locks,
            self.clock,
        )

    def signed_in(self) -> IntuitSignIn:
        """The program after a sign-in."""
        program = self.program()
        program.finish(CODE, REALM, REDIRECT)
        return program

    @property
    def kept(self) -> dict[str, object] | None:
        """What stands in the password store."""
        text = self.secrets.get(SecretName.QUICKBOOKS_SIGN_IN, self.addresses.token)
        return None if text is None else json.loads(text)


@pytest.fixture(name="office")
def _office() -> Iterator[Office]:
    with token_server() as server:
        yield Office(server)


# -- signing in


def test_the_address_for_the_browser_asks_for_accounting_and_nothing_else(office: Office) -> None:
    address = office.program().begin(REDIRECT, "0-state")
    assert address == (
        f"{office.server.address}/intuit/connect/oauth2?response_type=code&client_id={CLIENT_ID}"
        "&redirect_uri=http%3A%2F%2Flocalhost%3A45871%2Fcallback&scope=com.intuit.quickbooks.accounting&state=0-state"
    )


def test_the_address_for_the_browser_stays_https_where_it_is() -> None:
    with token_server() as server:
        office = Office(server)
        office.addresses = IntuitAddresses("https://appcenter.intuit.com/connect/oauth2", "https://t/b", "https://r/v")
        assert office.program().begin(REDIRECT, "s").startswith("https://appcenter.intuit.com/connect/oauth2?response")


def test_the_relay_page_is_the_redirect_where_one_is_configured(office: Office) -> None:
    assert office.program().redirect_uri(REDIRECT) == REDIRECT
    office.addresses = IntuitAddresses("https://a/b", "https://t/b", "https://r/v", "https://relay.example/page/")
    assert office.program().redirect_uri(REDIRECT) == "https://relay.example/page/"


def test_a_code_is_exchanged_as_intuit_asks(office: Office) -> None:
    office.signed_in()
    (seen,) = office.server.seen
    assert seen.path == TOKEN_PATH
    assert seen.form == {"grant_type": "authorization_code", "code": CODE, "redirect_uri": REDIRECT}
    assert seen.headers["Accept"] == "application/json"
    assert seen.headers["User-Agent"] == "PleoQB Desktop/test"
    assert seen.headers["X-Include-Refresh-Token-Hard-Expires-In"] == "true"


def test_one_secret_under_the_token_address_holds_the_whole_sign_in(office: Office) -> None:
    program = office.signed_in()
    assert list(office.secrets.values) == [(SecretName.QUICKBOOKS_SIGN_IN, office.addresses.token)]
    assert office.kept == {
        "refresh_token": "RT1-1",
        "realm_id": REALM,
        "expires_at": int(START.timestamp()) + 8_640_000,
        "hard_expires_at": int(START.timestamp()) + 157_680_000,
        "client_id": CLIENT_ID,
        "since": int(START.timestamp()),
    }
    assert (program.signed_in(), program.realm_id(), program.days_left()) == (True, REALM, 100)
    assert program.header() == "Bearer access.1"
    assert len(office.server.seen) == 1


def test_the_longest_tokens_of_intuit_fit_into_the_password_store(office: Office) -> None:
    longest = {"access_token": "a" * 4096, "refresh_token": "r" * 512, "expires_in": 3600, "token_type": "bearer"}
    office.server.instead = [answer(200, longest)]
    office.signed_in()
    (text,) = office.secrets.values.values()
    assert len(text) < 1280


def test_a_program_without_a_sign_in_says_so(office: Office) -> None:
    program = office.program()
    assert (program.signed_in(), program.realm_id(), program.days_left()) == (False, None, None)
    with pytest.raises(SignInAgainError) as caught:
        program.header()
    assert caught.value.problem.code is Code.QUICKBOOKS_NOT_CONNECTED
    assert office.server.seen == []


def test_without_keys_nothing_is_asked(office: Office) -> None:
    office.signed_in()
    for client_id, client_secret in ((None, CLIENT_SECRET), ("", CLIENT_SECRET), (CLIENT_ID, None), (CLIENT_ID, "")):
        office.client_secret = client_secret
        program = office.program(client_id)
        assert not program.has_keys()
        with pytest.raises(SetupIncompleteError) as begun:
            program.begin(REDIRECT, "s")
        with pytest.raises(SetupIncompleteError) as finished:
            program.finish(CODE, REALM, REDIRECT)
        assert begun.value.problem.code is finished.value.problem.code is Code.INTUIT_KEYS_MISSING
    office.client_secret = None
    with pytest.raises(SetupIncompleteError):
        office.program().header()
    assert len(office.server.seen) == 1
    office.client_secret = CLIENT_SECRET
    assert office.program().has_keys()


def test_a_code_that_intuit_refuses_keeps_the_sign_in_before(office: Office) -> None:
    program = office.signed_in()
    before = office.kept
    with pytest.raises(SignInAgainError) as caught:
        program.finish("stale", "42", REDIRECT)
    assert caught.value.problem.code is Code.SIGN_IN_CODE_REFUSED
    assert office.kept == before
    assert program.header() == "Bearer access.1"


def test_a_code_is_never_sent_twice(office: Office) -> None:
    office.server.instead = [answer(503)]
    with pytest.raises(UnavailableError) as caught:
        office.signed_in()
    assert caught.value.problem.code is Code.QUICKBOOKS_UNREACHABLE
    assert office.server.count("authorization_code") == 1


def test_a_password_store_that_refuses_leaves_nobody_signed_in(office: Office) -> None:
    office.secrets.refuses = SetupIncompleteError(problem(Code.KEYRING_REFUSED))
    program = office.program()
    with pytest.raises(SetupIncompleteError) as caught:
        program.finish(CODE, REALM, REDIRECT)
    assert caught.value.problem.code is Code.KEYRING_REFUSED
    with pytest.raises(SignInAgainError):
        program.header()


def test_a_sign_in_of_another_app_is_not_ours(office: Office) -> None:
    office.signed_in()
    other = office.program("another-app")
    assert (other.signed_in(), other.realm_id(), other.days_left()) == (False, None, None)
    assert office.program().signed_in()


@pytest.mark.parametrize("damaged", ["", "x", "[]", '{"refresh_token": 1}', '"text"'])
def test_a_damaged_secret_counts_as_none(office: Office, damaged: str) -> None:
    office.secrets.set(SecretName.QUICKBOOKS_SIGN_IN, office.addresses.token, damaged)
    program = office.program()
    assert not program.signed_in()
    assert program.revoke()
    assert office.kept is None


def test_days_left_counts_to_the_earlier_end(office: Office) -> None:
    office.server.hard_seconds = 40 * DAY
    program = office.signed_in()
    assert program.days_left() == 40
    office.clock.advance(39.5 * DAY)
    assert program.days_left() == 0
    office.clock.advance(10 * DAY)
    assert program.days_left() == 0


def test_the_absolute_end_is_remembered_when_a_refresh_does_not_tell_it(office: Office) -> None:
    office.signed_in()
    office.server.hard_seconds = None
    office.clock.advance(3600)
    office.program().header()
    assert office.kept is not None
    assert office.kept["hard_expires_at"] == int(START.timestamp()) + 157_680_000
    assert office.kept["expires_at"] == int(START.timestamp()) + 3600 + 8_640_000


# -- refreshing


def test_the_access_token_is_renewed_a_minute_before_its_end(office: Office) -> None:
    program = office.signed_in()
    office.clock.advance(3539)
    assert program.header() == "Bearer access.1"
    office.clock.advance(1)
    assert program.header() == "Bearer access.2"
    assert office.server.seen[-1].form == {"grant_type": "refresh_token", "refresh_token": "RT1-1"}
    assert office.server.seen[-1].headers["X-Include-Refresh-Token-Hard-Expires-In"] == "true"


def test_a_clock_that_is_set_back_does_not_keep_an_old_token_alive(office: Office) -> None:
    program = office.signed_in()
    office.clock.advance(3600)
    office.clock.wall = START
    assert program.header() == "Bearer access.2"


def test_a_computer_that_slept_renews_the_token(office: Office) -> None:
    program = office.signed_in()
    office.clock.wall += timedelta(hours=9)
    assert program.header() == "Bearer access.2"


def test_every_new_refresh_token_is_kept_and_used_next(office: Office) -> None:
    for number in (2, 3, 4):
        program = office.program() if office.kept else office.signed_in()
        office.clock.advance(3600)
        assert program.header() == f"Bearer access.{number}"
        assert office.kept is not None
        assert office.kept["refresh_token"] == f"RT1-{number}"
    assert [seen.form.get("refresh_token") for seen in office.server.seen] == [None, "RT1-1", "RT1-2", "RT1-3"]


def test_a_refresh_token_that_stays_the_same_is_fine(office: Office) -> None:
    office.server.rotates = False
    office.signed_in()
    assert office.program().header() == "Bearer access.2"
    assert office.program().header() == "Bearer access.3"


def test_a_rejected_token_is_replaced(office: Office) -> None:
    program = office.signed_in()
    assert program.renew("Bearer access.1")
    assert program.header() == "Bearer access.2"


def test_a_token_that_was_replaced_meanwhile_is_not_refreshed_again(office: Office) -> None:
    program = office.signed_in()
    assert program.renew("Bearer access.0")
    assert program.header() == "Bearer access.1"
    assert office.server.count("refresh_token") == 0


def test_renewing_says_no_when_intuit_gives_the_rejected_token_again(office: Office) -> None:
    program = office.signed_in()
    same = {"access_token": "access.1", "refresh_token": "RT1-1", "token_type": "bearer", "expires_in": 3600}
    office.server.instead = [answer(200, same)]
    assert not program.renew("Bearer access.1")


def test_eight_threads_whose_token_was_rejected_make_one_refresh(office: Office) -> None:
    program = office.signed_in()
    barrier = threading.Barrier(8)

    def ask(_: int) -> tuple[bool, str]:
        barrier.wait()
        return program.renew("Bearer access.1"), program.header()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {(True, "Bearer access.2")}
    assert office.server.count("refresh_token") == 1


def test_eight_threads_that_start_together_make_one_refresh(office: Office) -> None:
    office.signed_in()
    program = office.program()
    barrier, all_ask = threading.Barrier(9), threading.Event()

    def hold() -> None:
        assert all_ask.wait(PATIENCE)

    office.server.before_refresh = hold

    def ask(_: int) -> str:
        barrier.wait()
        return program.header()

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, number) for number in range(8)]
        barrier.wait()
        all_ask.set()
        assert {future.result() for future in asked} == {"Bearer access.2"}
    assert office.server.count("refresh_token") == 1


def test_the_refresh_token_is_kept_under_the_lock_and_before_the_access_token_is_used(office: Office) -> None:
    program = office.signed_in()
    office.clock.advance(3600)
    saved = office.secrets.set

    def watched(name: SecretName, address: str, value: str) -> None:
        assert office.locks.held
        assert json.loads(value)["refresh_token"] == "RT1-2"
        saved(name, address, value)

    office.secrets.set = watched  # type: ignore[method-assign]
    assert program.header() == "Bearer access.2"
    assert office.secrets.saves == 2


def test_an_access_token_is_not_used_when_its_refresh_token_could_not_be_kept(office: Office) -> None:
    office.server.rotates = False
    program = office.signed_in()
    office.clock.advance(3600)
    office.secrets.refuses = SetupIncompleteError(problem(Code.KEYRING_REFUSED))
    for _ in range(2):
        with pytest.raises(SetupIncompleteError) as caught:
            program.header()
        assert caught.value.problem.code is Code.KEYRING_REFUSED
    office.secrets.refuses = None
    assert program.header() == "Bearer access.2"


def test_a_new_refresh_token_that_could_not_be_kept_is_kept_later_and_not_lost(office: Office) -> None:
    program = office.signed_in()
    office.clock.advance(3600)
    office.secrets.refuses = SetupIncompleteError(problem(Code.KEYRING_WAITS))
    with pytest.raises(SetupIncompleteError):
        program.header()
    assert office.kept is not None
    assert office.kept["refresh_token"] == "RT1-1"  # worthless by now: the server handed out another
    office.clock.advance(3600)
    office.secrets.refuses = None
    assert program.header() == "Bearer access.3"
    assert office.server.count("refresh_token") == 2
    assert office.kept is not None
    assert office.kept["refresh_token"] == "RT1-3"


def test_a_stop_lets_go_of_a_renewal_whose_answer_is_kept_all_the_same(office: Office) -> None:
    program = office.signed_in()
    office.clock.advance(3600)
    cancel, go_on, kept = CancelToken(), threading.Event(), threading.Event()
    saved = office.secrets.set

    def slow(name: SecretName, address: str, value: str) -> None:
        cancel.cancel()
        go_on.wait(PATIENCE)
        saved(name, address, value)
        kept.set()

    office.secrets.set = slow  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        program.header(cancel)
    go_on.set()
    assert kept.wait(PATIENCE)
    assert office.kept is not None
    assert office.kept["refresh_token"] == "RT1-2"


@pytest.mark.parametrize(("hours", "waits"), [(1, False), (19, False), (21, True), (2000, True)])
def test_the_programs_end_waits_for_a_renewal_only_where_a_new_value_may_come(
    office: Office, hours: int, waits: bool
) -> None:
    office.server.rotates = False
    program = office.signed_in()
    office.clock.advance(3600 * (hours - 0.5))
    program.header()
    office.clock.advance(1800)
    seen: list[bool] = []
    office.server.before_refresh = lambda: seen.extend(
        not thread.daemon for thread in threading.enumerate() if thread.name == "beside"
    )
    program.renew(program.header())
    assert any(seen) is waits
    assert seen


def test_of_a_value_that_an_earlier_version_kept_nobody_knows_its_age(office: Office) -> None:
    program = office.signed_in()
    assert office.kept is not None
    old = {name: value for name, value in office.kept.items() if name != "since"}
    office.secrets.set(SecretName.QUICKBOOKS_SIGN_IN, office.addresses.token, json.dumps(old))
    office.clock.advance(3600)
    seen: list[bool] = []
    office.server.before_refresh = lambda: seen.extend(
        not thread.daemon for thread in threading.enumerate() if thread.name == "beside"
    )
    program.header()
    assert any(seen)
    assert office.kept["since"] == int(office.clock.now().timestamp())


def test_a_refusal_beside_another_refresh_does_not_end_the_sign_in(office: Office) -> None:
    """A program killed in the middle of its refresh, and one started at once."""
    program = office.signed_in()
    good, office.server.current = office.server.current, "busy with another"
    began = office.clock.monotonic()
    wait = office.clock.wait

    def waited(seconds: float, cancel: CancelToken | None) -> None:
        wait(seconds, cancel)
        office.server.current = good

    office.clock.wait = waited  # type: ignore[method-assign]
    assert program.renew("Bearer access.1")
    assert office.clock.monotonic() - began == 2
    assert office.kept is not None


def test_invalid_grant_twice_ends_the_sign_in(office: Office) -> None:
    program = office.signed_in()
    office.server.current = "revoked elsewhere"
    with pytest.raises(SignInAgainError) as caught:
        program.renew("Bearer access.1")
    assert caught.value.problem.code is Code.QUICKBOOKS_SIGN_IN_ENDED
    assert office.kept is None
    assert office.server.count("refresh_token") == 2
    for asked, code in ((program, Code.QUICKBOOKS_SIGN_IN_ENDED), (office.program(), Code.QUICKBOOKS_NOT_CONNECTED)):
        # Every thread of the program that saw it end says so, not the first alone.
        with pytest.raises(SignInAgainError) as caught:
            asked.header()
        assert caught.value.problem.code is code
    assert office.server.count("refresh_token") == 2


def test_an_ended_sign_in_is_told_even_when_the_store_cannot_forget(office: Office) -> None:
    program = office.signed_in()
    office.server.current = None
    office.secrets.refuses = SetupIncompleteError(problem(Code.KEYRING_REFUSED))
    with pytest.raises(SignInAgainError) as caught:
        program.renew("Bearer access.1")
    assert caught.value.problem.code is Code.QUICKBOOKS_SIGN_IN_ENDED


def test_refused_keys_do_not_end_the_sign_in(office: Office) -> None:
    office.signed_in()
    office.client_secret = "mistyped"
    with pytest.raises(SignInAgainError) as caught:
        office.program().header()
    assert caught.value.problem.code is Code.INTUIT_KEYS_REFUSED
    office.client_secret = CLIENT_SECRET
    assert office.program().header() == "Bearer access.2"


def test_a_short_trouble_is_waited_out(office: Office) -> None:
    office.signed_in()
    office.server.instead = [answer(503), answer(502, b"<html>Bad gateway</html>")]
    assert office.program().header() == "Bearer access.2"
    assert office.clock.waits == [0.5, 1.0]


@pytest.mark.parametrize(
    ("status", "body", "code", "requests"),
    [
        (500, {"error": "server_error"}, Code.QUICKBOOKS_UNREACHABLE, 3),
        (503, b"", Code.QUICKBOOKS_UNREACHABLE, 3),
        (429, {"error": "slow_down"}, Code.QUICKBOOKS_UNREACHABLE, 1),
        (200, b"<html>Please log in to the hotel's network</html>", Code.QUICKBOOKS_ANSWER, 1),
        (200, b"", Code.QUICKBOOKS_ANSWER, 1),
        (200, b'{"access_token": "cut', Code.QUICKBOOKS_ANSWER, 1),
        (200, b"[" * 60_000, Code.QUICKBOOKS_ANSWER, 1),
        (200, b" " * 70_000, Code.QUICKBOOKS_ANSWER, 1),
        (200, [], Code.QUICKBOOKS_ANSWER, 1),
        (200, {}, Code.QUICKBOOKS_ANSWER, 1),
        (200, {"access_token": "a", "token_type": "bearer", "refresh_token": ""}, Code.QUICKBOOKS_ANSWER, 1),
        (200, {"access_token": 7, "token_type": "bearer"}, Code.QUICKBOOKS_ANSWER, 1),
        (200, {"access_token": "a\r\nX-Evil: 1", "token_type": "bearer"}, Code.QUICKBOOKS_ANSWER, 1),
        (200, {"access_token": "a", "refresh_token": "r" * 901}, Code.QUICKBOOKS_ANSWER, 1),
        (200, {"access_token": "a", "expires_in": "soon"}, Code.QUICKBOOKS_ANSWER, 1),
        (200, {"access_token": "a", "refresh_token": "r", "scope": 5}, Code.QUICKBOOKS_ANSWER, 1),
        (200, {"access_token": "a", "refresh_token": "r", "expires_in": [1]}, Code.QUICKBOOKS_ANSWER, 1),
        (400, b"Bad Request", Code.QUICKBOOKS_ANSWER, 1),
        (400, {"error": "invalid_request"}, Code.QUICKBOOKS_ANSWER, 1),
        (400, {"error": None}, Code.QUICKBOOKS_ANSWER, 1),
        (400, {"error": {"code": 1}}, Code.QUICKBOOKS_ANSWER, 1),
        (403, {"fault": {"error": []}}, Code.QUICKBOOKS_ANSWER, 1),
        (401, b"<html>", Code.QUICKBOOKS_ANSWER, 1),
    ],
)
def test_an_answer_that_tells_nothing_keeps_the_sign_in(
    office: Office, status: int, body: object, code: Code, requests: int
) -> None:
    office.signed_in()
    before = office.kept
    office.server.instead = [answer(status, body) for _ in range(3)]
    with pytest.raises(UnavailableError) as caught:
        office.program().header()
    assert caught.value.problem.code is code
    assert office.server.count("refresh_token") == requests
    assert office.kept == before
    office.server.instead = []
    assert office.program().header() == "Bearer access.2"


def test_no_network_keeps_the_sign_in() -> None:
    with token_server() as server:
        office = Office(server)
        program = office.signed_in()
    with pytest.raises(UnavailableError) as caught:
        program.renew("Bearer access.1")
    assert caught.value.problem.code is Code.QUICKBOOKS_UNREACHABLE
    assert program.signed_in()


# -- signing out


def test_signing_out_tells_intuit_and_forgets(office: Office) -> None:
    program = office.signed_in()
    assert program.revoke()
    assert office.kept is None
    assert office.server.current is None
    assert office.server.seen[-1].json == {"token": "RT1-1"}
    with pytest.raises(SignInAgainError):
        program.header()


def test_signing_out_twice_is_fine(office: Office) -> None:
    program = office.signed_in()
    assert program.revoke()
    assert program.revoke()
    assert [seen.path for seen in office.server.seen].count(REVOKE_PATH) == 1


@pytest.mark.parametrize(("status", "told"), [(200, True), (400, True), (401, False), (500, False), (302, False)])
def test_signing_out_says_whether_intuit_knows(office: Office, status: int, told: bool) -> None:
    program = office.signed_in()
    office.server.instead = [answer(status, b"", Location="/elsewhere")]
    assert program.revoke() is told
    assert office.kept is None
    assert [seen.path for seen in office.server.seen] == [TOKEN_PATH, REVOKE_PATH]


def test_signing_out_without_network_or_keys_forgets_all_the_same() -> None:
    with token_server() as server:
        office = Office(server)
        program = office.signed_in()
    assert program.revoke() is False
    assert office.kept is None
    with token_server() as server:
        office = Office(server)
        program = office.signed_in()
        office.client_secret = None
        assert program.revoke() is False
        assert office.kept is None


# -- several processes


@contextmanager
def other_process(office: Office, folder: Path, *more: str) -> Iterator["subprocess.Popen[str]"]:
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "tests.e2e.services.intuit.other_process",
        office.server.address,
        str(folder),
        *more,
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process


def shared(office: Office, folder: Path) -> IntuitSignIn:
    """The window of a profile whose secrets and locks are files; signed in."""
    secrets, locks = FileSecrets(folder / "secrets.json"), FileLocks(folder)
    clock = SystemClock()
    endpoint = IntuitEndpoint(office.addresses, clock, "test")
    program = IntuitSignIn(endpoint, CLIENT_ID, lambda: CLIENT_SECRET, secrets, locks, clock)
    program.finish(CODE, REALM, REDIRECT)
    return program


def test_two_processes_refresh_one_after_the_other_each_with_the_newest_token(office: Office, tmp_path: Path) -> None:
    shared(office, tmp_path)
    together = threading.Event()

    def hold_the_first() -> None:
        if not together.is_set():  # until both processes are under way
            assert office.server.started.acquire(timeout=PATIENCE)
            assert office.server.started.acquire(timeout=PATIENCE)
            together.set()

    office.server.before_refresh = hold_the_first
    with other_process(office, tmp_path) as first, other_process(office, tmp_path) as second:
        headers = {process.communicate(timeout=PATIENCE) for process in (first, second)}
    assert headers == {("Bearer access.2", ""), ("Bearer access.3", "")}
    assert [seen.form.get("refresh_token") for seen in office.server.seen] == [None, "RT1-1", "RT1-2"]
    assert office.server.most_at_once == 1


def test_a_token_that_another_process_renewed_is_what_we_refresh_with(office: Office, tmp_path: Path) -> None:
    window = shared(office, tmp_path)
    with other_process(office, tmp_path) as command:
        assert command.communicate(timeout=PATIENCE) == ("Bearer access.2", "")
    assert window.renew("Bearer access.1")
    assert window.header() == "Bearer access.3"


def test_a_crash_between_keeping_and_using_loses_nothing(office: Office, tmp_path: Path) -> None:
    window = shared(office, tmp_path)
    with other_process(office, tmp_path, "die") as command:
        assert command.communicate(timeout=PATIENCE) == ("", "")
    assert command.returncode == 9
    assert window.renew("Bearer access.1")
    assert office.server.seen[-1].form["refresh_token"] == "RT1-2"


# -- what must not be seen


def test_no_token_code_or_secret_is_logged_or_printed(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    program = office.signed_in()
    program.renew("Bearer access.1")
    program.revoke()
    assert "POST token 200 tid=tid-1" in caplog.text
    for secret in ("access.", "RT1-", CODE, CLIENT_SECRET, "Basic ", REALM):
        assert secret not in caplog.text
        assert secret not in repr(vars(program))
