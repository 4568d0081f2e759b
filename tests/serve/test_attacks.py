"""What somebody who does not belong would try: each is refused and written down, and others work on."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from assistant.serve.log import Log, Troubles
from assistant.serve.server import TeamServer
from assistant.serve.settings import Limits, Settings
from assistant.store import parse_address
from tests.serve.team import Serving, Team, free_port
from tests.serve.test_doctor import certificate

pytestmark = pytest.mark.postgres
HASTY = Limits(header=0.3)
SOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def raw(served: Serving, sent: bytes, address: str = "127.0.0.1") -> bytes:
    """What is answered to bytes as they are, until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", served.port), 60, (address, 0)) as connection:
        connection.sendall(sent)
        found = b""
        while more := connection.recv(4096):
            found += more
    return found


def head(served: Serving, line: str, *headers: str) -> bytes:
    host = served.url.partition("//")[2]
    told = [line, f"Host: {host}", "User-Agent: test", f"Origin: {served.url}", *headers]
    return "".join(f"{one}\r\n" for one in told).encode()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None, "http://127.0.0.1:1"])
def test_a_line_to_the_app_from_another_site_is_refused(
    served: Serving, people: Team, origin: str | None
) -> None:
    cookie = served.cookie(people, "anna")

    answer = served.ask("GET", "/ws", cookie=cookie, headers={**SOCKET, "Origin": origin})

    assert answer.status == 403
    assert served.until("refused", why="origin")


def test_a_line_to_the_app_needs_a_session(served: Serving) -> None:
    assert served.ask("GET", "/ws", headers={**SOCKET, "Origin": served.url}).status == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_a_form_of_another_site_is_refused(served: Serving, origin: str | None) -> None:
    form = {"account": "anna", "password": "x"}

    assert served.ask("POST", "/sign-in", form, headers={"Origin": origin}).status == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_was_pointed_here_is_not_answered_to(served: Serving, host: str) -> None:
    assert served.ask("GET", "/sign-in", headers={"Host": host}).status == 421
    assert served.until("refused", why="host")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/..%2fserver.py",
        "/static/%2e%2e/%2e%2e/server.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/app.css%00",
        "/static/",
        "/static",
    ],
)
def test_no_file_is_given_out_but_those_that_are_named(served: Serving, path: str) -> None:
    answer = served.ask("GET", path)

    assert answer.status in (401, 404)
    assert "import" not in answer.text
    assert "root" not in answer.text
    assert served.until("refused", status=answer.status)


@pytest.mark.parametrize("path", ["/sign-in", "/files/bring"])
def test_of_a_gigabyte_next_to_nothing_is_taken_and_nothing_kept(
    served: Serving, people: Team, path: str
) -> None:
    cookie = served.cookie(people, "anna")
    about = [
        f"Cookie: {cookie}",
        "Content-Type: multipart/form-data; boundary=x",
        f"Content-Length: {1 << 30}",
    ]
    with socket.create_connection(("127.0.0.1", served.port), 60) as connection:
        connection.sendall(head(served, f"POST {path} HTTP/1.1", *about, "", ""))
        sent = sent_of(connection, 1 << 30)

    assert sent < 256 << 20
    assert served.until("refused", why="too-large")
    assert served.ask("GET", "/standing", cookie=cookie).status == 200
    assert held_by(served.process.pid) < 512 << 20


def sent_of(connection: socket.socket, size: int) -> int:
    """How much of a stream of zeros gets away before the other side will have no more."""
    block, sent = bytes(1 << 20), 0
    with suppress(ConnectionError):
        while sent < size:
            connection.sendall(block)
            sent += len(block)
    return sent


