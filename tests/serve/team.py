"""A team for tests: a PostgreSQL server of its own that asks for passwords, people, and `sccif serve` before it."""

from __future__ import annotations

import http.client
import json
import os
import pwd
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from psycopg import sql

from assistant.store.kinds import Role
from tests.long.race import cluster
from tests.store.stores import Server, server

PASSWORDS = {
    "anna": "correct horse",
    "ben": "battery staple",
    "carl": "troubled water",
    "dawn": "open window",
}


@dataclass
class Team:
    """The database of a team, and who is in it."""

    store: Server
    sockets: str
    """The folder of the server's socket, on which this very account may speak for people."""

    @property
    def url(self) -> str:
        """The address of the store, with nobody in it."""
        return f"postgresql://{self.store.place}/postgres?schema={self.store.schema}"

    @property
    def url_of_proxy(self) -> str:
        """The address at which this account speaks for whoever is named."""
        port = self.store.place.partition(":")[2]
        return f"postgresql:///postgres?host={self.sockets}&port={port}&schema={self.store.schema}"

    def sign_up(self, person: str, *roles: Role, password: str | None = None) -> None:
        """Make an account with a password, its own or the one that is known here."""
        self.store.sign_up(person, *roles)
        with self.store.plain() as connection:
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(self.store.account(person)), sql.Literal(password or PASSWORDS[person])
                )
            )


@contextmanager
def team() -> Iterator[Team]:
    """A team of three inspectors, of whom the last brings in what no other test may find, and of somebody without a role."""
    with cluster() as (place, _), server(place) as store:
        with store.plain() as connection:
            found = {
                name: connection.execute(f"SHOW {name}").fetchall()[0][0]
                for name in ("hba_file", "ident_file", "unix_socket_directories")
            }
            made = Team(store, str(found["unix_socket_directories"]))
            made.sign_up("anna", "inspector")
            made.sign_up("ben", "inspector")
            made.sign_up("carl")
            made.sign_up("dawn", "inspector")
            Path(str(found["hba_file"])).write_text(
                "local all all peer map=team\n"
                "host all postgres 127.0.0.1/32 trust\n"
                "host all all 127.0.0.1/32 scram-sha-256\n"
            )
            here = pwd.getpwuid(os.geteuid()).pw_name
            named = [*map(store.account, PASSWORDS), "postgres"]
            Path(str(found["ident_file"])).write_text("".join(f"team {here} {one}\n" for one in named))
            connection.execute("SELECT pg_reload_conf()")
        yield made


@dataclass
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    text: str
    cookie: str | None


@dataclass
class Serving:
    """`sccif serve`, running."""

    url: str
    process: subprocess.Popen[str]
    said: list[dict[str, Any]]
    heard: threading.Condition
    address: str = "127.0.0.1"
    """Where requests come from."""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 443

    def ask(
        self,
        method: str,
        path: str,
        form: Mapping[str, str] | None = None,
        *,
        cookie: str | None = None,
        headers: Mapping[str, str | None] | None = None,
        address: str | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """One request, with the headers that our own pages' browser sends, but for those given."""
        sent: dict[str, str | None] = {"User-Agent": "test", **self.headers}
        if form is not None:
            sent |= {"Origin": self.url, "Content-Type": "application/x-www-form-urlencoded"}
        if cookie:
            sent["Cookie"] = cookie
        sent |= headers or {}
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(address or self.address, 0)
        )
        if form is not None:
            body = urlencode(form).encode()
        connection.request(method, path, body, {name: one for name, one in sent.items() if one is not None})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        found = dict(answer.getheaders())
        connection.close()
        set_cookie = found.get("Set-Cookie")
        return Answer(answer.status, found, text, set_cookie.partition(";")[0] if set_cookie else None)

    def sign_in(self, account: str, password: str, **how: Any) -> Answer:
        return self.ask("POST", "/sign-in", {"account": account, "password": password}, **how)

    def cookie(self, people: Team, person: str, **how: Any) -> str:
        """What the browser of somebody holds who has signed in."""
        answer = self.sign_in(people.store.account(person), PASSWORDS[person], **how)
        assert answer.status == 303, answer.text
        assert answer.cookie
        return answer.cookie

    def until(self, event: str, **about: object) -> dict[str, Any]:
        """What the server wrote down of an event, once it has. Raises where it never does."""

        def found() -> dict[str, Any] | None:
            wanted = {"event": event, **about}.items()
            return next((one for one in self.said if wanted <= one.items()), None)

        with self.heard:
            if not self.heard.wait_for(found, 60):
                raise AssertionError(f"not heard: {event} {about} in {self.said}")
        told = found()
        assert told is not None
        return told


def children(served: Serving) -> list[int]:
    """The processes of the sessions there are."""
    own = served.process.pid
    return [int(one) for one in Path(f"/proc/{own}/task/{own}/children").read_text().split()]


def token_in(page: str) -> str:
    """The token in the forms of a page."""
    return page.partition('name="token" value="')[2].partition('"')[0]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    store: str, folder: Path, *options: str, url: str | None = None, port: int | None = None
) -> Iterator[Serving]:
    """`sccif serve` on a port of its own, ended at the end."""
    words = ["serve", "--store", store, "--port", str(port or free_port()), "--state", str(folder), *options]
    command = "import sys; from assistant.cli.main import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", command, *words],
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        start_new_session=True,  # by which all of its processes are known
    )
    said: list[dict[str, Any]] = []
    heard = threading.Condition()

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            with heard:
                said.append(json.loads(line) if line.startswith("{") else {"event": "trouble", "said": line})
                heard.notify_all()

    listening = threading.Thread(target=listen)
    listening.start()
    try:
        started = Serving(url or "", process, said, heard)
        up = started.until("server-up")
        started.url = url or up["address"]
        yield started
    finally:
        process.terminate()
        process.wait(60)
        listening.join()
        assert process.stderr is not None
        process.stderr.close()
