"""Help that prevents silence: why a query of one's own finds nothing, or not what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rrgraph.errors import did_you_mean
from rrgraph.iris import PREFIXES, short
from rrgraph.knowledge import Knowledge
from rrgraph.limits import OverTheLimit, within
from rrgraph.plaintext import printable
from rrgraph.queries import Query, own_terms
from rrgraph.store import Store, masked

MOST_PATTERNS = 12  # looked at together
MOST_CHOICES = 5000  # looked through for the nearest
SECONDS_FOR_WHY = 5.0
_DAY_AS_TEXT = re.compile(r"""(?<=[<>=(,\s])(["']\d{4}-\d\d-\d\d["'])(?!\^)""")


def doubts(kg: Knowledge, query: Query) -> list[str]:
    """What may be a slip in a query, before it is asked; fit for a terminal whatever stands in it."""
    return [printable(said) for said in (*unknown_terms(kg, query.text), *unbound_columns(query))]


def unknown_terms(kg: Knowledge, sparql: str) -> Iterator[str]:
    """Each term of ours that the ontology does not have, with the nearest that it has."""
    described = {
        row["term"].removeprefix(PREFIXES["rrg"])
        for row in kg.store.select("SELECT DISTINCT ?term { ?term rdfs:isDefinedBy ?ontology }")
    }
    for prefix, base in re.findall(r"(?im)^\s*PREFIX\s+([\w-]+):\s*<([^>\s]*)>", sparql):
        if base != PREFIXES.get(prefix, base):
            usual = f"the plans use <{PREFIXES[prefix]}>"
            yield f"{prefix}: stands for <{base}> in this query; {usual}."
    for name in sorted(own_terms(sparql) - described):
        near = did_you_mean(name, described)
        yield f"the ontology has no term rrg:{name}. {near}".rstrip()


def unbound_columns(query: Query) -> Iterator[str]:
    """Each variable that the SELECT asks for and no pattern has, so that its column is empty."""
    head, opened, rest = masked(query.text).partition("{")
    selected = re.split(r"\bSELECT\b", head, flags=re.IGNORECASE)[-1]
    if (
        query.form != "SELECT" or not opened or "(" in selected
    ):  # what is computed has a name of its own
        return
    there = set(re.findall(r"[?$](\w+)", rest))
    for name in dict.fromkeys(re.findall(r"[?$](\w+)", selected)):
        if name not in there:
            near = did_you_mean(name, there)
            yield f"?{name} stands in no pattern, so its column is empty. {near}".rstrip()


def why_empty(kg: Knowledge, query: Query, bindings: Mapping[str, Any]) -> list[str]:
    """Why a query found nothing, where that can be told soon; else empty. Fit for a terminal, too."""
    return [printable(said) for said in _why_empty(kg, query, bindings)]


def _why_empty(kg: Knowledge, query: Query, bindings: Mapping[str, Any]) -> list[str]:
    """One reason or more.

    The patterns that match nothing even alone, with what would match in their place; where there
    is none, the pattern with which those before it no longer match.
    """
    try:
        patterns = list(dict.fromkeys(_patterns(query.text)))
    except Exception:  # whatever the other parser does not know: the answer stays as it was
        return []
    blamed = [one for one in patterns if not _matches(kg.store, [one], bindings)]
    if blamed:
        return [f"nothing matches {_said(one, bindings)}.{_instead(kg, one)}" for one in blamed]
    is_nested = query.text.upper().count("SELECT") > 1  # equal names need not mean the same
    if is_nested or kg.library.is_shipped(query) or not 1 <= len(patterns) <= MOST_PATTERNS:
        return []
    try:
        count = within(SECONDS_FOR_WHY, _together, kg.store, patterns, bindings)
    except OverTheLimit:
        return []
    if count == len(patterns):
        others = "a FILTER, MINUS, VALUES, UNION, GRAPH or OFFSET"
        told = [f"all patterns match together, so {others} leaves nothing."]
        day = _DAY_AS_TEXT.search(query.text)
        return [*told, f"{day[1]} is a text; a day is {day[1]}^^xsd:date."] if day else told
    return [
        f"{_said(patterns[count], bindings)} matches something alone, but nothing that matches "
        f"{' . '.join(one.text for one in patterns[:count])}."
    ]


class _Pattern(NamedTuple):
    """A triple pattern as SPARQL, and what is constant in it."""

    text: str
    predicate: str  # IRI, or empty
    value: str  # the object as text: an IRI or a literal; empty for a variable


def _matches(store: Store, patterns: list[_Pattern], bindings: Mapping[str, Any]) -> bool:
    text = " . ".join(one.text for one in patterns)
    return bool(store.query(f"ASK {{ {text} }}", _bound(text, bindings)))


def _together(store: Store, patterns: list[_Pattern], bindings: Mapping[str, Any]) -> int:
    """How many of the patterns, from the first on, still match together."""
    for count in range(1, len(patterns) + 1):
        if not _matches(store, patterns[:count], bindings):
            return count - 1
    return len(patterns)


def _bound(text: str, bindings: Mapping[str, Any]) -> dict[str, Any]:
    names = set(re.findall(r"\?(\w+)", text))
    return {name: value for name, value in bindings.items() if name in names}


def _said(pattern: _Pattern, bindings: Mapping[str, Any]) -> str:
    values = [f"?{k} = {short(v.value)}" for k, v in sorted(_bound(pattern.text, bindings).items())]
    return f"{pattern.text}{' with ' + ', '.join(values) if values else ''}"


def _instead(kg: Knowledge, pattern: _Pattern) -> str:
    """What the data have in place of a value or property that they do not have."""
    from pyoxigraph import NamedNode
    from rapidfuzz import fuzz, process

    if pattern.value and pattern.predicate:
        sparql = f"SELECT DISTINCT ?one ?p WHERE {{ ?s ?p ?one }} LIMIT {MOST_CHOICES}"
        rows = kg.store.select(sparql, {"p": NamedNode(pattern.predicate)}).rows
    elif pattern.predicate.startswith(PREFIXES["rrg"]):  # see `unknown_terms`
        return ""
    else:
        rows = kg.store.select(f"SELECT DISTINCT ?one {{ ?s ?one ?o }} LIMIT {MOST_CHOICES}").rows
    given = short(pattern.value or pattern.predicate)
    choices = {short(row[0].value): row[0] for row in rows}
    near = process.extractOne(
        given, choices.keys(), scorer=fuzz.ratio, processor=_own_name, score_cutoff=75
    )
    if not near and choices and pattern.value == given and all(map(_is_name, choices.values())):
        asked = f'?it rdfs:label "{given}"'
        return f" What stands there is an item, not a text: ask of ?it, and {asked}."
    is_number = not re.search(r"[^\W\d]", given)  # the nearest number is no better than another
    if not near or (is_number and near[0] != given):
        return ""
    term = choices[near[0]]
    is_name = _is_name(term)
    if is_name and near[0] == given:  # it is there, but not together with the rest of the pattern
        return ""
    return f" Did you mean {near[0] if is_name else term}?"


def _is_name(term: Any) -> bool:
    """Whether a term is an IRI."""
    return type(term).__name__ == "NamedNode"


def _own_name(name: str) -> str:
    """A name without its prefix, which all of its kind share."""
    return name.rpartition(":")[2]


def _patterns(sparql: str) -> Iterator[_Pattern]:
    """The triple patterns of a query; what is optional or negated may match nothing."""
    from rdflib import Graph, URIRef, Variable
    from rdflib.namespace import NamespaceManager
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.term import BNode

    names = NamespaceManager(Graph(), bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        names.bind(prefix, base)
    for triple in _triples(translateQuery(parseQuery(sparql), initNs=PREFIXES).algebra):
        text = " ".join(str(one.n3(names)).replace("_:", "?") for one in triple)
        predicate, value = triple[1:]
        yield _Pattern(
            text,
            str(predicate) if isinstance(predicate, URIRef) else "",
            "" if isinstance(value, Variable | BNode) else str(value),
        )


def _triples(part: Any) -> Iterator[Any]:
    """The triples that every answer must match: of a union, one side may be empty."""
    name = getattr(part, "name", "")
    if name == "BGP":
        yield from part.triples
    elif name and name != "Union":
        sides = ("p1",) if name in ("LeftJoin", "Minus") else ("p", "p1", "p2")
        for side in sides:
            yield from _triples(part.get(side))
