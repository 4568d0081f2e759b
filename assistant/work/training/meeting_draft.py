"""Keeps what a meeting agreed on and has not recorded yet, and what is half typed of its record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from assistant.case import Case
from assistant.store import Ledger
from assistant.work.agenda import Place
from assistant.work.drafts import Drafts, drafts_of
from assistant.work.training import draft_of_meeting
from assistant.work.training.debrief import MetAbout
from assistant.work.training.meeting import Difference

_SIDES = "sides"


class MeetingDraft:
    """The draft of whoever is at work of a meeting about a scenario or a case; a help, which never fails."""

    def __init__(self, ledger: Ledger, of: MetAbout) -> None:
        name = draft_of_meeting(of.id, ledger.actor)
        self.texts = Drafts(drafts_of(ledger.database.name, name))
        """What is half typed, by the name of its line."""

    def settle(self, settled: Mapping[Place, int], readings: Sequence[Case]) -> None:
        """Keep whose side was taken where."""
        sides = {str(place): readings[side].id for place, side in settled.items()}
        self.texts.keep(_SIDES, json.dumps(sides) if sides else "")

    def settled(self, found: Iterable[Difference], readings: Sequence[Case]) -> dict[Place, int]:
        """What was settled of these differences, with readers that are still there."""
        try:
            sides = dict(json.loads(self.texts.get(_SIDES) or "{}"))
        except (ValueError, TypeError):
            return {}
        names = [case.id for case in readings]
        return {one.place: names.index(side) for one in found if (side := sides.get(str(one.place))) in names}

    def forget(self) -> None:
        """It was recorded."""
        for place in self.texts.places():
            self.texts.forget(place)
