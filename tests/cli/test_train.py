"""`sccif train`: scenarios listed, shown and checked."""

from __future__ import annotations

import csv
from contextlib import closing
from pathlib import Path

import pytest

from assistant.store import Ledger, parse_address
from assistant.store.listing import training_cases
from assistant.work.training.drilled import read_drilled
from tests.cli.conftest import Sccif

FIXTURES = Path(__file__).parents[1] / "fixtures" / "scenarios"
SMALL = str(FIXTURES / "small.yaml")
CONSTRUCTED = "Constructed: no home, child or inspection like this is known to us."


pytestmark = pytest.mark.usefixtures("own_state")


def test_the_list_says_that_all_is_constructed_and_gives_no_judgement_away(here: Sccif) -> None:
    done = here("train", "list", "--json")

    assert len(done.objects) >= 12
    assert {one["about"] for one in done.objects} == {CONSTRUCTED}
    assert all(
        set(one) == {"id", "title", "difficulty", "documents", "asked", "about"} for one in done.objects
    )
    assert here("train", "list").out.startswith(CONSTRUCTED)


def test_a_scenario_is_shown_with_its_passages_and_without_its_authors_reading(here: Sccif) -> None:
    done = here("train", "show", "the-nurses-book")

    assert "[nurse-2] 17 November, A: wrist swollen" in done.out
    assert CONSTRUCTED in done.out
    assert "cannot be trusted" not in done.out
    (told,) = here("train", "show", "the-nurses-book", "--json").objects
    assert set(told) == {"id", "title", "about", "difficulty", "brief", "documents"}


def test_a_name_that_is_no_scenario_is_refused_with_the_nearest(here: Sccif) -> None:
    done = here("train", "show", "the-nurse-book")

    assert (done.status, done.codes) == (2, ["scenario-none"])
    assert "did you mean `the-nurses-book`?" in done.err


def test_a_scenario_file_of_ones_own_is_shown_and_checked(here: Sccif) -> None:
    small, bad = str(FIXTURES / "small.yaml"), str(FIXTURES / "bad" / "no-passage.yaml")

    assert "[log-2] Supper as in spring." in here("train", "show", small).out
    assert here("train", "check", small).out == "nothing is wrong\n"
    done = here("train", "check", bad)
    assert (done.status, done.codes) == (1, ["scenario-passage"])


APART = {
    "list": ("cases", "list", "--all", "--json"),
    "search": ("cases", "search", "--label", "A", "--json"),
    "audit": ("audit", "--json"),
    "alike": ("alike", "--json"),
    "precedents": ("precedents", "knowledge/cases/02-sustained-weak-and-no-worse.yaml", "--json"),
}
SEALED = ["seal", "2", "2", "2", "2", "2", "sustained", "it is as it was", "yes", "done"]


def flat(text: str) -> str:
    return " ".join(text.split())


def lines(*said: str) -> str:
    return "".join(f"{line}\n" for line in said)


def test_a_trainee_reads_answers_and_seals_alone_and_then_is_told_of_the_authors(here: Sccif) -> None:
    begun = here("train", SMALL, stdin=lines("same", "done"))

    assert "[log-2] Supper as in spring." in begun.out
    assert "core questions" not in begun.out
    assert "3 questions can be answered from the documents, 0 of them answered; " in flat(begun.out)
    assert "Ended. 3 questions can be answered from the documents, 1 of them answered; " in flat(begun.out)
    assert "Debrief" not in begun.out
    assert "No aim moves." not in begun.out

    sealed = here("train", SMALL, stdin=lines("link log-2", "somewhat_worse", "same", *SEALED))

    before, debrief = sealed.out.split("Debrief: Small")
    assert "The scenario asks nothing more." in before
    assert "you: Somewhat worse" in debrief
    assert "because: As then." in debrief
    assert "2 of 3 that both settled are the same" in debrief
    assert "wrong" not in debrief


def test_only_what_the_scenario_asks_is_asked(here: Sccif) -> None:
    done = here("train", SMALL, stdin=lines("same", "same", "same", "done"))

    assert "Nothing is open." in done.out


def test_a_reading_that_is_sealed_is_told_again_and_not_asked_again(here: Sccif) -> None:
    here("train", SMALL, stdin=lines("same", "same", "same", *SEALED))

    again = here("train", SMALL)

    assert "Debrief: Small" in again.out
    assert "own view first" not in again.out
    (told,) = here("train", "debrief", SMALL, "--json").objects
    assert (told["judged"], told["points"]) == (["sustained", "sustained"], [])


