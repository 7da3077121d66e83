"""The web page for what only a person can do in Pleo: choose contra accounts, press Export, look at expenses and jobs."""

from __future__ import annotations

import base64
from html import escape
from urllib.parse import urlencode

from werkzeug import Request, Response

from pleoqb_desktop.practice.bookkeeper import BookkeeperPart
from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.controls import PleoControls, Refused
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.expense_file import Shape
from pleoqb_desktop.practice.pleo.files import FileService
from pleoqb_desktop.practice.pleo.service import PleoService

_TEXTS = {
    "fr": {
        "title": "Pleo d’entraînement", "contra": "Comptes de contrepartie", "choose": "Choisir", "none": "aucun",
        "queue": "File d’export", "export": "Exporter", "jobs": "Exports", "total": "{count} dépenses, {amount}",
        "no_accounts": "Aucun compte n’est encore synchronisé.", "created": "Créé", "state": "État", "items": "Dépenses",
        "reason": "Raison", "date": "Date", "supplier": "Fournisseur", "person": "Personne", "amount": "Montant",
        "account": "Compte", "vat": "TVA", "tags": "Étiquettes", "receipts": "Reçus", "back": "Retour",
        "lead": "Ce que seule une personne peut faire dans Pleo, pour les entreprises d’entraînement.",
        "missing": "Choisissez d’abord le compte de contrepartie {currency}.", "note": "Note", "other": "English",
        "unmapped": "sans compte", "nothing": "Rien n’attend.", "file": "Fichier de Pleo", "download": "Télécharger",
        "generic-sv": "Format générique (Suède)", "generic-es": "Format générique (Espagne)",
        "custom": "Format personnalisé, une ligne", "custom-lines": "Format personnalisé, plusieurs lignes",
        "xlsx": "Format personnalisé, Excel", "marks": "Un format personnalisé marque les dépenses comme exportées.",
        "not_exported": "{count} à exporter à nouveau", "queue_again": "Remettre dans la file d’export", "companies": "Entreprise",
    },
    "en": {
        "title": "Practice Pleo", "contra": "Contra accounts", "choose": "Choose", "none": "none",
        "queue": "Export queue", "export": "Export", "jobs": "Exports", "total": "{count} expenses, {amount}",
        "no_accounts": "No account is synced yet.", "created": "Created", "state": "State", "items": "Expenses",
        "reason": "Reason", "date": "Date", "supplier": "Supplier", "person": "Person", "amount": "Amount",
        "account": "Account", "vat": "VAT", "tags": "Tags", "receipts": "Receipts", "back": "Back",
        "lead": "What only a person can do in Pleo, for the practice companies.",
        "missing": "Choose the contra account for {currency} first.", "note": "Note", "other": "Français",
        "unmapped": "no account", "nothing": "Nothing waits.", "file": "Pleo's file", "download": "Download",
        "generic-sv": "Generic format (Sweden)", "generic-es": "Generic format (Spain)",
        "custom": "Custom format, one line", "custom-lines": "Custom format, multiple lines",
        "xlsx": "Custom format, Excel", "marks": "A custom format marks the expenses as exported.",
        "not_exported": "{count} to export again", "queue_again": "Put back into the export queue", "companies": "Company",
    },
}  # fmt: skip
_STATES = {
    "fr": {
        "pending": "en attente", "in_progress": "en cours", "failed": "échoué", "completed": "terminé",
        "completed_with_errors": "terminé avec erreurs", "successful": "exporté", "abandoned": "abandonné",
        "QUEUED": "en file", "EXPORTING": "en cours d’export", "EXPORTED": "exporté", "NOT_EXPORTED": "non exporté",
    },
    "en": {
        "pending": "waiting", "in_progress": "running", "failed": "failed", "completed": "completed",
        "completed_with_errors": "completed with errors", "successful": "exported", "abandoned": "abandoned",
        "QUEUED": "queued", "EXPORTING": "exporting", "EXPORTED": "exported", "NOT_EXPORTED": "not exported",
    },
}  # fmt: skip
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}
header{display:flex;justify-content:space-between;align-items:baseline}
section{border:1px solid #8886;border-radius:.6rem;padding:1rem 1.25rem;margin:1rem 0}
h2{margin-top:0}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #8884}
td.amount,th.amount{text-align:right;font-variant-numeric:tabular-nums}
button{font:inherit;padding:.35rem 1rem}select{font:inherit;max-width:26rem}.problem{font-weight:600}
"""


class PersonPages:
    """Pages and plain forms, in French and English (``?lang=``, else the browser's wish)."""

    def __init__(
        self,
        service: PleoService,
        controls: PleoControls,
        files: FileService,
        clock: PracticeClock,
        bookkeeper: BookkeeperPart,
    ) -> None:
        """Show the companies of ``service``; act through ``controls``, on the books through ``bookkeeper``."""
        self._service = service
        self._bookkeeper = bookkeeper
        self._controls = controls
        self._files = files
        self._clock = clock

    def answers(self, request: Request) -> bool:
        """Tell whether the request is for a page."""
        return request.path in ("", "/") or request.path.startswith(("/form/", "/expense/", "/settings"))

    def __call__(self, request: Request) -> Response:
        """Answer with a page, or do what a form says and lead back."""
        language = request.args.get("lang") or request.accept_languages.best_match(["fr", "en"]) or "en"
        language = language if language in _TEXTS else "en"
        parts = request.path.strip("/").split("/")
        if parts[0] == "form" and request.method == "POST" and len(parts) == 3:
            return self._form(parts[1], parts[2], request, language)
        if parts[0] == "expense" and len(parts) == 3:
            return self._expense(parts[1], parts[2], language)
        return self._overview(language, request.args.get("problem", ""), request.args.get("company", ""))

    def _form(self, company_id: str, action: str, request: Request, language: str) -> Response:
        data = dict(request.form.items())
        if action == "file":
            made = self._controls.act(company_id, action, "POST", data)
            headers = {"Content-Disposition": f'attachment; filename="{made["name"]}"'}
            return Response(base64.b64decode(made["base64"]), content_type="application/zip", headers=headers)
        query = {"lang": language}
        try:
            if self._bookkeeper.does(action):
                self._bookkeeper.act(company_id, action, data)
            else:
                self._controls.act(company_id, action, "POST", data if action == "contra-account" else None)
        except (Refused, ValueError, LookupError) as refusal:
            query["problem"] = str(refusal)
        return Response("", 303, {"Location": f"{request.script_root}/?{urlencode(query)}#{company_id}"})

    def _overview(self, language: str, problem: str, chosen: str) -> Response:
        """Show every company, or only the one that was ``chosen`` by its id."""
        words = _TEXTS[language]
        with self._service.lock:
            now = self._clock.now()
            sections = []
            companies = list(self._service.companies.values())
            for company in [one for one in companies if one.id == chosen] or companies:
                company.expire(now)
                sections.append(_company_section(company, language, self._bookkeeper.section(company, language)))
        notice = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
        links = _company_links(companies, language) if len(companies) > 1 else ""
        return _page(words["title"], f"<p>{words['lead']}</p>{links}{notice}{''.join(sections)}", language)

    def _expense(self, company_id: str, entry_id: str, language: str) -> Response:
        words = _TEXTS[language]
        with self._service.lock:
            company = self._service.companies.get(company_id)
            entry = company.entries.get(entry_id) if company is not None else None
            if company is None or entry is None:
                return Response("Not found\n", 404, content_type="text/plain")
            now = self._clock.now()
            links = [self._files.link(receipt, now)[0] for receipt in entry["receipts"]]
            body = _expense_section(company, entry, links, words)
        return _page(words["title"], f'{body}<p><a href="/practice/?lang={language}">{words["back"]}</a></p>', language)


def _page(title: str, body: str, language: str) -> Response:
    other = "en" if language == "fr" else "fr"
    html = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f'<header><h1>{escape(title)}</h1><a href="?lang={other}" lang="{other}">{_TEXTS[language]["other"]}</a></header>'
        f"<main>{body}</main></body></html>"
    )
    return Response(html, content_type="text/html; charset=utf-8")


def money(cents: int, currency: str, language: str) -> str:
    """Write an amount as the language does."""
    text = f"{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
    if language == "fr":
        text = text.replace(",", "\u202f").replace(".", ",")
    sign = "-" if cents < 0 else ""
    return f"{sign}{text} {currency}" if language == "fr" else f"{sign}{currency} {text}"


def _company_links(companies: list[PleoCompany], language: str) -> str:
    links = [
        f'<a href="/practice/?lang={language}&amp;company={one.id}">{escape(one.data["profile"]["name"])}</a>'
        for one in companies
    ]
    return f"<p>{_TEXTS[language]['companies']}: {' · '.join(links)}</p>"


def _company_section(company: PleoCompany, language: str, books: str) -> str:
    words = _TEXTS[language]
    name = escape(company.data["profile"]["name"])
    return (
        f'<section id="{company.id}"><h2>{name}</h2>{_contra_form(company, language)}{_queue_form(company, language)}'
        f"{_file_form(company, language)}<h3>{words['jobs']}</h3>{_jobs_table(company, language)}{books}</section>"
    )


def _file_form(company: PleoCompany, language: str) -> str:
    """Return the form that makes Pleo's own file; a custom format names the contra account of the default currency."""
    words = _TEXTS[language]
    options = "".join(f'<option value="{shape.value}">{words[shape.value]}</option>' for shape in Shape)
    chosen = company.contra_account(company.currency)
    contra = escape(str(chosen["code"] or chosen["name"])) if chosen else ""
    return (
        f'<h3>{words["file"]}</h3><form method="post" action="/practice/form/{company.id}/file?lang={language}">'
        f'<label>{words["file"]} <select name="shape">{options}</select></label> '
        f'<label>{words["contra"]} <input name="contra" value="{contra}"></label> '
        f"<button>{words['download']}</button></form><p>{words['marks']}</p>"
    )


def _contra_form(company: PleoCompany, language: str) -> str:
    words = _TEXTS[language]
    currencies = sorted({company.currency, *(entry["currency"] for entry in company.entries.values())})
    accounts = sorted(
        (row for row in company.accounts.values() if not row["archived"]),
        key=lambda row: (row["code"] or "", row["name"]),
    )
    if not accounts:
        return f"<h3>{words['contra']}</h3><p>{words['no_accounts']}</p>"
    forms = []
    for currency in currencies:
        chosen = company.data["contra_accounts"].get(currency)
        options = "" if chosen else f'<option value="" selected>{words["none"]}</option>'
        for row in accounts:
            label = escape(f"{row['code'] or ''} {row['name']}".strip())
            selected = " selected" if row["id"] == chosen else ""
            options += f'<option value="{row["id"]}"{selected}>{label}</option>'
        forms.append(
            f'<form method="post" action="/practice/form/{company.id}/contra-account?lang={language}">'
            f'<input type="hidden" name="currency" value="{currency}"><label>{currency} '
            f'<select name="id" required>{options}</select></label> <button>{words["choose"]}</button></form>'
        )
    return f"<h3>{words['contra']}</h3>{''.join(forms)}"


def _queue_form(company: PleoCompany, language: str) -> str:
    words = _TEXTS[language]
    waiting = [entry for entry in company.entries.values() if entry["exportStatus"] == "QUEUED"]
    again = _again_form(company, language)
    if not waiting:
        return f"<h3>{words['queue']}</h3><p>{words['nothing']}</p>{again}"
    total = money(sum(entry["amount"] for entry in waiting), company.currency, language)
    missing = company.missing_contra_accounts(entry["id"] for entry in waiting)
    hint = f"<p>{words['missing'].format(currency=', '.join(missing))}</p>" if missing else ""
    return (
        f"<h3>{words['queue']}</h3><p>{words['total'].format(count=len(waiting), amount=total)}</p>{hint}"
        f'<form method="post" action="/practice/form/{company.id}/export?lang={language}"><button>{words["export"]}</button></form>'
        f"{again}{_expense_table(company, waiting[:100], language)}"
    )


def _again_form(company: PleoCompany, language: str) -> str:
    """Return the form that exports again what was not exported; empty where there is nothing."""
    words = _TEXTS[language]
    entries = company.entries.values()
    left = sum(entry["exportStatus"] == "NOT_EXPORTED" and entry["deletedAt"] is None for entry in entries)
    if not left:
        return ""
    return (
        f'<form method="post" action="/practice/form/{company.id}/queue?lang={language}">'
        f"<p>{words['not_exported'].format(count=left)} <button>{words['queue_again']}</button></p></form>"
    )


def _expense_table(company: PleoCompany, entries: list[JsonMap], language: str) -> str:
    words = _TEXTS[language]
    rows = []
    for entry in entries:
        accounts = [company.account_for(line["account"]) for line in entry["lines"]]
        names = ", ".join(words["unmapped"] if row is None else row["code"] or row["name"] for row in accounts)
        link = f"/practice/expense/{company.id}/{entry['id']}?lang={language}"
        supplier = (entry["supplier"] or {}).get("name") or entry["type"]
        rows.append(
            f'<tr><td>{entry["date"][:10]}</td><td><a href="{link}">{escape(supplier)}</a></td><td>{escape(names)}</td>'
            f'<td class="amount">{money(entry["amount"], entry["currency"], language)}</td></tr>'
        )
    return (
        f"<table><thead><tr><th>{words['date']}</th><th>{words['supplier']}</th><th>{words['account']}</th>"
        f'<th class="amount">{words["amount"]}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _jobs_table(company: PleoCompany, language: str) -> str:
    words, states = _TEXTS[language], _STATES[language]
    if not company.jobs:
        return f"<p>{words['nothing']}</p>"
    rows = []
    for job in reversed(list(company.jobs.values())):
        counts: dict[str, int] = {}
        for item in job["items"].values():
            counts[item["status"]] = counts.get(item["status"], 0) + 1
        items = ", ".join(f"{number} {states[status]}" for status, number in counts.items())
        reason = escape(job["failureReason"] or job["failureReasonType"] or "")
        rows.append(
            f"<tr><td>{job['createdAt']}</td><td>{states[job['status']]}</td><td>{items}</td><td>{reason}</td></tr>"
        )
    return (
        f"<table><thead><tr><th>{words['created']}</th><th>{words['state']}</th><th>{words['items']}</th>"
        f"<th>{words['reason']}</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _expense_section(company: PleoCompany, entry: JsonMap, links: list[str], words: dict[str, str]) -> str:
    language = "fr" if words is _TEXTS["fr"] else "en"
    person = company.employee(entry["user"])
    name = f"{person['firstName']} {person['lastName']}" if person else ""
    tags = ", ".join(tag for line in entry["lines"] for _, tag in line["tags"] or ())
    facts: list[tuple[str, str]] = [
        (words["date"], entry["date"][:10]),
        (words["supplier"], (entry["supplier"] or {}).get("name") or ""),
        (words["person"], name),
        (words["amount"], money(entry["amount"], entry["currency"], language)),
        (words["account"], ", ".join(" ".join(line["account"]) for line in entry["lines"])),
        (words["vat"], ", ".join(" ".join(line["tax"]) for line in entry["lines"])),
        (words["tags"], tags),
        (words["note"], entry["note"] or ""),
        (words["state"], _STATES[language].get(entry["exportStatus"], str(entry["exportStatus"]))),
    ]
    rows = "".join(f"<tr><th>{label}</th><td>{escape(text)}</td></tr>" for label, text in facts)
    receipts = "".join(f'<li><a href="{escape(link)}">{index}</a></li>' for index, link in enumerate(links, 1))
    return f"<table>{rows}</table><h3>{words['receipts']}</h3><ol>{receipts}</ol>"
