"""The Month tab: a month is amber while anything is missing, green only when everything is there once; known without a network."""

from datetime import date
from decimal import Decimal

from PySide6.QtGui import QGuiApplication

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.months.view import MonthState
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.texts import Language
from tests.e2e.practice_set_up import PracticeSetUp, purchase
from tests.gui.driver import WindowDriver
from tests.gui.geometry import cut_off
from tests.gui.person import texts
from tests.gui.work import paint_all

SEPTEMBER = date(2026, 9, 1)
NOVEMBER = date(2026, 11, 1)


def opened(driver: WindowDriver, month: date = SEPTEMBER):
    """The person opens a month; its page."""
    driver.window.open_tab(driver.window.month)
    driver.window.month.open_month(month)
    driver.wait(lambda: not driver.window.month.busy)
    return driver.window.month.page


def compared(driver: WindowDriver, month: date = SEPTEMBER):
    """She compares it, too."""
    page = opened(driver, month)
    page.compare_button.click()
    driver.wait(lambda: not driver.window.month.busy)
    return page


def told(section) -> dict[str, tuple[str, ...]]:
    """The rows of a section by their first words."""
    return {row[0].replace("\u00a0", " "): row[1:] for row in section.rows}


def test_a_month_is_green_when_everything_is_there_once(open_window):
    driver = open_window("FR", "fr")
    driver.export()
    page = opened(driver)
    assert page.view.state is MonthState.UNKNOWN
    assert page.notice.tone is Tone.INFO
    assert driver.sees("Pas encore comparé.", page)
    page.compare_button.click()
    driver.wait(lambda: not driver.window.month.busy)
    assert page.view.state is MonthState.COMPLETE
    assert page.notice.tone is Tone.GOOD
    assert page.notice.heading.text().replace("\u00a0", " ") == "Septembre 2026 : tout y est, une seule fois"
    moves = told(page.words.movements())
    assert moves["Dans Pleo"] == moves["Dans QuickBooks"] != ("–",)
    added, went_out = told(page.words.total()), told(page.words.money())["Sorti"]
    assert added["Sorti du compte Pleo"] == went_out
    assert "Sur d'autres comptes" not in added
    pocket = sum(
        row.amount.amount
        for row in driver.sync.spend.model.rows
        if row.month == SEPTEMBER and row.item.record.type in {"out_of_pocket", "mileage", "per_diem"}
    ) + Decimal(0)
    advanced = added.get(
        "Payé par les salariés (Pleo Pocket) ou pas encore payé", (driver.program.texts.amount(-pocket, "EUR"),)
    )
    assert advanced == (driver.program.texts.amount(-pocket, "EUR"),)
    assert moves["Dans Pleo"][0].endswith("dépensés"), "a bare minus looks like a debt"
    assert page.compare_button.text() == "&Comparer à nouveau"
    assert not page.compare_button.isDefault()
    rates = page.words.vat().rows
    assert len(rates) == 4
    assert all(pleo == books for _, pleo, books in rates)
    assert driver.sees("Rien : tout est dans vos livres, une seule fois.".replace(" :", "\u00a0:"), page)
    paint_all()
    assert cut_off(driver.window) == []
    driver.speak(Language("en"))
    assert page.notice.heading.text() == "September 2026: everything is there, once"
    assert driver.sees("Money in and out", page)


def test_a_missing_receipt_is_asked_for_by_a_message_to_copy(open_window):
    driver = open_window("GB", "en")
    driver.export()
    page = compared(driver)
    assert (page.view.state, page.notice.tone) == (MonthState.OPEN, Tone.CAUTION)
    assert driver.sees("All of it is in your books, once. Only receipts are missing.")
    (one,) = page.view.reminders
    assert (one.person, len(one.items)) == ("Jonas Bäck", 1)
    driver.press(page.receipts, "Copy a reminder")
    message = QGuiApplication.clipboard().text()
    assert message.startswith("Hello Jonas,\nthe receipt of this expense is still missing in Pleo:\n- ")
    assert "£8.10" in message
    assert driver.sees("The reminder for Jonas Bäck is copied")


