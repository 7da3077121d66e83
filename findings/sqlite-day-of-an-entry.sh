#!/bin/sh
# Guess:    date('2026-04-01T00:30:00+02:00') is the day that is written there, the first of April; strftime('%Y-%m', ...) is its month.
# Happens:  both say March. A moment late on the last of March west of Greenwich is counted into April.
# Why:      SQLite's date functions know no zones: an offset is subtracted while reading, and all that follows is UTC. Without an offset nothing is
#           subtracted, so that the same column is read in two ways.
# Bites:    "sum per month" and "which entries lie in the closed period" of a store that keeps moments with their offset: expenses around midnight of
#           the month's last day are booked in one month and counted in the other. With +01:00 and +02:00 it is one or two hours of every day.
# Instead:  keep the day of booking, reckoned in the company's zone, in a column of its own and group by that; or take the first ten letters
#           (substr(moment, 1, 10)), which are the local day.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'apsw==3.54.1.0'
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import apsw

ENTRIES = (("taxi", "2026-04-01T00:30:00+02:00"), ("hotel", "2026-03-31T20:30:00-05:00"), ("lunch", "2026-03-31T23:30:00"))


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


print("SQLite", apsw.sqlite_lib_version())
store = apsw.Connection(":memory:")
store.execute("CREATE TABLE entry (what TEXT, moment TEXT)")
store.executemany("INSERT INTO entry VALUES (?, ?)", ENTRIES)
for what, moment, day in store.execute("SELECT what, moment, date(moment) FROM entry"):
    seen(f"date('{moment}')", {"taxi": "2026-03-31", "hotel": "2026-04-01", "lunch": "2026-03-31"}[what], day)
months = store.execute("SELECT strftime('%Y-%m', moment) AS month, group_concat(what) FROM entry GROUP BY month").fetchall()
seen("by strftime('%Y-%m', moment)", [("2026-03", "taxi,lunch"), ("2026-04", "hotel")], months)
months = store.execute("SELECT substr(moment, 1, 7) AS month, group_concat(what) FROM entry GROUP BY month").fetchall()
seen("by substr(moment, 1, 7)", [("2026-03", "hotel,lunch"), ("2026-04", "taxi")], months)
PYTHON
