"""Paragraphs and rows that a page break cut, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

VALUES = ("measure", "milestone", "lead", "contributing")
_ENDED = re.compile(r"[.!?:;]['’”\")]*$")
_AND = re.compile(r"(?:and|or|including|which|who)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z)])[.!?]\s+(?=[A-Z])")
_OPEN = {"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


class Said(NamedTuple):
    """A paragraph as printed: its pieces, more than one where a page cut it, and where it begins."""

    pieces: tuple[str, ...]
    where: str
    bullet: bool = False
    is_positional: bool = False  # it is its place that gives it to a row

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return " ".join(self.pieces)

    def joined(self, other: Said) -> Said:
        """The paragraph with its second half."""
        return self._replace(pieces=self.pieces + other.pieces)


Cells = dict[str, list[Said]]  # what each kind of column says in a row


def together(words: str, said: Said) -> str:
    """The first of some words that stand in one piece of a paragraph that a page cut."""
    parts = words.split()
    for end in range(len(parts), 0, -1):
        start = " ".join(parts[:end])
        if any(start in piece for piece in said.pieces):
            return start
    return words


def whole_paragraphs(lines: Iterable[Said]) -> list[Said]:
    """Paragraphs with the points of a list put to the one that announces them with a colon.

    So is a paragraph that goes on behind them: "And share what is found".
    """
    found: list[Said] = []
    announced = False
    for line in lines:
        belongs = found and (
            (announced and line.bullet)
            or _AND.match(line.text)
            or goes_on(found[-1].text, line.text)
        )
        if belongs:
            found[-1] = found[-1].joined(line)
        else:
            found.append(line)
            announced = False
        announced = announced or line.text.endswith(":")
    return found


def goes_on(before: str, after: str) -> bool:
    """Whether a text is the second half of another that a page cut."""
    if _ENDED.search(before) or not after:
        return False
    words = before.split()
    is_open = not words or words[-1].lower() in _OPEN or _unclosed(before)
    return after[0].islower() or (is_open and not after[0].isdigit())


def _continues(role: str, before: Said, after: Said) -> bool:
    """Whether the first line of a cell is the second half of the last line above the page break.

    Notes and names are short and end anywhere: they go on only in small letters.
    """
    is_more = goes_on(before.text, after.text)
    return is_more and (role == "action" or after.text[0].islower())


def _unclosed(text: str) -> bool:
    """Whether a bracket or quotation mark is still open at the end of a text."""
    opened = len(re.findall(r"(?<!\w)['‘\"“](?=\w)", text))
    closed = len(re.findall(r"(?<=[\w.])['’\"”](?!\w)", text))
    return text.count("(") > text.count(")") or opened > closed


def is_cut(last: Cells, cells: Cells) -> bool:
    """Whether the first row after a page break goes on with the last one before it."""
    return any(
        _continues(role, last[role][-1], cells[role][0])
        for role in ("action", *VALUES)
        if role in cells and last.get(role)
    )


def join(last: Cells, cells: Cells) -> None:
    """Give the row before a page break what the row after it goes on with; `cells` keeps the rest."""
    run_on = _run_on(last, cells)
    for role in list(cells):
        before = last.get(role)
        first, rest = cells[role][0], cells[role][1:]
        is_more = role == "action" or (before and _continues(role, before[-1], first))
        if before and is_more:
            if role == "action" and run_on:
                first, more = _parted(first)
                rest = [more, *rest]
            before[-1], *cells[role] = whole_paragraphs([before[-1].joined(first), *rest])
        if not cells[role]:
            del cells[role]
    if "action" not in cells:
        for role, said in cells.items():
            last.setdefault(role, []).extend(said)
        cells.clear()


def _run_on(last: Cells, cells: Cells) -> bool:
    """Whether a further action follows in the paragraph that a page cut.

    Told by the other cells: each holds as many lines as there are paragraphs, although the action
    that was cut has its own in the row before.
    """
    lines = cells.get("action", [])
    others = {role: len(cells[role]) for role in VALUES if role in cells}
    as_many = len(others) > 1 and set(others.values()) == {len(lines)} and len(lines) > 1
    has_own = all(len(last.get(role, ())) == len(last["action"]) for role in others)
    return as_many and has_own and bool(_SENTENCE.search(lines[0].text))


def _parted(said: Said) -> tuple[Said, Said]:
    """A paragraph as its first sentence and the rest."""
    found = _SENTENCE.search(said.text)
    assert found
    first, rest = said.text[: found.start() + 1], said.text[found.end() :]
    return said._replace(pieces=(first,)), said._replace(pieces=(rest,))
