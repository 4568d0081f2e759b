"""What quality assurance goes through: from the judgement down to each answer beside its line and its notes."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.case import At, Case, JudgementRecorded
from assistant.pack import Question
from assistant.reasoning import Finding, Judged
from assistant.reasoning.explain import Explanation, grounds
from assistant.reasoning.flags import flags
from assistant.reasoning.phrases import question_name, said
from assistant.store import Standing
from assistant.work.case_review import SPEAKERS, SPELT, stated_by
from assistant.work.deciding import by_and_at, told_since
from assistant.work.review.record import Review

Kind = Literal["judgement", "case review", "area", "finding", "answer", "gone"]
"""`gone` is a point of which something was said, and that the case no longer has."""
Beside = tuple[str, str]
"""What a point is held against: what it is (`line`, `note`, `reason`), and its text."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a reviewer agrees with, or does not."""

    at: str
    """What it is called in the ledger: `judgement`, `case review`, `area leadership`, `RULE leaver:A`, or an
    answer's place, `leaver:A.planning`. The same while the case changes."""
    kind: Kind
    says: str
    beside: tuple[Beside, ...] = ()
    depth: int = 0
    """How far below the judgement it stands."""
    brief: str = ""
    """The same for a list, where the end of a line may be cut: an answer in front of its question."""


def points(standing: Standing, judged: Judged) -> tuple[Point, ...]:
    """Every point of a case: judgement, case review, areas with their findings and answers, and the other answers.

    An answer stands once, under the first finding that rests on it. Nothing is left out that was answered.
    """
    return tuple(_Walk(standing, judged).all())


def with_gone(found: Sequence[Point], said_of: Iterable[str]) -> tuple[Point, ...]:
    """The points, and after them those of which something was said and that are no longer there."""
    there = {point.at for point in found}
    gone = dict.fromkeys(at for at in said_of if at not in there)
    return (*found, *(Point(at, "gone", f"No longer in the case: {at}") for at in gone))


class Counted(NamedTuple):
    """Of how many points something was said, since the review was begun last."""

    looked_at: int
    points: int

    def __str__(self) -> str:
        """As `0 of 139 points looked at`."""
        return f"{self.looked_at} of {self.points} points looked at"


def counted(known: Collection[Point], looked_at: Container[str]) -> Counted:
    """How many of the points of a case are among those that were looked at; one that is gone is no longer its point."""
    there = [point for point in known if point.kind != "gone"]
    return Counted(sum(point.at in looked_at for point in there), len(there))


def is_looked_at(known: Collection[Point], review: Review) -> bool:
    """Whether something was said of any point since the case changed last: of the case as somebody would sign it."""
    return counted(known, review.looked_at_since_change).looked_at > 0


def told_looked_at(known: Collection[Point], review: Review) -> str:
    """As `5 of 139 points looked at`, and where all of that was before the case changed, that it was."""
    told = counted(known, review.looked_at)
    is_before_change = told.looked_at and not is_looked_at(known, review)
    return f"{told}, none since the case changed" if is_before_change else str(told)


