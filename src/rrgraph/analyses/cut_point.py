"""Items whose removal would cut others off from the rest of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "Whose removal would cut others off"
NETWORK = "dependencies"
EVIDENCE = "cutsOff"

Piece = list[range]  # places in the order of a walk


class Row(NamedTuple):
    """An item that holds the plan together, and what would be cut off without it."""

    item: str
    cuts_off: tuple[str, ...]


def cut_point(network: networkx.Graph[str]) -> list[Row]:
    """Each item that holds the network together, with the items that would be cut off without it.

    Links are read both ways: a plan is joined up where somebody points at somebody. If dropping one
    item leaves the rest in several pieces, that item is a cut point, and everything outside the
    largest piece is cut off. Items that stand alone anyway are nobody's loss.

    >>> import networkx
    >>> cut_point(networkx.DiGraph([("health", "partnership"), ("partnership", "debt")]))
    [Row(item='partnership', cuts_off=('debt',))]
    """
    import networkx

    whole = network.to_undirected(as_view=True)
    found = {}
    for component in networkx.connected_components(whole):
        walk = list(networkx.dfs_labeled_edges(whole, min(component)))
        visited = [item for _, item, kind in walk if kind == "forward"]
        for item, pieces in _pieces(walk, visited).items():
            cut_off = _all_but_the_largest(pieces, visited)
            if cut_off:
                found[item] = tuple(cut_off)
    return [Row(item, cut_off) for item, cut_off in sorted(found.items())]


def _pieces(walk: Sequence[tuple[str, str, str]], visited: list[str]) -> dict[str, list[Piece]]:
    """For each item met on a walk in depth, the pieces that its component falls into without it.

    What is visited below a child of an item stays joined to the rest if a link leads from there to
    above the item; otherwise it is a piece. It stands in one run of the order of visits, so that
    all pieces are found on a single walk, however many cut points there are.
    """
    at = {item: place for place, item in enumerate(visited)}
    reach = dict(at)  # the earliest place that a link from an item, or from below it, leads to
    end = {item: place + 1 for item, place in at.items()}  # where what is visited below it ends
    runs = defaultdict(list)
    for upper, item, kind in walk:
        if kind == "nontree":
            reach[upper] = min(reach[upper], at[item])
        elif kind == "reverse" and upper != item:
            end[upper] = end[item]
            reach[upper] = min(reach[upper], reach[item])
            if reach[item] >= at[upper]:
                runs[upper].append(range(at[item], end[item]))
    return {
        item: [*([run] for run in cut), _rest(at[item], cut, visited)] for item, cut in runs.items()
    }


def _rest(at: int, cut: list[range], visited: list[str]) -> Piece:
    """What a walk visited before and after the item at a place and the runs cut off with it."""
    ends = [at + 1, *(run.stop for run in cut)]
    starts = [*(run.start for run in cut), len(visited)]
    return [range(at), *map(range, ends, starts)]


def _all_but_the_largest(pieces: list[Piece], visited: list[str]) -> list[str]:
    """The items outside the largest piece; of equals the one that sorts last, so runs agree."""

    def items(piece: Piece) -> list[str]:
        return [visited[place] for run in piece for place in run]

    sizes = [sum(map(len, piece)) for piece in pieces]
    most = max(sizes)
    largest = [piece for piece, size in zip(pieces, sizes, strict=True) if size == most]
    rest = largest[0] if len(largest) == 1 else max(largest, key=lambda piece: min(items(piece)))
    return sorted(item for piece in pieces if piece is not rest for item in items(piece))
