"""The gap report for a terminal: worst first, one paragraph a rule."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import TextIO

from rrgraph.findings import BOARD_WORDS, SEVERITIES, Finding, GapReport
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import one_line

SUMMARY = "plain text for a terminal, worst first; in colour where a terminal shows it"
SUFFIX = ".txt"
WIDTH = 100
STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
Line = tuple[str, str]  # what it says, and how it looks in colour


def write(report: GapReport, out: TextIO, kg: Knowledge, *, colour: bool = False) -> None:
    """Write the report as text: a line of totals, then each rule with its findings."""
    lines = _lines(report)
    if colour:
        _in_colour(lines, out)
    else:
        out.writelines(f"{text}\n" for text, _ in lines)


def headline(counts: dict[str, int]) -> str:
    """`gaps: 3 errors, 1 warning, 0 notes`."""
    words = ", ".join(f"{counts[s]} {s}{'s' * (counts[s] != 1)}" for s in SEVERITIES)
    accepted = f" ({counts['accepted']} more accepted)" if counts["accepted"] else ""
    return f"gaps: {words}{accepted}"


def _lines(report: GapReport) -> Iterator[Line]:
    yield headline(report.counts()), "bold"
    if report.since:
        yield f"beside the earlier report: {report.since.in_words()}", "bold"
    for plan, day in report.as_of.items():
        yield f"{plan}, looked at on {day}", ""
    for severity in SEVERITIES:
        for rule, findings in report.by_rule().items():
            told = [f for f in findings if f.severity == severity and not f.accepted]
            if told:
                yield from _rule(report, rule, told)
    if report.since and report.since.gone:
        yield "", ""
        yield f"Gone since the earlier report ({len(report.since.gone)})", "bold"
        for finding in report.since.gone:
            yield _wrapped(f"- {finding.message}", "  ", "    "), ""
    accepted = [f for f in report.findings if f.accepted]
    if accepted:
        yield "", ""
        yield f"Accepted by the partners ({len(accepted)})", "bold"
        for finding in accepted:
            yield f"  {one_line(finding.message)}: {one_line(finding.accepted)}", ""


def _rule(report: GapReport, rule: str, findings: list[Finding]) -> Iterator[Line]:
    first = findings[0]
    summary = one_line(report.rules.get(rule, {}).get("summary", rule))
    word = BOARD_WORDS[first.severity].upper()
    yield "", ""
    yield f"{word}  {summary} ({len(findings)})  [{rule}]", STYLES[first.severity]
    for finding in findings:
        new = "NEW  " if report.since and finding in report.since.new else ""
        yield _wrapped(f"- {new}{finding.message}", "  ", "    "), ""
        if finding.file:
            yield f"      {finding.file}:{finding.line}", "dim"
    likewise = " (Likewise for the others.)" if len({f.advice for f in findings}) > 1 else ""
    yield _wrapped(f"What to do: {first.advice}{likewise}", "  ", "  "), "green"


def _wrapped(text: str, first: str, rest: str) -> str:
    return fill(one_line(text), WIDTH, initial_indent=first, subsequent_indent=rest)


def _in_colour(lines: Iterator[Line], out: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    # Rich leaves the colours out if the user has set NO_COLOR, or the terminal has none.
    console = Console(file=out, force_terminal=True, width=WIDTH, highlight=False)
    for text, style in lines:
        console.print(Text(text, style=style), soft_wrap=True)
