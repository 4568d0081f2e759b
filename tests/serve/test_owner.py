"""Whoever owns the database, and is no superuser of its server, sets a team's store up, serves it and keeps it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from assistant.pack import load_pack
from tests.long.race import cluster
from tests.serve.reader import Reader
from tests.serve.team import serving
from tests.serve.test_access_on_the_form import opens, seals
from tests.serve.test_form_service import asking

pytestmark = [pytest.mark.postgres, pytest.mark.long]
CASE = "sc000001-2019-03"


@pytest.fixture
def place() -> Iterator[str]:
    """A database of an owner who may make accounts and nothing else, on a server that asks for passwords."""
    with (
        cluster() as (place, _),
        psycopg.connect(f"postgresql://postgres@{place}", autocommit=True) as all_may,
    ):
        all_may.execute("CREATE ROLE keeper LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD 'kept well'")
        all_may.execute("CREATE DATABASE cases OWNER keeper")
        (file,) = all_may.execute("SHOW hba_file").fetchone() or ("",)
        Path(file).write_text(
            "local all all reject\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        all_may.execute("SELECT pg_reload_conf()")
        yield place


def sccif(store: str, *words: str) -> str:
    """What a command says, as the owner. Raises where it fails."""
    command = "import sys; from assistant.cli.main import main; sys.exit(main())"
    ran = [sys.executable, "-c", command, "--store", store, *words]
    done = subprocess.run(ran, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def test_an_owner_who_is_no_superuser_sets_up_serves_and_keeps_a_store(place: str, tmp_path: Path) -> None:
    owner = f"postgresql://keeper:kept%20well@{place}/cases"
    sccif(owner, "admin", "init")
    with psycopg.connect(owner, autocommit=True) as keeper:
        keeper.execute("CREATE ROLE anna LOGIN PASSWORD 'open sesame'")
        keeper.execute("CREATE ROLE olga LOGIN PASSWORD 'open sesame'")
    sccif(owner, "admin", "give", "anna", "inspector")
    sccif(owner, "admin", "give", "olga", "administrator")

    with serving(f"postgresql://{place}/cases", tmp_path) as served:
        reader = Reader(asking(served, served.sign_in("anna", "open sesame").cookie or ""))
        reader.go("/form")
        reader.send("begin", case=CASE)
        seals(reader, load_pack())
        olga = Reader(asking(served, served.sign_in("olga", "open sesame").cookie or ""))
        is_hers = opens(olga, CASE)
    sccif(owner, "admin", "init")  # once more, as after an upgrade

    assert reader.status == 200
    assert "The rules propose" in reader.page.told
    assert not is_hers
    assert "anna" in sccif(owner, "admin", "who")
    assert "all as they were written" in sccif(owner, "cases", "verify")
    assert CASE in sccif(owner, "cases", "list")
    assert "sealed" in sccif(owner, "cases", "history", CASE)
    sccif(owner, "backup", str(tmp_path / "backup.sqlite"))
    sccif(owner, "doctor", "--server", "--state", str(tmp_path), "--sessions", "2")
    sccif(f"postgresql://olga:open%20sesame@{place}/cases", "admin", "retention", "--years", "7")
    sccif(owner, "admin", "take", "anna", "inspector")
