"""The plain form through the server: as who is signed in, with no case in an address, and nothing typed thrown away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.serve.reader import Reader
from tests.serve.team import PASSWORDS, Serving, Team
from tests.serve.test_files import brought, sample
from tests.serve.test_form import stated

pytestmark = pytest.mark.postgres


def asking(served: Serving, cookie: str) -> Callable[[str, dict[str, str] | None], tuple[int, str, str]]:
    """What the server answers to a browser without scripts."""

    def ask(path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        answer = served.ask("GET" if form is None else "POST", path, form, cookie=cookie)
        return answer.status, answer.headers.get("Location", ""), answer.text

    return ask


@pytest.fixture
def cookie(served: Serving, people: Team) -> str:
    return served.cookie(people, "anna")


def opened(served: Serving, cookie: str, case_id: str) -> Reader:
    """A sample case, open on its page of questions."""
    assert brought(served, cookie, "sample.yaml", sample(case_id)).status == 200
    reader = Reader(asking(served, cookie))
    reader.go("/form")
    reader.send(case_id)
    return reader


def test_who_signs_in_to_the_form_comes_to_it_and_it_is_theirs_alone(served: Serving, people: Team) -> None:
    account = people.store.account("anna")
    came = served.ask("POST", "/sign-in", {"account": account, "password": PASSWORDS["anna"], "to": "form"})
    assert came.cookie
    reader = opened(served, came.cookie, "sc000001-theirs")
    home = reader.at
    ben = Reader(asking(served, served.cookie(people, "ben")))

    other = ben.go(home)

    assert came.headers["Location"] == "/form"
    assert served.ask("GET", "/form").headers["Location"] == "/sign-in"
    assert "sc000001-theirs" in reader.page.told
    assert not [one for one in (home, *reader.page.links) if "sc000001" in one or ":" in one]
    policy = served.ask("GET", home, cookie=came.cookie).headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    assert "sc000001-theirs" not in other.text
    refused = ben.go("/form", {"token": ben.page.forms[0].fields["token"], "case": "sc000001-theirs"})
    assert (ben.status, "there is no case" in refused.told.lower()) == (422, True)
    with people.store.plain() as connection:
        actors = connection.execute("SELECT DISTINCT actor FROM events WHERE case_id = 'sc000001-theirs'")
        assert actors.fetchall() == [(account,)]


def test_a_form_that_is_refused_is_given_back_with_what_was_typed(served: Serving, cookie: str) -> None:
    reader = opened(served, cookie, "sc000001-refused")
    to = next(one for one in reader.page.links if "/q" in one)
    fields = reader.go(to).form("go").fields | {"reason": "seen in the <b>log</b>", "note": "two entries"}

    forged = served.ask("POST", to, fields | {"token": "x"}, cookie=cookie)
    elsewhere = served.ask("POST", to, fields, cookie=cookie, headers={"Origin": "https://evil.example"})
    large = served.ask("POST", to, fields | {"note": "x" * 1_100_000}, cookie=cookie)
    served.ask("POST", "/sign-out", {"token": fields["token"]}, cookie=cookie)
    ended = served.ask("POST", to, fields, cookie=cookie)

    assert [forged.status, elsewhere.status, large.status, ended.status] == [403, 403, 413, 401]
    for given_back in (forged, ended):
        assert "seen in the &lt;b&gt;log&lt;/b&gt;" in given_back.text
        assert "two entries" in given_back.text


def test_report_and_explanation_go_out_once_the_own_view_is_sealed_and_the_history_says_so(
    served: Serving, people: Team, cookie: str
) -> None:
    reader = opened(served, cookie, "sc000001-goes-out")
    asked = {"case": "sc000001-goes-out", "token": reader.page.forms[0].fields["token"]}
    early = served.ask("POST", "/files/take", {**asked, "what": "report-docx"}, cookie=cookie)
    reader.go(f"{reader.at}/own-view")
    reader.send("seal", **stated(reader.page), reasons="seen on both days", sure="yes")

    named = {
        what: served.ask("POST", "/files/take", {**asked, "what": what, "even_so": "yes"}, cookie=cookie)
        for what in ("report-docx", "report-html", "report-md", "explanation")
    }

    assert early.status == 422
    assert "your own view comes first" in early.text
    told = [one.headers["Content-Disposition"].partition("sc000001-goes-out")[2] for one in named.values()]
    assert told == ['.docx"', '.html"', '.md"', '-explanation.html"']
    assert named["report-docx"].text.startswith("PK")
    assert named["report-md"].text.startswith("#")
    assert "The rules propose" in named["explanation"].text
    assert "<script" not in named["report-html"].text + named["explanation"].text
    with people.store.plain() as connection:
        found = connection.execute(
            "SELECT count(*) FROM events WHERE case_id = 'sc000001-goes-out' AND kind = 'exported'"
        )
        assert found.fetchall() == [(4,)]
