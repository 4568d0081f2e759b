"""What a shell is told when somebody presses tab."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import BEGUN, Done, Sccif

CASE = "sc000002-2020-01"


def completed(sccif: Sccif, words: str) -> list[str]:
    """What stands to choose from at the end of these words, as bash is told."""
    count = len(words.split()) - (not words.endswith(" "))
    done: Done = sccif(_SCCIF_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(count))
    assert done.err == ""
    return done.out.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_the_program_itself(sccif: Sccif, shell: str) -> None:
    done = sccif("completion", shell)

    assert done.status == 0
    assert f"_SCCIF_COMPLETE={shell}_complete" in done.out


def test_a_shell_that_there_is_no_script_for_is_bad_input(sccif: Sccif) -> None:
    assert sccif("completion", "tcsh").status == 2


def test_commands_and_options_are_completed(sccif: Sccif) -> None:
    assert completed(sccif, "sccif inter") == ["plain,interview"]
    assert completed(sccif, "sccif cases her") == []
    assert completed(sccif, "sccif cases hea") == ["plain,heads"]
    assert completed(sccif, "sccif interview --br") == ["plain,--brief"]


def test_names_of_cases_are_completed_and_files_where_they_may_stand(sccif: Sccif) -> None:
    sccif("cases", "import", BEGUN)

    for command in ("cases history", "cases decide", "cases case-review", "review"):
        assert completed(sccif, f"sccif {command} sc") == [f"plain,{CASE}"]
    assert completed(sccif, "sccif interview sc") == ["file,sc", f"plain,{CASE}"]
    assert completed(sccif, "sccif open other") == ["file,other"]


def test_readings_of_scenarios_are_not_among_the_names_of_cases(sccif: Sccif) -> None:
    sccif("cases", "import", BEGUN)
    sccif("train", "three-at-the-table", stdin="done\n")

    assert completed(sccif, "sccif cases history ") == [f"plain,{CASE}"]


def test_a_store_that_is_not_there_is_not_made(sccif: Sccif, tmp_path: Path) -> None:
    assert completed(sccif, "sccif cases show ") == []
    assert not (tmp_path / "ledger.sqlite").exists()


def test_a_file_that_is_no_store_and_a_server_give_no_names(sccif: Sccif, tmp_path: Path) -> None:
    (tmp_path / "other.sqlite").write_text("no store", encoding="utf-8")

    assert completed(sccif, f"sccif --store {tmp_path}/other.sqlite cases show ") == []
    assert completed(sccif, "sccif --store postgresql://nobody@127.0.0.1:9/x cases show ") == []
