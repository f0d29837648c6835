"""The graph as other tools read it: the same statements in every format and every engine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from oxrdflib._converter import from_ox

import rrgraph
from rrgraph import exports
from rrgraph.iris import (
    INFERRED_GRAPH,
    PREFIXES,
    REGISTRY_GRAPH,
    VOCABULARY_GRAPH,
    editorial_graph,
    plan_graph,
)
from rrgraph.knowledge import Knowledge

SOUND = Path(__file__).resolve().parents[1] / "sound"
RDFLIB = {"trig": "trig", "nq": "nquads", "ttl": "turtle", "jsonld": "json-ld"}
QUADS = ("jsonld", "nq", "trig")
ODD = 'He said "no" \\ <b>&amp;</b> {x} – “é” 😀 \u2028 #1 @en ^^'


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The sound plan with a title that each format must write with care, and something judged."""
    graph = tmp_path_factory.mktemp("exports") / "graph"
    shutil.copytree(SOUND, graph)
    plan = graph / "plans" / "demo"
    actions = (plan / "actions.yaml").read_text(encoding="utf-8")
    title = json.dumps(ODD, ensure_ascii=False).replace("\u2028", "\\u2028")  # JSON is YAML
    changed = actions.replace("title: Map provision", f"title: {title}")
    assert changed != actions
    (plan / "actions.yaml").write_text(changed, encoding="utf-8")
    (plan / "editorial.yaml").write_text(
        "acceptedGaps:\n- {id: a, rule: no-lead, of: action/1.2.1, because: x, until: 2010-03-31}\n"
    )
    return rrgraph.open(graph)


def written(kg: Knowledge, form: str) -> bytes:
    """The graph in one format."""
    out = BytesIO()
    exports.load(form).write(kg, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def files(odd: Knowledge) -> dict[str, bytes]:
    """The graph in every format there is."""
    return {form: written(odd, form) for form in exports.names()}


def in_oxigraph(content: bytes, form: str) -> list[Any]:
    """The quads that pyoxigraph reads out of a file."""
    kind = pyoxigraph.RdfFormat.from_extension(exports.load(form).SUFFIX[1:])
    return list(pyoxigraph.parse(content, format=kind))


def in_rdflib(content: bytes, form: str) -> Iterator[tuple[Any, ...]]:
    """The quads that rdflib reads out of a file; in Turtle there are no names of graphs."""
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format=RDFLIB[form])
    for *triple, graph in dataset.quads():
        yield (*map(same, triple), None if form == "ttl" else graph)


def same(node: Any) -> Any:
    """A node as rdflib compares it: it tells a plain text from one that says it is a text."""
    is_text = isinstance(node, rdflib.Literal) and node.datatype == rdflib.XSD.string
    return rdflib.Literal(str(node)) if is_text else node


def from_oxigraph(node: Any) -> Any:
    """A node of the store as rdflib has it."""
    return same(from_ox(node))


# ---------------------------------------------------------------------- the same statements
def test_there_is_a_test_for_every_format() -> None:
    """A new file in the folder of exports asks for its line here."""
    assert set(RDFLIB) <= set(exports.names())
    modules = [exports.load(form) for form in exports.names()]
    assert len(modules) == len({module.SUFFIX for module in modules})
    assert [] == [m.__name__ for m in modules if not m.SUMMARY or m.SUFFIX[0] != "."]


@pytest.mark.parametrize("form", QUADS)
def test_oxigraph_reads_back_every_statement_in_its_graph(
    odd: Knowledge, files: dict[str, bytes], form: str
) -> None:
    """Not one more, not one less, none twice."""
    read = in_oxigraph(files[form], form)

    assert len(odd.store) == len(read)
    assert set(odd.store.oxigraph) == set(read)


@pytest.mark.parametrize("form", QUADS)
def test_rdflib_reads_back_every_statement_in_its_graph(
    odd: Knowledge, files: dict[str, bytes], form: str
) -> None:
    """The two engines have no code in common."""
    kept = {
        (*map(from_oxigraph, quad.triple), rdflib.URIRef(quad.graph_name.value))
        for quad in odd.store.oxigraph
    }
    read = list(in_rdflib(files[form], form))

    assert len(kept) == len(read)
    assert kept == set(read)


