"""Installs what would be released, from wheel and from source, on every Python that is found, and runs it.

    python -m tests.long.installing [PYTHON…]

Each in an environment of its own, outside this tree: pinned as `requirements/` says, and once by the
ranges of `pyproject.toml`. It prints a line for each, and ends with 1 if one fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
FLAG = "-DPyEval_CallObject=PyObject_CallObject"


def pythons() -> list[str]:
    """Every Python of these versions, on the path or where pyenv keeps it."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [
        [shutil.which(f"python{version}"), *map(str, sorted(kept.glob(f"{version}.*/bin/python")))]
        for version in VERSIONS
    ]
    return [next(filter(works, filter(None, places)), "") for places in found]


def works(python: str) -> bool:
    """Whether it runs and can make environments."""
    return subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0


def run(place: Path, *words: str | Path) -> str:
    """Runs a command in a folder, with an empty home; raises `CalledProcessError`."""
    kept = ("PATH", "LANG", "PIP_", "SSL_", "HTTP", "http")
    environment = {name: value for name, value in os.environ.items() if name.startswith(kept)}
    environment |= {"HOME": str(place), "CPPFLAGS": FLAG, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(words, cwd=place, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def install(python: str, released: Path, place: Path, pinned: bool) -> str:
    """Installs a wheel or a source distribution, judges a sample with it, and gives the lines of `doctor`."""
    run(place, python, "-m", "venv", place / "venv")
    pip = (place / "venv/bin/python", "-m", "pip", "install", "--quiet")
    if pinned:
        locks = ROOT / "requirements"
        run(place, *pip, "--require-hashes", "--requirement", locks / "build.txt")
        run(place, *pip, "--require-hashes", "--requirement", locks / "app.txt")
        run(place, *pip, "--require-hashes", "--no-build-isolation", "--requirement", locks / "engine.txt")
        run(place, *pip, "--no-deps", "--no-build-isolation", released)
    else:
        run(place, *pip, f"{released}[engine]")
    sccif = place / "venv/bin/sccif"
    told = run(place, sccif, "doctor").splitlines()[:4]
    judged = run(place, sccif, "demo", "--plain")
    assert "declined" in judged or "sustained" in judged or "improved" in judged, judged
    run(place, sccif, "rules", "check")
    return "; ".join(" ".join(line.split()) for line in told)


def say(line: str) -> None:
    """Writes a line at once: an installation takes a minute."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(wanted: list[str]) -> int:
    """Builds, installs everywhere, and says how it went."""
    failed = 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        run(ROOT, sys.executable, "-m", "hatchling", "build", "-d", folder / "dist")
        (wheel,), (source,) = folder.glob("dist/*.whl"), folder.glob("dist/*.tar.gz")
        found = wanted or pythons()
        for version, python in zip(wanted or VERSIONS, found, strict=True):
            if not python:
                say(f"{version}: not found here, so not tried")
                continue
            oldest = python == next(filter(None, found))
            ways = [("wheel, pinned", wheel, True)]
            ways += [("source, pinned", source, True), ("wheel, by ranges", wheel, False)] * oldest
            for way, released, pinned in ways:
                place = Path(tempfile.mkdtemp(dir=folder))
                try:
                    say(f"{version}, {way}: {install(python, released, place, pinned)}")
                except RuntimeError as error:
                    failed += 1
                    say(f"{version}, {way}: FAILED: {error}")
                shutil.rmtree(place)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
