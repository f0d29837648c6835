"""`--watch`: the work of a command done again whenever a file of the plans changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from rrgraph.workspace import Workspace

PAUSE = 0.4  # seconds between two looks
Look = dict[Path, tuple[int, int]]


def watch(workspace: Workspace, work: Callable[[], object]) -> NoReturn:
    """Do the work now, and again after each change of a file; Ctrl-C ends at once.

    Times and sizes are looked at, which works on the shared drives of offices too, where a system
    tells nobody of changes. What is wrong is told, and mending it is the next change.
    """
    from rrgraph.cli._group import in_words
    from rrgraph.errors import RrgraphError

    while True:
        before = _look(workspace)
        try:
            work()
        except (RrgraphError, OSError) as error:
            click.echo(in_words(error), err=True)
        click.echo("Watching for changes; Ctrl-C ends.", err=True)
        while (now := _look(workspace)) == before:
            time.sleep(PAUSE)
        while (settled := _settled(workspace)) != now:  # an editor may write several files
            now = settled
        click.echo(f"Changed: {_said(workspace, before, now)}.", err=True)


def _settled(workspace: Workspace) -> Look:
    time.sleep(PAUSE / 2)
    return _look(workspace)


def _look(workspace: Workspace) -> Look:
    """Every file that a command rests on, with its time and size; what is just being replaced has none."""
    found: Look = {}
    for folder in (workspace.graph, workspace.ontology, *workspace.queries):
        for path in folder.rglob("*"):
            try:
                at = path.stat()
            except OSError:
                continue
            if not path.is_dir():
                found[path] = (at.st_mtime_ns, at.st_size)
    return found


def _said(workspace: Workspace, before: Look, now: Look) -> str:
    """Which files changed, came or went; of many, how many."""
    changed = sorted({path for path, _ in before.items() ^ now.items()})
    names = ", ".join(workspace.shown(path) for path in changed[:3])
    more = len(changed) - 3
    return f"{names} and {more} more" if more > 0 else names or "nothing that is still there"
