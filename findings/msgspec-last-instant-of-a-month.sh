#!/bin/sh
# Guess:    msgspec reads a moment with more digits than Python can hold as Python does: what is beyond the microsecond is cut off, and the day stays.
# Happens:  it rounds, and carries all the way: "2026-03-31T23:59:59.999999999Z" is the first of April, 31 December is the next year. A `time` has no
#           day to carry into: "23:59:59.999999999" is 00:00:00, the start of the day instead of its end.
# Why:      RFC 3339 allows any number of digits. Python's documentation says that "anything beyond 6 will be truncated"; msgspec looks at the seventh.
# Bites:    "the end of the day" is written so by Java (LocalTime.MAX, nine digits) and by .NET (a tick before midnight, seven): the last moment of a
#           period, of a key, of a closed month. An expense of 31 March that carries it is booked in April; "until 23:59:59.999999999" ends
#           before it has begun. With six digits, as Python writes them in tests, all is well.
# Instead:  read the member as str and give it to datetime.fromisoformat(); or take the day from the first ten letters where the day is what counts.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'msgspec==0.23.0'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime, time

import msgspec

DIGITS = {"Java's end of a day": "999999999", ".NET's end of a day": "9999999", "half a microsecond": "9999995"}


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def read(text, kind=datetime):
    return msgspec.json.decode(f'"{text}"', type=kind).isoformat()


print("msgspec", msgspec.__version__, "Python", sys.version.split()[0])
for name, digits in DIGITS.items():
    march = f"2026-03-31T23:59:59.{digits}Z"
    seen(f"{name}, {march}, read by msgspec", "2026-04-01T00:00:00+00:00", read(march))
    seen("  by msgspec.convert()", "2026-04-01T00:00:00+00:00", msgspec.convert(march, datetime).isoformat())
    seen("  by Python", "2026-03-31T23:59:59.999999+00:00", datetime.fromisoformat(march).isoformat())
    seen("  the time alone, by msgspec", "00:00:00", read(f"23:59:59.{digits}", time))
    seen("  the time alone, by Python", "23:59:59.999999", time.fromisoformat(f"23:59:59.{digits}").isoformat())
seen("the last of a year, with an offset", "2027-01-01T00:00:00-05:00", read("2026-12-31T23:59:59.999999999-05:00"))
seen("less than half", "2026-03-31T23:59:59.999999+00:00", read("2026-03-31T23:59:59.9999994Z"))
seen("six digits", "2026-03-31T23:59:59.999999+00:00", read("2026-03-31T23:59:59.999999Z"))
PYTHON
