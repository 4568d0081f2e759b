"""Who sees and does what on PostgreSQL: people with roles sign in on real connections, and the server decides."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg import sql

from assistant.case import Seal, Sealed
from assistant.problems import Refused
from assistant.store import Behind, Ledger, Standing, read, summary_of, verify
from assistant.store.admin import Member, give, members, take
from assistant.store.database import Taken
from assistant.store.erasing import erase, erased
from assistant.store.events import Row, chained
from assistant.store.kinds import (
    KINDS,
    ROLES,
    Assigned,
    ErasureOrdered,
    Happening,
    HoldLifted,
    HoldPlaced,
    Queried,
    ReviewBegun,
    Reviewed,
    Role,
    SignedOff,
    TryingBegun,
    TryingEnded,
    Withdrawn,
)
from assistant.store.postgres import Postgres
from assistant.store.sampling import draw
from assistant.store.searching import Sought
from tests.access import DOES, PAGE, WRITES, may, page
from tests.store.stores import Server, server
from tests.store.told import answered, keep_pack, opened, sought_in

pytestmark = pytest.mark.postgres

SEAL = Sealed(Seal(judgement="declined", reasons="because"))


@pytest.fixture(scope="module")
def team() -> Iterator[Server]:
    """Somebody of each role, a colleague who opens cases, and somebody with none."""
    with server() as made:
        for role in ROLES:
            made.sign_up(role, role)
        made.sign_up("colleague", "inspector", "trainer")
        made.sign_up("nobody")
        yield made


@pytest.fixture
def case_id() -> str:
    return f"c-{secrets.token_hex(4)}"


def as_(team: Server, person: str) -> Ledger:
    return Ledger.open(team.of(person))


def begun(
    team: Server, case_id: str, *happened: Happening, purpose: str = "inspection", by: str = "colleague"
) -> None:
    """A case that somebody opened, to which this happened."""
    with as_(team, by) as ledger:
        keep_pack(ledger)
        ledger.open_case(opened(case_id, purpose=purpose))
        for number, one in enumerate(happened, 1):
            ledger.append(case_id, number, one)


def given(team: Server, case_id: str, person: str, **fields: str) -> None:
    begun(team, case_id, SEAL, Assigned(team.account(person), _role(person)), **fields)


def _role(person: str) -> Role:
    return next(role for role in ROLES if role == person)


# ---------------------------------------------------------------- the table


def _sees(team: Server, person: str, case_id: str) -> None:
    with as_(team, person) as ledger:
        read(ledger, case_id)


def _writes(team: Server, person: str, case_id: str, *happened: Happening) -> None:
    with as_(team, person) as ledger:
        ledger.append(case_id, ledger.head(case_id).sequence, *happened)


def sees_a_case_of_somebody_else(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id, SEAL)
    _sees(team, person, case_id)


def sees_a_case_that_was_given(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _sees(team, person, case_id)


def sees_a_case_that_was_taken_away(team: Server, person: str, case_id: str) -> None:
    account = team.account(person)
    begun(team, case_id, SEAL, Assigned(account, _role(person)), Withdrawn(account))
    _sees(team, person, case_id)


def sees_a_training_case(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id, purpose="training")
    _sees(team, person, case_id)


def sees_a_training_case_that_was_given(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person, purpose="training")
    _sees(team, person, case_id)


def sees_a_case_drawn_as_a_sample(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id, SEAL)
    with as_(team, person) as ledger:
        ledger.database.rows("SELECT draw_sample(1000)")
        read(ledger, case_id)


def sees_that_something_happened(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id)
    with as_(team, person) as ledger:
        if not ledger.events(case_id):
            raise _Nothing


def finds_it_in_the_list(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with as_(team, person) as ledger:
        if not sought_in(ledger, Sought(case=case_id)):
            raise _Nothing


def opens_an_inspection(team: Server, person: str, case_id: str) -> None:
    with as_(team, person) as ledger:
        ledger.open_case(opened(case_id))


def opens_a_training_case(team: Server, person: str, case_id: str) -> None:
    with as_(team, person) as ledger:
        ledger.open_case(opened(case_id, purpose="training"))


def opens_a_blind_reading(team: Server, person: str, case_id: str) -> None:
    with as_(team, person) as ledger:
        ledger.open_case(opened(case_id, purpose="blind", evidence_id="other"))


def opens_a_case_as_somebody_else(team: Server, person: str, case_id: str) -> None:
    with as_(team, person) as ledger:
        database = ledger.database
        assert isinstance(database, Postgres)
        database._signed_in = team.account("colleague")
        ledger.open_case(opened(case_id, purpose="training"))


def writes_to_a_case_of_somebody_else(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id)
    with as_(team, person) as ledger:
        ledger.append(case_id, 1, answered("vacant"))


def answers(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _writes(team, person, case_id, answered("vacant"))


def answers_in_training(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person, purpose="training")
    _writes(team, person, case_id, answered("vacant"))


def queries(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _writes(team, person, case_id, Queried("manager.post", "why?"))


def reviews(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _writes(
        team, person, case_id, ReviewBegun("sha256:x", "a framework"), Reviewed("judgement", is_agreed=True)
    )


def tries_other_answers(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _writes(team, person, case_id, TryingBegun(), TryingEnded(1))


def signs_off(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _writes(team, person, case_id, SignedOff(_role(person)))


def signs_off_as_somebody_else(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _writes(team, person, case_id, SignedOff("reviewer" if person == "rim" else "rim", "over all of it"))


def signs_off_what_somebody_else_was_given(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, "rim" if person == "reviewer" else "reviewer")
    _writes(team, person, case_id, SignedOff(_role(person)))


def gives_a_case_of_somebody_else(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id)
    _writes(team, person, case_id, Assigned(team.account("inspector"), "inspector"))


def places_and_lifts_a_hold(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    _writes(team, person, case_id, HoldPlaced("a claim"))
    _writes(team, person, case_id, HoldLifted("settled"))


def erases(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with as_(team, person) as ledger:
        erase(ledger, case_id, "o1", "asked for")


def says_that_something_was_erased(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with as_(team, person) as ledger:
        ledger.database.rows("INSERT INTO erasures VALUES (?, 1, 2)", (case_id,))


def deletes_a_payload(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with as_(team, person) as ledger:
        gone = ledger.database.rows("DELETE FROM payloads WHERE case_id = ? RETURNING 1", (case_id,))
        if not gone:
            raise _Nothing


def gives_itself_a_case_by_hand(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id)
    with as_(team, person) as ledger:
        ledger.database.rows(
            "INSERT INTO assignments VALUES (?, 1, ?, 'reviewer')", (case_id, team.account(person))
        )


def _inserts(ledger: Ledger, case_id: str, happened: Happening, content: str | None = None) -> Row:
    """Write an event without the ledger between; what it tells too, or something else."""
    head = ledger.head(case_id)
    ((row, payload),) = chained(case_id, head.sequence, head.hash, ledger.actor, (happened,), ledger.now())
    told = payload if content is None else payload._replace(content=content)
    ledger.database.rows("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    ledger.database.rows("INSERT INTO payloads VALUES (?, ?, ?, ?)", told)
    return row


def reads_what_an_order_of_its_own_erases(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id)
    with as_(team, person) as ledger, ledger.database.writing():
        order = _inserts(ledger, case_id, ErasureOrdered((1,), "o1", "asked for"))
        ledger.database.rows("INSERT INTO erasures VALUES (?, 1, ?)", (case_id, order.sequence))
        if not ledger.database.rows("SELECT 1 FROM payloads WHERE case_id = ? AND sequence = 1", (case_id,)):
            raise _Nothing


def takes_a_case_from_somebody_by_giving_it(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with as_(team, person) as ledger, ledger.database.writing():
        colleague = team.account("colleague")
        row = _inserts(ledger, case_id, Assigned(colleague, "inspector"))
        ledger.database.rows(
            "INSERT INTO assignments VALUES (?, ?, ?, NULL)", (case_id, row.sequence, colleague)
        )


def _at(ledger: Ledger, case_id: str, moment: datetime) -> None:
    ledger.now = lambda: moment
    ledger.append(case_id, ledger.head(case_id).sequence, Queried("manager.post", "why?"))


def writes_of_yesterday(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person, purpose="training")
    with as_(team, person) as ledger:
        _at(ledger, case_id, ledger.now() - timedelta(days=1))


def writes_of_the_year_9999(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person, purpose="training")
    with as_(team, person) as ledger:
        _at(ledger, case_id, datetime(9999, 1, 1, tzinfo=UTC))


def writes_an_event_that_tells_nothing(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person, purpose="training")
    with as_(team, person) as ledger, ledger.database.writing():
        head = ledger.head(case_id)
        told = (Queried("manager.post", "why?"),)
        ((row, _),) = chained(case_id, head.sequence, head.hash, ledger.actor, told, ledger.now())
        ledger.database.rows("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def writes_an_event_of_a_kind_that_there_is_not(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person, purpose="training")
    with as_(team, person) as ledger, ledger.database.writing():
        head = ledger.head(case_id)
        told = (Queried("manager.post", "why?"),)
        ((row, payload),) = chained(case_id, head.sequence, head.hash, ledger.actor, told, ledger.now())
        row = row._replace(kind="gossip")
        row = row._replace(hash=row.expected_hash())
        ledger.database.rows("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        ledger.database.rows("INSERT INTO payloads VALUES (?, ?, ?, ?)", payload)


def keeps_something_else_as_a_pack(team: Server, person: str, _: str) -> None:
    with as_(team, person) as ledger:
        ledger.keep_pack(f"sha256:{person}", "sccif 1", "{}")


def opens_a_case_twice(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with as_(team, person) as ledger, ledger.database.writing():
        _inserts(ledger, case_id, opened(case_id))


def tells_otherwise_than_the_digest_says(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person, purpose="training")
    with as_(team, person) as ledger, ledger.database.writing():
        _inserts(ledger, case_id, Queried("manager.post", "why?"), "{}")


def lists_what_is_yet_to_come(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with as_(team, person) as ledger:
        line = summary_of(read(ledger, case_id))
        ledger.put_summary(line._replace(sequence=line.sequence + 1))


def sets_the_time_of_retention(team: Server, person: str, _: str) -> None:
    with as_(team, person) as ledger:
        ledger.database.rows("INSERT INTO settings VALUES (?, ?)", (f"of-{person}", "6"))


def changes_an_event(team: Server, person: str, case_id: str) -> None:
    given(team, case_id, person)
    with team.plain(team.account(person)) as connection:
        done = connection.execute("UPDATE events SET actor = session_user WHERE case_id = %s", (case_id,))
        if not done.rowcount:
            raise _Nothing


def gives_itself_a_role(team: Server, person: str, _: str) -> None:
    with team.plain(team.account(person)) as connection:
        connection.execute(sql.SQL("GRANT sccif_rim TO {}").format(sql.Identifier(team.account(person))))


def becomes_somebody_else(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id)
    with team.plain(team.account(person)) as connection:
        connection.execute(
            sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(team.account("colleague")))
        )


def erases_an_order(team: Server, person: str, case_id: str) -> None:
    begun(team, case_id)
    with as_(team, person) as ledger:
        ledger.append(case_id, 1, ErasureOrdered((1,), "o1", "asked for"))
        ledger.append(case_id, 2, ErasureOrdered((2,), "o2", "asked for"))


class _Nothing(Exception):
    """There was nothing to see."""


@pytest.mark.parametrize("thing, role", itertools.product(DOES, ROLES))
def test_who_sees_and_does_what(team: Server, case_id: str, thing: str, role: Role) -> None:
    try:
        globals()[thing](team, role, case_id)
        can = True
    except (Refused, Behind, Taken, psycopg.Error, _Nothing):
        can = False

    assert can == (role in may(DOES[thing]))


@pytest.mark.parametrize("role", ROLES)
def test_who_writes_what_to_a_case_that_they_have(case_id: str, role: Role) -> None:
    """Of every kind of event, with SQL alone, whatever the ledger would say of what it tells."""
    purpose = "training" if role in ("trainer", "trainee") else "inspection"
    with server() as apart:  # nobody else verifies what is written here
        apart.sign_up(role, role)
        apart.sign_up("colleague", "inspector", "trainer")
        given(apart, case_id, role, purpose=purpose)
        written = {
            name: [_inserted(apart, role, case_id, kind, told.content) for kind in told.kinds.split()]
            for name, told in WRITES.items()
        }

    assert written == {
        name: [role in may(told.may)] * len(told.kinds.split()) for name, told in WRITES.items()
    }


def _inserted(team: Server, role: Role, case_id: str, kind: str, content: str) -> bool:
    """Whether an event of a kind can be written, with nothing amiss but perhaps who writes it."""
    with Ledger.open(team.owner) as owner:
        head = owner.head(case_id)
    ((row, payload),) = chained(
        case_id, head.sequence, head.hash, team.account(role), (TryingBegun(),), datetime.now(UTC)
    )
    payload = payload._replace(content=content)
    row = row._replace(kind=kind, digest=payload.digest())
    row = row._replace(hash=row.expected_hash())
    with team.plain(team.account(role)) as connection:
        try:
            with connection.transaction():
                connection.execute("INSERT INTO events VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", row)
                connection.execute("INSERT INTO payloads VALUES (%s, %s, %s, %s)", payload)
        except psycopg.Error:
            return False
    return True


def test_the_tables_name_every_kind_of_event_and_the_documentation_is_made_of_them() -> None:
    assert {kind for told in WRITES.values() for kind in told.kinds.split()} == set(KINDS)
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m tests.access"


# ---------------------------------------------------------------- and beside it


def test_whoever_has_no_role_sees_nothing_at_all(team: Server) -> None:
    with pytest.raises(Refused) as refused:
        as_(team, "nobody")

    (problem,) = refused.value.problems
    assert problem.code == "store-forbidden"
    assert f"sccif admin give {team.account('nobody')}" in problem.right


def test_the_actor_is_whoever_is_signed_in(team: Server, case_id: str) -> None:
    begun(team, case_id, by="inspector")

    with as_(team, "inspector") as ledger:
        assert ledger.events(case_id)[0].row.actor == team.account("inspector")


def test_the_actor_cannot_be_claimed_not_even_by_the_owner(team: Server, case_id: str) -> None:
    begun(team, case_id)
    with Ledger.open(team.owner) as ledger:
        assert isinstance(ledger.database, Postgres)
        ledger.database._signed_in = team.account("colleague")

        with pytest.raises(Refused) as refused:
            ledger.append(case_id, 1, answered("vacant"))

    assert refused.value.problems[0].code == "store-append-only"


def test_a_blind_reader_sees_the_original_only_once_their_own_view_is_sealed(
    team: Server, case_id: str
) -> None:
    given(team, case_id, "inspector")
    with as_(team, "inspector") as ledger:
        read(ledger, case_id)
        ledger.open_case(opened(f"{case_id}-blind", purpose="blind", evidence_id=case_id))
        hidden = (
            ledger.events(case_id),
            ledger.database.rows("SELECT 1 FROM payloads WHERE case_id = ?", (case_id,)),
        )
        ledger.append(f"{case_id}-blind", 1, SEAL)
        shown = read(ledger, case_id)

    assert hidden == ([], [])
    assert isinstance(shown, Standing)


def blind_of(team: Server, case_id: str, person: str = "colleague") -> str:
    """A blind reading of a case's evidence, begun by somebody."""
    blind = f"{case_id}-blind"
    with as_(team, person) as ledger:
        ledger.open_case(opened(blind, purpose="blind", evidence_id=case_id))
    return blind


