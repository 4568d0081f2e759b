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
        {"proxy": Proxy(frozenset({"::/0"}), "X-Account"), "public_url": PUBLIC},
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
        (STORE.given, {"public_url": "https://sccif.example:99999"}),
        (STORE.given, {"proxy": Proxy(frozenset({"10.0.0.7/28"}), "X-Account"), "public_url": PUBLIC}),
    ],
)
def test_settings_that_do_not_go_together_are_refused(store: str, asked: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        Settings(parse_address(store), **asked)

    assert refused.value.problems[0].code == "serve-setting"


def test_a_certificate_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    for name in ("chain.pem", "key.pem"):
        (tmp_path / name).write_text("no certificate")
    settings = Settings(STORE, cert=tmp_path / "chain.pem", key=tmp_path / "key.pem")

    with pytest.raises(Refused) as refused:
        settings.tls()

    assert refused.value.problems[0].code == "serve-setting"


@pytest.mark.parametrize("missing", ["chain.pem", "key.pem"])
def test_which_of_certificate_and_key_is_not_there_is_said(tmp_path: Path, missing: str) -> None:
    for name in {"chain.pem", "key.pem"} - {missing}:
        (tmp_path / name).write_text("it is there")

    with pytest.raises(Refused) as refused:
        Settings(STORE, cert=tmp_path / "chain.pem", key=tmp_path / "key.pem").tls()

    assert refused.value.problems[0].what.endswith(str(tmp_path / missing))


def test_a_proxy_without_a_header_is_told_which_option_names_it() -> None:
    with pytest.raises(Refused) as refused:
        Settings(STORE, proxy=Proxy(frozenset({"10.0.0.7"}), ""), public_url=PUBLIC)

    assert "--user-header" in refused.value.problems[0].right


def test_a_server_answers_to_its_own_names_alone() -> None:
    assert Settings(STORE).hosts == {"127.0.0.1:8080", "localhost:8080", "[::1]:8080"}
    assert Settings(STORE, host=EVERYWHERE, public_url=PUBLIC, **PAIR).origins == {PUBLIC}


@pytest.mark.parametrize(
    "written,origin",
    [
        ("https://SCCIF.Example", PUBLIC),
        ("HTTPS://sccif.example:443/", PUBLIC),
        ("https://sccif.example:", PUBLIC),
        ("https://Sccif.example:8443", "https://sccif.example:8443"),
        ("https://[FD00::7]:443", "https://[fd00::7]"),
    ],
)
def test_a_public_address_is_the_one_that_browsers_send_however_it_is_written(
    written: str, origin: str
) -> None:
    settings = Settings(STORE, host=EVERYWHERE, public_url=written, **PAIR)

    assert settings.origins == {origin}
    assert settings.is_secure


@pytest.mark.parametrize(
    "trusted,is_it,is_not",
    [
        ("127.0.0.1", ["127.0.0.1", "::ffff:127.0.0.1"], ["127.0.0.2", "::1", "", "nobody", None]),
        ("::ffff:10.0.0.7", ["10.0.0.7", "::FFFF:10.0.0.7"], ["10.0.0.8"]),
        ("FD00:0::7", ["fd00::7", "fd00:0:0:0:0:0:0:7", "fd00::7%eth0"], ["fd00::8"]),
        ("10.0.0.0/28", ["10.0.0.1", "10.0.0.15", "::ffff:10.0.0.3"], ["10.0.0.16"]),
        ("::ffff:10.0.0.0/124", ["10.0.0.15"], ["10.0.0.16"]),
        ("fd00::/64", ["fd00::1"], ["fd00:0:0:1::1", "10.0.0.1"]),
    ],
)
def test_a_proxy_is_known_by_its_address_however_it_is_spelt(
    trusted: str, is_it: list[str], is_not: list[str | None]
) -> None:
    proxy = Settings(STORE, proxy=Proxy(frozenset({trusted}), "X-Account"), public_url=PUBLIC).proxy

    assert proxy is not None
    assert [one for one in is_it if not proxy.is_at(one)] == []
    assert [one for one in is_not if proxy.is_at(one)] == []
