"""`sccif rules prove` and the warnings that a rule base with a broken property brings everywhere."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.case import read_case
from assistant.pack import load_pack
from tests.cli.conftest import DECLINED, ROOT, Sccif, started
from tests.packs import REAL, TINY, changed

SAMPLE = "knowledge/cases/07-declined-presumed-no-manager.yaml"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack without the presumption."""
    pack = changed(
        REAL,
        tmp_path_factory.mktemp("broken"),
        "rules/judgement.yaml",
        "    when: [{findings: {weight: presumption}, at_least: 1}]\n    unless: [{answers: {manager.rebuttal: [recorded, agreed]}}]\n    conclude: declined\n",
        "    when: [{findings: {weight: presumption}, at_least: 9}]\n    conclude: declined\n",
    )
    (pack / "knowledge" / "cases").mkdir()
    shutil.copy(ROOT / SAMPLE, pack / "knowledge" / "cases")
    return pack


def test_the_shipped_rules_are_proved(sccif: Sccif) -> None:
    done = sccif("rules", "prove")

    assert done.status == 0
    assert done.out.rstrip().endswith("all 24 properties proved")
    assert "BROKEN" not in done.out


def test_a_broken_property_is_shown_with_a_case_that_judge_reads(
    sccif: Sccif, broken: Path, tmp_path: Path
) -> None:
    done = sccif("rules", "prove", "--pack", str(broken), "--save", str(tmp_path))

    assert done.status == 1
    assert "BROKEN  A home caught by the manager presumption" in done.out
    assert "sccif_case: 1" in done.out
    pack = load_pack(broken)
    case = read_case(tmp_path / "presumption-declines-1.yaml", pack).case
    assert case.id == "presumption-declines"
    judged = sccif("judge", "--brief", "--pack", str(broken), str(tmp_path / "presumption-declines-1.yaml"))
    assert judged.status == 0
    assert "▼" not in judged.out


def test_each_property_is_one_line_of_json(sccif: Sccif, broken: Path) -> None:
    done = sccif("rules", "prove", "--json", "--pack", str(broken))

    told = {one["property"]: one for one in map(json.loads, done.out.splitlines())}
    assert told["floor-declines"]["holds"] is True
    way = told["presumption-declines"]["broken"][0]
    assert "a case comes to `" in way["what"]
    assert way["case"].startswith("sccif_case: 1\n")


def test_every_output_of_a_broken_rule_base_names_the_property(sccif: Sccif, broken: Path) -> None:
    sccif("rules", "prove", "--pack", str(broken))  # what is not proved before is proved by `judge` itself
    named = "`presumption-declines`"

    for args in (
        ["judge", SAMPLE],
        ["judge", "--brief", SAMPLE],
        ["judge", "--json", SAMPLE],
        ["whatif", SAMPLE, "--limit", "1"],
        ["whatif", "--json", SAMPLE, "--limit", "1"],
        ["demo"],
    ):
        done = sccif(*args, "--pack", str(broken))
        assert done.status == 0, done.err
        assert named in done.out, args
    for args in (["rules", "show"], ["rules", "test"], ["rules", "coverage", "--rule", "lasting-harm"]):
        assert named in sccif(*args, "--pack", str(broken)).err, args
    assert named in sccif("rules", "check", "--pack", str(broken)).out
    assert "BROKEN: " in sccif("doctor", "--pack", str(broken)).out


def test_judging_proves_what_was_not_proved_before_and_keeps_it(sccif: Sccif, broken: Path) -> None:
    first = sccif("judge", "--json", SAMPLE, "--pack", str(broken))
    again = sccif("doctor", "--pack", str(broken))

    warned = json.loads(first.out)["warnings"]
    broken_ones = [one["what"] for one in warned if one["code"] == "property-broken"]
    assert "presumption-declines" in {what.split("`")[1] for what in broken_ones}
    assert "not proved yet" not in again.out


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_of_a_pack_that_states_no_properties_it_is_said_that_nothing_was_proved(
    sccif: Sccif, form: list[str]
) -> None:
    done = sccif("rules", "prove", *form, "--pack", str(TINY))

    assert done.status == 0
    assert done.out == ""
    assert "states no properties, so nothing was proved" in done.err


def test_that_nothing_was_proved_is_said_once_with_what_is_judged(sccif: Sccif, tmp_path: Path) -> None:
    pack = changed(
        REAL, tmp_path, "rules/judgement.yaml", "id: sustained-otherwise", "id: sustained-otherwise"
    )
    (pack / "rules/properties.yaml").unlink()

    text, told = (sccif("judge", *form, SAMPLE, "--pack", str(pack)) for form in ([], ["--json"]))

    assert text.out.count("states no properties") == 1
    assert text.codes == ["pack-changed", "property-none"]
    assert [one["code"] for one in json.loads(told.out)["warnings"]] == text.codes
    assert "nothing: it states no properties" in sccif("doctor", "--pack", str(pack)).out


def test_a_property_that_speaks_of_nothing_is_refused_with_its_place(sccif: Sccif, tmp_path: Path) -> None:
    pack = changed(REAL, tmp_path, "rules/properties.yaml", "by: [blind]", "by: [blnd]")

    done = sccif("rules", "prove", "--pack", str(pack))

    assert done.status == 2
    assert "rules/properties.yaml:" in done.err
    assert "there is no check `blnd`" in done.err


