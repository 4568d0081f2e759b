"""The commands beside `judge`: rules, schema, doctor, demo and open."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import rich_click as click
from jsonschema import Draft202012Validator

from assistant.cli import admin, cases, main, rules
from assistant.cli.lazy import Command
from assistant.document import read_file
from assistant.pack import Pack, load_pack
from assistant.problems import CODES
from tests.cli.conftest import BEGUN, CASES, ROOT, Done, Sccif

Golden = Callable[[str, str], None]
GROUPS = {"rules": rules.COMMANDS, "cases": cases.COMMANDS, "admin": admin.COMMANDS}
TABLES = main.COMMANDS | {
    f"{group} {name}": entry for group, table in GROUPS.items() for name, entry in table.items()
}

MORE_THAN_ONE = re.compile("more than once|all of them together")

GOOD_CASES = [*(ROOT / CASES).glob("*.yaml"), *(ROOT / "knowledge/cases").glob("*.yaml")]
BAD_CASES = sorted((ROOT / CASES / "misshapen").glob("*.yaml"))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def validator(done: Done) -> Draft202012Validator:
    schema = json.loads(done.out)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


# Help


@pytest.mark.parametrize("name", TABLES)
def test_every_command_has_help_for_itself(sccif: Sccif, name: str) -> None:
    done = sccif(*name.split(), "--help")

    assert done.status == 0
    assert f"Usage: sccif {name}" in done.out


@pytest.mark.parametrize("entry", TABLES.values(), ids=list(TABLES))
def test_every_command_of_the_tables_is_there(entry: Command) -> None:
    assert isinstance(getattr(importlib.import_module(entry.module), entry.attribute), click.Command)


@pytest.mark.parametrize("entry", TABLES.values(), ids=list(TABLES))
def test_what_is_written_after_a_command_or_an_option_is_named_and_how_often_is_said(entry: Command) -> None:
    command = getattr(importlib.import_module(entry.module), entry.attribute)
    asked = click.Context(command)
    options = [one for one in command.params if isinstance(one, click.Option) and not one.is_flag]
    arguments = [one for one in command.params if isinstance(one, click.Argument) and one.nargs == 1]

    of_a_type = [
        one.opts for one in options if one.make_metavar(asked).rstrip().endswith(("INTEGER", "RANGE"))
    ]
    unsaid = [one.opts for one in options if one.multiple and not MORE_THAN_ONE.search(one.help or "")]
    unmarked = [one.name for one in arguments if one.required == one.make_metavar(asked).startswith("[")]

    assert (of_a_type, unsaid, unmarked) == ([], [], [])


@pytest.mark.parametrize("typed", ["alike --limit many", "review --seed 1.5", "admin sample all"])
def test_what_is_no_number_is_said_in_plain_words(here: Sccif, typed: str) -> None:
    done = here(*typed.split())

    assert (done.status, f"'{typed.rsplit(maxsplit=1)[-1]}' is no whole number\n" in done.err) == (2, True)


# Rules


def test_a_rule_is_shown_as_sentences(sccif: Sccif, golden: Golden) -> None:
    done = sccif("rules", "show", "declined-by-manager-presumption", "leaver-poor-plan-where-sound")

    assert done.status == 0
    golden("rules-show.txt", done.out)


def test_all_rules_are_listed_by_stage(sccif: Sccif, pack: Pack) -> None:
    done = sccif("rules", "show")

    listed = done.out.splitlines()
    assert all(f"  {rule.id}" in listed for rule in pack.rules)


def test_rules_are_shown_as_json_with_their_place(sccif: Sccif, pack: Pack) -> None:
    done = sccif("rules", "show", "--json")

    assert [rule["id"] for rule in done.objects] == [rule.id for rule in pack.rules]
    assert all(rule["concludes"] and rule["line"] for rule in done.objects)


def test_an_unknown_rule_is_bad_input_and_the_nearest_is_named(sccif: Sccif) -> None:
    done = sccif("rules", "show", "declined-by-manager-presumtion")

    assert (done.status, done.codes) == (2, ["rule-unknown-reference"])
    assert "declined-by-manager-presumption" in done.err


# Schema


@pytest.fixture(scope="module")
def case_schema(pack: Pack) -> Draft202012Validator:
    from assistant.cli.schemas import case_schema

    return Draft202012Validator(case_schema(pack))


def test_the_schema_printed_is_one(sccif: Sccif) -> None:
    done = sccif("schema", "case")

    Draft202012Validator.check_schema(json.loads(done.out))
    assert done.out.splitlines()[1].strip() == '"$schema": "https://json-schema.org/draft/2020-12/schema",'


@pytest.mark.parametrize("path", GOOD_CASES, ids=lambda path: path.stem)
def test_good_cases_fit_the_schema(case_schema: Draft202012Validator, path: Path) -> None:
    assert [error.json_path for error in case_schema.iter_errors(read_file(path).value)] == []


@pytest.mark.parametrize("path", BAD_CASES, ids=lambda path: path.stem)
def test_bad_cases_fit_neither_the_schema_nor_the_reader(
    sccif: Sccif, case_schema: Draft202012Validator, path: Path
) -> None:
    assert list(case_schema.iter_errors(read_file(path).value)) != []
    assert sccif("judge", str(path)).status == 2


def test_json_may_hold_its_own_numbers_and_switches(case_schema: Draft202012Validator) -> None:
    case = {
        "sccif_case": 1,
        "case": "a",
        "home": {"children_now": 4},
        "judgement": {"decided": "sustained", "departure": True, "reasons": "as said"},
        "records": {"protection": {"incidents_by_month": {"2019-01": 3}}},
    }

    assert list(case_schema.iter_errors(case)) == []


@pytest.mark.parametrize(
    "kind, files",
    [
        ("rules", "rules/**/*.yaml"),
        ("knowledge", "knowledge/*.yaml"),
        ("knowledge", "knowledge/[qr]*/*.yaml"),
    ],
)
def test_the_pack_fits_its_own_schemas(sccif: Sccif, kind: str, files: str) -> None:
    schema = validator(sccif("schema", kind))

    found = [path for path in ROOT.glob(files) if path.name != "properties.yaml"]
    assert found
    assert [path.name for path in found if not schema.is_valid(read_file(path).value)] == []


@pytest.mark.parametrize("kind", ["case", "rules", "knowledge"])
def test_no_schema_asks_of_a_list_what_only_text_has(sccif: Sccif, kind: str) -> None:
    def parts(of: object) -> Iterator[Mapping[str, object]]:
        if isinstance(of, dict):
            yield of
        for inner in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
            yield from parts(inner)

    lists = [part for part in parts(json.loads(sccif("schema", kind).out)) if "items" in part]

    assert lists
    assert not [part for part in lists if "minLength" in part]


# Doctor


def test_doctor_says_what_is_here(sccif: Sccif, pack: Pack) -> None:
    done = sccif("doctor")

    assert done.status == 0
    assert pack.digest in done.out
    assert all(part in done.out for part in ("sccif-assistant", "Python", "Engine", "utf-8"))


def test_doctor_answers_in_json(sccif: Sccif, pack: Pack) -> None:
    (found,) = sccif("doctor", "--json").objects

    assert found.keys() == {"program", "python", "engine", "pack", "config", "store", "terminal", "text"}
    assert isinstance(found["pack"], dict)
    assert found["pack"]["digest"] == pack.digest


def test_doctor_tells_of_a_pack_that_cannot_be_used(sccif: Sccif) -> None:
    done = sccif("doctor", "--pack", "nowhere")

    assert (done.status, done.codes) == (2, ["pack-missing"])
    assert "cannot be used" in done.out


def test_doctor_prints_every_code(sccif: Sccif) -> None:
    in_words = sccif("doctor", "--codes").out
    as_json = sccif("doctor", "--codes", "--json").objects

    assert [line.split()[0] for line in in_words.splitlines() if not line.startswith(" ")] == list(CODES)
    assert [code["code"] for code in as_json] == list(CODES)


def test_doctor_says_what_one_code_means(sccif: Sccif) -> None:
    known, unknown = sccif("doctor", "store-held"), sccif("doctor", "store-hel")

    assert known.out.split()[:2] == ["store-held", "error"]
    assert (unknown.status, unknown.codes) == (2, ["use-unknown-code"])
    assert "did you mean `store-held`" in unknown.err


@pytest.mark.parametrize("typed, meant", [(("judg",), "judge"), (("cases", "histry"), "history")])
def test_a_command_that_is_nearly_one_is_asked_for(sccif: Sccif, typed: tuple[str, ...], meant: str) -> None:
    done = sccif(*typed)

    assert done.status == 2
    assert f"no such command '{typed[-1]}'; did you mean '{meant}'?" in done.err


# Demo and open


def test_demo_without_a_terminal_prints_a_judged_sample_and_a_line_on_the_others(
    sccif: Sccif, sample_pack: Path
) -> None:
    done = sccif("demo", "--pack", str(sample_pack))

    assert done.status == 0
    assert "Proposal    ▼ declined in effectiveness" in done.out
    assert "The other sample cases\n  sc000002-2020-01 " in done.out


def test_demo_of_a_pack_without_samples_says_so(sccif: Sccif, sample_pack: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_pack / "rules", tmp_path / "rules")
    shutil.copytree(sample_pack / "knowledge", tmp_path / "knowledge", ignore=shutil.ignore_patterns("cases"))

    done = sccif("demo", "--pack", str(tmp_path))

    assert (done.status, done.codes) == (2, ["file-missing"])


def test_open_needs_a_terminal(sccif: Sccif) -> None:
    done = sccif("open", BEGUN)

    assert (done.status, done.codes) == (2, ["use-no-terminal"])
