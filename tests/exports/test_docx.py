"""The action list for a meeting, as python-docx reads it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

import rrgraph
from rrgraph.exports import exported
from rrgraph.exports.docx import COLUMNS
from rrgraph.knowledge import Knowledge
from rrgraph.outline import outline

YORKSHIRE = "yorkshire-humberside-2009"
PROGRESS = """
progressUpdates:
- {id: one, item: action/1.1.1, asOf: 2009-06-30, rag: red, text: Nobody began.}
- {id: two, item: action/1.1.1, asOf: 2009-09-30, rag: amber, text: The map is drawn.}
"""


def paper(content: bytes) -> Any:
    """The document."""
    return docx.Document(BytesIO(content))


@pytest.mark.parametrize("plan", ["norfolk-2016", "norfolk-2019", YORKSHIRE])
def test_everything_to_be_done_has_a_row(shipped: Knowledge, plan: str) -> None:
    """Actions, and priorities without any, in the order of the plan, below their headings."""
    wanted = [item for theme in outline(shipped.store, plan).themes for item in theme.rows()]
    made = paper(exported("docx", shipped, [plan]))
    rows = [row.cells for table in made.tables for row in table.rows[1:]]

    assert [item.title for _, item in wanted] == [cells[1].text.splitlines()[0] for cells in rows]
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert [theme.label for theme in outline(shipped.store, plan).themes] == headings


def test_a_row_holds_what_the_plan_prints(shipped: Knowledge) -> None:
    """Leads, contributors, measures and dates, one below the other."""
    made = paper(exported("docx", shipped, [YORKSHIRE]))
    (row,) = (r for t in made.tables for r in t.rows if r.cells[0].text == "1.3.1")
    told = dict(zip(COLUMNS, (cell.text.splitlines() for cell in row.cells), strict=True))

    assert 3 == len(told["Lead"])
    assert ["Crime and Disorder Reduction Partnerships", "VCS partners"] == told["Contributing"]
    assert ["Review mid year and year end"] == told["By when"]
    assert [] == told["Progress"]


def test_the_latest_progress_is_shown_in_its_colour(make_graph: Callable[..., Path]) -> None:
    """Older news are history."""
    made = paper(exported("docx", rrgraph.open(make_graph(progress=PROGRESS))))
    cell = made.tables[0].rows[1].cells[-1]

    assert ["Amber, 30 September 2009", "The map is drawn."] == cell.text.splitlines()
    assert 'w:fill="FCD9A0"' in cell._tc.xml


def test_headings_are_repeated_and_rows_are_not_parted(shipped: Knowledge) -> None:
    """Where a table goes on over a page."""
    for table in paper(exported("docx", shipped)).tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_same_plans_give_the_same_bytes(shipped: Knowledge) -> None:
    """No time of saving in it."""
    assert exported("docx", shipped) == exported("docx", shipped)
