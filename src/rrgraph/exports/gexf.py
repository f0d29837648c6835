"""The plans as one network in GEXF, as Gephi opens it: coloured by kind, sized, and in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, BinaryIO

from rrgraph.exports._network import drawn, network
from rrgraph.knowledge import Knowledge

SUMMARY = "GEXF for Gephi: coloured by kind, sized by links, each thing in its place"
SUFFIX = ".gexf"
COLOURS = {  # as in the explorer
    "plan": (0, 0, 0),
    "theme": (0, 119, 204),
    "priority": (29, 112, 184),
    "action": (102, 17, 0),
    "agency": (34, 51, 85),
    "post": (85, 102, 153),
    "partner group": (128, 128, 128),
    "board": (153, 102, 102),
    "policy target": (136, 0, 255),
    "indicator": (204, 68, 0),
    "pathway": (0, 128, 96),
}
SMALLEST = 10.0
APART = 8  # columns stand so much further apart than in the explorer: Gephi writes names beside
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write one directed network that opens in Gephi as it is meant to be seen."""
    import networkx

    graph = network(kg, plans)
    cards = drawn(graph).cards
    places = {card.item: (APART * card.x, -card.y) for card in cards}  # Gephi counts upwards
    for node in graph:
        told = graph.nodes[node]
        told["viz"] = _seen(
            told["kind"], len(graph.succ[node]) + len(graph.pred[node]), places[node]
        )
    made = BytesIO()
    networkx.write_gexf(graph, made, version="1.2draft")
    out.write(_DAY.sub(b"", made.getvalue()))  # equal plans give equal bytes on every day


def _seen(kind: str, links: int, place: tuple[float, float]) -> dict[str, Any]:
    """Colour, size and place; the surface of a node grows with its links."""
    red, green, blue = COLOURS[kind]
    return {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": round(SMALLEST * (1 + links) ** 0.5, 2),
        "position": {"x": round(place[0], 2), "y": round(place[1], 2), "z": 0.0},
    }
