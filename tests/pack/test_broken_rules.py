"""The shipped rule base, broken on purpose: `rules check` or `rules test` fails, and names the rule at fault."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.packs import REAL, changed, failures


class Break(NamedTuple):
    """A change to one rule file, and the rule that has to be named."""

    file: str
    old: str
    new: str
    names: str
    code: str


def rule(file: str, name: str) -> str:
    """The whole text of one rule."""
    text = (REAL / file).read_text()
    start = text.index(f"  - id: {name}\n")
    end = text.find("\n  - id: ", start + 1)
    return text[start:] if end < 0 else text[start : end + 1]


def within(file: str, name: str, old: str, new: str, code: str) -> Break:
    """A break of a part of one rule."""
    whole = rule(file, name)
    assert whole.count(old) == 1, f"{name} holds {whole.count(old)} of {old!r}"
    return Break(file, whole, whole.replace(old, new), name, code)


def without(file: str, name: str, names: str, code: str) -> Break:
    """A break that takes a whole rule out; another may be named for it."""
    return Break(file, rule(file, name), "", names, code)


EVALUATION, JUDGEMENT, REVIEW = "rules/evaluation.yaml", "rules/judgement.yaml", "rules/case_review.yaml"
EXPERIENCES, INCIDENTS, MANAGER = "rules/experiences.yaml", "rules/incidents.yaml", "rules/manager.yaml"
LEAVERS, PROTECTION, REQUIREMENTS = "rules/leavers.yaml", "rules/protection.yaml", "rules/requirements.yaml"

BREAKS = {
    "the presumption is dropped": without(
        JUDGEMENT, "declined-by-manager-presumption", "manager-filled-too-late", "example-failed"
    ),
    "the floor is dropped": without(
        JUDGEMENT, "declined-at-the-floor", "declined-at-the-floor", "example-failed"
    ),
    "the floor of an area is dropped": without(
        EVALUATION, "area-declined-at-the-floor", "area-declined-at-the-floor", "example-unknown"
    ),
    "serious risk is no longer decisive": within(
        PROTECTION, "children-at-serious-risk", "weight: decisive", "weight: some", "rule-change"
    ),
    "the floor is made a matter of strong weight": within(
        JUDGEMENT, "declined-at-the-floor", "weight: decisive", "weight: strong", "rule-direction"
    ),
    "the floor needs two children": within(
        JUDGEMENT, "declined-at-the-floor", "at_least: 1", "at_least: 2", "example-failed"
    ),
    "a scale is read the wrong way round": within(
        EXPERIENCES,
        "progress-somewhat-worse",
        "[somewhat_worse, clearly_worse]",
        "[somewhat_better, clearly_better]",
        "rule-direction",
    ),
    "the worst answer is left out": within(
        EXPERIENCES, "daily-life-somewhat-worse", "[somewhat_worse, clearly_worse]", "[somewhat_worse]", "rule-direction"
    ),
    "a gain begins at the same": within(
        EXPERIENCES, "children-say-somewhat-better", "[somewhat_better,", "[same, somewhat_better,", "example-failed"
    ),
    "help is read as a hindrance": within(
        EXPERIENCES, "least-well-much-held-back", "least_well_home: [holds_back]", "least_well_home: [clear_help]", "rule-direction"
    ),
    "the judgement has no last word": within(
        JUDGEMENT,
        "sustained-otherwise",
        "    otherwise: true\n",
        "    when: [{areas: {evaluation: sustained}, at_least: 1}]\n    ground: balanced\n",
        "rule-otherwise",
    ),
    "the areas have no last word": without(EVALUATION, "area-sustained", "experiences", "rule-otherwise"),
    "one clear fall is no longer enough": within(
        EVALUATION, "area-declined-clearly", "at_least: 1}]\n    unless", "at_least: 2}]\n    unless", "example-failed"
    ),
    "two children are no longer enough": within(
        EVALUATION, "area-declined-for-several-children", "at_least: 2, distinct", "at_least: 3, distinct", "example-failed"
    ),
    "findings are counted instead of children": within(
        EVALUATION, "area-declined-for-several-children", ", distinct: records", "", "example-failed"
    ),
    "reported on is read as left out": within(
        EVALUATION, "area-not-reported", "['no']", "['yes']", "example-failed"
    ),
    "improvement needs no second area": within(
        JUDGEMENT, "improved-and-felt", "{areas: {evaluation: improved}, at_least: 2}", "{areas: {evaluation: improved}, at_least: 1}", "example-failed"
    ),
    "improvement need not be felt": within(
        JUDGEMENT, "improved-and-felt", "among: [experiences]}", "among: [leadership]}", "example-failed"
    ),
    "improvement in spite of a child at risk": within(
        JUDGEMENT, "improved-and-felt", "children-at-risk, resident-at-risk]", "resident-at-risk]", "example-failed"
    ),
    "improvement in spite of lasting harm": within(
        JUDGEMENT, "improved-beside-a-slip", "lasting-harm, ", "", "example-failed"
    ),
    "improvement because of a decline": within(
        JUDGEMENT, "improved-beside-a-slip", "{areas: {evaluation: declined}, at_most: 1}", "{areas: {evaluation: declined}, at_least: 1}", "rule-direction"
    ),
    "the rebuttal is deleted": within(
        JUDGEMENT,
        "declined-by-manager-presumption",
        "    unless: [{answers: {manager.rebuttal: [recorded, agreed]}}]\n",
        "",
        "example-failed",
    ),
    "no reasons rebut the presumption": within(
        JUDGEMENT, "declined-by-manager-presumption", "[recorded, agreed]", "[none_recorded]", "rule-direction"
    ),
    "what is only alleged decides": within(
        INCIDENTS, "serious-harm-not-put-right", "    unless: {established: [alleged, ruled_out]}\n", "", "example-failed"
    ),
    "another body's gaps are the home's": within(
        LEAVERS, "leaver-poor-plan-where-sound", "    unless: {planning_gap: [other_body]}\n", "", "example-failed"
    ),
    "work that helps no longer excuses": within(
        EXPERIENCES, "progress-clearly-worse", "    unless: {home_difference: [clear_help]}\n", "", "example-failed"
    ),
    "a weak home that is no worse has fallen": within(
        LEAVERS, "leaver-poor-help-where-sound", "[strong, sound]", "[strong, sound, weak]", "rule-change"
    ),
    "silence is read as a sound baseline": within(
        PROTECTION, "pattern-serious", "[strong, sound]", "[strong, sound, silent]", "rule-change"
    ),
    "silence carries a plain fall": within(
        PROTECTION, "children-at-risk-baseline-silent", "weight: some", "weight: strong", "rule-change"
    ),
    "another area's baseline is read": within(
        REQUIREMENTS, "requirement-not-begun", "effect_unmet: [minor, significant, serious]", "area.protection.baseline_found: [sound]", "rule-change"
    ),
    "a level alone gives a direction": within(
        MANAGER, "nobody-in-charge", "direction: concern", "direction: declined", "rule-change"
    ),
    "a requirement is unmet before its date": within(
        REQUIREMENTS, "requirement-unmet-serious", ", due: [passed]", "", "example-failed"
    ),
    "our reading is called the framework's": within(
        EXPERIENCES, "daily-life-clearly-worse", "basis: interpretation", "basis: framework", "rule-basis"
    ),
    "an applied manager is caught": within(
        MANAGER, "manager-appointed-not-applied", "[not_submitted]", "[submitted, not_submitted]", "rule-never"
    ),
    "a vacancy never stands with its gate": within(
        MANAGER, "manager-vacant-not-timely", "post: [vacant]", "post: [vacant], vacancy: [none]", "rule-never"
    ),
    "a decline brings no case review": within(
        REVIEW, "review-after-decline", "[declined]", "[sustained]", "rule-direction"
    ),
    "grave concern needs two": within(
        REVIEW, "urgent-review-for-grave-concern", "at_least: 1", "at_least: 2", "example-failed"
    ),
    "an area left out withholds nothing": without(
        JUDGEMENT, "withheld-for-an-area", "area-not-covered", "rule-dead"
    ),
    "a judgement is always due": without(JUDGEMENT, "no-judgement-due", "no-judgement-due", "example-unknown"),
    "a finding is only said to explain": within(
        EXPERIENCES, "resident-better", "    basis: interpretation\n", "    basis: interpretation\n    explanatory: true\n", "rule-explanatory"
    ),
    "a sentence has a place that nothing fills": within(
        LEAVERS, "leaver-left-out", "{record} was left out", "{child} was left out", "rule-say"
    ),
    "a new rule has no example": Break(
        PROTECTION,
        rule(PROTECTION, "resident-at-risk"),
        rule(PROTECTION, "resident-at-risk")
        + "\n"
        + rule(PROTECTION, "resident-at-risk").replace("resident-at-risk", "resident-at-risk-too"),
        "resident-at-risk-too",
        "rule-no-example",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_a_rule_broken_on_purpose_is_found_and_named(tmp_path: Path, broken: Break) -> None:
    pack = changed(REAL, tmp_path, broken.file, broken.old, broken.new)

    found = failures(pack)

    told = [one for one in found if f"`{broken.names}`" in one.what]
    assert told, "\n".join(str(one) for one in found[:10]) or "nothing was found"
    assert broken.code in {one.code for one in told}, "\n".join(map(str, told[:10]))
    assert all(one.where.file and one.where.line and one.right for one in told)
