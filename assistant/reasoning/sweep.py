"""Compiles a rule base to SQL, which judges a whole corpus at once: every stage, on what is known.

Each step is one SELECT over the tables of a corpus and the steps before it; chained they are one query, as
text for any dialect that `sqlglot` writes. Which rules fired is kept as the bits of a number (`masks.py`),
so a tally is a count of bits, or where no rule asks for more than one, whether any is set (`sweeping/tallies.py`),
and all that fired can be told from the rows (`sweeping/telling.py`).

The tables: `cases`, a row a case, with its `number` and a column for each answer of a single record
(`manager.post`, `area.experiences.reported`); and for each section a table with a row a record: the case's
`number`, the record's `place` among them and its `label`, and a column a question. An answer is its id. NULL is unanswered or uncertain
and `-` not applicable: on what is known no condition on either holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlglot import exp

from assistant.reasoning.codes import (
    CASE_REVIEW,
    JUDGEMENT,
    Among,
    AreaCount,
    ByOutcome,
    Code,
    Count,
    RuleBase,
    StageCode,
    Test,
    flat,
    of_area,
)
from assistant.reasoning.sweeping import masks, sql
from assistant.reasoning.sweeping.findings import Findings
from assistant.reasoning.sweeping.given import Given, GivenTests
from assistant.reasoning.sweeping.naming import (
    ANSWERED,
    CASES,
    COUNTED,
    GATHERED,
    GROUND,
    JUDGED,
    LABEL,
    NUMBER,
    PLACE,
    SINGLY,
    counted,
    fired,
    found,
    outcome,
    reading_of,
)
from assistant.reasoning.sweeping.tallies import Tallies

__all__ = [
    "CASES",
    "GROUND",
    "JUDGED",
    "LABEL",
    "NOTHING",
    "NUMBER",
    "PLACE",
    "SINGLY",
    "Steps",
    "Sweep",
    "any_of",
    "fired",
    "first",
    "flat",
    "found",
    "outcome",
    "reading_of",
    "steps_of",
    "sweep",
]

NOTHING: Mapping[str, str] = MappingProxyType({})
Steps = tuple[tuple[str, exp.Select], ...]


@dataclass(frozen=True, eq=False)
class Sweep:
    """A rule base as steps of SQL, each with its name; the last is `JUDGED`, with a row a case."""

    steps: Steps
    written: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """As text what was asked for, by dialect and step."""

    def query(self, dialect: str) -> str:
        """All steps as one query, laid out to be read."""
        *before, (_, last) = self.steps
        query = last.copy()
        for name, select in before:
            query = query.with_(sql.name(name), as_=select, copy=False)
        return query.sql(dialect, pretty=True)

    def each(self, dialect: str, given: Mapping[str, str] = NOTHING) -> tuple[tuple[str, str], ...]:
        """The steps one by one, for a program that keeps what each comes to; written once for each dialect.

        A step that is given is that text.
        """
        return tuple(
            (name, given[name] if name in given else self._text(select, name, dialect))
            for name, select in self.steps
        )

    def _text(self, select: exp.Select, name: str, dialect: str) -> str:
        if (dialect, name) not in self.written:
            self.written[dialect, name] = select.sql(dialect)
        return self.written[dialect, name]


def sweep(base: RuleBase) -> Sweep:
    """The rule base as SQL, compiled once for each. Cannot fail on a pack that was resolved."""
    return base.remember((sweep,), lambda: Sweep(steps_of(base)))


def steps_of(base: RuleBase) -> Steps:
    """The steps of a rule base's sweep anew, for whoever changes them."""
    return tuple(_Compiling(base).steps())


