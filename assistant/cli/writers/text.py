"""A judged case for people to read: what is proposed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TextIO

from assistant.case import At, Case, Key
from assistant.cli.terminal import Page, plain
from assistant.cli.writers import Result
from assistant.cli.writers.beside import Beside
from assistant.cli.writers.explanation import Explanation
from assistant.cli.writers.sensitive import write_sensitive
from assistant.cli.writers.why_not import write_why_not
from assistant.cli.writers.words import TONES, listed
from assistant.pack import Pack, Paragraph
from assistant.reasoning import Judged, Node, blocked_by, concerns, explain
from assistant.reasoning.phrases import question_name, record_name, said

_STANDING = {
    "settled": "settled: no answer that is still open could change it",
    "provisional": "provisional: answers that are still open could change it",
}


class PlainText:
    """Writes cases one below the other, and once at the end what the cited paragraphs say."""

    def __init__(self, file: TextIO, *, paragraphs: bool = True) -> None:
        self.page = Page(file)
        self.with_paragraphs = paragraphs
        self.cited: dict[str, Paragraph] = {}
        self.words: dict[str, str] = {}
        self.judged_before = False

    def case(self, result: Result) -> None:
        """Write one judged case."""
        if self.judged_before:
            self.page.gap()
            self.page.line(plain("─" * self.page.width, "dim"))
            self.page.gap()
        self.judged_before = True
        judged = result.judged
        _Head(self.page, result).write()
        judgement, areas, reviews = _parts(explain(judged))
        self._areas(judged, areas)
        explanation = Explanation(self.page, judged)
        self.page.heading(f"Why {judgement.text}" if judgement.outcome else judgement.text)
        explanation.judgement(judgement, areas)
        self.page.heading("Why, area by area")
        for area in areas:
            explanation.area(area)
        self.page.heading("Case review")
        for review in reviews:
            explanation.case_review(review)
        self._concerns(judged)
        if result.supposing:
            self.words.update(write_why_not(self.page, judged, result.supposing))
            write_sensitive(self.page, judged, result.supposing)
        Beside(self.page, result).write()
        for node in (judgement, *areas, *reviews):
            self._cite(judged.pack, node)

    def end(self) -> None:
        """Write each paragraph that was cited, once, and what the words mean that rules count by."""
        if self.words:
            self.page.heading("Words that the rules count by")
            for word, says in self.words.items():
                self.page.line(plain(f"{word}: ", "bold").append_text(plain(says)), 2, "- ")
        if not self.with_paragraphs or not self.cited:
            return
        self.page.heading("The paragraphs, told in our own words")
        width = max(map(len, self.cited))
        for number, paragraph in sorted(self.cited.items(), key=lambda item: _in_order(item[0])):
            self.page.line(
                plain(f"{paragraph.title}: {paragraph.says}"), 2, plain(f"{number:<{width}}  ", "bold")
            )

    def _areas(self, judged: Judged, roots: Iterable[Node]) -> None:
        self.page.heading("Areas")
        pack = judged.pack
        width = 2 + max(len(outcome.label) for outcome in pack.evaluations.values())
        for area, root in zip(pack.areas.values(), roots, strict=True):
            outcome = pack.evaluations[root.outcome] if root.outcome else None
            sign = f"{outcome.sign} {outcome.label}" if outcome else "· open"
            possible = [pack.evaluations[one].label for one in judged.certain.evaluations[area.id]]
            tail = None
            if len(possible) == len(pack.evaluations):
                tail = plain("(anything is still possible)", "dim")
            elif len(possible) > 1:
                tail = plain(f"(possible: {listed(possible)})", "dim")
            self.page.line(
                plain(area.label),
                2,
                plain(f"{sign:<{width}}  ", TONES[outcome.tone] if outcome else "dim"),
                tail,
            )

    def _concerns(self, judged: Judged) -> None:
        told = concerns(judged)
        if told:
            self.page.line(plain("Concerns that bear on it:", "italic"), 2)
            for concern in told:
                self.page.line(plain(concern), 4, "- ")

    def _cite(self, pack: Pack, root: Node) -> None:
        for node in root.walk():
            self.words.update(node.words)
            if node.rule:
                for number in pack.rules_by_id[node.rule].cites:
                    self.cited[number] = pack.paragraphs[number]


def _parts(roots: tuple[Node, ...]) -> tuple[Node, list[Node], list[Node]]:
    """The explanation's roots by what they explain."""
    return (
        roots[0],
        [node for node in roots if node.kind == "area"],
        [node for node in roots if node.kind == "case review"],
    )


def _in_order(number: str) -> tuple[list[tuple[bool, int, str]], str]:
    """Paragraph 19.10 after 19.2, 19.2a between them, and A.1 after all that begin with a number."""
    head, _, bullet = number.partition("/")
    parts = []
    for part in head.split("."):
        rest = part.lstrip("0123456789")
        digits = part.removesuffix(rest)
        parts.append((not digits, int(digits or 0), rest))
    return parts, bullet


