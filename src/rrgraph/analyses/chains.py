"""The shortest ways along the links from one item to another."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "The shortest chains of links from one item to another"
NETWORK = "dependencies"


class Row(NamedTuple):
    """One step of one chain, with the words that the plan prints for it."""

    chain: int
    step: int
    item: str
    refers_to: str
    printed: str


def chains(
    network: networkx.DiGraph[str], start: str = "", end: str = "", most: int = 10
) -> list[Row]:
    """The shortest chains of links from `start` to `end`, step by step; none if no chain leads there.

    Without an end, one shortest chain to each item that can be got to. At most `most` chains of the
    same length are told of one pair.

    >>> import networkx
    >>> network = networkx.DiGraph([("debt", "health"), ("health", "partnership")])
    >>> for row in chains(network, "debt", "partnership"):
    ...     print(*row[:4])
    1 1 debt health
    1 2 health partnership
    """
    import networkx

    if start not in network or (end and end not in network):
        return []
    if end:
        has_way = start != end and networkx.has_path(network, start, end)
        ways = networkx.all_shortest_paths(network, start, end) if has_way else []
        found = sorted(islice(ways, most))
    else:
        nearest = networkx.single_source_shortest_path(network, start)
        found = sorted((way for way in nearest.values() if len(way) > 1), key=lambda w: (len(w), w))
    return [
        Row(number, step, item, other, network.edges[item, other].get("printed") or "")
        for number, way in enumerate(found, 1)
        for step, (item, other) in enumerate(pairwise(way), 1)
    ]
