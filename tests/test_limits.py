"""A user's own query ends at its limit, wherever it runs."""

from __future__ import annotations

import multiprocessing
import os
import time

import pytest

from rrgraph import limits
from rrgraph.limits import OverTheLimit, within
from rrgraph.store import Store

STARTS = multiprocessing.get_all_start_methods()
FACTS = "".join(f"<http://x/{n}> <http://x/p> <http://x/{n + 1}> .\n" for n in range(400)).encode()
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(params=["fork", "spawn"])
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of 400 facts; the child once forked, once started anew as on Windows."""
    if request.param not in STARTS:
        pytest.skip(f"this system cannot {request.param}")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: [request.param])
    monkeypatch.setattr(limits.threading, "active_count", lambda: 1)
    found = Store()
    found.load_nquads(FACTS)
    return found


def count(store: Store, sparql: str) -> list[int]:
    """The numbers in the column ?n of an answer."""
    return store.select(sparql).column("n")


def swallow(store: Store, size: int) -> int:
    """Take memory, as a query does that keeps all its rows."""
    return len(bytearray(size))


def own_process(store: Store) -> int:
    """The process that the work is done in."""
    return os.getpid()


def test_the_answer_comes_back(store: Store) -> None:
    """As if it had been asked here, though another process asked it."""
    assert [400] == within(60, count, store, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")
    assert os.getpid() != within(60, own_process, store)


def test_what_goes_wrong_is_raised_here(store: Store) -> None:
    """With its place, so that it can be told by file and line."""
    with pytest.raises(SyntaxError, match="error at 2:13"):
        within(60, count, store, "SELECT ?n\nWHERE { ?a }")


def test_a_query_without_end_is_stopped_and_leaves_no_process(store: Store) -> None:
    """25 thousand million combinations are not waited for."""
    began = time.monotonic()
    with pytest.raises(OverTheLimit, match="was stopped after"):
        within(0.4, count, store, CROSS)
    assert time.monotonic() - began < 30
    assert multiprocessing.active_children() == []
    assert [400] == within(60, count, store, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")


def test_a_query_that_wants_all_memory_is_stopped(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine stays usable: the child may take so much and no more."""
    pytest.importorskip("resource")
    with pytest.raises(MemoryError):
        within(60, swallow, store, 2 * limits.MEMORY)
