"""Request ids that depend only on what is asked, never on when: QuickBooks answers a repeat and does it once (design.md 4.2)."""

import hashlib
from collections.abc import Iterable

_LENGTH = 36  # 50 are allowed for one request, 36 for a batch (quickbooks.md 2.2)


def request_id(*parts: str) -> str:
    """The id of a request, from what it is about: company, job, accounting entry, position."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_LENGTH]


def payload_hash(body: bytes) -> str:
    """A fingerprint of what is sent; equal bodies have equal ones."""
    return hashlib.sha256(body).hexdigest()


def batch_id(realm_id: str, job_id: str, members: Iterable[tuple[str, str]]) -> str:
    """The id of a batch, from its content: (accounting entry id, payload hash) of each member, in order."""
    return request_id("batch", realm_id, job_id, *(part for member in members for part in member))
