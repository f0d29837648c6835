"""Beside Doorstop, whose check also reads linked items out of files: in its own environment, on as many items."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measure import RRGRAPH, Cost, cost, exponent, table
from benchmarks.portfolio import PRIORITIES, portfolio

SIZES = (100, 1_000, 10_000)
PEER = "doorstop==3.2"
HOME = Path(__file__).resolve().parent / ".peers"  # kept between runs, never committed


def report(sizes: Iterable[int] = SIZES) -> str:
    """CPU time and memory of both, each with its own files of as many items and links."""
    sizes = list(sizes)
    doorstop = installed(HOME / "doorstop", PEER) / "doorstop"
    costs: dict[str, list[Cost]] = {"rrgraph check and gaps": [], "doorstop": []}
    for size in sizes:
        with tempfile.TemporaryDirectory() as away:
            graph = portfolio(Path(away), size)
            both = [cost((RRGRAPH, word, "--graph", str(graph))) for word in ("check", "gaps")]
            most = max(one.megabytes for one in both)
            costs["rrgraph check and gaps"].append(Cost(sum(one.seconds for one in both), most))
        with tempfile.TemporaryDirectory() as away:
            tree(Path(away), size)
            costs["doorstop"].append(cost((str(doorstop), "--quiet"), cwd=Path(away)))
    rows = []
    for name, found in costs.items():
        told = [f"{one.seconds:.1f} s, {one.megabytes:.0f} MB" for one in found]
        rows.append([name, *told, f"{exponent(sizes, [one.seconds for one in found]):.2f}"])
    ours, theirs = costs["rrgraph check and gaps"], costs["doorstop"]
    ratios = [f"{a.seconds / b.seconds:.2f}" for a, b in zip(ours, theirs, strict=True)]
    rows.append(["ratio", *ratios, ""])
    head = ["command", *(f"{size:,} actions" for size in sizes), "exponent"]
    return f"{table(head, rows)}\n\n{NOTE}"


NOTE = """\
Doorstop is given a tree: each action one file that links to its priority. It is not given the links between priorities,
of which it can follow no circle, nor owners, measures and dates, which it does not know; `rrgraph` reads, checks and
reports on all of these. Both read every file anew."""


def installed(folder: Path, requirement: str) -> Path:
    """The folder of programs of an environment with one package, made when it is not there."""
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not (programs / "python").exists():
        venv.create(folder, with_pip=True)
    words = ("-m", "pip", "--quiet", "--disable-pip-version-check", "install", requirement)
    subprocess.run((str(programs / "python"), *words), check=True)
    return programs


def tree(folder: Path, actions: int) -> None:
    """Doorstop's own files: a document of priorities, and one of actions that link to them."""
    subprocess.run(("git", "init", "--quiet"), cwd=folder, check=True)  # it asks for a repository
    blocks = max(1, actions * PRIORITIES // 57)
    for name, parent, count in (("PRI", "", blocks), ("ACT", "PRI", actions)):
        home = folder / name.lower()
        home.mkdir()
        above = f"  parent: {parent}\n" if parent else ""
        settings = f"settings:\n  digits: 5\n{above}  prefix: {name}\n  sep: ''\n"
        (home / ".doorstop.yml").write_text(settings, encoding="utf-8")
        for number in range(1, count + 1):
            links = f"links:\n- PRI{number % blocks + 1:05}: null\n" if parent else "links: []\n"
            text = f"active: true\nderived: false\nheader: ''\nlevel: '1.{number}'\n{links}"
            text += f"normative: true\nref: ''\nreviewed: null\ntext: |\n  Item {number}.\n"
            (home / f"{name}{number:05}.yml").write_text(text, encoding="utf-8")
