"""What is said in a review: begin it, agree, ask, do not agree, reply, sign off; each refused where it cannot stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, get_args

from assistant.document import printable
from assistant.pack import Pack
from assistant.problems import Problem, Refused, one_of
from assistant.store import Event, Ledger, Standing
from assistant.store.kinds import Queried, Replied, ReviewBegun, Reviewed, SignedOff
from assistant.store.permitted import may_act_as
from assistant.work.case_review import spelt
from assistant.work.review.points import Point, counted
from assistant.work.review.record import Review, Said, review

Signer = Literal["reviewer", "rim", "trainer"]
SIGNERS: Mapping[str, Signer] = {name: name for name in get_args(Signer)}
"""Who may sign off, by name."""


def begun(standing: Standing, pack: Pack) -> ReviewBegun:
    """That the review begins, or begins anew after the case changed or was signed off.

    Raises `Refused` where it was begun and neither happened since: what was said would count no more.
    """
    now = review(standing)
    if now.begun and not now.changed and not any(map(now.is_after_begun, now.signed_off)):
        by = f"by {now.begun.row.actor} (event {now.begun.sequence})"
        right = "go on with it; once the case has changed, or is signed off, it may be begun anew"
        raise Refused([Problem("review-begun", f"the review was begun already, {by}", right)])
    return ReviewBegun(standing.pack, pack.framework.cited)


def reviewed(standing: Standing, known: Iterable[Point], at: str, text: str, *, is_agreed: bool) -> Reviewed:
    """That a point is agreed, or is not.

    Raises `Refused` where no review was begun, the case has no such point, or it is not agreed without words.
    """
    at = _named(standing, known, at)
    if is_agreed:
        return Reviewed(at, is_agreed, printable(text).strip() or None)
    return Reviewed(at, is_agreed, _words(text, "why it is not agreed"))


def taken_back(standing: Standing, actor: str, at: str | None = None) -> Reviewed:
    """That somebody takes an agreement of theirs back, as after a slip; without a point the one that came last.

    Raises `Refused` where they agreed about nothing that they have not taken back.
    """
    own = review(standing).said_last(actor, at)
    if own is None or own.verdict != "agreed":
        of = f" about `{printable(at)}`" if at else ""
        right = "an agreement alone is taken back, by who agreed; about all else say something anew"
        raise Refused([Problem("review-no-agreement", f"what you said last{of} is no agreement", right)])
    return Reviewed(own.at, is_agreed=None)


def queried(standing: Standing, known: Iterable[Point], at: str, text: str) -> Queried:
    """A query about a point. Raises `Refused` as `reviewed` does, and where nothing is asked."""
    at = _named(standing, known, at)
    return Queried(at, _words(text, "what is asked"))


def to_reply(now: Review, query: int, actor: str) -> Said:
    """The open query to which somebody may reply. Raises `Refused` where it is none, or is their own."""
    still_open = {one.event.sequence: one for one in now.open_queries}
    if query not in still_open:
        numbers = ", ".join(map(str, still_open))
        right = f"the open queries are those of event {numbers}" if numbers else "no query is open"
        if any(one.event.sequence == query for one in now.not_agreed):
            right = "it is a disagreement: it ends once somebody, as whoever differed, agrees about the point (`--agree`)"
        raise Refused([Problem("review-no-query", f"event {query} is no open query", right)])
    if still_open[query].event.row.actor == actor:
        right = "agree about the point if you are content, which settles it, or have somebody else reply"
        raise Refused([Problem("review-no-query", f"the query of event {query} is your own", right)])
    return still_open[query]


def replied(standing: Standing, query: int, text: str, actor: str) -> Replied:
    """Somebody's reply to an open query. Raises `Refused` as `to_reply` does, or where nothing is said."""
    to_reply(review(standing), query, actor)
    return Replied(query, _words(text, "the reply"))


