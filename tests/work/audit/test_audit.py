"""The figures of an audit are those that can be counted by hand."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from assistant.case import Answer, Case
from assistant.case.header import (
    CaseReviewMade,
    Inspection,
    JudgementMade,
    Note,
    ReviewStated,
    Seal,
    TimelineKept,
)
from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging
from assistant.reasoning.sweep import sweep
from assistant.work.audit.auditing import audit
from assistant.work.audit.figures import AgainstRule, Audit
from assistant.work.audit.undone import days_done
from assistant.work.coefficients import Share
from assistant.work.corpus.corpus import Corpus
from tests.generated import random_case
from tests.packs import TINY
from tests.small_cases import PRESUMED, UNMOVED, Said, case_of

TODAY = date(2019, 6, 3)
HELD = CaseReviewMade(inspector=ReviewStated(held=True, reasons="children were hurt"))


def judged(
    pack: Pack,
    number: int,
    decided: str | None,
    *,
    said: Mapping[str, Said] = UNMOVED,
    by: str = "aa",
    reasons: str = "seen so",
    sealed: str | None = None,
    areas: Mapping[str, str] = MappingProxyType({}),
    review: CaseReviewMade | None = None,
    done: Mapping[str, str] = MappingProxyType({}),
    **other: Any,
) -> Case:
    """A case of March 2019 with a judgement; `UNMOVED` is proposed as sustained, `PRESUMED` as declined."""
    made = JudgementMade.model_construct(decided=decided or "", by=by, departure=False, reasons=reasons)
    return replace(
        case_of(pack, dict(said)),
        id=f"case-{number:03}",
        evidence_id=f"case-{number:03}",
        inspection=Inspection(start=date(2019, 3, 5), end=date(2019, 3, 6), inspector=by),
        sealed=Seal(judgement=sealed, areas=dict(areas), reasons="seen so", by=by) if sealed else None,
        judgement=made if decided else None,
        case_review=review,
        timeline=TimelineKept.model_validate(
            {"done": [{"step": step, "day": day} for step, day in done.items()]}
        ),
        **other,
    )


def audited(
    judging: Judging, cases: Iterable[Case], *, by_inspector: bool = False, flags: bool = False
) -> Audit:
    with Corpus(judging.pack) as corpus:
        corpus.take_in(cases, judging=judging if flags else None)
        corpus.judge(sweep(judging.base))
        return audit(corpus, judging.base, TODAY, by_inspector=by_inspector)


def against(found: Audit, rule: str, stage: str) -> AgainstRule:
    return next(one for one in found.against_rules if (one.rule, one.stage) == (rule, stage))


# ---------------------------------------------------------------- proposals and departures


def test_what_is_proposed_stands_in_rows_and_what_was_said_in_columns(pack: Pack, judging: Judging) -> None:
    cases = [
        judged(pack, 1, "sustained", sealed="improved"),
        judged(pack, 2, "improved", sealed="improved"),
        judged(pack, 3, "declined", said=PRESUMED),
        judged(pack, 4, None),
    ]

    found = audited(judging, cases)

    table = found.proposal_by_judgement
    at = {name: place for place, name in enumerate(table.proposed)}
    assert table.counts[at["sustained"]][at["sustained"]] == 1
    assert table.counts[at["sustained"]][at["improved"]] == 1
    assert table.counts[at["declined"]][at["declined"]] == 1
    assert table.agreeing == Share(2, 3)
    assert found.proposal_by_sealed.agreeing == Share(0, 2)


def test_a_judgement_that_the_pack_does_not_have_is_counted_apart(pack: Pack, judging: Judging) -> None:
    found = audited(judging, [judged(pack, 1, "outstanding"), judged(pack, 2, "sustained")])

    assert found.proposal_by_judgement.elsewhere == 1
    assert found.departures.departing == Share(0, 1)


def test_departures_are_told_with_and_without_reasons_and_by_month(pack: Pack, judging: Judging) -> None:
    april = Inspection(start=date(2019, 4, 2), inspector="aa")
    cases = [
        judged(pack, 1, "improved"),
        judged(pack, 2, "improved", reasons="  "),
        judged(pack, 3, "sustained"),
        replace(judged(pack, 4, "declined"), inspection=april),
    ]

    found = audited(judging, cases).departures

    assert (found.departing, found.with_reasons, found.without_reasons) == (Share(3, 4), 2, 1)
    assert [(one.name, one.departing) for one in found.by_month] == [
        ("2019-03", Share(2, 3)),
        ("2019-04", Share(1, 1)),
    ]
    assert [one.with_reasons for one in found.by_month] == [1, 1]
    assert found.marked_otherwise == 3


def test_an_area_departs_where_its_sealed_evaluation_is_not_the_proposed_one(
    pack: Pack, judging: Judging
) -> None:
    sealed = {"protection": "improved", "leadership": "sustained"}

    found = audited(judging, [judged(pack, 1, "sustained", sealed="sustained", areas=sealed)])

    by_area = {one.name: one.departing for one in found.departures.by_area}
    assert by_area["protection"] == Share(1, 1)
    assert by_area["leadership"] == Share(0, 1)
    assert by_area["partnership"] == Share(0, 0)


def test_a_blind_reading_is_in_the_agreement_alone(pack: Pack, judging: Judging) -> None:
    first = judged(pack, 1, "sustained", sealed="sustained")
    blind = judged(pack, 2, "declined", sealed="declined", by="bb", purpose="blind")

    found = audited(judging, [first, replace(blind, evidence_id=first.evidence_id)])

    assert found.departures.departing == Share(0, 1)
    assert found.by_purpose == {"blind": 1, "inspection": 1}
    assert found.agreement.judgement.raw == Share(0, 1)


def test_answers_that_move_judgements_are_found_in_the_tables_too(pack: Pack, judging: Judging) -> None:
    first = judged(pack, 1, "sustained", sealed="sustained", said=UNMOVED | {"leaver:A.reason": "planned"})
    other = judged(
        pack, 2, "declined", sealed="declined", by="bb", said=PRESUMED | {"leaver:A.reason": "planned"}
    )

    found = audited(judging, [first, replace(other, evidence_id=first.evidence_id)]).agreement

    assert "manager.post" in found.evidence[0].moving
    assert found.records["leaver"] == Share(1, 1)


# ---------------------------------------------------------------- people


def by_person(pack: Pack, counts: Mapping[str, int]) -> Iterator[Case]:
    for who, count in counts.items():
        yield from (judged(pack, number, "sustained", by=who) for number in range(count))


def test_nobody_is_told_of_unless_that_is_asked_for(pack: Pack, judging: Judging) -> None:
    assert audited(judging, by_person(pack, {"aa": 9})).departures.by_inspector is None


def test_people_stand_by_name_and_those_of_few_cases_not_at_all(pack: Pack, judging: Judging) -> None:
    counts = {"zz": 8, "aa": 9, "mm": 2, "nn": 3}

    found = audited(judging, by_person(pack, counts), by_inspector=True).departures.by_inspector

    assert found is not None
    assert [(one.name, one.cases) for one in found.people] == [("aa", 9), ("zz", 8)]
    assert found.suppressed == 2


# ---------------------------------------------------------------- rules


def test_an_override_counts_against_the_rule_the_proposal_rested_on(pack: Pack, judging: Judging) -> None:
    cases = [
        judged(pack, 1, "sustained", said=PRESUMED),
        judged(pack, 2, "declined", said=PRESUMED),
        judged(pack, 3, "improved"),
    ]

    found = against(audited(judging, cases), "declined-by-manager-presumption", "judgement")

    assert (found.overridden, found.with_reasons, found.is_flagged) == (Share(1, 2), 1, False)


def test_a_rule_that_is_often_gone_against_is_flagged(pack: Pack, judging: Judging) -> None:
    cases = [
        *(judged(pack, number, "sustained", said=PRESUMED) for number in range(25)),
        *(judged(pack, number, "sustained") for number in range(100, 175)),
    ]

    found = audited(judging, cases)

    assert against(found, "declined-by-manager-presumption", "judgement").is_flagged
    assert sum(one.is_flagged for one in found.against_rules if one.stage == "judgement") == 1


def test_a_finding_of_several_records_counts_its_case_once(pack: Pack, judging: Judging) -> None:
    said = UNMOVED | {
        f"leaver:{label}.{question}": answer
        for label in "AB"
        for question, answer in (("reason", "breakdown"), ("planning", "poor"), ("prevention", "not"))
    }
    findings = judging.live(case_of(pack, said)).known.findings
    rule = next(one.rule for one in findings if one.key.record == "leaver")

    found = against(audited(judging, [judged(pack, 1, "improved", said=said)]), rule, "finding")

    assert found.overridden.of == 1


# ---------------------------------------------------------------- what was left undone


def test_a_decline_without_a_case_review_on_record_is_named(pack: Pack, judging: Judging) -> None:
    cases = [
        judged(pack, 1, "declined", said=PRESUMED),
        judged(pack, 2, "declined", said=PRESUMED, review=HELD),
        judged(pack, 3, "sustained"),
    ]

    found = audited(judging, cases).no_case_review

    assert (found.share, found.cases) == (Share(1, 2), ("case-001",))


def test_a_judgement_elsewhere_than_most_areas_is_named(pack: Pack, judging: Judging) -> None:
    improved = dict.fromkeys(pack.areas, "improved")
    cases = [
        judged(pack, 1, "declined", sealed="declined", areas=improved),
        judged(pack, 2, "improved", sealed="improved", areas=improved),
        judged(pack, 3, "withheld", sealed="withheld", areas=improved),
    ]

    found = audited(judging, cases).against_most_areas

    assert (found.share, found.cases) == (Share(1, 2), ("case-001",))


def test_flags_are_told_only_where_they_were_looked_for(pack: Pack, judging: Judging) -> None:
    few = UNMOVED | {"experiences.views_obtained": "some"}
    cases = [judged(pack, 1, "sustained", said=few), judged(pack, 2, "sustained")]

    assert audited(judging, cases).flags == {}
    assert audited(judging, cases, flags=True).flags["no_account"] == Share(1, 2)


def test_a_record_that_one_kind_of_source_supports_is_counted(pack: Pack, judging: Judging) -> None:
    notes = (
        Note(id="n1", source="child", text="told"),
        Note(id="n2", source="staff", text="told"),
        Note(id="n3", source="staff", text="told"),
    )
    two = Answer("answered", "fully", supports=("n1", "n2"))
    one = Answer("answered", "fully", supports=("n2", "n3"))
    said: dict[str, Said] = UNMOVED | {"requirement:R1.status": two, "requirement:R2.status": one}

    found = audited(judging, [judged(pack, 1, "sustained", said=said, notes=notes)])

    assert found.one_source["requirement"] == Share(1, 2)


def test_steps_are_on_time_late_or_overdue_by_their_limits(pack: Pack, judging: Judging) -> None:
    # The inspection ended on 6 March: the draft is due on 25 March, the report on 15 April 2019.
    cases = [
        judged(
            pack,
            1,
            "sustained",
            done={"day-15": "2019-03-25", "day-30": "2019-05-09"},
        ),
        judged(pack, 2, "sustained", done={"day-15": "2019-03-26"}),
        judged(pack, 3, "sustained"),
    ]

    found = audited(judging, cases).timeliness

    assert (found.overdue.share, found.overdue.cases, found.overdue.numbers) == (
        Share(2, 2),
        ("case-001", "case-002"),
        (0, 1),
    )
    steps = {one.step: (one.on_time, one.late, one.overdue) for one in found.steps}
    assert steps["day-15"] == (1, 1, 0)
    assert steps["day-30"] == (0, 1, 1)
    assert found.unrecorded == 1


def test_a_timeline_in_a_table_that_cannot_be_read_tells_nothing(pack: Pack, judging: Judging) -> None:
    with Corpus(judging.pack) as corpus:
        corpus.take_in([judged(pack, 1, "sustained"), judged(pack, 2, "sustained")])
        corpus.database.execute("UPDATE cases SET timeline = '{day-15: soon'")
        corpus.judge(sweep(judging.base))

        found = audit(corpus, judging.base, TODAY).timeliness

    assert found.steps
    assert not any(one.on_time or one.late for one in found.steps)


@pytest.mark.parametrize("told", [None, "2019-03-25", {"day-15": "soon"}, {"day-15": 3}])
def test_what_is_no_day_is_passed_over(told: object) -> None:
    assert list(days_done(told)) == []


# ---------------------------------------------------------------- the whole


def test_an_empty_corpus_has_every_figure_and_no_share(judging: Judging) -> None:
    found = audited(judging, [], by_inspector=True)

    assert found.cases == 0
    assert found.departures.departing.value is None
    json.dumps(found.as_json(), allow_nan=False)


def test_tables_without_the_later_columns_are_read_and_nothing_is_claimed_of_them(
    pack: Pack, judging: Judging, tmp_path: Path
) -> None:
    with Corpus(pack) as corpus:
        corpus.take_in([judged(pack, 1, "declined", said=PRESUMED | {"requirement:R1.status": "fully"})])
        corpus.database.execute("ALTER TABLE cases DROP COLUMN case_review")
        corpus.database.execute('ALTER TABLE requirement DROP COLUMN "sources told"')
        corpus.write(tmp_path, "for a test")
    with Corpus(pack) as corpus:
        corpus.read_from(tmp_path)
        corpus.judge(sweep(judging.base))
        found = audit(corpus, judging.base, TODAY)

    assert found.no_case_review.share == Share(0, 0)
    assert found.one_source["requirement"] == Share(0, 0)


def test_the_names_in_json_stay() -> None:
    told = [
        "pack", "cases", "by_purpose", "proposal_by_sealed", "proposal_by_judgement", "departures",
        "against_rules", "no_case_review", "against_most_areas", "flags", "one_source", "timeliness",
        "agreement",
    ]  # fmt: skip

    assert list(Audit.__dataclass_fields__) == told


def test_tables_and_groups_sum_to_the_cases(pack: Pack, judging: Judging) -> None:
    rng = random.Random(1)
    outcomes = ["declined", "improved", "sustained"]
    cases = [
        judged(pack, number, rng.choice(outcomes), said=rng.choice([PRESUMED, UNMOVED]), by=rng.choice("abc"))
        for number in range(60)
    ]

    found = audited(judging, cases, by_inspector=True)

    table, departing = found.proposal_by_judgement, found.departures.departing
    assert sum(map(sum, table.counts)) == 60 == departing.of
    assert table.agreeing.count + departing.count == 60
    assert sum(one.departing.count for one in found.departures.by_month) == departing.count
    people = found.departures.by_inspector
    assert people is not None
    assert sum(one.cases for one in people.people) == departing.of


def test_another_pack_with_other_outcomes_is_audited_as_well() -> None:
    tiny = load_pack(TINY)
    cases = [random_case(tiny, number) for number in range(50)]

    found = audited(Judging(tiny), cases)

    assert found.cases == 50
    assert found.proposal_by_judgement.proposed == tuple(tiny.judgements)


def test_cases_for_training_are_counted_and_in_no_figure(pack: Pack, judging: Judging) -> None:
    real = [judged(pack, number, "sustained", sealed="declined") for number in range(2)]
    training = [
        replace(judged(pack, number, "declined", sealed="declined", purpose="training"), evidence_id="same")
        for number in range(2, 5)
    ]

    alone, with_training = audited(judging, real), audited(judging, [*real, *training])

    assert with_training.by_purpose == {"inspection": 2, "training": 3}
    assert replace(with_training, by_purpose=alone.by_purpose) == alone
