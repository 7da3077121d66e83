#!/bin/sh
# Guess:    a receipt that QuickBooks refuses raises QuickbooksException with the fault's code, as every other refusal does.
# Happens:  Attachable.save() raises KeyError('Attachable'). The code and the words of the service are lost.
# Why:      an upload is answered with 200 and a list that holds, for each file, an Attachable or a Fault. The client looks for a Fault at the top of
#           the answer only, then takes [0]['Attachable'] of the list. A fault at the top is raised as one expects.
# Bites:    a program that catches QuickbooksException stops at the first receipt of a refused type; one that catches everything takes a
#           refusal (wrong type: tell the person) for a fault of its own (report a bug), or repeats it for ever.
# Instead:  send uploads oneself and read each part of the answer; or take KeyError at this one call for "refused, reason unknown".
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
from quickbooks.exceptions import QuickbooksException
from quickbooks.objects import Attachable

FAULT = {"Fault": {"type": "ValidationFault", "Error": [{"Message": "File type not supported", "Detail": "", "code": "6041"}]}}
answers = []


class Books(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        status, body = answers.pop(0)
        answer = json.dumps(body).encode()
        self.send_response(status)
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


def refused(status, body):
    """The class and the code of what saving a receipt raises."""
    answers.append((status, body))
    receipt = Attachable()
    receipt.FileName, receipt.ContentType, receipt._FileBytes = "receipt.webp", "image/webp", b"RIFF"
    try:
        receipt.save(qb=client)
    except Exception as error:  # noqa: BLE001 - which one it is, is the question
        return type(error).__name__, isinstance(error, QuickbooksException), getattr(error, "error_code", None), str(error)[:40]
    return None


print("python-quickbooks", version("python-quickbooks"))
seen("400, fault at the top", ("QuickbooksException", True, 6041, "QB Exception 6041: File type not support"), refused(400, FAULT))
seen("200, fault in the list", ("KeyError", False, None, "'Attachable'"), refused(200, {"AttachableResponse": [FAULT]}))
PYTHON
