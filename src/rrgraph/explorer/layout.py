"""Where each card stands: columns that mean something, never a tangle that moves.

A view is a row of columns. A column holds groups of cards under headings; one that would be too tall
is set in several lanes under one heading. Cards whose order means nothing are put where their links
cross least, by the barycentre of their neighbours, over a few sweeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rrgraph.lettering import width, wrap

LETTER = 14.0  # letter size; a page shows it at no less than 12 pixels
LINE = 18.0
SMALL = 14.0
PADDING = 9.0
GLYPH = 25.0  # room for the sign of the kind
GAP = 12.0
GUTTER = 60.0  # between lanes, where the links run
MARGIN = 12.0
WIDTH = 930.0  # what a window of 1280 pixels shows at 12-pixel letters, beside both panels
HEIGHT = 660.0  # what a window of 720 pixels shows of it
MOST_LANES = 5
SPREAD = 26.0  # a lane shorter than the tallest is spread by at most so much a card
SWEEPS = 8
INSET = 14.0  # an action below its priority stands in by so much


@dataclass(frozen=True)
class Card:
    """What a card says: the number in bold, the title, and a small line below."""

    item: str
    number: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Size:
    """A card's words in lines, and how high that makes it."""

    lines: tuple[str, ...]
    note: tuple[str, ...]
    h: float


@dataclass
class Group:
    """Cards that stand together, under a heading of their own if they have one."""

    cards: list[Card]
    heading: str = ""


@dataclass
class Column:
    """A column of a view; `ordered` when the order of its cards says something."""

    title: str
    groups: list[Group]
    ordered: bool = True
    splits: bool = False

    @property
    def cards(self) -> list[Card]:
        """All its cards, from the top."""
        return [card for group in self.groups for card in group.cards]


@dataclass(frozen=True)
class Placed:
    """A card with its place: the middle, in units of which the letters are 14."""

    item: str
    lane: int
    x: float
    y: float
    w: float
    size: Size
    group: int

    @property
    def h(self) -> float:
        """How high the card is."""
        return self.size.h


@dataclass(frozen=True)
class Heading:
    """Words above a column (level 1) or a group of cards (level 2)."""

    level: int
    lines: tuple[str, ...]
    lane: int
    x: float
    y: float
    w: float
    group: int = -1


@dataclass
class Drawing:
    """A view with everything in its place."""

    cards: list[Placed] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    top: float = 0.0


@dataclass
class _Lane:
    column: int
    groups: list[tuple[int, Group]]
    w: float = 0.0

    def height(self) -> float:
        return sum(self.heights()) + GAP * max(0, len(list(self.parts())) - 1)

    def parts(self) -> Iterable[tuple[int, Card | str]]:
        for number, group in self.groups:
            if group.heading:
                yield number, group.heading
            yield from ((number, card) for card in group.cards)

    def heights(self) -> list[float]:
        return [
            len(_heading(part, self.w)) * (LINE - 1) + GAP / 2
            if isinstance(part, str)
            else card_size(part, self.w).h
            for _, part in self.parts()
        ]


def card_size(card: Card, w: float) -> Size:
    """The lines of a card of that width, and its height."""
    room = w - GLYPH - 2 * PADDING
    indent = width(f"{card.number} ", LETTER, True) if card.number else 0.0
    lines = tuple(wrap(card.title, room, LETTER, indent))
    note = tuple(wrap(card.note, room, SMALL)) if card.note else ()
    return Size(lines, note, 2 * PADDING + len(lines) * LINE + len(note) * (LINE - 2))


def _heading(text: str, w: float) -> tuple[str, ...]:
    return tuple(wrap(text, w, LETTER + 1, bold=True))


def arrange(
    columns: list[Column], links: Iterable[tuple[str, str]], gutter: float = GUTTER
) -> Drawing:
    """Put every card of a view in its place."""
    columns = [column for column in columns if column.cards]
    _untangle(columns, list(links))
    lanes = _lanes(columns, gutter)
    return _place(columns, lanes, gutter)


# ---------------------------------------------------------------------- order within columns
def _untangle(columns: list[Column], links: list[tuple[str, str]]) -> None:
    """Order the groups whose order is free by where their neighbours stand."""
    near: dict[str, list[str]] = {}
    for start, end in links:
        near.setdefault(start, []).append(end)
        near.setdefault(end, []).append(start)
    if all(column.ordered for column in columns):
        return
    for _ in range(SWEEPS):
        for column in columns:
            if not column.ordered:
                heights = _heights(columns)
                for group in column.groups:
                    group.cards.sort(key=lambda card: _middle(card, near, heights))


