"""Hostile and odd expenses: one bad item never stops the others, nothing held is posted, and every reason can be read."""

from decimal import Decimal
from typing import Any

import pytest

from pleoqb_desktop.domain.rules.naming import marker
from pleoqb_desktop.ports.runs import ItemStatus
from tests.e2e import oracle
from tests.e2e.practice_set_up import DAY, PracticeSetUp, codes, item_of, purchase, statuses

JsonMap = dict[str, Any]


def lines(*amounts: str, **more: Any) -> list[JsonMap]:
    """Lines of flour."""
    return [{"amount": amount, "account": "601100", "tax": "TVA 5,5 %", **more} for amount in amounts]


HELD: dict[str, tuple[JsonMap, str]] = {
    "unknown type": (purchase("12.00", type="mystery"), "unknown_type"),
    "balance amendment": (purchase("12.00", type="balance_amendment"), "unknown_type"),
    "unknown subtype": (
        {"type": "direct_reimbursement", "subType": "sideways", "date": DAY, "lines": [{"amount": "3.00"}]},
        "unknown_subtype",
    ),
    "sum differs": (purchase("12.00") | {"amount": "13.00"}, "total_mismatch"),
    "zero": (purchase("0.00"), "amount_zero"),
    "unknown account": (purchase("12.00", account="999999"), "account_missing"),
    "lines without end": (purchase("1.00") | {"lines": lines(*(["0.01"] * 10_001))}, "too_many_lines"),
    "another company": (
        purchase("12.00") | {"item": {"companyId": "11111111-2222-3333-4444-555555555555"}},
        "other_company",
    ),
    "1970": (purchase("12.00", date="1970-01-01T00:00:00Z"), "period_closed"),
    "VAT off by a cent too many": (
        purchase("12.00") | {"lines": lines("12.00", taxAmount="3.00", net="9.00")},
        "tax_amount_off",
    ),
    "foreign wallet": (purchase("12.00", currency="USD"), "currency_not_in_books"),
    "no lines": (purchase("12.00") | {"item": {"accountingEntryLines": []}}, "no_lines"),
    "unreadable date": (purchase("12.00") | {"item": {"date": "yesterday"}}, "item_unreadable"),
    "unreadable amount": (purchase("12.00") | {"item": {"amount": None}}, "item_unreadable"),
    "payment without bill": (
        {
            "type": "invoice_payment", "subType": "invoice_payment_sent", "date": DAY, "lines": [{"amount": "5.00"}],
            "supplier": {"name": "Minoterie Forez"}, "reconciledEntries": ["nowhere"],
        },
        "bill_not_found",
    ),
}  # fmt: skip


def test_each_bad_item_is_held_with_its_reason_and_the_good_one_goes_through(bakery: PracticeSetUp) -> None:
    bakery.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "1999-12-31"}})
    ids = dict(zip(HELD, bakery.wait_in_pleo(*(words for words, _ in HELD.values())), strict=True))
    bakery.practice.pleo_control("contra-account", {"currency": "USD", "code": "512100"})
    (good,) = bakery.wait_in_pleo(purchase("12.00"))
    outcome = bakery.export()
    assert outcome.problem is None
    assert {name: codes(item_of(outcome, ids[name])) for name in HELD} == {
        name: [code] for name, (_, code) in HELD.items()
    }
    assert statuses(outcome) == {"held": len(HELD), "exported": 1}
    assert len(bakery.rows("Purchase")) == 1
    assert item_of(outcome, good).record.status is ItemStatus.EXPORTED
    (job,) = bakery.jobs()
    told = {item["accountingEntryId"]: item for item in job["items"]}
    for entry_id in ids.values():
        assert told[entry_id]["status"] == "failed"
        assert told[entry_id]["failureReasonType"]
        assert 20 < len(told[entry_id]["failureReason"]) <= 1000


