"""What stands on the question card: the question with why it is asked, its answers, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from assistant.case import Answer, At, Case, record_title
from assistant.pack import Pack, Question
from assistant.reasoning.phrases import answer_label
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.tui.widgets.choices import Choice
from assistant.work.detail import opened_by
from assistant.work.elapsed import ElapsedDays, elapsed_at
from assistant.work.interview import Closing, Covers, is_covered, steps, waiting
from assistant.work.sampling import closing_line, told_choices

_HOW = {
    "date": "Enter: write the date, as 2019-03-05",
    "count": "Enter: write the number",
    "text": "Enter: write it",
    "months": "Enter: write a count for each month, one a line, as 2019-01: 3",
}

_ASKED = 56
"""So much is shown of the question whose answer opened another."""


def area_short(pack: Pack, record: str) -> str | None:
    """The short name of the area that a record type gives evidence for."""
    area = pack.area_of(record)
    return pack.areas[area].short if area else None


def head(case: Case, pack: Pack, at: At, covers: Covers = None) -> Iterator[Row]:
    """Where the question stands, the question, and why it is asked; and where a scenario does not speak of it."""
    question = pack.questions[at.key.record][at.question]
    asked = steps(case, pack, at.key)
    same = [step.at for step in asked if step.question.importance == question.importance]
    number = same.index(at) + 1 if at in same else 0
    trail = [part for part in (area_short(pack, at.key.record), record_title(pack, at.key)) if part]
    if len(trail) > 1 and trail[0] == trail[1]:
        trail.pop()
    where: list[Content | tuple[str, str]] = [(" › ".join(trail), "$accent")]
    if covers is not None:
        # Of those that the scenario covers, as everything counts them.
        same = [one for one in same if one in covers]
        number = same.index(at) + 1 if at in same else 0
    if covers is None or number:
        of = "" if covers is None else " covered"
        where.append((f"   {question.importance} question {number} of {len(same)}{of}", "$quiet"))
    if left := waiting(case, pack, at.key):
        # Follow-ups: whether they are asked at all hangs on an answer that is not there yet.
        where.append((f" · {left} more not asked yet", "$quiet"))
    yield row(*where)
    if not is_covered(at, covers):
        yield row(("The scenario's authors found nothing of this in its documents: it may be left.", "$warn"))
    yield BLANK
    yield row(plain(question.ask, "bold"))
    yield row(plain(question.why, "$quiet"), (f"  §{' §'.join(question.cites)}", "$accent"))
    if question.detail_when and question.importance == "detail":
        yield row(("detail, worth asking when ", "$quiet"), plain(question.detail_when, "$quiet"))
    if because := opened_by(case, pack, at):
        yield row(plain(_opened(case, pack, because), "$quiet"))


def _opened(case: Case, pack: Pack, because: At) -> str:
    """Why a question is asked here that is not asked of every case: what was answered to another."""
    question, answer = pack.questions[because.key.record][because.question], case.answer(because)
    ask = question.ask if len(question.ask) <= _ASKED else f"{question.ask[:_ASKED].rstrip()}…"
    if answer is not None and answer.state == "answered":
        told = f"was answered “{answer_label(question, answer.value)}”"
        # Of an answer that calls for detail while it is not poor itself, a note speaks against it.
        told += ", and a note speaks against it" if answer.contradicts else ""
    else:
        told = "was left uncertain"
    return f"asked because “{ask}” {told}"


def choices(question: Question, answer: Answer | None) -> Iterator[Choice]:
    """What can be chosen, with the keys that choose it."""
    chosen = answer.value if answer and answer.state == "answered" else None
    for number, option in enumerate(question.answers, 1):
        label = option.label + (
            "" if not option.reason or option.label.endswith("…") else "  (with a reason)"
        )
        yield Choice(option.id, str(number), label, option.line, option.id == chosen)
    if question.kind == "fact":
        told = answer_label(question, chosen) if chosen is not None else _HOW[question.fact or "text"]
        yield Choice(
            "write",
            "↵",
            told,
            _HOW[question.fact or "text"] if chosen is not None else "",
            chosen is not None,
        )
    state = answer.state if answer else None
    yield Choice(
        "uncertain", "u", "Uncertain", "Looked at and not settled; your note says why.", state == "uncertain"
    )
    if question.not_applicable:
        only = f"Only where: {question.not_applicable}."
        yield Choice("not_applicable", "x", "Does not apply", only, state == "not_applicable")


def foot(case: Case, pack: Pack, at: At, pending: Sequence[str]) -> Iterator[Row]:
    """The reason, the notes, elapsed days, and where to look."""
    question = pack.questions[at.key.record][at.question]
    answer = case.answer(at)
    yield from _reason(question, answer)
    yield from _notes(case, pack, answer, pending)
    yield from _elapsed(case, pack, at)
    if question.look:
        yield from _list("Where to look", question.look)
    if question.sources:
        labels = {source.id: source.label for source in pack.evidence.sources}
        yield from _listed("Sources", [labels[name] for name in question.sources])
    if question.regulations:
        titles = {one.number: one.title for one in pack.regulations.regulations}
        numbers = [
            f"{number} {titles[number]}" if number in titles else number for number in question.regulations
        ]
        yield from _listed("Regulations", numbers)


def _reason(question: Question, answer: Answer | None) -> Iterator[Row]:
    needs = answer and any(option.id == answer.value and option.reason for option in question.answers)
    if answer and answer.reason:
        yield BLANK
        yield row(plain(answer.reason), lead=Content.styled("because ", "$accent"), indent=8)
    elif needs:
        yield BLANK
        yield row(("! this answer needs a reason: press b", "bold $warn"))


def _notes(case: Case, pack: Pack, answer: Answer | None, pending: Sequence[str]) -> Iterator[Row]:
    linked = [("+", "supports", name) for name in answer.supports] if answer else []
    linked += [("−", "contradicts", name) for name in answer.contradicts] if answer else []
    linked += [("…", "will be linked once this is answered", name) for name in pending]
    if linked:
        yield from _title("Notes")
    labels = {source.id: source.label for source in pack.evidence.sources}
    for sign, how, name in linked:
        note = case.note(name)
        if note is None:
            continue
        source = labels.get(note.source or "", note.source or "no source")
        told = " · ".join(part for part in (how, source, str(note.date or "")) if part)
        yield row(plain(note.text), lead=Content.styled(f"{sign} ", "bold $accent"), indent=2)
        yield row(plain_line(told, "$quiet"), indent=2)


def _elapsed(case: Case, pack: Pack, at: At) -> Iterator[Row]:
    shown = elapsed_at(case, pack, at)
    if shown:
        yield from _title("Days that passed: for you to weigh, nothing is concluded from them")
    for one in shown:
        yield from elapsed_rows(one)


def elapsed_rows(one: ElapsedDays) -> Iterator[Row]:
    """Elapsed days with the points of reference that are published, each with its source."""
    yield row(
        plain(one.what.label),
        f"  {one.told_dates()}",
        lead=Content.styled(f"{one.told_days()}  ", "bold"),
        indent=12,
    )
    for point in one.what.reference_points:
        yield row(
            plain(point.label, "$quiet"),
            (f" ({point.source})", "$quiet"),
            lead=Content.styled(f"    {point.days}", "$quiet"),
            indent=12,
        )
    if one.what.own_threshold:
        yield row(
            (f"{one.what.own_threshold} days is your organisation's own threshold", "$quiet"), indent=12
        )


def closing_head(case: Case, pack: Pack, place: Closing) -> Iterator[Row]:
    """What a section holds and whether more may come."""
    kind = pack.record_types[place.section]
    area = area_short(pack, kind.id)
    yield row((" › ".join(part for part in (area, kind.plural) if part), "$accent"))
    yield BLANK
    records = case.of_type(kind.id)
    labels = ", ".join(str(record.key.label) for record in records)
    state = "complete" if kind.id in case.complete else "sampled" if kind.id in case.sampled else "open"
    count = f"{len(records)} in the case: {labels}" if records else "none in the case so far"
    yield row(plain(kind.plural, "bold"), f" · {count} · ", (state, "bold"))
    yield row(plain(kind.says, "$quiet"))
    if chosen := told_choices(case, pack, kind):
        yield from _list("How each was chosen", chosen)


def closing_choices(case: Case, pack: Pack, place: Closing) -> Iterator[Choice]:
    """What can be done with a section."""
    kind = pack.record_types[place.section]
    if kind.id in case.complete | case.sampled:
        yield Choice("reopen", "r", "Open it again", "More records may then be added.")
        return
    yield Choice("add", "a", f"Add: {kind.label.lower()}", "A record of its own, with its own questions.")
    yield Choice("complete", "c", "Complete", closing_line(pack, "complete"))
    yield Choice("sampled", "m", "Sampled", closing_line(pack, "sampled"))


def _title(text: str) -> Iterator[Row]:
    yield BLANK
    yield row((text, "$accent"))


def _list(title: str, items: Sequence[str]) -> Iterator[Row]:
    yield from _title(title)
    for item in items:
        yield row(plain(item), lead=Content.styled("· ", "$quiet"), indent=2)


def _listed(title: str, items: Sequence[str]) -> Iterator[Row]:
    yield BLANK
    indent = len(title) + 2
    yield row(plain(" · ".join(items), "$quiet"), lead=Content.styled(title, "$accent"), indent=indent)
