"""What stands in a window that nothing can be read in, until it grows; no key reaches what is under it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.tui.text import plain

LEAST = Size(20, 5)
"""The smallest window that a screen is drawn for."""


def fits(size: Size) -> bool:
    """Whether a window has room for a screen."""
    return size.width >= LEAST.width and size.height >= LEAST.height


class TooSmall(ModalScreen[None]):
    """One line, on each line there is: of a screen that is larger than its window any may be out of sight."""

    def compose(self) -> ComposeResult:
        """The line; it begins with what matters, as its end may be out of sight too."""
        told = f"Too small: {LEAST.width}×{LEAST.height} at least"
        yield Static(plain("\n".join([told] * self.app.size.height)), markup=False)

    def on_screen_resume(self) -> None:
        """What stood over it was left; the window may have grown meanwhile."""
        app = self.app
        if not getattr(app, "is_too_small", False):
            self.dismiss()
