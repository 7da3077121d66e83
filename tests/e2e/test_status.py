from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.status import StatusView, chosen_accounts
from tests.e2e.practice_set_up import PracticeSetUp, purchase


def look(home: PracticeSetUp) -> StatusView:
    """What is so, by a program of its own."""
    with home.program() as program:
        return program.status(CancelToken())


def test_it_counts_jobs_and_queue_and_changes_nothing(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("1.00"), purchase("2.00"))
    bakery.press_export()
    bakery.wait_in_pleo(purchase("3.00"))
    bakery.forget_requests()
    view = look(bakery)
    assert view.waiting
    assert (view.waiting.jobs, view.waiting.items) == (1, 3)
    assert (view.trouble, view.exit_code, view.missing) == (None, 0, ())
    assert bakery.writes() == []


def test_a_job_of_another_computer_does_not_wait_for_us(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("1.00"))
    bakery.practice.pleo("POST", "/v3/export-job-events", {"jobId": bakery.press_export(), "event": "started"})
    view = look(bakery)
    assert view.waiting
    assert (view.waiting.jobs, view.waiting.items) == (0, 0)


def test_without_pleo_the_quickbooks_part_is_told(bakery: PracticeSetUp) -> None:
    bakery.fault("reset", service="pleo", times=0)
    view = look(bakery)
    assert view.trouble
    assert (view.trouble.code.value, view.exit_code, view.waiting) == ("pleo_unreachable", 5, None)
    assert view.pleo_connected  # it is: only the network is gone
    assert view.books
    accounts = chosen_accounts(view.settings, view.books)
    found = accounts[Role.WALLET][1]
    assert found
    assert found.name == "Banque Pleo"


def test_without_quickbooks_the_pleo_part_is_told(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("1.00"))
    bakery.fault("html", service="quickbooks", times=0)
    view = look(bakery)
    assert view.trouble
    assert view.exit_code == 5
    assert view.books is None
    assert view.waiting
    assert view.waiting.items == 1
    assert chosen_accounts(view.settings, None)[Role.WALLET][1] is None


def test_a_revoked_key_is_no_connection(bakery: PracticeSetUp) -> None:
    bakery.practice.pleo_control("key", {"revoked": True})
    view = look(bakery)
    assert (view.pleo_connected, view.quickbooks_connected, view.exit_code) == (False, True, 4)
