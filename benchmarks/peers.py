"""Beside tools that also check and publish linked items: each in its own environment, on as many items."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import RRGRAPH, Cost, cost, exponent, table
from benchmarks.portfolio import PRIORITIES, portfolio

SIZES = (100, 1_000, 10_000)
HOME = Path(__file__).resolve().parent / ".peers"  # kept between runs, never committed
PLAN = "yorkshire-humberside-2009"
PATIENCE = 900  # seconds of CPU after which a peer is not waited for any longer
CHECK_AIM, PUBLISH_AIM = 8, 10  # times less than sphinx-needs, at the largest size


class Item(NamedTuple):
    """One item that a peer is given, and the items that it links to."""

    name: str  # PRI00001 or ACT00001
    links: tuple[str, ...] = ()


class Peer(NamedTuple):
    """A tool, how it is given items, and how it is told to check and to publish them."""

    requirement: str
    write: Callable[[Path, list[Item]], None]
    check: tuple[str, ...]
    publish: tuple[str, ...] = ()


def report(sizes: Iterable[int] = SIZES) -> str:
    """CPU time and memory: check on a tree and on a mesh, the real plan, and publishing."""
    sizes = list(sizes)
    parts = [_checks(sizes), NOTE, _real_plan(), REAL, _published(sizes), PUBLISHED]
    return "\n\n".join(parts)


# ---------------------------------------------------------------------- tables
def _checks(sizes: list[int]) -> str:
    """Check and gap report beside the checks of the peers."""
    costs = {"rrgraph `check` and `gaps`": [_ours(size, "check", "gaps") for size in sizes]}
    for name, peer in PEERS.items():
        for shape in ("tree", "mesh"):
            found = [_theirs(peer, peer.check, items(size, shape == "mesh")) for size in sizes]
            costs[f"{name}, {shape}"] = found
    return _table(costs, sizes, "sphinx-needs, mesh", CHECK_AIM)


def _published(sizes: list[int]) -> str:
    """The whole site beside the pages of sphinx-needs."""
    peer = PEERS["sphinx-needs"]
    costs = {
        "rrgraph `build`": [_ours(size, "build") for size in sizes],
        "sphinx-needs, mesh": [_theirs(peer, peer.publish, items(size, True)) for size in sizes],
    }
    return _table(costs, sizes, "sphinx-needs, mesh", PUBLISH_AIM)


def _table(costs: dict[str, list[Cost]], sizes: list[int], against: str, aim: int) -> str:
    rows = []
    for name, found in costs.items():
        ended = [one.seconds for one in found if one.seconds < PATIENCE]
        grown = f"{exponent(sizes[: len(ended)], ended):.2f}" if len(ended) > 1 else ""
        rows.append([name, *map(_told, found), grown])
    ours = next(iter(costs.values()))
    ratios = [one.seconds / other.seconds for one, other in zip(ours, costs[against], strict=True)]
    met = "met" if ratios[-1] <= 1 / aim else "missed"
    rows.append([f"rrgraph to {against}", *(f"{ratio:.2f}" for ratio in ratios), ""])
    head = ["", *(f"{size:,} actions" for size in sizes), "exponent"]
    return f"{table(head, rows)}\n\nAim: at most 1/{aim} at the largest size; {met}."


def _told(one: Cost) -> str:
    if one.seconds > PATIENCE:
        return f"over {PATIENCE} s, then ended"
    return f"{one.seconds:.1f} s, {one.megabytes:.0f} MB"


def _real_plan() -> str:
    """What each does with the links of a real plan, which run in circles."""
    rows = []
    for name, peer in PEERS.items():
        for what, words in (("check", peer.check), ("publish", peer.publish)):
            if words:
                rows.append([name, what, _outcome(peer, words, real_items())])
    return table(["", "", "the real plan's priorities"], rows)


# ---------------------------------------------------------------------- runs
def _ours(size: int, *commands: str) -> Cost:
    """Our commands one after the other, every file read anew."""
    with tempfile.TemporaryDirectory() as away:
        graph = portfolio(Path(away), size)
        costs = []
        for command in commands:
            where = ("-o", f"{away}/site", "--no-desk") if command == "build" else ()
            words = ("env", "RRGRAPH_CACHE=off", RRGRAPH, command, "--graph", str(graph), *where)
            costs.append(cost(words))
        return Cost(sum(c.seconds for c in costs), max(c.megabytes for c in costs))


def _theirs(peer: Peer, words: tuple[str, ...], given: list[Item]) -> Cost:
    with tempfile.TemporaryDirectory() as away:
        peer.write(Path(away), given)
        return cost(_command(peer, words), Path(away), PATIENCE)


def _outcome(peer: Peer, words: tuple[str, ...], given: list[Item]) -> str:
    """`0.6 s`, or with what it ended."""
    with tempfile.TemporaryDirectory() as away:
        peer.write(Path(away), given)
        done = subprocess.run(
            _command(peer, words), cwd=away, capture_output=True, text=True, check=False
        )
        said = (done.stdout + done.stderr).splitlines()
        wrong = [line.strip() for line in said if "recursion" in line.lower() or "cycle" in line]
        if done.returncode:
            return f"ends with {wrong[-1][:100]}" if wrong else f"exit status {done.returncode}"
        return f"done; {len(wrong)} warnings of cycles" if wrong else "done"


def _command(peer: Peer, words: tuple[str, ...]) -> tuple[str, ...]:
    programs = installed(HOME / peer.requirement.split("=")[0], peer.requirement)
    return (str(programs / words[0]), *words[1:])


def installed(folder: Path, requirement: str) -> Path:
    """The folder of programs of an environment with one package, made when it is not there."""
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    whole = folder / requirement
    if not whole.exists():
        venv.create(folder, with_pip=True)
        words = ("-m", "pip", "--quiet", "--disable-pip-version-check", "install", requirement)
        subprocess.run((str(programs / "python"), *words), check=True)
        whole.touch()
    return programs


# ---------------------------------------------------------------------- what they are given
def items(actions: int, mesh: bool) -> list[Item]:
    """Priorities, and actions that link to one each; in a mesh also to two earlier actions."""
    blocks = max(1, actions * PRIORITIES // 57)
    found = [Item(f"PRI{n:05}") for n in range(1, blocks + 1)]
    for n in range(1, actions + 1):
        others = {max(1, n - 1), max(1, n // 2)} - {n} if mesh else set()
        links = (f"PRI{n % blocks + 1:05}", *(f"ACT{other:05}" for other in sorted(others)))
        found.append(Item(f"ACT{n:05}", links))
    return found


def real_items() -> list[Item]:
    """The priorities of the regional plan and what they refer to, circles and all."""
    import rrgraph

    network = rrgraph.open().network("dependencies", plan=PLAN)
    names = {iri: f"PRI{n:05}" for n, iri in enumerate(sorted(network), 1)}
    return [Item(names[iri], tuple(sorted(names[o] for o in network.succ[iri]))) for iri in names]


def doorstop(folder: Path, given: list[Item]) -> None:
    """Doorstop's own files: a document of each kind of item, a file of each item."""
    subprocess.run(("git", "init", "--quiet"), cwd=folder, check=True)  # it asks for a repository
    for kind, members in groupby(given, key=lambda item: item.name[:3]):
        home = folder / kind.lower()
        home.mkdir()
        above = "  parent: PRI\n" if kind == "ACT" else ""
        settings = f"settings:\n  digits: 5\n{above}  prefix: {kind}\n  sep: ''\n"
        (home / ".doorstop.yml").write_text(settings, encoding="utf-8")
        for number, item in enumerate(members, 1):
            links = "".join(f"\n- {link}: null" for link in item.links) or " []"
            text = f"active: true\nderived: false\nheader: ''\nlevel: '1.{number}'\n"
            text += f"links:{links}\nnormative: true\nref: ''\nreviewed: null\n"
            text += f"text: |\n  Item {item.name}.\n"
            (home / f"{item.name}.yml").write_text(text, encoding="utf-8")


