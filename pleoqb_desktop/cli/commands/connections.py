"""Commands about connections: connect Pleo by a key or QuickBooks by a sign-in, disconnect either."""

import sys
import threading
from collections.abc import Sequence
from typing import Any

from pleoqb_desktop.cli import piped
from pleoqb_desktop.cli.call import Call, Result
from pleoqb_desktop.cli.shapes import Json
from pleoqb_desktop.domain.books import Company
from pleoqb_desktop.ports.beside import beside
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, KnownError, SignInAgainError
from pleoqb_desktop.ports.settings import Door


def connect(call: Call) -> Result:
    """The service that was asked for."""
    if call.program.makes_password_store():
        call.say(call.texts.command("password_store_made"))
    return _connect_pleo(call) if call.options.service == "pleo" else _connect_quickbooks(call)


def _connect_pleo(call: Call) -> Result:
    if call.options.by_file:
        call.program.connect_pleo().without_key()
        settings = call.program.settings.load()
        told = {"company_id": settings.pleo_company_id, "company_name": settings.pleo_company_name}
        body = {"pleo": {"connected": True, "door": Door.FILE.value, **told}}
        return Result(body, [call.texts.command("pleo_by_file")])
    key = (
        str(call.program.practice.company["pleo"]["api_key"])
        if call.program.practice and sys.stdin.isatty()
        else beside(piped.read_all, cancel=call.cancel)
    )
    company = call.program.connect_pleo().connect(key)
    body = {
        "pleo": {
            "connected": True,
            "door": Door.KEY.value,
            "company_id": company.id,
            "company_name": company.name,
        }
    }
    return Result(body, [call.texts.command("pleo_connected", name=company.name)])


def _connect_quickbooks(call: Call) -> Result:
    refused: list[KnownError] = []
    use_case = call.program.connect_quickbooks(call.cancel)
    with call.program.receiver(by_hand=call.options.paste) as receiver:
        address = use_case.address(receiver, call.cancel)
        if call.options.no_browser or call.options.paste:
            # First line of standard output, whatever else is asked for: scripts read it.
            sys.stdout.write(address + "\n")
            sys.stdout.flush()
        if call.options.paste:
            call.say(call.texts.command("paste_now"))
            threading.Thread(target=_offer_pasted, args=(receiver, refused, call.cancel), daemon=True).start()
        elif call.options.no_browser or not call.program.open_in_browser(address):
            call.say(call.texts.command("open_this"))
            call.say(address)
        else:
            call.say(call.texts.command("waiting_for_browser"))
        company = _finish_sign_in(call, use_case, receiver, refused)
    body = {
        "quickbooks": {
            "connected": True,
            "realm_id": company.realm_id,
            "company_name": company.name,
            "country": company.country,
            "home_currency": company.home_currency,
            "token_days_left": call.program.sign_in.days_left(),
        }
    }
    line = call.texts.command("quickbooks_connected", name=company.name, currency=company.home_currency)
    return Result(body, [line])


def _offer_pasted(receiver: Any, refused: list[KnownError], cancel: CancelToken) -> None:
    """A pasted address that is no answer ends the command: a script cannot paste again."""
    try:
        receiver.offer(piped.read_line())
    except SignInAgainError as error:
        refused.append(error)
        cancel.cancel()


def _finish_sign_in(call: Call, use_case: Any, receiver: Any, refused: Sequence[KnownError]) -> Any:
    try:
        return use_case.finish(receiver, call.cancel, lambda company: _is_confirmed(call, company))
    except Cancelled:
        if refused:
            raise refused[0] from None
        raise


def _is_confirmed(call: Call, company: Company) -> bool:
    """Whether the person at the terminal says that this is her company. A script has nobody to ask: the result names it."""
    if not sys.stdin.isatty() or call.program.practice:
        return True
    call.say(call.texts.command("confirm_company", name=company.name, currency=company.home_currency))
    answer = beside(piped.read_line, cancel=call.cancel).strip().casefold()
    return answer in call.texts.command("confirm_yes").split()


def disconnect(call: Call) -> Result:
    """One service or both; what is kept stays."""
    services = [call.options.service] if call.options.service else ["pleo", "quickbooks"]
    body: Json = {}
    lines: list[str] = []
    for service in services:
        title = "Pleo" if service == "pleo" else "QuickBooks"
        told = (
            call.program.connect_pleo().disconnect()
            if service == "pleo"
            else call.program.connect_quickbooks(call.cancel).disconnect()
        )
        body[service] = {"connected": False, "told": told}
        lines.append(call.texts.command("disconnected", service=title))
        if not told:
            lines.append(call.texts.command("not_told", service=title))
    return Result(body, lines)
