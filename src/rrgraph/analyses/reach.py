"""How far each item reaches through the links, and from how far it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "Who hangs on whom, directly and through others"
NETWORK = "dependencies"


class Row(NamedTuple):
    """How many others an item refers to, and how many refer to it: directly, and in all."""

    item: str
    refers_to: int
    reaches: int
    referred_to_by: int
    reached_from: int


def reach(network: networkx.DiGraph[str]) -> list[Row]:
    """For each item, how many others can be got to from it by following links, and how many get to it.

    An item that is reached from many is one on which much of the plan hangs, if only by way of
    others; one that reaches many needs much of the plan. What hangs most on others' links is first.

    >>> import networkx
    >>> network = networkx.DiGraph([("debt", "health"), ("health", "partnership")])
    >>> for row in reach(network):
    ...     print(*row)
    partnership 0 0 1 2
    health 1 1 1 1
    debt 1 2 0 0
    """
    ahead, back = _reached(network), _reached(network.reverse(copy=False))
    rows = [
        Row(
            item,
            _others(network.succ[item], item),
            ahead[item],
            _others(network.pred[item], item),
            back[item],
        )
        for item in network
    ]
    return sorted(rows, key=lambda row: (-row.reached_from, -row.referred_to_by, row.item))


def _others(neighbours: object, item: str) -> int:
    return len(set(neighbours) - {item})  # type: ignore[call-overload]


def _reached(network: networkx.DiGraph[str]) -> dict[str, int]:
    """How many others each item reaches; what is on one cycle is reached from all of it alike."""
    import networkx

    groups = networkx.condensation(network)
    members = groups.nodes(data="members")
    sizes = {group: len(found) for group, found in members}
    reached: dict[int, int] = {}  # a bit for each group: a set of thousands is one number
    counts: dict[str, int] = {}
    for group in reversed(list(networkx.topological_sort(groups))):
        bits = 1 << group
        for following in groups.succ[group]:
            bits |= reached[following]
        reached[group] = bits
    many = {group for group, size in sizes.items() if size > 1}
    for group, found in members:
        bits = reached[group]
        total = bits.bit_count() + sum(sizes[one] - 1 for one in many if bits >> one & 1) - 1
        counts |= dict.fromkeys(found, total)
    return counts
