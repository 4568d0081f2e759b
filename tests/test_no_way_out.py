"""What the program never does: run text as code, build objects from a file, start a shell, or reach for a network.

Ruff's rules look for the same (`S102`, `S301`, `S307`, `S506`, `S602` and so on); here nobody can wave one through.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "assistant").rglob("*.py"))

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "execfile"}
BUILDS_OBJECTS = {"pickle", "cPickle", "dill", "marshal", "shelve", "jsonpickle"}
UNSAFE_YAML = {"load", "load_all", "unsafe_load", "unsafe_load_all", "full_load", "full_load_all"}
UNSAFE_LOADERS = {"Loader", "UnsafeLoader", "FullLoader", "CLoader", "CUnsafeLoader", "CFullLoader"}
STARTS = {"subprocess", "pty", "multiprocessing"}
SHELLS = {
    *(
        f"os.{name}"
        for name in ("system", "popen", "execl", "execv", "execvp", "spawnl", "spawnv", "posix_spawn")
    ),
    "asyncio.create_subprocess_shell",
}
REACHES = {
    "aiohttp", "ftplib", "http", "imaplib", "poplib", "psycopg", "requests", "httpx", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "websockets", "xmlrpc",
}  # fmt: skip

MAY_REACH = (
    "assistant/serve/",
    *(f"assistant/store/{name}.py" for name in ("postgres", "admin", "serving")),
)
"""The server, and the stores that are on one: what a person asks for by name."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """Every call, name after a dot and import of the program, with its file and line."""
    return [
        (f"{named(path)}:{node.lineno}", node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call | ast.Attribute | ast.Import | ast.ImportFrom)
    ]


def imported(node: ast.AST) -> set[str]:
    """The modules that an import names, each with everything above it."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        return set()
    return {".".join(name.split(".")[: n + 1]) for name in names for n in range(name.count(".") + 1)}


def test_no_text_is_run_as_code_and_no_shell_is_started() -> None:
    found = []
    for where, node in nodes():
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in RUNS_TEXT:
                found.append(f"{where} {called.id}")
            if isinstance(called, ast.Attribute) and ast.unparse(called) in SHELLS:
                found.append(f"{where} {ast.unparse(called)}")
            if any(word.arg == "shell" for word in node.keywords):
                found.append(f"{where} shell=")
        if imported(node) & (STARTS | BUILDS_OBJECTS):
            found.append(f"{where} {imported(node)}")

    assert found == []


def test_yaml_is_read_by_the_safe_loader_alone() -> None:
    found = []
    for where, node in nodes():
        if (
            not isinstance(node, ast.Attribute)
            or not isinstance(node.value, ast.Name)
            or node.value.id != "yaml"
        ):
            continue
        if node.attr in UNSAFE_YAML | UNSAFE_LOADERS:
            found.append(f"{where} yaml.{node.attr}")

    assert found == []


def test_nothing_but_the_server_and_the_stores_on_one_reaches_for_a_network() -> None:
    found = {where.rsplit(":", 1)[0] for where, node in nodes() if imported(node) & REACHES}

    assert {path for path in found if not path.startswith(MAY_REACH)} == set()
    assert found, "the test looks for nothing"


def test_corpora_are_read_without_what_duckdb_would_fetch() -> None:
    from assistant.work.corpus.corpus import Corpus

    source = Path(sys.modules[Corpus.__module__].__file__ or "").read_text("utf-8")

    assert "autoinstall_known_extensions = false" in source
    assert "autoload_known_extensions = false" in source


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_audit_that_could_not_ask_is_no_pass(audit: ModuleType) -> None:
    weak = {"vulnerabilities": [{"id": "PYSEC-1", "summary": "a hole", "fixed_in": ["2"], "withdrawn": None}]}
    answers = {"sound": {"vulnerabilities": []}, "weak": weak}
    said: list[str] = []

    def ask(name: str, _version: str) -> object:
        if name not in answers:
            raise OSError("404")
        return answers[name]

    assert audit.audit([("sound", "1")], ask, said.append) == 0
    assert audit.audit([("sound", "1"), ("absent", "1")], ask, said.append) == 3
    assert "NOT DONE" in said[-1]
    assert audit.audit([("absent", "1"), ("weak", "1")], ask, said.append) == 1
    assert "PYSEC-1" in said[-2]
    assert ("jinja2", "3.1.6") in audit.pins([str(ROOT / "requirements" / "app.txt")])
