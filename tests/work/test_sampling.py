"""How each record of a sample was chosen is asked, told where the section stands, and missed at the end."""

from __future__ import annotations

from assistant.case import Answer, Answered, At, Key, RecordAdded, SectionSampled, fold
from assistant.pack import Pack, load_pack
from assistant.work.ending import ending
from assistant.work.keeping import new_case
from assistant.work.sampling import chosen_places, closing_line, told_choices
from tests.packs import TINY

FIRST, SECOND = At(Key("incident", "I1"), "chosen_how"), At(Key("incident", "I2"), "chosen_how")
SAMPLED = fold(
    new_case("oak"),
    [
        RecordAdded(FIRST.key),
        RecordAdded(SECOND.key),
        SectionSampled("incident"),
        Answered(FIRST, Answer("answered", "the worst of nine")),
    ],
)


def test_what_it_means_to_close_a_section_is_told_in_the_packs_words_where_it_has_any(pack: Pack) -> None:
    tiny = load_pack(TINY)

    assert closing_line(pack, "sampled") == pack.glossary["sampled"]
    assert closing_line(tiny, "sampled") == "A sample was looked at; nothing more will be added."


def test_each_record_of_a_section_says_how_it_was_chosen_or_that_it_is_not_told(pack: Pack) -> None:
    told = told_choices(SAMPLED, pack, pack.record_types["incident"])

    assert told == ("I1: the worst of nine", "I2: not told yet")


def test_a_child_who_came_to_stay_was_not_chosen_and_one_in_short_breaks_was(pack: Pack) -> None:
    kind, arrival = pack.record_types["newcomer"], At(Key("newcomer", "A"), "arrival")
    came = fold(new_case("oak"), [RecordAdded(arrival.key)])

    def asked(how: str) -> tuple[At, ...]:
        return chosen_places(fold(came, [Answered(arrival, Answer("answered", how))]), pack, kind)

    assert asked("planned") == ()
    assert asked("short_breaks") == (At(arrival.key, "chosen_how"),)


def test_a_sample_without_how_it_was_chosen_is_missed_at_the_end(pack: Pack) -> None:
    heaps = {heap.title: heap.left for heap in ending(SAMPLED, pack, [])}

    assert [one.place for one in heaps["In a sample, without how it was chosen"]] == [SECOND]
