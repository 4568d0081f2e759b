"""What happens to a case besides a change of what it says: each a value that stands in one event.

The changes themselves (`assistant.case.changes`) stand in events as they are.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from assistant.case import Case, Change

Role = Literal["inspector", "reviewer", "rim", "trainer", "trainee", "policy_owner", "administrator"]
"""What somebody is in a team. On PostgreSQL each is a role of the database."""
ROLES: tuple[Role, ...] = get_args(Role)


class Opened(Struct, frozen=True):
    """The case was begun, or imported from a file: its first event, and the case as it was then."""

    case: Case
    pack: str
    """The digest of the pack by which it was read."""
    file: str | None = None
    """The name of the file it came from."""
    digest: str | None = None
    """The digest of that file's text."""


class Undone(Struct, frozen=True):
    """Changes were taken back; their events stay, and no longer count."""

    events: tuple[int, ...]


class Redone(Struct, frozen=True):
    """Changes that were taken back count again."""

    events: tuple[int, ...]


class Settled(Struct, frozen=True):
    """Two people changed the same thing; both were shown and one was kept, with a reason."""

    at: str
    kept: str
    dropped: str
    reason: str


class ProposalShown(Struct, frozen=True):
    """The assistant showed what it proposes: from then on no view is the inspector's alone."""

    pack: str
    engine: str
    judgement: str | None
    standing: str | None
    ground: str | None
    possible: tuple[str, ...]


class PackAdopted(Struct, frozen=True):
    """From here on the case is read and judged by another pack."""

    pack: str
    version: str


class CaseReviewStated(Struct, frozen=True):
    """The inspector or the regulatory inspection manager said whether a case review is to be held, each alone."""

    by: Literal["inspector", "rim"]
    is_held: bool
    reasons: str
    options: str | None = None
    """What was weighed beside it."""


class StepDone(Struct, frozen=True):
    """A step of the timeline was taken on a day (`2019-03-20`); without a day, it was not taken after all."""

    step: str
    day: str | None = None
    about: str | None = None
    """What helps to find it again: which draft was sent."""


class HolidaysKept(Struct, frozen=True):
    """The bank holidays by which the case's working days are counted, whatever is published later."""

    days: tuple[str, ...]
    """Every bank holiday of the years that these days lie in."""
    source: str
    """The library that they are from, with its version."""


class WorkingDaySet(Struct, frozen=True):
    """Whether a day was worked in this case, set by hand; without `is_worked`, as it is published."""

    day: str
    is_worked: bool | None
    reason: str


class TryingBegun(Struct, frozen=True):
    """Somebody began to try other answers, of which nothing is saved."""


class TryingEnded(Struct, frozen=True):
    """They left it; the answers that were tried are told nowhere."""

    tried: int
    """How many questions were answered otherwise, those that were taken back too."""


class Assigned(Struct, frozen=True):
    """Somebody was given the case to read, or to work on; `drawn` where it came by a sample."""

    who: str
    role: Role
    is_drawn: bool = False


class Withdrawn(Struct, frozen=True):
    """Somebody no longer has the case."""

    who: str


class Archived(Struct, frozen=True):
    """The case is out of the way; nothing of it is gone."""

    reason: str | None = None


class Unarchived(Struct, frozen=True):
    """The case is among the others again."""


class ReviewBegun(Struct, frozen=True):
    """Quality assurance began to go through the case, as it stood with the event before; once more after a change."""

    pack: str
    """The digest of the pack by which the case is read."""
    framework: str
    """The framework of that pack, by its title and section."""


class Reviewed(Struct, frozen=True):
    """Quality assurance looked at one point of the case, and agrees or does not; the last counts."""

    at: str
    is_agreed: bool | None
    """None where whoever agreed takes that back, as after a slip."""
    text: str | None = None


class Queried(Struct, frozen=True):
    """Quality assurance asked about an answer, a finding, an evaluation or a decision."""

    at: str
    text: str


class Replied(Struct, frozen=True):
    """A query was answered; `query` is the number of its event."""

    query: int
    text: str


class SignedOff(Struct, frozen=True):
    """Quality assurance, or the regulatory inspection manager, stands behind the case, or dissents."""

    role: Role
    dissent: str | None = None
    looked_at: int | None = None
    """Of how many points something was said in the review; None where it was not counted."""
    points: int | None = None
    """How many points the case had."""


class Exported(Struct, frozen=True):
    """A copy of the case left the store."""

    name: str
    digest: str
    purpose: Literal["case file", "disclosure", "report"] = "case file"
    folder: str | None = None
    """Where it was written, to be found again once the case is erased."""


class HeadPinned(Struct, frozen=True):
    """The chain up to this event was written down elsewhere."""

    event: int
    hash: str
    where: str


class HoldPlaced(Struct, frozen=True):
    """Nothing of the case may be erased until the hold is lifted."""

    reason: str


class HoldLifted(Struct, frozen=True):
    """The case may be erased again."""

    reason: str


class ErasureOrdered(Struct, frozen=True):
    """What these events say is erased under an order; that they were there stays, and who ordered it why."""

    events: tuple[int, ...]
    order: str
    """The order's own reference."""
    reason: str
    by: str | None = None
    """Who ordered it at first, where it is done again after a restore."""
    at: str | None = None
    """When they did."""


class DraftSent(Struct, frozen=True):
    """A draft of the report went to the provider, to check its facts."""

    day: str
    name: str
    """The name of the file that went."""
    digest: str
    """The digest of what was in it."""
    is_signed_off: bool
    """Whether quality assurance stood behind the case when it went."""


class Commented(Struct, frozen=True):
    """The provider said something of the facts in a draft."""

    draft: int
    """The event by which that draft went."""
    day: str
    text: str
    place: str | None = None
    """The paragraph of the report that it speaks of."""
    question: str | None = None
    """The answer that it touches, as `leaver:A.planning`."""


class CommentSettled(Struct, frozen=True):
    """A comment was accepted or not, with reasons; it can be settled anew."""

    comment: int
    """The event by which it came."""
    is_accepted: bool
    reasons: str
    looked_again: str | None = None
    """Who looked at the judgement again because of it; None where nobody did."""


Beside: TypeAlias = (
    Opened
    | Undone
    | Redone
    | Settled
    | ProposalShown
    | PackAdopted
    | CaseReviewStated
    | StepDone
    | HolidaysKept
    | WorkingDaySet
    | TryingBegun
    | TryingEnded
    | Assigned
    | Withdrawn
    | Archived
    | Unarchived
    | ReviewBegun
    | Reviewed
    | Queried
    | Replied
    | SignedOff
    | Exported
    | DraftSent
    | Commented
    | CommentSettled
    | HeadPinned
    | HoldPlaced
    | HoldLifted
    | ErasureOrdered
)
CHANGES = get_args(Change)
"""The kinds of change, for `isinstance`."""
READING = (ProposalShown, TryingBegun, TryingEnded, HolidaysKept, Exported, HeadPinned)
"""What is written because somebody looked at a case or copied it, which changes nothing of it; for `isinstance`."""
Happening: TypeAlias = Change | Beside
"""Whatever one event tells."""


def kind_of(happening: Happening | type[Happening]) -> str:
    """The name of its kind as it stands in the ledger: `note-added`."""
    cls = happening if isinstance(happening, type) else type(happening)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()


KINDS: dict[str, type] = {kind_of(cls): cls for cls in (*CHANGES, *get_args(Beside))}
"""Every kind of event by its name. Names are never changed: old ledgers hold them."""
