"""Where the interview stands, and how it goes from one place to another."""

from __future__ import annotations

from assistant.cli.asking.standing import tell_end
from assistant.cli.asking.talk import Talk
from assistant.problems import Problem, Refused
from assistant.work.heading import LABELS
from assistant.work.interview import Place, neighbour, next_open, places
from assistant.work.seeking import named, nearest, next_in_detail, place_name, with_words

_PLACE = "place"
"""Where the interview was left, kept as drafts are: in the app it goes on there too."""
_LISTED = 12


class Going:
    """The half of the interview that goes about; the other half does what a line says."""

    def __init__(self, talk: Talk, first: Place | None) -> None:
        """At the place given, or where it was left, or where something is open."""
        sitting = talk.sitting
        self.talk, self.sitting = talk, sitting
        known = {str(place): place for place in places(sitting.case, sitting.pack)}
        kept = known.get(sitting.drafts.get(_PLACE))
        self.place: Place = first or kept or self.following(None) or next(iter(known.values()))
        self.been: list[Place] = []
        """Where it stood before."""
        self.is_told = False
        """Whether the place was told as it is now."""

    def following(self, after: Place | None) -> Place | None:
        """The next place after another that asks for something, or the first there is."""
        return next_open(self.sitting.case, self.sitting.pack, after)

    def stay(self) -> None:
        """Where the place is gone (undone, gated), stand at the nearest there is."""
        there = nearest(self.sitting.case, self.sitting.pack, self.place)
        if there != self.place:
            self.place, self.is_told = there, False

    def go(self, place: Place) -> None:
        """Stand at another place."""
        if place != self.place:
            self.been.append(self.place)
        self.stand(place)

    def stand(self, place: Place) -> None:
        """Stand at another place, without a way back to this one."""
        self.place, self.is_told = place, False
        self.sitting.drafts.keep(_PLACE, str(place))

    def in_detail(self) -> Place | None:
        """The next open question of the record in whose detail it stands."""
        return next_in_detail(self.sitting.case, self.sitting.pack, self.place)

    def on(self) -> None:
        """The next place once this is answered: the rest of the detail of a record is asked before another place."""
        self.stay()
        found = self.in_detail()
        if found is None:
            self.skip()
        else:
            self.go(found)

    def skip(self) -> None:
        """The next place that asks for something."""
        self.stay()
        found = self.following(self.place)
        if found is not None:
            self.go(found)
        elif self.following(None) is None:
            self.at_the_end()
        else:
            self.talk.say("Nothing else is open.")

    def at_the_end(self) -> None:
        """Say so once nothing is open any more."""
        tell_end(self.talk)

    def back(self) -> None:
        """Where it stood before, or the place before this one."""
        known = set(places(self.sitting.case, self.sitting.pack))
        while self.been:
            place = self.been.pop()
            if place in known and place != self.place:
                self.stand(place)
                return
        before = neighbour(self.sitting.case, self.sitting.pack, self.place, -1)
        if before is None:
            self.talk.say("This is the first question.")
        else:
            self.stand(before)

    def seek(self, words: str) -> None:
        """Go to a question by its name, or by part of its words."""
        case, pack = self.sitting.case, self.sitting.pack
        exact = named(case, pack, words)
        found = (exact,) if exact else with_words(case, pack, words)
        if not found:
            right = (
                "it is in the head of the case: write `head`"
                if any(words.casefold() in label.casefold() for label in LABELS.values())
                else "write other words of it, or fewer; a question behind a gate is asked once that is answered"
            )
            raise Refused([Problem("use-not-understood", f"no question has `{words[:80]}` in it", right)])
        if len(found) == 1:
            self.go(found[0])
            return
        self.talk.say(
            f"{len(found)} places have these words; write more of them, or g with the name in brackets:"
        )
        for place in found[:_LISTED]:
            self.talk.say(f"{place_name(pack, place)} [{place}]", 2, "- ")
        if len(found) > _LISTED:
            self.talk.say(f"and {len(found) - _LISTED} more", 2)
