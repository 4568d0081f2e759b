"""What is offered to whoever is signed in: as much as the server lets them do, and nothing is kept from who owns the store."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from assistant.problems import Refused
from assistant.store import Ledger
from assistant.store.kinds import ROLES, Role
from assistant.store.permitted import may_act_as, may_begin, may_write, need_giveable, none_given
from tests.store.stores import Server, server
from tests.store.told import keep_pack, opened

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def team() -> Iterator[Server]:
    """Somebody of each role, and somebody with none."""
    with server() as made:
        for role in ROLES:
            made.sign_up(role, role)
        made.sign_up("nobody")
        yield made


@pytest.fixture
def case_id(team: Server) -> str:
    """A case that the inspector began."""
    name = f"c-{secrets.token_hex(4)}"
    with Ledger.open(team.of("inspector")) as ledger:
        keep_pack(ledger)
        ledger.open_case(opened(name))
    return name


def test_an_inspector_may_begin_a_case_and_writes_to_their_own(team: Server, case_id: str) -> None:
    with Ledger.open(team.of("inspector")) as ledger:
        assert may_begin(ledger)
        assert may_write(ledger, case_id, "answered")
        assert not may_act_as(ledger, case_id, "rim")
        assert none_given(ledger) is None


def test_whoever_owns_the_store_is_kept_from_nothing(team: Server, case_id: str) -> None:
    with Ledger.open(team.owner) as ledger:
        assert may_begin(ledger)
        assert may_act_as(ledger, case_id, "rim")
        assert none_given(ledger) is None


@pytest.mark.parametrize(
    "person, so, right",
    [
        ("reviewer", "no case was given to you yet", "`sccif cases assign CASE {who} --as reviewer`"),
        ("rim", "no case was given to you yet", "`sccif cases assign CASE {who} --as rim`"),
        ("trainee", "no case was given to you yet", "`sccif train list`"),
        ("policy_owner", "as policy owner you see no case", "`sccif admin give`"),
    ],
)
def test_who_sees_no_case_and_may_begin_none_is_told_how_one_comes(
    team: Server, person: str, so: str, right: str
) -> None:
    with Ledger.open(team.of(person)) as ledger:
        told = none_given(ledger)

        assert not may_begin(ledger)
        assert told is not None
        assert told[0] == so
        assert right.format(who=team.account(person)) in told[1]


@pytest.mark.parametrize(
    "person, role, code",
    [
        ("reviewer", "reviewer", None),
        ("rim", "rim", None),
        ("trainee", "reviewer", "store-without-role"),
        ("nobody", "reviewer", "store-without-role"),
        ("trainee", "trainee", "store-without-role"),
        ("unknown", "reviewer", "store-no-person"),
    ],
)
def test_a_case_is_given_to_who_would_see_it_alone(
    team: Server, case_id: str, person: str, role: Role, code: str | None
) -> None:
    with Ledger.open(team.of("inspector")) as ledger:
        try:
            need_giveable(ledger, case_id, team.account(person), role)
            found = None
        except Refused as refused:
            found = refused.problems[0].code

    assert found == code


def test_what_is_refused_is_said_in_words_of_the_role_without_the_address_of_the_store(
    team: Server, case_id: str
) -> None:
    with Ledger.open(team.of("reviewer")) as ledger, pytest.raises(Refused) as refused:
        ledger.open_case(opened(f"{case_id}-other"))

    (problem,) = refused.value.problems
    assert problem.what == f"as reviewer `{team.account('reviewer')}` may not do that here"
    assert "postgresql" not in str(problem)
