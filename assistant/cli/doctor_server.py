"""`sccif doctor --server`: whether a team can be served from here: database, store, clock, TLS, disks, limits, roles."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from assistant.cli.terminal import Page, plain
from assistant.problems import Problem, Refused
from assistant.serve.checking import Check, disk, limits, tls
from assistant.store import Address, parse_address
from assistant.store.serving import WITHOUT_SCRAM, Server, asks_for_scram, server_at

_CLOCK = 30.0
"""Seconds that the clocks may differ: the ledger goes by the database's, certificates and the log by this one's."""
_LABELS = {
    "database": "Database",
    "migrations": "Migrations",
    "clock": "Clock",
    "tls": "TLS",
    "disk": "Disk",
    "limits": "Limits",
    "roles": "Roles",
}


class Asked(NamedTuple):
    """The server that somebody means to start."""

    store: str | None
    cert: Path | None
    key: Path | None
    public_url: str | None
    state: Path
    sessions: int
    is_proxied: bool


def found_server(asked: Asked) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What there is to say of each thing, by its name, and what is wrong."""
    checks: dict[str, Check] = {}
    server = None
    try:
        address = parse_address(asked.store)
        server = server_at(address)
        if server is None:
            what = "a store in a file has nobody who could sign in"
            right = "give --store postgresql://OWNER@HOST/DATABASE"
            raise Refused([Problem("server-database", what, right)])
        checks["database"] = _database(server, address, is_proxied=asked.is_proxied)
        checks |= {"migrations": _migrations(server), "clock": _clock(server)}
    except Refused as refused:
        checks["database"] = Check("cannot be used; see below", tuple(refused.problems))
    checks["tls"] = tls(asked.cert, asked.key, urlsplit(asked.public_url or "").hostname)
    checks["disk"] = disk(asked.state)
    checks["limits"] = limits(asked.sessions, server.connections if server else None)
    if server:
        checks["roles"] = _roles(server)
    found = {
        name: {"said": one.said, "is_well": all(p.severity != "error" for p in one.problems)}
        for name, one in checks.items()
    }
    return found, tuple(problem for one in checks.values() for problem in one.problems)


def print_server(page: Page, found: dict[str, Any]) -> None:
    """Write it down."""
    page.heading("To serve a team")
    for name, one in found.items():
        page.field(_LABELS[name], plain(one["said"], "" if one["is_well"] else "bold red"))


def _database(server: Server, address: Address, *, is_proxied: bool) -> Check:
    problems = []
    if server.encoding != "UTF8":
        what = f"the database is kept in {server.encoding}, which cannot hold every text"
        problems.append(Problem("server-database", what, "make one with ENCODING 'UTF8'"))
    asks = None if is_proxied else asks_for_scram(address)
    if is_proxied:
        signs = "whoever the proxy names is signed in without a password"
    elif asks is None:
        signs = "it does not tell a stranger whether it asks for passwords by SCRAM"
    else:
        signs = f"it {'asks' if asks else 'does not ask'} for passwords by SCRAM"
    if asks is False:
        problems.append(WITHOUT_SCRAM)
    if not is_proxied and server.keeps != "scram-sha-256":
        what = f"passwords that are set now are kept as {server.keeps}, with which SCRAM does not work"
        right = "set password_encryption to scram-sha-256, and the passwords anew"
        problems.append(Problem("server-database", what, right))
    if not is_proxied and server.weak:
        what = f"the passwords of {', '.join(server.weak)} are not kept for SCRAM"
        problems.append(Problem("server-database", what, "have them set anew"))
    return Check(f"PostgreSQL {server.version}, {server.encoding}, {signs}", tuple(problems))


def _migrations(server: Server) -> Check:
    said = f"version {server.store} of {server.newest}"
    if server.store == server.newest:
        return Check(said)
    if server.store > server.newest:
        what, right = "the store is newer than this program", "serve it with the program that wrote it"
    elif server.store:
        what, right = "the store is older than this program", "bring it up to date: `sccif admin init`"
    else:
        what, right = "there is no store in the database", "set it up: `sccif admin init`"
    return Check(said, (Problem("server-database", what, right),))


def _clock(server: Server) -> Check:
    ahead = server.clock
    if abs(ahead) < _CLOCK:
        return Check(f"the database's and this machine's agree within {max(1, round(abs(ahead)))} s")
    said = f"the database's is {abs(ahead):.0f} s {'before' if ahead > 0 else 'behind'} this machine's"
    right = "have both set by a time server"
    return Check(said, (Problem("server-clock", said, right),))


def _roles(server: Server) -> Check:
    problems = []
    if server.missing:
        what = f"the database has no role for {', '.join(server.missing)}"
        problems.append(Problem("server-roles", what, "set them up: `sccif admin init`"))
    elif not any(server.people.values()):
        right = "give one: `sccif admin give WHO ROLE`"
        problems.append(Problem("server-roles", "nobody has a role, so nobody could sign in", right))
    if server.unfit:
        what = f"{', '.join(server.unfit)} cannot sign in, or would see everything"
        right = "give people accounts of their own: CREATE ROLE … LOGIN, without SUPERUSER or BYPASSRLS"
        problems.append(Problem("server-roles", what, right))
    had = [f"{count} {role.replace('_', ' ')}" for role, count in server.people.items() if count]
    return Check(", ".join(had) or "given to nobody", tuple(problems))
