#!/bin/sh
# Guess:    PdfWriter.append(file), which pypdf's documentation shows for joining PDFs, takes over the whole document: of one file appended to an
#           empty writer comes the same file again.
# Happens:  the pages are the same and the files embedded in the PDF are gone, without a word. Of a Factur-X invoice the XML is lost, and the XMP that says
#           PDF/A-3 with it: for every reader of such invoices it is a picture. pypdfium2's import_pages() and pikepdf's pages.extend() do the same.
# Why:      embedded files hang on the catalog (/Names, /AF), not on a page. append() carries over pages, outline, named destinations and form fields,
#           which hang there too, so that one sees everything arrive; the tree of embedded files it leaves.
# Bites:    of an electronic invoice the XML is what programs and tax offices read, the page is its picture. "Join the receipts of an expense into one
#           PDF" or "stamp a number on it", before the upload: what is archived for ten years is no electronic invoice any more, and looks right.
# Instead:  upload such a file as it came; to change it, PdfWriter(clone_from=...), which keeps the catalog; after joining, compare `attachments`.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'pypdf==7.1.1' 'factur-x==7.8' 'pypdfium2==5.15.2' 'pikepdf==10.18.0'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import pikepdf
import pypdf
import pypdfium2
from facturx import generate_from_binary, get_xml_from_pdf

UN = "urn:un:unece:uncefact:data:standard"
INVOICE = f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="{UN}:CrossIndustryInvoice:100" xmlns:udt="{UN}:UnqualifiedDataType:100"
 xmlns:ram="{UN}:ReusableAggregateBusinessInformationEntity:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>2026-117</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20260331</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Hotel</ram:Name><ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Company</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/><ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount><ram:GrandTotalAmount>120.00</ram:GrandTotalAmount>
<ram:DuePayableAmount>120.00</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>""".encode()


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def saved(writer):
    file = io.BytesIO()
    (writer.save if hasattr(writer, "save") else writer.write)(file)
    return file.getvalue()


def held(data):
    """Pages, embedded files, outline and the XMP of a PDF, and whether it is an invoice for factur-x."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    xml = get_xml_from_pdf(data)[1]
    return len(reader.pages), list(reader.attachments), len(reader.outline), reader.xmp_metadata is not None, bool(xml) and b"2026-117" in xml


def appended(data):
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(data))
    return saved(writer)


def imported(data):
    document = pypdfium2.PdfDocument.new()
    document.import_pages(pypdfium2.PdfDocument(data))
    return saved(document)


def extended(data):
    document = pikepdf.new()
    document.pages.extend(pikepdf.open(io.BytesIO(data)).pages)
    return saved(document)


print(*(f"{name} {version(name)}" for name in ("pypdf", "factur-x", "pypdfium2", "pikepdf")))
page = pypdf.PdfWriter()
page.add_blank_page(595, 842)
page.add_outline_item(title="Invoice 2026-117", page_number=0)
invoice = generate_from_binary(saved(page), INVOICE)
print("pages, embedded files, entries of the outline, XMP, an invoice?")
seen("Factur-X, as factur-x made it", (1, ["factur-x.xml"], 1, True, True), held(invoice))
seen("pypdf, append()", (1, [], 1, False, False), held(appended(invoice)))
seen("pypdfium2, import_pages()", (1, [], 0, False, False), held(imported(invoice)))
seen("pikepdf, pages.extend()", (1, [], 0, False, False), held(extended(invoice)))
seen("pypdf, clone_from", (1, ["factur-x.xml"], 1, True, True), held(saved(pypdf.PdfWriter(clone_from=io.BytesIO(invoice)))))
PYTHON
