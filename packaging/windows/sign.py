"""Signs one program file with a key that is not part of this tree: PKCS#12 file, password and time stamp come from the environment.

export PLEOQB_SIGN="$PWD/.venv/bin/python $PWD/packaging/windows/sign.py"
export PLEOQB_SIGN_KEY=/safe/place/key.p12 PLEOQB_SIGN_PASSWORD_FILE=/safe/place/password
export PLEOQB_SIGN_TIME=https://the.time.stamp.service   # optional; without it the signature ends with its certificate
make installer-windows
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NAME = "PleoQB Desktop"


def main() -> int:
    """Sign the file given, in place. Returns osslsigncode's exit code."""
    file = Path(sys.argv[1])
    signed = file.with_name(f"{file.name}.signed")
    command = ["osslsigncode", "sign", "-h", "sha256", "-n", NAME, "-pkcs12", os.environ["PLEOQB_SIGN_KEY"]]
    if password := os.environ.get("PLEOQB_SIGN_PASSWORD_FILE"):
        command += ["-readpass", password]
    if time := os.environ.get("PLEOQB_SIGN_TIME"):
        command += ["-ts", time]
    signed.unlink(missing_ok=True)
    code = subprocess.run(
        [*command, "-in", str(file), "-out", str(signed)], check=False, stdout=subprocess.DEVNULL
    ).returncode
    if code == 0:
        signed.replace(file)
    return code


if __name__ == "__main__":
    sys.exit(main())
