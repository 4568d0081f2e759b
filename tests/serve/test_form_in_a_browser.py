"""The plain form in a real browser that runs no script, by keyboard and by what a screen reader is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.serve.browser import Page, browser
from tests.serve.team import PASSWORDS, Serving, Team
from tests.serve.test_files import sample

pytestmark = [pytest.mark.postgres, pytest.mark.chromium, pytest.mark.long]
CASE = "sc000001-plain"
SIZES = ((320, 640), (768, 1024), (1200, 800))


def fits(page: Page, folder: Path, name: str) -> bool:
    """Whether a page needs no scrolling sideways at any size; a picture of each is kept, dark where it is narrow."""
    wide = []
    for width, height in SIZES:
        page.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = "dark" if width == SIZES[0][0] else "light"
        page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        page.picture(folder / f"{name}-{width}.png")
        size = page.call("Page.getLayoutMetrics")
        wide.append(size["cssContentSize"]["width"] > size["cssLayoutViewport"]["clientWidth"])
    return not any(wide)


def test_a_case_is_judged_to_its_end_without_a_script_by_keyboard_and_names(
    served: Serving, people: Team, tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    case.write_bytes(sample(CASE))
    narrow = []
    with browser(tmp_path / "browser") as page:
        page.call("Emulation.setScriptExecutionDisabled", value=True)
        page.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
        page.call("Page.navigate", url=f"{served.url}/sign-in")
        page.loaded()
        page.write_into("Account", people.store.account("anna"))
        page.write_into("Password", PASSWORDS["anna"])
        page.follow("button", "Sign in to the plain form")
        page.follow("link", "Files")
        page.fill("#file", case)
        page.follow("button", "Bring it in")
        page.follow("link", "Form")
        page.follow("button", CASE)
        narrow.append(fits(page, tmp_path, "questions"))

        page.follow("link", "Go on")
        page.write_into("What is known", "in spring")
        page.follow("button", "Save and go on")
        assert page.value("document.activeElement.className") == "errors"
        page.press_on("link", "`in spring`")  # within the page: from the summary to the field
        narrow.append(fits(page, tmp_path, "error"))
        assert page.words.count("in spring") == 2
        page.write_into("What is known", "2017-05-01")
        page.follow("button", "Save and go on")
        assert "Kept: " in page.words
        page.choose("radio", "Uncertain")
        page.follow("button", "Save and go on")
        assert page.nodes("alert", "Nothing was saved yet")
        page.write_into("Because", "two papers say otherwise")
        narrow.append(fits(page, tmp_path, "question"))
        page.follow("button", "Save and stay here")
        assert "uncertain: two papers say otherwise" in page.words

        page.follow("link", "Own view")
        for number in range(len(page.nodes("radio", "improved"))):
            page.choose("radio", "improved", number)
        page.write_into("Your reasons", "seen on both days")
        page.choose("checkbox", "I know")
        narrow.append(fits(page, tmp_path, "own-view"))
        page.follow("button", "Seal it")
        assert "The rules propose: sustained effectiveness" in page.words
        narrow.append(fits(page, tmp_path, "proposal"))
        page.follow("link", "Judgement")
        page.choose("radio", "sustained")
        page.write_into("Your reasons", "what was seen bears it out")
        page.follow("button", "Record it")
        narrow.append(fits(page, tmp_path, "judged"))
        assert "Recorded: sustained effectiveness, because: what was seen bears it out" in page.words
        page.follow("link", "Proposal")
        page.choose("checkbox", "Take the report even so")
        page.press_on("button", "Report for Word")

        assert page.comes(tmp_path / f"{CASE}.docx")
        assert zipfile.is_zipfile(tmp_path / f"{CASE}.docx")
        assert [one for one in page.complaints() if "status of 422" not in one] == []
    assert all(narrow), narrow
    with people.store.plain() as connection:
        found = connection.execute(
            "SELECT kind FROM events WHERE case_id = %s AND kind IN ('answered', 'sealed', 'judgement-recorded')"
            " ORDER BY sequence",
            (CASE,),
        ).fetchall()
    assert [kind for (kind,) in found] == ["answered", "answered", "sealed", "judgement-recorded"]
