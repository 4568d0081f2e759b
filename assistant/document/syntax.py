"""Says in words for a person what the YAML parser found, and where it began rather than where it ended."""

from __future__ import annotations

import contextlib
from typing import Any

import yaml

from assistant.problems import Problem, Where


def syntax_problem(error: yaml.YAMLError, text: str, file: str | None) -> Problem:
    """The parser's error as a problem with its line and column."""
    if not isinstance(error, yaml.MarkedYAMLError):
        told = f"this is not YAML or JSON: {str(error).splitlines()[0]}"
        return Problem("yaml-syntax", told, "check the text", Where(file))
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    said = " ".join(part for part in (error.context, error.problem) if part)
    place = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
    began = Where(file, opened.line + 1, opened.column + 1) if opened else place
    if mark and "flow" in said:
        # The parser names the place where it was at a loss, after a comma also for where the bracket stands.
        bracket = _bracket(text, mark)
        began = Where(file, bracket.line + 1, bracket.column + 1) if bracket else began
        if not _rest(text, mark).strip():
            what = "a bracket is opened here and never closed"
            return Problem("yaml-syntax", what, "close it where its list or its fields end", began)
    character = _rest(text, mark)[:1] if mark else ""
    what, right, where = _words(said, character, place, began)
    return Problem("yaml-syntax", what, right, where)


def _words(said: str, character: str, place: Where, began: Where) -> tuple[str, str, Where]:
    opened = f"on line {began.line}, column {began.column}"
    match said:
        case _ if "cannot start any token" in said and character == "\t":
            return "a tab stands in the indentation", "indent with spaces", place
        case _ if "cannot start any token" in said:
            return f"plain text cannot begin with `{character}`", "put the text in quotes", place
        case _ if "mapping values are not allowed" in said:
            what = "a colon with a space behind it stands in plain text"
            return what, "put the text in quotes, or begin a new line for a new field", place
        case _ if "quoted scalar" in said and "end of stream" in said:
            return "a quote is opened here and never closed", "close it where the text ends", began
        case _ if "unknown escape" in said:
            what = "a backslash in double quotes stands before a letter that means nothing"
            return what, "write two backslashes for one, or use single quotes", place
        case _ if "flow mapping" in said or "flow sequence" in said or "flow node" in said:
            what = f"the bracket opened {opened} is not closed before this place"
            return what, "close it, or put the comma or the quotes that are missing", place
        case _ if "did not find expected key" in said or "expected '-' indicator" in said:
            what = f"this does not fit the lines above, which begin {opened}"
            return what, "give it the indentation of its neighbours, as `field: value` or `- entry`", place
        case _ if "could not find expected ':'" in said:
            return "a line here has no colon", "write it as `field: value`", began
        case _ if "YAML document" in said or "directive" in said:
            return "a line that begins with `%` stands here", "take it out", place
        case _:
            right = "check indentation, colons, quotes and brackets near this place"
            return f"this is not YAML or JSON: {said}", right, place


def _rest(text: str, mark: Any) -> str:
    """What stands from a mark on. Lines end where YAML ends them, and so does Python in text that was let in."""
    first, *others = text.splitlines(keepends=True)[mark.line :] or [""]
    return "".join([first[mark.column :], *others])


def _bracket(text: str, before: Any) -> Any:
    """The mark of the innermost bracket that is open where another mark stands; None where there is none."""
    opened = []
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            mark = token.start_mark
            if (mark.line, mark.column) >= (before.line, before.column):
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(mark)
            elif opened and isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened.pop()
    return opened[-1] if opened else None
