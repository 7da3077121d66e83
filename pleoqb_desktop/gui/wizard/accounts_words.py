"""Words for what the page of accounts writes: into QuickBooks, and with a key into Pleo; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QObject


class AccountsWords(QObject):
    """`by_file`: nothing is written into Pleo."""

    def working(self, *, makes: bool, by_file: bool) -> str:
        """While it is done; `makes`: an account is made."""
        if by_file:
            return self.tr("Making the account in QuickBooks…") if makes else ""
        making = self.tr("Making the account in QuickBooks and telling Pleo of it…")
        return making if makes else self.tr("Telling Pleo…")

    def writes(self, names: Sequence[str], company: str, *, by_file: bool) -> str:
        """What the main button will do; `names` are the accounts that are made in the books of `company`."""
        if not names:
            tells = self.tr("Continue tells Pleo of the chosen accounts; nothing changes in QuickBooks.")
            return self.tr("Continue changes nothing in QuickBooks.") if by_file else tells
        words = self.tr("Will be made in QuickBooks, for {company}: {accounts}. Then Pleo is told.", "", len(names))
        alone = self.tr("Will be made in QuickBooks, for {company}: {accounts}.", "", len(names))
        return (alone if by_file else words).format(company=company, accounts=", ".join(names))
