"""`sccif cases decide` and `case-review`: what is decided of a case, after the own view and beside the proposal."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.case import Answer, Answered, At, JudgementRecorded, Key, Seal, Sealed
from assistant.store import Ledger, parse_address, read
from assistant.store.kinds import CaseReviewStated
from tests.cli.conftest import Sccif
from tests.cli.test_cases import CASE, history, says, write

SEAL = Sealed(Seal(judgement="sustained", reasons="seen on the visit"))
SAFE = Answered(
    At(Key("protection"), "immediate_action"), Answer("answered", "taken", reason="moved at once")
)
REASONS = ["--reasons", "children are less safe"]
HELD = ["--by", "inspector", "--held", "--reasons", "children were hurt"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def sealed(declined: Sccif, store: Path) -> Sccif:
    """The command, with the case that declined in the store, made safe and with its own view sealed."""
    write(store, CASE, SAFE, SEAL)
    return declined


def test_it_is_said_that_the_report_gives_the_reasons_word_for_word(here: Sccif) -> None:
    assert "word for word" in " ".join(here("cases", "decide", "--help").out.split())


def kinds(sccif: Sccif) -> list[object]:
    return [event["kind"] for event in history(sccif)]


# The judgement


def test_a_judgement_as_proposed_is_kept_with_its_reasons(sealed: Sccif) -> None:
    done = sealed("cases", "decide", CASE, "--judgement", "declined", *REASONS, "--json")

    (told,) = done.objects
    assert (done.status, told["decided"], told["departure"]) == (0, "declined", False)
    assert (
        says(sealed)[-1] == "judgement recorded: declined in effectiveness; because: children are less safe"
    )


def test_a_judgement_that_is_not_the_proposal_is_said_to_be_a_departure(sealed: Sccif) -> None:
    done = sealed("cases", "decide", CASE, "--judgement", "improved", *REASONS)

    assert done.err.splitlines()[-1] == (
        f"{CASE}: this is a departure from the proposal, declined in effectiveness; "
        "it changes the sealed view, sustained effectiveness"
    )
    assert f"{CASE}: judged improved effectiveness, a departure from the proposal" in done.out


def test_reasons_in_which_something_looks_like_a_name_are_kept_and_asked_about(sealed: Sccif) -> None:
    reasons = ["--reasons", "Jane Smith (A's mother) says that nobody came"]

    done = sealed("cases", "decide", CASE, "--judgement", "declined", *reasons)

    assert (done.status, done.codes) == (0, ["text-name-like"])
    assert "“Jane Smith” looks like a name" in done.err
    assert f"`sccif cases erase {CASE} --event 5` takes it away" in done.err
    assert says(sealed)[-1] == f"judgement recorded: declined in effectiveness; because: {reasons[1]}"


def test_names_are_asked_about_in_what_is_stated_of_the_case_review_too_and_when_it_is_exported(
    sealed: Sccif, tmp_path: Path
) -> None:
    stated = [
        "--by",
        "inspector",
        "--held",
        "--reasons",
        "Jane Smith was hurt",
        "--options",
        "Mrs Hill waits",
    ]

    done = sealed("cases", "case-review", CASE, *stated)
    exported = sealed("cases", "export", CASE, "-o", str(tmp_path / "case.yaml"))

    assert (done.status, done.codes) == (0, ["text-name-like"])
    assert "“Jane Smith”, “Mrs Hill” look like names" in done.err
    assert "“Jane Smith”, “Mrs Hill” look like names" in exported.err


def test_a_departure_is_kept_as_one(sealed: Sccif) -> None:
    sealed("cases", "decide", CASE, "--judgement", "improved", *REASONS)

    (shown,) = sealed("cases", "show", CASE, "--json").objects
    judgement = shown["judgement"]
    assert isinstance(judgement, dict)
    assert (judgement["decided"], judgement["departure"], judgement["by"]) == ("improved", True, "jb")
    assert judgement["reasons"] == "children are less safe"


def test_the_proposal_stands_in_front_of_the_judgement_where_it_was_not_shown_before(sealed: Sccif) -> None:
    sealed("cases", "decide", CASE, "--judgement", "declined", *REASONS)

    assert kinds(sealed)[-2:] == ["proposal-shown", "judgement-recorded"]


def test_a_case_judged_anew_keeps_the_judgement_before_in_its_history(sealed: Sccif) -> None:
    sealed("cases", "decide", CASE, "--judgement", "improved", "--reasons", "seen at supper")

    sealed("cases", "decide", CASE, "--judgement", "declined", *REASONS)

    told = [said for said in says(sealed) if str(said).startswith("judgement recorded")]
    assert told == [
        "judgement recorded: improved effectiveness; because: seen at supper",
        "judgement recorded: declined in effectiveness; because: children are less safe",
    ]
    assert kinds(sealed).count("proposal-shown") == 1


def test_who_judges_what_somebody_else_judged_is_told_whose_judgement_that_was(sealed: Sccif) -> None:
    judged = sealed("cases", "decide", CASE, "--judgement", "declined", *REASONS, LOGNAME="anna")
    again = sealed("cases", "decide", CASE, "--judgement", "declined", *REASONS, LOGNAME="anna")
    other = sealed("cases", "decide", CASE, "--judgement", "improved", *REASONS, LOGNAME="root")

    assert "takes the place" not in judged.err + again.err
    assert f"{CASE}: It takes the place of the judgement of anna, which stays in the history." in other.err


def test_a_case_that_was_judged_is_listed_as_judged(sealed: Sccif) -> None:
    sealed("cases", "decide", CASE, "--judgement", "declined", *REASONS)

    assert [row["state"] for row in sealed("cases", "list", "--json").objects] == ["judged"]


@pytest.mark.parametrize(
    "decision", [["decide", CASE, "--judgement", "declined", *REASONS], ["case-review", CASE, *HELD]]
)
def test_nothing_is_decided_before_the_own_view_is_sealed(declined: Sccif, decision: list[str]) -> None:
    done = declined("cases", *decision)

    assert (done.status, done.codes, done.out) == (2, ["decide-unsealed"], "")
    assert "proposal" not in done.err
    assert kinds(declined) == ["opened"]


def test_a_blind_reading_is_sealed_first_and_a_training_case_need_not_be(here: Sccif) -> None:
    here("cases", "new", "blind-one", "--purpose", "blind", "--evidence-id", "e")
    here("cases", "new", "training-one", "--purpose", "training")

    blind = here("cases", "decide", "blind-one", "--judgement", "declined", *REASONS)
    training = here("cases", "decide", "training-one", "--judgement", "declined", *REASONS)

    assert (blind.codes, training.status) == (["decide-unsealed"], 0)
    assert "nothing to compare with is proposed yet" in training.out


@pytest.mark.parametrize(
    "reasons, what",
    [
        ("by zz", "`by zz` is too short for reasons: no word of it has three letters"),
        ("No.", "`No.` is too short for reasons: no word of it has three letters"),
        (" ", "there are no reasons yet"),
    ],
)
def test_reasons_that_are_too_short_are_told_from_none(sealed: Sccif, reasons: str, what: str) -> None:
    done = sealed("cases", "decide", CASE, "--judgement", "declined", "--reasons", reasons)

    assert (done.status, done.codes) == (2, ["decide-reasons"])
    assert what in done.err
    assert "with --reasons" in done.err


@pytest.mark.parametrize(
    "args, code",
    [
        (["--judgement", "worse", *REASONS], "use-unknown-judgement"),
        (["--judgement", "declined", "--reasons", " - "], "decide-reasons"),
    ],
)
def test_a_judgement_off_the_scale_or_without_reasons_is_bad_input(
    sealed: Sccif, args: list[str], code: str
) -> None:
    done = sealed("cases", "decide", CASE, *args)

    assert (done.status, done.codes) == (2, [code])
    assert "judgement-recorded" not in kinds(sealed)


def test_what_was_done_about_a_danger_is_told_before_anything_is_judged(declined: Sccif, store: Path) -> None:
    unstated = Answered(At(Key("protection"), "immediate_action"), Answer("answered", "taken"))
    write(store, CASE, unstated, SEAL)

    done = declined("cases", "decide", CASE, "--judgement", "declined", *REASONS)

    assert (done.status, done.codes) == (2, ["decide-danger"])


# The case review


def test_inspector_and_rim_each_state_whether_a_case_review_is_held(sealed: Sccif) -> None:
    sealed("cases", "case-review", CASE, *HELD, "--options", "a monitoring visit")

    done = sealed("cases", "case-review", CASE, "--by", "rim", "--not-held", "--reasons", "a visit is enough")

    assert f"{CASE}: inspector: held · RIM: not held" in done.out
    assert kinds(sealed)[-2:] == ["case-review-stated"] * 2


def test_what_is_stated_is_kept_word_for_word(sealed: Sccif, store: Path) -> None:
    sealed("cases", "case-review", CASE, *HELD, "--options", "a monitoring visit")

    with Ledger.open(parse_address(str(store))) as ledger:
        (stated,) = read(ledger, CASE).case_review
    assert stated.told == CaseReviewStated("inspector", True, "children were hurt", "a monitoring visit")


def test_what_was_stated_goes_out_with_the_case_and_comes_in_with_its_file(
    sealed: Sccif, store: Path, tmp_path: Path
) -> None:
    sealed("cases", "case-review", CASE, *HELD, "--options", "a monitoring visit")
    sealed("cases", "case-review", CASE, "--by", "rim", "--not-held", "--reasons", "a visit is enough")

    sealed("cases", "export", CASE, "-o", str(tmp_path / "out.yaml"))
    done = sealed("cases", "import", str(tmp_path / "out.yaml"), "--as", "again")

    assert done.status == 0
    with Ledger.open(parse_address(str(store))) as ledger:
        before, after = (read(ledger, name).case_review for name in (CASE, "again"))
    assert [one.told for one in after] == [one.told for one in before]
    assert [(one.by, one.at) for one in after] == [(one.by, one.at) for one in before]
    assert all(one.came for one in after)


def test_both_published_readings_and_the_concerns_stand_beside_what_is_stated(sealed: Sccif) -> None:
    done = sealed("cases", "case-review", CASE, *HELD, "--json")

    (told,) = done.objects
    assert told["readings"] == [
        {"label": "After a decline (19.2)", "consider": True, "urgency": None},
        {"label": "After a decline or on cause for concern (15.1)", "consider": True, "urgency": "urgent"},
    ]
    assert told["concerns"]
    assert (told["by"], told["held"]) == ("inspector", True)


def test_a_statement_without_reasons_is_bad_input(sealed: Sccif) -> None:
    done = sealed("cases", "case-review", CASE, "--by", "rim", "--held", "--reasons", "?")

    assert (done.status, done.codes) == (2, ["decide-reasons"])


def test_a_statement_that_does_not_say_whether_it_is_held_is_bad_input(sealed: Sccif) -> None:
    assert sealed("cases", "case-review", CASE, "--by", "rim", "--reasons", "as seen").status == 2


def test_a_judgement_can_be_taken_back_and_the_seal_stays(sealed: Sccif, store: Path) -> None:
    sealed("cases", "decide", CASE, "--judgement", "declined", *REASONS)
    with Ledger.open(parse_address(str(store))) as ledger:
        made = [one.change for one in read(ledger, CASE).made]

    sealed("cases", "undo", CASE)

    assert isinstance(made[-1], JudgementRecorded)
    assert [row["state"] for row in sealed("cases", "list", "--json").objects] == ["sealed"]


def test_in_a_store_that_shows_everything_a_judgement_needs_no_seal(declined: Sccif, store: Path) -> None:
    write(store, CASE, SAFE)
    declined("admin", "reveal", "live")

    done = declined("cases", "decide", CASE, "--judgement", "declined", *REASONS)

    assert done.status == 0
