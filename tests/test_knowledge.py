"""The plans as one knowledge graph to ask from Python: `rrgraph.open`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pandas
import pyoxigraph
import pytest
import rdflib

import rrgraph
from rrgraph.errors import FaultyData, FaultyFile, UsageError
from rrgraph.iris import (
    INFERRED_GRAPH,
    REGISTRY_GRAPH,
    THINGS,
    VOCABULARY_GRAPH,
    editorial_graph,
    plan_graph,
    term,
)
from rrgraph.knowledge import Knowledge
from rrgraph.store import Table

ROOT = Path(__file__).resolve().parents[1]
DEMO = f"{THINGS}plan/demo"
Make = Callable[..., Path]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The small sound plan with one thing judged, and queries of its own beside the shipped ones."""
    home = tmp_path_factory.mktemp("knowledge")
    shutil.copytree(ROOT / "tests" / "sound", home / "graph")
    (home / "graph" / "plans" / "demo" / "editorial.yaml").write_text(
        "acceptedGaps:\n- {id: talk, rule: no-lead, of: action/1.2.1, because: It is done., "
        "until: 2010-03-31}\n"
    )
    shutil.copytree(ROOT / "queries", home / "queries")
    header = "#+ summary: S\n#+ question: Q?\n#+ topic: plan\n"
    for name, sparql in {
        "what-to-ask": "ASK { ?item rrg:title ?_title }",
        "broken": "\nSELECT ?item\nWHERE { ?item a }",
    }.items():
        (home / "queries" / "ask" / f"{name}.rq").write_text(header + sparql)
    return rrgraph.open(home / "graph")


# ---------------------------------------------------------------------- opening
def test_a_folder_is_opened_by_its_path_and_nothing_is_written_into_it(make_graph: Make) -> None:
    """A path or a text; what is asked of it leaves every file as it was."""
    graph = make_graph()
    before = {path: path.read_bytes() for path in graph.parent.rglob("*") if path.is_file()}

    kg = rrgraph.open(str(graph))
    kg.gaps()
    kg.network("dependencies")

    assert ["demo"] == kg.plans == rrgraph.open(graph).plans
    after = {path: path.read_bytes() for path in graph.parent.rglob("*") if path.is_file()}
    assert before == after


def test_faulty_data_are_refused_with_every_fault_at_once(make_graph: Make) -> None:
    """Nothing is answered from half a plan."""
    graph = make_graph(
        registry="needs:\n- {id: debt}\n",
        extra="readings:\n- {id: a, of: action/9, because: x}\n- {id: b, off: action/1.1.1}\n",
    )

    with pytest.raises(FaultyData) as raised:
        rrgraph.open(graph)
    told = {(Path(fault.file).name, fault.line) for fault in raised.value.faults}
    assert {("more.yaml", 2), ("extra.yaml", 2), ("extra.yaml", 3)} == told


def test_the_period_of_a_plan_is_known(demo: Knowledge) -> None:
    """First and last day."""
    assert ("2009-04-01", "2010-03-31") == demo.period("demo")


# ---------------------------------------------------------------------- asking
def test_a_select_is_a_table_of_plain_values(demo: Knowledge) -> None:
    """Numbers are numbers, what is unbound is None, an IRI is its text."""
    answer = demo.query("SELECT ?plan (2 AS ?n) (1.5 AS ?d) ?none { ?plan a rrg:Plan }")

    assert isinstance(answer, Table)
    assert [{"plan": DEMO, "n": 2, "d": 1.5, "none": None}] == list(answer)
    assert [DEMO] == answer.column("plan")


def test_an_ask_is_yes_or_no(demo: Knowledge) -> None:
    """As Python has it."""
    assert demo.query("ASK { ?plan a rrg:Plan }") is True
    assert demo.query("ASK { ?plan a rrg:Board }") is False


def test_a_construct_and_a_describe_are_triples(demo: Knowledge) -> None:
    """As the engine has them."""
    made = demo.query("CONSTRUCT { ?plan a rrg:Found } WHERE { ?plan a rrg:Plan }")
    assert [(DEMO, term("Found"))] == [(t.subject.value, t.object.value) for t in made]
    described = demo.query(f"DESCRIBE <{DEMO}>")
    assert {DEMO} == {t.subject.value for t in described}
    assert term("title") in {t.predicate.value for t in described}


