"""The order of the interview: what is asked of a case now, how far it has come, and what waits.

The order is the pack's: record types as it lists them, and within a record the core questions before the
detail. A question behind a gate is skipped until the gate is answered, and for good when it is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from assistant.case import Answer, At, Case, Key
from assistant.pack import Area, Pack, Question, RecordType
from assistant.work.detail import calls_for_detail

StepState = Literal["open", "answered", "uncertain", "not_applicable"]
GateState = Literal["asked", "waiting", "closed"]


Covers: TypeAlias = "frozenset[At] | None"
"""The questions that what is read speaks of, as in a scenario; None for all, as in an inspection."""


class Step(NamedTuple):
    """One question as it is asked of one record now."""

    at: At
    question: Question
    state: StepState

    @property
    def is_core(self) -> bool:
        """Whether the question belongs to the core, asked before the detail."""
        return self.question.importance == "core"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far some questions have come. Detail may be left for later, so the two are counted apart."""

    settled: int = 0
    uncertain: int = 0
    core: int = 0
    detail_settled: int = 0
    detail: int = 0

    @property
    def is_done(self) -> bool:
        """Whether every core question is settled or uncertain; where all is detail, every detail settled."""
        if not self.core:
            return 0 < self.detail == self.detail_settled
        return self.settled + self.uncertain == self.core

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.settled + other.settled,
            self.uncertain + other.uncertain,
            self.core + other.core,
            self.detail_settled + other.detail_settled,
            self.detail + other.detail,
        )


class Chapter(NamedTuple):
    """Record types that stand together: those of one area, or one that belongs to none."""

    area: Area | None
    kinds: tuple[RecordType, ...]


def chapters(pack: Pack) -> tuple[Chapter, ...]:
    """The record types in the pack's order, those of an area that follow one another together."""
    found: list[Chapter] = []
    for kind in pack.record_types.values():
        name = pack.area_of(kind.id)
        area = pack.areas[name] if name else None
        if area and found and found[-1].area == area:
            found[-1] = Chapter(area, (*found[-1].kinds, kind))
        else:
            found.append(Chapter(area, (kind,)))
    return tuple(found)


def keys(case: Case, pack: Pack, kind: RecordType) -> tuple[Key, ...]:
    """The records of a type that are in the case, in the order they are asked."""
    match kind.many:
        case "one":
            return (Key(kind.id),)
        case "each_area":
            return tuple(Key(kind.id, area) for area in pack.areas)
        case "many":
            return tuple(record.key for record in case.of_type(kind.id))


def gate(case: Case, pack: Pack, at: At) -> GateState:
    """Whether a question is asked now, waits for the answer to a gate, or is switched off."""
    if not pack.asks(pack.questions[at.key.record][at.question], at.key.label):
        return "closed"
    waits = False
    for ref, wanted in pack.gates.get((at.key.record, at.question), ()):
        place = At(at.key if ref.own else Key(ref.record, ref.area), ref.question)
        state = gate(case, pack, place)
        answer = case.answer(place)
        if state == "closed" or (answer and answer.state == "not_applicable"):
            return "closed"
        if state == "waiting" or answer is None or answer.state == "uncertain":
            waits = True
        elif answer.value not in wanted:
            return "closed"
    return "waiting" if waits else "asked"


def steps(case: Case, pack: Pack, key: Key) -> tuple[Step, ...]:
    """The questions that are asked of a record now, core before detail."""
    found = []
    for question in pack.questions[key.record].values():
        at = At(key, question.id)
        if gate(case, pack, at) == "asked":
            answer = case.answer(at)
            found.append(Step(at, question, answer.state if answer else "open"))
    return tuple(sorted(found, key=lambda step: not step.is_core))


def waiting(case: Case, pack: Pack, key: Key) -> int:
    """How many questions of a record wait for the answer to another."""
    return sum(gate(case, pack, At(key, name)) == "waiting" for name in pack.questions[key.record])


def every_step(case: Case, pack: Pack) -> Iterator[Step]:
    """Every question that is asked now, in the order of the interview."""
    for kind in pack.record_types.values():
        for key in keys(case, pack, kind):
            yield from steps(case, pack, key)


class Closing(NamedTuple):
    """The place where a section that repeats is added to or closed: after its records."""

    section: str

    def __str__(self) -> str:
        return f"{self.section}:"


Place: TypeAlias = "At | Closing"
"""Where an interview can stand."""


def places(case: Case, pack: Pack) -> Iterator[Place]:
    """Every place of the interview in its order."""
    for kind in pack.record_types.values():
        for key in keys(case, pack, kind):
            yield from (step.at for step in steps(case, pack, key))
        if kind.many == "many":
            yield Closing(kind.id)


