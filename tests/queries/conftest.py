"""What the tests of the shipped queries share: the graph as shipped, and short names for its items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAN = "yorkshire-humberside-2009"

Rows = list[dict[str, Any]]
Ask = Callable[..., Rows]


def tail(iri: str | None) -> str:
    """The last part of an IRI that tells items of a plan apart: `2.2.2`, `kirklees`, `2.3/women`.

    The segment (`action/`, `priority/`, `agency/` ...) is dropped: the slugs alone tell them apart.
    """
    path = (iri or "").removeprefix("https://w3id.org/rrgraph/id/").removeprefix(f"plan/{PLAN}/")
    return path.split("/", 1)[-1]


def tails(rows: Rows, column: str) -> list[str]:
    """The short names in one column, in the order of the rows."""
    return [tail(row[column]) for row in rows]


@pytest.fixture(scope="session")
def kg() -> Any:
    """The graph as shipped: ontology, registry, plans, judgements, and what is derived."""
    import rrgraph

    return rrgraph.open(ROOT / "graph")


@pytest.fixture(scope="session")
def ask(kg: Any) -> Ask:
    """Put a shipped query, by its name, to the graph as shipped; a row is a dict of plain values."""

    def rows(name: str, **values: str) -> Rows:
        def each() -> Iterator[dict[str, Any]]:
            yield from kg.query(name, **values)

        return list(each())

    return rows
