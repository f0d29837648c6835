"""Items that stand alone: nothing refers to them, or they refer to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "Items that nothing refers to, that refer to nothing, or both"
NETWORK = "dependencies"
LACKS = {
    (False, False): "no link at all",
    (False, True): "nothing refers to it",
    (True, False): "refers to nothing",
}


class Row(NamedTuple):
    """An item without links on one side or on both."""

    item: str
    lacks: str


def orphans(network: networkx.DiGraph[str]) -> list[Row]:
    """The items without a link to them, from them, or either; those without any come first.

    A link to itself joins an item to nobody. Whether that is a gap is for the rules
    block-never-referred-to and block-refers-to-nothing to say.

    >>> import networkx
    >>> network = networkx.DiGraph([("debt", "health")])
    >>> network.add_node("work")
    >>> for row in orphans(network):
    ...     print(*row, sep=": ")
    work: no link at all
    debt: nothing refers to it
    health: refers to nothing
    """
    rows = []
    for item in network:
        joined = tuple(bool(set(side[item]) - {item}) for side in (network.pred, network.succ))
        if joined in LACKS:
            rows.append(Row(item, LACKS[joined]))
    order = list(LACKS.values())
    return sorted(rows, key=lambda row: (order.index(row.lacks), row.item))
