"""Every place in a rule's sentence is filled by something the rule reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.pack.checks.placed import Placed, listed, placed_rules, reads
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.references import Ref, parse_ref
from assistant.pack.rules import EvaluationRule, FindingRule, Rule
from assistant.problems import Problem

CODE = "rule-say"
_PLACE = re.compile(r"\{([^{}]*)\}")


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Sentences with a place that nothing fills, or with a brace that opens none."""
    for placed in placed_rules(files):
        rest = _PLACE.sub("", placed.rule.say)
        if "{" in rest or "}" in rest:
            yield placed.problem(
                CODE, "`say` has a brace without its partner", "write places as `{question}`", "say"
            )
        for name in _PLACE.findall(placed.rule.say):
            yield from _place(pack, placed, name)


def _place(pack: Pack, placed: Placed[Rule], name: str) -> Iterator[Problem]:
    rule = placed.rule
    known = {read.ref for field in ("when", "unless") for read in reads(pack, rule, field)}
    own = rule.record if isinstance(rule, FindingRule) else None
    if isinstance(rule, EvaluationRule):
        own = pack.area_record
    if name == "record" and isinstance(rule, FindingRule):
        return
    if parse_ref(name, own) not in known:
        usable = [*(["record"] if isinstance(rule, FindingRule) else []), *sorted(map(_name, known))]
        yield placed.problem(
            CODE,
            f"nothing fills `{{{name}}}` in what it says",
            f"use one of: {listed(usable)}" if usable else "write the sentence without a place",
            "say",
        )


def _name(ref: Ref) -> str:
    """A question as a rule names it: without its record where that is the rule's own."""
    return ref.question if ref.own else str(ref)
