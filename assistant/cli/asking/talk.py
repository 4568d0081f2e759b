"""What every part of the interview line by line works with: the case, the lines read and the page written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.case import Change, describe
from assistant.cli.asking.lines import Lines
from assistant.cli.problems import tell
from assistant.cli.terminal import Page, plain
from assistant.problems import Problem
from assistant.store import Standing
from assistant.work.naming import caution
from assistant.work.review.record import behind, lapsed
from assistant.work.sitting import Sitting

LEAVE = "."
"""Leaves what is being asked, and keeps what was written so far."""

_YES = ("y", "yes")


@dataclass
class Talk:
    """One interview line by line."""

    sitting: Sitting
    page: Page
    lines: Lines
    is_brief: bool = False
    proposed: str = ""
    """What was told last of the proposal."""
    is_warned: bool = False
    """Whether it was told what is to be known of the rules."""
    signed: Standing | None = None
    """The case as it stood when it was told last who stands behind it."""

    def say(self, text: str, indent: int = 0, marker: str = "") -> None:
        """Write a paragraph."""
        self.page.line(plain(text), indent, marker)

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Say why something is not done."""
        tell(problems)

    def tell_sign_off(self) -> None:
        """Say who stands behind the case as it is, where somebody does; that it lapses is told with what has it lapse."""
        self.signed = self.sitting.kept.standing
        if told := behind(self.signed):
            self.say(f"It is {told}; a change of the case has that lapse.")

    def saved(self, *typed: str | None) -> None:
        """Ask about what looks like a name in what was typed, and say what came of saving it.

        Where it could not be saved that is said, and where it was set aside; and where a sign-off lapsed by it.
        """
        if told := caution(self.sitting.pack, filter(None, typed)):
            self.say(told, 0, "? ")
        before, self.signed = self.signed, self.sitting.kept.standing
        if before and (told := lapsed(before, self.signed)):
            self.say(f"{told[0].upper()}{told[1:]}.")
        trouble = self.sitting.kept.trouble
        if not self.sitting.kept.is_saved and trouble is not None:
            self.say("NOT SAVED. What you wrote is not lost; it is tried again with the next change.")
            self.refuse([trouble])

    def text(self, what: str, draft: str, before: str = "") -> str | None:
        """A line, kept as a draft until it has become part of the case; None where it is left for now.

        An empty line takes the draft there is, or what stood there before. Raises `Ended`.
        """
        so_far = self.sitting.drafts.get(draft) or before
        if so_far:
            self.say(f"So far: {so_far}")
            what = f"{what} (an empty line keeps it)"
        line = self.lines.ask(what)
        if line == LEAVE:
            return None
        if line:
            self.sitting.drafts.keep(draft, line)
        return line or so_far

    def says_yes(self, what: str) -> bool:
        """Whether somebody answers yes to what is asked. Raises `Ended`."""
        return self.lines.ask(f"{what} Write yes or no").casefold() in _YES

    def put_aside(self, draft: str, text: str, word: str) -> None:
        """Keep what was written and could not be taken, and say how to take it up again."""
        if text.strip():
            self.sitting.drafts.keep(draft, text)
            self.say(f"What you wrote is kept as a draft. Write `{word}` alone to take it up again.")

    def describe(self, how: str, changes: Iterable[Change]) -> None:
        """Say what was done, each change in the pack's words."""
        for change in changes:
            self.say(f"{how}: {describe(change, self.sitting.pack)}.")
