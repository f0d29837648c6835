"""`rrgraph sheet`: one partner's own page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rrgraph.cli._common import (
    OneOf,
    emit,
    endpoint_option,
    graph_option,
    output_option,
    plan_option,
    recalled,
)


@click.command(short_help="Show what a plan asks of one partner.")
@click.argument("agency")
@graph_option
@endpoint_option
@plan_option
@click.option(
    "--format", "form", type=OneOf(["html", "json", "text"]), default="text", show_default=True
)
@output_option
def command(
    agency: str, graph: Path | None, plans: tuple[str, ...], form: str, output: Path | None
) -> None:
    """Show what a plan asks of one partner.

    What AGENCY (its id in agencies.yaml) leads and contributes to, with whom and by when, who
    counts on it and whom it counts on, its place in governance, and the gaps in what it carries.
    What its units and posts carry is in it, by their names.

    \b
    Example:
      $ rrgraph sheet yhip --plan yorkshire-humberside-2009
      Yorkshire & Humberside Improvement Partnership
      ...
      WHAT YOU LEAD (7)
      ...
    """
    from rrgraph.errors import UsageError, did_you_mean
    from rrgraph.sheets import Sheets, sheet_html, sheet_text

    kg = recalled(graph)
    slug = agency.removeprefix("agency/")
    bodies = kg.bodies()
    if slug not in bodies:
        near = did_you_mean(slug, bodies) or "`rrgraph query lead-load` lists who leads."
        raise UsageError(f'There is no agency "{slug}". {near}')
    sheets = Sheets(kg, kg.gaps(plans=plans))
    found = [sheets.sheet(slug, plan) for plan in sheets.plans(slug)]
    if not found:
        said = f'Nothing is asked of "{slug}" in {", ".join(sheets.report.as_of)}.'
        raise UsageError(f"{said} `rrgraph show agency/{slug}` tells what is said of it.")
    if form == "json":
        content = json.dumps([sheet.as_dict() for sheet in found], indent=2, ensure_ascii=False)
    else:
        content = sheet_html(found) if form == "html" else sheet_text(found)
    emit(content, output)
