"""What can go wrong, and how it is told: where, what, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Fault(NamedTuple):
    """One thing wrong in a file, as a curator should read it.

    `line` and `column` count from 1; 0 means that the whole file is meant.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """`file:line:col: message`, and the hint indented below it."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        text = f"{place}: {self.message}"
        return f"{text}\n  {self.hint}" if self.hint else text

    def as_dict(self) -> dict[str, str | int]:
        """The fault as a JSON object, its fields under their own names."""
        return self._asdict()


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

    def __init__(self, file: Path | str, message: str, hint: str = "", line: int = 0) -> None:
        """One fault in one file."""
        super().__init__([Fault(str(file), line, 1 if line else 0, message, hint)])


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`Did you mean "clg"?` for the choice nearest to a mistyped word; empty when none is near."""
    from rapidfuzz import process

    found = process.extractOne(word, list(choices), score_cutoff=70)
    return f'Did you mean "{found[0]}"?' if found else ""
