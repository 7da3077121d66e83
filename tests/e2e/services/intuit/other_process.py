"""A process of its own that asks for a header and prints it: what a scheduled command does beside the window.

Arguments: address of the token server, folder of the profile, and optionally "die" to end right after the new refresh token is kept.
"""

import os
import sys
from pathlib import Path

import requests

from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.services.intuit.endpoint import IntuitAddresses, IntuitEndpoint
from pleoqb_desktop.services.intuit.sign_in import IntuitSignIn
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.services.storage.secrets import FileSecrets
from pleoqb_desktop.services.system.clock import SystemClock
from tests.e2e.services.intuit.token_server import CLIENT_ID, CLIENT_SECRET, REVOKE_PATH, TOKEN_PATH
from tests.patience import PATIENCE


class DyingSecrets(FileSecrets):
    """The process is killed between keeping the refresh token and using the access token."""

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps it, and ends."""
        super().set(name, address, value)
        os._exit(9)


def main(address: str, folder: Path, *, dies: bool) -> None:
    """Tells the server that it has started, then asks."""
    requests.get(f"{address}/started", timeout=PATIENCE)
    secrets = (DyingSecrets if dies else FileSecrets)(folder / "secrets.json")
    addresses = IntuitAddresses(f"{address}/connect", address + TOKEN_PATH, address + REVOKE_PATH)
    clock = SystemClock()
    endpoint = IntuitEndpoint(addresses, clock, "test")
    sign_in = IntuitSignIn(endpoint, CLIENT_ID, lambda: CLIENT_SECRET, secrets, FileLocks(folder), clock)
    sys.stdout.write(sign_in.header())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), dies=sys.argv[3:] == ["die"])
