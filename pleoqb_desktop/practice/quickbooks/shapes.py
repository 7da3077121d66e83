"""Which members each QuickBooks entity may carry, their JSON types and lengths; checks a payload's form, never its meaning."""

from __future__ import annotations

from typing import Any

from pleoqb_desktop.practice.quickbooks.faults import Complaint, Refusal, missing
from pleoqb_desktop.practice.quickbooks.forms import OBJECTS, Row, Shape

ENTITIES: dict[str, Shape] = {}

_GENERAL = "domain status sparse MetaData CustomField AttachableRef"
_IDENTITY = "Id:text SyncToken:text"
_NAMES = (
    "Title:text16 GivenName:text100 MiddleName:text100 FamilyName:text100 Suffix:text16 DisplayName:text500 "
    "CompanyName:text100 Active:bool PrimaryPhone:any AlternatePhone:any Mobile:any Fax:any PrimaryEmailAddr:any "
    "WebAddr:any OtherContactInfo:any DefaultTaxCodeRef"
)
_PLACES = "WithinFrance|FranceOverseas|OutsideFranceWithEU|OutsideEU"
_TXN = f"{_IDENTITY} TxnDate:date PrivateNote:text4000 TransactionLocationType:={_PLACES}"
_TXN_GENERAL = (
    "domain status sparse MetaData CustomField AttachableRef TxnSource RecurDataRef Tag HomeTotalAmt HomeBalance "
    "TxnStatus TxnSubType"
)
_MONEY = "CurrencyRef ExchangeRate:dec"
_TAXED = "GlobalTaxCalculation:=TaxExcluded|TaxInclusive|NotApplicable TxnTaxDetail:@TxnTaxDetail"


