"""What an inspector decides: the judgement beside the sealed view and the proposal, and what changed since the seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from msgspec import structs

from assistant.case import Answer, At, Case, Cleared, JudgementRecorded, Sealed, change_problems
from assistant.case.changes import Answered
from assistant.case.header import JudgementMade, Seal
from assistant.case.reporting import Reporting
from assistant.document import printable
from assistant.pack import Pack
from assistant.problems import Problem, Refused, one_of
from assistant.reasoning import Judged, Judging
from assistant.store import Event, Ledger, Standing
from assistant.work.interview import is_stopped
from assistant.work.keeping import shown
from assistant.work.reveal import reveal_of
from assistant.work.sealing import JUDGEMENT, outcomes, reasons_problem
from assistant.work.training import SCENARIO

Relation = Literal["unproposed", "agreement", "departure"]


def relation(judged: Judged, decided: str) -> Relation:
    """How a judgement stands to the proposal; while nothing is proposed it can neither agree nor depart."""
    proposed = judged.proposal.judgement
    if proposed is None:
        return "unproposed"
    return "agreement" if proposed == decided else "departure"


def proposal_words(judged: Judged) -> str:
    """The proposal in words: the judgement, how firm it is and on which ground, and what is still possible."""
    pack, proposal = judged.pack, judged.proposal
    possible = ", ".join(pack.judgements[name].label for name in judged.certain.possible)
    if proposal.judgement is None:
        return f"nothing yet; still possible: {possible}"
    grounds = {one.id: one.label for one in pack.words.grounds}
    told = [pack.judgements[proposal.judgement].label, proposal.standing, grounds.get(proposal.ground or "")]
    words = ", ".join(part for part in told if part)
    return words if len(judged.certain.possible) == 1 else f"{words}; still possible: {possible}"


def told_beside(judged: Judged, decided: str) -> str:
    """How a judgement that is made now stands to the proposal and to the sealed view, in words without a full stop."""
    return _told(relation(judged, decided), judged, decided)


def told_since(judged: Judged, made: JudgementMade) -> str:
    """The same of a judgement that was made before: how it stood to the proposal then, and how it stands to it now.

    The case keeps whether it departed from what was proposed when it was made; what is proposed now may be else.
    """
    proposed = judged.pack.judgements.get(judged.proposal.judgement or "")
    match relation(judged, made.decided), made.departure:
        case "departure", True:
            told = f"a departure {_THEN} and now"
        case "departure", _:
            told = f"{told_then(made)}, and one now"
        case "agreement", False:
            told = f"no departure, {_THEN} or now"
        case "agreement", _:
            told = f"{told_then(made)}, and none now"
        case _:
            # Where it was no departure, nothing may have been proposed then either: that is not told apart.
            told = f"{told_then(made)}; {_NOTHING} now" if made.departure else f"{_NOTHING} now"
    if proposed and proposed.id != made.decided:
        told = f"{told}: proposed is {proposed.label}"
    return _beside_seal(told, judged, made.decided)


_THEN = "when it was made"
_NOTHING = "nothing to compare with is proposed"


def told_then(made: JudgementMade) -> str:
    """Whether a judgement departed from what was proposed when it was made; what is proposed now is not asked."""
    return f"{'a' if made.departure else 'no'} departure {_THEN}"


def _told(how: Relation, judged: Judged, decided: str) -> str:
    match how:
        case "unproposed":
            told = f"{_NOTHING} yet"
        case "agreement":
            told = "as proposed"
        case "departure":
            proposed = judged.proposal.judgement or ""
            told = f"a departure from the proposal, {judged.pack.judgements[proposed].label}"
    return _beside_seal(told, judged, decided)


def _beside_seal(told: str, judged: Judged, decided: str) -> str:
    judgements, sealed = judged.pack.judgements, judged.case.sealed
    if sealed is None or sealed.judgement == decided:
        return told
    before = judgements.get(sealed.judgement)
    return f"{told}; it changes the sealed view, {before.label if before else sealed.judgement}"


def judgement_made(judged: Judged, decided: str, reasons: str, actor: str, at: datetime) -> JudgementMade:
    """The judgement as the case keeps it, signed with the inspector's initials where the case tells them."""
    inspection = judged.case.inspection
    return JudgementMade(
        decided=decided,
        by=(inspection.inspector if inspection else None) or actor,
        at=at.replace(microsecond=0),
        departure=relation(judged, decided) == "departure",
        reasons=printable(reasons).strip(),
    )


def signed(standing: Standing, of: Seal | JudgementMade) -> str:
    """Who sealed or judged, and when, with the account that recorded it where that is called otherwise."""
    account = standing.recorded_by(Sealed if isinstance(of, Seal) else JudgementRecorded)
    name = of.by if account in (None, of.by) else f"the inspector {of.by}"
    return by_and_at(name, account, of.at)


def by_and_at(name: str | None, account: str | None, at: datetime | None) -> str:
    """`ko, recorded by the account root, 2019-03-06 16:10 UTC`, in the same words wherever both are told.

    `name` is whom the case speaks of, by its own initials; `account` is who was signed in, None where it came with
    the case's file.
    """
    came = "as its file says" if account is None else recorded_by(account) if account != name else ""
    when = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else ""
    return ", ".join(part for part in (name, came, when) if part)


