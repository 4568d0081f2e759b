"""`sccif rules show`: a rule as sentences, for people who do not read YAML."""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.pack import Pack, Rule


@click.command("show")
@click.argument("ids", nargs=-1, metavar="[ID…]")
@json_option
@pack_option
def command(ids: tuple[str, ...], as_json: bool, pack_dir: Path | None) -> None:
    """Show the rules with these IDs: when they hold, what they conclude, on what basis and why.

    Without an ID it lists all rules, stage by stage.
    """
    from assistant.cli.kept import warn_of_properties
    from assistant.pack import load_pack

    pack = load_pack(pack_dir)
    warn_of_properties(pack, as_json=as_json)
    unknown = [name for name in ids if name not in pack.rules_by_id]
    if unknown:
        raise Refused([unknown_rule(name, pack) for name in unknown])
    rules = [pack.rules_by_id[name] for name in dict.fromkeys(ids)] or list(pack.rules)
    if as_json:
        for rule in rules:
            click.echo(json.dumps(_as_json(pack, rule)))
    elif ids:
        _print_whole(pack, rules)
    else:
        _print_list(pack, rules)


def unknown_rule(name: str, pack: Pack) -> Problem:
    """What is wrong with the name of a rule that a pack does not have, and the nearest that it has."""
    near = difflib.get_close_matches(name, pack.rules_by_id, n=3)
    right = f"use one of: {', '.join(near)}" if near else "see `sccif rules show` for all of them"
    return Problem("rule-unknown-reference", f"there is no rule `{name}`", right)


def _as_json(pack: Pack, rule: Rule) -> dict[str, Any]:
    """The rule as written, with its conditions and conclusion in sentences and its place."""
    from assistant.reasoning.phrases import concludes, conditions

    when, unless = conditions(pack, rule)
    place = pack.rule_places[rule.id]
    return {
        **rule.model_dump(mode="json", by_alias=True, exclude={"when", "unless"}),
        "when": when,
        "unless": unless,
        "concludes": concludes(pack, rule),
        "file": place.file,
        "line": place.line,
    }


def _print_list(pack: Pack, rules: list[Rule]) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.reasoning.phrases import say_of_any

    page = Page(sys.stdout)
    for stage in dict.fromkeys(rule.stage for rule in rules):
        page.heading(f"{stage.replace('_', ' ').capitalize()} ({sum(rule.stage == stage for rule in rules)})")
        for rule in rules:
            if rule.stage == stage:
                page.line(plain(rule.id), 2)
                page.line(plain(say_of_any(pack, rule), "dim"), 4)


def _print_whole(pack: Pack, rules: list[Rule]) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.reasoning.phrases import concludes, conditions, say_of_any

    page = Page(sys.stdout)
    for number, rule in enumerate(rules):
        if number:
            page.gap()
        page.line(plain(rule.id, "bold"))
        page.line(plain(say_of_any(pack, rule)))
        page.gap()
        when, unless = conditions(pack, rule)
        for name, phrases in (("When", when or ["nothing else concludes"]), ("Unless", unless)):
            for place, phrase in enumerate(phrases):
                page.field("" if place else name, plain(phrase))
        page.field("Concludes", plain(concludes(pack, rule)))
        page.field("Why", plain(rule.why))
        page.field("Basis", plain(rule.basis))
        for cited in rule.cites:
            paragraph = pack.paragraphs[cited]
            page.field("", plain(f"{cited} {paragraph.title}: {paragraph.says}", "dim"))
        page.field("Written in", plain(pack.written(rule.id)))
