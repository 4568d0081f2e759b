"""Tells how far the interview has come, what is open, and, once the own view is sealed, what the rules propose."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.case import Case
from assistant.cli.asking.card import danger_told
from assistant.cli.asking.talk import Talk
from assistant.cli.terminal import plain
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.reasoning.phrases import first_up, question_name
from assistant.work.case_review import readings
from assistant.work.deciding import proposal_words
from assistant.work.ending import ending
from assistant.work.interview import Progress, chapters, every_step, keys, progress, steps
from assistant.work.sitting import flags_meant, flags_name

_FIRST = 10
OWN_VIEW_FIRST = Problem(
    "use-own-view-first",
    "your own view comes first, so nothing that the rules conclude is told yet",
    "state it with `seal`; `o` tells what is open, thin or contradictory",
)


def progress_line(talk: Talk) -> str:
    """How far the whole has come, in a sentence."""
    counted = progress(every_step(talk.sitting.case, talk.sitting.pack))
    return f"{_told(counted)} of {counted.core} core questions answered{_doubt(counted)}, {_detail(counted)}."


def _told(counted: Progress) -> int:
    return counted.settled + counted.uncertain


def _doubt(counted: Progress) -> str:
    return f" ({counted.uncertain} uncertain)" if counted.uncertain else ""


def _detail(counted: Progress) -> str:
    return f"{counted.detail_settled} of {counted.detail} in detail"


def by_chapter(case: Case, pack: Pack) -> Iterator[tuple[str, Progress]]:
    """How far each area or other chapter has come that has core questions, by its name."""
    for chapter in chapters(pack):
        counted = progress(
            [
                step
                for kind in chapter.kinds
                for key in keys(case, pack, kind)
                for step in steps(case, pack, key)
            ]
        )
        if counted.core:
            yield chapter.area.short if chapter.area else chapter.kinds[0].plural, counted


def core_open(case: Case, pack: Pack) -> str:
    """How many core questions have no answer yet, and where; empty where all have one."""
    by_name = [(name, counted.core - _told(counted)) for name, counted in by_chapter(case, pack)]
    where = [f"{name} {left}" for name, left in by_name if left]
    count = sum(left for _, left in by_name)
    of = "1 core question has" if count == 1 else f"{count} core questions have"
    return f"{of} no answer yet: {', '.join(where)}." if count else ""


def tell_open(talk: Talk) -> None:
    """Tell what is open, thin or contradictory; of what the rules conclude nothing before the own view is sealed."""
    case, pack = talk.sitting.case, talk.sitting.pack
    if told := danger_told(talk):
        talk.say(told, 0, "! ")
    talk.say(progress_line(talk))
    for name, counted in by_chapter(case, pack):
        talk.say(f"{name}: {_told(counted)} of {counted.core}{_doubt(counted)}", 2)
    every = list(every_step(case, pack))
    _steps(
        talk,
        "Core questions that are open",
        [str(one.at) for one in every if one.is_core and one.state == "open"],
    )
    _steps(talk, "Uncertain", [str(one.at) for one in every if one.state == "uncertain"])
    if sections := [kind.plural for kind in pack.sections if kind.id not in case.complete | case.sampled]:
        talk.say(f"Sections not closed: {', '.join(sections)}.")
    _flags(talk)
    if not talk.sitting.is_covered:
        tell_proposal(talk)


def tell_end(talk: Talk) -> None:
    """Tell all that is left, and the word that seals or ends; of what the rules conclude nothing before the seal."""
    sitting = talk.sitting
    waiting = [name for pairs in sitting.every_waiting().values() for name, _ in pairs]
    heaps = ending(sitting.case, sitting.pack, sitting.flags, waiting)
    talk.page.gap()
    talk.say(f"The end of the interview. {progress_line(talk)}")
    if not heaps:
        talk.say(
            "Nothing is open, thin or contradictory: every question is answered and every section closed."
        )
    for heap in heaps:
        talk.say(f"{heap.title} ({len(heap.left)}):")
        for left in heap.first:
            name = f" [{left.note or left.place}]" if left.note or left.place else ""
            talk.say(f"{left.says}{name}", 2, "- ")
        if heap.more:
            talk.say(heap.more, 2)
    if heaps:
        talk.say("None of this keeps you from going on: look at each once, and decide. `g NAME` goes to one.")
    if sitting.is_covered:
        talk.say("seal: states your own view and seals it, with reasons; then everything opens.")
    else:
        talk.say("proposal tells what the rules propose, and done ends.")


def _steps(talk: Talk, title: str, names: list[str]) -> None:
    if not names:
        return
    talk.say(f"{title} ({len(names)}); `g NAME` goes to one:")
    for name in names[:_FIRST]:
        talk.say(_named(talk, name), 2, "- ")
    if len(names) > _FIRST:
        talk.say(f"and {len(names) - _FIRST} more", 2)


def _named(talk: Talk, name: str) -> str:
    at = next(step.at for step in every_step(talk.sitting.case, talk.sitting.pack) if str(step.at) == name)
    return f"{question_name(talk.sitting.pack, at)} [{name}]"


def _flags(talk: Talk) -> None:
    found = talk.sitting.flags
    if not found:
        talk.say("Nothing is thin or contradictory.")
        return
    covered = talk.sitting.is_covered
    talk.say(f"{first_up(flags_name(is_covered=covered))} ({len(found)}). {flags_meant(is_covered=covered)}")
    labels: dict[str, str] = {flag.kind: flag.label for flag in talk.sitting.pack.evidence.flags}
    for flag in found:
        talk.say(f"{labels.get(flag.kind, 'Is this right?')}. {flag.asks}", 2, "- ")


# What the rules propose


def require_own_view(talk: Talk) -> None:
    """Raises `Refused` while the own view comes first."""
    if talk.sitting.is_covered:
        raise Refused([OWN_VIEW_FIRST])


def tell_proposal(talk: Talk) -> None:
    """Tell the proposal with its areas, and log that it was. Raises `Refused` while the own view comes first."""
    require_own_view(talk)
    sitting = talk.sitting
    _warn(talk)
    judged = sitting.judged
    sitting.show()
    talk.proposed = proposal_words(judged)
    talk.say(f"The rules propose: {talk.proposed}.")
    talk.say(f"Judged by the pack {sitting.pack.called}", 2)
    base = sitting.case.baseline.date_used() if sitting.case.baseline else None
    talk.say(f"Compared with the baseline of {base}." if base else "No baseline is told in the case.", 2)
    for area, evaluation in judged.areas.items():
        outcome = sitting.pack.evaluations[evaluation].label if evaluation else "not looked at yet"
        talk.say(f"{sitting.pack.areas[area].label}: {outcome}", 2)
    for one in readings(sitting.judging, judged).each:
        doubt = "" if one.is_certain else ", may still change"
        talk.say(f"Case review, {one.label}: {one.says}{doubt}", 2)
    talk.say(sitting.pack.framework.caution, 2)


def tell_whether_moved(talk: Talk) -> None:
    """Tell the proposal again where a change made it another; nothing while the own view comes first."""
    if not talk.sitting.is_covered and (now := proposal_words(talk.sitting.judged)) != talk.proposed:
        talk.proposed = now
        talk.say(f"The rules now propose: {now}.")


def tell_why(talk: Talk) -> None:
    """Tell what the proposal rests on, as an indented tree. Raises `Refused` while the own view comes first."""
    from assistant.cli.writers.explanation import Explanation
    from assistant.reasoning import explain

    tell_proposal(talk)
    roots = explain(talk.sitting.judged)
    judgement, areas = roots[0], [node for node in roots if node.kind == "area"]
    explanation = Explanation(talk.page, talk.sitting.judged)
    talk.page.heading(f"Why {judgement.text}" if judgement.outcome else judgement.text)
    explanation.judgement(judgement, areas)
    talk.page.heading("Why, area by area")
    for area in areas:
        explanation.area(area)
    talk.page.heading("Case review")
    for review in roots:
        if review.kind == "case review":
            explanation.case_review(review)


def _warn(talk: Talk) -> None:
    """Say once, as every output does, what is to be known of the rules."""
    from assistant.cli.kept import prove_and_warn

    if not talk.is_warned:
        prove_and_warn(talk.sitting.judging)
        talk.is_warned = True


def tell_help(talk: Talk) -> None:
    """Tell every word that the interview knows."""
    from assistant.cli.asking.words import WORDS

    talk.say(
        "An answer is its number, its id or the beginning of either its id or its label; a reason may follow the number."
    )
    talk.say(
        "An empty line tells the question again. A line that begins with = is always an answer, one with / always a word:"
    )
    for word in WORDS:
        talk.page.line(plain(word.help), 2)
