"""Names of the things both services know, by their value in code; sentences are elsewhere."""

from collections.abc import Mapping

from pleoqb_desktop.domain.books import AccountType, Dimension
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.rules.lines import CLASS_GROUP, LOCATION_GROUP, PROJECT_GROUP
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.domain.spend import SpendType, TaxType
from pleoqb_desktop.texts.language import Language, Words

Names = Mapping[str, Words]

SPEND_TYPES: Names = {
    SpendType.CARD_PURCHASE: Words("Achat par carte", "Card purchase"),
    SpendType.CARD_INVOICE: Words("Facture payée par carte", "Invoice paid by card"),
    SpendType.OUT_OF_POCKET: Words("Dépense avancée par un salarié", "Expense paid by an employee"),
    SpendType.MILEAGE: Words("Frais kilométriques", "Mileage"),
    SpendType.PER_DIEM: Words("Indemnité journalière", "Daily allowance"),
    SpendType.EXTERNAL_REIMBURSEMENT: Words("Remboursement hors de Pleo", "Reimbursement outside Pleo"),
    SpendType.DIRECT_REIMBURSEMENT: Words("Remboursement par Pleo", "Reimbursement through Pleo"),
    SpendType.INVOICE: Words("Facture fournisseur", "Supplier invoice"),
    SpendType.INVOICE_PAYMENT: Words("Paiement de facture", "Invoice payment"),
    SpendType.CHARGEBACK: Words("Paiement contesté et rendu", "Disputed payment returned"),
    SpendType.REFUND: Words("Remboursement d'un fournisseur", "Supplier refund"),
    SpendType.CASHBACK: Words("Remise de Pleo", "Cashback from Pleo"),
    SpendType.ATM_WITHDRAWAL: Words("Retrait d'espèces", "Cash withdrawal"),
    SpendType.WALLET_TOPUP: Words("Versement sur le compte Pleo", "Payment into the Pleo account"),
    SpendType.WALLET_UNLOAD: Words("Virement depuis le compte Pleo", "Transfer out of the Pleo account"),
    SpendType.PERSONAL_SPEND: Words("Dépense personnelle", "Personal spending"),
    SpendType.FEE: Words("Frais de Pleo", "Pleo fee"),
}

ENTRY_KINDS: Names = {
    EntryKind.PURCHASE: Words("Dépense", "Expense"),
    EntryKind.DEPOSIT: Words("Dépôt", "Deposit"),
    EntryKind.TRANSFER: Words("Virement", "Transfer"),
    EntryKind.BILL: Words("Facture fournisseur", "Bill"),
    EntryKind.VENDOR_CREDIT: Words("Avoir fournisseur", "Supplier credit"),
    EntryKind.BILL_PAYMENT: Words("Paiement de facture", "Bill payment"),
    EntryKind.JOURNAL_ENTRY: Words("Écriture de journal", "Journal entry"),
    EntryKind.CREDIT_CARD_PAYMENT: Words("Règlement de carte de crédit", "Credit card payment"),
}

ITEM_STATUSES: Names = {
    "waiting": Words("En attente", "Waiting"),
    "exported": Words("Exportée", "Exported"),
    "already_there": Words("Déjà dans QuickBooks", "Already in QuickBooks"),
    "failed": Words("En échec", "Failed"),
    "held": Words("Retenue", "Held"),
}

PHASES: Names = {
    "prepare": Words("Préparer", "Prepare"),
    "send": Words("Envoyer", "Send"),
    "receipts": Words("Joindre les reçus", "Attach receipts"),
    "confirm": Words("Confirmer à Pleo", "Confirm to Pleo"),
}

# Masculine in French, and without an article, so that they fit a sentence.
ROLES: Names = {
    "wallet": Words("compte bancaire Pleo", "Pleo bank account"),
    "pocket": Words("compte Pleo Pocket", "Pleo Pocket account"),
    "funding": Words("compte qui alimente Pleo", "account that tops up Pleo"),
    "fees": Words("compte des frais de Pleo", "account for Pleo fees"),
    "cash": Words("compte de caisse", "cash account"),
    "employees": Words("compte des sommes dues par les salariés", "account for amounts owed by employees"),
    "external_reimbursement": Words(
        "compte des remboursements hors de Pleo", "account for reimbursements outside Pleo"
    ),
    "payables": Words("compte fournisseurs", "account for amounts owed to suppliers"),
}

