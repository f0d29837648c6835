"""Nodes of JSON-LD -> N-Triples, by the context that the vocabulary makes.

A dataset's nodes are JSON-LD, and any JSON-LD processor makes the same statements of them (a test
holds that). They use little of it: nodes within nodes, lists, texts, and what the context says of a
key. So they are written down directly, which takes a third of the time, and one graph at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
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
    """Writes the nodes of a graph as N-Triples."""

    def __init__(self, context: dict[str, Any]) -> None:
        """`context` is that of the vocabulary: `{"@context": {...}}`."""
        self._terms: dict[str, Any] = context["@context"]  # a name, or what is said of it
        self._ways = {
            key: self._way(said)
            for key, said in self._terms.items()
            if isinstance(said, dict) and "@prefix" not in said
        }
        self._kind = cache(lambda name: _named(self._expanded(name)))  # few kinds, many nodes

    def written(self, nodes: Iterable[dict[str, Any]]) -> bytes:
        """The statements of some nodes."""
        lines: list[str] = []
        for node in nodes:
            self._node(node, lines)
        return "".join(lines).encode()

    def _node(self, node: dict[str, Any], lines: list[str]) -> str:
        """Write down a node and all that stands below it; returns its name."""
        subject = _named(node["id"])
        for key, value in node.items():
            if key == "type":
                lines.append(f"{subject} {_TYPE} {self._kind(value)} .\n")
            elif key != "id":
                predicate, is_reverse, is_iri, datatype = self._ways[key]
                for one in value if isinstance(value, list) else (value,):
                    if isinstance(one, dict):
                        other = self._node(one, lines)
                        first, last = (other, subject) if is_reverse else (subject, other)
                        lines.append(f"{first} {predicate} {last} .\n")
                    elif not is_iri:
                        lines.append(f"{subject} {predicate} {quoted(one)}{datatype} .\n")
                    elif one:
                        lines.append(f"{subject} {predicate} {_named(one)} .\n")
        return subject

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
    """An IRI as N-Triples have it; what no IRI may hold is written by its number."""
    if _UNSAFE.search(iri):
        iri = _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04X}", iri)
    return f"<{iri}>"
