"""The one form that every file is read into: headings, paragraphs and tables, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from rrgraph.documents import normalised
from rrgraph.imports._proposal import Unplaced
from rrgraph.plaintext import one_line

_BREAK = re.compile(r"(</?(?:p|br|ul|ol|li|div)\b[^>]*>|\n|(?=[•▪◦●] ))", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[•▪◦●·*]|[-–—](?=\s))\s*")


class Line(NamedTuple):
    """One paragraph of a cell."""

    text: str
    bullet: bool = False


class Cell(NamedTuple):
    """One cell of a table: its paragraphs, and where it stands, as "line 12" or "Actions!B7"."""

    lines: tuple[Line, ...]
    where: str
    shared: bool = False  # printed once, over several rows
    spans: int = 1  # over how many columns
    filled: bool = False  # has a colour of its own

    @property
    def text(self) -> str:
        """The whole cell on one line."""
        return " ".join(line.text for line in self.lines)


class Heading(NamedTuple):
    """A heading; level 1 is the topmost."""

    text: str
    level: int
    where: str


class Paragraph(NamedTuple):
    """Running text outside tables."""

    text: str
    where: str


class Table(NamedTuple):
    """Rows of cells; rows may differ in length."""

    rows: list[list[Cell]]
    where: str


@dataclass
class Document:
    """What a file holds, in the order printed."""

    name: str
    blocks: list[Heading | Paragraph | Table] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # how it was read, where that is not plain
    unread: list[Unplaced] = field(default_factory=list)


def lines_of(text: str) -> tuple[Line, ...]:
    """The paragraphs of a cell that is written as text, with or without marks of HTML.

    >>> lines_of("<p>One</p><ul> <li>two</li></ul>")
    (Line(text='One', bullet=False), Line(text='two', bullet=True))
    >>> lines_of("• A &amp; B")
    (Line(text='A & B', bullet=True),)
    """
    found = []
    in_item = False
    for part in _BREAK.split(text):
        tag = part[:4].lower()
        if _BREAK.fullmatch(part):
            in_item = (in_item or tag.startswith("<li")) and tag not in ("</li", "</ul", "</ol")
        elif plain := bare(part):
            text_of_line = _BULLET.sub("", plain)
            if text_of_line:
                found.append(Line(text_of_line, in_item or text_of_line != plain))
    return tuple(found)


def bare(text: str) -> str:
    """Text on one line, without marks of emphasis: as quotes of it are looked up."""
    return one_line(normalised(text))
