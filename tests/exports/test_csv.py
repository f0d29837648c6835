"""The plans as CSV on the Web."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import rrgraph
from rrgraph.exports import exported
from rrgraph.exports._network import network
from rrgraph.knowledge import Knowledge

ACTIONS = """
themes:
- id: "1"
  title: One theme
  section: "9"
  priorities:
  - id: "1.1"
    title: First
    actions:
    - {id: a, title: "=HYPERLINK(1)", text: "+44, for \\"all\\"", quote: words}
"""


def files(content: bytes) -> dict[str, str]:
    """The archive, as zipfile reads it."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(text: str) -> list[dict[str, str]]:
    """A table as the csv module reads it."""
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.fixture(scope="module")
def archive(shipped: Knowledge) -> dict[str, str]:
    """All plans."""
    return files(exported("csv", shipped))


def test_the_tables_hold_every_node_and_edge(archive: dict[str, str], shipped: Knowledge) -> None:
    """In one order, by name."""
    graph = network(shipped, [])

    assert list(graph) == [row["id"] for row in rows(archive["nodes.csv"])]
    assert list(graph.edges) == [(row["from"], row["to"]) for row in rows(archive["edges.csv"])]


def test_the_metadata_describe_every_column(archive: dict[str, str]) -> None:
    """As CSV on the Web asks: in order, by the titles that the files print; keys are kept."""
    metadata: Any = json.loads(archive["csv-metadata.json"])
    assert "http://www.w3.org/ns/csvw" == metadata["@context"]
    tables = {table["url"]: table["tableSchema"] for table in metadata["tables"]}
    assert {"nodes.csv", "edges.csv"} == set(tables) == set(archive) - {"csv-metadata.json"}
    for name, schema in tables.items():
        found = rows(archive[name])
        assert [column["titles"] for column in schema["columns"]] == list(found[0])
        keys = schema["primaryKey"]
        keys = [keys] if isinstance(keys, str) else keys
        assert len(found) == len({tuple(row[key] for key in keys) for row in found})
    ids = {row["id"] for row in rows(archive["nodes.csv"])}
    for key in tables["edges.csv"]["foreignKeys"]:
        assert {"resource": "nodes.csv", "columnReference": "id"} == key["reference"]
        assert {row[key["columnReference"]] for row in rows(archive["edges.csv"])} <= ids


def test_no_cell_is_run_as_a_formula(make_graph: Callable[..., Path]) -> None:
    """What begins like one gets an apostrophe; quotes and commas come back."""
    kg = rrgraph.open(make_graph(actions=ACTIONS))
    (row,) = (r for r in rows(files(exported("csv", kg))["nodes.csv"]) if r["kind"] == "action")

    assert ("'=HYPERLINK(1)", '\'+44, for "all"') == (row["title"], row["text"])
