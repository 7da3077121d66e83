"""What ports.updates promises, on paper and by a signed notice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled
from pleoqb_desktop.ports.updates import NewVersion, Updates
from pleoqb_desktop.services.system.update_notice import UpdateNotices
from tests.on_paper.computer import HandClock, UpdatesOnPaper
from tests.unit.services.system.notices import HOST, OURS, Publisher

WORDS = {"en": "Faster exports.", "fr": "Des exports plus rapides."}
Make = Callable[..., Updates]


@pytest.fixture(params=["on_paper", "signed"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes the port: whether there is news, and whether this program looks for it."""

    def on_paper(*, news: bool = True, looks: bool = True) -> Updates:
        letter = NewVersion("1.5.0", date(2026, 11, 24), WORDS, f"https://{HOST}/download")
        return UpdatesOnPaper(HOST if looks else None, letter if news else None)

    def signed(*, news: bool = True, looks: bool = True) -> Updates:
        publisher = Publisher()
        publisher.publish("1.5.0" if news else OURS, date(2026, 11, 24), words=WORDS)

        def ask(address: str, cancel: CancelToken) -> bytes | None:
            cancel.check()
            return publisher.ask(address, cancel)

        source = publisher.source if looks else None
        return UpdateNotices(source, OURS, tmp_path / "updates.json", HandClock(), ask)

    return on_paper if request.param == "on_paper" else signed


def test_nothing_is_known_before_somebody_has_looked(make: Make) -> None:
    updates = make()
    assert updates.known() is None
    found = updates.look(CancelToken())
    assert found is not None
    assert (found.version, found.words, found.page, found.declined) == (
        "1.5.0",
        WORDS,
        f"https://{HOST}/download",
        False,
    )
    assert updates.known() == found
    assert updates.look(CancelToken()) == found


def test_no_news_is_none(make: Make) -> None:
    updates = make(news=False)
    assert updates.look(CancelToken()) is None
    assert updates.known() is None


def test_a_program_that_does_not_look_finds_nothing(make: Make) -> None:
    updates = make(looks=False)
    assert updates.page_host is None
    assert updates.look(CancelToken()) is None


def test_what_is_declined_is_still_known(make: Make) -> None:
    updates = make()
    assert updates.page_host == HOST
    updates.look(CancelToken())
    updates.decline("1.4.9")
    found = updates.known()
    assert found is not None
    assert not found.declined
    updates.decline("1.5.0")
    found = updates.known()
    assert found is not None
    assert found.declined


def test_a_stop_is_heard(make: Make) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        make().look(token)
