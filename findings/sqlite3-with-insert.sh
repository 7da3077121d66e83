#!/bin/sh
# Guess:    Python's sqlite3 opens a transaction before every statement that writes, so that rollback(), or an exception inside `with connection:`,
#           takes back all that was written since the last commit.
# Happens:  `INSERT ...` is taken back; `WITH ... INSERT ...` is not: it is committed at once, `in_transaction` stays False, `rowcount` is -1.
# Why:      the module (with its `isolation_level` as it comes) looks at the first word of the statement: INSERT, UPDATE, DELETE and REPLACE open a
#           transaction. A statement that begins with WITH is taken for a question.
# Bites:    "note the intent of these expenses, all or none" in one statement with a common table: the crash or the exception after it leaves half of
#           the truth on disk. Whether it does depends on what ran before it: after an INSERT the transaction is open already and holds.
# Instead:  open transactions oneself (`isolation_level=None` and BEGIN IMMEDIATE; from Python 3.12 `autocommit=False`), and test a rollback of each
#           statement that writes.
set -eu
sed -n 's/^# //p' "$0"
python3 - <<'PYTHON'
import sqlite3
import sys


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def kept(statement, *before, level=""):
    """In a transaction after the statement? its rowcount, and the rows left when the block ends with an exception."""
    connection = sqlite3.connect(":memory:", isolation_level=level)
    connection.execute("CREATE TABLE intent (expense TEXT)")
    connection.execute("CREATE TABLE waiting (expense TEXT)")
    connection.execute("INSERT INTO waiting VALUES ('taxi')")
    if level == "":
        connection.commit()
    try:
        with connection:
            for one in before:
                connection.execute(one)
            cursor = connection.execute(statement)
            state = connection.in_transaction, cursor.rowcount
            raise InterruptedError
    except InterruptedError:
        rows = connection.execute("SELECT count(*) FROM intent").fetchone()[0]
    connection.close()
    return *state, rows


print("Python", sys.version.split()[0], "SQLite", sqlite3.sqlite_version)
common = "WITH due AS (SELECT expense FROM waiting) INSERT INTO intent SELECT expense FROM due"
seen("INSERT: in transaction, rowcount, rows left", (True, 1, 0), kept("INSERT INTO intent SELECT expense FROM waiting"))
seen("WITH ... INSERT", (False, -1, 1), kept(common))
seen("WITH ... INSERT after another INSERT", (True, -1, 0), kept(common, "INSERT INTO intent VALUES ('lunch')"))
seen("WITH ... INSERT after our own BEGIN IMMEDIATE", (True, -1, 0), kept(common, "BEGIN IMMEDIATE", level=None))
PYTHON
