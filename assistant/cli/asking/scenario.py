"""The interview of a trainee: it asks what a scenario asks, in the pack's order, and nothing beside."""

from __future__ import annotations

from assistant.case import At
from assistant.cli.asking.interview import Interview
from assistant.cli.asking.talk import Talk
from assistant.numbers import number
from assistant.work.interview import Place, is_open, places


class TraineeInterview(Interview):
    """Walks the questions that a scenario's authors found answers to; any other can be gone to by name."""

    def __init__(self, talk: Talk, asked: frozenset[At], given: int) -> None:
        """Of the questions that can be answered from the documents, and how many answers the scenario gives."""
        self.asked, self.given = asked, given
        super().__init__(talk, None)

    def how_far(self) -> str:
        """What the trainee answered, apart from what the scenario tells."""
        answered = sum(self.sitting.case.answer(at) is not None for at in self.asked)
        return (
            f"{number(len(self.asked), 'question')} can be answered from the documents, {answered} of them answered; "
            f"{number(self.given, 'more answer')} told by the scenario."
        )

    def following(self, after: Place | None) -> Place | None:
        """The next question of the scenario that is open."""
        case, pack = self.sitting.case, self.sitting.pack
        known = list(places(case, pack))
        since = known.index(after) + 1 if after in known else 0
        return next((place for place in known[since:] if place in self.asked and is_open(case, place)), None)

    def in_detail(self) -> Place | None:
        """No other question than the next of the scenario."""
        return None

    def at_the_end(self) -> None:
        """Say that the scenario asks nothing more; what it leaves out is no gap of the trainee's."""
        self.talk.page.gap()
        self.talk.say(
            "The scenario asks nothing more. `notes` shows its passages, `b` goes back, and `seal` states "
            "your own view, with reasons; then comes the debrief."
        )
