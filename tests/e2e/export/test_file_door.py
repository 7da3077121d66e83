"""The same expenses by key and by Pleo's own file: the same books, entry for entry; and never both."""

import base64
import zipfile
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.spend_file import DateOrder, ExportState, FileWords
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, SetupIncompleteError
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.services.pleo_file.source import FileSpendSource
from tests.e2e.practice_set_up import PracticeSetUp, codes, house, purchase, read_whole, statuses

JsonMap = dict[str, Any]
ALL = FileWords(states=frozenset(ExportState), dates=DateOrder.DMY)
KINDS = ("Purchase", "Deposit", "Transfer", "Bill", "BillPayment", "VendorCredit", "JournalEntry", "CreditCardPayment")


def file_of(home: PracticeSetUp, shape: str, **words: object) -> Path:
    """A person downloads Pleo's file."""
    data = {"shape": shape, "zone": "Europe/Paris"} | words
    made = home.practice.pleo_control("file", data, country=home.country)
    path = home.home / f"{shape}-{len(list(home.home.glob('*.zip')))}.zip"
    path.write_bytes(base64.b64decode(made["base64"]))
    return path


def accounts_named(home: PracticeSetUp) -> JsonMap:
    """The wallet and Pocket as a custom format names them."""
    with home.program() as program:
        settings = program.settings.load()
        books = program.books(CancelToken())
    wallet, pocket = books.accounts[settings.wallet_account_id or ""], books.accounts[settings.pocket_account_id or ""]
    return {"contra": wallet.number or wallet.name, "pocket": pocket.number or pocket.name}


def export_file(home: PracticeSetUp, path: Path, words: FileWords = ALL) -> RunOutcome:

    with home.program() as program, program.exports.of_file(path, words, CancelToken()) as file:
        return read_whole(file.work.run())


def entries(home: PracticeSetUp, *, cut: bool) -> Counter[tuple[object, ...]]:
    """Every entry of the books by what it says; `cut`: suppliers as the card network cuts them."""
    names = {row["Id"]: row["DisplayName"] for row in home.rows("Vendor")}
    files = Counter(
        ref["EntityRef"]["value"] for row in home.rows("Attachable") for ref in row.get("AttachableRef", ())
    )
    found: Counter[tuple[object, ...]] = Counter()
    for kind in KINDS:
        for row in home.rows(kind):
            vendor = row.get("EntityRef") or row.get("VendorRef") or {}
            name = names.get(vendor.get("value", ""), "")
            found[
                kind,
                row.get("DocNumber"),
                row["TxnDate"],
                str(row.get("TotalAmt")),
                name[:22].strip() if cut else name,
                tuple(sorted(_line(line, cut=cut) for line in row.get("Line", ()))),
                tuple(sorted(str(line.get("Amount")) for line in (row.get("TxnTaxDetail") or {}).get("TaxLine", ()))),
                files[row["Id"]],
            ] += 1
    return found


def _line(line: Mapping[str, Any], *, cut: bool) -> tuple[str, ...]:
    detail = line.get(line.get("DetailType", ""), {})
    refs = ("AccountRef", "TaxCodeRef", "ClassRef", "CustomerRef", "DepartmentRef")
    words = () if cut else (line.get("Description", ""),)
    return (str(line.get("Amount")), *(detail.get(ref, {}).get("value", "") for ref in refs), *words)


@cache
def books_by_key(country: str, *, all_types: bool = False) -> tuple[Counter[tuple[object, ...]], ...]:
    """What the key's door puts into the books, whole and with suppliers cut: once for all shapes."""
    with (
        TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        house(Path(folder), patch, country, all_types=all_types) as home,
    ):
        home.make_ready()
        if all_types:
            home.let_income_in()
        assert not statuses(home.export()).keys() - {"exported"}
        return entries(home, cut=False), entries(home, cut=True)


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
@pytest.mark.parametrize("shape", ["generic-sv", "generic-es", "custom", "custom-lines", "xlsx"])
def test_books_by_file_are_the_books_by_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str, shape: str
) -> None:
    cut = shape.startswith("generic")
    wanted = books_by_key(country)[cut]
    with house(tmp_path, monkeypatch, country) as home:
        home.make_ready()
        outcome = export_file(home, file_of(home, shape, **accounts_named(home)))
        assert outcome.problem is None
        assert not statuses(outcome).keys() - {"exported"}
        found = entries(home, cut=cut)
        assert (found - wanted, wanted - found) == (Counter(), Counter())


