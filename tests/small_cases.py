"""Small cases written in a test as what they are: answers by their place."""

from __future__ import annotations

from types import MappingProxyType

from assistant.case import Answer, Case, Key, Record, parse_at
from assistant.case.header import Child, Note
from assistant.pack import Pack

Said = str | Answer | None


def case_of(
    pack: Pack, answers: dict[str, Said], *, closed: bool = True, notes: tuple[Note, ...] = ()
) -> Case:
    """A case with these answers, `{"leaver:A.planning": "poor"}`; its sections closed unless told otherwise."""
    records: dict[Key, dict[str, Answer]] = {}
    for place, said in answers.items():
        at = parse_at(place)
        assert at is not None, place
        answer = Answer("answered", said) if isinstance(said, str) else said
        if answer is not None:
            records.setdefault(at.key, {})[at.question] = answer
    sections = frozenset(kind.id for kind in pack.sections) if closed else frozenset[str]()
    labels = {key.label for key in records if pack.record_types[key.record].labels == "child"}
    return Case(
        id="test",
        evidence_id="test",
        children=tuple(Child(label=label) for label in sorted(label for label in labels if label)),
        notes=notes,
        complete=sections,
        records=MappingProxyType({key: Record(key, MappingProxyType(said)) for key, said in records.items()}),
    )


UNMOVED: dict[str, Said] = {
    "home.kind": "childrens_home",
    "home.short_breaks": "no",
    "home.judgement_due": "yes",
    **{
        f"area:{area}.reported": "yes"
        for area in ("experiences", "leadership", "protection", "partnership", "requirements")
    },
    **{
        f"area:{area}.baseline_found": "sound"
        for area in ("experiences", "leadership", "protection", "partnership")
    },
    **{
        f"area:{area}.period_dip": "none"
        for area in ("experiences", "leadership", "protection", "partnership")
    },
    **{f"area:{area}.slip_found": "no" for area in ("leadership", "partnership", "requirements")},
    "experiences.progress_change": "same",
    "experiences.daily_life_change": "same",
    "experiences.least_well": "same",
    "experiences.least_well_home": "some_help",
    "experiences.home_difference": "some_help",
    "experiences.children_say": "same",
    "experiences.children_view_now": "mostly_good",
    "experiences.views_obtained": "most",
    "leadership.care_monitoring": "mostly",
    "leadership.practice_monitoring": "mostly",
    "leadership.oversight_done": "most",
    "leadership.weaknesses_seen": "most",
    "leadership.improvements_done": "most",
    "leadership.improvement_effect": "some_gain",
    "leadership.staffing": "mostly",
    "leadership.leadership_change": "same",
    "manager.post": "registered",
    "manager.vacancy": "none",
    "manager.suitable": "well",
    "manager.rebuttal": "none_recorded",
    "protection.safe_now": "safe",
    "protection.safety_change": "same",
    "protection.immediate_action": "not_needed",
    "protection.incident_trend": "level",
    "protection.pattern": "not_at_all",
    "protection.pattern_continues": "no",
    "protection.recording": "mostly",
    "protection.records_complete": "mostly",
    "protection.notifying": "all_prompt",
    "protection.group_harm": "mostly",
    "protection.complaints": "mostly",
    "protection.learning": "in_practice",
    "partnership.working": "mostly",
    "partnership.progress_effect": "some_gain",
    "partnership.experience_effect": "some_gain",
    "partnership.partnership_change": "same",
}
"""An ordinary home in which nothing moved, without leavers, newcomers, incidents or earlier requirements."""

PRESUMED: dict[str, Said] = UNMOVED | {
    "manager.post": "appointed",
    "manager.application": "not_submitted",
    "manager.cover": "well",
    "manager.application_pace": "at_once",
    "manager.application_held_by": "nobody",
}
"""The same home with an appointed manager who has not applied: it is presumed to have declined."""
