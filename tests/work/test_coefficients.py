"""Coefficients of agreement come to what was published, and keep the laws that they are to keep."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.work.coefficients import Coefficient, Share, ac1, kappa, linear, quadratic, raw

Table = Sequence[Sequence[int]]


def units(table: Table, names: str) -> list[tuple[str, str]]:
    """The pairs that a table counts: the first reading in rows, the second in columns."""
    return [
        (names[row], names[column])
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def rounded(found: Coefficient, digits: int) -> tuple[float, ...]:
    told = (found.value, found.error, found.low, found.high)
    return tuple(round(number, digits) for number in told if number is not None)


# A printout of SAS PROC FREQ, kept in the tests of statsmodels (stats/tests/test_inter_rater.py, `table10`).
PRINTED_BY_SAS = units([[0, 4, 1], [0, 8, 0], [0, 1, 5]], "abc")
# SAS/STAT User's Guide, The FREQ Procedure, Agreement Study: two dermatologists on the skin of 88 people.
SKIN = units([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]], "tpmc")
# Gwet (2014), Handbook of Inter-Rater Reliability, in the README of his irrCAC: `cont3x3abstractors`.
ABSTRACTORS = units([[13, 0, 0], [0, 20, 7], [0, 4, 56]], "ean")
# The same, `distrib.6raters`: how many of six raters put each of 15 people into each of five categories.
SIX_RATERS = [
    [str(category) for category, count in enumerate(counts) for _ in range(count)]
    for counts in [
        (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
        (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
        (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
    ]
]  # fmt: skip
# R's irr, data `anxiety`, raters 2 and 3, as kappa2 prints them (in the same tests of statsmodels).
ANXIETY = list(zip("36462424332333221334", "21443216111233113322", strict=True))


def test_kappa_is_as_sas_prints_it() -> None:
    assert rounded(kappa(PRINTED_BY_SAS, "abc"), 4) == (0.4842, 0.1380, 0.2137, 0.7547)


def test_linear_kappa_is_as_sas_prints_it() -> None:
    assert rounded(kappa(PRINTED_BY_SAS, "abc", linear("abc")), 4) == (0.4701, 0.1457, 0.1845, 0.7558)


def test_kappa_of_the_dermatologists_is_as_the_manual_of_sas_has_it() -> None:
    found = kappa(SKIN, "tpmc")

    assert found.n == 88
    assert rounded(found, 4)[0] == 0.3449
    assert rounded(found, 4)[2:] == (0.2030, 0.4868)


def test_kappa_of_the_abstractors_is_as_gwet_has_it() -> None:
    found = kappa(ABSTRACTORS, "ean")

    assert found.value == pytest.approx(0.7964094, abs=5e-8)
    assert found.error == pytest.approx(0.05891072, abs=5e-9)


def test_quadratic_kappa_of_the_abstractors_is_as_irrcac_prints_it() -> None:
    assert kappa(ABSTRACTORS, "ean", quadratic("ean")).value == pytest.approx(0.8921569, abs=5e-8)


def test_ac1_of_the_abstractors_is_as_gwet_has_it() -> None:
    found = ac1(ABSTRACTORS, "ean")

    assert found.value == pytest.approx(0.8493305, abs=5e-8)
    assert found.error == pytest.approx(0.04321747, abs=5e-9)


def test_ac1_of_six_raters_is_as_gwet_has_it_but_for_his_n_minus_1() -> None:
    found = ac1(SIX_RATERS, "01234")

    assert found.value == pytest.approx(0.4448007, abs=5e-8)
    # Of many raters he divides by n - 1, of two by n, as is done here throughout.
    assert found.error is not None
    assert found.error * math.sqrt(15 / 14) == pytest.approx(0.08418757, abs=5e-9)
    assert raw(SIX_RATERS).value == pytest.approx(0.5511111, abs=5e-8)


def test_weighted_kappas_of_anxiety_are_as_irr_prints_them() -> None:
    # irr drops the category 5, which neither of the two used.
    scale = "12346"

    assert kappa(ANXIETY, scale).value == pytest.approx(-0.006289308, abs=5e-9)
    assert kappa(ANXIETY, scale, linear(scale)).value == pytest.approx(0.1459075, abs=5e-8)
    assert kappa(ANXIETY, scale, quadratic(scale)).value == pytest.approx(0.2520325, abs=5e-8)


def test_wilsons_interval_is_as_newcombe_has_it() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263.
    share = Share(81, 263)

    assert (round(share.low or 0, 4), round(share.high or 0, 4)) == (0.2553, 0.3662)


def test_kappa_of_one_category_is_undefined() -> None:
    assert kappa([("a", "a")] * 5, "abc") == Coefficient(5)


def test_nothing_is_undefined_too_and_has_no_share() -> None:
    assert kappa([], "ab") == Coefficient(0) == ac1([], "ab")
    assert ac1([("a", "a")], "a") == Coefficient(1)
    assert raw([]).value is raw([]).low is None


def test_full_agreement_of_few_has_no_interval_as_nothing_varied() -> None:
    assert kappa([("a", "a"), ("b", "b")], "ab") == Coefficient(2, 1.0)


def test_what_three_read_weighs_no_more_than_what_two_read() -> None:
    found = raw([("a", "a", "b"), ("a", "a")])

    assert found.count == pytest.approx(4 / 3)
    assert found.of == 2


ratings = st.lists(st.tuples(*[st.sampled_from("abc")] * 2), min_size=1, max_size=30)


@given(ratings)
def test_kappa_does_not_mind_which_reading_came_first(pairs: list[tuple[str, str]]) -> None:
    turned = [(other, one) for one, other in pairs]

    for weights in (None, linear("abc"), quadratic("abc")):
        assert told(kappa(turned, "abc", weights)) == pytest.approx(told(kappa(pairs, "abc", weights)))
    assert told(ac1(turned, "abc")) == pytest.approx(told(ac1(pairs, "abc")))


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=30).filter(lambda said: len(set(said)) > 1))
def test_full_agreement_is_1(said: list[str]) -> None:
    pairs = [(one, one) for one in said]

    found = (kappa(pairs, "abc"), kappa(pairs, "abc", quadratic("abc")), ac1(pairs, "abc"))
    assert [one.value for one in found] == pytest.approx([1, 1, 1])
    assert raw(pairs).value == 1


@given(ratings)
def test_no_coefficient_is_above_1_and_each_lies_in_its_interval(pairs: list[tuple[str, str]]) -> None:
    for found in (kappa(pairs, "abc"), kappa(pairs, "abc", linear("abc")), ac1(pairs, "abc")):
        if found.value is not None:
            assert found.value <= 1 + 1e-9
        if found.low is not None and found.high is not None and found.value is not None:
            assert found.low - 1e-9 <= found.value <= found.high + 1e-9


@given(st.integers(0, 50), st.integers(1, 50))
def test_a_share_lies_in_its_interval(count: int, more: int) -> None:
    share = Share(count, count + more)

    assert share.low is not None
    assert share.high is not None
    assert 0 <= share.low <= (share.value or 0) <= share.high <= 1


def told(found: Coefficient) -> list[float]:
    """What a coefficient says, with -9 for what it does not."""
    return [-9 if number is None else number for number in (found.value, found.error, found.low, found.high)]
