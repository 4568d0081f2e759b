"""A rule file that cannot be used is refused with the code, file, line, column and field of each mistake."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.packs import REAL, TINY, changed, problems, text_at

FINDINGS, LATER = "rules/findings.yaml", "rules/later.yaml"
EXAMPLES = "rules/examples/all.yaml"


class Broken(NamedTuple):
    """A change that breaks a file, and what is told of it."""

    file: str
    old: str
    new: str
    code: str
    field: str | None
    at: str
    """The text at the line and column that are told."""
    right: str
    """What the person is told to write."""


BROKEN = {
    "an unknown question": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: {spilt: [wasted]}", "rule-unknown-reference",
        "rules[7].when.spilt", "[wasted]", "`question` of its own record",
    ),
    "an unknown answer": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: {moved: [spilt]}", "rule-unknown-reference",
        "rules[7].when.moved", "[spilt]", "use one of: saved, same, wasted",
    ),
    "an unknown record type": Broken(
        FINDINGS, "for: bed\n    when: {bore", "for: border\n    when: {bore", "rule-unknown-reference",
        "rules[5].for", "border", "use one of: plot, part, ground, bed, water",
    ),
    "an unknown area": Broken(
        FINDINGS, "{area: water, direction: alarm", "{area: air, direction: alarm", "rule-unknown-reference",
        "rules[8].find.area", "air", "use one of: soil, water",
    ),
    "an unknown direction": Broken(
        FINDINGS, "direction: alarm", "direction: sideways", "rule-unknown-reference",
        "rules[8].find.direction", "sideways", "use one of: forward, still, back, alarm",
    ),
    "an unknown weight": Broken(
        FINDINGS, "weight: ruled", "weight: crushing", "rule-unknown-reference",
        "rules[9].find.weight", "crushing", "use one of: light, heavy, ruled",
    ),
    "an unknown footing": Broken(
        FINDINGS, "rests_on: crop", "rests_on: hearsay", "rule-unknown-reference",
        "rules[5].find.rests_on", "hearsay", "use one of: compared",
    ),
    "an unknown paragraph": Broken(
        LATER, "cites: 7/meeting\n    basis: related", "cites: 8/meeting\n    basis: related",
        "rule-unknown-reference", "rules[9].cites", "8/meeting", "use one of: 1",
    ),
    "an unknown rule in a count": Broken(
        LATER, "{findings: {weight: ruled}, at_least: 1}", "{findings: {rule: flood}, at_least: 1}",
        "rule-unknown-reference", "rules[4].when[0].findings.rule", "flood", "use one of: soil-richer",
    ),
    "an unknown outcome": Broken(
        LATER, "conclude: warn", "conclude: scold", "rule-unknown-reference",
        "rules[5].conclude", "scold", "use one of: give_back, warn, prize, keep",
    ),
    "an unknown ground": Broken(
        LATER, "conclude: warn\n    ground: seen", "conclude: warn\n    ground: felt", "rule-unknown-reference",
        "rules[5].ground", "felt", "use one of: seen, mixed",
    ),
    "an unknown reading": Broken(
        LATER, "reading: 7/meeting\n    when: [{judgement", "reading: \"1\"\n    when: [{judgement",
        "rule-unknown-reference", "rules[9].reading", '"1"', "use one of: 7/meeting",
    ),
    "a fact that is read": Broken(
        LATER, "when: [{findings: {weight: ruled}, at_least: 1}]", "when: [{answers: {plot.holder: [twelve]}}]",
        "rule-reads-fact", "rules[4].when[0].answers.plot.holder", "[twelve]", "read a scale or a choice",
    ),
    "another repeating record that is read": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: {moved: [wasted], bed.bore: [nothing]}", "rule-reads-many",
        "rules[7].when.bed.bore", "[nothing]", "count findings of the others",
    ),
    "an area's record without its area": Broken(
        FINDINGS, "part.soil.said: [fine]", "part.said: [fine]", "rule-unknown-reference",
        "rules[4].when.part.said", "[fine]", "`area.name.question`",
    ),
    "an evaluation that counts evaluations": Broken(
        LATER, "when: [{findings: {direction: back}, at_least: 1}]",
        "when: [{areas: {evaluation: worse}, at_least: 1}]", "rule-stage",
        "rules[1].when[0]", "{areas: {evaluation: worse}", "count findings here",
    ),
    "a judgement that reads the judgement": Broken(
        LATER, "when: [{findings: {weight: ruled}, at_least: 1}]", "when: [{judgement: [warn]}]", "rule-stage",
        "rules[4].when[0]", "{judgement: [warn]}", "read it in a case-review rule only",
    ),
    "a stage that is none": Broken(
        FINDINGS, "id: flooding\n    stage: finding", "id: flooding\n    stage: guess", "shape-wrong-type",
        "rules[9]", "id: flooding", "finding",
    ),
    "a field that is not known": Broken(
        FINDINGS, "when: {moved: [wasted]}", "whenever: {moved: [wasted]}", "shape-unknown-field",
        "rules[7].whenever", "whenever: {moved", "check the spelling",
    ),
    "a field that is missing": Broken(
        FINDINGS, '    say: "More water is wasted"\n', "", "shape-missing-field",
        "rules[7].say", "id: water-wasted", "add `say`",
    ),
    "a field of another stage": Broken(
        LATER, "conclude: warn", "evaluate: worse\n    conclude: warn", "shape-unknown-field",
        "rules[5].evaluate", "evaluate: worse", "take the field out",
    ),
    "a list where text belongs": Broken(
        FINDINGS, 'say: "More water is wasted"', "say: [more, water]", "shape-wrong-type",
        "rules[7].say", "[more, water]", "write text here",
    ),
    "a switch that is neither true nor false": Broken(
        LATER, "otherwise: true\n    conclude", "otherwise: yes\n    conclude", "shape-bad-value",
        "rules[8].otherwise", "yes", "write true or false",
    ),
    "a basis that is none": Broken(
        FINDINGS, "cites: 1/water\n    basis: framework", "cites: 1/water\n    basis: hunch", "shape-bad-value",
        "rules[9].basis", "hunch", "write one of: framework, related, interpretation",
    ),
    "a step of the timeline before the first day": Broken(
        "knowledge/timeline.yaml", "day: 1", "day: 0", "shape-bad-value", "steps[0].day", "0", "greater than or equal to 1",
    ),
    "an evaluation of no area": Broken(
        LATER, "id: not-walked\n    stage: evaluation\n    area: each",
        "id: not-walked\n    stage: evaluation\n    area: []", "shape-bad-value",
        "rules[0].area", "[]", "write something here",
    ),
    "a count that is no number": Broken(
        LATER, "when: [{findings: {weight: ruled}, at_least: 1}]",
        "when: [{findings: {weight: ruled}, at_least: one}]", "shape-bad-value",
        "rules[4].when[0].at_least", "one", "write a whole number",
    ),
    "a count without a bound": Broken(
        LATER, "when: [{findings: {weight: ruled}, at_least: 1}]", "when: [{findings: {weight: ruled}}]",
        "rule-shape", "rules[4].when[0]", "{findings: {weight: ruled}}", "write one of them, or both",
    ),
    "a count that always holds": Broken(
        LATER, "when: [{findings: {weight: ruled}, at_least: 1}]",
        "when: [{findings: {weight: ruled}, at_least: 0}]", "rule-shape",
        "rules[4].when[0]", "{findings: {weight: ruled}, at_least: 0}", "take the condition out",
    ),
    "a count that asks for more than it allows": Broken(
        LATER, "when: [{findings: {weight: ruled}, at_least: 1}]",
        "when: [{findings: {weight: ruled}, at_least: 2, at_most: 1}]", "rule-never",
        "rules[4].when[0]", "{findings: {weight: ruled}, at_least: 2", "no larger than",
    ),
    "a condition beside otherwise": Broken(
        LATER, "otherwise: true\n    conclude: keep",
        "otherwise: true\n    when: [{areas: {evaluation: worse}, at_most: 0}]\n    conclude: keep",
        "rule-shape", "rules[8].when", "[{areas", "without any",
    ),
    "a finding without a condition": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: {}", "rule-shape",
        "rules[7].when", "{}", "write at least one answer",
    ),
    "a finding without its area": Broken(
        FINDINGS, "{area: water, direction: alarm", "{direction: alarm", "rule-shape",
        "rules[8].find", "{direction: alarm", "name the area",
    ),
    "two rules of one id": Broken(
        FINDINGS, "id: water-badly-used", "id: water-wasted", "pack-duplicate-id",
        "rules[7].id", "water-wasted", "give each rule its own id",
    ),
    "an id in capitals": Broken(
        FINDINGS, "id: flooding", "id: Flooding!", "shape-bad-value",
        "rules[9].id", "Flooding!", "write small letters",
    ),
    "YAML that is none": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: {moved: [wasted}", "yaml-syntax",
        None, "}", "close it",
    ),
    "a key that stands twice": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: {moved: [wasted], moved: [same]}", "yaml-duplicate-key",
        "rules[7].when.moved", "moved: [same]", "keep one of the two",
    ),
    "an anchor": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: &more {moved: [wasted]}", "yaml-alias",
        "rules[7].when", "&more", "write the value out",
    ),
    "a tag": Broken(
        FINDINGS, "when: {moved: [wasted]}", "when: !!python/none {moved: [wasted]}", "yaml-tag",
        "rules[7].when", "!!python", "leave the tag out",
    ),
    "a gate that reads an ordered answer": Broken(
        "knowledge/questions/bed.yaml", "asked_when: {use: crop}", "asked_when: {ground.weeds: clean}",
        "pack-gate", "questions[1].asked_when.ground.weeds", "clean", "a gate reads only choices",
    ),
    "a silence that is no answer": Broken(
        "knowledge/questions/part.yaml", "silent: nothing", "silent: hush", "pack-scale",
        "questions[1].silent", "hush", "name with `silent` one answer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_at_the_place_where_it_is_broken(tmp_path: Path, broken: Broken) -> None:
    pack = changed(TINY, tmp_path, broken.file, broken.old, broken.new)

    found = [one for one in problems(pack) if one.code == broken.code]

    assert found, "\n".join(map(str, problems(pack))) or "no problem was found"
    assert found[0].where.file == str(tmp_path / broken.file)
    assert text_at(pack, found[0]).startswith(broken.at)
    assert broken.field is None or found[0].where.field == broken.field
    assert broken.right in found[0].right


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    pack = changed(TINY, tmp_path / "once", FINDINGS, "when: {moved: [wasted]}", "when: {spilt: [wasted]}")
    pack = changed(pack, tmp_path / "twice", LATER, "conclude: warn", "conclude: scold")

    assert {one.code for one in problems(pack)} == {"rule-unknown-reference"}
    assert len(problems(pack)) == 2


def test_a_folder_without_a_pack_says_so(tmp_path: Path) -> None:
    assert [one.code for one in problems(tmp_path)] == ["pack-missing"]


def test_a_rule_of_many_that_is_mistyped_is_told_with_those_near_it_alone(tmp_path: Path) -> None:
    pack = changed(
        REAL, tmp_path, "rules/properties.yaml", "rule: area-not-covered}", "rule: area-not-coverd}"
    )

    (found,) = problems(pack)

    assert found.right.startswith("did you mean `area-not-covered`")
    assert len(found.right) < 200


def test_where_the_questions_of_a_record_type_are_missing_it_is_said_where_to_write_them(
    tmp_path: Path,
) -> None:
    pack = changed(
        REAL, tmp_path, "rules/judgement.yaml", "id: sustained-otherwise", "id: sustained-otherwise"
    )
    (pack / "knowledge/questions/leaver.yaml").unlink()

    found = [one for one in problems(pack) if one.code == "pack-unknown-reference"]

    assert found
    assert all("`record: leaver`" in one.right for one in found)


def test_questions_of_one_record_type_in_two_files_are_refused(tmp_path: Path) -> None:
    pack = _copy(tmp_path)
    (pack / "knowledge" / "questions" / "more.yaml").write_text(
        (pack / "knowledge" / "questions" / "bed.yaml").read_text()
    )

    (problem,) = problems(pack)

    assert problem.code == "pack-duplicate-id"
    assert problem.where.file == str(pack / "knowledge" / "questions" / "more.yaml")
    assert problem.where.field == "record"


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes no such name")
def test_a_file_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    pack = _copy(tmp_path)
    (pack / "rules" / "later.yaml").rename(pack / "rules" / os.fsdecode(b"l\xe9ter.yaml"))

    (problem,) = problems(pack)

    assert problem.code == "file-not-utf8"


def _copy(target: Path) -> Path:
    return Path(shutil.copytree(TINY, target / "pack"))


def test_a_mistake_after_an_id_that_stands_twice_is_told_in_its_own_line(tmp_path: Path) -> None:
    file = "knowledge/questions/bed.yaml"
    pack = changed(TINY, tmp_path / "once", file, "asked_when: {use: crop}", "asked_when: {used: crop}")
    twice = "  - id: bore\n    kind: fact\n    fact: text\n    ask: Said?\n    why: So.\n    cites: 1/soil\n"
    pack = changed(pack, tmp_path / "twice", file, "  - id: bore\n", twice + "  - id: bore\n")

    (gate,) = [one for one in problems(pack) if one.code == "pack-gate"]

    assert text_at(pack, gate) == "crop}"


def test_a_fact_with_one_answer_is_refused(tmp_path: Path) -> None:
    answer = "fact: text\n    answers: [{id: yes_, label: Yes, line: It is so.}]\n    ask: Said?"
    fact = f"  - id: told\n    kind: fact\n    {answer}\n    why: So.\n    cites: 1/soil\n"
    pack = changed(TINY, tmp_path, "knowledge/questions/bed.yaml", "  - id: bore\n", f"{fact}  - id: bore\n")

    assert [one.code for one in problems(pack)] == ["pack-scale"]


def test_a_regulation_that_a_suggestion_names_must_be_listed(tmp_path: Path) -> None:
    file = "knowledge/report/headings.yaml"
    pack = changed(REAL, tmp_path, file, 'regulation: "27"', 'regulation: "2077"')

    (found,) = problems(pack)

    assert (found.code, found.where.field) == ("pack-wording", "suggests[0].regulation")
