"""Each check finds its mistake at its exact place, and finds none in the packs as they are."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.packs import REAL, TINY, changed, problems, text_at


class Bad(NamedTuple):
    """A change that makes a pack bad, and the problem that is told of it."""

    file: str
    old: str
    new: str
    code: str
    field: str
    at: str
    says: str


FINDINGS, LATER = "rules/findings.yaml", "rules/later.yaml"
OUTCOMES, FRAMEWORK = "knowledge/outcomes.yaml", "knowledge/framework.yaml"
PLENTY = "when: {bore: [nothing]}"

BAD = {
    "basis: the framework claimed of a paragraph that states nothing": Bad(
        FINDINGS,
        'say: "The soil is as it was"\n    cites: 1/soil\n    basis: interpretation',
        'say: "The soil is as it was"\n    cites: 1/soil\n    basis: framework',
        "rule-basis",
        "rules[2].basis",
        "framework",
        "no paragraph that it cites carries the basis `framework`",
    ),
    "basis: a related section claimed where the framework's own carries it": Bad(
        LATER,
        'say: "The plot floods others, so it is given back"\n    cites: 1/water\n    basis: framework',
        'say: "The plot floods others, so it is given back"\n    cites: 1/water\n    basis: related',
        "rule-basis",
        "rules[4].basis",
        "related",
        "no paragraph",
    ),
    "basis: a direction and weight of our own claimed to be the framework's": Bad(
        FINDINGS,
        'say: "More water is wasted"\n    cites: 1/water\n    basis: interpretation',
        'say: "More water is wasted"\n    cites: 1/water\n    basis: framework',
        "rule-basis",
        "rules[7].basis",
        "framework",
        "the direction `back` the weight `light`, which no paragraph states",
    ),
    "basis: a concern claimed to be the framework's": Bad(
        FINDINGS,
        'say: "Water is used {care}"\n    cites: 1/water\n    basis: interpretation',
        'say: "Water is used {care}"\n    cites: 1/water\n    basis: framework',
        "rule-basis",
        "rules[8].basis",
        "framework",
        "the direction `alarm`",
    ),
    "basis: another outcome than the paragraph states": Bad(
        LATER,
        'say: "Part of the plot is worse"\n    cites: "1"\n    basis: interpretation',
        'say: "Part of the plot is worse"\n    cites: 1/water\n    basis: framework',
        "rule-basis",
        "rules[5].basis",
        "framework",
        "it concludes `warn`, and what it cites states `give_back`",
    ),
    "basis: a stated consequence drawn from our own findings": Bad(
        LATER,
        'say: "The neighbours mind"\n    cites: 7/meeting\n    basis: interpretation',
        'say: "The neighbours mind"\n    cites: 7/meeting\n    basis: related',
        "rule-basis",
        "rules[10].when[0]",
        "{findings: {direction: alarm}",
        "counts our own reading, such as `water-badly-used`",
    ),
    "change: no change answer is read": Bad(
        FINDINGS,
        "when: {moved: [wasted]}",
        "when: {care: [badly, flooding]}",
        "rule-change",
        "rules[7].find.rests_on",
        "compared",
        "reads no question about change",
    ),
    "change: no effect is read": Bad(
        FINDINGS,
        "weight: light, rests_on: crop}",
        "weight: light, rests_on: compared}",
        "rule-change",
        "rules[5].find.rests_on",
        "compared",
        "reads no question about change",
    ),
    "change: the baseline of another area is read": Bad(
        FINDINGS,
        "when: {weeds: [full], part.soil.said: [nothing]}",
        "when: {weeds: [full], part.water.said: [nothing]}",
        "rule-change",
        "rules[3].find.rests_on",
        "unsaid",
        "does not read what the baseline found of its own area",
    ),
    "change: silence that leaves out silent": Bad(
        FINDINGS,
        "when: {weeds: [full], part.soil.said: [nothing]}",
        "when: {weeds: [full], part.soil.said: [fine]}",
        "rule-change",
        "rules[3].when.part.soil.said",
        "[fine]",
        "leaves out `nothing`",
    ),
    "change: baseline that takes in silent": Bad(
        FINDINGS,
        "part.soil.said: [fine]}",
        "part.soil.said: [fine, nothing]}",
        "rule-change",
        "rules[4].when.part.soil.said",
        "[fine, nothing]",
        "takes in `nothing`",
    ),
    "change: a fall from a baseline that was poor": Bad(
        FINDINGS,
        "part.soil.said: [fine]}",
        "part.soil.said: [fine, poor]}",
        "rule-change",
        "rules[4].when.part.soil.said",
        "[fine, poor]",
        "points down from a baseline that was `poor`",
    ),
    "change: silence weighs heavily": Bad(
        FINDINGS,
        "weight: light, rests_on: unsaid}",
        "weight: heavy, rests_on: unsaid}",
        "rule-change",
        "rules[3].find.weight",
        "heavy",
        "rests on silence with the weight `heavy`",
    ),
    "change: silence points up": Bad(
        FINDINGS,
        "when: {weeds: [full], part.soil.said: [nothing]}\n    find: {area: soil, direction: back,",
        "when: {weeds: [clean], part.soil.said: [nothing]}\n    find: {area: soil, direction: forward,",
        "rule-change",
        "rules[3].find.direction",
        "forward",
        "points up from the baseline's silence",
    ),
    "change: a direction from a level alone": Bad(
        FINDINGS,
        "when: {care: [badly, flooding]}\n    find: {area: water, direction: alarm,",
        "when: {care: [badly, flooding]}\n    find: {area: water, direction: back,",
        "rule-change",
        "rules[8].find.rests_on",
        "today",
        "from how things stand today, with nothing compared",
    ),
    "direction: a list that does not reach the worse end": Bad(
        FINDINGS,
        "when: {moved: [poorer, ruined]}",
        "when: {moved: [poorer]}",
        "rule-direction",
        "rules[1].when.moved",
        "[poorer]",
        "holds for `poorer` and not for the worse `ruined`",
    ),
    "direction: a concern that the worst lifts": Bad(
        FINDINGS,
        "when: {care: [badly, flooding]}",
        "when: {care: [badly]}",
        "rule-direction",
        "rules[8].when.care",
        "[badly]",
        "not for the worse `flooding`",
    ),
    "direction: an unless that does not reach the better end": Bad(
        FINDINGS,
        "when: {moved: [wasted]}",
        "when: {moved: [wasted]}\n    unless: {care: [badly]}",
        "rule-direction",
        "rules[7].unless.care",
        "[badly]",
        "not for the better `well`",
    ),
    "direction: a bad outcome that needs something good": Bad(
        LATER,
        "when: [{findings: {direction: back}, at_least: 1}]",
        "when: [{findings: {direction: [back, forward]}, at_least: 1}]",
        "rule-direction",
        "rules[1].when[0]",
        "{findings: {direction: [back, forward]}",
        "one of them, `soil-richer`, makes things better",
    ),
    "direction: a good outcome that allows anything bad": Bad(
        LATER,
        "{findings: {direction: back}, at_most: 0}]\n    evaluate: better",
        "{findings: {direction: back}, at_least: 1}]\n    evaluate: better",
        "rule-direction",
        "rules[2].when[1]",
        "{findings: {direction: back}",
        "makes things worse",
    ),
    "direction: areas counted the wrong way round": Bad(
        LATER,
        "{areas: {evaluation: worse}, at_most: 0}]",
        "{areas: {evaluation: worse}, at_least: 1}]",
        "rule-direction",
        "rules[6].when[1].areas.evaluation",
        "worse",
        "not the better",
    ),
    "direction: a case review that only a middling judgement brings": Bad(
        LATER,
        "when: [{judgement: give_back}]",
        "when: [{judgement: warn}]",
        "rule-direction",
        "rules[9].when[0].judgement",
        "warn",
        "not for the worse `give_back`",
    ),
    "never: behind a gate that its other condition shuts": Bad(
        FINDINGS,
        PLENTY,
        "when: {bore: [nothing], use: [fallow]}",
        "rule-never",
        "rules[5].when.use",
        "[fallow]",
        "would have to be `fallow` and `crop` at once",
    ),
    "never: a whole scale": Bad(
        FINDINGS,
        PLENTY,
        "when: {bore: [plenty, enough, nothing]}",
        "rule-never",
        "rules[5].when.bore",
        "[plenty, enough, nothing]",
        "read with every answer it has",
    ),
    "never: always defeated": Bad(
        FINDINGS,
        PLENTY,
        "when: {bore: [nothing]}\n    unless: {use: [crop]}",
        "rule-never",
        "rules[5].unless",
        "{use: [crop]}",
        "so does its `unless`",
    ),
    "never: never defeated": Bad(
        FINDINGS,
        PLENTY,
        "when: {bore: [nothing]}\n    unless: {use: [fallow]}",
        "rule-never",
        "rules[5].unless.use",
        "[fallow]",
        "its `unless` never does",
    ),
    "never: counts what no rule makes": Bad(
        LATER,
        "when: [{findings: {weight: ruled}, at_least: 1}]",
        "when: [{findings: {weight: ruled, area: soil}, at_least: 1}]",
        "rule-never",
        "rules[4].when[0]",
        "{findings: {weight: ruled, area: soil}",
        "counts findings that no rule makes",
    ),
    "never: asks for more than there can be": Bad(
        LATER,
        "when: [{findings: {weight: ruled}, at_least: 1}]",
        "when: [{findings: {weight: ruled}, at_least: 2}]",
        "rule-never",
        "rules[4].when[0]",
        "{findings: {weight: ruled}, at_least: 2}",
        "asks for 2 findings where there can be 1 at most",
    ),
    "never: asks for more areas than there are": Bad(
        LATER,
        "when: [{areas: {evaluation: worse}, at_least: 1}]",
        "when: [{areas: {evaluation: worse}, at_least: 3}]",
        "rule-never",
        "rules[5].when[0]",
        "{areas: {evaluation: worse}, at_least: 3}",
        "3 areas among 2",
    ),
    "never: one count excludes another": Bad(
        LATER,
        "when: [{findings: {weight: ruled}, at_least: 1}]",
        "when: [{findings: {weight: ruled}, at_least: 1}, {findings: {area: water}, at_most: 0}]",
        "rule-never",
        "rules[4].when[1]",
        "{findings: {area: water}, at_most: 0}",
        "allows fewer",
    ),
    "dead: counted by nothing": Bad(
        FINDINGS,
        'why: "Shown; a resting bed is no fault."\n    explanatory: true',
        'why: "Shown; a resting bed is no fault."',
        "rule-dead",
        "rules[6].find",
        "{area: soil, direction: still",
        "counted by no later rule",
    ),
    "dead: the last outcome concluded without a ground": Bad(
        LATER,
        "conclude: keep\n    ground: seen",
        "conclude: keep",
        "rule-dead",
        "rules[7].when",
        "[{findings: {direction: still",
        "stands without it",
    ),
    "explanatory: a finding that decides": Bad(
        FINDINGS,
        'why: "Water is shared."',
        'why: "Water is shared."\n    explanatory: true',
        "rule-explanatory",
        "rules[7].explanatory",
        "true",
        "a later rule counts its finding",
    ),
    "explanatory: a conclusion that decides": Bad(
        LATER,
        'why: "A step back."',
        'why: "A step back."\n    explanatory: true',
        "rule-explanatory",
        "rules[1].explanatory",
        "true",
        "can change what is concluded",
    ),
    "dead: a case review that is not considered": Bad(
        LATER,
        "when: [{findings: {direction: alarm}, at_least: 1}]",
        "when: [{findings: {direction: alarm}, at_least: 1}]\n    consider: false",
        "rule-dead",
        "rules[10].consider",
        "false",
        "no case review considered",
    ),
    "otherwise: not marked at all": Bad(
        LATER,
        "otherwise: true\n    conclude: keep",
        "when: [{areas: {evaluation: alike}, at_least: 1}]\n    ground: mixed\n    conclude: keep",
        "rule-otherwise",
        "rules[8]",
        "id: kept",
        "the judgement has no rule marked `otherwise`",
    ),
    "otherwise: marked in another outcome": Bad(
        LATER,
        "otherwise: true\n    evaluate: alike",
        "otherwise: true\n    evaluate: better",
        "rule-otherwise",
        "rules[3].otherwise",
        "true",
        "`otherwise` of the area `soil` concludes `better`",
    ),
    "otherwise: marked twice": Bad(
        LATER,
        "when: [{findings: {direction: still, rests_on: compared}, at_least: 1}]\n    conclude: keep",
        "otherwise: true\n    conclude: keep",
        "rule-otherwise",
        "rules[8].otherwise",
        "true",
        "a second rule marked `otherwise`",
    ),
    "say: a question that is not read": Bad(
        FINDINGS,
        'say: "More water is wasted"',
        'say: "More water is wasted, used {care}"',
        "rule-say",
        "rules[7].say",
        '"More water is wasted, used {care}"',
        "nothing fills `{care}`",
    ),
    "say: a record where a rule has none": Bad(
        LATER,
        'say: "The neighbours mind"',
        'say: "The neighbours of {record} mind"',
        "rule-say",
        "rules[10].say",
        '"The neighbours of {record} mind"',
        "nothing fills `{record}`",
    ),
    "say: a brace alone": Bad(
        LATER,
        'say: "The neighbours mind"',
        'say: "The neighbours mind}"',
        "rule-say",
        "rules[10].say",
        '"The neighbours mind}"',
        "a brace without its partner",
    ),
    "blind: a choice named by the holder": Bad(
        "knowledge/questions/plot.yaml",
        "  - {id: holder, kind: fact, fact: text,",
        '  - {id: kind_of_holder, kind: choice, answers: [{id: a, label: A, line: "One."}, {id: b, label: B, line: "Two."}],',
        "rule-blind",
        "questions[1].id",
        "kind_of_holder",
        "no judgement may depend on the holder",
    ),
    "lines: the label over again": Bad(
        "knowledge/questions/water.yaml",
        'line: "Hose left running."',
        'line: "Badly."',
        "pack-missing-line",
        "questions[0].answers[1].line",
        '"Badly."',
        "says no more than its label",
    ),
    "lines: the neighbour's": Bad(
        "knowledge/questions/water.yaml",
        'line: "Hose left running."',
        'line: "Butts full, hose rolled."',
        "pack-missing-line",
        "questions[0].answers[1].line",
        '"Butts full, hose rolled."',
        "`badly` and `well` have the same line",
    ),
    "text: no step answers to a paragraph": Bad(
        "knowledge/timeline.yaml",
        'cites: "2"',
        'cites: "3"',
        "pack-text-coverage",
        "paragraphs[3].id",
        '"2"',
        "no step answers to paragraph `2`",
    ),
    "text: nothing says what should answer": Bad(
        FRAMEWORK,
        "    answered_by: heading\n",
        "",
        "pack-text-coverage",
        "paragraphs[4].id",
        '"3"',
        "nothing says what answers to paragraph `3`",
    ),
}


@pytest.mark.parametrize("pack", [REAL, TINY], ids=["the pack that is shipped", "the tiny pack"])
def test_a_good_pack_has_no_problem(pack: Path) -> None:
    assert [str(one) for one in problems(pack)] == []


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, bad: Bad) -> None:
    pack = changed(TINY, tmp_path, bad.file, bad.old, bad.new)

    found = [one for one in problems(pack) if one.code == bad.code and one.where.field == bad.field]

    assert found, "\n".join(map(str, problems(pack))) or "no problem was found"
    assert bad.says in found[0].what
    assert text_at(pack, found[0]).startswith(bad.at)
