"""The explanation leads from the judgement to the paragraph, and flags ask where evidence is thin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.case import Answer, Baseline, Case, Child, Inspection, Note
from assistant.pack import Pack
from assistant.pack.read import read_pack
from assistant.pack.resolve import resolve
from assistant.reasoning import Judging, Node, as_json, covered_flags, explain, flags
from tests.packs import TINY
from tests.small_cases import UNMOVED, Said, case_of


def judged_nodes(
    judging: Judging, answers: dict[str, Said], notes: tuple[Note, ...] = ()
) -> tuple[Node, ...]:
    return explain(judging.judge(case_of(judging.pack, answers, notes=notes)))


def kinds(judging: Judging, answers: dict[str, Said], notes: tuple[Note, ...] = ()) -> list[tuple[str, str]]:
    return [
        (flag.kind, flag.at) for flag in flags(judging.judge(case_of(judging.pack, answers, notes=notes)))
    ]


LEAVER: dict[str, Said] = {
    "leaver:A.reason": "breakdown",
    "leaver:A.facilitated": Answer("answered", "none", None, ("n1",)),
}
NOTE = Note(id="n1", text="No discharge meeting [AB] was held", date=date(2019, 3, 5), source="case_record")


def test_the_tree_leads_from_the_judgement_down_to_note_and_paragraph(judging: Judging) -> None:
    answers = UNMOVED | {"protection.safe_now": Answer("answered", "serious_risk", None, ("n1",))}

    judgement, *_ = judged_nodes(judging, answers, (NOTE,))

    rule = next(node for node in judgement.children if node.rule == "declined-at-the-floor")
    finding = next(node for node in rule.children if node.kind == "finding")
    answer = next(node for node in finding.children if node.kind == "answer")
    (note,) = answer.children
    assert judgement.text == "▼ declined in effectiveness"
    assert finding.rule == "children-at-serious-risk"
    assert str(answer.at) == "protection.safe_now"
    assert note.text == "supports: No discharge meeting [AB] was held (2019-03-05, Records of the children)"
    assert [node.text[:15] for node in finding.children if node.kind == "paragraph"] == ["19.2/protection"]


def test_outweighed_rules_are_shown_apart(judging: Judging) -> None:
    answers = UNMOVED | {
        "protection.safe_now": "serious_risk",
        "leadership.leadership_change": "somewhat_worse",
    }

    judgement, *_ = judged_nodes(judging, answers)

    (outweighed,) = [node for node in judgement.children if node.kind == "outweighed"]
    assert {node.rule for node in outweighed.children} == {"sustained-decline-not-enough"}


def test_each_area_and_each_reading_of_the_case_review_stands_at_the_top(judging: Judging) -> None:
    roots = judged_nodes(judging, UNMOVED)

    assert [root.kind for root in roots] == ["judgement", *["area"] * 5, *["case review"] * 2]


def test_node_ids_stay_the_same_while_the_case_changes(judging: Judging) -> None:
    before = {node.id for root in judged_nodes(judging, UNMOVED) for node in root.walk()}
    after = {node.id for root in judged_nodes(judging, UNMOVED | LEAVER) for node in root.walk()}

    assert {"judgement", "area protection", "judgement / sustained-looked-at-and-unchanged"} <= before & after


def test_a_sentence_names_the_record_and_the_answers_it_speaks_of(judging: Judging) -> None:
    judged = judging.judge(case_of(judging.pack, UNMOVED | LEAVER))

    (finding,) = [
        one for one in as_json(judged, ())["findings"] if one["rule"] == "leaver-poor-help-where-sound"
    ]

    assert (
        finding["say"]
        == "Child A was not well helped through the move; the last inspection found this area sound"
    )
    assert finding["answers"] == {"leaver:A.facilitated": "none", "area:experiences.baseline_found": "sound"}
    assert finding["basis"] == "interpretation"


def test_an_answer_that_carries_a_finding_without_a_note_is_flagged(judging: Judging) -> None:
    found = kinds(judging, UNMOVED | {"leaver:A.facilitated": "none"})

    assert ("no_source", "leaver:A.facilitated") in found


def test_an_answer_that_rests_on_one_kind_of_source_is_flagged(judging: Judging) -> None:
    found = kinds(judging, UNMOVED | LEAVER, (NOTE,))

    assert ("single_source", "leaver:A.facilitated") in found
    assert ("no_source", "leaver:A.facilitated") not in found


def test_same_beside_a_fall_is_flagged_as_a_contradiction_to_settle(judging: Judging) -> None:
    found = kinds(judging, UNMOVED | LEAVER)

    assert ("same_beside_fall", "experiences.progress_change") in found


def test_a_change_that_every_level_contradicts_is_flagged(judging: Judging) -> None:
    answers = UNMOVED | {
        "partnership.partnership_change": "clearly_better",
        "partnership.working": "poorly",
        "partnership.progress_effect": "none",
        "partnership.experience_effect": "setback",
    }

    assert ("contradicted", "partnership.partnership_change") in kinds(judging, answers)


def test_a_change_with_no_level_behind_it_is_flagged(judging: Judging) -> None:
    answers = UNMOVED | {
        "partnership.partnership_change": "somewhat_worse",
        "partnership.working": None,
        "partnership.progress_effect": None,
        "partnership.experience_effect": None,
    }

    assert ("unsupported", "partnership.partnership_change") in kinds(judging, answers)


def test_a_check_between_answers_asks_and_refuses_nothing(judging: Judging) -> None:
    answers = UNMOVED | {
        "manager.vacancy": "open",
        "manager.steps": "effective",
        "manager.timely": "reasonable",
    }

    judged = judging.judge(case_of(judging.pack, answers))

    assert judged.proposal.judgement == "sustained"
    assert any(flag.at == "manager" for flag in flags(judged))


def test_an_event_before_the_baseline_is_flagged_and_one_within_is_not(judging: Judging) -> None:
    answers = UNMOVED | {
        "incident:I1.happened": Answer("answered", date(2018, 1, 2)),
        "incident:I2.happened": Answer("answered", date(2018, 9, 2)),
    }
    made = case_of(judging.pack, answers)
    case = Case(
        made.id,
        made.evidence_id,
        records=made.records,
        complete=made.complete,
        baseline=Baseline(last_full_inspection=date(2018, 5, 14)),
        inspection=Inspection(start=date(2019, 3, 5)),
    )

    found = [flag.at for flag in flags(judging.judge(case)) if flag.kind == "outside_period"]

    assert found == ["incident:I1.happened"]


def days_of_a_manager(judging: Judging, post: str, **days: date) -> Case:
    """A case whose inspection lasted from 5 to 6 March 2019, with days of the manager's post."""
    answers: dict[str, Said] = {f"manager.{name}": Answer("answered", day) for name, day in days.items()}
    answers |= {"manager.post": post, "manager.vacancy": "none" if post == "registered" else "open"}
    made = case_of(judging.pack, UNMOVED | answers)
    return replace(made, inspection=Inspection(start=date(2019, 3, 5), end=date(2019, 3, 6)))


