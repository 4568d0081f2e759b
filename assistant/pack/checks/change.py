"""A finding's direction rests on what it says it rests on: a change, the baseline, its silence, an effect."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.pack.checks.placed import (
    Placed,
    Read,
    direction_of,
    footing_of,
    placed_findings,
    reads,
    weight_of,
)
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.rules import FindingRule
from assistant.problems import Problem

CODE = "rule-change"


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Findings that do not read what their `rests_on` claims."""
    for placed in placed_findings(files):
        read = list(reads(pack, placed.rule, "when"))
        footing = footing_of(pack, placed.rule)
        match footing.reads:
            case "change" | "effect" as about:
                if not any(about in _abouts(pack, one) for one in read):
                    yield placed.problem(
                        CODE,
                        f"it rests on `{footing.id}` and reads no question about {about}",
                        f"read a question about {about} under `when`, or name what it does rest on",
                        "find",
                        "rests_on",
                    )
            case "baseline" | "silence":
                yield from _baseline(pack, placed, read)
            case "level":
                yield from _level(pack, placed)


def _abouts(pack: Pack, read: Read) -> set[str | None]:
    """What a question is about, and the questions whose answers switch it on."""
    refs = [gate.ref for gate in pack.gates.get((read.ref.record, read.ref.question), ())]
    return {read.question.about, *(pack.questions[ref.record][ref.question].about for ref in refs)}


def _baseline(pack: Pack, placed: Placed[FindingRule], read: list[Read]) -> Iterator[Problem]:
    rule, footing = placed.rule, footing_of(pack, placed.rule)
    own_area = [one for one in read if one.question.silent is not None and one.ref.area == rule.find.area]
    if not own_area:
        yield placed.problem(
            CODE,
            f"it rests on `{footing.id}` and does not read what the baseline found of its own area",
            "read that question of the area named in `find`",
            "find",
            "rests_on",
        )
        return
    points = direction_of(pack, rule).points
    for one in own_area:
        silent = one.question.silent
        then = [answer.id for answer in one.question.answers if answer.id != silent]
        if (footing.reads == "silence") != (silent in one.values):
            yield placed.problem(
                CODE,
                f"it rests on `{footing.id}`, and its list of what the baseline found "
                + (f"leaves out `{silent}`" if footing.reads == "silence" else f"takes in `{silent}`"),
                f"let a rule that reads `{silent}` rest on the baseline's silence, and no other",
                *one.path,
            )
        if footing.reads == "silence" and set(one.values) - {silent}:
            yield placed.problem(
                CODE,
                f"it rests on `{footing.id}`, and its list of what the baseline found takes in more than `{silent}`",
                f"leave only `{silent}` in the list, and write another rule for what the baseline did find",
                *one.path,
            )
        beyond = {"down": then[-1], "up": then[0], "none": None}[points]
        if beyond in one.values:
            yield placed.problem(
                CODE,
                f"it points {points} from a baseline that was `{beyond}`, from which nothing can move that way",
                f"take `{beyond}` out of the list: a level says nothing by itself",
                *one.path,
            )
    if footing.reads != "silence":
        return
    lightest = pack.words.weights[0]
    if points == "up":
        yield placed.problem(
            CODE,
            "it points up from the baseline's silence",
            "let only a change answer point up where the baseline is silent",
            "find",
            "direction",
        )
    if points != "none" and weight_of(pack, rule).id != lightest.id:
        yield placed.problem(
            CODE,
            f"it rests on silence with the weight `{rule.find.weight}`",
            f"give it the lightest weight, `{lightest.id}`",
            "find",
            "weight",
        )


def _level(pack: Pack, placed: Placed[FindingRule]) -> Iterator[Problem]:
    rule, direction = placed.rule, direction_of(pack, placed.rule)
    if direction.points != "none" and not weight_of(pack, rule).from_level:
        yield placed.problem(
            CODE,
            f"it gives the direction `{direction.id}` from how things stand today, with nothing compared",
            "read a change answer, or what the baseline found of its area; or give it no direction",
            "find",
            "rests_on",
        )
