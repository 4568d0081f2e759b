"""What a case tells beside its answers and notes, for a disclosure copy: each text with what it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.case import Case
from assistant.case.header import Baseline, ReviewStated
from assistant.pack import Outcome, Pack
from assistant.store import Standing


def reported(case: Case) -> Iterator[tuple[str, str]]:
    """The inspections before and the comments of the provider that came with the case's file: what, and its text."""
    for past in case.history:
        yield f"inspection of {past.date}", f"{past.kind}: {past.judgement}"
    for draft in case.provider_comments:
        for comment in draft.comments:
            # Of whom it is the answer that it touches may tell alone, so that stands in the text.
            on = "".join(f" (on {place})" for place in (comment.place, comment.question) if place)
            settled = f" Settled: {comment.reasons}" if comment.reasons else ""
            again = f" Looked at again: {comment.looked_again}" if comment.looked_again else ""
            yield (
                f"comment of the provider, {comment.day}, on {draft.name}",
                f"{comment.text}{on}{settled}{again}",
            )


def timed(case: Case) -> Iterator[tuple[str, str]]:
    """What somebody wrote of the timeline in the case's file: the step or the day, and its text."""
    if case.timeline is None:
        return
    for step in case.timeline.done:
        yield f"timeline, {step.step} on {step.day}", step.about or "done"
    for day in case.timeline.days:
        yield f"timeline, {day.day}", f"{'worked' if day.worked else 'not worked'}: {day.reason}"


def inspected_before(baseline: Baseline) -> Iterator[str]:
    """The inspections that a case is compared with."""
    judged = f", judged {baseline.grade}" if baseline.grade else ""
    if baseline.last_full_inspection or judged:
        yield f"Last full inspection: {baseline.last_full_inspection or 'no date given'}{judged}"
    if baseline.last_inspection:
        yield f"Last inspection of any kind: {baseline.last_inspection}"


def concluded(case: Case, pack: Pack) -> Iterator[tuple[str, str]]:
    """The own view that was sealed and the judgement: what, and its outcome with the reasons."""
    for title, outcome, view in (
        ("Own view, sealed", case.sealed and case.sealed.judgement, case.sealed),
        ("Judgement", case.judgement and case.judgement.decided, case.judgement),
    ):
        if view and outcome:
            yield title, f"{_label(pack.judgements, outcome)}. {view.reasons}"
    for area, outcome in case.sealed.areas.items() if case.sealed else ():
        name = pack.areas[area].label if area in pack.areas else area
        yield f"Own view, sealed, of {name}", _label(pack.evaluations, outcome)


def _label(outcomes: Mapping[str, Outcome], outcome: str) -> str:
    """What an outcome is called; one that the pack no longer has, by its id."""
    return outcomes[outcome].label if outcome in outcomes else outcome


def reviewed(standing: Standing) -> Iterator[tuple[str, str]]:
    """What was stated of the case review, by whom; last what a file said before somebody stated otherwise here."""
    for one in standing.case_review:
        yield (
            f"Case review, by the {one.told.by}",
            _statement(one.told.reasons, one.told.options, one.told.is_held),
        )
    made, current = standing.case.case_review, [one.came for one in standing.case_review]
    speakers: tuple[tuple[str, ReviewStated | None], ...] = (
        (("inspector", made.inspector), ("rim", made.rim)) if made else ()
    )
    for by, said in speakers:
        if said is not None and said not in current:
            yield (
                f"Case review, by the {by}, as its file said",
                _statement(said.reasons, said.options, said.held),
            )


def _statement(reasons: str, options: str | None, is_held: bool) -> str:  # noqa: FBT001  # what was stated
    told = " ".join(filter(None, (reasons, options)))
    return f"{'held' if is_held else 'not held'}: {told}"
