#!/bin/sh
# Guess:    HTTPAdapter(max_retries=3) repeats failed connections and nothing else. Its own documentation says so: "applies only to failed DNS lookups,
#           socket connections and connection timeouts, never to requests where data has made it to the server".
# Happens:  GET, PUT and DELETE that the server has received are sent four times: when the connection ends without an answer, and when the answer is
#           429 or 503 with Retry-After, whose wait it sleeps through inside the call. POST is sent once.
# Why:      a number becomes urllib3's Retry(3), whose budget counts every kind of failure and which honours Retry-After by default; only the default
#           of 0 becomes Retry(0, read=False). urllib3 then asks whether the method is idempotent, not whether data has arrived.
# Bites:    four metered reads where the program counts one; a pace of its own that is broken by the floor below; "stop" that is not heard, since
#           the sleep is inside; a DELETE that worked, lost its answer, and comes back as "not found".
# Instead:  max_retries=0 and one's own loop; or a Retry object that says each of connect, read, status and respect_retry_after_header.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'requests==2.34.2' 'urllib3==2.8.0'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

import requests
from requests.adapters import HTTPAdapter

received = []


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        received.append(self.command)
        if self.path == "/no-answer":
            self.close_connection = True
            return
        status, wait = {"/throttled": (429, "0"), "/busy": (503, "1"), "/broken": (502, None)}[self.path]
        self.send_response(status)
        if wait:
            self.send_header("Retry-After", wait)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_DELETE = do_POST = answer

    def log_message(self, *_):
        pass


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()


def sent(retries, method, path):
    """How many requests the server received for one call, and how the call ended."""
    received.clear()
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", HTTPAdapter(max_retries=retries))
        try:
            end = session.request(method, f"http://127.0.0.1:{server.server_port}{path}", timeout=10).status_code
        except requests.exceptions.RequestException as error:
            end = type(error).__name__
    return len(received), end


print("requests", version("requests"), "urllib3", version("urllib3"))
promise = "never to requests where data has\n        made it to the server"
seen("the promise stands in the documentation", True, promise in HTTPAdapter.__doc__)
for method in ("GET", "PUT", "DELETE"):
    seen(f"max_retries=3, {method}, no answer", (4, "ConnectionError"), sent(3, method, "/no-answer"))
    seen(f"max_retries=3, {method}, 429 with Retry-After", (4, 429), sent(3, method, "/throttled"))
seen("max_retries=3, POST, no answer", (1, "ConnectionError"), sent(3, "POST", "/no-answer"))
seen("max_retries=3, POST, 429 with Retry-After", (1, 429), sent(3, "POST", "/throttled"))
began = time.monotonic()
seen("max_retries=2, GET, 503 with Retry-After: 1", (3, 503), sent(2, "GET", "/busy"))
seen("that call lasted two seconds and more", True, time.monotonic() - began >= 2)
seen("max_retries=3, GET, 502", (1, 502), sent(3, "GET", "/broken"))
seen("max_retries=0, GET, no answer", (1, "ConnectionError"), sent(0, "GET", "/no-answer"))
seen("max_retries=0, GET, 429 with Retry-After", (1, 429), sent(0, "GET", "/throttled"))
PYTHON
