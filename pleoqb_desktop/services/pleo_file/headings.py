"""What a heading means, in Pleo's English and as people in seven languages write it; looks at no cell (pleo-file.md 1, 2, 8)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pleoqb_desktop.domain.spend_file import Meaning

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "°": " ", "º": " ", "%": " percent "})
_GROUP = re.compile(r"(?P<group>.*\S)\s+-\s+(?P<part>[^-]*\S)\s*\Z")
_CODES = frozenset({"code", "id", "kode", "kod", "codigo", "number", "numero", "nummer", "no", "identifiant"})
_PARTS = _CODES | {"tag", "name", "nom", "navn", "namn", "nombre"}
"""Columns that tag groups are seen with: `Project - Name`, `Supplier - Code` (pleo-file.md 1, 35)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a heading says. `sure` False: only where no other column says the same. `maybe`: the cells decide among these."""

    meaning: Meaning
    sure: bool = True
    group: str = ""
    is_code: bool = False
    maybe: tuple[Meaning, ...] = ()


_SURE: Mapping[Meaning, str] = {
    Meaning.DATE: """date|dato|datum|fecha|day|jour|dag|dia|transaction date|expense date|purchase date|date of expense|date of purchase
        |date de depense|date de la depense|date d achat|date operation|date d operation|date de l operation|date de transaction
        |transaktionsdatum|transaktionsdato|kaufdatum|ausgabedatum|datum der ausgabe|kobsdato|udgiftsdato|dato for kob
        |inkopsdatum|kopdatum|utgiftsdatum|fecha de compra|fecha de gasto|fecha del gasto|fecha operacion
        |fecha de la operacion|fecha de operacion|fecha de transaccion
        |aankoopdatum|datum van aankoop|uitgavedatum|transactiedatum""",
    Meaning.SETTLED: """settled|settlement date|settled date|date settled|presentment date|date of presentment
        |bookkeeping date|booking date|date de reglement|date de comptabilisation|date comptable|buchungsdatum
        |abrechnungsdatum|wertstellung|bogforingsdato|afregningsdato|bokforingsdatum|avrakningsdatum
        |fecha de liquidacion|fecha contable|fecha de contabilizacion|boekingsdatum|boekdatum|afrekeningsdatum""",
    Meaning.NUMBER: """receipt|receipt number|receipt no|receipt nr|pleo receipt|pleo receipt number|pleo number|number
        |n recu|no recu|numero recu|numero de recu|numero du recu|recu|numero pleo|n pleo|n justificatif
        |numero de justificatif|beleg|belegnummer|beleg nr|belegnr|pleo nummer|pleo belegnummer|kvittering
        |kvitteringsnummer|kvitteringsnr|bilag|bilagsnummer|bilagsnr|kvitto|kvittonummer|kvittonr|verifikationsnummer
        |recibo|numero de recibo|n recibo|no recibo|n de recibo|justificante|numero de justificante
        |bon|bonnummer|bonnr|bonnetje|bewijsnummer""",
    Meaning.TYPE: """expense type|type of expense|type|transaction type|type de depense|type d operation|ausgabentyp
        |ausgabenart|art der ausgabe|typ|udgiftstype|transaktionstype|utgiftstyp|transaktionstyp|tipo de gasto|tipo
        |uitgavetype|type uitgave|soort uitgave|transactietype""",
    Meaning.AMOUNT: """amount|total|total amount|gross|gross amount|wallet amount|amount incl vat|amount incl tax
        |amount including vat|montant|montant ttc|ttc|total ttc|montant total|montant brut|betrag|gesamtbetrag|bruttobetrag
        |brutto|summe|belob|totalbelob|bruttobelob|belob inkl moms|belopp|totalbelopp|bruttobelopp|summa|belopp inkl moms
        |importe|importe total|importe bruto|cantidad|total con iva|importe con iva
        |bedrag|totaalbedrag|brutobedrag|bedrag incl btw|bedrag inclusief btw|totaal""",
    Meaning.NET: """net|net amount|amount excl vat|amount excl tax|amount excluding vat|net value|montant ht|ht|montant net|total ht
        |montant hors taxe|montant hors taxes|base ht|base|netto|nettobetrag|nettobelob|belob ekskl moms|nettobelopp
        |belopp exkl moms|neto|importe neto|base imponible|importe sin iva|bedrag excl btw|bedrag exclusief btw|nettobedrag""",
    Meaning.TAX: """tax amount|vat amount|amount of tax|amount of vat|montant tva|montant de tva|montant de la tva|montant taxe
        |steuerbetrag|mwst betrag|mehrwertsteuerbetrag|ust betrag|umsatzsteuerbetrag|vorsteuerbetrag|momsbelob
        |momsbelopp|importe iva|importe del iva|importe de iva|cuota|cuota iva|cuota de iva|importe del impuesto|btw bedrag|bedrag btw""",
    Meaning.TAX_RATE: """tax rate|vat rate|rate|rate of vat|vat percent|tax percent|taux|taux tva|taux de tva|taux de la tva
        |percent tva|tva percent|steuersatz|mwst satz|mehrwertsteuersatz|ust satz|umsatzsteuersatz|mwst percent|momssats
        |momsprocent|moms percent|momssats percent|tipo iva|tipo de iva|tipo impositivo|tipo del iva|percent iva|iva percent
        |btw tarief|btw percentage|btw percent""",
    Meaning.TAX_CODE: """tax code|vat code|code tva|code de tva|code taxe|code de taxe|code fiscal|steuercode|steuerschlussel
        |mwst code|mwst schlussel|ust code|ust schlussel|bu schlussel|momskode|momskod|moms kode|moms kod|codigo iva
        |codigo de iva|codigo de impuesto|codigo del iva|codigo fiscal|btw code""",
    Meaning.ACCOUNT: """account|account number|account no|account code|expense account|ledger account|gl account|gl code
        |general ledger account|nominal code|nominal account|compte|numero de compte|n compte|n de compte|no compte|compte comptable
        |compte general|compte de charge|konto|kontonummer|konto nr|kontonr|kontonr|sachkonto|aufwandskonto|finanskonto
        |udgiftskonto|kostnadskonto|bokforingskonto|cuenta|numero de cuenta|n cuenta|n de cuenta|cuenta contable
        |cuenta de gasto
        |grootboekrekening|grootboeknummer|grootboek|rekening|rekeningnummer|kostenrekening""",
    Meaning.CONTRA: """contra|contra account|contra account number|counter account|offset account|balancing account
        |contrepartie|compte de contrepartie|compte contrepartie|gegenkonto|gegenkontonummer|modkonto|modkontonummer
        |motkonto|motkontonummer|contrapartida|cuenta de contrapartida|cuenta contrapartida|tegenrekening|tegenrekeningnummer""",
    Meaning.DEBIT: "debit|debit amount|montant debit|soll|sollbetrag|debet|debetbelob|debetbelopp|debe|importe debe|cargo|debetbedrag",
    Meaning.CREDIT: "credit|credit amount|montant credit|haben|habenbetrag|kredit|kreditbelob|kreditbelopp|haber|importe haber|abono|creditbedrag",
    Meaning.SIGN: """credit debit indicator|debit credit indicator|debit credit|credit debit|d c|c d|dc|cd|sens|indicateur
        |sens debit credit|indicateur debit credit|soll haben|soll haben kennzeichen|s h|debet kredit|debe haber|d h|debet credit""",
    Meaning.CURRENCY: """currency|wallet currency|currency code|devise|monnaie|code devise|wahrung|wahrungscode|valuta|valutakode
        |valutakod|moneda|divisa|codigo de moneda|munteenheid|valutacode""",
    Meaning.ORIGINAL_AMOUNT: """orig amount|original amount|foreign amount|amount in original currency|montant d origine
        |montant original|montant en devise|montant devise|originalbetrag|ursprungsbetrag|ursprunglicher betrag
        |fremdwahrungsbetrag|originalbelob|oprindeligt belob|originalbelopp|ursprungligt belopp|importe original
        |importe de origen|importe en divisa
        |oorspronkelijk bedrag|origineel bedrag|bedrag in vreemde valuta""",
    Meaning.ORIGINAL_CURRENCY: """orig currency|original currency|foreign currency|devise d origine|devise originale
        |originalwahrung|ursprungswahrung|fremdwahrung|originalvaluta|oprindelig valuta|ursprunglig valuta|moneda original
        |divisa original|moneda de origen|oorspronkelijke valuta|originele valuta""",
    Meaning.FEE: """total fx fee|fx fee|foreign transaction fee|frais de change|frais de conversion|wechselgebuhr
        |fremdwahrungsgebuhr|valutagebyr|valutaavgift|valutavaxlingsavgift|comision de cambio|comision fx|wisselkoerskosten|valutakosten""",
    Meaning.SUPPLIER: """source description|supplier|supplier name|merchant|merchant name|vendor|vendor name|fournisseur
        |nom du fournisseur|commercant|marchand|lieferant|lieferantenname|handler|handlername|leverandor|leverandornavn
        |forretning|leverantor|leverantorsnamn|handlare|proveedor|nombre del proveedor|comercio|comerciante
        |leverancier|leveranciersnaam|naam leverancier|winkelier""",
    Meaning.PERSON: """owner|employee|employee name|name of employee|user|person|spender|salarie|nom du salarie|employe
        |nom de l employe|collaborateur|collaboratrice|personne|proprietaire|titulaire|mitarbeiter|mitarbeiterin
        |name des mitarbeiters|besitzer|inhaber|medarbejder|medarbejdernavn|ejer|medarbetare|medarbetarens namn|anstalld
        |agare|empleado|empleada|nombre del empleado|titular|propietario|persona
        |medewerker|naam medewerker|werknemer|eigenaar""",
    Meaning.NOTE: """note|notes|comment|comments|memo|commentaire|commentaires|remarque|notiz|notizen|kommentar|bemerkung
        |bemaerkning|notat|anteckning|anteckningar|nota|notas|comentario|comentarios|notitie|notities|opmerking|opmerkingen""",
    Meaning.RECEIPT_FILES: """receipt file|receipt files|receipt file name|file name|file|fichier|fichiers|nom du fichier
        |fichier du recu|fichier recu|nom du recu|belegdatei|beleg datei|dateiname|datei|kvitteringsfil|bilagsfil|filnavn
        |kvittofil|filnamn|archivo|archivos|nombre del archivo|archivo del recibo|archivo de recibo
        |bonbestand|bestand|bestandsnaam""",
    Meaning.RECEIPT_LINKS: """receipt urls|receipt url|receipt link|receipt links|url|urls|link|links|lien|liens|lien du recu
        |liens des recus|url du recu|url des recus|beleg url|beleg urls|belegurl|beleg link|belege urls|kvitterings url
        |kvitteringslink|kvitto url|kvittolank|url del recibo|urls de recibos|enlace|enlaces|enlace del recibo|bon url|bonlink""",
    Meaning.ATTENDEES: """attendees|participants|guests|invites|teilnehmer|teilnehmende|deltagere|deltagare|asistentes
        |participantes|invitados|deelnemers|aanwezigen""",
    Meaning.ENTRY_ID: """expense id|expenseid|expense identifier|accounting entry id|pleo id|pleo expense id|entry id|uuid
        |id depense|id de depense|id de la depense|identifiant|identifiant depense|identifiant de depense
        |identifiant de la depense|id pleo|n depense|no depense|numero de depense|ausgaben id|ausgabe id|ausgabenid
        |id der ausgabe|udgifts id|udgiftsid|udgift id|id for udgift|utgifts id|utgiftsid|utgift id|id gasto|id de gasto
        |id del gasto|identificador|identificador del gasto
        |uitgave id|uitgaven id|id uitgave""",
    Meaning.STATE: """export status|export state|exportstatus|statut d export|statut export|statut de l export|etat d export
        |eksportstatus|exportstatus|estado de exportacion|estado exportacion""",
    Meaning.CATEGORY: """category|category name|categorie|nom de la categorie|nom de categorie|kategorie|kategoriename
        |kategori|kategorinavn|kategorinamn|categoria|nombre de la categoria|nombre de categoria|categorienaam""",
    Meaning.BALANCE: "balance|wallet balance|solde|solde du portefeuille|saldo|guthaben|kontostand",
    Meaning.PERSONAL: """personal expense|personal|depense personnelle|personnel|private ausgabe|privat|privatudgift|privat utgift
        |gasto personal|prive uitgave|prive""",
    Meaning.RECONCILED: "reconciled entries|ecritures rapprochees|verrechnete belege|afstemte poster|avstamda poster|asientos conciliados",
    Meaning.TEAM: "team|team name|equipe|nom de l equipe|teamname|hold|lag|equipo",
    Meaning.INVOICE: """document number|invoice number|invoice no|numero de facture|n facture|numero de document
        |rechnungsnummer|fakturanummer|fakturanr|numero de factura|numero de documento|factuurnummer""",
    Meaning.IGNORE: """team code|employee code|user email|review status|reviewer|reviewer name|review note|ai review status|cif
        |merchant country code|linked invoice numbers|payment status|invoice date|invoice due date|reimbursement date
        |journal|journal code|code journal|static value""",
}
_UNSURE: Mapping[Meaning, str] = {
    Meaning.SUPPLIER: """libelle|description|text|beschreibung|buchungstext|tekst|beskrivelse|beskrivning|descripcion|concepto
        |concept|texte|label|designation|intitule|bezeichnung|omschrijving""",
    Meaning.NUMBER: "piece|n piece|numero de piece|reference|ref|referenz|referencia|referens",
    Meaning.ENTRY_ID: "id",
    Meaning.PERSON: "name|nom|navn|namn|nombre",
}
_VAT = """vat|tax|taxes|tva|taxe|mwst|mehrwertsteuer|ust|umsatzsteuer|vorsteuer|steuer|moms|iva|impuesto|btw"""


@lru_cache(maxsize=4096)
def folded(heading: str) -> str:
    """A heading without case, accents, marks and surplus blanks."""
    plain = unicodedata.normalize("NFKD", heading.casefold().translate(_LETTERS))
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def _words(text: str) -> list[str]:
    return [" ".join(word.split()) for word in text.split("|")]


def _table() -> dict[str, Said]:
    known = {word: Said(meaning, sure=False) for meaning, text in _UNSURE.items() for word in _words(text)}
    known |= {word: Said(meaning) for meaning, text in _SURE.items() for word in _words(text)}
    maybe = (Meaning.TAX, Meaning.TAX_RATE, Meaning.TAX_CODE)
    return known | {word: Said(Meaning.TAX, maybe=maybe) for word in _words(_VAT)}


_KNOWN = _table()
GENERIC = tuple(
    map(
        folded, ("Date", "Receipt", "Expense Type", "Amount", "Currency", "Orig. amount", "Expense ID", "Export Status")
    )
)
"""Headings of the generic file that no company has by chance, all of them (pleo-file.md 1)."""


def said_by(heading: str) -> Said | None:
    """What a heading says, None when it is not known. `<group> - <column>` is a tag's (pleo-file.md 1, 35)."""
    found = _GROUP.match(heading.strip())
    part = folded(found["part"]) if found else ""
    if (known := _KNOWN.get(folded(heading))) and part not in _PARTS:
        return known
    return Said(Meaning.TAG, group=found["group"], is_code=part in _CODES) if found else None


def meaning_named(text: str) -> tuple[Meaning, str]:
    """The meaning and the tag group of a word of the command line. Raises ValueError for a word that is none."""
    name, mark, group = text.partition(":")
    meaning = Meaning(name.strip().lower())
    if (meaning is Meaning.TAG) != (bool(mark) and bool(group.strip())):
        raise ValueError(text)
    return meaning, group.strip()
