"""`sccif doctor --server` says whether a team can be served, and what would stand in the way."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assistant.cli.doctor_server import Asked, found_server
from assistant.serve import checking, memory
from tests.serve.team import Team
from tests.store.stores import SERVER

CA = """
[ca]
default_ca = own
[own]
database = {folder}/index
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = any
[any]
commonName = supplied
"""


def run(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def certificate(folder: Path, name: str, days: int) -> tuple[Path, Path]:
    """A certificate for a name, and its key."""
    cert, key = folder / f"{name}.pem", folder / f"{name}-key.pem"
    about = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    ask = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days"]
    run(*ask, str(days), *about, "-keyout", str(key), "-out", str(cert))
    return cert, key


def over(folder: Path, key: Path) -> Path:
    """A certificate that held in 2020."""
    (folder / "index").touch()
    (folder / "serial").write_text("01\n")
    config, request, cert = folder / "ca.cnf", folder / "request.pem", folder / "over.pem"
    config.write_text(CA.format(folder=folder))
    run("req", "-new", "-key", str(key), "-subj", "/CN=localhost", "-out", str(request))
    days = ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"]
    made = ["-config", str(config), "-keyfile", str(key), "-in", str(request), "-out", str(cert)]
    run("ca", "-batch", "-selfsign", "-notext", *days, *made)
    return cert


def test_a_certificate_is_looked_at_as_a_browser_would(tmp_path: Path) -> None:
    (cert, key), (_, other) = certificate(tmp_path, "localhost", 90), certificate(tmp_path, "else", 9)

    def codes(cert: Path, key: Path, name: str | None = "localhost") -> list[str]:
        return [one.code for one in checking.tls(cert, key, name).problems]

    assert checking.tls(None, None, None).problems == ()
    assert [one.code for one in checking.tls(cert, None, None).problems] == ["server-tls"]
    assert [one.code for one in checking.tls(None, key, None).problems] == ["server-tls"]
    assert codes(cert, key) == []
    assert codes(cert, key, "sccif.example") == ["server-tls"]
    assert codes(cert, other) == ["server-tls"]
    assert codes(cert, tmp_path / "none.pem") == ["server-tls"]
    assert codes(tmp_path / "else.pem", other, None) == ["server-soon"]
    assert codes(over(tmp_path, key), key) == ["server-tls"]
    key.chmod(0o640)
    assert codes(cert, key) == ["server-tls"]


def test_more_sessions_than_fit_are_told_of_with_what_to_raise() -> None:
    few, many = checking.limits(1, 10), checking.limits(6, 11)

    assert few.problems == ()
    assert ["max_connections" in one.right for one in many.problems] == [True]


def test_where_the_system_does_not_say_what_a_process_holds_it_is_told_that_no_session_ends_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "PROCESSES", tmp_path)

    found = checking.limits(1, 10)

    assert ["--memory ends no session" in one.what for one in found.problems] == [True]


@pytest.mark.postgres
def test_a_server_is_looked_at_from_its_database_to_its_roles(people: Team, tmp_path: Path) -> None:
    store = people.url.replace("//", "//postgres@")
    asked = Asked(store, None, None, None, tmp_path, 2, is_proxied=False)

    found, problems = found_server(asked)

    assert (problems, all(one["is_well"] for one in found.values())) == ((), True)
    assert list(found) == ["database", "migrations", "clock", "tls", "disk", "limits", "roles"]
    assert "asks for passwords by SCRAM" in found["database"]["said"]
    assert "inspector" in found["roles"]["said"]


@pytest.mark.postgres
def test_what_keeps_people_out_or_lets_them_see_everything_is_told(people: Team, tmp_path: Path) -> None:
    # On 5432 everybody is trusted; by its socket this server asks who the account of the process is.
    trusting = f"postgresql://postgres@{SERVER}/postgres"
    by_socket = people.url_of_proxy.replace("///", "//postgres@/")
    elsewhere = people.url.replace("//", "//postgres@") + "_none"
    people.sign_up("dora", "rim", password="x")
    dora = people.store.account("dora")
    with people.store.plain() as owner:
        owner.execute(f'ALTER ROLE "{dora}" BYPASSRLS'.encode())

        found, problems = found_server(Asked(by_socket, None, None, None, tmp_path, 2, is_proxied=False))
        owner.execute(f'DROP ROLE "{dora}"'.encode())
        _, of_trusting = found_server(Asked(trusting, None, None, None, tmp_path, 2, is_proxied=False))
        _, without_store = found_server(Asked(elsewhere, None, None, None, tmp_path, 2, is_proxied=False))

    assert [one.code for one in problems] == ["server-roles"]
    assert "without SCRAM" in of_trusting[0].what
    assert "does not tell a stranger" in found["database"]["said"]
    assert not found["roles"]["is_well"]
    assert "there is no store" in without_store[0].what
