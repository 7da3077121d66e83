"""The guide inside the program: every language, a heading for every topic, opened at the right place; About with licences."""

import pytest

from pleoqb_desktop import __version__
from pleoqb_desktop.gui.about import About, licences
from pleoqb_desktop.gui.help import Guide, Topic, guide_text
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.texts import ENGLISH, languages
from tests.gui.person import texts


@pytest.mark.parametrize("language", languages(), ids=str)
def test_the_guide_has_one_heading_for_every_topic(language, qtbot):
    guide = Guide(language)
    qtbot.addWidget(guide)
    assert len(guide.headings()) == len(Topic)


def test_every_step_of_the_wizard_is_a_topic():
    assert {step.value for step in Step} <= {topic.value for topic in Topic}


@pytest.mark.parametrize("language", languages(), ids=str)
@pytest.mark.parametrize("topic", list(Topic))
def test_it_opens_at_the_topic(language, topic, qtbot):
    guide = Guide(language)
    qtbot.addWidget(guide)
    guide.show()
    guide.go_to(topic.value)
    assert guide.text.textCursor().block() == guide.headings()[list(Topic).index(topic)]


def test_an_unknown_topic_shows_the_beginning(qtbot):
    guide = Guide(ENGLISH)
    qtbot.addWidget(guide)
    guide.go_to("nowhere")
    assert guide.text.textCursor().block() == guide.headings()[0]


@pytest.mark.parametrize("language", languages(), ids=str)
def test_every_language_says_the_same_amount(language):
    english, other = guide_text(ENGLISH), guide_text(language)
    assert english.count("\n## ") == other.count("\n## ")
    assert english.count("\n- ") == other.count("\n- ")
    assert 0.8 < len(other) / len(english) < 1.5


def test_about_tells_the_version_and_shows_every_licence(qtbot):
    about = About()
    qtbot.addWidget(about)
    about.show()
    assert any(__version__ in text for text in texts(about))
    assert about.choice.count() == len(licences()) > 0
    for position in range(about.choice.count()):
        about.choice.setCurrentIndex(position)
        assert len(about.text.toPlainText()) > 200, about.choice.currentText()
