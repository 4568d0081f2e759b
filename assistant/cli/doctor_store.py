"""What `sccif doctor` says of the store: where it is, its version, whether it can be written. Never a password."""

from __future__ import annotations

from typing import Any

from assistant.cli.terminal import Page, plain
from assistant.numbers import number
from assistant.problems import Problem, Refused


def found_store(store: str | None) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """What there is to say of a store, and what is wrong with it; a store is neither made nor changed."""
    from assistant.store import parse_address
    from assistant.store.looking import look
    from assistant.work.retention import NAME, none_set, years_in

    try:
        address = parse_address(store)
        looked = look(address)
    except Refused as refused:
        return None, refused.problems
    years = years_in(looked.settings.get(NAME))
    found = {
        "name": looked.name,
        "kind": looked.kind,
        "schema": None if address.path else address.schema,
        "there": looked.is_there,
        "version": looked.version,
        "program_version": looked.newest,
        "writable": looked.is_writable,
        "retention_years": years,
    }
    problems: list[Problem] = []
    if looked.version > looked.newest:
        what = (
            f"the store {looked.name} is of version {looked.version}, and this program knows {looked.newest}"
        )
        problems.append(Problem("store-newer", what, "use the newer program that wrote it"))
    elif looked.version and years is None:
        problems.append(none_set())
    return found, tuple(problems)


def print_store(page: Page, found: dict[str, Any] | None) -> None:
    """Write it down."""
    if found is None:
        page.field("Store", plain("cannot be used; see below", "bold red"))
        return
    page.field("Store", plain(f"{found['kind']}, {_state(found)}"))
    # Whole on a line, so that it can be copied.
    page.console.print(
        plain(f"  {found['name']}" + (f", schema {found['schema']}" if found["schema"] else ""))
    )
    if found["version"]:
        years = found["retention_years"]
        kept = (
            "no time set"
            if years is None
            else f"cases are looked at after {number(years, 'year')} without work"
        )
        page.field("Retention", plain(kept))


def _state(found: dict[str, Any]) -> str:
    if not found["version"]:
        if found["kind"] != "SQLite":
            return "not there yet: set it up with `sccif admin init`"
        unwritable = "" if found["writable"] else ", but it cannot be written"
        if not found["there"]:
            return f"not there yet: it is made when it is first used{unwritable}"
        return f"an empty file: it becomes a store when it is first used{unwritable}"
    when = "when it is next used" if found["kind"] == "SQLite" else "by its owner with `sccif admin init`"
    behind = f", brought up to date {when}" if found["version"] < found["program_version"] else ""
    return (
        f"version {found['version']}{behind}, {'can be written' if found['writable'] else 'can only be read'}"
    )
