"""Reads YAML and JSON text into plain values that know where they stand, and writes them again."""

from assistant.document.new_file import prepared, put_in_place, write_new, write_new_folder, write_part
from assistant.document.read import Document, parse, read_file
from assistant.document.text import (
    LIMITS,
    NOT_TEXT,
    Limits,
    decode,
    digest_of,
    lies_at,
    printable,
    read_text,
    shortened,
)
from assistant.document.tree import Path, Place, Tree, field_name
from assistant.document.write import Bare, Spread, SpreadList, json_text, yaml_text

__all__ = [
    "LIMITS",
    "NOT_TEXT",
    "Bare",
    "Document",
    "Limits",
    "Path",
    "Place",
    "Spread",
    "SpreadList",
    "Tree",
    "decode",
    "digest_of",
    "field_name",
    "json_text",
    "lies_at",
    "parse",
    "prepared",
    "printable",
    "put_in_place",
    "read_file",
    "read_text",
    "shortened",
    "write_new",
    "write_new_folder",
    "write_part",
    "yaml_text",
]
