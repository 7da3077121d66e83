"""Pleo's receipt storage: signed links that expire after 24 hours, and the bytes behind them; wants no credentials."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from werkzeug import Request, Response

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.receipts import ReceiptStore

LINK_LIFE = timedelta(hours=24)
"""Counted from the fetch of the item (pleo.md 4)."""


class FileService:
    """Hands out receipts. A service with the prefix ``files``."""

    def __init__(
        self,
        clock: PracticeClock,
        store: ReceiptStore,
        find: Callable[[str], tuple[PleoCompany, JsonMap, JsonMap] | None],
    ) -> None:
        """``find``: receipt id -> company, entry, receipt; None when unknown."""
        self._clock = clock
        self._store = store
        self._find = find
        self._secret = secrets.token_hex(16)

    def snapshot(self) -> dict[str, Any]:
        """Return the signing key, so that links outlive a restart."""
        return {"secret": self._secret}

    def restore(self, data: dict[str, Any]) -> None:
        """Take the signing key over."""
        self._secret = data["secret"]

    def link(self, receipt: JsonMap, now: datetime) -> tuple[str, int]:
        """Return a fresh signed path of a receipt and its size in bytes."""
        life = timedelta(seconds=-1) if receipt["kind"] == "expired" else LINK_LIFE
        expires, nonce = str(int((now + life).timestamp())), secrets.token_hex(4)
        signature = self._sign(receipt["id"], expires, nonce)
        query = f"expires={expires}&nonce={nonce}&signature={signature}"
        found = self._find(receipt["id"])
        size = 0 if found is None else self._store.size(*found)
        return f"/files/{receipt['id']}/{quote(receipt['name'])}?{query}", size

    def _sign(self, *parts: str) -> str:
        return hmac.new(self._secret.encode(), "|".join(parts).encode(), hashlib.sha256).hexdigest()[:32]

    def __call__(self, request: Request) -> Response:
        """Answer a download."""
        if "Authorization" in request.headers or "Cookie" in request.headers:
            # another host's credentials: a client that sends them here leaks them
            return _storage_error(400, "InvalidArgument", "Only one auth mechanism allowed")
        if request.method not in ("GET", "HEAD"):
            return _storage_error(405, "MethodNotAllowed", "The method is not allowed")
        receipt_id = request.path.strip("/").partition("/")[0]
        expires, nonce = request.args.get("expires", ""), request.args.get("nonce", "")
        if not hmac.compare_digest(request.args.get("signature", ""), self._sign(receipt_id, expires, nonce)):
            return _storage_error(403, "SignatureDoesNotMatch", "The signature does not match")
        if self._clock.now().timestamp() > int(expires):
            return _storage_error(403, "AccessDenied", "Request has expired")
        found = self._find(receipt_id)
        if found is None or found[2]["kind"] == "missing":
            return _storage_error(404, "NoSuchKey", "The specified key does not exist.")
        return self._content(*found)

    def _content(self, company: PleoCompany, entry: JsonMap, receipt: JsonMap) -> Response:
        if receipt["kind"] == "redirect":
            return Response(b"", 302, {"Location": receipt.get("location", "http://169.254.169.254/latest/meta-data/")})
        if receipt["kind"] == "slow":
            time.sleep(receipt.get("seconds", 3))
        return Response(self._store.content(company, entry, receipt), content_type=receipt["type"])


def _storage_error(status: int, code: str, message: str) -> Response:
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Response(xml, status, content_type="application/xml")
