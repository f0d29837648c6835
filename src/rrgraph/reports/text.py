"""The gap report for a terminal: worst first, one paragraph a rule."""

from __future__ import annotations

from textwrap import fill
from typing import TextIO

from rrgraph.findings import BOARD_WORDS, SEVERITIES, Finding, GapReport

SUMMARY = "plain text for a terminal, worst first"
SUFFIX = ".txt"
WIDTH = 100


def write(report: GapReport, out: TextIO) -> None:
    """Write the report as text: a line of totals, then each rule with its findings."""
    counts = report.counts()
    out.write(headline(counts) + "\n")
    for plan, day in report.as_of.items():
        out.write(f"{plan}, looked at on {day}\n")
    for severity in SEVERITIES:
        for rule, findings in report.by_rule().items():
            told = [f for f in findings if f.severity == severity and not f.accepted]
            if told:
                _rule(out, report, rule, told)
    accepted = [f for f in report.findings if f.accepted]
    if accepted:
        out.write(f"\nAccepted by the partners ({len(accepted)})\n")
        out.writelines(f"  {f.message}: {f.accepted}\n" for f in accepted)


def headline(counts: dict[str, int]) -> str:
    """`gaps: 3 errors, 1 warning, 0 notes`."""
    words = ", ".join(f"{counts[s]} {s}{'s' * (counts[s] != 1)}" for s in SEVERITIES)
    accepted = f" ({counts['accepted']} more accepted)" if counts["accepted"] else ""
    return f"gaps: {words}{accepted}"


def _rule(out: TextIO, report: GapReport, rule: str, findings: list[Finding]) -> None:
    first = findings[0]
    summary = report.rules.get(rule, {}).get("summary", rule)
    out.write(f"\n{BOARD_WORDS[first.severity].upper()}  {summary} ({len(findings)})  [{rule}]\n")
    for finding in findings:
        out.write(_wrapped(f"- {finding.message}", "  ", "    "))
        if finding.file:
            out.write(f"      {finding.file}:{finding.line}\n")
    likewise = " (Likewise for the others.)" if len({f.advice for f in findings}) > 1 else ""
    out.write(_wrapped(f"What to do: {first.advice}{likewise}", "  ", "  "))


def _wrapped(text: str, first: str, rest: str) -> str:
    return fill(text, WIDTH, initial_indent=first, subsequent_indent=rest) + "\n"
