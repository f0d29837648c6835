"""`rrgraph gaps`: the gap report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rrgraph import reports
from rrgraph.cli._common import OneOf, emit, graph_option, output_option, plan_option, recalled
from rrgraph.errors import UsageError
from rrgraph.findings import SEVERITIES, at_or_above


@click.command(short_help="Report the gaps of the plans, worst first.")
@graph_option
@plan_option
@click.option("--format", "form", type=OneOf(reports.names()), default="text", show_default=True)
@click.option("--as-of", metavar="DATE", help="The day to look at the plans (YYYY-MM-DD).")
@click.option("--fail-on", type=OneOf(SEVERITIES), help="Exit 1 if a gap is as bad, or worse.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Only this rule (repeatable).")
@output_option
def command(
    graph: Path | None,
    plans: tuple[str, ...],
    form: str,
    as_of: str | None,
    fail_on: str | None,
    rules: tuple[str, ...],
    output: Path | None,
) -> None:
    """Report the gaps of the plans, worst first, each with what to do about it.

    A plan is looked at today while it runs, else on its last day; --as-of sets another day.

    \b
    Example:
      $ rrgraph gaps --plan yorkshire-humberside-2009 --rule no-lead
      gaps: 1 error, 0 warnings, 0 notes
      ...
      DECIDE  Action that nobody leads (1)  [no-lead]
      ...
      $ rrgraph gaps --format html -o gaps.html
      wrote gaps.html
      $ rrgraph gaps --format docx -o board-paper.docx
      wrote board-paper.docx
    """
    on_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    if on_terminal and reports.is_binary(form):
        suffix = reports.load(form).SUFFIX
        raise UsageError(f"A terminal cannot show {form}. Name a file: -o gaps{suffix}")
    kg = recalled(graph)
    report = kg.gaps(plans=plans, rules=rules, as_of=as_of or "")
    options = {"colour": True} if form == "text" and on_terminal else {}
    emit(reports.rendered(form, report, kg, **options), output)
    if fail_on and at_or_above(report.open, fail_on):
        sys.exit(1)
