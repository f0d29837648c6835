"""What several analyses of partners need: who carries which action, and who belongs to whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

Carried = dict[str, set[str]]


def parts(network: networkx.DiGraph[str]) -> tuple[Carried, Carried]:
    """Who leads each action, and who contributes to it."""
    led: Carried = defaultdict(set)
    helped: Carried = defaultdict(set)
    for party, action, link in network.edges(data=True):
        for role, carried in (("lead", led), ("contributing", helped)):
            if role in link["role"]:
                carried[action].add(party)
    return led, helped


def within(network: networkx.DiGraph[str]) -> Carried:
    """Each body of the plan, or above one of it, with its units and posts and itself."""
    found: Carried = defaultdict(set)
    for party in {party for party, _ in network.edges}:
        for body in (party, *(network.nodes[party].get("within") or "").split()):
            found[body].add(party)
    return found


def holders(network: networkx.DiGraph[str]) -> dict[str, str]:
    """The body that each post of the plan is a post in."""
    known = ((party, about.get("post_in")) for party, about in network.nodes(data=True))
    return {party: body for party, body in known if body}
