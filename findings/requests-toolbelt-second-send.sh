#!/bin/sh
# Guess:    a MultipartEncoder is a request's body: given to a second request it is sent again, or the second one fails to be made.
# Happens:  the second request is made without a word. It announces the full length and has no bytes.
# Why:      the encoder is a stream that is read once, with no tell() and no seek(), so that requests cannot note where it began nor wind it back. Its
#           `len` is the length of the whole, not of what is left, and requests trusts it. Files that it reads are at their ends, too.
# Bites:    a receipt is sent again after 401, 429 or a cut line: the server waits for bytes that never come until somebody's time is over, and the
#           program sees a time-out, repeats, and sees it again. A redirect with 307 has the same body.
# Instead:  keep what makes the body, not the body: a function that opens the files and gives a new encoder for each try.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'requests-toolbelt==1.0.0' 'requests==2.34.2'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

from requests import Request
from requests_toolbelt import MultipartEncoder


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def prepared(body):
    """The length that a request announces, and the length of what it would send; nothing is sent."""
    request = Request("POST", "http://127.0.0.1/upload", data=body).prepare()
    sent = request.body.read() if hasattr(request.body, "read") else request.body
    return int(request.headers["Content-Length"]), len(sent)


print("requests-toolbelt", version("requests-toolbelt"), "requests", version("requests"))
receipt = io.BytesIO(b"%PDF" + bytes(1000))
encoder = MultipartEncoder({"file_content_01": ("receipt.pdf", receipt, "application/pdf")}, boundary="b")
seen("first request: length announced, length sent", (1131, 1131), prepared(encoder))
seen("second request: length announced, length sent", (1131, 0), prepared(encoder))
seen("the encoder can be asked where it stands, or wound back", (False, False), (hasattr(encoder, "tell"), hasattr(encoder, "seek")))
plain = io.BytesIO(b"x" * 1131)
seen("an ordinary stream, first request", (1131, 1131), prepared(plain))
seen("an ordinary stream, wound back", (1131, 1131), (plain.seek(0), prepared(plain))[1])
PYTHON
