"""Pleo's own file in the main window: dropped, watched for, asked about, refused with its reason, exported, told by Pleo's numbers."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.periods import last_of_month
from pleoqb_desktop.file_door import FileDoor
from pleoqb_desktop.gui.tabs.sync.watched_folder import WatchedFolder
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.months.view import MonthState
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.services.pleo_file.source import FileSpendSource
from tests.e2e.export.test_file_door import accounts_named, file_of
from tests.e2e.practice_set_up import PracticeSetUp, purchase
from tests.gui.driver import WindowDriver
from tests.gui.files import drop
from tests.gui.tabs.month.test_tab import compared
from tests.unit.services.pleo_file.files import CUSTOM, GENERIC, csv_bytes, custom, generic

Change = Callable[[PracticeSetUp], object]


@pytest.fixture
def by_file(open_window) -> WindowDriver:
    """A bakery without a key, whose lists are in Pleo."""

    def without_key(house: PracticeSetUp) -> None:
        with house.program() as program:
            program.connect_pleo().without_key()

    driver = open_window("FR", "en", before=without_key)
    driver.wait_for_list()
    return driver


def custom_file(driver: WindowDriver) -> Path:
    """What was exported in Pleo's own format."""
    return file_of(driver.house, "custom", **accounts_named(driver.house))


def give(driver: WindowDriver, *paths: Path) -> None:
    """Drops files on the window and waits for what comes of it."""
    assert drop(driver.window, *paths)
    driver.wait(lambda: not driver.sync.header.file.busy and not driver.sync.busy)


def test_without_a_file_the_window_says_what_to_do_and_nothing_is_wrong(by_file):
    assert by_file.sees("Drop Pleo's file on this window")
    assert by_file.sees("No file yet")
    assert not by_file.sync.connection.isVisible()
    assert not by_file.sync.header.export_button.isEnabled()


def test_a_dropped_file_is_shown_exported_and_told_by_pleos_numbers(by_file):
    give(by_file, custom_file(by_file))
    waiting = by_file.sync.facts.digest.waiting
    assert waiting == len(by_file.sync.spend.model.rows) > 30
    by_file.press_export()
    assert by_file.sees("Note what is done")
    assert not by_file.sees("Confirm to Pleo")
    by_file.wait_for_results()
    assert by_file.statuses() == {"exported": waiting}
    by_file.press(by_file.sync.result, f"Copy the {waiting} numbers")
    numbers = QApplication.clipboard().text().split("\n")
    assert numbers == sorted(row.item.record.reconciliation_id for row in by_file.sync.spend.model.rows)


def test_a_month_is_complete_as_far_as_the_file_tells_of_it(by_file, monkeypatch):
    give(by_file, custom_file(by_file))
    by_file.press_export()
    by_file.wait_for_results()
    covered = by_file.program.files.source(CancelToken()).covered()
    page = compared(by_file, covered[0].replace(day=1))
    assert page.view.comparison.days == (covered[0], last_of_month(covered[0]))
    assert page.notice.heading.text().endswith("everything in Pleo's file is there, once")
    assert by_file.sees("On Pleo's side, the files tell of", page)
    within = datetime.combine(covered[0], time(12), UTC)
    monkeypatch.setattr(FileSpendSource, "told_at", lambda *_: within)
    page = compared(by_file, covered[0].replace(day=1))
    assert page.view.state is MonthState.EARLY
    assert page.notice.tone is Tone.CAUTION
    assert by_file.sees("Drop a file of the whole month", page)


def test_what_stands_in_the_books_is_not_shown_again_and_the_next_file_is(by_file):
    give(by_file, custom_file(by_file))
    by_file.press_export()
    by_file.wait_for_results()
    by_file.refresh()
    assert by_file.sync.spend.model.rows == []
    assert by_file.sees("Everything of this file is in your books")
    ids = by_file.house.wait_in_pleo(*(purchase(amount, date="2026-11-20") for amount in ("12.00", "13.00", "14.00")))
    give(by_file, custom_file(by_file))
    assert {row.id for row in by_file.sync.spend.model.rows} == set(ids)


