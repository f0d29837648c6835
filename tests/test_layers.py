"""The machine is built in rows: a module imports only from rows above its own.

And what is heavy is imported by the command that needs it, never before.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "rrgraph"

# From the top: a row may use every row above it and nothing beside or below it.
# A folder stands for all its modules, and these may use one another.
ROWS = (
    ("errors",),
    ("findings", "iris", "lettering", "likeness", "plaintext", "progress", "rooms"),
    ("baseline", "engine", "outputs", "pages", "workbooks", "workspace"),
    ("vocabulary",),
    ("completion", "dictionary", "reading"),
    ("dataset", "triples", "structure"),
    ("store",),
    ("keeping",),
    ("limits", "loading", "queries"),
    ("proving",),
    ("endpoint",),
    ("documents", "editing", "naming", "scope"),
    ("checking", "citing", "network", "skeleton"),
    ("analyses",),
    ("gaps",),
    ("knowledge",),
    ("accepting", "answers", "grids", "outline", "refresh", "remembering", "sheets"),
    ("asking", "hints", "recording", "remote", "supposing"),
    ("editions", "keydates"),
    ("changes", "explorer", "reference", "reports"),
    ("exports",),
    ("imports",),
    ("assistant", "pack", "publishing", "serving", "shell", "site"),
    ("cli",),
    ("__main__",),
)
ROW = {name: number for number, row in enumerate(ROWS) for name in row}

HEAVY = {
    *("rdflib", "oxrdflib", "networkx", "pyvis", "IPython", "numpy", "pandas"),
    *("pyshacl", "pyshacl_turbo", "jsonschema_rs"),
    *("openpyxl", "docx", "lxml", "icalendar", "rich", "prompt_toolkit", "mcp", "pydantic"),
}


def is_module(room: str) -> bool:
    """Whether the name stands for a file or folder of ours, not for something the package defines."""
    return bool(room) and ((SOURCE / room).is_dir() or (SOURCE / f"{room}.py").is_file())


def rooms_used(source: str, module: str, package: str) -> Iterator[tuple[int, str]]:
    """Each import of ours in a module, wherever it stands in it: its line and the room it names."""
    for node in ast.walk(ast.parse(source, module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            house, _, inside = name.partition(".")
            room = inside.partition(".")[0]
            if house == "rrgraph" and (room in ROW or is_module(room)):
                yield node.lineno, room


def out_of_row(source: str, module: str, package: str = "rrgraph") -> list[str]:
    """What a module imports that does not stand above it, each told in a sentence."""
    room = module.split(".")[1]
    if room not in ROW:
        return [f"{module} stands in no row: add `{room}` to ROWS in tests/test_layers.py"]
    faults = []
    for line, used in rooms_used(source, module, package):
        if used not in ROW:
            faults.append(f"{module}:{line} imports {used}, which stands in no row of ROWS")
        elif used != room and ROW[used] >= ROW[room]:
            side = "beside" if ROW[used] == ROW[room] else "below"
            faults.append(f"{module}:{line} imports {used}, which stands {side} {room}")
    return faults


def test_a_module_imports_only_from_the_rows_above_its_own() -> None:
    """Every import in every module, also those inside functions and for types only."""
    faults = []
    for file in sorted(SOURCE.rglob("*.py")):
        inside = file.relative_to(SOURCE.parent).with_suffix("")
        parent = ".".join(inside.parent.parts)
        module = parent if inside.name == "__init__" else f"{parent}.{inside.name}"
        if module != "rrgraph":
            faults += out_of_row(file.read_text(encoding="utf-8"), module, parent)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("source", "module", "fault"),
    [
        ("import rrgraph.site", "rrgraph.gaps", "imports site, which stands below gaps"),
        ("from rrgraph import site", "rrgraph.gaps", "imports site, which stands below gaps"),
        ("from rrgraph.structure import Schema", "rrgraph.dataset", "which stands beside dataset"),
        ("def f():\n    from .knowledge import x", "rrgraph.store", "rrgraph.store:2 imports know"),
        ("from .. import explorer", "rrgraph.reports.html", "which stands beside reports"),
        ("import os", "rrgraph.attic", "add `attic` to ROWS in tests/test_layers.py"),
    ],
)
def test_an_import_from_beside_or_below_is_told(source: str, module: str, fault: str) -> None:
    """The test above can fail, and says where."""
    (told,) = out_of_row(source, module, module.rpartition(".")[0])
    assert fault in told


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from rrgraph import __version__, errors", "rrgraph.store"),
        ("from rrgraph.reports.text import headline", "rrgraph.reports.html"),
        ("from .text import headline", "rrgraph.reports.html"),
        ("import rdflib.plugins, rrgraph", "rrgraph.knowledge"),
    ],
)
def test_an_import_from_above_or_from_the_same_folder_is_fine(source: str, module: str) -> None:
    """The test above raises no false alarm."""
    assert out_of_row(source, module, module.rpartition(".")[0]) == []


@pytest.mark.parametrize(
    "doing",
    [
        "import rrgraph",
        "import rrgraph.cli; run('--version')",
        "import rrgraph.cli; run('--help')",
        "import rrgraph.cli, pkgutil\n"
        "for command in pkgutil.iter_modules(rrgraph.cli.__path__):\n"
        "    command.name[0] == '_' or run(command.name.rstrip('_'), '--help')",
    ],
    ids=["import", "version", "help", "help-of-each-command"],
)
def test_nothing_heavy_is_imported_before_it_is_needed(doing: str) -> None:
    """Help comes at once; a slow start would come from one import at the top of a file."""
    run = (
        "import sys\n"
        "def run(*words):\n"
        "    sys.argv = ['rrgraph', *words]\n"
        "    try:\n"
        "        rrgraph.cli.main()\n"
        "    except SystemExit as done:\n"
        "        assert not done.code, words\n"
    )
    told = f"print('heavy:', *sorted(sys.modules.keys() & {HEAVY!r}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{run}{doing}\n{told}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "heavy:"
