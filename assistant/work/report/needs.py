"""What a report still needs before it can be sent, each with the place where it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.case import At
from assistant.pack import Pack, parse_ref
from assistant.pack.beside import FREE_PLACES, HISTORY, Heading
from assistant.reasoning import Judged
from assistant.reasoning.phrases import question_name
from assistant.work.report.improving import is_called_for
from assistant.work.report.places import filled
from assistant.work.report.shapes import Need, Part

_AREA = "area"


def needs(judged: Judged, parts: Iterable[Part]) -> Iterator[Need]:
    """What is missing under each heading, in their order; what is free text may be written by hand."""
    by_id = {part.id: part for part in parts}
    first = judged.pack.report.first
    without = first.without if first and is_called_for(judged.case, judged.pack, first) else ()
    for heading in judged.pack.report.headings:
        written = judged.case.passage(heading.id) is not None
        for place in heading.needs:
            is_told = filled(judged.pack, judged.case, place) is not None
            if not is_told and place not in without and not (written and place in FREE_PLACES):
                yield Need(heading.id, place, _asks(judged.pack, place))
        if heading.each and heading.each != HISTORY:
            yield from _of_records(judged, heading, heading.each)
        if heading.areas:
            yield from _of_areas(judged, heading, by_id[heading.id])


def _of_records(judged: Judged, heading: Heading, record: str) -> Iterator[Need]:
    """Each question of a record that is not answered; and that there is none, where nobody said so."""
    pack, case = judged.pack, judged.case
    found = case.of_type(record)
    if not found and record not in case.complete and case.passage(heading.id) is None:
        yield Need(heading.id, record, _asks(pack, record))
    for one in found:
        if case.passage(f"{heading.id}/{one.key.label}"):
            continue
        for name in pack.questions[record]:
            answer = one.answers.get(name)
            if answer is None or answer.state == "uncertain":
                at = At(one.key, name)
                yield Need(heading.id, str(at), question_name(pack, at))


def _of_areas(judged: Judged, heading: Heading, part: Part) -> Iterator[Need]:
    """Each area of which nothing is told, unless no judgement is due at all."""
    outcome = judged.pack.judgements[judged.known.judgement.outcome]
    if outcome.without_areas:
        return
    for area in part.parts:
        if not area.paragraphs:
            yield Need(heading.id, area.id, f"{area.title}: {_asks(judged.pack, _AREA)}")


def _asks(pack: Pack, place: str) -> str:
    """What is asked where something is missing: in the report's own words, or as the interview asks."""
    if place in pack.report.asks:
        return pack.report.asks[place]
    ref = parse_ref(place, None)
    question = pack.questions.get(ref.record, {}).get(ref.question) if ref else None
    return question.ask if question else place