def _define_objects() -> None:
    OBJECTS["Address"] = Shape(
        "Line1:text500 Line2:text500 Line3:text500 Line4:text500 Line5:text500 City:text255 Country:text255 "
        "CountrySubDivisionCode:text255 PostalCode:text30 Note:text County:text",
        dropped="Id Lat Long",
    )
    OBJECTS["LinkedTxn"] = Shape("TxnId:text TxnType:text TxnLineId:text", required="TxnId TxnType")
    OBJECTS["TaxLineDetail"] = Shape(
        "TaxRateRef PercentBased:bool TaxPercent:dec NetAmountTaxable:dec TaxInclusiveAmount:dec",
        required="TaxRateRef",
        dropped="OverrideDeltaAmount ServiceDate",
    )
    OBJECTS["TaxLine"] = Shape(
        "Amount:dec DetailType:=TaxLineDetail TaxLineDetail:@TaxLineDetail",
        required="Amount DetailType TaxLineDetail",
        dropped="Id LineNum LinkedTxn CustomField",
    )
    OBJECTS["TxnTaxDetail"] = Shape("TotalTax:dec TaxLine:[@TaxLine]", dropped="TxnTaxCodeRef")
    common = "ClassRef CustomerRef BillableStatus:=Billable|NotBillable|HasBeenBilled TaxCodeRef TaxAmount:dec TaxInclusiveAmt:dec MarkupInfo:any"
    OBJECTS["AccountBasedExpenseLineDetail"] = Shape(
        f"AccountRef {common}", required="AccountRef", refused="DepartmentRef ProjectRef"
    )
    OBJECTS["ItemBasedExpenseLineDetail"] = Shape(f"ItemRef PriceLevelRef Qty:dec UnitPrice:dec {common}")
    OBJECTS["DepositLineDetail"] = Shape(
        "AccountRef Entity ClassRef TaxCodeRef TaxApplicableOn:=Purchase|Sales PaymentMethodRef CheckNum:text21 TxnType:text",
        required="AccountRef",
        refused="DepartmentRef CustomerRef BillableStatus TaxAmount ProjectRef",
    )
    OBJECTS["JournalEntity"] = Shape("Type:=Vendor|Customer|Employee EntityRef", required="EntityRef")
    OBJECTS["JournalEntryLineDetail"] = Shape(
        "PostingType:=Debit|Credit AccountRef Entity:@JournalEntity ClassRef DepartmentRef TaxCodeRef "
        "TaxApplicableOn:=Purchase|Sales TaxAmount:dec TaxInclusiveAmt:dec BillableStatus:=Billable|NotBillable|HasBeenBilled "
        "JournalCodeRef",
        required="PostingType AccountRef",
        refused="CustomerRef ProjectRef",
    )
    lines = "Id:text LineNum:any Description:text4000 Amount:dec"
    line_general = "CustomField LineEx Received"
    OBJECTS["ExpenseLine"] = Shape(
        f"{lines} DetailType:=AccountBasedExpenseLineDetail|ItemBasedExpenseLineDetail "
        "AccountBasedExpenseLineDetail:@AccountBasedExpenseLineDetail "
        "ItemBasedExpenseLineDetail:@ItemBasedExpenseLineDetail LinkedTxn:[@LinkedTxn]",
        required="Amount DetailType",
        dropped=line_general,
        refused="ProjectRef",
    )
    OBJECTS["DepositLine"] = Shape(
        f"{lines} DetailType:=DepositLineDetail DepositLineDetail:@DepositLineDetail LinkedTxn:[@LinkedTxn]",
        required="Amount DetailType",
        dropped=line_general,
        refused="ProjectRef",
    )
    OBJECTS["JournalLine"] = Shape(
        f"{lines} DetailType:=JournalEntryLineDetail|DescriptionOnly JournalEntryLineDetail:@JournalEntryLineDetail "
        "DescriptionLineDetail:any",
        required="DetailType",
        dropped=f"{line_general} LinkedTxn",
        refused="ProjectRef",
    )
    OBJECTS["PaymentLine"] = Shape(
        "Id:text LineNum:any Amount:dec LinkedTxn:[@LinkedTxn]",
        required="Amount LinkedTxn",
        dropped=f"{line_general} LineEx",
    )
    OBJECTS["CheckPayment"] = Shape(
        "BankAccountRef PrintStatus:=NotSet|NeedToPrint|PrintComplete", required="BankAccountRef", dropped="CheckDetail"
    )
    OBJECTS["CreditCardPayment"] = Shape("CCAccountRef", required="CCAccountRef", dropped="CCDetail")
    OBJECTS["CashBack"] = Shape("AccountRef Amount:dec Memo:text4000", required="AccountRef Amount")
    OBJECTS["AttachedTo"] = Shape(
        "EntityRef IncludeOnSend:bool LineInfo:text NoRefOnly:bool Inactive:bool", dropped="CustomField"
    )


