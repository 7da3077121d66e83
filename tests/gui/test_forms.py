"""A form row names its control; fields copy, paste, hide and show; folded parts open."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from pleoqb_desktop.gui.forms import (
    CopyField,
    Folded,
    FormRow,
    RadioChoice,
    SecretField,
    plain_tip,
    without_mnemonic,
)


def test_a_row_gives_its_control_label_buddy_name_and_description(qtbot):
    field = QLineEdit()
    row = FormRow(field)
    qtbot.addWidget(row)
    row.say("Pleo &API key", "It is kept.")
    assert row.label.buddy() is field
    assert field.accessibleName() == "Pleo API key"
    assert field.accessibleDescription() == "It is kept."
    assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name) == "Pleo API key"


def test_a_row_around_a_field_with_buttons_names_the_field_itself(qtbot):
    secret = SecretField()
    row = FormRow(secret)
    qtbot.addWidget(row)
    row.say("Client &secret")
    assert row.label.buddy() is secret.field
    assert secret.field.accessibleName() == "Client secret"


def test_a_choice_tells_what_was_clicked_and_names_each_answer_with_its_question(qtbot):
    choice = RadioChoice((True, False))
    qtbot.addWidget(choice)
    choice.say("Numbers", ["shown", "hidden"])
    told: list[object] = []
    choice.chosen.connect(told.append)
    choice.buttons[1].click()
    choice.buttons[0].click()
    assert told == [False, True]
    assert [button.accessibleName() for button in choice.buttons] == ["Numbers shown", "Numbers hidden"]


def test_a_choice_shows_one_answer_or_none_and_tells_nothing_then(qtbot):
    choice = RadioChoice((True, False))
    qtbot.addWidget(choice)
    told: list[object] = []
    choice.chosen.connect(told.append)
    for answer, shown in ((True, [True, False]), (False, [False, True]), (None, [False, False])):
        choice.show_answer(answer)
        assert [button.isChecked() for button in choice.buttons] == shown
    assert told == []
    choice.buttons[0].click()
    choice.buttons[1].click()
    assert [button.isChecked() for button in choice.buttons] == [False, True]


def test_help_takes_room_only_when_there_is_some(qtbot):
    row = FormRow(QComboBox())
    qtbot.addWidget(row)
    row.say("Choice")
    assert row.help.isHidden()
    row.say("Choice", "Why")
    assert not row.help.isHidden()


@pytest.mark.parametrize(
    ("text", "plain"), [("&File", "File"), ("R&&D", "R&D"), ("Save && &close", "Save & close"), ("", "")]
)
def test_mnemonics_are_not_read_aloud(text, plain):
    assert without_mnemonic(text) == plain


def test_a_tip_never_holds_html_of_a_stranger():
    assert plain_tip("<b>&") == "<p>&lt;b>&amp;</p>"


def test_copying_puts_the_whole_text_on_the_clipboard(qtbot):
    field = CopyField()
    qtbot.addWidget(field)
    field.set_text("https://example.com/" + "x" * 500)
    field.button.click()
    assert QApplication.clipboard().text() == field.field.text()
    assert field.field.isReadOnly()


def test_a_secret_is_pasted_without_surrounding_space_and_shown_only_on_request(qtbot):
    secret = SecretField()
    qtbot.addWidget(secret)
    QApplication.clipboard().setText("  key\n ")
    secret.paste_button.click()
    assert secret.text() == "key"
    assert secret.field.echoMode() is QLineEdit.EchoMode.Password
    secret.show_button.click()
    assert secret.field.echoMode() is QLineEdit.EchoMode.Normal


def test_a_folded_part_opens_by_its_heading_and_closes_again(qtbot):
    content = QLabel("inside")
    folded = Folded(content)
    qtbot.addWidget(folded)
    folded.show()
    assert not content.isVisible()
    folded.heading.click()
    assert content.isVisible()
    folded.heading.click()
    assert not content.isVisible()
