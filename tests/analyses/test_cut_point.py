"""Cut points: whose removal would cut others off."""

import random

import networkx
import pytest

from rrgraph.analyses.cut_point import cut_point

Links = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("links", "found"),
    [
        pytest.param([("a", "b"), ("b", "c"), ("c", "a")], {}, id="a ring holds without any one"),
        pytest.param([("a", "b")], {}, id="of two, neither cuts off the other from a rest"),
        pytest.param([("a", "b"), ("b", "a")], {}, id="a returned link is still one link"),
        pytest.param([("a", "a"), ("a", "b")], {}, id="a link to itself holds nothing together"),
        pytest.param(
            [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], {"c": ["d"]}, id="the smaller piece"
        ),
        pytest.param(
            [("d", "c"), ("a", "b"), ("b", "c"), ("a", "c")],
            {"c": ["d"]},
            id="links are read both ways",
        ),
        pytest.param(
            [("hub", "a"), ("hub", "b"), ("hub", "c")],
            {"hub": ["a", "b"]},
            id="of equal pieces the last in the alphabet is the rest",
        ),
        pytest.param(
            [("a", "b"), ("b", "c"), ("c", "d")],
            {"b": ["a"], "c": ["d"]},
            id="a chain is cut at each link within",
        ),
        pytest.param(
            [("a", "b"), ("b", "c"), ("x", "y"), ("y", "z")],
            {"b": ["a"], "y": ["x"]},
            id="each separate part has its own rest",
        ),
    ],
)
def test_what_would_be_cut_off(links: Links, found: dict[str, list[str]]) -> None:
    """By hand, on networks small enough to see."""
    assert found == {item: list(cut) for item, cut in cut_point(networkx.DiGraph(links))}


def test_an_item_without_links_is_nobodys_loss() -> None:
    """Nor does it cut anything off."""
    network = networkx.DiGraph([("a", "b")])
    network.add_node("alone")

    assert [] == cut_point(network)
    assert [] == cut_point(networkx.DiGraph())


@pytest.mark.parametrize("seed", range(60))
def test_removing_the_item_really_cuts_off_what_was_found_and_nothing_larger(seed: int) -> None:
    """On networks by chance: take each item out, and see what is left of its surroundings."""
    chance = random.Random(seed)
    size = chance.randint(1, 14)
    names = [f"n{number:02}" for number in range(size)]
    network = networkx.DiGraph()
    network.add_nodes_from(names)
    network.add_edges_from(
        (chance.choice(names), chance.choice(names)) for _ in range(chance.randint(0, 2 * size))
    )
    found = dict(cut_point(network))

    for item in names:
        around = networkx.node_connected_component(network.to_undirected(), item) - {item}
        left = network.to_undirected().subgraph(around)
        pieces = sorted(map(sorted, networkx.connected_components(left)), key=len)
        cut_off = found.get(item, [])
        kept = sorted(around - set(cut_off))
        assert len(pieces) < 2 or kept in pieces, item
        assert len(cut_off) == sum(map(len, pieces[:-1])), item


def test_a_long_way_round_is_walked_without_recursion() -> None:
    """A ring of 5,000 items, each with one item that hangs on it alone."""
    ring = [f"n{number}" for number in range(5000)]
    network = networkx.DiGraph(zip(ring, [*ring[1:], ring[0]], strict=True))
    network.add_edges_from((item, f"only {item}") for item in ring)

    assert {item: (f"only {item}",) for item in ring} == dict(cut_point(network))
