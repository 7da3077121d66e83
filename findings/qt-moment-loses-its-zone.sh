#!/bin/sh
# Guess:    a datetime with a zone that is given to Qt stays the moment that it is, and a QDateTime with a zone comes back as a datetime with one.
# Happens:  the clock face is kept and the zone is dropped, both ways. 23:30 in UTC becomes 23:30 on this computer's clock, five hours later in New York;
#           QLocale writes the clock face of whatever zone the datetime had; toPython() gives a datetime without zone, of the same clock face.
# Why:      PySide converts datetime member by member (year ... microsecond) into a QDateTime of local time, and back. tzinfo is not read nor made. A
#           datetime that travels as an object (a model's role, a signal of object) is not converted and keeps its zone, so that both kinds are
#           met in one program.
# Bites:    "last export 31/03/2026 23:30" is UTC's clock for a person elsewhere; a date field set from a moment and read again moves the entry by
#           hours, and around midnight into the next day, or the closed month.
# Instead:  `moment.astimezone()` right before it goes to Qt when the person's clock is meant, and plain dates for days of booking; the way back by
#           toSecsSinceEpoch(), never by toPython().
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
TZ=EST5 "$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime, timedelta, timezone

from PySide6 import __version__
from PySide6.QtCore import QDate, QDateTime, QLocale, QObject, QTime, QTimeZone, Signal


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def text(moment):
    return moment.toString("yyyy-MM-dd HH:mm")


print("PySide6", __version__, "on a computer five hours west of Greenwich")
moment = datetime(2026, 3, 31, 23, 30, tzinfo=timezone.utc)
paris = moment.astimezone(timezone(timedelta(hours=2)))
seen("the same moment, in UTC and two hours east", True, moment == paris)
seen("QDateTime of both, in UTC", ["2026-04-01 04:30", "2026-04-01 06:30"], [text(QDateTime(one).toUTC()) for one in (moment, paris)])
seen("hours by which they are late", [5.0, 7.0], [(QDateTime(one).toSecsSinceEpoch() - one.timestamp()) / 3600 for one in (moment, paris)])
written = [QLocale("en_GB").toString(one, QLocale.FormatType.ShortFormat) for one in (moment, paris)]
seen("QLocale writes", ["31/03/2026 23:30", "01/04/2026 01:30"], written)
east = QDateTime(QDate(2026, 4, 1), QTime(1, 30), QTimeZone(7200))
seen("toPython() of 01:30 two hours east, and of the same in UTC", [datetime(2026, 4, 1, 1, 30), datetime(2026, 3, 31, 23, 30)],
     [east.toPython(), east.toUTC().toPython()])
seen("made local first", "2026-03-31 18:30", text(QDateTime(moment.astimezone())))


class Sender(QObject):
    told = Signal(object)


received = []
sender = Sender()
sender.told.connect(received.append)
sender.told.emit(paris)
seen("through a signal of object", [paris.isoformat()], [one.isoformat() for one in received])
PYTHON
