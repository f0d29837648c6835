"""Killed at any point, a command leaves what was there or what it makes, never half of it.

Each run is a process of its own that ends by SIGKILL before one of its steps (see tests/dying.py),
as when the power fails; the next run puts all in order.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from ..refresh_plans import LATER_ACTIONS, LATER_PLAN, write
from .conftest import ROOT, files_of

Make = Callable[..., Path]
REMAINS = re.compile(r"(^|/)\.[^/]+\.[a-z0-9_]{8}$")  # of one file: hidden, and read by nobody
ASIDE = re.compile(r"(^|/)\.[^/]+-(new|old)-[a-z0-9_]{8}/")  # a folder before or after its time

BEGIN = ["--title", "T", "--start", "2011-04-01", "--end", "2012-03-31"]
ACCEPT = ["--because", "Agreed.", "--until", "2030-12-31"]
COMMANDS: dict[str, tuple[list[str], str, int]] = {  # words, what they write, points to die at
    "build": (["build"], "site", 8),
    "refresh": (["refresh", "demo", "demo-2010", "-o", "pack"], "pack", 8),
    "init": (
        ["init", "demo-2011", *BEGIN, "--publisher", "probation"],
        "graph/plans/demo-2011",
        16,
    ),
    "accept": (["accept", "no-lead", "action/1.2.1", *ACCEPT], "graph/plans/demo", 16),
    "gaps": (["gaps", "-o", "gaps.txt"], "", 16),
    "import": (
        ["import", "t.csv", "--plan", "new", "-o", "graph/plans/new"],
        "graph/plans/new",
        16,
    ),
}


def dying(words: list[str], runs: Iterable[tuple[Path, int]]) -> list[str]:
    """`killed` for each run of a command in a copy of a folder, or its number of steps and status.

    Nothing is kept from run to run: what is thrown away of it would be steps, and not always as many.
    """
    return subprocess.run(
        [sys.executable, "-m", "tests.dying", *(f"{f}:{step}" for f, step in runs), "--", *words],
        cwd=ROOT,
        env={**os.environ, "RRGRAPH_CACHE": "off"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout.splitlines()


def spread(last: int, count: int) -> list[int]:
    """At most `count` of the steps 1 to `last`: every one where they are few, and the ends always."""
    if last <= count:
        return list(range(1, last + 1))
    return sorted({1 + round(at * (last - 1) / (count - 1)) for at in range(count)})


def without_remains(files: dict[str, Any]) -> dict[str, Any]:
    """Files but for those that were being written under a hidden name."""
    return {name: data for name, data in files.items() if not REMAINS.search(name)}


def without_schemas(files: dict[str, Any]) -> dict[str, Any]:
    """Files but for those that `init` writes for editors before it begins."""
    return {name: data for name, data in files.items() if not name.endswith(".schema.json")}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_killed_leaves_old_or_new(command: str, demo: Path) -> None:
    """And the next run gives what an undisturbed one gives, with nothing left over."""
    words, target, points = COMMANDS[command]
    write(demo / "plans" / "demo-2010", {"plan": LATER_PLAN, "actions": LATER_ACTIONS})
    home = demo.parent / "home"
    home.mkdir()
    demo.rename(home / "graph")
    (home / "t.csv").write_text("Ref,Action,Lead,By when\n1.1,Open a hub,Probation,March 2010\n")
    if command in ("build", "refresh"):
        (home / target).mkdir()
        for name in ("index.html", "changes.json"):
            (home / target / name).write_text("old")
    old = files_of(home)
    ((count, code),) = (said.split() for said in dying(words, [(home, 0)]))
    new = files_of(home.with_name("home-0"))
    assert "0" == code and old != new

    steps = spread(int(count), points)
    assert ["killed"] * len(steps) == dying(words, [(home, step) for step in steps])

    missing = {name: data for name, data in old.items() if not name.startswith(f"{target}/")}
    for step in steps:
        state = files_of(home.with_name(f"home-{step}"))
        seen = {name: data for name, data in state.items() if not ASIDE.search(name)}
        known = [without_schemas(files) for files in (old, new, missing)]
        assert without_schemas(without_remains(seen)) in known, step

    again = [home.with_name(f"home-{step}") for step in steps[-1::-3]]
    dying(words, [(killed, 0) for killed in again])
    for killed in again:
        assert new == without_remains(files_of(Path(f"{killed}-0"))), killed
