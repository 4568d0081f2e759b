"""The panel beside the question: what the rules make of the case, or, while covered, only how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from assistant.case import record_title
from assistant.pack import FindingRule, Outcome, Pack
from assistant.reasoning import Judged, concerns
from assistant.reasoning.phrases import said, say
from assistant.reasoning.results import Finding
from assistant.tui.session import Session
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.work.interview import Progress, chapters, danger, keys, progress, steps
from assistant.work.proof_state import Proofs

_FINDINGS = 30
_WIDTH = 30
_MONTH = len("2018-03")


def rows(session: Session, proofs: Proofs) -> Iterator[Row]:
    """The panel: covered until the own view is sealed, or live; and by which rules, and what is proved of them."""
    if session.is_covered:
        yield from _covered(session)
    else:
        yield from _live(session)
    yield from _about(session, proofs)


def outcome(one: Outcome, *, is_short: bool = False) -> Content:
    """An outcome with its sign and its tone."""
    return plain_line(f"{one.sign} {one.short if is_short else one.label}", f"bold $tone-{one.tone}")


def headline(session: Session, width: int | None = None) -> Content:
    """The proposal, or while covered the progress, on one line; what it rests on goes whole where there is no room."""
    if session.is_covered:
        done, core, of = session.far
        return Content.assemble(
            "own view first: ",
            (f"{done}", "bold"),
            f" of {core} {of}",
            (f" · {len(session.flags)} to look at again", "$quiet"),
        )
    from assistant.tui.widgets import decided
    from assistant.work.case_review import told_state

    line = decided.headline(session)
    judged, pack = session.judged, session.pack
    if judged.proposal.judgement is None:
        possible = " ".join(pack.judgements[name].sign for name in judged.certain.possible)
        line = Content.assemble(line, "nothing proposed yet", (f" · possible: {possible}", "$quiet"))
        parts: list[str] = []
    else:
        proposed = pack.judgements[judged.proposal.judgement]
        base = session.case.baseline.date_used() if session.case.baseline else None
        against = (", " if line else " against ") + f"baseline {base}" if base else ", no baseline"
        line = Content.assemble(line, "proposal ", outcome(proposed, is_short=True), (against, "$quiet"))
        parts = [f"{', ' if number else ' · '}{part}" for number, part in enumerate(_parts(judged))]
    review = told_state(session.kept.standing)
    line = _as_far_as_it_goes(line, [f" · case review: {review}"] if review else [], width)
    return _as_far_as_it_goes(line, parts, width)


def _as_far_as_it_goes(line: Content, parts: list[str], width: int | None) -> Content:
    """A line with as many of the parts behind it as there is room for, each of them whole."""
    for part in parts:
        longer = Content.assemble(line, (part, "$quiet"))
        if width is not None and longer.cell_length > width:
            break
        line = longer
    return line


def mode(session: Session) -> str:
    """How far the case has come with the own view: covered, live, sealed or judged."""
    if session.is_covered:
        return "own view first"
    if session.case.judgement:
        return "judged"
    return "live" if session.reveal == "live" else "sealed"


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


def _live(session: Session) -> Iterator[Row]:
    from assistant.tui.widgets import ahead, decided

    judged, pack = session.judged, session.pack
    yield from decided.panel_rows(session)
    yield _title("Proposal")
    if judged.proposal.judgement is None:
        yield row("Nothing is proposed yet: ", ("w", "bold $accent"), " tells what is left to look at.")
        so_far = pack.judgements[judged.known.judgement.outcome]
        yield row(("known so far  ", "$quiet"), outcome(so_far, is_short=True))
    else:
        proposed = pack.judgements[judged.proposal.judgement]
        yield row(outcome(proposed))
        if told := standing(judged):
            yield row((told, "$quiet"))
    yield baseline(session)
    yield row(("still possible", "$quiet"), (f" · {_confirmed(session)}", "$quiet"))
    yield from _packed([outcome(pack.judgements[name], is_short=True) for name in judged.certain.possible])
    yield from ahead.rows(session)
    yield BLANK
    yield _title("Areas")
    for area, evaluation in judged.areas.items():
        told_as = (
            outcome(pack.evaluations[evaluation], is_short=True)
            if evaluation
            else Content.styled("· not looked at yet", "$quiet")
        )
        yield row(told_as, lead=plain_line(pack.areas[area].short), indent=14)
    yield from _findings(judged)
    yield from _review(session)
    yield from _flags(session)


def _findings(judged: Judged) -> Iterator[Row]:
    yield BLANK
    found = judged.known.findings
    yield _title(f"Findings ({len(found)})")
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
    from assistant.tui.widgets import decided
    from assistant.work.case_review import readings

    yield BLANK
    found = readings(session.judging, session.judged)
    yield _title("Case review, by both readings")
    for reading in found.each:
        yield decided.reading_row(reading)
    for told in concerns(session.judged):
        yield row(("concern: ", "$quiet"), plain(told), indent=2)


def _covered(session: Session) -> Iterator[Row]:
    case, pack = session.case, session.pack
    yield _title("Own view first")
    yield row("Nothing that the rules conclude is shown until you have sealed your own view, with reasons.")
    yield row(
        ("Press ", "$quiet"),
        ("w", "bold $accent"),
        (" for what is left, ", "$quiet"),
        ("s", "bold $accent"),
        (" when you are ready to state it.", "$quiet"),
    )
    yield baseline(session)
    yield BLANK
    yield _title(f"Progress, {session.far[2]}")
    total = Progress()
    for chapter in chapters(pack):
        found = (
            step
            for kind in chapter.kinds
            for key in keys(case, pack, kind)
            for step in steps(case, pack, key)
        )
        counted = progress(found, session.covers)
        total += counted
        name = chapter.area.short if chapter.area else chapter.kinds[0].plural
        if counted.core:
            yield _bar(name, counted)
    yield _bar("All", total)
    yield from _open(session, total)
    yield from _flags(session)


def _bar(name: str, counted: Progress) -> Row:
    width = 6
    told = counted.settled + counted.uncertain
    full = width * told // counted.core if counted.core else 0
    bar = Content.assemble(("━" * full, "$accent"), ("┄" * (width - full), "$line"))
    doubt = f" {counted.uncertain}?" if counted.uncertain else ""
    return row(
        bar,
        f" {told}/{counted.core}",
        (doubt, "$warn"),
        lead=plain_line(name).truncate(19, ellipsis=True),
        indent=20,
    )


def _open(session: Session, total: Progress) -> Iterator[Row]:
    case, pack = session.case, session.pack
    yield BLANK
    yield _title("Open")
    left = total.core - total.settled - total.uncertain
    yield row(f"{left} {session.far[2]} not answered, {total.uncertain} uncertain")
    if session.covers is not None:
        yield row(("Of the others its authors found nothing in the documents: they may be left.", "$quiet"))
    sections = [kind.plural for kind in pack.sections if kind.id not in case.complete | case.sampled]
    if sections and session.covers is None:
        yield row(plain("Sections not closed: " + ", ".join(sections), "$quiet"))
    now = danger(case, pack)
    if now:
        yield BLANK
        yield row((danger_line(session) or "", "bold $bad"), lead=Content.styled("⚠ ", "bold $bad"), indent=2)


def danger_line(session: Session) -> str | None:
    """What needs action now, on one line; None where nothing does."""
    now = danger(session.case, session.pack)
    if now is None:
        return None
    if now.is_unstated:
        asked = next(iter(now.said_at))
        question = session.pack.questions[asked.key.record][asked.question]
        told = said(question, session.case.answer(asked))
        return f"{record_title(session.pack, asked.key)}: {told}. What was done is not recorded: press f4"
    return f"Outstanding: {now.outstanding or 'no reason given'} (f4)"


def _flags(session: Session) -> Iterator[Row]:
    found = session.flags
    yield BLANK
    yield _title(f"Look at again ({len(found)})")
    if not found:
        yield row(("Nothing is thin or contradictory.", "$quiet"))
    labels: dict[str, str] = {flag.kind: flag.label for flag in session.pack.evidence.flags}
    for flag in found:
        label = labels.get(flag.kind, "Is this right?")
        yield row(
            (f"{label}. ", "$warn"), plain(flag.asks), lead=Content.styled("? ", "bold $warn"), indent=2
        )


def baseline(session: Session) -> Row:
    """The baseline that is used, named wherever a judgement is shown."""
    base = session.case.baseline
    if base is None:
        told = "baseline: none is told in the case"
    else:
        label = next((one.label for one in session.pack.dates.baselines if one.id == base.used), base.used)
        day = base.date_used()
        told = f"baseline: {label[:1].lower()}{label[1:]}" + (f", {day}" if day else "")
    return row(plain(told, "$quiet"))


def _about(session: Session, proofs: Proofs) -> Iterator[Row]:
    framework = session.pack.framework
    until = str(framework.effective_to)[:_MONTH] if framework.effective_to else "today"
    yield BLANK
    yield _title("By")
    yield row(plain(framework.short), (f"  {str(framework.effective_from)[:_MONTH]} to {until}", "$quiet"))
    yield row(plain(framework.caution, "$quiet"))
    if proofs.broken:
        yield row((proofs.told, "bold $bad"), lead=Content.styled("⚠ ", "bold $bad"), indent=2)
    else:
        yield row((f"{proofs.told}  ", "$quiet"), ("f7", "bold $accent"))


def _title(text: str) -> Row:
    return row((text, "bold $accent"))
