"""The part of the person's page about the books: what a bookkeeper repairs in QuickBooks, the second day, and starting again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from pleoqb_desktop.practice.pleo.company import PleoCompany
from pleoqb_desktop.practice.quickbooks.service import QuickBooksService
from pleoqb_desktop.practice.second_day import Event, SecondDay

_TEXTS = {
    "fr": {
        "books": "QuickBooks d’entraînement", "closed": "Mois clôturés jusqu’au {day}.", "open": "Aucun mois n’est clôturé.",
        "reopen": "Rouvrir ces mois", "inactive": "Comptes désactivés", "activate": "Réactiver", "second_day": "Le deuxième jour",
        "lead": "Ce qui arrive après un premier export. Les dépenses concernées reviennent ensuite dans la file d’export.",
        "all": "Tout à la fois", "again": "Recommencer à zéro",
        "again_lead": "L’entreprise redevient comme au premier jour. Mieux vaut le demander au programme (Réglages, Mode "
        "d’entraînement): il oublie alors en même temps ce qu’il savait d’elle.",
        Event.AMOUNT_CORRECTED: "Un montant est corrigé dans Pleo", Event.RECEIPT_REPLACED: "Un reçu est remplacé dans Pleo",
        Event.ENTRY_EDITED: "Le comptable modifie une écriture", Event.ENTRY_VOIDED: "Le comptable annule une écriture",
        Event.MONTH_CLOSED: "Le comptable clôture un mois", Event.LOOKS_ALIKE: "La banque apporte une écriture semblable",
        Event.ACCOUNT_INACTIVE: "Un compte est désactivé",
    },
    "en": {
        "books": "Practice QuickBooks", "closed": "Months are closed up to {day}.", "open": "No month is closed.",
        "reopen": "Reopen these months", "inactive": "Inactive accounts", "activate": "Make active", "second_day": "The second day",
        "lead": "What happens after a first export. The expenses it is about then stand in the export queue again.",
        "all": "All at once", "again": "Start again",
        "again_lead": "The company becomes as on the first day. It is better to ask the program for it (Settings, Practice mode): "
        "it then forgets at the same time what it knew of it.",
        Event.AMOUNT_CORRECTED: "An amount is corrected in Pleo", Event.RECEIPT_REPLACED: "A receipt is replaced in Pleo",
        Event.ENTRY_EDITED: "The bookkeeper edits an entry", Event.ENTRY_VOIDED: "The bookkeeper voids an entry",
        Event.MONTH_CLOSED: "The bookkeeper closes a month", Event.LOOKS_ALIKE: "The bank brings an entry that looks alike",
        Event.ACCOUNT_INACTIVE: "An account is made inactive",
    },
}  # fmt: skip


class BookkeeperPart:
    """Forms below a company's section, and what they do."""

    def __init__(
        self,
        quickbooks: QuickBooksService,
        second_day: SecondDay,
        realms: Mapping[str, str],
        start_again: Callable[[], object],
    ) -> None:
        """``realms``: the QuickBooks company of each company at Pleo; ``start_again`` makes all companies fresh."""
        self._quickbooks = quickbooks
        self._second_day = second_day
        self._realms = realms
        self._start_again = start_again

    def does(self, action: str) -> bool:
        """Tell whether a form's action is one of these."""
        return action in ("second-day", "reopen", "activate", "start-again")

    def act(self, company_id: str, action: str, fields: Mapping[str, str]) -> None:
        """Do what a form says. Raises Refused, ValueError or LookupError."""
        realm = self._realms[company_id]
        match action:
            case "second-day":
                self._second_day.come(company_id, [fields["event"]] if fields.get("event") else None)
            case "reopen":
                self._quickbooks.change(realm, {"preferences": {"AccountingInfoPrefs": {"BookCloseDate": None}}})
            case "activate":
                self._quickbooks.change(realm, {"update": {"Account": {"Id": fields["id"], "Active": True}}})
            case _:
                self._start_again()

    def section(self, company: PleoCompany, language: str) -> str:
        """Return the forms as HTML."""
        words = _TEXTS[language]
        books = self._quickbooks.companies[self._realms[company.id]]
        with books.lock:
            closed = books.preferences["AccountingInfoPrefs"].get("BookCloseDate")
            inactive = [row for row in books.rows["Account"].values() if not row.get("Active", True)]

        def form(action: str, label: str, **fields: str) -> str:
            hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(v)}">' for name, v in fields.items())
            address = f"/practice/form/{company.id}/{action}?lang={language}"
            return f'<form method="post" action="{address}">{hidden}<button>{escape(label)}</button></form>'

        months = f"<p>{words['open']}</p>"
        if closed:
            months = f"<p>{words['closed'].format(day=closed)}</p>{form('reopen', words['reopen'])}"
        rows = "".join(
            f"<tr><td>{escape(' '.join((row.get('AcctNum') or '', row['Name'])).strip())}</td>"
            f"<td>{form('activate', words['activate'], id=row['Id'])}</td></tr>"
            for row in inactive
        )
        events = "".join(form("second-day", words[event], event=event) for event in Event)
        return (
            f"<h3>{words['books']}</h3>{months}"
            f"<h4>{words['inactive']}</h4><table>{rows}</table>"
            f"<h3>{words['second_day']}</h3><p>{words['lead']}</p>{form('second-day', words['all'])}{events}"
            f"<h3>{words['again']}</h3><p>{words['again_lead']}</p>{form('start-again', words['again'])}"
        )
