"""The plain form of the interview: the same questions page by page, and nothing typed is lost or told too early."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from assistant.case import Answer, Answered, At, JudgementRecorded, Key, RecordRemoved, Sealed
from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.reasoning.phrases import say
from assistant.serve.desk import Desk
from assistant.serve.form_pages import kept
from assistant.serve.rendering import rendered
from assistant.store import Ledger, Standing, parse_address, read
from assistant.store.erasing import erase
from assistant.store.kinds import Settled
from assistant.work.deciding import judgement_made
from assistant.work.drafts import Drafts
from assistant.work.interview import action_place, places
from assistant.work.keeping import import_file
from assistant.work.report.editing import keep, told
from assistant.work.sealing import asked_for
from tests.serve.reader import Page, Reader

SAMPLES = Path(__file__).parents[2] / "knowledge" / "cases"
CASE = "sc000001-2019-02"


class Person(NamedTuple):
    """Somebody at the plain form, with a desk of their own."""

    desk: Desk
    reader: Reader
    ledger: Ledger

    @property
    def standing(self) -> Standing:
        return read(self.ledger, next(iter(self.desk.answer({"do": "list"})["cases"])))

    def open(self) -> Page:
        """The case's page of questions."""
        self.reader.go("/form")
        (button,) = {value for _, value in self.reader.page.form().buttons}
        return self.reader.send(button)

    def question(self, name: str) -> Page:
        """The page of one question, by a link on the page of all."""
        at = next(one for one in places(self.standing.case, self.desk._pack) if str(one) == name)
        self.open()
        opened = next(iter(self.desk._forms._open.values()))
        to = opened.address(at)
        assert to in self.reader.page.links
        return self.reader.go(to)


As = Callable[[str], Person]


def asking(desk: Desk) -> Callable[[str, dict[str, str] | None], tuple[int, str, str]]:
    """What the server does with an answer of the desk."""

    def ask(path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        told = desk.answer({"do": "form", "path": urlsplit(path).path.split("/")[2:], "form": form})
        if "to" in told:
            return 303, told["to"], ""
        if "show" not in told:
            return 422, "", rendered("form/kept", title="", problems=told["problems"], texts=[])
        return told["status"], "", rendered(told["show"], who="anna", token="t", **told["about"])

    return ask


@pytest.fixture
def as_(tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> Iterator[As]:
    """Somebody at the plain form; all of them share one store."""
    opened: list[Ledger] = []

    def begin(who: str) -> Person:
        # The state of each person is a folder of their own, as on the server.
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / who))
        ledger = Ledger.open(parse_address(os.environ["SCCIF_STORE"]), who)
        opened.append(ledger)
        desk = Desk(ledger, pack)
        return Person(desk, Reader(asking(desk)), ledger)

    yield begin
    for ledger in opened:
        ledger.close()


def brought(pack: Pack, number: int = 1) -> None:
    """A sample case in the store."""
    with closing(Ledger.open(parse_address(os.environ["SCCIF_STORE"]), "anna")) as ledger:
        import_file(ledger, sorted(SAMPLES.glob("*.yaml"))[number - 1], pack)


def stated(page: Page, pick: int = 0) -> dict[str, str]:
    """Something stated of each area and of the whole."""
    form = page.form("seal")
    return {name: said[pick] for name, said in form.choices.items() if name.startswith("view-")}


# To the end


