"""What the graph is and where it is from, for catalogues and for those who doubt."""

from __future__ import annotations

from hashlib import sha256

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, VOID

from rrgraph.exports import exported, load
from rrgraph.exports.about import DATASET, FORMS
from rrgraph.iris import plan_graph, term
from rrgraph.knowledge import Knowledge
from rrgraph.site import EXPORTS

HERE = rdflib.URIRef(DATASET)
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def graph(shipped: Knowledge) -> rdflib.Graph:
    """The description, as rdflib reads it."""
    return rdflib.Graph().parse(data=exported("about", shipped), format="turtle")


def test_the_sizes_are_those_of_the_graph(graph: rdflib.Graph, shipped: Knowledge) -> None:
    """Triples of all, of each plan, and things of each class."""
    triples = {quad.triple for quad in shipped.store.oxigraph}
    plan = rdflib.URIRef(plan_graph("norfolk-2019"))
    of_plan = [q for q in shipped.store.oxigraph if q.graph_name.value == str(plan)]
    actions = graph.value(None, VOID["class"], rdflib.URIRef(term("Action")))

    assert len(triples) == int(graph.value(HERE, VOID.triples))  # type: ignore[arg-type]
    assert len(of_plan) == int(graph.value(plan, VOID.triples))  # type: ignore[arg-type]
    assert 72 == int(graph.value(actions, VOID.entities))  # type: ignore[arg-type]


def test_licence_and_period_are_told(graph: rdflib.Graph) -> None:
    """And the document that each plan was transcribed from."""
    licence = rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    plan = rdflib.URIRef(plan_graph("norfolk-2019"))
    period = graph.value(plan, DCTERMS.temporal)

    assert (HERE, DCTERMS.license, licence) in graph
    assert "2022-03-31" == str(graph.value(period, DCAT.endDate))
    assert str(graph.value(plan, PROV.wasDerivedFrom)).endswith("/document/norfolk-2019")


def test_the_files_named_are_those_of_the_site(graph: rdflib.Graph) -> None:
    """Each with its media type."""
    site = {f"rrgraph{load(form).SUFFIX}" for form in EXPORTS}
    files = set(graph.objects(HERE, DCAT.distribution))

    assert set(FORMS) <= site
    assert {f"{DATASET}/{name}" for name in FORMS} == set(map(str, files))
    assert all(graph.value(file, DCAT.mediaType) for file in files)


def test_every_file_that_was_read_is_named_with_its_digest(
    graph: rdflib.Graph, shipped: Knowledge
) -> None:
    """As anybody can work it out."""
    build = graph.value(HERE, PROV.wasGeneratedBy)
    used = list(graph.objects(build, PROV.used))
    root = shipped.workspace.root
    read = {*shipped.workspace.registry_files()}
    read |= {path for plan in shipped.plans for path in shipped.workspace.plan_files(plan)}

    assert {path.relative_to(root).as_posix() for path in read} == {
        str(graph.value(file, DCTERMS.title)) for file in used
    }
    for file in used:
        path = root / str(graph.value(file, DCTERMS.title))
        checksum = graph.value(file, SPDX.checksum)
        digest = str(graph.value(checksum, SPDX.checksumValue))
        assert sha256(path.read_bytes()).hexdigest() == digest


def test_nothing_is_without_a_name_or_of_the_day(graph: rdflib.Graph, shipped: Knowledge) -> None:
    """So that descriptions of equal plans are equal."""
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
    assert exported("about", shipped) == exported("about", shipped)
    assert (HERE, RDF.type, DCAT.Dataset) in graph
