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
