"""A case as it is recorded beside the same with other answers: rows, a line for where there is no room, a question."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from assistant.case import At
from assistant.reasoning import Judged, Judging
from assistant.reasoning.phrases import first_up, said
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.tui.widgets import card, live
from assistant.tui.widgets.choices import Choice
from assistant.tui.widgets.decided import short
from assistant.work.case_review import Reading
from assistant.work.trying import Trial, case_reviews

NO_FACT = "a fact is not tried: no rule reads one"
_LEAD = 15
_SIDE = 20
"""The width of what is recorded, beside what is tried."""


def headline(trial: Trial) -> Content:
    """Both proposals on one line, and how many answers are otherwise."""
    count = len(trial.answers)
    return Content.assemble(
        "recorded ",
        _proposal(trial.recorded),
        (" ≠ " if _differs(trial) else " = ", "bold $warn" if _differs(trial) else "$quiet"),
        "tried ",
        _proposal(trial.tried),
        (f"  {count} answer{'' if count == 1 else 's'} otherwise", "$quiet"),
    )


def rows(judging: Judging, trial: Trial) -> Iterator[Row]:
    """Judgement, standing, areas, findings that come and go, and the case review, side by side."""
    was, now = trial.recorded, trial.tried
    yield _pair("", Content.styled("as recorded", "$quiet"), Content.styled("as tried", "$quiet"), sign=False)
    yield _pair("judgement", _proposal(was), _proposal(now))
    if None in (was.proposal.judgement, now.proposal.judgement):
        yield _pair("known so far", _known(was), _known(now))
    yield _pair("standing", plain_line(_standing(was)), plain_line(_standing(now)))
    yield _pair("ground", plain_line(_ground(was)), plain_line(_ground(now)))
    yield _pair("still possible", _possible(was), _possible(now))
    if not (was.is_confirmed and now.is_confirmed):
        yield row(("what is still possible is being confirmed…", "$quiet"), indent=_LEAD)
    yield BLANK
    yield row(("Areas", "bold $accent"))
    for area, evaluation in was.areas.items():
        sides = (short(was.pack.evaluations, one) for one in (evaluation, now.areas[area]))
        yield _pair(was.pack.areas[area].short, *sides)
    yield from _findings(trial)
    yield BLANK
    yield row(("Case review, by both readings", "bold $accent"))
    for one in case_reviews(judging, trial):
        yield row(plain_line(one.recorded.label))
        is_same = one.recorded.told == one.tried.told
        yield _reading("both" if is_same else "as recorded", one.recorded, "= " if is_same else "  ")
        if not is_same:
            yield _reading("as tried", one.tried, "≠ ")
    if was.case.judgement:
        yield row(("Both as the answers have it, whatever judgement was recorded.", "$quiet"))


def choices(trial: Trial, at: At) -> list[Choice]:
    """The answers of a question, with the one that is recorded named where another is tried."""
    question = trial.tried.pack.questions[at.key.record][at.question]
    recorded = trial.recorded.case.answer(at)
    if question.kind == "fact":
        return [Choice("write", " ", said(question, recorded), f"{first_up(NO_FACT)}.")]
    shown = [
        one._replace(line="Tried as looked at and not settled.") if one.id == "uncertain" else one
        for one in card.choices(question, trial.tried.case.answer(at))
    ]
    if at not in trial.answers or recorded is None:
        return shown
    named = recorded.value if recorded.state == "answered" else recorded.state
    return [one._replace(label=f"{one.label}  ← as recorded") if one.id == named else one for one in shown]


def foot(trial: Trial, at: At) -> list[Row]:
    """Below the answers: whether one is tried, and then what is recorded."""
    recorded = trial.recorded.case.answer(at)
    if at not in trial.answers:
        return [row(("as recorded", "$quiet"))] if recorded else []
    told = said(trial.tried.pack.questions[at.key.record][at.question], recorded)
    lead = Content.styled("≠ ", "bold $warn")
    return [row(("tried; recorded is: ", "$quiet"), plain(told), lead=lead, indent=2)]


def _findings(trial: Trial) -> Iterator[Row]:
    come, go = trial.come, trial.go
    yield BLANK
    count = len(trial.recorded.known.findings), len(trial.tried.known.findings)
    yield row(("Findings", "bold $accent"), (f"  {count[0]} as recorded, {count[1]} as tried", "$quiet"))
    if not come and not go:
        yield row(("None comes and none goes.", "$quiet"))
    if come:
        yield row((f"{len(come)} would come", "bold"))
        yield from live.finding_rows(trial.tried, come, "+ ")
    if go:
        yield row((f"{len(go)} would go", "bold"))
        yield from live.finding_rows(trial.recorded, go, "− ")


def _pair(name: str, recorded: Content, tried: Content, *, sign: bool = True) -> Row:
    room = " " * max(_SIDE - recorded.cell_length, 1)
    is_same = recorded.plain == tried.plain
    between = ("=  ", "$quiet") if is_same else ("≠  ", "bold $warn")
    parts = (recorded, room, between if sign else "   ", tried)
    return row(*parts, lead=plain_line(name, "$quiet"), indent=_LEAD)


def _differs(trial: Trial) -> bool:
    return trial.recorded.proposal != trial.tried.proposal


def _proposal(judged: Judged) -> Content:
    return short(judged.pack.judgements, judged.proposal.judgement, "· nothing proposed")


def _known(judged: Judged) -> Content:
    return short(judged.pack.judgements, judged.known.judgement.outcome)


def _standing(judged: Judged) -> str:
    return judged.proposal.standing or "–"


def _ground(judged: Judged) -> str:
    grounds = {one.id: one.label for one in judged.pack.words.grounds}
    return grounds.get(judged.proposal.ground or "", "–")


def _possible(judged: Judged) -> Content:
    judgements = judged.pack.judgements
    signs = [
        plain_line(judgements[name].sign, f"bold $tone-{judgements[name].tone}")
        for name in judged.certain.possible
    ]
    return Content(" ").join(signs)


def _reading(name: str, one: Reading, sign: str) -> Row:
    style = "bold $warn" if sign.startswith("≠") else "$quiet"
    lead = Content.assemble((sign, style), (name, "$quiet"))
    told = plain(one.told, "bold" if one.is_considered else "")
    return row(told, ("" if one.is_certain else ", may still change", "$quiet"), lead=lead, indent=_LEAD)
