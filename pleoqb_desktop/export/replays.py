"""Whether the answer to a repeated request tells of an entry that still stands.

QuickBooks answers a known request id from memory (quickbooks.md 2.2), also where a person deleted the entry since.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry


def gone_since(ledger: Ledger, answered: Iterable[tuple[str, PostedEntry]]) -> dict[str, Problem]:
    """Of (accounting entry id, entry as it was answered): those whose entry is gone, with what is told of it.

    That it is gone is believed only from a reading by its id (design.md 4.2). Raises what the ledger raises.
    """
    of_kind: defaultdict[EntryKind, list[tuple[str, PostedEntry]]] = defaultdict(list)
    for entry_id, entry in answered:
        of_kind[entry.kind].append((entry_id, entry))
    gone: dict[str, Problem] = {}
    for kind, pairs in of_kind.items():
        seen = _seen(ledger, kind, [entry.id for _, entry in pairs])
        for entry_id, entry in pairs:
            if entry.id not in seen and ledger.read(kind, entry.id) is None:
                gone[entry_id] = problem(Code.DELETED_BY_HAND, entry_id=entry_id, external_id=entry.id)
    return gone


def _seen(ledger: Ledger, kind: EntryKind, external_ids: Sequence[str]) -> set[str]:
    """One is read by its id at once."""
    return {entry.id for entry in ledger.find_by_id(kind, external_ids)} if len(external_ids) > 1 else set()