def _define_lists() -> None:
    ENTITIES["Account"] = Shape(
        f"{_IDENTITY} Name:text100 AcctNum:text AccountType:text AccountSubType:text ParentRef SubAccount:bool "
        f"Description:text100 Active:bool CurrencyRef TaxCodeRef AccountAlias:text100 TxnLocationType:={_PLACES} "
        "JournalCodeRef",
        required="Name",
        dropped=f"{_GENERAL} FullyQualifiedName Classification CurrentBalance CurrentBalanceWithSubAccounts",
    )
    ENTITIES["Vendor"] = Shape(
        f"{_IDENTITY} {_NAMES} PrintOnCheckName:text100 AcctNum:text100 TaxIdentifier:text20 CurrencyRef "
        "BillAddr:@Address TermRef Vendor1099:bool BillRate:dec CostRate:dec GSTIN:text15 GSTRegistrationType:text15 "
        "BusinessNumber:text10 T4AEligible:bool T5018Eligible:bool APAccountRef TaxReportingBasis:=Cash|Accrual "
        "HasTPAR:bool Source:text Notes:text4000 VendorPaymentBankDetail:any",
        dropped=f"{_GENERAL} Balance FullyQualifiedName V4IDPseudonym OpenBalanceDate",
    )
    ENTITIES["Customer"] = Shape(
        f"{_IDENTITY} {_NAMES} PrintOnCheckName:text110 Notes:text2000 Job:bool ParentRef BillWithParent:bool "
        "CurrencyRef BillAddr:@Address ShipAddr:@Address Taxable:bool SalesTermRef PaymentMethodRef "
        "PreferredDeliveryMethod:text ResaleNum:text16 CustomerTypeRef TaxExemptionReasonId:text ARAccountRef "
        "PrimaryTaxIdentifier:text SecondaryTaxIdentifier:text BusinessNumber:text10 GSTIN:text15 "
        "GSTRegistrationType:text15 OpenBalanceDate:text Source:text",
        dropped=f"{_GENERAL} FullyQualifiedName Level IsProject Balance BalanceWithJobs V4IDPseudonym ClientEntityId",
    )
    ENTITIES["Class"] = Shape(
        f"{_IDENTITY} Name:text100 ParentRef SubClass:bool Active:bool",
        required="Name",
        dropped=f"{_GENERAL} FullyQualifiedName",
    )
    ENTITIES["Department"] = Shape(
        f"{_IDENTITY} Name:text100 ParentRef SubDepartment:bool Active:bool",
        required="Name",
        dropped=f"{_GENERAL} FullyQualifiedName",
    )
    ENTITIES["JournalCode"] = Shape(
        f"{_IDENTITY} Name:text Type:=Expenses|Sales|Bank|Nouveaux|Wages|Cash|Others Description:text100 Active:bool",
        required="Name Type",
        dropped=_GENERAL,
    )
    ENTITIES["TaxAgency"] = Shape(
        f"{_IDENTITY} DisplayName:text100",
        required="DisplayName",
        dropped=f"{_GENERAL} TaxRegistrationNumber TaxTrackedOnPurchases TaxTrackedOnSales TaxAgencyConfig LastFileDate",
    )
    ENTITIES["CompanyCurrency"] = Shape(
        f"{_IDENTITY} Code:text3 Name:text Active:bool", required="Code", dropped=_GENERAL
    )
    ENTITIES["Attachable"] = Shape(
        f"{_IDENTITY} FileName:text1000 Note:text2000 Category:=Contact~Photo|Document|Image|Receipt|Signature|Sound|Other "
        "ContentType:text100 PlaceName:text2000 Tag:text2000 Lat:text100 Long:text100 AttachableRef:[@AttachedTo]",
        dropped="domain status sparse MetaData CustomField Size FileAccessUri TempDownloadUri ThumbnailFileAccessUri "
        "ThumbnailTempDownloadUri",
    )


