"""Where cards stand: never on each other, wide enough for their words, links short where they may be."""

from __future__ import annotations

import pytest

from rrgraph.explorer.layout import Card, Column, Group, arrange, card_size, overlaps
from rrgraph.lettering import width, wrap


def cards(count: int, title: str = "A title of some length") -> list[Card]:
    """So many cards, numbered."""
    return [Card(f"item/{at}", f"{at}", f"{title} {at}") for at in range(count)]


@pytest.mark.parametrize(
    "text", ["Short", "Accommodation and employment", "x" * 90, "a " * 60, "犬" * 40]
)
def test_no_line_is_wider_than_its_room(text: str) -> None:
    """Every word is kept, and no line sticks out."""
    lines = wrap(text, 120, 14, indent=30)
    assert all(width(line, 14) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_longer_title_makes_a_higher_card() -> None:
    """The height follows the words."""
    short = card_size(Card("a", "1.1", "Short"), 180)
    long = card_size(Card("a", "1.1", "A much longer title that needs several lines"), 180)
    assert len(short.lines) == 1
    assert len(long.lines) > 1
    assert long.h > short.h


@pytest.mark.parametrize("count", [1, 5, 20, 60])
def test_cards_do_not_touch(count: int) -> None:
    """Whatever the number of cards, split into lanes or not."""
    columns = [
        Column("One", [Group(cards(count))], splits=True),
        Column("Two", [Group(cards(3), "A group"), Group([Card("z", "", "Z")], "Another")]),
    ]
    drawing = arrange(columns, [])
    assert not overlaps(drawing.cards)
    assert len(drawing.cards) == count + 4
    assert all(0 <= c.x - c.w / 2 and c.x + c.w / 2 <= drawing.width for c in drawing.cards)
    assert all(c.y + c.h / 2 <= drawing.height for c in drawing.cards)


def test_free_cards_move_to_where_their_links_lead() -> None:
    """What hangs on the first card comes first, when the order says nothing."""
    left = Column("Left", [Group(cards(3))])
    right = Column("Right", [Group([Card(c, "", c) for c in "cba"])], ordered=False)
    drawing = arrange([left, right], [("item/0", "a"), ("item/1", "b"), ("item/2", "c")])
    assert [c.item for c in drawing.cards if c.lane == 1] == ["a", "b", "c"]


def test_an_ordered_column_keeps_its_order() -> None:
    """Plan order is not given up for shorter lines."""
    left = Column("Left", [Group(cards(3))])
    right = Column("Right", [Group([Card(c, "", c) for c in "cba"])])
    drawing = arrange([left, right], [("item/0", "a"), ("item/2", "c")])
    assert [c.item for c in drawing.cards if c.lane == 1] == ["c", "b", "a"]
