"""Judges a case: both readings together, and from them the proposal, its standing and its ground."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol

from assistant.case import Case
from assistant.pack import Pack
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.evidence import Evidence, gather
from assistant.reasoning.meaning import Evaluation, meaning, readings_after
from assistant.reasoning.onward import Onward, ask_first, onward
from assistant.reasoning.results import Certain, Known, ReviewReading
from assistant.reasoning.supposing import Supposing

if TYPE_CHECKING:
    from assistant.reasoning.solve import Solver

MEANING = "meaning"
"""The name of the engine that judges where durable-rules cannot."""

_EXACT = 5
"""So many of the questions to ask first are looked at by the solver."""

EngineName = Literal["durable-rules", "meaning"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the assistant proposes; the inspector decides."""

    judgement: str | None
    standing: Literal["settled", "provisional"] | None
    ground: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with everything the rule base says of it."""

    case: Case
    pack: Pack
    engine: str
    evidence: Evidence
    known: Known
    certain: Certain
    proposal: Proposal
    areas: Mapping[str, str | None]
    """For each area its evaluation, or None while none is proposed."""
    is_confirmed: bool = False
    """Whether what is still possible was confirmed by the solver, or is the meaning's first reading."""


class Judge(Protocol):
    """Gives the reading *on what is known* of some evidence; raises `Refused` where it cannot."""

    name: str

    def run(self, evidence: Evidence) -> Known:
        """What is known, with every rule that fired."""
        ...


class Judging:
    """A loaded pack made ready to judge cases. Make one for each pack and process."""

    def __init__(self, pack: Pack, engine: EngineName | None = None) -> None:
        """Judge by the pack; without `engine`, durable-rules judges where it is installed.

        Raises `ImportError` if durable-rules is asked for and not there.
        """
        self.pack = pack
        self.judge_on: Judge | None = None
        if engine != MEANING and (engine or durable_rules() is not None):
            from assistant.reasoning.run import Engine

            self.judge_on = Engine(self.base)

    @functools.cached_property
    def base(self) -> RuleBase:
        """The pack compiled, once something is judged."""
        return compile_rules(self.pack)

    @property
    def engine(self) -> str:
        """The engine's name and version, kept with everything it concluded."""
        return self.judge_on.name if self.judge_on else MEANING

    def judge(self, case: Case) -> Judged:
        """The case judged on the engine. Raises `Refused` if the engine reports an error."""
        evidence = gather(case, self.pack)
        evaluation = Evaluation(self.base, evidence)
        known = self.judge_on.run(evidence) if self.judge_on else evaluation.known()
        return self._judged(case, evidence, known, evaluation.certain(), self.engine)

    def live(self, case: Case) -> Judged:
        """The case judged by the meaning alone, quickly enough for every key on a screen."""
        return self.conclude(case, gather(case, self.pack))

    def conclude(self, case: Case, evidence: Evidence) -> Judged:
        """What the meaning makes of evidence that was gathered from the case before."""
        both = meaning(self.base, evidence)
        return self._judged(case, evidence, both.known, both.certain, MEANING)

    def readings_after(self, judged: Judged, judgement: str) -> list[tuple[ReviewReading, bool | None]]:
        """What each published reading says of a case review once this is the judgement, proposed or not.

        Beside it stands whether that is so for certain; None while an open answer may change it.
        """
        return readings_after(self.base, judged.evidence, judgement)

    @functools.cached_property
    def solver(self) -> Solver:
        """The rule base ready to be asked by z3 what its cases can come to."""
        from assistant.reasoning.solve import Solver

        return Solver(self.base)

    def confirm(self, judged: Judged, is_overtaken: Callable[[], bool] = lambda: False) -> Judged:
        """The judged case with what is still possible made exact, and the proposal that follows from it.

        Takes milliseconds to seconds, with the number of open records; where z3 gives up the case comes
        back as it was. Raises `Overtaken` once `is_overtaken` says so.
        """
        if judged.is_confirmed:
            return judged
        case, evidence = judged.case, judged.evidence
        from assistant.reasoning.solving.deciding import Undecided

        try:
            certain = self.solver.tighten(case, evidence, judged.certain, is_overtaken)
        except Undecided:
            return judged
        exact = self._judged(case, evidence, judged.known, certain, judged.engine)
        return replace(exact, is_confirmed=True)

    def supposing(self, judged: Judged) -> Supposing:
        """The judged case, ready to suppose one answer after the other."""
        return Supposing(self.base, judged.case, judged.evidence)

    def ask(self, judged: Judged, is_overtaken: Callable[[], bool] = lambda: False) -> tuple[Onward, ...]:
        """The open questions that matter, as one of their answers alone would change what is possible.

        The one to ask first stands in front.
        Of the first few the solver says exactly what each answer leaves, and they are ordered by that; of
        the others, and where z3 gives up, it is the meaning's reading, which may leave too much. Raises
        `Overtaken` once `is_overtaken` says so.
        """
        possible = judged.certain.possible
        if len(possible) == 1:
            return ()
        asked = ask_first(onward(self.supposing(judged), possible))
        from assistant.reasoning.solving.deciding import Undecided

        try:
            first = self.solver.leaves(judged.case, judged.evidence, asked[:_EXACT], is_overtaken)
        except Undecided:
            return asked
        return (*ask_first(first), *asked[_EXACT:])

    def _judged(self, case: Case, evidence: Evidence, known: Known, certain: Certain, engine: str) -> Judged:
        proposal = propose(evidence, known, certain)
        evaluated = areas(evidence, known, certain)
        if proposal.judgement is not None and self.pack.judgements[proposal.judgement].without_areas:
            evaluated = dict.fromkeys(evaluated)
        return Judged(case, self.pack, engine, evidence, known, certain, proposal, evaluated)


def propose(evidence: Evidence, known: Known, certain: Certain) -> Proposal:
    """The proposal: the only judgement possible; else, once every area was looked at, what is known.

    An area that the report leaves out, or whose evaluation no open answer can change, need not be
    looked at: nothing found there would be read.

    INVARIANT: a proposal that is not None is in `possible`, and an empty case proposes nothing
    (tests/property/test_laws.py).
    """
    if len(certain.possible) == 1:
        judgement = certain.possible[0]
    elif (
        all(evaluation is not None for evaluation in areas(evidence, known, certain).values())
        and known.judgement.outcome in certain.possible
    ):
        judgement = known.judgement.outcome
    else:
        return Proposal(None, None, None)
    return Proposal(
        judgement,
        "settled" if len(certain.possible) == 1 else "provisional",
        # Where every way of answering leads to what is not known yet, no rule has fired for it.
        known.ground if judgement == known.judgement.outcome else None,
    )


def areas(evidence: Evidence, known: Known, certain: Certain) -> dict[str, str | None]:
    """Each area's evaluation: the only one possible, or what is known of an area that was looked at."""
    found: dict[str, str | None] = {}
    for area, possible in certain.evaluations.items():
        outcome = known.evaluations[area].outcome
        found[area] = possible[0] if len(possible) == 1 else outcome if area in evidence.looked_at else None
    return found


@functools.cache
def durable_rules() -> str | None:
    """The version of durable-rules that is installed and can be imported, or None."""
    try:
        import durable.engine  # noqa: F401
    except ImportError:
        return None
    import importlib.metadata

    return importlib.metadata.version("durable-rules")
