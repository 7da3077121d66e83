from dataclasses import replace

import pytest

from pleoqb_desktop.domain.books import Company
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, SignInAgainError
from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.services.intuit import endpoint
from pleoqb_desktop.setup.connect import start_over
from tests.e2e.practice_set_up import Browser, PracticeSetUp, purchase


def kept_key(home: PracticeSetUp) -> str | None:
    """The key in the password store."""
    return home.secrets.get(SecretName.PLEO_API_KEY, home.practice.endpoints["pleo"]["api"])


def test_a_good_key_is_kept_with_its_company(new_house: PracticeSetUp) -> None:
    key = new_house.company["pleo"]["api_key"]
    with new_house.program() as program:
        company = program.connect_pleo().connect(f"  {key}\n")
        settings = program.settings.load()
    assert (company.id, company.name) == (new_house.company["pleo"]["company_id"], "Boulangerie Martin SARL")
    assert (settings.pleo_company_id, settings.pleo_company_name) == (company.id, company.name)
    assert kept_key(new_house) == key


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("", "pleo_key_empty"), ("   \n", "pleo_key_empty"), ("two words", "pleo_key_empty"), ("clé", "pleo_key_empty"),
        ("a\x00b", "pleo_key_empty"), ("k" * 1001, "pleo_key_empty"), ("nobody's", "pleo_key_refused"),
        ("x:y", "pleo_key_refused"),
    ],
)  # fmt: skip
def test_a_bad_key_is_refused_and_nothing_is_kept(new_house: PracticeSetUp, key: str, code: str) -> None:
    with new_house.program() as program:
        before = program.settings.load()
        with pytest.raises(SignInAgainError) as refused:
            program.connect_pleo().connect(key)
        assert program.settings.load() == before
    assert refused.value.problem.code.value == code
    assert kept_key(new_house) is None


def test_a_revoked_key_is_refused(new_house: PracticeSetUp) -> None:
    new_house.practice.pleo_control("key", {"revoked": True})
    with new_house.program() as program, pytest.raises(SignInAgainError, match="pleo_key_refused"):
        program.connect_pleo().connect(new_house.company["pleo"]["api_key"])


def test_a_key_without_a_permission_names_it_and_is_not_kept(new_house: PracticeSetUp) -> None:
    new_house.practice.pleo_control("key", {"remove": ["export-items:read"]})
    with new_house.program() as program, pytest.raises(SignInAgainError) as refused:
        program.connect_pleo().connect(new_house.company["pleo"]["api_key"])
    assert refused.value.problem.code.value == "pleo_key_scopes"
    assert "export-items:read" in refused.value.problem.params["scopes"]
    assert kept_key(new_house) is None


