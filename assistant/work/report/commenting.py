"""Tells of the provider's comments on the facts: that a draft went, what was said of it, what came of that (19.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant.case import At, Case, Key
from assistant.document import digest_of, printable
from assistant.document.text import open_file
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where, one_of
from assistant.store import Standing
from assistant.store.kinds import Commented, CommentSettled, DraftSent, StepDone
from assistant.work.deciding import need_reasons
from assistant.work.report.comments import SETTLED_THERE, drafts, reports_written
from assistant.work.report.editing import places_of
from assistant.work.schedule import check_day
from assistant.work.timeline import sending_step
from assistant.work.working_days import today


def draft_sent(standing: Standing, path: Path, day: date) -> DraftSent:
    """That a file went to the provider on a day, with the digest of what is in it.

    Raises `Refused` where the file cannot be read or is empty, or the day is before the inspection or still to come.
    """
    check_day(standing.case, day, today(), "the draft cannot have gone")
    with open_file(path) as stream:
        sent = stream.read()
    if not sent:
        right = "give the file that went"
        raise Refused([Problem("file-empty", "there is nothing in the file", right, Where(str(path)))])
    return DraftSent(str(day), printable(path.name), digest_of(sent), is_signed_off=standing.is_signed_off)


def step_with(pack: Pack, sent: DraftSent) -> tuple[StepDone, ...]:
    """The step of the timeline that is done with it, where the pack has one."""
    step = sending_step(pack.timeline.steps)
    return (StepDone(step, sent.day, sent.name),) if step else ()


def sending_problems(standing: Standing, sent: DraftSent) -> Iterator[Problem]:
    """What is odd about a draft that goes: nobody stands behind it, or it is not as it left the store."""
    if not sent.is_signed_off:
        right = "have it signed off before a draft goes; that this one went without stays in the history"
        yield Problem("report-unsigned", "quality assurance has not signed off this case", right)
    if sent.digest not in reports_written(standing):
        what = f"`{sent.name}` is not as it left the store"
        yield Problem("report-changed", what, "send what `sccif report` wrote, or keep what was sent")


def commented(
    standing: Standing, pack: Pack, text: str, day: date, place: str | None, question: str | None
) -> Commented:
    """A comment on the draft that went last.

    Raises `Refused` where no draft went, nothing is said, the day is before the inspection or still to come, or the
    paragraph or the question it touches is not there.
    """
    sent = drafts(standing)
    if not sent:
        what, right = "no draft went to the provider yet", "tell first which draft was sent"
        raise Refused([Problem("report-no-draft", what, right)])
    check_day(standing.case, day, today(), "the comment cannot have come")
    clean = printable(text).strip()
    if not clean:
        raise Refused([Problem("shape-bad-value", "nothing is said", "write what the provider says")])
    known_places, questions = list(places_of(standing.case, pack)), list(_questions(standing.case, pack))
    if place and place not in known_places:
        what = f"the report has no paragraph `{printable(place)}`"
        raise Refused([Problem("report-no-place", what, one_of(place, known_places))])
    if question and question not in questions:
        what = f"there is no question `{printable(question)}`"
        raise Refused([Problem("case-unknown-question", what, one_of(question, questions))])
    return Commented(sent[-1].event.sequence, str(day), clean, place or None, question or None)


def _questions(case: Case, pack: Pack) -> Iterator[str]:
    """Every question of a record that the case has: those that are in every case, and those that were added."""
    keys: list[Key] = []
    for name, kind in pack.record_types.items():
        if kind.many == "each_area":
            keys += [Key(name, area) for area in pack.areas]
        elif kind.many == "many":
            keys += [record.key for record in case.of_type(name)]
        else:
            keys.append(Key(name))
    return (str(At(key, question)) for key in keys for question in pack.questions.get(key.record, {}))


def settled(
    standing: Standing, comment: int, reasons: str, *, is_accepted: bool, looked_again: str | None
) -> CommentSettled:
    """What came of a comment. Raises `Refused` where there is no such comment, or no reasons are given."""
    known = [event.sequence for event in standing.events if isinstance(event.happened, Commented)]
    if comment not in known:
        came = any(one.came for draft in drafts(standing) for one in draft.comments)
        none = SETTLED_THERE if came else "no comment was told yet"
        right = f"use one of: {', '.join(map(str, known))}" if known else none
        raise Refused([Problem("store-no-event", f"event {comment} is no comment that was told here", right)])
    need_reasons(reasons)
    by = printable(looked_again or "").strip()
    return CommentSettled(comment, is_accepted, printable(reasons).strip(), by or None)
