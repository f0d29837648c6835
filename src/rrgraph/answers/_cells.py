"""A term as a cell of a spreadsheet."""

from __future__ import annotations

from typing import Any

from rrgraph.plaintext import in_cell
from rrgraph.store import plain


def in_spreadsheet(term: Any) -> str | int | float:
    """A number as a number, an IRI in full, a text that no spreadsheet runs; unbound is empty."""
    value = plain(term)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return in_cell(str(value).lower() if isinstance(value, bool) else value)