def test_a_receipt_that_nobody_named_owes_is_told_in_words_that_stand_in_a_sentence(open_window):
    driver = open_window("FR", "fr")
    driver.export()
    page = opened(driver, NOVEMBER)
    driver.press(page.receipts, "Copier un rappel")
    assert driver.sees("Le rappel pour une personne inconnue est copié")


def test_what_is_no_longer_in_the_books_makes_a_month_amber_and_is_counted(open_window):
    driver = open_window("FR", "fr")
    driver.export()
    assert compared(driver).view.state is MonthState.COMPLETE
    with driver.house.program() as program:
        ledger = program.ledger(CancelToken())
        record = next(row.item.record for row in driver.sync.spend.model.rows if row.month == SEPTEMBER)
        entry = ledger.read(EntryKind.PURCHASE, record.external_id or "")
        assert entry is not None
        ledger.remove(EntryKind.PURCHASE, entry.id, entry.sync_token, "somebody-deletes-it")
    page = compared(driver)
    assert (page.view.state, page.notice.tone) == (MonthState.OPEN, Tone.CAUTION)
    left = told(page.words.to_do())
    assert left["Manque dans QuickBooks"] == ("1",)
    assert "Écart entre les mouvements" in left
    (line,) = page.view.comparison.lines
    assert (line.verdict, line.quickbooks) == ("missing", None)


def test_an_export_after_the_comparison_is_told(open_window):
    driver = open_window("FR", "fr")
    driver.export()
    compared(driver)
    driver.house.wait_in_pleo(purchase("10.55", date="2026-09-15T11:00:00Z"))
    driver.window.open_tab(driver.sync)
    driver.refresh()
    driver.export()
    driver.window.open_tab(driver.window.month)
    driver.wait(lambda: not driver.window.month.busy)
    page = driver.window.month.page
    assert (page.view.state, page.notice.tone) == (MonthState.OUTDATED, Tone.CAUTION)
    assert "depuis la dernière comparaison" in page.notice.heading.text()


def test_a_month_is_known_without_a_network(open_window):
    def compared_before(house: PracticeSetUp) -> None:
        house.export()
        with house.program() as program:
            program.compare_month(SEPTEMBER, CancelToken())
        house.fault("reset", service="pleo", path=".*", times=500)
        house.fault("reset", service="quickbooks", path=".*", times=500)

    driver = open_window("FR", "fr", before=compared_before)
    page = opened(driver)
    assert page.view.comparison is not None
    assert "909,47\u00a0€" in " ".join(texts(page.movements))
    driver.wait(lambda: driver.sync.facts.needs.compared is not None)
    assert driver.sync.facts.needs.compared == page.view.comparison
    page.compare_button.click()
    driver.wait(lambda: not driver.window.month.busy)
    assert page.notice.tone is Tone.CAUTION
    assert page.area.isVisible(), "what is known stays readable"


def test_the_page_for_the_accountant_is_saved_as_pdf_and_as_a_table(open_window, tmp_path, alerts):
    driver = open_window("FR", "fr")
    driver.export()
    page = compared(driver)
    for kind in ("pdf", "csv"):
        alerts.paths.append(tmp_path / f"page.{kind}")
        page.save_actions[kind].trigger()
        driver.wait(lambda kind=kind: (tmp_path / f"page.{kind}").exists() and driver.sees(f"page.{kind}"))
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    table = (tmp_path / "page.csv").read_text("utf-8-sig")
    assert "Boulangerie Martin SARL" in table
    assert '"TVA 20 % (achats)","61,68\u00a0€","61,68\u00a0€"' in table or "TVA 20" in table
    assert "Réceptions et repas" in table


def test_arrows_go_to_the_month_before_and_after(open_window):
    driver = open_window()
    page = opened(driver, driver.program.today().replace(day=1))
    assert not page.later.isEnabled()
    page.earlier.click()
    driver.wait(lambda: not driver.window.month.busy)
    assert page.later.isEnabled()
    assert page.view.month < driver.program.today().replace(day=1)
    assert driver.window.month.title() == "&Month"
