"""Files come in and go out through the browser: as who is signed in, and with nothing that a name could reach."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.document import printable
from assistant.serve.desk import named
from tests.serve.team import PASSWORDS, Answer, Serving, Team, serving, token_in

SAMPLES = Path(__file__).parents[2] / "knowledge" / "cases"


def token_of(served: Serving, cookie: str) -> str:
    return token_in(served.ask("GET", "/files", cookie=cookie).text)


def brought(served: Serving, cookie: str, name: str, data: bytes, token: str | None = None) -> Answer:
    """A file brought in as a browser does it."""
    token = token if token is not None else token_of(served, cookie)
    edge = "edge-of-a-part"
    body = (
        (
            f'--{edge}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        ).encode()
        + data
        + f"\r\n--{edge}--\r\n".encode()
    )
    headers: dict[str, Any] = {"Content-Type": f"multipart/form-data; boundary={edge}", "Origin": served.url}
    return served.ask("POST", "/files/bring", cookie=cookie, headers=headers, body=body)


def sample(case_id: str) -> bytes:
    """A sample case under a name of its own."""
    text = min(SAMPLES.glob("*.yaml")).read_text()
    lines = [f"case: {case_id}" if line.startswith("case:") else line for line in text.splitlines()]
    lines = [f"evidence_id: {case_id}" if line.startswith("evidence_id:") else line for line in lines]
    return "\n".join(lines).encode()


@pytest.mark.postgres
def test_a_case_file_comes_in_and_goes_out_and_its_history_says_so(served: Serving, people: Team) -> None:
    cookie = served.cookie(people, "anna")

    came = brought(served, cookie, "a sample.yaml", sample("sc000001-in"))
    form = {"token": token_of(served, cookie), "case": "sc000001-in", "what": "case"}
    went = served.ask("POST", "/files/take", form, cookie=cookie)

    assert came.status == 200, came.text
    assert "sc000001-in is in the store" in came.text
    assert went.headers["Content-Disposition"] == 'attachment; filename="sc000001-in.yaml"'
    assert went.text.startswith("sccif_case: 1\ncase: sc000001-in\n")
    with people.store.plain() as connection:
        kinds = connection.execute(
            "SELECT kind, actor FROM events WHERE case_id = 'sc000001-in' ORDER BY sequence"
        )
        found = kinds.fetchall()
    account = people.store.account("anna")
    assert [found[0], found[-1]] == [("opened", account), ("exported", account)]


@pytest.mark.postgres
def test_a_calendar_goes_out(served: Serving, people: Team) -> None:
    cookie = served.cookie(people, "anna")
    brought(served, cookie, "sample.yaml", sample("sc000001-days"))

    form = {"token": token_of(served, cookie), "case": "sc000001-days", "what": "calendar"}
    went = served.ask("POST", "/files/take", form, cookie=cookie)

    assert went.headers["Content-Type"].startswith("text/calendar")
    assert went.text.startswith("BEGIN:VCALENDAR")


@pytest.mark.postgres
def test_the_audit_of_what_somebody_sees_goes_out_as_a_page_that_needs_nothing_else(
    served: Serving, people: Team
) -> None:
    cookie = served.cookie(people, "ben")
    none = served.ask("POST", "/files/audit", {"token": token_of(served, cookie)}, cookie=cookie)
    brought(served, cookie, "sample.yaml", sample("sc000001-audited"))

    went = served.ask("POST", "/files/audit", {"token": token_of(served, cookie)}, cookie=cookie)
    forged = served.ask("POST", "/files/audit", {"token": "x"}, cookie=cookie)

    assert (none.status, "no cases here to compare" in none.text) == (422, True)
    assert re.fullmatch(r'attachment; filename="audit-[0-9-]{10}\.html"', went.headers["Content-Disposition"])
    assert "<h1>Audit of 1 case</h1>" in went.text
    assert "<script" not in went.text
    assert forged.status == 403


@pytest.mark.postgres
def test_nobody_takes_what_they_do_not_see(served: Serving, people: Team) -> None:
    anna, ben = served.cookie(people, "anna"), served.cookie(people, "ben")
    brought(served, anna, "sample.yaml", sample("sc000001-annas"))

    for what in ("case", "calendar"):
        form = {"token": token_of(served, ben), "case": "sc000001-annas", "what": what}
        went = served.ask("POST", "/files/take", form, cookie=ben)

        assert went.status == 422
        assert "Content-Disposition" not in went.headers
    assert "sc000001-annas" not in served.ask("GET", "/files", cookie=ben).text


@pytest.mark.postgres
@pytest.mark.parametrize("case_id", ["../../etc/passwd", "nothing", "", "<script>alert(1)</script>", "\x00"])
def test_what_is_no_case_is_not_taken(served: Serving, people: Team, case_id: str) -> None:
    cookie = served.cookie(people, "anna")

    form = {"token": token_of(served, cookie), "case": case_id, "what": "case"}
    went = served.ask("POST", "/files/take", form, cookie=cookie)

    assert went.status == 422
    assert "<script>" not in went.text


@pytest.mark.postgres
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"a: [", b"sccif_case: 9", b"<script>alert(1)</script>"]
)
def test_a_file_that_is_no_case_is_refused_in_words(served: Serving, people: Team, data: bytes) -> None:
    cookie = served.cookie(people, "anna")

    came = brought(served, cookie, "<script>.yaml", data)

    assert came.status == 422
    assert 'role="alert"' in came.text
    assert "<script>" not in came.text


@pytest.mark.postgres
def test_a_file_needs_the_token_of_the_session(served: Serving, people: Team) -> None:
    cookie = served.cookie(people, "anna")

    assert brought(served, cookie, "a.yaml", sample("sc000001-forged"), token="").status == 403


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["../../etc/cron.d/a.yaml", "..", "/etc/passwd", "..\\..\\a.yaml"])
def test_a_file_with_a_path_for_a_name_is_not_taken_in(served: Serving, people: Team, name: str) -> None:
    cookie = served.cookie(people, "anna")

    came = brought(served, cookie, name.replace("\\", "\\\\"), sample("sc000001-path"))

    assert came.status == 422
    assert "sc000001-path" not in came.text
    assert served.until("refused", why="input")
    assert list(Path("/etc/cron.d").glob("*.yaml")) == []


@pytest.mark.postgres
def test_nothing_of_what_came_in_or_went_out_is_written_down(served: Serving, people: Team) -> None:
    cookie = served.cookie(people, "anna")
    text = sample("sc000001-quiet").decode()
    notes = re.findall(r'text: "(.{30})', text)

    brought(served, cookie, "her-file.yaml", text.encode())
    brought(served, cookie, "her-file.yaml", text.replace("sccif_case: 1", "sccif_case: nine").encode())
    for case_id in ("sc000001-quiet", "../her-file"):
        form = {"token": token_of(served, cookie), "case": case_id, "what": "case"}
        served.ask("POST", "/files/take", form, cookie=cookie)

    written = str(served.said[1:])
    told = [
        *notes,
        "SC000001",
        "her-file",
        "sc000001-quiet",
        people.store.account("anna"),
        PASSWORDS["anna"],
        cookie[8:],
    ]
    assert len(notes) > 3
    assert [one for one in told if one in written] == []


@given(st.text(max_size=300))
def test_a_file_s_name_is_told_on_one_line_that_any_text_may_hold(name: str) -> None:
    told = named(name)

    assert printable(told) == told
    assert "\n" not in told
    assert len(told) <= 80


@pytest.mark.postgres
def test_a_file_that_is_refused_is_called_what_it_is_called_and_nothing_of_the_server_is_told(
    people: Team, tmp_path: Path
) -> None:
    with serving(people.url, tmp_path) as served:
        came = brought(served, served.cookie(people, "anna"), "Read me (2).md", b"# Read me\n* `no` case\n")

    assert came.status == 422
    assert "Read me (2).md:2" in came.text
    assert str(tmp_path) not in came.text
    assert "tmp" not in came.text