def test_days_of_the_managers_post_after_the_inspection_are_asked_about(judging: Judging) -> None:
    days = {"started_work": date(2019, 3, 6), "application_submitted": date(2019, 3, 7)}
    case = days_of_a_manager(judging, "registered", **days, registered_on=date(2019, 4, 1))

    found = [flag for flag in flags(judging.judge(case)) if flag.kind == "after_inspection"]

    assert [flag.at for flag in found] == ["manager.application_submitted", "manager.registered_on"]
    assert "lies after this inspection. Is this right?" in found[0].asks


@pytest.mark.parametrize(
    "arrived, asked", [("2019-09", ["A"]), (date(2019, 3, 7), ["A"]), ("2019-03", []), (None, [])]
)
def test_a_child_of_the_register_who_came_after_the_inspection_is_asked_about(
    judging: Judging, arrived: date | str | None, asked: list[str]
) -> None:
    case = days_of_a_manager(judging, "registered")
    case = replace(case, children=(Child(label="A", arrived=arrived),))

    found = [flag for flag in flags(judging.judge(case)) if flag.kind == "after_inspection"]

    assert [flag.at for flag in found] == asked


@pytest.mark.parametrize(
    "arrived, left, is_asked",
    [
        (date(2018, 6, 5), None, False),
        (date(2018, 6, 6), None, True),
        ("2018-06", None, False),
        ("2018-09", None, True),
        (date(2019, 3, 7), None, False),
        (None, date(2019, 3, 6), True),
        (None, date(2019, 3, 7), False),
        (None, None, False),
    ],
)
def test_a_child_recorded_as_here_throughout_who_came_or_left_in_that_time_is_asked_about(
    judging: Judging, arrived: date | str | None, left: date | None, is_asked: bool
) -> None:
    made = case_of(judging.pack, UNMOVED | {"resident:B.chosen_how": "open"})
    case = replace(
        made,
        baseline=Baseline(last_full_inspection=date(2018, 6, 5)),
        inspection=Inspection(start=date(2019, 3, 5), end=date(2019, 3, 6)),
        children=(Child(label="B", arrived=arrived, left=left),),
    )

    found = [flag for flag in covered_flags(case, judging.pack) if flag.kind == "not_throughout"]

    assert [flag.at for flag in found] == (["resident:B"] if is_asked else [])
    assert all(
        "child B" in flag.asks and "Is this a child who came, or who left?" in flag.asks for flag in found
    )


def test_a_planned_start_beside_a_post_that_is_vacant_is_not_asked_about(judging: Judging) -> None:
    case = days_of_a_manager(judging, "vacant", started_work=date(2019, 4, 1))

    assert "after_inspection" not in {flag.kind for flag in flags(judging.judge(case))}


def test_while_covered_no_flag_tells_which_answers_count(judging: Judging) -> None:
    case = case_of(judging.pack, UNMOVED | {"leaver:A.facilitated": "none"})

    covered = {(flag.kind, flag.at) for flag in covered_flags(case, judging.pack)}

    answered = {place for place in UNMOVED if place.startswith("leadership.")}
    assert {("no_source", place) for place in answered} <= covered
    assert "same_beside_fall" not in {kind for kind, _ in covered}


def test_a_child_that_left_before_it_came_is_named_by_its_label_where_no_section_is_of_children(
    pack: Pack,
) -> None:
    tiny = resolve(read_pack(TINY))
    twice = next(flag for flag in pack.evidence.flags if flag.kind == "child_twice")
    asking = replace(tiny, evidence=tiny.evidence.model_copy(update={"flags": (twice,)}))
    child = Child(label="A", arrived=date(2019, 3, 1), left=date(2019, 2, 1))

    (flag,) = covered_flags(Case("plot", "plot", children=(child,)), asking)

    assert (flag.kind, flag.at) == ("child_twice", "A")
    assert flag.asks == twice.says.replace("{at}", "A")
