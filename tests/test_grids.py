"""The tables of a plan: each number is what the graph holds, and empty lines are the gaps found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import rrgraph
from rrgraph.grids import Grid, Load, grids, labels, loads
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge

YORKSHIRE = "yorkshire-humberside-2009"
HERE = f"{THINGS}plan/{YORKSHIRE}"


@pytest.fixture(scope="module")
def tables(shipped: Knowledge) -> dict[str, Grid]:
    """The grids of Yorkshire & Humberside by name."""
    return {grid.name: grid for grid in grids(shipped, [YORKSHIRE])[YORKSHIRE]}


@pytest.fixture(scope="module")
def led(shipped: Knowledge) -> dict[str, Load]:
    """Who leads how much of Yorkshire & Humberside."""
    return {one.party.rsplit("/", 1)[-1]: one for one in loads(shipped, [YORKSHIRE])[YORKSHIRE]}


def found(kg: Knowledge, rule: str) -> set[str]:
    """What a rule finds in Yorkshire & Humberside."""
    return {finding.focus for finding in kg.gaps(plans=[YORKSHIRE], rules=[rule]).findings}


# ---------------------------------------------------------------------- what is in a cell
def test_partners_stand_where_they_lead_or_contribute(tables: dict[str, Grid]) -> None:
    """Whoever leads most first; the numbers are those of actions."""
    grid = tables["partners"]
    first, block = f"{THINGS}agency/noms-yh", f"{HERE}/priority/2.4"
    assert first == grid.rows[0]
    assert 26 == len(grid.items(row=first, mark="L"))
    assert {"L": 1, "C": 2} == {m: len(i) for m, i in grid.cells[first, block].items()}
    assert 56 == len(grid.items(mark="L"))  # of 57: nobody leads one


def test_a_cell_holds_what_the_network_has_as_edges(
    shipped: Knowledge, tables: dict[str, Grid]
) -> None:
    """Leads and contributions, citations and measures, references."""
    network = shipped.network("partner-load", plan=YORKSHIRE)
    edges = {(start, end) for start, end in network.edges}
    cells = tables["partners"].cells
    assert edges == {
        (row, item) for (row, _), c in cells.items() for items in c.values() for item in items
    }
    policy = shipped.network("policy-links", plan=YORKSHIRE)
    cited = {(end, start) for start, end in policy.edges}
    assert cited == set(tables["psas"].cells) | set(tables["indicators"].cells)
    links = shipped.network("dependencies", plan=YORKSHIRE)
    assert set(links.edges) == set(tables["links"].cells)
    for start, end, about in links.edges(data=True):
        cell = tables["links"].cells[start, end]
        assert {"↔" if about["returned"] else "→": about["references"]} == {
            mark: len(items) for mark, items in cell.items()
        }


def test_every_priority_is_a_column_in_the_order_of_the_plan(
    shipped: Knowledge, tables: dict[str, Grid]
) -> None:
    """Also the empty ones."""
    label = labels(shipped)
    names = [label(column) for column in tables["psas"].columns]
    assert 20 == len(names)
    assert "1.1 Effective Offender Management" == names[0]
    assert sorted(names, key=lambda name: name.split()[0]) == names


# ---------------------------------------------------------------------- what is empty
def test_what_is_empty_is_what_the_rules_find(shipped: Knowledge, tables: dict[str, Grid]) -> None:
    """Two ways to the same gaps."""
    assert found(shipped, "block-without-psa") == set(tables["psas"].empty_columns)
    assert found(shipped, "psa-described-not-cited") == set(tables["psas"].empty_rows)
    assert found(shipped, "indicator-not-measured") == set(tables["indicators"].empty_rows)
    assert found(shipped, "block-refers-to-nothing") == set(tables["links"].empty_rows)
    assert found(shipped, "block-never-referred-to") == set(tables["links"].empty_columns)


def test_a_plan_that_has_nothing_of_it_has_an_empty_grid(shipped: Knowledge) -> None:
    """Norfolk names no partner, cites nothing and refers to nothing."""
    for grid in grids(shipped, ["norfolk-2019"])["norfolk-2019"]:
        assert {} == grid.cells
        assert 8 == len(grid.columns) == len(grid.empty_columns)


# ---------------------------------------------------------------------- load
def test_a_load_tells_alone_from_jointly_and_adds_units_and_posts(
    shipped: Knowledge, led: dict[str, Load]
) -> None:
    """NOMS Y & H leads 26, as the gap report says, 20 of them alone, and 40 with those it holds."""
    own = led["noms-yh"]
    assert (26, 20, 6, 40) == (own.own, len(own.alone), len(own.jointly), own.all)
    (finding,) = shipped.gaps(plans=[YORKSHIRE], rules=["load-concentration"]).findings
    assert "leads 26 of the plan's 57 actions (46%), 20 of them alone" in finding.message
    through_units = {item for items in own.units.values() for item in items}
    assert own.all == len({*own.alone, *own.jointly} | through_units)
    assert (0, 1) == (led["police"].own, led["police"].all)


def test_whoever_leads_most_stands_first(led: dict[str, Load]) -> None:
    """By what is printed."""
    assert ["noms-yh", "dom-yh", "yhip"] == list(led)[:3]
    assert sorted((one.own for one in led.values()), reverse=True) == [
        one.own for one in led.values()
    ]


# ---------------------------------------------------------------------- a question more
def test_a_grid_is_a_query_file(
    make_graph: Callable[..., Path], tmp_path: Path, shipped: Knowledge
) -> None:
    """With its rows, marks and heading; a row without a column stands empty."""
    make_graph()
    folder = tmp_path / "queries"
    (folder / "grids").mkdir(parents=True)
    (folder / "grids" / "90-themes.rq").write_text(
        "#+ summary: s\n#+ description: d\n#+ heading: Themes\n#+ row: Theme\n"
        "#+ marks: x stands under; y beside\n#+ empty: e\n"
        "PREFIX rrg: <https://w3id.org/rrgraph/def#>\n"
        "SELECT ?row ?column ('x' AS ?mark) (?column AS ?item) ?_plan_iri WHERE {\n"
        "{ ?column rrg:isPartOf ?row . ?row a rrg:Theme ; rrg:inPlan ?_plan_iri }\n"
        "UNION { ?row a rrg:Action ; rrg:inPlan ?_plan_iri } } ORDER BY ?row\n",
        encoding="utf-8",
    )
    *_, grid = grids(rrgraph.open(tmp_path / "graph"), ["demo"])["demo"]
    assert [("x", "stands under"), ("y", "beside")] == [tuple(mark) for mark in grid.marks]
    theme = f"{THINGS}plan/demo/theme/1"
    assert 2 == len(grid.items(row=theme)) == len(grid.items(row=theme, mark="x"))
    assert [] == grid.items(row=theme, mark="y")
    assert 2 == len(grid.empty_rows)
    assert ("Themes", "themes") == (grid.header["heading"], grid.name)
