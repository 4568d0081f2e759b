"""`sccif interview`: the questions of a case line by line, for people who use a screen reader, and for scripts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.completing import case_names_and_files
from assistant.cli.options import pack_option, store_option
from assistant.cli.store import case_named, ledger_at, wanted_for
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.work.interview import Place
    from assistant.work.sitting import Sitting


@click.command("interview")
@click.argument("case", metavar="CASE", shell_complete=case_names_and_files)
@click.option(
    "--from",
    "start",
    metavar="PLACE",
    help="Begin at this question, record or section: leaver:A.planning, leaver:A or leaver.",
)
@click.option("--brief", is_flag=True, help="Tell only the labels of the answers, not where they part.")
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context, case: str, start: str | None, brief: bool, pack_dir: Path | None, store: str | None
) -> None:
    """Ask the questions of CASE line by line, in plain text: a case in the store, or a case file, which is brought in.

    It writes lines and reads lines, on a terminal or through a pipe: no colours, nothing is redrawn. An
    answer is its number or the beginning of its id; `help` tells the other words. Each change is in the
    store before the next question. In an inspection nothing that the rules conclude is told until your
    own view is sealed.

    `done`, the end of the input or Ctrl-C ends it; it goes on there the next time, here or in the app.
    """
    from assistant.cli.asking.interview import Interview
    from assistant.cli.asking.lines import Lines
    from assistant.cli.asking.talk import Talk
    from assistant.cli.terminal import Page
    from assistant.pack import load_pack
    from assistant.pack.to_judge_by import check_to_judge_by
    from assistant.reasoning import Judging
    from assistant.store import read
    from assistant.work.drafts import Drafts, drafts_of
    from assistant.work.keeping import pack_of
    from assistant.work.reveal import reveal_of
    from assistant.work.sitting import Sitting

    at_hand = load_pack(pack_dir)
    page = Page(sys.stdout, is_bare=True)
    with ledger_at(store, wanted_for(case)) as ledger:
        case_id = case_named(ledger, case, at_hand)
        standing = read(ledger, case_id)
        pack = check_to_judge_by(pack_of(ledger, standing, at_hand))
        drafts = Drafts(drafts_of(ledger.database.name, case_id))
        how = reveal_of(ledger, standing.case)
        sitting = Sitting.open(ledger, standing, Judging(pack, "meaning"), drafts, how)
        first = _place(sitting, start) if start else None
        ctx.exit(Interview(Talk(sitting, page, Lines(page), brief), first).run())


def _place(sitting: Sitting, name: str) -> Place:
    """The place to begin at. Raises `Refused` where the case has none of this name."""
    from assistant.problems import one_of
    from assistant.work.interview import places
    from assistant.work.seeking import named

    found = named(sitting.case, sitting.pack, name)
    if found is None:
        near = one_of(name, [str(place) for place in places(sitting.case, sitting.pack)]).partition("?")
        right = f"{near[0]}?" if near[1] else "write a question, record or section, as manager.post or leaver"
        what = f"`{name[:80]}` is not asked of this case now"
        raise Refused([Problem("use-not-understood", what, right)])
    return found
