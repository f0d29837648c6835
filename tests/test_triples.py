"""Nodes are written as the very quads that a JSON-LD processor makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from rrgraph.iris import PREFIXES, TERMS
from rrgraph.loading import load
from rrgraph.store import Store
from rrgraph.triples import Writer
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
GRAPH = "https://example.org/graph"


def written(writer: Writer, graphs: dict[str, list[dict[str, Any]]]) -> set[pyoxigraph.Quad]:
    """The quads that we write."""
    store = Store()
    for graph, nodes in graphs.items():
        store.load_ntriples(writer.written(nodes), graph)
    return set(store.oxigraph)


def processed(
    context: dict[str, Any], graphs: dict[str, list[dict[str, Any]]]
) -> set[pyoxigraph.Quad]:
    """The quads that a JSON-LD processor makes."""
    store = pyoxigraph.Store()
    for graph, nodes in graphs.items():
        document = json.dumps({**context, "@id": graph, "@graph": nodes})
        store.load(document, format=pyoxigraph.RdfFormat.JSON_LD)
    return set(store)


@pytest.mark.parametrize("graph", ["graph", "tests/sound", "tests/third/graph"])
def test_plans_are_written_as_json_ld_says(graph: str) -> None:
    """Every quad of the plans, and no other."""
    loaded = load(Workspace.find(ROOT / graph))
    context = loaded.vocabulary.context()

    ours = written(Writer(context), loaded.dataset.graphs)
    assert ours == processed(context, loaded.dataset.graphs)
    assert len(ours) > 100


@pytest.mark.parametrize(
    "text",
    ['"', "\\", "\\u0041", "a\nb\r\tc", "\x7f\u2028\u00e9", "<b>{{x}}</b>", "\U0001f600", " "],
)
def test_any_text_comes_through(text: str) -> None:
    """Signs that mean something in N-Triples, lines, and letters of all scripts."""
    context = load(Workspace.find(ROOT / "tests/sound")).vocabulary.context()
    graphs = {GRAPH: [{"id": "https://example.org/a", "type": "Action", "title": text}]}

    ours = written(Writer(context), graphs)
    assert ours == processed(context, graphs)
    assert [text] == [q.object.value for q in ours if isinstance(q.object, pyoxigraph.Literal)]


def test_each_form_of_a_value_has_its_quad() -> None:
    """Names, types, lists, nodes within nodes, nodes that point back, and what is left empty."""
    context = {
        "@context": {
            "id": "@id",
            "type": "@type",
            "oa": {"@id": PREFIXES["oa"], "@prefix": True},
            "Thing": "rrg:Thing",
            "rrg": {"@id": TERMS, "@prefix": True},
            "xsd": {"@id": PREFIXES["xsd"], "@prefix": True},
            "day": {"@id": "rrg:day", "@type": "xsd:date"},
            "knows": {"@id": "rrg:knows", "@type": "@id"},
            "parts": {"@reverse": "rrg:isPartOf"},
        }
    }
    one, two, three = (f"https://example.org/{n}" for n in (1, 2, 3))
    part = {"id": two, "type": "oa:Annotation", "knows": {"id": three, "day": "2009-09-30"}}
    node = {"id": one, "type": "Thing", "knows": [two, three], "day": "2009-04-01", "parts": [part]}

    ours = written(Writer(context), {GRAPH: [node, {"id": three, "knows": ""}]})
    assert ours == processed(context, {GRAPH: [node]})
    assert 8 == len(ours)


def test_what_no_name_may_hold_breaks_no_other_line() -> None:
    """Names come checked; one that is not stays one name."""
    context = {"@context": {"id": "@id", "type": "@type", "knows": {"@id": "x", "@type": "@id"}}}
    hostile = "https://example.org/a> <b> <c> .\n"
    text = Writer(context).written([{"id": "https://example.org/b", "knows": hostile}])

    assert 1 == text.count(b"\n")
