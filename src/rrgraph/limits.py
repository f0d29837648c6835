"""A user's own query, run where it can be stopped: in a process beside this one.

The engine cannot be interrupted once it runs. What comes with rrgraph is known to end and runs here;
what a user writes may not end, or may want more memory than there is, and runs in a child process
that is ended at its limit. Ctrl-C ends it too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from rrgraph.errors import RrgraphError
from rrgraph.store import Store

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 30.0
MEMORY = 4 * 1024**3  # bytes that a query may take beside what the graph itself takes
Answer = TypeVar("Answer")
Given = ParamSpec("Given")


class OverTheLimit(RrgraphError):
    """A query that was stopped because it took too long or too much memory."""


def within(
    seconds: float,
    work: Callable[Concatenate[Store, Given], Answer],
    store: Store,
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer:
    """What `work(store, ...)` returns or raises; OverTheLimit if it is not done in time.

    `work` is a function of a module, and what it is given and returns can be pickled: where a
    process cannot be forked the child is a new one, to which all is sent.
    """
    import multiprocessing

    fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if fork else "spawn")
    here, there = context.Pipe(duplex=False)
    source = store if fork else store.dump_nquads()
    child = context.Process(  # type: ignore[attr-defined]
        target=_child, args=(there, work, source, given, named), daemon=True
    )
    child.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise OverTheLimit(f"was stopped after {seconds:g} seconds")
        answer = here.recv()
    except EOFError:
        raise OverTheLimit("was stopped: it wanted more memory than there is") from None
    finally:
        child.kill()
        child.join()
        here.close()
    if isinstance(answer, _Raised):
        raise answer.error
    done: Answer = answer
    return done


class _Raised:
    """What went wrong in the child, to be raised again by its parent."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def _child(
    out: Connection,
    work: Callable[..., Any],
    source: Store | bytes,
    given: tuple[Any, ...],
    named: dict[str, Any],
) -> None:
    """In the child: do the work under the limit of memory, and send what came of it."""
    try:
        if isinstance(source, bytes):
            quads, source = source, Store()
            source.load_nquads(quads)
        _limit_memory()
        answer = work(source, *given, **named)
    except BaseException as error:  # whatever it is, the parent tells of it
        answer = _Raised(error)
    with suppress(OSError):  # the parent may be gone
        out.send(answer)


def _limit_memory() -> None:
    """Keep the child from taking all memory of the machine, where the system can do that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        now = int(pages) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, hard))
