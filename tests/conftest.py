"""What every test may ask for, and which tests need a service that a machine may not have."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import NamedTuple

import pytest
from hypothesis import settings

from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging
from tests.packs import TINY, real_pack

# A test says what is so, never how long it takes: machines that run the suite have other things to do.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _is_installed(*names: str) -> bool:
    return any(map(shutil.which, names))


class Service(NamedTuple):
    """Something outside Python that tests with the marker of its name need."""

    name: str
    is_there: Callable[[], bool]
    skipped: str


SERVICES = {
    "postgres": Service(
        "PostgreSQL on 127.0.0.1:5432", cache(lambda: _listens(5432)), "the ledger on PostgreSQL"
    ),
    "libreoffice": Service(
        "LibreOffice (soffice)",
        cache(lambda: _is_installed("soffice", "libreoffice")),
        "the look of the report",
    ),
    "chromium": Service(
        "Chromium",
        cache(lambda: _is_installed("chromium", "chromium-browser", "google-chrome")),
        "the app in a browser",
    ),
}


def pytest_report_header() -> list[str]:
    return [
        f"not found: {service.name}; skipped without it: {service.skipped}"
        for service in SERVICES.values()
        if not service.is_there()
    ]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, service in SERVICES.items():
        if item.get_closest_marker(marker) and not service.is_there():
            if os.environ.get("CI"):
                pytest.fail(f"{service.name} not found, and CI is set", pytrace=False)
            pytest.skip(f"{service.name} not found")


_STORES = count(1)


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store of its own for each test, where it asks for one: never the user's."""
    before = os.environ.get("SCCIF_STORE")
    folder = tmp_path_factory.getbasetemp() / f"store-{next(_STORES)}"
    os.environ["SCCIF_STORE"] = str(folder / "ledger.sqlite")
    yield
    if before is None:
        del os.environ["SCCIF_STORE"]
    else:
        os.environ["SCCIF_STORE"] = before


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that comes with the program."""
    return real_pack()


@pytest.fixture(scope="session")
def tiny_pack() -> Pack:
    """The small pack of another field."""
    return load_pack(TINY)


@pytest.fixture(scope="session")
def judging(pack: Pack) -> Judging:
    """The pack made ready to judge, on durable-rules where it is installed."""
    return Judging(pack)
