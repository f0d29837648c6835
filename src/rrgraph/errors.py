"""What can go wrong, and how it is told: where, what, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029"  # would move the cursor, colour the screen, begin a line
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # would turn the writing round
    "\ud800-\udfff]"  # stands for a byte of a file's name that is no text
)


def printable(text: str) -> str:
    r"""A text from outside as a terminal may show it, in one line.

    >>> printable("caf\xe9\x1b[31m")
    'café\\x1b[31m'
    """
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


EXCERPT = 76  # letters shown of a line


class Fault(NamedTuple):
    """One thing wrong in a file, as a curator should read it.

    `line` and `column` count from 1; 0 means that the whole file is meant.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    excerpt: str = ""  # the line as it stands, where a caret says more than words

    def __str__(self) -> str:
        """`file:line:col: message`, the line with a caret, and the hint indented below it."""
        file, message, hint = (printable(text) for text in (self.file, self.message, self.hint))
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        lines = [f"{place}: {message}", *self._pointed(), f"  {hint}"]
        return "\n".join(line for line in lines if line.strip())

    def _pointed(self) -> list[str]:
        """The line and a caret under the column; of a very long line the part around it."""
        if not self.excerpt:
            return []
        start = max(0, self.column - 1 - EXCERPT // 2)
        shown = printable(self.excerpt.replace("\t", " ")[start : start + EXCERPT])
        before = printable(self.excerpt.replace("\t", " ")[start : self.column - 1])
        return [f"    {shown}", f"    {' ' * len(before)}^"]

    def as_dict(self) -> dict[str, str | int]:
        """The fault as a JSON object, its fields under their own names."""
        told = self._asdict()
        del told["excerpt"]
        return told


class RrgraphError(Exception):
    """Anything rrgraph refuses, in words meant for the person who asked."""


class UsageError(RrgraphError):
    """A command or call that cannot be done as asked; says what to write instead."""


class FaultyData(RrgraphError):
    """The data under `graph/` has faults; `faults` lists all of them, in order of place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep every fault, sorted by file and line."""
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


class FaultyFile(FaultyData):
    """A query, rule or ontology file of ours that cannot be used as it stands."""

    def __init__(
        self,
        file: Path | str,
        message: str,
        hint: str = "",
        line: int = 0,
        column: int = 1,
        excerpt: str = "",
    ) -> None:
        """One fault in one file."""
        at = (line, column) if line else (0, 0)
        super().__init__([Fault(str(file), *at, message, hint, excerpt)])


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`Did you mean "clg"?` for the choice nearest to a mistyped word; empty when none is near."""
    from rapidfuzz import process

    found = process.extractOne(word, list(choices), score_cutoff=70)
    return f'Did you mean "{found[0]}"?' if found else ""
