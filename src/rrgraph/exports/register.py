"""The register of all items, as a workbook to sort and filter: who, what, how measured, by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

from rrgraph.findings import Finding
from rrgraph.iris import short
from rrgraph.knowledge import Knowledge
from rrgraph.outline import Item, Outline, Part, outline
from rrgraph.workbooks import fit_rows, table, workbook

SUMMARY = "Excel register: every item with lead, contributors, measures, milestones, links and gaps"
SUFFIX = ".register.xlsx"
BINARY = True
COLUMNS = {  # heading -> width in characters
    "Plan": 22,
    "Theme": 24,
    "Priority": 28,
    "Kind": 10,
    "Number": 9,
    "Item": 34,
    "What it says": 50,
    "In the plan's words": 44,
    "Section": 9,
    "Lead": 28,
    "Responsible": 24,
    "Contributing": 30,
    "Measures": 44,
    "Milestones": 34,
    "First day": 12,
    "Last day": 12,
    "Refers to": 40,
    "Is referred to by": 30,
    "Rating": 12,
    "Progress": 40,
    "Gaps": 9,
    "What is missing": 60,
    "Name in commands": 44,
}
PARTNER_COLUMNS = {
    "Partner": 60,
    "Plan": 24,
    "Leads": 9,
    "Responsible for": 16,
    "Contributes to": 16,
}


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write two sheets: the items in the order of the documents, and what each partner carries.

    Dates are dates, counts are numbers; nothing is a formula.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    outlines = [outline(kg.store, plan) for plan in plans or kg.plans]
    gaps = _gaps(kg.gaps(plans=plans).open)
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "Register"
    rows = [row for one in outlines for row in _rows(one, gaps)]
    table(sheet, [list(COLUMNS), *rows], list(COLUMNS.values()))
    sheet.freeze_panes = "G2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    for heading in ("First day", "Last day"):
        letter = get_column_letter(list(COLUMNS).index(heading) + 1)
        for number in range(2, len(rows) + 2):
            sheet[f"{letter}{number}"].number_format = "d mmm yyyy"
    partners = [row for one in outlines for row in _partners(one)]
    heads = [list(PARTNER_COLUMNS), *partners]
    table(book.create_sheet("Partners"), heads, list(PARTNER_COLUMNS.values()))
    for one in book.worksheets:
        fit_rows(one)
    last = max((one.end for one in outlines), default="1980-01-01")
    out.write(workbook(book, "Register", datetime.fromisoformat(last).replace(tzinfo=UTC)))


def _gaps(found: Iterable[Finding]) -> dict[str, list[str]]:
    """The open gaps by the item that they are found in."""
    gaps: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        gaps[finding.focus].append(finding.message)
    return gaps


def _rows(plan: Outline, gaps: dict[str, list[str]]) -> Iterator[list[Any]]:
    labels = {item.iri: item.label for item in plan.items()}
    pointing: dict[str, list[str]] = defaultdict(list)
    for item in plan.items():
        for reference in item.references:
            pointing[reference.target].append(item.label)
    for theme in plan.themes:
        for item, priority in _with_priority(theme):
            yield _row(plan, theme, priority, item, labels, pointing, gaps)


def _with_priority(item: Item, priority: Item | None = None) -> Iterator[tuple[Item, Item | None]]:
    """An item and all below it, each with the priority that it stands in."""
    yield item, priority
    for one in item.below:
        yield from _with_priority(one, item if item.kind == "priority" else priority)


def _row(
    plan: Outline,
    theme: Item,
    priority: Item | None,
    item: Item,
    labels: dict[str, str],
    pointing: dict[str, list[str]],
    gaps: dict[str, list[str]],
) -> list[Any]:
    latest = item.updates[-1] if item.updates else None
    found = gaps.get(item.iri, [])
    return [
        plan.plan,
        theme.label,
        priority.label if priority else "",
        item.kind,
        item.number,
        item.title,
        item.text,
        item.quote,
        item.section,
        _lines(part.name or part.printed for part in item.leads),
        _lines(part.name or part.printed for part in item.responsible),
        _lines(part.name or part.printed for part in item.contributors),
        _lines(map(_measure, item.measures)),
        _lines(part.said for part in item.milestones),
        _day(min((part.earliest for part in item.milestones if part.earliest), default="")),
        _day(max((part.latest for part in item.milestones if part.latest), default="")),
        _lines(_reference(part, labels) for part in item.references),
        _lines(pointing.get(item.iri, [])),
        latest.rag if latest else "",
        f"{latest.as_of}: {latest.said}" if latest else "",
        len(found),
        _lines(found),
        short(item.iri),
    ]


def _measure(part: Part) -> str:
    return f"{part.said} [{', '.join(part.indicators)}]" if part.indicators else part.said


def _reference(part: Part, labels: dict[str, str]) -> str:
    """The words of a reference, and where they lead if that is not plain from them."""
    target = labels.get(part.target) or (short(part.target) if part.target else "nothing found")
    return f"{part.printed} -> {target}"


def _partners(plan: Outline) -> Iterator[list[Any]]:
    """What each partner carries in a plan, who leads most first."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for item in plan.items():
        for at, parts in enumerate((item.leads, item.responsible, item.contributors)):
            for name in {part.name for part in parts if part.name}:
                counts[name][at] += 1
    for name, load in sorted(counts.items(), key=lambda one: ([-n for n in one[1]], one[0])):
        yield [name, plan.title, *load]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _day(day: str) -> Any:
    return datetime.fromisoformat(day).date() if day else ""
