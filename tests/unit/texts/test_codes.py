"""Every code that one expense can have tells Pleo a reason and offers a way out, or stands here with why not."""

from pleoqb_desktop.domain import problems
from pleoqb_desktop.domain.problems import Code, PleoReason, Problem
from pleoqb_desktop.texts import ENGLISH
from pleoqb_desktop.texts.catalogue import Catalogue
from pleoqb_desktop.texts.ways_out import WAYS_OUT
from tests.unit.texts.test_catalogues import files

OF_ITEMS = {Code(code) for name in ("items", "entries") for code in files(ENGLISH)[f"problems/{name}.toml"]}
"""The codes of expenses; those of a file's rows are told by row and not to Pleo."""
VALIDATION = {
    Code.UNKNOWN_TYPE, Code.UNKNOWN_SUBTYPE, Code.NO_LINES, Code.TOO_MANY_LINES, Code.TOTAL_MISMATCH, Code.AMOUNT_ZERO,
    Code.AMOUNT_FRACTION, Code.CURRENCY_UNCLEAR, Code.OTHER_COMPANY, Code.TAX_AMOUNT_OFF, Code.NET_AMOUNT_OFF, Code.TAG_TWICE,
    Code.TWO_LOCATIONS, Code.TWO_CLASSES, Code.DATE_UNUSABLE, Code.ITEM_UNREADABLE,
}  # fmt: skip
"""What Pleo tells of the expense does not hold together: a validation failure, which is what is told where nothing else is."""
NEVER_TOLD = {
    Code.CHANGED_SINCE: "its entry stands: Pleo is told of a success",
    Code.RECEIPT_REPLACED: "its entry stands: Pleo is told of a success",
    Code.REPORT_REFUSED: "Pleo did not take what it was told",
}
WITHOUT_BUTTON: dict[Code, str] = {}


def test_pleo_is_told_a_reason_for_every_code_of_an_expense() -> None:
    assert OF_ITEMS - problems._REASONS.keys() == VALIDATION | NEVER_TOLD.keys()
    assert {Problem(code).pleo_reason for code in VALIDATION} == {PleoReason.VALIDATION}


def test_every_code_of_an_expense_has_a_button() -> None:
    assert OF_ITEMS - WAYS_OUT.keys() == WITHOUT_BUTTON.keys()


def test_every_code_stands_in_one_file_of_the_catalogue() -> None:
    assert {Code(code) for code in Catalogue(ENGLISH).problems} == set(Code)
