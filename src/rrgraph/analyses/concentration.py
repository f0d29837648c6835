"""How far the lead of a plan lies with few."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rrgraph.analyses._partners import holders, parts

if TYPE_CHECKING:
    import networkx

SUMMARY = "How far the lead of a plan lies with few, as shares and as an index"
NETWORK = "partner-load"


class Row(NamedTuple):
    """How the led actions of a plan are spread over those who lead them."""

    plan: str
    led: int
    leads: int
    busiest: str
    share_of_busiest: float
    share_of_three: float
    hhi: float


def concentration(network: networkx.DiGraph[str], rolled_up: bool = False) -> list[Row]:
    """For each plan, the share of led actions that the busiest lead has, the busiest three, and the HHI.

    An action with two leads counts as half for each, so that the shares add up to 1. The
    Herfindahl-Hirschman index is the sum of the squares of all shares: 1 if one body leads
    everything, 0.1 if ten lead equally much; competition authorities call 0.25 and more highly
    concentrated. `rolled_up` counts a post as the body that it is a post in.

    >>> import networkx
    >>> network = networkx.DiGraph([("police", "a", {"role": "lead"}), ("council", "b", {"role": "lead"})])
    >>> for action in ("a", "b"):
    ...     network.nodes[action]["plan"] = "p"
    >>> concentration(network)[0].hhi
    0.5
    """
    led, _ = parts(network)
    body = holders(network) if rolled_up else {}
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    counts = Counter[str]()
    for action, named in led.items():
        parties = {body.get(party, party) for party in named}
        plan = network.nodes[action].get("plan") or ""
        counts[plan] += 1
        for party in parties:
            shares[plan][party] += 1 / len(parties)  # type: ignore[assignment]
    rows = []
    for plan, by_party in sorted(shares.items()):
        ranked = sorted(by_party.items(), key=lambda one: (-one[1], one[0]))
        parted = [share / counts[plan] for _, share in ranked]
        index = round(sum(share**2 for share in parted), 4)
        first, three = round(parted[0], 4), round(sum(parted[:3]), 4)
        rows.append(Row(plan, counts[plan], len(ranked), ranked[0][0], first, three, index))
    return rows
