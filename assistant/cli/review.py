"""`sccif review`: quality assurance goes through a case, asks, agrees or not, and signs off; or is told which is next."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import confirm, ledger_at, tell_of_written

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.store import Ledger, Standing
    from assistant.store.kinds import Happening
    from assistant.work.review.points import Point

_SAYING = ("begin", "agree", "query", "disagree", "reply", "take_back", "sign_off")


@click.command("review")
@click.argument("case_id", metavar="[CASE]", required=False, shell_complete=case_names)
@click.option("--begin", is_flag=True, help="Begin the review, or begin it anew after the case changed.")
@click.option("--agree", metavar="POINT", help="Agree about a point, with --text or without.")
@click.option("--query", metavar="POINT", help="Ask the inspector about a point, with --text.")
@click.option("--disagree", metavar="POINT", help="Do not agree about a point, with --text.")
@click.option("--reply", type=int, metavar="N", help="Reply to the query of event N, with --text.")
@click.option("--take-back", metavar="POINT", help="Take back that you agreed about a point.")
@click.option("--text", default="", metavar="TEXT", help="What is said.")
@click.option(
    "--sign-off",
    type=click.Choice(["reviewer", "rim", "trainer"]),
    help="Stand behind the case, as what you are; rim is the regulatory inspection manager.",
)
@click.option(
    "--dissent", default="", metavar="TEXT", help="With --sign-off rim: what you sign over, and why."
)
@click.option(
    "--at", "event", type=click.IntRange(1), metavar="N", help="Show it as it stood after the event number N."
)
@click.option(
    "--next", "count", type=click.IntRange(1), metavar="N", help="Without CASE: which N to review next."
)
@click.option(
    "--seed",
    type=int,
    metavar="N",
    default=1,
    show_default=True,
    help="With --next: of what is drawn by chance.",
)
@click.option(
    "--yes", is_flag=True, help="With --sign-off: sign also a case of which no point was looked at as it is."
)
@json_option
@pack_option
@store_option
def command(
    case_id: str | None,
    count: int | None,
    event: int | None,
    seed: int,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
    **given: Any,
) -> None:
    """Review CASE: every point from the judgement down to each answer, beside its line and its notes.

    A POINT is called as it is printed: judgement, "case review", "area leadership", a rule and its record, or
    an answer's place. What is said is kept in the case with who said it and when; queries go to the inspector,
    who replies in the same way; nobody replies to their own, but may agree about its point, which settles it.
    A sign-off is refused while a query has no reply, somebody differs about a point (--disagree) and nobody
    agreed since, or the case has changed since the review began; the regulatory inspection manager may sign
    over that, with the dissent recorded. Points that nobody looked at refuse nothing: the record says of how
    many something was said. Where that is none, or none since the case changed, the word sign is asked for,
    unless --yes is given. In a store that is a file one person can be inspector, reviewer and manager in one;
    then the record says so too.

    Once another reading of the same evidence is sealed, what differs is told, first what moves a proposal.
    """
    said = [name for name in _SAYING if given[name]]
    if (case_id is None) == (count is None):
        raise click.UsageError("give a CASE, or --next N without one")
    if len(said) > 1:
        raise click.UsageError("say one thing at a time")
    if said and event:
        raise click.UsageError("with --at a case is only looked at")
    with ledger_at(store, "there" if said else "read") as ledger:
        if case_id is None:
            _next(ledger, pack_dir, count or 0, seed, as_json=as_json)
        else:
            _review(ledger, case_id, event, said, given, pack_dir, as_json=as_json)


def _review(
    ledger: Ledger,
    case_id: str,
    event: int | None,
    said: list[str],
    given: dict[str, Any],
    pack_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    from assistant.cli.kept import warn
    from assistant.cli.writers.review import print_review, review_as_json
    from assistant.pack import load_pack
    from assistant.pack.to_judge_by import check_to_judge_by
    from assistant.reasoning import Judging
    from assistant.store import read
    from assistant.work.deciding import may_decide
    from assistant.work.keeping import pack_of
    from assistant.work.reproducing import log_shown
    from assistant.work.review.points import points, with_gone
    from assistant.work.review.readings import other_readings
    from assistant.work.review.record import review

    standing = read(ledger, case_id, upto=event)
    may_decide(ledger, standing.case)
    pack = check_to_judge_by(pack_of(ledger, standing, load_pack(pack_dir)))
    warn(pack, as_json=as_json)
    judging = Judging(pack, "meaning")
    if not event:
        standing = standing.then(log_shown(ledger, standing, judging))
    known = with_gone(points(standing, judging.confirm(judging.judge(standing.case))), review(standing).last)
    if said:
        told = _told(ledger, standing, pack, known, said[0], given, as_json=as_json)
        events = ledger.append(case_id, standing.sequence, told)
        tell_of_written(pack, standing, events, as_json=as_json)
        standing = standing.then(events)
    readings = () if said or event else tuple(other_readings(ledger, standing, judging.base))
    now = review(standing)
    if as_json:
        click.echo(json.dumps(review_as_json(pack, standing, now, known, readings)))
    else:
        print_review(sys.stdout, pack, standing, now, known, readings, is_whole=not said)


def _told(
    ledger: Ledger,
    standing: Standing,
    pack: Pack,
    known: tuple[Point, ...],
    how: str,
    given: dict[str, Any],
    *,
    as_json: bool,
) -> Happening:
    from assistant.work.naming import name_problem, typed_in
    from assistant.work.review import saying
    from assistant.work.review.points import is_looked_at, told_looked_at
    from assistant.work.review.record import review

    text = given["text"]
    match how:
        case "begin":
            return saying.begun(standing, pack)
        case "reply":
            return saying.replied(standing, given["reply"], text, ledger.actor)
        case "query":
            return saying.queried(standing, known, given["query"], text)
        case "take_back":
            return saying.taken_back(standing, ledger.actor, given["take_back"])
        case "sign_off":
            saying.need_signer(ledger, standing.case.id, given["sign_off"])
            signed = saying.signed_off(standing, known, given["sign_off"], given["dissent"], by=ledger.actor)
            if asked := name_problem(pack, typed_in(standing.case)):
                tell([asked], as_json=as_json)
            now = review(standing)
            if not is_looked_at(known, now) and not given["yes"]:
                looked_at = told_looked_at(known, now)
                confirm("sign", f"{looked_at}: a sign-off says that you stand behind the case")
            return signed
        case _:
            return saying.reviewed(standing, known, given[how], text, is_agreed=how == "agree")


def _next(ledger: Ledger, pack_dir: Path | None, count: int, seed: int, *, as_json: bool) -> None:
    from assistant.cli.progress import progress
    from assistant.cli.terminal import Page, plain
    from assistant.pack import load_pack
    from assistant.work.review.choosing import choose, to_review

    with progress("cases looked at") as far:
        chosen = choose(to_review(ledger, load_pack(pack_dir)), count, seed, far)
    if as_json:
        for one in chosen:
            click.echo(json.dumps({"case": one.case_id, "reasons": one.reasons}))
        return
    page = Page(sys.stdout)
    for one in chosen:
        page.line(plain(one.case_id, "bold"))
        for reason in one.reasons:
            page.line(plain(reason), 2, "- ")
    if not chosen:
        page.line(plain("no case waits for a review: none is judged that is not signed off"))
