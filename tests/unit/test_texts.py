"""Words for codes and values in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.books import AccountType, Dimension
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.domain.spend import SpendType
from pleoqb_desktop.export.progress import Phase
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.system import Wording
from pleoqb_desktop.setup import readiness
from pleoqb_desktop.setup.choices import CHOICES
from pleoqb_desktop.setup.sections import Section
from pleoqb_desktop.sync.report import Change
from pleoqb_desktop.texts import Action, Language, Texts, language_of, templates
from pleoqb_desktop.texts.catalogue import Catalogue
from pleoqb_desktop.texts.figures import Figures
from pleoqb_desktop.texts.names import Names
from pleoqb_desktop.texts.parameters import Parameters

FRENCH, ENGLISH = Texts(Language("fr")), Texts(Language("en"))
BOTH = (FRENCH, ENGLISH)
CATALOGUES = {texts.language: Catalogue(texts.language) for texts in BOTH}
NARROW, NO_BREAK = "\u202f", "\u00a0"
# One sensible value for every parameter that a sentence may show.
PARAMS = {
    "about": "dates, spend",
    "account": "625700 Repas",
    "file": "PLEO-K3EZU7T6HOHHFSA7-03ae9cd52f9ff30a.png",
    "account_currency": "USD",
    "account_type": "Accounts Payable",
    "address": "http://exemple.test",
    "amount": "18.40 EUR",
    "answer": "Compte",
    "books_rate": "20 %",
    "category": "Repas",
    "classes": "-, Vente",
    "closing_date": "2026-03-31",
    "start_date": "2026-04-01",
    "code": "6000",
    "column": "Débit",
    "companies": "3",
    "company": "Boulangerie Martin",
    "count": "2",
    "currency": "GBP",
    "date": "2026-03-12",
    "detail": "Le nom existe.",
    "dimension": "classes",
    "expected": "2.40",
    "external_id": "145",
    "first_date": "2026-03-31",
    "group": "qbo-class",
    "home": "EUR",
    "host": "10.0.0.1",
    "other": "British Gas Lite",
    "issuer": "Bouclier Antivirus SA",
    "index": "1",
    "item_amount": "-3482.10 EUR",
    "kind": "account",
    "known": "Atelier",
    "last_date": "2026-03-01",
    "limit": "20",
    "lines": "1234",
    "lines_amount": "10.00 EUR",
    "locations": "Lyon, Paris",
    "message": "Non.",
    "minutes": "1",
    "missing": "pleo, wallet_account",
    "most": "10",
    "name": "Banque Pleo",
    "names": "a.csv, b.csv",
    "net": "10.00",
    "number": "F-12",
    "open_amount": "3.00 EUR",
    "open_date": "2026-04-01",
    "path": "/dossier/fichier",
    "person": "Léa Martin",
    "plan": "Plus",
    "pleo_rate": "reverse",
    "ports": "8976, 8977",
    "profile": "essai",
    "rate": "5.5 %",
    "program": "systemctl",
    "reason": "ligne 3",
    "reference": "512",
    "role": "pocket",
    "row": "12",
    "rows": "2, 3",
    "run": "7",
    "scopes": "export:read",
    "status": "503",
    "sub_type": "nouveau",
    "subject": "Repas @ 20 %",
    "supplier": "Uber",
    "tag": "Lyon",
    "tax": "2.30",
    "tax_code": "TVA normale",
    "text": "12,5O",
    "type": "card_purchase",
    "vendor": "Uber",
    "what": "total, tax",
    "zone": "Mars/Olympe",
}
JARGON = (
    "http https:// oauth token payload json endpoint callback timeout exception traceback realm uuid mime null dns tls ssl "
    "tcp socket localhost loopback webhook scope redirect backend keyring sqlite enum jeton requête serveur server cache"
).split()
ENGLISH_WORDS = (
    "the and or of to your you this that with from account entry expense receipt vendor supplier bill payment tag rate "
    "again open close settings sign key company please error failed not is was has"
).split()
BLAME = "vous avez oublié|votre faute|votre erreur|you forgot|your fault|your mistake|invalide|invalid|incorrect|illégal|illegal"


def said(texts: Texts, about: Problem) -> Iterator[str]:
    yield texts.sentence(about)
    yield texts.remedy(about)


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w:/]+", text.lower()))


def rich(code: Code) -> Problem:
    return Problem(code, PARAMS)


def plain(text: str) -> str:
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


# -- every code ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", Code)
def test_every_code_says_what_happened_and_what_to_do_in_both_languages(code: Code) -> None:
    for about in (Problem(code), rich(code)):
        spoken = [line for texts in BOTH for line in said(texts, about)]
        assert len(set(spoken)) == 4
        for line in spoken:
            assert re.match(r"[A-ZÀÉÊ0-9«“]", line), line
            assert line.endswith("."), line
            assert not line.endswith(".."), line
            assert "  " not in line, line


@pytest.mark.parametrize("code", Code)
def test_no_gap_and_no_mark_of_a_template_is_left_in_a_sentence(code: Code) -> None:
    for texts in BOTH:
        for line in (*said(texts, rich(code)), *said(texts, Problem(code))):
            assert not set("{}[]|#<>?") & set(line), line
            assert ".»." not in line
            assert " ." not in line
            assert " ," not in line


@pytest.mark.parametrize("code", Code)
def test_a_baker_meets_no_jargon_and_no_blame(code: Code) -> None:
    for texts in BOTH:
        template = " ".join(CATALOGUES[texts.language].problems[code])
        found = words(template.replace("clé API", "").replace("API key", "").replace("Clés API", ""))
        assert not found & {*JARGON, "api"}, template
        assert not re.search(BLAME, template, re.IGNORECASE), template


@pytest.mark.parametrize("code", Code)
def test_sentences_are_short(code: Code) -> None:
    for texts in BOTH:
        for line in said(texts, rich(code)):
            assert len(line) <= 200, line
            assert len(re.findall(r"\.(?=\s|$)", line)) <= 2, line


@pytest.mark.parametrize("code", Code)
def test_both_languages_tell_of_the_same_things(code: Code) -> None:
    said_in = [CATALOGUES[texts.language].problems[code] for texts in BOTH]
    for french, english in zip(*said_in, strict=True):
        assert set(templates.gaps(french)) == set(templates.gaps(english))
        assert set(templates.gaps(french)) <= PARAMS.keys()


@pytest.mark.parametrize("code", Code)
def test_french_sentences_are_french_and_set_as_french_is(code: Code) -> None:
    for line in (*said(FRENCH, rich(code)), *said(FRENCH, Problem(code))):
        assert not words(line) & set(ENGLISH_WORDS), line
        bare = re.sub(r"http://\S+|export:read|« id: »".replace(" ", NO_BREAK), "", line)
        assert not re.search(f"(?<!{NO_BREAK}):", bare), line
        assert not re.search(f"(?<!{NARROW})[;!]", bare), line
        assert not re.search(f"«(?!{NO_BREAK})|(?<!{NO_BREAK})»", bare), line
        assert not set('“”"') & set(line), line


@pytest.mark.parametrize("code", Code)
def test_english_sentences_are_set_as_english_is(code: Code) -> None:
    for line in (*said(ENGLISH, rich(code)), *said(ENGLISH, Problem(code))):
        assert not re.search(r"[\s][:;!]|[«»\"]", line), line


@pytest.mark.parametrize(("texts", "one", "many"), [
    (ENGLISH, ("1 entry", "1 receipt", "1 sure pair,", "1 agrees", "1 differs"), ("2 entries", "2 receipts", "2 sure pairs", "2 agree", "2 differ,")),
    (FRENCH, ("1 écriture,", "1 reçu ", "1 paire sûre,", "1 concorde,", "1 diffère,"), ("2 écritures", "2 reçus", "2 paires sûres", "2 concordent", "2 diffèrent")),
])  # fmt: skip
def test_a_summary_counts_as_people_do(texts: Texts, one: tuple[str, ...], many: tuple[str, ...]) -> None:
    for count, expected in ((1, one), (2, many)):
        names = ("missing", "extra", "double", "open", "pleo", "quickbooks", "adopted", "doubtful")
        rest = dict.fromkeys(names, count)
        told = [
            texts.command("undone", entries=count, files=count, vendors="–"),
            texts.command(
                "moved_in", sure=count, **{n: rest[n] for n in ("doubtful", "pleo", "quickbooks", "adopted")}
            ),
            texts.command("reconcile_summary", matched=count, differs=count, **{n: rest[n] for n in names[:4]}),
        ]
        plain = re.sub(r"\s", " ", " ".join(told))
        assert [words for words in expected if words not in plain] == []


def test_texts_are_the_wording_that_the_core_asks_for() -> None:
    asked: Wording = FRENCH
    assert asked.sentence(problem(Code.NO_LINES)) == "Cette dépense ne contient aucune ligne dans Pleo."
    assert asked.remedy(problem(Code.NO_LINES)).startswith("Ouvrez-la dans Pleo")


# -- sentences -----------------------------------------------------------------------------------------------------------------


def test_a_category_that_leads_to_an_inactive_account_is_told_as_the_storyboard_has_it() -> None:
    about = problem(Code.ACCOUNT_INACTIVE, category="Repas", account="625700")
    assert plain(FRENCH.sentence(about)) == (
        "La catégorie « Repas » pointe vers le compte 625700, désactivé dans QuickBooks."
    )
    assert FRENCH.remedy(about) == "Réactivez-le ou choisissez un autre compte."
    assert ENGLISH.sentence(about) == (
        "The category “Repas” leads to the account 625700, which is switched off in QuickBooks."
    )
    assert FRENCH.action(about) is Action.OPEN_ACCOUNT


def test_a_chosen_account_that_is_inactive_is_called_by_its_role_and_not_by_a_code_word() -> None:
    about = problem(Code.ACCOUNT_INACTIVE, category="external_reimbursement", account="512 Banque")
    assert FRENCH.sentence(about) == (
        "Le compte des remboursements hors de Pleo, 512 Banque, est désactivé dans QuickBooks."
    )
    assert ENGLISH.sentence(about) == (
        "The account for reimbursements outside Pleo, 512 Banque, is switched off in QuickBooks."
    )


def test_a_closed_period_tells_dates_as_the_language_writes_them() -> None:
    dates = {"date": "2026-03-12", "closing_date": "2026-03-31", "open_date": "2026-04-01"}
    about = problem(Code.PERIOD_CLOSED, **dates)
    assert plain(FRENCH.sentence(about)) == (
        "Le 12/03/2026 est dans une période clôturée (jusqu'au 31/03/2026). La dépense attend."
    )
    assert "au 01/04/2026" in FRENCH.remedy(about)
    assert ENGLISH.sentence(about) == ("12 Mar 2026 is in a closed period (until 31 Mar 2026). The expense waits.")
    assert ENGLISH.action(about) is Action.POST_ON_FIRST_OPEN_DAY


def test_an_empty_receipt_says_whom_to_ask() -> None:
    about = problem(Code.RECEIPT_EMPTY, index=2, person="Léa Martin")
    assert plain(FRENCH.sentence(about)) == (
        "Le reçu n° 2 de cette dépense est vide (0 octet). La dépense est exportée sans lui."
    )
    assert FRENCH.remedy(about) == "Demandez-le à Léa Martin et remplacez-le dans Pleo."
    nobody = problem(Code.RECEIPT_EMPTY, index=2, person="")
    assert FRENCH.remedy(nobody) == "Demandez-le à la personne concernée et remplacez-le dans Pleo."


def test_quickbooks_own_words_are_quoted_after_a_colon_with_one_full_stop() -> None:
    about = problem(Code.REFUSED_BY_QUICKBOOKS, code="6000", detail="A business validation error has occurred.")
    assert plain(FRENCH.sentence(about)) == (
        "QuickBooks n'a pas accepté l'écriture : « A business validation error has occurred »."
    )
    assert ENGLISH.sentence(about) == (
        "QuickBooks did not accept the entry: “A business validation error has occurred”."
    )
    for nothing in ("", "-", " . "):
        silent = problem(Code.REFUSED_BY_QUICKBOOKS, detail=nothing)
        assert ENGLISH.sentence(silent) == "QuickBooks did not accept the entry."


def test_what_is_missing_is_told_by_name() -> None:
    lacking = readiness.missing(Settings(), pleo_connected=True, quickbooks_connected=False)
    about = problem(Code.SETUP_INCOMPLETE, missing=", ".join(lacking))
    assert plain(FRENCH.sentence(about)) == (
        "La configuration n'est pas terminée. Il manque : connexion à Pleo, connexion à QuickBooks, compte bancaire Pleo, "
        "compte Pleo Pocket, fuseau horaire, choix des étiquettes."
    )


def test_codes_of_dimensions_types_and_changes_are_told_by_name() -> None:
    assert "(le total, la TVA)" in FRENCH.sentence(problem(Code.CHANGED_BY_QUICKBOOKS, what="total, tax"))
    assert "(Projects)" in ENGLISH.sentence(problem(Code.TAG_INACTIVE, group="qbo-project", tag="Salon"))
    assert "(sans étiquette, Lyon)" in FRENCH.sentence(problem(Code.TWO_LOCATIONS, locations="-, Lyon"))
    assert "Fournisseurs" in FRENCH.sentence(problem(Code.ACCOUNT_TYPE, account="401", account_type="Accounts Payable"))
    assert "(page web)" in FRENCH.sentence(problem(Code.RECEIPT_TYPE, type="text/html"))
    assert "Frais kilométriques" in FRENCH.sentence(problem(Code.UNKNOWN_SUBTYPE, type="mileage", sub_type="x"))
    assert "Aucun taux de TVA" in FRENCH.sentence(problem(Code.REFERENCE_NOT_FOUND, kind="tax code", reference="20"))


def test_a_rate_that_differs_is_told_as_percent_or_by_kind() -> None:
    about = problem(Code.TAX_RATE_DIFFERS, tax_code="TVA", pleo_rate="reverse", books_rate="5.5 %")
    assert plain(FRENCH.sentence(about)).endswith("dans Pleo (autoliquidation) et dans QuickBooks (5,5 %).")
    assert ENGLISH.sentence(about).endswith("in Pleo (reverse charge) and in QuickBooks (5.5%).")


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        ("0", "0 dépense)", "0 expenses)"),
        ("1", "1 dépense)", "1 expense)"),
        ("1234", "1 234 dépenses)", "1,234 expenses)"),
    ],
)
def test_a_noun_fits_the_number_before_it(count: str, french: str, english: str) -> None:
    about = problem(Code.JOB_ALL_FAILED, count=count)
    assert french in plain(FRENCH.sentence(about))
    assert english in plain(ENGLISH.sentence(about))


# -- odd parameters ------------------------------------------------------------------------------------------------------------


def test_values_of_strangers_are_one_line_of_at_most_200_characters_and_never_a_template() -> None:
    name = "<b>{currency}</b>\n[a|b]\x00\x1b \u202egnp.exe" + "x" * 500
    about = problem(Code.VENDOR_UNKNOWN, vendor=name, currency="EUR")
    line = ENGLISH.sentence(about)
    assert "“<b>{currency}</b> [a|b] gnp.exexxx" in line
    assert not re.search(r"[\x00-\x1f\u202e]", line)
    quoted = re.search("“(.*)”", line)
    assert quoted is not None
    assert len(quoted[1]) == 200
    assert quoted[1].endswith("x…")


@pytest.mark.parametrize(
    "amount",
    [
        "",
        "EUR",
        "18.40",
        "18,40 EUR",
        "NaN EUR",
        "1E+999999999 EUR",
        "-Infinity EUR",
        "18.40 euro",
        "1e400000 GBP",
        "x" * 9000,
    ],
)
def test_an_amount_that_is_none_is_left_out(amount: str) -> None:
    about = problem(Code.BILL_PAID, vendor="Uber", open_amount=amount)
    assert ENGLISH.sentence(about).endswith("at least in part.")


@pytest.mark.parametrize("day", ["", "2026-13-01", "12/03/2026", "9" * 300, "soon"])
def test_a_date_that_is_none_is_left_out(day: str) -> None:
    assert (
        ENGLISH.sentence(problem(Code.DATE_UNUSABLE, date=day)) == "The date of this expense cannot stand in the books."
    )


def test_a_moment_where_a_date_is_expected_is_told_by_its_day() -> None:
    about = problem(Code.DATE_UNUSABLE, date=datetime.max.replace(tzinfo=UTC).isoformat())
    assert "31 Dec 9999" in ENGLISH.sentence(about)


def test_a_gap_that_must_be_filled_and_cannot_reads_as_a_question_mark() -> None:
    class Nothing:
        def text(self, name: str) -> str | None:
            return None

        def is_one(self, name: str) -> bool:
            return False

    assert templates.fill("Du {date}, {count#jour#jours}[, {amount}].", Nothing()) == f"Du ?, ?{NO_BREAK}jours."


def test_a_value_that_is_no_number_counts_as_many() -> None:
    french = CATALOGUES[FRENCH.language]
    values = Parameters(problem(Code.JOB_ALL_FAILED, count="some"), Names(french.names), Figures(french.habits))
    assert values.text("count") is None
    assert not values.is_one("count")


_odd = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["nan", "-0 EUR", "1E999999999 EUR", "0E-999999999 EUR", "2026-02-30", "٣", "--", "None", "{0}", "[|]"]
    ),
    st.integers().map(str),
    st.decimals().map(str),
    st.builds("{} {}".format, st.decimals(), st.text(max_size=4)),
    st.dates().map(str),
    st.none(),
    st.binary(max_size=5),
)


@given(
    code=st.sampled_from(Code),
    params=st.dictionaries(st.one_of(st.sampled_from(sorted(PARAMS)), st.text(max_size=5)), _odd, max_size=8),
)
def test_whatever_the_parameters_a_problem_can_be_told(code: Code, params: dict[str, str]) -> None:
    about = Problem(code, params)
    for texts in BOTH:
        for line in said(texts, about):
            assert line.endswith(".")
            assert line.isprintable() or not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", line)


@given(code=st.sampled_from(Code), name=st.sampled_from(sorted(PARAMS)), value=st.text(max_size=400))
def test_a_value_never_adds_more_than_200_characters_for_each_gap(code: Code, name: str, value: str) -> None:
    for texts in BOTH:
        for template, line in zip(
            CATALOGUES[texts.language].problems[code], said(texts, Problem(code, {name: value})), strict=True
        ):
            assert len(line) <= len(template) + 200 * sum(gap == name for gap in templates.gaps(template))


# -- actions -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_label_in_both_languages(action: Action) -> None:
    french, english = FRENCH.action_label(action), ENGLISH.action_label(action)
    assert french
    assert english
    assert french != english
    assert max(len(french), len(english)) <= 40
    assert not words(french) & set(ENGLISH_WORDS)
    assert not french.endswith(".")


def test_every_action_is_offered_by_some_problem() -> None:
    assert {FRENCH.action(Problem(code)) for code in Code} - {None} == set(Action)


@pytest.mark.parametrize(
    ("code", "action"),
    [
        (Code.QUICKBOOKS_SIGN_IN_ENDED, Action.RECONNECT_QUICKBOOKS),
        (Code.PLEO_KEY_REFUSED, Action.RECONNECT_PLEO),
        (Code.CONTRA_ACCOUNT_MISSING, Action.OPEN_PLEO_CONTRA_ACCOUNTS),
        (Code.TAX_CODE_INACTIVE, Action.OPEN_QUICKBOOKS_TAX),
        (Code.INTUIT_KEYS_MISSING, Action.ENTER_INTUIT_KEYS),
        (Code.STORE_DAMAGED, Action.START_OVER),
        (Code.BUG, Action.REPORT_BUG),
        (Code.STORE_NEWER, None),
    ],
)
def test_a_problem_offers_the_way_out_that_fits(code: Code, action: Action | None) -> None:
    assert ENGLISH.action(Problem(code)) is action


# -- values --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "currency", "french", "english"),
    [
        ("3482.10", "EUR", f"3{NARROW}482,10{NO_BREAK}€", "€3,482.10"),
        ("-18.4", "GBP", f"-18,40{NO_BREAK}£", "-£18.40"),
        ("0", "EUR", f"0,00{NO_BREAK}€", "€0.00"),
        ("1234567.895", "CAD", f"1{NARROW}234{NARROW}567,895{NO_BREAK}$CA", "CA$1,234,567.895"),
        ("12.5", "SEK", f"12,50{NO_BREAK}SEK", f"SEK{NO_BREAK}12.50"),
        ("-1500", "JPY", f"-1{NARROW}500{NO_BREAK}JPY", f"-JPY{NO_BREAK}1,500"),
        (
            "123456789012345678.01",
            "EUR",
            f"{NARROW.join('123 456 789 012 345 678'.split())},01{NO_BREAK}€",
            "€123,456,789,012,345,678.01",
        ),
    ],
)
def test_money_is_written_as_the_language_does_and_to_the_cent(
    amount: str, currency: str, french: str, english: str
) -> None:
    money = Money(Decimal(amount), currency)
    assert FRENCH.money(money) == FRENCH.amount(money.amount, currency) == french
    assert ENGLISH.money(money) == ENGLISH.amount(money.amount, currency) == english


@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(["EUR", "USD", "JPY", "XYZ"]))
def test_any_money_can_be_written(amount: Decimal, currency: str) -> None:
    for texts in BOTH:
        assert len(texts.money(Money(amount, currency))) < 120


@given(st.decimals(min_value=-(10**20), max_value=10**20, places=2))
def test_written_money_holds_every_digit(amount: Decimal) -> None:
    digits = ENGLISH.money(Money(amount, "EUR")).replace(",", "").replace("€", "")
    assert Decimal(digits) == amount


def test_a_mistaken_huge_amount_is_written_short_and_its_digits_never_are() -> None:
    tracemalloc.start()
    assert len(FRENCH.money(Money(Decimal("1E+999999"), "EUR"))) < 40
    assert FRENCH.money(Money(Decimal("1E-999999"), "EUR")) == f"0,00{NO_BREAK}€"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000, "a million digits take a byte each"


def test_days_are_written_as_the_language_does() -> None:
    assert FRENCH.date(date(2026, 3, 12)) == "12/03/2026"
    assert ENGLISH.date(date(2026, 3, 12)) == "12 Mar 2026"
    for edge in (date.min, date.max):
        assert str(edge.day) in ENGLISH.date(edge)


@pytest.fixture
def local_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves this process to another time zone until the test ends."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a process can be set on Unix only")

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def test_moments_are_told_in_local_time(local_zone: Callable[[str], None]) -> None:
    moment = datetime(2026, 3, 31, 22, 5, tzinfo=UTC)
    local_zone("Europe/Paris")
    assert FRENCH.moment(moment) == "01/04/2026 00:05"
    assert ENGLISH.moment(moment) == "1 Apr 2026, 00:05"
    assert FRENCH.moment(moment.astimezone(timezone(timedelta(hours=-9)))) == "01/04/2026 00:05"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_moments_at_the_ends_of_the_calendar_can_be_told(local_zone: Callable[[str], None], zone: str) -> None:
    local_zone(zone)
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", FRENCH.moment(moment))


def test_numbers_and_percents_are_written_as_the_language_does() -> None:
    assert FRENCH.number(1234567) == f"1{NARROW}234{NARROW}567"
    assert ENGLISH.number(-1234567) == "-1,234,567"
    assert FRENCH.number(123) == ENGLISH.number(123) == "123"
    assert ENGLISH.number(10**30) == "1" + ",000" * 10
    assert FRENCH.percent(Decimal("0.055")) == f"5,5{NARROW}%"
    assert ENGLISH.percent(Decimal("0.2")) == "20%"
    assert ENGLISH.percent(Decimal("-0.0833333333")) == "-8.333333%"
    assert ENGLISH.percent(Decimal("NaN")) == "NaN"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (-5, "0 s"),
        (0.4, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (130, "2 min 10 s"),
        (3599.9, "1 h"),
        (3900, "1 h 5 min"),
        (86400, "24 h"),
        (float("inf"), "?"),
        (float("nan"), "?"),
    ],
)
def test_lengths_of_time_are_told_by_their_two_largest_units(seconds: float, text: str) -> None:
    assert plain(FRENCH.duration(seconds)) == plain(ENGLISH.duration(seconds)) == text


# -- names ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("texts", BOTH)
def test_everything_the_core_counts_or_lists_has_a_name(texts: Texts) -> None:
    lacking = readiness.missing(Settings(), pleo_connected=False, quickbooks_connected=False)
    shown = (one for one in CHOICES if one.section is Section.ACCOUNTS and not one.role)
    named = [one.member for one in shown if one.member not in {"pocket_used", "use_account_numbers"}]
    tables = [
        [texts.spend_type_name(one) for one in SpendType],
        [texts.entry_kind_name(one) for one in EntryKind],
        [texts.status_name(one) for one in ItemStatus],
        [texts.phase(one) for one in Phase],
        [texts.role_name(one) for one in (*Role, "payables")],
        [texts.dimension_name(one) for one in Dimension],
        [texts.missing_name(one) for one in lacking],
        [texts.choice_name(one) for one in named],
        [texts.convention_name(one) for one in ConventionName],
        [texts.account_type_name(one) for one in AccountType],
        [texts.synced_kind(one) for one in Kind],
    ]
    for table in tables:
        assert all(table)
        assert len(set(table)) == len(table)
        assert not any("_" in name for name in table)


def test_french_names_are_french() -> None:
    assert FRENCH.spend_type_name(SpendType.CARD_PURCHASE) == "Achat par carte"
    assert ENGLISH.spend_type_name("card_purchase") == "Card purchase"
    assert FRENCH.entry_kind_name(EntryKind.PURCHASE) == "Dépense"
    assert ENGLISH.entry_kind_name(EntryKind.PURCHASE) == "Expense"
    assert FRENCH.role_name("wallet") == FRENCH.missing_name("wallet_account") == "compte bancaire Pleo"
    assert [FRENCH.phase(phase) for phase in Phase] == ["Préparer", "Envoyer", "Joindre les reçus", "Confirmer à Pleo"]
    assert FRENCH.phase(Phase.CONFIRM, by_file=True) == "Noter ce qui est fait"
    assert list(FRENCH.group_names().values()) == ["Classes", "Projets", "Lieux"]
    assert ENGLISH.group_names() == {
        Dimension.CLASSES: "Classes",
        Dimension.PROJECTS: "Projects",
        Dimension.LOCATIONS: "Locations",
    }


def test_what_a_sync_did_is_counted_in_words() -> None:
    said = [plain(texts.sync_count(change, 2)) for texts in BOTH for change in (Change.CREATED, Change.UNCHANGED)]
    assert said == ["2 créations", "2 sans changement", "2 created", "2 unchanged"]


def test_a_word_of_a_newer_pleo_is_shown_as_it_is() -> None:
    assert FRENCH.spend_type_name("crypto\nwallet") == "crypto wallet"
    assert FRENCH.spend_type_name("") == "?"


def test_memos_have_words_in_both_languages() -> None:
    french, english = FRENCH.memo_words(), ENGLISH.memo_words()
    assert (french.attendees, french.original_amount) == ("Avec", "Montant d'origine")
    assert english.attendees == "With"
    assert french.original_date != english.original_date
    assert french.settles != english.settles


# -- language ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "environ", "expected"),
    [
        ("fr", {"LANG": "en_GB.UTF-8"}, Language("fr")),
        ("EN-gb", {"LANG": "fr_FR.UTF-8"}, Language("en")),
        ("fr_CA@euro", {}, Language("fr")),
        ("xx", {"LANG": "fr_FR.UTF-8"}, Language("fr")),
        ("", {"LANG": "fr"}, Language("fr")),
        (None, {"LANGUAGE": "xx:fr:en", "LC_ALL": "en_US"}, Language("fr")),
        (None, {"LANGUAGE": "xx", "LC_ALL": "fr_FR"}, Language("fr")),
        (None, {"LC_ALL": "fr_CA.UTF-8", "LANG": "en_CA"}, Language("fr")),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}, Language("en")),
        (None, {"LC_ALL": "", "LC_MESSAGES": "fr_BE", "LANG": "en_GB"}, Language("fr")),
        (None, {"LANG": "frp_FR"}, Language("en")),
        (None, {}, Language("en")),
    ],
)
def test_the_language_is_the_settings_else_the_environments_else_english(
    setting: str | None, environ: dict[str, str], expected: Language
) -> None:
    assert language_of(setting, environ) == expected


def test_a_command_line_that_writes_no_figure_does_not_load_qt() -> None:
    program = (
        "import sys\n"
        "from pleoqb_desktop.domain.problems import Code, problem\n"
        "from pleoqb_desktop.texts import Language, Texts\n"
        "texts = Texts(Language('fr'))\n"
        "texts.sentence(problem(Code.PLEO_NOT_CONNECTED))\n"
        "print('PySide6' in sys.modules)\n"
        "texts.number(1)\n"
        "print('PySide6.QtCore' in sys.modules, 'PySide6.QtGui' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]


# -- causes --------------------------------------------------------------------------------------------------------------------


def test_a_heading_counts_the_expenses_that_a_cause_has() -> None:
    said = [texts.cause("period_closed", count).replace("\u00a0", " ") for texts in BOTH for count in (1, 3)]
    assert said == [
        "1 dépense dans une période clôturée",
        "3 dépenses dans une période clôturée",
        "1 expense in a closed period",
        "3 expenses in a closed period",
    ]
    assert ENGLISH.cause("receipt_missing", 2).replace("\u00a0", " ") == "2 expenses lack a receipt that did not arrive"
    assert ENGLISH.cause("no_code_of_ours", 1).replace("\u00a0", " ") == "1 expense needs you"


def test_the_command_line_says_one_and_many_as_the_language_does() -> None:
    counts = {"exported": 1, "already_there": 0, "failed": 2, "held": 3}
    assert FRENCH.command("summary", **counts) == "1 exportée, 0 déjà présente, 2 en échec, 3 à traiter"
    assert FRENCH.command("waiting", items=2, jobs=1) == "2 dépenses attendent, 1 export demandé dans Pleo"
    assert ENGLISH.command("waiting", items=1, jobs=0) == "1 expense waits, 0 exports requested in Pleo"


def test_the_button_of_a_closed_month_names_the_day() -> None:
    closed = problem(Code.PERIOD_CLOSED, open_date="2026-11-01")
    meanwhile = problem(Code.PERIOD_CLOSED_MEANWHILE)
    assert FRENCH.action_label(Action.POST_ON_FIRST_OPEN_DAY, closed) == "Enregistrer au 01/11/2026"
    assert ENGLISH.action_label(Action.POST_ON_FIRST_OPEN_DAY, closed) == "Record on 1 Nov 2026"
    assert ENGLISH.action_label(Action.POST_ON_FIRST_OPEN_DAY, meanwhile) == "Record on the day after the closing"
