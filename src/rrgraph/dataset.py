"""YAML records -> nodes of JSON-LD, one named graph per plan.

The pass over the records mints every node's IRI, resolves every reference, puts the flat citation
keys into a citation node, and numbers the nodes in document order. It follows the vocabulary, knows
no plan, and remembers the file, line and column that each node came from. It also collects what only
it can see: ids used twice, references that point at nothing, counts that differ from `expect:`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from rrgraph.errors import Fault
from rrgraph.iris import (
    REGISTRY_GRAPH,
    THINGS,
    concept,
    editorial_graph,
    plan_graph,
    plan_iri,
    term,
)
from rrgraph.reading import Place, Record, Series, Source
from rrgraph.vocabulary import ClassSpec, Collection, Field, Vocabulary

Node = dict[str, Any]


class Reference(NamedTuple):
    """A pointer from one node to another, and where it is written."""

    source: Source
    place: Place
    node: Node  # the JSON-LD node that holds it
    name: str  # under this key
    key: str  # the key in YAML
    written: str
    iri: str

    def drop(self) -> None:
        """Take the pointer out of its node, so that nothing is derived from a faulty one."""
        value = self.node.get(self.name)
        if isinstance(value, list):
            self.node[self.name] = [iri for iri in value if iri != self.iri]
        elif value == self.iri:
            del self.node[self.name]


@dataclass
class Dataset:
    """All records as nodes of JSON-LD by named graph, and where each node stands in the files."""

    graphs: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    faults: list[Fault] = field(default_factory=list)
    suspects: set[str] = field(default_factory=set)  # nodes with a fault of their own already told


_SAID_OF_PLACE = ("section", "row", "column", "label", "ends", "digest")


def place_in_words(section: str, row: str, column: str) -> str:
    """Where something is printed, as people say it: `section 9, row 1.3.1, LEAD`."""
    named = f"section {section}" if section[:1].isdigit() else section
    return ", ".join(filter(None, (named, row and f"row {row}", column)))


class _Where(NamedTuple):
    """What a node inherits from those it stands in."""

    plan: str  # id of the plan; empty in the registry
    document: str  # IRI of the source document
    iri: str  # of the owner
    base: str  # where ids of nodes below begin
    section: str = ""
    row: str = ""


class Converter:
    """Turns records into nodes; one for a run, since ids must be unique over all files."""

    def __init__(self, vocabulary: Vocabulary, suspects: set[int]) -> None:
        """`suspects` holds the `id()` of records with a structural fault, so that none is told twice."""
        self.vocabulary = vocabulary
        self._suspects = suspects
        self.dataset = Dataset()
        self._order = count(1)
        self._by_key = {c.key: c for c in vocabulary.collections}
        self._segments = frozenset(vocabulary.segments.values())
        self._written: dict[str, Record] = {}  # shared nodes that are written out in place

    # ------------------------------------------------------------------ whole files
    def registry(self, source: Source) -> None:
        """Add one file of the registry."""
        where = _Where("", "", "", THINGS)
        for key, items in source.record.items():
            collection = self._by_key.get(key)
            if collection and isinstance(items, Series):
                nodes = self._nodes(source, items, collection, where)
                self.dataset.graphs[REGISTRY_GRAPH].extend(nodes)

    def plan(self, plan: str, sources: list[Source]) -> None:
        """Add one plan: its parts merge by top-level key into one plan node."""
        spec = self.vocabulary.specs[term("Plan")]
        iri = plan_iri(plan)
        printed: Node = {"id": iri, "type": spec.name, "order": str(next(self._order))}
        judged: Node = {"id": iri}
        document: Any = next((s.record["document"] for s in sources if "document" in s.record), {})
        slug = document.get("id", plan) if isinstance(document, dict) else plan
        if not any(
            s.path.name == "plan.yaml" and id(s.record) not in self._suspects for s in sources
        ):
            self.dataset.suspects.add(iri)
        self._columns = self._read_columns(sources)
        where = _Where(plan, f"{THINGS}document/{slug}", iri, f"{iri}/")
        for source in sources:
            if source.path.name == "plan.yaml":
                self._remember(iri, spec.name, source, source.record.at)
            for key in source.record:
                self._part(source, key, spec, where, printed, judged)
        self.dataset.graphs[plan_graph(plan)].append(printed)
        self.dataset.graphs[editorial_graph(plan)].append(judged)
        self._expected(plan, sources)

    def _part(
        self, source: Source, key: str, spec: ClassSpec, where: _Where, printed: Node, judged: Node
    ) -> None:
        collection = spec.collections.get(key)
        if collection:
            items = source.record[key]
            if isinstance(items, Series):
                editorial = self.vocabulary.specs[collection.cls].editorial
                target = judged if editorial else printed
                target[key] = self._nodes(source, items, collection, where)
        elif key in spec.fields:
            self._field(source, source.record, spec.fields[key], where, printed)

    @staticmethod
    def _read_columns(sources: list[Source]) -> dict[tuple[str, str], str]:
        columns: Any = next((s.record["columns"] for s in sources if "columns" in s.record), [])
        listed = [c for c in columns if isinstance(c, Record)]
        return {(c.get("section", ""), c.get("holds", "")): c.get("heading", "") for c in listed}

    # ------------------------------------------------------------------ nodes
    def _nodes(
        self, source: Source, items: Series, collection: Collection, where: _Where
    ) -> list[Node]:
        found = []
        for item, place in zip(items, items.places, strict=True):
            if isinstance(item, Record):
                found.append(self._node(source, item, collection, where, place))
        return [node for node in found if node]

    def _node(
        self,
        source: Source,
        record: Record,
        collection: Collection,
        where: _Where,
        place: Place,
    ) -> Node:
        """One record as a node, with everything listed under it; empty when it has no id of its own."""
        vocabulary = self.vocabulary
        cls = term(record["type"]) if "type" in record else collection.cls
        spec = vocabulary.specs.get(cls) or vocabulary.specs[collection.cls]
        iri = self._identify(source, record, collection, where, place, spec)
        if not iri:
            return {}
        node: Node = {"id": iri, "type": vocabulary.local(cls), "order": str(next(self._order))}
        if collection.role:
            node["role"] = collection.role
        if where.plan:
            self.dataset.counts[where.plan][collection.key] += 1
        section = record.get("section", where.section)
        row = record.get("row") or self._row(record, spec) or where.row
        inside = _Where(where.plan, where.document, iri, f"{iri}/", section, row)
        self._fill(source, record, spec, inside, node)
        if spec.cited and (quote := record.get("quote") or record.get("printed")):
            node["citation"] = self._citation(source, record, collection, inside, quote)
        return node

    def _identify(
        self,
        source: Source,
        record: Record,
        collection: Collection,
        where: _Where,
        place: Place,
        spec: ClassSpec,
    ) -> str:
        """Mint the IRI of a record; empty, and a fault, when it has no id or one that is taken."""
        slug = record.get("id") or self._slug(record, spec)
        if not slug:
            if id(record) not in self._suspects:
                keys = " or ".join(f"`{key}`" for key in spec.slug_from)
                message = f"this {spec.label} has neither `id` nor {keys}"
                self._fault(source, place, message, "Give it a short `id` of its own.")
            return ""
        top = where.iri in ("", plan_iri(where.plan)) or not self._is_below(collection)
        base = (f"{plan_iri(where.plan)}/" if where.plan else THINGS) if top else where.base
        iri = f"{base}{collection.segment}/{slug}"
        if id(record) in self._suspects:
            self.dataset.suspects.add(iri)
        return iri if self._remember(iri, spec.name, source, place) else ""

    def _fill(
        self, source: Source, record: Record, spec: ClassSpec, inside: _Where, node: Node
    ) -> None:
        """Give a node what its record says, and the defaults for what it leaves out."""
        for key in record:
            if key in spec.fields:
                self._field(source, record, spec.fields[key], inside, node)
            elif key in spec.collections and isinstance(record[key], Series):
                node[key] = self._nodes(source, record[key], spec.collections[key], inside)
        for key, one in spec.defaults.items():
            if key not in record:
                node[one.name] = one.default

    def _is_below(self, collection: Collection) -> bool:
        """Whether ids of a collection stand below their owner's: n-ary nodes do, plan items do not."""
        return collection.through != term("isPartOf")

    def _slug(self, record: Record, spec: ClassSpec) -> str:
        parts = [str(record[key]) for key in spec.slug_from if isinstance(record.get(key), str)]
        slugs = [p.split("/", 1)[1] if p.split("/", 1)[0] in self._segments else p for p in parts]
        return "-".join(slugs)

    def _row(self, record: Record, spec: ClassSpec) -> str:
        """Plan items name their row by number, else by title; other nodes inherit it."""
        if "title" not in spec.fields or not isinstance(record.get("title"), str):
            return ""
        return str(record.get("number") or record["title"])

    def _citation(
        self, source: Source, record: Record, collection: Collection, where: _Where, quote: str
    ) -> Node:
        iri = f"{where.iri}/citation"
        column = record.get("column") or self._columns.get((where.section, collection.key), "")
        document = where.document
        if "source" in record:
            document = f"{THINGS}document/{record['source']}"
        selector = {"id": f"{iri}/quote", "type": "oa:TextQuoteSelector", "exact": quote}
        node: Node = {"id": iri, "type": "Citation", "hasSelector": selector}
        if "source" in record:
            where_written = (source, record.places["source"])
            self._point(*where_written, node, "hasSource", "source", record["source"], document)
        at = (where.section, where.row, column)
        said = (*at, place_in_words(*at), record.get("ends"), record.get("digest"))
        for key, value in zip(_SAID_OF_PLACE, said, strict=True):
            if value:
                node[key] = value
        if document:
            node["hasSource"] = document
        self.dataset.types[iri] = "Citation"
        self.dataset.places[iri] = self.dataset.places[where.iri]
        return node

    # ------------------------------------------------------------------ values
    def _field(self, source: Source, record: Record, one: Field, where: _Where, node: Node) -> None:
        value, place = record[one.key], record.places[one.key]
        if one.kind == "node":
            if isinstance(value, Record):
                node[one.name] = self._nested(source, value, one, where, place)
            return
        values, places = (
            (value, value.places) if isinstance(value, Series) else ((value,), (place,))
        )
        found = [
            self._value(source, one, where, node, text, at)
            for text, at in zip(values, places, strict=True)
            if isinstance(text, str)
        ]
        node[one.name] = found if one.many else found[0] if found else ""

    def _nested(
        self, source: Source, record: Record, one: Field, where: _Where, place: Place
    ) -> Node:
        cls = one.targets[0]
        segment = one.segments[0]
        collection = Collection(one.key, cls, segment, term("isPartOf"), ())
        if segment not in self.vocabulary.shared_segments:
            return self._node(source, record, collection, where, place)
        iri = f"{THINGS}{segment}/{record.get('id')}"
        if self._written.setdefault(iri, record) == record and iri in self.dataset.places:
            return {"id": iri}  # two editions printed in one document say the same of it
        return self._node(source, record, collection, _Where("", "", "", THINGS), place)

    def _value(
        self, source: Source, one: Field, where: _Where, node: Node, text: str, place: Place
    ) -> str:
        if one.kind == "text":
            return text
        if one.kind == "code":
            return concept(one.scheme.rsplit("/", 1)[-1], text)
        iri = self.resolve(text, one, where.plan)
        self._point(source, place, node, one.name, one.key, text, iri)
        return iri

    def resolve(self, written: str, one: Field, plan: str) -> str:
        """The IRI that a reference means: `dom-yh` -> `.../id/agency/dom-yh`, `action/1.1` in its plan.

        An item of another edition has the id of its plan in front: `norfolk-2016/priority/court-mentors`.
        """
        first, _, rest = written.partition("/")
        path = written
        if first not in self._segments and rest.split("/", 1)[0] in self._segments:
            return f"{plan_iri(first)}/{rest}"
        if len(one.segments) == 1 and first != one.segments[0]:
            first, path = one.segments[0], f"{one.segments[0]}/{written}"
        if first in self.vocabulary.shared_segments or not plan:
            return THINGS + path
        return f"{plan_iri(plan)}/{path}"

    def _point(
        self, source: Source, place: Place, node: Node, name: str, key: str, written: str, iri: str
    ) -> None:
        reference = Reference(source, place, node, name, key, written, iri)
        self.dataset.references.append(reference)

    # ------------------------------------------------------------------ book-keeping
    def _remember(self, iri: str, kind: str, source: Source, place: Place) -> bool:
        if iri in self.dataset.places:
            file, line, _ = self.dataset.places[iri]
            hint = f"It already stands at {file}:{line}; give one of the two another id."
            slug = iri.removeprefix(THINGS)
            self._fault(source, place, f"the id {slug} is used twice", hint)
            return False
        self.dataset.places[iri] = (source.shown, *place)
        self.dataset.types[iri] = kind
        return True

    def _expected(self, plan: str, sources: list[Source]) -> None:
        counts = self.dataset.counts[plan]
        for source in sources:
            expect = source.record.get("expect")
            if not isinstance(expect, Record):
                continue
            for key, wanted in expect.items():
                if key not in self._by_key:
                    near = self.vocabulary.collections
                    hint = "Count one of: " + ", ".join(c.key for c in near if c.through) + "."
                    self._fault(source, expect.places[key], f"`{key}` cannot be counted", hint)
                elif str(counts[key]) != wanted:
                    hint = "Find what is missing or too much, or correct the expectation."
                    message = f"{wanted} {key} are expected, {counts[key]} are there"
                    self._fault(source, expect.places[key], message, hint)

    def _fault(self, source: Source, place: Place, message: str, hint: str) -> None:
        self.dataset.faults.append(source.fault(place, message, hint))
