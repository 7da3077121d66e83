"""The buttons beside problems: every action of every known problem does something, and leads where it says."""

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.ports.runs import ItemRecord
from pleoqb_desktop.setup.sections import Section
from pleoqb_desktop.texts import Action, Language, Texts


class Links:
    """Notes where it was sent."""

    def __init__(self) -> None:
        self.visited: list[object] = []

    def place_of(self, action: Action) -> Place | None:
        return {Action.OPEN_ACCOUNT: Place.QUICKBOOKS_ACCOUNTS, Action.OPEN_QUICKBOOKS: Place.QUICKBOOKS}.get(action)

    def visit(self, place: Place) -> bool:
        self.visited.append(place)
        return True

    def open(self, address: str) -> bool:
        self.visited.append(address)
        return True


class Runner:
    """Does work at once."""

    def run(self, work, done, failed=None, *, parent) -> None:
        done(work(None))

    def save(self, work, done, *, parent) -> None:
        done(work())


class Settings:
    """Notes changes."""

    def __init__(self) -> None:
        self.changes: dict[str, object] = {}

    def update(self, **changes: object) -> None:
        self.changes |= changes


class App:
    """As much of a program as remedies touch."""

    def __init__(self) -> None:
        self.texts = Texts(Language("en"))
        self.settings = Settings()


@pytest.fixture
def asked(qtbot) -> list[object]:
    return []


@pytest.fixture
def remedies(asked) -> Remedies:
    made = Remedies(App(), Runner(), Links())
    made.refresh_requested.connect(lambda: asked.append("refresh"))
    made.sync_requested.connect(lambda: asked.append("sync"))
    made.settings_requested.connect(asked.append)
    made.setup_requested.connect(lambda: asked.append("setup"))
    made.pleo_key_requested.connect(lambda: asked.append("key"))
    made.sign_in_requested.connect(lambda: asked.append("sign in"))
    made.report_requested.connect(lambda: asked.append("report"))
    made.start_over_requested.connect(lambda: asked.append("start over"))
    made.said.connect(lambda _: asked.append("said"))
    return made


@pytest.mark.parametrize("action", list(Action))
def test_every_action_does_something(remedies, asked, action):
    remedies.follow(
        action, problem(Code.BUG), ItemOutcome(ItemRecord("j", "e", "t"), "https://qbo.intuit.com/app/expense")
    )
    assert asked or remedies._links.visited or action.name.startswith("OPEN_")


@pytest.mark.parametrize("code", list(Code))
def test_a_problem_has_the_button_that_its_words_promise(remedies, code):
    action = remedies._program.texts.action(problem(code))
    action = remedies.button_action(problem(code))
    assert (action is None) is (action is None)
    if action:
        assert action.words


def test_an_entry_that_has_no_address_leads_to_quickbooks(remedies):
    action = remedies.button_action(problem(Code.CHANGED_AND_LEFT), ItemOutcome(ItemRecord("j", "e", "t")))
    assert action is not None
    action.follow()
    assert remedies._links.visited == [Place.QUICKBOOKS]


def test_trying_again_means_what_the_place_says(remedies, asked):
    done: list[bool] = []
    remedies.follow(Action.RETRY, retry=lambda: done.append(True))
    assert done == [True]
    assert asked == []
    remedies.follow(Action.RETRY)
    assert asked == ["refresh"]


def test_accounts_are_chosen_in_the_settings(remedies, asked):
    remedies.follow(Action.CHOOSE_ACCOUNT)
    remedies.follow(Action.ENTER_INTUIT_KEYS)
    assert asked == [Section.ACCOUNTS, Section.CONNECTIONS]


def test_posting_on_the_first_open_day_is_saved_said_and_looked_at(remedies, asked):
    remedies.follow(Action.POST_ON_FIRST_OPEN_DAY)
    assert list(remedies._program.settings.changes) == ["closed_periods"]
    assert asked == ["said", "refresh"]
