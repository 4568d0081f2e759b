"""A person at work in a real browser: signs in, answers, loads the page anew, loses the line, and loses nothing."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.browser import Page, browser
from tests.serve.relay import Relay, relay
from tests.serve.team import PASSWORDS, Serving, Team, free_port, serving
from tests.serve.test_files import sample

pytestmark = [pytest.mark.postgres, pytest.mark.chromium, pytest.mark.long]
CASE = "sc000001-judged"
WRITES = "▸"
"""Stands at a field that takes what is typed."""
SHOWN = "document.body.classList.contains('-first-byte')"
DRAWS_SOFTLY = "software WebGL"
"""What Chromium says of a machine without a graphics card."""


@pytest.fixture
def line(people: Team, tmp_path: Path) -> Iterator[tuple[Serving, Relay]]:
    """The server, behind a line that can be cut."""
    port = free_port()
    near = free_port()
    url = f"http://127.0.0.1:{near}"
    with (
        serving(people.url, tmp_path / "people", "--public-url", url, url=url, port=port) as served,
        relay(near, port) as cable,
    ):
        yield served, cable


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with browser(tmp_path / "browser") as opened:
        yield opened
        sys.stderr.write(f"drawn since it was asked last: {opened.value('window.drawn')}\n")


def signed_in(page: Page, served: Serving, people: Team, who: str = "anna") -> None:
    page.open(f"{served.url}/", "document.querySelector('#account')")
    page.type(people.store.account(who))
    page.press("Tab")
    page.type(PASSWORDS[who])
    page.press("Enter")
    page.until_drawn("Cases: ")


def kept(people: Team, kind: str, count: int = 1) -> None:
    """Wait until so many events of a kind are in the store: the server of it tells."""
    with people.store.plain() as connection:
        for _ in range(600):
            found = connection.execute(
                "SELECT count(*) >= %s FROM events WHERE case_id = %s AND kind = %s", (count, CASE, kind)
            ).fetchall()
            if found == [(True,)]:
                return
            connection.execute("SELECT pg_sleep(0.05)")
    raise AssertionError(f"{CASE} has not {count} {kind}")


def test_the_sample_case_is_judged_to_its_end_and_a_reload_and_a_lost_line_lose_nothing(
    line: tuple[Serving, Relay], page: Page, people: Team, tmp_path: Path
) -> None:
    served, cable = line
    case = tmp_path / "case.yaml"
    case.write_bytes(sample(CASE))
    signed_in(page, served, people, "dawn")  # who sees no other case
    page.open(f"{served.url}/files", "document.querySelector('#file')")
    page.fill("#file", case)
    page.value("document.querySelector('#file').form.querySelector('button').click()")
    page.until("document.body.innerText.includes('is in the store now')")
    page.open(f"{served.url}/")
    page.until_drawn("Cases: ")

    page.press("Enter")
    page.until_drawn("every core question is answered")
    page.press("/")
    page.until_drawn("Find")
    page.type("when did the permanent manager")
    page.until_drawn("When did the permanent manager")
    page.press("Enter")
    page.until_drawn("core question")
    page.press("Enter")
    page.until_drawn("Enter keeps it")
    page.type("2017-05-01")
    page.press("Enter")
    kept(people, "answered")
    page.call("Page.reload")
    page.until_drawn("own view first")
    page.press("u")
    page.until_drawn("puts it aside")
    page.type("two papers say otherwise")
    page.press_with_control("s")
    kept(people, "answered", 2)
    page.value("window.before = true")
    cable.drop()
    page.until("!window.before")
    page.until_drawn("own view first")
    page.press("s")
    page.until_drawn("Your own view")
    page.press(*"111111")
    page.until_drawn(WRITES)
    page.type("seen on both days")
    page.until_drawn("seen on both days")
    page.press_with_control("s")
    page.until_drawn("cannot be taken back")
    page.press("y")
    kept(people, "sealed")
    page.press("j")
    page.until_drawn("Choose, then")
    page.press("2")
    page.until_drawn(WRITES)
    page.type("what was seen bears it out")
    page.until_drawn("bears it out")
    page.press_with_control("s")
    page.until_drawn("It can be judged anew")
    page.press("y")
    kept(people, "judgement-recorded")
    page.picture(tmp_path / "after.png")
    page.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    page.open(f"{served.url}/files", "document.querySelector('button[value=report-docx]')")
    page.value("document.querySelector('[name=even_so]').click()")
    page.value("document.querySelector('button[value=report-docx]').click()")

    assert page.comes(tmp_path / f"{CASE}.docx")
    assert zipfile.is_zipfile(tmp_path / f"{CASE}.docx")
    kept(people, "exported")
    held = [one for one in served.said if one["event"] == "signed-in"]
    assert len(held) == 1
    assert [one for one in page.complaints() if DRAWS_SOFTLY not in one] == []


def test_nothing_is_loaded_from_elsewhere(line: tuple[Serving, Relay], page: Page, people: Team) -> None:
    served, _ = line

    signed_in(page, served, people)

    assert {one for one in page.asked_for() if not one.startswith((served.url, "data:"))} == set()


def test_who_leaves_the_app_may_open_it_again_or_sign_out(
    line: tuple[Serving, Relay], page: Page, people: Team
) -> None:
    served, _ = line
    signed_in(page, served, people)

    page.call(
        "Input.dispatchKeyEvent", type="keyDown", key="q", code="KeyQ", modifiers=2, windowsVirtualKeyCode=81
    )
    page.until("document.querySelector('#why').textContent.startsWith('You have left')")
    page.value("document.querySelector('#again').click()")
    page.until(f"document.readyState === 'complete' && {SHOWN} && document.querySelector('#gone').hidden")
    page.value("document.querySelector('form[action=\"/sign-out\"] button').click()")
    page.until("location.pathname === '/sign-in' && document.querySelector('#account')")

    assert served.until("ended", why="signed-out")


def test_a_session_that_is_ended_leads_back_to_signing_in(
    line: tuple[Serving, Relay], page: Page, people: Team
) -> None:
    served, _ = line
    signed_in(page, served, people)
    (child,) = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()

    os.kill(int(child), 9)

    page.until("location.pathname === '/sign-in' && document.querySelector('#account')")
