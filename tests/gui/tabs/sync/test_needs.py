"""*Needs you*: what is not in the books stays on the screen until it is, across repairs, restarts and an empty queue."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QLocale

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.export.progress import Phase, Progress
from pleoqb_desktop.gui.models.spend_rows import totals
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.questions import AnswerKind
from pleoqb_desktop.texts import Language
from tests.e2e.practice_set_up import PracticeSetUp, now_told, purchase
from tests.gui.geometry import cut_off
from tests.gui.person import texts


def fail_in_a_closed_period(house: PracticeSetUp) -> None:
    """All of Pleo's queue is exported, what lies in the closed period fails; nothing is left in the queue."""
    house.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-15"}})
    house.export()


def end_at_the_receipts(house: PracticeSetUp) -> None:
    """The export ends as soon as it comes to the receipts."""
    token = CancelToken()

    def at(progress: Progress) -> None:
        if progress.phase is Phase.RECEIPTS:
            token.cancel()

    with house.program() as program, program.exports.now(token, at) as export:
        export.run()


def titles(driver) -> str:
    """The words of the blocks."""
    driver.wait(driver.sync.needs.isVisible)
    return driver.sync.needs.heading.text().replace("\u00a0", " ")


def open_day(driver) -> str:
    """The first day after the closing, as the button names it."""
    (one, *_) = driver.program.not_in_books()
    return driver.program.texts.date(date.fromisoformat(one.record.problems[0].params["open_date"]))


def test_what_failed_stays_after_a_repair_and_an_empty_queue_until_it_is_set_aside(open_window):
    driver = open_window(before=fail_in_a_closed_period)
    driver.wait_for_list()
    assert titles(driver) == "Needs you: 12 expenses · £665.35 not in your books yet"
    assert driver.sees("12\u00a0expenses in a closed period · £665.35", driver.sync.needs)
    assert driver.sees("Then put them up for export again in Pleo", driver.sync.needs)
    assert driver.sync.header.headline.text() == "12 expenses need you"
    assert driver.window.tabs.tabText(0) == "E&xpenses (12)"
    driver.press(driver.sync.needs, f"Record on {open_day(driver)}")
    driver.wait(lambda: driver.program.settings.load().closed_periods is ClosedPeriods.FIRST_OPEN_DAY)
    driver.refresh()
    assert titles(driver) == "Needs you: 12 expenses · £665.35 not in your books yet"
    driver.wait(lambda: driver.sees("12\u00a0expenses are to be exported again in Pleo · £665.35", driver.sync.needs))
    driver.press(driver.sync.needs, "Open Pleo")
    assert len(driver.links) == 1
    driver.press(driver.sync.needs, "Show")
    dialog = driver.sync.area.dialog
    assert len(dialog.model.rows) == 12
    assert cut_off(dialog) == []
    dialog.table.selectAll()
    dialog.aside_button.click()
    assert driver.alerts.asked[-1][0] == "Set 12 expenses aside?"
    assert len(driver.program.not_in_books()) == 12, "she kept them"
    driver.alerts.answers.append(True)
    dialog.aside_button.click()
    driver.wait(lambda: not driver.sync.needs.isVisible())
    assert driver.program.not_in_books() == []
    assert driver.sync.header.headline.text() == "Nothing waits to be exported"
    assert driver.window.tabs.tabText(0) == "E&xpenses"


def test_what_needs_a_person_is_read_without_a_network(open_window):
    def offline(house: PracticeSetUp) -> None:
        fail_in_a_closed_period(house)
        house.fault("reset", service="pleo", path=".*", times=500)

    driver = open_window("FR", "fr", before=offline)
    assert titles(driver) == "Demandent votre réponse : 12 dépenses · 1\u202f064,23 € pas encore dans vos livres"
    driver.wait_for_list()
    assert driver.sees("Ensuite, remettez-les à exporter dans Pleo", driver.sync.needs)


