"""The gap report as a Word document, ready to go with the papers of a board."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from textwrap import shorten
from typing import TYPE_CHECKING, BinaryIO

from rrgraph.findings import (
    BOARD_WORDS,
    SEVERITIES,
    Finding,
    GapReport,
    day_in_words,
    in_board_words,
)
from rrgraph.grids import Load, labels, loads
from rrgraph.keydates import KeyDate, key_dates, month_in_words
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import one_line
from rrgraph.reports import _word
from rrgraph.reports._office import SHADES, looked_at
from rrgraph.reports._words import (
    Counted,
    Decision,
    beside,
    counted,
    decisions,
    in_the_plan,
    notices,
    titles,
    why,
)
from rrgraph.workbooks import settled

if TYPE_CHECKING:
    from docx.document import Document

SUMMARY = "Word document, a paper for the board: the decisions asked of it, then each gap"
SUFFIX = ".docx"
BINARY = True
TITLE = "Gaps in our plans"
MOST = 50  # findings told of one rule; of the rest the paper says how many they are
MOST_BODIES = 15  # told of those that lead; the page and the workbook have them all
SHORT = 200  # letters that a decision has on the first page, for all five to stand there
COUNTS = ("How many gaps there are", "counts")  # a heading, and the mark that links lead to
LOADS = ("Who leads how much", "loads")
DATES = ("What is due in which month", "dates")
MEANING = {
    "error": "for the board to decide",
    "warning": "for the plan officer to mend",
    "note": "good to know",
}


def write(report: GapReport, out: BinaryIO, kg: Knowledge) -> None:
    """Write the report as a paper: decisions asked, contents, counts, then each rule with quotes."""
    import docx

    paper = docx.Document()
    _word.page(paper, looked_at(report), TITLE)
    _cover(paper, report, titles(report, kg), decisions(report, kg))
    rules, plans = counted(report), {k: v for k, v in titles(report, kg).items() if k in kg.plans}
    led = {plan: found for plan, found in loads(kg, plans).items() if found}
    dated = [one for one in key_dates(kg, plans) if one.day]
    _contents(paper, report, rules, [*([LOADS] if led else []), *([DATES] if dated else [])])
    _counts(paper, report, rules, titles(report, kg))
    _loads(paper, led, plans, labels(kg))
    _dates(paper, dated, plans)
    for severity in SEVERITIES:
        own = [rule for rule in rules if rule.severity == severity]
        if own:
            _word.heading(paper, f"{BOARD_WORDS[severity]}: {MEANING[severity]}", 1, severity)
        for rule in own:
            _rule(paper, report, rule)
    for mark, (head, lines) in enumerate(notices(report, named=False)):
        _word.heading(paper, head, 1, f"notice-{mark}")
        for line in lines:
            _word.styled(paper, "ListBullet", one_line(line))
    made = BytesIO()
    paper.save(made)
    out.write(settled(made.getvalue(), looked_at(report)))


# ---------------------------------------------------------------------- the parts of the paper
def _cover(
    paper: Document, report: GapReport, plans: dict[str, str], asked: list[Decision]
) -> None:
    """One page: what the paper is, and at most five decisions, each with room for the answer."""
    _word.styled(paper, "Title", TITLE)
    for plan, title in plans.items():
        day = day_in_words(report.as_of[plan])
        _word.styled(paper, "Subtitle", one_line(f"{title}, as on {day}"))
    paper.add_paragraph(f"Found: {in_board_words(report.counts())}.")
    if compared := beside(report):
        paper.add_paragraph(one_line(compared))
    if not asked:
        paper.add_paragraph("No gap asks the board for a decision.")
        return
    words = "this decision" if len(asked) == 1 else f"these {len(asked)} decisions"
    paper.add_paragraph(f"The board is asked for {words}:").paragraph_format.keep_with_next = True
    rows = [["", "Decision", "Agreed? Who, by when?"]]
    rows += [[str(number), "", ""] for number, _ in enumerate(asked, 1)]
    table = _word.table(paper, rows, [0.8, 12.2, 4.6])
    for row, decision in zip(table.rows[1:], asked, strict=True):
        cell = row.cells[1].paragraphs[0]
        cell.add_run(_short(decision.asks)).bold = True
        cell.add_run(f"\n{_short(decision.because)} ")
        such = len(decision.findings)
        _word.link(cell, decision.rule, f"Read on: {such} such gaps" if such > 1 else "Read on")


def _contents(
    paper: Document, report: GapReport, rules: list[Counted], tables: list[tuple[str, str]]
) -> None:
    """A table of contents that Word fills with page numbers; until then it lists the headings."""
    from docx.shared import Cm

    _word.heading(paper, "Contents", 0)
    entries = [(text, mark, 0.0) for text, mark in (COUNTS, *tables)]
    for severity in SEVERITIES:
        own = [(one.summary, one.rule, 0.6) for one in rules if one.severity == severity]
        if own:
            entries += [(f"{BOARD_WORDS[severity]}: {MEANING[severity]}", severity, 0.0), *own]
    entries += [(head, f"notice-{mark}", 0.0) for mark, (head, _) in enumerate(notices(report))]
    first = _word.styled(paper, "ListParagraph")
    _word.field_part(first, "begin", dirty=True)
    _word.instruction(first, r'TOC \o "1-2" \h \z \u')
    _word.field_part(first, "separate")
    paragraph = first
    for number, (text, mark, indent) in enumerate(entries):
        paragraph = paragraph if number == 0 else _word.styled(paper, "ListParagraph")
        paragraph.paragraph_format.left_indent = Cm(indent)
        paragraph.paragraph_format.space_after = 0
        paragraph.paragraph_format.line_spacing = 1.0
        _word.link(paragraph, mark, text)
    _word.field_part(paragraph, "end")


def _counts(
    paper: Document, report: GapReport, rules: list[Counted], plans: dict[str, str]
) -> None:
    _word.heading(paper, COUNTS[0], 1, COUNTS[1])
    rows = [["Plan", *(BOARD_WORDS[severity] for severity in SEVERITIES), "Accepted"]]
    for plan, title in plans.items():
        own = GapReport(report.as_of, [f for f in report.findings if f.plan == plan]).counts()
        rows.append([title, *(str(own[key]) for key in (*SEVERITIES, "accepted"))])
    total = report.counts()
    rows.append(["All", *(str(total[key]) for key in (*SEVERITIES, "accepted"))])
    _word.table(paper, rows, [9.2, 2.1, 2.1, 2.1, 2.1])
    paper.add_paragraph()
    rows = [["For", "Question", "Open", "Accepted"]]
    for one in rules:
        word = BOARD_WORDS[one.severity]
        rows.append([word, one.summary, str(one.open), str(one.accepted)])
    table = _word.table(paper, rows, [2.1, 11.3, 2.1, 2.1])
    for row, one in zip(table.rows[1:], rules, strict=True):
        _word.shade(row.cells[0], SHADES[one.severity])


def _loads(
    paper: Document, led: dict[str, list[Load]], plans: dict[str, str], name: Callable[[str], str]
) -> None:
    """For each plan the bodies that lead most, and how much of it alone."""
    if led:
        _word.heading(paper, LOADS[0], 1, LOADS[1])
    for plan, found in led.items():
        paper.add_paragraph(one_line(plans[plan]))
        rows = [["Body", "Leads", "Of these alone", "With its units and posts"]]
        for load in found[:MOST_BODIES]:
            figures = (load.own, len(load.alone), load.all)
            rows.append([name(load.party), *map(str, figures)])
        _word.table(paper, rows, [9.2, 2.4, 3.0, 3.0])
        left = len(found) - MOST_BODIES
        paper.add_paragraph(f"And {left} more that lead less." if left > 0 else "")


def _dates(paper: Document, dated: list[KeyDate], plans: dict[str, str]) -> None:
    """For each plan the months in which something is due, with what it is."""
    if dated:
        _word.heading(paper, DATES[0], 1, DATES[1])
    months: dict[str, dict[str, list[KeyDate]]] = {}
    for one in dated:
        months.setdefault(one.plan, {}).setdefault(one.day[:7], []).append(one)
    for plan, due in months.items():
        paper.add_paragraph(one_line(plans[plan]))
        rows = [["Month", "Milestones", "What is due"]]
        for month, found in due.items():
            said = "; ".join(dict.fromkeys(name for one in found for name in one.names))
            rows.append([month_in_words(month), str(len(found)), said])
        _word.table(paper, rows, [3.2, 2.4, 12.0])
        paper.add_paragraph()


def _rule(paper: Document, report: GapReport, rule: Counted) -> None:
    _word.heading(paper, f"{rule.summary} ({rule.open})", 2, rule.rule)
    if rule.description:
        paper.add_paragraph(one_line(rule.description))
    paper.add_paragraph(one_line(why(report, rule.findings[0])))
    for finding in rule.findings[:MOST]:
        _finding(paper, report, finding)
    if len(rule.findings) > MOST:
        left = len(rule.findings) - MOST
        paper.add_paragraph(f"And {left} more: see the gap report as a page or a workbook.")


def _finding(paper: Document, report: GapReport, finding: Finding) -> None:
    told = _word.styled(paper, "ListBullet")
    told.paragraph_format.keep_with_next = True
    told.add_run(one_line(finding.message)).bold = True
    if words := in_the_plan(report, finding):
        _word.styled(paper, "Quote", one_line(words)).paragraph_format.keep_with_next = True
    what = _word.styled(paper, "ListContinue", one_line(finding.advice))
    if finding.accepted:
        accepted = one_line(f"Accepted by the partners: {finding.accepted}")
        what.add_run(f" {accepted}").italic = True


def _short(text: str) -> str:
    return shorten(one_line(text), SHORT, placeholder=" …")
