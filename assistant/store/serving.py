"""What a PostgreSQL server says of itself to whoever is about to serve a team from it; nothing of a case is read."""

from __future__ import annotations

import secrets
from contextlib import closing
from datetime import UTC, datetime
from typing import NamedTuple

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from assistant.problems import Problem, Refused
from assistant.store.address import Address
from assistant.store.admin import members, role_name
from assistant.store.kinds import ROLES, Role
from assistant.store.migrate import steps
from assistant.store.postgres import Postgres

WITHOUT_SCRAM = Problem(
    "server-database",
    "the server lets people in without SCRAM, so nobody could sign in through `sccif serve`",
    "write `host DATABASE all ADDRESS scram-sha-256` into its pg_hba.conf",
)
_HAS_ROLE = (
    "oid IN (SELECT m.member FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
    "WHERE left(r.rolname, 6) = 'sccif_')"
)


class Server(NamedTuple):
    """A server, and the store on it."""

    version: str
    encoding: str
    keeps: str
    """How it keeps the passwords that are set from now on."""
    weak: tuple[str, ...] | None
    """Accounts with a role whose password is kept otherwise; None where whoever asks may not know."""
    store: int
    newest: int
    """The version of the store, 0 where there is none, and the one that this program keeps."""
    clock: float
    """Seconds that its clock is before this machine's."""
    connections: int
    """So many people's connections it takes at once."""
    missing: tuple[Role, ...]
    """Roles that it does not have."""
    people: dict[str, int]
    """How many accounts have each role."""
    unfit: tuple[str, ...]
    """Accounts with a role that cannot sign in, or that row security does not hold for."""


def server_at(address: Address) -> Server | None:
    """What the server at an address says, None where that is a file. Raises `Refused` where it cannot be asked."""
    if address.path is not None:
        return None
    database = address.connect()
    if not isinstance(database, Postgres):
        raise TypeError("an address without a file is a server's")
    with closing(database):
        before = datetime.now(UTC)
        told = database.now()
        clock = (told - (before + (datetime.now(UTC) - before) / 2)).total_seconds()
        version, encoding, keeps, most, *kept_back = database.rows(
            "SELECT current_setting('server_version'), current_setting('server_encoding'), "
            "current_setting('password_encryption'), current_setting('max_connections')::int, "
            "current_setting('superuser_reserved_connections')::int, "
            "coalesce(current_setting('reserved_connections', true), '0')::int"
        )[0]
        store = 0
        if database.rows("SELECT to_regclass('migrations') IS NOT NULL")[0][0]:
            store = int(database.rows("SELECT coalesce(max(number), 0) FROM migrations")[0][0])
        there = {name for (name,) in database.rows("SELECT rolname FROM pg_roles")}
        held = members(database)
        unfit = database.rows(
            f"SELECT rolname FROM pg_roles WHERE {_HAS_ROLE} AND (NOT rolcanlogin OR rolsuper OR rolbypassrls) ORDER BY 1"
        )
        return Server(
            str(version),
            str(encoding),
            str(keeps),
            _weak(database),
            store,
            steps("postgres")[-1][0],
            clock,
            int(most) - sum(map(int, kept_back)),
            tuple(role for role in ROLES if role_name(role) not in there),
            {role: sum(one.role == role for one in held) for role in ROLES},
            tuple(str(name) for (name,) in unfit),
        )


def _weak(database: Postgres) -> tuple[str, ...] | None:
    if not database.rows("SELECT has_table_privilege('pg_authid', 'SELECT')")[0][0]:
        return None
    told = database.rows(
        f"SELECT rolname FROM pg_authid WHERE {_HAS_ROLE} AND rolpassword NOT LIKE 'SCRAM-SHA-256$%%' ORDER BY 1"
    )
    return tuple(str(name) for (name,) in told)


def answers(address: Address) -> bool:
    """Whether there is a server at an address that takes connections; nobody signs in for it."""
    parts = {"connect_timeout": "10", **address.parts()}
    return PGconn.ping(make_conninfo(**parts).encode()) == Ping.OK


def asks_for_scram(address: Address) -> bool | None:
    """Whether the server asks whoever signs in for a password by SCRAM; None where it does not say to a stranger.

    Tried as somebody whom it does not know, with a password that nobody has.
    """
    stranger = f"sccif-doctor-{secrets.token_hex(4)}"
    try:
        address.of_person(stranger, secrets.token_hex(16)).connect().close()
    except Refused as refused:
        # So it says where it would have let in whoever connects, or asked for less.
        return {"store-sign-in": True, "store-authentication": False}.get(refused.problems[0].code)
    return False
