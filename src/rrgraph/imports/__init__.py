"""What people have, read into proposals of YAML; one file a kind of source, found by its file name.

An import module has `SUMMARY`, `SUFFIXES` (the endings of the files it reads), `recognises(path)`,
which looks into a file with such an ending, and `propose(path, plan, kg, columns, advance)`, which
gives a `Proposal` and writes nothing. `columns` is what the person said of the columns (key of
`graph/README.md` -> heading); `advance(done, total)` is called as the work goes on.

Of several modules that recognise a file the first by name reads it: `tables` takes what is left.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from rrgraph.errors import UsageError
from rrgraph.rooms import room

_SAVED_AS = {
    **dict.fromkeys((".doc", ".docm", ".odt", ".rtf"), ".docx"),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".ods"), ".xlsx"),
}

names, load = room(__name__, __path__)


def reader(path: Path) -> ModuleType:
    """The module that reads a file; UsageError if none does."""
    if not path.is_file():
        raise UsageError(f"{path} is {'a folder, not a' if path.is_dir() else 'no'} file.")
    modules = [load(name) for name in names()]
    suffix = path.suffix.lower()
    for module in modules:
        if suffix in module.SUFFIXES and module.recognises(path):
            return module
    known = ", ".join(sorted({known for module in modules for known in module.SUFFIXES}))
    hint = (
        f"Save it as {_SAVED_AS[suffix]} first." if suffix in _SAVED_AS else f"What can: {known}."
    )
    raise UsageError(f"{path} is of no kind that can be imported. {hint}")
