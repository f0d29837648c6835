"""The ontology as a vocabulary that others can read, and what holds it together.

That keys, codes, the context and the field reference follow from it is in test_vocabulary.py; that
each message tells a curator what to do, in test_checking.py.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import owlrl
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, TIME, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import rrgraph
from rrgraph.findings import SEVERITIES
from rrgraph.gaps import GROUNDS
from rrgraph.iris import SCHEMES, TERMS, THINGS, VOCABULARY_GRAPH, term
from rrgraph.knowledge import Knowledge
from rrgraph.store import Table
from rrgraph.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "ontology"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
AXIOMS = {
    *(RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain),
    *(RDFS.range, OWL.members, OWL.unionOf),
}
ENTRY, PLAN_ITEM = URIRef(term("Entry")), URIRef(term("PlanItem"))


def parsed(*names: str) -> rdflib.Graph:
    """Files of the ontology folder as one graph; all of them when none is named."""
    graph = rdflib.Graph()
    for path in [FOLDER / name for name in names] or sorted(FOLDER.rglob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """All files together, as whoever takes the folder reads them."""
    return parsed()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The same as the machine reads it."""
    return Vocabulary(FOLDER)


def ours(graph: rdflib.Graph, *kinds: Node) -> list[URIRef]:
    """The terms that we declare, of some kinds."""
    found = {t for kind in kinds or KINDS for t in graph.subjects(RDF.type, kind)}
    return sorted(t for t in found if isinstance(t, URIRef) and t.startswith(TERMS))


def local(iri: Node) -> str:
    """The name of a term or code."""
    return re.split("[#/]", str(iri))[-1]


def text(graph: rdflib.Graph, node: Node, predicate: URIRef) -> str:
    """The one text of a node."""
    (found,) = graph.objects(node, predicate)
    return str(found)


def answer(kg: Knowledge, sparql: str) -> list[dict[str, Any]]:
    """The rows of a SELECT."""
    table = kg.query(sparql)
    assert isinstance(table, Table)
    return list(table)


# ---------------------------------------------------------------------- what is said of each term
@pytest.mark.parametrize("kind", KINDS, ids=local)
def test_every_term_has_an_example_and_a_note_of_its_own_on_its_use(
    ontology: rdflib.Graph, kind: URIRef
) -> None:
    """One of each; a note that would do for another term helps nobody to choose."""
    terms = ours(ontology, kind)
    examples = [text(ontology, t, SKOS.example) for t in terms]
    notes = [text(ontology, t, SKOS.scopeNote) for t in terms]

    assert len(terms) > 10
    assert "" not in examples
    assert [] == [note for note, often in Counter(notes).items() if often > 1]
    assert [] == [note for note in notes if len(note.split()) < 6 or note[-1] != "."]


def test_no_two_terms_have_one_label(ontology: rdflib.Graph) -> None:
    """Nor two codes of one scheme: a label leads to one thing."""
    labels = Counter(text(ontology, t, RDFS.label).lower() for t in ours(ontology))
    codes = Counter(
        (scheme, text(ontology, code, SKOS.prefLabel).lower())
        for code, scheme in ontology.subject_objects(SKOS.inScheme)
    )
    assert [] == [label for label, often in (labels + codes).items() if often > 1]


@pytest.mark.parametrize("kind", [SKOS.Concept, SKOS.ConceptScheme], ids=local)
def test_a_code_or_scheme_is_defined_in_more_words_than_its_label_has(
    ontology: rdflib.Graph, kind: URIRef
) -> None:
    """`Women.` would be no definition of women."""
    nodes = [n for n in ontology.subjects(RDF.type, kind) if str(n).startswith(SCHEMES)]
    assert len(nodes) > 30
    short = []
    for node in nodes:
        definition = text(ontology, node, SKOS.definition)
        label = text(ontology, node, SKOS.prefLabel).lower()
        new = set(re.findall(r"[a-z]+", definition.lower())) - set(label.split())
        if len(new) < 3 or definition[-1] != "." or not definition[0].isupper():
            short.append(definition)
    assert [] == short


def test_every_code_stands_at_the_top_of_its_one_scheme(ontology: rdflib.Graph) -> None:
    """Schemes are flat lists, told from both ends."""
    for code, scheme in ontology.subject_objects(SKOS.inScheme):
        assert (code, SKOS.topConceptOf, scheme) in ontology
        assert (scheme, SKOS.hasTopConcept, code) in ontology
    assert set(ontology.objects(None, SKOS.hasTopConcept)) == set(ontology.subjects(SKOS.inScheme))


