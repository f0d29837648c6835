"""Networks: two queries say what is a node and what an edge, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest

from rrgraph.errors import UsageError
from rrgraph.knowledge import Knowledge
from rrgraph.network import build_network, network_names
from rrgraph.queries import Query
from rrgraph.store import Store

BASE = "https://example.org/"
NODES = "SELECT ?node ?label ?_plan_iri { ?node :in ?_plan_iri ; :name ?label }"
EDGES = "SELECT ?from ?to (1 AS ?weight) ?_plan_iri { ?from :to ?to ; :in ?_plan_iri }"


def query(part: str, text: str, network: str = "links") -> Query:
    """One half of a network."""
    header = {"network": network, "part": part}
    prologue = f"PREFIX : <{BASE}> "
    return Query(f"{network}-{part}", Path(f"{network}-{part}.rq"), header, prologue + text)


QUERIES = [query("nodes", NODES), query("edges", EDGES)]


@pytest.fixture
def store() -> Store:
    """Two plans of two items each, with links within and between them, and one out of both."""
    store = Store()
    store.oxigraph.load(
        f"""@prefix : <{BASE}> .
        :a :in :one ; :name "A" ; :to :b, :c, :elsewhere .
        :b :in :one ; :name "B" .
        :c :in :two ; :name "C" ; :to :a .
        :d :in :two ; :name "D" ; :to :d .""".encode(),
        format=pyoxigraph.RdfFormat.TURTLE,
        to_graph=pyoxigraph.NamedNode(f"{BASE}g"),
    )
    return store


def names(pairs: Iterable[str | tuple[str, str]]) -> set[str]:
    """Nodes or edges by their last letters."""
    return {
        "-".join(part.removeprefix(BASE) for part in ((p,) if isinstance(p, str) else p))
        for p in pairs
    }


def test_nodes_and_edges_are_the_rows_of_their_queries(store: Store) -> None:
    """With every further column as an attribute, but for the one that carries a parameter."""
    graph = build_network(store, QUERIES, "links", {})

    assert {"a", "b", "c", "d"} == names(graph.nodes)
    assert {"a-b", "a-c", "c-a", "d-d"} == names(graph.edges)
    assert {"label": "A"} == graph.nodes[f"{BASE}a"]
    assert {"weight": 1} == graph.edges[f"{BASE}a", f"{BASE}b"]
    assert "links" == graph.name


def test_a_node_that_only_an_edge_names_is_left_out(store: Store) -> None:
    """The query of the nodes decides what is in."""
    assert f"{BASE}elsewhere" not in build_network(store, QUERIES, "links", {})


def test_a_plan_narrows_nodes_and_edges(store: Store) -> None:
    """An edge to another plan goes with its node."""
    graph = build_network(store, QUERIES, "links", {"plan": f"{BASE}one"})

    assert {"a", "b"} == names(graph.nodes)
    assert {"a-b"} == names(graph.edges)


def test_a_parameter_that_one_half_knows_is_enough(store: Store) -> None:
    """The other half is asked without it; one that neither knows is told."""
    halves = [query("nodes", "SELECT ?node { ?node :name ?label }"), QUERIES[1]]

    graph = build_network(store, halves, "links", {"plan": f"{BASE}two"})
    assert (4, {"c-a", "d-d"}) == (graph.order(), names(graph.edges))
    with pytest.raises(UsageError, match=r'no parameter "plam"\. Did you mean "plan"'):
        build_network(store, halves, "links", {"plam": f"{BASE}two"})


def test_half_a_network_is_told_with_the_half_that_lacks(store: Store) -> None:
    """It is no empty network."""
    with pytest.raises(UsageError, match='The network "links" has no query for its edges'):
        build_network(store, QUERIES[:1], "links", {})


def test_a_network_that_there_is_not_is_told_with_those_there_are(store: Store) -> None:
    """By name."""
    with pytest.raises(UsageError, match=r'There is no network "zzz"\. There are: links, load\.'):
        build_network(store, [*QUERIES, query("nodes", NODES, "load")], "zzz", {})


def test_networks_are_listed_by_name() -> None:
    """Each once."""
    more = query("nodes", NODES, "a-first")
    assert ["a-first", "links"] == network_names([*QUERIES, more])


@pytest.mark.parametrize("name", ["dependencies", "governance", "partner-load", "policy-links"])
def test_every_shipped_network_has_named_nodes_and_no_edge_out_of_them(
    shipped: Knowledge, name: str
) -> None:
    """So that any tool that draws networks can draw it."""
    graph = shipped.network(name)

    assert graph.order() > 10
    assert graph.size() > 10
    assert [] == [n for n, about in graph.nodes(data=True) if not about.get("label")]
    assert [] == [n for n, about in graph.nodes(data=True) if not about.get("kind")]
    assert [] == [n for n, about in graph.nodes(data=True) if any(k[0] == "_" for k in about)]


@pytest.mark.parametrize("name", ["dependencies", "partner-load", "governance", "needs", "changes"])
def test_asked_for_all_plans_at_once_a_network_is_that_of_each(
    shipped: Knowledge, name: str
) -> None:
    """The same nodes and edges with the same attributes; a plan that has none of it is not there."""
    found = shipped.networks_by_plan(name)

    for plan in shipped.plans:
        alone = shipped.network(name, plan=plan)
        together = found.get(plan)
        assert (together is None) == (alone.order() == 0)
        if together is not None:
            assert dict(alone.nodes(data=True)) == dict(together.nodes(data=True))
            assert {e[:2]: e[2] for e in alone.edges(data=True)} == {
                e[:2]: e[2] for e in together.edges(data=True)
            }