@pytest.mark.parametrize("how", ["began", "given", "given-and-taken", "drew"])
def test_nobody_hides_evidence_from_who_knows_it_by_giving_them_a_blind_reading(
    team: Server, case_id: str, how: str
) -> None:
    account = team.account("reviewer")
    if how == "began":
        with Ledger.open(team.owner) as owner:
            owner.open_case(opened(case_id))
        account = owner.actor
    else:
        begun(team, case_id, SEAL)
    with Ledger.open(team.owner) as owner:
        if how.startswith("given"):
            owner.add(case_id, Assigned(account, "reviewer"))
        if how == "given-and-taken":
            owner.add(case_id, Withdrawn(account))
        if how == "drew":
            owner.database.rows("INSERT INTO samples VALUES (?, ?, ?)", (case_id, account, "2026-03-05"))
    blind = blind_of(team, case_id)

    with as_(team, "colleague") as ledger, pytest.raises(Refused) as refused:
        ledger.add(blind, Assigned(account, "inspector"))

    assert refused.value.problems[0].code == "store-not-blind"


def test_a_blind_reading_that_is_sealed_hides_nothing_and_may_be_given_to_anybody(
    team: Server, case_id: str
) -> None:
    given(team, case_id, "reviewer")
    blind = blind_of(team, case_id)
    with as_(team, "colleague") as ledger:
        ledger.append(blind, 1, SEAL)
        ledger.add(blind, Assigned(team.account("reviewer"), "reviewer"))

    with as_(team, "reviewer") as reviewer:
        assert [read(reviewer, one).case.id for one in (case_id, blind)] == [case_id, blind]


