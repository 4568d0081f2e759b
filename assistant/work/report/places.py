"""Fills the places of the report's words from a case: each with what is written there and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from assistant.case import At, Case, Key
from assistant.case.header import PastInspection
from assistant.pack import Pack, parse_ref
from assistant.reasoning.phrases import answer_label, question_name, said
from assistant.work.report.shapes import Ground, Sentence

_PLACE = re.compile(r"\{([^{}]*)\}")
_TURNS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
"""What turns the direction of all that follows, and what ends that."""
_ENDS = (".", "!", "?", "…", ":", "”", '"')
_FULL_STOP = re.compile(r"^(”?)\.")


class Filled(NamedTuple):
    """What is written in a place, and what of the case it rests on; of the pack's own words nothing does."""

    text: str
    grounds: tuple[Ground, ...] = ()


def filled(pack: Pack, case: Case, place: str) -> Filled | None:
    """A place that is no question's, or a question of a record that every case has; None while it is not known."""
    if place in _OF_PACK:
        return Filled(_OF_PACK[place](pack))
    if place in _OF_CASE:
        told = _OF_CASE[place](pack, case)
        return Filled(told, (Ground("told", place, told),)) if told else None
    ref = parse_ref(place, None)
    return answered(pack, case, At(Key(ref.record), ref.question)) if ref else None


def answered(pack: Pack, case: Case, at: At) -> Filled | None:
    """The answer to a question, in the words of its label; None where there is none."""
    answer = case.answer(at)
    if answer is None or answer.state != "answered":
        return None
    question = pack.questions[at.key.record][at.question]
    value = answer.value
    text = day(value) if isinstance(value, date) else answer_label(question, value)
    says = f"{question_name(pack, at)} {said(question, answer)}"
    return Filled(text, (Ground("answer", str(at), says),)) if text else None


def sentence(template: str, known: Mapping[str, Filled | None]) -> Sentence | None:
    """A sentence with its places filled; None where one of them is not known.

    What people typed is left as it is, so that only the words of the pack are put around it.
    """
    pieces = _PLACE.split(template)
    found = {name: known.get(name) for name in pieces[1::2]}
    text, grounds = list[str](), list[Ground]()
    for number, piece in enumerate(pieces):
        one = found[piece] if number % 2 else Filled(piece)
        if one is None:
            return None
        # A full stop of the pack's own, also behind its quotation marks, follows no other mark by which somebody
        # ended a sentence.
        ends = number % 2 == 0 and text and text[-1].endswith(_ENDS)
        text.append(_FULL_STOP.sub(r"\1", one.text) if ends else turned_back(one.text))
        grounds += one.grounds
    return Sentence("".join(text), tuple(dict.fromkeys(grounds)))


def turned_back(text: str) -> str:
    """The text, after which the direction is again as it was before, whatever marks of it somebody pasted."""
    still_open: list[str] = []
    for character in text:
        if character in _TURNS:
            still_open.append(_TURNS[character])
        elif still_open and character == still_open[-1]:
            still_open.pop()
    return text + "".join(reversed(still_open))


def places(template: str) -> list[str]:
    """The names of the places in a sentence of the report."""
    return _PLACE.findall(template)


def day(value: date | str) -> str:
    """A day, or a month where only that is known, as a report has it: `5 March 2019`."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return f"{date.fromisoformat(value + '-01'):%B %Y}"


def past(one: PastInspection, number: int) -> dict[str, Filled | None]:
    """The places of one inspection of recent years."""
    when = day(one.date)
    ground = (Ground("told", f"history.{number}", f"{when}: {one.kind}, {one.judgement}"),)
    return {
        "date": Filled(when, ground),
        "kind": Filled(one.kind, ground),
        "judgement": Filled(one.judgement, ground),
    }


def _baseline_day(case: Case, name: str) -> str | None:
    value = getattr(case.baseline, name, None)
    return day(value) if value else None


def _inspection_day(case: Case, name: str) -> str | None:
    value = getattr(case.inspection, name, None)
    return day(value) if value else None


def _baseline(pack: Pack, case: Case) -> str | None:
    """Which inspection the home is compared with, and its day."""
    baseline = case.baseline
    when = baseline.date_used() if baseline else None
    label = next((one.label for one in pack.dates.baselines if baseline and one.id == baseline.used), None)
    return f"{label[:1].lower()}{label[1:]}, {day(when)}" if label and when else None


def _previous(case: Case, name: Literal["kind", "judgement"]) -> str | None:
    """What is told of the last inspection: in the history, by its day or month, or as the last full one."""
    baseline = case.baseline
    if baseline is None or baseline.last_inspection is None:
        return None
    found = next((one for one in case.history if one.date == baseline.last_inspection), None)
    if found:
        return found.kind if name == "kind" else found.judgement
    is_full = baseline.last_inspection == baseline.last_full_inspection
    return baseline.grade if is_full and name == "judgement" else None


def _judgement(pack: Pack, case: Case) -> str | None:
    made = case.judgement
    if made is None:
        return None
    outcome = pack.judgements.get(made.decided)
    return outcome.label if outcome else made.decided


def _in_use(first: date, last: date | None) -> str:
    return f"from {day(first)}" + (f" to {day(last)}" if last else "")


_OF_PACK: Mapping[str, Callable[[Pack], str]] = {
    "framework.title": lambda pack: pack.framework.title,
    "framework.section": lambda pack: pack.framework.section,
    "framework.in_use": lambda pack: _in_use(pack.framework.effective_from, pack.framework.effective_to),
    "pack": lambda pack: f"{pack.id} {pack.version}",
}
_OF_CASE: Mapping[str, Callable[[Pack, Case], str | None]] = {
    "urn": lambda _, case: case.urn,
    "service": lambda _, case: case.service,
    "enforcement": lambda _, case: case.enforcement,
    "legal_basis": lambda _, case: case.legal_basis,
    "history": lambda _, case: "told" if case.history else None,
    "judgement": _judgement,
    "judgement.reasons": lambda _, case: case.judgement.reasons if case.judgement else None,
    "baseline": _baseline,
    "baseline.last_full_inspection": lambda _, case: _baseline_day(case, "last_full_inspection"),
    "baseline.last_inspection": lambda _, case: _baseline_day(case, "last_inspection"),
    "baseline.grade": lambda _, case: case.baseline.grade if case.baseline else None,
    "previous.kind": lambda _, case: _previous(case, "kind"),
    "previous.judgement": lambda _, case: _previous(case, "judgement"),
    "inspection.start": lambda _, case: _inspection_day(case, "start"),
    "inspection.end": lambda _, case: _inspection_day(case, "end"),
}
