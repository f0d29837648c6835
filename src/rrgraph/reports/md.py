"""The gap report as Markdown, to paste into a paper or an issue."""

from __future__ import annotations

from typing import TextIO

from rrgraph.findings import BOARD_WORDS, Finding, GapReport, day_in_words, in_board_words
from rrgraph.knowledge import Knowledge
from rrgraph.plaintext import in_markdown
from rrgraph.reports._words import beside, counted, in_the_plan, instead, notices, titles, why

SUMMARY = "Markdown, to paste into a paper"
SUFFIX = ".md"


def write(report: GapReport, out: TextIO, kg: Knowledge) -> None:
    """Write the report as Markdown; every text stays text."""
    out.write(f"# Gap report\n\n{in_board_words(report.counts())}.\n\n")
    if compared := beside(report):
        out.write(f"{in_markdown(compared)}\n\n")
    for plan, title in titles(report, kg).items():
        day = day_in_words(report.as_of[plan])
        out.write(f"- {in_markdown(title)}, looked at on {in_markdown(day)}\n")
    if not report.findings:
        out.write("\nNo gaps were found.\n")
        _notices(out, report)
        return
    out.write("\n| For | Question | Open | Accepted |\n|---|---|---:|---:|\n")
    for row in counted(report):
        word = BOARD_WORDS[row.severity]
        out.write(f"| {word} | {in_markdown(row.summary)} | {row.open} | {row.accepted} |\n")
    for row in counted(report):
        word = BOARD_WORDS[row.severity]
        out.write(f"\n## {word}: {in_markdown(row.summary)} ({row.open})\n\n")
        if row.description:
            out.write(f"{in_markdown(row.description)}\n\n")
        out.write(f"{in_markdown(why(report, row.findings[0]))}\n\n")
        for finding in row.findings:
            _finding(out, report, finding)
    _notices(out, report)


def _notices(out: TextIO, report: GapReport) -> None:
    for head, lines in notices(report):
        out.write(f"\n## {head} ({len(lines)})\n\n")
        out.writelines(f"- {in_markdown(line)}\n" for line in lines)


def _finding(out: TextIO, report: GapReport, finding: Finding) -> None:
    out.write(f"- **{in_markdown(finding.message)}**\n")
    if words := in_the_plan(report, finding):
        out.write(f"  - In the plan: {in_markdown(words)}\n")
    out.write(f"  - What to do: {in_markdown(finding.advice)}\n")
    if finding.yaml:
        out.write(f"  - Once agreed, the line to add in YAML: {in_markdown(finding.yaml)}\n")
        out.write(f"  - If it is declined: {in_markdown(instead(finding))}\n")
    if finding.file:
        out.write(f"  - To mend: {in_markdown(finding.file)}:{finding.line}\n")
    if finding.accepted:
        out.write(f"  - Accepted by the partners: {in_markdown(finding.accepted)}\n")
