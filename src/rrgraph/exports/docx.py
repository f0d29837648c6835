"""The action list as a Word document, for a meeting: theme by theme, with room for what is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from rrgraph.findings import day_in_words
from rrgraph.knowledge import Knowledge
from rrgraph.outline import Item, Outline, Part, outline
from rrgraph.plaintext import one_line
from rrgraph.reports import _word
from rrgraph.workbooks import RAG_COLOURS, settled

if TYPE_CHECKING:
    from docx.document import Document

SUMMARY = "Word document: the action list theme by theme, for a meeting"
SUFFIX = ".docx"
BINARY = True
COLUMNS = {  # heading -> width in centimetres; together as wide as the paper allows
    "Ref": 1.7,
    "Action": 7.2,
    "Lead": 3.6,
    "Contributing": 3.6,
    "How it is measured": 4.2,
    "By when": 3.0,
    "Progress": 3.0,
}


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the paper: a plan after another, a table for each priority."""
    import docx

    outlines = [outline(kg.store, plan) for plan in plans or kg.plans]
    last = max((one.end for one in outlines), default="1980-01-01")
    when = datetime.fromisoformat(last).replace(tzinfo=UTC)
    paper = docx.Document()
    _word.page(paper, when, "Action list", landscape=True)
    for number, plan in enumerate(outlines):
        _plan(paper, plan, is_first=number == 0)
    made = BytesIO()
    paper.save(made)
    out.write(settled(made.getvalue(), when))


def _plan(paper: Document, plan: Outline, *, is_first: bool) -> None:
    title = _word.styled(paper, "Title", one_line(f"Action list: {plan.title}"))
    title.paragraph_format.page_break_before = not is_first
    period = f"{day_in_words(plan.start)} to {day_in_words(plan.end)}"
    _word.styled(paper, "Subtitle", one_line(f"{plan.publisher}. {period}.".lstrip(". ")))
    for theme in plan.themes:
        heading = paper.add_heading(one_line(theme.label), 1)
        heading.paragraph_format.keep_with_next = True
        if theme.text:
            paper.add_paragraph(one_line(theme.text)).paragraph_format.keep_with_next = True
        for priority, items in _by_priority(theme):
            paper.add_heading(one_line(priority.label), 2)
            if priority.text and items != [priority]:
                paper.add_paragraph(one_line(priority.text)).paragraph_format.keep_with_next = True
            _actions(paper, items)


def _by_priority(theme: Item) -> Iterable[tuple[Item, list[Item]]]:
    """The priorities of a theme that something is to be done in, and what that is."""
    found: dict[str, tuple[Item, list[Item]]] = {}
    for priority, item in theme.rows():
        found.setdefault(priority.iri, (priority, []))[1].append(item)
    return found.values()


def _actions(paper: Document, items: list[Item]) -> None:
    rows = [list(COLUMNS), *([""] * len(COLUMNS) for _ in items)]
    table = _word.table(paper, rows, list(COLUMNS.values()))
    for row, item in zip(table.rows[1:], items, strict=True):
        latest = item.updates[-1] if item.updates else None
        title = row.cells[1].paragraphs[0]
        title.add_run(one_line(item.title)).bold = True
        if item.text and item.text != item.title:
            title.add_run(f"\n{one_line(item.text)}")
        _fill(row.cells[0], [item.number])
        _fill(row.cells[2], map(_owner, [*item.leads, *item.responsible]))
        _fill(row.cells[3], map(_owner, item.contributors))
        _fill(row.cells[4], (part.said for part in item.measures))
        _fill(row.cells[5], (part.printed for part in item.milestones))
        if latest:
            _word.shade(row.cells[6], RAG_COLOURS[latest.rag])
            words = f"{latest.rag.replace('-', ' ').capitalize()}, {day_in_words(latest.as_of)}"
            _fill(row.cells[6], [words, latest.said])


def _fill(cell: Any, texts: Iterable[str]) -> None:
    """Texts in a cell, one below the other, none twice."""
    told = dict.fromkeys(one_line(text) for text in texts if text)
    cell.paragraphs[0].add_run("\n".join(told))


def _owner(part: Part) -> str:
    return part.name or part.printed
