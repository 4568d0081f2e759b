"""`sccif doctor`: what is installed here and how it fits together, and what the codes of problems mean."""

from __future__ import annotations

import json
import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant import __version__
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.document import lies_at
from assistant.problems import CODES, Problem, Refused, one_of

if TYPE_CHECKING:
    from assistant.pack import Pack

BAD_INPUT = 2
_FILE = click.Path(path_type=Path)

_INSTALL = (
    "not installed: the meaning judges instead and concludes the same. To install it: "
    "pip install durable-rules (it needs a C compiler; from Python 3.13 on set "
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject)"
)


@click.command("doctor")
@click.argument("code", required=False)
@click.option("--codes", is_flag=True, help="Print every code of a problem and what it means.")
@click.option("--server", is_flag=True, help="Look whether a team can be served from here, too.")
@click.option("--cert", metavar="FILE", type=_FILE, help="With --server: the certificate chain (PEM).")
@click.option("--key", metavar="FILE", type=_FILE, help="With --server: the key of the certificate (PEM).")
@click.option("--public-url", metavar="URL", help="With --server: what people write into their browsers.")
@click.option("--behind-proxy", is_flag=True, help="With --server: a proxy signs people in.")
@click.option(
    "--state", metavar="DIR", type=_FILE, help="With --server: the folder for what is kept of people."
)
@click.option(
    "--sessions",
    type=click.IntRange(1, 1000),
    metavar="N",
    default=40,
    show_default=True,
    help="With --server: so many at once.",
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    code: str | None,
    codes: bool,
    server: bool,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
    **asked: Any,
) -> None:
    """Say what is installed here: program, Python, engine, pack, store, terminal and encoding.

    With CODE, as it stands in brackets after a problem, it says what that code means and nothing else.

    Nothing of a case is read, and no store is made. The exit status is 2 if the pack or the store cannot
    be used.

    With --server it also looks whether `sccif serve` can be started with these options: database, version of
    the store, clocks, TLS, room on the disks, limits and roles. Run it as whoever serves would, with the
    store's owner in --store postgresql://OWNER@HOST/DATABASE. The exit status is 1 if something is amiss.
    """
    if code is not None and code not in CODES:
        raise Refused([Problem("use-unknown-code", f"no problem has the code `{code}`", one_of(code, CODES))])
    if codes or code:
        _print_codes([code] if code else CODES, as_json=as_json)
        return
    found, problems = _found(pack_dir, store)
    amiss: tuple[Problem, ...] = ()
    if server:
        found["server"], amiss = _of_server(store, asked)
    if as_json:
        click.echo(json.dumps(found))
    else:
        _print_found(found)
    known = set(problems)
    tell((*problems, *(one for one in amiss if one not in known)), as_json=as_json)
    if any(problem.severity == "error" for problem in problems):
        ctx.exit(BAD_INPUT)
    ctx.exit(1 if any(problem.severity == "error" for problem in amiss) else 0)


