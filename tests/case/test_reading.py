"""What good case files say, to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.case import Answer, At, Case, Key, parse_at, parse_case, read_case, to_text
from assistant.pack import Pack
from assistant.problems import Refused
from tests.case.conftest import FIXTURES

GOOD = sorted((FIXTURES / "good").iterdir())
HEAD = "sccif_case: 1\ncase: c1\n"


def good(name: str, pack: Pack) -> Case:
    return read_case(FIXTURES / "good" / name, pack).case


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_good_file_is_read_without_an_error(path: Path, pack: Pack) -> None:
    read = read_case(path, pack)

    assert all(problem.severity == "warning" for problem in read.warnings)


def test_what_yaml_takes_for_something_else_means_what_was_typed(pack: Pack) -> None:
    case = good("typed_as_meant.yaml", pack)

    said = {str(at): answer.value for at in AS_TYPED if (answer := case.answer(at))}
    assert case.urn == "012"
    assert said == {
        "home.short_breaks": "no",
        "home.judgement_due": "yes",
        "home.change_of_purpose": "1:30",
        "area:experiences.baseline_sentence": "19.10",
        "area:leadership.baseline_sentence": "2019-03-05",
        "area:protection.baseline_sentence": "0x1F",
        "area:partnership.baseline_sentence": "null",
    }


AS_TYPED = [
    At(Key("home"), "short_breaks"),
    At(Key("home"), "judgement_due"),
    At(Key("home"), "change_of_purpose"),
    *(
        At(Key("area", area), "baseline_sentence")
        for area in ("experiences", "leadership", "protection", "partnership")
    ),
]


@pytest.mark.parametrize(
    "at,answer",
    [
        ("leaver:A.reason", Answer("answered", "breakdown")),
        ("leaver:A.planning", Answer("answered", "poor", None, ("n1",), (), ("inferred",))),
        ("leaver:A.staff", Answer("uncertain", None, "accounts differ", (), ("n1",))),
        ("leaver:A.child_involved", Answer("not_applicable", None, "too unwell to take part")),
        ("leaver:A.notice_given", Answer("answered", date(2018, 12, 24))),
        ("home.children_now", Answer("answered", 4)),
        ("protection.incidents_by_month", Answer("answered", (("2018-06", 3), ("2018-07", 0)))),
        (
            "manager.timely",
            Answer("answered", "not_reasonable", "no advertisement in five months", ("n1",)),
        ),
        ("leaver:A.manager", None),
        ("leaver:B.reason", None),
    ],
)
def test_each_form_of_an_answer_is_read(at: str, answer: Answer | None, published: Case) -> None:
    place = parse_at(at)
    assert place is not None

    assert published.answer(place) == answer


def test_the_head_is_read(published: Case) -> None:
    assert (published.id, published.evidence_id, published.urn) == (
        "sc000001-2019-03",
        "sc000001-2019",
        "SC000001",
    )
    assert published.baseline is not None
    assert published.baseline.date_used() == date(2018, 5, 14)
    assert published.baseline.last_inspection == "2018-12"
    assert published.complete == {"leaver", "newcomer"}
    assert published.sampled == {"incident"}
    assert published.judgement is not None
    assert published.judgement.at == datetime(2019, 3, 6, 16, 10, tzinfo=UTC)


def test_fields_of_later_versions_are_kept_as_text(published: Case) -> None:
    assert published.reserved == {
        "improvements": {
            "draft_sent": "2019-03-20",
            "days": "10",
            "note": "no",
            "kept": ["012", "1:30", "19.10", None],
        }
    }


def test_what_says_nothing_leaves_no_record(pack: Pack) -> None:
    assert dict(good("nothing_said.yaml", pack).records) == {}


def test_a_record_without_an_answer_is_kept_where_records_are_added(published: Case) -> None:
    assert published.records[Key("incident", "I1")].answers == {}


def test_json_escapes_are_read_as_json_means_them(pack: Pack) -> None:
    case = good("written_as_json.json", pack)

    assert case.id == "json-1"
    assert case.about == 'a "quoted" \\ slash / tab \t emoji 😀 and 😀 line end\u2028here'


def test_json_may_hold_the_line_ends_of_yaml_as_they_are(pack: Pack) -> None:
    text = '{"sccif_case": 1, "case": "c1", "about": "a\u2028b\u0085c"}'

    assert parse_case(text, pack).case.about == "a\u2028b\u0085c"


def test_a_byte_order_mark_and_windows_line_ends_are_left_out(pack: Pack) -> None:
    assert good("from_windows.yaml", pack).about == "café"


def test_a_child_that_the_register_does_not_know_is_a_warning(pack: Pack) -> None:
    read = parse_case(f"{HEAD}records: {{leaver: [{{label: A, reason: breakdown}}]}}", pack)

    assert [(problem.code, problem.where.field) for problem in read.warnings] == [
        ("case-label-unregistered", "records.leaver[0].label")
    ]


def test_a_reason_that_an_answer_needs_and_has_not_is_a_warning(pack: Pack) -> None:
    read = parse_case(f"{HEAD}records: {{manager: {{timely: not_reasonable}}}}", pack)

    assert [(problem.code, problem.where.field) for problem in read.warnings] == [
        ("case-reason-missing", "records.manager.timely")
    ]


@pytest.mark.parametrize("grade, codes", [("goood", ["case-odd-grade"]), ("Good", [])])
def test_a_grade_that_is_none_of_the_usual_is_a_warning(pack: Pack, grade: str, codes: list[str]) -> None:
    read = parse_case(f"{HEAD}baseline: {{last_full_inspection: 2018-05, grade: {grade}}}", pack)

    assert [problem.code for problem in read.warnings] == codes
    assert read.case.baseline is not None
    assert read.case.baseline.grade == grade


def test_a_field_that_is_not_known_is_told_with_those_that_are(pack: Pack) -> None:
    with pytest.raises(Refused) as refused:
        parse_case(f"{HEAD}judgement: {{outcome: sustained}}", pack)

    unknown = next(one for one in refused.value.problems if one.code == "shape-unknown-field")
    assert "use one of: decided, by, at, departure, reasons" in unknown.right


def test_a_text_that_says_nowhere_that_it_is_a_case_is_told_to_be_none(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    later = "\n" * 20 + "```yaml\nsccif_case: 1\n```\n"
    path.write_text(f"# A tool\n\nRun it: so: it is\n{later}", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        read_case(path, pack)

    assert [problem.what for problem in refused.value.problems] == ["this is not a case file"]


def test_an_evidence_id_that_is_not_given_is_the_id_of_the_case(pack: Pack) -> None:
    assert parse_case(HEAD, pack).case.evidence_id == "c1"


def test_a_pack_may_have_another_record_at_the_head_or_none(pack: Pack) -> None:
    setting = pack.record_types["home"].model_copy(update={"id": "setting"})
    kinds = {"setting": setting, "manager": pack.record_types["manager"]}
    other = replace(pack, record_types=kinds, questions={**pack.questions, "setting": pack.questions["home"]})

    case = parse_case(f"{HEAD}home: {{urn: SC1}}\nsetting: {{short_breaks: no}}\n", other).case

    assert (case.urn, case.answer(At(Key("setting"), "short_breaks"))) == ("SC1", Answer("answered", "no"))
    assert parse_case(to_text(case, other), other).case == case


def test_what_a_pack_does_not_ask_of_the_home_is_refused_and_not_lost(pack: Pack) -> None:
    other = replace(pack, record_types={"manager": pack.record_types["manager"]})

    with pytest.raises(Refused) as refused:
        parse_case(f"{HEAD}home: {{urn: SC1, kind: childrens_home}}\n", other)

    assert [problem.code for problem in refused.value.problems] == ["shape-unknown-field"]


@pytest.mark.parametrize("text", ["", "planning", ".planning", "leaver:A."])
def test_what_names_no_place_is_no_place(text: str) -> None:
    assert parse_at(text) is None