def test_a_question_is_asked_by_its_name_with_its_parameters(demo: Knowledge) -> None:
    """Also one whose name begins like SPARQL; values are bound, never pasted."""
    assert demo.query("what-to-ask", title="Talk") is True
    assert demo.query("what-to-ask", title='Talk" } #') is False
    shape = demo.query("plan-shape", plan="demo")
    assert ["Demo plan"] == [row["title"] for row in shape if row["level"] == "plan"]


def test_a_gap_rule_can_be_asked_as_a_question(demo: Knowledge) -> None:
    """Its bare rows, before any words are made of them."""
    assert [{"focus": f"{DEMO}/action/1.2.1"}] == list(demo.query("no-lead"))


@pytest.mark.parametrize(
    ("query", "parameters", "told"),
    [
        ("plan-shpe", {}, 'There is no query "plan-shpe". Did you mean "plan-shape"?'),
        ("plan-shape", {}, "is not here. Say which plan is meant."),
        ("plan-shape", {"plan": "demmo"}, 'There is no plan "demmo". Did you mean "demo"?'),
        ("plan-shape", {"plann": "demo"}, 'no parameter "plann". Did you mean "plan"?'),
        ("block-refers-to", {"block": "demo/priority/1.3"}, 'There is no item "demo/priority/1.3"'),
        ("block-refers-to", {"block": "a b"}, "cannot be the name of an item"),
        ("SELECT * {}", {"plan": "demo"}, "Parameters go with a named query"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(
    demo: Knowledge, query: str, parameters: dict[str, str], told: str
) -> None:
    """With the nearest name, where one is near."""
    with pytest.raises(UsageError) as raised:
        demo.query(query, **parameters)
    assert told in str(raised.value)


def test_a_mistake_in_sparql_is_told_with_its_file_and_line(demo: Knowledge) -> None:
    """In a file of the library, and in what somebody typed; in a line that can be read."""
    with pytest.raises(FaultyFile, match=r"broken\.rq:\d+:\d+: this is not SPARQL") as raised:
        demo.query("broken")
    assert max(map(len, str(raised.value).splitlines())) < 400
    with pytest.raises(FaultyFile, match=r"query:2:\d+: this is not SPARQL"):
        demo.query("SELECT *\nWHERE { ?s ?p }")


def test_a_store_that_cannot_be_reached_is_told(demo: Knowledge) -> None:
    """A query may name one by SERVICE; nothing listens on port 1."""
    with pytest.raises(UsageError, match="another store failed"):
        demo.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


# ---------------------------------------------------------------------- tables
def test_a_table_becomes_a_data_frame(demo: Knowledge) -> None:
    """Same columns, same rows, plain values; also when there is no row."""
    answer = demo.query(
        "SELECT ?title ?order { ?a a rrg:Action ; rrg:title ?title ; rrg:order ?order } "
        "ORDER BY ?order"
    )
    assert isinstance(answer, Table)
    frame = answer.to_dataframe()

    assert isinstance(frame, pandas.DataFrame)
    assert ["title", "order"] == list(frame.columns)
    assert ["Map provision", "Talk"] == list(frame["title"])
    assert pandas.api.types.is_integer_dtype(frame["order"])
    none = demo.query("SELECT ?a ?b { ?a a rrg:Board ; rrg:title ?b }")
    assert (0, 2) == none.to_dataframe().shape


def test_without_pandas_a_data_frame_is_a_sentence(
    demo: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which package is missing, and how to get it."""
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(UsageError, match="pip install pandas"):
        demo.query("SELECT ?a { ?a a rrg:Plan }").to_dataframe()


def test_in_a_notebook_a_table_is_text_and_an_unbound_cell_is_empty(demo: Knowledge) -> None:
    """Markup in a value stays text."""
    html = demo.query("SELECT ('<script>&' AS ?x) ?none {}")._repr_html_()

    assert "<td>&lt;script&gt;&amp;</td><td></td>" in html
    assert "<th>x</th><th>none</th>" in html
    assert ">1 row</caption>" in html


def test_of_a_long_table_a_notebook_shows_the_first_rows_and_the_count(demo: Knowledge) -> None:
    """A page of a million cells would be no help."""
    html = demo.query("SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT 201")._repr_html_()

    assert 200 == html.count("<tr><td>")
    assert ">the first 200 of 201 rows</caption>" in html


# ---------------------------------------------------------------------- graphs
def in_graphs(kg: Knowledge, pattern: str) -> set[str]:
    """The named graphs in which a pattern holds."""
    return set(kg.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {pattern} }} }}").column("g"))


def test_a_question_sees_all_graphs_as_one(demo: Knowledge) -> None:
    """A pattern may reach from the plan into the register, the vocabulary and what is derived."""
    across = """ASK { ?lead rrg:item ?action ; rrg:participant ?party ; rrg:role ?role .
        ?party rdfs:label "Demo Probation" . ?role skos:prefLabel "lead"@en .
        ?action rrg:isLedBy ?party }"""
    assert demo.query(across) is True


def test_graph_tells_what_is_printed_from_what_is_judged_and_derived(demo: Knowledge) -> None:
    """Each statement stands in the graph of those who say it."""
    assert in_graphs(demo, '?a rrg:title "Talk"') == {plan_graph("demo")}
    assert in_graphs(demo, "?a rrg:because ?why") == {editorial_graph("demo")}
    assert in_graphs(demo, "?a rrg:isLedBy ?party") == {INFERRED_GRAPH}
    assert in_graphs(demo, "?a a rrg:Need") == {REGISTRY_GRAPH}
    assert in_graphs(demo, "rrg:Need a owl:Class") == {VOCABULARY_GRAPH}


def test_what_is_stated_can_be_asked_alone(demo: Knowledge) -> None:
    """FROM takes the printed plan and the register; what is judged or derived is left out."""
    only = f"FROM <{plan_graph('demo')}> FROM <{REGISTRY_GRAPH}>"

    printed = f"ASK {only} {{ ?lead rrg:participant ?who . ?who rdfs:label 'Demo Probation' }}"
    assert demo.query(printed) is True
    assert demo.query(f"ASK {only} {{ ?action rrg:isLedBy ?party }}") is False
    assert demo.query(f"ASK {only} {{ ?gap rrg:because ?why }}") is False


def test_the_word_from_elsewhere_in_a_query_changes_nothing(demo: Knowledge) -> None:
    """As a variable, in a text, in a comment."""
    asked = "SELECT ?from { ?from rrg:isLedBy ?to FILTER('FROM <x>' != 'y') } # FROM <x>"
    assert [f"{DEMO}/action/1.1.1"] == demo.query(asked).column("from")


def test_the_rdflib_dataset_is_the_same_store(demo: Knowledge) -> None:
    """Same size, union as its default graph, GRAPH tells apart, prefixes known."""
    dataset = demo.graph

    assert isinstance(dataset, rdflib.Dataset)
    assert dataset.default_union
    led = "?action rrg:isLedBy ?party . ?action rrg:title ?title"  # derived, and printed
    (row,) = dataset.query(f"SELECT ?title {{ {led} }}")
    assert "Map provision" == str(row.title)
    (row,) = dataset.query("SELECT ?g { GRAPH ?g { ?action rrg:isLedBy ?party } }")
    assert INFERRED_GRAPH == str(row.g)
    triples = {quad.triple for quad in demo.store.oxigraph}
    assert len(triples) == len(set(dataset.triples((None, None, None))))


# ---------------------------------------------------------------------- networks
def test_a_network_is_a_networkx_graph_of_iris_with_labels(demo: Knowledge) -> None:
    """Ready for any function of networkx."""
    links = demo.network("dependencies")

    assert isinstance(links, networkx.DiGraph)
    assert [(f"{DEMO}/priority/1.1", f"{DEMO}/priority/1.2")] == list(links.edges)
    assert "First heading" == links.nodes[f"{DEMO}/priority/1.1"]["label"]
    assert "1.2 Second" == links.edges[f"{DEMO}/priority/1.1", f"{DEMO}/priority/1.2"]["printed"]


@pytest.mark.parametrize(
    ("name", "parameters", "told"),
    [
        ("dependancies", {}, 'There is no network "dependancies". Did you mean "dependencies"?'),
        ("dependencies", {"plan": "demmo"}, 'There is no plan "demmo". Did you mean "demo"?'),
        ("dependencies", {"plann": "demo"}, 'no parameter "plann". Did you mean "plan"?'),
    ],
)
def test_a_network_that_there_is_not_is_never_an_empty_one(
    demo: Knowledge, name: str, parameters: dict[str, str], told: str
) -> None:
    """A mistyped name, plan or parameter is told."""
    with pytest.raises(UsageError) as raised:
        demo.network(name, **parameters)
    assert told in str(raised.value)


# ---------------------------------------------------------------------- gaps
def test_gaps_are_narrowed_by_plan_and_rule(demo: Knowledge) -> None:
    """What was asked for, and nothing else; an accepted gap is there, and not open."""
    rules = ["no-lead", "contributor-open", "no-measure"]
    report = demo.gaps(plans=["demo"], rules=rules, as_of="2010-03-31")

    assert {"no-lead", "contributor-open", "no-measure"} == set(report.rules)
    assert {"no-lead", "no-measure"} == {f.rule for f in report.findings}
    assert ["no-measure"] == [f.rule for f in report.open]
    assert 1 == report.counts()["accepted"]


def test_gaps_are_looked_at_on_the_day_that_is_given(demo: Knowledge) -> None:
    """Else on the last day of a plan that has ended; a day after the promise opens it again."""
    assert {"demo": "2010-03-31"} == demo.gaps().as_of
    later = demo.gaps(rules=["no-lead"], as_of="2010-04-01")
    assert {"demo": "2010-04-01"} == later.as_of
    assert ["no-lead"] == [f.rule for f in later.open]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"plans": ["demmo"]}, 'There is no plan "demmo"'),
        ({"rules": ["no-laed"]}, 'There is no gap rule "no-laed". Did you mean "no-lead"?'),
        ({"as_of": "2009-9-30"}, '"2009-9-30" is not a day such as 2009-09-30.'),
        ({"as_of": "2009-02-30"}, '"2009-02-30" is not a day'),
    ],
)
def test_a_report_that_cannot_be_made_is_told(
    demo: Knowledge, given: dict[str, Any], told: str
) -> None:
    """No report is better than an empty one."""
    with pytest.raises(UsageError) as raised:
        demo.gaps(**given)
    assert told in str(raised.value)


def test_a_report_asked_for_twice_is_the_same(
    make_graph: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The evidence of the analyses is found once, and not looked for again."""
    kg = rrgraph.open(make_graph())
    first, size = kg.gaps(), len(kg.store)
    monkeypatch.setattr(Knowledge, "network", None)

    assert first == kg.gaps()
    assert size == len(kg.store)


# ---------------------------------------------------------------------- items
@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("demo/action/1.1.1", f"{DEMO}/action/1.1.1"),
        ("action/1.1.1", f"{DEMO}/action/1.1.1"),
        ("1.1.1", f"{DEMO}/action/1.1.1"),
        ("1.1", f"{DEMO}/priority/1.1"),
        ("agency/council", f"{THINGS}agency/council"),
        ("council", f"{THINGS}agency/council"),
        (f"{THINGS}psa/16", f"{THINGS}psa/16"),
        ("demo", DEMO),
    ],
)
def test_an_item_is_found_as_a_person_writes_it(demo: Knowledge, written: str, iri: str) -> None:
    """By number, with its kind, with its plan, or by its whole name."""
    assert iri == demo.find(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("demo/action/1.1.l", 'Did you mean "demo/action/1.1.1"?'),
        ("zzzzzz", "Write it as plan/action/number or agency/name."),
        ("", "Write it as plan/action/number or agency/name."),
    ],
)
def test_an_item_that_there_is_not_is_told_with_the_nearest(
    demo: Knowledge, written: str, told: str
) -> None:
    """Or with how to write one."""
    with pytest.raises(UsageError) as raised:
        demo.find(written)
    assert f'There is no item "{written}". {told}' == str(raised.value)


def test_the_engine_below_stays_within_reach(demo: Knowledge) -> None:
    """For whoever needs more than the calls above."""
    assert isinstance(demo.store.oxigraph, pyoxigraph.Store)
