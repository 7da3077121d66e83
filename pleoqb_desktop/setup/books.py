"""The books, read as far as the owner's choices need them; nothing is decided here."""

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.settings import Settings


def chosen_books(ledger: Ledger, settings: Settings) -> Books:
    """The books with the chosen dimensions. Raises SignInAgainError, UnavailableError, Cancelled."""
    return ledger.books(settings.dimensions or ())