def test_a_trainees_reading_never_reaches_lists_audits_or_precedents_of_real_cases(here: Sccif) -> None:
    here("cases", "import", "knowledge/cases/01-sustained-from-a-good-baseline.yaml")
    before = {name: here(*args).out for name, args in APART.items()}

    here("train", SMALL, stdin=lines("same", "same", "same", *SEALED))

    assert {name: here(*args).out for name, args in APART.items()} == before


def own_reading(tmp_path: Path) -> str:
    """What the one reading that was begun in the store is called."""
    with closing(Ledger.open(parse_address(str(tmp_path / "ledger.sqlite")), "anna")) as ledger:
        (case_id,) = training_cases(ledger)
    return case_id


def test_an_unsealed_reading_is_neither_decided_nor_reviewed_nor_counted(here: Sccif, tmp_path: Path) -> None:
    here("train", SMALL, stdin=lines("same", "done"))
    case = own_reading(tmp_path)

    decided = here("cases", "decide", case, "--judgement", "sustained", "--reasons", "as it was")
    reviewed = here("review", case)

    assert (decided.codes, reviewed.codes) == (["decide-unsealed"], ["decide-unsealed"])
    assert here("train", "debrief", SMALL).codes == ["use-own-view-first"]


def test_while_ones_own_reading_is_open_files_tell_nothing_of_anothers(here: Sccif, tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in ("one.yaml", "two.yaml")]
    for file in files:
        here("train", "show", SMALL, "--to", file)
        with Path(file).open("a") as stream:
            stream.write("judgement: {decided: improved, reasons: to see the others}\n")
    here("train", SMALL, stdin=lines("same", "done"))

    asked = [("debrief", SMALL, "--answers", files[0]), ("meeting", SMALL, *files)]
    refused = [here("train", *one) for one in asked]
    here("train", SMALL, stdin=lines("same", "same", *SEALED))

    assert [(done.codes, done.out) for done in refused] == [(["use-own-view-first"], "")] * 2
    assert [here("train", *one).status for one in asked] == [0, 0]


