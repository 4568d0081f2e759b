"""The models of rules/properties.yaml: what the rule base owes, in words that a policy owner can read and extend."""

from typing import Annotated, Literal

from pydantic import Tag

from assistant.document.fields import Id, OneOrMany, Slug, Strict, Text
from assistant.pack.knowledge import ParagraphId
from assistant.pack.rules import OfRules, Values, one_of


class Considered(Strict):
    """Holds by whether a case review is considered: under one reading, or under any."""

    case_review: Literal["considered", "not_considered"]
    reading: ParagraphId | None = None


class GroundIs(Strict):
    """Holds by the ground of the judgement."""

    ground: Values


PropertyCondition = Annotated[
    OfRules | Annotated[GroundIs, Tag("<ground>")] | Annotated[Considered, Tag("<case_review>")],
    one_of("findings", "areas", "answers", "judgement", "ground", "case_review"),
]


class Answered(Strict):
    """How some of the questions are answered in the cases a property speaks of.

    Of several that fit a question the first counts; a question that none fits may have any answer.
    """

    questions: Annotated[tuple[Text, ...], OneOrMany] = ()
    """`record.question`; empty for every question that fits otherwise."""
    kind: Literal["scale", "choice"] | None = None
    about: Values = ()
    """What a scale or choice is about: change, level, effect, decision."""
    baseline: Values = ()
    """Only where the baseline found this of the question's area; an area of which that is not asked
    counts as one of which the baseline says nothing."""
    answers: Values = ()
    """The answers by name."""
    within: Literal["even", "better_half", "not_worst", "any"] | None = None
    """Or by place on the scale: where nothing has moved, above the middle, anywhere but at the bottom,
    anywhere at all."""


class Property(Strict):
    """One thing that holds of every case, of some case, or of the text of the rules."""

    id: Slug
    says: Text
    kind: Literal["one_conclusion", "every_outcome", "always", "sometimes", "monotone", "alive", "checked"]
    """One conclusion a stage; each outcome in some case; something in every case, or in some case; worse
    never gives better; no rule without effect; what a check of the text finds."""
    of: Literal["judged", "complete"] = "judged"
    """Complete cases, or only those of them that come to a judgement of the scale."""
    given: tuple[Answered, ...] = ()
    when: tuple[PropertyCondition, ...] = ()
    unless: tuple[PropertyCondition, ...] = ()
    then: tuple[PropertyCondition, ...] = ()
    """For `always`: what then holds."""
    by: tuple[Id, ...] = ()
    """For `checked`: the checks of `rules check` that see to it."""
    outside: Text | None = None
    """What the property does not speak of."""


class PropertiesFile(Strict):
    """rules/properties.yaml."""

    about: Text
    properties: tuple[Property, ...] = ()
