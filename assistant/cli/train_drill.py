"""`sccif train drill`: borderline cases made from the rules, told in short and judged one after another."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option

if TYPE_CHECKING:
    from assistant.cli.asking.lines import Lines
    from assistant.cli.terminal import Page
    from assistant.pack import Pack
    from assistant.work.training.drills import Drill

_SEEDS = 1_000_000


@click.command("drill")
@click.option("-n", "number", type=click.IntRange(1, 1000), default=10, show_default=True, help="So many.")
@click.option(
    "--seed",
    type=click.IntRange(0),
    help="Make those of this seed, the same each time; what you answered before is then not looked at.",
)
@json_option
@pack_option
def command(number: int, seed: int | None, as_json: bool, pack_dir: Path | None) -> None:
    """Judge borderline cases, each one answer away from another judgement: practice on this rule base, not inspection.

    An answer is the number of a judgement, or the beginning of its name; `done` or the end of the input ends it.
    None comes twice for you, and more of those come that you judged otherwise than the rules. With --json
    they are printed with what the rules come to, nothing is asked and nothing kept.
    """
    from assistant.cli.asking.lines import Ended, Lines
    from assistant.cli.terminal import Page, plain
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.work.training.drilled import chosen, drilled_of, keep, read_drilled
    from assistant.work.training.drills import WHAT_IT_IS, drills

    pack, path = load_pack(pack_dir), drilled_of()
    before = () if seed is not None or as_json else read_drilled(path)
    seeded = secrets.randbelow(_SEEDS) if seed is None else seed
    made = chosen(drills(Judging(pack, "meaning"), seeded), before, number, seeded)
    if as_json:
        for drill in made:
            click.echo(json.dumps(_as_json(pack, drill, seeded), ensure_ascii=False))
        return
    page = Page(sys.stdout, is_bare=True)
    lines = Lines(page)
    page.line(plain(f"{WHAT_IT_IS} Seed {seeded}."))
    same = asked = 0
    for place, drill in enumerate(made, 1):
        try:
            said = _ask(pack, page, lines, drill, f"{place} of {number}")
        except Ended:
            break
        keep(path, drill, said)
        asked, same = asked + 1, same + (said == drill.judgement)
        _tell(pack, page, drill, said)
    page.gap()
    page.line(plain(f"{same} of {asked} as the rules have it."))


def _ask(pack: Pack, page: Page, lines: Lines, drill: Drill, place: str) -> str:
    """The judgement that somebody gives. Raises `Ended`."""
    from assistant.cli.asking.lines import Ended
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
    scale = [on_scale[place] for place in sorted(on_scale)]
    for number, one in enumerate(scale, 1):
        page.line(plain(one.label), 2, f"{number}. ")
    while True:
        line = lines.answer("Judgement").lower()
        if line == "done":
            raise Ended
        for number, one in enumerate(scale, 1):
            if line and (line == str(number) or one.id.startswith(line)):
                return one.id
        page.line(plain(f"write a number, or a name: {one_of(line, [one.id for one in scale])}"))


def _tell(pack: Pack, page: Page, drill: Drill, said: str) -> None:
    """What the rules come to, on what it rests, and the answer that tips it."""
    from assistant.cli.terminal import plain
    from assistant.reasoning.phrases import answer_label, question_name, say_of_any

    outcome, other = pack.judgements[drill.judgement], pack.judgements[drill.to]
    verb = "So do the rules" if said == drill.judgement else "The rules have it otherwise"
    page.line(plain(f"{verb}: {outcome.sign} {outcome.label}."))
    for rule in drill.rules:
        page.line(plain(say_of_any(pack, pack.rules_by_id[rule])), 2, "> ", tail=plain(rule))
    at = drill.tips.at
    question = pack.questions[at.key.record][at.question]
    now, then = (answer_label(question, value) for value in (drill.tips.now, drill.tips.then))
    tipped = f"“{then}” instead of “{now}” would make it {other.sign} {other.label}"
    page.line(plain(f"{question_name(pack, at)} {tipped}."), 2)


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
