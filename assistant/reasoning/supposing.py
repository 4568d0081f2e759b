"""What a case would come to if one answer were another, worked out from what it comes to now.

Only what reads a changed answer is worked out again: the questions it switches on, the finding codes
that read one of them, the tallies these count in, and the stages that read one of those.

INVARIANT: it comes to what gathering and judging the changed case as a whole comes to
(tests/property/test_supposing.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.case import Answer, At, Case, Key
from assistant.pack import Coded
from assistant.reasoning.codes import JUDGEMENT, FindingCode, Group, RuleBase, of_area
from assistant.reasoning.evidence import OPEN, Evidence, name_of, value_of
from assistant.reasoning.firing import (
    FAILS,
    HOLDS,
    RULED_OUT,
    Outcome,
    Truth,
    added,
    count,
    outcome_of,
    truth_of,
)
from assistant.reasoning.later import Concluded, Later
from assistant.reasoning.meaning import Evaluation, endless

Values = Mapping[str, str]


class Supposing:
    """A case as it stands, ready to suppose one answer after the other."""

    def __init__(self, base: RuleBase, case: Case, evidence: Evidence) -> None:
        """Work out what the case comes to as it stands; `evidence` is what was gathered from it."""
        self.base, self.case, self.evidence, self.pack = base, case, evidence, base.pack
        self.now = Evaluation(base, evidence)
        self.outcomes = dict(self.now.records)
        self.values: dict[Key, Values] = {
            key: values for records in evidence.records.values() for key, values in records
        }
        self.coded = {
            (kind, coded.id): coded for kind, questions in base.pack.coded.items() for coded in questions
        }
        self._alike: dict[Key, object] = {}

    @property
    def judgement(self) -> Concluded:
        """The judgement as it stands, on what is known and for certain."""
        return self.now.later.judgement

    def answers(self, at: At) -> Iterator[tuple[tuple[str, ...], Concluded]]:
        """For every answer to a question the judgement it would lead to, answers that come out alike together."""
        asks = self.base.reach.told_apart.get(name_of(at), ())
        alike: dict[tuple[bool, ...], list[str]] = {}
        for choice in self.pack.questions[at.key.record][at.question].answers:
            alike.setdefault(tuple([choice.id in wanted for wanted in asks]), []).append(choice.id)
        for same in alike.values():
            yield tuple(same), self.answered(at, same[0])

    def answered(self, at: At, value: str) -> Concluded:
        """The judgement if a question were answered so."""
        return self.all_answered({at: value})

    def all_answered(self, values: Mapping[At, str]) -> Concluded:
        """The judgement if several questions were answered so."""
        changed = self._changed({at: Answer("answered", value) for at, value in values.items()})
        return _Supposed(self, changed).judgement() if changed else self.judgement

    def closed(self, section: str) -> Concluded:
        """The judgement if nothing more were to come of a section."""
        coming = {name: one for name, one in self.now.coming.items() if name != section}
        return _Supposed(self, {}, coming).judgement()

    def alike(self, key: Key) -> object:
        """A key that is the same for records that come out alike, however one of their questions is answered.

        It holds what rules read of the record, and what was said to questions that an answer may switch on.
        """
        if not key.added:
            return key
        found = self._alike.get(key)
        if found is None:
            waiting = [self._said(key, coded) for coded in self.pack.coded[key.record] if coded.gate]
            found = self._alike[key] = (key.record, *self.values[key].values(), *waiting)
        return found

    def _said(self, key: Key, coded: Coded) -> tuple[str, str]:
        answer = self.case.answer(At(key, coded.id))
        return (answer.state, str(answer.value)) if answer else ("", "")

    def _changed(self, answers: Mapping[At, Answer]) -> dict[Key, dict[str, str]]:
        """The values that would change, by record: the questions' own and those that they switch on or off."""
        changed: dict[Key, dict[str, str]] = {}
        shared: Values = self.evidence.shared
        waiting = [(at.key, self.coded[at.key.record, at.question]) for at in answers]
        while waiting:
            key, coded = waiting.pop()
            here = At(key, coded.id)
            now = self.values[key]
            own = {**now, **changed[key]} if key in changed else now
            said = answers.get(here) or self.case.answer(here)
            value = value_of(coded, key, said, own, shared)
            if value == own[coded.id]:
                continue
            changed.setdefault(key, {})[coded.id] = value
            if not key.added:
                shared = {**shared, name_of(here): value}
            waiting.extend(self._gated(here))
        return changed

    def _gated(self, at: At) -> Iterator[tuple[Key, Coded]]:
        """The questions whose gates read this one, and their records."""
        for record, key, coded in self.base.reach.gated.get(name_of(at), ()):
            if key is not None:
                yield key, coded
            elif at.key.record == record:
                yield at.key, coded
            else:
                yield from ((one.key, coded) for one in self.evidence.records[record])


