"""Form rows and fields: one helper gives every control its label, buddy, accessible name and help; nothing here knows a page."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QBoxLayout,
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.gui.theme import TEXT, ThemedButtons, Tone, WrappedLabel, enlarged, unit

_ANSWER_MILLISECONDS = 1500


def announce(widget: QWidget, text: str) -> None:
    """Has a screen reader say it, without moving the focus."""
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def clear_by_escape(field: QLineEdit) -> None:
    """Escape empties a search, as people expect of one."""
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), field)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(field.clear)


def name_control(control: QWidget, name: str, description: str = "") -> None:
    """What a screen reader says of a control; `name` may hold a mnemonic's mark."""
    control.setAccessibleName(without_mnemonic(name))
    control.setAccessibleDescription(description)
    if description and not isinstance(control, QAbstractItemView):
        control.setToolTip(plain_tip(description))


def without_mnemonic(text: str) -> str:
    """A label's words without the mark of its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def plain_tip(text: str) -> str:
    """A text for a tool tip, which Qt would otherwise guess to be HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").join(("<p>", "</p>"))


def picked_day(field: QDateEdit) -> date:
    """The day that stands in a field."""
    day = field.date()
    return date(day.year(), day.month(), day.day())


class FormRow(QWidget):
    """A label above its control, with a line of help below; `say` gives it its words, again when the language changes."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.label = QLabel(self)
        self.help = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(getattr(control, "field", control))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) // 2)
        layout.addWidget(self.label)
        layout.addWidget(control)
        layout.addWidget(self.help)
        self.help.hide()

    def say(self, label: str, help_text: str = "") -> None:
        """The label (with its mnemonic) and the help."""
        self.label.setText(label)
        self.help.setText(help_text)
        self.help.setVisible(bool(help_text))
        name_control(getattr(self.control, "field", self.control), label, help_text)


class CopyButton(QToolButton):
    """Copies a text that stands elsewhere."""

    def __init__(self, text: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copied = text
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self.copy)
        self._answered = QTimer(self)
        self._answered.setSingleShot(True)
        self._answered.setInterval(_ANSWER_MILLISECONDS)
        self._answered.timeout.connect(self._say_again)
        self._words = ""
        self._icons = ThemedButtons()
        self._icons.add(self, "copy")

    def say(self, words: str, name: str = "") -> None:
        """Its words; `name` says more to a screen reader where several buttons have the same."""
        self._words = words
        self.setText(words)
        self.setAccessibleName(name or words)

    @Slot()
    def copy(self) -> None:
        """Puts the text on the clipboard, and says for a moment that it is there."""
        QGuiApplication.clipboard().setText(self._copied())
        self.setMinimumWidth(self.width())
        self.setText(self.tr("Copied"))
        announce(self, self.text())
        self._answered.start()

    @Slot()
    def _say_again(self) -> None:
        self.setText(self._words)
        self.setMinimumWidth(0)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._icons.refresh()


class CopyField(QWidget):
    """A text to read and to copy, with the button that copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setReadOnly(True)
        self.button = CopyButton(self.field.text, self)
        _in_a_row(self, self.field, self.button)

    def say(self, copy: str) -> None:
        """The words of the button."""
        self.button.say(copy)

    def set_text(self, text: str) -> None:
        """What stands there, shown from its beginning."""
        if text != self.field.text():
            self.field.setText(text)
            self.field.setCursorPosition(0)


