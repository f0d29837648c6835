"""What was read last time, kept for the next: files that have not changed are not read again.

One file for each state of graph, ontology and queries, named by a digest of them all and of the
program itself, in the user's folder for such things (RRGRAPH_CACHE names another, `off` none). It
may be deleted at any time. Faulty data are never kept, and a file that is not whole is not used.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from rrgraph.errors import UsageError
from rrgraph.keeping import home, program
from rrgraph.knowledge import Knowledge
from rrgraph.loading import Loaded, load
from rrgraph.outputs import write_whole
from rrgraph.queries import Library
from rrgraph.reading import MOST_BYTES
from rrgraph.store import Store
from rrgraph.workspace import Workspace

KEPT = 8  # states; the oldest goes first
Places = dict[str, tuple[str, int, int]]


class Remembered(Knowledge):
    """A knowledge graph whose store was kept; the files themselves are read only when asked for."""

    def __init__(self, workspace: Workspace, store: Store, places: Places) -> None:
        """`store` has all graphs, the inferred one included."""
        self.workspace = workspace
        self.library = Library(*workspace.queries)
        self.store = store  # there from the start, not when first asked for
        self._places = places
        self._evidence: set[str] = set()

    @cached_property
    def loaded(self) -> Loaded:  # type: ignore[override]
        """The records, read now."""
        return load(self.workspace)

    @property
    def places(self) -> Places:
        """File, line and column of each node."""
        return self._places


def recall(workspace: Workspace) -> Knowledge:
    """The plans of a workspace: as they were kept, if nothing changed since; else read, and kept.

    FaultyData if the files have faults.
    """
    path = _path(workspace)
    kept = _read(workspace, path) if path else None
    if kept:
        return kept
    kg = Knowledge(load(workspace))
    if path:
        with suppress(OSError, UsageError):  # a full disk or a folder that may not be written to
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(kg, path)
    return kg


def _path(workspace: Workspace) -> Path | None:
    """Where this state is kept; None if nothing shall be, or the state cannot be told."""
    folder = home()
    try:
        return folder / f"{_digest(workspace)}.nq" if folder else None
    except OSError:  # a file that cannot be read: loading will say which
        return None


def _digest(workspace: Workspace) -> str:
    """A digest of everything that the store is made of, and of the program that makes it."""
    found = sha256(f"{program()} {workspace.graph}".encode(errors="surrogateescape"))
    derive = (folder / "derive" for folder in workspace.queries)
    for folder in (workspace.graph, workspace.ontology, *derive):
        for path in sorted(folder.rglob("*")):
            found.update(f"\n{path}\n".encode(errors="surrogateescape"))
            if path.is_file():
                size = path.stat().st_size
                found.update(str(size).encode())
                found.update(path.read_bytes() if size <= MOST_BYTES else b"")
    return found.hexdigest()


def _read(workspace: Workspace, path: Path) -> Knowledge | None:
    """What was kept in a file; None if there is none, or it is not whole."""
    try:
        head, _, quads = path.read_bytes().partition(b"\n")
        said = json.loads(head.removeprefix(b"# "))
        if said["sha256"] != sha256(quads).hexdigest():
            return None
        places = {iri: (file, line, column) for iri, (file, line, column) in said["places"].items()}
        store = Store()
        store.load_nquads(quads)
        os.utime(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Remembered(workspace, store, places)


def _write(kg: Knowledge, path: Path) -> None:
    quads = kg.store.dump_nquads()
    head = json.dumps({"sha256": sha256(quads).hexdigest(), "places": kg.places})
    write_whole(path, b"# " + head.encode() + b"\n" + quads)
    kept = sorted(path.parent.glob("*.nq"), key=lambda one: one.stat().st_mtime_ns)
    for old in kept[:-KEPT]:
        old.unlink(missing_ok=True)