DIMENSIONS: Names = {
    Dimension.CLASSES: Words("Classes", "Classes"),
    Dimension.PROJECTS: Words("Projets", "Projects"),
    Dimension.LOCATIONS: Words("Lieux", "Locations"),
}

TAG_GROUPS: Names = {
    CLASS_GROUP: DIMENSIONS[Dimension.CLASSES],
    PROJECT_GROUP: DIMENSIONS[Dimension.PROJECTS],
    LOCATION_GROUP: DIMENSIONS[Dimension.LOCATIONS],
}

MISSING: Names = {
    "pleo": Words("connexion à Pleo", "connection to Pleo"),
    "quickbooks": Words("connexion à QuickBooks", "connection to QuickBooks"),
    "wallet_account": ROLES["wallet"],
    "pocket_account": ROLES["pocket"],
    "time_zone": Words("fuseau horaire", "time zone"),
    "dimensions": Words("choix des étiquettes", "choice of tags"),
}

ACCOUNT_TYPES: Names = {
    AccountType.BANK: Words("Banque", "Bank"),
    AccountType.ACCOUNTS_RECEIVABLE: Words("Clients", "Accounts receivable"),
    AccountType.OTHER_CURRENT_ASSET: Words("Autres actifs circulants", "Other current assets"),
    AccountType.FIXED_ASSET: Words("Immobilisations", "Fixed assets"),
    AccountType.OTHER_ASSET: Words("Autres actifs", "Other assets"),
    AccountType.ACCOUNTS_PAYABLE: Words("Fournisseurs", "Accounts payable"),
    AccountType.CREDIT_CARD: Words("Carte de crédit", "Credit card"),
    AccountType.OTHER_CURRENT_LIABILITY: Words("Autres dettes à court terme", "Other current liabilities"),
    AccountType.LONG_TERM_LIABILITY: Words("Dettes à long terme", "Long-term liabilities"),
    AccountType.EQUITY: Words("Capitaux propres", "Equity"),
    AccountType.INCOME: Words("Produits", "Income"),
    AccountType.COST_OF_GOODS_SOLD: Words("Coût des ventes", "Cost of sales"),
    AccountType.EXPENSE: Words("Charges", "Expenses"),
    AccountType.OTHER_INCOME: Words("Autres produits", "Other income"),
    AccountType.OTHER_EXPENSE: Words("Autres charges", "Other expenses"),
    AccountType.NON_POSTING: Words("Hors bilan", "Non-posting"),
}

TAX_TYPES: Names = {
    TaxType.INCLUSIVE: Words("TVA comprise", "VAT included"),
    TaxType.EXCLUSIVE: Words("TVA en sus", "VAT added"),
    TaxType.REVERSE: Words("autoliquidation", "reverse charge"),
}

FILE_TYPES: Names = {
    "text/html": Words("page web", "web page"),
    "application/zip": Words("dossier compressé", "compressed folder"),
    "application/msword": Words("document Word", "Word document"),
    "application/octet-stream": Words("type inconnu", "unknown type"),
    "message/rfc822": Words("e-mail", "e-mail"),
}

# What a command line reference names, then what a sync writes to Pleo. Masculine in French where a sentence needs it.
KINDS: Names = {
    "account": Words("compte", "account"),
    "tax code": Words("taux de TVA", "VAT rate"),
    "journal code": Words("code journal", "journal code"),
    "accounts": Words("comptes", "accounts"),
    "tax_codes": Words("taux de TVA", "VAT rates"),
    "tag_groups": Words("groupes d'étiquettes", "tag groups"),
    "tags": Words("étiquettes", "tags"),
    "vendors": Words("fournisseurs", "suppliers"),
}

CHANGES: Names = {
    "date": Words("la date", "the date"),
    "total": Words("le total", "the total"),
    "tax": Words("la TVA", "the VAT"),
    "accounts": Words("les comptes", "the accounts"),
}

NO_TAG = Words("sans étiquette", "no tag")

MEMO_WORDS: Mapping[Language, MemoWords] = {
    Language.FRENCH: MemoWords(
        attendees="Avec", original_amount="Montant d'origine", original_date="Date dans Pleo", settles="Règle"
    ),
    Language.ENGLISH: MemoWords(),
}
