"""When the milestones of a plan fall due, month by month."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "How many actions have a milestone due in each month"
NETWORK = "partner-load"


class Row(NamedTuple):
    """The actions of a plan with a milestone that ends in one month."""

    plan: str
    month: str
    due: tuple[str, ...]
    actions: int
    share: float


def calendar(network: networkx.DiGraph[str]) -> list[Row]:
    """For each month of each plan, the actions with a milestone that ends in it; then those undated.

    A milestone counts in the month of its last day, an action once a month. The last row of a plan
    has the actions without any date, under "no date". `share` is the part of the plan's actions.

    >>> import networkx
    >>> network = networkx.DiGraph()
    >>> network.add_node("survey", plan="p", due="2009-09-30 2009-12-31")
    >>> network.add_node("review", plan="p", due=None)
    >>> for row in calendar(network):
    ...     print(*row)
    p 2009-09 ('survey',) 1 0.5
    p 2009-12 ('survey',) 1 0.5
    p no date ('review',) 1 0.5
    """
    due: dict[tuple[str, str], set[str]] = defaultdict(set)
    all_actions: dict[str, int] = defaultdict(int)
    for action, known in network.nodes(data=True):
        if plan := known.get("plan"):
            all_actions[plan] += 1
            for month in {day[:7] for day in (known.get("due") or "").split()} or {"no date"}:
                due[plan, month].add(action)
    return [
        Row(plan, month, tuple(sorted(found)), len(found), round(len(found) / all_actions[plan], 4))
        for (plan, month), found in sorted(due.items())
    ]
