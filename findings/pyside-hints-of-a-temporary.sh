#!/bin/sh
# Guess:    app.styleHints().accessibility().contrastPreference() reads whether the person wants high contrast, as the line before it,
#           app.styleHints().colorScheme(), reads whether she wants a dark desktop: both hang on the application, which lives as long as the program.
# Happens:  the second works, the first raises RuntimeError "Internal C++ object (PySide6.QtGui.QAccessibilityHints) already deleted". With the
#           hints in a name of their own for one line longer, the same call answers.
# Why:      nothing is deleted. PySide takes what `accessibility()` returns for a child of the Python wrapper of the style hints; that wrapper is a
#           temporary, and when it goes all wrappers below it are declared dead, though the C++ objects live on. `colorScheme()` returns a value.
# Bites:    a one-line check of high contrast that is written like its neighbours ends the program at its first coloured word; inside a
#           try/except it says "no high contrast" for ever. A program with colours of its own (amber, red, green) then paints them over the two
#           colours that a person with weak eyes has chosen.
# Instead:  keep the hints: `hints = QGuiApplication.styleHints()`, then `hints.accessibility()`; for signals, keep them as long as the connection.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" - <<'PYTHON'
import sys

from PySide6 import __version__
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


print("PySide6", __version__)
app = QGuiApplication([])
seen("colour scheme in one line", True, app.styleHints().colorScheme() in set(Qt.ColorScheme))
try:
    answer = str(app.styleHints().accessibility().contrastPreference())
except RuntimeError as error:
    answer = str(error)
seen("contrast in one line", True, "already deleted" in answer)
print("  in its words:", answer)
hints = app.styleHints()
seen("contrast with the hints kept", Qt.ContrastPreference.NoPreference, hints.accessibility().contrastPreference())
told = []
hints.accessibility().contrastPreferenceChanged.connect(told.append)
hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
seen("its signal, with the hints kept", [Qt.ContrastPreference.HighContrast], told)
PYTHON
