"""The run store's tables, as numbered scripts, and how a store comes up to date; knows no records."""

import sqlite3
from collections.abc import Iterator, Sequence
from importlib.resources import files


class NewerStoreError(Exception):
    """The store was written by a later version of the program."""


def shipped() -> tuple[str, ...]:
    """The scripts of this version, in order; script N brings a store to version N."""
    scripts = sorted(
        (file for file in files(__name__).iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    return tuple(script.read_text("utf-8") for script in scripts)


def migrate(connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
    """Applies what is missing, all in one transaction: a store is of one version or another, never between.

    The connection must not open transactions by itself. Raises NewerStoreError and leaves the store alone when it has seen
    more scripts than these.
    """
    if _version(connection) == len(scripts):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in _missing(_version(connection), scripts):
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(scripts)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _missing(version: int, scripts: Sequence[str]) -> Sequence[str]:
    if version > len(scripts):
        raise NewerStoreError(f"version {version} of at most {len(scripts)}")
    return scripts[version:]


def _statements(script: str) -> Iterator[str]:
    """The statements one by one: sqlite3's executescript would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"a script ends within a statement: {statement!r}")
