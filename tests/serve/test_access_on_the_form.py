"""Who sees and does what on the plain form: over HTTP, signed in as each role with a password."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from assistant.pack import Pack, load_pack
from assistant.store.kinds import ROLES, Role
from assistant.work.sealing import asked_for, outcomes
from tests.access import FORM, may
from tests.serve.reader import Reader
from tests.serve.team import Serving, Team
from tests.serve.test_access import begun, cases
from tests.serve.test_form_service import asking

pytestmark = [pytest.mark.postgres, pytest.mark.long]
WRITES: dict[str, set[str]] = {
    "begins an inspection": {"opened"},
    "answers a question, with a note": {"answered", "note-added", "note-linked"},
    "seals the own view": {"sealed"},
    "records the judgement": {"judgement-recorded"},
    "states the inspector's view of the case review": {"case-review-stated"},
    "states the RIM's view of the case review": {"case-review-stated"},
}
"""The kinds of event that come of what writes to a case."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def pressed(reader: Reader, button: str = "", **said: str) -> bool:
    """Fill the form of this page in and send it; where the page has none, as somebody would who made one up.

    Gives whether it was offered.
    """
    is_offered = any(
        one.action == reader.at and button in [value for _, value in one.buttons] for one in reader.page.forms
    )
    if is_offered:
        reader.send(button, **said)
    else:
        token = reader.page.forms[0].fields["token"]
        reader.go(reader.at, {"token": token, "seen": "1", "do": button, **said})
    return is_offered


def opens(reader: Reader, case_id: str) -> bool:
    """Whether a case can be opened; the reader is on its page of questions then."""
    reader.go("/form")
    reader.go("/form", {"token": reader.page.forms[0].fields["token"], "case": case_id})
    return reader.status == 200 and case_id in reader.page.told and reader.at != "/form"


def answers(reader: Reader) -> bool:
    """Answer the first question, with a note."""
    reader.go(next(one for one in reader.page.links if "/q" in one))
    return pressed(reader, "stay", answer="~uncertain", reason="two say otherwise", note="as seen")


def seals(reader: Reader, pack: Pack) -> bool:
    """State a view of all of it, and seal it."""
    reader.go(f"{reader.at}/own-view")
    view = {f"view-{name}": outcomes(pack, name)[0].id for name in asked_for(pack)}
    return pressed(reader, "seal", **view, reasons="as seen", sure="yes")


def judges(reader: Reader) -> bool:
    """Record a judgement."""
    reader.go(f"{reader.at}/judgement")
    return pressed(reader, choice="declined", reasons="as seen")


def reviews(reader: Reader, by: str) -> bool:
    """State that a case review is held."""
    page, choice = reader.go(f"{reader.at}/case-review"), f"{by}-held"
    is_offered = any(choice in one.choices.get("choice", ()) for one in page.forms)
    token = page.forms[0].fields["token"]
    reader.go(reader.at, {"token": token, "choice": choice, "reasons": "as seen"})
    return is_offered


def written(people: Team, case_id: str) -> set[str]:
    """The kinds of event there are of a case, asked of the database by who sees all."""
    with people.store.plain() as owner:
        told = "SELECT kind FROM events WHERE case_id = %s AND kind NOT IN ('assigned', 'proposal-shown')"
        return {str(kind) for (kind,) in owner.execute(told, (case_id,)).fetchall()}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_does_what_on_the_plain_form(
    people: Team, served: Serving, pack: Pack, role: Role
) -> None:
    people.sign_up(role, role, password=f"open sesame {role}")
    other, mine = begun(people.store, pack, None), cases(people.store, pack, role)
    came = served.sign_in(people.store.account(role), f"open sesame {role}")
    reader, done = Reader(asking(served, came.cookie or "")), {"signs in": came.status == 303}
    done["opens a case of somebody else"] = opens(reader, other)
    done["opens the case"] = opens(reader, mine["first"])

    new = f"{mine['first']}-new"
    reader.go("/form")
    offered = {"begins an inspection": pressed(reader, "begin", case=new)}
    done["begins an inspection"] = written(people, new) == {"opened"}
    doing: dict[str, tuple[str, Callable[[Reader], bool]]] = {
        "answers a question, with a note": ("not sealed", answers),
        "seals the own view": ("not sealed", partial(seals, pack=pack)),
        "records the judgement": ("first", judges),
        "states the inspector's view of the case review": ("second", partial(reviews, by="inspector")),
        "states the RIM's view of the case review": ("reviewed", partial(reviews, by="rim")),
    }
    for name, (which, do) in doing.items():
        before = written(people, mine[which])
        if opens(reader, mine[which]):
            offered[name] = do(reader)
        more = written(people, mine[which]) - before
        # All of what it writes, or nothing at all.
        assert more in (set(), WRITES[name])
        done[name] = bool(more)
    is_open = opens(reader, mine["first"])
    done["reads the proposal"] = is_open and "The rules propose" in reader.go(f"{reader.at}/proposal").told

    allowed = {name: role in may(cell) for name, cell in FORM.items()}
    assert done == allowed
    assert {name: allowed[name] for name in offered} == offered


def test_a_reviewer_who_was_given_no_case_is_told_how_one_comes_on_the_form_and_on_the_page_files(
    people: Team, served: Serving
) -> None:
    people.sign_up("rae", "reviewer", password="open sesame")
    reader = Reader(asking(served, served.sign_in(people.store.account("rae"), "open sesame").cookie or ""))

    for path in ("/form", "/files"):
        told = reader.go(path).told

        assert f"`sccif cases assign CASE {people.store.account('rae')} --as reviewer`" in told
        assert "Begin a case" not in told
        assert "Bring a case file in" not in told
