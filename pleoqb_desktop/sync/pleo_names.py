"""Names for the ids that Pleo's queue tells: accounts, VAT rates, tags and people; reads only, and keeps nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pleoqb_desktop.ports.reference import PleoAccount, SpendReference


class People(Protocol):
    """Where names of people come from."""

    def people(self) -> dict[str, str]:
        """Names by Pleo id; empty when the key may not read them."""


class NamesSource(SpendReference, People, Protocol):
    """Pleo, as far as names go."""


@dataclass(frozen=True, slots=True)
class PleoNames:
    """By Pleo id. What is not there is not known."""

    accounts: Mapping[str, PleoAccount] = field(default_factory=dict)
    tax_codes: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def read_names(source: NamesSource) -> PleoNames:
    """All names of the company. Raises SignInAgainError, UnavailableError, Cancelled."""
    groups = [group.id for group in source.tag_groups()]
    return PleoNames(
        accounts={account.id: account for account in source.accounts()},
        tax_codes={code.id: code.name for code in source.tax_codes()},
        tags={tag.id: tag.name for tag in source.tags(groups)} if groups else {},
        people=source.people(),
    )


def known(ids: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The names of those that are known, in order."""
    return tuple(names[one] for one in ids if one in names)
