"""`sccif cases` and `sccif admin` on a PostgreSQL server, each test in a schema of its own that is dropped after."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from psycopg import sql

from tests.cli.conftest import BEGUN, DECLINED, ROOT, Sccif
from tests.cli.test_cases import CASE, history

pytestmark = pytest.mark.postgres
BEGUN_CASE = "sc000002-2020-01"
JUDGED = "sc000012-2019-06"
_SERVER = "127.0.0.1/postgres"


class Server(NamedTuple):
    """A store that is set up, and people whose accounts end with it."""

    run: Sccif
    schema: str
    person: Callable[..., str]
    """Makes an account with these roles; gives its name."""

    def address(self, who: str = "postgres") -> str:
        return f"postgresql://{who}@{_SERVER}?schema={self.schema}"

    def by(self, who: str) -> Sccif:
        """The command, with this person signed in."""
        return lambda *args, **rest: self.run("--store", self.address(who), *args, **rest)


@pytest.fixture
def server(here: Sccif) -> Iterator[Server]:
    schema = f"sccif_cli_{uuid.uuid4().hex[:12]}"
    people: list[str] = []
    with psycopg.connect(f"postgresql://postgres@{_SERVER}", autocommit=True) as owner:

        def person(*roles: str) -> str:
            name = f"{schema}_{len(people)}"
            owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
            people.append(name)
            for role in roles:
                assert made.by("postgres")("admin", "give", name, role).status == 0
            return name

        made = Server(here, schema, person)
        try:
            assert made.by("postgres")("admin", "init").status == 0
            yield made
        finally:
            owner.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
            for name in people:
                owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def listed(sccif: Sccif) -> dict[object, object]:
    return {row["case"]: row["state"] for row in sccif("cases", "list", "--all", "--json").objects}


def test_a_store_may_be_set_up_again(server: Server) -> None:
    (told,) = server.by("postgres")("admin", "init", "--json").objects

    assert told["schema"] == server.schema


def test_a_server_that_asks_nobody_for_a_password_is_told_to_be_no_team_s(server: Server) -> None:
    done = server.by("postgres")("doctor", "--server", "--json")

    checks = json.loads(done.out)["server"]
    assert done.status == 1
    assert "server-database" in done.err
    assert (checks["database"]["is_well"], checks["migrations"]["is_well"]) == (False, True)


def test_who_has_which_role_is_listed(server: Server) -> None:
    who = server.person("reviewer", "rim")
    owner = server.by("postgres")

    owner("admin", "take", who, "rim")

    roles = [one["role"] for one in owner("admin", "who", "--json").objects if one["who"] == who]
    assert roles == ["reviewer"]


def test_an_account_that_the_server_does_not_have_is_bad_input(server: Server) -> None:
    done = server.by("postgres")("admin", "give", "nobody_of_this_name", "rim")

    assert (done.status, done.codes) == (2, ["store-no-person"])


def test_an_inspector_sees_only_their_own_cases(server: Server) -> None:
    one, other = server.by(server.person("inspector")), server.by(server.person("inspector"))
    one("cases", "import", DECLINED)

    other("cases", "import", BEGUN)

    assert (list(listed(one)), list(listed(other))) == ([CASE], [BEGUN_CASE])
    assert other("cases", "show", CASE).codes == ["store-no-case"]


def test_a_reviewer_sees_a_case_once_it_is_given_to_them(server: Server, tmp_path: Path) -> None:
    inspector, who = server.by(server.person("inspector")), server.person("reviewer")
    reviewer, keeper = server.by(who), server.by(server.person("administrator"))
    sealed = tmp_path / "sealed.yaml"
    view = "sealed: {judgement: declined, reasons: what the children said}"
    sealed.write_text(f"{(ROOT / DECLINED).read_text()}\n{view}\n")
    inspector("cases", "import", str(sealed))
    before = listed(reviewer)

    keeper("cases", "assign", CASE, who, "--as", "reviewer")

    assert (before, listed(reviewer)) == ({}, {CASE: "sealed"})
    judged = reviewer("cases", "show", CASE, "--judge", "--json")
    assert judged.status == 0
    assert [event["kind"] for event in history(reviewer)] == ["opened", "assigned"]


def test_an_administrator_sees_that_something_happened_and_not_what(server: Server) -> None:
    inspector, keeper = server.by(server.person("inspector")), server.by(server.person("administrator"))
    inspector("cases", "import", DECLINED)

    done = keeper("cases", "history", CASE)

    assert listed(keeper) == {CASE: "not yours to read"}
    assert "opened (what it tells may not be read by you)" in " ".join(done.out.split())
    assert keeper("cases", "archive", CASE).status == 0
    assert listed(inspector) == {CASE: "open"}


def test_a_store_is_not_called_damaged_by_somebody_who_may_not_read_it(server: Server) -> None:
    inspector, keeper = server.by(server.person("inspector")), server.by(server.person("administrator"))
    inspector("cases", "import", DECLINED)

    assert keeper("cases", "verify").codes == ["store-forbidden"]
    assert inspector("cases", "verify").status == 0
    assert server.by("postgres")("cases", "verify").status == 0


def test_an_inspector_neither_erases_nor_holds(server: Server) -> None:
    inspector = server.by(server.person("inspector"))
    inspector("cases", "import", DECLINED)

    held = inspector("cases", "hold", CASE, "--reason", "an inquiry")
    erased = inspector("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--yes")

    assert (held.codes, erased.codes) == (["store-forbidden"], ["store-forbidden"])
    assert len(history(inspector)) == 1


def test_a_blind_reading_hides_the_other_until_it_is_sealed(server: Server) -> None:
    first, who = server.by(server.person("inspector")), server.person("inspector")
    first("cases", "import", DECLINED)
    first("cases", "assign", CASE, who, "--as", "inspector")
    second = server.by(who)

    second("cases", "new", f"second-{server.schema}", "--reading-of", CASE)

    assert list(listed(second)) == [f"second-{server.schema}"]
    assert second("cases", "show", CASE).codes == ["store-no-case"]


def test_only_a_reviewer_draws_a_sample(server: Server) -> None:
    inspector, reviewer = server.by(server.person("inspector")), server.by(server.person("reviewer"))
    inspector("cases", "import", DECLINED)

    assert inspector("admin", "sample", "3").status == 2
    assert reviewer("admin", "sample", "3").out == "there is no sealed case that you have not drawn\n"


def test_a_time_of_retention_is_set_by_an_administrator_alone(server: Server) -> None:
    inspector, keeper = server.by(server.person("inspector")), server.by(server.person("administrator"))

    refused = inspector("admin", "retention", "--years", "6")
    done = keeper("admin", "retention", "--years", "6")

    assert (refused.status, refused.codes) == (2, ["store-forbidden"])
    assert done.status == 0
    assert inspector("cases", "list").codes == []


def test_a_store_that_may_not_be_looked_at_is_not_said_to_be_missing(server: Server) -> None:
    done = server.by(server.person())("doctor")

    assert (done.status, done.codes) == (2, ["store-forbidden"])


def test_a_server_is_backed_up_into_a_file_and_restored_into_an_empty_schema(
    server: Server, tmp_path: Path
) -> None:
    owner = server.by("postgres")
    owner("cases", "import", DECLINED)
    backup = f"{tmp_path}/backup.sqlite"
    owner("backup", backup)

    onto_itself = owner("restore", backup)
    with psycopg.connect(f"postgresql://postgres@{_SERVER}", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(server.schema)))
    done = owner("restore", backup)

    assert (onto_itself.status, onto_itself.codes) == (2, ["store-case-exists"])
    assert done.status == 0
    assert owner("cases", "verify").out == "1 case, 1 event: all as they were written\n"


def test_the_rim_alone_states_the_rim_s_view_of_the_case_review(server: Server) -> None:
    inspector, who = server.by(server.person("inspector")), server.person("rim")
    rim = server.by(who)
    inspector("cases", "new", f"training-{server.schema}", "--purpose", "training")
    case = f"training-{server.schema}"
    inspector("cases", "assign", case, who, "--as", "rim")
    held = ["--held", "--reasons", "children were hurt"]

    refused = inspector("cases", "case-review", case, "--by", "rim", *held)
    own = inspector("cases", "case-review", case, "--by", "inspector", *held)
    theirs = rim("cases", "case-review", case, "--by", "rim", *held)
    other = rim("cases", "case-review", case, "--by", "inspector", *held)

    assert (refused.codes, own.status) == (["store-forbidden"], 0)
    assert (theirs.status, other.codes) == (0, ["store-forbidden"])
    assert "inspector: held · RIM: held" in theirs.out


def test_who_signs_off_in_a_role_that_they_do_not_have_is_told_that_first(server: Server) -> None:
    owner, who = server.by("postgres"), server.person("reviewer")
    reviewer = server.by(who)
    owner("cases", "import", str(ROOT / "knowledge" / "cases" / "12-declined-on-balance.yaml"))
    owner("cases", "assign", JUDGED, who, "--as", "reviewer")
    reviewer("review", JUDGED, "--begin")

    refused = reviewer("review", JUDGED, "--sign-off", "rim")

    assert refused.codes == ["review-role"]
    assert f"`{who}` does not have this case as regulatory inspection manager (RIM)" in refused.err


def test_a_case_is_not_given_to_an_account_that_would_not_see_it(server: Server) -> None:
    owner, trainee = server.by("postgres"), server.person("trainee")
    owner("cases", "import", DECLINED)

    nobody = owner("cases", "assign", CASE, f"{trainee}_", "--as", "reviewer")
    without = owner("cases", "assign", CASE, trainee, "--as", "reviewer")

    assert (nobody.codes, without.codes) == (["store-no-person"], ["store-without-role"])
    assert f"`sccif admin give {trainee} reviewer`" in without.err
    assert server.by(trainee)("cases", "list").out.startswith("no case was given to you yet; ")


SCENARIO = str(ROOT / "tests" / "fixtures" / "scenarios" / "small.yaml")


def test_a_trainees_reading_is_apart_from_real_cases_and_from_other_trainees(server: Server) -> None:
    trainee, other = server.by(server.person("trainee")), server.by(server.person("trainee"))
    both = server.by(server.person("inspector", "trainer"))
    both("cases", "import", DECLINED)
    audited = both("audit", "--json").out
    said = ["same"] * 3 + ["seal", *"22222", "sustained", "as it was", "yes", "done"]

    done = trainee("train", SCENARIO, stdin="".join(f"{line}\n" for line in said))

    assert "Debrief: Small" in done.out
    assert trainee("train", "debrief", SCENARIO, "--json").status == 0
    assert other("train", "debrief", SCENARIO).codes == ["scenario-readings"]
    assert (listed(trainee), listed(other), list(listed(both))) == ({}, {}, [CASE])
    assert both("audit", "--json").out == audited
