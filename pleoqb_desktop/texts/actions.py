"""What a button beside a problem would do, or where it leads, and its label; doing it is the screen's part."""

from collections.abc import Mapping
from enum import StrEnum

from pleoqb_desktop.texts.language import Words


class Action(StrEnum):
    """Ways out of a problem. An action whose name starts with OPEN leads somewhere; it changes nothing by itself."""

    OPEN_ACCOUNT = "open_account"
    OPEN_ENTRY = "open_entry"
    OPEN_PLEO_ENTRY = "open_pleo_entry"
    OPEN_PLEO_SETTINGS = "open_pleo_settings"
    OPEN_PLEO_CONTRA_ACCOUNTS = "open_pleo_contra_accounts"
    OPEN_QUICKBOOKS = "open_quickbooks"
    OPEN_QUICKBOOKS_TAX = "open_quickbooks_tax"
    OPEN_QUICKBOOKS_SETTINGS = "open_quickbooks_settings"
    OPEN_QUICKBOOKS_VENDORS = "open_quickbooks_vendors"
    OPEN_SETTINGS = "open_settings"
    OPEN_SETUP = "open_setup"
    RECONNECT_PLEO = "reconnect_pleo"
    RECONNECT_QUICKBOOKS = "reconnect_quickbooks"
    ENTER_INTUIT_KEYS = "enter_intuit_keys"
    SYNC_NOW = "sync_now"
    CHOOSE_ACCOUNT = "choose_account"
    POST_ON_FIRST_OPEN_DAY = "post_on_first_open_day"
    RETRY = "retry"
    REPORT_BUG = "report_bug"
    START_OVER = "start_over"


LABELS: Mapping[Action, Words] = {
    Action.OPEN_ACCOUNT: Words("Ouvrir le compte", "Open the account"),
    Action.OPEN_ENTRY: Words("Voir l'écriture dans QuickBooks", "See the entry in QuickBooks"),
    Action.OPEN_PLEO_ENTRY: Words("Voir la dépense dans Pleo", "See the expense in Pleo"),
    Action.OPEN_PLEO_SETTINGS: Words("Ouvrir les paramètres de Pleo", "Open Pleo's settings"),
    Action.OPEN_PLEO_CONTRA_ACCOUNTS: Words("Choisir le compte de contrepartie", "Choose the contra account"),
    Action.OPEN_QUICKBOOKS: Words("Ouvrir QuickBooks", "Open QuickBooks"),
    Action.OPEN_QUICKBOOKS_TAX: Words("Ouvrir la TVA dans QuickBooks", "Open VAT in QuickBooks"),
    Action.OPEN_QUICKBOOKS_SETTINGS: Words("Ouvrir les paramètres de QuickBooks", "Open QuickBooks' settings"),
    Action.OPEN_QUICKBOOKS_VENDORS: Words("Ouvrir les fournisseurs", "Open the suppliers"),
    Action.OPEN_SETTINGS: Words("Ouvrir les réglages", "Open settings"),
    Action.OPEN_SETUP: Words("Terminer la configuration", "Finish set-up"),
    Action.RECONNECT_PLEO: Words("Connecter Pleo", "Connect Pleo"),
    Action.RECONNECT_QUICKBOOKS: Words("Se connecter à QuickBooks", "Sign in to QuickBooks"),
    Action.ENTER_INTUIT_KEYS: Words("Saisir les clés Intuit", "Enter the Intuit keys"),
    Action.SYNC_NOW: Words("Actualiser les listes", "Refresh the lists"),
    Action.CHOOSE_ACCOUNT: Words("Choisir un compte", "Choose an account"),
    Action.POST_ON_FIRST_OPEN_DAY: Words("Comptabiliser au premier jour ouvert", "Post on the first open day"),
    Action.RETRY: Words("Réessayer", "Try again"),
    Action.REPORT_BUG: Words("Préparer un rapport", "Prepare a report"),
    Action.START_OVER: Words("Repartir d'un fichier neuf", "Start with a new file"),
}
