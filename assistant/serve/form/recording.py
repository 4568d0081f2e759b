"""The pages of the plain form on which records come and go, what was done is told, and two changes that met are settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.case import (
    Answered,
    Change,
    Key,
    SectionCompleted,
    SectionReopened,
    SectionSampled,
    describe,
    record_title,
)
from assistant.problems import Problem, Refused
from assistant.reasoning.phrases import first_up
from assistant.serve.form.opened import Error, Opened, Told, errors_of, written
from assistant.store import Meeting
from assistant.store.kinds import CHANGES
from assistant.work import acting, adding
from assistant.work.adding import proposed_label
from assistant.work.heading import FIELDS, HINT, LABELS, USED, head_changes, line_of, said_now
from assistant.work.interview import (
    Closing,
    action_place,
    is_core,
    neighbour,
    next_open,
    steps,
)
from assistant.work.sampling import closing_line, told_choices

_CLOSING: dict[str, type[SectionCompleted | SectionSampled | SectionReopened]] = {
    "complete": SectionCompleted,
    "sampled": SectionSampled,
    "reopen": SectionReopened,
}
_PARTS = [part.name for part in acting.PARTS]


# Sections that repeat


def section_page(
    opened: Opened, place: Closing, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()
) -> Told:
    """A section with its records, to which one can be added, and which can be closed."""
    case, pack = opened.sitting.case, opened.sitting.pack
    kind = pack.record_types[place.section]
    records = []
    for record in case.of_type(kind.id):
        asked = steps(case, pack, record.key)
        to = opened.address(asked[0].at) if asked else ""
        records.append({"title": record_title(pack, record.key), "to": to})
    closed = "complete" if kind.id in case.complete else "sampled" if kind.id in case.sampled else ""
    before, after = neighbour(case, pack, place, -1), neighbour(case, pack, place, 1)
    proposed = proposed_label(case, kind)
    known = adding.registered(case, proposed) if kind.labels == "child" else None
    dates = {name: str(getattr(known, name) or "") if known else "" for name, _ in adding.DATES}
    return opened.page(
        "section",
        kind.plural,
        page=place,
        errors=errors,
        at=str(place),
        label=kind.label,
        says=kind.says,
        records=records,
        closed=closed,
        complete=closing_line(pack, "complete"),
        sampled=closing_line(pack, "sampled"),
        chosen=told_choices(case, pack, kind),
        is_child=kind.labels == "child",
        register=[
            f"{one.label}: arrived {one.arrived or 'not told'}, left {one.left or 'not told'}"
            for one in case.children
        ],
        typed={"label": proposed, **dates, **(form or {})},
        dates=adding.dates_asked(kind),
        before=opened.address(before) if before else "",
        after=opened.address(after) if after else "",
    )


def take_section(opened: Opened, place: Closing, form: Mapping[str, str]) -> Told:
    """A record is added, or the section closed or opened again."""
    change = _CLOSING.get(form.get("do", ""))
    if change is None:
        return _added(opened, place, form)
    made = change(place.section)
    if problems := opened.do(form.get("seen", ""), made):
        return section_page(opened, place, form, errors_of(problems, "close"))
    told = f"{describe(made, opened.sitting.pack)}."
    if change is SectionReopened:
        return opened.on(place, told)
    return opened.on(next_open(opened.sitting.case, opened.sitting.pack, place) or "left", told)


def _added(opened: Opened, place: Closing, form: Mapping[str, str]) -> Told:
    case, pack = opened.sitting.case, opened.sitting.pack
    kind = pack.record_types[place.section]
    typed = written(form, "label", *(name for name, _ in adding.DATES))
    problems = adding.label_errors(case, pack, kind, typed["label"])
    child = None
    if not problems and kind.labels == "child":
        known = adding.registered(case, typed["label"])
        dates = {
            name: typed[name] or (str(getattr(known, name) or "") if known else "")
            for name, _ in adding.DATES
        }
        made = adding.child(typed["label"], dates["arrived"] or None, dates["left"] or None)
        if isinstance(made, Problem):
            return section_page(opened, place, form, errors_of([made], "arrived"))
        child = made
    key = Key(kind.id, typed["label"])
    changes: list[Change] = [] if problems else adding.record_changes(case, key, child)
    if problems := problems or opened.do(form.get("seen", ""), *changes):
        return section_page(opened, place, form, errors_of(problems, "label"))
    if opened.sitting.kept.meetings:
        return {"to": opened.address("meeting")}
    opened.said = f"{record_title(pack, key)} is added."
    asked = steps(opened.sitting.case, pack, key)
    return {"to": opened.address(asked[0].at if asked else place)}


# What was done


def action_page(opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()) -> Told:
    """What was done where somebody may be in danger, who was told and when."""
    sitting = opened.sitting
    at = action_place(sitting.pack)
    if at is None:
        raise Refused([Problem("use-not-understood", "this pack asks of no immediate action", "go on")])
    question = sitting.pack.questions[at.key.record][at.question]
    before = sitting.case.answer(at)
    told = acting.told_before(question, before)
    drafts = {name: sitting.drafts.get(f"{at} {name}") or told[name] for name in _PARTS}
    chosen = str(before.value) if before and before.state == "answered" else ""
    return opened.page(
        "action",
        question.ask,
        page="action",
        errors=errors,
        ask=question.ask,
        why=question.why,
        concerned=acting.concerned(sitting.case, sitting.pack),
        so_far=acting.so_far(question, before),
        choices=[{"id": one.id, "label": one.label, "line": one.line} for one in question.answers],
        parts=[
            (part.name, part.label, f"{first_up(acting.goes_with(question, part))}. {first_up(part.hint)}")
            for part in acting.PARTS
        ],
        typed={"choice": chosen, **drafts, **(form or {})},
    )


def take_action(opened: Opened, form: Mapping[str, str]) -> Told:
    """What was done is kept, once enough of it is told."""
    sitting, pack = opened.sitting, opened.sitting.pack
    at = action_place(pack)
    if at is None:
        return action_page(opened)
    parts = written(form, *_PARTS)
    for name, text in parts.items():
        sitting.drafts.keep(f"{at} {name}", text)
    question = pack.questions[at.key.record][at.question]
    choice = next((one for one in question.answers if one.id == form.get("choice")), None)
    if choice is None:
        return action_page(opened, form, [Error(field="choice-0", says="Choose one of these.")])
    if missing := acting.missing(sitting.case, pack, at, choice, parts):
        return action_page(opened, form, [Error(field=missing.part, says=f"{first_up(missing.says)}.")])
    answer = acting.action(sitting.case, pack, at, choice, parts)
    if problems := opened.do(form.get("seen", ""), Answered(at, answer)):
        return action_page(opened, form, errors_of(problems, "choice-0"))
    if sitting.kept.meetings:
        return {"to": opened.address("meeting")}
    acting.finished(sitting.drafts, question, at, choice, parts)
    opened.said = f"Kept: {choice.label}."
    following = next_open(sitting.case, pack, at if is_core(pack, at) else None)
    return {"to": opened.address(following or "left")}


# The head of the case


def head_page(opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()) -> Told:
    """The home's number, what is compared with, and when the inspection was and by whom."""
    return opened.page(
        "head",
        "This inspection",
        page="head",
        errors=errors,
        hint=HINT,
        fields=[field for fields in FIELDS for field in fields],
        used=USED,
        used_label=LABELS["used"],
        typed={**said_now(opened.sitting.case), **(form or {})},
    )


