"""The list of acronyms that many documents end with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rrgraph.imports._document import Document, Heading, Table

_SHORT = re.compile(r"[A-Z][A-Za-z&/]{1,9}")
LEAST = 5  # rows: a smaller table is no list of acronyms


class Acronym(NamedTuple):
    """One line of the list."""

    short: str
    full: str
    section: str  # the heading above the list
    is_used: bool  # whether the short form stands anywhere else


def acronyms(document: Document) -> list[Acronym]:
    """Every line of the tables in two columns that are lists of acronyms."""
    found: list[tuple[str, str, str]] = []
    elsewhere: list[str] = []
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            number = re.match(r"\d+(?:\.\d+)*", block.text)
            section = number[0] if number else block.text
        listed = dict(_listed(block)) if isinstance(block, Table) else {}
        found += [(short, full, section) for short, full in listed.items()]
        if isinstance(block, Table):
            rows = (" ".join(cell.text for cell in row) for row in block.rows)
            elsewhere += [] if listed else rows
        else:
            elsewhere.append(block.text)
    text = "\n".join(elsewhere)
    return [
        Acronym(short, full, section, _stands_in(short, text))
        for short, full, section in {one[0]: one for one in found}.values()
    ]


def _stands_in(short: str, text: str) -> bool:
    """Whether a short form or its plural stands in a text as a word."""
    return bool(re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", text))


def _listed(table: Table) -> Iterator[tuple[str, str]]:
    """Short and long form of each row, if the table is such a list."""
    rows = [[cell.text for cell in row if cell.lines] for row in table.rows]
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2 and _is_short_for(*row)]
    if len(pairs) >= LEAST and len(pairs) > len(rows) / 2:
        yield from pairs


def _is_short_for(short: str, full: str) -> bool:
    """Whether a short form may stand for the words beside it: capitals, and the first letter of one."""
    capitals = sum(letter.isupper() for letter in short)
    is_short = bool(_SHORT.fullmatch(short)) and capitals >= 2
    starts = {word[0].upper() for word in re.findall(r"\w+", full)}
    return is_short and short[0] in starts
