"""Which assessed needs a plan answers, and with how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "Which blocks are for each assessed need, and how many have the need"
NETWORK = "needs"


class Row(NamedTuple):
    """A need, the highest share of those assessed who have it, and the blocks that are for it."""

    need: str
    percent: float | None
    answered_by: tuple[str, ...]
    blocks: int


def needs_coverage(network: networkx.DiGraph[str]) -> list[Row]:
    """For each need that the plan counts, the blocks that are for it; those with none come first.

    Which block is for which need is an editor's judgement. Of the others, the need that most
    have comes first.

    >>> import networkx
    >>> network = networkx.DiGraph([("debt", "2.3")])
    >>> network.add_node("debt", kind="need", share=40)
    >>> network.add_node("friends", kind="need", share=45)
    >>> for row in needs_coverage(network):
    ...     print(*row)
    friends 45 () 0
    debt 40 ('2.3',) 1
    """
    rows = []
    for need, known in network.nodes(data=True):
        if known.get("kind") == "need":
            blocks = tuple(sorted(network.succ[need]))
            rows.append(Row(need, known.get("share"), blocks, len(blocks)))
    return sorted(rows, key=lambda row: (row.blocks > 0, -(row.percent or 0), row.need))
