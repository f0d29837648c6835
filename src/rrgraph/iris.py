"""Names: how an item of a plan becomes an IRI, and back."""

from __future__ import annotations

BASE = "https://w3id.org/rrgraph/"  # the one setting: every name of ours begins so
TERMS = f"{BASE}def#"
SHAPES = f"{BASE}def/shapes#"
THINGS = f"{BASE}id/"
SCHEMES = f"{BASE}scheme/"
GRAPHS = f"{BASE}graph/"

EDITORIAL = f"{GRAPHS}editorial/"
REGISTRY_GRAPH = f"{GRAPHS}registry"
INFERRED_GRAPH = f"{GRAPHS}inferred"
VOCABULARY_GRAPH = f"{GRAPHS}vocabulary"

PREFIXES = {
    "rrg": TERMS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "qb": "http://purl.org/linked-data/cube#",
    "sh": "http://www.w3.org/ns/shacl#",
    "time": "http://www.w3.org/2006/time#",
}


def term(name: str) -> str:
    """The IRI of a term of the ontology: `Action` -> `https://w3id.org/rrgraph/def#Action`."""
    return TERMS + name


def plan_iri(plan: str) -> str:
    """The IRI of a plan edition."""
    return f"{THINGS}plan/{plan}"


def plan_graph(plan: str) -> str:
    """The named graph that holds one edition as printed."""
    return f"{GRAPHS}plan/{plan}"


def editorial_graph(plan: str) -> str:
    """The named graph that holds what a curator judged of one edition."""
    return f"{EDITORIAL}{plan}"


def concept(scheme: str, code: str) -> str:
    """The IRI of a concept: `concept("role", "lead")`."""
    return f"{SCHEMES}{scheme}/{code}"


def short(iri: str) -> str:
    """An IRI as people write it: things by their path, others by prefix, else in full.

    >>> short("https://w3id.org/rrgraph/id/plan/demo/action/1.1")
    'demo/action/1.1'
    >>> short("https://w3id.org/rrgraph/def#Action")
    'rrg:Action'
    """
    if iri.startswith(THINGS):
        return iri.removeprefix(THINGS).removeprefix("plan/")
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and "/" not in iri[len(base) :]:
            return f"{prefix}:{iri[len(base) :]}"
    return iri
