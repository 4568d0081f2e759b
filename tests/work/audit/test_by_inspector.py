"""What is told of people: never little, and never what the sums would give away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.work.audit.departing import FEW, without_few
from assistant.work.audit.figures import OfInspector
from assistant.work.coefficients import Share

PEOPLE = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.integers(1, 30).flatmap(lambda of: st.builds(Share, st.integers(0, of), st.just(of))),
)


def test_people_stand_in_the_order_of_their_names() -> None:
    people = {"zz": Share(6, 12), "aa": Share(7, 30), "mm": Share(5, 10)}

    found = without_few(people)

    assert found.people == tuple(
        OfInspector(name, people[name].of, people[name]) for name in ("aa", "mm", "zz")
    )
    assert found.suppressed == 0


def test_few_departures_are_not_told_nor_is_the_number_they_could_be_told_by() -> None:
    found = without_few({"aa": Share(2, 20), "bb": Share(6, 20), "cc": Share(9, 20)})

    assert [(one.name, one.departing) for one in found.people] == [
        ("aa", None),
        ("bb", None),
        ("cc", Share(9, 20)),
    ]


def test_that_nearly_all_depart_is_not_told_either() -> None:
    found = without_few({"aa": Share(18, 20), "bb": Share(10, 20), "cc": Share(10, 20)})

    assert {one.name: one.departing is None for one in found.people}["aa"]


def test_who_could_be_told_from_the_rest_is_not_alone_in_being_left_out() -> None:
    found = without_few({"aa": Share(0, 9), "bb": Share(0, 7), "cc": Share(0, 2)})

    assert [one.name for one in found.people] == ["aa"]
    assert found.suppressed == 2


@given(PEOPLE)
def test_no_number_below_five_is_told_or_left_over(people: dict[str, Share]) -> None:
    found = without_few(people)

    told = {one.name: one for one in found.people}
    absent = [people[name] for name in people if name not in told]
    covered = [one for name, one in people.items() if name not in told or told[name].departing is None]
    assert found.suppressed == len(absent)
    assert all(one.cases >= FEW for one in found.people)
    if told and absent:
        assert len(absent) > 1
        assert sum(one.of for one in absent) >= FEW
    for one in found.people:
        if one.departing is not None:
            assert min(one.departing.count, one.departing.of - one.departing.count) >= FEW
    if covered and len(covered) < len(people):
        departing = sum(one.count for one in covered)
        assert len(covered) > 1
        assert min(departing, sum(one.of for one in covered) - departing) >= FEW
