"""The register of all items, as openpyxl reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import rrgraph
from rrgraph.exports import exported
from rrgraph.exports.register import COLUMNS
from rrgraph.knowledge import Knowledge

YORKSHIRE = "yorkshire-humberside-2009"


def rows(content: bytes, sheet: str = "Register") -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    head, *rest = load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.fixture(scope="module")
def register(shipped: Knowledge) -> list[dict[str, Any]]:
    """Every item of every plan."""
    return rows(exported("register", shipped))


def test_every_item_has_a_row_in_the_order_of_the_document(
    register: list[dict[str, Any]], shipped: Knowledge
) -> None:
    """Themes, priorities and actions of all plans."""
    found = shipped.query("""SELECT ?item { VALUES ?class { rrg:Theme rrg:Priority rrg:Action }
        ?item a ?class ; rrg:order ?order } ORDER BY ?order""")
    items = [row["item"].split("/plan/")[1] for row in found]  # type: ignore[union-attr]

    assert items == [row["Name in commands"] for row in register]
    assert list(COLUMNS) == list(register[0])


def test_a_row_holds_what_the_plan_prints(register: list[dict[str, Any]]) -> None:
    """Of 1.2.1: three leads, two measures, two dates."""
    (row,) = (r for r in register if r["Name in commands"] == f"{YORKSHIRE}/action/1.2.1")

    assert "1.2 Increased Knowledge of What Works & Provides Public Value" == row["Priority"]
    assert 3 == len(row["Lead"].splitlines())
    assert 2 == len(row["Measures"].splitlines())
    assert "September 2009\nJanuary 2010" == row["Milestones"]
    assert (datetime(2009, 9, 1), datetime(2010, 1, 31)) == (row["First day"], row["Last day"])


def test_references_are_told_both_ways(register: list[dict[str, Any]]) -> None:
    """With the words, and where they lead."""
    by_name = {row["Name in commands"]: row for row in register}
    words = by_name[f"{YORKSHIRE}/priority/1.1"]["Refers to"].splitlines()

    assert "1.3.1 (IOM) -> 1.3.1 Integrated Offender Management" == words[0]
    pointing = by_name[f"{YORKSHIRE}/action/1.3.1"]["Is referred to by"].splitlines()
    assert "1.1 Effective Offender Management" in pointing


def test_the_gaps_of_an_item_stand_in_its_row(
    register: list[dict[str, Any]], shipped: Knowledge
) -> None:
    """All open ones, and their number."""
    (gap,) = shipped.gaps(plans=[YORKSHIRE], rules=["no-lead"]).open
    (row,) = (r for r in register if gap.focus.endswith(r["Name in commands"]))

    assert gap.message in row["What is missing"].splitlines()
    assert row["Gaps"] == len(row["What is missing"].splitlines())


def test_what_each_partner_carries_is_counted(shipped: Knowledge) -> None:
    """Who leads most first."""
    found = rows(exported("register", shipped, [YORKSHIRE]), "Partners")
    leads = [row["Leads"] for row in found]

    assert "NOMS Yorkshire & Humberside" == found[0]["Partner"]
    assert sorted(leads, reverse=True) == leads


def test_what_begins_like_a_formula_is_text(make_graph: Callable[..., Path]) -> None:
    """Also when somebody edits the cell."""
    text = "themes:\n- id: t\n  title: '=1+1'\n  section: '1'\n  priorities:\n  - {id: p, title: '@x'}\n"
    book = load_workbook(BytesIO(exported("register", rrgraph.open(make_graph(actions=text)))))
    cells = [cell for row in book["Register"].iter_rows(min_row=2) for cell in row]
    marked = [cell for cell in cells if str(cell.value or "").startswith(("=", "@"))]

    assert marked
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in marked)


def test_the_same_plans_give_the_same_bytes(shipped: Knowledge) -> None:
    """A difference in the file is one in the plans."""
    assert exported("register", shipped) == exported("register", shipped)
