"""Reads YAML and JSON text into plain values that know where they stand."""

from assistant.document.read import Document, Limits, parse, read_file
from assistant.document.tree import Path, Place, Tree, field_name

__all__ = ["Document", "Limits", "Path", "Place", "Tree", "field_name", "parse", "read_file"]
