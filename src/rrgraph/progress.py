"""Progress on the terminal: a bar for work that takes more than a second, and none where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before anything is shown
PAUSE = 0.1  # seconds between two pictures
Item = TypeVar("Item")
Advance = Callable[[int, int], None]  # how much is done, of how much


def over(items: Collection[Item], doing: str) -> Iterator[Item]:
    """The items one by one; a bar says how far the work on them is, as `bar` shows it."""
    with bar(doing) as advance:
        for done, item in enumerate(items):
            advance(done, len(items))
            yield item


@contextmanager
def bar(doing: str) -> Iterator[Advance]:
    """A function to call as work goes on; a bar says how far it is, once it has taken a second.

    The bar goes to the terminal beside the output, and is gone when the work is done. Where messages
    are piped into a file or another program there is none.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with ExitStack() as stack:
        shown: list[Progress] = []
        due = monotonic() + PATIENCE

        def advance(done: int, total: int) -> None:
            nonlocal due
            if monotonic() < due:
                return
            if not shown:
                shown.append(stack.enter_context(_bar()))
                shown[0].add_task(doing)
            shown[0].update(shown[0].task_ids[0], completed=done, total=total, refresh=True)
            due = monotonic() + PAUSE

        yield advance


def _bar() -> Progress:
    """A bar that is drawn when it is told to, so that no thread runs beside the work."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
