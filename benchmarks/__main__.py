"""`python -m benchmarks`: every measurement, as Markdown; `-o` writes it to a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from benchmarks import desk, explorer, growth, importing, peers, questions, serving, start
from benchmarks.measure import machine

PARTS = {
    "How soon a command is there": start.report,
    "How the cost grows with the plans": growth.report,
    "How long a large workbook, or StratML, takes to import": importing.report,
    "What questions cost": questions.report,
    "What the protocol costs": serving.report,
    "The explorer beside pyvis's own page": explorer.report,
    "How soon the explorer can be asked, in a browser": desk.report,
    "Beside other tools for linked items": peers.report,
}


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--only",
    type=click.Choice([report.__module__.split(".")[-1] for report in PARTS.values()]),
)
def main(output: Path | None, only: str | None) -> None:
    """Print the tables; times depend on the machine, ratios and exponents are what to look at."""
    text = f"# Measured\n\n{machine()}, {date.today()}. Times are CPU, user and system.\n"
    for heading, report in PARTS.items():
        if not only or report.__module__.endswith(only):
            text += f"\n## {heading}\n\n{report()}\n"
    if output:
        output.write_text(text, encoding="utf-8")
    click.echo(text)


if __name__ == "__main__":
    main()
