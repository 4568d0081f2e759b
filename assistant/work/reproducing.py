"""Judges a case as it stood at any event, by the pack that was kept for it: a past proposal is worked out again."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.problems import Refused
from assistant.reasoning import Judged, Judging
from assistant.store import Event, Ledger, Standing
from assistant.store.kinds import ProposalShown
from assistant.work.keeping import shown

NOT_OURS = {"store-forbidden", "store-read-only"}
"""What is said to who may read a case and not write to it."""


@dataclass(frozen=True, slots=True)
class Reproduced:
    """The proposal that was shown last before an event, beside what comes out now."""

    event: Event
    was: ProposalShown
    is_same: bool
    """Whether judgement, standing, ground and what was still possible come out as they were shown."""


def reproduced(standing: Standing, judged: Judged) -> Reproduced | None:
    """How what comes out compares with what was shown of the case as it stood; None where nothing was.

    Only a proposal is compared after which nothing was changed, for then it was of the very same case.
    """
    changed = {one.event.sequence for one in standing.made}
    for event in reversed(standing.events):
        if isinstance(event.happened, ProposalShown):
            now, was = shown(judged), event.happened
            same = (was.judgement, was.standing, was.ground, was.possible, was.pack)
            return Reproduced(
                event, was, same == (now.judgement, now.standing, now.ground, now.possible, now.pack)
            )
        if event.sequence in changed or event.row.kind in ("undone", "redone", "pack-adopted"):
            return None
    return None


def log_shown(ledger: Ledger, standing: Standing, judging: Judging) -> list[Event]:
    """Log that a proposal is shown while no view is sealed, since from then on no view is the inspector's alone.

    Gives the event that says so, where one was written. Whoever may read and not write, such as a reviewer,
    shows it to nobody else. Raises `Refused`.
    """
    if standing.case.sealed is None and standing.proposal is None:
        judged = judging.confirm(judging.judge(standing.case))
        try:
            return ledger.append(standing.case.id, standing.sequence, shown(judged))
        except Refused as refused:
            if refused.problems[0].code not in NOT_OURS:
                raise
    return []
