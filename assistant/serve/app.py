"""The app as it is shown in a browser: it comes back to the case that was open, and no file here is the person's."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.store import Ledger
from assistant.tui.app import SccifApp
from assistant.tui.screens.cases import Cases

NO_FILES = Problem(
    "serve-no-files",
    "the app runs on a server, where no file is yours",
    "use the page Files, above the app, to bring a case file in or to take one away",
)


class ServedApp(SccifApp):
    """The app for one person, who may lose the line at any moment."""

    def __init__(self, pack: Pack, ledger: Ledger, kept: Path) -> None:
        """`kept` is the file in which the name of the open case is kept, for this person alone."""
        super().__init__(pack, ledger)
        self._kept = kept

    def on_mount(self) -> None:
        """The list of cases, and before it the case that was open when the line was lost."""
        super().on_mount()
        with suppress(OSError, UnicodeDecodeError):
            self.open_case(self._kept.read_text(encoding="utf-8"))

    def open_case(self, case_id: str, said: str = "") -> None:
        """Open a case, and remember which."""
        super().open_case(case_id, said)
        if self.session is None or self.session.case.id != case_id:
            self._kept.unlink(missing_ok=True)
            return
        with suppress(OSError):
            self._kept.touch(mode=0o600)
            self._kept.write_text(case_id, encoding="utf-8")

    def close_case(self) -> None:
        """Back to the list; no case is open."""
        super().close_case()
        self._kept.unlink(missing_ok=True)

    def look_again(self) -> None:
        """Read the list anew: a case may have come in meanwhile, on the page Files or on the form."""
        for screen in self.screen_stack:
            if isinstance(screen, Cases):
                screen.is_old = True
        if isinstance(self.screen, Cases):
            self.screen.read()

    def path_of(self, typed: str) -> NoReturn:  # noqa: ARG002  # whatever it is
        """No path that is typed here is one of the person's own machine."""
        raise Refused([NO_FILES])
