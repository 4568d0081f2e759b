"""A drop-down that says what is chosen in it, on its border as fields do."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Select


class Titled(Select[str]):
    """A drop-down under a title. With a prompt it may be left empty; without one, something is always chosen."""

    def __init__(
        self,
        title: str,
        options: Iterable[tuple[str | Content, str]],
        *,
        value: str | None,
        id: str,  # noqa: A002  # Textual's own word
        prompt: str = "",
    ) -> None:
        chosen = Select.NULL if value is None else value
        super().__init__(options, prompt=prompt, allow_blank=bool(prompt), value=chosen, id=id)
        self.titled = title

    def on_mount(self) -> None:
        """The border is that of the part which shows what is chosen; the help asks the field itself."""
        self.query_one("SelectCurrent").border_title = self.border_title = self.titled
