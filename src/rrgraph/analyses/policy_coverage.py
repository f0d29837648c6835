"""Which policy targets a plan serves, and how well."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "How many blocks cite each policy target, or are measured by each indicator"
NETWORK = "policy-links"


class Row(NamedTuple):
    """A policy target or indicator with the blocks that cite it or are measured by it."""

    target: str
    kind: str
    served_by: tuple[str, ...]
    blocks: int
    share: float


def policy_coverage(network: networkx.DiGraph[str]) -> list[Row]:
    """For each PSA and indicator that the plan names, the blocks that cite it or are measured by it.

    What nothing serves comes first; `share` is the part of all blocks, from 0 to 1.

    >>> import networkx
    >>> network = networkx.DiGraph([("health", "psa 23")])
    >>> network.add_nodes_from([("health", {"kind": "block"}), ("psa 23", {"kind": "psa"}),
    ...                         ("ni 18", {"kind": "indicator"})])
    >>> for row in policy_coverage(network):
    ...     print(*row)
    ni 18 indicator () 0 0.0
    psa 23 psa ('health',) 1 1.0
    """
    kinds = {node: known["kind"] for node, known in network.nodes(data=True)}
    all_blocks = max(sum(kind == "block" for kind in kinds.values()), 1)
    rows = []
    for target, kind in kinds.items():
        if kind != "block":
            blocks = tuple(sorted(network.pred[target]))
            share = round(len(blocks) / all_blocks, 4)
            rows.append(Row(target, kind, blocks, len(blocks), share))
    return sorted(rows, key=lambda row: (row.blocks, row.kind, row.target))
