"""How much each partner carries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rrgraph.analyses._partners import parts, within

if TYPE_CHECKING:
    import networkx

SUMMARY = "How much each partner leads, alone and with others, and contributes to"
NETWORK = "partner-load"


class Row(NamedTuple):
    """What a partner carries in one plan, as numbers of actions."""

    plan: str
    party: str
    leads: int
    alone: int
    jointly: int
    contributes: int
    actions: int
    share: float


def partner_load(network: networkx.DiGraph[str], rolled_up: bool = False) -> list[Row]:
    """For each partner, how many actions it leads alone, jointly, and to how many it contributes.

    As printed, each name stands for itself. `rolled_up` adds to each body what its units and posts
    carry; a unit is then counted under its own name and under its body, and an action that two
    posts of one body lead is led by that body alone. `actions` counts an action once, whether led
    or helped with; `share` is the part of the plan's actions that it leads, from 0 to 1. The
    busiest come first.

    >>> import networkx
    >>> network = networkx.DiGraph([("post", "a", {"role": "lead"}), ("body", "a", {"role": "lead"})])
    >>> network.nodes["post"]["within"] = "body"
    >>> network.nodes["a"]["plan"] = "p"
    >>> [(row.party, row.alone, row.jointly) for row in partner_load(network)]
    [('body', 0, 1), ('post', 0, 1)]
    >>> [(row.party, row.alone, row.jointly) for row in partner_load(network, rolled_up=True)]
    [('body', 1, 0), ('post', 0, 1)]
    """
    led, helped = parts(network)
    of_plan: dict[str, set[str]] = defaultdict(set)
    for action, known in network.nodes(data=True):
        if plan := known.get("plan"):
            of_plan[plan].add(action)
    rows = []
    for party, own in within(network).items():
        counted = own if rolled_up else own & {party}
        for plan, actions in of_plan.items():
            leads = {one for one in actions if led.get(one, set()) & counted}
            helps = {one for one in actions if helped.get(one, set()) & counted}
            alone = sum(led[one] <= counted for one in leads)
            if leads or helps:
                numbers = len(leads), alone, len(leads) - alone, len(helps), len(leads | helps)
                rows.append(Row(plan, party, *numbers, round(len(leads) / len(actions), 4)))
    return sorted(rows, key=lambda row: (row.plan, -row.leads, -row.actions, row.party))
