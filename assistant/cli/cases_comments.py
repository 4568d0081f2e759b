"""`sccif cases comments`: which draft went to the provider, what was said of it, and what came of that."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, refuse_alone, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at, tell_of_written
from assistant.cli.timeline import DAY

if TYPE_CHECKING:
    from assistant.cli.terminal import Page
    from assistant.pack import Pack
    from assistant.store import Standing
    from assistant.store.kinds import Happening
    from assistant.work.report.comments import Comment, Draft


_GOES_WITH = {
    "place": ("comment",),
    "question": ("comment",),
    "day": ("sent", "comment"),
    "accepted": ("settle",),
    "reasons": ("settle",),
    "looked_again": ("settle",),
}


@click.command("comments")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option(
    "--sent", type=click.Path(path_type=Path), metavar="FILE", help="This draft went to the provider."
)
@click.option("--comment", metavar="TEXT", help="The provider said this of the facts in the last draft.")
@click.option("--place", metavar="PLACE", help="With --comment: the paragraph that it speaks of.")
@click.option("--question", metavar="QUESTION", help="With --comment: the answer that it touches.")
@click.option(
    "--on", "day", type=DAY, metavar="DAY", help="When it went or came; today, where nothing is said."
)
@click.option("--settle", type=int, metavar="N", help="Settle the comment of event N.")
@click.option("--accepted/--not-accepted", default=None, help="With --settle: whether it is accepted.")
@click.option("--reasons", default="", metavar="TEXT", help="With --settle: why, either way.")
@click.option("--looked-again", metavar="WHO", help="With --settle: who looked at the judgement again.")
@json_option
@pack_option
@store_option
def command(case_id: str, as_json: bool, pack_dir: Path | None, store: str | None, **given: Any) -> None:
    """Show the drafts of a case's report that went to the provider, and the comments on their facts.

    A draft is kept by the digest of what went, so that nobody needs to keep the file to know which it was. One
    that quality assurance has not signed off is warned about. A comment is accepted or not, with reasons, and
    can be settled anew; what was said before stays in the history.
    """
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.keeping import pack_of
    from assistant.work.report.comments import drafts

    refuse_alone(given, _GOES_WITH)
    if given["settle"] is not None and given["accepted"] is None:
        raise click.UsageError("with --settle give --accepted or --not-accepted")
    if given["sent"] is not None and given["comment"] is not None:
        raise click.UsageError(
            "tell with --sent that the draft went, and then, on its own, of the --comment on it"
        )
    writes = any(given[name] is not None for name in ("sent", "comment", "settle"))
    with ledger_at(store, "there" if writes else "read") as ledger:
        standing = read(ledger, case_id)
        pack = pack_of(ledger, standing, load_pack(pack_dir))
        if told := list(_told(standing, pack, given, as_json=as_json)):
            events = ledger.append(case_id, standing.sequence, *told)
            tell_of_written(pack, standing, events, as_json=as_json)
            standing = standing.then(events)
    found = drafts(standing)
    if as_json:
        click.echo(json.dumps({"case": case_id, "drafts": [_draft_tree(one) for one in found]}))
    else:
        _print(case_id, found)


def _told(standing: Standing, pack: Pack, given: dict[str, Any], *, as_json: bool) -> Iterator[Happening]:
    from assistant.work.report.commenting import (
        commented,
        draft_sent,
        sending_problems,
        settled,
        step_with,
    )
    from assistant.work.working_days import today

    day: date = given["day"] or today()
    if given["sent"]:
        sent = draft_sent(standing, given["sent"], day)
        tell(tuple(sending_problems(standing, sent)), as_json=as_json)
        yield sent
        yield from step_with(pack, sent)
    if given["comment"] is not None:
        yield commented(standing, pack, given["comment"], day, given["place"], given["question"])
    if given["settle"] is not None:
        yield settled(
            standing,
            given["settle"],
            given["reasons"],
            is_accepted=given["accepted"],
            looked_again=given["looked_again"],
        )


def _print(case_id: str, found: tuple[Draft, ...]) -> None:
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    page.heading(
        f"{case_id}: {'drafts that went to the provider' if found else 'no draft went to the provider yet'}"
    )
    for draft in found:
        sent = draft.told
        signed = "signed off" if sent.is_signed_off else "NOT signed off"
        as_left = f", as it left the store in event {draft.export}" if draft.export else ""
        page.line(plain(f"{sent.day}: {sent.name}, {signed}{as_left}", "bold"), 2)
        page.line(plain(sent.digest, "dim"), 4)
        for comment in draft.comments:
            _comment(page, comment)


def _comment(page: Page, comment: Comment) -> None:
    from assistant.cli.terminal import plain

    told, settled = comment.told, comment.settled
    of = "".join(f", on {place}" for place in (told.place, told.question) if place)
    where = "came with the file" if comment.came else f"event {comment.event.sequence}"
    page.line(plain(f"{told.text} ({where}, {told.day}{of})"), 4, "“ ")
    if settled is None:
        page.line(plain("not settled yet", "bold"), 6)
        return
    how = "accepted" if settled.is_accepted else "not accepted"
    again = f"; {settled.looked_again} looked at the judgement again" if settled.looked_again else ""
    page.line(plain(f"{how} by {comment.settled_by}: {settled.reasons}{again}"), 6)


def _draft_tree(draft: Draft) -> dict[str, Any]:
    sent = draft.told
    return {
        "event": draft.event.sequence,
        "day": sent.day,
        "name": sent.name,
        "digest": sent.digest,
        "signed_off": sent.is_signed_off,
        "export": draft.export,
        "comments": [_comment_tree(one) for one in draft.comments],
    }


def _comment_tree(comment: Comment) -> dict[str, Any]:
    told, settled = comment.told, comment.settled
    return {
        "event": None if comment.came else comment.event.sequence,
        "day": told.day,
        "text": told.text,
        "place": told.place,
        "question": told.question,
        "accepted": settled.is_accepted if settled else None,
        "reasons": settled.reasons if settled else None,
        "looked_again": settled.looked_again if settled else None,
        "by": comment.settled_by,
    }
