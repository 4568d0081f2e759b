"""What is installed is what pyproject.toml says, and what is shipped holds the pack."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import version as installed_version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import assistant

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENGINE = "durable-rules"  # built on the machine it runs on, so in a lock of its own

# The locks, and the requirements in pyproject.toml that each is made from.
LOCKS = {
    "app": PROJECT["project"]["dependencies"],
    "dev": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
    "server": PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["postgres"]
    + PROJECT["project"]["optional-dependencies"]["serve"],
    "build": PROJECT["dependency-groups"]["build"],
    "docs": PROJECT["dependency-groups"]["docs"],
    "engine": PROJECT["project"]["optional-dependencies"]["engine"],
}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def text_of(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def entries(lock: str) -> dict[str, str]:
    """Each pinned distribution of a lock with all that is said of it: pin, hashes and who asks for it."""
    parts = re.split(r"^(?=[A-Za-z0-9])", text_of(lock), flags=re.MULTILINE)[1:]
    return {canonicalize_name(part.split("==")[0]): part for part in parts}


def pins(lock: str) -> dict[str, Version]:
    return {name: Version(part.split("==")[1].split()[0]) for name, part in entries(lock).items()}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_answers_every_requirement_and_no_other(lock: str) -> None:
    wanted = [Requirement(text) for text in LOCKS[lock]]
    if lock != "engine":
        wanted = [requirement for requirement in wanted if requirement.name != ENGINE]
    names = {canonicalize_name(requirement.name) for requirement in wanted}

    pinned = pins(lock)

    assert names <= set(pinned), "run: sh scripts/lock"
    assert [str(wish) for wish in wanted if pinned[canonicalize_name(wish.name)] not in wish.specifier] == []
    asked_for = {name for name, part in entries(lock).items() if "sccif-assistant (pyproject.toml" in part}
    assert asked_for == (set() if lock == "engine" else names), "run: sh scripts/lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_everything_and_names_no_host(lock: str) -> None:
    assert [name for name, part in entries(lock).items() if not HASH.search(part)] == []
    assert "://" not in text_of(lock)
    assert "--index" not in text_of(lock)
    assert "--find-links" not in text_of(lock)


def test_the_locks_agree_with_one_another() -> None:
    together: dict[str, set[Version]] = {}
    for lock in LOCKS:
        for name, pinned in pins(lock).items():
            together.setdefault(name, set()).add(pinned)

    assert {name: found for name, found in together.items() if len(found) > 1} == {}


def test_the_build_backend_is_the_one_that_is_locked() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(PROJECT["dependency-groups"]["build"])


def test_the_engine_is_one_version_everywhere() -> None:
    found = {text.split(";")[0] for texts in LOCKS.values() for text in texts if text.startswith(ENGINE)}

    assert found == set(PROJECT["project"]["optional-dependencies"]["engine"])


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution, built from this tree."""
    folder = tmp_path_factory.mktemp("shipped")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    return folder


def pack_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for folder in ("rules", "knowledge")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }


def test_the_wheel_holds_the_pack_and_nothing_of_the_tests(shipped: Path) -> None:
    (wheel,) = shipped.glob("*.whl")

    names = zipfile.ZipFile(wheel).namelist()

    data = "assistant/pack/data/"
    assert {name.removeprefix(data) for name in names if name.startswith(data)} == pack_files()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"assistant", f"sccif_assistant-{assistant.__version__}.dist-info"}


def test_the_wheel_holds_the_steps_that_set_a_store_up(shipped: Path) -> None:
    (wheel,) = shipped.glob("*.whl")

    names = set(zipfile.ZipFile(wheel).namelist())

    steps = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "assistant/store/migrations").glob("*.sql")
    }
    assert steps
    assert steps <= names


def test_the_source_distribution_holds_what_builds_and_tests_it(shipped: Path) -> None:
    (sdist,) = shipped.glob("*.tar.gz")

    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}

    wanted = {"pyproject.toml", "README.md", "LICENSE", "scripts/environment", "requirements/app.txt"}
    also = {"tests/test_packaging.py", ".ci/run", "docs/index.md", "SECURITY.md"}
    assert wanted | pack_files() | also <= names


def test_the_version_is_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert installed_version("sccif-assistant") == assistant.__version__
    assert re.search(rf"^## \[{re.escape(assistant.__version__)}\]", changelog, re.MULTILINE)
