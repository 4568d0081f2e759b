"""Textual's driver for browsers, made to draw everything again for a browser that comes back."""

from __future__ import annotations

from contextlib import suppress

from textual.app import App
from textual.drivers.web_driver import WebDriver

MODES = "\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?25l\x1b[?2004h"
"""What the driver says to a terminal once, when the app begins: its own screen, the mouse, pasting, no cursor."""


class Driver(WebDriver):
    """The driver of one app."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server says beside keys."""
        if packet_type == "repaint":
            self._app.call_later(_repaint, self._app)
        else:
            super().on_meta(packet_type, payload)

    def write(self, data: str) -> None:
        """Write for the browser; dropped where the server is gone, which ends the process soon."""
        with suppress(BrokenPipeError):
            super().write(data)


def _repaint(app: App[object]) -> None:
    from assistant.serve.app import ServedApp  # the server itself needs no screen

    if isinstance(app, ServedApp):
        app.look_again()
    for screen in app.screen_stack:
        screen.refresh(layout=True)
        for widget in screen.walk_children():
            widget.refresh()
