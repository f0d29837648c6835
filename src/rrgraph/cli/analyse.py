"""`rrgraph analyse`: what only a walk over the network can tell."""

from __future__ import annotations

from pathlib import Path

import click

from rrgraph import analyses
from rrgraph.cli._common import (
    emit,
    emit_table,
    endpoint_option,
    graph_option,
    output_option,
    pairs,
    parameters_option,
    plan_option,
    recalled,
    row_format_option,
)


@click.command(short_help="Walk the network: hubs, cycles, brokers, coverage.")
@click.argument("name", required=False)
@parameters_option
@graph_option
@endpoint_option
@plan_option
@row_format_option
@output_option
def command(
    name: str | None,
    parameters: tuple[str, ...],
    graph: Path | None,
    plans: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Run an analysis of the network: hubs, cycles, brokers, coverage, load; without NAME list them.

    Each plan is a network of its own; --plan names those that are wanted.

    \b
    Example:
      $ rrgraph analyse cycles --plan yorkshire-humberside-2009
      plan   size   items
      ...
      yorkshire-humberside-2009   12   1.1 Effective Offender Management; ...
      ...
      2 rows
      $ rrgraph analyse partner-load -p rolled_up=yes --plan norfolk-2019
      plan   party   leads   alone   jointly   contributes   actions   share
      ...
      0 rows
    """
    if not name:
        return emit(_menu(), output)
    kg = recalled(graph)
    return emit_table(kg, kg.analyses(name, plans, **dict(pairs(parameters))), form, output)


def _menu() -> str:
    """Each analysis with what can be chosen of it."""
    from rrgraph.knowledge import options_of

    found = []
    for name in analyses.names():
        module = analyses.load(name)
        options = options_of(getattr(module, name.replace("-", "_")))
        chosen = "".join(f" -p {option}=..." for option in options)
        found.append((name + chosen, module.SUMMARY))
    width = max(len(name) for name, _ in found)
    return "\n".join(f"{name:<{width}}  {summary}" for name, summary in found)
