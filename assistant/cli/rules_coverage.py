"""`sccif rules coverage`: which conditions of the rules no example depends on, one way or the other."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.problems import Refused

if TYPE_CHECKING:
    from assistant.cli.terminal import Page
    from assistant.pack import Pack
    from assistant.work.coverage import Coverage, Side

FOUND = 1
WAYS = {"holds": "its holding", "fails": "its failing"}
"""What of a condition an example depends on, in words."""


@click.command("coverage")
@click.option(
    "--rule", "rule_id", metavar="ID", help="Tell of this rule alone, with the examples that cover it."
)
@json_option
@pack_option
@click.pass_context
def command(ctx: click.Context, rule_id: str | None, as_json: bool, pack_dir: Path | None) -> None:
    """Say how far the examples cover the rules: by what an outcome depends on, not by what was run.

    Each condition has two sides. An example covers the one if an outcome that it states would come
    out otherwise had the condition not held, and the other if one would come out otherwise had it
    held. The exit status is 1 if a side is missing.
    """
    from assistant.cli.kept import warn_of_properties
    from assistant.cli.rules_show import unknown_rule
    from assistant.pack import load_pack
    from assistant.work.coverage import coverage

    pack = load_pack(pack_dir)
    warn_of_properties(pack, as_json=as_json)
    if rule_id is not None and rule_id not in pack.rules_by_id:
        raise Refused([unknown_rule(rule_id, pack)])
    covered = coverage(pack, rule_id)
    if as_json:
        for told in _as_json(covered):
            click.echo(json.dumps(told))
    elif rule_id is not None:
        _print_rule(covered, rule_id)
    else:
        _print_all(covered)
    ctx.exit(FOUND if covered.missing else 0)


def _as_json(covered: Coverage) -> list[dict[str, Any]]:
    """An object for each rule that has conditions, then one for each paragraph that rules cite."""
    pack = covered.pack
    told: list[dict[str, Any]] = []
    for rule in _rules(covered):
        place = pack.rule_places[rule]
        sides = covered.of_rule(rule)
        told.append(
            {
                "rule": rule,
                "file": place.file,
                "line": place.line,
                "cites": list(pack.rules_by_id[rule].cites),
                "sides": len(sides),
                "covered": len(sides) - len(_missing(covered, sides)),
                "missing": [
                    {
                        "field": side.field,
                        "condition": side.condition,
                        "way": side.way,
                        "says": covered.phrase(side),
                    }
                    for side in _missing(covered, sides)
                ],
            }
        )
    for paragraph, cited in _paragraphs(covered):
        count = len(cited) - len(_missing(covered, cited))
        told.append({"paragraph": paragraph, "sides": len(cited), "covered": count})
    return told


def _rules(covered: Coverage) -> list[str]:
    return list(dict.fromkeys(side.rule for side in covered.sides))


def _missing(covered: Coverage, sides: Sequence[Side]) -> list[Side]:
    return [side for side in sides if covered.sides[side] is None]


def _paragraphs(covered: Coverage) -> list[tuple[str, Sequence[Side]]]:
    found = [(name, covered.of_paragraph(name)) for name in covered.pack.paragraphs]
    return [(name, sides) for name, sides in found if sides]


def _print_all(covered: Coverage) -> None:
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    if covered.missing:
        page.line(plain(f"No example depends on ({len(covered.missing)})", "bold"))
        for rule in _rules(covered):
            missing = _missing(covered, covered.of_rule(rule))
            if missing:
                page.line(plain(rule), 2, tail=plain(_place(covered.pack, rule), "dim"))
                _print_missing(page, covered, missing)
        page.gap()
    page.line(plain("By paragraph", "bold"))
    for paragraph, sides in _paragraphs(covered):
        page.line(plain(_of(covered, sides)), 2, f"{paragraph:<24}")
    page.gap()
    page.line(plain(_total(covered)))


def _print_missing(page: Page, covered: Coverage, missing: Sequence[Side]) -> None:
    """Each condition once, with the ways that are missing."""
    from assistant.cli.terminal import plain

    for field, condition in dict.fromkeys((side.field, side.condition) for side in missing):
        here = [side for side in missing if (side.field, side.condition) == (field, condition)]
        ways = " and ".join(WAYS[side.way] for side in here)
        page.line(plain(f"{covered.phrase(here[0])} – {ways}"), 4, f"{field} ")


def _print_rule(covered: Coverage, rule: str) -> None:
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    page.line(plain(rule, "bold"), tail=plain(_place(covered.pack, rule), "dim"))
    if not covered.sides:
        explains = covered.pack.rules_by_id[rule].explanatory
        page.line(
            plain("It only explains: no outcome depends on it." if explains else "It has no condition.")
        )
        return
    told: tuple[str, str] | None = None
    for side, where in covered.sides.items():
        if told != (side.field, side.condition):
            told = (side.field, side.condition)
            page.gap()
            page.line(plain(covered.phrase(side)), 0, f"{side.field} ")
        shown = f"{where.file}:{where.line}" if where else "no example depends on it"
        page.line(plain(shown), 2, f"{WAYS[side.way]:<14}")
    page.gap()
    page.line(plain(_total(covered)))


def _place(pack: Pack, rule: str) -> str:
    where = pack.rule_places[rule]
    return f"{where.file}:{where.line}"


def _of(covered: Coverage, sides: Sequence[Side]) -> str:
    return f"{len(sides) - len(_missing(covered, sides))} of {len(sides)}"


def _total(covered: Coverage) -> str:
    sides = tuple(covered.sides)
    count = len({(side.rule, side.field, side.condition) for side in sides})
    conditions = "one condition" if count == 1 else f"{count} conditions"
    return f"{_of(covered, sides)} sides of {conditions} are covered"