def test_what_was_proved_is_written_beside_the_rules_when_asked_and_all_holds(
    sccif: Sccif, broken: Path, tmp_path: Path
) -> None:
    pack = changed(
        REAL, tmp_path, "rules/judgement.yaml", "No judgement is due at this inspection", "None is due"
    )
    before = (broken / "rules" / "proved.json").read_text()

    sccif("rules", "prove", "--record", "--pack", str(pack))
    sccif("rules", "prove", "--record", "--pack", str(broken))

    assert json.loads((pack / "rules" / "proved.json").read_text())["pack"] == load_pack(pack).digest
    assert (broken / "rules" / "proved.json").read_text() == before


def test_ctrl_c_while_rules_are_proved_ends_with_130_and_says_how_far_it_came(
    environment: dict[str, str],
) -> None:
    process = started(environment, "rules", "prove")
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"proved")  # the long proofs come next

    process.send_signal(signal.SIGINT)

    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.startswith(b"sccif: stopped after ")
    assert len(said.split(b"\n")) == 3  # one line, and the one that ends what the terminal shows of ^C


@pytest.mark.parametrize(
    "dropped", ["KeyboardInterrupt", "ctypes.ArgumentError('argument 1: KeyboardInterrupt: ')"]
)
def test_ctrl_c_that_python_drops_comes_once_more(environment: dict[str, str], dropped: str) -> None:
    program = """
import ctypes
import signal
import time
from assistant.cli.main import main
from assistant.cli import schema

# What a shell starts in the background ignores Ctrl-C, and so would its children.
signal.signal(signal.SIGINT, signal.default_int_handler)

class Gone:
    def __del__(self):
        raise DROPPED

def run(**options):
    Gone()
    for _ in range(1000):
        time.sleep(0.01)

schema.command.callback = run
raise SystemExit(main(["schema", "case"]))
"""
    program = program.replace("DROPPED", dropped)
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, timeout=60)

    assert (done.returncode, done.stderr.strip()) == (130, b"")


def test_ctrl_c_inside_a_call_of_the_solver_ends_quietly_with_130(environment: dict[str, str]) -> None:
    program = """
import ctypes
import signal
from assistant.cli.main import main
from assistant.cli import schema

signal.signal(signal.SIGINT, signal.default_int_handler)

class Argument:
    @classmethod
    def from_param(cls, value):
        signal.raise_signal(signal.SIGINT)

def run(**options):
    call = ctypes.CDLL(None).abs
    call.argtypes = [Argument]
    call(1)

schema.command.callback = run
raise SystemExit(main(["schema", "case"]))
"""
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, timeout=60)

    assert (done.returncode, done.stderr.strip()) == (130, b"")


def test_where_nothing_can_be_written_it_is_said(sccif: Sccif, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")

    done = sccif("rules", "prove", "--save", str(tmp_path / "a-file" / "below"))

    assert done.status == 2
    assert "nothing can be written there" in done.err


def test_what_would_change_a_judgement_is_told_in_words(sccif: Sccif) -> None:
    done = sccif("whatif", SAMPLE, "--to", "sustained", "--limit", "3")

    assert done.status == 0
    assert "What would lead to: ■ sustained effectiveness" in done.out
    assert "instead of “" in done.out
    assert "improved effectiveness" not in done.out


def test_the_second_answer_of_a_set_stands_under_the_first(sccif: Sccif) -> None:
    case = "knowledge/cases/12-declined-on-balance.yaml"

    done = sccif("whatif", case, "--to", "improved", "--limit", "1")

    lines = done.out.splitlines()
    (first,) = (line for line in lines if line.startswith("  1. "))
    also = [line for line in lines if line.lstrip().startswith("and ")]
    assert first
    assert also
    assert all(line.startswith("     and ") for line in also)


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_what_is_held_is_told_where_no_change_of_answers_leads_there(sccif: Sccif, form: list[str]) -> None:
    done = sccif("whatif", SAMPLE, "--to", "none", *form)

    assert done.status == 0
    if form:
        (searched,) = json.loads(done.out)["searched"]
        assert searched["held"] == {"matters": True, "alone": ["home.judgement_due"]}
    else:
        told = " ".join(done.out.split())
        assert "facts are held as they are, and choices that these rules do not let vary" in told
        assert "another answer to “The home: Is a judgement due at this inspection?” could lead" in told


def test_what_is_concluded_already_is_said_to_be(sccif: Sccif) -> None:
    done = sccif("whatif", SAMPLE, "--to", "declined")

    assert done.status == 0
    assert "declined in effectiveness is what is concluded already" in done.out


def test_a_judgement_that_the_pack_does_not_have_is_refused(sccif: Sccif) -> None:
    done = sccif("whatif", DECLINED, "--to", "splendid")

    assert done.status == 2
    assert "[use-unknown-judgement]" in done.err
    assert "use one of: none, withheld, declined, improved, sustained" in done.err


def test_what_would_change_it_as_json_is_one_object_a_case(sccif: Sccif) -> None:
    done = sccif("whatif", SAMPLE, "--json", "--limit", "2")

    told = json.loads(done.out)
    assert told["concluded"] == "declined"
    assert {one["judgement"] for one in told["what_if"]} <= {"improved", "sustained"}
    for one in told["what_if"]:
        assert one["proposal"]["judgement"] == one["judgement"]
        assert all({"question", "now", "then"} == change.keys() for change in one["changes"])
    assert [one["judgement"] for one in told["searched"]] == ["improved", "sustained"]


def test_a_case_that_cannot_be_read_is_reported_as_judge_does(sccif: Sccif) -> None:
    done = sccif("whatif", str(ROOT / "tests/fixtures/cases/bad/unknown_answer.yaml"))

    assert done.status == 2
    assert "Traceback" not in done.err
    assert "[" in done.err
