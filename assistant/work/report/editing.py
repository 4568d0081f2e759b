"""What is written by hand for a report, as changes to its case: told facts, the inspections before, paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.case import (
    Answered,
    Case,
    Change,
    HistoryTold,
    PassageLeft,
    PassageWritten,
    ReportTold,
    change_problems,
    parse_at,
)
from assistant.case.header import Passage, PastInspection
from assistant.case.reporting import Told
from assistant.document import printable
from assistant.document.fields import too_long
from assistant.pack import Pack
from assistant.problems import Problem, Refused, one_of
from assistant.store import Event, Ledger, Standing
from assistant.work.report.shapes import Report


def told(field: Told, text: str) -> ReportTold:
    """What the report says of one thing; an empty text takes it back."""
    return ReportTold(field, printable(text).strip() or None)


def history(inspections: Sequence[PastInspection]) -> HistoryTold:
    """The inspections of recent years, in the place of those told before."""
    return HistoryTold(tuple(inspections))


def written(report: Report, pack: Pack, place: str, text: str) -> PassageWritten:
    """A paragraph written by hand, with what its draft rests on now.

    Raises `Refused` where the report has no such place, or nothing is written.
    """
    known = list(places(report, pack))
    if place not in known:
        what = f"the report has no paragraph `{place}`"
        raise Refused([Problem("report-no-place", what, one_of(place, known))])
    clean = printable(text).strip()
    if not clean:
        right = "write the paragraph, or leave it as it is drafted"
        raise Refused([Problem("shape-bad-value", "nothing is written", right)])
    if problem := too_long(clean):
        raise Refused([problem])
    drafted = report.paragraph(place)
    ground = {name: one.digest for name, one in drafted.grounds.items()} if drafted else {}
    return PassageWritten(Passage(at=place, text=clean, ground=ground))


def left(place: str) -> PassageLeft:
    """A paragraph as it is drafted again."""
    return PassageLeft(place)


def places(report: Report, pack: Pack) -> Iterator[str]:
    """Every place at which a paragraph stands or can be written, in the order of the report."""
    found = [one.at for one in report.paragraphs]
    yield from found
    for heading in pack.report.headings:
        if heading.id not in found:
            yield heading.id
    for area in pack.areas.values():
        yield from (place for place in (area.id, *_points(area.id, area.sections)) if place not in found)


def places_of(case: Case, pack: Pack) -> Iterator[str]:
    """Every place at which a paragraph of a case's report can stand, whether anything is drafted there now or not."""
    for heading in pack.report.headings:
        yield heading.id
        yield from (
            f"{heading.id}/{one.key.label}" for one in case.of_type(heading.each or "") if one.key.label
        )
    for area in pack.areas.values():
        yield from (area.id, *_points(area.id, area.sections))
    yield from (one.at for one in case.passages)


def _points(area: str, sections: Sequence[str]) -> Iterator[str]:
    return (f"{area}/{section}" for section in sections)


def stands_because(case: Case, place: str, reason: str) -> Answered:
    """Why a requirement stands although its evidence is from one source alone: the reason of that answer.

    Raises `Refused` where there is no such answer, or no reason.
    """
    at = parse_at(place)
    answer = case.answer(at) if at else None
    clean = printable(reason).strip()
    if at is None or answer is None or answer.state != "answered":
        what = f"`{place}` has no answer"
        raise Refused([Problem("change-missing", what, "name it as `improvement:M1.evidence`, answered")])
    if not clean:
        raise Refused([Problem("decide-reasons", "no reason is given", "say why it stands all the same")])
    if problem := too_long(clean):
        raise Refused([problem])
    return Answered(at, replace(answer, reason=clean))


def keep(ledger: Ledger, standing: Standing, pack: Pack, changes: Sequence[Change]) -> list[Event]:
    """Write changes in one step. Raises `Refused` where one does not fit, `Behind` where somebody else wrote."""
    case = standing.case
    for change in changes:
        errors = [one for one in change_problems(pack, case, change) if one.severity == "error"]
        if errors:
            raise Refused(errors)
        case = change.on(case)
    return ledger.append(standing.case.id, standing.sequence, *changes)
