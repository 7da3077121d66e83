"""The catalogues are up to date and whole, and plurals are right in both languages."""

import subprocess
import sys
from pathlib import Path

import pytest

from pleoqb_desktop.gui.language import Translations
from pleoqb_desktop.gui.wizard.changes import Changes
from pleoqb_desktop.sync.report import Change
from pleoqb_desktop.texts import Language

ROOT = Path(__file__).parents[2]


def test_the_wizards_catalogues_are_up_to_date_and_finished():
    command = [sys.executable, "tools/translations.py", "--check", "--only", "wizard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [(Language("en"), "1 refused", "3 refused"), (Language("fr"), "1 refusé", "3 refusés")],
)
def test_one_and_many_are_said_as_the_language_does(language, one, many, qapp):
    translations = Translations(qapp)
    translations.use(language)
    changes = Changes()
    assert changes.count(Change.REFUSED, 1) == one
    assert changes.count(Change.REFUSED, 3) == many
    translations.remove()


def test_nothing_of_a_language_is_left_when_another_is_used(qapp):
    translations = Translations(qapp)
    translations.use(Language("fr"))
    translations.use(Language("en"))
    assert Changes().word(Change.UNCHANGED) == "same"
    translations.remove()
