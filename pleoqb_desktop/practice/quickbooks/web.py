"""The tiny web page behind a link to an entry, as QuickBooks' web product would show it; needs no sign-in."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from pleoqb_desktop.practice.quickbooks.company import Company

Row = dict[str, Any]

WORDS = {
    "en": ("Account", "Debit", "Credit", "Attachments", "Date", "Number", "Memo", "Total", "Practice QuickBooks"),
    "fr": (
        "Compte",
        "Débit",
        "Crédit",
        "Pièces jointes",
        "Date",
        "Numéro",
        "Mémo",
        "Total",
        "QuickBooks d'entraînement",
    ),
}
STYLE = (
    "body{font:16px system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "table{border-collapse:collapse;width:100%}td,th{padding:.4rem;border-bottom:1px solid #ccc;text-align:left}"
    ".n{text-align:right}dt{color:#555}dd{margin:0 0 .5rem}"
)


def entry_page(company: Company, entity: str, row: Row, language: str) -> str:
    """Return the page of one transaction: head, postings, attachments."""
    account, debit, credit, attached, day, number, memo, total, title = WORDS[language]
    facts = (
        (day, row.get("TxnDate")),
        (number, row.get("DocNumber")),
        (memo, row.get("PrivateNote")),
        (total, row.get("TotalAmt")),
    )
    head = "".join(f"<dt>{name}</dt><dd>{escape(str(value))}</dd>" for name, value in facts if value not in (None, ""))
    postings = company.ledger.entries.get(f"{entity}:{row['Id']}", {}).get("postings", [])
    lines = "".join(_posting(company, item) for item in postings)
    files = [company.rows["Attachable"][id_] for id_ in company.attached.get(f"{entity.casefold()}:{row['Id']}", {})]
    items = "".join(f"<li>{escape(str(item.get('FileName') or item.get('Note')))}</li>" for item in files)
    name = escape(str(company.info["CompanyName"]))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{entity} {escape(row["Id"])}</title>'
        f"<style>{STYLE}</style></head><body><p>{title} · {name}</p><h1>{entity} {escape(row['Id'])}</h1><dl>{head}</dl>"
        f'<table><thead><tr><th>{account}</th><th class="n">{debit}</th><th class="n">{credit}</th></tr></thead>'
        f"<tbody>{lines}</tbody></table><h2>{attached}</h2><ul>{items}</ul></body></html>"
    )


def _posting(company: Company, item: Row) -> str:
    account = company.rows["Account"][item["account"]]
    label = escape(f"{account.get('AcctNum', '')} {account['Name']}".strip())
    amount: Decimal = item["home"]
    debit, credit = (amount, "") if amount > 0 else ("", -amount)
    return f'<tr><td>{label}</td><td class="n">{debit}</td><td class="n">{credit}</td></tr>'
