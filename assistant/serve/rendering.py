"""Writes pages from their templates; every text that is put into one is escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant import __version__

# INVARIANT: no text becomes part of a page's markup (tests/serve/test_form.py).
_environment = Environment(
    loader=PackageLoader("assistant.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def rendered(name: str, **about: object) -> str:
    """The text of a page from its template."""
    return _environment.get_template(f"{name}.html").render(version=__version__, **about)
