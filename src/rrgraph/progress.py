"""Progress on the terminal: a bar for work that takes more than a second, and none where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before anything is shown
PAUSE = 0.1  # seconds between two pictures
Item = TypeVar("Item")


def over(items: Collection[Item], doing: str) -> Iterator[Item]:
    """The items one by one; a bar says how far the work on them is, once it has taken a second.

    The bar goes to the terminal beside the output, and is gone when the work is done. Where messages
    are piped into a file or another program there is none.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    with ExitStack() as stack:
        shown = None
        due = monotonic() + PATIENCE
        for count, item in enumerate(items):
            if monotonic() >= due:
                if shown is None:
                    shown = stack.enter_context(_bar())
                    task = shown.add_task(doing, total=len(items))
                shown.update(task, completed=count)
                shown.refresh()
                due = monotonic() + PAUSE
            yield item


def _bar() -> Progress:
    """A bar that is drawn when it is told to, so that no thread runs beside the work."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
