"""Which draft went when, what the provider said of it, and what came of that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.case import At, Case, parse_case, to_text
from assistant.document import digest_of
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.store import Standing
from assistant.store.kinds import Exported, Happening, SignedOff
from assistant.work.keeping import as_filed
from assistant.work.report.commenting import (
    commented,
    draft_sent,
    sending_problems,
    settled,
    step_with,
)
from assistant.work.report.comments import SETTLED_THERE, Comment, drafts
from assistant.work.report.drafting import draft
from assistant.work.report.exporting import export
from assistant.work.schedule import steps_done
from tests.store.told import after, stands
from tests.work.report.test_drafting import sample

DAY = date(2019, 7, 26)


def not_settled(standing: Standing) -> tuple[Comment, ...]:
    return tuple(one for draft in drafts(standing) for one in draft.comments if one.settled is None)


@pytest.fixture
def case(pack: Pack) -> Case:
    return sample(pack, 7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "draft.md"
    found.write_text("# Report\n")
    return found


def then(standing: Standing, *told: Happening) -> Standing:
    return after(standing, [("anna", told)])


def sent(case: Case, pack: Pack, path: Path) -> Standing:
    standing = stands(case)
    told = draft_sent(standing, path, DAY)
    return then(standing, told, *step_with(pack, told))


def test_a_draft_is_known_by_the_digest_of_what_went_and_its_step_is_done(
    case: Case, pack: Pack, path: Path
) -> None:
    standing = sent(case, pack, path)

    (draft,) = drafts(standing)
    assert (draft.told.day, draft.told.name) == ("2019-07-26", "draft.md")
    assert draft.told.digest == digest_of("# Report\n")
    assert draft.export is None
    assert [one.day for one in steps_done(standing)["day-15"]] == ["2019-07-26"]


def test_an_empty_file_is_no_draft_that_went(case: Case, path: Path) -> None:
    path.write_text("")

    with pytest.raises(Refused) as refused:
        draft_sent(stands(case), path, DAY)

    assert [one.code for one in refused.value.problems] == ["file-empty"]


def test_a_draft_that_went_as_it_left_the_store_is_known_for_it(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    left = list[Happening]()
    export(path, "# Report\n", left.append)
    standing = then(stands(case), *left)
    standing = then(standing, draft_sent(standing, path, DAY))

    (draft,) = drafts(standing)

    assert draft.export == 2
    assert "report-changed" not in [one.code for one in sending_problems(standing, draft.told)]


def test_a_draft_that_is_not_signed_off_or_was_changed_is_warned_about(case: Case, path: Path) -> None:
    standing = stands(case)
    unsigned = draft_sent(standing, path, DAY)

    assert [one.code for one in sending_problems(standing, unsigned)] == ["report-unsigned", "report-changed"]
    signed = then(standing, SignedOff("reviewer"))
    whole = draft_sent(signed, path, DAY)
    assert whole.is_signed_off
    assert [one.code for one in sending_problems(signed, whole)] == ["report-changed"]


def test_a_comment_that_came_with_a_file_is_settled_where_it_was_told(
    case: Case, pack: Pack, path: Path
) -> None:
    told = sent(case, pack, path)
    back = stands(as_filed(then(told, commented(told, pack, "Not so.", DAY, None, None))))

    with pytest.raises(Refused) as refused:
        settled(back, 1, "So.", is_accepted=True, looked_again=None)

    assert refused.value.problems[0].right == SETTLED_THERE


def test_a_file_that_left_the_store_and_was_no_report_is_warned_about(case: Case, path: Path) -> None:
    copy = Exported("copy.md", digest_of("# Report\n"), "disclosure", "copies")
    standing = then(stands(case), copy)

    found = list(sending_problems(standing, draft_sent(standing, path, DAY)))

    assert "report-changed" in [one.code for one in found]


def test_a_comment_is_on_the_draft_that_went_last_and_open_until_it_is_settled(
    case: Case, pack: Pack, path: Path
) -> None:
    standing = sent(case, pack, path)
    told = commented(standing, pack, "He left on the 3rd.", DAY, "leadership/manager", "manager.vacant_since")
    standing = then(standing, told)
    (comment,) = not_settled(standing)

    number = comment.event.sequence
    done = settled(standing, number, "The letter says so.", is_accepted=True, looked_again="mm")
    standing = then(standing, done)

    assert not_settled(standing) == ()
    (draft,) = drafts(standing)
    assert draft.comments[0].told.draft == draft.event.sequence
    assert draft.comments[0].settled == done
    assert draft.comments[0].settled_by == "anna"


def test_a_comment_that_is_settled_anew_stands_as_it_was_settled_last(
    case: Case, pack: Pack, path: Path
) -> None:
    standing = sent(case, pack, path)
    standing = then(standing, commented(standing, pack, "Not so.", DAY, None, None))
    number = standing.sequence
    for is_accepted in (False, True):
        reasons = "Looked at it."
        done = settled(standing, number, reasons, is_accepted=is_accepted, looked_again=None)
        standing = then(standing, done)

    (draft,) = drafts(standing)
    assert draft.comments[0].settled is not None
    assert draft.comments[0].settled.is_accepted


def test_a_comment_on_no_draft_on_nothing_or_on_no_question_is_refused(
    case: Case, pack: Pack, path: Path
) -> None:
    for standing, text, question, code in (
        (stands(case), "Not so.", None, "report-no-draft"),
        (sent(case, pack, path), " ", None, "shape-bad-value"),
        (sent(case, pack, path), "Not so.", "manager.colour", "case-unknown-question"),
        (sent(case, pack, path), "Not so.", "manager", "case-unknown-question"),
    ):
        with pytest.raises(Refused) as refused:
            commented(standing, pack, text, DAY, None, question)
        assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    "place, question, code",
    [
        ("no such place", None, "report-no-place"),
        ("service/no-such-point", None, "report-no-place"),
        (None, "resident:ZZ1.progress_change", "case-unknown-question"),
        (None, "manager:A.post", "case-unknown-question"),
        ("service\x1b[31m", None, "report-no-place"),
    ],
)
def test_a_comment_on_no_paragraph_or_no_record_is_refused(
    case: Case, pack: Pack, path: Path, place: str | None, question: str | None, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        commented(sent(case, pack, path), pack, "Not so.", DAY, place, question)

    assert refused.value.problems[0].code == code
    assert "\x1b" not in str(refused.value.problems[0])


def test_for_a_question_that_is_nearly_one_the_question_is_offered(
    case: Case, pack: Pack, path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        commented(sent(case, pack, path), pack, "Not so.", DAY, None, "manager.posts")

    assert "did you mean" in refused.value.problems[0].right
    assert "`manager.post`" in refused.value.problems[0].right


def test_every_paragraph_and_every_answer_of_a_case_can_be_commented_on(
    case: Case, pack: Pack, path: Path, judging: Judging
) -> None:
    standing = sent(case, pack, path)

    for paragraph in draft(judging.judge(case)).paragraphs:
        assert commented(standing, pack, "Not so.", DAY, paragraph.at, None).place == paragraph.at
    for key, record in case.records.items():
        for name in record.answers:
            question = str(At(key, name))
            assert commented(standing, pack, "Not so.", DAY, None, question).question == question


def test_a_drafts_name_is_kept_without_what_no_text_needs(case: Case, pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "draft\x1b[31m.md"
    path.write_text("# Report\n")

    filed = as_filed(sent(case, pack, path))

    assert parse_case(to_text(filed, pack), pack).case.provider_comments == filed.provider_comments


def test_what_is_no_comment_is_not_settled_and_none_without_reasons(
    case: Case, pack: Pack, path: Path
) -> None:
    standing = sent(case, pack, path)
    standing = then(standing, commented(standing, pack, "Not so.", DAY, None, None))
    for number, reasons, code in (
        (1, "It is.", "store-no-event"),
        (standing.sequence, " ", "decide-reasons"),
    ):
        with pytest.raises(Refused) as refused:
            settled(standing, number, reasons, is_accepted=False, looked_again=None)
        assert refused.value.problems[0].code == code


def test_drafts_and_comments_go_with_the_case_file_and_come_back_from_it(
    case: Case, pack: Pack, path: Path
) -> None:
    standing = sent(case, pack, path)
    standing = then(standing, commented(standing, pack, "Not so.", DAY, "service", "manager.post"))
    number = standing.sequence
    standing = then(
        standing, settled(standing, number, "It is as told.", is_accepted=False, looked_again="mm")
    )
    standing = then(standing, commented(standing, pack, "Nor this.", DAY, None, None))

    filed = as_filed(standing)
    back = stands(parse_case(to_text(filed, pack), pack).case)

    (draft,) = drafts(back)
    assert draft.told == drafts(standing)[0].told
    first, second = draft.comments
    assert (first.told.text, first.told.place, first.told.question) == ("Not so.", "service", "manager.post")
    assert first.settled is not None
    assert (first.settled.is_accepted, first.settled.reasons, first.settled_by) == (
        False,
        "It is as told.",
        "anna",
    )
    assert [one.told.text for one in not_settled(back)] == [second.told.text] == ["Nor this."]
    assert as_filed(back) == filed


def test_what_came_with_a_file_is_not_settled_here_and_can_be_added_to(
    case: Case, pack: Pack, path: Path
) -> None:
    back = stands(as_filed(sent(case, pack, path)))

    with pytest.raises(Refused) as none_came:
        settled(back, 1, "So.", is_accepted=True, looked_again=None)
    assert "no comment was told yet" in none_came.value.problems[0].right
    later = then(back, commented(back, pack, "Not so.", DAY, None, None))
    (draft,) = drafts(later)
    assert [one.told.text for one in draft.comments] == ["Not so."]
