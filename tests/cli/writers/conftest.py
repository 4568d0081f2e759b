"""A judged case to write."""

from __future__ import annotations

import pytest

from assistant.case import parse_case, read_case
from assistant.cli.writers import Result
from assistant.pack import load_pack
from assistant.reasoning import Judging
from tests.cli.conftest import DECLINED, ROOT


@pytest.fixture(scope="session")
def judging() -> Judging:
    return Judging(load_pack(), "meaning")


@pytest.fixture(scope="session")
def declined(judging: Judging) -> Result:
    judged = judging.judge(read_case(ROOT / DECLINED, judging.pack).case)
    return Result(judged, judging.ask(judged))


@pytest.fixture(scope="session")
def empty(judging: Judging) -> Result:
    judged = judging.judge(parse_case("sccif_case: 1\ncase: empty", judging.pack).case)
    return Result(judged, judging.ask(judged))
