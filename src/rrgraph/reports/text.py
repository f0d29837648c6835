"""The gap report for a terminal: worst first, one paragraph a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import TextIO

from rrgraph.findings import BOARD_WORDS, SEVERITIES, Finding, GapReport
from rrgraph.iris import plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import one_line
from rrgraph.reports._words import beside, in_the_plan, instead, is_new, notices, why

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
    if compared := beside(report):
        yield compared, "bold"
    for plan, day in report.as_of.items():
        yield f"{plan}, looked at on {day}", ""
    yield from _findings(report)
    for head, lines in notices(report):
        yield from _list(head, lines)
    accepted = [
        f"{f.message.removesuffix('.')}: {f.accepted}" for f in report.findings if f.accepted
    ]
    if accepted:
        yield from _list("Accepted by the partners", accepted)


def _findings(report: GapReport) -> Iterator[Line]:
    """Each rule with what is open of it."""
    for severity in SEVERITIES:
        for rule, findings in report.by_rule().items():
            told = [f for f in findings if f.severity == severity and not f.accepted]
            if told:
                yield from _rule(report, rule, told)


def _list(head: str, lines: Iterable[str]) -> Iterator[Line]:
    """A heading with how many there are, and one paragraph for each."""
    lines = list(lines)
    yield "", ""
    yield f"{head} ({len(lines)})", "bold"
    for line in lines:
        yield _wrapped(f"- {line}", "  ", "    "), ""


def _rule(report: GapReport, rule: str, findings: list[Finding]) -> Iterator[Line]:
    first = findings[0]
    # What is told of a whole plan has advice of its own; that on items is the same but for names.
    shared = [f.advice for f in findings if not _is_of_a_plan(f)] or [first.advice]
    summary = one_line(report.rules.get(rule, {}).get("summary", rule))
    word = BOARD_WORDS[first.severity].upper()
    yield "", ""
    yield f"{word}  {summary} ({len(findings)})  [{rule}]", STYLES[first.severity]
    for finding in findings:
        new = "NEW  " if is_new(report, finding) else ""
        yield _wrapped(f"- {new}{finding.message}", "  ", "    "), ""
        if words := in_the_plan(report, finding):
            yield _wrapped(words, "      ", "      "), "italic"
        if finding.yaml:
            yield f"      {one_line(finding.yaml)}", "dim"
            yield f"      or {instead(finding)}", "dim"
        if finding.file:
            yield f"      {finding.file}:{finding.line}", "dim"
        if finding.advice != shared[0] and _is_of_a_plan(finding):
            yield _wrapped(f"What to do: {finding.advice}", "      ", "      "), "green"
    likewise = " (Likewise for the others.)" if len(set(shared)) > 1 else ""
    yield _wrapped(f"What to do: {shared[0]}{likewise}", "  ", "  "), "green"
    yield _wrapped(why(report, first), "  ", "  "), "dim"


def _is_of_a_plan(finding: Finding) -> bool:
    return finding.focus == plan_iri(finding.plan)


def _wrapped(text: str, first: str, rest: str) -> str:
    line = one_line(text)
    if 0 < len(line) <= WIDTH - len(first):  # most are: to find where to break takes far longer
        return first + line
    return fill(line, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _in_colour(lines: Iterator[Line], out: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    # Rich leaves the colours out if the user has set NO_COLOR, or the terminal has none.
    console = Console(file=out, force_terminal=True, width=WIDTH, highlight=False)
    for text, style in lines:
        console.print(Text(text, style=style), soft_wrap=True)
