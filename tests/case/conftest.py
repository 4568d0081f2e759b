"""The pack that all tests of cases share."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.case import Case, read_case
from assistant.pack import Pack, load_pack

FIXTURES = Path(__file__).parents[1] / "fixtures" / "cases"


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="session")
def published(pack: Pack) -> Case:
    return read_case(FIXTURES / "good" / "as_published.yaml", pack).case
