"""A test that needs a missing service is skipped here and fails in CI (tests/conftest.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

NEEDS_ONE = """
import pytest

@pytest.mark.postgres
def test_it():
    pass
"""


@pytest.fixture
def elsewhere(pytester: pytest.Pytester) -> pytest.Pytester:
    conftest = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest.replace("_listens(5432)", "False"))
    pytester.makepyfile(NEEDS_ONE)
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\nmarkers = postgres: x\n")
    return pytester


def test_a_missing_service_is_named_and_its_tests_are_skipped(
    elsewhere: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)

    result = elsewhere.runpytest_subprocess()

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["not found: PostgreSQL on 127.0.0.1:5432; skipped without it: the ledger*"])


def test_a_missing_service_fails_its_tests_in_ci(
    elsewhere: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")

    result = elsewhere.runpytest_subprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*PostgreSQL on 127.0.0.1:5432 not found, and CI is set*"])