def strictdoc(folder: Path, given: list[Item]) -> None:
    """StrictDoc's: one document of each kind of item."""
    for kind, members in groupby(given, key=lambda item: item.name[:3]):
        lines = ["[DOCUMENT]", f"TITLE: {kind}", ""]
        for item in members:
            lines += ["[REQUIREMENT]", f"UID: {item.name}", f"TITLE: {item.name}", "STATEMENT: x"]
            lines += ["RELATIONS:"] * bool(item.links)
            for link in item.links:
                lines += ["- TYPE: Parent", f"  VALUE: {link}"]
            lines.append("")
        (folder / f"{kind.lower()}.sdoc").write_text("\n".join(lines), encoding="utf-8")


def sphinx_needs(folder: Path, given: list[Item]) -> None:
    """sphinx-needs': pages of a hundred items."""
    kinds = [
        {"directive": kind, "title": kind, "prefix": kind, "color": "#DDEEFF", "style": "node"}
        for kind in ("pri", "act")
    ]
    settings = f'extensions = ["sphinx_needs"]\nneeds_types = {kinds!r}\n'
    (folder / "conf.py").write_text(f'{settings}needs_id_regex = "^[A-Z0-9]+$"\n')
    (folder / "index.rst").write_text("Items\n=====\n\n.. toctree::\n   :glob:\n\n   page*\n")
    for page in range(0, len(given), 100):
        lines = [f"Page {page}", "==========", ""]
        for item in given[page : page + 100]:
            lines += [f".. {item.name[:3].lower()}:: {item.name}", f"   :id: {item.name}"]
            lines += [f"   :links: {', '.join(item.links)}"] * bool(item.links)
            lines += ["", f"   Item {item.name}.", ""]
        (folder / f"page{page:06}.rst").write_text("\n".join(lines), encoding="utf-8")


PEERS = {
    "Doorstop": Peer(
        "doorstop==3.2", doorstop, ("doorstop", "--quiet"), ("doorstop", "publish", "all", "out")
    ),
    "StrictDoc": Peer(
        "strictdoc==0.30.4",
        strictdoc,
        ("strictdoc", "export", ".", "--formats=json", "--output-dir", "out"),
    ),
    "sphinx-needs": Peer(
        "sphinx-needs==9.1.0",
        sphinx_needs,
        ("sphinx-build", "-q", "-b", "needs", ".", "out"),
        ("sphinx-build", "-q", "-b", "html", ".", "out"),
    ),
}

NOTE = """\
A tree: each action links to its priority. A mesh: it links to two earlier actions as well. Neither has circles, owners,
measures or dates, of which the peers know nothing; the plans that `rrgraph` reads, checks and reports on have all of
these. Every file is read anew by all."""
REAL = """\
The priorities of the regional plan refer to one another in circles, as joint plans do."""
PUBLISHED = """\
`rrgraph build` writes the gap report in every form, explorer, partners' pages, dictionary and graph files; sphinx-needs
a page a hundred items. The others' pages follow every path through a mesh, and are not waited for."""
