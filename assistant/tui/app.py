"""The app: one case open at a time, or the list of cases. Small: screens and session do the work."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.driver import Driver
from textual.screen import Screen

from assistant.case import Case
from assistant.document import printable
from assistant.pack import Pack
from assistant.pack.to_judge_by import check_to_judge_by
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.store import Ledger, Standing, read
from assistant.tui.beside import Beside
from assistant.tui.drafts import Drafts, drafts_of
from assistant.tui.in_turn import InTurn
from assistant.tui.lasting import lasting
from assistant.tui.pasting import pasting
from assistant.tui.screens.base import Acting
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.too_small import LEAST, TooSmall, fits
from assistant.tui.session import Session
from assistant.tui.themes import FEW_COLOURS, IDS, THEMES
from assistant.work.configuration import chosen_theme, remember_theme
from assistant.work.keeping import pack_of
from assistant.work.proof_state import Proofs
from assistant.work.reveal import Reveal, reveal_of
from assistant.work.training.covering import covered_by

if TYPE_CHECKING:
    from assistant.tui.screens.samples import Sample

OTHER_SCREENS = Path(__file__).with_name("other_screens.tcss")
CRASHED = 70
"""The exit status after a crash (EX_SOFTWARE)."""


class ActionProvider(Provider):
    """The palette: the actions of the registry that are valid now, and nothing else."""

    async def discover(self) -> Hits:
        """All of them."""
        for title, help_, run in self._commands():
            yield DiscoveryHit(title, run, help=help_)

    async def search(self, query: str) -> Hits:
        """Those that match what is typed."""
        matcher = self.matcher(query)
        for title, help_, run in self._commands():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), run, help=help_)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        screen = self.screen
        if isinstance(screen, Acting):
            for action in screen.valid():
                if "1" not in action.keys.split(",") and action.id != "palette":
                    yield (
                        f"{action.label}  ({action.shown})",
                        action.help,
                        partial(screen.action_act, action.id),
                    )


OWN_VIEW = "judge-it-yourself"
"""The one case of the demonstration whose own view comes first."""


class SccifApp(InTurn, Beside):
    """Walks people through cases."""

    CSS_PATH = Path(__file__).with_name("styles.tcss")
    TITLE = "sccif-assistant"
    COMMANDS: ClassVar = {ActionProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True
    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "leave", show=False, priority=True)]

    def __init__(
        self, pack: Pack, ledger: Ledger, *, case: str | None = None, samples: Sequence[Sample] | None = None
    ) -> None:
        """The app on a ledger: with one case open, or with a list of samples, or of all cases."""
        super().__init__()
        self.pack, self.ledger, self.case_id, self.samples = pack, ledger, case, samples
        self.judging = Judging(pack, "meaning")
        self.session: Session | None = None
        self.proofs = Proofs.of(pack, None)
        self.crash_file: Path | None = None
        self.reading_failed: Exception | None = None
        """Why the terminal is read no more."""
        self.is_too_small = self._has_screens = False
        self._drawn_for = LEAST
        self.animation_level = "none"
        # With few colours those of the cursor and of the paper come out the same.
        self.has_few_colours = self.no_color or self.console.color_system in (None, "standard")
        for theme in FEW_COLOURS if self.has_few_colours else THEMES:
            self.register_theme(theme)
        self._begin_with(IDS[chosen_theme()])

    def _begin_with(self, theme: str) -> None:
        """The theme from the first frame on. Assigning it here has every style parsed twice: by Textual's own, then anew."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        dark = self.current_theme.dark
        self.update_classes(
            {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False
        )

    @property
    def is_demo(self) -> bool:
        """Whether this is the demonstration on the samples, in a ledger that is thrown away."""
        return self.samples is not None

    @property
    def has_list(self) -> bool:
        """Whether there is a list of cases to go back to."""
        return self.case_id is None

    def get_driver_class(self) -> type[Driver]:
        """The driver of this system's terminals, made to outlive one that is closed and to take what is pasted whole."""
        return lasting(pasting(super().get_driver_class()))

    def on_mount(self) -> None:
        """The list, or the samples, where the app is not one case's."""
        self.screen_change_signal.subscribe(self, self._style, immediate=True)
        self.set_class(self.has_few_colours, "-few-colours")
        if sys.platform != "win32" and not self.is_headless:
            loop = asyncio.get_running_loop()
            for ending in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(ending, self.exit, 128 + ending)
        if self.session is not None:
            self.call_after_refresh(self.verify, self.ledger.database, self.session.case.id)
        elif self.samples is not None:
            from assistant.tui.screens.samples import Samples

            self.push_screen(Samples(self.pack, self.samples))
        elif self.has_list:
            from assistant.tui.screens.cases import Cases

            self.push_screen(Cases())
        self.call_after_refresh(self.prove)
        self._has_screens = True
        self.call_after_refresh(self.cover_what_does_not_fit)

    def _style(self, screen: Screen[object]) -> None:
        """Read the styles of the other screens when the first of them comes: the interview begins without."""
        if not isinstance(screen, Interview) and not self.stylesheet.has_source(str(OTHER_SCREENS)):
            self.stylesheet.read(OTHER_SCREENS)
            self.stylesheet.parse()  # or what is styled next would still go by the rules before

    async def on_event(self, event: events.Event) -> None:
        """Whatever happens; of a size that nothing can be drawn in the screens are not told.

        A field that is one cell wide breaks Textual where a character takes two (`rich.cells.chop_cells`).
        A text that is pasted comes as it may be kept, so that a field shows what will be. That a terminal's reader
        (`assistant.tui.pasting`) has seen to it already is not counted on: another driver may have one of its own.
        """
        if isinstance(event, events.Paste):
            event.text = printable(event.text)
        if isinstance(event, events.Resize):
            self.is_too_small = not fits(event.size)
            self.cover_what_does_not_fit()
            if self.is_too_small:
                size = self._drawn_for
                event = events.Resize(size, size)
            self._drawn_for = event.size
        await super().on_event(event)

    def cover_what_does_not_fit(self) -> None:
        """In a window that is too small stands only that; all comes back as it was when it grows."""
        if not self._has_screens:
            return
        is_covered = isinstance(self.screen, TooSmall)
        if self.is_too_small and not is_covered:
            self.push_screen(TooSmall())
        elif is_covered and not self.is_too_small:
            self.pop_screen()
        elif is_covered:
            self.screen.refresh()

    def on_ready(self) -> None:
        """From here on garbage is looked for, where it was not while the app started, in what is made from here on."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def show_news(self) -> None:
        """Draw what was found beside the screen on every screen there is, unless they are being taken down."""
        for screen in self.screen_stack if self.is_running else ():
            if isinstance(screen, Acting) and screen.is_mounted:
                screen.show_news()

    def say_trouble(self, told: str) -> None:
        """Say what failed on every screen that has a line for it, unless they are being taken down."""
        for screen in self.screen_stack if self.is_running else ():
            if isinstance(screen, Acting):
                screen.tell(told, is_trouble=True)

    def get_default_screen(self) -> Screen[Any]:
        """The interview where the app is one case's; else an empty screen, over which the list comes."""
        if self.case_id is None:
            return super().get_default_screen()
        try:
            return self._interview(self.case_id)
        except Refused as refused:
            self.call_later(self.exit, 2, message=str(refused))
            return super().get_default_screen()

    def open_case(self, case_id: str, said: str = "") -> None:
        """Open a case of the ledger on the interview screen, and say there what was done with it before."""
        try:
            interview = self._interview(case_id)
        except Refused as refused:
            if isinstance(self.screen, Acting):
                self.screen.tell(f"{case_id} cannot be opened: {refused.problems[0].what}", is_trouble=True)
            return
        interview.session.said = said or interview.session.said
        self.push_screen(interview)
        if not self.is_demo:
            self.call_after_refresh(self.verify, self.ledger.database, case_id)

    def _interview(self, case_id: str) -> Interview:
        """The interview of a case of the ledger, which is the one that is open from here on. Raises `Refused`."""
        drafts = Drafts(drafts_of(self.ledger.database.name, case_id))
        standing = read(self.ledger, case_id)
        how = self.how_shown(self.ledger, standing.case)
        covers = covered_by(standing.case, self.pack)
        session = Session.open(self.ledger, standing, self._judging_of(standing), drafts, how, covers)
        session.show()
        self.session = session
        return Interview(session)

    def path_of(self, typed: str) -> Path:
        """The path that somebody typed, with `~` for their own folder. Raises `Refused` where no files are theirs."""
        path = Path(typed)
        with suppress(RuntimeError):  # `~somebody`, who has no folder here: there is no such file
            path = path.expanduser()
        return path

    def how_shown(self, ledger: Ledger, case: Case) -> Reveal:
        """Whether what the rules conclude of a case is shown throughout, or after its own view is sealed."""
        if self.is_demo:
            return "after_seal" if case.id == OWN_VIEW else "live"
        return reveal_of(ledger, case)

    def _judging_of(self, standing: Standing) -> Judging:
        """What judges a case by the pack that it is read by, which may be older than the one at hand."""
        pack = pack_of(self.ledger, standing, self.pack)
        return self.judging if pack is self.pack else Judging(check_to_judge_by(pack), "meaning")

    def close_case(self) -> None:
        """Back to the list, from whichever screen of the case."""
        self.session = None
        while not isinstance(self.screen, Interview):
            self.pop_screen()
        self.pop_screen()

    def next_theme(self) -> str:
        """Dark, light, high contrast, and round again; the one chosen last is kept for the next start. Gives its name."""
        names = list(IDS)
        chosen = names[([IDS[name] for name in names].index(self.theme) + 1) % len(names)]
        self.theme = IDS[chosen]
        remember_theme(chosen)
        return chosen

    def action_leave(self) -> None:
        """Leave, whatever has the focus."""
        self.leave()

    def leave(self) -> None:
        """Leave if all is on disk; where it cannot be saved, ask first, and once."""
        from assistant.tui.screens.confirming import Leaving

        session = self.session
        if session is None or session.is_saved or session.save():
            self.exit(0)
        elif not isinstance(self.screen, Leaving):
            self.push_screen(Leaving(session), lambda yes: self.exit(1) if yes else None)

    def _fatal_error(self) -> None:
        """End after a crash: no traceback on the terminal, since it would show what is in the case."""
        from assistant.work.crash import write_report

        self._return_code = CRASHED
        error = self._exception or self.reading_failed
        if error is not None and self.crash_file is None:
            self.crash_file = write_report(error)
        self._close_messages_no_wait()

    def panic(self, *_: RenderableType) -> None:
        """End as after any other crash; an error that can draw itself is not drawn either."""
        self._fatal_error()


__all__ = ["CRASHED", "SccifApp"]
