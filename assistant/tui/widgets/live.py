"""The panel once nothing is covered: the proposal and what it rests on. Most starts of the app need none of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from assistant.pack import FindingRule, Pack
from assistant.reasoning import Judged, concerns
from assistant.reasoning.phrases import say
from assistant.reasoning.results import Finding
from assistant.tui.session import Session
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.tui.widgets import ahead, decided, panel
from assistant.work.case_review import readings, told_state

_FINDINGS = 30
_WIDTH = 30


def rows(session: Session) -> Iterator[Row]:
    """What the rules make of the case: the proposal, the areas, the findings and the case review."""
    judged, pack = session.judged, session.pack
    yield from decided.panel_rows(session)
    yield panel.title("Proposal")
    if judged.proposal.judgement is None:
        yield row("Nothing is proposed yet: ", ("w", "bold $accent"), " tells what is left to look at.")
        so_far = pack.judgements[judged.known.judgement.outcome]
        yield row(("known so far  ", "$quiet"), panel.outcome(so_far, is_short=True))
    else:
        proposed = pack.judgements[judged.proposal.judgement]
        yield row(panel.outcome(proposed))
        if told := standing(judged):
            yield row((told, "$quiet"))
    yield panel.baseline(session)
    yield row(("still possible", "$quiet"), (f" · {_confirmed(session)}", "$quiet"))
    yield from _packed(
        [panel.outcome(pack.judgements[name], is_short=True) for name in judged.certain.possible]
    )
    yield from ahead.rows(session)
    yield BLANK
    yield panel.title("Areas")
    for area, evaluation in judged.areas.items():
        told_as = (
            panel.outcome(pack.evaluations[evaluation], is_short=True)
            if evaluation
            else Content.styled("· not looked at yet", "$quiet")
        )
        yield row(told_as, lead=plain_line(pack.areas[area].short), indent=14)
    yield from _findings(judged)
    yield from _review(session)
    yield from panel.look_again(session)


def headline(session: Session, width: int | None = None) -> Content:
    """The proposal on one line; what it rests on goes whole where there is no room."""
    judged = session.judged
    line = _known(session, decided.headline(session))
    if width is not None and line.cell_length > width:
        line = _known(session, decided.headline(session, is_short=True))
    parts: list[str] = []
    if judged.proposal.judgement is not None:
        parts = [f"{', ' if number else ' · '}{part}" for number, part in enumerate(_parts(judged))]
    review = told_state(session.kept.standing)
    line = _as_far_as_it_goes(line, [f" · case review: {review}"] if review else [], width)
    return _as_far_as_it_goes(line, parts, width)


def _known(session: Session, judgement: Content) -> Content:
    """What is proposed with its baseline, behind what was judged; or what is possible, where nothing is yet."""
    judged, pack = session.judged, session.pack
    if judged.proposal.judgement is None:
        possible = " ".join(pack.judgements[name].sign for name in judged.certain.possible)
        return Content.assemble(judgement, "nothing proposed yet", (f" · possible: {possible}", "$quiet"))
    proposed = panel.outcome(pack.judgements[judged.proposal.judgement], is_short=True)
    base = session.case.baseline.date_used() if session.case.baseline else None
    against = (", " if judgement else " against ") + f"baseline {base}" if base else ", no baseline"
    return Content.assemble(judgement, "proposal ", proposed, (against, "$quiet"))


def _as_far_as_it_goes(line: Content, parts: list[str], width: int | None) -> Content:
    """A line with as many of the parts behind it as there is room for, each of them whole."""
    for part in parts:
        longer = Content.assemble(line, (part, "$quiet"))
        if width is not None and longer.cell_length > width:
            break
        line = longer
    return line


def _confirmed(session: Session) -> str:
    if session.judged.is_confirmed:
        return "confirmed"
    return "not confirmed" if session.unconfirmed else "being confirmed…"


def _packed(items: list[Content]) -> Iterator[Row]:
    """Items side by side, as many as fit beside one another in the panel."""
    line: list[Content] = []
    for item in items:
        if line and sum(one.cell_length + 2 for one in line) + item.cell_length > _WIDTH:
            yield row(Content("  ").join(line), indent=2)
            line = []
        line.append(item)
    if line:
        yield row(Content("  ").join(line), indent=2)


def standing(judged: Judged) -> str:
    """How settled the proposal is, and on which ground."""
    return ", ".join(_parts(judged))


def _parts(judged: Judged) -> list[str]:
    grounds = {one.id: one.label for one in judged.pack.words.grounds}
    parts = [judged.proposal.standing or "", grounds.get(judged.proposal.ground or "", "")]
    return [part for part in parts if part]


def _findings(judged: Judged) -> Iterator[Row]:
    yield BLANK
    found = judged.known.findings
    yield panel.title(f"Findings ({len(found)})")
    if not found:
        yield row(("None yet: they come as you answer.", "$quiet"))
    yield from finding_rows(judged, found[:_FINDINGS])
    if len(found) > _FINDINGS:
        yield row((f"and {len(found) - _FINDINGS} more", "$quiet"))


def finding_rows(judged: Judged, found: Iterable[Finding], lead: str = "") -> Iterator[Row]:
    """Findings of a judged case, each with the sign of its direction behind a lead."""
    pack = judged.pack
    signs = _directions(pack)
    for finding in found:
        rule = pack.rules_by_id[finding.rule]
        if isinstance(rule, FindingRule):
            sign = signs.get(rule.find.direction, ("·", "quiet"))
            text = plain(say(pack, judged.case, rule, finding.key))
            about = (f"  {pack.areas[finding.area].short}, {_weight(pack, rule)}", "$quiet")
            before = Content.assemble((lead, "bold $accent"), (f"{sign[0]} ", f"bold $tone-{sign[1]}"))
            yield row(text, about, lead=before, indent=len(lead) + 2)


def _directions(pack: Pack) -> dict[str, tuple[str, str]]:
    """A sign for each direction: that of the evaluation of its name, or one of its own."""
    concern = pack.words.case_review.concern_directions
    found: dict[str, tuple[str, str]] = {}
    for direction in pack.words.directions:
        same = pack.evaluations.get(direction.id)
        if same:
            found[direction.id] = (same.sign, same.tone)
        else:
            found[direction.id] = ("!", "bad") if direction.id in concern else ("=", "even")
    return found


def _weight(pack: Pack, rule: FindingRule) -> str:
    return next(one.label for one in pack.words.weights if one.id == rule.find.weight)


def _review(session: Session) -> Iterator[Row]:
    yield BLANK
    found = readings(session.judging, session.judged)
    yield panel.title("Case review, by both readings")
    for reading in found.each:
        yield decided.reading_row(reading)
    for told in concerns(session.judged):
        yield row(("concern: ", "$quiet"), plain(told), indent=2)
