"""A question put to one plan has the same answer when other plans stand in the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

import rrgraph
from rrgraph.knowledge import Knowledge
from rrgraph.store import Store

PLAN = "yorkshire-humberside-2009"
ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    sorted(  # the questions on this plan; on how one edition follows another, see test_refresh.py
        path.stem
        for path in (ROOT / "queries" / "ask").glob("*.rq")
        if PLAN in path.read_text(encoding="utf-8")
    )
)


@pytest.fixture(scope="module")
def beside() -> Store:
    """The shipped graph with every word of the plan once more under another name."""
    graph = rrgraph.open(ROOT / "graph")
    store = graph.loaded.store()
    dump = store.oxigraph.dump(format=RdfFormat.N_QUADS) or b""
    lines = dump.decode().splitlines()
    copied = [line.replace(PLAN, "copy-2010") for line in lines if PLAN in line]
    store.oxigraph.load("\n".join(copied).encode(), format=RdfFormat.N_QUADS)
    store.derive(query.text for query in graph.library.all("derive"))
    return store


def read(cell: object) -> list[str]:
    """A cell with names strung together as a list of them: SPARQL sets no order among them."""
    return sorted(str(cell).replace("copy-2010", PLAN).removesuffix("@en").strip('"').split("; "))


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_on_one_plan_does_not_change_beside_another(
    shipped: Knowledge, beside: Store, name: str
) -> None:
    """Same rows in the same order: nothing leaks from a plan that was not asked about."""
    query = shipped.library.find(name)
    bindings = query.bindings({})
    alone = shipped.store.select(query.text, bindings).rows
    rows = beside.select(query.text, bindings).rows
    assert rows
    assert [[read(cell) for cell in row] for row in rows] == [list(map(read, row)) for row in alone]


@pytest.mark.parametrize("name", NAMES)
def test_another_plan_gets_its_own_answer(shipped: Knowledge, beside: Store, name: str) -> None:
    """The copy of the plan is answered as the plan is, with its own items."""
    query = shipped.library.find(name)
    other = {key: value.replace(PLAN, "copy-2010") for key, value in query.defaults.items()}
    rows = beside.select(query.text, query.bindings(other)).rows
    alone = shipped.store.select(query.text, query.bindings({})).rows
    assert [[read(cell) for cell in row] for row in rows] == [list(map(read, row)) for row in alone]


@pytest.mark.parametrize("kind", ["grids", "refresh", "sheets"])
@pytest.mark.parametrize("plan", [PLAN, "copy-2010"])
def test_a_table_of_one_plan_does_not_change_beside_another(
    shipped: Knowledge, beside: Store, kind: str, plan: str
) -> None:
    """Each section of a sheet, each grid and each facet holds what it held, and nothing of the other."""
    for query in shipped.library.all(kind):
        alone = shipped.store.select(query.text, query.bindings({"plan": PLAN})).rows
        rows = beside.select(query.text, query.bindings({"plan": plan})).rows
        assert alone or query.name == "rating"  # no action of the plan has one
        assert sorted([read(cell) for cell in row] for row in rows) == sorted(
            [read(cell) for cell in row] for row in alone
        ), query.name
