"""What fills the window: the wizard or the main window; each is a View, and the frame around them listens to it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget


class View(QWidget):
    """The content of the window. It never closes the window or makes an App: it asks the frame by a signal."""

    wizard_requested = Signal(object)
    """Open the wizard: at a `setup.flow.Step`, or None where the facts lead."""

    main_window_requested = Signal()
    """Open the main window: set-up is complete."""

    practice_requested = Signal(object)
    """Change to a practice company or back to the real ones (`choice.PracticeWish`)."""

    language_requested = Signal(object)
    """Change the language (`texts.Language`), at once."""

    appearance_requested = Signal(object)
    """Change to light, dark or system (`ports.settings.Appearance`), at once; remembering it is the view's own work."""

    help_requested = Signal(str)
    """Open the guide at a place (`gui.help.Topic`)."""

    close_requested = Signal()
    """Close the window."""

    def may_close(self) -> bool:
        """Asked before the window closes or shows something else; a view in the middle of something may ask the person."""
        return True

    def hides_instead(self) -> bool:
        """Asked before the window closes: whether it is only hidden, because the program goes on without it."""
        return False

    def retranslate_ui(self) -> None:
        """Writes every word again; called when the language has changed."""

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
