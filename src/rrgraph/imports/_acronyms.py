"""The list of acronyms that many documents end with."""

from __future__ import annotations

import re

from rrgraph.imports._document import Document, Table

_SHORT = re.compile(r"[A-Z][A-Za-z&/]{1,9}")
LEAST = 5  # rows: a smaller table is no list of acronyms


def acronyms(document: Document) -> dict[str, str]:
    """Short form -> long form, out of every two-column table that is such a list."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Table):
            rows = [[cell.text for cell in row if cell.lines] for row in block.rows]
            pairs = [row for row in rows if len(row) == 2]
            listed = {short: full for short, full in pairs if _is_short_for(short, full)}
            if len(listed) >= LEAST and len(listed) > len(rows) / 2:
                found |= listed
    return found


def _is_short_for(short: str, full: str) -> bool:
    """Whether a short form may stand for the words beside it: capitals, and the first letter of one."""
    capitals = sum(letter.isupper() for letter in short)
    is_short = bool(_SHORT.fullmatch(short)) and capitals >= 2
    starts = {word[0].upper() for word in re.findall(r"\w+", full)}
    return is_short and short[0] in starts