class _Supposed:
    """One supposition on its way through the stages."""

    def __init__(
        self,
        before: Supposing,
        changed: Mapping[Key, Mapping[str, str]],
        coming: Mapping[str, Outcome] | None = None,
    ) -> None:
        self.before, self.base, self.changed = before, before.base, changed
        self.coming = before.now.coming if coming is None else coming
        self.named = {
            name_of(At(key, question)): value
            for key, values in changed.items()
            for question, value in values.items()
        }
        self.shared: Values = {**before.evidence.shared, **self.named}
        """The answers of single records; what stands in it of a section's is read by no rule."""
        self.tallies = before.now.tallies.copy()
        self.touched: set[int] = set()
        """The tallies that may have changed."""

    def judgement(self) -> Concluded:
        for key, codes in self._to_read().items():
            self._read(key, codes)
        if self.coming is not self.before.now.coming:
            self.tallies.endless = endless(self.coming.values())
            self.touched |= self.tallies.endless ^ self.before.now.tallies.endless
        return self._later(self._stages())

    def _to_read(self) -> dict[Key, dict[int, FindingCode]]:
        """For each record the codes that read a changed answer."""
        found: dict[Key, dict[int, FindingCode]] = {}
        for name in self.named:
            for group, codes in self.base.reach.readers.get(name, ()):
                for key in self._records(group, name):
                    found.setdefault(key, {}).update({code.number: code for code in codes})
        return found

    def _records(self, group: Group, name: str) -> Iterable[Key]:
        """The records of a group in which an answer is read."""
        if group.key is not None:
            return (group.key,)
        if name not in self.before.evidence.shared:
            return [key for key in self.changed if key.record == group.record]
        if group.record in self.coming:
            to_come = dict.fromkeys(group.own, OPEN)
            self.coming = {**self.coming, group.record: outcome_of(self.base, group, to_come, self.shared)}
        return [key for key, _ in self.before.evidence.records[group.record]]

    def _read(self, key: Key, codes: Mapping[int, FindingCode]) -> None:
        """Work these codes out again for a record, and count what is different."""
        own = self.before.values[key]
        if key in self.changed:
            own = {**own, **self.changed[key]}
        before, after = self.before.outcomes[key].truths, dict[int, Truth]()
        for number, code in codes.items():
            truth = truth_of(code, own, self.shared)
            if truth != before.get(number, RULED_OUT):
                after[number] = truth
        if not after:
            return
        tallies, by_record = self.tallies, set[int]()
        for number, (known, certain) in after.items():
            known_before, before_certain = before.get(number, RULED_OUT)
            more = known - known_before
            surely = (certain == HOLDS) - (before_certain == HOLDS)
            perhaps = (certain != FAILS) - (before_certain != FAILS)
            for place in self.base.feeds[number]:
                if self.base.tallies[place].distinct:
                    by_record.add(place)
                    continue
                tallies.known[place] += more
                tallies.lowest[place] += surely
                tallies.highest[place] += perhaps
                self.touched.add(place)
        for place in by_record:
            self._count_again(place, before, {**before, **after})

    def _count_again(self, place: int, before: Mapping[int, Truth], after: Mapping[int, Truth]) -> None:
        """A tally of records: how many codes of a record fire is no matter, so it is counted afresh."""
        was, now = [
            added(
                self.base,
                place,
                count(truth for number, truth in truths.items() if place in self.base.feeds[number]),
            )
            for truths in (before, after)
        ]
        if was != now:
            for numbers, old, new in zip(self.tallies.all(), was, now, strict=True):
                numbers[place] += new - old
            self.touched.add(place)

    def _stages(self) -> set[str]:
        """The later stages that read something changed."""
        reach, before, tallies = self.base.reach, self.before.now.tallies.counts, self.tallies
        stages = {stage for name in self.named for stage in reach.stages.get(name, ())}
        for place in self.touched:
            tallies.settle_one(place)
            if tallies.counts[place] != before[place]:
                stages |= reach.stages_by_tally[place]
        return stages

    def _later(self, stages: set[str]) -> Concluded:
        now = self.before.now.later
        if not stages:
            return now.judgement
        later = Later(self.base, self.shared, self.tallies)
        later.areas = dict(now.areas)
        again = JUDGEMENT in stages
        for area, concluded in now.areas.items():
            if of_area(area) in stages:
                later.conclude_area(area)
                again = again or later.areas[area] != concluded
        if not again:
            return now.judgement
        later.conclude_judgement()
        return later.judgement
