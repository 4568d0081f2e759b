"""Says in one line what a change does, in the pack's own words, for the status line and the history."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

from assistant.case import changes as c
from assistant.case import reporting as r
from assistant.case.model import Answer, At, Key
from assistant.pack import Outcome, Pack

_LONGEST = 60


def describe(change: c.Change, pack: Pack) -> str:
    """One line without a full stop; what the pack does not know is named by its id."""
    return _say(change, pack)


def record_title(pack: Pack, key: Key) -> str:
    """A record where it stands alone: `Child who left A`, an area by its label; unknown ones by their ids."""
    area = pack.areas.get(key.label or "")
    if area:
        return area.label
    kind = pack.record_types.get(key.record)
    label = kind.label if kind else key.record
    return f"{label} {key.label}" if key.label else label


def _said(answer: Answer, at: At, pack: Pack) -> str:
    """An answer on a line, cut short: its label, its value, or why there is none."""
    if answer.state == "uncertain":
        return f"uncertain: {_short(answer.reason or '')}"
    if answer.state == "not_applicable":
        return f"not applicable: {_short(answer.reason or '')}"
    question = pack.questions.get(at.key.record, {}).get(at.question)
    labels = {choice.id: choice.label for choice in question.answers} if question else {}
    match answer.value:
        case tuple() as months:
            return ", ".join(f"{month}: {count}" for month, count in months[-3:]) or "no months"
        case value:
            return labels.get(str(value), _short(str(value)))


def _asked(at: At, pack: Pack) -> str:
    question = pack.questions.get(at.key.record, {}).get(at.question)
    return f"{record_title(pack, at.key)}: {question.ask if question else at.question}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _section(section: str, pack: Pack) -> str:
    kind = pack.record_types.get(section)
    return kind.plural if kind else section


def _report_place(place: str, pack: Pack) -> str:
    """A place of the report by its heading or area and its point, as far as the pack knows them."""
    first, _, rest = place.partition("/")
    headings = {heading.id: heading.title for heading in pack.report.headings}
    area = pack.areas.get(first)
    title = area.label if area else headings.get(first, first.replace("_", " "))
    kind = pack.record_types.get(rest)
    return f"{title}, {kind.plural if kind else rest}" if rest else title


def _outcome(outcome: str, outcomes: Mapping[str, Outcome]) -> str:
    return outcomes[outcome].label if outcome in outcomes else outcome


@singledispatch
def _say(change: object, _pack: Pack) -> str:
    raise TypeError(f"{type(change).__name__} is no change to a case")


@_say.register
def _(change: c.Answered, pack: Pack) -> str:
    return f"{_asked(change.at, pack)} {_said(change.answer, change.at, pack)}"


@_say.register
def _(change: c.Cleared, pack: Pack) -> str:
    return f"{_asked(change.at, pack)} answer taken back"


@_say.register
def _(change: c.NoteAdded, _pack: Pack) -> str:
    return f"note {change.note.id} added: {_short(change.note.text)}"


@_say.register
def _(change: c.NoteChanged, _pack: Pack) -> str:
    return f"note {change.note.id} changed: {_short(change.note.text)}"


@_say.register
def _(change: c.NoteRemoved, _pack: Pack) -> str:
    return f"note {change.note_id} removed"


@_say.register
def _(change: c.NoteLinked, pack: Pack) -> str:
    return f"note {change.note_id} {change.how} {_asked(change.at, pack)}"


@_say.register
def _(change: c.NoteUnlinked, pack: Pack) -> str:
    return f"note {change.note_id} no longer linked to {_asked(change.at, pack)}"


@_say.register
def _(change: c.ChildRegistered, _pack: Pack) -> str:
    return f"child {change.child.label} registered{_stay(change)}"


@_say.register
def _(change: c.ChildChanged, _pack: Pack) -> str:
    return f"child {change.child.label} changed{_stay(change)}"


def _stay(change: c.ChildRegistered | c.ChildChanged) -> str:
    came = f", arrived {change.child.arrived}" if change.child.arrived else ""
    return came + (f", left {change.child.left}" if change.child.left else "")


@_say.register
def _(change: c.ChildRemoved, _pack: Pack) -> str:
    return f"child {change.label} taken out of the register"


@_say.register
def _(change: c.RecordAdded, pack: Pack) -> str:
    return f"{record_title(pack, change.key)} added"


@_say.register
def _(change: c.RecordRemoved, pack: Pack) -> str:
    return f"{record_title(pack, change.key)} removed with its answers"


@_say.register
def _(change: c.SectionCompleted, pack: Pack) -> str:
    return f"{_section(change.section, pack)}: complete, nothing more will be added"


@_say.register
def _(change: c.SectionSampled, pack: Pack) -> str:
    return f"{_section(change.section, pack)}: a sample was looked at, nothing more will be added"


@_say.register
def _(change: c.SectionReopened, pack: Pack) -> str:
    return f"{_section(change.section, pack)}: open again"


@_say.register
def _(change: c.BaselineSet, pack: Pack) -> str:
    baseline = change.baseline
    if baseline is None:
        return "baseline taken back"
    named = {known.id: known.label for known in pack.dates.baselines}
    used = baseline.date_used()
    told = f"baseline used: {named.get(baseline.used, baseline.used)}" + (f", {used}" if used else "")
    return told + (
        f"; judged at the last full inspection as “{_short(baseline.grade)}”" if baseline.grade else ""
    )


@_say.register
def _(change: c.InspectionSet, _pack: Pack) -> str:
    told = change.inspection
    if told is None:
        return "dates of the inspection taken back"
    if told.start or told.end:
        return f"inspection from {told.start or '…'} to {told.end or '…'}"
    return (
        f"inspection by {told.inspector}, its dates not told"
        if told.inspector
        else "dates of the inspection taken back"
    )


@_say.register
def _(change: c.HomeUrnSet, _pack: Pack) -> str:
    return (
        f"reference number of the home: {change.urn}"
        if change.urn
        else "reference number of the home taken back"
    )


@_say.register
def _(change: r.ReportTold, pack: Pack) -> str:
    said = f": {_short(change.text)}" if change.text else " taken back"
    return f"told for the report, {_report_place(change.field, pack)}{said}"


@_say.register
def _(change: r.HistoryTold, _pack: Pack) -> str:
    count = len(change.history)
    return f"inspections of recent years told: {count or 'none'}"


@_say.register
def _(change: r.PassageWritten, pack: Pack) -> str:
    passage = change.passage
    return f"paragraph of the report written, {_report_place(passage.at, pack)}: {_short(passage.text)}"


@_say.register
def _(change: r.PassageLeft, pack: Pack) -> str:
    return f"paragraph of the report as it is drafted again, {_report_place(change.place, pack)}"


@_say.register
def _(change: c.Sealed, pack: Pack) -> str:
    return f"own view sealed: {_outcome(change.seal.judgement, pack.judgements)}"


@_say.register
def _(change: c.JudgementRecorded, pack: Pack) -> str:
    return f"judgement recorded: {_outcome(change.judgement.decided, pack.judgements)}"
