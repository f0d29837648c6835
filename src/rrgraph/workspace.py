"""Where things are: the nearest `graph/`, else the plans that ship with rrgraph."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rrgraph.errors import Fault, FaultyData, UsageError, printable

_PACKAGE = Path(__file__).resolve().parent
_PLAN_ID = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


def _shipped() -> Path:
    """The folder with `graph/`, `ontology/` and `queries/` as shipped: in the wheel, else the checkout."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent.parent


def carried(name: str) -> Path | None:
    """A folder that only the wheel carries; None in a checkout, which has none."""
    folder = _PACKAGE / "shipped" / name
    return folder if folder.is_dir() else None


def user_folder(name: str = "") -> Path | None:
    """The user's folder for what can be made again, or one in it; None if nobody's home is known."""
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    with suppress(RuntimeError):
        return (Path(base) if base else Path.home() / ".cache") / "rrgraph" / name
    return None


@dataclass(frozen=True)
class Workspace:
    """The folders one run reads; every path in a message is relative to `root` where it can be."""

    graph: Path
    ontology: Path
    queries: tuple[Path, ...]  # the shipped folder, then the user's own

    @classmethod
    def find(cls, graph: Path | str | None = None, start: Path | None = None) -> Workspace:
        """The workspace of `graph`; without it, of the nearest parent with `graph/`, else the shipped one.

        A folder that is only called `graph/` and holds nothing of ours is passed over.

        A folder `ontology/` beside `graph/` is used in place of the shipped one. Queries in a folder
        `queries/` beside it are there as well as the shipped ones; one of the same name goes first.
        """
        if graph is None:
            here = (start or Path.cwd()).resolve()
            nearby = (home / "graph" for home in (here, *here.parents))
            folder = next(filter(_is_ours, nearby), _shipped() / "graph")
        else:
            folder = Path(graph)
        if not (folder / "plans").is_dir():
            fault = "has no folder plans/" if folder.is_dir() else "is not a folder"
            hint = "Give the folder that holds agencies.yaml and plans/."
            raise UsageError(f"{folder} {fault}. {hint}")
        home, shipped = folder.resolve().parent, _shipped()
        own = home / "ontology"
        return cls(
            graph=folder.resolve(),
            ontology=own if (own / "rrgraph.ttl").exists() else shipped / "ontology",
            queries=_queries(home, shipped),
        )

    @property
    def root(self) -> Path:
        """The folder that holds `graph/`."""
        return self.graph.parent

    def plan_folders(self) -> list[Path]:
        """The folders of `graph/plans/`, whatever they are called; hidden ones are none."""
        plans = self.graph / "plans"
        if not plans.is_dir():
            return []
        return [path for path in plans.iterdir() if path.is_dir() and path.name[0] != "."]

    def plan_ids(self) -> list[str]:
        """The plans there are, by name.

        The name of the folder is part of every IRI of the plan: FaultyData if it cannot be.
        """
        found = self.plan_folders()
        message = "the name of this folder cannot be the id of a plan"
        hint = (
            "Use small letters, digits, `.`, `-` and `_`, such as demo-2009; plan.yaml repeats it."
        )
        if odd := [path for path in found if not _PLAN_ID.fullmatch(path.name)]:
            raise FaultyData(Fault(self.shown(path), 0, 0, message, hint) for path in odd)
        return sorted(path.name for path in found)

    def registry_files(self) -> list[Path]:
        """The files of what many plans share: `graph/*.yaml` and `graph/frameworks/*.yaml`."""
        return sorted([*_yaml(self.graph), *_yaml(self.graph / "frameworks")])

    def plan_files(self, plan: str) -> list[Path]:
        """The parts of one plan, `plan.yaml` first, the rest by name."""
        found = _yaml(self.graph / "plans" / plan)
        return sorted(found, key=lambda path: (path.name != "plan.yaml", path.name))

    def strays(self) -> list[Path]:
        """Files that look like data but stand or are called so that nobody reads them, by name."""
        read = {*self.registry_files(), *(p for i in self.plan_ids() for p in self.plan_files(i))}
        found = (path for end in ("yaml", "yml") for path in self.graph.rglob(f"*.{end}"))
        links = (path for path in (self.graph / "plans").iterdir() if not path.exists())
        return sorted(p for p in (*found, *links) if p not in read and not self._is_hidden(p))

    def _is_hidden(self, path: Path) -> bool:
        """Whether a path, or a folder on the way to it, is an editor's or a command's own."""
        return any(part[0] == "." for part in path.relative_to(self.graph).parts)

    def shown(self, path: Path) -> str:
        """A path as a message shows it: from the folder that holds `graph/`."""
        try:
            return printable(path.absolute().relative_to(self.root).as_posix())
        except ValueError:
            return printable(str(path))


def _is_ours(folder: Path) -> bool:
    return (folder / "plans").is_dir() or (folder / "agencies.yaml").is_file()


def _yaml(folder: Path) -> list[Path]:
    """The files of a folder that are read; an editor's hidden ones are not.

    OSError if the folder may not be looked into: it is not taken to be empty.
    """
    inside = folder.iterdir() if folder.is_dir() else ()
    return [path for path in inside if path.suffix == ".yaml" and path.name[0] != "."]


def _queries(home: Path, shipped: Path) -> tuple[Path, ...]:
    """The shipped queries, and the user's own if there are any."""
    known, own = shipped / "queries", home / "queries"
    is_other = own.is_dir() and not own.samefile(known)
    return (known, own) if is_other else (known,)
