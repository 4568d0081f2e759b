"""The address of a store: which there are, and that a password is never told."""

from __future__ import annotations

import pytest

from assistant.problems import Refused
from assistant.store import Address, Ledger, parse_address
from assistant.store.address import VARIABLE, default_path

SECRET = "hunter2"


@pytest.mark.parametrize("text", ["cases.sqlite", "sqlite:///cases.sqlite"])
def test_a_path_is_a_file(text: str) -> None:
    address = parse_address(text)

    assert (str(address.path), address.name) == ("cases.sqlite", "cases.sqlite")


def test_without_a_name_it_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "elsewhere.sqlite")

    assert parse_address().name == "elsewhere.sqlite"


@pytest.mark.parametrize("said", [None, "", " "])
def test_without_any_word_it_is_the_usual_file(monkeypatch: pytest.MonkeyPatch, said: str | None) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if said is not None:
        monkeypatch.setenv(VARIABLE, said)

    assert parse_address().path == default_path()


def test_a_server_is_named_with_its_schema_and_without_a_password_or_what_is_asked_of_it() -> None:
    address = parse_address(
        f"postgresql://anna:{SECRET}@db.example:5433/cases?schema=north&password={SECRET}"
    )

    assert address.schema == "north"
    assert repr(address) == "Address(postgresql://anna@db.example:5433/cases?schema=north)"


def test_a_server_that_has_a_number_for_a_name_is_named_as_it_can_be_written_again() -> None:
    assert parse_address("postgresql://anna@[::1]:5433/cases").name == "postgresql://anna@[::1]:5433/cases"


@pytest.mark.parametrize(
    "text",
    [
        f"mysql://anna:{SECRET}@db/cases",
        f"postgresql:/anna:{SECRET}@db/cases",
        f"postgres:anna:{SECRET}@db",
        f"POSTGRES:/anna:{SECRET}@db",
        f"postgresql://anna:{SECRET}@db:port/cases",
        f"postgresql://anna:1/{SECRET}@db/cases",
        f"postgresql://anna:1?{SECRET}@db/cases",
        f"postgresql://anna:1#{SECRET}@db/cases",
        f"postgresql://anna:{SECRET}@[db/cases",
        f"postgresql://anna:{SECRET}@db/cases?schema=No; DROP",
    ],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_address(text)

    assert refused.value.problems[0].code == "store-address"
    assert "hunter" not in _everything(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://anna:{SECRET}@127.0.0.1:1/cases",
        f"postgresql://anna:{SECRET}@nowhere.invalid/cases",
        f"postgresql://anna:p@{SECRET}@127.0.0.1:1/cases",
        f"postgresql://anna:{SECRET}%40nowhere.invalid@127.0.0.1:1/cases",
        f"postgresql://anna@127.0.0.1:1/cases?password={SECRET}",
        f"postgresql://anna@127.0.0.1:1/cases?passwort={SECRET}",
        f"postgresql://anna:{SECRET}@127.0.0.1:1/cases?connect_timeout=soon",
    ],
)
def test_a_server_that_cannot_be_reached_is_told_without_the_password(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Ledger.open(parse_address(text))

    assert refused.value.problems[0].code == "store-unreachable"
    assert "hunter" not in _everything(refused.value)


def test_whoever_signs_in_is_who_they_are_whatever_the_address_says_beside() -> None:
    given = (
        f"postgresql://127.0.0.1/cases?user=owner&password={SECRET}&passfile=/x&service=s&require_auth=none"
    )

    asked = parse_address(given).of_person("anna", "typed").parts()

    assert (asked["user"], asked["password"], asked["require_auth"]) == ("anna", "typed", "scram-sha-256")
    assert asked["passfile"] == "/dev/null"
    assert "service" not in asked


@pytest.mark.postgres
@pytest.mark.parametrize(
    "user, code",
    [("nobody_of_this_name", "store-unreachable"), ("postgres", "store-not-set-up")],
)
def test_a_server_that_says_no_is_told_without_the_password(user: str, code: str) -> None:
    address = parse_address(f"postgresql://{user}:{SECRET}@127.0.0.1/postgres?schema=not_there")

    with pytest.raises(Refused) as refused:
        Ledger.open(address)

    assert refused.value.problems[0].code == code
    assert "hunter" not in _everything(refused.value)


@pytest.mark.postgres
def test_a_connection_shows_no_password() -> None:
    database = Address(f"postgresql://postgres:{SECRET}@127.0.0.1/postgres", None).connect()

    shown = f"{database!r} {database.name} {database.actor}"
    database.close()

    assert "hunter" not in shown


def _everything(error: BaseException | None) -> str:
    """What an error says, and what was behind it."""
    told = ""
    while error is not None:
        told += f"{error} {error!r} {error.args}\n"
        error = error.__cause__ or error.__context__
    return told


@pytest.mark.parametrize("text", [":memory:", "sqlite:///:memory:"])
def test_a_store_that_would_not_last_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_address(text)

    assert refused.value.problems[0].code == "store-address"


@pytest.mark.parametrize("given", ["", "  "])
def test_a_store_that_is_named_by_nothing_is_refused_and_not_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(VARIABLE, "elsewhere.sqlite")

    with pytest.raises(Refused) as refused:
        parse_address(given)

    assert refused.value.problems[0].code == "store-address"
    assert "path of a file" in refused.value.problems[0].right
