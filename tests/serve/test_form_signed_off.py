"""A case that is signed off on the plain form: it says so when it is opened, and what has the sign-off lapse says that."""

from __future__ import annotations

from assistant.pack import Pack
from assistant.store.kinds import ReviewBegun, SignedOff
from tests.serve.test_form import As, Person, as_, brought, stated  # noqa: F401  # a fixture, used by its name

LAPSED = "With this the case is no longer signed off by anna as reviewer on "
QUESTION = "experiences.children_say"


def signed(as_: As, pack: Pack) -> Person:  # noqa: F811
    """Anna, at a case that was sealed, judged and signed off."""
    brought(pack)
    anna = as_("anna")
    reader = anna.reader
    anna.open()
    reader.go(f"{reader.at}/own-view")
    reader.send("seal", **stated(reader.page), reasons="seen on both days", sure="yes")
    standing = anna.standing
    anna.ledger.append(
        standing.case.id,
        standing.sequence,
        ReviewBegun(pack.digest, pack.framework.cited),
        SignedOff("reviewer"),
    )
    return as_("anna")


def test_it_opens_with_who_signed_off_which_is_told_once(as_: As, pack: Pack) -> None:  # noqa: F811
    anna = signed(as_, pack)

    opened = anna.open()
    again = anna.reader.go(anna.reader.at)

    assert "The case is signed off by anna as reviewer on " in opened.told
    assert "a change of it has that lapse" in opened.told
    assert "signed off" not in again.told


def test_an_answer_and_what_is_taken_back_say_that_the_sign_off_lapses(as_: As, pack: Pack) -> None:  # noqa: F811
    anna = signed(as_, pack)

    anna.question(QUESTION)
    changed = anna.reader.send("go", answer="somewhat_better")
    anna.open()
    taken_back = anna.reader.send("undo")

    assert LAPSED in changed.told
    assert "it goes to quality assurance again" in changed.told
    assert LAPSED not in taken_back.told


def test_the_case_review_that_is_stated_says_so_too(as_: As, pack: Pack) -> None:  # noqa: F811
    anna = signed(as_, pack)
    anna.open()
    anna.reader.go(f"{anna.reader.at}/case-review")

    told = anna.reader.send(choice="inspector-held", reasons="a child was hurt")

    assert LAPSED in told.told
