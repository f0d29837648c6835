"""Groups of items that all hang on one another, in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "Groups of items each of which leads to all others of its group"
NETWORK = "dependencies"


class Row(NamedTuple):
    """A group in which a chain of links leads from every item to every other."""

    size: int
    items: tuple[str, ...]


def cycles(network: networkx.DiGraph[str]) -> list[Row]:
    """The strongly connected groups of two items or more, the largest first.

    In such a group nobody can finish first: each item waits, by way of links, for every other. It
    is to be planned as a whole.

    >>> import networkx
    >>> cycles(networkx.DiGraph([("debt", "health"), ("health", "debt"), ("health", "work")]))
    [Row(size=2, items=('debt', 'health'))]
    """
    import networkx

    groups = [sorted(group) for group in networkx.strongly_connected_components(network)]
    groups.sort(key=lambda group: (-len(group), group))
    return [Row(len(group), tuple(group)) for group in groups if len(group) > 1]
