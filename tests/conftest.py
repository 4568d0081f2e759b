"""What every test may ask for, and which tests need a service that a machine may not have."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import settings

from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging

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


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that comes with the program."""
    return load_pack()


@pytest.fixture(scope="session")
def judging(pack: Pack) -> Judging:
    """The pack made ready to judge, on durable-rules where it is installed."""
    return Judging(pack)
