"""`sccif admin init`, `give`, `take` and `who`: a store on a PostgreSQL server, and the roles of its people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.problems import Problem, Refused
from assistant.store.kinds import ROLES, Role

if TYPE_CHECKING:
    from assistant.store.postgres import Postgres

_ROLE = click.Choice(ROLES)


@contextmanager
def server_at(store: str | None) -> Iterator[Postgres]:
    """The server at an address. Raises `Refused` where it is none, or cannot be reached.

    Only past it may what needs the library for PostgreSQL be imported: it says so where that is not installed.
    """
    from assistant.store import parse_address

    address = parse_address(store)
    if address.path is not None:
        what = f"the store {address.name} is a file, which has one owner and no roles"
        right = "name a server with --store postgresql://USER@HOST/DATABASE"
        raise Refused([Problem("store-no-roles", what, right)])
    database = address.connect()
    from assistant.store.postgres import Postgres

    if not isinstance(database, Postgres):
        raise TypeError(database)
    try:
        yield database
    finally:
        database.close()


@click.command("init")
@json_option
@store_option
def init(as_json: bool, store: str | None) -> None:
    """Set a store up on a PostgreSQL server: its schema, its roles and who sees what. May be done again.

    You need the right to create schemas and roles. Nobody else sees anything until they are given a role.
    """
    with server_at(store) as database:
        from assistant.store.admin import role_name, set_up
        from assistant.store.migrate import version_of

        set_up(database)
        version = version_of(database)
    if as_json:
        roles = {role: role_name(role) for role in ROLES}
        click.echo(
            json.dumps(
                {"store": database.name, "schema": database.schema, "version": version, "roles": roles}
            )
        )
    else:
        click.echo(f"{database.name}: set up in the schema {database.schema}, version {version}")
        click.echo("give people their roles with `sccif admin give WHO ROLE`")


@click.command("give")
@click.argument("who", metavar="WHO")
@click.argument("role", type=_ROLE, metavar="ROLE")
@json_option
@store_option
def give(who: str, role: Role, as_json: bool, store: str | None) -> None:
    """Give an account of the server a role: inspector, reviewer, rim, trainer, trainee, policy_owner or administrator."""
    with server_at(store) as database:
        from assistant.store.admin import give as grant

        grant(database, who, role)
    _say(who, role, "is", as_json=as_json)


@click.command("take")
@click.argument("who", metavar="WHO")
@click.argument("role", type=_ROLE, metavar="ROLE")
@json_option
@store_option
def take(who: str, role: Role, as_json: bool, store: str | None) -> None:
    """Take a role from an account. Cases that it was given stay assigned, and are no longer seen."""
    with server_at(store) as database:
        from assistant.store.admin import take as revoke

        revoke(database, who, role)
    _say(who, role, "is no longer", as_json=as_json)


@click.command("who")
@json_option
@store_option
def who(as_json: bool, store: str | None) -> None:
    """List who has which role. Roles are those of the whole server, not of one schema."""
    from assistant.cli.terminal import visible

    with server_at(store) as database:
        from assistant.store.admin import members

        found = members(database)
    for member in found:
        if as_json:
            click.echo(json.dumps({"who": member.who, "role": member.role}))
        else:
            click.echo(visible(f"{member.who}: {member.role}"))
    if not found and not as_json:
        click.echo("nobody has a role yet; `sccif admin give WHO ROLE` gives one")


def _say(who: str, role: Role, how: str, *, as_json: bool) -> None:
    from assistant.cli.terminal import visible

    if as_json:
        click.echo(json.dumps({"who": who, "role": role, "has": how == "is"}))
    else:
        click.echo(visible(f"{who} {how} {role}"))
