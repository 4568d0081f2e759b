"""Nobody gets in who does not belong: signing in is connecting to the store as oneself, and nothing else opens a page."""

from __future__ import annotations

import contextlib
import http.client
import os
import select
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from assistant.problems import Refused
from assistant.store import parse_address
from assistant.store.serving import WITHOUT_SCRAM
from tests.serve.team import PASSWORDS, Serving, Team, free_port, serving, token_in
from tests.store.stores import SERVER

pytestmark = pytest.mark.postgres
PAGES = ["/", "/ws", "/standing", "/files", "/plain", "/nothing", "/static/../server.py"]


@pytest.fixture
def anna(people: Team) -> str:
    return people.store.account("anna")


@pytest.mark.parametrize("path", PAGES)
def test_there_is_no_page_without_a_session(served: Serving, path: str) -> None:
    answer = served.ask("GET", path)

    assert answer.status in (303, 401, 404)
    assert answer.headers.get("Location", "/sign-in") == "/sign-in"


def test_who_signs_in_is_who_the_database_has(served: Serving, people: Team, anna: str) -> None:
    cookie = served.cookie(people, "anna")

    page = served.ask("GET", "/", cookie=cookie)

    assert page.status == 200
    assert f"signed in as {anna}" in page.text
    with people.store.plain() as connection:
        found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", (anna,))
        assert found.fetchall() == [(1,)]


@pytest.mark.parametrize(
    "password", ["wrong", " ", "x" * 5000, "'; DROP TABLE events; --", "correct horse\x00"]
)
def test_a_wrong_password_opens_nothing(alone: Serving, anna: str, password: str) -> None:
    answer = alone.sign_in(anna, password)

    assert answer.status == 401
    assert answer.cookie is None
    assert alone.until("refused", why="not-signed-in")


def test_what_a_browser_is_given_cannot_be_read_by_a_script_nor_sent_from_elsewhere(
    served: Serving, anna: str
) -> None:
    answer = served.sign_in(anna, PASSWORDS["anna"])

    assert {"HttpOnly", "SameSite=Strict"} <= {one.strip() for one in answer.headers["Set-Cookie"].split(";")}


def test_the_password_is_in_no_argument_environment_file_or_log(
    alone: Serving, people: Team, anna: str, tmp_path: Path
) -> None:
    alone.cookie(people, "anna")
    secret = PASSWORDS["anna"].encode()

    children = Path(f"/proc/{alone.process.pid}/task/{alone.process.pid}/children").read_text().split()
    told = [as_shown(Path(f"/proc/{child}/{name}")) for child in children for name in ("cmdline", "environ")]
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]

    assert children
    assert [
        one for one in (*told, *kept, str(alone.said).encode()) if secret in one or anna.encode() in one
    ] == []


def as_shown(path: Path) -> bytes:
    """What the system shows of a process; nothing to who is not root, of one that lets nobody look at it."""
    try:
        return path.read_bytes()
    except PermissionError:
        return b""


def test_an_account_that_the_database_trusts_is_not_let_in_and_the_log_alone_says_why(
    people: Team, anna: str, tmp_path: Path
) -> None:
    with serving(people.url, tmp_path) as served:
        trusted = served.sign_in("postgres", "anything")
        wrong = served.sign_in(anna, "wrong")
        unknown = served.sign_in("nobody_of_this_name", "wrong")

    told = [one["code"] for one in served.said if one.get("why") == "not-signed-in"]
    assert (trusted.status, told) == (401, ["store-authentication", "store-sign-in", "store-sign-in"])
    assert trusted.text == wrong.text == unknown.text


