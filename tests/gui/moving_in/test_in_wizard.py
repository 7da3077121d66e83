"""The wizard's last page offers to move in where entries of others stand on the Pleo account."""

from pleoqb_desktop.app import App
from pleoqb_desktop.choice import Choice
from pleoqb_desktop.setup.flow import Step
from tests.gui.geometry import cut_off
from tests.gui.moving_in.test_dialog import SHOPS, spent
from tests.gui.windows import prepare
from tests.gui.work import paint_all


def test_the_last_page_tells_how_many_stand_there_and_opens_them(practice, windows, person):
    company = windows.connect_to(practice, "FR")
    prepare(company, Step.READY, "fr")
    with App(Choice(language="fr")) as program:
        wallet = program.settings.load().wallet_account_id
    ids = practice.pleo_control("expenses", [spent(shop, "24.00", 3) for shop in SHOPS], country="FR")
    words = {"accounting_entry_ids": list(ids["accounting_entry_ids"]), "account": wallet}
    practice.control(f"link/{company['pleo']['company_id']}", words)
    frame = windows.open("fr")
    frame.view.wizard_requested.emit(Step.READY)
    person.wait_for(frame, "512100 Banque Pleo")
    page = frame.view.page
    person.wait(lambda: page.met_before.isVisible(), "the offer is not shown")
    paint_all()
    words = page.met_before.body.text().replace("\u00a0", " ")
    assert words == "6 écritures de votre compte Pleo ont été faites avant ce programme."
    assert cut_off(frame) == []
    page.met_before.buttons()[0].click()
    person.wait(lambda: page.met_before.dialog is not None, "the window is not open")
    dialog = page.met_before.dialog
    person.wait(lambda: dialog.found is not None, "nothing was found")
    dialog.reject()
