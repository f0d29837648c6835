"""One store of named graphs: what stands in which, what a question sees, what is derived."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import rrgraph
from rrgraph.errors import UsageError
from rrgraph.iris import (
    INFERRED_GRAPH,
    REGISTRY_GRAPH,
    THINGS,
    VOCABULARY_GRAPH,
    editorial_graph,
    plan_graph,
    plan_iri,
    term,
)
from rrgraph.knowledge import Knowledge
from rrgraph.store import Store, Table, columns_of, plain, shown

TESTS = Path(__file__).resolve().parent
PLANS = ("demo", "exampleshire-2021")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Two plans of two shapes over one register, one of them with a judgement."""
    graph = tmp_path_factory.mktemp("store") / "graph"
    shutil.copytree(TESTS / "third" / "graph", graph)
    shutil.copytree(TESTS / "sound" / "plans" / "demo", graph / "plans" / "demo")
    (graph / "frameworks").mkdir()
    register = (TESTS / "sound" / "agencies.yaml").read_text(encoding="utf-8")
    known = "  - {id: probation, type: Agency, name: Demo Probation}\n"
    assert known in register  # both registers have the body
    (graph / "frameworks" / "sound.yaml").write_text(register.replace(known, ""))
    (graph / "plans" / "demo" / "editorial.yaml").write_text(
        "readings:\n- {id: r, of: action/1.1.1/milestone/september, because: x, "
        "earliest: 2009-09-01}\n"
    )
    return rrgraph.open(graph)


def filled(*facts: tuple[str, str, str, str]) -> Store:
    """A store with a few statements: subject, predicate, object, graph, by their last letters."""
    store = Store()
    names = [[pyoxigraph.NamedNode(f"https://example.org/{n}") for n in fact] for fact in facts]
    store.extend(pyoxigraph.Quad(*name) for name in names)
    return store


# ---------------------------------------------------------------------- graphs
def test_there_is_a_graph_for_each_plan_and_one_for_each_other_voice(two: Knowledge) -> None:
    """Printed, judged, shared, derived, and what the words mean."""
    graphs = {graph.value for graph in two.store.oxigraph.named_graphs()}

    assert graphs == {
        *map(plan_graph, PLANS),
        *(editorial_graph("demo"), REGISTRY_GRAPH, INFERRED_GRAPH, VOCABULARY_GRAPH),
    }
    outside = two.store.oxigraph.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())
    assert [] == list(outside)


@pytest.mark.parametrize("plan", PLANS)
def test_what_is_said_of_a_plan_stands_in_its_own_graphs(two: Knowledge, plan: str) -> None:
    """Printed or judged there, or derived; never in the graph of another plan or the register."""
    home = plan_iri(plan)
    own = {plan_graph(plan), editorial_graph(plan), INFERRED_GRAPH}
    about = [
        quad
        for quad in two.store.oxigraph
        if quad.subject.value == home or quad.subject.value.startswith(f"{home}/")
    ]

    assert len(about) > 100
    assert {quad.graph_name.value for quad in about} <= own
    others = {plan_iri(other) for other in PLANS} - {home}
    pointed = {q.object.value for q in about if isinstance(q.object, pyoxigraph.NamedNode)}
    assert [] == [iri for iri in pointed if any(iri.startswith(other) for other in others)]


def test_the_graph_of_a_plan_is_about_its_plan_alone(two: Knowledge) -> None:
    """And the document that it was transcribed from."""
    for plan in PLANS:
        graph = pyoxigraph.NamedNode(plan_graph(plan))
        quads = two.store.oxigraph.quads_for_pattern(None, None, None, graph)
        subjects = {quad.subject.value for quad in quads}
        own = {s for s in subjects if s.startswith(f"{plan_iri(plan)}/")} | {plan_iri(plan)}
        assert {f"{THINGS}document/{plan}"} == subjects - own


def test_the_register_and_the_words_stand_apart(two: Knowledge) -> None:
    """Bodies are nobody's own; the ontology says nothing of any plan."""
    quads = list(two.store.oxigraph)
    register = {q.subject.value for q in quads if q.graph_name.value == REGISTRY_GRAPH}
    words = {q.subject.value for q in quads if q.graph_name.value == VOCABULARY_GRAPH}

    assert f"{THINGS}agency/probation" in register
    assert [] == [s for s in register if not s.startswith(THINGS)]
    assert [] == [s for s in words if s.startswith(f"{THINGS}plan/")]
    assert term("Action") in words


def test_no_statement_stands_in_two_graphs(two: Knowledge, shipped: Knowledge) -> None:
    """The engine would see it twice in the union, and every count be wrong."""
    for kg in (two, shipped):
        assert len(kg.store) == len({quad.triple for quad in kg.store.oxigraph})


def test_a_body_of_two_plans_is_one_body(two: Knowledge) -> None:
    """What it leads in both is found at once."""
    leads = two.store.select(
        "SELECT DISTINCT ?plan ?who { ?item rrg:isLedBy ?who ; rrg:inPlan ?plan }",
        {"who": pyoxigraph.NamedNode(f"{THINGS}agency/probation")},
    )
    assert sorted(map(plan_iri, PLANS)) == sorted(leads.column("plan"))


# ---------------------------------------------------------------------- questions
def test_a_question_sees_the_union_and_graph_tells_apart() -> None:
    """A way may lead out of one graph into another."""
    store = filled(("a", "p", "b", "g"), ("b", "p", "c", "h"))
    prologue = "PREFIX : <https://example.org/>"

    assert 2 == len(store.select(f"{prologue} SELECT * {{ ?x :p ?y }}"))
    assert 1 == len(store.select(f"{prologue} SELECT * {{ ?x :p/:p ?y }}"))
    assert 0 == len(store.select(f"{prologue} SELECT * {{ GRAPH ?g {{ ?x :p/:p ?y }} }}"))