def test_an_export_of_nothing_is_no_good_news_while_something_is_missing(open_window):
    driver = open_window(before=fail_in_a_closed_period)
    driver.wait_for_list()
    titles(driver)
    driver.sync.export_only(frozenset())
    driver.wait_for_results()
    assert driver.sync.result.heading.text() == "Nothing new was exported"
    assert driver.sync.result.tone is Tone.INFO
    assert driver.sync.needs.isVisible()
    driver.speak(Language("fr"))
    assert titles(driver).startswith("Demandent votre réponse : 12 dépenses")
    assert driver.sees("12\u00a0dépenses dans une période clôturée", driver.sync.needs)
    assert driver.sync.area.figures.needs.title.text() == "Demande votre réponse"
    assert driver.window.tabs.tabText(0) == "Dépen&ses (12)"


def test_an_interrupted_export_is_told_and_finished_by_its_button(open_window):
    driver = open_window(before=end_at_the_receipts)
    driver.wait_for_list()
    driver.wait(driver.sync.needs.isVisible)
    interrupted = driver.sync.facts.needs.interrupted
    assert interrupted.made > 0
    assert interrupted.receipts > 0
    assert driver.sees(f"was interrupted: {interrupted.made} entries made, {interrupted.receipts} receipts to attach.")
    assert driver.sync.header.export_button.isEnabled()
    driver.press(driver.sync.needs, "Finish it")
    driver.wait_for_results()
    assert driver.sync.state is State.RESULTS
    driver.wait(lambda: not driver.sync.needs.isVisible())
    assert not driver.program.needs_you()


def test_three_figures_tell_the_month_what_waits_and_what_needs_a_person(at_work):
    driver, money = at_work, at_work.program.texts.money
    driver.wait_for_list()
    figures, rows = driver.sync.area.figures, driver.sync.spend.model.rows
    assert figures.waiting.amount.text() == money(totals(rows)[0])
    assert figures.in_books.amount.text() == {"en": "nothing yet", "fr": "rien encore"}[driver.program.language.code]
    month = driver.program.today().replace(day=1)
    driver.export()
    done = [row for row in driver.sync.spend.model.rows if row.month == month]
    assert done
    assert figures.in_books.amount.text() == money(totals(done)[0])
    assert figures.in_books.count.text().startswith(f"{len(done)} ")
    name = {"en": "Needs you: none", "fr": "Demande votre réponse: aucune"}[driver.program.language.code]
    assert figures.needs.accessibleName() == name
    assert figures.waiting.amount.text() == {"en": "nothing", "fr": "rien"}[driver.program.language.code]


def test_where_this_month_has_nothing_yet_the_month_before_is_told_too(open_window):
    def exported_last_month(house: PracticeSetUp) -> None:
        house.empty_queue()
        house.wait_in_pleo(purchase("12.00", date=f"{last_month}T11:00:00Z"))
        house.export()

    last_month = datetime.now(UTC).date().replace(day=1) - timedelta(days=5)
    driver = open_window("FR", "fr", before=exported_last_month)
    driver.wait_for_list()
    in_books = driver.sync.area.figures.in_books
    assert in_books.amount.text() == "rien encore"
    assert (
        in_books.count.text()
        == driver.program.texts.money(Money(Decimal("12.00"), "EUR"))
        + f" en {QLocale('fr').standaloneMonthName(last_month.month)}"
    )


def test_receipts_that_did_not_arrive_are_tried_again_by_the_button(open_window):
    def files_fail(house: PracticeSetUp) -> None:
        house.fault("status", service="files", status=404, times=0)
        house.export()
        house.practice.control("conditions", {"faults": []})

    driver = open_window("GB", "en", before=files_fail)
    driver.wait_for_list()
    titles(driver)
    lacking = driver.sync.facts.needs.lacking
    assert lacking
    assert driver.sees("a receipt that did not arrive", driver.sync.needs)
    driver.press(driver.sync.needs, "Try again")
    driver.wait_for_results()
    driver.wait(lambda: not driver.sync.needs.isVisible())
    assert driver.program.runs.lacking_receipts() == []


