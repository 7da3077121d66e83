#!/bin/sh
# Guess:    a refresh that meets a gateway's error page raises something of requests (HTTPError), and an exception of oauthlib is the word of the
#           authorisation server: the sign-in is refused.
# Happens:  502 with a page, 503 with JSON and 429 with an empty object raise oauthlib's MissingTokenError, a kin of InvalidGrantError. JSON that is
#           no object ends in AttributeError. A 500 whose body looks like a token IS a token: it is taken, no question asked.
# Why:      OAuth2Session hands the body to oauthlib and never looks at the status. What is not JSON is read as a form, in which no access_token is
#           found; what is JSON is taken for an object.
# Bites:    `except OAuth2Error: sign in again` throws away a refresh token of a hundred days because a proxy had a bad minute, on every computer at
#           once, and the person has to go through the browser. A schedule stops for good.
# Instead:  a compliance hook for "refresh_token_response" and "access_token_response" that looks at the status first; and only
#           `error == "invalid_grant"` ends a sign-in.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'requests-oauthlib==2.0.0' 'oauthlib==4.0.1' 'requests==2.34.2'
OAUTHLIB_INSECURE_TRANSPORT=1 "$folder/venv/bin/python" - <<'PYTHON'
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

from oauthlib.oauth2 import OAuth2Error
from requests_oauthlib import OAuth2Session

answers = []


class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        status, kind, body = answers.pop(0)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()


def refreshed(status, kind, body):
    """How a refresh ends: the new access token, or the class of what it raises and whether that is oauthlib's."""
    answers.append((status, kind, body))
    with OAuth2Session("client", token={"access_token": "old", "refresh_token": "kept", "token_type": "bearer"}) as session:
        session.trust_env = False
        try:
            return session.refresh_token(f"http://127.0.0.1:{server.server_port}/token")["access_token"]
        except Exception as error:  # noqa: BLE001 - which one it is, is the question
            return type(error).__name__, isinstance(error, OAuth2Error)


print("requests-oauthlib", version("requests-oauthlib"), "oauthlib", version("oauthlib"))
token = b'{"access_token": "new", "token_type": "bearer", "expires_in": 3600}'
seen("400 invalid_grant", ("InvalidGrantError", True), refreshed(400, "application/json", b'{"error": "invalid_grant"}'))
seen("502 with a page", ("MissingTokenError", True), refreshed(502, "text/html", b"<html>Bad Gateway</html>"))
seen("503 with words in JSON", ("MissingTokenError", True), refreshed(503, "application/json", b'{"message": "maintenance"}'))
seen("429 with an empty object", ("MissingTokenError", True), refreshed(429, "application/json", b"{}"))
seen("503 with a list", ("AttributeError", False), refreshed(503, "application/json", b"[]"))
seen("500 with what looks like a token", "new", refreshed(500, "application/json", token))
PYTHON
