"""The debrief: a trainee's own reading of a scenario beside that of its authors or of a panel, and what to talk of first.

Readers of the same evidence agree far from always, and a meeting about their differences is what helps; so this tells
what each saw, which rules that moved and whether the judgement with them, and calls no answer wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from assistant.case import Answer, At, Case, read_case
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where
from assistant.reasoning import gather
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.judge import propose
from assistant.reasoning.meaning import Evaluation, meaning
from assistant.reasoning.results import Known
from assistant.work.agenda import Item, Swap, agenda, by_label
from assistant.work.coefficients import Share
from assistant.work.training.model import Scenario


class MetAbout(Protocol):
    """What several read, and may meet about: a scenario, or a case of a real inspection."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def given(self) -> Case:
        """What all of them have of the evidence."""


Whose = Literal["authors", "panel"]
Moves = Literal["judgement", "rules", "nothing"]
Pair = tuple[str | None, str | None]
"""What the trainee has, and what the others have; None for nothing."""


@dataclass(frozen=True, slots=True)
class Point:
    """One difference: what was said, what it moves, and on what the others rest their answer."""

    item: Item
    said: tuple[Answer | None, Answer | None]
    """The trainee's answer and the others'; None for a record as a whole, and where nothing was said."""
    room: str | None
    """Why both can be defended, where the framework leaves room for both."""

    @property
    def at(self) -> At | None:
        """The question; None for a record that only one of the two has."""
        place = self.item.places[0] or self.item.places[1]
        return place if isinstance(place, At) else None

    @property
    def moves(self) -> Moves:
        """The gravest of what it moves, in either reading."""
        return "judgement" if self.item.swaps else "rules" if self.item.rules else "nothing"

    @property
    def swap(self) -> Swap | None:
        """What the trainee's own reading would come to with the others' answer."""
        return next((swap for swap in self.item.swaps if swap.of == 0), None)


@dataclass(frozen=True, slots=True)
class Debrief:
    """All of it. Points stand in the order in which to talk of them."""

    scenario: Scenario
    whose: Whose
    mine: Case
    theirs: Case
    judged: Pair
    """What each of the two decided."""
    proposed: tuple[str, str]
    """What the rules make of either reading, on what is known."""
    answered: Share
    """Of the questions that the scenario asks, beside those whose answers were given, how many the trainee settled."""
    is_proposed: bool
    """Whether the trainee's answers are enough for a proposal."""
    areas: Mapping[str, Pair]
    """What the trainee stated of each area, and what the others did, or else the rules make of their answers."""
    answers: Share
    """Of the questions that both settled, beside those whose answers were given."""
    points: tuple[Point, ...]


def debrief(base: RuleBase, scenario: Scenario, mine: Case, theirs: Case | None = None) -> Debrief:
    """A trainee's reading beside a panel's, or without one the authors'. Pure.

    Raises `Refused` where the trainee's is of other evidence, or holds no view of the trainee's own yet.
    """
    check_evidence(scenario, mine)
    if decided(mine) is None:
        what = "your own view comes first, so nothing of another's reading is told yet"
        right = "seal your view of the scenario, or record a judgement in the file, then ask again"
        raise Refused([Problem("use-own-view-first", what, right)])
    whose: Whose = "authors" if theirs is None else "panel"
    other = scenario.reading if theirs is None else theirs
    evidence = gather(mine, base.pack)
    found_of_mine = meaning(base, evidence)
    known = found_of_mine.known, _known(base, other)
    asked = [at for at, _ in scenario.asked()]
    stated = mine.sealed.areas if mine.sealed else {}
    found = {area: concluded.outcome for area, concluded in known[1].evaluations.items()}
    if is_without_areas(base.pack, known[1].judgement.outcome):
        found = {}
    held = other.sealed.areas if other.sealed else found
    points = _points(base, scenario, mine, other)
    if whose == "panel":  # what a panel left open is no difference from it
        points = (point for point in points if not is_left_open(point))
    return Debrief(
        scenario,
        whose,
        mine,
        other,
        (decided(mine), decided(other)),
        (known[0].judgement.outcome, known[1].judgement.outcome),
        Share(sum(mine.answer(at) is not None for at in asked), len(asked)),
        propose(evidence, known[0], found_of_mine.certain).judgement is not None,
        {area: (stated.get(area), held.get(area)) for area in base.pack.areas},
        together(same_answers(base, scenario, mine, other).values()),
        tuple(points),
    )


