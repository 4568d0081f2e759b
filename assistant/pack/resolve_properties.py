"""Checks that every property speaks of what is there, with the place of each that does not."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.document import Document
from assistant.pack.model import Pack
from assistant.pack.properties import Answered, Considered, GroundIs, PropertiesFile, Property
from assistant.pack.references import Ref, parse_ref
from assistant.pack.resolve_rules import Scope, condition_problems
from assistant.problems import Problem

_FIELDS = {
    "one_conclusion": set[str](),
    "every_outcome": set[str](),
    "always": {"given", "when", "unless", "then"},
    "sometimes": {"given", "when", "unless"},
    "monotone": set[str](),
    "alive": set[str](),
    "checked": {"by"},
}


def property_problems(pack: Pack, file: PropertiesFile, document: Document) -> Iterator[Problem]:
    """Every problem of the properties: ids that stand twice or lead nowhere, fields that do not go together."""
    from assistant.pack.checks import CHECKS

    seen: set[str] = set()
    for number, one in enumerate(file.properties):
        scope = Scope(pack, document, f"property `{one.id}`", ("properties", number))
        if one.id in seen:
            yield scope.problem("pack-duplicate-id", "it stands twice", "give each property its own id", "id")
        seen.add(one.id)
        yield from _shape(scope, one)
        yield from scope.names("check", one.by, CHECKS, "by")
        for place, answered in enumerate(one.given):
            yield from _given(scope, answered, place)
        for field in ("when", "unless", "then"):
            for place, condition in enumerate(getattr(one, field)):
                if isinstance(condition, Considered):
                    readings = [reading.id for reading in pack.words.readings]
                    wanted = [condition.reading] if condition.reading else []
                    yield from scope.names("reading", wanted, readings, field, place, "reading")
                elif isinstance(condition, GroundIs):
                    grounds = [ground.id for ground in pack.words.grounds]
                    yield from scope.names("ground", condition.ground, grounds, field, place, "ground")
                else:
                    yield from condition_problems(scope, "property", condition, None, (field, place))


def _shape(scope: Scope, one: Property) -> Iterator[Problem]:
    for field in ("given", "when", "unless", "then", "by"):
        if getattr(one, field) and field not in _FIELDS[one.kind]:
            yield scope.problem(
                "property-shape",
                f"`{field}` says nothing in a property of kind {one.kind}",
                "take it out, or choose another kind: " + ", ".join(_FIELDS),
                field,
            )
    needed = {"always": "then", "checked": "by"}.get(one.kind)
    if needed and not getattr(one, needed):
        yield scope.problem(
            "property-shape", f"a property of kind {one.kind} has no `{needed}`", f"write `{needed}`", "kind"
        )


def _given(scope: Scope, answered: Answered, place: int) -> Iterator[Problem]:
    path = ("given", place)
    if bool(answered.answers) == bool(answered.within):
        yield scope.problem(
            "property-shape",
            "it gives `answers` and `within`, or neither",
            "write the answers by name, or by their place on the scale with `within`",
            *path,
        )
    for text in answered.questions:
        ref = parse_ref(text, None)
        question = (
            scope.pack.questions.get(ref.record, {}).get(ref.question) if ref and not ref.area else None
        )
        if question is None:
            yield scope.problem(
                "rule-unknown-reference",
                f"there is no question `{text}`",
                "write `record.question`",
                *path,
                "questions",
            )
            continue
        known = [answer.id for answer in question.answers]
        yield from scope.names(f"answer of `{text}`", answered.answers, known, *path, "answers")
    asked = baseline(scope.pack)
    found = (
        [answer.id for answer in scope.pack.questions[asked.record][asked.question].answers] if asked else []
    )
    yield from scope.names("finding of the baseline", answered.baseline, found, *path, "baseline")


def baseline(pack: Pack) -> Ref | None:
    """The question of the area record that asks what the baseline found: the one with a `silent` answer."""
    record = pack.area_record
    for question in pack.questions[record].values() if record else ():
        if record and question.silent:
            return Ref(record, question.id, None, own=True)
    return None
