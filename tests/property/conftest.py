"""The pack and the judging that all property tests share."""

from __future__ import annotations

import pytest

from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="session")
def judging(pack: Pack) -> Judging:
    return Judging(pack)
