"""The case review on the plain form: both readings, what bears on it, and what inspector and RIM state."""

from __future__ import annotations

from assistant.pack import Pack
from assistant.store.kinds import CaseReviewStated
from tests.serve.test_form import As, as_, brought, stated  # noqa: F401  # a fixture that is used by its name


def test_inspector_and_rim_each_state_it_with_reasons_and_what_was_stated_is_told(
    as_: As,  # noqa: F811
    pack: Pack,
) -> None:
    brought(pack)
    anna = as_("anna")
    reader = anna.reader
    anna.open()
    reader.go(f"{reader.at}/own-view")
    reader.send("seal", **stated(reader.page), reasons="seen on both days", sure="yes")

    page = reader.go(reader.at.replace("proposal", "case-review"))
    nothing = reader.send(reasons="-")
    without = reader.send(choice="inspector-held", options="a visit in a week")
    inspector = reader.send(reasons="a child was hurt")
    rim = reader.send(choice="rim-not-held", reasons="it was put right", options="")

    assert "What the published readings say" in page.told
    assert "Choose who states it" in nothing.told
    assert "There are no reasons yet" in without.told
    assert without.form().fields["options"] == "a visit in a week"
    assert "not stated" in inspector.told
    assert "held, jb, recorded by the account anna" in inspector.told
    assert "not stated" not in rim.told
    told = [one.happened for one in anna.standing.events if isinstance(one.happened, CaseReviewStated)]
    assert told == [
        CaseReviewStated("inspector", True, "a child was hurt", "a visit in a week"),
        CaseReviewStated("rim", False, "it was put right", None),
    ]


def test_nothing_of_it_is_told_or_taken_before_the_own_view(
    as_: As,  # noqa: F811
    pack: Pack,
) -> None:
    brought(pack)
    anna = as_("anna")
    anna.open()
    home = anna.reader.at

    early = anna.reader.go(f"{home}/case-review")
    posted = anna.reader.go(f"{home}/case-review", {"choice": "rim-held", "reasons": "a child was hurt"})

    for page in (early, posted):
        assert page.form("seal").choices
        assert "published readings" not in page.told
    assert not [one for one in anna.standing.events if isinstance(one.happened, CaseReviewStated)]
