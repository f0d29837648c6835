"""The gap report as a workbook, as a spreadsheet opens it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from rrgraph.findings import BOARD_WORDS, SEVERITIES, GapReport
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import printable
from rrgraph.reports import rendered
from rrgraph.reports.xlsx import ACTIONS
from rrgraph.workbooks import LETTER, MOST_LETTERS

from .made import EMPTY, MIXED, finding, graph, nasty, saved


def opened(content: bytes) -> Any:
    """The workbook."""
    return openpyxl.load_workbook(BytesIO(content))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The lines of a sheet by heading, empty cells as empty texts."""
    headings, *lines = sheet.iter_rows(values_only=True)
    return [
        {h: "" if v is None else v for h, v in zip(headings, line, strict=True)} for line in lines
    ]


def summary(book: Any) -> dict[str, tuple[Any, ...]]:
    """The lines of the summary by their first cell."""
    return {line[0]: line[1:] for line in book["Summary"].iter_rows(values_only=True) if line[0]}


@pytest.mark.parametrize("report", [MIXED, graph().gaps()], ids=["mixed", "county"])
def test_a_line_tells_a_finding_and_leaves_room_for_who_does_what(report: GapReport) -> None:
    """In the words of a board; owner, action and date are empty."""
    found = rows(opened(saved("xlsx", report))["Findings"])
    assert len(report.findings) == len(found)
    for line, one in zip(found, report.findings, strict=True):
        assert (BOARD_WORDS[one.severity], printable(one.message), printable(one.advice)) == (
            line["For"],
            line["Finding"],
            line["What to do"],
        )
        assert (printable(one.quote), printable(one.where), f"{one.file}:{one.line}") == (
            line["In the plan's words"],
            line["Where"],
            line["File and line"],
        )
        assert one.accepted == line["Accepted because"]
        assert ["", "", ""] == [line[heading] for heading in ("Owner", "Action", "By when")]


def test_a_line_is_as_high_as_its_fullest_cell() -> None:
    """An office that does not fit the heights itself would print one line over the next."""
    report = GapReport({"demo": ""}, [finding(1), finding(2, message="so many words " * 30)], {})
    sheet = opened(saved("xlsx", report))["Findings"]
    low, high = (sheet.row_dimensions[number].height for number in (2, 3))
    letters = len(report.findings[1].message)
    assert low < high
    assert high >= letters / sheet.column_dimensions["D"].width * LETTER
    vast = GapReport({"demo": ""}, [finding(1, message="word " * 5_000)], {})
    assert opened(saved("xlsx", vast))["Findings"].row_dimensions[2].height <= 409


@pytest.mark.parametrize("report", [MIXED, EMPTY, graph().gaps()], ids=["mixed", "empty", "county"])
def test_the_summary_counts_what_the_json_counts(report: GapReport) -> None:
    """By severity, by plan and by question; figures, not formulas."""
    told = summary(opened(saved("xlsx", report)))
    counts = report.counts()
    assert [counts[s] for s in SEVERITIES] == [told[BOARD_WORDS[s]][0] for s in SEVERITIES]
    assert ("Open", "Accepted", "Looked at on") == told["Plan"][:3]
    for rule, findings in report.by_rule().items():
        accepted = sum(bool(found.accepted) for found in findings)
        question = report.rules[rule]["summary"]
        assert (len(findings) - accepted, accepted) == told[question][:2]
        assert rule == told[question][3]


def test_the_summary_counts_each_plan(shipped: Knowledge) -> None:
    """By its title; together they are all there is."""
    report = shipped.gaps()
    content = rendered("xlsx", report, shipped)
    assert isinstance(content, bytes)
    told = summary(opened(content))
    plans = [line for line in told.values() if line[2] and str(line[2])[-4:].isdigit()]
    assert len(shipped.plans) == len(plans)
    assert len(report.open) == sum(line[0] for line in plans)
    assert "Norfolk Strategic Framework for Reducing Offending 2016-22" in told


def test_the_sheet_is_ready_to_be_worked_through() -> None:
    """The headings stay in sight and are printed on each page; every column can be filtered."""
    sheet = opened(saved("xlsx", MIXED))["Findings"]
    assert "D2" == sheet.freeze_panes
    assert "A1:N6" == sheet.auto_filter.ref
    assert "$1:$1" == sheet.print_title_rows
    assert ("landscape", "9") == (sheet.page_setup.orientation, str(sheet.page_setup.paperSize))
    assert all(8 <= sheet.column_dimensions[letter].width <= 60 for letter in "ABCDEFGHIJKLMN")
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_owner_and_action_are_chosen_from_lists_and_by_when_is_a_day() -> None:
    """Owners are the partners of the plan; one that is not in the list may be written too."""
    book = opened(saved("xlsx", graph().gaps()))
    choices = {str(c.sqref)[0]: c for c in book["Findings"].data_validations.dataValidation}
    last = book["Findings"].max_row
    names = [line["Partner"] for line in rows(book["Partners"])]
    assert names == sorted(names)
    assert "District councils" in names
    assert f"Partners!$A$2:$A${len(names) + 1}" == choices["F"].formula1
    assert f'"{",".join(ACTIONS)}"' == choices["G"].formula1
    assert ("date", f"H2:H{last}") == (choices["H"].type, str(choices["H"].sqref))
    assert not choices["F"].showErrorMessage
    assert choices["H"].showErrorMessage


def test_nothing_is_a_formula_and_every_letter_that_can_be_shown_is_there() -> None:
    """Whatever a text begins with; a cell holds no more than Excel takes."""
    report = nasty(accepted="yes")
    book = opened(saved("xlsx", report))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    for line, one in zip(rows(book["Findings"]), report.findings, strict=True):
        told = printable(one.message)
        cut = told if len(told) <= MOST_LETTERS else f"{told[: MOST_LETTERS - 1]}…"
        assert cut == line["Finding"] == line["Accepted because"]
    edited = [c for c in cells if str(c.value).startswith(("=", "+", "-", "@"))]
    assert edited
    assert all(cell.quotePrefix for cell in edited)
