"""What stands beside a judgement and is read by no rule: what is open, what to look at again, days and counts."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.case import At
from assistant.cli.terminal import Page, plain
from assistant.cli.writers import Result
from assistant.cli.writers.words import listed
from assistant.reasoning import Flag, flags
from assistant.reasoning.phrases import question_name
from assistant.work.elapsed import elapsed, monthly_counts

_FIRST = 10


class Beside:
    """Writes these parts for one case, each only where there is something to say."""

    def __init__(self, page: Page, result: Result) -> None:
        self.page, self.judged, self.asked = page, result.judged, result.asked
        self.pack, self.case = result.judged.pack, result.judged.case

    def write(self) -> None:
        """Write all parts."""
        self._open()
        self._look_again()
        self._days()
        self._counts()

    def _open(self) -> None:
        judged = self.judged
        sections = [kind.plural for kind in self.pack.sections if kind.id not in judged.evidence.closed]
        number = len(judged.evidence.open)
        if not number and not sections:
            return
        self.page.heading("Open")
        if number:
            questions = "1 question is open" if number == 1 else f"{number} questions are open"
            matters = (
                f"{len(self.asked)} of them, answered alone, would change what is possible"
                if self.asked
                else "none of them alone would change what is possible"
            )
            self.page.line(plain(f"{questions}; {matters}"), 2)
        others = self._ask_first()
        for at in others[:_FIRST]:
            self.page.line(plain(question_name(self.pack, at)), 4, "- ", plain(f"[{at}]", "dim"))
        if len(others) > _FIRST:
            self.page.line(plain(f"and {len(others) - _FIRST} more, all in --json"), 4)
        if sections:
            self.page.line(plain(f"more may be added to: {listed(sections, 'and')}"), 2)

    def _ask_first(self) -> list[At]:
        """Write the question to ask first with what its answers would leave; gives the others that matter."""
        if not self.asked:
            return []
        first, *others = self.asked
        self.page.line(plain("Ask first:", "italic"), 2)
        self.page.line(plain(question_name(self.pack, first.at)), 4, "> ", plain(f"[{first.at}]", "dim"))
        labels = self.pack.questions[first.at.key.record][first.at.question].labels
        for answer, left in first.leaves:
            told = listed([self.pack.judgements[name].short for name in left])
            self.page.line(plain(f"“{labels[answer]}” leaves {told}"), 8)
        if others:
            self.page.line(plain("Then:", "italic"), 2)
        return [one.at for one in others]

    def _look_again(self) -> None:
        found = flags(self.judged)
        if not found:
            return
        self.page.heading("To look at again (no rule reads this)")
        kinds = {flag.kind: flag for flag in self.pack.evidence.flags}
        for kind, of_kind in _by_kind(found):
            if kind not in kinds:
                for flag in of_kind:
                    self.page.line(plain(flag.asks), 2, "- ")
            elif len(of_kind) == 1:
                self.page.line(plain(f"{kinds[kind].label}: {of_kind[0].asks}"), 2, "- ")
            else:
                self.page.line(plain(f"{kinds[kind].label} ({len(of_kind)} answers):"), 2, "- ")
                self.page.line(plain(", ".join(flag.at for flag in of_kind)), 4)

    def _days(self) -> None:
        found = elapsed(self.case, self.pack)
        if not found:
            return
        self.page.heading("Days (no rule reads them)")
        for one in found:
            self.page.line(
                plain(f"{one.what.label}: ")
                .append_text(plain(one.told_days(), "bold"))
                .append_text(plain(f", {one.told_dates()}")),
                2,
                "- ",
            )
            for point in one.what.reference_points:
                self.page.line(
                    plain(f"beside it, {point.days} days: {point.label} ({point.source})", "dim"), 4
                )
            if one.what.own_threshold is not None:
                self.page.line(
                    plain(
                        f"beside it, {one.what.own_threshold} days: your organisation's own threshold", "dim"
                    ),
                    4,
                )

    def _counts(self) -> None:
        found = monthly_counts(self.case, self.pack)
        if not found:
            return
        self.page.heading("Counts by month (no rule reads them)")
        for one in found:
            self.page.line(plain(question_name(self.pack, one.at)), 2, "- ")
            self.page.line(plain(", ".join(f"{month}: {count}" for month, count in one.counts)), 4)
            odd = " (the middle month in neither)" if len(one.counts) % 2 else ""
            halves = f"; first half {one.first_half}, second half {one.second_half}{odd}"
            halves = halves if len(one.counts) > 1 else ""
            self.page.line(plain(f"in all {one.total}{halves}", "dim"), 4)


def _by_kind(found: tuple[Flag, ...]) -> Iterator[tuple[str, list[Flag]]]:
    kinds: dict[str, list[Flag]] = {}
    for flag in found:
        kinds.setdefault(flag.kind, []).append(flag)
    yield from kinds.items()