def test_before_a_database_that_asks_nobody_for_a_password_no_server_starts(tmp_path: Path) -> None:
    # On 5432 everybody is trusted.
    store = f"postgresql://{SERVER}/postgres"
    words = ["serve", "--store", store, "--port", str(free_port()), "--state", str(tmp_path)]

    ran = [sys.executable, "-m", "assistant.cli.main", *words]
    done = subprocess.run(ran, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 2
    assert WITHOUT_SCRAM.what in " ".join(done.stderr.split())


def test_who_gives_no_password_is_told_where_one_is_given(
    people: Team, anna: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PGPASSWORD", raising=False)

    with pytest.raises(Refused) as refused:
        parse_address(people.url.replace("://", f"://{anna}@")).connect()

    (problem,) = refused.value.problems
    assert problem.what.endswith("asks for a password, and none was given")
    assert "PGPASSWORD" in problem.right
    assert "~/.pgpass" in problem.right


def test_a_server_before_a_database_that_does_not_answer_says_so_at_once(tmp_path: Path) -> None:
    with serving(f"postgresql://127.0.0.1:{free_port()}/none", tmp_path) as served:
        told = served.until("no-store")

    assert "no database answers" in told["why"]


def test_a_password_of_the_server_s_own_account_is_never_used(
    people: Team, anna: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORDS["anna"])
    kept = tmp_path / "pgpass"
    kept.write_text(f"*:*:*:*:{PASSWORDS['anna']}\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    with serving(people.url, tmp_path / "people") as served:
        assert served.sign_in(anna, "").status == 400
        assert served.sign_in(anna, "wrong").status == 401


def test_a_session_of_one_is_nothing_in_another_s_browser(served: Serving, people: Team) -> None:
    cookie = served.cookie(people, "anna")

    elsewhere = served.ask("GET", "/", cookie=cookie, address="127.0.0.2")
    other = served.ask("GET", "/", cookie=cookie, headers={"User-Agent": "another"})

    assert [elsewhere.headers.get("Location"), other.headers.get("Location")] == ["/sign-in", "/sign-in"]
    assert served.until("refused", why="session-of-another-browser")
    line = {"Connection": "Upgrade", "Upgrade": "websocket", "Origin": served.url}
    for path, headers in {"/ws": line, "/files": {}, "/standing": {}}.items():
        assert served.ask("GET", path, cookie=cookie, headers=headers, address="127.0.0.2").status == 401
    assert served.ask("GET", "/", cookie=cookie).status == 200


def test_what_one_signs_out_of_stays_shut(served: Serving, people: Team, anna: str) -> None:
    cookie = served.cookie(people, "anna")
    token = token_in(served.ask("GET", "/", cookie=cookie).text)

    out = served.ask("POST", "/sign-out", {"token": token}, cookie=cookie)

    assert out.headers["Location"] == "/sign-in"
    assert served.ask("GET", "/standing", cookie=cookie).status == 401


def test_the_secret_is_another_with_each_sign_in_and_the_one_before_ends(
    served: Serving, people: Team
) -> None:
    first = served.cookie(people, "ben")

    answer = served.sign_in(people.store.account("ben"), PASSWORDS["ben"], cookie=first)

    assert answer.cookie not in (None, first)
    assert served.ask("GET", "/standing", cookie=first).status == 401


def test_nobody_is_signed_out_by_another_s_form(served: Serving, people: Team) -> None:
    anna, ben = served.cookie(people, "anna"), served.cookie(people, "ben")
    token = token_in(served.ask("GET", "/", cookie=ben).text)

    forged = served.ask("POST", "/sign-out", {"token": token}, cookie=anna)

    assert forged.status == 403
    assert served.until("refused", why="form-token")
    assert served.ask("GET", "/standing", cookie=anna).status == 200


def test_of_a_thousand_wrong_passwords_few_reach_the_database_and_the_others_work_on(
    alone: Serving, people: Team, anna: str
) -> None:
    ben = alone.cookie(people, "ben", address="127.0.0.9")

    found = [alone.sign_in(anna, f"guess {number}").status for number in range(1000)]

    assert set(found) == {401, 429}
    assert found.count(401) < 10
    assert alone.until("refused", why="too-many-attempts")
    assert alone.ask("GET", "/standing", cookie=ben, address="127.0.0.9").status == 200


def test_whoever_ends_the_server_ends_every_process_of_it_also_while_people_sign_in(
    people: Team, anna: str, tmp_path: Path
) -> None:
    def sign_in() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):  # the server is gone
            served.sign_in(anna, PASSWORDS["anna"])

    with ThreadPoolExecutor(8) as at_once, serving(people.url, tmp_path) as served:
        served.cookie(people, "ben")
        for _ in range(8):
            at_once.submit(sign_in)
        before = of_server(served.process.pid)

        served.process.terminate()
        served.process.wait(30)  # as long as the unit for systemd gives it

    assert before
    assert served.said[-1]["event"] == "server-ended"
    for process in of_server(served.process.pid):
        ended(process)


def of_server(server: int) -> list[int]:
    """The processes that a server began, also where it has ended."""
    found = []
    for about in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The first field after the name that can hold a space is the state; the fourth the session.
            if about.read_text().rpartition(") ")[2].split()[3] == str(server):
                found.append(int(about.parent.name))
    return [one for one in found if one != server]


def ended(process: int) -> None:
    """Wait for a process to end, which it does by itself once the server is gone."""
    with contextlib.suppress(ProcessLookupError):
        # A descriptor of a process can be read once the process has ended.
        handle = os.pidfd_open(process)
        assert select.select([handle], [], [], 60)[0] == [handle]
        os.close(handle)


def test_no_more_sessions_begin_than_there_is_room_for(people: Team, tmp_path: Path) -> None:
    with serving(people.url, tmp_path, "--sessions", "1") as served:
        cookie = served.cookie(people, "anna")

        full = served.sign_in(people.store.account("ben"), PASSWORDS["ben"])

        assert full.status == 503
        assert served.ask("GET", "/standing", cookie=cookie).status == 200


def test_many_who_sign_in_at_once_from_one_office_have_not_failed(people: Team, tmp_path: Path) -> None:
    with serving(people.url, tmp_path, "--sessions", "1") as served, ThreadPoolExecutor(20) as at_once:
        asked = [
            at_once.submit(served.sign_in, people.store.account("anna"), PASSWORDS["anna"]) for _ in range(20)
        ]

    assert sorted(one.result().status for one in asked) == [303, *[503] * 19]


def test_a_session_that_nobody_uses_ends_by_itself(people: Team, tmp_path: Path) -> None:
    with serving(people.url, tmp_path, "--idle", "0.01") as served:
        cookie = served.cookie(people, "anna")

        served.until("ended", why="idle")

        assert served.ask("GET", "/standing", cookie=cookie).status == 401


def test_a_session_that_holds_too_much_ends(people: Team, tmp_path: Path) -> None:
    with serving(people.url, tmp_path, "--memory", "60") as served:
        cookie = served.cookie(people, "anna")

        served.until("ended", why="memory")

        assert served.ask("GET", "/standing", cookie=cookie).status == 401


def test_a_session_whose_process_is_killed_ends_and_harms_no_other(people: Team, tmp_path: Path) -> None:
    with serving(people.url, tmp_path) as served:
        anna = served.cookie(people, "anna")
        (child,) = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
        ben = served.cookie(people, "ben")

        with contextlib.suppress(ProcessLookupError):
            os.kill(int(child), 9)
        served.until("ended", why="process-ended")

        assert served.ask("GET", "/standing", cookie=anna).status == 401
        assert served.ask("GET", "/standing", cookie=ben).status == 200


def test_with_one_session_too_many_the_one_left_longest_ago_ends(alone: Serving, people: Team) -> None:
    held = [alone.cookie(people, "anna") for _ in range(5)]

    found = [alone.ask("GET", "/standing", cookie=one).status for one in held]

    assert found == [401, 200, 200, 200, 200]


def test_a_server_that_is_killed_leaves_no_process_behind(people: Team, tmp_path: Path) -> None:
    with serving(people.url, tmp_path) as served:
        served.cookie(people, "anna")
        (child,) = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
        handle = os.pidfd_open(int(child))

        served.process.kill()

        # A descriptor of a process can be read once the process has ended.
        assert select.select([handle], [], [], 60)[0] == [handle]
        os.close(handle)


def test_passwords_go_over_tls_and_cookies_with_it_alone(people: Team, tmp_path: Path) -> None:
    cert, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    made = (
        "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run(["openssl", *made.split(), "-keyout", key, "-out", cert], check=True, capture_output=True)
    port = free_port()
    with serving(people.url, tmp_path / "p", "--cert", str(cert), "--key", str(key), port=port) as served:
        context = ssl.create_default_context(cafile=cert)
        connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=60)
        form = urlencode({"account": people.store.account("anna"), "password": PASSWORDS["anna"]})
        kind = "application/x-www-form-urlencoded"
        origin = {"Origin": f"https://localhost:{port}", "Content-Type": kind}
        connection.request("POST", "/sign-in", form, origin)
        answer = connection.getresponse()
        answer.read()
        connection.close()

        assert answer.status == 303
        assert answer.headers["Set-Cookie"].startswith("__Host-sccif=")
        assert "Secure" in answer.headers["Set-Cookie"]
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            served.ask("GET", "/sign-in")
