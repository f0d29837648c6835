"""What the words mean to the machine: ontology + shapes -> fields, JSON-LD context, JSON Schema.

Nothing about a plan's fields is written in Python. A term says in `ontology/rrgraph.ttl` under which
key it stands in YAML, its shape in `ontology/shapes.ttl` says where it may stand and how often; from
these two come the context, the schema, the field reference, and the way a YAML node becomes a node
of the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rrgraph.errors import FaultyFile
from rrgraph.iris import PREFIXES, SCHEMES, TERMS, VOCABULARY_GRAPH, short, term

RDF, RDFS, OWL = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"]
SH, SKOS, XSD = PREFIXES["sh"], PREFIXES["skos"], PREFIXES["xsd"]
TYPE = f"{RDF}type"
CITATION_KEYS = ("section", "row", "column", "quote", "ends", "digest", "source")
MOST_NAMED = 8  # kinds of node that a key may point at and the reference still names
SLUG = r"^[a-z0-9]+([._/-][a-z0-9]+)*$"

_PATTERNS = {  # how a value of a datatype is written in YAML
    "gYear": r"^[0-9]{4}$",
    "integer": r"^-?[0-9]+$",
    "decimal": r"^-?[0-9]+(\.[0-9]+)?$",
    "boolean": r"^(true|false)$",
}
_FORMS = {
    "date": "a day, as 2009-09-30",
    "decimal": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "gYear": "a year, as 2009",
}


class Field(NamedTuple):
    """One key that a node may have in YAML, and the property it becomes."""

    key: str
    name: str  # key in JSON-LD: the property's local name
    iri: str
    kind: str  # text | code | ref | node
    many: bool
    required: bool
    message: str
    datatype: str = ""
    pattern: str = ""
    scheme: str = ""
    default: str = ""  # a concept IRI used when the key is absent
    targets: tuple[str, ...] = ()  # classes a reference may point at
    segments: tuple[str, ...] = ()  # their id segments


class Collection(NamedTuple):
    """One key that holds a list of nodes of a class, and how these hang on their owner."""

    key: str
    cls: str
    segment: str
    through: str  # the property from the node to its owner; empty for nodes that hang on nothing
    owners: tuple[str, ...]
    role: str = ""  # concept of the role, for the keys of a Participation


@dataclass
class ClassSpec:
    """What a node of one class may say in YAML."""

    name: str
    label: str
    fields: dict[str, Field] = field(default_factory=dict)
    defaults: dict[str, Field] = field(default_factory=dict)  # those used when the key is absent
    collections: dict[str, Collection] = field(default_factory=dict)
    subtypes: tuple[str, ...] = ()  # classes to be told apart by `type:`
    cited: bool = False
    quote_required: bool = False
    slug_from: tuple[str, ...] = ()
    shared: bool = False
    editorial: bool = False


class Vocabulary:
    """The ontology folder, read once per run."""

    def __init__(self, folder: Path) -> None:
        """Read every Turtle file below `folder`; a file that is not Turtle is a FaultyFile."""
        self.folder = folder
        self.text: list[Any] = []  # pyoxigraph quads, as loaded into graph/vocabulary
        self.nameless: list[Any] = []  # those that have a blank node in them
        self._about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for path in sorted(folder.rglob("*.ttl")):
            self._read(path)

    def _read(self, path: Path) -> None:
        from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

        graph = NamedNode(VOCABULARY_GRAPH)
        try:
            is_data = path.name != "shapes.ttl"  # shapes speak of data, they are not data
            for quad in parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True):
                subject, predicate, value = quad.triple
                if is_data:
                    is_nameless = type(subject) is BlankNode or type(value) is BlankNode
                    into = self.nameless if is_nameless else self.text
                    into.append(Quad(subject, predicate, value, graph))
                self._about[subject.value][predicate.value].append(value.value)
        except SyntaxError as error:
            hint = "Mend the Turtle; nothing can be read without the ontology."
            raise FaultyFile(
                path, f"this is not Turtle: {error.msg}", hint, error.lineno or 0
            ) from error

    # ------------------------------------------------------------------ asking the ontology
    def values(self, subject: str, predicate: str) -> list[str]:
        """All values of a predicate on a term, as texts or IRIs, in file order."""
        return self._about[subject][predicate] if subject in self._about else []

    def value(self, subject: str, predicate: str, default: str = "") -> str:
        """The one value of a predicate on a term, else `default`."""
        found = self.values(subject, predicate)
        return found[0] if found else default

    def about(self, subject: str) -> Mapping[str, list[str]]:
        """All that is said of a term or shape: predicate -> values, in file order."""
        return self._about.get(subject, {})

    def local(self, iri: str) -> str:
        """The name of a term behind its namespace."""
        return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def label(self, iri: str) -> str:
        """The label of a term or concept, else its local name."""
        return (
            self.value(iri, f"{RDFS}label")
            or self.value(iri, f"{SKOS}prefLabel")
            or self.local(iri)
        )

    def of_type(self, *types: str) -> list[str]:
        """Every named subject of one of the types, sorted."""
        wanted = set(types)
        return sorted(s for s, about in self._about.items() if wanted & set(about.get(TYPE, ())))

    @cached_property
    def classes(self) -> list[str]:
        """Our own classes."""
        return [iri for iri in self.of_type(f"{OWL}Class") if iri.startswith(TERMS)]

    @cached_property
    def _children(self) -> dict[str, set[str]]:
        children: dict[str, set[str]] = defaultdict(set)
        for iri in self.classes:
            for parent in self.values(iri, f"{RDFS}subClassOf"):
                children[parent].add(iri)
        return children

    def superclasses(self, iri: str) -> list[str]:
        """A class and everything above it."""
        found, todo = [], [iri]
        while todo:
            current = todo.pop()
            if current not in found:
                found.append(current)
                todo.extend(self.values(current, f"{RDFS}subClassOf"))
        return found

    def subclasses(self, iri: str) -> list[str]:
        """A class and everything below it."""
        found, todo = [], [iri]
        while todo:
            current = todo.pop()
            if current not in found:
                found.append(current)
                todo.extend(sorted(self._children.get(current, ())))
        return found

    def members(self, iri: str) -> list[str]:
        """A class, or the members of the union it stands for, with all subclasses."""
        listed = self.value(iri, f"{OWL}unionOf")
        parts = self.listed(listed) if listed else [iri]
        return list(dict.fromkeys(sub for part in parts for sub in self.subclasses(part)))

    def listed(self, head: str) -> list[str]:
        """The members of a list in Turtle, given by the node that it begins with."""
        items = []
        while head and head != f"{RDF}nil":
            items.append(self.value(head, f"{RDF}first"))
            head = self.value(head, f"{RDF}rest")
        return items

    def codes(self, scheme: str) -> list[str]:
        """The codes of a concept scheme (given by its IRI), in alphabetical order."""
        return sorted(self._codes.get(scheme, ()))

    @cached_property
    def _codes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for iri in self.of_type(f"{SKOS}Concept"):
            for scheme in self.values(iri, f"{SKOS}inScheme"):
                found[scheme].append(iri.rsplit("/", 1)[-1])
        return found

    @cached_property
    def properties(self) -> list[str]:
        """Our own object and datatype properties, and the borrowed ones that have a key."""
        kinds = (f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty")
        keyed = {s for s, about in self._about.items() if about.get(term("yamlKey"))}
        return sorted({p for p in self.of_type(*kinds) if p.startswith(TERMS)} | keyed)

    # ------------------------------------------------------------------ the YAML side
    @cached_property
    def segments(self) -> dict[str, str]:
        """Class -> segment of its ids: `rrg:Action` -> `action`; inherited from the superclass."""
        found = {}
        for iri in self.classes:
            for upper in self.superclasses(iri):
                segment = self.value(upper, term("idSegment"))
                if segment:
                    found[iri] = segment
                    break
        return found

    @cached_property
    def shared_segments(self) -> set[str]:
        """The first segments of ids that belong to the registry, not to one plan."""
        shared = {s for c, s in self.segments.items() if self.is_marked(c, "isShared")}
        return shared | {"plan", "document"}

    def is_marked(self, cls: str, mark: str) -> bool:
        """Whether a class or a superclass carries the annotation `mark` with value true."""
        return any(self.value(c, term(mark)) == "true" for c in self.superclasses(cls))

    @cached_property
    def collections(self) -> list[Collection]:
        """Every key that holds a list of nodes."""
        found = []
        for iri in self.classes:
            for key in self.values(iri, term("yamlCollection")):
                found.append(self._collection(iri, key, self.segments.get(iri, "")))
        for role in self.of_type(f"{SKOS}Concept"):
            for key in self.values(role, term("yamlCollection")):
                segment = self.value(role, term("idSegment"))
                found.append(self._collection(term("Participation"), key, segment, role))
        return sorted(found, key=lambda c: c.key)

    def _collection(self, cls: str, key: str, segment: str, role: str = "") -> Collection:
        owners = [o for w in self.values(cls, term("writtenUnder")) for o in self.members(w)]
        through = self.value(cls, term("ownedThrough"))
        return Collection(key, cls, segment, through, tuple(dict.fromkeys(owners)), role)

    @cached_property
    def specs(self) -> dict[str, ClassSpec]:
        """Class -> what a node of it may say."""
        return {iri: self._spec(iri) for iri in self.classes}

    @cached_property
    def _shapes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for shape in self.of_type(f"{SH}NodeShape"):
            for target in self.values(shape, f"{SH}targetClass"):
                found[target].extend(self.values(shape, f"{SH}property"))
        return found

    def _spec(self, iri: str) -> ClassSpec:
        spec = ClassSpec(self.local(iri), self.label(iri))
        for upper in reversed(self.superclasses(iri)):
            for shape in self._shapes.get(upper, ()):
                self._add_field(spec, shape)
        spec.defaults = {key: one for key, one in spec.fields.items() if one.default}
        for collection in self.collections:
            if iri in collection.owners:
                spec.collections[collection.key] = collection
        if iri == term("Party") or not self.values(iri, term("yamlCollection")):
            spec.subtypes = tuple(sorted(self.local(c) for c in self.subclasses(iri)[1:]))
        slug = next(
            (v for c in self.superclasses(iri) if (v := self.value(c, term("slugFrom")))), ""
        )
        spec.slug_from = tuple(slug.split())
        spec.shared = self.is_marked(iri, "isShared")
        spec.editorial = self.is_marked(iri, "isEditorial")
        return spec

    def _add_field(self, spec: ClassSpec, shape: str) -> None:
        path = self.value(shape, f"{SH}path")
        if not path.startswith("http"):
            return  # an inverse or sequence path tells of other nodes
        required = int(self.value(shape, f"{SH}minCount", "0")) > 0
        if path == term("citation"):
            spec.cited = True
            spec.quote_required |= required
            return
        own = self.value(shape, f"{SH}name")  # a class may call a shared property its own way
        key = own or self.value(path, term("yamlKey")) or self.local(path)
        if self.value(path, term("isComputed")) == "true":
            return
        old = spec.fields.get(key)
        most = self.value(shape, f"{SH}maxCount")
        pattern = self.value(shape, f"{SH}pattern")
        spec.fields[key] = Field(
            key=key,
            name=self.local(path),
            iri=path,
            required=required or bool(old and old.required),
            many=most != "1" and (old is None or old.many),
            message=self.value(shape, f"{SH}message") or (old.message if old else ""),
            default=self.value(shape, f"{SH}defaultValue") or (old.default if old else ""),
            **self._kind(shape, path, pattern or (old.pattern if old else "")),
        )

    def _kind(self, shape: str, path: str, pattern: str) -> dict[str, Any]:
        scheme = self.value(shape, term("codesFrom")) or self.value(path, term("codesFrom"))
        if scheme:
            return {"kind": "code", "scheme": scheme}
        target = self.value(path, f"{RDFS}range") or self.value(path, term("yamlRange"))
        if f"{OWL}ObjectProperty" in self.values(path, TYPE):
            targets = [c for c in self.members(target) if c in self.segments]
            segments = tuple(dict.fromkeys(self.segments[c] for c in targets))
            kind = "node" if self.value(path, term("isNested")) == "true" else "ref"
            return {"kind": kind, "targets": tuple(targets), "segments": segments}
        datatype = self.local(target) if target.startswith(XSD) else "string"
        return {"kind": "text", "datatype": datatype, "pattern": pattern}

    # ------------------------------------------------------------------ derived artefacts
    def context(self) -> dict[str, Any]:
        """The JSON-LD context: one term a property, class and collection (`context.jsonld`)."""
        terms: dict[str, Any] = {"id": "@id", "type": "@type"}
        terms |= {p: {"@id": base, "@prefix": True} for p, base in sorted(PREFIXES.items())}
        terms |= {self.local(iri): short(iri) for iri in self.classes}
        for iri in self.properties:
            terms[self.local(iri)] = self._context_term(iri)
        for collection in self.collections:
            if collection.through:
                terms[collection.key] = {"@reverse": short(collection.through)}
        return {"@context": terms}

    def _context_term(self, iri: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"@id": short(iri)}
        target = self.value(iri, f"{RDFS}range")
        if f"{OWL}ObjectProperty" in self.values(iri, TYPE):
            entry["@type"] = "@id"
        elif target.startswith(XSD) and target != f"{XSD}string":
            entry["@type"] = short(target)
        return entry

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of our files: `plan` for a plan's merged parts, `registry` for the rest."""
        plan = self._object(self.specs[term("Plan")])
        plan["properties"]["expect"] = _EXPECT
        free = {c.key: c for c in self.collections if self.is_marked(c.cls, "isShared")}
        top = {key: c for key, c in free.items() if not c.through}
        registry = self._object(ClassSpec("registry", "registry", collections=top))
        registry["properties"].pop("id")
        registry["required"] = []
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": {"plan": plan, "registry": registry},
            "$defs": {spec.name: self._object(spec) for spec in self.specs.values()},
        }

    def _object(self, spec: ClassSpec) -> dict[str, Any]:
        properties: dict[str, Any] = {"id": {"type": "string", "pattern": SLUG}}
        required = [] if spec.slug_from else ["id"]
        if spec.subtypes:
            properties["type"] = {"enum": list(spec.subtypes)}
            required.append("type")
        for one in spec.fields.values():
            properties[one.key] = self._property(one)
            if one.required and not one.default:
                required.append(one.key)
        for collection in spec.collections.values():
            properties[collection.key] = _many({"$ref": f"#/$defs/{self.local(collection.cls)}"})
        if spec.cited:
            properties |= {key: {"type": "string", "minLength": 1} for key in CITATION_KEYS}
        schema = {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        if spec.quote_required and "printed" not in required:
            if "printed" in spec.fields:
                schema["anyOf"] = [{"required": ["quote"]}, {"required": ["printed"]}]
            else:
                required.append("quote")
        return schema

    def _property(self, one: Field) -> dict[str, Any]:
        value: dict[str, Any] = {"type": "string", "minLength": 1}
        if one.kind == "code":
            value = {"enum": self.codes(one.scheme)}
        elif one.kind == "node":
            value = {"$ref": f"#/$defs/{self.local(one.targets[0])}"}
        elif one.kind == "ref":
            value["pattern"] = SLUG
        elif one.datatype == "date":
            value |= {"format": "date", "pattern": "^(?!0000)"}  # there is no year 0
        elif one.pattern or one.datatype in _PATTERNS:
            value["pattern"] = one.pattern or _PATTERNS[one.datatype]
        return _many(value) if one.many else value

    def takes(self, one: Field) -> str:
        """What may stand behind a key, in words: codes, ids of what kind, or how a value is written."""
        if one.kind == "code":
            return "one of " + ", ".join(self.codes(one.scheme))
        if one.kind == "node":
            return f"the keys of {self.label(one.targets[0])}"
        if one.kind == "ref" and len(one.segments) == 1:
            return f"id of {self.label(one.targets[0])}"
        if one.kind == "ref" and len(one.segments) > MOST_NAMED:
            return "kind and id of anything, as agency/noms or priority/1.1"
        if one.kind == "ref":
            return "kind and id: " + ", ".join(f"{segment}/…" for segment in one.segments)
        return _FORMS.get(one.datatype, "text")

    def field_names(self) -> Iterator[str]:
        """Every key there is, for "did you mean"."""
        seen: Iterable[str] = (k for s in self.specs.values() for k in (*s.fields, *s.collections))
        yield from dict.fromkeys(seen)


def _many(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": value, "minItems": 1}


_EXPECT = {"type": "object", "additionalProperties": {"type": "string", "pattern": r"^[0-9]+$"}}

__all__ = ["SCHEMES", "ClassSpec", "Collection", "Field", "Vocabulary"]
