"""`sccif judge` as people and scripts meet it: its output, its messages and its exit status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.pack import load_pack
from tests.cli.conftest import BEGUN, CASES, DECLINED, ROOT, Sccif
from tests.packs import REAL, changed

Golden = Callable[[str, str], None]

DOCUMENTED = {
    "case", "urn", "framework", "pack", "engine", "proposal", "possible", "areas", "findings",
    "case_review", "open", "flags",
}  # fmt: skip


def test_a_case_without_warnings_leaves_standard_error_empty_and_ends_with_0(sccif: Sccif) -> None:
    done = sccif("judge", BEGUN)

    assert done.status == 0
    assert done.err == ""


@pytest.mark.parametrize(
    "name, width", [("begun", "80"), ("declined", "80"), ("declined", "120")], ids=lambda part: part
)
def test_people_read_what_is_in_the_golden_file(sccif: Sccif, golden: Golden, name: str, width: str) -> None:
    done = sccif("judge", "--engine", "meaning", f"{CASES}/{name}.yaml", COLUMNS=width)

    # The digest changes with every edit of the pack.
    golden(f"judge-{name}-{width}.txt", re.sub(r"sha256:[0-9a-f]+…", "sha256:DIGEST…", done.out))


def test_no_line_is_wider_than_the_terminal(sccif: Sccif) -> None:
    done = sccif("judge", DECLINED, BEGUN)

    assert max(map(len, done.out.splitlines())) <= 80


def test_scripts_read_what_is_in_the_golden_file(sccif: Sccif, golden: Golden) -> None:
    done = sccif("judge", "--json", "--engine", "meaning", DECLINED)

    (judged,) = done.objects
    # The digest changes with every edit of the pack; that it is one is asserted here.
    digest = str(judged.pop("pack"))
    assert digest.startswith("sha256:")
    golden("judge-declined.json", json.dumps(judged, indent=1, ensure_ascii=False) + "\n")


def test_json_is_one_object_a_line_with_the_documented_keys(sccif: Sccif) -> None:
    done = sccif("judge", "--json", DECLINED, BEGUN)

    assert [judged["case"] for judged in done.objects] == ["sc000001-2019-03", "sc000002-2020-01"]
    assert all(judged.keys() >= DOCUMENTED for judged in done.objects)


def test_brief_is_one_line_a_case(sccif: Sccif, golden: Golden) -> None:
    done = sccif("judge", "--brief", DECLINED, BEGUN)

    golden("judge-brief.txt", done.out)


def test_both_engines_conclude_the_same(sccif: Sccif) -> None:
    by_meaning = sccif("judge", "--json", "--engine", "meaning", DECLINED).objects[0]
    usual = sccif("judge", "--json", DECLINED).objects[0]

    assert {**usual, "engine": ""} == {**by_meaning, "engine": ""}


def test_paragraphs_stand_once_after_all_cases(sccif: Sccif) -> None:
    done = sccif("judge", DECLINED, BEGUN)

    assert done.out.count("The inspector's professional judgement:") == 1


def test_paragraphs_can_be_left_out(sccif: Sccif) -> None:
    done = sccif("judge", "--no-paragraphs", BEGUN)

    assert "The paragraphs" not in done.out


def test_warnings_go_to_standard_error_and_change_no_exit_status(sccif: Sccif) -> None:
    done = sccif("judge", "--brief", DECLINED)

    assert done.status == 0
    assert set(done.codes) == {"case-reason-missing"}
    assert all(line.startswith(("warning: ", "    ")) for line in done.err.splitlines())


# Which cases


def test_good_cases_are_printed_and_bad_ones_reported(sccif: Sccif) -> None:
    done = sccif(
        "judge", "--brief", BEGUN, f"{CASES}/misshapen/unknown-question.yaml", "nowhere.yaml", DECLINED
    )

    assert done.status == 2
    assert [line.split()[0] for line in done.out.splitlines()] == ["sc000002-2020-01", "sc000001-2019-03"]
    assert done.codes[:2] == ["case-unknown-question", "file-missing"]
    assert f"{CASES}/misshapen/unknown-question.yaml:6:" in done.err


def test_problems_are_json_where_json_is_asked_for(sccif: Sccif) -> None:
    done = sccif("judge", "--json", "nowhere.yaml")

    assert done.status == 2
    assert json.loads(done.err)["code"] == "file-missing"


def test_no_case_at_all_is_bad_input(sccif: Sccif) -> None:
    done = sccif("judge")

    assert (done.status, done.codes) == (2, ["use-no-files"])


def test_yaml_is_read_from_standard_input(sccif: Sccif) -> None:
    done = sccif("judge", "--json", "-", stdin=(ROOT / BEGUN).read_text(encoding="utf-8"))

    assert [judged["case"] for judged in done.objects] == ["sc000002-2020-01"]


@pytest.mark.parametrize("indent", [None, 2], ids=["one line", "many lines"])
def test_json_is_read_from_standard_input(sccif: Sccif, indent: int | None) -> None:
    done = sccif("judge", "--json", "-", stdin=json.dumps({"sccif_case": 1, "case": "a"}, indent=indent))

    assert [judged["case"] for judged in done.objects] == ["a"]


LINES = "\n".join(
    [
        json.dumps({"sccif_case": 1, "case": "first"}),
        "",
        json.dumps({"sccif_case": 1, "case": "second", "purpose": "fun"}),
        '{"sccif_case": 1, "case": ',
        json.dumps({"sccif_case": 1, "case": "last", "about": "[AB] \u2028 \U0001f600"}, ensure_ascii=False),
    ]
)


@pytest.mark.parametrize("by", ["standard input", "a file"])
def test_json_lines_hold_a_case_a_line_and_problems_name_the_line(
    sccif: Sccif, tmp_path: Path, by: str
) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(LINES, encoding="utf-8")

    done = (
        sccif("judge", "--json", "-", stdin=LINES)
        if by == "standard input"
        else sccif("judge", "--json", str(file))
    )

    assert done.status == 2
    assert [judged["case"] for judged in done.objects] == ["first", "last"]
    problems = [json.loads(line) for line in done.err.splitlines()]
    assert [(problem["code"], problem["line"]) for problem in problems] == [
        ("shape-bad-value", 3),
        ("yaml-syntax", 4),
    ]


def test_an_empty_file_of_json_lines_is_bad_input(sccif: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n\n", encoding="utf-8")

    done = sccif("judge", str(file))

    assert (done.status, done.codes) == (2, ["file-empty"])


def test_a_line_of_json_lines_that_is_not_utf8_leaves_the_others_whole(sccif: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b'{"sccif_case": 1, "case": "\xff"}\n{"sccif_case": 1, "case": "b"}\n')

    done = sccif("judge", "--brief", str(file))

    assert done.status == 2
    assert f"{file}:1:28: " in done.err
    assert done.out.startswith("b ")


def test_endless_input_without_a_line_break_is_refused(sccif: Sccif) -> None:
    done = sccif("judge", "-", stdin=b"a" * (9 * 1024 * 1024))

    assert (done.status, done.codes) == (2, ["file-too-large"])


# Which pack


@pytest.mark.parametrize("before", [True, False], ids=["before the command", "after it"])
def test_a_pack_is_given_before_or_after_the_command(sccif: Sccif, before: bool) -> None:
    pack = ["--pack", "nowhere"]

    done = sccif(*pack, "judge", BEGUN) if before else sccif("judge", *pack, BEGUN)

    assert (done.status, done.codes) == (2, ["pack-missing"])


def test_the_pack_given_to_the_command_itself_is_the_one_used(sccif: Sccif) -> None:
    done = sccif("--pack", "nowhere", "judge", "--brief", "--pack", str(ROOT), BEGUN)

    assert done.status == 0


def test_a_changed_pack_is_named_with_its_digest_wherever_something_is_judged_by_it(
    sccif: Sccif, tmp_path: Path
) -> None:
    folder = changed(REAL, tmp_path, "knowledge/evidence.yaml", "What a child told", "All that a child told")
    digest = load_pack(folder).digest

    people = sccif("judge", "--pack", str(folder), BEGUN)
    (judged,) = sccif("judge", "--json", "--pack", str(folder), BEGUN).objects

    said = " ".join(people.out.split())
    assert people.codes == ["pack-changed"]
    assert f"digest {digest[:18]}…" in said
    assert "! this pack is not the one that came along, though it is called" in said
    assert judged["pack"] == digest
    assert [one["code"] for one in judged["warnings"]] == ["pack-changed"]  # type: ignore[attr-defined]