def test_turtle_holds_all_graphs_as_one(odd: Knowledge, files: dict[str, bytes]) -> None:
    """Each statement once, in both engines."""
    kept = {quad.triple for quad in odd.store.oxigraph}
    in_ox = [quad.triple for quad in in_oxigraph(files["ttl"], "ttl")]
    in_lib = [quad[:3] for quad in in_rdflib(files["ttl"], "ttl")]

    assert len(kept) == len(in_ox) == len(in_lib)
    assert kept == set(in_ox)
    assert {tuple(map(from_oxigraph, triple)) for triple in kept} == set(in_lib)


@pytest.mark.parametrize("form", QUADS)
def test_the_named_graphs_are_kept(files: dict[str, bytes], form: str) -> None:
    """What is printed, judged, shared, derived and meant can still be told apart."""
    assert {quad.graph_name.value for quad in in_oxigraph(files[form], form)} == {
        *(plan_graph("demo"), editorial_graph("demo")),
        *(REGISTRY_GRAPH, INFERRED_GRAPH, VOCABULARY_GRAPH),
    }


@pytest.mark.parametrize("form", sorted(RDFLIB))
def test_nothing_is_without_a_name(files: dict[str, bytes], form: str) -> None:
    """No blank node, lists of the ontology included: files can be compared and merged."""
    nodes = {
        node for quad in in_oxigraph(files[form], form) for node in (quad.subject, quad.object)
    }
    assert len(nodes) > 500
    assert [] == [node for node in nodes if isinstance(node, pyoxigraph.BlankNode)]


def test_a_list_of_the_ontology_is_still_a_list(odd: Knowledge) -> None:
    """Its members are reached one after the other, and its cells say where they are from."""
    domain = rdflib.URIRef(f"{PREFIXES['rrg']}publisher-domain")
    dataset = odd.graph

    cells = dataset.value(domain, rdflib.OWL.unionOf)
    members = [str(node).rsplit("#")[-1] for node in rdflib.collection.Collection(dataset, cells)]
    assert ["Plan", "SourceDocument"] == members
    assert str(cells).endswith("#publisher-domain-unionOf")


@pytest.mark.parametrize("form", sorted(RDFLIB))
def test_text_comes_back_as_it_was_written(files: dict[str, bytes], form: str) -> None:
    """Quotes, backslashes, markup, letters beyond Latin, a line separator."""
    titles = {
        quad.object.value
        for quad in in_oxigraph(files[form], form)
        if quad.predicate.value.endswith("#title")
    }
    assert ODD in titles


# ---------------------------------------------------------------------- the files
@pytest.mark.parametrize("form", sorted(RDFLIB))
def test_the_same_plans_give_the_same_bytes(
    odd: Knowledge, files: dict[str, bytes], form: str
) -> None:
    """Opened again, in a store filled anew: a difference in the file is one in the plans."""
    assert files[form] == written(rrgraph.open(odd.workspace.graph), form)


@pytest.mark.parametrize("form", ["trig", "ttl"])
def test_names_are_short_where_the_format_allows(files: dict[str, bytes], form: str) -> None:
    """A person can read it."""
    text = files[form].decode()
    assert f"@prefix rrg: <{PREFIXES['rrg']}> ." in text
    assert f"<{PREFIXES['rrg']}Action>" not in text
    assert "rrg:Action" in text


def test_json_ld_needs_nothing_from_elsewhere(files: dict[str, bytes]) -> None:
    """No context to be fetched: each context is written out, or there is none."""
    contexts: list[Any] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            contexts.extend([value["@context"]] if "@context" in value else [])
            value = list(value.values())
        for inner in value if isinstance(value, list) else []:
            walk(inner)

    walk(json.loads(files["jsonld"]))
    parts = [part for c in contexts for part in (c if isinstance(c, list) else [c])]
    assert [] == [part for part in parts if not isinstance(part, dict) or "@import" in part]


def test_n_quads_are_sorted_one_statement_a_line(files: dict[str, bytes]) -> None:
    """So that `diff` and `grep` work on them."""
    lines = files["nq"].decode().split("\n")
    graphs = [line.rsplit(" ", 2)[-2] for line in lines if line]

    assert lines[-1] == ""
    assert sorted(graphs) == graphs
    assert len(lines) - 1 == len(set(lines[:-1]))