@pytest.mark.parametrize(
    ("shape", "held"),
    [
        ("generic-sv", []),
        ("custom-lines", [["account_missing"]]),
    ],  # no data point of a custom format is known to say personal
)
def test_types_of_every_kind_become_the_same_entries_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str, held: list[list[str]]
) -> None:
    cut = shape.startswith("generic")
    wanted = books_by_key("FR", all_types=True)[cut]
    with house(tmp_path, monkeypatch, "FR", all_types=True) as home:
        home.make_ready()
        home.let_income_in()
        outcome = export_file(home, file_of(home, shape, **accounts_named(home)))
        assert outcome.problem is None
        assert [codes(item) for item in outcome.items if item.record.problems] == held
        found = entries(home, cut=cut)
        assert (found - wanted, (wanted - found).total()) == (Counter(), len(held))


# -- one identity ----------------------------------------------------------------------------------------------------------------


def test_what_came_through_one_door_is_not_doubled_by_the_other(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(*(purchase(f"{amount}.00", receipts=[{"kind": "pdf"}]) for amount in (11, 12, 13)))
    path = file_of(bakery, "generic-sv", accounting_entry_ids=ids[:2])
    assert statuses(export_file(bakery, path)) == {"exported": 2}
    before = bakery.books()["entities"]["Purchase"]
    assert statuses(bakery.export()) == {"exported": 1, "already_there": 2}
    assert statuses(export_file(bakery, file_of(bakery, "custom", accounting_entry_ids=ids))) == {"already_there": 3}
    assert len(bakery.rows("Purchase")) == len(before) + 1
    assert len(bakery.rows("Attachable")) == 3


def test_the_same_file_an_edited_one_and_another_mapping_double_nothing(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("11.00"), purchase("12.00"))
    first = file_of(bakery, "generic-es", accounting_entry_ids=ids)
    assert statuses(export_file(bakery, first)) == {"exported": 2}
    assert statuses(export_file(bakery, first)) == {"already_there": 2}
    folder = bakery.home / "edited"
    with zipfile.ZipFile(first) as archive:
        archive.extractall(folder)
    (table,) = folder.rglob("*.csv")
    text = table.read_text("utf-8").replace("Note", "Notiz").replace(";-12,00;", ";-12,50;")
    table.write_text(text.replace("11,38;", "11,85;"), "utf-8")
    outcome = export_file(bakery, folder)
    assert not statuses(outcome).keys() - {"already_there"}
    other = FileWords(dates=DateOrder.DMY, columns=("Source description=note", "Note=supplier"), states=ALL.states)
    assert not statuses(export_file(bakery, first, other)).keys() - {"already_there"}
    assert len(bakery.rows("Purchase")) == 2


@pytest.mark.parametrize("where", ["start_job", "item_pages", "report", "finish_job"])
def test_a_run_that_was_interrupted_is_finished_first_from_its_own_copy(
    bakery: PracticeSetUp, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    first = bakery.wait_in_pleo(*(purchase(f"{amount}.00", receipts=[{"kind": "png"}]) for amount in (21, 22)))
    second = bakery.wait_in_pleo(purchase("23.00"))
    path = file_of(bakery, "generic-sv", accounting_entry_ids=first)
    later = file_of(bakery, "generic-es", accounting_entry_ids=second)
    with monkeypatch.context() as patch:
        patch.setattr(FileSpendSource, where, _stopped)
        assert export_file(bakery, path).cancelled
    path.unlink()
    outcome = export_file(bakery, later)
    assert outcome.problem is None
    assert statuses(outcome) == {"exported": 3}
    assert len(bakery.rows("Purchase")) == 3
    assert len(bakery.rows("Attachable")) == 2


def test_without_a_file_the_file_door_finishes_what_was_interrupted_or_asks_for_one(
    bakery: PracticeSetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = bakery.wait_in_pleo(purchase("21.00"))
    with bakery.program() as program:
        program.connect_pleo().without_key()
    with pytest.raises(SetupIncompleteError) as asked:
        bakery.export()
    assert asked.value.problem.code is Code.FILE_NEEDED
    with monkeypatch.context() as patch:
        patch.setattr(FileSpendSource, "report", _stopped)
        assert export_file(bakery, file_of(bakery, "generic-sv", accounting_entry_ids=ids)).cancelled
    assert statuses(bakery.export()) == {"exported": 1}
    assert bakery.jobs() == []


def _stopped(*_: object) -> list[object]:
    raise Cancelled


def test_an_open_job_of_one_door_is_left_to_it_by_the_other(
    bakery: PracticeSetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = bakery.wait_in_pleo(purchase("21.00"), purchase("22.00"))
    with monkeypatch.context() as patch:
        patch.setattr(FileSpendSource, "report", _stopped)
        assert export_file(bakery, file_of(bakery, "generic-sv", accounting_entry_ids=ids[:1])).cancelled
    assert statuses(bakery.export()) == {"exported": 1, "already_there": 1}
    with bakery.program() as program:
        assert [job.job_id.startswith("file-") for job in program.runs.open_jobs()] == [True]


# -- rows that wait ---------------------------------------------------------------------------------------------------------------


def test_rows_that_pleo_may_still_change_are_counted_and_not_taken(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("21.00"), purchase("22.00", exportStatus="NOT_EXPORTED"))
    path = file_of(bakery, "generic-sv")
    with (
        bakery.program() as program,
        program.exports.of_file(path, FileWords(dates=DateOrder.DMY), CancelToken()) as file,
    ):
        assert file.left_out == 1
        assert statuses(read_whole(file.work.run())) == {"exported": 1}


def test_a_category_without_account_is_asked_once_and_its_rows_wait(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("21.00"), purchase("22.00", account="606400"))
    path = file_of(bakery, "custom", accounting_entry_ids=ids)
    folder = bakery.home / "edited"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    (table,) = folder.rglob("*.csv")
    table.write_text(table.read_text("utf-8").replace(",601100,", ",,"), "utf-8")
    outcome = export_file(bakery, folder)
    assert statuses(outcome) == {"exported": 1, "held": 1}
    (held,) = [item for item in outcome.items if item.record.status == "held"]
    assert codes(held) == ["question_open"]
    assert held.record.problems[0].params["category"]
    assert (held.record.supplier, str(held.record.amount)) == ("Minoterie Forez", "21.00 EUR")
    category = held.record.problems[0].params["category"]
    answered = FileWords(accounts=(f"{category}=601100",), states=ALL.states)
    assert statuses(export_file(bakery, folder, answered)) == {"exported": 1, "already_there": 1}
    assert statuses(export_file(bakery, folder)) == {"already_there": 2}


def test_a_dry_run_of_a_file_writes_nothing_anywhere(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("21.00"))
    path = file_of(bakery, "generic-sv", accounting_entry_ids=ids)
    bakery.forget_requests()
    with bakery.program() as program, program.exports.preview_file(path, ALL, CancelToken()) as seen:
        (item,) = seen.work.run().items
        assert program.runs.runs() == []
        assert not (program.folders.data / "files").exists()
    assert item.payloads
    assert item.record.supplier == "Minoterie Forez"
    assert bakery.writes() == []


# -- a company without a key -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_a_company_without_a_key_is_set_up_and_exports_without_writing_into_pleo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country) as home:
        with home.program() as program:
            program.connect_pleo().without_key()
            home.sign_in(program)
            home.set_up(program)
            assert program.missing() == ()
            files = program.save_import_files(tmp_path / "lists", program.books(CancelToken()))
        import_lists(home, tmp_path / "lists")
        assert [file.rows > 0 for file in files] == [True] * len(files)
        outcome = export_file(home, file_of(home, "generic-es"))
        assert outcome.problem is None
        assert not statuses(outcome).keys() - {"exported"}
        assert outcome.requests.pleo == 0
        found, wanted = entries(home, cut=True), books_by_key(country)[1]
        assert Counter(one[:5] for one in found.elements()) == Counter(one[:5] for one in wanted.elements())


def import_lists(home: PracticeSetUp, folder: Path) -> None:
    """A person imports the files in Pleo."""
    texts = {path.name: path.read_text("utf-8-sig") for path in folder.iterdir()}
    tags = {
        name.removeprefix("pleo-tags-").removesuffix(".csv"): text for name, text in texts.items() if "tags" in name
    }
    data = {"categories": texts["pleo-categories.csv"], "tax_codes": texts["pleo-vat-codes.csv"], "tags": tags}
    home.practice.pleo_control("import", data, country=home.country)


def test_a_file_that_waited_for_a_company_is_its_own_when_the_first_thing_is_an_answer(bakery: PracticeSetUp) -> None:
    path, token = file_of(bakery, "custom"), CancelToken()
    with bakery.program() as program:
        program.settings.update(door=Door.FILE)
        file_id = program.kept_files.keep(path)
        program.runs.of("").file_door().keep(file_id, path.name, program.clock.now())
        with program.exports.answering(token):
            assert [kept.file_id for kept in program.runs.file_door().files()] == [file_id]
