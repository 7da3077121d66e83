#!/bin/sh
# Guess:    after keyring.delete_password() the password is gone: get_password() gives None.
# Happens:  with two usable backends, get_password() gives the password of an earlier day.
# Why:      where more than one backend is usable, keyring puts a chain before them. It writes to the first, deletes from the first, and reads from
#           each until one answers. What the second has kept from a time when it was the only one was hidden by the first, and is seen again when the
#           first is empty.
# Bites:    a server without a desktop kept the sign-in in a file (keyrings.alt); then a desktop with its password store came. Years of use
#           later "sign out" is pressed: the next start finds a refresh token that is long used up, tries it, and says that the sign-in is refused
#           rather than that there is none. Somebody who signed out for secrecy has left a token on the disk.
# Instead:  after deleting, read again, and delete until nothing answers, from every backend of `keyring.backend.get_all_keyring()`; or choose one
#           backend at the first start, by name, and stay with it.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'keyring==25.7.0' 'keyrings.alt==5.0.2'
unset PYTHON_KEYRING_BACKEND DBUS_SESSION_BUS_ADDRESS
export XDG_DATA_HOME="$folder" XDG_CONFIG_HOME="$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import keyring

came = type(keyring.get_keyring()).__name__
print(f"first day, the only usable backend: {came!r}")
if came != "PlaintextKeyring":
    sys.exit("CHANGED: 'PlaintextKeyring' was seen before")
keyring.set_password("books", "refresh-token", "of the first day")
PYTHON
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class Desktop(KeyringBackend):
    """Stands for the password store of a desktop, which has the priority of one."""

    priority = 5

    def __init__(self):
        super().__init__()
        self._kept = {}

    def get_password(self, service, username):
        return self._kept.get((service, username))

    def set_password(self, service, username, password):
        self._kept[service, username] = password

    def delete_password(self, service, username):
        if self._kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


print("keyring", version("keyring"), "keyrings.alt", version("keyrings.alt"))
chain = keyring.get_keyring()
names = type(chain).__name__, [type(backend).__name__ for backend in chain.backends]
seen("later, with a second one", ("ChainerBackend", ["Desktop", "PlaintextKeyring"]), names)
keyring.set_password("books", "refresh-token", "of today")
seen("read", "of today", keyring.get_password("books", "refresh-token"))
keyring.delete_password("books", "refresh-token")
seen("read after delete_password()", "of the first day", keyring.get_password("books", "refresh-token"))
try:
    keyring.delete_password("books", "refresh-token")
    came = "deleted"
except PasswordDeleteError as error:
    came = str(error)
seen("deleted once more", "not there", came)
seen("read after that", "of the first day", keyring.get_password("books", "refresh-token"))
PYTHON
