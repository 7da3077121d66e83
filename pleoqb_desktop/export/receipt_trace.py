"""Which entries a receipt hangs on: what tells an entry still when number and memo were edited and no store knows it (design.md 4.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.rules.naming import DOC_NUMBER_LENGTH, marker
from pleoqb_desktop.domain.rules.periods import moved
from pleoqb_desktop.export.books_window import ids_in
from pleoqb_desktop.ports.ledger import FileOnEntries, Ledger

_EARLIER = timedelta(days=31)
"""A day that was corrected in Pleo may lie after the receipt was attached."""
_RECENT = timedelta(days=92)
_FEW = 3
"""So many names cost less than the pages of all files since then."""


class ReceiptTrace:
    """The files of one company's entries, read by months, as far back as they are asked for and once a run. Used by one thread at a
    time.

    A single expense of years ago does not make all files since then be read: few old ones are asked for by name.
    """

    def __init__(self, ledger: Ledger, today: date) -> None:
        """`today` is the company's."""
        self._ledger = ledger
        self._recent = moved(today, -_RECENT)
        self._read_from: date | None = None
        self._days_can_be_asked = True
        self._entries: defaultdict[str, dict[tuple[EntryKind, str], None]] = defaultdict(dict)
        self._sizes: defaultdict[tuple[EntryKind, str], set[int]] = defaultdict(set)

    def look_ahead(self, days: Sequence[date]) -> None:
        """Reads what expenses of these days need, few old ones apart. Raises what the ledger raises."""
        recent = [day for day in days if day >= self._recent]
        needed = recent if len(days) - len(recent) <= _FEW else days
        if needed and self._days_can_be_asked:
            self._read(moved(min(needed), -_EARLIER).replace(day=1))

    def entries(self, wanted: Sequence[tuple[str, date]]) -> dict[str, list[tuple[EntryKind, str]]]:
        """Entries by accounting entry id, for these ids and the first day that each may have; also entries that are gone.

        Raises what the ledger raises.
        """
        self.look_ahead([day for _, day in wanted])
        found = self._named([entry_id for entry_id, day in wanted if not self._is_read(day)])
        for entry_id, _ in wanted:
            told = {**self._entries.get(entry_id.lower(), {}), **self._entries.get(marker(entry_id), {})}
            if told:
                found[entry_id] = list(told)
        return found

    def sizes(self, kind: EntryKind, external_id: str) -> frozenset[int]:
        """Sizes in bytes of the files on an entry, whoever put them there, as far as files were read."""
        return frozenset(self._sizes.get((kind, external_id), ()))

    def _is_read(self, day: date) -> bool:
        return self._read_from is not None and moved(day, -_EARLIER) >= self._read_from

    def _read(self, first: date) -> None:
        if self._read_from is not None and first >= self._read_from:
            return
        files = self._ledger.files_made(first, self._read_from)
        if files is None:
            self._days_can_be_asked = False
            return
        self._keep(files)
        self._read_from = first

    def _keep(self, files: Iterable[FileOnEntries]) -> None:
        for file in files:
            for sign in (file.file_name[:DOC_NUMBER_LENGTH].upper(), *ids_in(file.note)):
                self._entries[sign].update(dict.fromkeys(file.entries))
            if file.size:
                for entry in file.entries:
                    self._sizes[entry].add(file.size)

    def _named(self, entry_ids: Sequence[str]) -> dict[str, list[tuple[EntryKind, str]]]:
        owners = {f"{marker(one)}-": one for one in entry_ids}
        told = self._ledger.entries_with_files(list(owners)) if owners else {}
        return {owners[beginning]: list(entries) for beginning, entries in told.items()}
