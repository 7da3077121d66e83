"""How the window looks where the platform leaves it open: icons, a few semantic colours, spacing, light and dark."""

from enum import StrEnum
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QSizePolicy, QWidget

from pleoqb_desktop.ports.settings import Appearance

_ROUND, _EDGE = 8, 0.12
_SEEN = 16
"""How far the ground of a field must be from the window in lightness, of 255."""


class Tone(StrEnum):
    """What a colour says; always beside an icon and a word."""

    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    INFO = "info"
    QUIET = "quiet"


# Contrast of each against its ground is at least 4.5 : 1 in light and dark (tested).
_INK = {
    Tone.GOOD: ("#17663a", "#7fdca4"),
    Tone.CAUTION: ("#7a4a00", "#f4c26b"),
    Tone.BAD: ("#a3221b", "#ff9d94"),
    Tone.INFO: ("#1c5292", "#8fc1ff"),
}
_GROUND = {
    Tone.GOOD: ("#e6f4ea", "#1c3526"),
    Tone.CAUTION: ("#fdf2dc", "#3d3018"),
    Tone.BAD: ("#fdeae8", "#432320"),
    Tone.INFO: ("#e8f1fb", "#1d2f45"),
}


def is_dark(palette: QPalette) -> bool:
    """Whether a palette is a dark one."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def wants_contrast() -> bool:
    """Whether the person asked the system for high contrast: its own colours alone are used then, words and icons tell the tone."""
    hints = (
        QGuiApplication.styleHints()
    )  # what it holds is gone with this wrapper (findings/pyside-hints-of-a-temporary.sh)
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def ink(tone: Tone, palette: QPalette) -> QColor:
    """The colour of words and icons of a tone."""
    if wants_contrast():
        return palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
    active = QPalette.ColorGroup.Active
    if tone is Tone.QUIET:
        words, window = (
            palette.color(active, QPalette.ColorRole.WindowText),
            palette.color(active, QPalette.ColorRole.Window),
        )
        return _mixed(words, window, 0.3)
    if tone not in _INK:
        return palette.color(QPalette.ColorRole.WindowText)
    return QColor(_INK[tone][is_dark(palette)])


def ground(tone: Tone, palette: QPalette) -> QColor:
    """The colour behind words of a tone."""
    if wants_contrast():
        return palette.color(QPalette.ColorRole.Window)
    if tone not in _GROUND:
        return palette.color(QPalette.ColorRole.AlternateBase)
    return QColor(_GROUND[tone][is_dark(palette)])


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    parts = [round(a + (b - a) * share) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)]  # type: ignore[index]
    return QColor(*parts)


# -- sizes -----------------------------------------------------------------------------------------------------------------


def unit(widget: QWidget) -> int:
    """Half a line of text: the step of all spacing, in device-independent pixels."""
    return max(round(widget.fontMetrics().height() / 2), 4)


def letters(widget: QWidget, count: int) -> int:
    """The width of so many letters."""
    return widget.fontMetrics().averageCharWidth() * count


TITLE, HEADING, TEXT = 1.5, 1.2, 1.0
"""The three sizes of letters, as parts of the person's own; emphasis within text is bold, not larger."""


def enlarged(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """A larger font of the same family; follows the person's own font size."""
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * factor)
    else:
        result.setPixelSize(round(font.pixelSize() * factor))
    if bold:
        result.setWeight(QFont.Weight.DemiBold)
    return result


# -- icons -----------------------------------------------------------------------------------------------------------------


@cache
def _drawing(name: str) -> str:
    return files("pleoqb_desktop.resources").joinpath("icons", f"{name}.svg").read_text("utf-8")


def render(name: str, color: QColor, side: int, ratio: float = 1.0) -> QPixmap:
    """One of our drawings (resources/icons) in one colour, `side` device-independent pixels square."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, color).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def _renderer(name: str, color: QColor) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color.name()).encode()))


def icon(name: str, palette: QPalette, tone: Tone = Tone.PLAIN) -> QIcon:
    """A drawing as an icon for buttons and lists, in the colours of this palette; make it anew when the palette changes."""
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    chosen = palette.color(QPalette.ColorRole.HighlightedText)
    return _icon(name, ink(tone, palette).name(), faint.name(), chosen.name())


@cache
def _icon(name: str, normal: str, disabled: str, selected: str) -> QIcon:
    """Drawn once for each set of colours: lists ask for it at every row they paint."""
    found = QIcon()
    colors = {QIcon.Mode.Normal: normal, QIcon.Mode.Disabled: disabled, QIcon.Mode.Selected: selected}
    for mode, color in colors.items():
        for side in (16, 24, 32, 48):
            found.addPixmap(render(name, QColor(color), side), mode)
    return found


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    found = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        found.addPixmap(render("app", QColor(), side))
    return found


class IconLabel(QWidget):
    """A drawing beside words, as high as a line of text (times `scale`). It says nothing by itself: the words do."""

    def __init__(
        self, name: str = "", tone: Tone = Tone.PLAIN, scale: float = 1.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._scale = name, tone, scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: Tone = Tone.PLAIN) -> None:
        """Shows another drawing; an empty name shows nothing."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    def sizeHint(self) -> QSize:
        """Square, from the font."""
        side = round(self.fontMetrics().height() * self._scale)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draws it in the palette's colour of the moment."""
        if self._name:
            painter = QPainter(self)
            _renderer(self._name, ink(self._tone, self.palette())).render(painter, QRectF(self.rect()))
            painter.end()


