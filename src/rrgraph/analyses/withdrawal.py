"""What a plan would lose with a partner."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rrgraph.analyses._partners import parts, within

if TYPE_CHECKING:
    import networkx

SUMMARY = "What would be left without a lead, or without help, if a partner withdrew"
NETWORK = "partner-load"


class Row(NamedTuple):
    """What only this partner, its units and its posts carry."""

    party: str
    without_lead: tuple[str, ...]
    without_help: tuple[str, ...]
    blocks_without_lead: tuple[str, ...]


def withdrawal(network: networkx.DiGraph[str], party: str = "") -> list[Row]:
    """For each partner, the actions that nobody else leads, that nobody else helps with, and the blocks.

    A body takes its units and posts with it. A block is lost if all leads of all its actions are.
    The partner whose loss would cost most leads comes first; with `party`, only that one is told.

    >>> import networkx
    >>> network = networkx.DiGraph([("police", "patrol", {"role": "lead"}),
    ...                             ("council", "patrol", {"role": "contributing"})])
    >>> network.nodes["patrol"]["block"] = "safety"
    >>> for row in withdrawal(network):
    ...     print(*row)
    police ('patrol',) () ('safety',)
    council () ('patrol',) ()
    """
    led, helped = parts(network)
    of_block: dict[str, set[str]] = defaultdict(set)
    for action, parties in led.items():
        if block := network.nodes[action].get("block"):
            of_block[block] |= parties
    rows = [
        Row(one, _only(led, gone), _only(helped, gone), _only(of_block, gone))
        for one, gone in within(network).items()
        if party in (one, "")
    ]
    return sorted(rows, key=lambda row: (-len(row.without_lead), -len(row.without_help), row.party))


def _only(carried: dict[str, set[str]], gone: set[str]) -> tuple[str, ...]:
    """What is carried by nobody else."""
    return tuple(sorted(item for item, parties in carried.items() if parties and parties <= gone))
