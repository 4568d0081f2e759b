"""A case that somebody works through: its changes, what waits for an answer, and what may be shown of it.

Knows neither screen nor terminal. Each change is in the ledger, or set aside, before anything else is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from assistant.case import At, Case, Change, parse_at
from assistant.case.changes import How
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Flag, Judged, Judging, covered_flags, flags
from assistant.store import Ledger, Standing
from assistant.store.kinds import ProposalShown
from assistant.work.drafts import Drafts
from assistant.work.interview import is_stopped
from assistant.work.keeping import shown
from assistant.work.open_case import OpenCase
from assistant.work.reveal import Reveal

_LINKS = "links"
STOPPED = Problem(
    "change-closed",
    "somebody may be in danger, and what was done is not recorded",
    "record what was done, who was told and when first",
)


def flags_name(*, is_covered: bool) -> str:
    """What the flags of a case are called."""
    return "thin or odd" if is_covered else "thin or odd, to look at again"


def flags_meant(*, is_covered: bool) -> str:
    """Of what the flags of a case are counted, and why there are others on the other side of the seal."""
    if is_covered:
        return (
            "Answers that rest on little, are odd or speak against another. Every answer is counted until you seal; "
            "after that only those that a finding rests on."
        )
    return (
        "Answers that rest on little, are odd or speak against another. Only those that a finding rests on are "
        "counted; before the seal every answer was."
    )


@dataclass
class AtWork:
    """What every face has of a case that is open: the case, what the rules make of it, and the notes that wait."""

    kept: OpenCase
    judging: Judging
    drafts: Drafts
    reveal: Reveal = "after_seal"
    _notes_seen: set[str] = field(default_factory=set)
    _judged: Judged | None = None

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.kept.case

    @property
    def pack(self) -> Pack:
        """The pack it is read and judged by."""
        return self.judging.pack

    @property
    def is_covered(self) -> bool:
        """Whether the inspector's own view comes first: nothing that the rules conclude is shown yet."""
        return self._is_covered(self.case)

    def _is_covered(self, case: Case) -> bool:
        return self.reveal == "after_seal" and case.sealed is None

    @property
    def judged(self) -> Judged:
        """What the rules make of the case as it is now; to be shown only once it is not covered."""
        return self._judge(self.case)

    def _judge(self, case: Case) -> Judged:
        """What the rules make of a case; of the one just judged without judging it again."""
        if self._judged is None or self._judged.case is not case:
            # The same changes are folded twice: once to be written with what they lead to, once when written.
            known = self._judged if self._judged and self._judged.case == case else None
            self._judged = replace(known, case=case) if known else self._judge_anew(case)
        return self._judged

    def _judge_anew(self, case: Case) -> Judged:
        return self.judging.live(case)

    def _shown(self, case: Case) -> tuple[ProposalShown, ...]:
        """The proposal that is shown of a case, where it is another than was shown last; none while it is covered."""
        if self._is_covered(case):
            return ()
        now = shown(self._judge(case))
        return () if now == self.kept.standing.proposal else (now,)

    def is_stopped(self, place: At | None) -> bool:
        """Whether what was done about a danger must be told before anything is changed at a place."""
        return is_stopped(self.case, self.pack, [place])

    def _begin(self) -> None:
        """Have what is shown written down beside each change, and take up the notes that wait for an answer."""
        self.kept.beside = self._shown
        for place in self.drafts.places():
            at = parse_at(place.removesuffix(f" {_LINKS}")) if place.endswith(f" {_LINKS}") else None
            if at and self.case.answer(at):
                self.drafts.forget(place)
        self._see_notes()

    # Notes that were written before there was an answer to link them to

    def wait(self, at: At, note: str, how: How | None) -> None:
        """A note waits for its question to be answered, or with None no longer; that is kept as drafts are."""
        pairs = [(name, way) for name, way in self.waiting(at) if name != note]
        pairs += [(note, how)] if how else []
        self.drafts.keep(f"{at} {_LINKS}", " ".join(f"{name}={way}" for name, way in pairs))

    def waiting(self, at: At) -> list[tuple[str, How]]:
        """The notes that wait to be linked to an answer here, and are still in the case.

        They are forgotten only with the next start: until then the answer may be undone, and they wait again.
        """
        found: list[tuple[str, How]] = []
        if self.case.answer(at):
            return found
        for pair in self.drafts.get(f"{at} {_LINKS}").split():
            name, _, how = pair.partition("=")
            if self.case.note(name):
                found.append((name, "contradicts" if how == "contradicts" else "supports"))
        return found

    def every_waiting(self) -> dict[At, list[tuple[str, How]]]:
        """The notes that wait to be linked, by the question whose answer they wait for."""
        places = (
            name.removesuffix(f" {_LINKS}") for name in self.drafts.places() if name.endswith(f" {_LINKS}")
        )
        found = {at: self.waiting(at) for at in map(parse_at, places) if at}
        return {at: pairs for at, pairs in found.items() if pairs}

    def next_note(self) -> str:
        """An id of the form `n1` that no note has or had in this sitting, nor any that waits."""
        number = len(self.case.notes) + 1
        while f"n{number}" in self._notes_seen:
            number += 1
        return f"n{number}"

    def _see_notes(self) -> None:
        """Remember the ids in use: after an undo they must not come to mean another note."""
        self._notes_seen.update(note.id for note in self.case.notes)
        for place in self.drafts.places():
            if place.endswith(f" {_LINKS}"):
                self._notes_seen.update(pair.partition("=")[0] for pair in self.drafts.get(place).split())


