"""The gap report as Markdown, as a reader of Markdown sees it."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rrgraph.findings import BOARD_WORDS, GapReport, in_board_words
from rrgraph.plaintext import one_line

from .made import EMPTY, MIXED, graph, nasty, written

TOLD = {"text", "code_inline", "softbreak"}


def tokens(report: GapReport) -> list[Token]:
    """The report as Markdown with tables reads it."""
    return MarkdownIt("commonmark").enable("table").parse(written("md", report))


def texts(report: GapReport) -> list[str]:
    """What a reader sees, block by block."""
    return [
        "".join(part.content for part in token.children or [])
        for token in tokens(report)
        if token.type == "inline"
    ]


@pytest.mark.parametrize("report", [MIXED, graph().gaps()], ids=["mixed", "county"])
def test_every_finding_is_told_with_what_to_do_and_where(report: GapReport) -> None:
    """In the words of the JSON, once each."""
    seen = texts(report)
    for found in report.findings:
        assert one_line(found.message) in seen
        assert f"What to do: {one_line(found.advice)}" in seen
        assert f"To mend: {found.file}:{found.line}" in seen
    assert f"{in_board_words(report.counts())}." in seen


def test_counts_stand_in_a_table_and_in_the_headings() -> None:
    """Open and accepted apart."""
    report = graph().gaps()
    seen = texts(report)
    for rule, findings in report.by_rule().items():
        summary = report.rules[rule]["summary"]
        still = sum(not found.accepted for found in findings)
        at = seen.index(summary)
        assert [str(still), str(len(findings) - still)] == seen[at + 1 : at + 3]
        assert f"{BOARD_WORDS[findings[0].severity]}: {summary} ({still})" in seen


def test_text_of_a_plan_is_never_markdown() -> None:
    """No link, picture, markup, heading or list of its own; what is read is what was written."""
    report = nasty(accepted="yes")
    found = tokens(report)
    kinds = {part.type for token in found for part in token.children or []}
    assert kinds <= {"text", "strong_open", "strong_close", "text_special", "softbreak"}
    assert "html_block" not in {token.type for token in found}
    assert 1 + len(report.findings) == sum(token.type == "heading_open" for token in found)
    seen = texts(report)
    for one in report.findings:
        assert one_line(one.message) in seen
        assert f"Accepted by the partners: {one_line(one.accepted)}" in seen


def test_a_report_without_findings_says_so() -> None:
    """And shows no empty table."""
    assert "No gaps were found." in texts(EMPTY)
    assert "|" not in written("md", EMPTY)
