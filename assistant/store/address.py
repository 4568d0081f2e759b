"""Where a store is: a file of SQLite, or a PostgreSQL server. Opens either."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from assistant.store.database import Database, Wanted, refuse

VARIABLE = "SCCIF_STORE"
DEFAULT_SCHEMA = "sccif"
WHO = ("user", "password", "passfile", "service", "require_auth")
"""What an address may say after its `?` of who connects, and how."""
_SERVER = re.compile(r"postgres(ql)?:", re.IGNORECASE)


def need_driver() -> None:
    """Refuse what needs a PostgreSQL server where the library for it is not installed. Raises `Refused`."""
    if find_spec("psycopg") is None:
        right = "install what a team is served with: in a clone `.venv/bin/pip install -r requirements/server.txt`"
        refuse("store-no-driver", "a PostgreSQL store needs psycopg, which is not installed", right)


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """The address of a store."""

    given: str
    path: Path | None
    """The file, None for a server."""
    schema: str = DEFAULT_SCHEMA
    is_named: bool = True
    """Whether somebody named it; the usual file need not be there yet."""

    @property
    def name(self) -> str:
        """How the store is called in messages, logs and history. INVARIANT: without a password
        (tests/store/test_address.py)."""
        if self.path is not None:
            return str(self.path)
        try:
            parts = urlsplit(self.given)
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            return "postgresql://…"
        user = f"{parts.username}@" if parts.username else ""
        host = parts.hostname or ""
        host = f"[{host}]" if ":" in host else host
        schema = "" if self.schema == DEFAULT_SCHEMA else f"?schema={self.schema}"
        return f"postgresql://{user}{host}{port}{parts.path}{schema}"

    def __repr__(self) -> str:
        return f"Address({self.name})"

    def connect(self, actor: str | None = None, wanted: Wanted = "made") -> Database:
        """A connection to it; `actor` names who writes to a file, since there nobody signs in.

        Unless it is wanted made, no file is: one that was named and is not there is refused, and the usual
        one is then a store without cases. Raises `Refused`.
        """
        if self.path is not None:
            from assistant.store.sqlite import Sqlite

            if wanted == "made" or self.is_there:
                return Sqlite(self.path, actor, wanted)
            if not self.is_named:
                return Sqlite.empty(self.path, actor)
            right = "check the name; `sccif cases new CASE` and `sccif cases import FILE…` make a store there"
            refuse("store-missing", f"there is no store {self.name}", right)
        need_driver()
        from assistant.store.postgres import Postgres

        return Postgres(self.parts(), self.schema, self.name)

    @property
    def is_there(self) -> bool:
        """Whether there is a file; a server is asked when it is connected to. Raises `Refused`."""
        from assistant.store.sqlite_file import is_there

        return self.path is None or is_there(self.path)

    def of_person(self, who: str, password: str | None) -> Address:
        """The same server for somebody who signs in there through us: by their password, or as whom the
        server knows this process to speak for.

        INVARIANT: nobody gets in by a password that was never asked for, nor by one kept on this machine
        (tests/serve/test_signing_in.py): a server that trusts whoever connects is refused.
        """
        parts = urlsplit(self.given)
        secret = f":{quote(password, safe='')}" if password else ""
        # PostgreSQL's peers and certificates are `none` to the library: nothing is asked over the line.
        asked = "scram-sha-256" if password is not None else "none"
        beside = f"passfile=/dev/null&require_auth={asked}"
        kept = urlencode([one for one in parse_qsl(parts.query) if one[0] not in WHO])
        query = f"{kept}&{beside}" if kept else beside
        host = parts.netloc.rpartition("@")[2]
        given = parts._replace(netloc=f"{quote(who, safe='')}{secret}@{host}", query=query).geturl()
        return replace(self, given=given)

    def parts(self) -> dict[str, str]:
        """What the server is asked for, taken apart here: who takes an address apart repeats it when it is wrong."""
        parts = urlsplit(self.given)
        said = {
            "host": unquote(parts.hostname or ""),
            "port": str(parts.port or ""),
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "dbname": unquote(parts.path.removeprefix("/")),
        }
        beside = {name: value for name, value in parse_qsl(parts.query) if name != "schema"}
        return beside | {name: value for name, value in said.items() if value}


def default_path() -> Path:
    """The file that is used where nobody names a store."""
    import platformdirs

    return platformdirs.user_data_path("sccif", appauthor=False) / "ledger.sqlite"


def parse_address(given: str | None = None) -> Address:
    """The store that was named, or that `SCCIF_STORE` names, or the default file.

    A path, `sqlite:///PATH` or `postgresql://USER@HOST/DATABASE`, with `?schema=NAME` where it is not
    in `sccif`. Raises `Refused` where it is none of these.
    """
    if given is not None and not given.strip():
        right = (
            "give the path of a file, or postgresql://USER@HOST/DATABASE, or leave it out for the usual store"
        )
        refuse("store-address", "the store that is named has no name", right)
    named = given or os.environ.get(VARIABLE, "")
    if not named.strip():
        path = default_path()
        return Address(str(path), path, is_named=False)
    return _server(named) if _SERVER.match(named) else _file(named)


def _server(text: str) -> Address:
    """The address of a server. Raises `Refused` where it is not written as one."""
    try:
        parts = urlsplit(text)
        schema = dict(parse_qsl(parts.query)).get("schema", DEFAULT_SCHEMA)
        # Whatever follows a stray `/`, `?` or `#` of a password would be shown as a name.
        has_stray = "@" in parts.path + parts.query or bool(parts.fragment)
        is_right = "://" in text and not has_stray and (parts.port is None or parts.port > 0)
    except ValueError:
        is_right, schema = False, DEFAULT_SCHEMA
    if not is_right or not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        right = (
            "write it as postgresql://USER@HOST:PORT/DATABASE, with ?schema=NAME if wanted, "
            "and `/`, `?`, `#` and `@` in a password as %2F, %3F, %23 and %40"
        )
        refuse("store-address", "the address of the store is not one of a server", right)
    return Address(text, None, schema)


def _file(text: str) -> Address:
    """The address of a file. Raises `Refused` where no file is named, or none that lasts."""
    if "://" in text and not text.startswith("sqlite:///"):
        right = "give the path of a file, or postgresql://USER@HOST/DATABASE"
        refuse("store-address", f"there are no stores at {text.partition('://')[0]}:// addresses", right)
    if text in (":memory:", "sqlite:///:memory:"):
        right = "give the path of a file, in which cases last"
        refuse("store-address", "a store in memory would be gone with the command", right)
    try:
        path = Path(text.removeprefix("sqlite:///")).expanduser()
    except RuntimeError as error:  # `~somebody`, who has no folder here
        refuse("store-address", f"`{text}` names a folder that is not known", "give the whole path", error)
    return Address(str(path), path)
