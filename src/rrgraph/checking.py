"""The data contract: everything `rrgraph check` holds a curator's files to.

Reading finds faults of syntax, keys, codes, ids, references and counts; here the shapes of
`ontology/shapes.ttl` and the words of the documents are added. Every fault is told with file, line and
column, all in one run, and none that only follows from another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rrgraph.documents import Document, digest, named_document
from rrgraph.errors import Fault, UsageError
from rrgraph.iris import PREFIXES, THINGS, plan_iri, short
from rrgraph.loading import Loaded
from rrgraph.proving import conform
from rrgraph.queries import Library
from rrgraph.scope import faults_of_rules
from rrgraph.store import Store

SH = PREFIXES["sh"]


def check(
    loaded: Loaded, documents: Mapping[str, Path] | None = None, engine: str = ""
) -> list[Fault]:
    """All faults of the data, in order of file and line; empty when there is nothing to mend.

    `documents` maps a plan to the text of its document: every quote is then looked up in it.
    `engine` is `pyshacl-turbo` or `pyshacl`, which then is asked in any case; by default the first
    that is installed, and only where it is not plain without it that all shapes hold.
    """
    library = Library(*loaded.workspace.queries)
    store = loaded.derived(query.text for query in library.all("derive"))
    faults = list(loaded.faults)
    told = {(fault.file, fault.line) for fault in faults}
    places = loaded.dataset.places
    told |= {places[iri][:2] for iri in loaded.dataset.suspects if iri in places}
    for fault in _shape_faults(loaded, store, engine):
        if (fault.file, fault.line) not in told:
            faults.append(fault)
    faults.extend(_verbatim_faults(loaded, store))
    faults.extend(faults_of_rules(store, library, places))
    for plan, path in (documents or {}).items():
        faults.extend(_quote_faults(loaded, store, plan, path))
    return sorted(set(faults))


# ---------------------------------------------------------------------- shapes
def engines() -> list[str]:
    """The SHACL engines installed, the faster first; pySHACL is the reference."""
    found = {"pyshacl-turbo": "pyshacl_turbo", "pyshacl": "pyshacl"}
    return [name for name, module in found.items() if find_spec(module)]


def validate(loaded: Loaded, store: Store, engine: str = "") -> list[dict[str, str]]:
    """The SHACL results as dicts: `focus`, `path`, `value`, `message`."""
    import rdflib

    name = engine or engines()[0]
    if name not in engines():
        raise UsageError(f'The SHACL engine "{name}" is not installed: pip install {name}.')
    shapes = rdflib.Graph().parse(loaded.workspace.ontology / "shapes.ttl")
    for path in sorted(loaded.workspace.ontology.rglob("*.ttl")):
        if path.name not in ("shapes.ttl", "alignments.ttl"):
            shapes.parse(path)
    if name == "pyshacl":
        import pyshacl

        data: Any = rdflib.Graph()
        for quad in store.oxigraph:
            data.add(tuple(map(_to_rdflib, quad.triple)))
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    else:
        import pyshacl_turbo

        _, report, _ = pyshacl_turbo.validate(store.oxigraph, shacl_graph=shapes, advanced=True)
    return list(_results(report))


def _to_rdflib(value: Any) -> Any:
    from oxrdflib._converter import from_ox

    return from_ox(value)


def _results(report: Any) -> Iterator[dict[str, str]]:
    import rdflib

    sh = rdflib.Namespace(SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):

        def value(name: str, result: Any = result) -> str:
            found = report.value(result, sh[name])
            return "" if found is None else str(found)

        yield {
            "focus": value("focusNode"),
            "path": value("resultPath"),
            "value": value("value"),
            "message": value("resultMessage"),
        }


def _shape_faults(loaded: Loaded, store: Store, engine: str) -> Iterator[Fault]:
    if not (engine or loaded.faults) and conform(loaded, store):
        return
    for result in validate(loaded, store, engine):
        focus = result["focus"]
        if focus in loaded.dataset.suspects:
            continue
        place = loaded.dataset.places.get(focus) or _nearest(loaded, focus)
        said, _, advice = result["message"].partition(". ")
        name = short(focus).removesuffix("/citation").removesuffix("/quote")
        yield Fault(*place, f"{name}: {said.rstrip('.')}", advice)


def _nearest(loaded: Loaded, iri: str) -> tuple[str, int, int]:
    """The place of the node that a node without one of its own stands in."""
    while iri.startswith(THINGS) and "/" in iri.removeprefix(THINGS):
        iri = iri.rsplit("/", 1)[0]
        if iri in loaded.dataset.places:
            return loaded.dataset.places[iri]
    return (loaded.workspace.shown(loaded.workspace.graph), 0, 0)


# ---------------------------------------------------------------------- word for word
def _verbatim_faults(loaded: Loaded, store: Store) -> Iterator[Fault]:
    """What is said to be carried word for word although the digests of the two passages differ."""
    for row in store.select(_VERBATIM):
        message = f"{row['old']} and {row['new']} are not the same words: their digests differ"
        hint = "Call the continuation reworded, or cite the passages that are the same."
        yield Fault(*loaded.dataset.places[row["node"]], message, hint)


_VERBATIM = """
SELECT ?node ?old ?new WHERE {
  ?node a rrg:Continuation ; rrg:earlier ?one ; rrg:later ?other ;
    rrg:continuationKind <https://w3id.org/rrgraph/scheme/continuation-kind/verbatim> .
  ?one rdfs:label ?old ; rrg:citation/rrg:digest ?before .
  ?other rdfs:label ?new ; rrg:citation/rrg:digest ?after .
  FILTER(?before != ?after) } ORDER BY ?node"""


# ---------------------------------------------------------------------- documents
def _quote_faults(loaded: Loaded, store: Store, plan: str, path: Path) -> Iterator[Fault]:
    if plan not in loaded.sources or not plan:
        known = ", ".join(name for name in loaded.sources if name)
        raise UsageError(f'There is no plan "{plan}". There are: {known}.')
    from pyoxigraph import NamedNode

    document = Document(path)
    cited = f"{THINGS}document/{named_document(loaded.sources[plan], plan)['id']}"
    for row in store.select(_CITATIONS, {"document": NamedNode(cited)}):
        node = row["citation"].removesuffix("/citation")
        if not node.startswith(f"{plan_iri(plan)}/"):
            continue  # of another edition that is printed in the same document
        place = loaded.dataset.places.get(node) or _nearest(loaded, node)
        for message, hint in _misquoted(document, row["quote"], row["ends"], row["digest"]):
            yield Fault(*place, message, hint)


def _misquoted(
    document: Document, quote: str, ends: str | None, noted: str | None
) -> Iterator[tuple[str, str]]:
    """What is wrong with one citation: its words, the end of its passage, or the digest of it."""
    words = f"Copy at most 12 consecutive words from {document.name}, or correct the reading."
    if not document.holds(quote):
        yield f'the quote "{quote}" is not in {document.name}', words
    elif ends and not (passage := document.passage(quote, ends)):
        yield f'"{ends}" does not follow "{quote}" in {document.name}', words
    elif ends and noted != digest(passage):
        said = "is not that of the passage" if noted else "is missing"
        yield f"the digest {said}", "Let `rrgraph cite` write it."


_CITATIONS = """
SELECT ?citation ?quote ?ends ?digest ?document WHERE {
  ?citation oa:hasSource ?document ; oa:hasSelector/oa:exact ?quote .
  OPTIONAL { ?citation rrg:ends ?ends }
  OPTIONAL { ?citation rrg:digest ?digest } } ORDER BY ?citation"""