class SecretField(QWidget):
    """A field whose text is hidden, with a button that pastes and one that shows it."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(4096)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.field.returnPressed.connect(self.entered)
        self.paste_button = QToolButton(self)
        self.paste_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.paste_button.clicked.connect(self.paste)
        self.show_button = QToolButton(self)
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._on_shown)
        self._icons = ThemedButtons()
        self._icons.add(self.paste_button, "paste")
        self._icons.add(self.show_button, "eye")
        _in_a_row(self, self.field, self.show_button, self.paste_button)

    def say(self, paste: str, show: str) -> None:
        """The words of the buttons."""
        self.paste_button.setText(paste)
        self.paste_button.setAccessibleName(paste)
        name_control(self.show_button, show, show)

    def text(self) -> str:
        """What stands there, without surrounding space."""
        return self.field.text().strip()

    @Slot()
    def paste(self) -> None:
        """Takes what the clipboard holds; a text of many lines becomes one."""
        self.field.setText("".join(QGuiApplication.clipboard().text()[:8192].split("\n")).strip())
        self.field.setFocus()

    @Slot(bool)
    def _on_shown(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._icons.refresh()


class RadioChoice(QWidget):
    """A question with its answers below each other; a line of help under them."""

    chosen = Signal(object)
    """The answer that was clicked."""

    def __init__(self, answers: Sequence[object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = WrappedLabel(parent=self)
        self.title.setFont(enlarged(self.font(), TEXT, bold=True))
        self.help = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._group = QButtonGroup(self)
        self._answers = list(answers)
        self.buttons = [QRadioButton(self) for _ in self._answers]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        for part in (self.title, *self.buttons, self.help):
            layout.addWidget(part)
        for position, button in enumerate(self.buttons):
            self._group.addButton(button, position)
        self._group.idClicked.connect(lambda position: self.chosen.emit(self._answers[position]))
        self.help.hide()

    def say(self, title: str, answers: Sequence[str]) -> None:
        """The question and the words of its answers."""
        self.title.setText(title)
        for button, words in zip(self.buttons, answers, strict=True):
            button.setText(words)
            name_control(button, f"{title} {words}")

    def put_beside(self, answer: object, control: QWidget) -> None:
        """Has a control stand on the line of an answer, whose words it ends."""
        button, layout = self.buttons[self._answers.index(answer)], self.layout()
        if isinstance(layout, QVBoxLayout):
            row, place = QHBoxLayout(), layout.indexOf(button)
            layout.removeWidget(button)
            row.addWidget(button)
            row.addWidget(control)
            row.addStretch(1)
            layout.insertLayout(place, row)

    def say_help(self, words: str) -> None:
        """What is to know about it; nothing hides the line."""
        self.help.setText(words)
        self.help.setVisible(bool(words))

    def show_answer(self, answer: object) -> None:
        """What is chosen; an answer that is none of these shows none."""
        self._group.setExclusive(False)
        for button, one in zip(self.buttons, self._answers, strict=True):
            button.setChecked(one == answer)
        self._group.setExclusive(True)


class Folded(QWidget):
    """A part that is opened by its heading: closed until somebody needs it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.heading = QToolButton(self)
        self.heading.setCheckable(True)
        self.heading.setAutoRaise(True)
        self.heading.setArrowType(Qt.ArrowType.RightArrow)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.toggled.connect(self._on_toggled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(content)
        content.hide()

    def say(self, heading: str) -> None:
        """The words of the heading."""
        self.heading.setText(heading)
        self.heading.setAccessibleName(heading)

    def open(self) -> None:
        """Shows the content."""
        self.heading.setChecked(True)

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - a slot
        self.heading.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.content.setVisible(opened)


def _in_a_row(owner: QWidget, field: QLineEdit, *buttons: QAbstractButton) -> None:
    layout = QHBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(unit(owner) // 2)
    layout.addWidget(field, 1)
    owner.setFocusProxy(field)
    for button in buttons:
        layout.addWidget(button)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)


def stacked(
    *parts: QWidget | QBoxLayout, spacing: int | None = None, margins: int = 0, parent: QWidget | None = None
) -> QWidget:
    """Parts below each other, in a widget of their own."""
    return _box(QVBoxLayout, parts, spacing, margins, parent)


def beside(
    *parts: QWidget | QBoxLayout | None, spacing: int | None = None, margins: int = 0, parent: QWidget | None = None
) -> QWidget:
    """Parts side by side; None is the space that gives way."""
    return _box(QHBoxLayout, parts, spacing, margins, parent)


def _box(kind: Any, parts: Any, spacing: int | None, margins: int, parent: QWidget | None) -> QWidget:
    owner = QWidget(parent)
    layout = kind(owner)
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(unit(owner) if spacing is None else spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return owner
