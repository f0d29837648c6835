"""What the graph is and where it is from: DCAT and VoID for catalogues, PROV for those who doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, BinaryIO
from urllib.parse import quote

from rrgraph import __version__
from rrgraph.iris import (
    BASE,
    INFERRED_GRAPH,
    PREFIXES,
    REGISTRY_GRAPH,
    TERMS,
    VOCABULARY_GRAPH,
    editorial_graph,
    plan_graph,
    plan_iri,
)
from rrgraph.knowledge import Knowledge
from rrgraph.outline import outline

SUMMARY = "DCAT, VoID and PROV: what the graph is, how large, under which licence, from which files"
SUFFIX = ".about.ttl"
DATASET = f"{BASE}dataset"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MEDIA = "https://www.iana.org/assignments/media-types/"
WORDS = PREFIXES | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "spdx": "http://spdx.org/rdf/terms#",
}
FORMS = {  # as the site has them
    "rrgraph.trig": "application/trig",
    "rrgraph.nq": "application/n-quads",
    "rrgraph.ttl": "text/turtle",
    "rrgraph.jsonld": "application/ld+json",
}
TITLE = "Joint delivery plans to reduce reoffending, as a knowledge graph"
ABOUT = "Curated plans, fact by fact with where each stands in its document, and what follows from them."

Statement = tuple[str, str, Any]  # subject, short predicate, IRI or literal


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the description; nothing in it is of the day on which it is written."""
    from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

    told = [*_dataset(kg), *_parts(kg, plans or kg.plans), *_provenance(kg)]
    triples = {Triple(NamedNode(s), NamedNode(_full(p)), o) for s, p, o in told}
    used = {name: iri for name, iri in WORDS.items() if any(iri in str(one) for one in triples)}
    serialize(sorted(triples, key=str), out, format=RdfFormat.TURTLE, prefixes=used)


def _dataset(kg: Knowledge) -> Iterator[Statement]:
    """The whole: title, licence, size, classes, and the files it comes in."""
    quads = list(kg.store.oxigraph)
    triples = {quad.triple for quad in quads}
    for kind in ("dcat:Dataset", "void:Dataset", "prov:Entity"):
        yield DATASET, "rdf:type", _iri(kind)
    yield DATASET, "dcterms:title", _text(TITLE)
    yield DATASET, "dcterms:description", _text(ABOUT)
    yield DATASET, "dcterms:license", _iri(LICENCE)
    yield DATASET, "void:uriSpace", _text(f"{BASE}id/")
    yield DATASET, "void:vocabulary", _iri(TERMS.rstrip("#"))
    yield DATASET, "void:triples", _number(len(triples))
    yield DATASET, "void:distinctSubjects", _number(len({one.subject for one in triples}))
    yield DATASET, "void:properties", _number(len({one.predicate for one in triples}))
    yield from _classes(kg)
    for name, media in FORMS.items():
        file = f"{DATASET}/{name}"
        yield DATASET, "dcat:distribution", _iri(file)
        yield file, "rdf:type", _iri("dcat:Distribution")
        yield file, "dcterms:title", _text(name)
        yield file, "dcterms:license", _iri(LICENCE)
        yield file, "dcat:mediaType", _iri(f"{MEDIA}{media}")


def _classes(kg: Knowledge) -> Iterator[Statement]:
    """How many there are of each class of ours."""
    sparql = """SELECT ?class (COUNT(DISTINCT ?item) AS ?count) {
        ?item a ?class FILTER(STRSTARTS(STR(?class), STR(rrg:))) } GROUP BY ?class ORDER BY ?class"""
    for row in kg.store.select(sparql):
        part = f"{DATASET}/class/{row['class'].removeprefix(TERMS)}"
        yield DATASET, "void:classPartition", _iri(part)
        yield part, "void:class", _iri(row["class"])
        yield part, "void:entities", _number(row["count"])


def _parts(kg: Knowledge, plans: Sequence[str]) -> Iterator[Statement]:
    """Each named graph with its size; those of a plan with its title, period and document."""
    sizes = Counter(getattr(quad.graph_name, "value", "") for quad in kg.store.oxigraph)
    shared = {
        REGISTRY_GRAPH: "What many plans share",
        VOCABULARY_GRAPH: "What the words mean",
        INFERRED_GRAPH: "What follows from the plans",
    }
    titles = dict(shared)
    for plan in plans:
        about = outline(kg.store, plan)
        titles[plan_graph(plan)] = about.title
        titles[editorial_graph(plan)] = f"What a curator judged of: {about.title}"
        period = f"{plan_graph(plan)}/period"
        yield plan_graph(plan), "dcterms:temporal", _iri(period)
        yield period, "rdf:type", _iri("dcterms:PeriodOfTime")
        yield period, "dcat:startDate", _day(about.start)
        yield period, "dcat:endDate", _day(about.end)
        sparql = "SELECT ?document ?plan { ?plan rrg:hasDocument ?document } ORDER BY ?document"
        for row in kg.store.select(sparql, {"plan": _iri(plan_iri(plan))}):
            yield plan_graph(plan), "prov:wasDerivedFrom", _iri(row["document"])
    for graph, title in titles.items():
        if sizes[graph]:
            yield DATASET, "void:subset", _iri(graph)
            yield graph, "rdf:type", _iri("void:Dataset")
            yield graph, "dcterms:title", _text(title)
            yield graph, "void:triples", _number(sizes[graph])


def _provenance(kg: Knowledge) -> Iterator[Statement]:
    """What was built from which files, by which version; each file by the digest of its bytes."""
    build, program = f"{DATASET}/build", f"{DATASET}/rrgraph-{__version__}"
    yield DATASET, "prov:wasGeneratedBy", _iri(build)
    yield build, "rdf:type", _iri("prov:Activity")
    yield build, "prov:wasAssociatedWith", _iri(program)
    yield program, "rdf:type", _iri("prov:SoftwareAgent")
    yield program, "dcterms:title", _text(f"rrgraph {__version__}")
    for name in sorted({file for file, _, _ in kg.places.values() if file}):
        file = f"{DATASET}/{quote(name)}"
        checksum = f"{file}/sha256"
        digest = sha256((kg.workspace.root / name).read_bytes()).hexdigest()
        yield build, "prov:used", _iri(file)
        yield file, "rdf:type", _iri("prov:Entity")
        yield file, "dcterms:title", _text(name)
        yield file, "spdx:checksum", _iri(checksum)
        yield checksum, "spdx:algorithm", _iri("spdx:checksumAlgorithm_sha256")
        yield checksum, "spdx:checksumValue", _literal(digest, "hexBinary")


def _full(name: str) -> str:
    """An IRI written with its prefix, or in full as it is."""
    prefix, _, local = name.partition(":")
    return WORDS[prefix] + local if prefix in WORDS else name


def _iri(name: str) -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(_full(name))


def _text(text: str) -> Any:
    from pyoxigraph import Literal

    return Literal(text)


def _number(number: int) -> Any:
    from pyoxigraph import Literal

    return Literal(number)


def _day(day: str) -> Any:
    return _literal(day, "date")


def _literal(text: str, kind: str) -> Any:
    from pyoxigraph import Literal, NamedNode

    return Literal(text, datatype=NamedNode(f"{PREFIXES['xsd']}{kind}"))
