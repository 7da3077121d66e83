"""The quick way to the window reads the very options that the parser reads, and leaves everything else to it."""

import pytest

from pleoqb_desktop.cli.options import UsageError, choice, parse
from pleoqb_desktop.cli.plain import window_choice


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--practice"],
        ["--language", "fr"],
        ["--language=en", "--practice"],
        ["--profile", "second", "--language", "fr"],
        ["--profile=second"],
        ["--practice", "--practice"],
        ["--language", "fr", "--language", "en"],
    ],
)
def test_it_reads_what_the_parser_reads(arguments):
    assert window_choice(arguments) == choice(parse(arguments, {}))


@pytest.mark.parametrize(
    "arguments",
    [
        ["export"],
        ["--practice", "tour"],
        ["status", "--practice"],
        ["--json"],
        ["--help"],
        ["-h"],
        ["--language"],
        ["--language", "xx"],
        ["--language=xx"],
        ["--profile", "--practice"],
        ["--prac"],
        ["--practice=1"],
        ["--"],
        [""],
    ],
)
def test_everything_else_is_left_to_the_parser(arguments):
    assert window_choice(arguments) is None


def test_what_it_leaves_is_still_refused_where_it_is_wrong():
    with pytest.raises(UsageError):
        parse(["--language", "xx"], {})
