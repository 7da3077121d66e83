"""Answers in the shapes that recordings of real companies have (quickbooks.md, Seen in recordings), their content invented.

Each maker returns the JSON and what must be read of it. Optional members come and go by the generator's own dice; what stands in a
recording beside what we read stands here too.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.services.quickbooks.wire import Json

Made = tuple[Json, dict[str, Any]]
_WORDS = [
    "Minoterie",
    "Neuve",
    "Ébène",
    "Pål",
    "Studio",
    "Lark",
    "Ö-Werk",
    "Café",
    "O'Dell",
    'Quote"Co',
    "Łódź",
    "naïve & sons",
]
_MARKS = ["", " (deleted)", " (deleted-1)", " (deleted-12)"]


class Recorder:
    """Makes answers; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)

    # -- small things ----------------------------------------------------------------------------

    def _some(self, **members: Any) -> Json:
        """Members that an answer may leave out."""
        return {name: value for name, value in members.items() if self._dice.random() < 0.6}

    def _id(self) -> str:
        return str(self._dice.randrange(1, 10 ** self._dice.choice([2, 4, 19])))

    def _name(self) -> str:
        return " ".join(self._dice.sample(_WORDS, self._dice.randint(1, 3)))

    def _number(self, value: Decimal) -> Any:
        """Numbers come as numbers; a whole one without its cents."""
        return int(value) if value == value.to_integral_value() and self._dice.random() < 0.5 else float(value)

    def _amount(self) -> Decimal:
        return Decimal(self._dice.randrange(1, 10_000_000)) / 100

    def _day(self) -> date:
        return date(2015, 1, 1) + timedelta(days=self._dice.randrange(4300))

    def _ref(self, id_: str) -> Json:
        return {"value": id_, **self._some(name=self._name() + self._dice.choice(_MARKS))}

    def _base(self, id_: str) -> Json:
        stamp = "2022-10-03T08:15:00-07:00"
        return {
            "domain": "QBO", "sparse": False, "Id": id_, "SyncToken": str(self._dice.randrange(5)),
            "MetaData": {"CreateTime": stamp, "LastUpdatedTime": stamp, **self._some(LastModifiedByRef={"value": "9"})},
        }  # fmt: skip

    def _activity(self) -> tuple[Json, str, bool]:
        """Whether it is active, and the mark that its name carries when it is not."""
        mark = self._dice.choice(_MARKS)
        if mark:
            return {"Active": False}, mark, False
        return self._some(Active=True), "", True

    # -- lists -----------------------------------------------------------------------------------

    def account(self) -> Made:
        id_, name, parent, amount = self._id(), self._name(), self._name(), self._amount()
        active, mark, is_active = self._activity()
        above = self._dice.choice(["", *(f"{parent}{one}:" for one in _MARKS)])
        plain_above = f"{parent}:" if above else ""
        number = self._dice.choice([None, "512100", "0042"])
        row = self._base(id_) | active | {
            "Name": name + mark, "FullyQualifiedName": f"{above}{name}{mark}", "AccountType": "Expense",
            "SubAccount": bool(above), "CurrentBalance": self._number(amount), "CurrentBalanceWithSubAccounts": 0,
            **self._some(Classification="Expense", AccountSubType="Travel", CurrencyRef={"value": "USD"}),
            **({"AcctNum": number} if number else {}),
        }  # fmt: skip
        read = {
            "id": id_, "name": name, "full_name": f"{plain_above}{name}", "active": is_active, "number": number,
            "balance": amount, "type": "Expense",
        }  # fmt: skip
        return row, read

    def vendor(self) -> Made:
        id_, name = self._id(), self._name()
        active, mark, is_active = self._activity()
        row = self._base(id_) | active | {
            "DisplayName": name + mark, "Balance": 0, "Vendor1099": False,
            **self._some(
                TaxIdentifier="XXXXXX9875", PrintOnCheckName=name, CompanyName=name, AcctNum="V-7",
                CurrencyRef={"value": "EUR", "name": "Euro"}, PrimaryPhone={"FreeFormNumber": "(415) 555-0100"},
                BillAddr={"Id": "31", "Line1": "1 High Street"}, TermRef={"value": "3"},
            ),
        }  # fmt: skip
        read = {
            "id": id_, "name": name, "active": is_active, "account_number": row.get("AcctNum"),
            "currency": "EUR" if "CurrencyRef" in row else None,
        }  # fmt: skip
        return row, read

    def dimension_value(self) -> Made:
        """A class, a department or a customer."""
        id_, name, parent = self._id(), self._name(), self._name()
        active, mark, is_active = self._activity()
        kind = self._dice.choice(["Name", "DisplayName"])
        row = self._base(id_) | active | {kind: name + mark, **self._some(SubClass=False, BalanceWithJobs=0, Job=False)}
        full = name
        if self._dice.random() < 0.5:
            row["FullyQualifiedName"] = f"{parent} (deleted):{name}{mark}"
            full = f"{parent}:{name}"
        return row, {"id": id_, "name": name, "full_name": full, "active": is_active}

    def tax_rate(self) -> Made:
        """Some tell their percentage, some a history alone; `ReadOnly` stands on ordinary ones."""
        id_, name = self._id(), self._name()
        active, mark, is_active = self._activity()
        percent = self._dice.choice([Decimal(20), Decimal("5.5"), Decimal("17.5"), Decimal("9.975"), Decimal(0)])
        shown = self._dice.choice([None, "ReadOnly", "HideInTransactionForms"])
        row = self._base(id_) | active | {
            "Name": name + mark, "AgencyRef": {"value": "1"}, "SpecialTaxType": "NONE",
            **({"DisplayType": shown} if shown else {}),
        }  # fmt: skip
        turn = date(2014, 7, 1)
        before = {
            "RateValue": 17.5,
            "EffectiveDate": "2011-01-04T00:00:00-08:00",
            "EndDate": "2014-06-30T00:00:00-07:00",
        }
        now: Json = {"RateValue": self._number(percent), "EffectiveDate": f"{turn}T00:00:00-07:00"}
        if self._dice.random() < 0.5:
            row["EffectiveTaxRate"] = self._dice.choice([[before, now], [now, before]])
        else:
            row["RateValue"] = self._number(percent)
            row |= self._some(EffectiveTaxRate=[now])
        read = {"id": id_, "name": name, "percent": percent, "active": is_active, "read_only": shown == "ReadOnly"}
        return row, read

    def tax_code(self) -> Made:
        id_, name, rate = self._id(), self._name(), self._id()
        active, mark, is_active = self._activity()
        used = self._dice.random() < 0.7
        detail = {"TaxRateRef": self._ref(rate), **self._some(TaxTypeApplicable="TaxOnAmount", TaxOrder=0)}
        row = self._base(id_) | active | {
            "Name": name + mark, "Taxable": True, "TaxGroup": True,
            **self._some(Hidden=False, Description=name, SalesTaxRateList={"TaxRateDetail": [detail]}),
            **({"PurchaseTaxRateList": {"TaxRateDetail": [detail]}} if used else {}),
        }  # fmt: skip
        return row, {"id": id_, "name": name, "active": is_active, "rates": [rate] if used else []}

    # -- entries ---------------------------------------------------------------------------------

    def entry(self, kind: EntryKind) -> Made:
        """One of each kind that we read, a purchase also as the bank feed makes it."""
        id_, day, total, vendor, vendor_name = self._id(), self._day(), self._amount(), self._id(), self._name()
        mark = self._dice.choice(_MARKS)
        row = self._base(id_) | {"TxnDate": day.isoformat(), **self._some(CurrencyRef={"value": "USD"}, ExchangeRate=1)}
        row |= self._some(PrivateNote="POS PURCHASE ACME 4411 NEW YORK", CustomField=[], LinkedTxn=[])
        named = {"value": vendor, "name": vendor_name + mark}
        lines, expected = self._lines(kind, total)
        payee = self._payee(kind, row, named)
        accounts = self._money(kind, row, total)
        if lines:
            row["Line"] = lines
        read: dict[str, Any] = {
            "id": id_, "day": day, "note": row.get("PrivateNote"), "vendor_id": vendor if payee else None,
            "vendor_name": vendor_name if payee else "", "accounts": (*accounts, *expected),
            "sync_token": row["SyncToken"],
        }  # fmt: skip
        if kind is EntryKind.DEPOSIT and self._dice.random() < 0.5:
            row["CashBack"] = {"AccountRef": self._ref("53"), "Amount": 1.5, "Memo": "petty cash"}
            read["accounts"] = (*read["accounts"], ("53", Decimal("-1.5")))
        if kind is EntryKind.JOURNAL_ENTRY:
            row |= {"TotalAmt": 0, "Adjustment": False}
            read["total"] = Decimal(0)
        else:
            row["Amount" if kind in {EntryKind.TRANSFER, EntryKind.CREDIT_CARD_PAYMENT} else "TotalAmt"] = self._number(
                total
            )
            read["total"] = total
        return row, read

    def _lines(self, kind: EntryKind, total: Decimal) -> tuple[list[Json], list[tuple[str, Decimal]]]:
        account = self._id()
        details = {
            EntryKind.PURCHASE: "AccountBasedExpenseLineDetail", EntryKind.BILL: "AccountBasedExpenseLineDetail",
            EntryKind.VENDOR_CREDIT: "AccountBasedExpenseLineDetail", EntryKind.DEPOSIT: "DepositLineDetail",
        }  # fmt: skip
        if kind is EntryKind.JOURNAL_ENTRY:
            other = self._id()
            sides = [("Debit", account, total), ("Credit", other, -total)]
            rows = [
                {"Id": str(n), "Amount": self._number(total), "DetailType": "JournalEntryLineDetail",
                 "JournalEntryLineDetail": {"PostingType": side, "AccountRef": self._ref(id_)}}
                for n, (side, id_, _) in enumerate(sides)
            ]  # fmt: skip
            return rows, [(id_, amount) for _, id_, amount in sides]
        if kind not in details:
            return [], []
        detail = {
            "AccountRef": self._ref(account),
            **self._some(TaxCodeRef={"value": "NON"}, BillableStatus="NotBillable"),
        }
        line = {"Id": "1", "Amount": self._number(total), "DetailType": details[kind], details[kind]: detail}
        return [line | self._some(Description="POS PURCHASE ACME", LineNum=1)], [(account, total)]

    def _payee(self, kind: EntryKind, row: Json, named: Json) -> bool:
        if kind in {EntryKind.BILL, EntryKind.VENDOR_CREDIT, EntryKind.BILL_PAYMENT}:
            row["VendorRef"] = named
            return True
        if kind is EntryKind.PURCHASE and self._dice.random() < 0.7:
            row["EntityRef"] = named | {"type": "Vendor"}
            return True
        return False

    def _money(self, kind: EntryKind, row: Json, total: Decimal) -> list[tuple[str, Decimal]]:
        one, other = self._id(), self._id()
        match kind:
            case EntryKind.PURCHASE:
                row |= {"AccountRef": self._ref(one), "PaymentType": self._dice.choice(["Cash", "CreditCard", "Check"])}
                row |= {"PurchaseEx": {"any": [{"name": "TxnType", "value": "54"}]}, **self._some(DocNumber="1042")}
            case EntryKind.DEPOSIT:
                row["DepositToAccountRef"] = self._ref(one)
            case EntryKind.TRANSFER:
                row |= {"FromAccountRef": self._ref(one), "ToAccountRef": self._ref(other)}
                return [(one, total), (other, total)]
            case EntryKind.CREDIT_CARD_PAYMENT:
                row |= {"BankAccountRef": self._ref(one), "CreditCardAccountRef": self._ref(other)}
                return [(one, total), (other, total)]
            case EntryKind.BILL_PAYMENT:
                by_card = self._dice.random() < 0.5
                name, member = ("CreditCardPayment", "CCAccountRef") if by_card else ("CheckPayment", "BankAccountRef")
                row |= {"PayType": "CreditCard" if by_card else "Check", name: {member: self._ref(one)}}
            case EntryKind.BILL:
                row |= {"Balance": self._number(total), "DueDate": row["TxnDate"], "APAccountRef": self._ref(other)}
                return []
            case _:
                return []
        return [(one, total)]

    # -- tokens ----------------------------------------------------------------------------------

    def token(self) -> tuple[Json, dict[str, Any]]:
        """An answer of the token address: expirations may be missing."""
        lives = self._some(
            expires_in=3600, x_refresh_token_expires_in=8_726_400, x_refresh_token_hard_expires_in=157_680_000,
            id_token="eyJ0eXAi.invented.token", tokenType="bearer",
        )  # fmt: skip
        access, refresh = (
            "eyJlbmMi" + "x" * self._dice.randrange(600, 1000),
            "RT1-12-H0-17" + "y" * self._dice.randrange(20, 480),
        )
        row = {"token_type": "bearer", "access_token": access, "refresh_token": refresh, **lives}
        read = {
            "access_token": access, "refresh_token": refresh, "access_seconds": lives.get("expires_in", 3600),
            "refresh_seconds": lives.get("x_refresh_token_expires_in", 8_640_000),
            "hard_seconds": lives.get("x_refresh_token_hard_expires_in"),
        }  # fmt: skip
        return row, read


LISTS: dict[str, Callable[[Recorder], Made]] = {
    "account": Recorder.account,
    "vendor": Recorder.vendor,
    "dimension_value": Recorder.dimension_value,
    "tax_rate": Recorder.tax_rate,
    "tax_code": Recorder.tax_code,
}
"""By the name of what reads them (services.quickbooks.wire)."""
