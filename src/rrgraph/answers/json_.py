"""An answer as SPARQL 1.1 Results JSON."""

from __future__ import annotations

import json
from typing import Any, TextIO

from rrgraph.iris import PREFIXES
from rrgraph.store import Table

SUMMARY = "SPARQL 1.1 Results JSON, for other programs"
SUFFIX = ".srj"
OF = "rows"
_TEXT = f"{PREFIXES['xsd']}string"
_WITH_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def write(answer: Table | bool, out: TextIO) -> None:
    """Write the standard's object; an unbound cell is not there."""
    told: dict[str, Any]
    if isinstance(answer, bool):
        told = {"head": {}, "boolean": answer}
    else:
        rows = [
            {
                column: _term(value)
                for column, value in zip(answer.columns, row, strict=True)
                if value is not None
            }
            for row in answer.rows
        ]
        told = {"head": {"vars": answer.columns}, "results": {"bindings": rows}}
    json.dump(told, out, ensure_ascii=False, separators=(",", ":"))
    out.write("\n")


def _term(term: Any) -> dict[str, str]:
    kind = type(term).__name__
    if kind == "NamedNode":
        return {"type": "uri", "value": term.value}
    if kind == "BlankNode":
        return {"type": "bnode", "value": term.value}
    told = {"type": "literal", "value": term.value}
    if term.language:
        return told | {"xml:lang": term.language}
    datatype = term.datatype.value
    return told if datatype in (_TEXT, _WITH_LANGUAGE) else told | {"datatype": datatype}
