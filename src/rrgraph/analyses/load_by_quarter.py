"""How much each partner leads and helps with, quarter by quarter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "What falls due when, partner by partner"
NETWORK = "partner-load"


class Row(NamedTuple):
    """What a partner has to deliver in one quarter of the calendar."""

    plan: str
    party: str
    quarter: str
    leads: int
    contributes: int


def load_by_quarter(network: networkx.DiGraph[str]) -> list[Row]:
    """For each partner and quarter, how many actions due then it leads, and to how many it contributes.

    A quarter is one of the calendar, written "2009 Q2" for April to June 2009. An action counts once
    in each quarter in which one of its milestones ends. Actions without a date count nowhere, so
    that the sum may be less than all that a partner carries.

    >>> import networkx
    >>> network = networkx.DiGraph([("police", "patrol", {"role": "lead"}),
    ...                             ("council", "patrol", {"role": "contributing"})])
    >>> network.nodes["patrol"].update(plan="p", due="2009-06-30 2009-05-01 2009-07-31")
    >>> for row in load_by_quarter(network):
    ...     print(*row)
    p council 2009 Q2 0 1
    p council 2009 Q3 0 1
    p police 2009 Q2 1 0
    p police 2009 Q3 1 0
    """
    leads, contributes = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for party, action, link in network.edges(data=True):
        role = link["role"]
        plan, due = network.nodes[action].get("plan", ""), network.nodes[action].get("due") or ""
        for quarter in {_quarter(day) for day in due.split()}:
            leads[plan, party, quarter] += "lead" in role
            contributes[plan, party, quarter] += "contributing" in role
    return [Row(*key, leads[key], contributes[key]) for key in sorted(leads)]


def _quarter(day: str) -> str:
    """`2009-06-30` -> `2009 Q2`."""
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"