def test_a_blind_reading_that_was_there_first_hides_no_case_from_who_begins_it(
    team: Server, case_id: str
) -> None:
    blind = blind_of(team, case_id)
    with as_(team, "colleague") as ledger:
        ledger.add(blind, Assigned(team.account("inspector"), "inspector"))

    with as_(team, "inspector") as inspector:
        inspector.open_case(opened(case_id))

        assert read(inspector, case_id).case.id == case_id


def test_an_administrator_erases_what_they_never_see(team: Server, case_id: str) -> None:
    given(team, case_id, "inspector")
    with as_(team, "inspector") as ledger:
        assert sought_in(ledger, Sought(case=case_id)) == [case_id]

    with as_(team, "administrator") as ledger:
        erase(ledger, case_id, "o1", "asked for")

    with Ledger.open(team.owner) as owner:
        assert [one.sequence for one in erased(owner) if one.case_id == case_id] == [1, 2, 3]
        assert [line for line in owner.summaries() if line.case_id == case_id] == []
        assert [one for one in verify(owner).problems if one.where.file == case_id] == []


def test_an_administrator_reads_a_case_as_hidden_and_not_as_erased(team: Server, case_id: str) -> None:
    begun(team, case_id)

    with as_(team, "administrator") as ledger, pytest.raises(Refused) as refused:
        read(ledger, case_id)

    assert refused.value.problems[0].code == "store-forbidden"


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_seen_is_no_problem_for_who_verifies(team: Server, case_id: str, role: Role) -> None:
    account = team.account(role)
    begun(team, case_id, SEAL, Assigned(account, role), Withdrawn(account))

    with as_(team, role) as ledger:
        assert verify(ledger).problems == ()


