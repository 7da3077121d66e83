#!/bin/sh
# Guess:    a QuickBooks client that was made with an AuthClient uses that AuthClient's tokens: after auth_client.refresh() its requests carry the new one.
# Happens:  the requests carry the old access token until the client is made anew, and the client's `refresh_token` stays the one that was used up.
# Why:      the tokens are copied into a session while the client is made, and never read again. Nothing in the client refreshes by itself, either: a
#           401 is raised as AuthorizationException.
# Bites:    an export of more than an hour: 401, refresh (that works), the same request again: 401, refresh ... With every turn the refresh token
#           may change; a program that saves `client.refresh_token` saves the one before, and tomorrow's sign-in is refused.
# Instead:  a new QuickBooks(auth_client=...) after each refresh, or a session of one's own; save `auth_client.refresh_token`, and at once.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'python-quickbooks==0.9.12' 'intuit-oauth==1.2.6' 'requests-oauthlib==2.0.0' 'oauthlib==4.0.1' 'requests==2.34.2'
NO_PROXY=127.0.0.1 OAUTHLIB_INSECURE_TRANSPORT=1 "$folder/venv/bin/python" - <<'PYTHON'
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

from intuitlib.client import AuthClient
from quickbooks import QuickBooks

MEMBERS = ("authorization_endpoint", "token_endpoint", "revocation_endpoint", "issuer", "jwks_uri", "userinfo_endpoint")
bearers = []


class Services(BaseHTTPRequestHandler):
    """Discovery, a token endpoint that gives new tokens, and the books."""

    def do_GET(self):
        if self.path == "/discovery":
            self.answer({member: f"{base}/{member}" for member in MEMBERS})
        else:
            bearers.append(self.headers["Authorization"])
            self.answer({"CompanyInfo": {}})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "access 2", "refresh_token": "refresh 2", "token_type": "bearer", "expires_in": 3600})

    def answer(self, body):
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


server = ThreadingHTTPServer(("127.0.0.1", 0), Services)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"


def client():
    made = QuickBooks(auth_client=auth, company_id="1", minorversion=75)
    made.api_url_v3 = base
    made.session.trust_env = False
    return made


print("python-quickbooks", version("python-quickbooks"), "intuit-oauth", version("intuit-oauth"))
auth = AuthClient("id", "secret", "http://localhost/", f"{base}/discovery", access_token="access 1", refresh_token="refresh 1")
books = client()
books.get(f"{base}/company")
auth.refresh()
seen("the AuthClient after refresh()", ("access 2", "refresh 2"), (auth.access_token, auth.refresh_token))
books.get(f"{base}/company")
seen("sent before and after", ["Bearer access 1", "Bearer access 1"], bearers)
seen("the client's refresh token", "refresh 1", books.refresh_token)
client().get(f"{base}/company")
seen("sent by a client made anew", "Bearer access 2", bearers[-1])
PYTHON
