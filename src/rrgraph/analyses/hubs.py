"""The items that most others lean on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "Which items the most others refer to, and how many of these links are returned"
NETWORK = "dependencies"


class Row(NamedTuple):
    """How many links lead to an item and from it, and how many of them are returned."""

    item: str
    referred_to_by: int
    refers_to: int
    returned: int
    share: float


def hubs(network: networkx.DiGraph[str]) -> list[Row]:
    """For each item, how many others refer to it, to how many it refers, and how many both ways.

    `share` is the part of all other items that refer to it, from 0 to 1. Links of an item to itself
    are left out.

    >>> import networkx
    >>> network = networkx.DiGraph([("debt", "health"), ("health", "debt"), ("work", "health")])
    >>> hubs(network)[0]
    Row(item='health', referred_to_by=2, refers_to=1, returned=1, share=1.0)
    """
    others = max(len(network) - 1, 1)
    rows = []
    for item in network:
        into, out = (set(side[item]) - {item} for side in (network.pred, network.succ))
        rows.append(Row(item, len(into), len(out), len(into & out), round(len(into) / others, 4)))
    return sorted(rows, key=lambda row: (-row.referred_to_by, -row.refers_to, row.item))
