"""Sets up a store on PostgreSQL: its schema, its roles, and who has which of them."""

from __future__ import annotations

from typing import NamedTuple

from psycopg import sql

from assistant.store.database import Taken, refuse
from assistant.store.kinds import ROLES, Role
from assistant.store.migrate import migrate
from assistant.store.postgres import Postgres

_EVERYBODY = "cases, events, payloads, erasures, assignments, packs, summaries, settings, samples, migrations"
_GRANTS = (
    f"GRANT SELECT ON {_EVERYBODY}, may_write, reserved_kinds TO {{}}",
    "GRANT INSERT ON cases, events, payloads, assignments, packs, summaries TO {}",
    "GRANT UPDATE ON summaries TO {}",
)
_ADMINISTRATOR = (
    "GRANT INSERT ON erasures TO {}",
    "GRANT INSERT, UPDATE ON settings TO {}",
)


class Member(NamedTuple):
    """Somebody with a role."""

    who: str
    role: Role


def role_name(role: Role) -> str:
    """What a role is called in the database."""
    return f"sccif_{role}"


def set_up(database: Postgres) -> None:
    """Make the schema and the roles, and give the roles what is theirs. May be done again at any time.

    Raises `Refused` where whoever is signed in may not.
    """
    schema = sql.Identifier(database.schema)
    try:
        _do(database, sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema))
        migrate(database)
    except Taken as taken:
        right = "try again in a moment"
        refuse("store-busy", f"the store {database.name} is being set up by somebody else", right, taken)
    for role in ROLES:
        name = sql.Identifier(role_name(role))
        if not database.rows("SELECT 1 FROM pg_roles WHERE rolname = ?", (role_name(role),)):
            # Roles are of the whole server: another store may be set up at this moment.
            _do(
                database,
                sql.SQL(
                    "DO $$ BEGIN CREATE ROLE {} NOLOGIN; "
                    "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
                ).format(name),
            )
        _do(database, sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, name))
        for grant in (*_GRANTS, *(_ADMINISTRATOR if role == "administrator" else ())):
            _do(database, sql.SQL(grant).format(name))


def members(database: Postgres) -> list[Member]:
    """Who has which role, people in the order of their names."""
    found = database.rows(
        "SELECT p.rolname, r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
        "JOIN pg_roles p ON p.oid = m.member WHERE left(r.rolname, 6) = 'sccif_' ORDER BY 1, 2"
    )
    by_name = {role_name(role): role for role in ROLES}
    return [Member(str(who), by_name[role]) for who, role in found if role in by_name]


def give(database: Postgres, who: str, role: Role) -> None:
    """Give somebody a role. Raises `Refused` where the server knows nobody of this name."""
    _known(database, who)
    _do(database, sql.SQL("GRANT {} TO {}").format(sql.Identifier(role_name(role)), sql.Identifier(who)))


def take(database: Postgres, who: str, role: Role) -> None:
    """Take a role from somebody. Raises `Refused` where the server knows nobody of this name."""
    _known(database, who)
    _do(database, sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(role_name(role)), sql.Identifier(who)))


def _known(database: Postgres, who: str) -> None:
    if not database.rows("SELECT 1 FROM pg_roles WHERE rolname = ?", (who,)):
        right = "make the account on the server first: CREATE ROLE … LOGIN"
        refuse("store-no-person", f"the server knows nobody called `{who}`", right)


def _do(database: Postgres, statement: sql.Composed) -> None:
    database.script(statement.as_string(database.connection))
