"""Colours can be read in light and dark, icons are there, sizes follow the font."""

from importlib.resources import files

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from pleoqb_desktop.gui import theme
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.ports.settings import Appearance


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1 contrast ratio."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.fixture(params=["light", "dark"])
def palette(request, qapp) -> QPalette:
    theme.apply_appearance(qapp, request.param)
    return qapp.palette()


@pytest.mark.parametrize("tone", [Tone.GOOD, Tone.CAUTION, Tone.BAD, Tone.INFO])
def test_words_of_every_tone_can_be_read_on_their_ground_and_on_the_window(tone, palette):
    ink = theme.ink(tone, palette)
    assert contrast(ink, theme.ground(tone, palette)) >= 4.5
    assert contrast(ink, palette.color(QPalette.ColorRole.Window)) >= 4.5
    plain = palette.color(QPalette.ColorRole.WindowText)
    assert contrast(plain, theme.ground(tone, palette)) >= 4.5


def test_in_high_contrast_the_systems_own_colours_alone_are_used(qapp, monkeypatch):
    monkeypatch.setattr(theme, "wants_contrast", lambda: True)
    given = QPalette(QColor("#202020"), QColor("#202020"))
    given.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    qapp.setPalette(given)
    for tone in Tone:
        assert theme.ink(tone, given) == QColor("#ffff00")
        assert theme.ground(tone, given) == QColor("#202020")
    theme.apply_appearance(qapp, "system")
    assert qapp.palette().color(QPalette.ColorRole.Base) == QApplication.style().standardPalette().color(
        QPalette.ColorRole.Base
    )


def test_nobody_asked_for_high_contrast_here(qapp):
    assert theme.wants_contrast() is False


def test_quiet_words_can_still_be_read(palette):
    ink = theme.ink(Tone.QUIET, palette)
    assert contrast(ink, palette.color(QPalette.ColorRole.Window)) >= 4.5
    assert contrast(ink, palette.color(QPalette.ColorRole.AlternateBase)) >= 4.5


@pytest.mark.parametrize(("appearance", "dark"), [("dark", True), ("light", False)])
def test_light_and_dark_are_what_they_say(appearance, dark, qapp):
    theme.apply_appearance(qapp, appearance)
    assert theme.is_dark(qapp.palette()) is dark


@pytest.mark.parametrize(
    ("window", "base"), [("#323232", "#2d2d2d"), ("#000000", "#000000"), ("#202020", "#202124"), ("#2b2f33", "#17191b")]
)
def test_fields_of_a_dark_desktop_stand_out_from_the_window(window, base):
    given = QPalette(QColor(window), QColor(window))
    for role, color in (("Base", base), ("AlternateBase", base), ("Text", "#ffffff"), ("WindowText", "#ffffff")):
        given.setColor(QPalette.ColorRole[role], QColor(color))
    given.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.WindowText, QColor("#777777"))
    shown = theme._with_fields_seen(given)
    fields, words = shown.color(QPalette.ColorRole.Base), shown.color(QPalette.ColorRole.Text)
    assert abs(fields.lightness() - QColor(window).lightness()) >= theme._SEEN
    assert contrast(words, fields) >= 7
    behind = shown.color(QPalette.ColorGroup.Inactive, QPalette.ColorRole.WindowText)
    assert behind == shown.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
    assert contrast(words, shown.color(QPalette.ColorRole.AlternateBase)) >= 7


def test_an_appearance_nobody_knows_is_the_systems(qapp):
    theme.apply_appearance(qapp, Appearance("purple"))
    assert theme.is_dark(qapp.palette()) is False


def test_every_icon_can_be_drawn_in_one_colour(qapp):
    names = [
        entry.name.removesuffix(".svg")
        for entry in files("pleoqb_desktop.resources").joinpath("icons").iterdir()
        if entry.name.endswith(".svg")
    ]
    assert len(names) > 25
    for name in names:
        picture = theme.render(name, QColor("#ff0000"), 24).toImage()
        colors = {
            picture.pixelColor(x, y).name()
            for x in range(24)
            for y in range(24)
            if picture.pixelColor(x, y).alpha() > 200
        }
        assert colors, f"{name} is empty"
        if name != "app":
            assert colors == {"#ff0000"}, f"{name} has a colour of its own"


def test_icons_of_buttons_follow_the_palette(qapp, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons = theme.ThemedButtons()
    theme.apply_appearance(qapp, "light")
    icons.add(button, "copy")
    light = button.icon().pixmap(16).toImage()
    theme.apply_appearance(qapp, "dark")
    icons.refresh()
    assert button.icon().pixmap(16).toImage() != light


def test_words_of_every_tone_in_an_open_window_follow_the_palette(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    theme.apply_appearance(qapp, "light")
    labels = [theme.WrappedLabel("words", window, tone=tone) for tone in Tone]
    window.show()
    theme.apply_appearance(qapp, "dark")
    ground = qapp.palette().color(QPalette.ColorRole.Window)
    qtbot.waitUntil(lambda: all(contrast(one.palette().windowText().color(), ground) >= 4.5 for one in labels))


def test_sizes_grow_with_the_font(qapp, qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    before = theme.unit(widget), theme.letters(widget, 10)
    widget.setFont(theme.enlarged(widget.font(), 2.0))
    assert theme.unit(widget) > before[0]
    assert theme.letters(widget, 10) > before[1]


def test_a_font_given_in_pixels_is_enlarged_too():
    font = QFont(QApplication.font())
    font.setPixelSize(10)
    assert theme.enlarged(font, 1.5).pixelSize() == 15


def test_words_of_strangers_are_plain_text(qtbot):
    label = theme.WrappedLabel("<b>bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is label.textFormat().PlainText
