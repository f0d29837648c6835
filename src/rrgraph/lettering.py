"""How wide words are, so that a card is as high as its title needs and nothing is ever cut."""

from __future__ import annotations

from functools import lru_cache

# Widths of the characters from space to tilde in Arial, which Liberation Sans and Helvetica share,
# in thousandths of the letter size.
_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 "
    "611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_OTHER = 722  # accented letters are narrower; wide scripts are halved lines, not cut ones
_WIDE = 1000


def _table(widths: str) -> dict[str, int]:
    return {chr(32 + at): int(width) for at, width in enumerate(widths.split())}


_WIDTHS = {False: _table(_REGULAR), True: _table(_BOLD)}


@lru_cache(maxsize=100_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is, in the unit of `size`."""
    table = _WIDTHS[bold]
    units = sum(table.get(c) or (_WIDE if ord(c) > 0x1100 else _OTHER) for c in text)
    return units * size / 1000


def wrap(text: str, room: float, size: float, indent: float = 0, bold: bool = False) -> list[str]:
    """A text in lines no wider than `room`; the first has `indent` less. A long word is broken."""
    lines: list[str] = []
    line = ""
    left = room - indent
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= left:
            line = longer
            continue
        if line or not lines:
            lines.append(line)
            left = room
        *whole, line = _pieces(word, room, size, bold)
        lines.extend(whole)
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word in pieces that each fit on a line; almost always the word itself."""
    if width(word, size, bold) <= room:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size, bold) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
