"""Every shipped query gives the same answers on the embedded store, the Oxigraph server and rdflib's engine.

Lists in a cell (GROUP_CONCAT) have no order in SPARQL, and rows that an ORDER BY does not tell apart
may come either way: these are compared as what they are, sets. What else differs is named here with its
reason.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib
from rdflib.plugins.sparql.sparql import SPARQLError as SparqlError

from rrgraph.endpoint import Endpoint, prepared
from rrgraph.knowledge import Knowledge
from rrgraph.queries import Query
from rrgraph.serving import serving
from rrgraph.store import Table

KINDS = ("ask", "gaps", "matters", "network", "grids", "sheets", "refresh")
GIVEN = {"plan": "yorkshire-humberside-2009", "asOf": "2010-03-31"}

# rdflib 7: GROUP_CONCAT and comparisons end the query where a value is unbound, instead of leaving it out.
UNBOUND = "rdflib ends at an unbound value in an aggregate or comparison"
SLOW = "rdflib takes more than 20 seconds: its joins try all combinations"
RDFLIB = {
    **dict.fromkeys(("acronym-trouble", "carried-unchanged", "overdue"), UNBOUND),
    **dict.fromkeys(("laa-choices", "named-in-both", "place"), SLOW),
    **dict.fromkeys(("governance-nodes", "whole-plan-nodes", "whole-plan-edges"), SLOW),
    "what-actions-have": "rdflib drops a group whose OPTIONAL binds nothing",
}


def queries(shipped: Knowledge) -> Iterator[Query]:
    """Every SELECT that ships, by kind and name."""
    for kind in KINDS:
        yield from shipped.library.all(kind)


def bound(query: Query, kind_of: dict[str, str] = GIVEN) -> dict[str, Any]:
    """What a query is asked about: its defaults, else the plan and its last day."""
    return query.bindings(
        {
            name: value
            for name, value in kind_of.items()
            if name in query.parameters and name not in query.defaults
        }
    )


def cell(value: Any) -> Any:
    """A value without what engines write in different ways: lists unordered, numbers and truth as numbers."""
    text = "" if value is None else str(getattr(value, "value", value))
    if text.lower() in ("true", "false"):
        text = "1" if text.lower() == "true" else "0"
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    return tuple(sorted(re.split(r"[ ,;]+", text)))


def rows(found: list[tuple[Any, ...]]) -> list[str]:
    """Rows as a set that may hold one twice."""
    return sorted(str(tuple(map(cell, row))) for row in found)


def too_long(*_: Any) -> None:
    """Called when a query has had its time."""
    raise TimeoutError("not in two minutes")


@pytest.fixture(scope="module")
def endpoint(shipped: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The shipped plans behind the Oxigraph server."""
    shipped.gaps()  # what rules need to be found first is found
    with serving(shipped, tmp_path_factory.mktemp("site"), port=0) as front:
        thread = threading.Thread(target=front.serve_forever, args=(0.05,))
        thread.start()
        yield Endpoint(f"{front.address}sparql")
        front.shutdown()
        thread.join()


def test_the_oxigraph_server_gives_the_same_rows(shipped: Knowledge, endpoint: Endpoint) -> None:
    """All of them, without exception."""
    for query in queries(shipped):
        own = shipped.store.select(query.text, bound(query))
        there: Table = endpoint.select(query.text, bound(query))
        assert own.columns == there.columns, query.name
        assert rows(own.rows) == rows(there.rows), query.name


@pytest.mark.skipif(sys.platform == "win32", reason="needs an alarm to stop a query")
def test_rdflibs_engine_gives_the_same_rows(shipped: Knowledge) -> None:
    """But for those named above."""
    shipped.gaps()
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=shipped.store.dump_nquads(), format="nquads")
    different = []
    signal.signal(signal.SIGALRM, too_long)
    for query in queries(shipped):
        if query.name in RDFLIB:
            continue
        own = shipped.store.select(query.text, bound(query))
        signal.alarm(120)
        try:
            found = dataset.query(prepared(query.text, bound(query)))
            there = [tuple(row[name] for name in own.columns) for row in found]  # type: ignore[index, call-overload]
        except (SparqlError, TimeoutError) as error:
            different.append(f"{query.name}: {error!r}")
            continue
        finally:
            signal.alarm(0)
        if rows(own.rows) != rows(there):
            different.append(query.name)
    assert [] == different


def test_every_exception_is_a_query_that_ships(shipped: Knowledge) -> None:
    """A name that is gone hides nothing."""
    assert set(RDFLIB) <= {query.name for query in queries(shipped)}
