"""Whether a person has chosen the contra account in Pleo, which no program can do (pleo.md 5); what Pleo told last is noted."""

from pleoqb_desktop.ports.reference import SpendReference
from pleoqb_desktop.ports.settings import SettingsStore


def contra_account_chosen(reference: SpendReference, settings: SettingsStore) -> bool:
    """Asks Pleo now, and notes the answer. False without a wallet account. Raises SignInAgainError, UnavailableError, Cancelled."""
    before = settings.load()
    wallet = before.wallet_account_id
    if wallet is None:
        return False
    chosen = wallet in reference.contra_accounts([wallet])
    if (noted := wallet if chosen else None) != before.contra_account_id:
        settings.update(contra_account_id=noted)
    return chosen