def _of_server(store: str | None, asked: dict[str, Any]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    from assistant.store.address import need_driver

    need_driver()
    from assistant.cli.doctor_server import Asked, found_server
    from assistant.cli.serve import state_folder

    return found_server(
        Asked(
            store,
            asked["cert"],
            asked["key"],
            asked["public_url"],
            state_folder(asked["state"]),
            asked["sessions"],
            asked["behind_proxy"],
        )
    )


def _found(pack_dir: Path | None, store: str | None) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What there is to say, by name, and what is wrong with the pack and the store."""
    from assistant.cli.doctor_store import found_store
    from assistant.pack import load_pack
    from assistant.reasoning import durable_rules
    from assistant.work.configuration import configuration_path

    engine = durable_rules()
    found: dict[str, Any] = {
        "program": f"sccif-assistant {__version__}",
        "python": f"{platform.python_version()} ({platform.python_implementation()}, {platform.system()} {platform.machine()})",
        "engine": f"durable-rules {engine}" if engine else _INSTALL,
    }
    problems: tuple[Problem, ...] = ()
    try:
        pack = load_pack(pack_dir)
        found["pack"] = {
            "id": pack.id,
            "version": pack.version,
            "digest": pack.digest,
            "directory": str(pack.directory),
            "framework": pack.framework.cited,
            "proved": _proved(pack),
            "holds": f"{len(pack.rules)} rules, {sum(map(len, pack.questions.values()))} different questions, {len(pack.paragraphs)} paragraphs",
        }
    except Refused as refused:
        found["pack"] = None
        problems = refused.problems
    found["config"] = {"path": str(configuration_path()), "exists": lies_at(configuration_path()) == "file"}
    found["store"], wrong = found_store(store)
    problems = (*problems, *wrong)
    columns, rows = shutil.get_terminal_size()
    found["terminal"] = {
        "is_terminal": sys.stdin.isatty() and sys.stdout.isatty(),
        "type": os.environ.get("TERM"),
        "size": f"{columns}x{rows}",
        "no_color": "NO_COLOR" in os.environ,
    }
    found["text"] = {
        "encoding": sys.stdout.encoding,
        "locale": locale.setlocale(locale.LC_CTYPE),
        "signs": "whole"
        if sys.stdout.encoding.lower().replace("-", "") == "utf8"
        else "in plainer characters",
    }
    return found, problems


def _proved(pack: Pack) -> str:
    """What is known of the properties that the rules are to keep to."""
    from assistant.work.proving import recall

    known = recall(pack)
    if known is None:
        return "not proved yet: run `sccif rules prove`"
    if not known.properties:
        return "nothing: it states no properties"
    broken = ", ".join(one.id for one in known.broken)
    count = len(known.properties)
    return f"BROKEN: {broken}, of {count} properties" if broken else f"all {count} properties, by {known.by}"


def _print_found(found: dict[str, Any]) -> None:
    from assistant.cli.doctor_store import print_store
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    pack, terminal, text = found["pack"], found["terminal"], found["text"]
    page.field("Program", plain(found["program"]))
    page.field("Python", plain(found["python"]))
    page.field("Engine", plain(found["engine"]))
    if pack is None:
        page.field("Pack", plain("cannot be used; see below", "bold red"))
    else:
        page.field("Pack", plain(f"{pack['id']} {pack['version']}, {pack['holds']}"))
        page.field("", plain(pack["framework"]))
        # Whole on a line, so that it can be copied.
        page.console.print(plain(f"  {pack['directory']}"))
        page.field("Proved", plain(pack["proved"], "bold red" if pack["proved"].startswith("BROKEN") else ""))
        page.line(plain(pack["digest"]), 2)
    page.field("Config", plain("read from" if found["config"]["exists"] else "none; it would be read from"))
    # Whole on a line, so that it can be copied.
    page.console.print(plain(f"  {found['config']['path']}"))
    print_store(page, found["store"])
    shown = (
        f"{terminal['type'] or 'of no named type'}, {terminal['size']}"
        if terminal["is_terminal"]
        else "none: output goes to a file or another program"
    )
    page.field("Terminal", plain(shown + (", without colours (NO_COLOR)" if terminal["no_color"] else "")))
    page.field("Text", plain(f"{text['encoding']}, locale {text['locale']}; signs are shown {text['signs']}"))
    if "server" in found:
        from assistant.cli.doctor_server import print_server

        print_server(page, found["server"])


def _print_codes(wanted: Iterable[str], *, as_json: bool) -> None:
    known = {name: CODES[name] for name in wanted}
    if as_json:
        for name, code in known.items():
            click.echo(json.dumps({"code": name, "severity": code.severity, "meaning": code.meaning}))
        return
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    width = max(map(len, known))
    for name, code in known.items():
        page.line(plain(code.meaning), 0, plain(f"{name:<{width}}  {code.severity:<7}  "))
