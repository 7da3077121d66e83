"""The whole set-up in practice, without a person: connect, answer, sync, choose the contra account."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.connect import Callback, ConnectPleo, ConnectQuickBooks
from pleoqb_desktop.setup.set_up import Answers, SetUp


class PracticePerson(Protocol):
    """What only a person can do in the practice services, and who she is there."""

    @property
    def company(self) -> dict[str, Any]:
        """Name, credentials and ids of the practice company."""

    def authorise(self, address: str) -> None:
        """Reads the consent page of a sign-in and agrees."""

    def choose_contra_account(self, external_id: str, currency: str) -> bool:
        """Chooses the contra account of a currency. False when Pleo does not know it."""

    def import_lists(self, texts: Mapping[str, str]) -> bool:
        """Imports files with categories, VAT codes and tags, by the names of the files. False when Pleo refuses them."""


class Synced(Protocol):
    """What a sync did."""

    @property
    def counts(self) -> Mapping[Kind, Mapping[Any, int]]:
        """How many things of a kind changed how."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """One thing that was done: the name of its sentence and what fills it; `kind` and `counts` for a list that was synced."""

    name: str
    values: dict[str, object] = field(default_factory=dict)
    kind: Kind | None = None
    counts: Mapping[Any, int] = field(default_factory=dict)


class Tour:
    """Each step is taken when it is asked for, so that it is told when it is done."""

    def __init__(
        self,
        practice: PracticePerson,
        pleo: ConnectPleo,
        quickbooks: ConnectQuickBooks,
        receiver: Callable[[], AbstractContextManager[Callback]],
        set_up: Callable[[], SetUp],
        sync: Callable[[], Synced],
    ) -> None:
        self._practice = practice
        self._pleo = pleo
        self._quickbooks = quickbooks
        self._receiver = receiver
        self._set_up = set_up
        self._sync = sync

    def steps(self, cancel: CancelToken) -> Iterator[TourStep]:
        """Up to the moment before the first export. Raises KnownError."""
        practice = self._practice
        yield TourStep("tour_start", {"name": practice.company["name"]})
        yield TourStep("pleo_connected", {"name": self._pleo.connect(str(practice.company["pleo"]["api_key"])).name})
        settings: list[Settings] = []
        yield from self._quickbooks_steps(cancel, settings, Answers())
        for kind, counts in self._sync().counts.items():
            if counts:
                yield TourStep("synced", {}, kind, counts)
        wallet, currency = settings[0].wallet_account_id or "", settings[0].home_currency or ""
        if practice.choose_contra_account(wallet, currency):
            yield TourStep("tour_contra")

    def file_steps(self, cancel: CancelToken, lists: Callable[[], Mapping[str, str]]) -> Iterator[TourStep]:
        """The same for a company without a key, up to the moment before a file is exported; `lists` saves the files for Pleo's import
        and gives their texts by name. Raises KnownError."""
        yield TourStep("tour_start", {"name": self._practice.company["name"]})
        self._pleo.without_key()
        yield TourStep("pleo_by_file")
        # Nobody can look into Pleo whether Pocket is used.
        yield from self._quickbooks_steps(cancel, [], Answers(create_pocket=True))
        if self._practice.import_lists(lists()):
            yield TourStep("tour_lists")

    def _quickbooks_steps(self, cancel: CancelToken, settings: list[Settings], answers: Answers) -> Iterator[TourStep]:
        """Sign-in and set-up; the settings that come of it are added to `settings`."""
        with self._receiver() as receiver:
            self._practice.authorise(self._quickbooks.address(receiver))
            books = self._quickbooks.finish(receiver, cancel)
        yield TourStep("quickbooks_connected", {"name": books.name, "currency": books.home_currency})
        set_up = self._set_up()
        chosen, made = set_up.apply(answers, set_up.books())
        for account in made:
            yield TourStep("made_account", {"name": " ".join(part for part in (account.number, account.name) if part)})
        settings.append(chosen)
        yield TourStep("setup_done")
