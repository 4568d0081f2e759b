"""Every bad case file is refused with the codes, places and fields that its first lines expect."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from assistant.case import parse_case, read_case
from assistant.pack import Pack
from assistant.problems import CODES, Problem, Refused
from tests.case.conftest import FIXTURES
from tests.rights import as_modes_say

BAD = sorted((FIXTURES / "bad").glob("*.yaml"))
HEAD = "sccif_case: 1\ncase: c1\n"


def problems_of(path: Path, pack: Pack) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        read_case(path, pack)
    return refused.value.problems


def problems_in(text: str, pack: Pack) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        parse_case(text, pack, "case.yaml")
    return refused.value.problems


def told(problem: Problem) -> str:
    where = problem.where
    return f"{problem.code} {where.line or '-'}:{where.column or '-'} {where.field or '-'}"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_as_its_first_lines_expect(path: Path, pack: Pack) -> None:
    lines = path.read_bytes().decode(errors="replace").splitlines()
    expected = [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]

    problems = problems_of(path, pack)

    assert [told(problem) for problem in problems] == expected
    assert all(problem.where.file == str(path) for problem in problems)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_message_is_lower_case_without_full_stop_and_says_what_would_be_right(
    path: Path, pack: Pack
) -> None:
    for problem in problems_of(path, pack):
        for words in (problem.what, problem.right):
            assert words
            assert not words.endswith(".")
            assert not words[0].isupper() or words.startswith("YAML")
            assert "\n" not in words
            assert "string_" not in words
            assert "pydantic" not in words


def test_every_code_of_case_files_is_met_by_a_bad_file(pack: Pack) -> None:
    met = {problem.code for path in BAD for problem in problems_of(path, pack)}

    assert {code for code in CODES if code.startswith(("case-", "yaml-", "shape-"))} - met == {
        "case-odd-grade",
        "case-label-unregistered",  # warnings, which refuse nothing: see test_reading
        "case-reason-missing",
        "yaml-too-many-values",  # made below
    }


def test_a_missing_file_is_told(pack: Pack, tmp_path: Path) -> None:
    assert [problem.code for problem in problems_of(tmp_path / "none.yaml", pack)] == ["file-missing"]


def test_a_name_that_no_file_can_have_is_told(pack: Pack) -> None:
    assert [problem.code for problem in problems_of(Path("a\0b"), pack)] == ["file-missing"]


def test_a_folder_is_told(pack: Pack, tmp_path: Path) -> None:
    problem = problems_of(tmp_path, pack)[0]

    assert (problem.code, problem.what) == ("file-not-a-file", "this is a folder")


def test_a_named_pipe_without_a_writer_does_not_hold_the_program(pack: Pack, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    assert [problem.code for problem in problems_of(tmp_path / "pipe.yaml", pack)] == ["file-not-a-file"]


def test_a_device_is_told(pack: Pack) -> None:
    assert [problem.code for problem in problems_of(Path("/dev/zero"), pack)] == ["file-not-a-file"]


def test_a_file_that_may_not_be_read_is_told(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").touch(mode=0o000)

    with as_modes_say():
        problems = problems_of(tmp_path / "mine.yaml", pack)

    assert [problem.code for problem in problems] == ["file-unreadable"]


def test_a_file_of_no_bytes_is_told(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").touch()

    assert [problem.code for problem in problems_of(tmp_path / "empty.yaml", pack)] == ["file-empty"]


def test_a_file_in_utf16_is_told(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "utf16.yaml").write_text(HEAD, encoding="utf-16")

    problem = problems_of(tmp_path / "utf16.yaml", pack)[0]

    assert (problem.code, problem.what) == ("file-not-utf8", "the file is UTF-16")


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(pack: Pack, tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as large:
        large.truncate(50 * 1024 * 1024)
    begun = time.monotonic()

    problems = problems_of(tmp_path / "large.yaml", pack)

    assert [problem.code for problem in problems] == ["file-too-large"]
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("nested", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_nesting_without_end_is_refused_at_once(nested: str, pack: Pack) -> None:
    assert problems_in(f"{HEAD}timeline:\n  {nested}", pack)[0].code == "yaml-too-deep"


def test_values_without_end_are_refused(pack: Pack) -> None:
    text = f"{HEAD}timeline: [{'1, ' * 400_001}]"

    assert problems_in(text, pack)[0].code == "yaml-too-many-values"


def test_a_note_longer_than_notes_can_be_is_told_by_its_length(pack: Pack) -> None:
    problem = problems_in(f"{HEAD}notes: [{{id: n1, text: {'x' * 20_001}}}]", pack)[0]

    assert (problem.code, problem.what) == ("shape-bad-value", "`text` holds 20,001 characters")


def test_json_with_one_key_twice_is_refused_where_the_second_stands(pack: Pack) -> None:
    text = '{\n "sccif_case": 1,\n "case": "c1",\n "case": "c2"\n}'

    assert [told(problem) for problem in problems_in(text, pack)] == ["yaml-duplicate-key 4:2 case"]


def test_json_with_half_a_character_is_refused(pack: Pack) -> None:
    text = '{"sccif_case": 1, "case": "c1", "about": "\\ud83d"}'

    assert problems_in(text, pack)[0].code in {"yaml-syntax", "file-control-character"}


def test_every_problem_of_a_file_is_told_at_once_in_the_order_of_the_file(pack: Pack) -> None:
    text = f"{HEAD}purpose: play\nrecords:\n  manager: {{post: empty, when: today}}\n  nobody: {{}}\n"

    problems = problems_in(text, pack)

    assert [told(problem) for problem in problems] == [
        "shape-bad-value 3:10 purpose",
        "case-unknown-answer 5:19 records.manager.post",
        "case-unknown-question 5:26 records.manager.when",
        "case-unknown-record-type 6:3 records.nobody",
    ]


def test_the_nearest_right_word_is_named(pack: Pack) -> None:
    problem = problems_in(f"{HEAD}records: {{manager: {{post: vaccant}}}}", pack)[0]

    assert problem.right.startswith("did you mean `vacant`? use one of: registered, ")
