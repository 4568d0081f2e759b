"""Sentences for what would change a judgement and what each answer moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.case import At, Key, read_case
from assistant.pack import load_pack
from assistant.reasoning import Judging
from assistant.reasoning.evidence import OPEN
from assistant.reasoning.sensitivity import Sensitivity, sensitivity
from assistant.reasoning.solving.held import Held
from assistant.reasoning.what_if import Change, Searched, WhatIf
from assistant.work.ahead import by_what_is_left, look_ahead
from assistant.work.interview import Closing
from assistant.work.otherwise import ending, moved, moves, nearest_first

CASES = Path(__file__).parents[1] / "tui" / "cases"


@pytest.fixture(scope="module")
def judging() -> Judging:
    return Judging(load_pack(), "meaning")


def test_what_takes_fewest_answers_comes_first_and_what_nothing_leads_to_last(judging: Judging) -> None:
    judged = judging.live(read_case(CASES / "oak.yaml", judging.pack).case)

    def a_set(judgement: str, *changes: tuple[str, str]) -> WhatIf:
        told = [Change(At(Key("manager"), name), now, "none") for name, now in changes]
        return WhatIf(judgement, tuple(told), judged)

    three = a_set("improved", ("post", "vacant"), ("steps", OPEN), ("timely", OPEN))
    answered, still_open = a_set("sustained", ("post", "vacant")), a_set("sustained", ("vacancy", OPEN))
    none = Searched("declined", 0, is_reachable=False, is_whole=True, size=1)

    ways = nearest_first([none, three, answered, still_open])

    assert [(way.judgement, way.sets, way.ended) for way in ways] == [
        ("sustained", (still_open, answered), None),
        ("improved", (three,), None),
        ("declined", (), none),
    ]


@pytest.mark.parametrize(
    "searched,said",
    [
        (
            Searched("improved", 0, False, True, 1),
            (
                "No change of answers leads there: facts are held as they are, "
                "and choices that these rules do not let vary. They would not lead there either."
            ),
        ),
        (
            Searched("improved", 0, True, True, 6),
            "No change of up to 6 answers leads there; one of more answers does.",
        ),
        (
            Searched("improved", 4, True, True, 3),
            "These are all sets of up to 3 answers, each with the nearest that do.",
        ),
        (
            Searched("improved", 1, True, True, 1),
            "These are all sets of up to 1 answer, each with the nearest that do.",
        ),
        (
            Searched("improved", 12, True, False, 2),
            "There may be more than these 12; the smallest come first.",
        ),
    ],
)
def test_the_end_of_a_search_is_said(judging: Judging, searched: Searched, said: str) -> None:
    assert ending(judging.pack, searched) == said


def _area(name: str, question: str = "reported") -> At:
    return At(Key("area", name), question)


@pytest.mark.parametrize(
    "held,said",
    [
        (Held(matters=True), "Of these, several together could lead there."),
        (
            Held(matters=True, alone=(At(Key("home"), "judgement_due"),)),
            "Of these, another answer to “The home: {home}” could lead there.",
        ),
        (
            Held(matters=True, alone=(_area("experiences"), _area("protection"))),
            "Of these, another answer to “{area}” (any of 2) could lead there.",
        ),
    ],
)
def test_a_choice_that_is_held_is_named_where_it_alone_could_lead_there(
    judging: Judging, held: Held, said: str
) -> None:
    told = ending(judging.pack, Searched("withheld", 0, False, True, 0, held))

    questions = judging.pack.questions
    asked = {"home": questions["home"]["judgement_due"].ask, "area": questions["area"]["reported"].ask}
    assert told.endswith(said.format(**asked))


def test_what_an_answer_moves_is_told_by_judgement(judging: Judging) -> None:
    judged = judging.live(read_case(CASES / "oak.yaml", judging.pack).case)
    found = sensitivity(judging.supposing(judged))

    told, led = moves(judging.pack, found.moving[0])

    assert "“" in told
    assert [judgement for judgement, _ in led] == [judgement for judgement, _ in found.moving[0].moves]
    assert (
        moved(found)
        == f"{len(found.moving)} of the {found.tried} answers tried move the judgement if changed alone."
    )


@pytest.mark.parametrize(
    "found,said",
    [
        (Sensitivity((), 0), "No answer is given yet that could have been another."),
        (Sensitivity((), 7), "None of the 7 answers tried moves the judgement if it alone is changed."),
    ],
)
def test_it_is_said_where_no_answer_moves_it(found: Sensitivity, said: str) -> None:
    assert moved(found) == said


def test_what_lies_ahead_is_confirmed_and_holds_the_places_that_matter(judging: Judging) -> None:
    judged = judging.live(read_case(CASES / "oak.yaml", judging.pack).case)

    ahead = look_ahead(judging, judged)

    assert ahead.judged.is_confirmed
    assert {one.at for one in ahead.first} <= ahead.places
    assert {Closing(name) for name in ahead.sections} <= ahead.places
    assert 0 < len(ahead.first) < ahead.open
    grouped = by_what_is_left(ahead.first[0])
    assert sum(len(answers) for answers, _ in grouped) == len(ahead.first[0].leaves)
    assert len({left for _, left in grouped}) == len(grouped)


def test_what_is_overtaken_ends(judging: Judging) -> None:
    from assistant.reasoning.solve import Overtaken

    judged = judging.live(read_case(CASES / "oak.yaml", judging.pack).case)

    with pytest.raises(Overtaken):
        look_ahead(judging, judged, lambda: True)