class Sheet(QFrame):
    """A quiet ground for what belongs together: round, without a frame of its own, in the colour of paper."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """From the palette of the moment; the edge is seen where paper and window are alike."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self.palette().color(QPalette.ColorRole.WindowText)
        edge.setAlphaF(1.0 if wants_contrast() else _EDGE)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        painter.end()


class ThemedButtons:
    """Keeps the icons of buttons in the colours of the palette: call `refresh` when it changes."""

    def __init__(self) -> None:
        self._icons: list[tuple[QAbstractButton, str]] = []

    def add(self, button: QAbstractButton, name: str) -> None:
        """Gives a button its drawing."""
        self._icons.append((button, name))
        button.setIcon(icon(name, QApplication.palette()))

    def refresh(self) -> None:
        """Draws all of them anew."""
        for button, name in self._icons:
            button.setIcon(icon(name, QApplication.palette()))  # not the button's: a class may have one of its own


class WrappedLabel(QLabel):
    """Words that wrap, are plain text whatever they hold, and can be read and copied by keyboard."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, tone: Tone = Tone.PLAIN) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # the role that a tone colours, on paper too
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tint()

    def set_tone(self, tone: Tone) -> None:
        """Changes the colour of the words."""
        self._tone = tone
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the colours of what it stands in; a palette of its own making changes nothing."""
        super().changeEvent(event)
        if (
            event.type() == QEvent.Type.PaletteChange
            and self.palette().color(QPalette.ColorRole.WindowText) != self._color()
        ):
            self._tint()

    def _color(self) -> QColor:
        return ink(self._tone, QApplication.palette(self))

    def _tint(self) -> None:
        if self._tone is not Tone.PLAIN:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, self._color())
            self.setPalette(palette)


# -- light and dark --------------------------------------------------------------------------------------------------------


def apply_appearance(app: QApplication, appearance: Appearance) -> None:
    """Light, dark, or as the system has it, at once. A platform that cannot be told gets a palette of our own."""
    wanted = {Appearance.LIGHT: Qt.ColorScheme.Light, Appearance.DARK: Qt.ColorScheme.Dark}.get(
        appearance, Qt.ColorScheme.Unknown
    )
    app.setPalette(QPalette())  # back to the style's own
    app.styleHints().setColorScheme(wanted)
    if wanted is not Qt.ColorScheme.Unknown and is_dark(app.palette()) != (wanted is Qt.ColorScheme.Dark):
        app.setStyle("Fusion")
        app.setPalette(_dark() if wanted is Qt.ColorScheme.Dark else _light())
    elif wants_contrast():
        return  # the person's own colours
    elif app.style().objectName() == "fusion" and is_dark(app.palette()):
        app.setPalette(_with_fields_seen(app.palette()))


class ChosenAppearance(QObject):
    """What was chosen last; drawn anew when the system goes light or dark, or to high contrast, and nothing else was chosen."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._chosen = Appearance.SYSTEM
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_system)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._on_system)

    @Slot(object)
    def choose(self, appearance: Appearance) -> None:
        """Light, dark or system, at once."""
        self._chosen = appearance
        apply_appearance(self._app, appearance)

    @Slot()
    def _on_system(self) -> None:
        """The system went light or dark, or to high contrast and back."""
        if self._chosen is Appearance.SYSTEM:
            apply_appearance(self._app, self._chosen)


def _with_fields_seen(palette: QPalette) -> QPalette:
    """A dark palette in which fields stand out: Qt's own style draws the edge of a field or a radio button darker than the window,
    where nobody sees it. Words stay as bright in a window that is not in front."""
    window, base = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Base)
    words = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
    seen = QPalette(palette)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        seen.setColor(QPalette.ColorGroup.Inactive, role, palette.color(QPalette.ColorGroup.Active, role))
    if abs(window.lightness() - base.lightness()) < _SEEN:
        deep = window.lightness() > 2 * _SEEN
        seen.setColor(QPalette.ColorRole.Base, window.darker(190) if deep else _mixed(window, words, 0.2))
        seen.setColor(QPalette.ColorRole.AlternateBase, window.darker(150) if deep else _mixed(window, words, 0.12))
    return seen


def _palette(
    window: str, base: str, other: str, text: str, button: str, faint: str, accent: str, link: str
) -> QPalette:
    role = QPalette.ColorRole
    colors = {
        role.Window: window, role.Base: base, role.AlternateBase: other, role.WindowText: text, role.Text: text,
        role.Button: button, role.ButtonText: text, role.ToolTipBase: other, role.ToolTipText: text, role.BrightText: "#ffffff",
        role.Highlight: accent, role.HighlightedText: "#ffffff", role.Link: link, role.LinkVisited: link,
        role.PlaceholderText: faint, role.Accent: accent,
    }  # fmt: skip
    palette = QPalette(QColor(button), QColor(window))
    for one, color in colors.items():
        palette.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(faint))
    return palette


def _dark() -> QPalette:
    return _palette("#2b2f33", "#17191b", "#33383c", "#eff0f1", "#31363b", "#a1a9b1", "#2f73b7", "#7cc0ff")


def _light() -> QPalette:
    return _palette("#f4f4f5", "#ffffff", "#eceef0", "#1f2225", "#f9f9fa", "#6b7178", "#2563a8", "#1c5292")


def text_width(font: QFont, text: str) -> int:
    """How wide a text is in a font."""
    return QFontMetrics(font).horizontalAdvance(text)
