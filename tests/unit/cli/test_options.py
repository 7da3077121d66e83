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
