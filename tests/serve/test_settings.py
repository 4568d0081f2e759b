"""A server that could not be safe is not started."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.problems import Refused
from assistant.serve.settings import Proxy, Settings
from assistant.store import parse_address

STORE = parse_address("postgresql://db.example/sccif")
PROXY = Proxy(frozenset({"10.0.0.7"}), "X-Account")
PAIR: dict[str, Any] = {"cert": Path("chain.pem"), "key": Path("key.pem")}
EVERYWHERE = "0.0.0.0"  # noqa: S104
PUBLIC = "https://sccif.example"


@pytest.mark.parametrize(
    "asked",
    [
        {"host": EVERYWHERE},
        {"host": "10.1.1.1", "public_url": PUBLIC},
        {"host": "sccif.example"},
        {"public_url": "http://sccif.example"},
        {"public_url": "http://127.0.0.1:8080", **PAIR},
        {"proxy": Proxy(frozenset(), "X-Account"), "public_url": PUBLIC},
    ],
)
def test_nobody_is_served_in_the_clear_or_as_whoever_they_say(asked: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        Settings(STORE, **asked)

    assert refused.value.problems[0].code == "serve-unsafe"


@pytest.mark.parametrize(
    "store, asked",
    [
        ("cases.sqlite", {}),
        ("postgresql://anna@db.example/sccif", {}),
        ("postgresql://anna:secret@db.example/sccif", {}),
        ("postgresql://db.example/sccif?password=secret", {}),
        ("postgresql://db.example/sccif?user=owner", {}),
        ("postgresql://db.example/sccif?service=cases", {}),
        (STORE.given, {"cert": Path("chain.pem")}),
        (STORE.given, {"host": EVERYWHERE, **PAIR}),
        (STORE.given, {"proxy": PROXY}),
        (STORE.given, {"proxy": Proxy(frozenset({"proxy.example"}), "X-Account"), "public_url": PUBLIC}),
        (STORE.given, {"proxy": Proxy(frozenset({"10.0.0.7"}), "X Account"), "public_url": PUBLIC}),
        (STORE.given, {"public_url": "https://a@sccif.example"}),
        (STORE.given, {"public_url": "https://sccif.example/there"}),
        (STORE.given, {"public_url": "sccif.example"}),
    ],
)
def test_settings_that_do_not_go_together_are_refused(store: str, asked: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        Settings(parse_address(store), **asked)

    assert refused.value.problems[0].code == "serve-setting"


def test_a_certificate_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "chain.pem").write_text("no certificate")
    settings = Settings(STORE, cert=tmp_path / "chain.pem", key=tmp_path / "key.pem")

    with pytest.raises(Refused) as refused:
        settings.tls()

    assert refused.value.problems[0].code == "serve-setting"


def test_a_server_answers_to_its_own_names_alone() -> None:
    assert Settings(STORE).hosts == {"127.0.0.1:8080", "localhost:8080", "[::1]:8080"}
    assert Settings(STORE, host=EVERYWHERE, public_url=PUBLIC, **PAIR).origins == {PUBLIC}
