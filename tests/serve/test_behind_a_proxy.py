"""Behind a proxy that signs people in: whom it names is who they are, and nobody else names anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.serve.team import Answer, Serving, Team, free_port, serving, token_in
from tests.serve.test_attacks import head, raw

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def proxied(people: Team, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The server behind a proxy at 127.0.0.7."""
    port = free_port()
    options = ("--behind-proxy", "--trusted", "127.0.0.7", "--user-header", "X-Account")
    public = f"https://localhost:{port}"
    folder = tmp_path_factory.mktemp("proxied")
    with serving(
        people.url_of_proxy, folder, *options, "--public-url", public, url=public, port=port
    ) as started:
        started.address = "127.0.0.7"
        started.headers = {"Host": f"localhost:{port}"}
        yield started


def begin(proxied: Serving, account: str, **how: Any) -> Answer:
    return proxied.ask("POST", "/sign-in", {}, headers={"X-Account": account}, **how)


def test_whom_the_proxy_names_is_who_the_database_has(proxied: Serving, people: Team) -> None:
    anna = people.store.account("anna")

    answer = begin(proxied, anna)

    assert answer.status == 303, answer.text
    assert answer.cookie
    assert answer.cookie.startswith("__Host-")
    assert "Secure" in answer.headers["Set-Cookie"]
    page = proxied.ask("GET", "/", cookie=answer.cookie, headers={"X-Account": anna})
    assert f"signed in as {anna}" in page.text


def test_a_header_from_another_address_is_refused(proxied: Serving, people: Team) -> None:
    for address in ("127.0.0.1", "127.0.0.8"):
        assert begin(proxied, people.store.account("anna"), address=address).status == 403
    assert proxied.until("refused", why="not-from-the-proxy")


@pytest.mark.parametrize("named", ["postgres", "nobody_there", "anna'; SET ROLE postgres; --", " "])
def test_the_proxy_makes_nobody_who_is_no_person(proxied: Serving, named: str) -> None:
    answer = begin(proxied, named)

    assert answer.status in (400, 401, 403)
    assert answer.cookie is None


def test_a_person_named_twice_is_nobody(proxied: Serving, people: Team) -> None:
    anna = people.store.account("anna")
    sent = head(proxied, "GET / HTTP/1.1", f"X-Account: {anna}", f"X-Account: {anna}", "", "")

    assert raw(proxied, sent, "127.0.0.7").startswith(b"HTTP/1.1 403")


def test_a_session_of_one_is_nothing_to_another_whom_the_proxy_names(proxied: Serving, people: Team) -> None:
    anna, ben = map(people.store.account, ("anna", "ben"))
    cookie = begin(proxied, anna).cookie

    stolen = proxied.ask("GET", "/", cookie=cookie, headers={"X-Account": ben})

    assert stolen.headers["Location"] == "/sign-in"
    assert proxied.until("refused", why="session-of-another-browser")


def test_a_whole_life_of_a_session_ends_with_signing_out(proxied: Serving, people: Team) -> None:
    named = {"X-Account": people.store.account("ben")}
    cookie = begin(proxied, named["X-Account"]).cookie
    token = token_in(proxied.ask("GET", "/", cookie=cookie, headers=named).text)

    proxied.ask("POST", "/sign-out", {"token": token}, cookie=cookie, headers=named)

    assert proxied.ask("GET", "/standing", cookie=cookie, headers=named).status == 401
