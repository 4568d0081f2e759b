"""What a report needs is given where the interview asks for it."""

from __future__ import annotations

import pytest

from assistant.case import At, Key
from assistant.pack import Pack
from assistant.work.interview import Closing, Place
from assistant.work.report.giving import where_given
from tests.work.report.test_drafting import sample


@pytest.mark.parametrize(
    "place,given",
    [
        ("home.children_now", At(Key("home"), "children_now")),
        ("improvement:M1.evidence", At(Key("improvement", "M1"), "evidence")),
        ("improvement", Closing("improvement")),
        ("no-manager-in-charge", Closing("improvement")),
        ("partnership", At(Key("partnership"), "working")),
        ("inspection.end", None),
        ("urn", None),
    ],
)
def test_each_place_leads_to_where_it_is_asked(pack: Pack, place: str, given: Place | None) -> None:
    assert where_given(sample(pack, 7), pack, place) == given
