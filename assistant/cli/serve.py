"""`sccif serve`: the app in browsers, for a team whose store is on a PostgreSQL server."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import os
from pathlib import Path
from typing import Any

import rich_click as click

from assistant.cli.options import pack_option, store_option
from assistant.problems import Problem, Refused

_NO_STORE = "no database answers at the address of the store, so nobody can sign in until one does"
_FILE = click.Path(path_type=Path)


@click.command("serve")
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Listen on this address."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    default=8080,
    show_default=True,
    help="Listen on this port.",
)
@click.option("--cert", metavar="FILE", type=_FILE, help="The certificate chain to speak TLS with (PEM).")
@click.option("--key", metavar="FILE", type=_FILE, help="The key of the certificate (PEM).")
@click.option("--public-url", metavar="URL", help="What people write into their browsers: https://NAME.")
@click.option("--behind-proxy", is_flag=True, help="A proxy signs people in, and names them in a header.")
@click.option(
    "--trusted",
    metavar="ADDRESS",
    multiple=True,
    help="The proxy's address or network; no other is listened to. May be given more than once.",
)
@click.option(
    "--user-header", metavar="NAME", help="The header in which the proxy names the person's account."
)
@click.option(
    "--state", metavar="DIR", type=_FILE, help="The folder for what is kept of each person between sessions."
)
@click.option(
    "--sessions",
    type=click.IntRange(1, 1000),
    metavar="N",
    default=40,
    show_default=True,
    help="So many at once.",
)
@click.option(
    "--idle",
    metavar="MINUTES",
    type=click.FloatRange(0, min_open=True),
    default=30,
    show_default=True,
    help="End a session that nobody uses for so long.",
)
@click.option(
    "--grace",
    metavar="MINUTES",
    type=click.FloatRange(0, min_open=True),
    default=5,
    show_default=True,
    help="Keep the app running so long for a browser that is gone.",
)
@click.option(
    "--memory",
    metavar="MB",
    type=click.IntRange(50),
    default=768,
    show_default=True,
    help="End a session that holds more than this.",
)
@pack_option
@store_option
def command(pack_dir: Path | None, store: str | None, **asked: Any) -> None:
    """Show the app in browsers, for a team with a store on a PostgreSQL server.

    Each person signs in with their own account of that server (SCRAM), and has a process of their own that
    is connected as them: what they see and do is what the store lets them. No password is kept here. With
    --behind-proxy the proxy's header says who they are, and the server has to let this process connect as
    them without a password (`peer` or `cert` with a map; CONTRIBUTING.md shows how).

    It listens on this machine alone unless --cert and --key, or --behind-proxy, make it safe to be reached.
    What happens is written on standard error, one JSON object a line, without names or cases.
    """  # fmt: skip
    if importlib.util.find_spec("textual_serve") is None:
        right = "install what a team is served with: in a clone `.venv/bin/pip install -r requirements/server.txt`"
        raise Refused([Problem("serve-missing", "textual-serve is not installed", right)])
    from assistant.pack import pack_to_judge_by
    from assistant.serve.log import Log, Troubles
    from assistant.serve.server import TeamServer
    from assistant.serve.settings import MEGABYTE, Limits, Proxy, Settings
    from assistant.store import parse_address
    from assistant.store.serving import WITHOUT_SCRAM, answers, asks_for_scram

    pack_to_judge_by(pack_dir)  # refused now, and not when the first person signs in
    is_proxied = asked["behind_proxy"]
    if not is_proxied and (asked["trusted"] or asked["user_header"]):
        right = "give --behind-proxy with them"
        raise Refused([Problem("serve-setting", "only a proxy names people in a header", right)])
    settings = Settings(
        parse_address(store),
        asked["host"],
        asked["port"],
        asked["cert"],
        asked["key"],
        asked["public_url"],
        Proxy(frozenset(asked["trusted"]), asked["user_header"] or "") if is_proxied else None,
        pack_dir.absolute() if pack_dir else None,
        Limits(
            sessions=asked["sessions"],
            idle=asked["idle"] * 60,
            grace=asked["grace"] * 60,
            memory=asked["memory"] * MEGABYTE,
        ),
    )
    is_there = answers(settings.store)
    if is_there and settings.proxy is None and asks_for_scram(settings.store) is False:
        raise Refused([WITHOUT_SCRAM])
    os.umask(0o077)
    log = Log()
    logging.getLogger().addHandler(Troubles(log))
    server = TeamServer(settings, state_folder(asked["state"]), log)

    def is_up(at: str) -> None:
        log.tell("server-up", address=at)
        if not is_there:  # it may yet come: both may begin with the machine
            log.tell("no-store", why=_NO_STORE)

    asyncio.run(server.run(is_up))


def state_folder(given: Path | None) -> Path:
    """The folder for what is kept of people between sessions: the one that was given, or the platform's."""
    import platformdirs

    return (given or platformdirs.user_state_path("sccif", appauthor=False) / "people").absolute()
