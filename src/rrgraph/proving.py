"""Whether data conform to the shapes, found out without a SHACL engine.

An engine first reads all data into a form of its own, which takes longer than the rest of `check`
together. Most of what shapes ask holds already where reading found no fault: the schema, which is
made of the same shapes, has held every key to its form and number. What is left is asked of the store
as SPARQL: is there a node that breaks it? Only if there is one, or if a shape asks what is not known
here, an engine has to say which, and how. So nothing is lost: when in doubt, an engine is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from rrgraph.iris import INFERRED_GRAPH, PREFIXES, term
from rrgraph.loading import Loaded
from rrgraph.store import Store
from rrgraph.vocabulary import TYPE, Vocabulary

OA, SH, XSD = PREFIXES["oa"], PREFIXES["sh"], PREFIXES["xsd"]
Held = dict[str, set[tuple[str, str]]]  # class -> (property, demand, or the class or type demanded)
_SAID = {  # what a property shape says that is no demand
    *(f"{SH}{name}" for name in ("path", "message", "name", "defaultValue")),
    *(term("codesFrom"), TYPE),
}
_MADE = {  # a node is made once, and is given these once, as texts
    *((term(name), "maxCount") for name in ("order", "citation", "section", "row", "column")),
    *((term(name), "maxCount") for name in ("ends", "digest")),
    *((term(name), f"{XSD}string") for name in ("section", "row", "column", "ends", "digest")),
    *((term("citation"), term("Citation")), (term("order"), f"{XSD}integer")),
    *((f"{OA}{name}", "maxCount") for name in ("hasSource", "hasSelector", "exact")),
    (f"{OA}exact", "minCount"),
}
_BY_SCHEMA = {"minCount", "maxCount", "datatype", "pattern", "node"}
_WHOLE = {"property", "xone", "not", "sparql", "message", "targetClass", "targetSubjectsOf"}


class _Unknown(Exception):
    """A shape demands what cannot be asked here."""


def conform(loaded: Loaded, store: Store) -> bool:
    """Whether all shapes hold in a store with everything derived; False also where none can tell.

    Only for data in which reading found no fault.
    """
    return not breaks(loaded.vocabulary, store, held(loaded, store))


def breaks(vocabulary: Vocabulary, store: Store, holds: Held) -> bool:
    """Whether a node may break a shape in what does not hold anyway."""
    try:
        return any(store.query(ask) for ask in _questions(vocabulary, store, holds))
    except _Unknown:
        return True


def _questions(vocabulary: Vocabulary, store: Store, holds: Held) -> Iterator[str]:
    """One ASK a shape: is there a node that breaks it?"""
    types = set(store.select("SELECT DISTINCT ?type { ?any a ?type }").column("type"))
    for shape in vocabulary.of_type(f"{SH}NodeShape"):
        for target in vocabulary.values(shape, f"{SH}targetClass"):
            if classes := types.intersection(vocabulary.subclasses(target)):
                demands = _Demands(vocabulary, holds.get(target, set())).of(shape)
                listed = f"VALUES ?type {{ {_names(sorted(classes))} }}"
                yield from _asked(f"{listed} ?this a ?type", demands)
        for property_ in vocabulary.values(shape, f"{SH}targetSubjectsOf"):
            demands = _Demands(vocabulary, set()).of(shape)
            yield from _asked(f"?this <{property_}> ?any", demands)
        for written in vocabulary.values(shape, f"{SH}sparql"):
            select = vocabulary.value(written, f"{SH}select")
            yield f"ASK {{ {{ {select.replace('$this', '?this')} }} }}"


def _asked(target: str, demands: Iterable[str]) -> Iterator[str]:
    if said := " && ".join(demands):
        yield f"ASK {{ {target} FILTER(!({said})) }}"


# ---------------------------------------------------------------------- what reading has seen to
def held(loaded: Loaded, store: Store) -> Held:
    """What the schema, and the way nodes are made, see to in data without a fault."""
    vocabulary = loaded.vocabulary
    open_ = set(store.select(_INFERRED).column("property"))  # values may come from elsewhere
    open_ |= {collection.through for collection in vocabulary.collections}
    kinds = _pointed_at(loaded)
    made = {(name, demand) for name, demand in _MADE if name not in open_}
    holds: Held = {cls: set(made) for cls in (*vocabulary.classes, f"{OA}TextQuoteSelector")}
    for cls in _read_as_themselves(vocabulary):
        fields = list(vocabulary.specs[cls].fields.values())
        keys = Counter(one.iri for one in fields)
        for one in fields:
            if keys[one.iri] == 1 and one.iri not in open_:
                holds[cls] |= {(one.iri, demand) for demand in _BY_SCHEMA}
                holds[cls] |= {(one.iri, kind) for kind in kinds[one.name]}
    return holds


def _pointed_at(loaded: Loaded) -> dict[str, set[str]]:
    """Property name -> every class of which all is that it points at."""
    vocabulary, dataset = loaded.vocabulary, loaded.dataset
    met: dict[str, set[str]] = defaultdict(set)
    for reference in dataset.references:
        met[reference.name].add(dataset.types.get(reference.iri, ""))
    above = {vocabulary.local(cls): set(vocabulary.superclasses(cls)) for cls in vocabulary.classes}
    return defaultdict(
        set,
        {
            name: set.intersection(*(above.get(kind, set()) for kind in kinds))
            for name, kinds in met.items()
        },
    )


def _read_as_themselves(vocabulary: Vocabulary) -> Iterator[str]:
    """Classes whose every node was held to the shapes of that class, not to those above it alone."""
    listed = {collection.cls for collection in vocabulary.collections} | {term("Plan")}
    for spec in vocabulary.specs.values():
        listed |= {one.targets[0] for one in spec.fields.values() if one.kind == "node"}
    for cls in vocabulary.classes:
        above, below = vocabulary.superclasses(cls), vocabulary.subclasses(cls)
        if listed.intersection(below) and not listed.intersection(above) - {cls}:
            yield cls


_INFERRED = f"SELECT DISTINCT ?property {{ GRAPH <{INFERRED_GRAPH}> {{ ?any ?property ?value }} }}"


# ---------------------------------------------------------------------- what is left
class _Demands:
    """What shapes demand of ?this, as SPARQL that is true where it is met."""

    def __init__(self, vocabulary: Vocabulary, held: set[tuple[str, str]]) -> None:
        self.vocabulary, self.held = vocabulary, held
        self._numbers = count(1)

    def of(self, shape: str) -> Iterator[str]:
        """Each demand of a shape that is not held anyway."""
        about = self.vocabulary.about(shape)
        if unknown := {key.removeprefix(SH) for key in about} - _WHOLE - {TYPE}:
            raise _Unknown(*unknown)
        for part in about.get(f"{SH}property", ()):
            yield from self._property(part)
        for part in about.get(f"{SH}not", ()):
            yield f"!({self._all(part)})"
        for head in about.get(f"{SH}xone", ()):
            parts = [f"IF({self._all(part)}, 1, 0)" for part in self.vocabulary.listed(head)]
            yield f"({' + '.join(parts)} = 1)"

    def _all(self, shape: str) -> str:
        """All demands of a part that other parts are weighed against: none of it is held."""
        return " && ".join(_Demands(self.vocabulary, set()).of(shape)) or "true"

    def _property(self, shape: str) -> Iterator[str]:
        path = self.vocabulary.value(shape, f"{SH}path")
        if not path.startswith("http"):
            raise _Unknown("path")
        for key, values in self.vocabulary.about(shape).items():
            demand = key.removeprefix(SH)
            for value in values if key not in _SAID else ():
                if not self.held.intersection({(path, demand), (path, value)}):
                    yield self._demand(f"<{path}>", demand, value)

    def _demand(self, path: str, demand: str, value: str) -> str:
        one, other = (f"?v{next(self._numbers)}" for _ in "ab")
        if (demand, value) == ("minCount", "1"):
            return f"EXISTS {{ ?this {path} {one} }}"
        if (demand, value) == ("maxCount", "0"):
            return f"NOT EXISTS {{ ?this {path} {one} }}"
        if demand == "hasValue":
            return f"EXISTS {{ ?this {path} <{value}> }}"
        if demand == "disjoint":
            return f"NOT EXISTS {{ ?this {path} {one} ; <{value}> {one} }}"
        if demand in _BESIDE:
            beside = f"?this {path} {one} ; <{value}> {other}"
            met = f"COALESCE({one} {_BESIDE[demand]} {other}, false)"
        elif (demand, value) == ("maxCount", "1"):
            beside, met = f"?this {path} {one}, {other}", f"sameTerm({one}, {other})"
        else:
            beside, met = f"?this {path} {one}", self._met(one, other, demand, value)
        return f"NOT EXISTS {{ {beside} FILTER(!({met})) }}"

    def _met(self, one: str, other: str, demand: str, value: str) -> str:
        """What each value of a property has to be."""
        if demand == "class":
            classes = _names(self.vocabulary.subclasses(value))
            return f"EXISTS {{ VALUES {other} {{ {classes} }} {one} a {other} }}"
        if demand == "pattern":
            return f"COALESCE(REGEX(STR({one}), {_text(value)}), false)"
        if demand == "node":
            scheme = self._scheme(value)
            return f"EXISTS {{ {one} <{PREFIXES['skos']}inScheme> <{scheme}> }}"
        if demand == "datatype":  # a text that is called a day must be one: it is read as such
            read = f"STRLEN(STR(<{value}>(STR({one})))) >= 0"
            return f"COALESCE(DATATYPE({one}) = <{value}> && {read}, false)"
        raise _Unknown(demand)

    def _scheme(self, shape: str) -> str:
        """The scheme that a shape of the form `In-role` wants its codes from."""
        part = self.vocabulary.value(shape, f"{SH}property")
        said = self.vocabulary.about(part)
        demands = [key for key in said if key not in _SAID]
        path = self.vocabulary.value(part, f"{SH}path")
        scheme = self.vocabulary.value(part, f"{SH}hasValue")
        if (path, demands) != (f"{PREFIXES['skos']}inScheme", [f"{SH}hasValue"]):
            raise _Unknown("node")
        return scheme


_BESIDE = {"lessThan": "<", "lessThanOrEquals": "<="}


def _names(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
