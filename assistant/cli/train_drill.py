"""`sccif train drill`: borderline cases made from the rules, told in short and judged one after another."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at
from assistant.problems import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.cli.asking.lines import Lines
    from assistant.cli.terminal import Page
    from assistant.pack import Pack
    from assistant.store import Ledger
    from assistant.work.training.drills import Drill

_SEEDS = 1_000_000


@click.command("drill")
@click.option(
    "-n", "number", type=click.IntRange(1, 1000), metavar="N", default=10, show_default=True, help="So many."
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    metavar="N",
    help="Make those of this seed, the same each time; what you answered before is then not looked at.",
)
@json_option
@pack_option
@store_option
def command(number: int, seed: int | None, as_json: bool, pack_dir: Path | None, store: str | None) -> None:
    """Judge borderline cases, each one answer away from another judgement: practice on this rule base, not inspection.

    An answer is the number of a judgement, or the beginning of its name; `done` or the end of the input ends it.
    None comes twice for you, and more of those come that you judged otherwise than the rules. What you answer is
    in the store, apart from cases of real inspections, and `sccif train progress` tells of it. With --json
    they are printed with what the rules come to, nothing is asked and nothing kept.
    """
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.work.training.drilled import chosen, read_drilled
    from assistant.work.training.drills import drills

    pack = load_pack(pack_dir)
    seeded = secrets.randbelow(_SEEDS) if seed is None else seed
    made = drills(Judging(pack, "meaning"), seeded)
    if as_json:
        for drill in chosen(made, (), number, seeded):
            click.echo(json.dumps(_as_json(pack, drill, seeded)))
        return
    with ledger_at(store, "made") as ledger:
        before = () if seed is not None else read_drilled(ledger)
        _drill(ledger, pack, chosen(made, before, number, seeded), number, seeded)


def _drill(ledger: Ledger, pack: Pack, chosen: Iterator[Drill], number: int, seed: int) -> None:
    """Ask one after another, and keep what is answered; where that cannot be kept, say so once and go on."""
    from assistant.cli.asking.lines import Ended, Lines
    from assistant.cli.terminal import Page, plain
    from assistant.work.training.drilled import keep
    from assistant.work.training.drills import WHAT_IT_IS

    page = Page(sys.stdout, is_bare=True)
    lines = Lines(page)
    page.line(plain(f"{WHAT_IT_IS} Seed {seed}."))
    same = asked = 0
    is_kept = True
    for place, drill in enumerate(chosen, 1):
        try:
            said = _ask(pack, page, lines, drill, f"{place} of {number}")
        except Ended:
            break
        if is_kept:
            try:
                keep(ledger, pack, drill, said)
            except Refused as refused:
                tell(refused.problems, as_json=False)
                is_kept = False
        asked, same = asked + 1, same + (said == drill.judgement)
        _tell(pack, page, drill, said)
    page.gap()
    page.line(plain(f"{same} of {asked} as the rules have it." if asked else "Nothing was answered."))


def _ask(pack: Pack, page: Page, lines: Lines, drill: Drill, place: str) -> str:
    """The judgement that somebody gives. Raises `Ended`."""
    from assistant.cli.asking.lines import Ended
    from assistant.cli.asking.words import outcome_named
    from assistant.cli.terminal import plain
    from assistant.problems import one_of
    from assistant.work.training.drills import told

    page.heading(f"Drill {place}")
    heading = None
    for of, ask, answer in told(pack, drill):
        if of != heading:
            heading = of
            page.line(plain(of))
        page.line(plain(ask), 2, tail=plain(f"{answer}."))
    on_scale = {one.scale: one for one in pack.judgements.values() if one.scale is not None}
    scale = [on_scale[rank] for rank in sorted(on_scale)]
    for number, one in enumerate(scale, 1):
        page.line(plain(one.label), 2, f"{number}. ")
    while True:
        line = lines.answer("Judgement").lower()
        if line == "done":
            raise Ended
        if found := outcome_named(scale, line):
            return found.id
        page.line(plain(f"write a number, or a name: {one_of(line, [one.id for one in scale])}"))


def _tell(pack: Pack, page: Page, drill: Drill, said: str) -> None:
    """What the rules come to, on what it rests, and the answer that tips it."""
    from assistant.cli.terminal import plain
    from assistant.work.training.telling import verdict

    for line in verdict(pack, drill, said):
        page.line(plain(line.text), line.indent, line.marker)


def _as_json(pack: Pack, drill: Drill, seed: int) -> dict[str, object]:
    from assistant.work.training.drills import WHAT_IT_IS, told

    return {
        "about": WHAT_IT_IS,
        "seed": seed,
        "drill": drill.digest,
        "told": [one._asdict() for one in told(pack, drill)],
        "judgement": drill.judgement,
        "tips": {"at": str(drill.tips.at), "now": drill.tips.now, "then": drill.tips.then, "to": drill.to},
        "rules": drill.rules,
    }