def held_by(process: int) -> int:
    """The bytes that a process held at most."""
    told = Path(f"/proc/{process}/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) * 1024


def test_a_body_that_does_not_say_how_long_it_is_is_refused(served: Serving) -> None:
    sent = head(served, "POST /sign-in HTTP/1.1", "Transfer-Encoding: chunked", "")

    assert raw(served, sent + b"5\r\nhello\r\n").startswith(b"HTTP/1.1 411")


@pytest.mark.parametrize(
    "kind,body",
    [
        ("application/x-www-form-urlencoded; charset=nonsense", b"account=anna"),
        ("application/x-www-form-urlencoded; charset=utf-8", b"account=\xff"),
        ("multipart/form-data", b"account"),
    ],
    ids=["an unknown set of characters", "bytes that are no text", "parts without an end"],
)
def test_a_body_that_is_no_form_is_refused_as_such(served: Serving, kind: str, body: bytes) -> None:
    headers = {"Origin": served.url, "Content-Type": kind}

    assert served.ask("POST", "/sign-in", headers=headers, body=body).status == 400


def test_an_unheard_of_method_is_refused(served: Serving) -> None:
    assert served.ask("PUT", "/sign-in", {"account": "anna"}).status == 405


@asynccontextmanager
async def hasty(
    folder: Path, limits: Limits = HASTY, tls: tuple[Path, Path] | None = None
) -> AsyncIterator[tuple[int, io.StringIO]]:
    """A server that waits for nobody: its port, and what it writes down."""
    written, (cert, key) = io.StringIO(), tls or (None, None)
    store = parse_address("postgresql://db.example/sccif")
    settings = Settings(store, port=free_port(), cert=cert, key=key, limits=limits)
    up: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(TeamServer(settings, folder, Log(written)).run(up.set_result))
    await up
    yield settings.port, written
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def answered(
    port: int, sent: bytes, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> bytes:
    """What is answered to somebody who sends this and then nothing, until the server ends the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0), ssl=tls)
    try:
        writer.write(sent)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_who_never_ends_asking_is_cut_off_and_keeps_nobody_else_out(tmp_path: Path) -> None:
    async with hasty(tmp_path) as (port, written):
        host = f"Host: 127.0.0.1:{port}\r\n"
        head = [answered(port, b"GET /sign-in HTTP/1.1\r\nHost: ", "127.0.0.3") for _ in range(100)]
        post = (
            f"POST /sign-in HTTP/1.1\r\n{host}Origin: http://127.0.0.1:{port}\r\nContent-Length: 20\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\naccount"
        )
        whole = f"GET /sign-in HTTP/1.1\r\n{host}\r\n".encode()

        *slow, body, other = await asyncio.gather(*head, answered(port, post.encode()), answered(port, whole))

    assert set(slow) == {b""}
    assert body.startswith(b"HTTP/1.1 408")
    assert other.startswith(b"HTTP/1.1 200")
    assert {"too-many-connections", "slow-head", "slow-body"} <= {
        json.loads(line).get("why") for line in written.getvalue().splitlines()
    }


async def test_who_opens_many_lines_and_never_shakes_hands_keeps_nobody_out_and_fills_no_log(
    tmp_path: Path,
) -> None:
    pair = certificate(tmp_path, "localhost", 1)
    context = ssl.create_default_context(cafile=pair[0])
    context.check_hostname = False
    # The server waits longer than the test lasts, so that no patience of its own makes room.
    async with hasty(tmp_path, Limits(header=60, connections=120), pair) as (port, written):
        flood = [
            await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.0.{number % 6 + 10}", 0))
            for number in range(300)
        ]
        ask = f"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        others = [await answered(port, ask, tls=context) for _ in range(5)]
        cut = [await ended_soon(reader) for reader, _ in flood]
        for _, writer in flood:
            writer.close()

    assert [one.partition(b"\r\n")[0] for one in others] == [b"HTTP/1.1 200 OK"] * 5
    assert cut.count(True) >= 180
    told = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [one.get("why") for one in told].count("too-many-connections") == 1
    assert len(told) < 5


async def ended_soon(reader: asyncio.StreamReader) -> bool:
    """Whether the other side has ended a line."""
    try:
        async with asyncio.timeout(0.01):
            return await reader.read() == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


async def test_who_speaks_no_tls_where_it_is_asked_for_is_cut_off_and_it_is_written_down(
    tmp_path: Path,
) -> None:
    pair = certificate(tmp_path, "localhost", 1)
    async with hasty(tmp_path, tls=pair) as (port, written):
        found = await asyncio.gather(
            answered(port, b"GET /sign-in HTTP/1.1\r\n\r\n"), answered(port, b""), answered(port, b"\x16\x03")
        )

    assert not [one for one in found if b"HTTP" in one]
    told = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [one.get("why") for one in told] == ["no-handshake", None]


def test_every_answer_tells_the_browser_to_trust_nothing_else(served: Serving) -> None:
    for path in ("/sign-in", "/nothing", "/static/app.js"):
        said = served.ask("GET", path).headers

        assert "default-src 'none'" in said["Content-Security-Policy"]
        assert "script-src 'self';" in said["Content-Security-Policy"]
        assert said["X-Content-Type-Options"] == "nosniff"
        assert said["X-Frame-Options"] == "DENY"
        assert said["Server"] == "sccif"
        assert said["Connection"] == "close"


def test_nothing_that_was_written_down_names_a_person_or_an_address(served: Serving, people: Team) -> None:
    served.cookie(people, "anna")
    served.sign_in(people.store.account("ben"), "wrong")

    served.until("refused", why="not-signed-in")
    said = str(served.said[1:])

    assert people.store.account("anna") not in said
    assert people.store.account("ben") not in said
    assert "127.0.0.1" not in said


def test_what_a_library_says_is_written_down_by_its_kind_and_place_alone() -> None:
    written = io.StringIO()
    trouble = logging.getLogger("tests.trouble")
    trouble.addHandler(Troubles(Log(written)))
    trouble.propagate = False

    try:
        raise ValueError("child A was moved")
    except ValueError:
        trouble.exception("anna at /files/bring")

    told = json.loads(written.getvalue())
    assert (told["event"], told["error"], told["where"].partition(":")[0]) == (
        "trouble",
        "ValueError",
        "test_attacks.py",
    )
    assert "anna" not in written.getvalue()
    assert "moved" not in written.getvalue()


async def test_browsers_that_stay_do_not_keep_the_server_from_ending(alone: Serving, people: Team) -> None:
    cookie = await asyncio.to_thread(alone.cookie, people, "anna")
    said = {"Cookie": cookie, "User-Agent": "test", "Origin": alone.url}
    # A browser that answers whether it is still there, as all do: it would stay for ever.
    async with aiohttp.ClientSession(headers=said) as http, http.ws_connect(f"{alone.url}/ws") as app:
        first = await app.receive()

        alone.process.terminate()
        staying = asyncio.create_task(stays(app))
        status = await asyncio.to_thread(alone.process.wait, 30)  # as long as the unit for systemd gives it
        await staying

    assert (first.type, status) == (aiohttp.WSMsgType.BINARY, 0)


async def stays(app: aiohttp.ClientWebSocketResponse) -> None:
    """Look on until the server ends the line."""
    while not app.closed:
        await app.receive()


def test_without_a_proxy_the_header_says_nothing(served: Serving, people: Team) -> None:
    answer = served.ask("POST", "/sign-in", {}, headers={"X-Account": people.store.account("anna")})

    assert answer.status == 400
    assert answer.cookie is None


def test_who_has_no_role_sees_no_case_and_begins_none(served: Serving, people: Team) -> None:
    answer = served.sign_in(people.store.account("carl"), "troubled water")

    assert answer.status == 401
    assert "have no role" in answer.text or "not set up for you" in answer.text
