"""What stands on a page of the rule base: a rule, a paragraph or a question, with what leads on from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from textual.content import Content

from assistant.case import parse_at
from assistant.pack import Pack, Rule
from assistant.pack.rules import Example, Expected
from assistant.reasoning.phrases import concludes, conditions, gate, say_of_any
from assistant.tui.text import BLANK, Row, plain, row
from assistant.tui.widgets.reading import Part
from assistant.work.examples import ExampleResult
from assistant.work.firing_counts import Counted
from assistant.work.proof_state import Proofs
from assistant.work.rule_book import Book, Entry, owed, questions_read

INDENT = 11
BASES = {
    "framework": "section 19 itself states what follows",
    "related": "another published section states what follows",
    "interpretation": "the paragraphs say where to look; what it weighs is our reading",
}
"""Who decided what a rule's finding weighs, by its basis."""
_PROOFS = {
    "proved": ("✓", "$good"),
    "broken": ("✗", "bold $bad"),
    "being proved": ("…", "$accent"),
    "not proved yet": ("·", "$quiet"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What was worked out beside the pages, as far as it is known."""

    proofs: Proofs | None
    """None where the rules are not those that are being proved."""
    examples: Mapping[str, tuple[ExampleResult, ...]] | None = None
    """By the rule; None while they are being run."""
    examples_failed: str = ""
    """Why they could not be run."""
    counted: Counted | int | None = None
    """How often each rule fired, or how many cases are counted so far."""
    count_failed: str = ""

    def fails(self, rule: str) -> bool:
        """Whether an example of a rule is known not to hold."""
        return self.examples is not None and not all(one.passed for one in self.examples.get(rule, ()))


def page(book: Book, entry: Entry, beside: Beside) -> Iterator[Part]:
    """All that is to be read of an entry."""
    match entry.kind:
        case "rule":
            return _rule(book, book.pack.rules_by_id[entry.id], beside)
        case "paragraph":
            return _paragraph(book, entry.id)
        case "question":
            return _question(book, entry.id)


def title(pack: Pack, entry: Entry) -> str:
    """An entry on one line."""
    match entry.kind:
        case "rule":
            return say_of_any(pack, pack.rules_by_id[entry.id])
        case "paragraph":
            return f"§{entry.id}  {pack.paragraphs[entry.id].title}"
        case "question":
            record, _, name = entry.id.partition(".")
            return pack.questions[record][name].ask


# ---------------------------------------------------------------- a rule


def _rule(book: Book, rule: Rule, beside: Beside) -> Iterator[Part]:
    pack = book.pack
    yield Part(row(plain(say_of_any(pack, rule), "bold")))
    yield Part(row(plain(f"rule {rule.id}", "$quiet")))
    yield Part(BLANK)
    when, unless = conditions(pack, rule)
    yield from _field("when", when or ["nothing else concludes"])
    yield from _field("unless", unless)
    yield from _field("concludes", [concludes(pack, rule)])
    if rule.explanatory:
        yield from _field("", ["it explains, and changes no evaluation, judgement or case review"])
    yield from _field("why", [rule.why])
    yield Part(row((rule.basis, "bold"), f": {BASES[rule.basis]}", lead=_lead("basis"), indent=INDENT))
    for cited in rule.cites:
        states = pack.paragraphs[cited].carries_what
        if states and pack.paragraphs[cited].carries == rule.basis:
            yield Part(row(plain(f"§{cited}: {states}", "$quiet"), indent=INDENT))
    yield from _fired(rule, beside)
    yield from _heading("Paragraphs it cites")
    for cited in rule.cites:
        yield _link(pack, Entry("paragraph", cited))
        yield Part(row(plain(pack.paragraphs[cited].says, "$quiet"), indent=2))
    yield from _links(
        pack, "Questions it reads", (Entry("question", one) for one in questions_read(pack, rule))
    )
    yield from _heading("Examples")
    yield from _examples(pack, rule, beside)
    yield from _heading("What is proved of it")
    yield from _proved(pack, rule, beside)
    yield Part(BLANK)
    yield Part(row(plain(f"Written in {pack.written(rule.id)}", "$quiet")))


def _fired(rule: Rule, beside: Beside) -> Iterator[Part]:
    match beside.counted:
        case Counted(cases=0) as counted:
            told = plain(counted.told, "$quiet")
        case Counted() as counted:
            often = counted.by_rule.get(rule.id, 0)
            told = Content.assemble((f"in {often}", "bold"), plain(f" of {counted.told}"))
        case int(done):
            told = plain(f"… being counted, {done} cases so far", "$quiet")
        case _ if beside.count_failed:
            told = plain(f"✗ could not be counted: {beside.count_failed}", "$bad")
        case _:
            told = plain("… being counted", "$quiet")
    yield Part(Row(told, _lead("fired"), INDENT))


def _examples(pack: Pack, rule: Rule, beside: Beside) -> Iterator[Part]:
    if beside.examples_failed:
        yield Part(row(plain(f"✗ could not be run: {beside.examples_failed}", "$bad")))
    elif beside.examples is None:
        yield Part(row(("… being run", "$quiet")))
    else:
        for result in beside.examples.get(rule.id, ()):
            yield from _example(pack, result)


def _example(pack: Pack, result: ExampleResult) -> Iterator[Part]:
    sign, style = ("✓", "$good") if result.passed else ("✗", "bold $bad")
    one = result.example
    lead = Content.styled(f"{sign} ", style)
    holds = "holds" if result.passed else "does NOT hold" if one else "none is written"
    about = f"{holds}: {one.about}" if one and one.about else holds
    yield Part(row(plain(about, "" if result.passed else "$bad"), lead=lead, indent=2))
    if one:
        yield Part(row(plain(_half(pack, one, one.given, one.expect)), lead=_quiet("  fires"), indent=12))
        near = one.near_miss
        told = _half(pack, one, near.given, near.expect, is_near=True)
        yield Part(row(plain(told), lead=_quiet("  does not"), indent=12))
    for problem in result.problems:
        yield Part(row(plain(problem.in_a_line, "$bad"), indent=4))


def _half(
    pack: Pack, one: Example, given: Mapping[str, str | None], expect: Expected, *, is_near: bool = False
) -> str:
    """A case of an example: what is answered in it, and what it comes to."""
    answered = ", ".join(f"{place}: {_answer(pack, place, value)}" for place, value in given.items())
    base = "the same with " if is_near else f"home `{one.base}` with "
    judgement = pack.judgements.get(expect.judgement or "")
    areas = (
        f"{pack.areas[area].short if area in pack.areas else area} "
        f"{pack.evaluations[told].short if told in pack.evaluations else told}"
        for area, told in expect.areas.items()
    )
    came = ", ".join(([judgement.label] if judgement else []) + list(areas))
    return base + (answered or "nothing else") + (f" → {came}" if came else "")


def _answer(pack: Pack, place: str, value: str | None) -> str:
    at = parse_at(place)
    question = pack.questions.get(at.key.record, {}).get(at.question) if at else None
    if value is None:
        return "not answered"
    return question.labels.get(value, value) if question else value


def _proved(pack: Pack, rule: Rule, beside: Beside) -> Iterator[Part]:
    proofs = beside.proofs
    if proofs is None:
        yield Part(row(("not known: this case is read by other rules than those at hand", "$quiet")))
        return
    for one in owed(pack, rule):
        state = proofs.state(one.id)
        sign, style = _PROOFS[state]
        yield Part(
            row(plain(one.says), (f"  {state}", style), lead=Content.styled(f"{sign} ", style), indent=2)
        )
    yield Part(row(plain(f"Of all rules together (f7): {proofs.told}", "$quiet")))


# ---------------------------------------------------------------- a paragraph and a question


def _paragraph(book: Book, number: str) -> Iterator[Part]:
    pack, paragraph = book.pack, book.pack.paragraphs[number]
    yield Part(row((f"§{number}", "$quiet")))
    yield Part(row(plain(paragraph.title, "bold")))
    yield Part(row(plain(paragraph.says)))
    if paragraph.carries_what:
        yield Part(BLANK)
        yield from _field("states", [paragraph.carries_what])
    if not paragraph.core:
        yield Part(row(("it belongs to another section, which is used beside this one", "$quiet")))
    if paragraph.part_of:
        yield from _links(pack, "Part of", [Entry("paragraph", paragraph.part_of)])
    yield from _links(pack, "Its parts", book.parts(number))
    citing = book.citing.get(number, ())
    rules = [one for one in citing if one.kind == "rule"]
    questions = [one for one in citing if one.kind == "question"]
    yield from _links(pack, f"Rules that cite it ({len(rules)})", rules)
    yield from _links(pack, f"Questions that cite it ({len(questions)})", questions)
    if not citing:
        yield Part(BLANK)
        yield Part(row(("No rule and no question cites it itself.", "$quiet")))


def _question(book: Book, name: str) -> Iterator[Part]:
    pack = book.pack
    record, _, asked = name.partition(".")
    question = pack.questions[record][asked]
    yield Part(row(plain(question.ask, "bold")))
    yield Part(row(plain(f"question {name}", "$quiet")))
    yield Part(row(plain(question.why)))
    when = gate(pack, pack.gates.get((record, asked), ()))
    if when or question.only_for:
        yield Part(BLANK)
        yield from _field("asked if", [when] if when else [])
        yield from _field("only for", [pack.areas[area].label for area in question.only_for])
    if question.answers:
        yield from _heading("Answers" + (", best first" if question.kind == "scale" else ""))
    for answer in question.answers:
        yield Part(
            row((answer.label, "bold"), plain(f"  {answer.line}", "$quiet"), lead=_quiet("· "), indent=2)
        )
    yield from _links(pack, "Paragraphs it cites", (Entry("paragraph", one) for one in question.cites))
    reading = book.reading.get(name, ())
    yield from _links(pack, f"Rules that read it ({len(reading)})", reading)
    if not reading:
        yield Part(BLANK)
        yield Part(row(("No rule reads it: it is shown and reported.", "$quiet")))


# ---------------------------------------------------------------- pieces


def _links(pack: Pack, heading: str, entries: Iterable[Entry]) -> Iterator[Part]:
    parts = [_link(pack, one) for one in entries]
    if parts:
        yield from _heading(heading)
        yield from parts


def _link(pack: Pack, to: Entry) -> Part:
    sign = pack.rules_by_id[to.id].basis[0].upper() if to.kind == "rule" else ""
    body = Content.assemble((f"{sign} " if sign else "", "$accent"), plain(title(pack, to)))
    return Part(Row(body, Content.styled("→ ", "bold $accent"), 2), to)


def _heading(text: str) -> Iterator[Part]:
    yield Part(BLANK)
    yield Part(row((text, "bold $accent")))


def _field(name: str, lines: Iterable[str]) -> Iterator[Part]:
    for number, line in enumerate(lines):
        yield Part(row(plain(line), lead=_lead(name if number == 0 else ""), indent=INDENT))


def _lead(text: str) -> Content:
    return Content.styled(text, "$accent")


def _quiet(text: str) -> Content:
    return Content.styled(text, "$quiet")
