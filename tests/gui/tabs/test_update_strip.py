"""A newer version is told by a calm strip, in the background, to whoever wants to know; its button opens one known host alone."""

from datetime import date

import pytest

from pleoqb_desktop.gui.frame import sites_of
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.tabs.settings.this_program import ProgramPage
from pleoqb_desktop.ports.updates import NewVersion, ReleasedFile
from pleoqb_desktop.setup.sections import Section
from tests.on_paper.computer import UpdatesOnPaper
from tests.unit.services.system.notices import HOST

NEWER = NewVersion(
    "1.5.0",
    date(2026, 11, 24),
    {"en": "Faster exports.", "fr": "Des exports plus rapides."},
    f"https://{HOST}/download",
    (ReleasedFile("PleoQB-Desktop-Setup.exe", 37_969_287, "ab" * 32),),
)
WORDS = {
    "en": ("Version 1.5.0 is here", "Faster exports.", ["Open the download page", "Not now"]),
    "fr": (
        "La version 1.5.0 est là",
        "Des exports plus rapides.",
        ["Ouvrir la page de téléchargement", "Pas maintenant"],
    ),
}


def with_news(driver, news: NewVersion | None = NEWER, *, wanted: bool = True) -> UpdatesOnPaper:
    """A build that looks somewhere, and what it finds there."""
    updates = UpdatesOnPaper(HOST, news)
    driver.program.updates = updates
    driver.program.settings.update(update_notice=wanted)
    driver.window.context.links._sites = sites_of(driver.program)
    driver.window.updates.look()
    driver.wait_until_quiet()
    return updates


def test_a_newer_version_is_told_in_the_language_of_the_window(at_work):
    with_news(at_work)
    strip = at_work.window.updates
    heading, body, buttons = WORDS[at_work.program.language.code]
    assert strip.isVisible()
    assert (strip.heading.text(), strip.body.text()) == (heading, body)
    assert [one.text() for one in strip.buttons()] == buttons
    assert all(one.accessibleName() for one in strip.buttons())


def test_it_opens_the_download_page_and_stays(open_window):
    driver = open_window()
    with_news(driver)
    driver.press(driver.window.updates, "Open the download page")
    assert driver.links == [f"https://{HOST}/download"]
    assert driver.window.updates.isVisible()


def test_a_page_of_another_host_is_never_opened(open_window):
    links: list[str] = []
    driver = open_window()
    with_news(driver)
    allowed = Links(sites_of(driver.program), links.append)
    assert allowed.open(f"https://{HOST}/download")
    for address in (
        f"http://{HOST}/",
        f"https://{HOST}:8443/",
        f"https://more.{HOST}/",
        f"https://{HOST}.evil.example/",
    ):
        assert not allowed.open(address)
    assert links == [f"https://{HOST}/download"]


def test_not_now_is_kept_for_this_version(open_window):
    driver = open_window()
    updates = with_news(driver)
    driver.press(driver.window.updates, "Not now")
    assert not driver.window.updates.isVisible()
    driver.wait_until_quiet()
    assert updates.known().declined
    driver.window.updates.look()
    driver.wait_until_quiet()
    assert not driver.window.updates.isVisible()


@pytest.mark.parametrize(("news", "wanted"), [(None, True), (NEWER, False)])
def test_nothing_is_told_where_nothing_is_new_or_nobody_asked(open_window, news, wanted):
    driver = open_window()
    updates = with_news(driver, news, wanted=wanted)
    assert not driver.window.updates.isVisible()
    assert updates.known() is None, "nobody has looked"


def test_who_switches_it_on_is_told_at_once_and_who_switches_it_off_no_more(open_window):
    driver = open_window()
    with_news(driver, wanted=False)
    settings = driver.window.settings
    driver.open(settings)
    driver.wait(lambda: settings.facts is not None and not settings.busy)
    settings.open_section(Section.PROGRAM)
    page = settings.this_program
    page.retranslate_ui()
    assert driver.sees(f"read from {HOST}", page)
    page.update_notice.click()
    driver.wait(driver.window.updates.isVisible)
    assert driver.program.settings.load().update_notice
    settings.read()
    driver.wait_until_quiet()
    assert driver.sees("Version 1.5.0 of 24 Nov 2026 is here", page)
    assert driver.sees("37,969,287 bytes, SHA-256 abababab", page)
    page.update_notice.click()
    driver.wait(lambda: not driver.window.updates.isVisible())
    assert not driver.program.settings.load().update_notice
    assert not driver.sees("Version 1.5.0", page)


def test_a_copy_that_looks_nowhere_has_no_switch_but_words(open_window):
    driver = open_window()
    page = driver.window.settings.this_program
    assert page.update_notice.isHidden()
    assert driver.window.updates.isHidden()
    assert any("where you got it" in one.text() for one in page.findChildren(type(page._update_words)))


@pytest.mark.parametrize("has_tray", [True, False])
def test_the_place_beside_the_clock_is_offered_where_the_desktop_has_one(open_window, qtbot, has_tray):
    driver = open_window()
    page = ProgramPage(driver.window.context, has_tray=lambda: has_tray)
    qtbot.addWidget(page)
    page.retranslate_ui()
    assert page.tray.isHidden() is not has_tray
    assert ("no place beside the clock" in page._tray_words.text()) is not has_tray
    changes: list[dict[str, object]] = []
    page.change_requested.connect(changes.append)
    page.tray.click()
    assert changes == [{"tray": True}]