class _Walk:
    def __init__(self, standing: Standing, judged: Judged) -> None:
        self.standing, self.judged = standing, judged
        self.case: Case = judged.case
        self.pack = judged.pack
        self.explanation = Explanation(judged)
        self.flags: dict[str, list[str]] = {}
        for flag in flags(judged):
            self.flags.setdefault(flag.at, []).append(flag.asks)
        self.answers = {
            str(At(record.key, name)) for record in self.case.records.values() for name in record.answers
        }
        self.told: set[str] = set()
        """The answers that stand already."""

    def all(self) -> Iterator[Point]:
        yield self.judgement()
        yield self.case_review()
        for area in self.pack.areas:
            yield self.area(area)
            for finding in self.judged.known.findings:
                if finding.area == area:
                    yield from self.finding(finding)
        for finding in self.judged.known.findings:
            if finding.area not in self.pack.areas:
                yield from self.finding(finding)
        for record in self.case.records.values():
            for name in record.answers:
                yield from self.answer(At(record.key, name), 1)

    # The decisions

    def judgement(self) -> Point:
        """What was judged, beside the proposal, the own view, the reasons of both, and what flags ask of no one answer."""
        made, sealed = self.case.judgement, self.case.sealed
        flagged: list[Beside] = [
            ("flag", asks) for at, asked in self.flags.items() if at not in self.answers for asks in asked
        ]
        outcomes = self.pack.judgements
        proposal = self.explanation.roots()[0].text
        beside = [("proposal", proposal)]
        if sealed:
            label = outcomes[sealed.judgement].label if sealed.judgement in outcomes else sealed.judgement
            beside.append(("own view", f"{label}: {sealed.reasons}"))
        if made is None:
            return Point("judgement", "judgement", "Nothing is judged yet", (*beside, *flagged))
        beside += [("reasons", made.reasons or "none are recorded")]
        label = outcomes[made.decided].label if made.decided in outcomes else made.decided
        recorded = self.standing.recorded_by(JudgementRecorded)
        told = f"Judged by {by_and_at(made.by, recorded, None) or 'nobody named'}: {label}"
        if made.decided in outcomes:
            told += f", {told_since(self.judged, made)}"
        return Point("judgement", "judgement", told, (*beside, *flagged))

    def case_review(self) -> Point:
        """What the published readings say, and what inspector and RIM stated."""
        beside = [("reading", self.explanation.review(one).text) for one in self.judged.known.case_review]
        for speaker in SPEAKERS:
            stated = stated_by(self.standing, speaker)
            who = SPELT[speaker]
            if stated is None:
                beside.append((who, "has stated nothing"))
                continue
            held = "held" if stated.told.is_held else "not held"
            weighed = f" Weighed: {stated.told.options}" if stated.told.options else ""
            beside.append((who, f"{held}: {stated.told.reasons}{weighed}"))
        return Point("case review", "case review", "Whether a case review is held", tuple(beside))

    # What they rest on

    def area(self, area: str) -> Point:
        """An evaluation, beside the own view of the area."""
        sealed = self.case.sealed
        beside: list[Beside] = []
        if sealed and (seen := sealed.areas.get(area)):
            outcome = self.pack.evaluations.get(seen)
            beside.append(("own view", outcome.label if outcome else seen))
        return Point(f"area {area}", "area", self.explanation.area("area", area).text, tuple(beside), 1)

    def finding(self, finding: Finding) -> Iterator[Point]:
        """A finding with the paragraphs that its rule cites, and its answers."""
        node = self.explanation.finding("found", finding)
        cited = tuple(("paragraph", one.text) for one in node.children if one.kind == "paragraph")
        yield Point(f"{finding.rule} {finding.key}", "finding", node.text, cited, 2)
        for place in grounds(self.judged, finding):
            at = next(one.at for one in node.children if one.at is not None and str(one.at) == place)
            yield from self.answer(at, 3)

    def answer(self, at: At, depth: int) -> Iterator[Point]:
        """An answer beside the line that parts it from its neighbours, its reason, and its notes."""
        question = self.pack.questions.get(at.key.record, {}).get(at.question)
        answer = self.case.answer(at)
        if question is None or answer is None or str(at) in self.told:
            return
        self.told.add(str(at))
        beside = list(self._line(question, answer.value))
        if answer.reason and answer.state == "answered":
            beside.append(("reason", answer.reason))
        for how, notes in (("supports", answer.supports), ("contradicts", answer.contradicts)):
            beside += [(f"note {how}", self.explanation.note(note)) for note in notes]
        if question.kind != "fact" and not (answer.supports or answer.contradicts):
            beside.append(("note", "none is linked"))
        beside += [("flag", asks) for asks in self.flags.get(str(at), ())]
        asked, answered = question_name(self.pack, at), said(question, answer)
        yield Point(str(at), "answer", f"{asked} {answered}", tuple(beside), depth, f"{answered} · {asked}")

    def _line(self, question: Question, value: object) -> Iterator[Beside]:
        for one in question.answers:
            if one.id == value:
                yield "line", one.line
