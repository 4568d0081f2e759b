"""What was decided beside what was sealed and is proposed: rows for the judgement, the case review and the panel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from assistant.case import JudgementRecorded, Sealed
from assistant.numbers import number
from assistant.pack import Outcome
from assistant.reasoning.phrases import question_name, said
from assistant.store import Stated
from assistant.tui.session import Session
from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.work.case_review import SPEAKERS, Reading, Readings, held, stated_by, told_both, told_by
from assistant.work.deciding import Changed, Since, signed, since, told_since, told_then

_LEAD = 15
_AREA = 16
_NOT_JUDGED = (("e", "why"), ("j", "judge"), ("v", "case review"), ("y", "report"))
_JUDGED = (("v", "case review"), ("y", "report"), ("q", "quality assurance"), ("e", "why"))
_TRAINED = (("e", "why"), ("f10", "the scenarios, and there d the debrief"))
"""What comes after the seal, after the judgement, and after the seal of a scenario: the key and what it opens."""
_OWN = 16
"""The width of an own view beside what is proposed."""


def sign(outcomes: dict[str, Outcome], name: str | None) -> Content:
    """An outcome with its sign and tone; one that the pack does not know by its id."""
    one = outcomes.get(name or "")
    if one is None:
        return plain_line(name or "· none yet", "$quiet")
    return plain_line(f"{one.sign} {one.label}", f"bold $tone-{one.tone}")


# The judgement


def beside(session: Session, standing: str, baseline: Row) -> Iterator[Row]:
    """The sealed view, the proposal and what changed since; with how settled the proposal is, and its baseline."""
    case, pack, proposal = session.case, session.pack, session.judged.proposal
    judgements = dict(pack.judgements)
    sealed = case.sealed
    if sealed:
        yield _lead("sealed view", sign(judgements, sealed.judgement))
    else:
        yield _lead("sealed view", plain("none: this case is read live", "$quiet"))
    yield _lead("proposal", sign(judgements, proposal.judgement), f"  {standing}")
    yield Row(baseline.body, indent=_LEAD)
    if case.judgement:
        made = case.judgement
        yield _lead("judged", sign(judgements, made.decided), f"  {told_since(session.judged, made)}")
    yield from _since(session)
    yield BLANK
    yield from _areas(session)
    if sealed:
        yield BLANK
        yield row(
            ("Your reasons when you sealed it", "bold $accent"),
            (f"  {signed(session.kept.standing, sealed)}", "$quiet"),
        )
        yield row(plain(sealed.reasons))
    if case.judgement:
        yield BLANK
        yield row(
            ("The judgement so far", "bold $accent"),
            (f"  {signed(session.kept.standing, case.judgement)}", "$quiet"),
        )
        yield row(plain(case.judgement.reasons))
        earlier = sum(isinstance(one.change, JudgementRecorded) for one in session.kept.standing.made) - 1
        if earlier > 0:
            yield row(
                (f"{earlier} before it {'stands' if earlier == 1 else 'stand'} in the history", "$quiet")
            )


def _lead(name: str, told: Content, quiet: str = "") -> Row:
    return row(told, plain(quiet, "$quiet"), lead=Content.styled(name, "$quiet"), indent=_LEAD)


def changed_since(session: Session, kind: type[Sealed | JudgementRecorded]) -> Since | None:
    """What changed since the seal, or the judgement, with what is not saved yet."""
    return since(session.kept.standing, session.case, session.pack, kind)


def _since(session: Session) -> Iterator[Row]:
    found = changed_since(session, Sealed)
    if found is None:
        return
    style = "bold $warn" if found.answers else "" if found else "$quiet"
    yield _lead("since the seal", plain(told_changes(found), style))
    for one in found.answers:
        yield from change(session, one)


def told_changes(found: Since) -> str:
    """How much changed: `2 answers changed, and 1 other change`; of what did not, nothing."""
    answers = f"{number(len(found.answers), 'answer')} changed" if found.answers else ""
    if not found.others:
        return answers or "nothing changed"
    if not answers:
        return f"no answer changed, and {number(found.others, 'other change')}"
    return f"{answers}, and {number(found.others, 'other change')}"


def change(session: Session, one: Changed) -> Iterator[Row]:
    """An answer as it was and as it is."""
    pack, at = session.pack, one.at
    question = pack.questions.get(at.key.record, {}).get(at.question)
    if question is None:
        yield row(plain(at), lead=Content.styled("  » ", "$warn"), indent=4)
        return
    told = Content.assemble(
        plain(said(question, one.was)), (" → ", "$accent"), plain(said(question, one.now))
    )
    name = plain(f"{question_name(pack, at)} ", "$quiet")
    yield row(name, told, lead=Content.styled("  » ", "$warn"), indent=4)


def _areas(session: Session) -> Iterator[Row]:
    """Each area as it was sealed beside as it is proposed."""
    pack, sealed = session.pack, session.case.sealed
    evaluations = dict(pack.evaluations)
    yield row(
        ("Areas", "bold $accent"),
        ("  as sealed, beside as proposed" if sealed else "  as proposed", "$quiet"),
    )
    for area, evaluation in session.judged.areas.items():
        proposed = short(evaluations, evaluation, "· none proposed yet")
        if sealed is None:
            told = proposed
        else:
            named = sealed.areas.get(area)
            own = short(evaluations, named, "· not stated")
            room = " " * max(_OWN - own.cell_length, 1)
            if evaluation is None:
                between = ("   ", "")  # nothing to compare with
            elif named == evaluation:
                between = ("=  ", "$quiet")
            else:
                between = ("≠  ", "bold $warn")
            told = Content.assemble(own, room, between, proposed)
        yield row(told, lead=plain_line(pack.areas[area].short), indent=_AREA)


def short(evaluations: Mapping[str, Outcome], name: str | None, none: str = "· none yet") -> Content:
    """An outcome in few words with its sign and tone; one that the pack does not know by its id."""
    one = evaluations.get(name or "")
    if one is None:
        return plain_line(name or none, "$quiet")
    return plain_line(f"{one.sign} {one.short}", f"bold $tone-{one.tone}")


# The case review


def reading(one: Reading) -> Iterator[Row]:
    """One published reading, for a column beside the other."""
    yield row(plain(one.label, "bold $accent"))
    yield row(
        plain(one.says, "bold" if one.is_considered else ""),
        ("" if one.is_certain else ", may still change", "$quiet"),
        lead=_mark(one),
        indent=2,
    )
    for sentence in one.because:
        yield row(plain(sentence, "$quiet"), indent=2)


def reading_row(one: Reading) -> Row:
    """One published reading, in the panel."""
    return row(
        plain_line(one.label),
        ": ",
        (one.says, "bold" if one.is_considered else ""),
        ("" if one.is_certain else " · may still change", "$quiet"),
        lead=_mark(one),
        indent=2,
    )


def _mark(one: Reading) -> Content:
    if one.is_considered:
        return Content.styled("! ", "bold $tone-bad")
    return Content.styled("· ", "bold $tone-quiet")


def follows(session: Session, found: Readings) -> Row:
    """Which judgement the readings follow."""
    judgements = dict(session.pack.judgements)
    # There is one review to hold or not, whichever of the readings calls for it.
    of_all = (". One case review answers all readings" if len(found.each) > 1 else "", "$quiet")
    if found.after is None:
        proposed = session.judged.proposal.judgement
        told = ("By what is known; not judged yet. Proposal: ", "$quiet")
        return row(told, sign(judgements, proposed), of_all)
    made = session.case.judgement
    departed = (f", {told_then(made)}" if made and made.departure else "", "$quiet")
    return row(("By the judgement recorded: ", "$quiet"), sign(judgements, found.after), departed, of_all)


def statements(session: Session) -> Iterator[Row]:
    """What inspector and RIM stated last, whole: who the case names for the office, and who stated it."""
    for by, name in SPEAKERS.items():
        stated = stated_by(session.kept.standing, by)
        told = f"  {told_by(session.case, by, stated)}".rstrip()
        yield row(_held(stated), plain(told, "$quiet"), lead=plain(name, "bold"), indent=11)
        if stated:
            yield row(plain(stated.told.reasons), indent=11)
            if stated.told.options:
                yield row(("weighed: ", "$quiet"), plain(stated.told.options), indent=11)


def _held(stated: Stated | None) -> Content:
    if stated is None:
        return plain("○ not stated yet", "$quiet")
    return plain(f"{'●' if stated.told.is_held else '–'} {held(stated)}", "bold")


# The panel and the line on top


def headline(session: Session, *, is_short: bool = False) -> Content:
    """The judgement, in front of the proposal on the line on top; empty until there is one.

    In short a departure is said to be one, and not that it was one when it was made.
    """
    made = session.case.judgement
    if made is None:
        return Content("")
    one = session.pack.judgements.get(made.decided)
    told = (
        plain_line(f"{one.sign} {one.short}", f"bold $tone-{one.tone}") if one else plain_line(made.decided)
    )
    then = f", {'a departure' if is_short else told_then(made)}" if made.departure else ""
    return Content.assemble("judged ", told, (then, "bold"), " · ")


def panel_rows(session: Session) -> Iterator[Row]:
    """The judgement and what was stated of the case review, in the panel; never while the own view comes first."""
    made = session.case.judgement
    yield row(("Judgement", "bold $accent"))
    if made is None:
        yield row(("not recorded yet", "$quiet"))
    else:
        yield row(sign(dict(session.pack.judgements), made.decided))
        told = told_since(session.judged, made)
        yield row(plain(told, "bold" if made.departure else "$quiet"))
        yield row(plain(signed(session.kept.standing, made), "$quiet"))
        found = changed_since(session, JudgementRecorded)
        if found:
            yield row(
                plain(f"{told_changes(found)} since", "$warn"),
                lead=Content.styled("? ", "bold $warn"),
                indent=2,
            )
    yield from _stated(session)
    yield _onward(session)
    yield BLANK


def _onward(session: Session) -> Row:
    """What comes next, each with its key, for as long as the case is open."""
    onward = _TRAINED if session.covers is not None else _JUDGED if session.case.judgement else _NOT_JUDGED
    parts = [Content.assemble((key, "bold $accent"), f" {does}") for key, does in onward]
    return row(("go on: ", "$quiet"), Content(" · ").join(parts))


def _stated(session: Session) -> Iterator[Row]:
    """What inspector and RIM stated of the case review; nothing before one of them has."""
    found = session.kept.standing.case_review
    if not found:
        return
    yield row(("Case review", "bold $accent"))
    for by, name in SPEAKERS.items():
        yield row(_held(stated_by(session.kept.standing, by)), lead=plain(name), indent=11)
    yield from differing(session)


def differing(session: Session) -> Iterator[Row]:
    """That inspector and RIM state otherwise, and what then; nothing where they do not."""
    if told := told_both(session.kept.standing):
        yield row((told, "$warn"), lead=Content.styled("? ", "bold $warn"), indent=2)
