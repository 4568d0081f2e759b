"""Draws a meeting: its differences as a list, and beside it what the readings came to and where they part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from assistant.case import At, Case
from assistant.pack import Pack
from assistant.reasoning.phrases import first_up, question_name, record_name
from assistant.tui.text import Rows, plain, row
from assistant.work.training.debrief import Moves, decided
from assistant.work.training.meeting import Difference, learned_in, names_of
from assistant.work.training.telling import HEADS, difference, outcome

_SIGNS: Mapping[Moves, tuple[str, str]] = {
    "judgement": ("!", "$warn"),
    "rules": (">", "$accent"),
    "nothing": ("·", "$quiet"),
}


def readings_prompt(count: int, differing: Sequence[Difference] | None) -> Rows:
    """The first line of the list: how many readings, and how many differences once they were compared."""
    told = "being compared…"
    if differing is not None:
        told = f"{len(differing)} difference{'' if len(differing) == 1 else 's'}"
    return _two(f"{count} reading{'' if count == 1 else 's'}", " ≡ ", told, "$quiet")


def prompt(pack: Pack, one: Difference, taken: str | None) -> Rows:
    """A difference in the list, and whose answer was agreed on, if one was."""
    place = one.place
    name = question_name(pack, place) if isinstance(place, At) else first_up(record_name(pack, place))
    sign, style = _SIGNS[one.moves]
    lead = Content.styled(f" {sign} ", style)
    if taken is None:
        return _two(name, lead, "open", "$quiet")
    return _two(name, lead, f"as {taken} has it", "$good")


def _two(name: str, lead: str | Content, told: str, style: str) -> Rows:
    return Rows([row(plain(name), lead=lead, indent=3), row(plain(told, style), lead="   ", indent=3)])


def readings(pack: Pack, cases: Sequence[Case]) -> Iterator[str]:
    """What each reader judged, by the number that takes their side."""
    for number, (name, case) in enumerate(zip(names_of(cases), cases, strict=True), 1):
        yield f"{number} {name}: {outcome(pack, decided(case))}"


def found(differing: Sequence[Difference] | None) -> Iterator[str]:
    """How many differences move what, and what to do about them; nothing while they are being compared."""
    if differing is None:
        return
    yield ""
    for moves, head in HEADS.items():
        count = sum(one.moves == moves for one in differing)
        if count:
            yield f"{_SIGNS[moves][0]} {head}: {count}"
    yield "" if differing else "All is read alike."
    yield "On a difference a reader's number agrees on their answer; a records what the meeting came to."


def held(pack: Pack, cases: Sequence[Case]) -> Iterator[str]:
    """What meetings came to before, the last first."""
    for case in reversed(cases):
        made = case.judgement
        yield ""
        if made is not None:
            day = f"{made.at:%Y-%m-%d}" if made.at else "no day"
            yield f"Recorded {day} by {made.by or 'nobody named'}: {outcome(pack, made.decided)}"
            yield f"because: {made.reasons}"
            yield f"learned: {learned_in(case) or 'nothing is told'}"


def whole(pack: Pack, cases: Sequence[Case], one: Difference) -> Iterator[str]:
    """A difference in full, each reader by their number."""
    names = [f"{number} {name}" for number, name in enumerate(names_of(cases), 1)]
    yield f"{HEADS[one.moves]}."
    yield ""
    for line in difference(pack, names, one):
        yield f"{' ' * line.indent}{line.marker}{line.text}"
