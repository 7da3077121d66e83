import pytest

from pleoqb_desktop.services.intuit.discovery import named

ADDRESS = "https://developer.api.intuit.com/.well-known/openid_configuration"
DOCUMENT = {  # quickbooks.md 1.1
    "issuer": "https://oauth.platform.intuit.com/op/v1",
    "authorization_endpoint": "https://appcenter.intuit.com/connect/oauth2",
    "token_endpoint": "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
    "revocation_endpoint": "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
    "userinfo_endpoint": "https://accounts.platform.intuit.com/v1/openid_connect/userinfo",
    "jwks_uri": "https://oauth.platform.intuit.com/op/v1/jwks",
    "response_types_supported": ["code"],
}


def test_intuits_own_document_names_the_three_addresses() -> None:
    assert named(DOCUMENT, ADDRESS) == {
        "authorize": "https://appcenter.intuit.com/connect/oauth2",
        "token": "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
        "revoke": "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
    }


@pytest.mark.parametrize("document", [None, [], "text", 5, {}, {"token_endpoint": {}}, [DOCUMENT]])
def test_what_is_no_such_document_names_nothing(document: object) -> None:
    assert named(document, ADDRESS) == {}


@pytest.mark.parametrize(
    "address",
    [
        "https://intuit.com/token", "https://Other.Intuit.com/token", "https://oauth2.intuit.com/v2/token?x=1",
    ],
)  # fmt: skip
def test_another_address_at_intuit_may_be_used(address: str) -> None:
    assert named({"token_endpoint": address}, ADDRESS) == {"token": address}


@pytest.mark.parametrize(
    "address",
    [
        None, 5, True, [], {}, ["https://oauth.platform.intuit.com/token"], "", "/token", "intuit.com/token",
        "http://oauth.platform.intuit.com/token", "ftp://oauth.platform.intuit.com/token", "javascript:alert(1)",
        "https://evil.test/token", "https://intuit.com.evil.test/token", "https://evilintuit.com/token",
        "https://evil.test/oauth.platform.intuit.com/token", "https://evil.test?.intuit.com/", "https://evil.test#.intuit.com/",
        "https://evil.test\\.intuit.com/token", "https://evil.test\\@oauth.platform.intuit.com/token",
        "https://oauth.platform.intuit.com@evil.test/token", "https://evil.test@oauth.platform.intuit.com/token",
        "https://evil.test%2f.intuit.com/token", "https://evil.test\n.intuit.com/token", " https://x.intuit.com/token",
        "https://x.intuit.com/token\n", "https://x.intuit.com/to ken", "https://x.intuit.com./token", "https://x.intuit.com",
        "https://x.intuit.com:8443/token", "https://x.intuit.com:99999999/token", "https://[::1]/token", "https://[::1",
        "https://evil。intuit.com/token", "https://127.0.0.1/token", "http://127.0.0.1/token", "https://com/token",
    ],
)  # fmt: skip
def test_an_address_that_could_lead_the_secret_elsewhere_is_left_out(address: object) -> None:
    assert "token" not in named({**DOCUMENT, "token_endpoint": address}, ADDRESS)


def test_a_document_on_this_computer_names_addresses_of_its_own_port_alone() -> None:
    told = {
        "authorization_endpoint": "http://127.0.0.1:5001/connect",
        "token_endpoint": "http://127.0.0.1:5000/token",
        "revocation_endpoint": "http://localhost:5000/revoke",
    }
    assert named(told, "http://127.0.0.1:5000/.well-known/openid_configuration") == {"token": told["token_endpoint"]}
