"""The pages a browser shows when it comes back from Intuit: plain HTML, nothing from outside, nothing of the request; its words are handed in."""

import base64
import hashlib
from collections.abc import Mapping
from enum import Enum
from html import escape
from typing import Final

from pleoqb_desktop.ports.system import PageWording

_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.5 system-ui,sans-serif;margin:15vh auto 0;max-width:34rem;padding:0 1.5rem}"
    "h1{font-size:1.6rem;line-height:1.25;margin:0 0 .6rem}"
    "p{margin:0}"
)


def content_hash(text: str) -> str:
    """The source expression with which a Content-Security-Policy allows exactly this inline text."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


HEADERS: Final[Mapping[str, str]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src {content_hash(_STYLE)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Sent with every page."""


class Page(Enum):
    """What the receiver has to say. Nothing here claims more than is known: the sign-in ends in the program, not here."""

    ANSWERED = "answered"
    DENIED = "denied"
    INCOMPLETE = "incomplete"
    NOT_OURS = "not_ours"
    ALREADY = "already"
    NOTHING_HERE = "nothing_here"
    ONLY_GET = "only_get"
    UNREADABLE = "unreadable"

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        return _STATUS[self]


_STATUS: Final[Mapping[Page, int]] = {
    Page.ANSWERED: 200,
    Page.DENIED: 200,
    Page.INCOMPLETE: 400,
    Page.NOT_OURS: 400,
    Page.ALREADY: 409,
    Page.NOTHING_HERE: 404,
    Page.ONLY_GET: 405,
    Page.UNREADABLE: 400,
}


def render(page: Page, wording: PageWording) -> bytes:
    """The whole document, UTF-8."""
    title, text = wording.sign_in_page(page.value)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(wording.code)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>PleoQB Desktop</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n</main>\n</body>\n</html>\n"
    ).encode()
