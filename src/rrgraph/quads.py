"""Nodes of JSON-LD -> N-Quads, by the context that the vocabulary makes.

A dataset's nodes are JSON-LD, and any JSON-LD processor makes the same quads of them (a test holds
that). They use little of it: nodes within nodes, lists, texts, and what the context says of a key. So
they are written down directly, which takes a third of the time, and one graph at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from rrgraph.iris import PREFIXES

_TYPE = f"<{PREFIXES['rdf']}type>"
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')  # what no IRI may hold


class _Way(NamedTuple):
    """How a key leads from a node to its values."""

    predicate: str
    is_reverse: bool  # the value points at the node
    is_iri: bool
    datatype: str  # of texts, as it stands behind them


class Writer:
    """Writes the nodes of a graph as N-Quads."""

    def __init__(self, context: dict[str, Any]) -> None:
        """`context` is that of the vocabulary: `{"@context": {...}}`."""
        self._terms: dict[str, Any] = context["@context"]  # a name, or what is said of it
        self._ways = {
            key: self._way(said)
            for key, said in self._terms.items()
            if isinstance(said, dict) and "@prefix" not in said
        }

    def written(self, graph: str, nodes: Iterable[dict[str, Any]]) -> bytes:
        """The quads of some nodes, in a graph of that name."""
        lines: list[str] = []
        for node in nodes:
            self._node(node, f" <{graph}> .\n", lines)
        return "".join(lines).encode()

    def _node(self, node: dict[str, Any], end: str, lines: list[str]) -> None:
        subject = _named(node["id"])
        for key, value in node.items():
            if key == "type":
                lines.append(f"{subject} {_TYPE} {_named(self._expanded(value))}{end}")
            elif key != "id":
                values = value if isinstance(value, list) else (value,)
                self._values(subject, self._ways[key], values, end, lines)

    def _values(
        self, subject: str, way: _Way, values: Iterable[Any], end: str, lines: list[str]
    ) -> None:
        predicate, is_reverse, is_iri, datatype = way
        for value in values:
            if isinstance(value, dict):
                self._node(value, end, lines)
                other = _named(value["id"])
                first, last = (other, subject) if is_reverse else (subject, other)
                lines.append(f"{first} {predicate} {last}{end}")
            elif not is_iri:
                lines.append(f"{subject} {predicate} {quoted(value)}{datatype}{end}")
            elif value:
                lines.append(f"{subject} {predicate} {_named(value)}{end}")

    def _way(self, said: dict[str, str]) -> _Way:
        reverse = said.get("@reverse", "")
        kind = said.get("@type", "")
        return _Way(
            predicate=_named(self._expanded(reverse or said["@id"])),
            is_reverse=bool(reverse),
            is_iri=kind == "@id",
            datatype=f"^^{_named(self._expanded(kind))}" if kind not in ("", "@id") else "",
        )

    def _expanded(self, name: str) -> str:
        """`Action` or `rrg:Action` as an IRI."""
        known = str(self._terms.get(name, name))
        prefix, _, local = known.partition(":")
        return PREFIXES[prefix] + local if prefix in PREFIXES else known


def _named(iri: str) -> str:
    """An IRI as N-Quads have it; what no IRI may hold is written by its number."""
    if _UNSAFE.search(iri):
        iri = _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04X}", iri)
    return f"<{iri}>"
