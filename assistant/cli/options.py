"""The options that several commands take, each told in one way."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant.work.configuration import STORE, configured

Function = TypeVar("Function", bound=Callable[..., Any])


def _nearest(ctx: click.Context, param: click.Parameter, value: object) -> object:
    """The value given here, or else to the command above: `sccif --pack DIR judge` and `sccif judge --pack DIR`.

    Where it is given nowhere, nor by the environment, the configuration may say. Raises `Refused` where that
    cannot be used, whatever is given: nobody finds out later that it was never read.
    """
    said = configured()
    above = ctx.parent
    while value is None and above is not None:
        value = above.params.get(param.name or "")
        above = above.parent
    if value is None and param.name == "pack_dir":
        return said.pack
    if value is None and param.name == "store" and not os.environ.get(STORE):
        return said.store
    return value


def pack_option(function: Function) -> Function:
    """`--pack DIR`, given to the command or before it; passed on as `pack_dir`, None for the pack that comes along."""
    return click.option(
        "--pack",
        "pack_dir",
        metavar="DIR",
        type=click.Path(path_type=Path),
        callback=_nearest,
        help="Use the pack in DIR (DIR/rules and DIR/knowledge) instead of the one that comes along.",
    )(function)


def json_option(function: Function) -> Function:
    """`--json`, passed on as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(function)


def store_option(function: Function) -> Function:
    """`--store URL`, given to the command or before it; passed on as `store`, None for the default one."""
    return click.option(
        "--store",
        metavar="URL",
        callback=_nearest,
        help="Use this store: a file, or postgresql://USER@HOST/DATABASE. Default: $SCCIF_STORE, the configuration, or a file of your own.",
    )(function)


def refuse_alone(given: Mapping[str, object], goes_with: Mapping[str, Sequence[str]]) -> None:
    """Refuse an option that says something only beside another which is not there: it would be dropped unseen.

    `given` holds the values of the running command's options by their parameters' names, None or empty where one
    was not given; `goes_with` names for each parameter those of which one has to be there. Raises
    `click.UsageError`.
    """
    spelt = {one.name: one.opts[0] for one in click.get_current_context().command.params}
    is_given = {name: value is not None and value != "" for name, value in given.items()}
    for name, others in goes_with.items():
        if is_given[name] and not any(is_given[one] for one in others):
            raise click.UsageError(f"{spelt[name]} goes with {' or '.join(spelt[one] for one in others)}")
