"""How long `rrgraph import` takes with large files, beside merely opening them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import openpyxl

from benchmarks.measure import RRGRAPH, exponent, least, table

SIZES = (100, 1_000, 10_000)
OBJECTIVES = (100, 1_000, 2_900)  # the last a file of 1.5 MB
_PARSE = "import lxml.etree, sys; lxml.etree.parse(sys.argv[1])"
HEAD = ("Ref", "Priority", "Action", "Measure", "By when", "Lead", "Partners")
_OPEN = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1], data_only=True)"


def workbook(path: Path, rows: int) -> Path:
    """A plan of as many actions, twenty to a priority, in one sheet; a third of the names unknown."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    sheet.append(HEAD)
    for number in range(rows):
        priority, action = divmod(number, 20)
        sheet.append(
            (
                f"{priority + 1}.{action + 1}",
                f"{priority + 1} Priority of area {priority + 1}",
                f"Arrange visit {number} for people in area {number % 97}",
                "Evidence of sustained performance. More people helped.",
                "by March 2030" if number % 2 else "Quarterly",
                "NOMS & Police",
                f"Probation, PCTs, Charity {number % 300}",
            )
        )
    book.save(path)
    return path


def strategy(path: Path, objectives: int) -> Path:
    """A plan in StratML Part 2: ten objectives to a goal, each with a lead, a measure and a target."""
    lines = [
        '<PerformancePlanOrReport Type="Performance_Plan"',
        '  xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport">',
        "<Name>Measured</Name><StrategicPlanCore>",
        "<Organization><Name>Ministry of Justice</Name></Organization>",
    ]
    for number in range(objectives):
        if number % 10 == 0:
            goal = (
                f"<Goal><Name>Area {number}</Name><Description>Work in area {number}.</Description>"
            )
            lines.append(f"{'</Goal>' if number else ''}{goal}")
        lines.append(
            f"<Objective><Name>Visit {number}</Name>"
            f"<Description>Arrange visit {number} for people in area {number % 97}.</Description>"
            "<Stakeholder><Name>NOMS</Name><Role><Name>Lead</Name><RoleType>Performer</RoleType>"
            "</Role></Stakeholder><PerformanceIndicator>"
            f"<MeasurementDimension>People visited in area {number % 97}</MeasurementDimension>"
            "<UnitOfMeasurement>percent</UnitOfMeasurement><MeasurementInstance><TargetResult>"
            "<EndDate>2030-03-31</EndDate><NumberOfUnits>80</NumberOfUnits></TargetResult>"
            "</MeasurementInstance></PerformanceIndicator></Objective>"
        )
    days = "<StartDate>2029-04-01</StartDate><EndDate>2030-03-31</EndDate>"
    lines += ["</Goal></StrategicPlanCore>", f"<AdministrativeInformation>{days}"]
    lines.append("</AdministrativeInformation></PerformancePlanOrReport>")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def report(runs: int = 3) -> str:
    """CPU time and memory of an import by its size, and how they grow: of workbooks, of StratML."""
    return f"{_workbooks(runs)}\n\n{_strategies(runs)}"


def _strategies(runs: int) -> str:
    ours, rows, megabytes = [], [], []
    with tempfile.TemporaryDirectory() as away:
        for size in OBJECTIVES:
            path = strategy(Path(away) / f"{size}.xml", size)
            megabytes.append(path.stat().st_size / 1e6)
            one = least((RRGRAPH, "import", str(path), "--plan", "measured"), runs)
            opened = least((sys.executable, "-c", _PARSE, str(path)), runs)
            ours.append(one.seconds)
            rows.append(
                [
                    f"{megabytes[-1]:.2f} MB, {size:,} objectives",
                    f"{one.seconds:.1f} s, {one.megabytes:.0f} MB",
                    f"{opened.seconds:.1f} s, {opened.megabytes:.0f} MB",
                    f"{one.seconds / opened.seconds:.1f}",
                ]
            )
    head = ["StratML", "`import`", "lxml parses it", "ratio"]
    grown = exponent([round(1000 * size) for size in megabytes], ours)
    return f"{table(head, rows)}\n\nExponent {grown:.2f}; aim: at most 1.15."


def _workbooks(runs: int) -> str:
    ours, rows = [], []
    with tempfile.TemporaryDirectory() as away:
        for size in SIZES:
            path = str(workbook(Path(away) / f"{size}.xlsx", size))
            one = least((RRGRAPH, "import", path, "--plan", "measured"), runs)
            opened = least((sys.executable, "-c", _OPEN, path), runs)
            ours.append(one.seconds)
            rows.append(
                [
                    f"{size:,}",
                    f"{one.seconds:.1f} s, {one.megabytes:.0f} MB",
                    f"{opened.seconds:.1f} s, {opened.megabytes:.0f} MB",
                    f"{one.seconds / opened.seconds:.1f}",
                ]
            )
    head = ["rows of a workbook", "`import`", "openpyxl opens it", "ratio"]
    return f"{table(head, rows)}\n\nExponent {exponent(SIZES, ours):.2f}; aim: at most 1.15."