# -- questions -------------------------------------------------------------------------------------------------------------


def made_by_the_bank_feed(house: PracticeSetUp) -> None:
    """Three expenses whose entries stand there already, unmarked; an export asked about them."""
    house.empty_queue()
    house.wait_in_pleo(*(purchase(amount) for amount in ("12.00", "7.30", "5.00")))
    with house.program() as program:
        wallet = program.settings.load().wallet_account_id
    lines = [
        {"date": "2026-11-03", "text": "Minoterie", "amount": amount, "category": house.account("601100")}
        for amount in ("12.00", "7.30", "5.00")
    ]
    house.change_books(bank_feed={"account": wallet, "lines": lines})
    house.export()


def compared(driver) -> dict[str, list[str]]:
    """The lines of the comparison: what stands in each column, by the first."""
    grid = driver.sync.area.dialog.sheet.grid
    found: dict[str, list[str]] = {}
    for row in range(1, grid.rowCount()):
        cells = [grid.itemAtPosition(row, column) for column in range(4)]
        words = [" ".join(texts(cell.widget())) or cell.widget().text() for cell in cells if cell]
        if words:
            found[words[0]] = words[1:]
    return found


def test_look_alikes_are_compared_and_answered_one_by_one_or_all_at_once(open_window):
    driver = open_window("FR", "en", before=made_by_the_bank_feed)
    driver.wait_for_list()
    titles(driver)
    assert driver.sees("3\u00a0expenses that may be in QuickBooks already · €24.30", driver.sync.needs)
    driver.press(driver.sync.needs, "Compare")
    dialog = driver.sync.area.dialog
    driver.wait(dialog.buttons[AnswerKind.SAME].isEnabled)
    assert dialog.place.text() == "1 of 3"
    assert cut_off(dialog) == []
    lines, first = compared(driver), driver.program.texts.money(dialog.case.amount)
    assert lines["Amount"] == [first, first, "equal"]
    assert lines["Day"] == ["2 Nov 2026", "3 Nov 2026", "different"]
    assert lines["Note"] == ["not told", "MINOTERIE"]
    assert lines["Account"] == ["601100 Farines", "601100 Farines", "equal"]
    assert dialog.title.text() == "Is this expense in QuickBooks already?"
    assert dialog.focusWidget() is dialog.later, "one button alone is highlighted, and it changes nothing"
    driver.press(dialog, "See the entry in QuickBooks")
    assert len(driver.links) == 1
    driver.press(dialog, "It is another one: add it")
    driver.wait(lambda: dialog.place.text() == "2 of 3" and dialog.buttons[AnswerKind.SAME].isEnabled())
    assert driver.sees("Now put the expense up for export again in Pleo")
    dialog.others.setChecked(True)
    driver.press(dialog, "It is the same: add nothing")
    driver.wait(lambda: driver.sync.area.dialog is None)
    driver.wait(lambda: driver.sees(f"1\u00a0expense is to be exported again in Pleo · {first}"))
    driver.wait(lambda: titles(driver) == f"Needs you: 1 expense · {first} not in your books yet")
    assert len(driver.house.rows("Purchase")) == 3
    driver.wait_for_list()
    (left,) = driver.program.not_in_books()
    driver.house.practice.pleo_control(
        "queue", {"accounting_entry_ids": [left.record.accounting_entry_id]}, country="FR"
    )
    driver.refresh()
    driver.export()
    driver.wait(lambda: not driver.sync.needs.isVisible())
    assert len(driver.house.rows("Purchase")) == 4