class _Compiling:
    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.given = GivenTests(base.pack)
        self.findings = Findings(base, self.given)
        self.tallies = Tallies(base, self.findings)
        conditions = (codes for code in self.later() for codes in (code.when, code.unless))
        asked = (self.answers(codes) for codes in conditions)
        self.asked = list({str(given): given for given in asked if given}.values())
        """What the later stages ask of answers: conjunctions, each once."""

    def later(self) -> Iterator[StageCode]:
        for rules in (*self.base.evaluations.values(), self.base.judgements, self.base.reviews):
            yield from flat(rules)

    def steps(self) -> Iterator[tuple[str, exp.Select]]:
        for section in self.findings.sections:
            yield found(section), self.findings.of_section(section)
            yield counted(section), self.tallies.of_section(section)
        yield SINGLY, self.findings.of_singles(self.asked)
        yield GATHERED, self.tallies.gathered()
        yield COUNTED, self.tallies.counted()
        yield "evaluated", self.evaluated()
        yield "concluded", self.concluded()
        yield JUDGED, self.judged()

    # ---------------------------------------------------------------- the later stages

    def evaluated(self) -> exp.Select:
        """Every area: the rules that fire, and the evaluation they conclude."""
        stages = [(of_area(area), rules) for area, rules in self.base.evaluations.items()]
        fires = exp.select(exp.Star()).from_(sql.table(COUNTED), copy=False)
        for stage, rules in stages:
            fires = fires.select(*self.stage(stage, rules), copy=False)
        outcomes = [sql.called(first(stage, rules), outcome(stage)) for stage, rules in stages]
        return exp.select(exp.Star(), *outcomes).from_(sql.within(fires), copy=False)

    def concluded(self) -> exp.Select:
        """The judgement."""
        rules = self.base.judgements
        fires = exp.select(exp.Star(), *self.stage(JUDGEMENT, rules)).from_(
            sql.table("evaluated"), copy=False
        )
        judgement = sql.called(first(JUDGEMENT, rules), outcome(JUDGEMENT))
        return exp.select(exp.Star(), judgement).from_(sql.within(fires), copy=False)

    def judged(self) -> exp.Select:
        """All that is concluded, the ground and the case review with it, and what fired on the way there."""
        base = self.base
        fires = exp.select(exp.Star(), *self.stage(CASE_REVIEW, base.reviews)).from_(
            sql.table("concluded"), copy=False
        )
        stages: list[tuple[str, ByOutcome]] = [
            (of_area(area), rules) for area, rules in base.evaluations.items()
        ]
        stages.append((JUDGEMENT, base.judgements))
        kept = [NUMBER]
        for stage, rules in stages:
            kept += [outcome(stage), *masks.names(fired(stage), flat(rules))]
        kept += masks.names(fired(CASE_REVIEW), flat(base.reviews))
        for name, group in self.findings.singles.items():
            kept += masks.names(fired(name), group.codes)
        considered = [
            sql.called(any_of(CASE_REVIEW, base.reviews, codes), outcome(reading_of(reading)))
            for reading, codes in base.reviews
        ]
        ground = sql.called(self.ground(), GROUND)
        return exp.select(*map(sql.column, kept), ground, *considered).from_(sql.within(fires), copy=False)

    def ground(self) -> exp.Expr:
        """The firmest ground of the rules that the judgement rests on; NULL where they have none."""
        case = exp.Case().when(exp.false(), exp.null())
        for ground in sorted(self.base.grounds, key=self.base.grounds.__getitem__):
            for name, of_this in self.base.judgements:
                on_it = [code for code in of_this if getattr(code.rule, "ground", None) == ground]
                if on_it:
                    so = sql.among(sql.column(outcome(JUDGEMENT)), [name])
                    case = case.when(
                        exp.and_(so, any_of(JUDGEMENT, self.base.judgements, on_it), copy=False),
                        sql.text(ground),
                        copy=False,
                    )
        return case

    def stage(self, stage: str, rules: ByOutcome) -> list[exp.Expr]:
        codes = flat(rules)
        fires = masks.conditions(
            [(self.all_of(code.when), self.all_of(code.unless) if code.unless else None) for code in codes]
        )
        return masks.called(fired(stage), codes, fires)

    def answers(self, codes: Sequence[Code]) -> Given | None:
        """What conditions ask of answers; None where that never holds."""
        return self.given.conjunction([code for code in codes if isinstance(code, Test)])

    def all_of(self, codes: Sequence[Code]) -> exp.Expr | None:
        """Conditions that must all hold; None where they never do."""
        answers = self.answers(codes)
        if answers is None:
            return None
        parts = [masks.any_of(ANSWERED, self.asked, lambda asked: asked == answers)] if answers else []
        parts += [self.condition(code) for code in codes if not isinstance(code, Test)]
        return exp.and_(*parts, copy=False) if parts else exp.true()

    def condition(self, code: Count | AreaCount | Among) -> exp.Expr:
        """One condition on what an earlier stage came to."""
        match code:
            case Among(judgements):
                return sql.among(sql.column(outcome(JUDGEMENT)), judgements)
            case Count():
                return self.tallies.holds(code)
            case AreaCount(areas, evaluations, at_least, at_most):
                ones = [
                    sql.one_if(sql.among(sql.column(outcome(of_area(area))), evaluations)) for area in areas
                ]
                return sql.between(sql.total(ones), at_least, at_most)


def first(stage: str, rules: ByOutcome) -> exp.Expr:
    """The first outcome, in the pack's order, of which a rule fired; the last has one that always does."""
    case = exp.Case()
    for name, of_this in rules:
        if of_this:
            case = case.when(any_of(stage, rules, of_this), sql.text(name), copy=False)
    return case


def any_of(stage: str, rules: ByOutcome, some: Iterable[StageCode]) -> exp.Expr:
    """Whether any of some rules of a stage fired."""
    wanted = {id(code) for code in some}
    return masks.any_of(fired(stage), flat(rules), lambda code: id(code) in wanted)