def test_a_question_may_say_which_graphs_it_is_about() -> None:
    """FROM for the union of some, FROM NAMED for what GRAPH may name."""
    store = filled(("a", "p", "b", "g"), ("b", "p", "c", "h"), ("c", "p", "d", "i"))
    names = "PREFIX : <https://example.org/> SELECT ?x ?y"

    assert 1 == len(store.select(f"{names} FROM :g {{ ?x :p ?y }}"))
    assert 1 == len(store.select(f"{names} FROM <https://example.org/g> from :h {{ ?x :p/:p ?y }}"))
    assert 0 == len(store.select(f"{names} FROM :g FROM :i {{ ?x :p/:p ?y }}"))
    named = store.select(f"{names} FROM NAMED :h {{ GRAPH ?g {{ ?x :p ?y }} }}")
    assert 1 == len(named)
    assert 2 == len(store.select(f"{names.replace('?y', '?from')} {{ ?x :p/:p ?from }}"))


def test_values_are_bound_to_their_variables() -> None:
    """Whatever stands in them."""
    store = filled(("a", "p", "b", "g"), ("c", "p", "d", "g"))
    bound = {"x": pyoxigraph.NamedNode("https://example.org/c")}

    found = store.select("SELECT ?x ?y { ?x ?p ?y }", bound)
    assert ["https://example.org/d"] == found.column("y")


def test_a_parameter_that_is_no_column_is_told_by_its_name() -> None:
    """The engine binds what a query gives back, and nothing else."""
    with pytest.raises(UsageError, match=r"parameter \?_of is not among the columns"):
        Store().select(
            "SELECT ?s { ?s ?p ?_of }", {"_of": pyoxigraph.NamedNode("https://example.org/x")}
        )


def test_a_column_that_only_carries_a_parameter_is_not_shown() -> None:
    """`?_plan_iri` is how a value comes in, not part of the answer."""
    answer = Store().query("SELECT ?a ?_plan_iri (1 AS ?b) {}")
    assert ["a", "b"] == columns_of(answer)
    assert ["a", "b"] == Store().select("SELECT ?a ?_plan_iri (1 AS ?b) {}").columns


@pytest.mark.parametrize(
    ("sparql", "value", "words"),
    [
        ("<https://w3id.org/rrgraph/def#Action>", term("Action"), "rrg:Action"),
        ("<https://w3id.org/rrgraph/id/plan/demo/action/1>", f"{plan_iri('demo')}/action/1",
         "demo/action/1"),
        ("'text'", "text", "text"),
        ("'text'@en", "text", "text"),
        ("12", 12, "12"),
        ("12.5", 12.5, "12.5"),
        ("1e3", 1000.0, "1000"),
        ("true", True, "true"),
        ("STRDT('0', xsd:boolean)", False, "false"),
        ("STRDT('1', xsd:boolean)", True, "true"),
        ("STRDT('2009-04-01', xsd:date)", "2009-04-01", "2009-04-01"),
        ("STRDT('many', xsd:integer)", "many", "many"),
        ("?unbound", None, ""),
    ],
)  # fmt: skip
def test_a_term_reads_as_python_and_as_people_have_it(sparql: str, value: Any, words: str) -> None:
    """Numbers as numbers, days as they are written, names short; never a fault."""
    (row,) = Store().select(f"SELECT ({sparql} AS ?value) {{}}").rows
    assert (value, type(value)) == (plain(row[0]), type(plain(row[0])))
    assert words == shown(row[0])


def test_a_table_is_read_by_row_or_by_column() -> None:
    """And knows its length."""
    table = Table(["a", "b"], [(pyoxigraph.Literal("x"), None), (pyoxigraph.Literal(2), None)])

    assert [{"a": "x", "b": None}, {"a": 2, "b": None}] == list(table)
    assert (["x", 2], [None, None], 2) == (table.column("a"), table.column("b"), len(table))


# ---------------------------------------------------------------------- loading and deriving
def test_the_same_statement_twice_is_there_once() -> None:
    """Statements are a set."""
    store, name = Store(), "https://example.org/"
    for _ in range(2):
        store.load_nquads(f'<{name}a> <{name}name> "A" <{name}g> .\n'.encode())

    assert 1 == len(store)


def test_what_is_derived_stands_in_the_graph_of_what_is_derived() -> None:
    """Each query rests on the ones before it, and is asked once."""
    store = filled(("a", "p", "b", "g"), ("b", "p", "c", "g"))
    prologue = "PREFIX : <https://example.org/>"
    store.derive(
        [
            f"{prologue} CONSTRUCT {{ ?x :q ?y }} WHERE {{ ?x :p ?y }}",
            f"{prologue} CONSTRUCT {{ ?x :r ?z }} WHERE {{ ?x :q ?y . ?y :q ?z }}",
        ]
    )

    found = store.select("SELECT ?g ?p (COUNT(*) AS ?n) { GRAPH ?g { ?x ?p ?y } } GROUP BY ?g ?p")
    counts = {(row["g"].rsplit("/")[-1], row["p"].rsplit("/")[-1]): row["n"] for row in found}
    assert {("g", "p"): 2, ("inferred", "q"): 2, ("inferred", "r"): 1} == counts


def test_the_rdflib_dataset_shows_what_is_added_later() -> None:
    """It is the store, not a copy of it."""
    store = filled(("a", "p", "b", "g"))
    dataset = store.rdflib()
    before = len(list(dataset.quads()))
    names = [pyoxigraph.NamedNode(f"https://example.org/{n}") for n in ("c", "p", "d", "h")]
    store.extend([pyoxigraph.Quad(*names)])

    assert (1, 2) == (before, len(list(dataset.quads())))
