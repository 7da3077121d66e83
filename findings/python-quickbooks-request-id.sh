#!/bin/sh
# Guess:    a request id given to one save() guards that save() alone; a dict of query parameters is read, never written.
# Happens:  python-quickbooks writes `requestid` (and `minorversion`) into the caller's own dict. The next save() with the same dict and no request
#           id of its own goes out under the id of the one before.
# Why:      the dict is handed down unchanged from save() to make_request(), which fills it in place. An empty dict is replaced by a new one there
#           and stays clean, so that the trap opens only when there is something in it, as with the library's documented
#           `params={'include': 'allowduplicatedocnum'}` for purchases.
# Bites:    QuickBooks answers a known request id with the first answer and does no work: the second expense is "saved", has the first one's Id and
#           is not in the books. Nothing is raised.
# Instead:  a new dict for each call (`params=dict(params)`), a request id for each call, and a look at what came back: its Id must be new.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'python-quickbooks==0.9.12' 'requests==2.34.2' 'requests-oauthlib==2.0.0'
"$folder/venv/bin/python" - <<'PYTHON'
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

import requests
from quickbooks import QuickBooks
from quickbooks.objects import Purchase

books, answers = [], {}


class Books(BaseHTTPRequestHandler):
    """Keeps purchases; a known request id gets the first answer, as the service promises."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request_id = parse_qs(urlsplit(self.path).query).get("requestid", [None])[0]
        if request_id not in answers or request_id is None:
            books.append(body["PrivateNote"])
            answers[request_id] = {"Purchase": {**body, "Id": str(len(books)), "SyncToken": "0"}}
        answer = json.dumps(answers[request_id]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


server = HTTPServer(("127.0.0.1", 0), Books)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = QuickBooks(company_id="1", minorversion=75)
client.api_url_v3 = f"http://127.0.0.1:{server.server_port}/v3"
client.session = requests.Session()
client.session.trust_env = False
client.session.access_token = "token"

print("python-quickbooks", version("python-quickbooks"))
allowed = {"include": "allowduplicatedocnum"}
taxi, lunch = Purchase(), Purchase()
taxi.PrivateNote, lunch.PrivateNote = "taxi", "lunch"
taxi.save(qb=client, request_id="first", params=allowed)
seen("our dict after the first save()", {"include": "allowduplicatedocnum", "minorversion": 75, "requestid": "first"}, allowed)
saved = lunch.save(qb=client, params=allowed)
seen("what the second save() gave back", ("1", "taxi"), (saved.Id, saved.PrivateNote))
seen("what stands in the books", ["taxi"], books)
empty = {}
Purchase().save(qb=client, request_id="third", params=empty)
seen("an empty dict after save()", {}, empty)
PYTHON
