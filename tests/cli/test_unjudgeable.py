"""A pack in which a case may come to nothing: commands that judge refuse it, those that mend it say what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.cli import main
from tests.cli.conftest import BEGUN, Sccif
from tests.packs import REAL, changed, problems

OTHERWISE = {"rules/judgement.yaml": "sustained-otherwise", "rules/evaluation.yaml": "area-sustained"}
JUDGING = ["judge", "judge --json", "judge --engine meaning", "whatif"]
MENDING = ["check", "test", "coverage", "show", "examples"]


@pytest.fixture(params=OTHERWISE)
def pack(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The pack without the rule that concludes where no other does."""
    file: str = request.param
    text = (REAL / file).read_text(encoding="utf-8")
    rule = re.search(rf"  - id: {OTHERWISE[file]}\n(?:    .*\n)*", text)
    assert rule
    return changed(REAL, tmp_path / "pack", file, rule[0], "")


@pytest.mark.parametrize("command", JUDGING)
def test_no_case_is_judged_by_a_pack_in_which_it_may_come_to_nothing(
    sccif: Sccif, pack: Path, command: str
) -> None:
    done = sccif(*command.split(), BEGUN, "--pack", str(pack))

    assert done.status == 2
    assert done.out == ""
    assert "[rule-otherwise]" in done.err or '"rule-otherwise"' in done.err


def test_it_is_told_as_rules_check_tells_it(sccif: Sccif, pack: Path) -> None:
    done = sccif("judge", "--json", BEGUN, "--pack", str(pack))

    told = [json.loads(line) for line in done.err.splitlines()]
    assert told == [one.as_json() for one in problems(pack) if one.code == "rule-otherwise"]
    assert all(one["line"] for one in told)


@pytest.mark.parametrize("command", ["open", "demo", "demo --plain"])
def test_the_app_does_not_start_on_it(
    pack: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = command.split(maxsplit=1)[0]
    monkeypatch.setattr(f"assistant.cli.{name}.has_terminal", lambda: True)

    status = main.main([*command.split(), "--pack", str(pack)])

    assert status == 2
    assert "[rule-otherwise]" in capsys.readouterr().err


@pytest.mark.parametrize("command", MENDING)
def test_the_commands_that_help_to_mend_it_still_load_it(sccif: Sccif, pack: Path, command: str) -> None:
    done = sccif("rules", command, "--pack", str(pack))

    assert done.status in (0, 1, 2)
    assert "rule-otherwise" not in done.err
    assert "the program failed" not in done.err
