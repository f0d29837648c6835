"""Items whose removal would cut others off from the rest of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

SUMMARY = "Whose removal would cut others off"
NETWORK = "dependencies"
EVIDENCE = "cutsOff"


def cut_point(network: networkx.Graph[str]) -> dict[str, list[str]]:
    """For each item that holds the network together, the items that would be cut off without it.

    Links are read both ways: a plan is joined up where somebody points at somebody. If dropping one
    item leaves the rest in several pieces, that item is a cut point, and everything outside the
    largest piece is cut off. Items that stand alone anyway are nobody's loss.

    >>> import networkx
    >>> cut_point(networkx.DiGraph([("health", "partnership"), ("partnership", "debt")]))
    {'partnership': ['debt']}
    """
    import networkx

    whole = network.to_undirected(as_view=True)
    found = {}
    for item in sorted(networkx.articulation_points(whole)):
        component = networkx.node_connected_component(whole, item) - {item}
        pieces = networkx.connected_components(whole.subgraph(component))
        # the largest piece is "the rest"; among equals the one that sorts last, so runs agree
        ordered = sorted(pieces, key=lambda piece: (len(piece), min(piece)))
        found[item] = sorted(node for piece in ordered[:-1] for node in piece)
    return found
