"""What of Pleo's queue an export takes: everything, or what is of the start date and later (design.md 7, `setup --from`)."""

from collections.abc import Iterator

from pleoqb_desktop.domain.rules.periods import is_zone, local_day
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import SpendSource


def waiting_in_queue(source: SpendSource, settings: Settings) -> Iterator[QueueEntry]:
    """Entries that may enter a job of ours; one without a day may. Raises as SpendSource.queue does."""
    return (entry for entry in source.queue() if not _is_before_start(entry, settings))


def _is_before_start(entry: QueueEntry, settings: Settings) -> bool:
    if settings.start_date is None:
        return False
    zone = settings.time_zone or ""
    day = local_day(entry.moment, zone) if entry.moment and is_zone(zone) else entry.day
    return day is not None and day < settings.start_date
