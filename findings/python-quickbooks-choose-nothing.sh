#!/bin/sh
# Guess:    Purchase.choose(ids) gives the entries with these ids: none for an empty list, as in_([]) of SQLAlchemy and id__in=[] of Django do, and
#           all of them for a list of 250.
# Happens:  for an empty list it asks for everything, and gives the first 100 entries of the company. For 250 ids it gives the first 100 of them: no
#           page follows, and choose() takes no max_results with which one could ask for more, as where() and filter() do.
# Why:      build_choose_clause([]) is the empty text, and where() reads the empty text as "no condition". The query names no MAXRESULTS, and the
#           service's own figure is 100 (Intuit, "Query operations and syntax").
# Bites:    "undo what this run made": `batch_delete(Purchase.choose(made))` after a run that made nothing deletes a hundred entries of others. "Which of
#           our 250 entries still stand?": 150 are held to be deleted, and are sent a second time.
# Instead:  `if ids:` before it, at most 100 ids a time, and what came compared with what was asked; or a query of one's own with MAXRESULTS 1000.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'python-quickbooks==0.9.12' 'requests==2.34.2' 'requests-oauthlib==2.0.0'
"$folder/venv/bin/python" - <<'PYTHON'
import inspect
import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

import requests
from quickbooks import QuickBooks
from quickbooks.batch import batch_delete
from quickbooks.objects import Purchase

books = {str(number): {"Id": str(number), "SyncToken": "0"} for number in range(1, 401)}
asked = []


def queried(query):
    """As the service does: those of the condition if there is one, 100 unless MAXRESULTS says more."""
    asked.append(query)
    ids = re.search(r"WHERE Id in \((.*?)\)", query)
    found = list(books.values()) if ids is None else [books[one] for one in re.findall(r"'(\d+)'", ids[1]) if one in books]
    most = re.search(r"MAXRESULTS (\d+)", query)
    return {"QueryResponse": {"Purchase": found[: int(most[1]) if most else 100]}}


class Books(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "/query" in self.path:
            said = queried(body)
        else:
            gone = [(one["bId"], books.pop(one["Purchase"]["Id"])) for one in json.loads(body)["BatchItemRequest"]]
            said = {"BatchItemResponse": [{"bId": mark, "Purchase": {"Id": one["Id"], "status": "Deleted"}} for mark, one in gone]}
        answer = json.dumps(said).encode()
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
seen("choose() of two ids", ["7", "9"], [one.Id for one in Purchase.choose(["7", "9"], qb=client)])
seen("what was asked", "SELECT * FROM Purchase WHERE Id in ('7', '9')", asked[-1].strip())
many = [str(number) for number in range(1, 251)]
seen("choose() of 250 ids that all stand: entries", 100, len(Purchase.choose(many, qb=client)))
seen("MAXRESULTS in what was asked", False, "MAXRESULTS" in asked[-1])
seen("what choose() takes", ["choices", "field", "qb"], list(inspect.signature(Purchase.choose).parameters))
nothing = Purchase.choose([], qb=client)
seen("choose() of no id: entries", 100, len(nothing))
seen("what was asked", "SELECT * FROM Purchase", asked[-1].strip())
batch_delete(nothing, qb=client)
seen("entries of 400 that stand after batch_delete(choose([]))", 300, len(books))
PYTHON
