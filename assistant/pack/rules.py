"""The models of rules/: a rule of each of the four stages, and the examples that pin it."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from assistant.document.fields import Count, Id, OneOrMany, Slug, Strict, Switch, Text
from assistant.pack.knowledge import ParagraphId

Values = Annotated[tuple[Text, ...], OneOrMany]
Basis = Literal["framework", "related", "interpretation"]


class FindingsCount(Strict):
    """Which findings are counted: those that match every field given."""

    rule: Values = ()
    record: Values = ()
    area: Values = ()
    direction: Values = ()
    weight: Values = ()
    rests_on: Values = ()

    def takes(self, rule: "FindingRule", area: str) -> bool:
        """Whether a finding of this rule for this area is counted."""
        find = rule.find
        return (
            (not self.rule or rule.id in self.rule)
            and (not self.record or rule.record in self.record)
            and (not self.area or area in self.area)
            and (not self.direction or find.direction in self.direction)
            and (not self.weight or find.weight in self.weight)
            and (not self.rests_on or find.rests_on in self.rests_on)
        )


class CountFindings(Strict):
    """Holds by how many findings there are, or how many records they come from."""

    findings: FindingsCount
    at_least: Count | None = None
    at_most: Count | None = None
    distinct: Literal["findings", "records"] = "findings"


class AreasCount(Strict):
    """Which areas are counted: those with one of these evaluations, among all or those named."""

    evaluation: Values
    among: Values = ()


class CountAreas(Strict):
    """Holds by how many areas have an evaluation."""

    areas: AreasCount
    at_least: Count | None = None
    at_most: Count | None = None


class Answers(Strict):
    """Holds by answers of single records (`manager.rebuttal`), or in an evaluation of the area's own record."""

    answers: dict[str, Values]


class JudgementIs(Strict):
    """Holds by the judgement; for case-review rules."""

    judgement: Values


def one_of(*kinds: str) -> Discriminator:
    """Tells conditions apart by the field of theirs, of which each has one of its own; their tags are `<field>`."""

    def kind_of(value: object) -> str | None:
        for kind in kinds:
            if (isinstance(value, dict) and kind in value) or hasattr(value, kind):
                return f"<{kind}>"  # no name of a field, so a problem's path is not taken for one
        return None

    message = f"write one of {', '.join(kinds[:-1])} or {kinds[-1]}"
    return Discriminator(kind_of, custom_error_type="condition", custom_error_message=message)


OfRules = (
    Annotated[CountFindings, Tag("<findings>")]
    | Annotated[CountAreas, Tag("<areas>")]
    | Annotated[Answers, Tag("<answers>")]
    | Annotated[JudgementIs, Tag("<judgement>")]
)
"""What a rule of a later stage may hold by."""

Condition = Annotated[OfRules, one_of("findings", "areas", "answers", "judgement")]


class _Rule(Strict):
    id: Slug
    say: Text
    cites: Annotated[tuple[ParagraphId, ...], OneOrMany]
    basis: Basis
    why: Text
    explanatory: Switch = False
    """Whether it only explains: it changes no evaluation, judgement or case review."""


class Found(Strict):
    """What a finding says: for which area, in which direction, how heavily and resting on what."""

    area: Id | None = None
    """None for a rule of the area record: its own area."""
    direction: Id
    weight: Id
    rests_on: Id


class FindingRule(_Rule):
    """Fires once for each matching record."""

    stage: Literal["finding"]
    record: Id = Field(alias="for")
    when: dict[str, Values]
    unless: dict[str, Values] = Field(default_factory=dict)
    find: Found


class EvaluationRule(_Rule):
    """Evaluates one area, several, or each."""

    stage: Literal["evaluation"]
    area: Annotated[tuple[Text, ...], Field(min_length=1), OneOrMany]
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    evaluate: Id
    otherwise: Switch = False


class JudgementRule(_Rule):
    """Concludes a judgement."""

    stage: Literal["judgement"]
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    conclude: Id
    ground: Id | None = None
    otherwise: Switch = False


class CaseReviewRule(_Rule):
    """Has a case review considered under one published reading."""

    stage: Literal["case_review"]
    reading: ParagraphId
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...] = ()
    consider: Switch = True
    urgency: Id | None = None


Rule = Annotated[FindingRule | EvaluationRule | JudgementRule | CaseReviewRule, Field(discriminator="stage")]


class RulesFile(Strict):
    """A file of rules/."""

    about: Text
    rules: tuple[Rule, ...]


class Expected(Strict):
    """What an example must come to; only what is given is compared."""

    judgement: Id | None = None
    ground: Id | None = None
    """`none` where the judgement has no ground."""
    rests_on: Annotated[tuple[Slug, ...], OneOrMany] = ()
    """The rules the judgement rests on, all of them and no other."""
    areas: dict[Id, Id] = Field(default_factory=dict)
    areas_rest_on: dict[Id, Annotated[tuple[Slug, ...], OneOrMany]] = Field(default_factory=dict)
    """For an area the rules its evaluation rests on, all of them and no other."""
    case_review: Switch | None = None
    """Whether any reading has a review considered."""
    readings: dict[ParagraphId, Id] = Field(default_factory=dict)
    """For a reading `considered`, the urgency with which it is (`urgent`), or `not_considered`."""


class NearMiss(Strict):
    """What is different in the near miss, and what that comes to."""

    given: dict[str, Text | None]
    expect: Expected


class Example(Strict):
    """A case in which a rule fires, and a near miss in which it does not."""

    rule: Slug
    about: Text | None = None
    base: Slug
    given: dict[str, Text | None] = Field(default_factory=dict)
    """Answers put into the base case: `leaver:A.facilitated: poor`; nothing takes one out."""
    expect: Expected
    near_miss: NearMiss


class ExamplesFile(Strict):
    """A file of rules/examples/."""

    about: Text
    bases: dict[Slug, dict[str, Text]] = Field(default_factory=dict)
    examples: tuple[Example, ...] = ()
