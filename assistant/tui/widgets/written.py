"""A field for a text that stands under something to choose: its title says whether keys go there."""

from __future__ import annotations

from textual.widgets import TextArea


class Written(TextArea):
    """What is written, and a title that tells where the keys go."""

    def __init__(self, text: str, *, title: str, id: str) -> None:  # noqa: A002  # Textual's own word
        super().__init__(text, id=id, tab_behavior="focus", highlight_cursor_line=False)
        self.titled = title
        self.border_title = f"{title} (tab)"

    def on_focus(self) -> None:
        """Keys are written here."""
        self.border_title = f"▸ {self.titled}"

    def on_blur(self) -> None:
        """Tab comes here."""
        self.border_title = f"{self.titled} (tab)"
