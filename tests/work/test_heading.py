"""The head of a case as somebody fills it in: all that does not fit is told at once, by the labels that are shown."""

from __future__ import annotations

from assistant.pack import Pack
from assistant.work.heading import LABELS, head_changes, said_now
from assistant.work.keeping import new_case

CASE = new_case("oak")


def wrong(pack: Pack, **said: str) -> dict[str, str]:
    changes, found = head_changes(pack, CASE, said_now(CASE) | {"used": "none"} | said)
    assert not (changes and found)
    return dict(found)


def test_everything_that_does_not_fit_is_told_at_once_in_the_order_of_the_lines(pack: Pack) -> None:
    found = wrong(
        pack, grade="good", last_full_inspection="2019-05", start="2019-03-05", end="soon", urn="7 elms"
    )

    assert [*found] == ["urn", "end", "last_full_inspection"]
    assert found["urn"].startswith("`7 elms` is not a unique reference number")
    assert found["end"] == "write it as 2019-03-05"
    assert found["last_full_inspection"].startswith("the last full inspection, 2019-05, is not before")


def test_a_day_that_is_none_is_told_once_and_not_also_as_a_missing_one(pack: Pack) -> None:
    assert [*wrong(pack, used="last_inspection", last_inspection="May")] == ["last_inspection"]


def test_what_is_compared_with_and_has_no_date_is_told_in_the_labels_of_the_form(pack: Pack) -> None:
    found = wrong(pack, used="last_inspection")

    assert found == {
        "used": "“Last inspection of any kind” has no date: give it, or choose “against neither: no baseline”"
    }


def test_an_end_before_the_first_day_is_told_at_its_line(pack: Pack) -> None:
    assert [*wrong(pack, start="2019-03-05", end="2019-03-04")] == ["end"]


def test_no_line_is_told_by_the_name_of_its_field(pack: Pack) -> None:
    found = wrong(
        pack, urn="?", inspector="J B", start="?", end="?", last_full_inspection="?", last_inspection="?"
    )

    assert len(found) == 6
    assert not any(name in right for right in found.values() for name in LABELS if "_" in name)
