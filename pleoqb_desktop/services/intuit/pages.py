"""The pages a browser shows when it comes back from Intuit: plain HTML in both languages, nothing from outside, nothing of the request."""

import base64
import hashlib
from collections.abc import Mapping
from enum import Enum
from html import escape
from typing import Final

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

_ENGLISH: Final[Mapping[Page, tuple[str, str]]] = {
    Page.ANSWERED: (
        "QuickBooks has answered",
        "You can close this tab and go back to PleoQB Desktop, which finishes the connection.",
    ),
    Page.DENIED: (
        "Access was not given",
        "Nothing was connected. Go back to PleoQB Desktop to try again whenever you like.",
    ),
    Page.INCOMPLETE: (
        "The answer from QuickBooks is incomplete",
        "Nothing was connected. Go back to PleoQB Desktop and start the sign-in again.",
    ),
    Page.NOT_OURS: (
        "This answer does not belong to the sign-in that was started",
        "Nothing was changed, and PleoQB Desktop still waits. Close this tab and use the one that it opened last.",
    ),
    Page.ALREADY: (
        "The answer has already arrived",
        "This sign-in takes one answer only. Go back to PleoQB Desktop.",
    ),
    Page.NOTHING_HERE: (
        "There is nothing at this address",
        "PleoQB Desktop waits here for the answer from QuickBooks, and for nothing else.",
    ),
    Page.ONLY_GET: (
        "This request is not accepted",
        "PleoQB Desktop waits here for the answer from QuickBooks, and for nothing else.",
    ),
    Page.UNREADABLE: (
        "This request cannot be read",
        "PleoQB Desktop waits here for the answer from QuickBooks, and for nothing else.",
    ),
}

_FRENCH: Final[Mapping[Page, tuple[str, str]]] = {
    Page.ANSWERED: (
        "QuickBooks a répondu",
        "Vous pouvez fermer cet onglet et revenir à PleoQB Desktop, qui termine la connexion.",
    ),
    Page.DENIED: (
        "L’accès n’a pas été donné",
        "Rien n’a été relié. Revenez à PleoQB Desktop pour recommencer quand vous voulez.",
    ),
    Page.INCOMPLETE: (
        "La réponse de QuickBooks est incomplète",
        "Rien n’a été relié. Revenez à PleoQB Desktop et recommencez la connexion.",
    ),
    Page.NOT_OURS: (
        "Cette réponse n’appartient pas à la connexion qui a été lancée",
        "Rien n’a changé, et PleoQB Desktop attend toujours. Fermez cet onglet et utilisez le dernier qu’il a ouvert.",
    ),
    Page.ALREADY: (
        "La réponse est déjà arrivée",
        "Cette connexion n’accepte qu’une seule réponse. Revenez à PleoQB Desktop.",
    ),
    Page.NOTHING_HERE: (
        "Il n’y a rien à cette adresse",
        "PleoQB Desktop attend ici la réponse de QuickBooks, et rien d’autre.",
    ),
    Page.ONLY_GET: (
        "Cette demande n’est pas acceptée",
        "PleoQB Desktop attend ici la réponse de QuickBooks, et rien d’autre.",
    ),
    Page.UNREADABLE: (
        "Cette demande est illisible",
        "PleoQB Desktop attend ici la réponse de QuickBooks, et rien d’autre.",
    ),
}


def words(page: Page, language: str) -> tuple[str, str]:
    """Title and text of a page, in French for "fr" and its regions, else in English."""
    return (_FRENCH if _is_french(language) else _ENGLISH)[page]


def render(page: Page, language: str) -> bytes:
    """The whole document, UTF-8."""
    title, text = words(page, language)
    return (
        f'<!DOCTYPE html>\n<html lang="{"fr" if _is_french(language) else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>PleoQB Desktop</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n</main>\n</body>\n</html>\n"
    ).encode()


def _is_french(language: str) -> bool:
    return language.lower().split("-")[0].split("_")[0] == "fr"
