"""The report tells everything that was found, each once, and nothing that the case does not hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import Case, parse_at, read_case
from assistant.case.header import JudgementMade, Passage, PastInspection
from assistant.pack import Pack
from assistant.reasoning import Judged, Judging
from assistant.reasoning.phrases import question_name, said, say
from assistant.work.report.drafting import draft
from assistant.work.report.improving import regulation_named
from assistant.work.report.places import day, filled
from assistant.work.report.shapes import Ground, Report, Sentence
from tests.generated import random_case
from tests.small_cases import UNMOVED, case_of

ISO = re.compile(r"\d{4}-\d\d-\d\d")
PLACE = re.compile(r"\{[^{}]*\}")
SAMPLES = sorted((Path(__file__).parents[3] / "knowledge" / "cases").glob("*.yaml"))
HEADINGS = ["service", "previous", "enforcement", "judgement", "history", "improvement", "information"]


def sample(pack: Pack, number: int) -> Case:
    return read_case(SAMPLES[number - 1], pack).case


def told(report: Report, kind: str) -> list[str]:
    """What of a kind the sentences rest on, once for each sentence."""
    sentences = [one for paragraph in report.paragraphs for one in paragraph.drafted]
    return [ground.id for one in sentences for ground in one.grounds if ground.kind == kind]


def holds(judged: Judged, ground: Ground) -> bool:
    """Whether the case holds what a sentence rests on, and it says there what it is said to."""
    pack, case = judged.pack, judged.case
    rules = {f"{one.rule} {one.key}": one for one in judged.known.findings}
    match ground.kind:
        case "finding":
            one = rules[ground.id]
            return ground.says == say(pack, case, pack.rules_by_id[one.rule], one.key)
        case "concluded":
            rule, area = ground.id.split()
            return rule in judged.known.evaluations[area].rests_on
        case "answer":
            at = parse_at(ground.id)
            assert at is not None
            answer = case.answer(at)
            question = pack.questions[at.key.record][at.question]
            return ground.says == f"{question_name(pack, at)} {said(question, answer)}" and answer is not None
        case "note":
            note = case.note(ground.id)
            return note is not None and note.text == ground.says
        case "told" if ground.id.startswith("history."):
            one_before = case.history[int(ground.id.removeprefix("history.")) - 1]
            return ground.says.endswith(f"{one_before.kind}, {one_before.judgement}")
        case "told" if ground.id.startswith("complete."):
            section = ground.id.removeprefix("complete.")
            return section in case.complete and not case.of_type(section)
        case "told":
            known = filled(pack, case, ground.id)
            return known is not None and known.text == ground.says


def typed(judged: Judged, ground: Ground) -> list[str]:
    """The words in which what a ground says may stand in a sentence, days as a report has them too."""
    words = [ground.says]
    if ground.kind == "answer" and (at := parse_at(ground.id)):
        question = judged.pack.questions[at.key.record][at.question]
        words = [said(question, judged.case.answer(at))]
        named = [one.names for one in judged.pack.report.headings if one.each == at.key.record and one.names]
        words += [
            regulation_named(judged.pack, one, words[0]) for one in named if one.question == at.question
        ]
    if ground.kind == "note" and (note := judged.case.note(ground.id)):
        # The source that a note begins with stands in front of the quotation.
        sources = {one.id: one.label for one in judged.pack.evidence.sources}
        words += [ground.says.removeprefix(f"{sources.get(note.source or '', '')}:").strip()]
    if ground.id.startswith("history."):
        one = judged.case.history[int(ground.id.removeprefix("history.")) - 1]
        words = [day(one.date), one.kind, one.judgement]
    return words + [day(date.fromisoformat(one)) for one in words if ISO.fullmatch(one)]


def not_held(judged: Judged, sentence: Sentence) -> str:
    """What of a sentence is neither what its grounds say nor the report's own words: nothing, if all is well."""
    pack, own = judged.pack, judged.pack.report
    told = [word for ground in sentence.grounds for word in typed(judged, ground)]
    templates = [
        *(one for heading in own.headings for one in (*heading.says, *heading.each_says)),
        *(heading.none_says or "" for heading in own.headings),
        *(own.points.finding, own.points.note, own.points.note_alone),
        *([own.first.says] if own.first else []),
    ]
    pieces = [piece for one in templates for piece in PLACE.split(one)]
    labels = [*(one.label for one in pack.evidence.sources), *own.points.sources.values()]
    facts = [
        found.text
        for one in ("title", "section", "in_use")
        if (found := filled(pack, judged.case, f"framework.{one}"))
    ]
    left = sentence.text
    for one in sorted([*told, *labels, *pieces, *facts, f"{pack.id} {pack.version}"], key=len, reverse=True):
        left = left.replace(one.rstrip("."), "") if one.strip(" .:,") else left
    return left.strip(" .:,;\n\u202c\u2069")


