"""What would be right where a name is not known: the nearest first, and never a page of names."""

from __future__ import annotations

from assistant.problems import one_of

MANY = [f"rule-{number}" for number in range(200)] + ["manager-registered"]


def test_of_a_few_names_all_are_listed_and_the_nearest_stands_first() -> None:
    assert (
        one_of("vaccant", ["registered", "vacant"]) == "did you mean `vacant`? use one of: registered, vacant"
    )


def test_of_many_names_only_the_nearest_are_told() -> None:
    assert one_of("manager-registred", MANY) == "did you mean `manager-registered`?"


def test_of_many_names_none_of_them_near_a_few_are_told_as_examples() -> None:
    told = one_of("something else", MANY)

    assert told == "use one of the 201 that there are, such as rule-0, rule-1, rule-2"


def test_where_no_name_is_known_it_is_said_what_to_do_instead() -> None:
    assert one_of("planning", [], "declare it") == "declare it"