def test_a_second_file_dropped_at_once_is_told_and_neither_is_taken(by_file):
    one, other = custom_file(by_file), custom_file(by_file)
    give(by_file, one, other)
    assert by_file.sees(one.name)
    assert by_file.sees("more than one list of expenses")
    assert by_file.program.files.newest() is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bilan.docx", b"PK\x03\x04 no archive", "is not a file that Pleo makes"),
        ("empty.csv", b"Date,Amount\n", "This file holds no expenses."),
        ("half.zip", b"PK\x03\x04 half of an archive", "is not complete yet"),
        ("bank.csv", b"Date,Libelle,Montant\n01/02/2026,Loyer,-12.00\n", "no column with the Expense ID"),
        ("expenses.zip.crdownload", b"PK", "is not complete yet"),
    ],
)
def test_what_is_no_file_of_pleos_is_refused_with_its_reason_and_a_remedy(by_file, tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    give(by_file, path)
    assert by_file.sync.header.file.trouble.isVisible()
    assert by_file.sees(words, by_file.sync.header.file.trouble), by_file.sync.header.file.trouble.heading.text()
    assert by_file.sync.header.file.trouble.body.text()
    assert by_file.program.files.newest() is None


def test_a_file_that_is_gone_or_open_elsewhere_is_told_and_tried_again(by_file, monkeypatch):
    path = custom_file(by_file)
    moved = path.rename(path.with_suffix(".moved"))
    give(by_file, path)
    assert by_file.sees("There is no file here"), by_file.sync.header.file.trouble.heading.text()
    moved.rename(path)
    with monkeypatch.context() as patch:  # Excel keeps it on Windows

        def held(*_: object) -> None:
            raise UnavailableError(problem(Code.FILE_BUSY, path=path))

        patch.setattr(FileDoor, "keep", held)
        by_file.press(by_file.sync.header.file, "Try again")
        by_file.wait(lambda: not by_file.sync.header.file.busy)
        assert by_file.sees(str(path.name))
    by_file.press(by_file.sync.header.file, "Try again")
    by_file.wait(lambda: by_file.sync.facts.digest.waiting > 30 and not by_file.sync.busy)
    assert not by_file.sync.header.file.trouble.isVisible()


def test_what_pleo_may_still_change_is_offered_and_taken_only_when_ticked(by_file):
    by_file.house.wait_in_pleo(purchase("21.00", exportStatus="NOT_EXPORTED"))
    give(by_file, file_of(by_file.house, "generic-sv"))
    file = by_file.sync.facts.waiting.file
    assert file.left_out == file.still_open > 0
    before = by_file.sync.facts.digest.waiting
    assert not by_file.sync.header.file.open_states.isChecked()
    by_file.sync.header.file.open_states.click()
    by_file.wait(lambda: by_file.sync.facts.waiting.file.takes_open and not by_file.sync.busy)
    assert len(by_file.sync.spend.model.rows) == before + file.still_open
    by_file.sync.header.file.open_states.click()
    by_file.wait(lambda: not by_file.sync.facts.waiting.file.takes_open and not by_file.sync.busy)
    assert by_file.sync.facts.digest.waiting == before


def test_a_question_about_the_file_is_asked_with_its_rows_and_the_answer_is_remembered(by_file, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(CUSTOM, [custom("a", "12.00")]))
    give(by_file, path)
    asked = by_file.sync.header.file.questions
    assert by_file.sees("Is money spent negative or positive?", asked)
    assert asked.rows.model().index(0, 0).data() == "2"
    assert not by_file.sync.header.export_button.isEnabled()
    asked.choice.setCurrentIndex(asked.choice.findData("positive"))
    asked.choice.activated.emit(asked.choice.currentIndex())
    by_file.press(asked, "This is it")
    by_file.wait(lambda: not by_file.sync.busy and len(by_file.sync.spend.model.rows) == 1)
    assert not by_file.sees("Is money spent negative or positive?")
    other = tmp_path / "b.csv"
    other.write_bytes(csv_bytes(CUSTOM, [custom("b", "13.00")]))
    give(by_file, other)
    assert not asked.isVisible()
    assert len(by_file.sync.spend.model.rows) == 1


def test_a_category_without_an_account_is_asked_about_once_and_its_expenses_go_on(by_file, tmp_path):
    path = tmp_path / "a.csv"
    rows = [generic(name, Account_number="", Category="Fournitures") for name in "abc"]
    path.write_bytes(csv_bytes(GENERIC, [*rows, generic("d", Account_number="", Category="Repas")], ";"))
    give(by_file, path)
    asked = by_file.sync.header.file.questions
    assert by_file.sees("Which account is the category “Fournitures”?", asked)
    assert by_file.sees("1 of 2", asked)
    assert asked.rows.model().rowCount() == 3
    assert asked.choice.currentText() == "606400 Fournitures administratives", "the likeliest is proposed"
    assert by_file.sync.facts.digest.waiting == 0
    by_file.press(asked, "This is it")
    by_file.wait(lambda: by_file.sees("Which account is the category “Repas”?", asked) and not by_file.sync.busy)
    assert by_file.sync.facts.digest.waiting == 3
    assert asked.choice.count() > 30, "any account may be meant"


def test_by_key_a_dropped_file_is_not_taken(open_window, tmp_path):
    driver = open_window("FR")
    driver.wait_for_list()
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK")
    assert not drop(driver.window, path)
    assert not driver.sync.header.file.isVisible()


def test_a_download_in_the_watched_folder_is_taken_by_itself(by_file, tmp_path):
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    by_file.window.settings.connections.change_requested.emit({"watched_folder": str(downloads)})
    by_file.wait(lambda: by_file.sync.header.file.watched._watcher.directories() == [str(downloads)])
    (downloads / "holidays.zip").write_bytes(b"PK nothing of Pleo's")
    path = custom_file(by_file)
    path.rename(downloads / path.name)
    by_file.wait(lambda: by_file.sync.facts.digest.waiting > 30 and not by_file.sync.busy)
    assert by_file.sees("Taken from the folder that is watched")
    assert not by_file.sync.header.file.trouble.isVisible()


def test_a_download_that_comes_during_an_export_is_taken_after_it(by_file, tmp_path):
    give(by_file, custom_file(by_file))
    by_file.house.wait_in_pleo(purchase("10.55"))
    later = custom_file(by_file).rename(by_file.house.home / "later.zip")
    desk = by_file.sync.header.file
    by_file.press_export()
    by_file.wait(lambda: by_file.sync.exporting)
    desk.watched.arrived.emit([later])
    assert not desk.busy
    by_file.wait_for_results()
    assert by_file.statuses().keys() == {"exported"}
    by_file.refresh()
    by_file.wait(
        lambda: not desk.busy and not by_file.sync.busy and by_file.sync.facts.waiting.file.name == "later.zip"
    )


def test_of_several_downloads_the_newest_of_pleos_is_taken_and_the_others_are_named(by_file, tmp_path):
    newest, older = tmp_path / "holidays.zip", tmp_path / "october.csv"
    for path in (newest, older):
        path.write_bytes(b"nothing of Pleo's")
    by_file.sync.header.file.watched.arrived.emit([newest, custom_file(by_file), older])
    by_file.wait(lambda: by_file.sync.facts.digest.waiting > 30 and not by_file.sync.busy)
    assert by_file.sees("Also new there, not taken: holidays.zip, october.csv")


class TestWatchedFolder:
    """When a download counts as arrived."""

    def watched(self, folder: Path, **since: object) -> tuple[WatchedFolder, list[Path]]:
        found: list[Path] = []
        watcher = WatchedFolder(lambda work, done: done(work()))
        watcher.arrived.connect(found.extend)
        watcher.watch(str(folder), since.get("since"))
        return watcher, found

    def test_a_file_that_grows_waits_until_it_is_still(self, qtbot, tmp_path):
        watcher, found = self.watched(tmp_path)
        path = tmp_path / "a.zip"
        path.write_bytes(b"PK")
        watcher.look()
        path.write_bytes(b"PK and more")
        watcher.look()
        assert found == []
        watcher.look()
        assert found == [path]
        watcher.look()
        assert found == [path], "told once"

    @pytest.mark.parametrize("name", ["a.zip.crdownload", "a.zip.part", "a.pdf", "a.zip.tmp"])
    def test_what_is_not_finished_or_no_table_is_never_told(self, qtbot, tmp_path, name):
        watcher, found = self.watched(tmp_path)
        (tmp_path / name).write_bytes(b"PK")
        watcher.look()
        watcher.look()
        assert found == []

    def test_what_lay_there_before_is_not_told(self, qtbot, tmp_path):
        (tmp_path / "old.zip").write_bytes(b"PK")
        watcher, found = self.watched(tmp_path)
        watcher.look()
        watcher.look()
        assert found == []

    def test_a_folder_that_is_gone_breaks_nothing(self, qtbot, tmp_path):
        watcher, found = self.watched(tmp_path / "nowhere")
        watcher.look()
        assert found == []


def test_the_first_export_says_that_nothing_is_written_into_pleo(by_file, alerts):
    give(by_file, custom_file(by_file))
    by_file.sync.header.export_button.click()
    assert "Nothing is written into Pleo" in alerts.asked[-1][1]
    assert ItemStatus.WAITING in {row.status for row in by_file.sync.spend.model.rows}
    assert by_file.program.settings.load().door is Door.FILE