@pytest.mark.parametrize("other", ["trainee", "trainer", "inspector", "administrator"])
def test_a_role_lends_no_rights_where_it_does_not_see_the_case(
    team: Server, case_id: str, other: Role
) -> None:
    person = f"reviewer-and-{other}"
    team.sign_up(person, "reviewer", other)
    begun(team, case_id, SEAL, Assigned(team.account(person), "reviewer"))

    with as_(team, person) as ledger:
        read(ledger, case_id)
        with pytest.raises(Refused) as refused:
            ledger.append(case_id, 3, answered("vacant"))

    assert refused.value.problems[0].code == "store-forbidden"


def test_a_drawn_case_that_was_taken_away_is_not_seen_and_not_drawn_again(team: Server, case_id: str) -> None:
    begun(team, case_id, SEAL)
    with as_(team, "rim") as ledger:
        assert case_id in draw(ledger, 1000)
    with as_(team, "administrator") as ledger:
        ledger.add(case_id, Withdrawn(team.account("rim")))

    with as_(team, "rim") as ledger:
        assert case_id not in draw(ledger, 1000)
        assert ledger.events(case_id) == []


def test_what_was_drawn_and_not_told_is_told_by_the_next_draw(team: Server, case_id: str) -> None:
    begun(team, case_id, SEAL)
    with as_(team, "reviewer") as ledger:
        ledger.database.rows("SELECT draw_sample(1000)")

        drawn = draw(ledger, 1)

        told = Assigned(team.account("reviewer"), "reviewer", is_drawn=True)
        assert case_id in drawn
        assert ledger.events(case_id)[-1].happened == told


