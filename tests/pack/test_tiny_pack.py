"""Another framework is data: a pack about allotments judges without a change to any Python file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.case import Case, parse_case
from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging, Node, as_json, explain, flags
from assistant.work.examples import run_examples
from assistant.work.report.drafting import draft
from tests.packs import TINY, changed

WASTED = """
sccif_case: 1
case: plot-12
plot: {kind: half, holder: "12"}
notes:
  - {id: n1, date: 2021-06-01, source: eyes, text: "The hose was running when we came."}
complete: bed
records:
  part:
    soil: {walked: "yes", said: fine}
    water: {walked: "yes", said: nothing}
  ground: {moved: richer, weeds: clean}
  water: {care: badly, moved: {answer: wasted, supports: n1}}
  bed:
    - {label: B1, use: crop, bore: enough}
    - {label: B2, use: fallow}
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(TINY)


@pytest.fixture(scope="module", params=["durable-rules", "meaning"])
def judging(pack: Pack, request: pytest.FixtureRequest) -> Judging:
    if request.param == "durable-rules":
        pytest.importorskip("durable.engine")
    return Judging(pack, request.param)


@pytest.fixture
def case(pack: Pack) -> Case:
    return parse_case(WASTED, pack, "plot-12.yaml").case


def texts(node: Node) -> list[str]:
    return [node.text, *(text for child in node.children for text in texts(child))]


def test_it_judges_a_case_by_its_own_outcomes(judging: Judging, case: Case) -> None:
    judged = judging.judge(case)

    assert (judged.proposal.judgement, judged.proposal.standing, judged.proposal.ground) == (
        "warn",
        "settled",
        "seen",
    )
    assert judged.areas == {"soil": "better", "water": "worse"}
    assert judged.known.judgement.rests_on == ("warned",)
    assert [reading.consider for reading in judged.known.case_review] == [True]


def test_what_is_open_leaves_its_own_outcomes_possible(judging: Judging, pack: Pack) -> None:
    case = parse_case(
        "sccif_case: 1\ncase: plot-13\n"
        "records: {part: {water: {walked: 'yes'}}, water: {care: well, moved: wasted}}\n",
        pack,
    ).case

    judged = judging.judge(case)

    assert judged.certain.possible == ("warn",)
    assert judged.certain.evaluations["soil"] == ("passed_over", "worse", "better", "alike")


def test_it_explains_in_its_own_words(judging: Judging, case: Case) -> None:
    told = " / ".join(text for node in explain(judging.judge(case)) for text in texts(node))

    assert "More water is wasted" in told
    assert "Water is used badly" in told


def test_it_flags_what_has_no_note(judging: Judging, case: Case) -> None:
    kinds = {flag.kind for flag in flags(judging.judge(case))}

    assert {"no_source", "single_source"} <= kinds


@pytest.mark.parametrize("place", ["{}", "{0}", "{at.__class__}", "{at", "{colour}"])
def test_a_flag_with_a_place_that_nothing_fills_is_shown_as_it_stands(tmp_path: Path, place: str) -> None:
    old, new = "Nothing is linked to {at}.", f"Nothing is linked to {place}."
    pack = load_pack(changed(TINY, tmp_path, "knowledge/evidence.yaml", old, new))

    found = flags(Judging(pack, "meaning").live(parse_case(WASTED, pack).case))

    assert new in {flag.asks for flag in found}


def test_it_comes_out_as_json(judging: Judging, case: Case) -> None:
    judged = judging.judge(case)

    told = json.loads(json.dumps(as_json(judged, judging.ask(judged))))

    assert told["proposal"]["judgement"] == "warn"
    assert told["pack_version"] == "allotment-yearly-walk 0.1.0"
    assert "Bed B2 rests" in {finding["say"] for finding in told["findings"]}


def test_it_drafts_a_report_under_its_own_headings(judging: Judging, case: Case) -> None:
    report = draft(judging.judge(case))

    (letter,) = report.parts
    assert (letter.title, [area.id for area in letter.parts]) == ("Letter", list(judging.pack.areas))
    told = {
        ground.id for one in report.paragraphs for ground in one.grounds.values() if ground.kind == "finding"
    }
    assert told == {f"{one.rule} {one.key}" for one in judging.judge(case).known.findings}
    assert "The hose was running when we came." in " ".join(one.text for one in report.paragraphs)


def test_its_examples_come_out_on_every_engine(judging: Judging, pack: Pack) -> None:
    results = run_examples(pack, judging)

    assert [str(one) for result in results for one in result.problems] == []
    assert {result.rule for result in results} == set(pack.rules_by_id)
