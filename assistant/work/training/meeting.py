"""A consensus meeting: several readings of one scenario or case, what they saw differently, in order, and what it agreed on.

What a meeting agrees on is a panel's reading: it begins as what all said alike, and the rest is settled there.
Of a scenario it is kept in the store as a case of its own, for training, whose notes beside the passages are what was
learned; of a case of a real inspection see `assistant.work.training.inspected`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, count
from types import MappingProxyType

from assistant.case import Answer, At, Case, Inspection, JudgementMade, Key, Record
from assistant.case.header import Note
from assistant.document import printable
from assistant.document.fields import too_long
from assistant.pack import Pack
from assistant.problems import Problem, Refused, one_of
from assistant.reasoning.codes import RuleBase
from assistant.store import Ledger, read
from assistant.store.listing import training_cases
from assistant.work.agenda import Place, agenda, by_label
from assistant.work.agreement import reader
from assistant.work.keeping import begin
from assistant.work.training import BEGINNING, MEETING, SCENARIO
from assistant.work.training.begin import who
from assistant.work.training.debrief import MetAbout, Moves, called, check_evidence, room_for
from assistant.work.training.model import Scenario

PANEL = "panel"
LEARNED = "learned"
"""The note of a meeting's case that says what was learned."""
READERS = "readers"
"""The note of a meeting's case that names those whose readings it began with."""
_PART = 2
"""Less than one in so many differences agreed on is little."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What some of the readers saw otherwise than others."""

    place: Place
    said: tuple[Answer | None, ...]
    """The answer of each reading, in their order; None where nothing was said, and for a record as a whole."""
    there: tuple[bool, ...]
    """Whether each reading has the record."""
    pairs: int
    """Of how many pairs of readings it would move the proposal of one, taken over from the other."""
    rules: tuple[str, ...]
    """The rules that it moves in any of them."""
    room: str | None
    """Why all of the answers can be defended, where the framework leaves room for them."""

    @property
    def moves(self) -> Moves:
        """The gravest of what it moves."""
        return "judgement" if self.pairs else "rules" if self.rules else "nothing"


@dataclass
class _Tallied:
    pairs: int = 0
    rules: dict[str, None] = field(default_factory=dict)


def differences(base: RuleBase, of: MetAbout, readings: Sequence[Case]) -> tuple[Difference, ...]:
    """What differs among readings: what moves most proposals first, then what moves rules, then the rest. Pure.

    Raises `Refused` where one is of other evidence.
    """
    for case in readings:
        check_evidence(of, case)
    found: dict[Place, _Tallied] = {}
    for one, other in combinations(readings, 2):
        for item in agenda(base, one, other, by_label):
            place = item.places[0] or item.places[1]
            if place is not None:
                tallied = found.setdefault(place, _Tallied())
                tallied.pairs += bool(item.swaps)
                tallied.rules |= dict.fromkeys(item.rules)
    told = [_difference(of, readings, place, tallied) for place, tallied in found.items()]
    return tuple(sorted(told, key=lambda one: (-one.pairs, not one.rules)))


def _difference(of: MetAbout, readings: Sequence[Case], place: Place, tallied: _Tallied) -> Difference:
    key = place.key if isinstance(place, At) else place
    there = tuple(key in case.records for case in readings)
    said = tuple(case.answer(place) if isinstance(place, At) else None for case in readings)
    room = room_for(of, place, said) if isinstance(of, Scenario) and isinstance(place, At) else None
    return Difference(place, said, there, tallied.pairs, tuple(tallied.rules), room)


def agreed(
    of: MetAbout, readings: Sequence[Case], settled: Mapping[Place, int] = MappingProxyType({})
) -> Case:
    """What a panel's reading begins as: what is given, and the answers that all readings share, as the first has them.

    `settled` are differences that the meeting settled, each by the number of the reading whose side it took.
    """
    first, *others = readings
    records: dict[Key, Record] = {}
    for key, record in first.records.items():
        shared = {
            question: answer
            for question, answer in record.answers.items()
            if all(called(case.answer(At(key, question))) == called(answer) for case in others)
        }
        if all(key in case.records for case in others):
            records[key] = Record(key, MappingProxyType(shared))
    for place, number in settled.items():
        _settle(records, place, readings[number])
    known = {note.id for note in of.given.notes}
    kept = MappingProxyType({key: _without_own_notes(record, known) for key, record in records.items()})
    name = f"{SCENARIO}{of.id}.{PANEL}" if isinstance(of, Scenario) else f"{of.id}.{PANEL}"
    return replace(of.given, id=name, records=kept)