def test_an_example_of_a_coded_property_is_one_of_its_codes(
    ontology: rdflib.Graph, vocabulary: Vocabulary
) -> None:
    """Whoever copies it gets no fault."""
    coded = list(ontology.subject_objects(URIRef(term("codesFrom"))))
    terms = [(t, s) for t, s in coded if isinstance(t, URIRef)]
    assert len(terms) > 20
    for node, scheme in terms:
        assert text(ontology, node, SKOS.example) in vocabulary.codes(str(scheme)), node


def test_an_example_that_names_a_thing_of_the_register_names_one_there_is(
    ontology: rdflib.Graph, vocabulary: Vocabulary, shipped: Knowledge
) -> None:
    """`dom-yh` can be looked up; so can every other id that an example gives."""
    ids = {row["s"] for row in answer(shipped, "SELECT DISTINCT ?s { ?s a ?class }")}
    named = {}
    for spec in vocabulary.specs.values():
        for field in spec.fields.values():
            is_shared = all(vocabulary.is_marked(c, "isShared") for c in field.targets)
            if field.kind == "ref" and len(field.segments) == 1 and is_shared:
                for example in ontology.objects(URIRef(field.iri), SKOS.example):
                    named[field.key] = f"{THINGS}{field.segments[0]}/{example}"
    plans = {"revises"}  # an edition that is being transcribed is named before it is there
    assert len(named) > 15
    assert {} == {k: iri for k, iri in named.items() if iri not in ids and k not in plans}


# ---------------------------------------------------------------------- terms and their uses
def named_in(path: Path) -> Iterator[str]:
    """The names of our terms in a file, with the prefix or in full; comments left out."""
    code = re.sub(r'(?m)"(?:[^"\\\n]|\\.)*"|^\s*#.*$', "", path.read_text(encoding="utf-8"))
    yield from re.findall(r"(?<![\w-])rrg:(\w+)", code)
    yield from re.findall(rf"<{re.escape(TERMS)}(\w+)>", code)


@pytest.mark.parametrize("folder", ["ontology", "queries"])
def test_no_file_uses_a_term_of_ours_that_is_not_declared(
    ontology: rdflib.Graph, folder: str
) -> None:
    """A slip in a query finds nothing and says nothing."""
    declared = {local(t) for t in ours(ontology)}
    files = [p for p in (ROOT / folder).rglob("*") if p.suffix in (".ttl", ".rq")]
    used = {name: path.name for path in files for name in named_in(path)}

    assert len(used) > 60
    assert {} == {name: file for name, file in used.items() if name not in declared}


def test_every_term_is_used_beyond_its_declaration(ontology: rdflib.Graph) -> None:
    """By a query, or by shapes: what nothing asks for or checks is no term of ours."""
    files = [*(ROOT / "queries").rglob("*.rq"), FOLDER / "shapes.ttl"]
    used = {name for path in files for name in named_in(path)}
    terms = ours(ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)

    assert {local(t) for t in terms} - used == set()


def test_every_annotation_is_read_by_the_machine(ontology: rdflib.Graph) -> None:
    """An annotation that nothing reads promises what does not happen."""
    machine = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    names = [local(t) for t in ours(ontology, OWL.AnnotationProperty)]
    assert [] == [name for name in names if f'"{name}"' not in machine]


def test_the_words_for_findings_are_codes_with_a_definition(vocabulary: Vocabulary) -> None:
    """What a rule's header may say is what the schemes explain."""
    assert sorted(SEVERITIES) == vocabulary.codes(f"{SCHEMES}severity")
    assert sorted(GROUNDS) == vocabulary.codes(f"{SCHEMES}ground")


# ---------------------------------------------------------------------- shapes
@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    """The shapes alone."""
    return parsed("shapes.ttl")


def below(graph: rdflib.Graph, node: Node) -> set[Node]:
    """A class and everything below it."""
    return set(graph.transitive_subjects(RDFS.subClassOf, node))


def above(graph: rdflib.Graph, node: Node) -> set[Node]:
    """A class and everything above it."""
    return set(graph.transitive_objects(node, RDFS.subClassOf))