def _define_transactions() -> None:
    expense = f"{_TXN} {_MONEY} {_TAXED} DocNumber:text21 DepartmentRef Line:[@ExpenseLine] LinkedTxn:[@LinkedTxn]"
    ENTITIES["Purchase"] = Shape(
        f"{expense} PaymentType:=Cash|Check|CreditCard AccountRef EntityRef PaymentMethodRef Credit:bool "
        "PrintStatus:=NotSet|NeedToPrint|PrintComplete IncludeInAnnualTPAR:bool",
        required="PaymentType AccountRef Line",
        dropped=f"{_TXN_GENERAL} TotalAmt RemitToAddr PurchaseEx",
        refused="ProjectRef Memo PaymentRefNum TxnId TxnNum CheckPayment CreditCardPayment LessCIS",
    )
    ENTITIES["Bill"] = Shape(
        f"{expense} VendorRef APAccountRef SalesTermRef DueDate:date IncludeInAnnualTPAR:bool",
        required="VendorRef Line",
        dropped=f"{_TXN_GENERAL} TotalAmt Balance RemitToAddr VendorAddr ShipAddr",
        refused="ProjectRef Memo",
    )
    # "TxnTaxDetail is not listed in the reference" for VendorCredit (13, UNVERIFIED): refused, the stricter reading
    ENTITIES["VendorCredit"] = Shape(
        f"{expense} VendorRef APAccountRef IncludeInAnnualTPAR:bool",
        required="VendorRef Line",
        dropped=f"{_TXN_GENERAL} TotalAmt Balance VendorAddr",
        refused="TxnTaxDetail DueDate SalesTermRef ProjectRef Memo",
    )
    ENTITIES["BillPayment"] = Shape(
        f"{_TXN} {_MONEY} DocNumber:text21 DepartmentRef VendorRef APAccountRef PayType:=Check|CreditCard "
        "CheckPayment:@CheckPayment CreditCardPayment:@CreditCardPayment TotalAmt:dec Line:[@PaymentLine]",
        required="VendorRef PayType TotalAmt Line",
        dropped=f"{_TXN_GENERAL} VendorAddr LinkedTxn",
    )
    ENTITIES["Transfer"] = Shape(
        f"{_TXN} FromAccountRef ToAccountRef Amount:dec",
        required="FromAccountRef ToAccountRef Amount",
        dropped=_TXN_GENERAL,
        refused="DocNumber CurrencyRef ExchangeRate DepartmentRef ClassRef Line ProjectRef",
    )
    ENTITIES["CreditCardPayment"] = Shape(
        f"{_TXN} CreditCardAccountRef BankAccountRef Amount:dec VendorRef CheckNum:text21 Memo:text4000 "
        "PrintStatus:=NotSet|NeedToPrint|PrintComplete",
        required="CreditCardAccountRef BankAccountRef Amount",
        dropped=_TXN_GENERAL,
        refused="DocNumber CurrencyRef ExchangeRate DepartmentRef Line ProjectRef",
    )
    ENTITIES["Deposit"] = Shape(
        f"{_TXN} {_MONEY} {_TAXED} DepartmentRef DepositToAccountRef Line:[@DepositLine] CashBack:@CashBack",
        required="DepositToAccountRef Line",
        dropped=f"{_TXN_GENERAL} TotalAmt",
        refused="DocNumber ProjectRef LinkedTxn",
    )
    ENTITIES["JournalEntry"] = Shape(
        f"{_TXN} {_MONEY} {_TAXED} DocNumber:text21 Adjustment:bool Line:[@JournalLine]",
        required="Line",
        dropped=f"{_TXN_GENERAL} TotalAmt",
        refused="DepartmentRef ProjectRef LinkedTxn HomeCurrencyAdjustment EnteredInHomeCurrency",
    )


_define_objects()
_define_lists()
_define_transactions()

LINE_SHAPES = {
    "Purchase": "ExpenseLine",
    "Bill": "ExpenseLine",
    "VendorCredit": "ExpenseLine",
    "Deposit": "DepositLine",
    "JournalEntry": "JournalLine",
    "BillPayment": "PaymentLine",
}
_DETAILS = {
    "AccountBasedExpenseLineDetail": "AccountBasedExpenseLineDetail",
    "ItemBasedExpenseLineDetail": "ItemBasedExpenseLineDetail",
    "DepositLineDetail": "DepositLineDetail",
    "JournalEntryLineDetail": "JournalEntryLineDetail",
}


def read(entity: str, payload: Any) -> Row:
    """Return ``payload`` with true types. Raises Refusal (2010, 2050) for a wrong form; required members are not asked for."""
    found: list[Complaint] = []
    row = ENTITIES[entity].read(payload, found)
    if found:
        raise Refusal(found)
    return row


def lacking(entity: str, row: Row) -> list[Complaint]:
    """Return a 2020 for every required member, of the entity and of its lines, that is not there."""
    found = ENTITIES[entity].lacking(row)
    shape = LINE_SHAPES.get(entity)
    for line in row.get("Line") or [] if shape else []:
        found += OBJECTS[shape or ""].lacking(line)
        kind = _DETAILS.get(line.get("DetailType", ""))
        if kind is not None:
            detail = line.get(kind)
            found += OBJECTS[kind].lacking(detail) if detail else [missing(kind)]
    for member, nested in (("CheckPayment", "CheckPayment"), ("CreditCardPayment", "CreditCardPayment")):
        if entity == "BillPayment" and row.get(member) is not None:
            found += OBJECTS[nested].lacking(row[member])
    return found
