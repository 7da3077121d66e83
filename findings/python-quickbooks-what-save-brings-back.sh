#!/bin/sh
# Guess:    after sending, an object knows what the service said: its Id and its SyncToken, whether it was sent alone or in a batch.
# Happens:  save() brings back the Id and leaves the SyncToken as it was, so that the second correction of the same object is sent with the token of
#           the first. batch_create() brings back nothing: an object that was created by it has no Id still, and save() creates it a second time.
# Why:      save() sets `self.Id` alone; all else is in a new object that it returns. batch_create() puts new objects into `successes`, in the order
#           of the answer, and never touches those it was given.
# Bites:    sent in a batch, then one memo set right and save() called on the same object: the expense is in the books twice. Two corrections of
#           one entry in a row: the second is refused as stale (5010), though nobody else was there.
# Instead:  throw away what was sent and go on with what came back (`entry = entry.save(...)`, `answer.successes`, joined by a mark of one's own).
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

import requests
from quickbooks import QuickBooks
from quickbooks.batch import batch_create
from quickbooks.objects import Purchase

books = {}  # Id -> the entry as it stands


def kept(entry):
    """Creates, or corrects when the token is the present one."""
    number = entry.get("Id") or str(len(books) + 1)
    present = books.get(number)
    if present and str(entry["SyncToken"]) != present["SyncToken"]:
        return {"Fault": {"type": "ValidationFault", "Error": [{"Message": "Stale Object Error", "code": "5010"}]}}
    token = str(int(present["SyncToken"]) + 1) if present else "0"
    books[number] = {**entry, "Id": number, "SyncToken": token}
    return {"Purchase": books[number]}


class Books(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if "BatchItemRequest" in body:
            said = {"BatchItemResponse": [{"bId": one["bId"], **kept(one["Purchase"])} for one in body["BatchItemRequest"]]}
        else:
            said = kept(body)
        answer = json.dumps(said).encode()
        self.send_response(400 if "Fault" in said else 200)
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


def saved(entry):
    try:
        return entry.save(qb=client).SyncToken
    except Exception as error:  # noqa: BLE001 - the code is what is looked at
        return error.error_code


print("python-quickbooks", version("python-quickbooks"))
taxi = Purchase()
taxi.PrivateNote = "taxi"
came = [saved(taxi) for _ in range(3)]
seen("created, corrected, corrected: token or fault of each", ["0", "1", 5010], came)
seen("what the object knows, what the books hold", ("1", 0, "1"), (taxi.Id, taxi.SyncToken, books["1"]["SyncToken"]))

lunch = Purchase()
lunch.PrivateNote = "lunch"
answer = batch_create([lunch], qb=client)
seen("after batch_create(): Id of the answer, Id of what was given", ("2", None), (answer.successes[0].Id, lunch.Id))
lunch.save(qb=client)
seen("the books after save() of what was given", ["taxi", "lunch", "lunch"], [entry["PrivateNote"] for entry in books.values()])
PYTHON
