"""Several people at once on the real server: a short form of `tests.long.serving`, which has forty for five minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.long.serving import Plan, run
from tests.serve.team import Team

pytestmark = [pytest.mark.postgres, pytest.mark.long]


async def test_several_work_at_once_and_nothing_is_lost_nor_left_nor_told(
    people: Team, tmp_path: Path
) -> None:
    plan = Plan(3, seconds=2, alone=5, pace=0.1, idle=600, grace=5, ends=("signed-out", "gone"))

    told = await run(people, plan, tmp_path)

    assert told.wrong == []
    assert told.answers > 3
    assert len(told.shares) == 3
    assert len(told.alone) == 5
    assert len(told.first_together) == 2
