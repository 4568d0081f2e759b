"""Which drafts of the report went to the provider, and what was said of their facts, as it stands (19.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.case.header import CommentKept, DraftKept
from assistant.store import Event, Standing
from assistant.store.kinds import Commented, CommentSettled, DraftSent, Exported

SETTLED_THERE = "a comment that came with the case's file is settled where it was told, and not here"


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, and how it was settled last."""

    event: Event
    """Where it was told; the first event for one that came with the case's file."""
    told: Commented
    settled: CommentSettled | None = None
    settled_by: str | None = None
    """Who settled it."""

    @property
    def came(self) -> bool:
        """Whether it came with the case's file, and is not settled here."""
        return not isinstance(self.event.happened, Commented)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that went, and what was said of it."""

    event: Event
    told: DraftSent
    export: int | None
    """The event by which just this text left the store; None where it did not leave it so."""
    comments: tuple[Comment, ...]


def drafts(standing: Standing) -> tuple[Draft, ...]:
    """Every draft that went, in order, each with its comments; those that came with the file in front."""
    exports = reports_written(standing)
    said: dict[int, list[Comment]] = {}
    for comment in _comments(standing):
        said.setdefault(comment.told.draft, []).append(comment)
    first, came = standing.events[0], standing.opened.case.provider_comments
    found = []
    for number, kept in enumerate(came, 1):
        # What is said here of a draft that came with the file is said of the last of them.
        later = said.get(first.sequence, []) if number == len(came) else []
        found.append(_came(first, kept, later))
    for event in standing.events:
        if isinstance(sent := event.happened, DraftSent):
            comments = tuple(said.get(event.sequence, ()))
            found.append(Draft(event, sent, exports.get(sent.digest), comments))
    return tuple(found)


def reports_written(standing: Standing) -> dict[str, int]:
    """The digest of each report that left the store, with the event that tells of it: no other file was one."""
    return {
        one.digest: event.sequence
        for event in standing.events
        if isinstance(one := event.happened, Exported) and one.purpose == "report"
    }


def drafts_kept(standing: Standing) -> tuple[DraftKept, ...]:
    """The drafts and comments as the case's file tells them."""
    return tuple(
        DraftKept(
            day=date.fromisoformat(draft.told.day),
            name=draft.told.name,
            digest=draft.told.digest,
            signed_off=draft.told.is_signed_off,
            comments=tuple(map(_kept, draft.comments)),
        )
        for draft in drafts(standing)
    )


def _comments(standing: Standing) -> Iterator[Comment]:
    settled = {
        one.comment: (one, event.row.actor)
        for event in standing.events
        if isinstance(one := event.happened, CommentSettled)
    }
    for event in standing.events:
        if isinstance(told := event.happened, Commented):
            yield Comment(event, told, *settled.get(event.sequence, (None, None)))


def _came(first: Event, kept: DraftKept, later: list[Comment]) -> Draft:
    sent = DraftSent(str(kept.day), kept.name, kept.digest, kept.signed_off)
    return Draft(first, sent, None, (*(_comment_of(first, one) for one in kept.comments), *later))


def _comment_of(first: Event, kept: CommentKept) -> Comment:
    told = Commented(first.sequence, str(kept.day), kept.text, kept.place, kept.question)
    if kept.accepted is None:
        return Comment(first, told)
    settled = CommentSettled(first.sequence, kept.accepted, kept.reasons or "", kept.looked_again)
    return Comment(first, told, settled, kept.by)


def _kept(comment: Comment) -> CommentKept:
    told, settled = comment.told, comment.settled
    return CommentKept(
        day=date.fromisoformat(told.day),
        text=told.text,
        place=told.place,
        question=told.question,
        accepted=settled.is_accepted if settled else None,
        reasons=(settled.reasons or None) if settled else None,
        looked_again=settled.looked_again if settled else None,
        by=comment.settled_by,
    )
