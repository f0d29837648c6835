"""`rrgraph gaps`: the gap report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rrgraph import reports
from rrgraph.cli._common import (
    OneOf,
    emit,
    endpoint_option,
    goes_to_terminal,
    graph_option,
    output_option,
    plan_option,
    recalled,
    refuse_binary,
    workspace,
)
from rrgraph.errors import UsageError, did_you_mean
from rrgraph.findings import BOARD_WORDS, SEVERITIES, GapReport, Since, at_or_above

if TYPE_CHECKING:
    from rrgraph.queries import Query


@click.command(short_help="Report the gaps of the plans, worst first.")
@graph_option
@endpoint_option
@plan_option
@click.option("--format", "form", type=OneOf(reports.names()), default="text", show_default=True)
@click.option("--as-of", metavar="DATE", help="The day to look at the plans (YYYY-MM-DD).")
@click.option("--fail-on", type=OneOf(SEVERITIES), help="Exit 1 if a gap is as bad, or worse.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Only this rule (repeatable).")
@click.option("--skip", multiple=True, metavar="ID", help="All rules but this (repeatable).")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="RULE.NAME=VALUE",
    help="A threshold in place of the default (repeatable); --explain names those of a rule.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An earlier report, as JSON: say what is new, gone and still there.",
)
@click.option(
    "--without", multiple=True, metavar="ITEM", help="What if this were gone (repeatable)."
)
@click.option(
    "--merge",
    "merged",
    nargs=2,
    multiple=True,
    metavar="BODY BODY",
    help="What if the first body were one with the second (repeatable).",
)
@click.option("--rules", "listing", is_flag=True, help="List the rules there are, worst first.")
@click.option("--explain", metavar="RULE", help="Say what one rule looks for, and why.")
@output_option
def command(
    graph: Path | None,
    plans: tuple[str, ...],
    form: str,
    as_of: str | None,
    fail_on: str | None,
    rules: tuple[str, ...],
    skip: tuple[str, ...],
    settings: tuple[str, ...],
    baseline: Path | None,
    without: tuple[str, ...],
    merged: tuple[tuple[str, str], ...],
    listing: bool,
    explain: str | None,
    output: Path | None,
) -> None:
    """Report the gaps of the plans, worst first, each with what to do about it.

    A plan is looked at today while it runs, else on its last day; --as-of sets another day.
    --without and --merge tell only what would be new, what would go, how load would shift, and which
    few partners would then cover every priority. Rules of your own go into queries/gaps beside
    graph/. A rule that cannot be asked is told, the others are asked all the same, and the exit
    status is 2.

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
    if listing:
        emit(_listed(graph), output)
        return
    if explain:
        emit(_explained(explain, graph), output)
        return
    refuse_binary(reports, form, output, "gaps")
    kg = recalled(graph)
    asked: dict[str, Any] = {"plans": plans, "rules": rules, "skip": skip, "as_of": as_of or ""}
    asked["thresholds"] = _thresholds(settings)
    report = kg.gaps(**asked)
    if without or merged:
        from rrgraph.supposing import supposed_report

        if baseline:
            raise click.UsageError("--baseline tells what became, --without and --merge what if.")
        report = supposed_report(kg, report, without, merged, **asked)
    if baseline:
        report.since = _since(baseline, report)
    options = {"colour": True} if form == "text" and goes_to_terminal(output) else {}
    emit(reports.rendered(form, report, kg, **options), output)
    for fault in report.broken:
        click.echo(f"Error: {fault}", err=True)
    if report.broken:
        sys.exit(2)
    if fail_on and at_or_above(report.open, fail_on):
        sys.exit(1)


def _thresholds(settings: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """`load-concentration.share=0.3` by rule and threshold."""
    found: dict[str, dict[str, str]] = {}
    for entry in settings:
        name, equals, value = entry.partition("=")
        rule, dot, parameter = name.rpartition(".")
        if not (equals and dot):
            said = f'--set "{entry}" must be RULE.NAME=VALUE, such as load-concentration.share=0.3.'
            raise click.UsageError(said)
        found.setdefault(rule, {})[parameter] = value
    return found


def _listed(graph: Path | None) -> str:
    """Every rule by how bad its gaps are, with its question."""
    from rrgraph.queries import Library

    rules = Library(*workspace(graph).queries).all("gaps")
    width = max((len(rule.name) for rule in rules), default=0)
    lines = []
    for severity in SEVERITIES:
        own = [rule for rule in rules if rule["severity"] == severity]
        lines += [f"{BOARD_WORDS[severity]} ({len(own)})"]
        lines += [f"  {rule.name:<{width}}  {rule['summary']}" for rule in own]
    return "\n".join(lines) + "\n"


def _since(baseline: Path, report: GapReport) -> Since:
    """What became of the gaps of an earlier report, among the plans and rules of this one."""
    from rrgraph.baseline import read_findings, since

    earlier = [
        one
        for one in read_findings(baseline)
        if one.plan in report.as_of and one.rule in report.rules
    ]
    return since(earlier, report.findings)


def _can_be_set(rule: Query) -> str:
    """`share 0.25 (set another by --set load-concentration.share=VALUE)`."""
    said = ", ".join(f"{key} {value}" for key, value in rule.defaults.items())
    names = " and ".join(f"--set {rule.name}.{key}=VALUE" for key in rule.defaults)
    return f"{said} (set another by {names})" if said else ""


def _explained(name: str, graph: Path | None) -> str:
    """A rule in words: what it looks for, how bad that is, when it is fine, and where it stands."""
    from rrgraph.queries import Library

    found = workspace(graph)
    rules = Library(*found.queries).all("gaps")
    rule = next((one for one in rules if one.name == name), None)
    if rule is None:
        near = did_you_mean(name, [one.name for one in rules])
        raise UsageError(
            f'There is no gap rule "{name}". {near or "`rrgraph gaps --rules` lists them."}'
        )
    told = [
        ("", f"{rule['summary']} ({BOARD_WORDS[rule['severity']]})"),
        ("", rule["description"]),
        ("It says", rule["message"]),
        ("What to do", rule["advice"]),
        ("Fine when", rule["fine-when"]),
        ("Rests on", rule["ground"]),
        ("Thresholds", _can_be_set(rule)),
        ("Stands in", found.shown(rule.path)),
    ]
    return "\n".join(f"{head}: {said}" if head else said for head, said in told if said) + "\n"