def test_later_leaves_the_question_and_an_answer_that_fails_is_told_in_the_window(open_window):
    driver = open_window("FR", "fr", before=made_by_the_bank_feed)
    driver.wait_for_list()
    titles(driver)
    driver.press(driver.sync.needs, "Comparer")
    dialog = driver.sync.area.dialog
    driver.wait(dialog.buttons[AnswerKind.SAME].isEnabled)
    driver.press(dialog, "Plus tard")
    driver.wait(lambda: dialog.place.text() == "2 sur 3" and dialog.buttons[AnswerKind.SAME].isEnabled())
    driver.house.change_books(delete={"Purchase": [dialog._asked.standing[0].entry.id]})
    driver.press(dialog, "C'est la même\u00a0: ne rien ajouter")
    driver.wait(dialog.notice.isVisible)
    assert dialog.place.text() == "2 sur 3"
    dialog.reject()
    assert len(driver.program.not_in_books()) == 3


def test_a_change_in_pleo_is_compared_and_the_entry_corrected(open_window):
    def changed(house: PracticeSetUp) -> None:
        house.empty_queue()
        (entry_id,) = house.wait_in_pleo(purchase("12.00", date=now_told()))
        house.export()
        house.practice.pleo_control("edit", {"id": entry_id, "amount": "62.00"}, country=house.country)
        house.practice.pleo_control("queue", {"accounting_entry_ids": [entry_id]}, country=house.country)
        house.export()

    driver = open_window("FR", "en", before=changed)
    driver.wait_for_list()
    titles(driver)
    driver.press(driver.sync.needs, "Compare")
    dialog = driver.sync.area.dialog
    driver.wait(dialog.buttons[AnswerKind.CORRECT].isEnabled)
    assert compared(driver)["Amount"] == ["€62.00", "€12.00", "different"]
    assert titles(driver) == "Needs you: 1 expense · 1 in your books, to check"
    assert driver.sees("1\u00a0expense was changed in Pleo after the export · + €50.00", driver.sync.needs)
    assert driver.sync.area.figures.in_books.amount.text() == "€12.00", "what stands there, not what Pleo tells now"
    driver.press(dialog, "Correct the entry")
    driver.wait(lambda: driver.sync.area.dialog is None and not driver.sync.needs.isVisible())
    assert [row["TotalAmt"] for row in driver.house.rows("Purchase")] == [62.0]


def test_a_voided_entry_is_posted_again_or_left_out(open_window):
    def voided(house: PracticeSetUp) -> None:
        house.empty_queue()
        ids = house.wait_in_pleo(purchase("12.00"), purchase("7.30"))
        house.export()
        for row in house.rows("Purchase"):
            lines = [line | {"Amount": 0} for line in row["Line"]]
            nothing = {"Id": row["Id"], "TotalAmt": 0, "Line": lines, "TxnTaxDetail": {"TotalTax": 0}}
            house.change_books(update={"Purchase": nothing})
        house.practice.pleo_control("queue", {"accounting_entry_ids": ids}, country=house.country)
        house.press_export()
        house.export()
        house.practice.pleo_control("queue", {"accounting_entry_ids": ids}, country=house.country)

    driver = open_window("FR", "fr", before=voided)
    driver.wait_for_list()
    titles(driver)
    driver.press(driver.sync.needs, "Comparer")
    dialog = driver.sync.area.dialog
    driver.wait(dialog.buttons[AnswerKind.AGAIN].isEnabled)
    amount = driver.program.texts.money(dialog.case.amount)
    assert compared(driver)["Montant"] == [amount, driver.program.texts.money(Money(Decimal(0), "EUR")), "différent"]
    driver.press(dialog, "L'enregistrer à nouveau")
    driver.wait(lambda: dialog.place.text() == "2 sur 2" and dialog.buttons[AnswerKind.OUT].isEnabled())
    assert len(driver.house.rows("Purchase")) == 3
    driver.press(dialog, "Ne pas l'enregistrer")
    driver.wait(lambda: driver.sync.area.dialog is None)
    driver.wait_for_list()
    assert driver.program.not_in_books() == []
    assert len(driver.house.rows("Purchase")) == 3
