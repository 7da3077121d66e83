"""Notices say what they say in words, lead on by buttons, and are read aloud once."""

from PySide6.QtGui import QAccessible

from pleoqb_desktop.gui import notices
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.theme import Tone


def test_a_notice_with_nothing_to_say_is_hidden(qtbot):
    notice = Notice(Tone.CAUTION)
    qtbot.addWidget(notice)
    notice.show_words("Trouble", "Do this")
    assert not notice.isHidden()
    notice.clear()
    assert notice.isHidden()


def test_its_buttons_follow_their_ways_and_are_replaced(qtbot):
    notice, followed = Notice(), []
    qtbot.addWidget(notice)
    notice.show_words(
        "One",
        actions=[ButtonAction("A", lambda: followed.append("a")), ButtonAction("B", lambda: followed.append("b"))],
    )
    notice.buttons()[1].click()
    notice.show_words("Two", actions=[ButtonAction("C", lambda: followed.append("c"))])
    assert [button.text() for button in notice.buttons()] == ["C"]
    notice.buttons()[0].click()
    assert followed == ["b", "c"]


def test_the_same_words_again_may_lead_elsewhere(qtbot):
    notice, followed = Notice(), []
    qtbot.addWidget(notice)
    notice.show_words("One", actions=[ButtonAction("A", lambda: followed.append("old"))])
    button = notice.buttons()[0]
    notice.show_words("One", actions=[ButtonAction("A", lambda: followed.append("new"))])
    assert notice.buttons() == [button]
    button.click()
    assert followed == ["new"]


def test_a_result_is_announced_once(qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(notices, "announce", lambda _, text: said.append(text))
    notice = Notice()
    qtbot.addWidget(notice)
    for _ in range(3):
        notice.show_words("Connected", "to a company")
    notice.show_words("Lost")
    assert said == ["Connected to a company", "Lost"]


def test_words_of_strangers_are_plain_text(qtbot):
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show_words("<b>x</b>", "<img src=x>")
    assert notice.heading.text() == "<b>x</b>"
    assert notice.body.textFormat() is notice.body.textFormat().PlainText
    assert QAccessible.queryAccessibleInterface(notice.heading).text(QAccessible.Text.Name) == "<b>x</b>"
