"""Every test of the ledger that asks for `address` is run on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.store import Address, Ledger
from tests.store.stores import Server, server


@pytest.fixture
def file(tmp_path: Path) -> Address:
    path = tmp_path / "ledger.sqlite"
    return Address(str(path), path)


@pytest.fixture(scope="session")
def schema() -> Iterator[Server]:
    """One schema for all tests that use cases of their own in it."""
    with server() as made:
        yield made


@pytest.fixture
def own_schema(schema: Server) -> Server:
    """A schema that is empty."""
    schema.empty()
    return schema


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest) -> Address:
    """An empty store on either database."""
    if request.param == "sqlite":
        found: Address = request.getfixturevalue("file")
        return found
    made: Server = request.getfixturevalue("own_schema")
    return made.owner


@pytest.fixture
def ledger(address: Address) -> Iterator[Ledger]:
    with Ledger.open(address) as opened:
        yield opened
