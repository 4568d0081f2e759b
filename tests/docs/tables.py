"""Makes the pages of docs/ that say what the product says of itself: `python -m tests.docs.tables`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

import rich_click as click

from assistant.cli.lazy import LazyGroup
from assistant.cli.main import sccif
from assistant.tui.actions import ACTIONS, Action
from tests.docs.licences import licences
from tests.docs.shown import DOCS

MADE = "<!-- Made by `python -m tests.docs.tables`; a test holds it to the product. Do not change it by hand. -->"

SCREENS = {
    "cases": "The list of cases",
    "samples": "Sample cases",
    "interview": "A case, question by question",
    "notes": "The inbox of notes",
    "ending": "The page that ends the interview",
    "sealing": "Sealing your own view",
    "judgement": "Your judgement",
    "case_review": "The case review",
    "explanation": "The explanation",
    "trying": "Other answers, tried",
    "timeline": "The timeline",
    "diary": "Days and limits",
    "report": "The report",
    "review": "Quality assurance",
    "training": "Training",
    "drills": "Drills",
    "progress": "Progress in training",
    "consensus": "A meeting about a scenario or a case",
    "rules": "The rules",
    "impact": "What a rule change moves",
    "proofs": "What is proved of the rules",
    "consistency": "Consistency",
    "danger": "A child at risk now",
    "finding": "Finding an answer",
    "help": "Help",
}


def keys() -> str:
    """The keys of every screen, from the registry that the footer and the help read."""
    everywhere = [
        action for action in ACTIONS if set(SCREENS) <= {*action.contexts, "danger", "finding", "help"}
    ]
    parts = [
        MADE,
        "# The keys",
        "`f1` shows the keys of where you are, and `^p` finds every action by its name. `^` is the control key.",
        "## On every screen",
        _table(everywhere),
    ]
    for context, title in SCREENS.items():
        actions = [action for action in ACTIONS if context in action.contexts and action not in everywhere]
        if actions:
            parts += [f"## {title}", _table(actions)]
    return "\n\n".join(parts) + "\n"


def _table(actions: list[Action]) -> str:
    rows = [f"| `{action.shown}` | {_cell(action.label)} | {_cell(action.help)} |" for action in actions]
    return "\n".join(["| key | action | what it does |", "| --- | --- | --- |", *rows])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


def command_line() -> str:
    """Every command with its arguments and options, from what the command line itself is made of."""
    parts = [
        MADE,
        "# The command line",
        (
            "`sccif COMMAND --help` tells the same in the terminal. The exit status is 0 when done, 1 when a check found "
            "something, 2 for input that cannot be used, 70 for a fault of the program, which is then kept in a report "
            "without case text."
        ),
        "`--json` prints one object a line, for scripts. `--pack` and `--store` may stand before the command too.",
    ]
    for path, command in _commands((), sccif):
        level = "#" * (len(path) + 1)
        parts += [f"{level} sccif {' '.join(path)}", *_of_command(path, command)]
    return "\n\n".join(parts) + "\n"


def _commands(path: tuple[str, ...], group: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(group, LazyGroup):
        table = {
            name: getattr(importlib.import_module(e.module), e.attribute) for name, e in group.table.items()
        }
    else:
        table = dict(getattr(group, "commands", {}))
    for name, command in table.items():
        yield (*path, name), command
        yield from _commands((*path, name), command)


def _of_command(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(("sccif", *path)))
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```text\nsccif {' '.join(path)} {pieces}\n```"
    for paragraph in (command.help or "").replace("\b", "").strip().split("\n\n"):
        yield _cell(paragraph)
    rows = []
    for parameter in command.params:
        told = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if told and "--help" not in told[0]:
            rows.append(f"| `{told[0].replace('|', chr(92) + '|')}` | {_cell(told[1])} |")
    if rows:
        yield "\n".join(["| option | |", "| --- | --- |", *rows])


TABLES: dict[str, Callable[[], str]] = {
    "command-line.md": command_line,
    "keys.md": keys,
    "licences.md": licences,
}
"""The pages that are made, and what makes each."""


if __name__ == "__main__":
    for name, made in TABLES.items():
        (DOCS / name).write_text(made(), "utf-8")
