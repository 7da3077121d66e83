"""The pages that Intuit's sign-in shows in the browser, in English and French; knows no token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

TEXTS = {
    "en": {
        "title": "Practice sign-in",
        "ask": "An app wants to work with your practice QuickBooks company.",
        "scope": "It will be able to read and write your accounting data. Nothing here is real.",
        "company": "Company",
        "allow": "Authorise",
        "deny": "Deny",
        "other": "Français",
        "wrong": "Intuit cannot sign you in",
        "redirect_uri": "The redirect_uri query parameter value is invalid. It must be registered for this app's keys.",
        "client_id": "The client_id is unknown.",
        "state": "The state query parameter is missing.",
        "realm_id": "Choose one of your companies.",
    },
    "fr": {
        "title": "Connexion d'entraînement",
        "ask": "Une application souhaite utiliser votre entreprise QuickBooks d'entraînement.",
        "scope": "Elle pourra lire et écrire vos données comptables. Rien n'est réel ici.",
        "company": "Entreprise",
        "allow": "Autoriser",
        "deny": "Refuser",
        "other": "English",
        "wrong": "Intuit ne peut pas vous connecter",
        "redirect_uri": "Le paramètre redirect_uri n'est pas valide. Il doit être enregistré pour les clés de cette application.",
        "client_id": "Le client_id est inconnu.",
        "state": "Le paramètre state est absent.",
        "realm_id": "Choisissez une de vos entreprises.",
    },
}
STYLE = (
    "body{font:17px system-ui,sans-serif;max-width:30rem;margin:4rem auto;padding:0 1rem;color:#222;background:#f4f5f8}"
    "main{background:#fff;border:1px solid #d4d7dc;border-radius:8px;padding:1.5rem 2rem}"
    "button,select{font:inherit;padding:.5rem 1.2rem;margin:.3rem .3rem .3rem 0;border-radius:6px;border:1px solid #8d9096}"
    "button.go{background:#1a6b2f;border-color:#1a6b2f;color:#fff}a{color:#0b5cad}label{display:block;margin:.5rem 0}"
)


def consent(language: str, parameters: Mapping[str, str], companies: Sequence[tuple[str, str]]) -> str:
    """Return the page that asks for consent; ``companies`` are realm and name, a choice when there are several."""
    texts = TEXTS[language]
    hidden = "".join(f'<input type="hidden" name="{escape(n)}" value="{escape(v)}">' for n, v in parameters.items())
    if len(companies) == 1:
        realm, name = companies[0]
        choice = f'<input type="hidden" name="realm_id" value="{realm}"><p><strong>{escape(name)}</strong></p>'
    else:
        options = "".join(f'<option value="{realm}">{escape(name)}</option>' for realm, name in companies)
        choice = f'<label>{texts["company"]} <select name="realm_id" id="realm_id">{options}</select></label>'
    other = "fr" if language == "en" else "en"
    switch = urlencode({**parameters, "lang": other})
    return _page(
        language,
        f'<p><a id="language" hreflang="{other}" href="?{escape(switch)}">{texts["other"]}</a></p>'
        f"<h1>{texts['title']}</h1><p>{texts['ask']}</p><p>{texts['scope']}</p>"
        f'<form method="post">{hidden}{choice}'
        f'<button class="go" type="submit" name="decision" value="allow" id="allow">{texts["allow"]}</button>'
        f'<button type="submit" name="decision" value="deny" id="deny">{texts["deny"]}</button></form>',
    )


def refusal(language: str, reason: str) -> str:
    """Return the page that says why nobody can sign in here; it never redirects."""
    texts = TEXTS[language]
    return _page(language, f'<h1>{texts["wrong"]}</h1><p id="reason">{texts[reason]}</p>')


def _page(language: str, body: str) -> str:
    title = TEXTS[language]["title"]
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{title}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>'
    )
