"""Makes corpora of constructed cases, for trying out, teaching and measuring: no home or child is behind them.

Each home has a trend and a level, so that its answers hang together as real ones do; inspectors mostly
judge as is proposed, and some see it otherwise. The same seed gives the same cases.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from string import ascii_uppercase
from types import MappingProxyType

from assistant.case import Answer, Case, Key, Record, parse_at
from assistant.case.header import Baseline, Child, Inspection, JudgementMade, Seal
from assistant.pack import Outcome, Pack, Question
from assistant.pack.read import read_examples
from assistant.reasoning import Judged, Judging
from assistant.work.corpus.about import ABOUT
from assistant.work.examples import TEMPLATE, bases

REASONS = "Synthetic reasons."
FIRST, DAYS = date(2017, 4, 3), 1800
INSPECTORS = 24
UNUSUAL, OPEN, UNCERTAIN, SEEN_OTHERWISE, DEPARTS, SECOND, DIFFERS = 0.008, 0.02, 0.01, 0.12, 0.5, 0.06, 0.08


def generated(judging: Judging, count: int, seed: int) -> Iterator[Case]:
    """So many cases, a few of them second readings of the one before. `judging` gives what is proposed."""
    making = _Making(judging, seed)
    number = 0
    while number < count:
        case = making.case(number)
        yield making.judged(case)
        number += 1
        if number < count and making.rng.random() < SECOND:
            yield making.judged(making.read_again(case, number))
            number += 1


class _Making:
    def __init__(self, judging: Judging, seed: int) -> None:
        self.judging, self.pack, self.seed = judging, judging.pack, seed
        self.rng = random.Random(seed)
        self.usual = _usual(self.pack)
        self.trend = self.level = 0.0

    def case(self, number: int) -> Case:
        rng = self.rng
        start = FIRST + timedelta(days=rng.randrange(DAYS))
        while start.weekday() > 3:
            start -= timedelta(days=1)
        name = f"synthetic-{self.seed}-{number:07d}"
        self.trend, self.level = rng.gauss(0.25, 0.3), rng.gauss(0, 0.6)
        records = {key: self.record(key) for key in self.keys()}
        baseline = start - timedelta(days=rng.randrange(120, 330))
        closed = frozenset(kind.id for kind in self.pack.sections if rng.random() > OPEN)
        return Case(
            id=name,
            evidence_id=name,
            urn=f"SC{900000 + rng.randrange(90000)}",
            about=ABOUT,
            baseline=Baseline(last_full_inspection=baseline),
            inspection=Inspection(start=start, end=start + timedelta(days=1), inspector=self.inspector()),
            children=tuple(self.children(records, baseline, start)),
            complete=closed,
            records=MappingProxyType(records),
        )

    def inspector(self) -> str:
        return f"insp-{self.rng.randrange(INSPECTORS) + 1:02d}"

    def keys(self) -> Iterator[Key]:
        labels = (f"{letter}{number or ''}" for number in itertools.count() for letter in ascii_uppercase)
        for kind in self.pack.record_types.values():
            if kind.many == "one":
                yield Key(kind.id)
            elif kind.many == "each_area":
                yield from (Key(kind.id, area) for area in self.pack.areas)
            else:
                many = min(self.rng.choice((0, 0, 1, 1, 2, 3)) + (self.rng.random() < 0.1) * 4, 8)
                if kind.labels == "child":
                    # Each child stands in one record, as one that left or came cannot be there throughout.
                    yield from (Key(kind.id, next(labels)) for _ in range(many))
                else:
                    yield from (Key(kind.id, f"{kind.letter}{number + 1}") for number in range(many))

    def children(self, keys: Iterable[Key], baseline: date, start: date) -> Iterator[Child]:
        """The register of a case's children, each with the dates its record asks for."""
        for key in keys:
            kind = self.pack.record_types[key.record]
            if kind.labels == "child" and key.label:
                within = baseline + timedelta(days=self.rng.randrange(1, (start - baseline).days))
                dates = {kind.register_date: within} if kind.register_date else {}
                yield Child(label=key.label, **({"arrived": baseline - timedelta(days=200)} | dates))

    def record(self, key: Key) -> Record:
        trend = self.trend + self.rng.gauss(0, 0.25)
        answers: dict[str, Answer] = {}
        for question in self.pack.questions[key.record].values():
            is_asked = question.kind != "fact" and self.pack.asks(question, key.label)
            if is_asked and (answer := self.answer(key, question, trend)) is not None:
                answers[question.id] = answer
        return Record(key, MappingProxyType(answers))

    def answer(self, key: Key, question: Question, trend: float) -> Answer | None:
        roll = self.rng.random()
        if roll < OPEN:
            return None
        if roll < OPEN + UNCERTAIN:
            return Answer("uncertain", None, "synthetic: accounts differ")
        ids = [answer.id for answer in question.answers]
        usual = self.usual.get((key.record, question.id)) or ids[0]
        if question.kind == "choice":
            return _answer(question, self.rng.choice(ids) if self.rng.random() < UNUSUAL else usual)
        of = trend if question.about == "change" else self.level + trend / 2
        steps = round(of + self.rng.gauss(0, 0.25))
        place = ids.index(usual) - steps
        return _answer(question, ids[max(0, min(place, len(ids) - 1))])

    def judged(self, case: Case) -> Case:
        """The case with a view that was sealed, and the judgement of somebody who then saw the proposal."""
        judged = self.judging.live(case)
        scale = _on_scale(self.pack.judgements)
        proposed = judged.proposal.judgement or judged.known.judgement.outcome
        seen = self.beside(proposed, scale) if self.rng.random() < SEEN_OTHERWISE else proposed
        decided = seen if self.rng.random() < DEPARTS else proposed
        inspection = case.inspection
        by = inspection.inspector if inspection else None
        at = datetime.combine((inspection and inspection.end) or FIRST, time(16), UTC)
        made = JudgementMade(decided=decided, by=by, at=at, departure=decided != proposed, reasons=REASONS)
        return replace(case, sealed=self.seal(judged, seen, by, at), judgement=made)

    def seal(self, judged: Judged, seen: str, by: str | None, at: datetime) -> Seal:
        scale = _on_scale(self.pack.evaluations)
        areas = {
            area: self.beside(outcome, scale) if self.rng.random() < SEEN_OTHERWISE else outcome
            for area, outcome in judged.areas.items()
            if outcome is not None
        }
        return Seal(judgement=seen, areas=areas, reasons=REASONS, by=by, at=at)

    def beside(self, outcome: str, scale: list[str]) -> str:
        """The outcome next to this one on the scale, or the same where it is not on it or alone there."""
        if outcome not in scale or len(scale) == 1:
            return outcome
        place = scale.index(outcome)
        return scale[self.rng.choice([near for near in (place - 1, place + 1) if 0 <= near < len(scale)])]

    def read_again(self, case: Case, number: int) -> Case:
        """Another inspector's reading of the same evidence, a few answers of which differ."""
        records = {
            key: Record(
                key,
                MappingProxyType(
                    {name: self.otherwise(key, name, one) for name, one in record.answers.items()}
                ),
            )
            for key, record in case.records.items()
        }
        inspection = case.inspection and case.inspection.model_copy(update={"inspector": self.inspector()})
        name = f"synthetic-{self.seed}-{number:07d}"
        return replace(
            case, id=name, purpose="blind", inspection=inspection, records=MappingProxyType(records)
        )

    def otherwise(self, key: Key, name: str, answer: Answer) -> Answer:
        question = self.pack.questions[key.record][name]
        if question.kind != "scale" or answer.state != "answered" or self.rng.random() > DIFFERS:
            return answer
        ids = [one.id for one in question.answers]
        return _answer(question, self.beside(str(answer.value), ids))


def _answer(question: Question, value: str) -> Answer:
    """The answer, with a reason where it has to come with one."""
    asks = next(answer.reason for answer in question.answers if answer.id == value)
    return Answer("answered", value, REASONS if asks else None)


def _usual(pack: Pack) -> Mapping[tuple[str, str], str]:
    """What is usually answered: as in the first base of the pack's examples, if it has any."""
    found: dict[tuple[str, str], str] = {}
    for base in bases(read_examples(pack.directory)).values():
        for place, value in base.items():
            at = parse_at(place.replace(f":{TEMPLATE}", ""))
            if at and value and value in pack.questions[at.key.record][at.question].labels:
                found.setdefault((at.key.record, at.question), value)
    return found


def _on_scale(outcomes: Mapping[str, Outcome]) -> list[str]:
    """The outcomes that are on the scale, the best first."""
    on_it = [(outcome.scale, name) for name, outcome in outcomes.items() if outcome.scale is not None]
    return [name for _, name in sorted(on_it, key=itemgetter(0))]
