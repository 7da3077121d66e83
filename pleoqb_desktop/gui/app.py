"""Opens the window: the wizard until set-up is complete, then the main window."""

from pleoqb_desktop.bootstrap import Choice


def open_window(choice: Choice) -> int:
    """Runs the window until it is closed; the exit code."""
    raise NotImplementedError(choice)
