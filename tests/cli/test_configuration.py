"""The configuration: what it may say, what wins over it, and that a broken one stops whoever would go by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import BEGUN, Sccif


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_the_store_of_the_configuration_is_used_and_seen_from_its_folder(sccif: Sccif, config: Path) -> None:
    config.write_text('store = "mine.sqlite"\n')

    found = sccif("doctor", "--json", SCCIF_CONFIG=str(config), SCCIF_STORE="").objects[0]

    assert found["config"] == {"path": str(config), "exists": True}
    assert found["store"]["name"] == str(config.parent / "mine.sqlite")  # type: ignore[index]


def test_the_environment_and_an_option_win_over_the_configuration(sccif: Sccif, config: Path) -> None:
    config.write_text('store = "mine.sqlite"\npack = "nowhere"\n')

    by_environment = sccif(
        "doctor", "--json", "--pack", ".", SCCIF_CONFIG=str(config), SCCIF_STORE="other.sqlite"
    )
    by_option = sccif("--store", "third.sqlite", "doctor", "--json", "--pack", ".", SCCIF_CONFIG=str(config))

    assert by_environment.objects[0]["store"]["name"] == "other.sqlite"  # type: ignore[index]
    assert by_option.objects[0]["store"]["name"] == "third.sqlite"  # type: ignore[index]
    assert by_option.objects[0]["pack"]


@pytest.mark.parametrize(
    "text, code, line",
    [
        ('theme = "dark"\nstor = "a.sqlite"\n', "config-unknown", 2),
        ('\n\ntheme = "purple"\n', "config-value", 3),
        ("pack = 3\n", "config-value", 1),
        ('store = ""\n', "config-value", 1),
        ('store = "~nobody-of-this-name/a.sqlite"\n', "config-value", 1),
        ('theme = "dark"\npack = "~nobody-of-this-name"\n', "config-value", 2),
        ('by_inspector = "yes"\n', "config-value", 1),
        ('[store]\nname = "a"\n', "config-value", 1),
        ('theme = "dark"\nstore = mine\n', "config-syntax", 2),
        pytest.param("theme = " + "[" * 3_000, "config-syntax", 1, id="lists too deep"),
        pytest.param("theme = " + "9" * 5_000, "config-syntax", 1, id="a number too long"),
    ],
)
def test_a_broken_configuration_stops_a_case_from_being_read(
    sccif: Sccif, config: Path, text: str, code: str, line: int
) -> None:
    config.write_text(text)

    done = sccif("judge", BEGUN, SCCIF_CONFIG=str(config))

    assert (done.status, done.out, done.codes) == (2, "", [code])
    assert f"{config}:{line}:" in done.err


def test_a_configuration_that_is_named_and_not_there_is_told(sccif: Sccif, config: Path) -> None:
    done = sccif("cases", "list", SCCIF_CONFIG=str(config))

    assert (done.status, done.codes) == (2, ["file-missing"])


def test_a_configuration_that_is_no_text_is_told(sccif: Sccif, config: Path) -> None:
    config.write_bytes(b"\xff\xfe")

    done = sccif("open", SCCIF_CONFIG=str(config))

    assert (done.status, done.codes) == (2, ["file-unreadable"])


def test_the_schema_allows_what_is_read_and_nothing_else(sccif: Sccif) -> None:
    schema = Draft202012Validator(json.loads(sccif("schema", "config").out))

    assert schema.is_valid({"store": "a.sqlite", "pack": "~/pack", "theme": "high-contrast"})
    assert not schema.is_valid({"stor": "a.sqlite"})
    assert not schema.is_valid({"theme": "purple"})