def _settle(records: dict[Key, Record], place: Place, side: Case) -> None:
    """Take a difference over as one reader has it: an answer, or a record as a whole."""
    key = place.key if isinstance(place, At) else place
    theirs = side.records.get(key)
    if not isinstance(place, At):
        records.pop(key, None)
        if theirs:
            records[key] = theirs
        return
    before = records[key].answers if key in records else {}
    answers = {name: one for name, one in before.items() if name != place.question}
    if (answer := side.answer(place)) is not None:
        answers[place.question] = answer
    records[key] = Record(key, MappingProxyType(answers))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a meeting came to."""

    judgement: str
    reasons: str
    learned: str


_SAYS = {"judgement": "what was judged", "reasons": "why", "learned": "what was learned"}
_RIGHT = {
    "judgement": "write the judgement that was agreed on",
    "reasons": "write the reasons beside the judgement",
    "learned": "write what those who met learned; on the command line with `--learned TEXT`",
}
"""What would be right where something of what a meeting came to is missing."""


def check_outcome(pack: Pack, outcome: Outcome) -> None:
    """Raises `Refused` where something of what a meeting came to is missing, or is not on the scale."""
    for name, right in _RIGHT.items():
        if not printable(getattr(outcome, name)).strip():
            what = f"the meeting's record does not say {_SAYS[name]}"
            raise Refused([Problem("shape-missing-field", what, right)])
    for text in (outcome.reasons, outcome.learned):
        if problem := too_long(text):
            raise Refused([problem])
    if outcome.judgement not in pack.judgements:
        what = f"`{outcome.judgement[:40]}` is not on the scale"
        raise Refused([Problem("case-unknown-outcome", what, one_of(outcome.judgement, pack.judgements))])


def hold(ledger: Ledger, pack: Pack, panel: Case, outcome: Outcome, readers: Sequence[str] = ()) -> Case:
    """Keep what a meeting agreed on, and what was learned, as a case of its own. Gives it.

    `panel` is the reading that was agreed on. `readers` are those whose readings it began with, and who are not
    measured against it. Raises `Refused` where something is missing or cannot be written.
    """
    check_outcome(pack, outcome)
    now, by = ledger.now(), who(ledger)
    made = JudgementMade(decided=outcome.judgement, reasons=printable(outcome.reasons).strip(), by=by, at=now)
    learned = Note(id=LEARNED, date=now.astimezone().date(), text=printable(outcome.learned).strip())
    names = "\n".join(dict.fromkeys(readers))
    met = (Note(id=READERS, date=learned.date, text=names),) if names else ()
    beginning = f"{MEETING}{panel.evidence_id.removeprefix(SCENARIO)}.{by}"
    free = chain([beginning], (f"{beginning}.{number}" for number in count(2)))
    name = next(name for name in free if not ledger.head(name).sequence)
    inspection = (panel.inspection or Inspection()).model_copy(update={"inspector": by})
    case = replace(
        panel,
        id=name,
        inspection=inspection,
        judgement=made,
        notes=(*panel.notes, learned, *met),
        sealed=None,
    )
    return begin(ledger, case, pack).case


def meetings_kept(ledger: Ledger, scenario: MetAbout) -> tuple[Case, ...]:
    """What meetings about a scenario agreed on, of those that may be read, the last one last. Raises `Refused`."""
    evidence = scenario.given.evidence_id
    found = [
        read(ledger, case_id).case
        for case_id, of in training_cases(ledger).items()
        if of == evidence and case_id.startswith(MEETING) and BEGINNING not in ledger.erased(case_id)
    ]
    return tuple(sorted((case for case in found if case.judgement), key=lambda one: (_day(one), one.id)))


def learned_in(case: Case) -> str | None:
    """What was learned in a meeting."""
    note = case.note(LEARNED)
    return note.text if note else None


def made_by(panel: Case) -> tuple[str, ...]:
    """Those whose own readings a panel's was made of, as far as it says so."""
    note = panel.note(READERS)
    return tuple(note.text.split("\n")) if note else ()


def little_agreed(found: int, settled: int) -> str | None:
    """A warning where a meeting settled less than half of what its readers saw differently; None where more."""
    if settled * _PART >= found:
        return None
    return (
        f"Little was agreed: {settled} of {found} differences. The panel's reading holds those alone, beside "
        "what all said alike, and tells nothing of the rest."
    )


def _day(case: Case) -> str:
    return str(case.judgement.at or "") if case.judgement else ""


def names_of(readings: Sequence[Case]) -> list[str]:
    """Who each reading is by, or what it is called."""
    return [reader(case) or case.id for case in readings]


def _without_own_notes(record: Record, known: set[str]) -> Record:
    """A record whose answers rest on passages of the scenario alone, which is what all readers have."""
    answers = {
        question: replace(
            answer,
            supports=tuple(note for note in answer.supports if note in known),
            contradicts=tuple(note for note in answer.contradicts if note in known),
        )
        for question, answer in record.answers.items()
    }
    return Record(record.key, MappingProxyType(answers))