class _Head:
    """What the case is, by which framework and against which baseline it was judged, and the proposal."""

    def __init__(self, page: Page, result: Result) -> None:
        self.page, self.judged, self.warnings = page, result.judged, result.warnings
        self.pack, self.case = result.judged.pack, result.judged.case

    def write(self) -> None:
        """Write the head."""
        page, case = self.page, self.case
        page.line(plain(case.id, "bold"))
        if case.about:
            page.line(plain(case.about, "italic"))
        self.outstanding()
        for warning in self.warnings:
            page.line(plain(warning.what, "bold red"), 0, "! ")
        page.gap()
        page.field("URN", plain(case.urn or "not given"))
        page.field("Inspection", plain(_inspection(case)))
        for number, told in enumerate(_baseline(case, self.pack)):
            page.field("" if number else "Baseline", plain(told))
        page.field("Framework", plain(_framework(case, self.pack)))
        page.field("Judged by", plain(f"{self.judged.engine}, pack {self.pack.called}", "dim"))
        page.gap()
        self.proposal()
        self.inspectors_own()
        page.gap()
        page.line(plain(self.pack.framework.caution, "dim"))

    def outstanding(self) -> None:
        """What a child still needs today stands before everything else."""
        for record in self.case.records.values():
            for name, answer in record.answers.items():
                question = self.pack.questions[record.key.record][name]
                if str(answer.value) in question.outstanding:
                    told = f"{question_name(self.pack, At(record.key, name))} {said(question, answer)}"
                    reason = f" ({answer.reason})" if answer.reason else ""
                    self.page.line(plain(told + reason, "bold red"), 0, "! ")

    def proposal(self) -> None:
        proposal, pack = self.judged.proposal, self.pack
        possible = [pack.judgements[one].label for one in self.judged.certain.possible]
        if proposal.judgement is None:
            self.page.field("Proposal", plain("none yet: not every area was looked at", "bold"))
            self.page.field("", plain(f"still possible: {listed(possible)}"))
            return
        outcome = pack.judgements[proposal.judgement]
        self.page.field("Proposal", plain(f"{outcome.sign} {outcome.label}", f"bold {TONES[outcome.tone]}"))
        blocked = blocked_by(self.judged)
        if outcome.blocks:
            self.page.field("", plain(outcome.says))
        if blocked:
            self.page.field(
                "",
                plain(f"to be put right first: {listed([_record(pack, name) for name in blocked], 'and')}"),
            )
        told = _STANDING[proposal.standing or "provisional"]
        self.page.field("", plain(told + (f" (possible: {listed(possible)})" if len(possible) > 1 else "")))
        for ground in pack.words.grounds:
            if ground.id == proposal.ground:
                self.page.field("", plain(f"{ground.label}: {ground.says}"))
        if not outcome.blocks:
            self.page.field("", plain(outcome.says, "dim"))
        readings = [one for one in self.judged.known.case_review if one.consider]
        if readings:
            under = listed(
                [f"{one.reading}{f', {one.urgency}' if one.urgency else ''}" for one in readings], "and"
            )
            self.page.field("Case review", plain(f"{pack.words.case_review.consider} ({under})", "bold"))

    def inspectors_own(self) -> None:
        """What the inspector sealed and decided, if the case holds it."""
        case, labels = self.case, self.pack.judgements
        if case.sealed:
            sealed = f"{labels[case.sealed.judgement].label}, sealed before the proposal was shown: {case.sealed.reasons}"
            self.page.field("Own view", plain(sealed))
        if case.judgement:
            from assistant.work.deciding import told_since

            told = f"{labels[case.judgement.decided].label}, {told_since(self.judged, case.judgement)}"
            self.page.field("Decided", plain(f"{told}. Because: {case.judgement.reasons}"))


def _record(pack: Pack, name: str) -> str:
    kind, _, label = name.partition(":")
    return f"{record_name(pack, Key(kind, label or None))} [{name}]"


def _inspection(case: Case) -> str:
    dates = case.inspection
    if dates is None or dates.start is None:
        return "no dates given"
    until = f" to {dates.end}" if dates.end and dates.end != dates.start else ""
    return f"{dates.start}{until}" + (f", by {dates.inspector}" if dates.inspector else "")


def _baseline(case: Case, pack: Pack) -> Iterator[str]:
    """The baseline that is used, the other date beside it, and the grade."""
    base = case.baseline
    if base is None:
        yield "none given"
        return
    labels = {one.id: one.label for one in pack.dates.baselines}
    dates = {"last_full_inspection": base.last_full_inspection, "last_inspection": base.last_inspection}
    for name, day in sorted(dates.items(), key=lambda item: item[0] != base.used):
        if name == base.used or day:
            beside = "used" if name == base.used else "beside it"
            yield f"{beside}: {labels.get(name, name)}, {day or 'no date given'}"
    if base.used not in dates:
        yield f"used: {labels.get(base.used, base.used)}"
    if base.grade:
        yield f"last grade: {base.grade} (read by no rule)"


def _framework(case: Case, pack: Pack) -> str:
    framework = pack.framework
    until = f"to {framework.effective_to}" if framework.effective_to else "on"
    told = f"{framework.cited}; in force from {framework.effective_from} {until}"
    start = case.inspection.start if case.inspection else None
    return told + (", which does not hold this inspection" if start and _outside(start, pack) else "")


def _outside(day: date, pack: Pack) -> bool:
    framework = pack.framework
    return day < framework.effective_from or (
        framework.effective_to is not None and day > framework.effective_to
    )