def test_only_the_owner_makes_a_backup(
    team: Server, case_id: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from assistant.store.copying import back_up

    path = tmp_path_factory.mktemp("b") / "b.sqlite"
    with as_(team, "inspector") as ledger, pytest.raises(Refused) as refused:
        back_up(ledger, path)

    assert refused.value.problems[0].code == "store-forbidden"
    assert not path.exists()


def test_functions_of_ones_own_do_not_take_the_place_of_the_ledgers(team: Server, case_id: str) -> None:
    begun(team, case_id)
    name = f"own_{secrets.token_hex(4)}"
    with team.plain() as owner:
        owner.execute(
            sql.SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(
                *map(sql.Identifier, (name, team.account("trainee")))
            )
        )
    try:
        with team.plain(team.account("trainee")) as trainee:
            for function in ("is_a(text)", "pg_has_role(name, text, text)", "is_given(text)"):
                trainee.execute(
                    f"CREATE FUNCTION {name}.{function} RETURNS boolean LANGUAGE sql AS 'SELECT true'".encode()
                )
            trainee.execute(f"SET search_path TO {name}, {team.schema}, pg_catalog".encode())

            seen = trainee.execute(b"SELECT 1 FROM events WHERE case_id = %s", (case_id,)).fetchall()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                trainee.execute(
                    b"INSERT INTO cases VALUES (%s, 'e', 'inspection', session_user)", (f"{case_id}-x",)
                )
    finally:
        with team.plain() as owner:
            owner.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))

    assert seen == []


