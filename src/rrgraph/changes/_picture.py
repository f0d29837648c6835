"""A refresh as a picture: the old edition left, the new one right, and what flowed where between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from rrgraph.lettering import wrap
from rrgraph.refresh import HEADINGS, Edition, Flow, Item, Refresh

WIDE = 400  # of a card, in the units of the picture
BETWEEN = 260
MARGIN = 12  # inside a card
LETTER = 14
LINE = 18
APART = 8  # between cards
TOP = 34  # room for the two headings


class Card(NamedTuple):
    """An item where it stands in the picture."""

    item: Item
    x: int
    y: int
    high: int
    lines: tuple[str, ...]
    said: str  # what becomes of it, or where it comes from
    is_heading: bool
    is_alone: bool  # nothing leads to or from it


class Line(NamedTuple):
    """From a card on the left to a card on the right."""

    path: str
    kind: str
    said: str


@dataclass
class Picture:
    """Everything to draw, with its size."""

    wide: int = 2 * WIDE + BETWEEN
    high: int = 0
    cards: list[Card] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def picture(refresh: Refresh) -> Picture:
    """Lay out every item that did not simply stay as it was; nothing else is left out."""
    told = [flow for flow in refresh.flows if flow.kinds != ("unchanged",)]
    left = _column(refresh.old, 0, [f.earlier for f in told], refresh.gone, _becomes(refresh, told))
    comes = _comes_from(refresh, told)
    right = _column(refresh.new, WIDE + BETWEEN, [f.later for f in told], refresh.come, comes)
    reach = max(_reach(left), _reach(right))
    left, right = _spread(left, reach), _spread(right, reach)
    drawn = Picture(cards=[*left.values(), *right.values()])
    drawn.high = reach + APART
    for flow in told:
        for one in flow.earlier:
            for other in flow.later:
                drawn.lines.append(_line(left[one.iri], right[other.iri], flow))
    return drawn


def _becomes(refresh: Refresh, flows: Iterable[Flow]) -> dict[str, set[str]]:
    said: dict[str, set[str]] = defaultdict(set)
    for flow in flows:
        for item in flow.earlier:
            said[item.iri] |= {HEADINGS[kind].lower() for kind in flow.kinds}
    gone = "removed" if refresh.is_one_plan else "nothing is recorded of it"
    return said | {item.iri: {gone} for item in refresh.gone}


def _comes_from(refresh: Refresh, flows: Iterable[Flow]) -> dict[str, set[str]]:
    new = {item.iri: {"new"} for flow in flows if not flow.earlier for item in flow.later}
    come = "added" if refresh.is_one_plan else "nothing is recorded of it"
    return new | {item.iri: {come} for item in refresh.come}


def _column(
    edition: Edition,
    x: int,
    flows: Iterable[tuple[Item, ...]],
    others: Iterable[Item],
    said: dict[str, set[str]],
) -> dict[str, Card]:
    """The cards of one edition below one another, each item below what it stands under."""
    shown = {item.iri for items in flows for item in items} | {item.iri for item in others}
    shown |= {
        edition.items[iri].above for iri in shown if edition.items[iri].above in edition.items
    }
    joined = {item.iri for items in flows for item in items}
    cards: dict[str, Card] = {}
    y = TOP
    for iri, item in edition.items.items():
        if iri not in shown:
            continue
        is_heading = item.above not in edition.items
        lines = tuple(wrap(item.label, WIDE - 2 * MARGIN, LETTER, bold=is_heading))
        words = ", ".join(sorted(said.get(iri, ())))
        high = 2 * MARGIN + LINE * (len(lines) + bool(words)) - 4
        y += APART if is_heading and cards else 0
        alone = iri not in joined or words in ("dropped", "new")
        cards[iri] = Card(item, x, y, high, lines, words, is_heading, alone)
        y += high + APART
    return cards


def _reach(cards: dict[str, Card]) -> int:
    return max((card.y + card.high for card in cards.values()), default=TOP)


def _spread(cards: dict[str, Card], reach: int) -> dict[str, Card]:
    """The cards of a column with more room between them, so that it ends where the longer one does."""
    steps = max(len(cards) - 1, 1)
    spare = reach - _reach(cards)
    return {
        iri: card._replace(y=card.y + spare * at // steps)
        for at, (iri, card) in enumerate(cards.items())
    }


def _line(one: Card, other: Card, flow: Flow) -> Line:
    start, end = one.x + WIDE, other.x
    high, low = one.y + one.high // 2, other.y + other.high // 2
    bend = (end - start) // 2
    path = f"M{start} {high}C{start + bend} {high} {end - bend} {low} {end} {low}"
    kinds = ", ".join(HEADINGS[kind].lower() for kind in flow.kinds)
    return Line(path, flow.kinds[0], f"{one.item.label}: {kinds}: {other.item.label}")
