"""`sccif interview`: a case is asked line by line, in plain text, and every line is kept or refused with its reason."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from assistant.case import Answer, Answered, At, Case, Key, parse_at
from assistant.case.header import Note
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.reasoning.phrases import say
from assistant.store import Ledger, parse_address, read
from assistant.store.kinds import ProposalShown
from assistant.work.keeping import import_file
from assistant.work.open_case import OpenCase
from tests.cli.conftest import BEGUN, ROOT, Done, Sccif, started

CASE = "sc000002-2020-01"
SUSTAINED = "knowledge/cases/01-sustained-from-a-good-baseline.yaml"
TAKEN = ["taken", "moved", "police", "noon"]
SEALING = ["seal", "2", "2", "2", "2", "2", "2", "all as it was", "yes"]


class Asked(Protocol):
    """Asks about a case, answered by these lines."""

    def __call__(self, *lines: str, case: str = BEGUN, args: tuple[str, ...] = ()) -> Done: ...


pytestmark = pytest.mark.usefixtures("own_state")


@pytest.fixture
def asked(here: Sccif) -> Asked:
    def ask(*lines: str, case: str = BEGUN, args: tuple[str, ...] = ()) -> Done:
        return here("interview", case, *args, stdin="".join(f"{line}\n" for line in lines))

    return ask


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], Case]:
    """The case as the store has it."""

    def case() -> Case:
        with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
            return read(ledger, CASE).case

    return case


def at(name: str) -> At:
    found = parse_at(name)
    assert found is not None
    return found


def flat(text: str) -> str:
    """Text without its line breaks, so that a wrapped sentence is found."""
    return " ".join(text.split())


def test_a_question_is_told_with_why_it_is_asked_its_paragraph_and_where_its_answers_part(
    asked: Asked, pack: Pack
) -> None:
    done = asked(args=("--from", "manager.post"))

    question = pack.questions["manager"]["post"]
    told = flat(done.out)
    assert done.status == 0
    assert f"{question.ask} Why: {question.why} [{', '.join(question.cites)}] So far: " in told
    for number, option in enumerate(question.answers, 1):
        assert f"{number}. {option.label}: {option.line}" in told


def test_brief_tells_the_labels_alone(asked: Asked, pack: Pack) -> None:
    told = flat(asked(args=("--from", "manager.post", "--brief")).out)

    answers = pack.questions["manager"]["post"].answers
    assert " ".join(f"{number}. {one.label}" for number, one in enumerate(answers, 1)) in told
    assert answers[0].line not in told


@pytest.mark.parametrize(
    "line", ["2", "sound", "sou", "Sound", "= sound"], ids=["number", "id", "beginning", "label", "with ="]
)
def test_an_answer_is_its_number_its_id_or_a_beginning(
    asked: Asked, kept: Callable[[], Case], line: str
) -> None:
    done = asked(line, args=("--from", "area:protection.baseline_found"))

    assert (done.status, done.codes) == (0, [])
    assert kept().answer(at("area:protection.baseline_found")) == Answer("answered", "sound")
    assert "Kept: Sound" in done.out


def test_after_an_answer_the_next_question_that_is_open_is_asked(asked: Asked, pack: Pack) -> None:
    told = flat(asked("1", args=("--from", "area:protection.reported")).out)

    assert told.index("Kept: Yes") < told.index(pack.questions["area"]["baseline_found"].ask)


@pytest.mark.parametrize(
    "line,code",
    [
        ("9", "case-unknown-answer"),
        ("nothing like it", "case-unknown-answer"),
        ("s", "case-unknown-answer"),
        ("x too small", "case-not-applicable"),
        ("n", "use-not-understood"),
        ("g zebra", "use-not-understood"),
        ("add", "case-unknown-section"),
        ("undo", "change-nothing"),
        ("link n99", "change-missing"),
        ("/nowhere", "use-not-understood"),
        ("proposal", "use-own-view-first"),
        ("why", "use-own-view-first"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    asked: Asked, kept: Callable[[], Case], line: str, code: str
) -> None:
    asked()
    before = kept()

    done = asked(line, case=CASE, args=("--from", "area:protection.baseline_found"))

    assert (done.status, done.codes) == (0, [code])
    assert kept() == before


def test_after_a_refused_line_the_same_question_waits(asked: Asked, kept: Callable[[], Case]) -> None:
    asked("9", "2", args=("--from", "area:protection.baseline_found"))

    assert kept().answer(at("area:protection.baseline_found")) == Answer("answered", "sound")


def test_uncertain_and_not_applicable_come_with_their_text(asked: Asked, kept: Callable[[], Case]) -> None:
    asked(
        "u accounts differ",
        "g experiences.children_say",
        "x nobody stays here",
        args=("--from", "manager.post"),
    )

    assert kept().answer(at("manager.post")) == Answer("uncertain", None, "accounts differ")
    assert kept().answer(at("experiences.children_say")) == Answer(
        "not_applicable", None, "nobody stays here"
    )


def test_a_reason_is_asked_where_an_answer_needs_one_and_an_empty_line_is_none(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked("recorded", "", "it is in the file", args=("--from", "manager.rebuttal"))

    assert done.codes == ["case-answer-form"]
    assert kept().answer(at("manager.rebuttal")) == Answer("answered", "recorded", "it is in the file")


def test_a_reason_may_follow_the_number(asked: Asked, kept: Callable[[], Case]) -> None:
    asked("2 it is in the file", args=("--from", "manager.rebuttal"))

    assert kept().answer(at("manager.rebuttal")) == Answer("answered", "recorded", "it is in the file")


def test_an_answer_without_its_reason_is_left_and_what_was_written_comes_up_again(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    left = asked("recorded", ".", args=("--from", "manager.rebuttal"))
    none_yet = kept().answer(at("manager.rebuttal"))
    asked("because so", case=CASE, args=("--from", "manager.rebuttal"))

    assert "Left as it was." in left.out
    assert none_yet is None


@pytest.mark.parametrize(
    "place,line,value",
    [
        ("home.children_now", "4", 4),
        ("home.change_of_purpose", "done with short breaks", "done with short breaks"),
        ("home.change_of_purpose", "= done", "done"),
        ("home.change_of_purpose", "because of the fire", "because of the fire"),
    ],
)
def test_a_fact_is_written_as_it_is(
    asked: Asked, kept: Callable[[], Case], place: str, line: str, value: object
) -> None:
    asked(line, args=("--from", place))

    assert kept().answer(at(place)) == Answer("answered", value)  # type: ignore[arg-type]


def test_a_count_that_is_none_is_refused(asked: Asked) -> None:
    assert asked("some", args=("--from", "home.children_now")).codes == ["shape-wrong-type"]


def test_a_gate_switches_questions_on(asked: Asked, pack: Pack) -> None:
    closed = asked(args=("--from", "manager.steps"))
    opened = asked("open", "g manager.steps", case=CASE, args=("--from", "manager.vacancy"))

    assert (closed.status, closed.codes) == (2, ["use-not-understood"])
    assert pack.questions["manager"]["steps"].ask in flat(opened.out)


# Notes


def test_a_note_is_linked_at_once_or_when_its_question_is_answered(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    asked("n (staff, 2020-01-15) two of them say so", args=("--from", "manager.post"))
    asked("c the log says otherwise", "2", case=CASE, args=("--from", "area:protection.baseline_found"))

    case = kept()
    post, found = case.answer(at("manager.post")), case.answer(at("area:protection.baseline_found"))
    assert case.notes[1:] == (
        Note.model_validate(
            {"id": "n2", "date": "2020-01-15", "source": "staff", "text": "two of them say so"}
        ),
        Note.model_validate({"id": "n3", "date": "2020-01-14", "text": "the log says otherwise"}),
    )
    assert post is not None
    assert post.supports == ("n2",)
    assert found == Answer("answered", "sound", contradicts=("n3",))


@pytest.mark.parametrize(
    "brackets, told",
    [
        ("children, 2019-13-05", "The brackets do not name one source, one child or one day."),
        ("child, Q, 2019-03-05", "Q is not in the register: `add` in a section of children registers Q."),
        ("child, 2019-13-05", "`2019-13-05` is no day: write it as 2019-03-05."),
        ("childd, 2019-03-05", "`childd` is no source: "),
        ("child, staff", "The brackets do not name one source, one child or one day."),
    ],
)
def test_brackets_of_a_note_that_name_nothing_are_words_of_it_and_it_is_said_which_part_is_unknown(
    asked: Asked, kept: Callable[[], Case], brackets: str, told: str
) -> None:
    done = asked(f"n ({brackets}) B said nothing", args=("--from", "manager.post"))

    assert told in flat(done.out)
    assert kept().notes[-1].text == f"({brackets}) B said nothing"


def test_a_note_that_is_there_is_linked_and_taken_away(asked: Asked, kept: Callable[[], Case]) -> None:
    asked("link n1", "g manager.vacancy", "against n1", "g manager.post", "unlink n1", "notes",
          args=("--from", "manager.post"))  # fmt: skip

    post, vacancy = kept().answer(at("manager.post")), kept().answer(at("manager.vacancy"))
    assert post == Answer("answered", "registered")
    assert vacancy == Answer("answered", "none", contradicts=("n1",))


# Going


def test_back_skip_and_words_go_from_question_to_question(asked: Asked, pack: Pack) -> None:
    done = asked(".", "b", "g who holds", args=("--from", "area:protection.baseline_found", "--brief"))

    found, dip = pack.questions["area"]["baseline_found"].ask, pack.questions["area"]["period_dip"].ask
    told = flat(done.out)
    places = [told.find(dip), told.rfind(found), told.find(pack.questions["manager"]["post"].ask)]
    assert places == sorted(places)
    assert -1 not in places


def test_the_help_says_which_questions_a_skip_takes_first_and_how_all_notes_are_told(asked: Asked) -> None:
    told = flat(asked("help").out)

    assert "those of the core first, those in detail once no core question is" in told
    assert "notes: all notes, the newest first" in told


def test_words_that_several_questions_have_list_them(asked: Asked) -> None:
    done = asked("g report cover this area")

    assert "5 places have these words" in done.out
    assert "[area:protection.reported]" in done.out


def test_it_goes_on_where_it_was_left(asked: Asked, pack: Pack) -> None:
    asked("g manager.vacancy")

    assert pack.questions["manager"]["vacancy"].ask in flat(asked(case=CASE).out)


def test_undo_and_redo_are_told_and_lead_to_where_the_step_was_made(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    undone = asked("4", "undo", args=("--from", "manager.post", "--brief"))
    before = kept().answer(at("manager.post"))
    asked("redo", case=CASE)

    assert "Taken back: The manager's post: " in flat(undone.out)
    assert before == Answer("answered", "registered")
    assert kept().answer(at("manager.post")) == Answer("answered", "vacant")


def test_where_to_look_and_what_the_paragraph_says_are_told_when_asked(asked: Asked, pack: Pack) -> None:
    told = flat(asked("?", args=("--from", "manager.post")).out)

    question = pack.questions["manager"]["post"]
    assert question.look[0] in told
    assert pack.paragraphs[question.cites[0]].says in told


# Records and sections


def test_a_child_is_added_with_dates_and_asked_about(
    asked: Asked, kept: Callable[[], Case], pack: Pack
) -> None:
    done = asked("add", "Ben", "B", "May", "2019-09-01", "", "1", args=("--from", "leaver", "--brief"))

    assert done.codes == ["case-label", "shape-bad-date"]
    assert [(one.label, str(one.arrived), one.left) for one in kept().children][1:] == [
        ("B", "2019-09-01", None)
    ]
    assert Key("leaver", "B") in kept().records
    assert pack.questions["leaver"]["reason"].ask in flat(done.out)


def test_in_the_detail_of_a_record_that_was_added_an_answer_leads_to_the_next_of_its_detail(
    asked: Asked,
) -> None:
    done = asked("add", "D", "2017-05", "1", ".", args=("--from", "resident:", "--brief"))

    assert done.out.index("Detail question 1 of 7") < done.out.index("Detail question 2 of 7")
    assert "Detail question 3 of 7" not in done.out
    assert "[resident:D.chosen_how]" in flat(done.out)


def test_a_record_is_removed_after_asking(asked: Asked, kept: Callable[[], Case]) -> None:
    asked("add", "", "remove", "no", "remove", "yes", args=("--from", "incident"))

    assert not kept().of_type("incident")


def test_a_section_is_completed_sampled_and_opened_again(asked: Asked, kept: Callable[[], Case]) -> None:
    done = asked("complete", "g leaver:", "reopen", "sampled", args=("--from", "leaver:"))
    refused = asked("add", case=CASE, args=("--from", "leaver:"))

    assert (kept().complete, kept().sampled) == (frozenset(), frozenset({"leaver"}))
    assert refused.codes == ["change-closed"]
    assert "complete: All there was has been looked at" in flat(done.out)
    assert "sampled: Only some of all there was were looked at" in flat(done.out)


def test_a_coloured_line_is_kept_as_it_is_shown(asked: Asked, kept: Callable[[], Case]) -> None:
    asked("note \x1b[31mB is safe\x1b[0m today")

    assert kept().notes[-1].text == "B is safe today"


# A child in danger


def test_an_answer_that_says_a_child_is_at_risk_stops_everything_until_it_is_told_what_was_done(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked(
        "3", ".", "g manager.post", "vacant", *TAKEN, args=("--from", "protection.safe_now", "--brief")
    )

    told = flat(done.out)
    assert told.count("! Before anything else: ") == 2
    assert "What was done is not recorded (type act)" in told
    assert kept().answer(at("protection.immediate_action")) == Answer(
        "answered", "taken", "what was done: moved; who was told: police; when: noon"
    )
    assert kept().answer(at("manager.post")) == Answer("answered", "vacant")  # the line was not lost


def test_what_is_still_to_be_told_of_a_danger_is_asked_again_and_nothing_else(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked("3", "taken", "moved", "", "noon", "police", args=("--from", "protection.safe_now"))

    assert done.codes == ["case-answer-form"]
    action = kept().answer(at("protection.immediate_action"))
    assert action is not None
    assert action.reason == "what was done: moved; who was told: police; when: noon"


def test_nothing_needed_beside_a_danger_has_to_be_explained(asked: Asked, kept: Callable[[], Case]) -> None:
    done = asked("3", "not_needed", "", "gone home", args=("--from", "protection.safe_now"))

    assert done.codes == ["case-answer-form"]
    assert "At risk of harm. Yet “No such child”: is this right?" in flat(done.out)
    action = kept().answer(at("protection.immediate_action"))
    assert action == Answer("answered", "not_needed", "gone home")


@pytest.mark.parametrize(
    "line",
    ["u why", "n seen", "clear", "because so", "add", "seal", "complete"],
    ids=lambda line: line.split()[0],
)
def test_nothing_else_is_changed_while_a_danger_stands(
    asked: Asked, kept: Callable[[], Case], line: str
) -> None:
    place = "leaver:" if line in ("add", "complete") else "manager.post"
    asked("3", ".", args=("--from", "protection.safe_now"))
    before = kept()

    done = asked(".", line, ".", case=CASE, args=("--from", place))

    assert kept() == before
    assert done.out.count("! Before anything else: ") == 2


def test_the_answer_that_raised_the_alarm_can_be_changed_noted_and_undone(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    asked("3", ".", "n seen", "undo", "1", args=("--from", "protection.safe_now"))

    assert kept().answer(at("protection.safe_now")) == Answer("answered", "safe")


def test_what_was_written_while_a_danger_stands_comes_up_as_a_draft(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    left = asked("3", ".", "g manager.post", "u accounts differ", ".", args=("--from", "protection.safe_now"))
    asked(*TAKEN, "u", "", case=CASE, args=("--from", "manager.post"))

    assert "kept as a draft" in left.out
    assert kept().answer(at("manager.post")) == Answer("uncertain", None, "accounts differ")


# The own view first


def test_nothing_that_the_rules_conclude_is_told_before_the_own_view_is_sealed(
    here: Sccif, pack: Pack, judging: Judging, tmp_path: Path
) -> None:
    words = "".join(f"{line}\n" for line in ("o", "?", "why", "proposal", "g manager.post", "2", "undo", "."))

    done = here("interview", SUSTAINED, stdin=words)

    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
        standing = read(ledger, "sc000001-2019-02")
    judged = judging.live(standing.case)
    told = [say(pack, judged.case, pack.rules_by_id[one.rule], one.key) for one in judged.known.findings]
    forbidden = [*told, "propose", "still possible", *(one.label for one in pack.judgements.values())]
    assert told
    assert [word for word in forbidden if word in flat(done.out)] == []
    assert not any(isinstance(event.happened, ProposalShown) for event in standing.events)


def test_the_own_view_is_sealed_area_by_area_and_then_the_proposal_and_its_reasons_are_told(
    asked: Asked, tmp_path: Path
) -> None:
    done = asked(*SEALING, "why", case=SUSTAINED)

    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
        standing = read(ledger, "sc000001-2019-02")
    sealed = standing.case.sealed
    told = flat(done.out)
    assert sealed is not None
    assert (sealed.judgement, sealed.reasons) == ("sustained", "all as it was")
    assert len(sealed.areas) == 5
    assert "The report to the provider has none of it" in told
    assert "The rules propose: sustained effectiveness, settled, on the evidence" in told
    assert "Why, area by area" in told
    assert "progress-unchanged" in told
    assert [type(event.happened) for event in standing.events].count(ProposalShown) == 1


def test_a_view_that_is_not_confirmed_is_not_sealed_and_is_kept_as_a_draft(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    asked(*SEALING[:-1], "no")
    none_yet = kept().sealed

    done = asked("seal", *[""] * 7, "yes", case=CASE)

    assert none_yet is None
    assert kept().sealed is not None
    assert "(an empty line keeps sustained)" in flat(done.out)


def test_what_looks_like_a_name_is_asked_about_before_the_view_is_sealed(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked(*SEALING[:-2], "as Mrs. Baker agreed", "no")

    assert kept().sealed is None
    assert "“Mrs Baker” looks like a name: write a label or a role instead. A view is stated once" in flat(
        done.out
    )


@pytest.mark.parametrize("reasons", ["", "x", "1234"])
def test_a_view_needs_reasons_in_words(asked: Asked, kept: Callable[[], Case], reasons: str) -> None:
    done = asked(*SEALING[:-2], reasons, ".")

    assert done.codes == ["case-answer-form"]
    assert kept().sealed is None


def test_a_sealed_view_is_neither_taken_back_nor_replaced(asked: Asked) -> None:
    assert asked(*SEALING, "undo", "seal").codes == ["change-nothing", "change-sealed"]


def test_once_sealed_it_is_told_when_an_answer_moves_the_proposal(asked: Asked) -> None:
    asked(*SEALING, case=SUSTAINED)

    done = asked(
        "serious_risk", *TAKEN, case="sc000001-2019-02", args=("--from", "protection.safe_now", "--brief")
    )

    assert "The rules now propose: declined in effectiveness" in flat(done.out)


def test_a_store_that_shows_everything_throughout_tells_the_proposal_at_once(
    here: Sccif, asked: Asked
) -> None:
    here("admin", "reveal", "live")

    done = asked("seal", case=SUSTAINED)

    assert "The rules propose: sustained effectiveness" in flat(done.out)
    assert done.codes == ["use-not-understood"]


# How it ends


def test_the_end_of_the_input_says_how_far_it_has_come(asked: Asked, tmp_path: Path) -> None:
    done = asked("1", args=("--from", "area:protection.reported"))

    told = flat(done.out)
    assert done.status == 0
    assert "Ended. 11 of 50 core questions answered" in told
    assert f"Allthatwasenteredissavedin{tmp_path / 'ledger.sqlite'}." in "".join(done.out.split())


def test_the_end_of_the_input_in_the_middle_of_a_reason_leaves_the_answer_as_it_was(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked("recorded", args=("--from", "manager.rebuttal"))

    assert done.status == 0
    assert kept().answer(at("manager.rebuttal")) is None


def test_the_last_line_need_not_end(here: Sccif, kept: Callable[[], Case]) -> None:
    here("interview", BEGUN, "--from", "manager.post", stdin="vacant")

    assert kept().answer(at("manager.post")) == Answer("answered", "vacant")


def test_ctrl_c_ends_in_order(environment: dict[str, str]) -> None:
    process = started(environment, "interview", BEGUN, "--from", "manager.post", "--brief")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"vacant\n")
    process.stdin.flush()
    while b"Kept" not in (line := process.stdout.readline()):
        assert line
    while not process.stdout.readline().strip().startswith(b"1."):
        pass

    process.send_signal(signal.SIGINT)

    out, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Ended." in out
    assert b"All that was entered is saved" in out
    assert said.startswith(b"a new store was made: ")
    assert len(said.splitlines()) == 1


def test_what_the_store_refuses_is_set_aside_and_told(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked()

    def full(*_: object, **__: object) -> None:
        raise Refused([Problem("store-full", "the disk is full", "make room")])

    monkeypatch.setattr(Ledger, "append", full)
    done = asked("vacant", case=CASE, args=("--from", "manager.post"))

    (aside,) = (tmp_path / "state").rglob("*-unsaved-*.yaml")
    assert done.status == 2
    assert "NOT SAVED" in done.out
    assert set(done.codes) == {"store-full"}
    assert str(aside) in flat(done.err)
    assert "vacant" in aside.read_text(encoding="utf-8")


def test_a_case_that_is_nowhere_is_bad_input(asked: Asked) -> None:
    without_a_store = asked(case="nowhere")
    asked()
    in_a_store = asked(case="nowhere")

    assert (without_a_store.status, without_a_store.codes) == (2, ["store-missing"])
    assert (in_a_store.status, in_a_store.codes) == (2, ["file-missing"])


# Two people


@pytest.fixture
def other(tmp_path: Path, pack: Pack) -> Iterator[OpenCase]:
    """The case, open for somebody else."""
    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite")), "mm") as ledger:
        import_file(ledger, ROOT / BEGUN, pack)
        yield OpenCase(ledger, read(ledger, CASE), pack)


def meanwhile(monkeypatch: pytest.MonkeyPatch, other: OpenCase, changed: Answered) -> None:
    """The other changes something while the first question waits for its answer."""
    from assistant.cli.asking.lines import Lines

    read_line, left = Lines.answer, [changed]

    def answer(self: Lines, prompt: str) -> str:
        if left:
            other.do([left.pop()])
        return read_line(self, prompt)

    monkeypatch.setattr(Lines, "answer", answer)


def test_what_somebody_else_changed_meanwhile_is_told(
    asked: Asked, other: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, other, Answered(at("manager.vacancy"), Answer("answered", "open")))

    done = asked("help", case=CASE)

    assert "mm changed the case meanwhile." in done.out


def test_where_two_changed_the_same_one_is_kept_with_a_reason(
    asked: Asked, other: OpenCase, kept: Callable[[], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, other, Answered(at("manager.post"), Answer("answered", "appointed")))

    done = asked("vacant", "2", "I saw the letter", case=CASE, args=("--from", "manager.post"))

    assert "mm changed this too" in flat(done.out)
    assert kept().answer(at("manager.post")) == Answer("answered", "vacant")


# What is written to the terminal


@pytest.mark.parametrize("text", ["\x1b[2Jgone", "left \u202eright", "[bold]loud[/bold]", ":smile: [/x]"])
def test_hostile_text_is_kept_as_text_and_never_acts(
    asked: Asked, kept: Callable[[], Case], text: str
) -> None:
    done = asked(f"n {text}", text, "g " + text, "notes", args=("--from", "manager.post"))

    assert done.status == 0
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err
    assert kept().notes[-1].text == text.removeprefix("\x1b[2J")


def test_a_line_too_long_is_refused_whole(asked: Asked, kept: Callable[[], Case]) -> None:
    done = asked("n " + "x" * 300_000, "n short", args=("--from", "manager.post"))

    assert done.codes == ["case-answer-form"]
    assert [note.text for note in kept().notes][1:] == ["short"]


def test_bytes_that_are_no_text_are_no_fault(sccif: Sccif) -> None:
    done = sccif("interview", BEGUN, "--from", "manager.post", "--brief", stdin=b"n caf\xe9\nnotes\n")

    assert done.status == 0
    assert "caf\ufffd" in done.out


def test_on_a_terminal_nothing_moves_the_cursor_or_colours_the_text(environment: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli.main", "interview", SUSTAINED, "--brief"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in (*SEALING, "why", "nonsense", "done")).encode())
    seen = b""
    try:
        while more := os.read(ours, 4096):
            seen += more
    except OSError:  # the other end is closed
        pass
    process.wait(timeout=30)
    os.close(ours)

    assert process.returncode == 0
    assert b"\x1b" not in seen
    assert b"Answer: " in seen
    assert b"The rules propose: sustained" in seen


# Notes, and the end


def test_a_note_comes_into_the_inbox_and_is_linked_later_by_the_name_of_the_question(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked("note (child, 2020-01-15) seen in the hall", "notes hall", "link n2 manager.post",
                 "against n2 manager.vacancy", "notes hall", args=("--from", "leaver:"))  # fmt: skip

    case = kept()
    note, post, vacancy = case.note("n2"), case.answer(at("manager.post")), case.answer(at("manager.vacancy"))
    assert note == Note.model_validate(
        {"id": "n2", "date": "2020-01-15", "source": "child", "text": "seen in the hall"}
    )
    assert post is not None
    assert vacancy is not None
    assert "n2" in post.supports
    assert vacancy.contradicts == ("n2",)
    told = flat(done.out)
    assert told.index("not linked") < told.index("[manager.post]") < told.index("[manager.vacancy]")


def test_a_note_is_written_anew_and_taken_out_only_when_nothing_is_linked(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked("note alone", "rewrite n2 (staff, 2020-01-15) together", "drop n1", "notes",
                 args=("--from", "manager.post"))  # fmt: skip
    asked("link n1 manager.post", "drop n1", "drop n2", case=CASE)

    assert "n2. together (Staff, 2020-01-15)" in flat(done.out)
    assert [note.id for note in kept().notes] == ["n1"]


def test_what_looks_like_a_name_in_a_reason_is_warned_about_and_kept(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    done = asked("u Kayleigh said no", args=("--from", "manager.post"))

    post = kept().answer(At(Key("manager"), "post"))
    assert "“Kayleigh” looks like a name" in flat(done.out)
    assert post is not None
    assert post.reason == "Kayleigh said no"


def test_what_looks_like_a_name_is_warned_about_and_kept(asked: Asked, kept: Callable[[], Case]) -> None:
    done = asked("note Kayleigh said no", args=("--from", "manager.post"))

    assert "“Kayleigh” looks like a name" in flat(done.out)
    assert kept().notes[-1].text == "Kayleigh said no"


def test_the_end_tells_what_is_left_and_the_word_that_seals_and_nothing_of_the_proposal(
    asked: Asked, pack: Pack
) -> None:
    done = asked("end", args=("--from", "manager.post"))

    told = flat(done.out)
    assert "The end of the interview." in told
    assert "Core questions without an answer (" in told
    assert "seal: states your own view" in told
    for outcome in pack.judgements.values():
        assert outcome.label not in told


@pytest.mark.parametrize("number", ["0000019", "0" * 6 + "99", "1" + "0" * 5000])
def test_a_number_that_no_answer_has_is_refused_however_it_is_written(asked: Asked, number: str) -> None:
    done = asked(number, args=("--from", "manager.post"))

    assert (done.status, done.codes) == (0, ["case-unknown-answer"])


def test_a_folder_that_is_called_as_a_case_does_not_hide_it(
    here: Sccif, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("cases", "import", BEGUN)
    monkeypatch.chdir(tmp_path)
    (tmp_path / CASE).mkdir()

    assert here("interview", CASE).status == 0
    assert here("sheet", CASE, "-o", "questions.md").status == 0
    assert here("report", CASE).codes == ["use-own-view-first"]
    assert here("whatif", CASE).codes[-1:] == ["use-own-view-first"]


def test_a_note_that_is_too_long_is_refused_before_it_is_made_and_stays_as_a_draft(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    asked()
    before, long = kept(), "word " * 4500

    done = asked(f"note {long}", f"/n {long}", args=("--from", "manager.post"))

    assert done.codes == ["shape-bad-value", "shape-bad-value"]
    assert "the note has 22,499 characters, and one may have 20,000" in flat(done.err)
    assert "Write `note` alone to take it up again." in flat(done.out)
    assert kept().notes == before.notes


def test_a_note_is_not_told_back_to_whoever_has_just_written_it(asked: Asked) -> None:
    told = flat(asked("note", "(child) the garden is fenced", "note", ".").out)

    assert re.search(r"The note, on one line \(\. leaves it\): Kept as n[0-9]+ \(Child, ", told)
    assert "the garden is fenced" not in told
    assert "(. leaves it): Left as it was." in told


def test_before_a_view_is_sealed_it_is_told_where_core_questions_are_open_and_what_sealing_means(
    asked: Asked,
) -> None:
    told = flat(asked(*SEALING[:-1], "no").out)

    asking = told[told.index("because: all as it was") : told.index("Seal it?")]
    assert "core questions have no answer yet: Areas of the report " in asking
    assert ", Leadership " in asking
    assert "Sealed now, your view stands as it is, whatever these are answered with later." in asking


def test_the_head_is_asked_for_line_by_line_and_what_does_not_fit_again(
    asked: Asked, kept: Callable[[], Case]
) -> None:
    sought = asked("g last inspection")
    lines = ["head", "", "", "", "2020-13-45", "", "goood", "", "", "2020-01-15"]
    done = asked(*lines, case=CASE)

    told, inspection, baseline = kept(), kept().inspection, kept().baseline
    assert "write `head`" in sought.err
    assert "Last day [shape-bad-value]" in done.err
    assert "`goood` is no grade of a full inspection; is this right? [case-odd-grade]" in done.err
    assert (str(inspection and inspection.end), baseline and baseline.grade) == ("2020-01-15", "goood")
    assert told.urn == "SC000002"


def test_the_head_is_left_as_it_was_by_a_full_stop(asked: Asked, kept: Callable[[], Case]) -> None:
    asked("head", "SC000099", ".")

    assert kept().urn == "SC000002"
