"""Tells what a change of the rules comes to as sections of tables: what is different, what moves, and each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from assistant.case import Case
from assistant.reasoning.phrases import say_of_any
from assistant.work.audit.shapes import Column, Report, Section, Table
from assistant.work.causes import answers_read
from assistant.work.coefficients import Share
from assistant.work.corpus.situations import situations
from assistant.work.impact import Impact, Moved
from assistant.work.impact_words import of_answers, of_causes, of_move, sides
from assistant.work.rule_changes import Change, Changes

TOLD = 100
"""So many of the cases that move are told one by one."""
_KIND = {"added": "added", "removed": "taken away", "changed": "changed"}


def report(impact: Impact, covered: int = 0, broken: Sequence[str] = ()) -> Report:
    """An impact told in the words of the new pack.

    `covered` cases are not among those that were judged; `broken` says what the new rules owe and do not hold.
    """
    found = impact.changes
    moved = f"{len(impact.moves):,} of {impact.cases:,} cases move"
    return Report(
        moved if impact.cases else "No case was judged",
        (
            ("Old rules", f"{found.old.id} {found.old.version}, {len(found.old.rules)} rules"),
            ("New rules", f"{found.new.id} {found.new.version}, {len(found.new.rules)} rules"),
            ("Cases", f"{impact.cases:,}, on what is known of each"),
            ("Left out until their own view is sealed", f"{covered:,}"),
            ("Left out, as they cannot be used", f"{impact.corpus.left_out:,}"),
        ),
        (
            *(f"The new rules are broken: {one}" for one in broken),
            "That a case moves says nothing of which rules are better: that is for whoever owns them to decide.",
        ),
        (_different(found), _moving(impact), _cases(impact)),
    )


def _different(found: Changes) -> Section:
    rules = tuple((change.rule, _how(change), "\n".join(_fields(found, change))) for change in found.rules)
    return Section(
        "different",
        "What is different",
        "The rules that are not the same, and what they read or conclude that is not.",
        (
            Table(
                "rules",
                "Rules",
                "",
                (
                    Column("rule", "Rule", "the rule's id"),
                    Column("how", "How", "added, taken away or changed"),
                    Column(
                        "what",
                        "What",
                        "what it says, or each field that differs",
                        "lines",
                    ),
                ),
                rules,
                "Every rule is the same.",
            ),
            _sentences(
                "knowledge",
                "What rules read or conclude",
                found.knowledge,
                "All that rules read or conclude is the same.",
            ),
            _sentences(
                "apart", "Not compared", found.apart, "Whatever one pack concludes the other does too."
            ),
        ),
    )


def _how(change: Change) -> str:
    return _KIND[change.how] if change.may_move else f"{_KIND[change.how]} in words alone"


def _fields(found: Changes, change: Change) -> Iterator[str]:
    """What differs: of a changed rule its fields, of another what it says."""
    if change.how != "changed":
        pack = found.new if change.how == "added" else found.old
        yield say_of_any(pack, pack.rules_by_id[change.rule])
    for name in change.fields:
        yield from (f"{name} {sign} {value}" for sign, value in sides(found, change, name))


def _sentences(name: str, title: str, sentences: tuple[str, ...], empty: str) -> Table:
    told = tuple((one,) for one in sentences)
    return Table(name, title, "", (Column("what", "What", "what is so"),), told, empty)


def _moving(impact: Impact) -> Section:
    def share(count: int) -> Share:
        return Share(count, impact.cases)

    causes: list[tuple[str, Share]] = [
        (" and ".join(cause), share(count)) for cause, count in impact.by_cause()
    ]
    if impact.unexplained:
        told = "no cause was found: it takes too many changes together"
        causes.append((told, share(impact.unexplained)))
    cases = Column("cases", "Cases", "how many cases move so, of all", "share")
    nothing = "No case moves."
    return Section(
        "moving",
        "What moves",
        "Every case is judged by both packs, on what is known of it. A move is put down to the fewest changes "
        "that make it when they alone are put into the old rules.",
        (
            Table(
                "moves",
                "From what to what",
                "",
                (Column("move", "Move", "what it comes to under the old rules and the new"), cases),
                tuple((of_move(impact.changes, move), share(count)) for move, count in impact.by_move()),
                nothing,
            ),
            Table(
                "causes",
                "By what is changed",
                "",
                (Column("cause", "Changed", "the rules that move it, each set of them alone"), cases),
                tuple(causes),
                nothing,
            ),
        ),
    )


def _cases(impact: Impact) -> Section:
    moved = list(islice(impact.each(), TOLD))
    cases = dict(situations(impact.corpus, [one.number for one in moved]))
    left = len(impact.moves) - len(moved)
    more = f" The first {TOLD} of {len(impact.moves):,} are told." if left else ""
    return Section(
        "cases",
        "Cases that move",
        f"Each with the changes that move it, and the answers by which they do.{more}",
        (
            Table(
                "cases",
                "Cases",
                "",
                (
                    Column("case", "Case", "the case's name"),
                    Column(
                        "moves",
                        "Moves",
                        "each move, with its causes where they are not the same for all",
                        "lines",
                    ),
                    Column("by", "By", "the changes that make all of the moves", "lines"),
                    Column("answers", "As", "the answers that the changed rules read", "lines"),
                ),
                tuple(_case(impact, one, cases) for one in moved),
                "No case moves.",
                most=TOLD,
            ),
        ),
    )


def _case(impact: Impact, moved: Moved, cases: Mapping[int, Case]) -> tuple[str, str, str, str]:
    found = impact.changes
    causes = {move.causes for move in moved.moves}
    by = of_causes(next(iter(causes))) if len(causes) == 1 else ""
    moves = (
        of_move(found, move) + (f", by {of_causes(move.causes)}" if move.causes and not by else "")
        for move in moved.moves
    )
    answers = of_answers(found.new, answers_read(found, cases[moved.number], moved.moves))
    return moved.case, "\n".join(moves), by, "\n".join(answers)