def _heights(columns: list[Column]) -> dict[str, float]:
    """How far down each card stands, from 0 to 1."""
    found = {}
    for column in columns:
        cards = column.cards
        for at, card in enumerate(cards):
            found[card.item] = (at + 0.5) / len(cards)
    return found


def _middle(card: Card, near: Mapping[str, list[str]], heights: Mapping[str, float]) -> float:
    others = [heights[item] for item in near.get(card.item, ()) if item in heights]
    return sum(others) / len(others) if others else 2.0  # without a link: to the bottom


# ---------------------------------------------------------------------- lanes
def _lanes(columns: list[Column], gutter: float) -> list[_Lane]:
    """One lane a column; a column that may be split gets more while it is too tall for a screen."""
    counts = [1] * len(columns)
    while True:
        lanes = [
            _Lane(at, groups)
            for at, column in enumerate(columns)
            for groups in _split(column, counts[at])
        ]
        w = (WIDTH - 2 * MARGIN - gutter * (len(lanes) - 1)) / max(1, len(lanes))
        for lane in lanes:
            lane.w = round(w, 1)
        tall = [
            lane for lane in lanes if columns[lane.column].splits and lane.height() > HEIGHT - 40
        ]
        if not tall or len(lanes) >= MOST_LANES:
            return lanes
        counts[max(tall, key=lambda lane: lane.height()).column] += 1


def _split(column: Column, count: int) -> list[list[tuple[int, Group]]]:
    """The cards of a column in `count` lanes of about as many cards."""
    if count == 1:
        return [list(enumerate(column.groups))]
    cards = [(at, card) for at, group in enumerate(column.groups) for card in group.cards]
    size = -(-len(cards) // count)
    lanes = []
    for start in range(0, len(cards), size):
        part: dict[int, Group] = {}
        for at, card in cards[start : start + size]:
            part.setdefault(at, Group([], column.groups[at].heading)).cards.append(card)
        lanes.append(list(part.items()))
    return lanes


# ---------------------------------------------------------------------- places
def _place(columns: list[Column], lanes: list[_Lane], gutter: float) -> Drawing:
    drawing = Drawing()
    spans = _spans(columns, lanes, gutter)
    titles = [_heading(column.title, span[1]) for column, span in zip(columns, spans, strict=True)]
    top = MARGIN + max((len(lines) for lines in titles), default=0) * LINE + GAP
    tallest = max((lane.height() for lane in lanes), default=0.0)
    first = 0
    for at, (lines, (x, w)) in enumerate(zip(titles, spans, strict=True)):
        drawing.headings.append(Heading(1, lines, first, x, MARGIN, w))
        first += sum(1 for lane in lanes if lane.column == at)
    for number, lane in enumerate(lanes):
        left = MARGIN + number * (lane.w + gutter)
        _fill(drawing, lane, number, left, top, tallest)
    drawing.top = top
    drawing.width = WIDTH
    drawing.height = round(top + tallest + MARGIN, 1)
    return drawing


def _spans(columns: list[Column], lanes: list[_Lane], gutter: float) -> list[tuple[float, float]]:
    """Left edge and width of each column's heading, over all its lanes."""
    spans = []
    for at in range(len(columns)):
        own = [number for number, lane in enumerate(lanes) if lane.column == at]
        w = lanes[own[0]].w
        left = MARGIN + own[0] * (w + gutter)
        spans.append((left, len(own) * w + (len(own) - 1) * gutter))
    return spans


def _fill(
    drawing: Drawing, lane: _Lane, number: int, left: float, top: float, tallest: float
) -> None:
    parts = list(lane.parts())
    heights = lane.heights()
    slack = (tallest - lane.height()) / len(parts) if parts else 0.0
    extra = min(SPREAD if tallest <= HEIGHT else 0.0, slack)
    y = top
    for (group, part), height in zip(parts, heights, strict=True):
        if isinstance(part, str):
            lines = _heading(part, lane.w)
            drawing.headings.append(Heading(2, lines, number, left, y + GAP / 2, lane.w, group))
        else:
            size = card_size(part, lane.w)
            middle = (round(left + lane.w / 2, 1), round(y + height / 2, 1))
            drawing.cards.append(Placed(part.item, number, *middle, lane.w, size, group))
        y += height + GAP + extra


def overlaps(cards: Iterable[Placed]) -> list[tuple[str, str]]:
    """Pairs of cards of one lane that touch; there should be none."""
    found = []
    ordered = sorted(cards, key=lambda card: (card.lane, card.y))
    for upper, lower in pairwise(ordered):
        if upper.lane == lower.lane and upper.y + upper.h / 2 > lower.y - lower.h / 2:
            found.append((upper.item, lower.item))
    return found
