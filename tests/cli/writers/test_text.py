"""What people read: every part that a judgement is never shown without."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest

from assistant.case import JudgementMade, Seal, parse_case, read_case
from assistant.cli.writers import Result
from assistant.cli.writers.text import PlainText
from assistant.reasoning import Judging, sensitivity
from tests.cli.conftest import DECLINED, ROOT


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def written(result: Result) -> str:
    """The text with every wrapped line joined again."""
    file = StringIO()
    PlainText(file).case(result)
    return re.sub(r"\s+", " ", file.getvalue())


def judged(judging: Judging, text: str) -> Result:
    case = judging.judge(parse_case("sccif_case: 1\ncase: a\n" + text, judging.pack).case)
    return Result(case, judging.ask(case))


def test_the_framework_its_dates_and_the_caution_stand_with_every_judgement(declined: Result) -> None:
    text = written(declined)

    framework = declined.judged.pack.framework
    assert framework.title in text
    assert f"in force from {framework.effective_from} to {framework.effective_to}" in text
    assert framework.caution in text


def test_the_baseline_that_is_used_is_named_and_the_other_stands_beside_it(declined: Result) -> None:
    text = written(declined)

    assert "used: The most recent full inspection, 2018-05-14" in text
    assert "beside it: The last inspection, whatever its kind, 2018-12" in text


def test_an_inspection_outside_the_framework_s_dates_is_told(judging: Judging) -> None:
    assert "which does not hold this inspection" in written(
        judged(judging, "inspection: {start: 2023-05-01}")
    )


def test_every_finding_is_told(declined: Result) -> None:
    text = written(declined)

    assert [one.rule for one in declined.judged.known.findings if f"[{one.rule}:" not in text] == []


def test_each_finding_has_its_answers_once(declined: Result) -> None:
    assert written(declined).count("experiences.children_say: Somewhat worse") == 1


def test_what_is_outstanding_for_a_child_stands_first(declined: Result) -> None:
    text = written(declined)

    assert text.index("! Protection: Did you find a child who needs protecting today") < text.index("URN")


def test_an_empty_case_proposes_nothing_and_names_what_is_possible(empty: Result) -> None:
    text = written(empty)

    assert "Proposal none yet" in text
    assert "still possible: no judgement is due, withheld, declined" in text
    assert "used:" not in text


def test_what_withholds_a_judgement_is_named(judging: Judging) -> None:
    whole = (ROOT / DECLINED).read_text(encoding="utf-8")
    left_out = whole.replace(
        "leadership: {reported: 'yes', baseline_found: sound,",
        "leadership: {reported: 'no', exceptional_reason: none, baseline_found: sound,",
    )
    case = judging.judge(parse_case(left_out, judging.pack).case)

    text = written(Result(case, ()))

    assert (
        "Proposal ? withheld Withheld means that no judgement can be proposed until what is named here has been "
        "put right. to be put right first: Effectiveness of leaders and managers [area:leadership]" in text
    )
    # Settled is said of a proposal that no open answer could change, and of nothing else.
    assert "until this is settled" not in text


def test_the_inspector_s_own_view_and_decision_are_shown(declined: Result) -> None:
    case = replace(
        declined.judged.case,
        sealed=Seal(judgement="sustained", reasons="nothing moved"),
        judgement=JudgementMade(decided="sustained", departure=True, reasons="as before"),
    )

    text = written(Result(replace(declined.judged, case=case), ()))

    assert "sealed before the proposal was shown: nothing moved" in text
    assert "sustained effectiveness, a departure when it was made and now: proposed is declined" in text
    assert "Because: as before" in text


def test_elapsed_days_stand_beside_their_labelled_reference_points(declined: Result) -> None:
    assert "110 days, 2018-11-15 to 2019-03-05 beside it, 90 days: More than 90 days" in written(declined)


def test_a_baseline_of_which_only_the_month_is_known_gives_two_numbers(judging: Judging) -> None:
    text = "baseline: {last_full_inspection: 2018-12}\ninspection: {start: 2019-03-05}"

    assert "64 to 94 days" in written(judged(judging, text))


def test_the_answers_that_alone_would_move_the_judgement_are_told_and_how_many_more(judging: Judging) -> None:
    read = read_case(ROOT / "knowledge/cases/01-sustained-from-a-good-baseline.yaml", judging.pack)
    case = judging.judge(read.case)
    moving = sensitivity(judging.supposing(case)).moving

    text = written(Result(case, (), judging.supposing(case)))

    assert f"{len(moving)} of the " in text
    assert [f"[{one.at}]" in text for one in moving[:5]] == [True] * 5
    assert f"and {len(moving) - 5} more, all in --json" in text
    assert "“Yes, and it goes on” → ▼ declined in effectiveness" in text


def test_where_no_answer_alone_would_move_the_judgement_that_is_told(judging: Judging) -> None:
    case = judging.judge(parse_case("sccif_case: 1\ncase: a\n", judging.pack).case)

    text = written(Result(case, (), judging.supposing(case)))

    assert "No answer is given yet that could have been another." in text
