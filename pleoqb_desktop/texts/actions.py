"""What a button beside a problem would do, or where it leads; doing it is the screen's part, its words are the catalogues'."""

from enum import StrEnum


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
    OPEN_START_DATE = "open_start_date"
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
