"""How a case comes to be in the list: begun by a name, read blind beside another, or brought in from a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.store import read
from assistant.tui.screens.naming import Naming
from assistant.work.keeping import begin, import_read, new_case

if TYPE_CHECKING:
    from assistant.tui.app import SccifApp


def ask_for_a_case(app: SccifApp) -> None:
    """Ask for a name, and open the case that is begun by it."""

    def make(name: str) -> str:
        return begin(app.ledger, new_case(name), app.pack).case.id

    def show(case_id: str | None) -> None:
        if case_id is not None:
            app.open_case(case_id)

    about = "A name of its own for the inspection, never a person's. The home's URN and the month serve well."
    app.push_screen(Naming("Begin a case", about, "sc000001-2019-03", make, "Name of the case"), show)


def ask_for_a_blind_reading(app: SccifApp, of: str) -> None:
    """Ask for a name, and open the blind reading of a case's evidence that is begun by it."""

    def make(name: str) -> str:
        from assistant.work.review.readings import blind_reading

        other = read(app.ledger, of).case
        mine = replace(new_case(name), purpose="blind")
        return begin(app.ledger, blind_reading(other, mine, with_notes=True), app.pack).case.id

    def show(case_id: str | None) -> None:
        if case_id is not None:
            app.open_case(case_id)

    about = (
        f"A name for your own reading of the evidence of {of}. It begins with its home, dates, notes "
        "and register, and no answer; nothing that anybody concluded is shown before your own view is sealed."
    )
    app.push_screen(Naming("Read it blind", about, f"{of}-second", make, "Name of your reading"), show)


def ask_for_a_file(app: SccifApp) -> None:
    """Ask for a case file, and open the case that comes of it; where it came before, that is said."""

    def take(name: str) -> tuple[str, str]:
        from assistant.case import read_case

        standing, is_new = import_read(app.ledger, read_case(app.path_of(name), app.pack), app.pack)
        told = "" if is_new else "brought in before: nothing was imported, the case is as it stands"
        return standing.case.id, told

    def show(made: tuple[str, str] | None) -> None:
        if made is not None:
            app.open_case(*made)

    about = "The path of a case file. It stays as it is; its name is kept with the case."
    app.push_screen(Naming("Import a case file", about, "~/case.yaml", take), show)
