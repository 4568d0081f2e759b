"""A case that is open in the plain form: how it stands, where its pages are, and what each of them says."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

from assistant.case import Case, Change, parse_at
from assistant.document import printable
from assistant.pack.to_judge_by import check_to_judge_by
from assistant.problems import Problem
from assistant.reasoning import Judging
from assistant.reasoning.phrases import first_up
from assistant.store import Ledger, Standing, read, standing_of
from assistant.store.kinds import Happening
from assistant.store.permitted import may_write
from assistant.work.acting import danger_line
from assistant.work.drafts import Drafts, drafts_of
from assistant.work.interview import Closing, Place
from assistant.work.keeping import pack_of
from assistant.work.naming import caution, typed
from assistant.work.reveal import reveal_of
from assistant.work.review.record import behind, lapsed
from assistant.work.sitting import Sitting

Told = dict[str, Any]
"""What is answered for one page: `show` with a template and what it is `about`, or `to` with where to go on."""

_DIGITS = 9
"""More than a case can have events; Python refuses to read numbers that are very long."""


class Error(TypedDict):
    """What is wrong with a form, and the field that it is about."""

    field: str
    says: str


def errors_of(problems: Iterable[Problem], field_id: str) -> list[Error]:
    """Problems as a page tells them, at one of its fields."""
    return [Error(field=field_id, says=f"{first_up(one.what)}: {one.right}.") for one in problems]


@dataclass
class Opened:
    """One case, for one person."""

    ledger: Ledger
    at_hand: Judging
    """What judges by the pack at hand, for all cases that are read by it."""
    sitting: Sitting
    handle: str = field(default_factory=lambda: secrets.token_hex(4))
    """Stands for the case in addresses, in this session alone: what a case is called is in none."""
    said: str = ""
    """What was done last; told once."""
    asks: str = ""
    """What is asked about in what was typed last; told once."""
    sign_off: str = ""
    """What is to be told of a sign-off, once: that the case has one, or that it lapsed."""
    before: Standing | None = None
    """The case as it stood before the request that is answered."""
    may_change: bool = True
    """Whether whoever is signed in may answer in the case; the server sees to it, this page only offers no more."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Which place each number in an address stands for."""

    @classmethod
    def open(cls, ledger: Ledger, at_hand: Judging, case_id: str) -> Opened:
        """A case of the ledger. Raises `Refused` where it cannot be read, or judged by its pack."""
        opened = cls(ledger, at_hand, _sitting(ledger, at_hand, case_id))
        if told := behind(opened.sitting.kept.standing):
            opened.sign_off = f"The case is {told}; a change of it has that lapse."
        return opened

    def look(self) -> None:
        """Take in what others wrote meanwhile, and say who did. Raises `Refused` where the case is no longer there."""
        sitting = self.sitting
        before, since = sitting.case, sitting.kept.standing.sequence
        sitting.kept.refresh()
        case_id, standing = sitting.case.id, sitting.kept.standing
        if standing.pack != sitting.pack.digest:
            meetings = sitting.kept.meetings
            self.sitting = sitting = _sitting(self.ledger, self.at_hand, case_id)
            sitting.kept.meetings = meetings
        sitting.reveal = reveal_of(self.ledger, sitting.case)
        # The app beside this keeps its drafts in the same file.
        sitting.drafts = Drafts(drafts_of(self.ledger.database.name, case_id))
        others = {event.row.actor for event in standing.events if event.sequence > since}
        others -= {self.ledger.actor}
        if others and sitting.case != before and not self.said:
            self.said = f"{', '.join(sorted(others))} changed the case meanwhile."
        self.before = self.sitting.kept.standing
        self.may_change = may_write(self.ledger, case_id, "answered")

    def see_sign_off(self) -> None:
        """Tell with the next page where a sign-off lapsed by what the request did."""
        if self.before and (told := lapsed(self.before, self.sitting.kept.standing)):
            self.sign_off = f"{first_up(told)}."

    def do(self, seen: str, *changes: Change, place: Place | None = None) -> tuple[Problem, ...]:
        """Make changes to the case as it was on the page they come from. Gives why nothing was done.

        Afterwards all is in the ledger, or somebody else changed the same thing and the meeting waits.
        """
        sitting, kept = self.sitting, self.sitting.kept
        # INVARIANT: what a page says is written as of what that page showed: what others wrote since goes together
        # with it or meets it. `Forms.answer` keeps that number where a page is shown again (tests/serve/test_form.py).
        number = event_number(seen)
        if 0 < number < kept.standing.sequence:
            then = standing_of([one for one in kept.standing.events if one.sequence <= number])
            sitting.kept = replace(kept, standing=then)
        before = sitting.case
        problems = sitting.do(*changes, place=None if isinstance(place, Closing) else place)
        if not problems and sitting.kept.waiting:
            problems = self._give_up()
        if not problems:
            self.ask_about(changes, before)
        return problems

    def ask_about(self, happened: Iterable[Happening], before: Case) -> None:
        """Ask with the next page about what looks like a name in what was typed; it is kept all the same."""
        self.asks = caution(self.sitting.pack, typed(happened, before))

    def _give_up(self) -> tuple[Problem, ...]:
        """Why the case could not be written. Nothing waits: what was typed stays on the page that is shown again."""
        kept = self.sitting.kept
        problem = kept.trouble or Problem("store-unusable", "the store did not take it", "try again")
        self.sitting.kept = kept.give_up()  # the file would be the server's, where nobody finds it
        right = problem.right.rpartition("; ")[2]
        return (
            Problem(problem.code, f"not saved: {problem.what}", f"what you wrote is still here; {right}"),
        )

    def on(self, to: Place | str, said: str) -> Told:
        """Where to go on once something was done, which is told there; where it met another change, to settle that."""
        if self.sitting.kept.meetings:
            return {"to": self.address("meeting")}
        self.said = said
        return {"to": self.address(to)}

    # Addresses

    def address(self, to: Place | str = "") -> str:
        """Where a page of the case is: of a place of the interview, or by its name."""
        if not isinstance(to, str):
            to = f"q{self.numbers.setdefault(str(to), len(self.numbers) + 1)}"
        return f"/form/{self.handle}" + (f"/{to}" if to else "")

    def place(self, page: str) -> Place | None:
        """The place that a page is of; None where it is of none that this session knows."""
        name = next((one for one, number in self.numbers.items() if page == f"q{number}"), "")
        return Closing(name.removesuffix(":")) if name.endswith(":") else parse_at(name)

    # What every page says

    def page(
        self, name: str, title: str, *, page: Place | str = "", errors: Iterable[Error] = (), **about: Any
    ) -> Told:
        """A page of the case, with what all of them say."""
        sitting = self.sitting
        found = list(errors)
        once = " ".join(filter(None, (self.said, self.asks, self.sign_off)))
        self.said = self.asks = self.sign_off = ""
        kept = sitting.kept
        return {
            "show": f"form/{name}",
            "status": 422 if found else 200,
            "about": {
                "title": title,
                "case": sitting.case.id,
                "mode": _mode(sitting),
                "may_change": self.may_change,
                "home": self.address(),
                "pages": self._pages(page),
                "danger": self._danger(),
                "action": self.address("action"),
                "meetings": len(kept.meetings),
                "meeting": self.address("meeting"),
                "said": once,
                "errors": found,
                "here": self.address(page),
                "seen": str(kept.standing.sequence),
                **about,
            },
        }

    def _pages(self, current: Place | str) -> list[dict[str, Any]]:
        names = {"": "Questions", "head": "This inspection", "notes": "Notes", "left": "What is left"}
        if self.sitting.is_covered:
            names["own-view"] = "Own view"
        else:
            names |= {"proposal": "Proposal", "judgement": "Judgement", "case-review": "Case review"}
        return [
            {"name": told, "to": self.address(page), "is_here": page == current}
            for page, told in names.items()
        ]

    def _danger(self) -> str:
        """What needs action now; empty where nothing does."""
        told = danger_line(self.sitting.case, self.sitting.pack)
        return f"{told}." if told else ""


def _sitting(ledger: Ledger, at_hand: Judging, case_id: str) -> Sitting:
    standing = read(ledger, case_id)
    pack = pack_of(ledger, standing, at_hand.pack)
    judging = at_hand if pack is at_hand.pack else Judging(check_to_judge_by(pack), "meaning")
    drafts = Drafts(drafts_of(ledger.database.name, case_id))
    how = reveal_of(ledger, standing.case)
    return Sitting.open(ledger, standing, judging, drafts, how)


def _mode(sitting: Sitting) -> str:
    if sitting.is_covered:
        return "own view first"
    if sitting.case.judgement:
        return sitting.kept.standing.state
    return "own view sealed" if sitting.case.sealed else "live"


def event_number(seen: str) -> int:
    """The number of the event that a page was of, as its form says it; 0 where it says none."""
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= _DIGITS else 0


def written(form: Mapping[str, str], *names: str) -> dict[str, str]:
    """What was written into these fields of a form; nothing where one is not there."""
    return {name: printable(form.get(name, "")).strip() for name in names}
