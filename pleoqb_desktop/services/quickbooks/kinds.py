"""What QuickBooks calls each kind of entry: in JSON, in addresses, in its web product."""

from pleoqb_desktop.domain.entries import EntryKind

ENTITY = {
    EntryKind.PURCHASE: "Purchase",
    EntryKind.DEPOSIT: "Deposit",
    EntryKind.TRANSFER: "Transfer",
    EntryKind.BILL: "Bill",
    EntryKind.VENDOR_CREDIT: "VendorCredit",
    EntryKind.BILL_PAYMENT: "BillPayment",
    EntryKind.JOURNAL_ENTRY: "JournalEntry",
    EntryKind.CREDIT_CARD_PAYMENT: "CreditCardPaymentTxn",
}
"""The JSON name of each kind."""

QUERIED = ENTITY | {EntryKind.CREDIT_CARD_PAYMENT: "CreditCardPayment"}
"""The name that queries know a kind by: asked for as CreditCardPayment, answered as CreditCardPaymentTxn, live and in SDKs."""

PATH = {kind: name.lower() for kind, name in ENTITY.items()} | {EntryKind.CREDIT_CARD_PAYMENT: "creditcardpayment"}
"""The address of each kind (quickbooks.md 2 and 14)."""

PAGE = {
    EntryKind.PURCHASE: "expense",
    EntryKind.DEPOSIT: "deposit",
    EntryKind.TRANSFER: "transfer",
    EntryKind.BILL: "bill",
    EntryKind.VENDOR_CREDIT: "vendorcredit",
    EntryKind.BILL_PAYMENT: "billpayment",
    EntryKind.JOURNAL_ENTRY: "journal",
    EntryKind.CREDIT_CARD_PAYMENT: "creditcardpayment",
}
"""The page of the web product that shows an entry."""