def test_the_server_knows_every_kind_of_event(team: Server) -> None:
    with team.plain() as owner:
        known = owner.execute("SELECT kind FROM kinds").fetchall()

    assert {kind for (kind,) in known} == set(KINDS)


@pytest.mark.parametrize(
    "person, allowed", [("inspector", False), ("administrator", False), ("reviewer", True)]
)
def test_who_does_not_review_is_told_that_sampling_is_not_theirs(
    team: Server, person: str, *, allowed: bool
) -> None:
    with as_(team, person) as ledger:
        try:
            draw(ledger, 1)
            code = None
        except Refused as refused:
            code = refused.problems[0].code

    assert code == (None if allowed else "store-forbidden")


def test_a_line_of_the_list_that_says_something_else_is_found(team: Server, case_id: str) -> None:
    begun(team, case_id, by="inspector")
    with as_(team, "inspector") as ledger:
        line = summary_of(read(ledger, case_id))
        ledger.put_summary(line._replace(urn="SC999999"))

        found = [one.code for one in verify(ledger).problems if one.where.file == case_id]

    assert found == ["verify-payload"]


def test_roles_are_given_listed_and_taken(team: Server) -> None:
    database = team.owner.connect()
    assert isinstance(database, Postgres)
    with closing(database):
        give(database, team.account("nobody"), "trainee")
        there = Member(team.account("nobody"), "trainee") in members(database)
        take(database, team.account("nobody"), "trainee")
        gone = Member(team.account("nobody"), "trainee") not in members(database)

    assert there
    assert gone


def test_somebody_whom_the_server_does_not_know_gets_no_role(team: Server) -> None:
    database = team.owner.connect()
    assert isinstance(database, Postgres)
    with closing(database), pytest.raises(Refused) as refused:
        give(database, 'nobody"; DROP', "trainee")

    assert refused.value.problems[0].code == "store-no-person"


def test_an_order_of_erasure_is_the_administrators_own(team: Server, case_id: str) -> None:
    begun(team, case_id)
    with as_(team, "administrator") as ledger:
        ledger.append(case_id, 1, ErasureOrdered((1,), "o1", "asked for"))

        assert ledger.erased(case_id) == [1]
