"""Makes the Word template that comes along: headings, styles and the places that a report fills.

It is made anew each time, so that what stands in it can be read here and no binary file is kept. Staff restyle
a copy (`sccif report --write-template FILE`): what stands in braces there is described in `as_word`.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

_LINES: tuple[tuple[str, str], ...] = (
    ("Title", "{{ title }}"),
    ("", "{%p if draft %}"),
    ("Intense Quote", "{{ draft }}"),
    ("", "{%p endif %}"),
    ("", "{%p for part in parts %}"),
    ("Heading 1", "{{ part.title }}"),
    *(
        ("", "{%p for paragraph in part.paragraphs %}"),
        ("", "{%p if paragraph.title %}"),
        ("Heading 3", "{{ paragraph.title }}"),
        ("", "{%p endif %}"),
        ("Normal", "{{ paragraph.text }}"),
        ("", "{%p endfor %}"),
    ),
    ("", "{%p for asks in part.needed %}"),
    ("Quote", "{{ asks }}"),
    ("", "{%p endfor %}"),
    ("", "{%p for area in part.parts %}"),
    ("Heading 2", "{{ area.title }}"),
    *(
        ("", "{%p for paragraph in area.paragraphs %}"),
        ("", "{%p if paragraph.title %}"),
        ("Heading 3", "{{ paragraph.title }}"),
        ("", "{%p endif %}"),
        ("Normal", "{{ paragraph.text }}"),
        ("", "{%p endfor %}"),
    ),
    ("", "{%p endfor %}"),
    ("", "{%p endfor %}"),
)
"""Each paragraph of the template with its style; those that only steer have none, and leave no trace."""

_FACE = "Arial"
_SIZES = {
    "Title": 22.0,
    "Heading 1": 15.0,
    "Heading 2": 12.5,
    "Heading 3": 11.0,
    "Normal": 11.0,
    "Quote": 11.0,
    "Intense Quote": 11.0,
}


def word_template() -> bytes:
    """The template as a Word file."""
    import docx

    document = docx.Document()
    _style(document)
    _foot(document)
    for style, text in _LINES:
        document.add_paragraph(text, style or "Normal")
    about = document.core_properties
    about.author, about.title, about.comments = "", "", ""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _foot(document: Document) -> None:
    """Under each page which home it is of, whether of a draft, and which page: a sheet found alone can be put back."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line = document.sections[0].footer.paragraphs[0]
    for text, field in (("{{ urn }}{% if draft %}, draft{% endif %}\tPage ", "PAGE"), (" of ", "NUMPAGES")):
        line.add_run(text)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), field)
        line._p.append(number)  # noqa: SLF001  # python-docx has no word for a field


def _style(document: Document) -> None:
    """A4, a plain face, and black headings that print well."""
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(22)
    for name, size in _SIZES.items():
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = _FACE, Pt(size), RGBColor(0, 0, 0)
        faces = font.element.rPr.rFonts
        # A face of the theme would go before the one that is named.
        for theme in [one for one in faces.attrib if one.endswith("Theme")]:
            del faces.attrib[theme]
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
