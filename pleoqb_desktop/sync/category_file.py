"""The names employees see for accounts, and the file for Pleo's category import; Pleo publishes no way to write categories."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pleoqb_desktop.domain.books import Account, Books, fold
from pleoqb_desktop.domain.csv_text import csv_text
from pleoqb_desktop.ports.settings import Settings, SettingsStore
from pleoqb_desktop.setup.choices import names_by_number
from pleoqb_desktop.sync.accounts import holds_other_currency, offered_accounts

HEADER = ("Name", "Account", "Tax code")
"""The columns of Pleo's category import, whatever the language (design.md 1)."""

NAME_LENGTH = 100

# Bookkeepers' openings that say nothing to the person who bought something.
_OPENINGS = re.compile(
    r"^(?:achats? (?:non stockés? )?(?:de |d'|d’)|charges? (?:de |d'|d’)|frais (?:de |d'|d’)|primes? (?:de |d'|d’)"
    r"|purchases? (?:of )?|cost of |expenses? (?:for |of )?)(?=\w{3})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\d[\d.-]*(?:\s*[-–.]\s*|\s+)(?=\S)")
_TAIL = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])\s*$")


@dataclass(frozen=True, slots=True)
class Category:
    """One line of the category file: the name employees see, the account's number or name, and its default VAT ("" for none)."""

    name: str
    account: str
    tax_code: str


def proposed_name(account_name: str) -> str:
    """A name in plain words, made from the account's: the last part of it, without numbers, brackets and bookkeepers' openings."""
    last = account_name.rsplit(":", 1)[-1].strip()
    plain = _TAIL.sub("", _NUMBER.sub("", last)).strip(" -–.,;")
    plain = _OPENINGS.sub("", plain).strip() or plain or last
    name = " ".join(plain.split()) or account_name.strip()
    return (name[:1].upper() + name[1:])[:NAME_LENGTH].rstrip()


def friendly_name(account: Account, settings: Settings) -> str:
    """The owner's own name for employees, else the proposal; a sync never changes it."""
    return settings.friendly_names.get(account.id) or proposed_name(account.name)


def checked_name(text: str) -> str:
    """What the owner typed, as it is kept: one line, no control characters, not too long; empty means the proposal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:NAME_LENGTH].rstrip()


class CategoryFile:
    """Writes the file for Pleo's category import."""

    def __init__(self, settings: SettingsStore, write: Callable[[Path, str], None]) -> None:
        """`write` puts a text into a file, as UTF-8 and without changing its line ends."""
        self._settings = settings
        self._write = write

    def save(self, path: Path, books: Books) -> int:
        """Writes it, and says how many categories are in it. Raises UnavailableError when the disk refuses."""
        settings = self._settings.load()
        rows = categories(books, settings, seen_by_employees(books, settings))
        self._write(path, category_file(rows))
        return len(rows)


def seen_by_employees(books: Books, settings: Settings) -> list[Account]:
    """The offered accounts without the bank accounts, which stand in Pleo only to be chosen as contra accounts."""
    banks = {settings.wallet_account_id, settings.pocket_account_id, settings.external_reimbursement_account_id}
    offered = offered_accounts(books, settings)
    return [account for account in offered if account.id not in banks and not holds_other_currency(account, books)]


def categories(books: Books, settings: Settings, accounts: Iterable[Account]) -> list[Category]:
    """One category for each account, by name; two of one name would be one category in Pleo, so the later gets its account too."""
    numbers = names_by_number(settings, books.company)
    found: list[Category] = []
    taken: set[str] = set()
    for account in accounts:
        name = friendly_name(account, settings)
        if fold(name) in taken:
            name = f"{name} ({account.number or account.name})"
        taken.add(fold(name))
        code = books.tax_codes.get(account.tax_code_id or "") if books.company.taxes_purchases else None
        shown = account.number if numbers and account.number else account.full_name or account.name
        found.append(Category(name, shown, code.name if code and code.offered else ""))
    return sorted(found, key=lambda category: fold(category.name))


def category_file(rows: Iterable[Category]) -> str:
    """The text of the file, in UTF-8 when it is written."""
    return csv_text(HEADER, ((row.name, row.account, row.tax_code) for row in rows))
