"""An audit as it is told: what it was made from, what each table holds, and that no home can be told by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from assistant.case import Case
from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.reasoning.sweep import sweep
from assistant.work.audit.auditing import audit
from assistant.work.audit.references import References
from assistant.work.audit.report import Made, report
from assistant.work.audit.shapes import Report, Table
from assistant.work.audit.wording import CHANCE
from assistant.work.coefficients import Coefficient, Share
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.generating import generated
from tests.small_cases import PRESUMED, UNMOVED
from tests.work.audit.test_audit import judged

TODAY = date(2019, 6, 3)


def told(
    judging: Judging,
    cases: Iterable[Case],
    source: str = "cases.jsonl",
    *,
    with_urns: bool = False,
    by_inspector: bool = False,
) -> Report:
    with Corpus(judging.pack) as corpus:
        corpus.take_in(cases)
        corpus.judge(sweep(judging.base), keep=True)
        found = audit(corpus, judging.base, TODAY, by_inspector=by_inspector)
        return report(corpus, judging.base, found, Made(source, TODAY, with_urns))


def table(found: Report, name: str) -> Table:
    return next(one for one in found.tables if one.id == name)


def at_homes(pack: Pack) -> list[Case]:
    """Two cases named by their homes, alike and judged differently, one without the case review it asks for."""
    return [
        replace(judged(pack, 1, "declined", said=PRESUMED), id="sc000001-2019-03", urn="SC000001"),
        replace(judged(pack, 2, "sustained", said=PRESUMED), id="second", urn="SC000002"),
    ]


def everything(found: Report) -> str:
    cells = [str(cell) for one in found.tables for row in one.rows for cell in row]
    return " ".join([found.title, *(value for pair in found.about for value in pair), *cells])


def test_a_case_whose_name_holds_a_urn_is_called_by_its_place(pack: Pack, judging: Judging) -> None:
    found = told(judging, at_homes(pack), "sc000001-2019-03")

    assert table(found, "no-case-review").rows == (("case 1",),)
    assert [row[1] for row in table(found, "pairs").rows] == ["case 1"]
    assert [row[3] for row in table(found, "pairs").rows] == ["second"]
    assert "sc000001" not in everything(found).casefold()


def test_with_urns_the_name_and_the_urn_are_told(pack: Pack, judging: Judging) -> None:
    found = told(judging, at_homes(pack), "sc000001-2019-03", with_urns=True)

    assert table(found, "no-case-review").rows == (("sc000001-2019-03", "SC000001"),)
    assert dict(found.about)["Source"] == "sc000001-2019-03"


@pytest.mark.parametrize(
    "name", ["sc000009-x", "A_SC000009", "home_1234567", "xsc000001x", "SC000001", "SC123456.2"]
)
def test_what_looks_like_a_urn_is_taken_for_one(name: str) -> None:
    assert References({1: "SC000001"}, with_urns=False).case(4, name) == "case 5"


@pytest.mark.parametrize("name", ["second", "synthetic-1-0000012", "2019-03-05", "visit-12345"])
def test_a_name_that_tells_of_no_home_stays(name: str) -> None:
    assert References({1: "SC000001"}, with_urns=False).case(4, name) == name


def test_what_differs_between_a_pair_and_what_that_moves_is_told(pack: Pack, judging: Judging) -> None:
    poor = UNMOVED | {"leaver:B.facilitated": "poor", "leaver:B.planning": "well"}
    cases = [judged(pack, 1, "sustained"), judged(pack, 2, "declined", said=poor)]

    found = told(judging, cases)

    assert len(table(found, "pairs").rows) == 1
    assert [row[0] for row in table(found, "agenda").rows]


def test_every_row_has_a_cell_for_each_column_and_figures_where_the_column_says_so(judging: Judging) -> None:
    found = told(judging, generated(judging, 60, 3), by_inspector=True)

    holds = {Share: "share", Coefficient: "coefficient", str: "one", int: "one"}
    assert len({one.id for one in found.tables}) == len(found.tables)
    for one in found.tables:
        for row in one.rows:
            assert len(row) == len(one.columns)
            for cell, column in zip(row, one.columns, strict=True):
                assert cell is None or holds[type(cell)] == column.holds, (one.id, column.id)


def test_cases_made_by_chance_are_said_to_be_so_and_others_are_not(pack: Pack, judging: Judging) -> None:
    by_chance = told(judging, generated(judging, 3, 1)).cautions
    mixed = told(judging, [*generated(judging, 3, 1), judged(pack, 1, "sustained")]).cautions
    others = told(judging, [judged(pack, 1, "sustained")]).cautions

    assert by_chance[0].startswith("All of these cases are synthetic")
    assert mixed[0].startswith("3 of these cases are synthetic")
    assert not any("synthetic" in one for one in others)


def test_what_few_cases_are_worth_is_said_on_every_report(judging: Judging) -> None:
    assert CHANCE in told(judging, []).cautions


def test_of_more_pairs_than_are_told_it_is_said_how_to_see_them(pack: Pack, judging: Judging) -> None:
    cases = [judged(pack, number, ("sustained", "declined")[number % 2]) for number in range(12)]

    many, one = (
        next(section for section in told(judging, some).sections if section.id == "alike").says
        for some in (cases, cases[:2])
    )

    assert many.startswith("36 pairs of cases")
    assert "`sccif alike --limit 100`" in many
    assert one.startswith("1 pair of cases")
    assert "--limit" not in one


def test_a_urn_that_is_empty_is_in_no_name(pack: Pack, judging: Judging) -> None:
    with Corpus(judging.pack) as corpus:
        corpus.take_in([judged(pack, 1, "sustained")])
        corpus.database.execute("UPDATE cases SET urn = ''")

        references = References.of(corpus, with_urns=False)

    assert references.case(0, "case-001") == "case-001"


def test_an_empty_corpus_is_told_too(judging: Judging) -> None:
    found = told(judging, [], by_inspector=True)

    assert found.title == "Audit of 0 cases"
    assert all(one.empty or one.rows for one in found.tables)


def test_people_are_told_of_only_where_that_is_asked_for(judging: Judging) -> None:
    cases = list(generated(judging, 60, 3))
    name = "departures-by-inspector"

    assert not any(one.id == name for one in told(judging, cases).tables)
    assert any(one.id == name for one in told(judging, cases, by_inspector=True).tables)


def test_every_case_of_which_something_is_so_is_named_and_a_reader_is_shown_the_first(
    pack: Pack, judging: Judging
) -> None:
    found = table(
        told(judging, [judged(pack, number, "declined", said=PRESUMED) for number in range(150)]),
        "no-case-review",
    )

    assert (len(found.rows), found.left_out) == (150, 50)