def test_every_class_that_nodes_are_of_has_a_shape(
    ontology: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    """Its own or that of the class above; abstract classes leave it to those below."""
    shaped = set(shapes.objects(None, SH.targetClass))
    general = {ENTRY, PLAN_ITEM}
    bare = [c for c in ours(ontology, OWL.Class) if not shaped & (above(ontology, c) - general)]

    assert {local(c) for c in bare} == {"Entry", "PlanItem", "PolicyTarget"}
    for cls in bare:
        assert shaped & (below(ontology, cls) - general)


def test_every_property_is_in_a_shape(ontology: rdflib.Graph, shapes: rdflib.Graph) -> None:
    """What no shape mentions can be written in no file, or is checked by nothing."""
    paths = set(shapes.objects(None, SH.path))
    properties = ours(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)
    assert [] == [local(p) for p in properties if p not in paths]


def test_every_message_on_a_property_names_its_key(
    shapes: rdflib.Graph, vocabulary: Vocabulary
) -> None:
    """A curator sees the key as it stands in the file."""
    by_quote = {"citation", "hasSelector", "exact"}
    silent = []
    for shape, path in shapes.subject_objects(SH.path):
        own = shapes.value(shape, SH.name) or vocabulary.value(str(path), term("yamlKey"))
        key = "quote" if local(path) in by_quote else f"`{own or local(path)}`"
        message = text(shapes, shape, SH.message)
        if path != SKOS.inScheme and key not in message:
            silent.append((key, message))
    assert [] == silent


def test_the_codes_that_a_message_gives_as_examples_are_codes(
    shapes: rdflib.Graph, vocabulary: Vocabulary
) -> None:
    """`such as month` can be written as it stands."""
    given = []
    for shape, codes in shapes.subject_objects(SH.node):
        (member,) = shapes.objects(codes, SH.property)
        (scheme,) = shapes.objects(member, SH.hasValue)
        said = text(shapes, shape, SH.message) + text(shapes, member, SH.message)
        for words in re.findall(r"such as \[?([a-z][a-z, -]*?)(?: or ([a-z-]+))?[\].,]", said):
            given += [(word, str(scheme)) for group in words for word in group.split(", ") if word]
    assert len(given) > 60
    assert [] == [(w, s) for w, s in given if w not in vocabulary.codes(s)]


# ---------------------------------------------------------------------- logic
def disjoint(graph: rdflib.Graph) -> list[list[Node]]:
    """The lists of classes that exclude one another."""
    heads = [
        graph.value(group, OWL.members)
        for group in graph.subjects(RDF.type, OWL.AllDisjointClasses)
    ]
    return [list(Collection(graph, head)) for head in heads if head]


def test_the_main_classes_exclude_one_another(ontology: rdflib.Graph) -> None:
    """All directly below entry, and all below plan item; a class that is added must take sides."""
    lists = {frozenset(group) for group in disjoint(ontology)}
    under = {top: frozenset(ontology.subjects(RDFS.subClassOf, top)) for top in (ENTRY, PLAN_ITEM)}
    assert lists == set(under.values())


def test_nothing_in_the_plans_is_of_two_classes_that_exclude_one_another(
    ontology: rdflib.Graph, shipped: Knowledge
) -> None:
    """By its types and those above them."""
    types = defaultdict(set)
    for row in answer(shipped, "SELECT ?node ?type { ?node rrg:order ?order ; a ?type }"):
        types[row["node"]] |= above(ontology, URIRef(row["type"]))
    pairs = [frozenset(p) for group in disjoint(ontology) for p in combinations(group, 2)]
    assert len(types) > 1000
    assert [] == [node for node, own in types.items() if any(pair <= own for pair in pairs)]


def closed(data: Iterable[tuple[str, str, str]]) -> list[str]:
    """What an OWL RL reasoner finds wrong with the ontology, its alignments and some data."""
    graph = rdflib.Graph()
    for triple in parsed("rrgraph.ttl", "alignments.ttl"):
        if triple[1] in AXIOMS:  # labels and notes do not bear on it
            graph.add(triple)
    for triple in data:
        graph.add(tuple(map(URIRef, triple)))  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return [str(o) for _, p, o in graph if str(p).endswith("#error")]


def edges_of(graph: Path) -> set[tuple[str, str, str]]:
    """All that a graph says of named things, derived edges included, without texts."""
    found = set()
    for quad in rrgraph.open(graph).store.oxigraph:
        parts = (quad.subject, quad.predicate, quad.object)
        is_data = str(getattr(quad.graph_name, "value", "")) != VOCABULARY_GRAPH
        if is_data and type(quad.object).__name__ == "NamedNode":
            found.add(tuple(part.value for part in parts))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("folder", ["sound", "third/graph"])
def test_ontology_alignments_and_data_are_consistent(folder: str) -> None:
    """A reasoner finds no thing that cannot be."""
    data = edges_of(ROOT / "tests" / folder)
    assert len(data) > 50
    assert [] == closed(data)


@pytest.mark.parametrize(
    ("subject", "name", "wrong"),
    [
        ("plan/demo/action/1.1.1/lead/probation", "participant", "psa/16"),
        ("plan/demo/priority/1.1/reference/1.2", "referringItem", "plan/demo/action/1.1.1"),
        ("plan/demo", "publisher", "document/review"),
        ("plan/demo/action/1.1.1", "isInBlock", "agency/council"),
    ],
)
def test_a_thing_in_the_wrong_place_is_an_inconsistency(
    subject: str, name: str, wrong: str
) -> None:
    """That is what domains, ranges and disjointness are for."""
    data = edges_of(ROOT / "tests" / "sound")
    assert any(s == THINGS + subject for s, _, _ in data)
    found = closed({*data, (THINGS + subject, term(name), THINGS + wrong)})
    assert [] != [error for error in found if "isjoint" in error]


# ---------------------------------------------------------------------- the vocabularies of others
def test_the_machine_works_the_same_without_the_alignments(tmp_path: Path) -> None:
    """Fields, derived edges and findings do not rest on any mapping."""
    shutil.copytree(ROOT / "tests" / "third" / "graph", tmp_path / "graph")
    shutil.copytree(FOLDER, tmp_path / "ontology")
    (tmp_path / "ontology" / "alignments.ttl").unlink()
    without, whole = (rrgraph.open(home / "graph") for home in (tmp_path, ROOT / "tests" / "third"))

    assert tmp_path / "ontology" == without.loaded.vocabulary.folder
    assert edges_of(tmp_path / "graph") == edges_of(ROOT / "tests" / "third" / "graph")
    assert without.loaded.vocabulary.context() == whole.loaded.vocabulary.context()
    told = [[(f.rule, f.focus, f.message) for f in kg.gaps().findings] for kg in (without, whole)]
    assert told[0] == told[1] != []


def test_the_ontology_itself_borrows_from_few() -> None:
    """Whoever leaves the alignments out has OWL, SKOS and DCTERMS, and ORG and Web Annotation in data."""
    borrowed = {OWL, RDF, RDFS, SKOS, DCTERMS, ORG}
    known = {str(ns._NS) if hasattr(ns, "_NS") else str(ns) for ns in borrowed}
    known |= {TERMS, "http://www.w3.org/ns/oa#", "http://purl.org/vocab/vann/"}
    known |= {"http://purl.org/ontology/bibo/", "http://www.w3.org/2001/XMLSchema#"}
    used = {str(p) for p in parsed("rrgraph.ttl").predicates()}
    used |= {str(o) for o in parsed("rrgraph.ttl").objects(None, RDFS.subClassOf)}

    assert {re.sub(r"[^#/]*$", "", iri) for iri in used} - known == set()


def test_every_term_that_is_matched_exists_in_its_vocabulary() -> None:
    """As far as rdflib knows the vocabulary: a misspelt mapping leads nowhere."""
    known = {str(ns._NS): ns for ns in (ORG, PROV, QB, TIME, FOAF, DCTERMS, SKOS, OWL)}
    graph = parsed("alignments.ttl")
    foreign = {
        (re.sub(r"[^#/]*$", "", str(o)), local(o))
        for s, _, o in graph
        if str(s).startswith(TERMS) and isinstance(o, URIRef)
    }
    checked = {(base, name) for base, name in foreign if base in known}

    assert len(checked) > 30
    assert set() == {name for base, name in checked if name not in known[base]}


def test_the_alignments_say_nothing_of_the_terms_of_others() -> None:
    """But what kind they are, so that tools need not look them up."""
    graph = parsed("alignments.ttl")
    said = [
        (s, p, o)
        for s, p, o in graph
        if isinstance(s, URIRef) and not s.startswith(TERMS.removesuffix("#"))
    ]
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    assert said
    assert [] == [triple for triple in said if triple[1] != RDF.type or triple[2] not in kinds]


def test_a_proposed_change_or_a_post_is_not_made_more_than_it_is_by_an_alignment() -> None:
    """A recommended change is no event that has happened, an office nobody who acts."""
    graph = parsed("rrgraph.ttl", "alignments.ttl")
    assert ORG.ChangeEvent not in above(graph, URIRef(term("ChangeEvent")))
    assert FOAF.Agent not in above(graph, URIRef(term("Post")))
    assert ORG.Organization not in above(graph, URIRef(term("PartnerGroup")))


# ---------------------------------------------------------------------- tables of numbers as cubes
def structure(graph: rdflib.Graph, name: str, part: URIRef) -> list[URIRef]:
    """The dimensions, measures or attributes of a structure, in their order."""
    node = URIRef(f"https://w3id.org/rrgraph/structure/{name}")
    components = sorted(
        (int(str(graph.value(c, QB.order) or 0)), str(graph.value(c, part)))
        for c in graph.objects(node, QB.component)
        if graph.value(c, part)
    )
    return [URIRef(iri) for _, iri in components]


CUBES = {"laa": ("indicator-choices", 30), "oasys": ("assessed-needs", 60)}


def cells(kg: Knowledge, table: str) -> dict[str, dict[str, set[str]]]:
    """Observation -> what it says, by property."""
    iri = f"{THINGS}plan/yorkshire-humberside-2009/table/{table}"
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in answer(kg, f"SELECT ?cell ?p ?v {{ ?cell rrg:inTable <{iri}> ; ?p ?v }}"):
        found[row["cell"]][row["p"]].add(str(row["v"]))
    return found


@pytest.mark.parametrize("table", CUBES)
def test_a_table_has_the_structure_that_its_cells_have(shipped: Knowledge, table: str) -> None:
    """One each, derived from the dimensions of the cells."""
    iri = f"{THINGS}plan/yorkshire-humberside-2009/table/{table}"
    found = answer(shipped, f"PREFIX qb: <{QB._NS}> SELECT ?s {{ <{iri}> qb:structure ?s }}")
    assert [CUBES[table][0]] == [local(row["s"]) for row in found]


@pytest.mark.parametrize("table", CUBES)
def test_no_two_cells_of_a_table_agree_in_every_dimension_and_none_is_missing(
    ontology: rdflib.Graph, shipped: Knowledge, table: str
) -> None:
    """IC-11 and IC-12 of Data Cube; and each row is printed with all its columns."""
    name, size = CUBES[table]
    dimensions = [str(d) for d in structure(ontology, name, QB.dimension)]
    keys = [
        tuple(value for d in dimensions for value in said[d])
        for said in cells(shipped, table).values()
    ]
    whole = product(*({key[n] for key in keys} for n in range(len(dimensions))))

    assert size == len(keys) == len(set(keys))
    assert set(keys) == set(whole)


@pytest.mark.parametrize("table", CUBES)
def test_a_cell_has_its_attributes_and_a_measure_exactly_where_one_is_printed(
    ontology: rdflib.Graph, shipped: Knowledge, table: str
) -> None:
    """IC-6 and, as far as the plan prints numbers, IC-14: a blank is no 0."""
    name, _ = CUBES[table]
    attributes = structure(ontology, name, QB.attribute)
    (measure,) = structure(ontology, name, QB.measure)
    assert attributes
    for node, said in cells(shipped, table).items():
        assert [1] * len(attributes) == [len(said[str(a)]) for a in attributes], node
        (status,) = said[term("cell")]
        assert (local(URIRef(status)) == "printed") == (len(said[str(measure)]) == 1), node


@pytest.mark.parametrize("table", CUBES)
def test_the_codes_of_a_cell_are_of_the_list_that_the_structure_names(
    ontology: rdflib.Graph, shipped: Knowledge, table: str
) -> None:
    """IC-5 and IC-19: every coded part has a list, and every code is in it."""
    name, _ = CUBES[table]
    parts = [*structure(ontology, name, QB.dimension), *structure(ontology, name, QB.attribute)]
    coded = [p for p in parts if ontology.value(p, RDFS.range) == SKOS.Concept]
    assert len(coded) >= 3
    for part in coded:
        codes = set(ontology.subjects(SKOS.inScheme, ontology.value(part, QB.codeList)))
        used = {v for said in cells(shipped, table).values() for v in said[str(part)]}
        assert {URIRef(v) for v in used} <= codes