def need_signer(ledger: Ledger, case_id: str, role: Signer) -> None:
    """Raises `Refused` where whoever is signed in does not have the case in the role that they would sign as."""
    if not may_act_as(ledger, case_id, role):
        what = f"`{ledger.actor}` does not have this case as {spelt(role)}"
        right = "sign in the role in which it was given to you, or have somebody sign who has it so"
        raise Refused([Problem("review-role", what, right)])


def signed_off(
    standing: Standing, known: Collection[Point], role: Signer, dissent: str = "", *, by: str
) -> SignedOff:
    """The sign-off of whoever stands behind the case, with how many of its points were looked at.

    Raises `Refused` where a trainer signs what is no training case (docs/access.md), nothing is judged, no review
    was begun, whoever signs has signed the case as it is in this role, or something holds it up: then the
    regulatory inspection manager alone may sign, and says what they sign against. Points that nobody looked at
    hold nothing up.
    """
    now, clean = review(standing), printable(dissent).strip()
    if role == "trainer" and standing.case.purpose != "training":
        right = "sign it off as reviewer, or as the regulatory inspection manager"
        raise Refused([Problem("review-role", "a trainer signs off training cases, and this is none", right)])
    if standing.case.judgement is None:
        right = "have the inspector record the judgement first"
        raise Refused([Problem("review-unjudged", "nothing is judged in this case yet", right)])
    if now.begun is None:
        raise Refused([_not_begun(standing)])
    if signed := next((one for one in now.signed_off if _is_same(one, role, by, standing)), None):
        right = "it stands as long as nothing changes and nothing is asked"
        what = f"you signed this case off already, as {spelt(role)} (event {signed.sequence})"
        raise Refused([Problem("review-signed", what, right)])
    holds = list(now.holds_up())
    if holds and not (role == "rim" and clean):
        over = "or the regulatory inspection manager signs over it (`--sign-off rim --dissent TEXT`)"
        told = zip(holds, _rights(now), strict=True)
        raise Refused([Problem("review-held-up", what, f"{right}; {over}") for what, right in told])
    return SignedOff(role, clean or None, *counted(known, now.looked_at))


def _rights(now: Review) -> Iterator[str]:
    """What would let a sign-off through, of each thing that holds it up, in the order in which these are told."""
    for one in now.open_queries:
        yield f"somebody else replies (`--reply {one.event.sequence}`), or agrees about the point (`--agree`)"
    for _ in now.not_agreed:
        yield "somebody, as whoever differed, agrees about the point (`--agree`)"
    if now.changed:
        yield "begin the review anew (`--begin`)"


def _is_same(signed: Event, role: Signer, by: str, standing: Standing) -> bool:
    """Whether this is the sign-off of the same person in the same role, and stands."""
    told = signed.happened
    is_same = isinstance(told, SignedOff) and told.role == role and signed.row.actor == by
    return is_same and standing.is_signed_off and not standing.changed_since(signed.sequence)


def _named(standing: Standing, known: Iterable[Point], at: str) -> str:
    """The point that is called so, also where it is typed in other letters. Raises `Refused` where there is none."""
    if review(standing).begun is None:
        raise Refused([_not_begun(standing)])
    # Of a point that went away once its answer was mended it can still be said that it is agreed.
    names = [*(point.at for point in known), *review(standing).last]
    alike = [name for name in dict.fromkeys(names) if name.casefold() == at.casefold()]
    if at not in names and len(alike) != 1:
        raise Refused([Problem("review-unknown-point", f"the case has no point `{at}`", one_of(at, names))])
    return at if at in names else alike[0]


def _not_begun(standing: Standing) -> Problem:
    right = f"begin it first: `sccif review {standing.case.id} --begin`"
    return Problem("review-not-begun", "no review of this case was begun", right)


def _words(text: str, what: str) -> str:
    """What is said, as it is kept. Raises `Refused` where nothing is."""
    clean = printable(text).strip()
    if not clean:
        raise Refused([Problem("shape-bad-value", "nothing is said", f"say in words {what}")])
    return clean
