"""A disclosure copy leaves nothing out in silence, whatever became of the store or the pack."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant.case import Answer, Answered, At, Case, Child, Key, PassageWritten, ReportTold
from assistant.case.header import (
    Baseline,
    CaseReviewMade,
    CommentKept,
    DraftKept,
    JudgementMade,
    Passage,
    PastInspection,
    ReviewStated,
    Seal,
    StepTaken,
    TimelineKept,
)
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Address, Ledger, Sought, refresh
from assistant.store.kinds import CaseReviewStated, Happening, Opened
from assistant.work.disclosing import disclose, search

POST = At(Key("manager"), "post")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(store: Path, pack: Pack) -> Iterator[Ledger]:
    with Ledger.open(Address(str(store), store), "anna") as opened:
        opened.open_case(Opened(Case("c1", "c1", children=(Child(label="A"),)), pack.digest))
        opened.append("c1", 1, Answered(POST, Answer("answered", "vacant")))
        yield opened


def without(pack: Pack, question: At) -> Pack:
    """The pack with one question less."""
    asked = pack.questions[question.key.record]
    left = {name: one for name, one in asked.items() if name != question.question}
    return replace(pack, questions=MappingProxyType({**pack.questions, question.key.record: left}))


def test_a_case_that_cannot_be_read_is_told_and_not_left_out(ledger: Ledger, store: Path) -> None:
    refresh(ledger)
    with closing(sqlite3.connect(store, isolation_level=None)) as plain:
        plain.execute("DROP TRIGGER payloads_remain")
        plain.execute("DELETE FROM payloads WHERE sequence = 2")

    with pytest.raises(Refused) as refused:
        search(ledger, Sought(label="Z"), ledger.summaries())

    assert refused.value.problems[0].code == "store-damaged"


def test_an_answer_to_a_question_that_is_gone_is_told_by_its_place(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    disclose(ledger, ["c1"], Sought(case="c1"), tmp_path / "copy.md", without(pack, POST))

    assert f"- {POST}: vacant" in (tmp_path / "copy.md").read_text(encoding="utf-8")


def test_a_copy_that_cannot_be_logged_in_one_of_its_cases_is_logged_in_none_and_not_written(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    ledger.open_case(Opened(Case("c2", "c2"), pack.digest))
    ledger.database.rows(
        "CREATE TEMP TRIGGER refuses BEFORE INSERT ON main.events WHEN NEW.case_id = 'c2' "
        "BEGIN SELECT RAISE(ABORT, 'ledger: held'); END"
    )

    with pytest.raises(Refused):
        disclose(ledger, ["c1", "c2"], Sought(case="c"), tmp_path / "copy.md", pack)

    assert [event.row.kind for event in ledger.events("c1")] == ["opened", "answered"]
    assert not (tmp_path / "copy.md").exists()


def test_a_copy_is_logged_before_it_is_written(ledger: Ledger, pack: Pack, tmp_path: Path) -> None:
    was_there: list[bool] = []

    def now() -> datetime:
        was_there.append((tmp_path / "copy.md").exists())
        return datetime.now(UTC)

    ledger.now = now

    disclose(ledger, ["c1"], Sought(case="c1"), tmp_path / "copy.md", pack)

    assert ledger.events("c1")[-1].row.kind == "exported"
    assert not any(was_there)


def test_no_copy_is_logged_where_there_is_a_file_of_its_name(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    (tmp_path / "copy.md").write_text("mine")

    with pytest.raises(Refused):
        disclose(ledger, ["c1"], Sought(case="c1"), tmp_path / "copy.md", pack)

    assert ledger.events("c1")[-1].row.kind == "answered"


def test_that_a_copy_was_made_is_told_after_whatever_others_wrote(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    disclose(ledger, ["c1"], Sought(case="c1"), tmp_path / "copy.md", pack)

    assert [event.row.kind for event in ledger.events("c1")][-1] == "exported"


def test_what_the_report_says_of_a_child_is_in_its_copy_and_what_it_says_of_another_is_not(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    written: list[Happening] = [
        PassageWritten(Passage(at="experiences/leaver", text="Child A left well.")),
        PassageWritten(Passage(at="leadership/manager", text="Child B knows the manager.")),
        ReportTold("service", "For child A and child B."),
    ]
    ledger.append("c1", 2, *written)

    disclose(ledger, ["c1"], Sought(label="A"), tmp_path / "copy.md", pack)

    told = (tmp_path / "copy.md").read_text(encoding="utf-8")
    assert "- report, experiences/leaver: Child A left well." in told
    assert "- report, service: For child A and child" in told
    assert "knows the manager" not in told


def test_what_came_with_a_file_of_drafts_and_inspections_before_is_in_the_copy(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    comments = (
        CommentKept(day=date(2019, 7, 8), text="Child A was there twice.", reasons="So the log."),
        CommentKept(day=date(2019, 7, 8), text="It was not so.", question="resident:A.progress_change"),
        CommentKept(day=date(2019, 7, 9), text="Child B came later."),
    )
    draft = DraftKept(day=date(2019, 7, 5), name="draft.md", digest="sha256:0", comments=comments)
    before = PastInspection.model_validate(
        {"date": "2018-11", "kind": "Full inspection", "judgement": "good"}
    )
    case = Case("c2", "c2", children=(Child(label="A"),), provider_comments=(draft,), history=(before,))
    ledger.open_case(Opened(case, pack.digest))

    disclose(ledger, ["c2"], Sought(label="A"), tmp_path / "child.md", pack)
    disclose(ledger, ["c2"], Sought(case="c2"), tmp_path / "whole.md", pack)

    child, whole = ((tmp_path / name).read_text(encoding="utf-8") for name in ("child.md", "whole.md"))
    assert "Child A was there twice. Settled: So the log." in child
    assert "It was not so." in child
    assert "came later" not in child
    assert "Child B came later." in whole
    assert "2018-11: Full inspection: good" in whole


def test_what_came_with_a_file_of_views_and_of_the_timeline_is_in_the_copy(
    ledger: Ledger, pack: Pack, tmp_path: Path
) -> None:
    case = Case(
        "c2",
        "c2",
        baseline=Baseline(last_full_inspection="2018-05", grade="good"),
        children=(Child(label="A"),),
        sealed=Seal(judgement="sustained", areas={"protection": "declined"}, reasons="As seen."),
        judgement=JudgementMade(decided="declined", reasons="Child A was hurt."),
        case_review=CaseReviewMade(rim=ReviewStated(held=True, reasons="For child A.")),
        timeline=TimelineKept(
            done=(StepTaken(step="day-15", day=date(2019, 3, 25), about="sent for child A"),)
        ),
        provider_comments=(
            DraftKept(
                day=date(2019, 7, 5),
                name="draft.md",
                digest="sha256:0",
                comments=(
                    CommentKept(day=date(2019, 7, 8), text="Not so.", looked_again="Child A was asked."),
                ),
            ),
        ),
    )
    ledger.open_case(Opened(case, pack.digest))
    ledger.append("c2", 1, CaseReviewStated("rim", is_held=False, reasons="Not after all."))

    disclose(ledger, ["c2"], Sought(label="A"), tmp_path / "child.md", pack)
    disclose(ledger, ["c2"], Sought(case="c2"), tmp_path / "whole.md", pack)

    child, whole = ((tmp_path / name).read_text(encoding="utf-8") for name in ("child.md", "whole.md"))
    declined = pack.judgements["declined"].label
    for told in (child, whole):
        assert f"- Judgement: {declined}. Child A was hurt." in told
        assert "- Case review, by the rim, as its file said: held: For child A." in told
        assert "- timeline, day-15 on 2019-03-25: sent for child A" in told
        assert "Not so. Looked at again: Child A was asked." in told
    assert "As seen." not in child
    assert "good" not in child
    assert "Last full inspection: 2018-05, judged good" in whole
    assert f"- Own view, sealed: {pack.judgements['sustained'].label}. As seen." in whole
    assert f"- Own view, sealed, of {pack.areas['protection'].label}: " in whole
    assert "- Case review, by the rim: not held: Not after all." in whole
