"""The paragraphs that were cited stand in the order in which a person looks them up."""

from __future__ import annotations

from assistant.cli.writers.text import _in_order


def test_paragraphs_of_any_numbering_stand_in_their_order() -> None:
    cited = ["NMS10", "A.2", "19.10", "19.2a", "19.2/manager", "19.2/leavers", "A.1", "19.2", "2"]

    ordered = sorted(cited, key=_in_order)

    assert ordered == ["2", "19.2", "19.2/leavers", "19.2/manager", "19.2a", "19.10", "A.1", "A.2", "NMS10"]