def progress(found: Iterable[Step], covers: Covers = None) -> Progress:
    """How far some questions have come; where some are covered alone, of these, all alike."""
    counted = Progress()
    for step in found:
        settled = step.state in ("answered", "not_applicable")
        if not is_covered(step.at, covers):
            continue
        if step.is_core or covers is not None:
            counted += Progress(settled, step.state == "uncertain", 1)
        else:
            counted += Progress(detail_settled=int(settled), detail=1)
    return counted


def next_open(case: Case, pack: Pack, after: Place | None, covers: Covers = None) -> Place | None:
    """The next place that asks for something: core questions and open sections first, then detail.

    Among detail, questions of a record whose core answers call for it come first. The search begins after the place
    given and goes round once; None where nothing is left. Where a scenario covers some questions, no other counts.
    """
    found = list(places(case, pack))
    start = found.index(after) + 1 if after in found else 0
    turned = [place for place in (*found[start:], *found[:start]) if place != after]
    left = [place for place in turned if is_open(case, place) and is_covered(place, covers)]
    first = [place for place in left if isinstance(place, Closing) or is_core(pack, place)]
    called_for = [place for place in left if is_called_for(case, pack, place)] if not first else []
    return next(iter(first or called_for or left), None)


def is_called_for(case: Case, pack: Pack, place: Place) -> bool:
    """Whether detail is asked for here, and a core answer beside it is poor, uncertain or disputed."""
    if isinstance(place, Closing) or is_core(pack, place):
        return False
    return calls_for_detail(case, pack, place.key)


def is_open(case: Case, place: Place) -> bool:
    """Whether a place still asks for something: a question unanswered, or a section not closed."""
    if isinstance(place, Closing):
        return place.section not in case.complete | case.sampled
    return case.answer(place) is None


def is_core(pack: Pack, at: At) -> bool:
    """Whether a question belongs to the core."""
    return pack.questions[at.key.record][at.question].importance == "core"


def is_covered(place: Place, covers: Covers) -> bool:
    """Whether what is read speaks of a place."""
    return covers is None or place in covers


def neighbour(
    case: Case, pack: Pack, place: Place, by: Literal[-1, 1], covers: Covers = None
) -> Place | None:
    """The place before or after another, of those that are covered, or None at either end."""
    found = [one for one in places(case, pack) if one == place or is_covered(one, covers)]
    if place not in found:
        return next(iter(found), None)
    there = found.index(place) + by
    return found[there] if 0 <= there < len(found) else None


def is_immediate(question: Question, answer: Answer | None) -> bool:
    """Whether an answer says that somebody may need protecting today."""
    if answer is None:
        return False
    said = str(answer.value) if answer.state == "answered" else answer.state
    return said in question.immediate


def action_place(pack: Pack) -> At | None:
    """The question that tells what was done at once: the one with answers that stand until they change."""
    for kind in pack.record_types.values():
        if kind.many == "one":
            for question in pack.questions[kind.id].values():
                if question.outstanding:
                    return At(Key(kind.id), question.id)
    return None


class Danger(NamedTuple):
    """What needs action now: where it was said, and what stands outstanding."""

    said_at: tuple[At, ...]
    action: At
    state: Literal["unstated", "outstanding", "denied"]
    """Nothing is recorded of what was done; or something of it is outstanding; or nobody was found who has to act."""

    @property
    def is_unstated(self) -> bool:
        """Whether nothing is recorded yet of what was done."""
        return self.state == "unstated"


def immediate(case: Case, pack: Pack) -> tuple[At, ...]:
    """Where it was said that somebody may need protecting today."""
    return tuple(
        At(record.key, name)
        for record in case.records.values()
        for name, answer in record.answers.items()
        if is_immediate(pack.questions[record.key.record][name], answer)
        and gate(case, pack, At(record.key, name)) == "asked"
    )


def danger(case: Case, pack: Pack) -> Danger | None:
    """What needs action now, or None: an immediate answer without its action or against it, or an action outstanding.

    An answer that gives no reason says nothing of what was done, so an immediate answer beside it stands. One that
    names a child in danger stands too beside an answer by which nobody has to act, whatever its reason.
    """
    action = action_place(pack)
    if action is None:
        return None
    said_at = immediate(case, pack)
    answer = case.answer(action)
    question = pack.questions[action.key.record][action.question]
    if answer and answer.state == "answered" and answer.value in question.outstanding:
        return Danger(said_at, action, "outstanding")
    states_nothing = answer is None or answer.state == "uncertain" or not (answer.reason or "").strip()
    if said_at and states_nothing:
        return Danger(said_at, action, "unstated")
    acted = {choice.id for choice in question.answers if choice.reason}
    certain = tuple(at for at in said_at if (one := case.answer(at)) and one.state == "answered")
    if certain and answer and answer.state == "answered" and answer.value not in acted:
        return Danger(certain, action, "denied")
    return None


def is_stopped(case: Case, pack: Pack, places: Iterable[At | None]) -> bool:
    """Whether what was done must be told before anything is changed at these places; None is any other."""
    now = danger(case, pack)
    return now is not None and now.is_unstated and not set(places) <= {*now.said_at, now.action}
