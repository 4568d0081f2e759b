"""Finds places of the interview: by name, by words of the question, the nearest where one is gone, or in a record's detail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assistant.case import At, Case, record_title
from assistant.pack import Pack
from assistant.reasoning.phrases import question_name
from assistant.work.interview import Closing, Place, is_core, places, steps


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


class Index(NamedTuple):
    """Every place of a case as it is now, ready to be found by words as they are typed."""

    names: Mapping[Place, str]
    """Each place for a person, in the order of the interview."""
    texts: Mapping[Place, str]

    @classmethod
    def of(cls, case: Case, pack: Pack) -> Index:
        """The index of a case; it does not follow what is changed afterwards."""
        names = {place: place_name(pack, place) for place in places(case, pack)}
        return cls(names, {place: _text(pack, place, name) for place, name in names.items()})

    @property
    def questions(self) -> Index:
        """The same without the places at which a section is added to or closed."""
        names: dict[Place, str] = {
            place: name for place, name in self.names.items() if not isinstance(place, Closing)
        }
        return Index(names, {place: self.texts[place] for place in names})

    def with_words(self, words: str) -> tuple[Place, ...]:
        """The places whose question, record or name holds every one of these words, or parts of words."""
        wanted = words.casefold().split()
        return tuple(place for place, text in self.texts.items() if all(word in text for word in wanted))


def with_words(case: Case, pack: Pack, words: str) -> tuple[Place, ...]:
    """The places of a case whose question, record or name holds every one of these words, or parts of words."""
    return Index.of(case, pack).with_words(words)


def _text(pack: Pack, place: Place, name: str) -> str:
    title = "" if isinstance(place, Closing) else record_title(pack, place.key)
    return f"{name} {title} {place}".casefold()


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


def next_in_detail(case: Case, pack: Pack, after: Place) -> At | None:
    """The next open question of the same record, behind one of its detail where its core has none open; or None.

    Who is in the detail of a record came there on purpose, or the core is done everywhere.
    """
    if isinstance(after, Closing) or is_core(pack, after):
        return None
    asked = steps(case, pack, after.key)
    if any(step.is_core and step.state == "open" for step in asked):
        return None
    since = next((place for place, step in enumerate(asked, 1) if step.at == after), 0)
    return next((step.at for step in asked[since:] if step.state == "open"), None)
