"""The columns that we ask for in Pleo's "Create your own format", so that a file is understood without a question (design.md 10.3)."""

from collections.abc import Collection, Mapping, Sequence

from pleoqb_desktop.domain.spend_file import Meaning, TemplateColumn

DAY, AMOUNT, TEXT = "YYYY-MM-DD", "1234.56", ""

# Labels of data points are Pleo's where they could be read (pleo-file.md 2); of taxes, suppliers and transactions they are
# UNVERIFIED, so what is meant is said in the words of the generic file.
POINTS: Sequence[tuple[Meaning, str, str]] = (
    (Meaning.DATE, "Date", DAY),
    (Meaning.NUMBER, "Receipt Number", TEXT),
    (Meaning.TYPE, "Expense type", TEXT),
    (Meaning.AMOUNT, "Amount", AMOUNT),
    (Meaning.NET, "Net amount", AMOUNT),
    (Meaning.TAX, "Tax amount", AMOUNT),
    (Meaning.TAX_RATE, "Tax rate", TEXT),
    (Meaning.TAX_CODE, "Tax code", TEXT),
    (Meaning.ACCOUNT, "Account number", TEXT),
    (Meaning.CATEGORY, "Category name", TEXT),
    (Meaning.CONTRA, "Contra account", TEXT),
    (Meaning.CURRENCY, "Currency", TEXT),
    (Meaning.ORIGINAL_AMOUNT, "Original amount", AMOUNT),
    (Meaning.ORIGINAL_CURRENCY, "Original currency", TEXT),
    (Meaning.SUPPLIER, "Supplier or merchant name", TEXT),
    (Meaning.PERSON, "Employee name", TEXT),
    (Meaning.NOTE, "Note", TEXT),
    (Meaning.ATTENDEES, "Attendees", TEXT),
    (Meaning.RECEIPT_FILES, "Receipt file", TEXT),
    (Meaning.RECEIPT_LINKS, "Receipt URLs", TEXT),
    (Meaning.INVOICE, "Invoice number", TEXT),
    (Meaning.ENTRY_ID, "Expense ID", TEXT),
)


def template_columns(headings: Mapping[str, str], groups: Collection[str] = ()) -> tuple[TemplateColumn, ...]:
    """The columns to set up. `headings` names them by meaning; `groups` are the tag groups in Pleo."""
    fixed = tuple(TemplateColumn(headings[meaning], point, format_) for meaning, point, format_ in POINTS)
    tags = tuple(TemplateColumn(f"{group} - Name", f"{group} - Name", TEXT) for group in groups)
    return (*fixed, *tags)


def is_template(meanings: Collection[Meaning]) -> bool:
    """Whether a file has a column for everything that the template asks for: no other format has all of them by chance."""
    return set(meanings).issuperset(meaning for meaning, _, _ in POINTS)
