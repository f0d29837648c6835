"""The gap report as an Excel workbook to work through: who takes a finding on, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from rrgraph.findings import BOARD_WORDS, SEVERITIES, Finding, GapReport, day_in_words
from rrgraph.grids import grids, labels
from rrgraph.knowledge import Knowledge
from rrgraph.reports._office import SHADES, looked_at
from rrgraph.reports._words import counted, notices, titles
from rrgraph.workbooks import as_header, fill, fit_rows, table, workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SUMMARY = "Excel workbook: each finding with empty columns for owner, action and date"
SUFFIX = ".xlsx"
BINARY = True
ACTIONS = ("Ask the lead", "Change the plan", "Put to the board", "Accept with a reason", "No gap")
COLUMNS = {  # heading -> width in characters
    "For": 9,
    "Plan": 34,
    "Number": 9,
    "Finding": 60,
    "What to do": 60,
    "Owner": 26,
    "Action": 22,
    "By when": 14,
    "In the plan's words": 44,
    "Where": 24,
    "Rests on": 12,
    "Accepted because": 30,
    "Rule": 26,
    "File and line": 48,
}


def write(report: GapReport, out: BinaryIO, kg: Knowledge) -> None:
    """Write the report as a workbook: the findings, the counts, and the partners to choose from.

    Nothing in it is a formula: what begins like one is a text, and counts are numbers.
    """
    from openpyxl import Workbook

    book = Workbook()
    findings = book.worksheets[0]
    findings.title = "Findings"
    partners = _partners(report, kg)
    _findings(findings, report, titles(report, kg))
    _choices(findings, len(report.findings) + 1, len(partners))
    _summary(book.create_sheet("Summary"), report, titles(report, kg))
    table(book.create_sheet("Partners"), [["Partner"], *([name] for name in partners)], [60])
    for sheet in book.worksheets:
        fit_rows(sheet)
    out.write(workbook(book, "Gap report", looked_at(report)))


def _findings(sheet: Worksheet, report: GapReport, plans: dict[str, str]) -> None:
    from openpyxl.utils import get_column_letter

    rows = [_row(finding, plans) for finding in report.findings]
    table(sheet, [list(COLUMNS), *rows], list(COLUMNS.values()))
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    for number, finding in enumerate(report.findings, 2):
        sheet.cell(number, 1).fill = fill(SHADES[finding.severity])


def _row(finding: Finding, plans: dict[str, str]) -> list[Any]:
    return [
        BOARD_WORDS[finding.severity],
        plans.get(finding.plan, finding.plan),
        finding.number,
        finding.message,
        finding.advice,
        *("", "", ""),  # owner, action, by when: to be filled in
        finding.quote,
        finding.where,
        finding.ground,
        finding.accepted,
        finding.rule,
        f"{finding.file}:{finding.line}" if finding.file else "",
    ]


def _choices(sheet: Worksheet, last: int, partners: int) -> None:
    """Owner and action are chosen from a list, or written; by when is a day."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if last < 2:
        return
    letter = {heading: get_column_letter(n) for n, heading in enumerate(COLUMNS, 1)}
    day = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
    day.error, day.errorTitle = "Write a day, such as 30/9/2009.", "By when"
    wanted = [
        ("Action", DataValidation("list", formula1=f'"{",".join(ACTIONS)}"', allow_blank=True)),
        ("By when", day),
    ]
    if partners:
        names = f"Partners!$A$2:$A${partners + 1}"
        wanted.append(("Owner", DataValidation("list", formula1=names, allow_blank=True)))
    for heading, choice in wanted:
        choice.add(f"{letter[heading]}2:{letter[heading]}{last}")
        choice.showErrorMessage = heading == "By when"  # any other owner or action may be written
        sheet.add_data_validation(choice)
    for number in range(2, last + 1):
        sheet[f"{letter['By when']}{number}"].number_format = "d mmm yyyy"


def _summary(sheet: Worksheet, report: GapReport, plans: dict[str, str]) -> None:
    """How many findings are open and accepted: in all, of each plan, and of each question."""
    rows: list[list[Any]] = [["For", "Open"]]
    counts = report.counts()
    rows += [[BOARD_WORDS[severity], counts[severity]] for severity in SEVERITIES]
    rows += [["Accepted", counts["accepted"]], []]
    rows += [["Plan", "Open", "Accepted", "Looked at on"]]
    for plan, day in report.as_of.items():
        own = [finding for finding in report.findings if finding.plan == plan]
        still = sum(not finding.accepted for finding in own)
        rows.append([plans[plan], still, len(own) - still, day_in_words(day)])
    rows += [[], ["Question", "Open", "Accepted", "For", "Rule"]]
    for one in counted(report):
        word = BOARD_WORDS[one.severity]
        rows.append([one.summary, one.open, one.accepted, word, one.rule])
    told = notices(report)
    for head, lines in told:
        rows += [[], [head], *([line] for line in lines)]
    heads = {"For", "Plan", "Question", *(head for head, _ in told)}
    table(sheet, rows, [70, 9, 10, 18, 30])
    for number, row in enumerate(rows, 1):
        if row and row[0] in heads:
            as_header(sheet, number)


def _partners(report: GapReport, kg: Knowledge) -> list[str]:
    """The bodies that have a part in the plans of the report, by name."""
    plans = [plan for plan in report.as_of if plan in kg.plans]
    label = labels(kg)
    tables = (grid for found in grids(kg, plans).values() for grid in found)
    return sorted({label(row) for grid in tables if grid.name == "partners" for row in grid.rows})
