"""`sccif review`: a case gone through, asked about, replied to and signed off; and which to review next."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import BEGUN, ROOT, Sccif

SAMPLE = "knowledge/cases/12-declined-on-balance.yaml"
CASE = "sc000012-2019-06"


@pytest.fixture
def judged(here: Sccif) -> Sccif:
    """The command on a store with a case that was judged."""
    assert here("cases", "import", SAMPLE).status == 0
    return here


def test_a_query_holds_a_sign_off_up_until_it_is_settled_which_no_reply_of_ones_own_does(
    judged: Sccif,
) -> None:
    assert judged("review", CASE, "--begin").status == 0
    assert judged("review", CASE, "--query", "area leadership", "--text", "since when?").status == 0

    refused = judged("review", CASE, "--sign-off", "reviewer")
    own = judged("review", CASE, "--reply", "3", "--text", "since May")
    judged("review", CASE, "--agree", "area leadership")
    signed = judged("review", CASE, "--sign-off", "reviewer", "--json")

    assert (refused.status, refused.codes) == (2, ["review-held-up"])
    assert (own.status, own.codes) == (2, ["review-no-query"])
    told = json.loads(signed.out)
    assert told["state"] == "signed off"
    assert [one["verdict"] for one in told["review"]["said"]] == ["queried", "agreed"]
    assert "signed off" in judged("cases", "list").out


def test_what_was_said_in_a_review_and_erased_is_told_to_be_gone(judged: Sccif) -> None:
    judged("review", CASE, "--begin")
    judged("review", CASE, "--query", "area leadership", "--text", "since when?")
    judged("cases", "erase", CASE, "--event", "3", "--order", "O-1", "--reason", "asked for", "--yes")

    told = " ".join(judged("review", CASE).out.split())

    assert "in event 3 is erased, or not shown to you" in told
    assert "since when?" not in told


def test_how_many_points_were_looked_at_is_told_before_and_with_a_sign_off_and_in_the_history(
    judged: Sccif,
) -> None:
    judged("review", CASE, "--begin")
    before = judged("review", CASE).out
    judged("review", CASE, "--sign-off", "reviewer", "--yes")
    judged("review", CASE, "--begin")
    after, told = judged("review", CASE).out, json.loads(judged("review", CASE, "--json").out)

    count = len(told["points"])
    assert f"  0 of {count} points looked at\n" in before
    assert told["review"]["looked_at"] == {"looked_at": 0, "points": count}
    (signed,) = told["review"]["signed_off"]
    assert (signed["looked_at"], signed["points"], signed["before_change"]) == (0, count, False)
    assert f"as reviewer, 0 of {count} points looked at" in " ".join(after.split())
    assert "– before the review was begun anew" in " ".join(after.split())
    assert f"signed off as reviewer, 0 of {count} points" in judged("cases", "history", CASE).out


def test_every_point_is_printed_with_what_it_is_held_against(judged: Sccif) -> None:
    done = judged("review", CASE)

    assert done.status == 0
    assert "Judged by lc, as its file says: declined in effectiveness, no departure" in done.out
    assert "[area experiences]" in done.out
    assert "line: " in done.out
    assert "note supports: " in done.out


def test_the_case_is_seen_as_it_stood_at_any_event(judged: Sccif) -> None:
    judged("review", CASE, "--begin")
    judged("review", CASE, "--disagree", "judgement", "--text", "too mild")

    then = json.loads(judged("review", CASE, "--at", "2", "--json").out)
    now = json.loads(judged("review", CASE, "--json").out)

    assert (then["event"], then["review"]["said"]) == (2, [])
    assert (now["event"], now["review"]["said"][0]["verdict"]) == (3, "not agreed")


def test_a_second_reading_is_not_told_of_before_it_is_sealed_nor_reviewed_itself(judged: Sccif) -> None:
    begun = judged("cases", "new", "second", "--reading-of", CASE)

    assert begun.status == 0
    assert "Another reading" not in judged("review", CASE).out
    assert judged("review", "second").codes == ["decide-unsealed"]


def test_an_agreement_is_taken_back_by_who_agreed_and_what_was_never_agreed_is_not(judged: Sccif) -> None:
    judged("review", CASE, "--begin")
    none = judged("review", CASE, "--take-back", "judgement")
    judged("review", CASE, "--agree", "judgement")
    done = judged("review", CASE, "--take-back", "judgement", "--json")

    assert (none.status, none.codes) == (2, ["review-no-agreement"])
    told = json.loads(done.out)
    assert [(one["verdict"], one["is_void"]) for one in told["review"]["said"]] == [
        ("agreed", True),
        ("taken back", True),
    ]
    assert next(one["said"] for one in told["points"] if one["at"] == "judgement") is None
    assert "taken back" in judged("review", CASE).out


def test_the_own_view_comes_first(here: Sccif) -> None:
    here("cases", "import", BEGUN)
    case = str(here("cases", "list", "--json").objects[0]["case"])

    done = here("review", case)

    assert (done.status, done.codes) == (2, ["decide-unsealed"])
    assert done.out == ""


def test_which_to_review_next_is_told_with_reasons_until_all_are_signed_off(judged: Sccif) -> None:
    (first,) = judged("review", "--next", "3", "--json").objects
    judged("review", CASE, "--begin")
    judged("review", CASE, "--sign-off", "reviewer", "--yes")

    assert first["case"] == CASE
    assert first["reasons"]
    assert "no case waits" in judged("review", "--next", "3").out


@pytest.mark.parametrize(
    "given",
    [(), (CASE, "--next", "2"), (CASE, "--begin", "--agree", "judgement"), (CASE, "--begin", "--at", "1")],
)
def test_what_cannot_go_together_is_refused(judged: Sccif, given: tuple[str, ...]) -> None:
    assert judged("review", *given).status == 2


def test_what_is_no_inspection_is_not_offered_for_review(judged: Sccif, tmp_path: Path) -> None:
    for purpose in ("training", "blind"):
        text = Path(SAMPLE).read_text().replace(f"case: {CASE}", f"case: {purpose}", 1)
        file = tmp_path / f"{purpose}.yaml"
        file.write_text(text.replace("purpose: inspection", f"purpose: {purpose}", 1))
        assert judged("cases", "import", str(file)).status == 0

    assert [one["case"] for one in judged("review", "--next", "9", "--json").objects] == [CASE]


def test_who_answers_a_case_that_is_signed_off_is_told_so_and_that_the_sign_off_lapses(judged: Sccif) -> None:
    judged("review", CASE, "--begin")
    judged("review", CASE, "--sign-off", "reviewer", "--yes")

    asked = judged("interview", CASE, "--from", "leadership.oversight_done", stdin="3\ndone\n")

    told = " ".join(asked.out.split())
    assert "as reviewer on " in told
    assert "a change of the case has that lapse." in told
    assert told.count("With this the case is no longer signed off by ") == 1


def test_a_sign_off_of_a_case_of_which_nothing_was_looked_at_is_asked_about(judged: Sccif) -> None:
    judged("review", CASE, "--begin")

    refused = judged("review", CASE, "--sign-off", "reviewer", stdin="\n")
    unsigned = judged("review", CASE, "--json").objects[0]["state"]
    signed = judged("review", CASE, "--sign-off", "reviewer", stdin="sign\n")

    assert (refused.status, refused.codes) == (2, ["use-not-confirmed"])
    assert "0 of 139 points looked at: a sign-off says that you stand behind the case" in refused.err
    assert unsigned == "in review"
    assert (signed.status, "Review of sc000012-2019-06: signed off" in signed.out) == (0, True)


def test_a_sign_off_after_one_point_is_not_asked_about(judged: Sccif) -> None:
    judged("review", CASE, "--begin")
    judged("review", CASE, "--agree", "judgement")

    signed = judged("review", CASE, "--sign-off", "reviewer")

    assert (signed.status, "type sign" in signed.err) == (0, False)
    assert "as reviewer, 1 of 139 points looked at" in " ".join(signed.out.split())


def test_a_sign_off_of_a_case_that_changed_since_anything_was_looked_at_is_asked_about(judged: Sccif) -> None:
    judged("review", CASE, "--begin")
    judged("review", CASE, "--agree", "judgement")
    judged("cases", "report", CASE, "--service", "A home for three")
    sign_over = ("review", CASE, "--sign-off", "rim", "--dissent", "it is enough")

    refused = judged(*sign_over, stdin="\n")
    shown = judged("review", CASE).out
    judged("review", CASE, "--agree", "judgement")
    signed = judged(*sign_over)

    told = "1 of 139 points looked at, none since the case changed"
    assert (refused.status, refused.codes) == (2, ["use-not-confirmed"])
    assert f"{told}: a sign-off says that you stand behind the case" in refused.err
    assert f"  {told}\n" in shown
    assert (signed.status, "type sign" in signed.err) == (0, False)
    assert "1 of 139 points looked at, with dissent" in " ".join(signed.out.split())


def test_names_are_asked_about_in_what_is_said_in_a_review(judged: Sccif) -> None:
    judged("review", CASE, "--begin")

    asked = judged("review", CASE, "--query", "judgement", "--text", "What did Jane Smith say?")
    agreed = judged("review", CASE, "--agree", "judgement")

    assert (asked.codes, agreed.codes) == (["text-name-like"], [])
    assert "“Jane Smith” looks like a name" in asked.err


@pytest.mark.parametrize(
    "changes",
    [
        ("cases", "decide", CASE, "--judgement", "sustained", "--reasons", "seen anew"),
        ("cases", "case-review", CASE, "--by", "inspector", "--held", "--reasons", "children were hurt"),
        ("cases", "report", CASE, "--service", "A home for four"),
        ("cases", "undo", CASE),
        ("review", CASE, "--begin"),
    ],
    ids=lambda given: " ".join(given[:2]),
)
def test_what_has_a_sign_off_lapse_says_so_once(judged: Sccif, changes: tuple[str, ...]) -> None:
    judged("cases", "report", CASE, "--service", "A home for three")
    judged("review", CASE, "--begin")
    judged("review", CASE, "--sign-off", "reviewer", "--yes")

    first, again = judged(*changes), judged(*changes)

    assert first.status == 0
    assert [code for code in first.codes if code == "review-lapsed"] == ["review-lapsed"]
    assert "with this the case is no longer signed off by " in first.err
    assert "it goes to quality assurance again" in first.err
    assert "review-lapsed" not in again.codes


def test_a_case_that_is_signed_off_says_so_where_another_pack_is_adopted(
    judged: Sccif, tmp_path: Path
) -> None:
    another = tmp_path / "pack"
    for part in ("knowledge", "rules"):
        shutil.copytree(ROOT / part, another / part)
    words = another / "knowledge" / "glossary.yaml"
    words.write_text(words.read_text() + '  "added": "A word more."\n')
    judged("review", CASE, "--begin")
    judged("review", CASE, "--sign-off", "reviewer", "--yes")

    adopted = judged("cases", "adopt", CASE, "--pack", str(another))
    same = judged("cases", "adopt", CASE, "--pack", str(another))

    assert (adopted.codes, same.codes) == (["pack-changed", "review-lapsed"], [])


def test_a_disagreement_takes_no_reply_and_says_what_ends_it(judged: Sccif) -> None:
    early = judged("review", CASE, "--agree", "judgement")
    judged("review", CASE, "--begin")
    judged("review", CASE, "--disagree", "judgement", "--text", "the notes say otherwise")

    reply = judged("review", CASE, "--reply", "3", "--text", "they do not")
    refused = judged("review", CASE, "--sign-off", "reviewer")

    assert f"`sccif review {CASE} --begin`" in early.err
    assert (reply.codes, refused.codes) == (["review-no-query"], ["review-held-up"])
    for told in (reply.err, refused.err):
        assert "agrees about the point (`--agree`)" in told
    assert "`--sign-off rim --dissent TEXT`" in refused.err