@dataclass
class Sitting(AtWork):
    """One case at which somebody sits, judged with all that is confirmed."""

    @classmethod
    def open(
        cls, ledger: Ledger, standing: Standing, judging: Judging, drafts: Drafts, reveal: Reveal
    ) -> Sitting:
        """A case of the ledger as it stands, read by the pack that `judging` judges by."""
        sitting = cls(OpenCase(ledger, standing, judging.pack), judging, drafts, reveal)
        sitting._begin()
        return sitting

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is thin, contradictory or odd."""
        case = self.case
        return covered_flags(case, self.pack) if self.is_covered else flags(self.judging.live(case))

    def _judge_anew(self, case: Case) -> Judged:
        return self.judging.confirm(super()._judge_anew(case))

    # Changing

    def do(self, *changes: Change, place: At | None = None) -> tuple[Problem, ...]:
        """Make the changes in one step and save. Gives what stands in the way, and then nothing was done.

        `place` is the question that changes are made at which name none themselves, as a note does.
        """
        if is_stopped(self.case, self.pack, [getattr(change, "at", place) for change in changes]):
            return (STOPPED,)
        errors = self.kept.do(changes)
        self._see_notes()
        return errors

    def undo(self) -> Sequence[Change]:
        """Take this person's last step back. Gives its changes; none where there is none. Raises `Refused`."""
        changes = self.kept.undo()
        self._see_notes()
        return changes

    def redo(self) -> Sequence[Change]:
        """Make the step again that was taken back last. Gives its changes; none where there is none. Raises `Refused`."""
        changes = self.kept.redo()
        self._see_notes()
        return changes

    def look(self) -> tuple[str, ...]:
        """Take in what others wrote to the case meanwhile. Gives who did, none where nobody changed it."""
        before, since = self.case, self.kept.standing.sequence
        with suppress(Refused):
            if self.kept.refresh() and self.case != before:
                self._see_notes()
                events = self.kept.standing.events
                others = {event.row.actor for event in events if event.sequence > since}
                return tuple(sorted(others))
        return ()

    def show(self) -> None:
        """Write down which proposal is told, where it is another than was told last."""
        if told := self._shown(self.case):
            with suppress(Refused):
                self.kept.record(*told)
