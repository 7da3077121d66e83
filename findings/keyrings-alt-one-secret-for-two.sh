#!/bin/sh
# Guess:    two user names that differ in a capital are two entries of a keyring: keyring.set_password("books", "aB3", ...) leaves "Ab3" as it is.
# Happens:  the second secret overwrites the first and is read under both names; delete_password() of one takes both. So do the plain and the encrypted
#           file of keyrings.alt, which are what a server without a desktop has. Two services are told apart by their capitals.
# Why:      the file is an INI file. Its sections (services) keep their capitals; its options (user names) pass through RawConfigParser.optionxform(),
#           which lowers them. The name is escaped before that, so that nothing of it is refused.
# Bites:    a program that signs in to several companies keeps the refresh token under the id of the service, in base 62 or base 64. The token of
#           one company is handed to the other: its expenses go into the wrong books, or the sign-in is refused; the first token is lost. On a desktop
#           of Linux (Secret Service), where the program was tested, the same lines are right.
# Instead:  a user name without capitals (hex of the id), or the id in the service's name; read again after writing, under both names.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'keyring==25.7.0' 'keyrings.alt==5.0.2' 'pycryptodome==3.23.0'
unset DBUS_SESSION_BUS_ADDRESS
export XDG_DATA_HOME="$folder" XDG_CONFIG_HOME="$folder" HOME="$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import keyring
from keyrings.alt.file import EncryptedKeyring, PlaintextKeyring

FIRST, SECOND = "aB3xQ", "Ab3Xq"


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def encrypted():
    """With its main password set, without a terminal to ask for one."""
    made = EncryptedKeyring()
    made.keyring_key = "main password"
    return made


print("keyring", version("keyring"), "keyrings.alt", version("keyrings.alt"))
for store in (PlaintextKeyring(), encrypted()):
    name = type(store).__name__
    keyring.set_keyring(store)
    keyring.set_password("books", FIRST, "token of the first company")
    keyring.set_password("books", SECOND, "token of the second company")
    keyring.set_password("Books", FIRST, "of another service")
    seen(f"{name}: read under {FIRST}", "token of the second company", keyring.get_password("books", FIRST))
    seen(f"{name}: read under {SECOND}", "token of the second company", keyring.get_password("books", SECOND))
    seen(f"{name}: read under {FIRST} of Books", "of another service", keyring.get_password("Books", FIRST))
    keyring.delete_password("books", FIRST)
    seen(f"{name}: {SECOND} after {FIRST} was deleted", None, keyring.get_password("books", SECOND))
PYTHON
