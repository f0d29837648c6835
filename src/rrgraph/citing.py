"""Digests of long passages, written beside their first and last words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rrgraph.documents import Document, digest
from rrgraph.editing import set_beside
from rrgraph.errors import Fault, FaultyData
from rrgraph.loading import Loaded
from rrgraph.reading import Record, Series, Source


def cite(loaded: Loaded, documents: Mapping[str, Path]) -> dict[str, int]:
    """Write the digest of every passage with `quote` and `ends`; file -> how many were written.

    `documents` maps a plan to the text of its document. FaultyData, and nothing written, if a
    passage is not found.
    """
    todo: list[tuple[Source, list[tuple[Record, str, str, str]]]] = []
    faults: list[Fault] = []
    for plan, path in documents.items():
        document = Document(path)
        for source in loaded.sources[plan]:
            found = []
            for record in _with_ends(source.record):
                first = record.get("quote") or record.get("printed", "")
                passage = document.passage(first, record["ends"])
                if passage:
                    found.append((record, "ends", "digest", digest(passage)))
                else:
                    message = f'"{record["ends"]}" does not follow "{first}" in {document.name}'
                    hint = "Copy the first and the last words of one passage."
                    faults.append(source.fault(record.places["ends"], message, hint))
            todo.append((source, found))
    if faults:
        raise FaultyData(faults)
    written = {source.shown: set_beside(source.path, found) for source, found in todo if found}
    return {shown: count for shown, count in written.items() if count}


def _with_ends(value: Any) -> Iterator[Record]:
    """Every record below a value that has `ends`."""
    if isinstance(value, Record):
        if "ends" in value:
            yield value
        for inner in value.values():
            yield from _with_ends(inner)
    elif isinstance(value, Series):
        for inner in value:
            yield from _with_ends(inner)
