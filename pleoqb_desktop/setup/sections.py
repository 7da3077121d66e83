"""The parts of the settings page, by name; a place to point to from elsewhere."""

from enum import StrEnum


class Section(StrEnum):
    """In the order they are shown."""

    ACCOUNTS = "accounts"
    TAGS = "tags"
    POSTING = "posting"
    SCHEDULE = "schedule"
    CONNECTIONS = "connections"
    APPEARANCE = "appearance"
    PROGRAM = "program"
    PRACTICE = "practice"
    HELP = "help"