NAMES = [
    "camille martin", "CAMILLE MARTIN", "Camille  Martin", "Cámille Martin", " Camille Martin ",  # an employee
    "monoprix", "Hôtel Bellecour", "HOTEL BELLECOUR",  # customers
    "Dupont: et fils", "Tab\tulateur", "Emoji 🥐🥖", "مخبز الشرق", "x" * 600, "Ligne\nnouvelle", "<b>Gras</b>", "O'Brien \\ Co",
    'Guil"lemets', "é" * 600, "a\u0301" * 300, "\u202egnp.exe", "   ", "\x00\x01null", "DROP TABLE; --", "% _ *",
]  # fmt: skip


def test_no_name_stops_an_export_and_every_spelling_is_one_vendor(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(*(purchase("12.00", supplier={"name": name}) for name in NAMES))
    outcome = bakery.export()
    assert outcome.problem is None
    refused = {
        NAMES[ids.index(i.record.accounting_entry_id)]: codes(i)
        for i in outcome.items
        if i.record.status is not ItemStatus.EXPORTED
    }
    assert refused == {}
    others = {row["DisplayName"] for row in [*bakery.rows("Customer"), *bakery.rows("Employee")]}
    vendors = {row["Id"]: row["DisplayName"] for row in bakery.rows("Vendor")}
    assert all(0 < len(name) <= 500 and not set(name) & set(":\t\n") for name in vendors.values())
    assert not others & set(vendors.values())
    by_note = {row["PrivateNote"].split(" | ")[1]: row for row in bakery.rows("Purchase")}
    martins = {by_note[ids[n]]["EntityRef"]["value"] for n in (0, 1, 2, 4)}
    assert len(martins) == 1
    again = bakery.wait_in_pleo(*(purchase("13.00", supplier={"name": name}) for name in NAMES))
    before = len(bakery.rows("Vendor"))
    assert statuses(bakery.export()) == {"exported": len(again)}
    assert len(bakery.rows("Vendor")) == before


@pytest.mark.parametrize(
    "note",
    ["n" * 10_000, "<script>alert(1)</script>" * 400, "🥐" * 5_000, "é à ü œ ß – «»", "a\u0000b", "\ud7ff\ue000"],
)
def test_long_and_odd_notes_are_cut_with_care(bakery: PracticeSetUp, note: str) -> None:
    bakery.wait_in_pleo(purchase("12.00", note=note))
    assert statuses(bakery.export()) == {"exported": 1}
    (row,) = bakery.rows("Purchase")
    text = row["Line"][0]["Description"]
    assert len(text) <= 4000
    assert "\x00" not in text
    text.encode("utf-8")
    if note == "é à ü œ ß – «»":
        assert note in text


@pytest.mark.parametrize("amount", ["0.01", "0.02", "9999999.99", "0.10", "1.005"])
def test_the_smallest_and_the_largest_amounts_arrive_to_the_cent(bakery: PracticeSetUp, amount: str) -> None:
    bakery.wait_in_pleo(purchase(amount))
    (job,) = [bakery.press_export()]
    items = oracle.items_of(bakery, job)
    assert statuses(bakery.export()) == {"exported": 1}
    (row,) = bakery.rows("Purchase")
    assert Decimal(str(row["TotalAmt"])) == oracle.wallet_cents(items[0]["amount"])


def test_a_date_far_ahead_is_exported_as_it_is(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", date="2099-12-31T23:59:59Z"))
    assert statuses(bakery.export()) == {"exported": 1}
    assert bakery.rows("Purchase")[0]["TxnDate"] == "2100-01-01"


OPTIONAL = (
    "note", "subType", "supplier", "team", "user", "vendor", "bookkeeping", "contraAccount", "files", "servicePeriod",
    "_links",
)  # fmt: skip


@pytest.mark.parametrize("how", ["null", "absent"])
def test_one_item_with_every_optional_member_missing(bakery: PracticeSetUp, how: str) -> None:
    words = purchase("12.00")
    del words["supplier"], words["user"]
    words |= {"omit": list(OPTIONAL)} if how == "absent" else {"item": dict.fromkeys(OPTIONAL)}
    bakery.wait_in_pleo(words)
    outcome = bakery.export()
    assert outcome.problem is None
    assert statuses(outcome) == {"exported": 1}, [codes(item) for item in outcome.items]


SPOILED_RECEIPTS: dict[str, tuple[JsonMap, str]] = {
    "missing": ({"kind": "missing"}, "receipt_missing"),
    "empty": ({"kind": "empty"}, "receipt_empty"),
    "huge": ({"kind": "huge", "bytes": 31 * 1024 * 1024}, "receipt_too_large"),
    "led elsewhere": ({"kind": "redirect"}, "receipt_address"),
}


def test_a_receipt_that_cannot_be_had_leaves_the_entry_and_the_other_receipts(bakery: PracticeSetUp) -> None:
    receipts = [words for words, _ in SPOILED_RECEIPTS.values()]
    ids = bakery.wait_in_pleo(*(purchase("12.00", receipts=[words, {"kind": "png"}]) for words in receipts))
    outcome = bakery.export()
    found = {kind: item_of(outcome, entry_id) for kind, entry_id in zip(SPOILED_RECEIPTS, ids, strict=True)}
    for kind, item in found.items():
        assert item.record.status is ItemStatus.EXPORTED
        assert (item.record.receipts_expected, item.record.receipts_attached) == (2, 1), kind
        assert codes(item) == [SPOILED_RECEIPTS[kind][1]]
    assert len(bakery.books()["attachments"]) == len(receipts)
    assert bakery.jobs()[0]["status"] == "completed"


def test_an_expired_link_is_asked_for_anew(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", receipts=[{"kind": "png"}]))
    bakery.press_export()
    bakery.fault(
        "status",
        service="files",
        status=403,
        body="<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
    )
    outcome = bakery.export()
    assert outcome.items[0].record.receipts_attached == 1, codes(outcome.items[0])


def test_their_own_trouble_with_a_receipt_is_looked_into_and_tried_again_at_once(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", receipts=[{"kind": "png"}, {"kind": "pdf"}]))
    bakery.change_books(fail_next={"code": "10000", "entity": "Attachable", "times": 1})
    only = bakery.export().items[0]
    assert (only.record.receipts_attached, codes(only)) == (2, [])
    assert len(bakery.books()["attachments"]) == 2


def test_a_receipt_that_failed_is_tried_again_by_the_next_export(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", receipts=[{"kind": "png"}, {"kind": "pdf"}]))
    bakery.change_books(fail_next={"code": "6000", "entity": "Attachable", "times": 1})
    first = bakery.export()
    assert first.items[0].record.receipts_attached == 1
    assert codes(first.items[0]) == ["receipt_refused"]
    second = bakery.export()
    assert second.problem is None
    assert len(bakery.books()["attachments"]) == 2
    bakery.forget_requests()
    bakery.export()
    assert bakery.writes() == []


def test_forbidden_types_and_extensions_are_told(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(
        *(purchase("12.00", receipts=[{"kind": kind}]) for kind in ("text", "docx-like", "heic-like", "raw"))
    )
    outcome = bakery.export()
    assert outcome.problem is None
    assert statuses(outcome) == {"exported": len(ids)}
    for item in outcome.items:
        record = item.record
        assert record.receipts_attached == 1 or {one.split("_")[0] for one in codes(item)} == {"receipt"}


SPOILED = [
    ("html", {}), ("truncated", {}), ("not_json", {}), ("empty", {}), ("status", {"status": 500}), ("status", {"status": 503}),
    ("reset", {}), ("redirect", {}), ("xml_fault", {}), ("gateway_fault", {}),
]  # fmt: skip


@pytest.mark.parametrize("service", ["pleo", "quickbooks"])
@pytest.mark.parametrize(("kind", "words"), SPOILED, ids=lambda value: str(value))
def test_a_service_that_answers_rubbish_ends_the_export_in_words_and_loses_nothing(
    bakery: PracticeSetUp, service: str, kind: str, words: JsonMap
) -> None:
    bakery.wait_in_pleo(purchase("12.00", receipts=[{"kind": "png"}]))
    bakery.fault(kind, service=service, times=0, **words)
    outcome = bakery.export()
    assert outcome.problem
    assert outcome.exit_code == 5, outcome.problem
    bakery.practice.control("conditions", {"faults": []})
    outcome = bakery.export()
    assert (outcome.problem, statuses(outcome)) == (None, {"exported": 1})
    assert len(bakery.rows("Purchase")) == 1
    assert len(bakery.books()["attachments"]) == 1


def test_a_number_that_the_owner_took_is_told_and_nobody_is_doubled(bakery: PracticeSetUp) -> None:
    (entry_id,) = bakery.wait_in_pleo(purchase("12.00"))
    wallet = bakery.account("512100")
    line = {
        "Amount": 5,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {
            "AccountRef": {"value": bakery.account("606400")},
            "TaxCodeRef": {"value": "8"},
        },
    }
    bakery.change_books(
        create={
            "Purchase": {
                "PaymentType": "Cash",
                "AccountRef": {"value": wallet},
                "DocNumber": marker(entry_id),
                "Line": [line],
                "GlobalTaxCalculation": "NotApplicable",
            }
        }
    )
    outcome = bakery.export()
    assert outcome.items[0].record.status in {ItemStatus.ALREADY_THERE, ItemStatus.FAILED}
    assert len(bakery.rows("Purchase")) == 1


def test_a_hidden_change_by_quickbooks_is_taken_back_and_told(bakery: PracticeSetUp) -> None:
    first, second = bakery.wait_in_pleo(purchase("12.00"), purchase("13.00"))
    bakery.change_books(alter_next={"TxnDate": "2026-11-30"})
    outcome = bakery.export()
    failed = [item for item in outcome.items if item.record.status is ItemStatus.FAILED]
    assert [codes(item) for item in failed] == [["changed_by_quickbooks"]]
    assert len(bakery.rows("Purchase")) == 1
    assert {failed[0].record.accounting_entry_id} < {first, second}


def test_books_closed_meanwhile_fail_the_item_with_the_date(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00"))
    bakery.change_books(fail_next={"code": "6210", "entity": "Purchase"})
    outcome = bakery.export()
    assert codes(outcome.items[0]) == ["period_closed_meanwhile"]
    assert "2026-11-02" in outcome.items[0].record.problems[0].params.values()


def test_an_item_without_an_id_stops_nobody(bakery: PracticeSetUp) -> None:
    """The job tells which entry it is: it is reported as failed, so that the job can be closed."""
    nameless, good = bakery.wait_in_pleo(purchase("12.00", item={"accountingEntryId": ""}), purchase("13.00"))
    outcome = bakery.export()
    assert outcome.problem is None
    assert codes(item_of(outcome, nameless)) == ["item_unreadable"]
    assert item_of(outcome, good).record.status is ItemStatus.EXPORTED
    bakery.export()
    (row,) = bakery.rows("Purchase")
    assert good in row["PrivateNote"]
    told = {item["accountingEntryId"]: item["status"] for item in bakery.jobs()[0]["items"]}
    assert told == {good: "successful", nameless: "failed"}


HUGE = [10**30, 10**17, 10**12, -(10**12), 0.5]


def test_amounts_beyond_every_account_are_held(bakery: PracticeSetUp) -> None:
    def words(cents: float) -> JsonMap:
        money = {"currency": "EUR", "value": cents}
        both = {"inSupplierCurrency": money, "inWalletCurrency": money}
        line = {"accountingEntryLineId": "x", "lineAmount": both, "netAmount": both}
        return purchase("12.00", item={"amount": both, "accountingEntryLines": [line]})

    bakery.wait_in_pleo(*(words(cents) for cents in HUGE))
    outcome = bakery.export()
    assert outcome.problem is None
    assert statuses(outcome) == {"held": len(HUGE)}
    assert {code for item in outcome.items for code in codes(item)} <= {"item_unreadable", "amount_fraction"}
