"""The partners through whom others work together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rrgraph.analyses._partners import parts

if TYPE_CHECKING:
    import networkx

SUMMARY = "Through whom partners that share no action of their own are joined"
NETWORK = "partner-load"


class Row(NamedTuple):
    """With how many a partner works, and how often it stands between two others."""

    party: str
    works_with: int
    between: float


def brokers(network: networkx.DiGraph[str]) -> list[Row]:
    """For each partner, with how many others it shares an action, and how often it joins two others.

    Two partners work together if one action names both. `between` is the betweenness in that
    network: the part of all shortest ways between two others that lead through it, from 0 to 1. A
    partner with a high figure is one through whom news travels; without it others lose touch.

    >>> import networkx
    >>> network = networkx.DiGraph()
    >>> for party, action in [("police", "a"), ("council", "a"), ("council", "b"), ("health", "b")]:
    ...     network.add_edge(party, action, role="contributing")
    >>> brokers(network)[0]
    Row(party='council', works_with=2, between=1.0)
    """
    import networkx

    led, helped = parts(network)
    together: networkx.Graph[str] = networkx.Graph()
    for action in led.keys() | helped.keys():
        parties = sorted(led.get(action, set()) | helped.get(action, set()))
        together.add_nodes_from(parties)
        together.add_edges_from(combinations(parties, 2))
    between = networkx.betweenness_centrality(together)
    rows = [Row(one, len(together[one]), round(between[one], 4)) for one in together]
    return sorted(rows, key=lambda row: (-row.between, -row.works_with, row.party))