def check(judged: Judged) -> None:
    report = draft(judged)
    found = [f"{one.rule} {one.key}" for one in judged.known.findings]
    assert sorted(told(report, "finding")) == sorted(found)
    for paragraph in report.paragraphs:
        for sentence in paragraph.drafted:
            assert all(holds(judged, ground) for ground in sentence.grounds), sentence
            assert sentence.grounds or paragraph.at == "information"
            assert not not_held(judged, sentence), sentence
    # A note that begins with its source has that in front of the quotation, as every other has.
    text = " ".join(one.text for one in report.paragraphs).replace(": “", ": ")
    notes = [note.text.replace(": “", ": ") for note in judged.case.notes if note.id in told(report, "note")]
    assert all(note in text for note in notes)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:2])
def test_every_finding_of_a_sample_is_told_once_and_nothing_that_it_does_not_hold(
    path: Path, pack: Pack, judging: Judging
) -> None:
    check(judging.judge(read_case(path, pack).case))


@settings(max_examples=150)
@given(seed=st.integers(0, 2**32))
def test_every_finding_of_any_case_is_told_once_and_nothing_that_it_does_not_hold(
    judging: Judging, pack: Pack, seed: int
) -> None:
    check(judging.live(random_case(pack, seed)))


def test_the_headings_and_areas_stand_in_the_order_of_the_framework(pack: Pack, judging: Judging) -> None:
    report = draft(judging.live(sample(pack, 3)))

    assert [part.id for part in report.parts] == HEADINGS
    judgement = report.parts[HEADINGS.index("judgement")]
    assert [area.id for area in judgement.parts] == list(pack.areas)


def test_no_note_is_told_twice(pack: Pack, judging: Judging) -> None:
    notes = told(draft(judging.live(sample(pack, 3))), "note")

    assert notes
    assert len(notes) == len(set(notes))


def test_a_point_tells_few_notes_so_that_its_paragraph_stays_short(pack: Pack, judging: Judging) -> None:
    report = draft(judging.live(sample(pack, 3)))

    for paragraph in report.paragraphs:
        notes = [one for one in paragraph.grounds.values() if one.kind == "note"]
        assert len(notes) <= pack.report.points.notes


def test_a_sentence_that_is_true_in_several_strengths_stands_once_and_in_the_strongest(
    pack: Pack, judging: Judging
) -> None:
    report = draft(judging.live(sample(pack, 3)))
    point = report.paragraph("partnership/partnership")

    assert point is not None
    assert point.draft == "The home's work with others is clearly better than at the baseline."
    findings = [one for one in point.grounds.values() if one.kind == "finding"]
    assert len(findings) == 2


def test_a_sentence_with_which_another_begins_is_told_with_that_alone(pack: Pack, judging: Judging) -> None:
    report = draft(judging.live(sample(pack, 6)))
    point = report.paragraph("protection/protection")

    assert point is not None
    assert point.draft.count("are at risk of harm or of serious harm") == 1
    assert (
        "are at risk of harm or of serious harm; the last inspection found protection sound." in point.draft
    )


def test_what_the_home_is_compared_with_is_told_before_anything_is_better_or_worse(
    pack: Pack, judging: Judging
) -> None:
    report = draft(judging.live(sample(pack, 1)))
    heading = report.paragraph("judgement")

    assert heading is not None
    assert heading.draft.endswith("is compared here: the most recent full inspection, 12 June 2018.")


def test_what_is_missing_is_asked_for_and_no_longer_once_it_is_told(pack: Pack, judging: Judging) -> None:
    case = sample(pack, 7)
    before = {need.place for need in draft(judging.live(case)).needs}

    whole = replace(
        case,
        service="For three children, run by a company.",
        enforcement="None.",
        legal_basis="As the law has it.",
        history=(PastInspection(date=date(2018, 10, 2), kind="Full inspection", judgement="good"),),
        judgement=JudgementMade(decided="declined", reasons="The post has stood empty."),
    )
    after = draft(judging.live(whole))

    assert before == {"service", "enforcement", "judgement", "history", "legal_basis"}
    assert after.needs == ()
    assert (
        "Effectiveness at this inspection, 9 July 2019: declined in effectiveness."
        in after.parts[3].paragraphs[0].text
    )
    assert "Kind of inspection: Full inspection. Judgement: good." in after.parts[1].paragraphs[0].text