def test_a_case_is_judged_to_its_end_page_by_page(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    reader = anna.reader
    anna.open()
    reader.go(f"{reader.at}/own-view")

    wrong = reader.send("seal", reasons="-")
    count = wrong.told.count("State your view of")
    right = reader.send("seal", **stated(wrong), reasons="seen on both days", sure="yes")
    proposal = right.told
    reader.go(reader.at.replace("proposal", "judgement"))
    again = reader.send(reasons="what was seen outweighs it")
    recorded = reader.send(choice="declined")

    assert count == 2 * len(asked_for(pack))  # in the summary, and at each field
    assert "#reasons" in wrong.links
    assert "seen on both days" in proposal
    assert "The rules propose: sustained effectiveness" in proposal
    assert [name for name in pack.paragraphs if name in proposal]
    assert "Choose a judgement." in again.told
    assert "gives them word for word" in again.told
    assert "departure from the proposal" in recorded.told
    made = [one.change for one in anna.standing.made]
    assert [type(one) for one in made[-2:]] == [Sealed, JudgementRecorded]
    assert isinstance(made[-1], JudgementRecorded)
    assert (made[-1].judgement.reasons, made[-1].judgement.departure) == ("what was seen outweighs it", True)


def test_every_page_can_be_read_aloud_and_reached_by_keys_and_tells_nothing_before_the_seal(
    as_: As, pack: Pack
) -> None:
    brought(pack, 16)  # with cause for concern
    anna = as_("anna")
    judged = Judging(pack, "meaning").live(anna.standing.case)
    findings = [say(pack, judged.case, pack.rules_by_id[one.rule], one.key) for one in judged.known.findings]
    home = anna.open()
    own = [one for one in home.links if one.startswith("/form/")]
    seen = [anna.reader.go(one) for one in dict.fromkeys(own) if not one.endswith("own-view")]

    for page in seen:
        assert page.tags.count("h1") == 1
        assert page.tags.count("main") == 1
        assert page.links[0] == "#main"
        assert len(page.ids) == len(set(page.ids)), page.told
        assert {one for one in page.links if one.startswith("#")} <= {f"#{one}" for one in page.ids}
        nameless = [
            one for one in page.inputs if "labelled" not in one and one.get("id") not in page.labelled
        ]
        assert nameless == []
        assert page.tags.count("fieldset") == page.tags.count("legend")
        assert "script" not in page.tags
        assert not [one for one in findings if one in page.told]
        assert "propose" not in page.told.replace("proposed", "")
    assert len(seen) > 100
    for hidden in ("proposal", "judgement", "case-review"):
        assert "Your own view comes first" in anna.reader.go(f"{own[0]}/{hidden}").told
        anna.reader.send("keep")
    for asked in ({"do": "report", "kind": "md"}, {"do": "explanation"}):
        (refused,) = anna.desk.answer({**asked, "case": judged.case.id})["problems"]
        assert "your own view comes first" in refused


# Answering


def test_an_answer_that_needs_a_reason_is_asked_for_it_and_what_was_typed_stays(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    anna.question("manager.post")
    page = anna.reader.send(
        "stay", answer="~uncertain", note="  The <b>post</b> & its rota\r\nwere asked after"
    )
    anna.question("manager.post")
    kept = anna.reader.page.form("stay").fields
    fixed = anna.reader.send("stay", answer="~uncertain", reason="two people say otherwise")

    assert "Nothing was saved yet" in page.told
    assert "#reason" in page.links
    assert page.form("stay").fields["answer"] == "~uncertain"
    assert kept["note"] == "The <b>post</b> & its rota\nwere asked after"
    assert "<b>post" not in page.text + fixed.text
    assert "uncertain: two people say otherwise" in fixed.told
    answer = anna.standing.case.answer(At(Key("manager"), "post"))
    assert answer is not None
    assert (answer.state, answer.reason) == ("uncertain", "two people say otherwise")
    note = anna.standing.case.note(answer.supports[-1])
    assert note is not None
    assert note.text == "The <b>post</b> & its rota\nwere asked after"


def test_notes_are_linked_unlinked_rewritten_and_answers_taken_back(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    at = At(Key("manager"), "post")
    anna.question("manager.post")

    anna.reader.send("clear")
    anna.reader.send("stay", note="seen on the rota", note_how="contradicts")
    waiting = anna.reader.page.told
    anna.reader.send("stay", answer="registered")
    answer = anna.standing.case.answer(at)
    assert answer is not None
    (note,) = answer.contradicts
    anna.reader.send(f"unlink:{note}")
    unlinked = anna.standing.case.answer(at)
    home = anna.reader.at.rpartition("/")[0]
    anna.reader.go(f"{home}/notes")
    bad = anna.reader.send(f"rewrite:{note}", note="seen on two rotas", note_day="tomorrow")
    anna.reader.send(f"rewrite:{note}", note_day="2019-02-05")
    rewritten = anna.standing.case.note(note)
    anna.reader.send(f"drop:{note}")
    anna.reader.go(home)
    undone = anna.reader.send("undo")

    assert "contradicts, once this is answered" in waiting
    assert unlinked is not None
    assert not unlinked.contradicts
    assert f"#note_day-{note}" in bad.links
    assert rewritten is not None
    assert (rewritten.text, str(rewritten.date)) == ("seen on two rotas", "2019-02-05")
    assert "Taken back" in undone.told
    assert anna.standing.case.note(note) == rewritten


def test_facts_are_read_as_in_the_app(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    facts = {
        question.fact: At(Key(kind), question.id)
        for kind, asked in pack.questions.items()
        for question in asked.values()
        if question.kind == "fact" and pack.record_types[kind].many == "one"
    }
    found = {str(one) for one in places(anna.standing.case, pack)}
    written = {
        "date": ("no day", "2018-12-04"),
        "count": ("few", "4"),
        "months": ("2019", "2018-12: 3\n2019-01: 0"),
    }
    asked = {fact: at for fact, at in facts.items() if fact in written and str(at) in found}
    for fact, at in asked.items():
        anna.question(str(at))
        bad, good = written[fact]
        wrong = anna.reader.send("stay", fact=bad)
        assert "#fact" in wrong.links
        assert wrong.form("stay").fields["fact"] == bad
        assert anna.reader.send("stay", fact=good).form("stay").fields["fact"] == good
    assert len(asked) > 1


def test_records_are_added_closed_over_and_removed(as_: As) -> None:
    anna = as_("anna")
    anna.reader.go("/form")
    bad = anna.reader.send("begin", case="Anna Smith")
    anna.reader.send("begin", case="sc000009-2019-03")
    section = anna.question("leaver:")
    wrong = anna.reader.send("add", arrived="2019-05", left="2019-01")
    added = anna.reader.send("add", arrived="2018-05-01", left="2019-01-07")
    anna.reader.send("remove")
    anna.reader.send("complete")
    closed = anna.standing.case
    anna.question("leaver:")
    reopened = anna.reader.send("reopen")
    assert "#case" in bad.links
    assert "Complete and empty means: looked, and there was none. Complete" in section.told
    assert "Each record, or a note, says how they were chosen. Sampled" in section.told
    assert "#arrived" in wrong.links
    assert wrong.form("add").fields["arrived"] == "2019-05"
    assert "Child who left A" in added.told
    assert not closed.records
    assert closed.complete == {"leaver"}
    assert [one.label for one in closed.children] == ["A"]
    assert reopened.form("add").fields["left"] == "2019-01-07"


def test_in_the_detail_of_a_record_that_was_added_it_goes_on_with_the_next_of_its_detail(as_: As) -> None:
    anna = as_("anna")
    anna.reader.go("/form")
    anna.reader.send("begin", case="sc000009-2019-03")
    anna.question("resident:")
    first = anna.reader.send("add", arrived="2017-05")

    second = anna.reader.send("go", answer="~uncertain", reason="not told yet")

    assert "Detail question 1 of 7" in first.told
    assert "Detail question 2 of 7" in second.told


def test_the_list_says_where_quality_assurance_is_found(as_: As) -> None:
    assert "For quality assurance open the case in the app, then q" in as_("anna").reader.go("/form").told


def test_the_head_of_the_case_is_filled_in_where_it_is_missed(as_: As) -> None:
    anna = as_("anna")
    anna.reader.go("/form")
    anna.reader.send("begin", case="sc000009-2019-03")
    left = anna.reader.go(f"{anna.reader.at}/left")
    head = next(one for one in reversed(left.links) if one.endswith("/head"))
    anna.reader.go(head)
    wrong = anna.reader.send(urn="7 elms", start="in March", last_full_inspection="2018-06")
    neither = anna.reader.send(urn="SC000009", start="", last_full_inspection="")
    anna.reader.send(start="in March", last_full_inspection="2018-06")
    late = anna.reader.send(start="2018-06-01")
    anna.reader.send(start="2019-03-05")

    case = anna.standing.case
    assert {"#urn", "#start"} <= set(wrong.links)
    assert "First day of the inspection: write it as 2019-03-05." in wrong.told
    assert (
        "“Last full inspection” has no date: give it, or choose “against neither: no baseline”."
        in neither.told
    )
    assert "#used" in neither.links
    assert wrong.form().fields["last_full_inspection"] == "2018-06"
    assert "#last_full_inspection" in late.links
    assert (case.urn, str(case.inspection and case.inspection.start)) == ("SC000009", "2019-03-05")
    assert case.baseline is not None
    assert str(case.baseline.date_used()) == "2018-06"


def test_where_somebody_may_be_in_danger_that_comes_first(as_: As, pack: Pack) -> None:
    anna = as_("anna")
    anna.reader.go("/form")
    anna.reader.send("begin", case="sc000009-2019-03")
    at, said = next(
        (place, question.immediate[0])
        for place in places(anna.standing.case, pack)
        if isinstance(place, At)
        for question in [pack.questions[place.key.record][place.question]]
        if question.immediate
    )
    anna.question(str(at))

    page = anna.reader.send("go", answer=said if said != "uncertain" else "~uncertain", reason="told today")
    action = anna.reader.at
    danger = page.told
    anna.question("manager.post")
    stopped = anna.reader.send("go", answer="registered", note="the post is filled")
    anna.reader.go(action)
    asks = action_place(pack)
    assert asks is not None
    choice = next(one.id for one in pack.questions[asks.key.record][asks.question].answers if one.reason)
    wanted = anna.reader.send(choice=choice, done="the child was moved")
    after = anna.reader.send(told="the placing authority", when="at ten")
    anna.question("manager.post")
    draft = anna.reader.page.form("go").fields["note"]
    anna.reader.send("go", answer="registered")

    assert action.endswith("/action")
    assert "What was done is not recorded" in danger
    assert "what was done is not recorded" in stopped.told
    assert "Still to be told" in wanted.told
    assert "What was done is not recorded" not in after.told
    assert draft == "the post is filled"
    assert anna.standing.case.answer(At(Key("manager"), "post")) is not None


def test_a_report_with_what_may_name_somebody_goes_out_only_even_so(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    anna.open()
    anna.reader.go(f"{anna.reader.at}/own-view")
    anna.reader.send("seal", **stated(anna.reader.page), reasons="as it was seen", sure="yes")
    keep(anna.ledger, anna.standing, pack, [told("service", "There was a child Z here.")])
    asked = {"do": "report", "case": anna.standing.case.id, "kind": "md"}

    held = anna.desk.answer(asked)
    taken = anna.desk.answer({**asked, "even_so": True})

    assert "`Z` is the label of no child" in held["problems"][0]
    assert "even so" in held["problems"][-1]
    assert "child Z" in taken["text"]
    assert [event.row.kind for event in anna.standing.events].count("exported") == 1


# Two people, one case


def test_two_who_answer_the_same_question_meet_and_neither_is_lost(as_: As, pack: Pack) -> None:
    brought(pack)
    anna, ben = as_("anna"), as_("ben")
    at = At(Key("manager"), "post")
    ben.question("manager.post")
    anna.question("manager.post")
    anna.reader.send("stay", answer="long_absent", reason="since the summer")
    others = ben.reader.send("stay", answer="vacant", reason="nobody is named", note="the door says nothing")
    met = others.told
    standing = anna.standing.case.answer(at)
    meeting = ben.reader.at
    typed = ben.question("manager.post").form("stay").fields
    assert "met another's" in ben.reader.page.told
    ben.reader.go(meeting)
    without = ben.reader.send(which="mine")
    settled = ben.reader.send(reason="seen on the day")

    assert "anna changed this too" in met
    assert "Kept" not in met
    assert standing is not None
    assert standing.value == "long_absent"
    assert (typed["answer"], typed["reason"], typed["note"]) == ("vacant", "nobody is named", "")
    assert "#reason" in without.links
    assert "Settled; both changes stay" in settled.told
    answer = ben.standing.case.answer(at)
    assert answer is not None
    assert (answer.value, answer.reason) == ("vacant", "nobody is named")
    assert "the door says nothing" in [one.text for one in ben.standing.case.notes]
    assert [one for one in ben.standing.events if isinstance(one.happened, Settled)]


def test_a_judgement_is_of_the_case_as_it_was_looked_at(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    anna.open()
    home = anna.reader.at
    anna.reader.send(
        "seal", **stated(anna.reader.go(f"{home}/own-view")), reasons="as it was seen", sure="yes"
    )
    anna.reader.go(f"{home}/judgement")
    ben = as_("ben")
    ben.ledger.append(
        anna.standing.case.id,
        anna.standing.sequence,
        Answered(At(Key("manager"), "post"), Answer("answered", "vacant", "it stands empty")),
    )

    first = anna.reader.send(choice="sustained", reasons="as proposed")
    assert anna.standing.case.judgement is None
    second = anna.reader.send()

    assert "changed meanwhile" in first.told
    assert first.form().fields["reasons"] == "as proposed"
    assert "Recorded: sustained" in second.told


def test_a_page_shown_before_stays_the_page_of_its_question_when_the_case_is_read_anew(
    as_: As, pack: Pack
) -> None:
    brought(pack)
    anna = as_("anna")
    anna.question("manager.post")
    form = anna.reader.page.form("stay")
    for number in range(2, 7):  # more cases than are held open
        brought(pack, number)
    for other in anna.desk.answer({"do": "list"})["cases"]:
        if other != CASE:
            anna.reader.go("/form", {"case": other})
    anna.reader.go(form.action, form.fields | {"do": "stay", "note": "counted twice"})

    case = read(anna.ledger, CASE).case
    (note,) = [one for one in case.notes if one.text == "counted twice"]
    assert note.id in str(case.answer(At(Key("manager"), "post")))


def test_few_cases_are_held_open_however_many_are_opened(as_: As, pack: Pack) -> None:
    for number in range(1, 7):
        brought(pack, number)
    anna = as_("anna")

    for case_id in anna.desk.answer({"do": "list"})["cases"]:
        anna.reader.go("/form", {"case": case_id})
        anna.desk.answer({"do": "form", "path": [], "form": {"case": case_id}})

    assert len(anna.desk._forms._open) == 4


def test_what_is_sent_to_a_page_that_is_not_known_is_given_back(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    anna.open()
    gone = anna.desk.answer({"do": "form", "path": ["nothing", "q1"], "form": {"note": "seen"}})
    unknown = anna.desk.answer({"do": "form", "path": [anna.reader.at.split("/")[2], "q999"], "form": {}})

    sent = {"token": "t0ken", "urn": "SC000009", "arrived": "2019-02-01", "view-care": "good"}
    page = kept(gone["problems"], sent, 422).text or ""

    assert [one in page for one in sent.values()] == [False, True, True, True]
    told = ["This page is not known any more, so nothing of it was kept."]
    assert gone["problems"] == unknown["problems"] == told


def test_a_case_that_was_erased_is_no_longer_shown_or_written(as_: As, pack: Pack) -> None:
    brought(pack)
    anna, ben = as_("anna"), as_("ben")
    anna.question("manager.post")
    erase(ben.ledger, anna.standing.case.id, "ORD-1", "asked to")

    page = anna.reader.send("stay", note="the rota says so")

    assert anna.reader.status == 422
    assert "erased" in page.told


def test_what_cannot_be_saved_stays_on_the_page(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    anna.question("manager.post")
    store = Path(os.environ["SCCIF_STORE"])
    anna.ledger.database.rows("PRAGMA query_only = ON")

    failed = anna.reader.send(
        "stay", answer="long_absent", reason="since the summer", note="the rota says so"
    )
    anna.ledger.database.rows("PRAGMA query_only = OFF")
    saved = anna.reader.send("stay")

    assert "Not saved" in failed.told
    assert failed.form("stay").fields["note"] == "the rota says so"
    assert "since the summer" in saved.told
    assert not [*store.parent.glob("*unsaved*")]
    answer = anna.standing.case.answer(At(Key("manager"), "post"))
    assert answer is not None
    assert answer.reason == "since the summer"


def test_all_that_was_typed_where_nothing_is_asked_any_more_waits_as_a_note(as_: As, pack: Pack) -> None:
    brought(pack)
    ben, anna = as_("ben"), as_("anna")
    case = anna.standing.case
    at = next(
        one
        for one in places(case, pack)
        if isinstance(one, At) and pack.record_types[one.key.record].many == "many"
    )
    anna.open()
    anna.reader.go(f"{anna.reader.at}/notes")
    anna.reader.send(note="begun before", note_day="no day")
    page = anna.question(str(at))
    ben.ledger.append(case.id, anna.standing.sequence, RecordRemoved(at.key))

    answer = page.form("stay").choices["answer"][0]
    told = anna.reader.send("stay", answer=answer, reason="my reason", note="my note").told
    anna.open()
    waiting = anna.reader.go(f"{anna.reader.at}/notes").form().fields["note"]

    assert "waits on the page Notes" in told
    assert waiting.split() == ["begun", "before", "my", "reason", "my", "note"]


def test_a_note_that_another_rewrote_is_met_also_after_a_wrong_day(as_: As, pack: Pack) -> None:
    brought(pack)
    anna, ben = as_("anna"), as_("ben")
    anna.open()
    notes = f"{anna.reader.at}/notes"
    anna.reader.go(notes)
    anna.reader.send(note="first words")
    name = anna.standing.case.notes[-1].id
    ben.open()
    ben.reader.go(f"{ben.reader.at}/notes")
    ben.reader.send(f"rewrite:{name}", note="ben's words")

    wrong = anna.reader.send(f"rewrite:{name}", note="anna's words", note_day="no day")
    status = anna.reader.status
    mended = anna.reader.send(f"rewrite:{name}", note_day="2019-03-01")

    assert (status, wrong.form(f"rewrite:{name}").fields["note"]) == (422, "anna's words")
    assert "ben changed this too" in mended.told
    note = anna.standing.case.note(name)
    assert note is not None
    assert note.text == "ben's words"


def test_whoever_meets_themselves_in_two_windows_is_told_so(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    other = anna.question("manager.post").form("stay")
    anna.reader.send("stay", answer="long_absent", reason="since the summer")

    typed = {"do": "stay", "answer": "vacant", "reason": "nobody is named"}
    told = anna.reader.go(other.action, other.fields | typed).told

    assert "You changed this yourself" in told
    assert "anna changed" not in told


def test_a_report_waits_for_the_own_view_also_of_a_case_that_is_judged(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    judged = Judging(pack, "meaning").live(anna.standing.case)
    made = judgement_made(judged, "sustained", "as it was seen", "ben", anna.ledger.now())
    anna.ledger.append(anna.standing.case.id, anna.standing.sequence, JudgementRecorded(made))

    told = anna.desk.answer({"do": "report", "case": anna.standing.case.id, "kind": "md"})

    assert "own view comes first" in told["problems"][0]


def test_what_is_kept_in_one_window_is_not_lost_by_another(tmp_path: Path) -> None:
    app, form = Drafts(tmp_path / "kept"), Drafts(tmp_path / "kept")

    form.keep("seal reasons", "long reasons")
    app.keep("manager.post note", "the door")
    both = Drafts(app.path).places()
    form.forget("seal reasons")
    form.forget("manager.post note")
    app.keep("inbox new", "begun")

    assert both == ("seal reasons", "manager.post note")
    assert Drafts(app.path).places() == ("inbox new",)


def test_a_note_waits_for_no_answer_where_the_page_was_refused(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    at = At(Key("manager"), "post")
    anna.question("manager.post")
    anna.reader.send("clear")
    anna.reader.send("stay", note="seen on the rota")
    name = anna.standing.case.notes[-1].id
    anna.reader.send(f"unlink:{name}")

    refused = anna.reader.send("stay", answer="~uncertain", link=name)
    anna.reader.send("stay", answer="~uncertain", reason="two people say otherwise", link=name)

    assert "#reason" in refused.links
    assert "once this is answered" not in refused.told
    answer = anna.standing.case.answer(at)
    assert answer is not None
    assert answer.supports == (name,)


def test_a_number_that_no_page_has_is_read_as_none(as_: As, pack: Pack) -> None:
    brought(pack)
    anna = as_("anna")
    anna.question("manager.post")

    page = anna.reader.send("stay", answer="vacant", seen="9" * 5000)

    assert "Kept: " in page.told


def test_once_the_view_is_sealed_the_proposal_says_what_may_change_and_no_more_that_the_view_comes_first(
    as_: As, pack: Pack
) -> None:
    brought(pack, 13)
    anna = as_("anna")
    anna.open()
    page = anna.reader.go(f"{anna.reader.at}/own-view")
    told = anna.reader.send("seal", **stated(page), reasons="seen on both days", sure="yes").told

    assert "The rules propose" in told
    assert "though open answers could still change this" in told
    assert "your own view comes first" not in told
