"""The preview of a sync says what the sync then does, and writes nothing; the bank accounts can be written by themselves."""

from dataclasses import replace

from pleoqb_desktop.app import App
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.sync.report import SyncReport
from tests.e2e.practice_set_up import PracticeSetUp

ALL = (Kind.TAX_CODES, Kind.ACCOUNTS, Kind.TAG_GROUPS, Kind.TAGS)


def preview(program: App) -> SyncReport:
    """What a sync would do."""
    return program.preview_sync(program.books(CancelToken()), CancelToken(), ALL)


def told(report: SyncReport) -> set[tuple[str, str, str]]:
    """What was told of each thing."""
    return {(thing.kind.value, thing.change.value, thing.name) for thing in report.things}


def test_before_the_first_sync_the_preview_tells_what_it_makes(new_house: PracticeSetUp):
    with new_house.program() as program:
        new_house.connect(program)
        new_house.set_up(program)
        foreseen = preview(program)
        done = program.reference_sync(CancelToken()).run(ALL)
    assert told(foreseen) == told(done)
    assert foreseen.counts[Kind.ACCOUNTS] == done.counts[Kind.ACCOUNTS]


def test_after_changes_on_both_sides_the_preview_tells_what_the_sync_then_does(bakery: PracticeSetUp):
    account = bakery.row("Account", bakery.account("606100"))
    bakery.change_books(update={"Account": {"Id": account["Id"], "Name": "Eau et gaz"}})
    bakery.change_books(update={"Account": {"Id": bakery.account("606300"), "Active": False}})
    with bakery.program() as program:
        foreseen = preview(program)
        done = program.reference_sync(CancelToken()).run(ALL)
    assert told(foreseen) == told(done)
    assert {change for _, change, _ in told(done)} == {"updated", "archived"}


def test_the_preview_writes_nothing_at_either_service_and_changes_no_settings(new_house: PracticeSetUp):
    with new_house.program() as program:
        new_house.connect(program)
        new_house.set_up(program)
        before = program.settings.load()
        new_house.forget_requests()
        preview(program)
        assert new_house.writes() == []
        assert program.settings.load() == before


def test_the_bank_accounts_are_written_by_themselves_and_do_not_count_as_synced(new_house: PracticeSetUp):
    with new_house.program() as program:
        new_house.connect(program)
        new_house.set_up(program)
        report = program.reference_sync(CancelToken()).write_bank_accounts()
        settings = program.settings.load()
        there = {one.external_id for one in program.spend(CancelToken()).accounts()}
    banks = {settings.wallet_account_id, settings.pocket_account_id, settings.external_reimbursement_account_id}
    assert there == banks
    assert set(settings.written_accounts) == banks
    assert not report.problems
    assert settings.synced == ()


def test_writing_the_bank_accounts_again_archives_nothing(bakery: PracticeSetUp):
    with bakery.program() as program:
        before = program.spend(CancelToken()).accounts()
        program.reference_sync(CancelToken()).write_bank_accounts()
        assert program.spend(CancelToken()).accounts() == before
        assert replace(program.settings.load(), last_sync=None).written_accounts


def test_a_batch_that_pleo_refuses_as_a_whole_is_told_account_by_account(new_house: PracticeSetUp):
    with new_house.program() as program:
        new_house.connect(program)
        new_house.set_up(program)
        new_house.fault("status", service="pleo", method="POST", path="batch", status=400, body={"message": "no"})
        report = program.reference_sync(CancelToken()).run([Kind.ACCOUNTS])
    assert len(report.problems) > 10
    assert all(change == "refused" for kind, change, _ in told(report) if kind == "accounts")