def test_each_inspection_of_recent_years_stands_on_a_line_of_its_own(pack: Pack, judging: Judging) -> None:
    told = [("2019-01", "Interim inspection", "sustained"), ("2018-10", "Full inspection", "good")]
    history = tuple(PastInspection(date=when, kind=kind, judgement=how) for when, kind, how in told)

    paragraph = draft(judging.live(replace(sample(pack, 7), history=history))).paragraph("history")

    assert paragraph is not None
    assert paragraph.text.split("\n") == [
        "January 2019: Interim inspection, sustained.",
        "October 2018: Full inspection, good.",
    ]


def test_the_proposal_is_never_told_as_the_judgement(pack: Pack, judging: Judging) -> None:
    judged = judging.live(sample(pack, 7))
    report = draft(judged)

    assert judged.proposal.judgement == "declined"
    assert "declined in effectiveness" not in " ".join(one.text for one in report.paragraphs)
    assert "judgement" in {need.place for need in report.needs}


def test_each_question_of_a_requirement_that_is_open_is_asked_for(pack: Pack, judging: Judging) -> None:
    case = sample(pack, 7)
    (key, record) = next((key, one) for key, one in case.records.items() if key.record == "improvement")
    answers = {name: one for name, one in record.answers.items() if name not in ("by", "told")}
    open_case = replace(case, records={**case.records, key: replace(record, answers=answers)})

    needs = {need.place for need in draft(judging.live(open_case)).needs}

    assert {"improvement:M1.by", "improvement:M1.told"} <= needs
    assert "improvement:M1.regulation" not in needs


def test_a_paragraph_that_was_written_stands_in_place_of_its_draft(pack: Pack, judging: Judging) -> None:
    case = replace(
        sample(pack, 7), passages=(Passage(at="leadership/manager", text="Nobody leads the home for good."),)
    )
    paragraph = draft(judging.live(case)).paragraph("leadership/manager")

    assert paragraph is not None
    assert paragraph.text == "Nobody leads the home for good."
    assert paragraph.draft.startswith("There is no permanent manager")


def test_a_paragraph_stays_where_nothing_is_drafted_any_more(pack: Pack, judging: Judging) -> None:
    case = replace(sample(pack, 7), passages=(Passage(at="experiences/leaver", text="Nobody left."),))
    report = draft(judging.live(case))

    paragraph = report.paragraph("experiences/leaver")
    assert paragraph is not None
    assert paragraph.text == "Nobody left."


def test_a_note_without_a_source_is_told_by_its_words_alone(pack: Pack, judging: Judging) -> None:
    case = sample(pack, 21)
    report = draft(judging.live(case))
    used = told(report, "note")

    assert used
    notes = [note for note in case.notes if note.id in used]
    assert all(note.source is None for note in notes)
    sentences = {one.text for paragraph in report.paragraphs for one in paragraph.drafted}
    assert {f"“{note.text}”" for note in notes} <= sentences


def test_a_note_that_begins_with_its_source_is_told_with_it_once_as_every_other(
    pack: Pack, judging: Judging
) -> None:
    texts = [one.text for one in draft(judging.judge(sample(pack, 12))).paragraphs]

    assert any("Manager: “knew it was blunt" in text for text in texts)
    assert not any("Manager: Manager:" in text or "“Manager:" in text for text in texts)


def test_a_mark_that_turns_the_direction_of_text_ends_with_the_words_that_were_pasted(
    pack: Pack, judging: Judging
) -> None:
    case = replace(sample(pack, 7), enforcement="None \u202eesrever \u2067in")

    assert "None \u202eesrever \u2067in\u2069\u202c." in draft(judging.live(case)).paragraphs[2].text


def test_a_first_inspection_is_asked_for_none_before_it_and_says_that_it_is_the_first(
    pack: Pack, judging: Judging
) -> None:
    first, later = draft(judging.live(sample(pack, 15))), draft(judging.live(sample(pack, 20)))
    before = {"baseline.last_inspection", "previous.judgement", "baseline.last_full_inspection", "history"}
    says = "This is the first inspection since the home was registered."

    assert not before & {need.place for need in first.needs}
    assert [one.text for one in first.paragraphs if one.at == "previous"] == [says]
    assert told(first, "answer").count("home.judgement_due") == 1
    assert "history" in {need.place for need in later.needs}
    assert says not in [one.text for one in later.paragraphs]


def test_answers_that_do_not_go_together_are_to_be_looked_at_again(pack: Pack) -> None:
    judging = Judging(pack, "meaning")
    apart = case_of(pack, UNMOVED | {"manager.post": "vacant", "manager.vacancy": "filled"})
    together = case_of(pack, UNMOVED | {"manager.post": "vacant", "manager.vacancy": "open"})

    (asked,) = [one for one in draft(judging.judge(apart)).remarks if one.place == "manager.post"]

    assert "Is this right?" in asked.says
    assert not [one for one in draft(judging.judge(together)).remarks if one.place == "manager.post"]
