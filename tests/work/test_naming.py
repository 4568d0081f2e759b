"""What looks like a name is seen in a text; labels, days, and the framework's own words are not."""

from __future__ import annotations

import pytest

from assistant.pack import Pack
from assistant.work.naming import name_like, ordinary, warning


@pytest.mark.parametrize(
    "text,names",
    [
        ("Staff told Kayleigh that she could go", ("Kayleigh",)),
        ("Mrs May was there", ("Mrs May",)),
        ("Ann Smith said so, and so did Ann Smith", ("Ann Smith",)),
        ("Kayleigh said no", ("Kayleigh",)),
        ("Kayleigh refused tea. Jade often cries", ("Kayleigh", "Jade")),
        ("Jade's room was locked", ("Jade",)),
        ("Jade and Amir were out", ("Jade", "Amir")),
        ("14:05 Leah returned late; Tom cannot read", ("Leah", "Tom")),
        ("Will said he hit Mark. May told us", ("Will", "Mark", "May")),
        ("Staff asked Grace about it", ("Grace",)),
        ("Mrs. Baker agreed. Ms. Shah agreed", ("Mrs Baker", "Ms Shah")),
        ("Saw Dr. Ahmed, then mr jones and mrs may", ("Dr Ahmed", "mr jones", "mrs may")),
        ("ELLIE CARTER was moved, MR JONES WAS TOLD", ("ELLIE CARTER", "MR JONES")),
        ("jane.smith@example.org wrote to Amir", ("Amir", "jane.smith@example.org")),
        ("07700 900123 or 0161 496 0000", ("07700 900123", "0161 496 0000")),
        ("+44 (0)161 496 0000. 0044 7700 900123", ("+44 (0)161 496 0000", "0044 7700 900123")),
        ("Élodie has gone, and Tom O'Brien's room is empty", ("Élodie", "Tom O'Brien")),
    ],
)
def test_what_looks_like_a_name_is_seen(pack: Pack, text: str, names: tuple[str, ...]) -> None:
    assert name_like(text, ordinary(pack)) == names


@pytest.mark.parametrize(
    "text",
    [
        "B says that nobody told [B] when A would go.",
        "A's and AB1's plans were read on Monday. Ofsted was told in May.",
        "Manager was away on Sundays until Christmas",
        "Children were happy. It was quiet",
        "B said I'm fine. It’s true, and he's well. Nobody told anyone. Then nothing happened.",
        "Mum's view was asked for. On Monday Dad rang, and told Gran",
        "Will they come? May had snow, June was warm. In June left B. Eight were asked",
        "SCCIF, RIM AND LADO WERE TOLD; CAMHS NHS, HIGH RISK, NOT DONE",
        "they miss school. The dr agreed: a dr appointment. I saw the Dr. Then Mr A came, Mr. B too",
        "01-02-2019 1030, 2019-03-05 14:05-15:00, SC040628, 0800 1111, 1,234,567,890",
        "[/ and [/x] and ] 🙂",
        "",
    ],
)
def test_labels_days_and_the_words_of_the_framework_are_no_names(pack: Pack, text: str) -> None:
    assert name_like(text, ordinary(pack)) == ()


def test_a_warning_names_three_at_most_and_says_what_would_be_right(pack: Pack) -> None:
    told = warning("with Ann, with Ben, with Cid, with Dan", ordinary(pack))

    assert told == "“Ann”, “Ben”, “Cid” and more look like names: write a label or a role instead."


@pytest.mark.parametrize(
    "text, what",
    [
        ("ask a@example.org", "“a@example.org” looks like an e-mail address"),
        ("ring 07700 900123", "“07700 900123” looks like a telephone number"),
        ("ring Ann on 07700 900123", "“Ann”, “07700 900123” look like what tells who somebody is"),
    ],
)
def test_a_warning_says_what_is_no_name_but_leads_to_somebody(pack: Pack, text: str, what: str) -> None:
    assert warning(text, ordinary(pack)) == f"{what}: write a label or a role instead."
