"""A rule whose conditions cannot all hold, or in which a condition says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.pack.checks.counting import counted, most
from assistant.pack.checks.placed import Placed, Read, listed, placed_rules, reads
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.references import Ref
from assistant.pack.rules import CountAreas, CountFindings, EvaluationRule, FindingRule, Rule
from assistant.problems import Problem

CODE = "rule-never"
Domains = dict[Ref, frozenset[str]]


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Rules that can never fire, and conditions that always or never hold."""
    for placed in placed_rules(files):
        yield from _answers(pack, placed)
        if not isinstance(placed.rule, FindingRule):
            yield from _counts(pack, placed)


def _answers(pack: Pack, placed: Placed[Rule]) -> Iterator[Problem]:
    rule = placed.rule
    when, unless = list(reads(pack, rule, "when")), list(reads(pack, rule, "unless"))
    for read in (*when, *unless):
        if read.question.kind == "scale" and set(read.values) == {one.id for one in read.question.answers}:
            yield placed.problem(
                CODE,
                f"`{read.ref.question}` is read with every answer it has",
                "take the condition out, or leave out the answers that do not belong",
                *read.path,
            )
    domains: Domains = {}
    for read in when:
        if told := _restrict(pack, rule, domains, read.ref, frozenset(read.values)):
            yield placed.problem(CODE, told, "read answers that can stand together", *read.path)
            return
    yield from _no_common_area(pack, placed, when)
    if not unless or (not isinstance(rule, FindingRule) and len(rule.unless) > 1):
        return
    if all(domains.get(_plain(pack, rule, read.ref), {""}) <= set(read.values) for read in unless):
        yield placed.problem(
            CODE,
            "whenever its `when` holds, so does its `unless`",
            "let `unless` name answers that `when` leaves open",
            "unless",
        )
        return
    for read in unless:
        if _restrict(pack, rule, domains, read.ref, frozenset(read.values)):
            yield placed.problem(
                CODE,
                "where its `when` holds, its `unless` never does",
                "take `unless` out, or let it name answers that `when` leaves open",
                *read.path,
            )
            return


def _plain(pack: Pack, rule: Rule, ref: Ref) -> Ref:
    """One name for one question: a single record is the rule's own or another's."""
    own = isinstance(rule, FindingRule) and ref.record == rule.record
    single = pack.record_types[ref.record].many == "one"
    return Ref(ref.record, ref.question, ref.area, own=own and (ref.own or single))


def _restrict(pack: Pack, rule: Rule, domains: Domains, ref: Ref, values: frozenset[str]) -> str | None:
    """Narrow what a question can be, and what its gate then says; tells where nothing is left."""
    plain = _plain(pack, rule, ref)
    before = domains.get(plain)
    domains[plain] = values if before is None else before & values
    if before is not None and not domains[plain]:
        return (
            f"`{ref.question}` would have to be {listed(sorted(values))} and {listed(sorted(before))} at once"
        )
    for gate in pack.gates.get((ref.record, ref.question), ()):
        gating = gate.ref._replace(area=ref.area) if gate.ref.own else gate.ref
        gating = gating._replace(own=ref.own and gate.ref.own)
        if _restrict(pack, rule, domains, gating, gate.values):
            return (
                f"`{ref.question}` is asked only where `{gate.ref.question}` is "
                f"{listed(sorted(gate.values))}, which its other conditions rule out"
            )
    return None


def _no_common_area(pack: Pack, placed: Placed[Rule], when: Iterable[Read]) -> Iterator[Problem]:
    rule = placed.rule
    areas = set(pack.areas)
    if isinstance(rule, EvaluationRule) and rule.area != ("each",):
        areas &= set(rule.area)
    for read in when:
        if pack.record_types[read.ref.record].many == "each_area" and read.ref.own:
            areas &= set(read.question.only_for or pack.areas)
            if not areas:
                yield placed.problem(
                    CODE,
                    f"`{read.ref.question}` is asked of none of the areas in question",
                    "read questions that are put to the same area",
                    *read.path,
                )
                return


def _counts(pack: Pack, placed: Placed[Rule]) -> Iterator[Problem]:
    told = [list(_counts_in(pack, placed, area)) for area in _areas(pack, placed.rule)]
    # A rule for each area is alive where one of them can fire it.
    if told and all(told):
        yield from told[-1]


def _areas(pack: Pack, rule: Rule) -> Iterable[str | None]:
    if isinstance(rule, EvaluationRule):
        return tuple(pack.areas) if rule.area == ("each",) else rule.area
    return (None,)


def _counts_in(pack: Pack, placed: Placed[Rule], area: str | None) -> Iterator[Problem]:
    rule = placed.rule
    if isinstance(rule, FindingRule):
        return
    for field, conditions in (("when", rule.when), ("unless", rule.unless)):
        for number, condition in enumerate(conditions):
            match condition:
                case CountFindings():
                    found = counted(pack, condition, area)
                    if not found:
                        yield placed.problem(
                            CODE,
                            "it counts findings that no rule makes",
                            "count findings that there are, or take the condition out",
                            field,
                            number,
                        )
                    elif (condition.at_least or 0) > most(condition, found):
                        yield placed.problem(
                            CODE,
                            f"it asks for {condition.at_least} findings where there can be "
                            f"{most(condition, found)} at most",
                            "ask for fewer, or count more kinds of finding",
                            field,
                            number,
                        )
                case CountAreas(areas=areas):
                    among = areas.among or tuple(pack.areas)
                    if (condition.at_least or 0) > len(among):
                        yield placed.problem(
                            CODE,
                            f"it asks for {condition.at_least} areas among {len(among)}",
                            "ask for fewer, or count among more areas",
                            field,
                            number,
                        )
    yield from _against_each_other(pack, placed, area)


def _against_each_other(pack: Pack, placed: Placed[Rule], area: str | None) -> Iterator[Problem]:
    """A count that asks for findings which another count of the same rule excludes."""
    rule = placed.rule
    counts = [
        (number, condition, counted(pack, condition, area))
        for number, condition in enumerate(() if isinstance(rule, FindingRule) else rule.when)
        if isinstance(condition, CountFindings)
    ]
    for number, most_of, all_of in counts:
        for other, least_of, some_of in counts:
            few = most_of.at_most is not None and (least_of.at_least or 0) > most_of.at_most
            if few and some_of <= all_of and most_of.distinct == least_of.distinct and number != other:
                yield placed.problem(
                    CODE,
                    f"condition {other + 1} asks for findings of which condition {number + 1} allows fewer",
                    "let one of them count other findings",
                    "when",
                    number,
                )
