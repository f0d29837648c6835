"""From ontology and shapes come the fields, the context and the schema: no key stands in Python."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from rrgraph.errors import FaultyFile
from rrgraph.iris import PREFIXES, SCHEMES, TERMS, concept, term
from rrgraph.reference import derived_files
from rrgraph.vocabulary import SLUG, Vocabulary
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The ontology as it ships."""
    return Vocabulary(ROOT / "ontology")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """The same files as another parser reads them."""
    graph = rdflib.Graph()
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        graph.parse(path)
    return graph


def own(vocabulary: Vocabulary, name: str) -> Any:
    """What a node of one class may say."""
    return vocabulary.specs[term(name)]


# ---------------------------------------------------------------------- reading the ontology
def test_classes_and_concepts_are_those_another_parser_finds(
    vocabulary: Vocabulary, ontology: rdflib.Graph
) -> None:
    """Ours alone, by name; codes by their scheme."""
    classes = {str(c) for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(TERMS)}
    assert sorted(classes) == vocabulary.classes
    for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme):
        codes = {str(c).rsplit("/", 1)[-1] for c in ontology.subjects(SKOS.inScheme, scheme)}
        assert sorted(codes) == vocabulary.codes(str(scheme))


def test_the_code_of_a_concept_is_its_notation(ontology: rdflib.Graph) -> None:
    """And it stands below its scheme, so that a code in YAML finds it."""
    for node in ontology.subjects(RDF.type, SKOS.Concept):
        (scheme,) = ontology.objects(node, SKOS.inScheme)
        (code,) = ontology.objects(node, SKOS.notation)
        assert concept(str(scheme).removeprefix(SCHEMES), str(code)) == str(node)


