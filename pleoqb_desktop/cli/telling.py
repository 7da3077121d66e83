"""Puts together what an export did, for people and as JSON: whatever goes wrong on the way, what was done is told."""

from collections.abc import Iterator
from typing import Any

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import Call
from pleoqb_desktop.cli.shapes import Json
from pleoqb_desktop.export.outcome import ItemOutcome, RunOutcome
from pleoqb_desktop.ports.errors import Ending, ending
from pleoqb_desktop.ports.runs import ItemStatus


class Telling:
    """The items of an outcome, each put into words once; `trouble` is the first thing that went wrong with that, None for none."""

    def __init__(self, call: Call, outcome: RunOutcome) -> None:
        self.bodies: list[Json] = []
        self.lines: list[str] = []
        self.trouble: Ending | None = None
        self._call = call
        for item in self._known(outcome):
            self._tell(item, dry_run=outcome.dry_run)

    def note(self, error: Exception) -> None:
        """Something went wrong beside what was done."""
        found = ending(error)
        if found.is_bug:
            self._call.program.note_bug(error)
        self.trouble = self.trouble or found

    def _known(self, outcome: RunOutcome) -> Iterator[ItemOutcome]:
        """The items that can be read; all of them, unless the run store fails by now."""
        place = 0
        try:
            for item in outcome.items:
                place += 1
                yield item
        except Exception as error:  # noqa: BLE001 - see above
            self.note(error)
        for left in range(place, len(outcome.items)):  # one that cannot be read hides no other
            try:
                yield outcome.items[left]
            except Exception as error:  # noqa: BLE001 - see above
                self.note(error)

    def _tell(self, item: ItemOutcome, *, dry_run: bool) -> None:
        texts = self._call.texts
        try:
            body = shapes.item_json(item, texts, dry_run=dry_run)
            lines = item_lines(self._call, item, item.foreseen if dry_run else item.record.status)
        except Exception as error:  # noqa: BLE001 - see above
            self.note(error)
            body, lines = shapes.bare_item_json(item), []
        self.bodies.append(body)
        self.lines += lines


def item_lines(call: Call, item: Any, status: ItemStatus) -> list[str]:
    """One item for people: its line, and one for each of its problems."""
    texts, record = call.texts, item.record
    parts = [
        texts.date(record.day) if record.day else "",
        record.supplier or texts.spend_type_name(record.type),
        texts.money(record.amount) if record.amount else "",
        texts.status_name(status),
        texts.entry_kind_name(record.kind) if record.kind else "",
    ]
    if record.receipts_expected:
        attached, expected = record.receipts_attached, record.receipts_expected
        parts.append(call.texts.command("receipts", attached=attached, expected=expected))
    parts += [item.external_url or ""]
    line = " · ".join(part for part in parts if part)
    return [line, *(f"    {texts.sentence(one)} {texts.remedy(one)}" for one in record.problems)]
