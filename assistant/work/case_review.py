"""The framework's case review: what its readings say, and what inspector and RIM state, each for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.case import Case
from assistant.document import printable
from assistant.reasoning import Judged, Judging, ReviewReading
from assistant.reasoning.phrases import say
from assistant.store import Event, Ledger, Standing, Stated
from assistant.store.kinds import CaseReviewStated
from assistant.work.deciding import by_and_at, may_decide, need_reasons

Speaker = Literal["inspector", "rim"]
SPEAKERS: Mapping[Speaker, str] = {"inspector": "inspector", "rim": "RIM"}
"""Who states whether a case review is held, each for themselves."""
SPELT: Mapping[Speaker, str] = {"inspector": "inspector", "rim": "regulatory inspection manager (RIM)"}
"""The same, as they are called where somebody may not know the short word."""


def spelt(role: str) -> str:
    """A role as it is called where somebody may not know the short word."""
    return SPELT["rim"] if role == "rim" else role.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Reading:
    """One published reading, as it bears on the case."""

    label: str
    told: str
    """Whether a review is to be considered, in the pack's words."""
    is_considered: bool
    urgency: str | None
    is_certain: bool
    """Whether no open answer can change it."""
    because: tuple[str, ...]
    """The sentences of the rules that it rests on."""

    @property
    def says(self) -> str:
        """Whether a review is to be considered, and how soon: `… is to be considered (urgent)`."""
        return f"{self.told} ({self.urgency})" if self.urgency else self.told


@dataclass(frozen=True, slots=True)
class Readings:
    """The published readings side by side, and the judgement that they follow."""

    after: str | None
    """The judgement that was recorded; None while they follow what is known."""
    each: tuple[Reading, ...]


def readings(judging: Judging, judged: Judged) -> Readings:
    """What the published readings say: by the judgement where one is recorded, else by what is known.

    They speak of a home that has declined, which is for the inspector to judge; so after a departure
    they follow the judgement and not the proposal.
    """
    made, pack = judged.case.judgement, judged.pack
    if made is None or made.decided not in pack.judgements:
        certain = judged.certain.case_review
        known = [_reading(judged, one, certain.get(one.reading)) for one in judged.known.case_review]
        return Readings(None, tuple(known))
    found = judging.readings_after(judged, made.decided)
    return Readings(made.decided, tuple(_reading(judged, one, truth) for one, truth in found))


def _reading(judged: Judged, one: ReviewReading, truth: bool | None) -> Reading:  # noqa: FBT001  # of three values
    pack = judged.pack
    words = pack.words.case_review
    return Reading(
        next(known.label for known in pack.words.readings if known.id == one.reading),
        words.consider if one.consider else words.not_considered,
        one.consider,
        one.urgency,
        truth is not None,
        tuple(say(pack, judged.case, pack.rules_by_id[rule]) for rule in one.rests_on),
    )


def stated_by(standing: Standing, speaker: Speaker) -> Stated | None:
    """What the inspector, or the RIM, stated last."""
    return next((one for one in standing.case_review if one.told.by == speaker), None)


def holder(case: Case, speaker: Speaker) -> str | None:
    """Who the case's head names for an office; None where it names nobody, as it never does the RIM.

    Whoever states something is who was signed in, and that may be another.
    """
    return case.inspection.inspector if speaker == "inspector" and case.inspection else None


def told_by(case: Case, speaker: Speaker, stated: Stated | None) -> str:
    """Whom the case names for an office, under which account it was stated, and when."""
    name = holder(case, speaker)
    if stated is None:
        return name or ""
    if stated.came:
        return by_and_at(stated.by or name, None, stated.at)
    return by_and_at(name, stated.by, stated.at)


def told_state(standing: Standing) -> str:
    """How far the case review has come on a line: `inspector: held · RIM: not stated`; empty before anybody spoke."""
    if not standing.case_review:
        return ""
    return " · ".join(f"{name}: {held(stated_by(standing, by))}" for by, name in SPEAKERS.items())


def is_awaited(judging: Judging, judged: Judged, standing: Standing) -> bool:
    """Whether a case review is to be considered by either reading, and one of the two has not stated a view of it."""
    found = readings(judging, judged).each
    return any(one.is_considered for one in found) and len(standing.case_review) < len(SPEAKERS)


def told_both(standing: Standing) -> str:
    """What follows from the two views on it: that they differ, and then that no published text says who decides.

    Empty while not both are stated, and where they agree.
    """
    if len({one.told.is_held for one in standing.case_review}) < len(SPEAKERS):
        return ""
    return (
        "The two differ. The framework does not say whose view decides: talk it through, and whoever then "
        "sees it otherwise states it anew."
    )


def held(stated: Stated | None) -> str:
    """What was stated, in two words."""
    if stated is None:
        return "not stated"
    return "held" if stated.told.is_held else "not held"


def statement(by: Speaker, *, is_held: bool, reasons: str, options: str | None) -> CaseReviewStated:
    """What is stated, without what no text may hold."""
    weighed = printable(options or "").strip()
    return CaseReviewStated(by, is_held, printable(reasons).strip(), weighed or None)


def state(ledger: Ledger, standing: Standing, told: CaseReviewStated) -> Event:
    """Write what somebody states of the case review.

    Raises `Refused` where it comes before the own view or gives no reasons, or where the server does not
    allow it: the RIM's statement needs the role. Raises `Behind` where somebody else wrote meanwhile.
    """
    may_decide(ledger, standing.case)
    need_reasons(told.reasons)
    return ledger.append(standing.case.id, standing.sequence, told)[0]
