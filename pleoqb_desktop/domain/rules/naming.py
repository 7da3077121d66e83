"""Names, numbers and memos that fit both services: cleaning, cutting and the marker that tells our entries apart."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pleoqb_desktop.domain.money import has_cents
from pleoqb_desktop.domain.spend import ExportItem

DOC_NUMBER_LENGTH = 21  # quickbooks.md 12.1
_NUMBER_END = 11
NOTE_LENGTH = 4000  # quickbooks.md 12.1, PrivateNote; 12.2, Description
VENDOR_NAME_LENGTH = 500  # quickbooks.md 11
MARKER_PREFIX = "PLEO-"
_RECONCILIATION_LENGTH = 200  # DAT-03 asks for 50; bounded so that the entry id always fits behind it
_MARKER = re.compile(MARKER_PREFIX + "[A-Z2-7]{16}")
_OUR_NOTE = re.compile(r"\bPleo(?: [^|]{1,200})? \| [0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_EMOJI_PARTS = _SKIN_TONES | {"\ufe0f", "\u20e3"}


@dataclass(frozen=True, slots=True)
class MemoWords:
    """The few words a memo needs, in the language of the program; handed in."""

    attendees: str
    original_amount: str
    original_date: str
    settles: str


def marker(accounting_entry_id: str) -> str:
    """The document number of an entry: always the same 21 characters for one accounting entry (design.md 4.2).

    80 bits of a SHA-256, so that two entries of one company never meet; capitals, digits and one hyphen only, which
    spreadsheets and bank feeds leave as they are.
    """
    digest = hashlib.sha256(accounting_entry_id.lower().encode()).digest()[:10]
    return MARKER_PREFIX + base64.b32encode(digest).decode()


def is_marked(number: str | None, note: str | None) -> bool:
    """Whether an entry bears a mark of this program: our number, or an id behind the word that our memos begin with."""
    return _MARKER.fullmatch(number or "") is not None or _OUR_NOTE.search(note or "") is not None


def part_marker(accounting_entry_id: str, position: int) -> str:
    """The number of a further entry of the same item (its payment's journal entry): as unique and as stable."""
    return marker(accounting_entry_id if position == 0 else f"{accounting_entry_id}#{position}")


def document_number(number: str) -> str:
    """A supplier's number as QuickBooks can hold it: of one that is too long beginning and end, since numbers differ at their end."""
    if cut(number, DOC_NUMBER_LENGTH) == number:
        return number
    return cut(f"{cut(number, DOC_NUMBER_LENGTH - _NUMBER_END - 2)}..{number[-_NUMBER_END:]}", DOC_NUMBER_LENGTH)


def cut(text: str, length: int) -> str:
    """At most `length` characters, never ending inside a letter with its accents or a joined emoji.

    Counted in UTF-16, where an emoji is two: how the services count is not published, and this fits either way.
    """
    fitting = len(text.encode("utf-16-le", "surrogatepass")[: 2 * length].decode("utf-16-le", "ignore"))
    if fitting >= len(text):
        return text
    end = fitting
    while end > 0 and _joins(text, end):
        end -= 1
    return text[: end or fitting].rstrip()


def _joins(text: str, at: int) -> bool:
    following, previous = text[at], text[at - 1]
    return (
        bool(unicodedata.combining(following))
        or following in "\u200d\ufe0f\u20e3"
        or previous == "\u200d"
        or following in _SKIN_TONES
    )


def clean_text(text: str | None) -> str:
    """A text from a stranger for a memo: no control characters, single spaces; None becomes empty."""
    if not text:
        return ""
    visible = "".join(" " if c.isspace() or unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in visible if unicodedata.category(c) not in {"Cs", "Co", "Cn"}).split())


def clean_vendor_name(text: str | None) -> str:
    """A display name QuickBooks takes: no colon, tab or line break (quickbooks.md 11), no pictographs, at most 500.

    Empty when nothing is left. Accents and other scripts stay. Forbidden characters in general are not listed
    (2040, UNVERIFIED), so symbols outside the letters of any script are dropped from names and kept in memos.
    """
    text = clean_text(text).replace(":", " ").replace('"', "'")
    kept = "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if unicodedata.category(c) not in {"So", "Cf"} and c not in _EMOJI_PARTS
    )
    return cut(" ".join(kept.split()), VENDOR_NAME_LENGTH)


def line_description(item: ExportItem) -> str:
    """Supplier, person, note (DAT-06), as far as present."""
    supplier = item.vendor.name if item.vendor else item.supplier.name if item.supplier else None
    person = item.person.name if item.person else None
    return joined(*(clean_text(part) for part in (supplier, person, item.note)))


def joined(*parts: str) -> str:
    """Parts of a line description, the empty ones left out."""
    return cut(" · ".join(part for part in parts if part), NOTE_LENGTH)


def private_note(item: ExportItem, words: MemoWords, *, original_date: str | None = None) -> str:
    """The memo: first what tells the entry apart, then link, attendees, what it settles and the original amount.

    The entry id always fits; what comes last is cut (quickbooks.md 12.1). Amounts of currencies whose cents are
    unclear are left out, since both readings of Pleo's documentation cannot be right (pleo.md 2, Money).
    """
    parts: list[str] = [memo_mark(item.reconciliation_id, item.accounting_entry_id)]
    if item.link:
        parts.append(item.link)
    if original_date:
        parts.append(f"{words.original_date}: {original_date}")
    original = item.original_amount
    if original.currency != item.amount.currency or abs(original.amount) != abs(item.amount.amount):
        shown = str(original) if has_cents(original.currency) else original.currency
        parts.append(f"{words.original_amount}: {shown}")
    parts.extend(_listed(words.settles, item.reconciled_entries))
    parts.extend(_listed(words.attendees, item.attendees))
    if item.team:
        parts.append(clean_text(item.team))
    return cut(" | ".join(parts), NOTE_LENGTH)


def memo_mark(reconciliation_id: str, accounting_entry_id: str) -> str:
    """What of a memo tells an entry apart: Pleo's number and id."""
    number = cut(clean_text(reconciliation_id), _RECONCILIATION_LENGTH)
    return f"{f'Pleo {number}'.strip()} | {accounting_entry_id}"


def _listed(word: str, values: Sequence[str]) -> list[str]:
    cleaned = [value for value in map(clean_text, values) if value]
    return [f"{word}: {', '.join(cleaned)}"] if cleaned else []
