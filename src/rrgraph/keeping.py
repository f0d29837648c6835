"""Records that were read before: of a plan whose files have not changed, nothing is read again.

One file a plan, in the user's folder for such things (RRGRAPH_CACHE names another, `off` none), under
a name made of the program and of the folder that the plan stands in. It holds a digest of the plan's
files and is used for these alone. It may be deleted at any time, and is never trusted: not across
versions, not when it is not whole, and to nothing but the records of a file. What has a fault is
never kept, so that it is told each time.
"""

from __future__ import annotations

import io
import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rrgraph import __version__
from rrgraph.errors import UsageError
from rrgraph.outputs import write_whole
from rrgraph.reading import MOST_BYTES, Record, Series, Source, read
from rrgraph.workspace import Workspace, user_folder

FOLDERS = 8  # workspaces and states of the program; the oldest goes first


def home() -> Path | None:
    """The folder for what is kept; None if nothing shall be."""
    named = os.environ.get("RRGRAPH_CACHE")
    if named:
        return None if named == "off" else Path(named)
    return user_folder()


@cache
def program() -> str:
    """What tells one state of the program from another."""
    parts = [__version__, sys.version]
    for path in sorted(Path(__file__).parent.glob("*.py")):
        at = path.stat()
        parts.append(f"{path.name} {at.st_size} {at.st_mtime_ns}")
    return "\n".join(parts)


class Shelf:
    """What is kept of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is made yet."""
        self.workspace = workspace
        folder = home()
        name = sha256(f"{program()}\n{workspace.graph}".encode(errors="surrogateescape"))
        self.folder = folder / f"read-{name.hexdigest()[:32]}" if folder else None
        self.read: list[str] = []  # plans that were read, for want of anything kept

    def sources(self, plan: str, paths: Sequence[Path]) -> list[Source]:
        """The files of a plan (of the register, for an empty name): as kept, else read and kept."""
        if not self.folder:
            return self._read(plan, paths)
        try:
            now = _digest(paths)
        except OSError:  # reading says which file cannot be read
            return self._read(plan, paths)
        path = self.folder / f"{plan or '_register'}.records"
        records = _kept(path, now, len(paths))
        if records is not None:
            shown = self.workspace.shown
            return [Source(p, shown(p), r) for p, r in zip(paths, records, strict=True)]
        sources = self._read(plan, paths)
        if not any(source.faults or source.unfinished for source in sources):
            with suppress(OSError, UsageError, RecursionError):  # a full disk, a closed folder
                self._keep(path, now, [source.record for source in sources])
        return sources

    def _read(self, plan: str, paths: Iterable[Path]) -> list[Source]:
        self.read.append(plan)
        return [read(path, self.workspace.shown(path)) for path in paths]

    def _keep(self, path: Path, now: bytes, records: list[Record]) -> None:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
            folders = sorted(path.parent.parent.glob("read-*"), key=lambda at: at.stat().st_mtime)
            for old in folders[:-FOLDERS]:
                shutil.rmtree(old, ignore_errors=True)
        write_whole(path, _sealed(now + pickle.dumps(records, protocol=5)))


def _digest(paths: Iterable[Path]) -> bytes:
    """A digest of the names and contents of some files."""
    found = sha256()
    for path in paths:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise OSError  # not for keeping
        data = path.read_bytes()
        found.update(f"{path.name}\n{len(data)}\n".encode(errors="surrogateescape") + data)
    return found.digest()


def _sealed(content: bytes) -> bytes:
    """A content with its own digest in front, by which what is not whole is known."""
    return sha256(content).digest() + content


def _kept(path: Path, now: bytes, count: int) -> list[Record] | None:
    """The records kept in a file, if they are of these files and whole."""
    try:
        data = path.read_bytes()
        if _sealed(data[32:]) != data or data[32:64] != now:
            return None
        records = _Records(io.BytesIO(data[64:])).load()
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError):
        return None
    is_sound = isinstance(records, list) and [Record] * count == list(map(type, records))
    return records if is_sound else None


class _Records(pickle.Unpickler):
    """Reads records and nothing else: a file that names anything further is not used."""

    def find_class(self, module: str, name: str) -> Any:
        """Record or Series."""
        known = {(kind.__module__, kind.__name__): kind for kind in (Record, Series)}
        if (module, name) not in known:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return known[module, name]
