"""A debrief in lines of text, the same on every face: the two judgements, then what to talk of, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.case import Answer, At, Case, Key
from assistant.numbers import number
from assistant.pack import Pack
from assistant.reasoning.phrases import (
    answer_label,
    first_up,
    question_name,
    record_name,
    said,
    say_of_any,
)
from assistant.work.agreement import reader
from assistant.work.training.debrief import Debrief, Moves, Point, Whose, is_without_areas, reasons
from assistant.work.training.meeting import Difference, made_by
from assistant.work.training.model import CONSTRUCTED

if TYPE_CHECKING:
    from assistant.work.training.drills import Drill  # with the solver

WHOSE: dict[Whose, str] = {"authors": "the authors", "panel": "the panel"}
HEADS: dict[Moves, str] = {
    "judgement": "Talk of these first: had you answered one as they did, your answers would come to another judgement",
    "rules": "Then of these: they change what is found, and not the judgement that it comes to",
    "nothing": "Answered otherwise, and nothing that is found changes",
}
"""What stands over the differences, by the gravest that they move, in the order in which to talk of them."""


class Line(NamedTuple):
    """A paragraph; `marker` stands before its first line, the others hang under its text."""

    text: str
    indent: int = 0
    marker: str = ""
    is_heading: bool = False


def lines(pack: Pack, told: Debrief) -> Iterator[Line]:
    """The debrief, line by line. No answer is called wrong in it."""
    whose = WHOSE[told.whose]
    yield Line(f"Debrief: {told.scenario.file.title}", is_heading=True)
    yield Line(CONSTRUCTED)
    yield from _judgements(pack, told)
    if told.whose == "panel":
        yield Line("The panel's reading is of what it settled: what it left open is no difference from it.")
        if reader(told.mine) in made_by(told.theirs):
            yield Line("Your own reading helped to make it, so this is no measure of yours.")
    for moves, head in HEADS.items():
        points = [point for point in told.points if point.moves == moves]
        if points:
            yield Line(head, is_heading=True)
        for point in points:
            yield Line("")
            yield from _point(pack, told, point)
    yield Line(f"Why {whose} judge so", is_heading=True)
    yield Line(reasons(told.theirs) or "No reasons are told.")
    yield from _case_review(told.theirs)
    yield Line("To take away", is_heading=True)
    for line in told.scenario.file.teaching:
        yield Line(line, 0, "- ")


def verdict(pack: Pack, drill: Drill, judged: str) -> Iterator[Line]:
    """What the rules come to in a drill, on what that rests, and the answer that tips it."""
    verb = "So do the rules" if judged == drill.judgement else "The rules have it otherwise"
    yield Line(f"{verb}: {outcome(pack, drill.judgement)}.")
    for rule in drill.rules:
        yield Line(f"{say_of_any(pack, pack.rules_by_id[rule])} [{rule}]", 2, "> ")
    at = drill.tips.at
    question = pack.questions[at.key.record][at.question]
    now, then = (answer_label(question, value) for value in (drill.tips.now, drill.tips.then))
    yield Line(
        f"{question_name(pack, at)} “{then}” instead of “{now}” would make it {outcome(pack, drill.to)}.", 2
    )


def difference(pack: Pack, names: Sequence[str], one: Difference) -> Iterator[Line]:
    """What readers saw differently: who said what, which rules that moves, and where there is room for all."""
    if isinstance(one.place, At):
        yield Line(question_name(pack, one.place))
        question = pack.questions[one.place.key.record][one.place.question]
        told = [first_up(said(question, answer)) for answer in one.said]
    else:
        yield Line(first_up(record_name(pack, one.place)))
        told = ["has it" if is_there else "does not have it" for is_there in one.there]
    for name, line in zip(names, told, strict=True):
        yield Line(line, 2, f"{name}: ")
    for rule in one.rules:
        yield Line(f"{say_of_any(pack, pack.rules_by_id[rule])} [{rule}]", 2, "> ")
    if one.room:
        yield Line(f"The framework leaves room for all of these. {one.room}", 2)


def _judgements(pack: Pack, told: Debrief) -> Iterator[Line]:
    whose = WHOSE[told.whose]
    judged, proposed = ([outcome(pack, one) for one in pair] for pair in (told.judged, told.proposed))
    yield Line(f"you {judged[0]}, {whose} {judged[1]}", 0, "Judged:   ")
    rests = f"on {told.answered.count:.0f} of the {number(told.answered.of, 'question')} it covers"
    if told.is_proposed:
        yours = f"your answers, {rests}, come to {proposed[0]}"
    else:
        yours = f"your answers, {rests}, are too few to propose anything; so far they come to {proposed[0]}"
    yield Line(f"{yours}. Theirs come to {proposed[1]}", 0, "By rules: ")
    yield from _areas(pack, told)
    answers = told.answers
    same = f"{answers.count:.0f} of {answers.of} that both settled are the same"
    yield Line(same if answers.of else "there is no question that both settled", 0, "Answers:  ")


def _areas(pack: Pack, told: Debrief) -> Iterator[Line]:
    """What each of the two holds of the areas; where a judgement is beside none, that."""
    without = [is_without_areas(pack, one) for one in told.judged]
    if all(without) and not any(one for pair in told.areas.values() for one in pair):
        due = pack.judgements[told.judged[0] or ""].label
        yield Line(f"{due}, so none is evaluated", 0, "Areas:    ")
        return
    held = f"{WHOSE[told.whose]} stated" if told.theirs.sealed else "the rules make of theirs"
    yield Line(f"what you stated / what {held}", 0, "Areas:    ")
    for area, pair in told.areas.items():
        found = (pack.evaluations.get(one or "") for one in pair)
        nothing = ("not evaluated" if one else "not stated" for one in without)
        names = (one.label if one else otherwise for one, otherwise in zip(found, nothing, strict=True))
        yield Line(f"{pack.areas[area].short}: {' / '.join(names)}", 10)


def _point(pack: Pack, told: Debrief, point: Point) -> Iterator[Line]:
    at, whose = point.at, WHOSE[told.whose]
    if at is None:
        for place, who in zip(point.item.places, ("you", whose), strict=True):
            if isinstance(place, Key):
                yield Line(f"{first_up(record_name(pack, place))}: only {who}")
    else:
        question = pack.questions[at.key.record][at.question]
        yield Line(question_name(pack, at))
        for who, answer in zip(("you", whose), point.said, strict=True):
            yield Line(first_up(said(question, answer)), 2, f"{who}: ")
        yield from _ground(told, point.said[1])
    if point.swap:
        yield Line(f"With theirs your answers come to {outcome(pack, point.swap.new)}.", 2)
    for rule in point.item.rules:
        yield Line(f"{say_of_any(pack, pack.rules_by_id[rule])} [{rule}]", 2, "> ")
    if point.room:
        yield Line(f"The framework leaves room for both. {point.room}", 2)


def _ground(told: Debrief, answer: Answer | None) -> Iterator[Line]:
    """On what the others rest their answer."""
    if answer is None:
        return
    if answer.state == "answered" and answer.reason:
        yield Line(answer.reason, 2, "because: ")
    for note_id in answer.supports:
        note = told.theirs.note(note_id)
        if note is not None:
            yield Line(note.text, 4, f"[{note_id}] ")


def _case_review(case: Case) -> Iterator[Line]:
    made = case.case_review.inspector if case.case_review else None
    if made:
        yield Line(f"Case review: {'held' if made.held else 'not held'}. {made.reasons}")


def value_of(answer: Answer | None) -> str | None:
    """The id of an answer; None where there is none."""
    return None if answer is None or answer.value is None else str(answer.value)


def outcome(pack: Pack, name: str | None) -> str:
    """A judgement with its sign, for whoever reads the text; its name where the pack has none of it."""
    found = pack.judgements.get(name or "")
    return f"{found.sign} {found.label}" if found else name or "nothing"