def test_a_key_of_another_company_is_refused_and_the_old_one_stays(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        program.settings.update(pleo_company_id="11111111-2222-3333-4444-555555555555", pleo_company_name="Autre SARL")
        with pytest.raises(SignInAgainError) as refused:
            program.connect_pleo().connect(bakery.company["pleo"]["api_key"])
        assert program.settings.load().pleo_company_name == "Autre SARL"
    assert refused.value.problem.code.value == "pleo_other_company"
    assert "Autre SARL" in refused.value.problem.params.values()


def test_starting_over_is_the_way_out_of_a_wrong_company(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        program.settings.update(pleo_company_id="11111111-2222-3333-4444-555555555555")
        start_over(program.settings, pleo=True, quickbooks=False)
        program.connect_pleo().connect(bakery.company["pleo"]["api_key"])
        assert program.settings.load().wallet_account_id
        start_over(program.settings, pleo=False, quickbooks=True)
        settings = program.settings.load()
    assert (settings.realm_id, settings.wallet_account_id, settings.dimensions) == (None, None, None)
    assert settings.pleo_company_id


def test_a_new_key_of_the_same_company_takes_the_old_ones_place(bakery: PracticeSetUp) -> None:
    bakery.practice.pleo_control("key", {"new": "second-key"})
    bakery.practice.pleo_control("key", {"revoked": True, "api_key": bakery.company["pleo"]["api_key"]})
    with bakery.program() as program:
        program.connect_pleo().connect("second-key")
    assert kept_key(bakery) == "second-key"
    assert bakery.export().problem is None


@pytest.mark.parametrize("kind", ["reset", "html", "status", "not_json"])
def test_when_pleo_does_not_answer_nothing_is_kept(new_house: PracticeSetUp, kind: str) -> None:
    new_house.fault(kind, service="pleo", times=0)
    with new_house.program() as program, pytest.raises(KnownError) as refused:
        program.connect_pleo().connect(new_house.company["pleo"]["api_key"])
    assert refused.value.exit_code == 5
    assert kept_key(new_house) is None


def test_where_a_person_gave_the_addresses_intuit_is_not_asked_for_them(
    new_house: PracticeSetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(endpoint, "read_addresses", lambda *_: asked.append(_) or {})
    with new_house.program() as program:
        new_house.sign_in(program)
        assert program.connect_quickbooks(CancelToken()).disconnect()
    assert asked == []


def test_another_quickbooks_company_is_refused_before_its_code_is_used(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        use_case = program.connect_quickbooks(CancelToken())
        blank = Browser("", "9999")
        bakery.forget_requests()

        class Elsewhere(Browser):
            def wait(self, cancel: CancelToken) -> object:  # type: ignore[override]
                return replace(super().wait(cancel), realm_id="9999")

        with pytest.raises(SignInAgainError) as refused:
            use_case.finish(Elsewhere(use_case.address(blank), bakery.realm), CancelToken())
    problem = refused.value.problem
    assert problem.code.value == "quickbooks_other_company"
    assert problem.params == {"known": "Boulangerie Martin SARL", "realm": "9999"}
    assert not any(one["path"].endswith("/tokens/bearer") for one in bakery.requests())
    assert bakery.export().problem is None


@pytest.mark.parametrize("agreed", [True, False])
def test_the_company_that_answered_is_confirmed_before_anything_is_kept_of_it(
    new_house: PracticeSetUp, agreed: bool
) -> None:
    shown: list[str] = []

    def confirm(company: Company) -> bool:
        assert program.settings.load().realm_id is None
        shown.append(company.name)
        return agreed

    with new_house.program() as program:
        use_case = program.connect_quickbooks(CancelToken())
        browser = Browser(use_case.address(Browser("", new_house.realm)), new_house.realm)
        if agreed:
            use_case.finish(browser, CancelToken(), confirm)
            again = Browser(use_case.address(Browser("", new_house.realm)), new_house.realm)
            use_case.finish(again, CancelToken(), confirm)  # a company that is known is not asked about again
        else:
            with pytest.raises(SignInAgainError, match="quickbooks_not_confirmed"):
                use_case.finish(browser, CancelToken(), confirm)
        assert shown == ["Boulangerie Martin SARL"]
        assert program.quickbooks_connected() is agreed
        assert (program.settings.load().realm_id is not None) is agreed


def test_the_sign_in_reads_country_currency_and_name(new_house: PracticeSetUp) -> None:
    with new_house.program() as program:
        new_house.sign_in(program)
        settings = program.settings.load()
    assert (settings.realm_id, settings.country, settings.home_currency) == (new_house.realm, "FR", "EUR")
    assert settings.company_name == "Boulangerie Martin SARL"


def test_reconnecting_keeps_every_choice(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        before = program.settings.load()
        bakery.connect(program)
        after = program.settings.load()
    assert replace(after, pleo_activated=before.pleo_activated) == before


def test_pleo_shows_that_the_sign_in_at_quickbooks_ended_and_that_it_is_there_again(bakery: PracticeSetUp) -> None:
    def shown() -> tuple[str, str | None]:
        found = bakery.practice.dump()["installation"]
        return found["status"], found.get("errorCode")

    assert shown() == ("ACTIVATED", None)
    bakery.wait_in_pleo(purchase("12.00"))
    bakery.practice.control("intuit", {"revoke_all": True})
    assert bakery.export().exit_code == 4
    assert shown() == ("ERROR", "AUTH_ERROR")
    bakery.forget_requests()
    with pytest.raises(SignInAgainError):
        bakery.export()
    assert [one["path"] for one in bakery.writes() if one["path"].startswith("/v1/installations")] == []
    with bakery.program() as program:
        bakery.sign_in(program)
    assert shown() == ("ACTIVATED", None)


def test_a_sync_tells_pleo_what_it_missed_when_the_sign_in_came_back(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00"))
    bakery.practice.control("intuit", {"revoke_all": True})
    assert bakery.export().exit_code == 4
    bakery.fault("status", service="pleo", status=500, times=0)
    with bakery.program() as program:
        bakery.sign_in(program)
    bakery.practice.control("conditions", {"faults": []})
    assert bakery.practice.dump()["installation"]["status"] == "ERROR"
    bakery.sync()
    assert bakery.practice.dump()["installation"]["status"] == "ACTIVATED"


def test_disconnecting_tells_the_services_and_keeps_the_settings(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        before = program.settings.load()
        assert program.connect_pleo().disconnect()
        assert program.connect_quickbooks(CancelToken()).disconnect()
        assert program.settings.load() == before
        assert (program.pleo_connected(), program.quickbooks_connected()) == (False, False)
    assert kept_key(bakery) is None
    assert bakery.practice.dump()["installation"] is None
    assert bakery.practice.control("intuit", {})["grants"] == []


def test_disconnecting_without_network_still_forgets(bakery: PracticeSetUp) -> None:
    bakery.fault("reset", service="pleo", times=0)
    bakery.fault("reset", service="intuit", times=0)
    with bakery.program() as program:
        assert not program.connect_pleo().disconnect()
        assert not program.connect_quickbooks(CancelToken()).disconnect()
        assert (program.pleo_connected(), program.quickbooks_connected()) == (False, False)
