"""The plans as two tables with a description that programs read: CSV on the Web, in one archive."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any, BinaryIO

from rrgraph.exports._network import EDGE, NODE, network
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import in_cell
from rrgraph.workbooks import archive

SUMMARY = "CSV in a zip: nodes.csv and edges.csv, with W3C CSVW metadata"
SUFFIX = ".csv.zip"
BINARY = True

NODES = {  # column -> what it holds
    "id": "The short name of the thing, as commands take it",
    "iri": "Its name on the Web",
    "label": "Number and title, or name",
    "kind": "plan, theme, priority, action, agency, board, post, partner group, policy target, ...",
    "number": "The number or code printed with it",
    "title": "Its heading or short name",
    "text": "What it says, in the curators' words",
    "plan": "The plan edition that it is an item of; empty for what plans share",
    "theme": "The theme that an item stands in",
    "above": "Of a body, the one that it is a unit of or a post in",
}
EDGES = {
    "from": "The thing that the link starts from",
    "to": "The thing that it leads to",
    "relation": "What joins them; several relations stand one after the other",
    "printed": "The words of the plan that say so",
    "basis": "stated, positional, editorial or derived",
}


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the archive; a cell that a spreadsheet would run as a formula gets an apostrophe."""
    graph = network(kg, plans)
    nodes = [[node, *(graph.nodes[node][name] for name in ("iri", *NODE))] for node in graph]
    edges = [[*edge, *(graph.edges[edge][name] for name in EDGE)] for edge in graph.edges]
    files = {
        "nodes.csv": _table(NODES, nodes),
        "edges.csv": _table(EDGES, edges),
        "csv-metadata.json": json.dumps(METADATA, indent=2).encode(),
    }
    out.write(archive(files))


def _table(columns: Iterable[str], rows: Iterable[list[str]]) -> bytes:
    out = StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(columns)
    lines.writerows([in_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _schema(columns: dict[str, str], **more: Any) -> dict[str, Any]:
    described = [
        {
            "name": name,
            "titles": name,
            "dc:description": said,
            "datatype": "anyURI" if name == "iri" else "string",
        }
        for name, said in columns.items()
    ]
    return {"columns": described, **more}


def _key(column: str) -> dict[str, Any]:
    reference = {"resource": "nodes.csv", "columnReference": "id"}
    return {"columnReference": column, "reference": reference}


METADATA = {
    "@context": "http://www.w3.org/ns/csvw",
    "dc:title": "Joint delivery plans to reduce reoffending: their things, and what joins them",
    "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
    "tables": [
        {"url": "nodes.csv", "tableSchema": _schema(NODES, primaryKey="id")},
        {
            "url": "edges.csv",
            "tableSchema": _schema(
                EDGES, primaryKey=["from", "to"], foreignKeys=[_key("from"), _key("to")]
            ),
        },
    ],
}
