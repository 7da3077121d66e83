import re
from pathlib import Path

import pytest

from pleoqb_desktop.cli.options import UsageError, parse


@pytest.mark.parametrize(
    "arguments",
    [
        ["practice", "--country", "FR", "--items", "3"],
        ["--language", "fr", "practice", "--country", "FR", "--items", "3"],
        ["practice", "--country", "FR", "--json", "--items", "3"],
    ],
)
def test_the_practice_services_get_their_own_options(arguments: list[str]) -> None:
    options = parse(arguments, {})
    assert options.command == "practice"
    assert options.practice_arguments == ["--country", "FR", "--items", "3"]


@pytest.mark.parametrize("arguments", [["sync", "--country", "FR"], ["export", "now"], ["--country"]])
def test_any_other_command_refuses_options_that_it_does_not_know(arguments: list[str]) -> None:
    with pytest.raises(UsageError, match="unrecognized arguments"):
        parse(arguments, {})


@pytest.mark.parametrize("name", ["page.pdf", "page.csv", "PAGE.PDF"])
def test_a_page_is_a_pdf_or_a_table(name: str) -> None:
    assert parse(["reconcile", "--report", name], {}).report == Path(name)
    assert parse(["reconcile"], {}).report is None


@pytest.mark.parametrize("name", ["page", "page.txt", ".pdf", "page.pdf.zip", ""])
def test_a_page_of_any_other_ending_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="--report"):
        parse(["reconcile", "--report", name], {})


@pytest.mark.parametrize(
    ("arguments", "form"),
    [
        (["reconcile", "--from", "3 May"], "YYYY-MM-DD"), (["setup", "--from", "3 May"], "YYYY-MM-DD"),
        (["undo", "last"], "number of the run"), (["export", "--look-alikes", "ask"], "hold|post|adopt"),
        (["columns", "file.csv", "--states", "open"], "exported,queued|all"), (["schedule", "--daily", "25:00"], "HH:MM"),
        (["schedule", "--weekly", "LUN", "07:30"], "MON|TUE"),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_told_with_the_form_it_should_have(arguments: list[str], form: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(["--language", "en", *arguments], {})
    assert form in str(refused.value)
    assert not re.search(r"_\w+ value|int value|fromisoformat|LookAlikes", str(refused.value))
    assert refused.value.remedy.endswith(f"pleoqb-desktop {arguments[0]} --help")


@pytest.mark.parametrize("command", [[], ["connect"], ["connect", "pleo"], ["setup"], ["answer"], ["columns"]], ids=str)
def test_help_is_in_the_language_that_was_asked_for(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("fr", "en"):
        with pytest.raises(SystemExit):
            parse(["--language", language, *command, "--help"], {})
        english = re.findall(r"show this help|^positional arguments:", capsys.readouterr().out, re.MULTILINE)
        assert english == ([] if language == "fr" else ["show this help"])
