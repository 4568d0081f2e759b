"""Finds places of the interview: by name, by words of the question, or the nearest where one is gone."""

from __future__ import annotations

from assistant.case import Case, record_title
from assistant.pack import Pack
from assistant.reasoning.phrases import question_name
from assistant.work.interview import Closing, Place, places, steps


def place_name(pack: Pack, place: Place) -> str:
    """A place for a person: the record with its question, or the section."""
    if isinstance(place, Closing):
        return pack.record_types[place.section].plural
    return question_name(pack, place)


def named(case: Case, pack: Pack, name: str) -> Place | None:
    """The place of this name: `leaver:A.planning`, or the first of a record or section, `leaver:A` or `leaver`."""
    found = list(places(case, pack))
    exact = next((place for place in found if str(place) == name), None)
    return exact or next((place for place in found if name in _belongs(place)), None)


def _belongs(place: Place) -> tuple[str, ...]:
    if isinstance(place, Closing):
        return (place.section,)
    return (str(place.key), place.key.record)


def with_words(case: Case, pack: Pack, words: str) -> tuple[Place, ...]:
    """The places whose question, record or name holds every one of these words, or parts of words."""
    wanted = words.casefold().split()
    return tuple(place for place in places(case, pack) if all(word in _text(pack, place) for word in wanted))


def _text(pack: Pack, place: Place) -> str:
    title = "" if isinstance(place, Closing) else record_title(pack, place.key)
    return f"{place_name(pack, place)} {title} {place}".casefold()


def nearest(case: Case, pack: Pack, place: Place) -> Place:
    """The place itself, or where it is gone (undone, gated) one of its record, of its section, or the first."""
    if place in set(places(case, pack)):
        return place
    if isinstance(place, Closing):
        return next(places(case, pack))
    asked = () if place.key.added else steps(case, pack, place.key)
    if asked:
        return asked[0].at
    if pack.record_types[place.key.record].many == "many":
        return Closing(place.key.record)
    return next(places(case, pack))