@pytest.mark.parametrize("kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty])
def test_every_term_of_ours_says_what_it_means(ontology: rdflib.Graph, kind: Any) -> None:
    """A label, a definition and an example; people look words up in the dictionary."""
    terms = [t for t in ontology.subjects(RDF.type, kind) if str(t).startswith(TERMS)]
    assert len(terms) > 20
    needed = [RDFS.label, SKOS.definition]
    assert [] == [str(t) for t in terms for p in needed if not ontology.value(t, p)]


def test_a_class_has_what_stands_above_it_and_knows_what_stands_below(
    vocabulary: Vocabulary,
) -> None:
    """A block is a priority is a plan item is an entry."""
    above = [iri for iri in vocabulary.superclasses(term("Block")) if iri.startswith(TERMS)]
    assert [term(name) for name in ("Block", "Priority", "PlanItem", "Entry")] == above
    assert {term(c) for c in ("Party", "Agency", "Board", "Post", "PartnerGroup")} == set(
        vocabulary.subclasses(term("Party"))
    )


def test_turtle_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    """Nothing can be read without the ontology."""
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    broken = tmp_path / "ontology" / "schemes" / "unit.ttl"
    broken.write_text(broken.read_text(encoding="utf-8") + "\nthis is not Turtle\n")
    line = len(broken.read_text(encoding="utf-8").splitlines())

    with pytest.raises(FaultyFile, match="this is not Turtle") as raised:
        Vocabulary(tmp_path / "ontology")
    (fault,) = raised.value.faults
    assert (str(broken), line) == (fault.file, fault.line)


# ---------------------------------------------------------------------- the YAML side
def test_a_key_holds_nodes_of_one_class_wherever_it_stands(vocabulary: Vocabulary) -> None:
    """No two collections have one key, and every kind of node has a way into a file."""
    keys = [collection.key for collection in vocabulary.collections]
    assert len(keys) == len(set(keys))
    assert {"themes", "priorities", "actions", "leads", "contributors", "responsible"} <= set(keys)


def test_what_hangs_on_an_owner_says_by_which_property(vocabulary: Vocabulary) -> None:
    """Each collection has a property to its owner, but for what the register holds."""
    loose = [c.key for c in vocabulary.collections if not c.through]
    assert [] == [
        key for key in loose if not vocabulary.is_marked(_class(vocabulary, key), "isShared")
    ]
    assert [] == [c.key for c in vocabulary.collections if c.through and not c.owners]


def _class(vocabulary: Vocabulary, key: str) -> str:
    return next(c.cls for c in vocabulary.collections if c.key == key)


def test_roles_give_the_keys_of_participations(vocabulary: Vocabulary) -> None:
    """A role that is added to its scheme is a key of every action at once."""
    roles = {c.key: c.role.rsplit("/", 1)[-1] for c in vocabulary.collections if c.role}
    assert {"leads": "lead", "contributors": "contributing", "responsible": "responsible"} == roles
    assert set(roles) <= set(own(vocabulary, "Action").collections)
    assert set(roles) <= set(own(vocabulary, "EqualityChange").collections)


def test_no_two_kinds_of_node_share_the_first_word_of_their_names(
    vocabulary: Vocabulary,
) -> None:
    """`action/1.1` can only be an action; subclasses share the word of their class."""
    first: dict[str, set[str]] = {}
    for cls, segment in vocabulary.segments.items():
        root = [c for c in vocabulary.superclasses(cls) if vocabulary.value(c, term("idSegment"))]
        first.setdefault(segment, set()).add(root[-1])
    assert {} == {
        word: classes
        for word, classes in first.items()
        if len(classes) > 1 and word != "document"  # a source is a document as well
    }


def test_a_theme_and_a_priority_need_a_title_and_no_number(vocabulary: Vocabulary) -> None:
    """Numbers are printed in some plans and are no keys."""
    for name in ("Theme", "Priority", "Action"):
        fields = own(vocabulary, name).fields
        assert fields["title"].required
        assert not fields["number"].required


def test_fields_have_the_kind_that_ontology_and_shapes_give_them(vocabulary: Vocabulary) -> None:
    """Text, code, reference, nested node; one or many; of what datatype; with what default."""
    milestone, lead = own(vocabulary, "Milestone"), own(vocabulary, "Participation")
    assert ("text", "date") == (
        milestone.fields["latest"].kind,
        milestone.fields["latest"].datatype,
    )
    assert ("code", f"{SCHEMES}precision") == (
        milestone.fields["precision"].kind, milestone.fields["precision"].scheme
    )  # fmt: skip
    assert milestone.fields["dateFlag"].many
    assert not milestone.fields["latest"].many
    assert ("ref", ("agency",)) == (
        lead.fields["participant"].kind, lead.fields["participant"].segments
    )  # fmt: skip
    assert concept("basis", "stated") == lead.fields["basis"].default
    assert "node" == own(vocabulary, "Plan").fields["document"].kind
    assert lead.cited
    assert lead.quote_required
    assert ("participant",) == lead.slug_from
    assert own(vocabulary, "Reading").editorial
    assert own(vocabulary, "Agency").shared


def test_what_the_machine_fills_in_is_no_key(vocabulary: Vocabulary) -> None:
    """Order, role, and whatever is derived."""
    computed = {
        vocabulary.local(p)
        for p in vocabulary.properties
        if vocabulary.value(p, term("isComputed")) == "true"
    }
    assert {"order", "isLedBy", "refersToBlock"} <= computed
    assert computed.isdisjoint(vocabulary.field_names())


@pytest.mark.parametrize(
    ("slug", "fits"),
    [
        *((slug, True) for slug in ("2.2.2", "yhip", "2.3/women", "40m-plans", "a_b", "16")),
        *((slug, False) for slug in ("", "A", "a b", "a/", "/a", "a//b", "..", "../x", "a#b")),
        *((slug, False) for slug in ("é", "a?", "<b>", "a%20b", "-a", "a-", "a\n")),
    ],
)
def test_an_id_is_a_path_of_small_letters_and_digits(slug: str, fits: bool) -> None:
    """Fit for an IRI as it stands; nothing in it means anything to a browser or a shell."""
    assert fits == jsonschema_rs.is_valid({"pattern": SLUG}, slug)


# ---------------------------------------------------------------------- what is derived from it
def test_the_context_and_the_field_reference_that_ship_are_those_derived() -> None:
    """Whoever changes a term writes them anew: `make generated`."""
    derived = derived_files(Workspace.find(ROOT / "graph"))

    names = {"context.jsonld", "README.md", "plan.schema.json", "registry.schema.json"}
    assert names == {path.name for path in derived}
    assert derived == {path: path.read_text(encoding="utf-8") for path in derived}


def test_the_context_names_every_term_and_loads_nothing(vocabulary: Vocabulary) -> None:
    """Each class and property by its local name, each collection backwards to its owner."""
    context = vocabulary.context()["@context"]

    assert {vocabulary.local(iri) for iri in vocabulary.classes} <= set(context)
    assert {vocabulary.local(iri) for iri in vocabulary.properties} <= set(context)
    assert {"@reverse": "rrg:isPartOf"} == context["actions"]
    assert {"@id": "rrg:latest", "@type": "xsd:date"} == context["latest"]
    assert {"@id": "rrg:participant", "@type": "@id"} == context["participant"]
    assert [] == [k for k, v in context.items() if k.startswith("@") or isinstance(v, list)]


def test_no_two_terms_of_the_context_have_one_name(vocabulary: Vocabulary) -> None:
    """A borrowed property would take the place of one of ours, in silence."""
    names = [vocabulary.local(iri) for iri in (*vocabulary.classes, *vocabulary.properties)]
    names += [c.key for c in vocabulary.collections if c.through] + list(PREFIXES)
    assert [] == sorted({name for name in names if names.count(name) > 1})


def test_the_schema_is_a_schema(vocabulary: Vocabulary) -> None:
    """Of JSON Schema 2020-12; editors complete keys with it."""
    schema = vocabulary.schema()

    assert jsonschema_rs.meta.is_valid(schema)
    pointed = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
    assert pointed <= set(schema["$defs"])


@pytest.mark.parametrize(
    ("node", "is_right"),
    [
        ({"id": "a", "printed": "by May", "precision": "month", "dueKind": "by"}, True),
        ({"id": "a", "printed": "by May", "precision": "moonth", "dueKind": "by"}, False),
        ({"id": "a", "printed": "by May", "precision": "month"}, False),
        ({"id": "a", "printed": "x", "precision": "day", "dueKind": "by", "latest": "May"}, False),
        ({"id": "a", "printed": "x", "precision": "day", "dueKind": "by", "lates": "x"}, False),
        ({"id": "A", "printed": "by May", "precision": "month", "dueKind": "by"}, False),
        ({"id": "a", "printed": "by May", "precision": "month", "dueKind": ["by"]}, False),
    ],
)
def test_the_schema_knows_a_milestone_from_what_is_none(
    vocabulary: Vocabulary, node: dict[str, Any], is_right: bool
) -> None:
    """Keys, codes, dates, ids, one value or many."""
    schema = vocabulary.schema()
    only = {"$defs": schema["$defs"], "$ref": "#/$defs/Milestone"}
    assert is_right == jsonschema_rs.validator_for(only, validate_formats=True).is_valid(node)
