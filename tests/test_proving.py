"""What is told without a SHACL engine is what an engine would tell."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph
import pytest

from rrgraph.checking import validate
from rrgraph.iris import PREFIXES, plan_graph, term
from rrgraph.knowledge import Knowledge
from rrgraph.loading import Loaded, load
from rrgraph.proving import breaks, conform, held
from rrgraph.queries import Library
from rrgraph.store import Store
from rrgraph.vocabulary import Vocabulary
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def third() -> Loaded:
    """The county's plan."""
    return load(Workspace.find(ROOT / "tests/third/graph"))


def derived(loaded: Loaded) -> Store:
    """A store with all that follows from the plans."""
    store = loaded.store()
    store.derive(query.text for query in Library(*loaded.workspace.queries).all("derive"))
    return store


def test_the_shipped_plans_conform_with_and_without_an_engine(shipped: Knowledge) -> None:
    """Both say so."""
    assert conform(shipped.loaded, shipped.store)
    assert [] == validate(shipped.loaded, shipped.store)


def changed(store: Store, random: Random) -> None:
    """Change one statement of the plan, at random: gone, of another kind, or said twice."""
    graph = pyoxigraph.NamedNode(plan_graph("exampleshire-2021"))
    quads = sorted(store.oxigraph.quads_for_pattern(None, None, None, graph), key=str)
    quad, other = random.choice(quads), random.choice(quads)
    subject, predicate, value = quad.triple
    values: list[Any] = [other.object, other.subject, pyoxigraph.Literal("thirteen " * 13)]
    values.append(pyoxigraph.Literal("no day", datatype=getattr(value, "datatype", None)))
    if random.random() < 0.7:
        store.oxigraph.remove(quad)
    if random.random() < 0.7:
        store.extend([pyoxigraph.Quad(subject, predicate, random.choice(values), graph)])


def test_where_nothing_is_held_the_answer_is_that_of_the_engine(third: Loaded) -> None:
    """Whatever statement of a plan is changed: gone, doubled, or another in its place."""
    whole, random, told = derived(third).dump_nquads(), Random(5), set()
    for _ in range(10):
        store = Store()
        store.load_nquads(whole)
        changed(store, random)
        broken = breaks(third.vocabulary, store, {})
        assert broken == bool(validate(third, store))
        told.add(broken)
    assert {True, False} == told


def test_what_an_editor_adds_is_not_held_to_be_in_order(third: Loaded) -> None:
    """A second body on one participation comes from no key of its record, and is seen."""
    store = derived(third)
    assert conform(third, store)
    row = store.select("SELECT ?part { ?part a rrg:Participation ; rrg:participant ?body }").rows[0]
    inferred = pyoxigraph.NamedNode("https://w3id.org/rrgraph/graph/inferred")
    body = pyoxigraph.NamedNode("https://w3id.org/rrgraph/id/agency/another")
    store.extend(
        [
            pyoxigraph.Quad(row[0], pyoxigraph.NamedNode(term("participant")), body, inferred),
            pyoxigraph.Quad(
                body,
                pyoxigraph.NamedNode(f"{PREFIXES['rdf']}type"),
                pyoxigraph.NamedNode(term("Agency")),
                inferred,
            ),
        ]
    )
    assert not conform(third, store)
    assert validate(third, store)


def test_only_what_reading_has_seen_to_is_held(third: Loaded) -> None:
    """The form of a key, yes; what a machine derives, an editor reads, or two keys share, no."""
    holds = held(third, derived(third))

    assert (term("title"), "minCount") in holds[term("Action")]
    assert (term("inPlan"), "maxCount") not in holds[term("Entry")]
    assert (term("isPartOf"), "maxCount") not in holds[term("Action")]
    assert (f"{PREFIXES['oa']}exact", "pattern") not in holds[term("Citation")]


@pytest.mark.parametrize(
    "demand",
    [
        "sh:maxLength 3",
        "sh:qualifiedValueShape [ sh:minCount 1 ]",
        "sh:maxCount 7",
        "sh:minCount 2",
    ],
)
def test_a_demand_that_is_not_known_is_left_to_an_engine(demand: str, tmp_path: Path) -> None:
    """So a shape may ask whatever SHACL can say."""
    (tmp_path / "shapes.ttl").write_text(
        f"@prefix sh: <{PREFIXES['sh']}> . @prefix rrg: <{PREFIXES['rrg']}> .\n"
        f"rrg:S a sh:NodeShape ; sh:targetClass rrg:T ; sh:property [ sh:path rrg:p ; {demand} ] .\n"
        "rrg:T a <http://www.w3.org/2002/07/owl#Class> .\n",
        encoding="utf-8",
    )
    store, line = Store(), f"<http://x/a> <{PREFIXES['rdf']}type> <{term('T')}> <http://x/g> .\n"
    assert not breaks(Vocabulary(tmp_path), store, {})
    store.load_nquads(line.encode())
    assert breaks(Vocabulary(tmp_path), store, {})
