"""Rows of cells that may reach over several rows or columns, as rows of equal length."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rrgraph.imports._document import Cell

MOST_COLUMNS = 500


class Merged(NamedTuple):
    """A cell, and over how many rows and columns it reaches."""

    cell: Cell
    rows: int = 1
    columns: int = 1


def grid(rows: Iterable[Iterable[Merged]]) -> list[list[Cell]]:
    """The rows with each cell in its column; rows without any text are left out.

    A cell that reaches down stands in each of its rows, `shared` below the first; one that reaches
    to the right stands in its first column alone.
    """
    found: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # column -> a cell that reaches down, rows to go
    for row in rows:
        cells: list[Cell] = []
        for merged in row:
            _hang(cells, hanging)
            cell = merged.cell._replace(spans=merged.columns)
            for at in range(merged.columns):
                one = cell if at == 0 else Cell((), cell.where)
                if merged.rows > 1:
                    hanging[len(cells)] = (one._replace(shared=True), merged.rows - 1)
                cells.append(one)
        _hang(cells, hanging)
        found.append(cells[:MOST_COLUMNS])
    width = max(map(len, found), default=0)
    return [
        [*row, *[Cell((), row[0].where)] * (width - len(row))]
        for row in found
        if any(cell.lines for cell in row)
    ]


def _hang(cells: list[Cell], hanging: dict[int, tuple[Cell, int]]) -> None:
    """Add the cells of rows above that reach down to where the row has come to."""
    while (at := len(cells)) in hanging:
        cell, left = hanging.pop(at)
        if left > 1:
            hanging[at] = (cell, left - 1)
        cells.append(cell)
