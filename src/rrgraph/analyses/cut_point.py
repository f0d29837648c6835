"""Items whose removal would cut others off from the rest of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

SUMMARY = "Whose removal would cut others off"
NETWORK = "dependencies"
EVIDENCE = "cutsOff"


def cut_point(network: networkx.Graph[str]) -> dict[str, list[str]]:
    """For each item that holds the network together, the items that would be cut off without it.

    Links are read both ways: a plan is joined up where somebody points at somebody. If dropping one
    item leaves the rest in several pieces, that item is a cut point, and everything outside the
    largest piece is cut off. Items that stand alone anyway are nobody's loss.

    >>> import networkx
    >>> cut_point(networkx.DiGraph([("health", "partnership"), ("partnership", "debt")]))
    {'partnership': ['debt']}
    """
    import networkx

    whole = network.to_undirected(as_view=True)
    found: dict[str, list[str]] = {}
    for component in networkx.connected_components(whole):
        walk = list(networkx.dfs_labeled_edges(whole, min(component)))
        visited = [item for _, item, kind in walk if kind == "forward"]
        for item, pieces in _pieces(walk, visited).items():
            if len(pieces) > 1:
                # the largest piece is "the rest"; among equals the one that sorts last, so runs agree
                ordered = sorted(pieces, key=lambda piece: (len(piece), min(piece)))
                found[item] = sorted(other for piece in ordered[:-1] for other in piece)
    return dict(sorted(found.items()))


def _pieces(walk: list[tuple[str, str, str]], visited: list[str]) -> dict[str, list[list[str]]]:
    """For each item met on one walk in depth, the pieces that its component falls into without it.

    What is visited below a child of an item stays joined to the rest if a link leads from there back
    above the item; otherwise it is a piece. It stands in one run of the visiting order, so all pieces
    are found on a single walk, however many cut points there are.
    """
    at = {item: place for place, item in enumerate(visited)}
    reach = dict(at)  # the earliest item that a link from here, or from below here, leads to
    below = dict.fromkeys(visited, 1)  # how many items were visited from here on, itself included
    runs: dict[str, list[tuple[int, int]]] = {item: [] for item in visited}
    for upper, item, kind in walk:
        if kind == "nontree":
            reach[upper] = min(reach[upper], at[item])
        elif kind == "reverse" and upper != item:
            below[upper] += below[item]
            reach[upper] = min(reach[upper], reach[item])
            if reach[item] >= at[upper]:
                runs[upper].append((at[item], at[item] + below[item]))
    pieces = {}
    for item, cut in runs.items():
        if cut:
            pieces[item] = [visited[start:end] for start, end in cut]
            rest = [*visited[: at[item]], *_between(visited, at[item] + 1, cut)]
            pieces[item] += [rest] if rest else []
    return pieces


def _between(visited: list[str], start: int, cut: list[tuple[int, int]]) -> list[str]:
    """What was visited from `start` on, without the runs in `cut`."""
    kept = []
    for begin, end in cut:
        kept += visited[start:begin]
        start = end
    return kept + visited[start:]
