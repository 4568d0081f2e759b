"""Where in the interview something is given that a report needs, or that is to be looked at again."""

from __future__ import annotations

from assistant.case import Case, parse_at
from assistant.pack import Pack
from assistant.work.interview import Closing, Place, places


def where_given(case: Case, pack: Pack, place: str) -> Place | None:
    """The question, the section or the first question of the area that a place names.

    A suggestion leads to where it would be made; None for what the interview does not ask.
    """
    at = parse_at(place)
    if at is not None and at.question in pack.questions.get(at.key.record, {}):
        return at
    made_in = {one.id: one.improvement for one in pack.report.suggests}
    section = made_in.get(place, place)
    if any(kind.id == section for kind in pack.sections):
        return Closing(section)
    area = pack.areas.get(place)
    asked = places(case, pack) if area else ()
    return next((one for one in asked if area and _section(one) in area.sections), None)


def _section(place: Place) -> str:
    return place.section if isinstance(place, Closing) else place.key.record