def is_left_open(point: Point) -> bool:
    """Whether the others said nothing of a question that the trainee answered."""
    return point.at is not None and point.said[1] is None


def panel_reading(path: Path, scenario: MetAbout, pack: Pack) -> Case:
    """A panel's reading of a scenario, from a case file. Raises `Refused` where it is of other evidence."""
    case = read_case(path, pack).case
    check_panel(scenario, case, str(path))
    return case


def check_panel(scenario: MetAbout, case: Case, file: str) -> None:
    """Raises `Refused` where a case is no reading of what is met about, or holds nothing that a panel agreed on."""
    check_evidence(scenario, case, file)
    if decided(case) is None:
        what = f"the reading `{case.id}` holds no judgement"
        right = "write what the panel agreed on as `judgement: {decided: sustained, reasons: why}`"
        raise Refused([Problem("shape-missing-field", what, right, Where(file))])


def check_evidence(scenario: MetAbout, case: Case, file: str | None = None) -> None:
    """Raises `Refused` where a case is no reading of the scenario, or of the case that is met about."""
    if case.evidence_id != scenario.given.evidence_id:
        what = f"this is a reading of `{case.evidence_id}`, not of `{scenario.id}`"
        right = f"write `evidence_id: {scenario.given.evidence_id}` in a reading of it"
        raise Refused([Problem("scenario-other", what, right, Where(file))])


def decided(case: Case) -> str | None:
    """The judgement of a reading: the view that was sealed before anything was shown, or else what was decided."""
    if case.sealed is not None:
        return case.sealed.judgement
    return case.judgement.decided if case.judgement else None


def is_without_areas(pack: Pack, judgement: str | None) -> bool:
    """Whether a judgement is one beside which no area is evaluated, as where none is due."""
    found = pack.judgements.get(judgement or "")
    return found is not None and found.without_areas


def reasons(case: Case) -> str | None:
    """The reasons that stand with it."""
    if case.sealed is not None:
        return case.sealed.reasons
    return case.judgement.reasons if case.judgement else None


def same_answers(base: RuleBase, scenario: Scenario, mine: Case, other: Case) -> Mapping[str, Share]:
    """Of the questions of each area that both settled, how many they answered alike; what was given is left out.

    What belongs to no area stands under the name of its record.
    """
    pack, agreeing, settled = base.pack, Counter[str](), Counter[str]()
    for key, record in mine.records.items():
        area = key.label if pack.record_types[key.record].many == "each_area" else pack.area_of(key.record)
        for coded in pack.coded[key.record]:
            at = At(key, coded.id)
            said, also = record.answers.get(coded.id), other.answer(at)
            if said and also and said.value and also.value and scenario.given.answer(at) is None:
                settled[area or key.record] += 1
                agreeing[area or key.record] += said.value == also.value
    return {area: Share(agreeing[area], settled[area]) for area in settled}


def together(shares: Iterable[Share]) -> Share:
    """Several shares as one."""
    some = list(shares)
    return Share(sum(one.count for one in some), sum(one.of for one in some))


def _points(base: RuleBase, scenario: Scenario, mine: Case, other: Case) -> Iterator[Point]:
    for item in agenda(base, mine, other, by_label):
        places = item.places
        said = (
            mine.answer(places[0]) if isinstance(places[0], At) else None,
            other.answer(places[1]) if isinstance(places[1], At) else None,
        )
        at = next((place for place in places if isinstance(place, At)), None)
        yield Point(item, said, room_for(scenario, at, said) if at else None)


def room_for(scenario: Scenario, at: At, said: Sequence[Answer | None]) -> str | None:
    """Why answers can all be defended, where the framework leaves room for each of them; None where it does not."""
    room, own = scenario.room.get(at), scenario.reading.answer(at)
    if room is None or own is None or None in said:
        return None
    fits = {called(own), *room.also}
    return room.why if all(called(answer) in fits for answer in said) else None


def called(answer: Answer | None) -> str | None:
    """An answer as room is left for it: its id, or its state; None where there is none."""
    if answer is None:
        return None
    return str(answer.value) if answer.state == "answered" else answer.state


def _known(base: RuleBase, case: Case) -> Known:
    return Evaluation(base, gather(case, base.pack)).known()