def take_head(opened: Opened, form: Mapping[str, str]) -> Told:
    """What was changed is kept in one step."""
    said_there = written(form, *(field.name for fields in FIELDS for field in fields), "used")
    changes, wrong = head_changes(opened.sitting.pack, opened.sitting.case, said_there)
    errors = [Error(field=name, says=f"{LABELS[name]}: {right}.") for name, right in wrong]
    if not errors and changes and (problems := opened.do(form.get("seen", ""), *changes)):
        errors = [error for one in problems for error in errors_of([one], line_of(one))]
    if errors:
        return head_page(opened, form, errors)
    return opened.on("", "Kept." if changes else "Nothing was changed.")


# Two changes of one thing


def meeting_page(opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()) -> Told:
    """Two changes of the same thing, of which one is to stand; both stay in the history. Raises `Refused`."""
    kept, pack = opened.sitting.kept, opened.sitting.pack
    meeting = kept.meeting()
    if meeting is None:
        return {"to": opened.address()}
    row, theirs = meeting.theirs.row, meeting.theirs.happened
    return opened.page(
        "meeting",
        "Changed twice",
        page="meeting",
        errors=errors,
        # Whoever has two windows open meets themselves.
        other="" if row.actor == kept.ledger.actor else row.actor,
        when=row.at[:16].replace("T", " "),
        theirs=describe(theirs, pack) if isinstance(theirs, CHANGES) else "took something back",
        mine=describe(meeting.mine, pack),
        can_keep=kept.can_keep(meeting),
        met=_name(meeting),
        typed={"which": "", "reason": "", **(form or {})},
    )


def _name(meeting: Meeting) -> str:
    return f"{meeting.place} {meeting.theirs.sequence}"


def take_meeting(opened: Opened, form: Mapping[str, str]) -> Told:
    """One of the two stands from here on."""
    kept = opened.sitting.kept
    meeting = kept.meeting()
    if meeting is None:
        return {"to": opened.address()}
    which, reason = form.get("which"), written(form, "reason")["reason"]
    if form.get("met") != _name(meeting):
        says = "It was changed again meanwhile: look at both, and choose anew."
        return meeting_page(opened, {"reason": reason}, [Error(field="which-theirs", says=says)])
    errors = []
    if which not in ("theirs", "mine") or (which == "mine" and not kept.can_keep(meeting)):
        errors.append(Error(field="which-theirs", says="Choose which of the two stands."))
    if not reason:
        errors.append(Error(field="reason", says="Write why: whoever reads the history asks that."))
    if errors:
        return meeting_page(opened, form, errors)
    if kept.settle(meeting, keep_mine=which == "mine", reason=reason):
        says = "It was changed again meanwhile: look at both, and choose anew."
        return meeting_page(opened, {"reason": reason}, [Error(field="which-theirs", says=says)])
    if isinstance(meeting.mine, Answered):  # until here what was typed was kept
        answer = meeting.mine.answer
        opened.sitting.drafts.forget(f"{meeting.mine.at} {answer.state} {answer.value or ''}")
        opened.sitting.drafts.forget(f"{meeting.mine.at} fact")
    opened.said = "Settled; both changes stay in the history."
    return {"to": opened.address("meeting" if kept.meetings else "")}
