"""The gap report as a paper for a board, as a word processor opens it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from rrgraph.findings import BOARD_WORDS, SEVERITIES, GapReport, in_board_words
from rrgraph.grids import loads
from rrgraph.keydates import key_dates
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import one_line
from rrgraph.reports import rendered
from rrgraph.reports._words import decisions
from rrgraph.reports.docx import COUNTS, DATES, LOADS, MOST, MOST_BODIES

from .made import EMPTY, MIXED, RULES, finding, graph, nasty, saved


def opened(content: bytes) -> Any:
    """The paper."""
    return docx.Document(BytesIO(content))


def told(paper: Any) -> list[str]:
    """Its paragraphs, outside tables."""
    return [paragraph.text for paragraph in paper.paragraphs]


def cells(table: Any) -> list[list[str]]:
    """The texts of a table, line by line."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def headed(paper: Any, heading: str) -> list[list[list[str]]]:
    """The tables whose first cell is a heading, line by line."""
    return [lines for lines in map(cells, paper.tables) if lines[0][0] == heading]


@pytest.fixture(scope="module")
def shipped_paper(shipped: Knowledge) -> Any:
    """The paper on the shipped plans."""
    content = rendered("docx", shipped.gaps(), shipped)
    assert isinstance(content, bytes)
    return opened(content)


# ---------------------------------------------------------------------- the first page
def test_the_board_is_asked_for_five_decisions_of_five_rules(
    shipped: Knowledge, shipped_paper: Any
) -> None:
    """What a board asks for first, told as what to decide and why, with room for the answer."""
    report = shipped.gaps()
    asked = decisions(report, shipped)
    assert {"error"} == {one.severity for found in asked for one in found.findings}
    settled = [one for found in asked for one in found.findings]
    assert settled == [f for d in asked for f in report.open if f.rule == d.rule]
    assert 5 == len({one.rule for one in asked})
    first = ["load-concentration", "overdue", "dropped-silently", "indicator-not-measured"]
    assert first == [one.rule for one in asked][:4]
    heading, *lines = cells(shipped_paper.tables[0])
    assert ["", "Decision", "Agreed? Who, by when?"] == heading
    assert ["1", "2", "3", "4", "5"] == [line[0] for line in lines]
    assert [""] * 5 == [line[2] for line in lines]
    assert lines[0][1].startswith(
        "Decide which of the actions that NOMS Yorkshire & Humberside leads"
    )
    assert "NOMS Yorkshire & Humberside leads 26 of the plan's 57 actions (46%)" in lines[0][1]
    assert lines[2][1].startswith("Decide for each of these 10 items of the plan before whether")
    assert "close it: Court Mentor Scheme; Protecting young people" in lines[2][1]
    assert "Read on: 9 such gaps" in lines[3][1]


def test_the_first_page_holds_no_more_than_a_page(shipped_paper: Any) -> None:
    """However long the findings are; what follows begins on a page of its own."""
    lines = cells(shipped_paper.tables[0])
    assert max(len(line[1]) for line in lines) < 450
    contents = next(p for p in shipped_paper.paragraphs if p.text == "Contents")
    assert contents.paragraph_format.page_break_before


def test_a_board_is_asked_for_nothing_that_others_can_mend() -> None:
    """Accepted gaps, warnings and notes stay out."""
    report = GapReport(
        {"demo": "2010-03-31"},
        [
            finding(1, accepted="The board knows."),
            finding(2, rule="shared-lead", severity="note"),
            finding(3, rule="other", severity="warning"),
        ],
        RULES,
    )
    assert [] == decisions(report, graph())
    assert "No gap asks the board for a decision." in told(opened(saved("docx", report)))


def test_what_concerns_a_whole_plan_goes_before_one_item() -> None:
    """Where no rule is one that a board asks for first."""
    plan = "https://w3id.org/rrgraph/id/plan/demo"
    report = GapReport({}, [finding(1), finding(2, rule="no-measure", focus=plan)])
    assert ["no-measure", "no-lead"] == [one.rule for one in decisions(report, graph())]


# ---------------------------------------------------------------------- counts and findings
@pytest.mark.parametrize("report", [MIXED, EMPTY, graph().gaps()], ids=["mixed", "empty", "county"])
def test_counts_are_those_of_the_json(report: GapReport) -> None:
    """On the first page, for each plan and together, and for each question."""
    paper = opened(saved("docx", report))
    counts = report.counts()
    assert f"Found: {in_board_words(counts)}." in told(paper)
    plans, questions = headed(paper, "Plan")[0], headed(paper, "For")[0]
    keys = (*SEVERITIES, "accepted")
    assert ["All", *(str(counts[key]) for key in keys)] == plans[-1]
    for column, key in enumerate(keys, 1):
        assert counts[key] == sum(int(line[column]) for line in plans[1:-1])
    for line, (rule, findings) in zip(questions[1:], report.by_rule().items(), strict=True):
        accepted = sum(bool(one.accepted) for one in findings)
        figures = [str(len(findings) - accepted), str(accepted)]
        word = BOARD_WORDS[findings[0].severity]
        assert [word, report.rules[rule]["summary"], *figures] == line