def test_answers_in_a_case_file_are_compared_as_well(here: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    here("train", "show", SMALL, "--to", str(file))
    assert here("train", "debrief", SMALL, "--answers", str(file)).codes == ["use-own-view-first"]
    file.write_text(file.read_text() + "judgement: {decided: improved, reasons: better to me}\n")

    done = here("train", "debrief", SMALL, "--answers", str(file))

    assert done.status == 0
    assert "you: Not answered" in done.out


def test_a_panels_reading_is_called_the_panels(here: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "panel.yaml"
    here("train", "show", SMALL, "--to", str(file))
    file.write_text(file.read_text() + "judgement: {decided: declined, reasons: worse to us}\n")
    here("train", SMALL, stdin=lines("same", "same", "same", *SEALED))

    done = here("train", SMALL, "--reading", str(file))

    assert "Why the panel judge so" in done.out
    assert "worse to us" in done.out
    other = here("train", "debrief", "a-bad-autumn", "--answers", str(file))
    assert other.codes == ["scenario-other"]


def test_drills_are_called_what_they_are_and_told_with_the_answer_that_tips_them(here: Sccif) -> None:
    (drill,) = here("train", "drill", "--seed", "5", "-n", "1", "--json").objects

    right = here("train", "drill", "--seed", "5", "-n", "1", stdin=lines(str(drill["judgement"])))

    assert right.out.startswith("Practice on this rule base, not inspection")
    assert "So do the rules" in right.out
    assert "1 of 1 as the rules have it." in right.out
    other = here("train", "drill", "--seed", "5", "-n", "1", stdin=lines("neither", _other_than(drill)))
    assert "use one of: improved, sustained, declined" in other.out
    assert "The rules have it otherwise" in other.out


def _other_than(drill: dict[str, object]) -> str:
    return "declined" if drill["judgement"] != "declined" else "improved"


def test_a_drill_that_was_left_is_not_kept_and_a_done_one_is(here: Sccif, tmp_path: Path) -> None:
    here("train", "drill", "--seed", "5", "-n", "2", stdin=lines("sustained", "done"))

    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
        (kept,) = read_drilled(ledger)
    assert kept.said == "sustained"
    told = here("train", "progress")
    assert "no scenario was judged yet" in told.out
    assert "Drills judged as the rules have it" in told.out
    assert [one["drills"] for one in here("train", "progress", "--json").objects] == [1]
    by_person = here("train", "progress", "--cohort").out.splitlines()
    assert by_person[-1].startswith(f"{kept.who}: ")


def test_a_table_of_progress_holds_the_drills_too_and_is_not_written_of_nothing(
    here: Sccif, tmp_path: Path
) -> None:
    here("cases", "new", "begun")
    table = tmp_path / "readings.csv"
    assert here("train", "progress", "--csv", str(table)).codes == ["scenario-readings"]
    assert not table.exists()

    here("train", "drill", "--seed", "5", "-n", "2", stdin=lines("sustained", "done"))
    here("train", "progress", "--csv", str(table))

    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
        (kept,) = read_drilled(ledger)
    (row,) = csv.DictReader(table.read_text().splitlines())
    assert (row["at"], row["who"], row["scenario"]) == (str(kept.on), kept.who, "")
    assert (row["reading"], row["judged"], row["theirs"]) == ("the rules", "sustained", kept.judgement)
    assert (row["drill"], row["tipped_by"]) == (kept.digest, kept.area)


def test_progress_is_told_over_time_and_exported(here: Sccif, tmp_path: Path) -> None:
    table = tmp_path / "readings.csv"
    here("cases", "import", "knowledge/cases/01-sustained-from-a-good-baseline.yaml")
    none = here("train", "progress")
    here("train", "before-the-first-child", stdin=lines("link reg-1", "no", *SEALED[:6], "none", *SEALED[7:]))

    done = here("train", "progress", "--csv", str(table))

    assert none.out.startswith("no scenario was judged yet")
    assert "Judgements: 1 of 1 (100%, 21% to 100%)" in done.out
    assert "before-the-first-child: the same judgement; answers 1 of 1" in done.out
    head, row = table.read_text().splitlines()
    assert head == ("at,who,scenario,reading,judged,theirs,same,answers_same,answers,rules,drill,tipped_by")
    assert ",before-the-first-child,authors,none,none,yes,1,1," in row
    (told,) = here("train", "progress", "--json").objects
    assert (told["scenario"], told["same"], told["areas"]) == (
        "before-the-first-child",
        "yes",
        {"home": [1, 1]},
    )


def test_a_cohort_is_told_by_person_and_by_scenario(here: Sccif) -> None:
    here("train", "before-the-first-child", stdin=lines("no", *SEALED[:6], "sustained", *SEALED[7:]))

    done = here("train", "progress", "--cohort")

    assert "By person" in done.out
    assert "By scenario" in done.out
    assert "judgements 0 of 1 (0%, 0% to 79%)" in done.out


def test_a_meeting_has_an_agenda_and_a_file_to_agree_in(here: Sccif, tmp_path: Path) -> None:
    files = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for file, judgement in zip(files, ("improved", "declined"), strict=True):
        here("train", "show", SMALL, "--to", str(file))
        records = "records:\n  experiences: {progress_change: PLACE}\n".replace(
            "PLACE", "clearly_better" if judgement == "improved" else "same"
        )
        text = file.read_text().partition("records:")[0]
        file.write_text(f"{text}{records}judgement: {{decided: {judgement}, reasons: as I read it}}\n")
    panel = tmp_path / "panel.yaml"

    done = here("train", "meeting", SMALL, *map(str, files), "--to", str(panel))

    assert "Meeting about: Small" in done.out
    assert "Clearly better" in done.out
    assert "progress-clearly-better" in done.out
    assert "progress_change" not in panel.read_text()
    (told,) = here("train", "meeting", SMALL, *map(str, files), "--json").objects
    assert (told["judged"], told["about"]) == (["improved", "declined"], CONSTRUCTED)

    panel.write_text(panel.read_text() + "judgement: {decided: declined, reasons: agreed}\n")
    record = ("train", "meeting", SMALL, "--record", str(panel))
    assert here(*record).codes == ["shape-missing-field"]
    too_long = here(*record, "--learned", "word " * 4500)
    assert (too_long.codes, too_long.status) == (["shape-bad-value"], 2)
    assert here(*record, "--learned", "look at the log").out.startswith("recorded as meeting.small.")


def test_a_meeting_needs_two_readings_and_ones_own_view_first(here: Sccif) -> None:
    here("train", SMALL, stdin=lines("same", "done"))
    own = here("train", "meeting", SMALL)
    here("train", SMALL, stdin=lines("same", "same", *SEALED))

    alone = here("train", "meeting", SMALL)

    assert (own.codes, alone.codes) == (["use-own-view-first"], ["scenario-readings"])


def test_a_scenario_is_judged_before_its_debrief_is_told(here: Sccif) -> None:
    here("cases", "import", "knowledge/cases/01-sustained-from-a-good-baseline.yaml")

    done = here("train", "debrief", SMALL)

    assert (done.status, done.codes) == (2, ["scenario-readings"])
    assert "judge it first: `sccif train " in done.err


def test_a_reading_that_was_sealed_with_no_answer_is_told_to_count_for_nothing(here: Sccif) -> None:
    here("train", "three-at-the-table", stdin=lines(*SEALED))

    told = here("train", "progress").out

    assert "1 reading sealed with no answer, not counted" in told
    assert "no scenario was judged yet" not in told
