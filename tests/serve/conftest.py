"""What the tests of the server share: a team with a database, and the server before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.team import Serving, Team, serving, team


@pytest.fixture(scope="session")
def people() -> Iterator[Team]:
    """A team, on a PostgreSQL server of its own."""
    with team() as made:
        yield made


@pytest.fixture(scope="module")
def served(people: Team, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The server before it; what one test leaves the next one finds."""
    with serving(people.url, tmp_path_factory.mktemp("people")) as started:
        yield started


@pytest.fixture
def alone(people: Team, tmp_path: Path) -> Iterator[Serving]:
    """A server of one test's own."""
    with serving(people.url, tmp_path) as started:
        yield started