def test_every_finding_is_told_with_its_quote_and_what_to_do(
    shipped: Knowledge, shipped_paper: Any
) -> None:
    """Worst first, under the heading of its question."""
    said = told(shipped_paper)
    for one in shipped.gaps().findings:
        at = said.index(one_line(one.message))
        if one.quote:
            assert said[at + 1].startswith(f"“{one_line(one.quote)}”")
        assert one_line(one.advice) in said
    heads = [p.text for p in shipped_paper.paragraphs if p.style.name == "Heading 1"]
    assert heads[:3] == [COUNTS[0], LOADS[0], DATES[0]]
    words = [head.split(":")[0] for head in heads[3:]]
    assert ["Decide", "Mend", "Note", "Not looked at, or looked at in another way"] == words


def test_load_and_key_dates_are_those_of_the_page(shipped: Knowledge, shipped_paper: Any) -> None:
    """Who leads most comes first, told of the plans that name a lead; each month with what is due."""
    (bodies,) = headed(shipped_paper, "Body")
    led = loads(shipped, shipped.plans)["yorkshire-humberside-2009"]
    assert ["NOMS Yorkshire & Humberside", "26", "20", "40"] == bodies[1]
    assert [[str(one.own), str(one.all)] for one in led[:MOST_BODIES]] == [
        [line[1], line[3]] for line in bodies[1:]
    ]
    assert f"And {len(led) - MOST_BODIES} more that lead less." in told(shipped_paper)

    refresh, region = headed(shipped_paper, "Month")
    assert [["April 2019", "1", "The board is to sign the refresh off."]] == refresh[1:]
    dated = [one for one in key_dates(shipped, shipped.plans) if one.day]
    assert len(dated) == sum(int(line[1]) for line in (*refresh[1:], *region[1:]))
    assert ["August 2010", "1", "Integrated Employment and Skills"] == region[-1]


def test_of_very_many_the_paper_tells_how_many_they_are() -> None:
    """Nobody reads a thousand; the workbook has them all."""
    report = GapReport({}, [finding(n) for n in range(MOST + 7)], RULES)
    said = told(opened(saved("docx", report)))
    assert MOST == sum(text.startswith("Nobody leads ") and text[-1] == "." for text in said)
    assert "And 7 more: see the gap report as a page or a workbook." in said


# ---------------------------------------------------------------------- as a document
def test_it_is_an_a4_paper_with_numbered_pages(shipped_paper: Any) -> None:
    """Page so of so, in the language of the plans."""
    (section,) = shipped_paper.sections
    assert (21.0, 29.7) == (round(section.page_width.cm, 1), round(section.page_height.cm, 1))
    foot = section.footer.paragraphs[0]
    fields = [e.text.strip() for e in foot._p.iter(qn("w:instrText"))]
    assert ("Page 1 of 1", ["PAGE", "NUMPAGES"]) == (foot.text, fields)
    assert "en-GB" == shipped_paper.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val"))


def test_the_contents_are_a_field_over_the_headings_and_lead_to_them(shipped_paper: Any) -> None:
    """Word fills in the page numbers; until then it lists every heading, and each link arrives."""
    body = shipped_paper.element.body
    (code,) = (e.text for e in body.iter(qn("w:instrText")))
    assert r'TOC \o "1-2"' in code
    kinds = [e.get(qn("w:fldCharType")) for e in body.iter(qn("w:fldChar"))]
    assert ["begin", "separate", "end"] == kinds
    marks = [e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))]
    numbers = [e.get(qn("w:id")) for e in body.iter(qn("w:bookmarkStart"))]
    anchors = [e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))]
    assert len(set(marks)) == len(marks) == len(set(numbers))
    assert set(anchors) == set(marks)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", mark) for mark in marks)
    headings = [p for p in shipped_paper.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    assert len(headings) == len(marks)


def test_tables_repeat_their_headings_and_part_no_line(shipped_paper: Any) -> None:
    """Over the end of a page."""
    for table in shipped_paper.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_words_of_a_plan_stay_words() -> None:
    """Markup, control characters, marks that turn the direction, very long ones; no other link."""
    report = nasty(accepted="yes")
    content = saved("docx", report)
    said = told(opened(content))
    for one in report.findings:
        assert one_line(one.message) in said
        advice = one_line(one.advice)
        assert f"{advice} Accepted by the partners: {one_line(one.accepted)}" in "\n".join(said)
    with ZipFile(BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert "<script" not in xml
    assert "\u202e" not in xml
    assert 'TargetMode="External"' not in links
