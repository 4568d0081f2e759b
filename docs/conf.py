"""How Sphinx makes pages of docs/: pictures from the tests' snapshots, and nothing loaded from elsewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from assistant import __version__  # noqa: E402

project = "sccif-assistant"
release = version = __version__
language = "en"
author = project_copyright = "The sccif-assistant maintainers"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
# Links to files of the repository are for whoever reads docs/ there; in the pages they are plain words.
suppress_warnings = ["myst.xref_missing"]

html_theme = "furo"
html_title = f"sccif-assistant {__version__}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sphinx = False

LOADED = re.compile(
    r"""<(?:script|img|iframe|audio|video|source|embed)\b[^>]*\bsrc=["'](?:https?:)?//"""
    r"""|<link\b[^>]*\brel=["'](?:stylesheet|preload|icon|preconnect)["'][^>]*\bhref=["'](?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
)
"""What makes a browser fetch something from another place as soon as a page is shown."""

FONTS = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
"""The snapshots name a font that is elsewhere; without it they are drawn in the reader's own."""


def name_pictures(_app: Sphinx, doctree: nodes.document) -> None:
    """Gives snapshots, whose names have brackets in them, back the names that they have on the disk."""
    for picture in doctree.findall(nodes.image):
        picture["uri"] = unquote(picture["uri"])


def look_at_pages(app: Sphinx, failure: Exception | None) -> None:
    """Takes the fonts out of the pictures, and fails if anything in the pages comes from elsewhere.

    Raises `SphinxError`, naming the files.
    """
    if failure:
        return
    pages = Path(app.outdir)
    for picture in pages.glob("_images/*.svg"):
        picture.write_text(FONTS.sub("", picture.read_text(encoding="utf-8")), encoding="utf-8")
    files = (path for path in pages.rglob("*") if path.suffix in (".html", ".css", ".svg"))
    if loading := [path.name for path in files if LOADED.search(path.read_text(encoding="utf-8"))]:
        raise SphinxError(f"these pages load something from elsewhere: {', '.join(sorted(loading))}")


def setup(app: Sphinx) -> None:
    """Has the pages looked at when they are built."""
    app.connect("doctree-read", name_pictures, priority=100)
    app.connect("build-finished", look_at_pages)