BY_MEANT = (
    "Initials are the inspector's, as the case tells them; the account is whoever was signed in when it was recorded. "
    "Where one person does both they are still two names."
)
"""What the two names are that stand beside what was sealed, judged or stated."""


def recorded_by(account: str) -> str:
    """That what is told was written under an account, whoever the case names."""
    return f"recorded by the account {account}"


# What changed since


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that is another now than it was."""

    at: At
    was: Answer | None
    now: Answer | None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the view was sealed, or since it was judged."""

    answers: tuple[Changed, ...] = ()
    others: int = 0
    """How many changes of another kind stand: of notes, records, sections and dates."""

    def __bool__(self) -> bool:
        return bool(self.answers or self.others)


def since(standing: Standing, case: Case, pack: Pack, kind: type[Sealed | JudgementRecorded]) -> Since | None:
    """What is otherwise in a case now than at the last seal, or judgement; None where there is none.

    What was changed and changed back is no change. Answers stand in the order of the interview.
    """
    last = standing.last_of(kind)
    if last is None:
        return None
    answers = sorted(_changed(standing.case_at(last), case), key=lambda one: _place(pack, one.at))
    # What is told and written for the report alone is no evidence that the view was of.
    mere = (Answered, Cleared, Sealed, JudgementRecorded, *get_args(Reporting))
    others = [
        one
        for one in standing.made
        if one.event.sequence > last
        and one.event.sequence not in standing.undone
        and not isinstance(one.change, mere)
    ]
    return Since(tuple(answers), len(others))


def _changed(before: Case, now: Case) -> Iterator[Changed]:
    places = [
        At(record.key, name)
        for case in (before, now)
        for record in case.records.values()
        for name in record.answers
    ]
    for at in dict.fromkeys(places):
        was, is_ = before.answer(at), now.answer(at)
        if _said(was) != _said(is_):
            yield Changed(at, was, is_)


def _said(answer: Answer | None) -> tuple[object, ...] | None:
    """What an answer says, without the notes it is linked to."""
    return (answer.state, answer.value, answer.reason) if answer else None


def _place(pack: Pack, at: At) -> tuple[int, str, int]:
    kinds, asked = list(pack.record_types), list(pack.questions.get(at.key.record, {}))
    return (
        kinds.index(at.key.record) if at.key.record in kinds else len(kinds),
        str(at.key),
        asked.index(at.question) if at.question in asked else len(asked),
    )


# For the command line: the app writes through the case that it has open


def may_decide(ledger: Ledger, case: Case) -> None:
    """Refuse a decision on a case whose inspector's own view comes first and is not sealed.

    It comes first in an inspection, a blind reading and a reading of a scenario, unless the store shows what the
    rules conclude throughout; other cases for training need none.
    """
    is_trial = case.purpose == "training" and not case.evidence_id.startswith(SCENARIO)
    if case.sealed or is_trial or reveal_of(ledger, case) == "live":
        return
    what = f"the own view of `{case.id}` is not sealed, so a decision could not be told from it"
    raise Refused([Problem("decide-unsealed", what, f"seal the view first, in {_where_asked(case)}")])


def _where_asked(case: Case) -> str:
    """The commands in which a view is sealed and an answer given."""
    return f"`sccif open {case.id}` or `sccif interview {case.id}`"


def need_reasons(reasons: str) -> None:
    """Refuse a decision without reasons, whether it agrees or departs."""
    if problem := reasons_problem(printable(reasons)):
        right = f"{problem.right}, with --reasons, for agreement as for departure"
        raise Refused([Problem("decide-reasons", problem.what, right)])


@dataclass(frozen=True, slots=True)
class Weighed:
    """A judgement as it will be kept, and what the assistant makes of the case it is of."""

    made: JudgementMade
    judged: Judged


def weigh(ledger: Ledger, standing: Standing, judging: Judging, decided: str, reasons: str) -> Weighed:
    """A judgement beside the proposal, before it is kept.

    Raises `Refused` where it comes before the own view, is not on the scale or gives no reasons, or where
    it is not recorded what was done about a danger.
    """
    case, pack = standing.case, judging.pack
    may_decide(ledger, case)
    if decided not in pack.judgements:
        right = one_of(decided, (one.id for one in outcomes(pack, JUDGEMENT)))
        raise Refused([Problem("use-unknown-judgement", f"there is no judgement `{decided}`", right)])
    need_reasons(reasons)
    if is_stopped(case, pack, [None]):
        what = "somebody may be in danger, and what was done is not recorded"
        raise Refused([Problem("decide-danger", what, f"record it first, in {_where_asked(case)}")])
    judged = judging.confirm(judging.judge(case))
    return Weighed(judgement_made(judged, decided, reasons, ledger.actor, ledger.now()), judged)


def keep(ledger: Ledger, standing: Standing, weighed: Weighed) -> Event:
    """Record a judgement, in one step with the proposal where that was not shown as it is now.

    Raises `Refused` where it does not fit the case, `Behind` where somebody else wrote meanwhile.
    """
    change = JudgementRecorded(weighed.made)
    problems = change_problems(weighed.judged.pack, standing.case, change)
    errors = [one for one in problems if one.severity == "error"]
    if errors:
        raise Refused(errors)
    now, last = shown(weighed.judged), standing.proposal
    is_known = last is not None and structs.replace(now, engine=last.engine) == last
    told = (change,) if is_known else (now, change)
    return ledger.append(standing.case.id, standing.sequence, *told)[-1]
