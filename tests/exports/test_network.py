"""Everything in the plans as one network: in GraphML, in GEXF for Gephi."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest

from rrgraph.exports import exported
from rrgraph.exports._network import COLUMNS, EDGE, NODE, drawn, network
from rrgraph.exports.gexf import COLOURS
from rrgraph.knowledge import Knowledge

YORKSHIRE = "yorkshire-humberside-2009"
READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}
VIZ = "{http://www.gexf.net/1.2draft/viz}"


@pytest.fixture(scope="module", params=sorted(READERS))
def read(request: pytest.FixtureRequest, shipped: Knowledge) -> Any:
    """The plan of 2009 as networkx reads it back."""
    return READERS[request.param](BytesIO(exported(request.param, shipped, [YORKSHIRE])))


def test_networkx_reads_back_every_node_and_edge(read: Any, shipped: Knowledge) -> None:
    """With all that is said of them."""
    made = network(shipped, [YORKSHIRE])

    assert set(made) == set(read)
    assert set(made.edges) == set(read.edges)
    for node in made:
        told = {name: made.nodes[node][name] for name in ("iri", *NODE) if name != "viz"}
        assert told == {name: read.nodes[node][name] for name in told}
    for edge in made.edges:
        assert made.edges[edge] == {name: read.edges[edge][name] for name in EDGE}


def test_what_the_plan_prints_is_in_the_network(read: Any) -> None:
    """57 actions; GOYH leads 2.2.2; 1.1 points at 1.3.1 in the words of its links line."""
    kinds = Counter(kind for _, kind in read.nodes(data="kind"))
    led = read.edges["agency/goyh", f"{YORKSHIRE}/action/2.2.2"]
    pointed = read.edges[f"{YORKSHIRE}/priority/1.1", f"{YORKSHIRE}/action/1.3.1"]

    assert (57, 21, 3) == (kinds["action"], kinds["priority"], kinds["theme"])
    assert ("leads", "DOM & GOYH", "stated") == tuple(led[name] for name in EDGE)
    assert ("refers to", "1.3.1 (IOM)") == (pointed["relation"], pointed["printed"])


def test_editions_are_joined_where_all_plans_are_written(shipped: Knowledge) -> None:
    """By what became of each item; one plan alone has none of the other."""
    both, alone = network(shipped, []), network(shipped, ["norfolk-2019"])
    joined = [edge for edge in both.edges if both.edges[edge]["relation"] == "continues"]

    assert joined
    assert all(a.startswith("norfolk-2019/") and b.startswith("norfolk-2016/") for a, b in joined)
    assert "norfolk-2019" in alone
    assert [] == [node for node in alone if node.startswith(("norfolk-2016", YORKSHIRE))]


def test_every_kind_has_a_column_and_a_colour(shipped: Knowledge) -> None:
    """A new kind in the queries asks for its line here."""
    kinds = {kind for _, kind in network(shipped, []).nodes(data="kind")}

    assert kinds <= set(COLOURS)
    assert kinds <= {kind for column in COLUMNS.values() for kind in column}


def test_in_gephi_each_thing_has_colour_size_and_a_place_of_its_own(shipped: Knowledge) -> None:
    """Kinds apart by colour, the busiest largest, none above another."""
    root = ElementTree.fromstring(exported("gexf", shipped, [YORKSHIRE]))
    links = network(shipped, [YORKSHIRE]).degree()
    seen = {
        node.get("id"): {part.tag.removeprefix(VIZ): part.attrib for part in node}
        for node in root.iter("{http://www.gexf.net/1.2draft}node")
    }
    sizes = {name: float(parts["size"]["value"]) for name, parts in seen.items()}
    colours = {tuple(parts["color"].values()) for parts in seen.values()}

    assert len(seen) == len({tuple(parts["position"].values()) for parts in seen.values()}) > 200
    assert max(dict(links), key=lambda name: links[name]) == max(sizes, key=sizes.__getitem__)
    assert len(COLOURS) == len(colours)


def test_no_two_cards_of_the_drawing_overlap(shipped: Knowledge) -> None:
    """So that names can be read where Gephi writes them."""
    cards = drawn(network(shipped, [])).cards
    for lane in {card.lane for card in cards}:
        own = sorted((card for card in cards if card.lane == lane), key=lambda card: card.y)
        for one, other in pairwise(own):
            assert one.y + one.h / 2 <= other.y - other.h / 2


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv"])
def test_the_same_plans_give_the_same_bytes(shipped: Knowledge, form: str) -> None:
    """Whatever the day."""
    content = exported(form, shipped)
    assert content == exported(form, shipped)
    assert b"lastmodifieddate" not in content
