"""Names on the plain form: what looks like one is asked about wherever it is typed, and kept all the same."""

from __future__ import annotations

import pytest

from assistant.pack import Pack
from tests.serve.test_form import As, as_, brought, stated  # noqa: F401  # a fixture, used by its name

ASKED = "“Jane Smith” looks like a name: write a label or a role instead."


def test_the_reason_of_an_answer_is_asked_about_once(as_: As, pack: Pack) -> None:  # noqa: F811
    brought(pack)
    anna = as_("anna")
    anna.question("experiences.children_say")

    kept = anna.reader.send("go", answer="~uncertain", reason="only Jane Smith was asked")
    anna.question("experiences.children_say")
    with_a_note = anna.reader.send("stay", note="a word with B")

    assert ASKED in kept.told
    assert "looks like a name" not in with_a_note.told


@pytest.mark.parametrize("button", ["stay", "go"])
def test_a_note_is_asked_about_once(as_: As, pack: Pack, button: str) -> None:  # noqa: F811
    brought(pack)
    anna = as_("anna")
    anna.question("experiences.children_say")

    kept = anna.reader.send(button, note="Jane Smith was there")

    assert kept.told.count(ASKED) == 1


def test_own_view_judgement_and_case_review_are_asked_about(as_: As, pack: Pack) -> None:  # noqa: F811
    brought(pack)
    anna = as_("anna")
    reader = anna.reader
    anna.open()
    reader.go(f"{reader.at}/own-view")
    reasons = "as Jane Smith says"

    asked = reader.send("seal", **stated(reader.page), reasons=reasons, sure="yes")
    sealed = reader.send("seal", **stated(reader.page), reasons=reasons, sure="yes")
    reader.go(reader.at.replace("proposal", "judgement"))
    judged = reader.send(choice="sustained", reasons=reasons)
    reader.go(reader.at.replace("judgement", "case-review"))
    weighed = reader.send(choice="inspector-held", reasons="a child was hurt", options=reasons)

    assert f"Not sealed yet. {ASKED}" in asked.told
    assert "Your own view is sealed. " + ASKED in sealed.told
    assert ASKED in judged.told
    assert ASKED in weighed.told
