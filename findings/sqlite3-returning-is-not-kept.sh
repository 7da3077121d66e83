#!/bin/sh
# Guess:    with isolation_level=None Python's sqlite3 keeps each statement as soon as execute() has run it, `INSERT ... RETURNING` like any other;
#           in_transaction is False, so there is nothing to commit.
# Happens:  rows that were written by INSERT ... RETURNING are on disk only once all that it returns has been fetched. Until then nobody else sees
#           them, nobody else may write, commit() does nothing and says nothing, and further statements that write, without RETURNING, wait with
#           them. A program that ends by a crash leaves none of these rows.
# Why:      SQLite writes all the rows at the first step, but commits when the statement is done, and a statement with rows to give is not done.
#           BEGIN was never said, so the module has nothing to commit. A single row is safe after fetchone(): the module looks one row ahead.
# Bites:    "note the intents, send the entries": the numbers are taken from the cursor while sending, or the first alone is looked at. The machine
#           stops after the third entry; QuickBooks has three, the store none, and after the restart they are sent again.
# Instead:  fetchall() in the line that executes; or BEGIN and COMMIT of one's own: then COMMIT raises while rows are waiting.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 - <<'PYTHON'
import pathlib
import sqlite3
import subprocess
import sys

SETUP = """
import os, sqlite3
connection = sqlite3.connect("store", isolation_level=None)
connection.execute("CREATE TABLE intent (number INTEGER PRIMARY KEY, expense TEXT)")
"""
WRITE = """cursor = connection.execute("INSERT INTO intent (expense) VALUES ('taxi'), ('hotel') RETURNING number")"""
MORE = """connection.execute("INSERT INTO intent (expense) VALUES ('lunch')")"""
CRASH = "os._exit(1)"


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def on_disk():
    """What another connection reads, and whether it may write."""
    other = sqlite3.connect("store", isolation_level=None, timeout=0.1)
    rows = [expense for (expense,) in other.execute("SELECT expense FROM intent").fetchall()]
    try:
        other.execute("UPDATE intent SET expense = expense")
        may_write = True
    except sqlite3.OperationalError as error:
        may_write = str(error)
    other.close()
    return rows, may_write


def left(*lines):
    """The rows that are there after a program of these lines has crashed."""
    pathlib.Path("store").unlink(missing_ok=True)
    subprocess.run([sys.executable, "-c", "\n".join((SETUP, *lines, CRASH))], check=False)
    return on_disk()[0]


print("Python", sys.version.split()[0], "SQLite", sqlite3.sqlite_version)
connection = sqlite3.connect("store", isolation_level=None)
connection.execute("CREATE TABLE intent (number INTEGER PRIMARY KEY, expense TEXT)")
cursor = connection.execute("INSERT INTO intent (expense) VALUES ('taxi'), ('hotel') RETURNING number")
seen("after execute(): in a transaction, on disk", (False, ([], "database is locked")), (connection.in_transaction, on_disk()))
seen("the first number is fetched", ((1,), ([], "database is locked")), (cursor.fetchone(), on_disk()))
seen("commit()", (None, ([], "database is locked")), (connection.commit(), on_disk()))
connection.execute("INSERT INTO intent (expense) VALUES ('lunch')")
seen("another INSERT, without RETURNING", ([], "database is locked"), on_disk())
seen("all numbers are fetched", ([(2,)], (["taxi", "hotel", "lunch"], True)), (cursor.fetchall(), on_disk()))
connection.close()
seen("a crash after it, the cursor still there", [], left(WRITE, "cursor.fetchone()", "connection.commit()", MORE))
seen("a crash after fetchall()", ["taxi", "hotel", "lunch"], left(WRITE, "cursor.fetchall()", MORE))
seen("a crash after the same without RETURNING", ["taxi", "hotel", "lunch"], left(WRITE.replace(" RETURNING number", ""), MORE))
began = 'connection.execute("BEGIN")', WRITE, "cursor.fetchone()"
ended = 'try: connection.execute("COMMIT")', "except sqlite3.OperationalError: cursor.fetchall(), connection.execute('COMMIT')"
seen("BEGIN and COMMIT of one's own, fetched after COMMIT has raised", ["taxi", "hotel"], left(*began, *ended))
PYTHON
