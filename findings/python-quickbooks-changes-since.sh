#!/bin/sh
# Guess:    change_data_capture() asks for what changed since the moment that it is given; a datetime with a time zone is a moment.
# Happens:  the zone is dropped. One moment written in three zones asks three different questions, up to 18 hours apart; three moments with the
#           same clock face ask the same one.
# Why:      a datetime is written with strftime("%Y-%m-%dT%H:%M:%S"). The helper with an offset does not convert either: it appends the offset that
#           it is given to the clock face, whatever zone the datetime has.
# Bites:    "what changed since the last look", noted in UTC as one should, is read by the service in a zone of its own choice: corrections of
#           several hours are not seen, or are seen twice.
# Instead:  hand over text with its offset (`moment.isoformat(timespec="seconds")`), which is passed through as it is.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'python-quickbooks==0.9.12' 'tzdata==2026.6'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo

from quickbooks.cdc import change_data_capture
from quickbooks.helpers import qb_datetime_utc_offset_format
from quickbooks.objects import Purchase


class Client:
    """Stands for the client one floor below: keeps what it is asked and has no changes."""

    def change_data_capture(self, entities, since):
        self.since = since
        return {"CDCResponse": [{"QueryResponse": []}], "time": ""}


def asked(since):
    client = Client()
    change_data_capture([Purchase], since, qb=client)
    return client.since


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


print("python-quickbooks", version("python-quickbooks"))
moment = datetime(2026, 3, 31, 22, 30, tzinfo=timezone.utc)
zones = [ZoneInfo(name) for name in ("Europe/Paris", "America/Los_Angeles", "Australia/Sydney")]
seen(
    "one moment in Paris, Los Angeles, Sydney",
    ["2026-04-01T00:30:00", "2026-03-31T15:30:00", "2026-04-01T09:30:00"],
    [asked(moment.astimezone(zone)) for zone in zones],
)
seen("three moments, one clock face", {"2026-03-31T22:30:00"}, {asked(moment.replace(tzinfo=zone)) for zone in zones})
seen(
    "the helper with an offset, given a moment in UTC",
    "2026-03-31T22:30:00-07:00",
    qb_datetime_utc_offset_format(moment, "-07:00"),
)
paris = moment.astimezone(zones[0])
seen("text is passed through", "2026-04-01T00:30:00+02:00", asked(paris.isoformat(timespec="seconds")))
PYTHON
