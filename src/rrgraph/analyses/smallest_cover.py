"""The fewest partners who between them have a hand in every block."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rrgraph.analyses._partners import parts

if TYPE_CHECKING:
    import networkx

SUMMARY = "The fewest partners to have at the table so that every block has one"
NETWORK = "partner-load"
MOST_TRIES = 200_000  # steps of the exact search; beyond them the greedy answer stands


class Row(NamedTuple):
    """A partner of the smallest set, with the blocks that it brings beside those named before it."""

    party: str
    brings: tuple[str, ...]
    blocks: int
    exact: str


def smallest_cover(network: networkx.DiGraph[str], leads_only: bool = False) -> list[Row]:
    """The smallest set of partners such that each block has one of them as a lead or contributor.

    With `leads_only` contributors do not count. Blocks in which nobody has a part are left out: nobody could
    cover them. The answer is exact, and says "yes", unless the plan is so large that the search
    would not end; then it is the greedy one, always taking the partner who brings most, and says
    "no, at most that few". Of sets as small, the one whose partners come first in the alphabet.

    >>> import networkx
    >>> network = networkx.DiGraph()
    >>> for party, action in [("police", "a"), ("council", "a"), ("council", "b")]:
    ...     network.add_edge(party, action, role="lead")
    >>> for action in ("a", "b"):
    ...     network.nodes[action]["block"] = f"block {action}"
    >>> smallest_cover(network)
    [Row(party='council', brings=('block a', 'block b'), blocks=2, exact='yes')]
    """
    led, helped = parts(network)
    covers: dict[str, set[str]] = defaultdict(set)
    for carried in (led,) if leads_only else (led, helped):
        for action, parties in carried.items():
            block = network.nodes[action].get("block")
            for party in parties:
                if block:
                    covers[party].add(block)
    greedy = _greedy(covers)
    best, is_exact = _exact(covers, len(greedy))
    rows, missing = [], set[str]().union(*covers.values())
    for party in sorted(best or greedy, key=lambda one: (-len(covers[one]), one)):
        brings = tuple(sorted(covers[party] & missing))
        missing -= covers[party]
        exact = "yes" if is_exact else "no, at most that few"
        rows.append(Row(party, brings, len(covers[party]), exact))
    return rows


def _greedy(covers: dict[str, set[str]]) -> list[str]:
    missing, chosen = set[str]().union(*covers.values()), []
    while missing:
        best = min(covers, key=lambda party: (-len(covers[party] & missing), party))
        chosen.append(best)
        missing -= covers[best]
    return chosen


def _exact(covers: dict[str, set[str]], most: int) -> tuple[list[str], bool]:
    """The smallest set, searched by the block with the fewest partners; and whether it ended."""
    by_block: dict[str, list[str]] = defaultdict(list)
    for party in sorted(covers):
        for block in covers[party]:
            by_block[block].append(party)
    best: list[str] = []
    tries = 0
    waiting: list[tuple[list[str], frozenset[str]]] = [([], frozenset(by_block))]
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            return best, False
        chosen, missing = waiting.pop()
        if not missing:
            if not best or (len(chosen), sorted(chosen)) < (len(best), sorted(best)):
                best = chosen
            continue
        gain = max(len(covers[party] & missing) for party in covers)
        fewest = len(chosen) + -(-len(missing) // gain)
        if fewest > min(most, len(best) or most):
            continue
        block = min(missing, key=lambda one: (len(by_block[one]), one))
        for party in reversed(by_block[block]):
            waiting.append(([*chosen, party], missing - covers[party]))
    return best, True
