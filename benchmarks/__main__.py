"""`python -m benchmarks`: every measurement, as Markdown; `-o` writes it to a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from inspect import signature
from pathlib import Path

import click

from benchmarks import desk, explorer, growth, importing, peers, questions, serving, shapes, start
from benchmarks.measure import machine

PARTS = {
    "How soon a command is there": start.report,
    "How the cost grows with the plans": growth.report,
    "What it costs to hold the plans to the shapes": shapes.report,
    "How long a large workbook, or StratML, takes to import": importing.report,
    "What questions cost": questions.report,
    "What the protocol costs": serving.report,
    "The explorer beside pyvis's own page": explorer.report,
    "How soon the explorer can be asked, in a browser": desk.report,
    "Beside other tools for linked items": peers.report,
}


NAMES = {report.__module__.rsplit(".", 1)[-1]: heading for heading, report in PARTS.items()}
HEAD = """\
# Measured

Times are CPU, user and system, of whole processes; ratios and exponents are what to look at. Each part says when and on
what it was measured, and what else the machine was doing then.
"""


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--only", "parts", multiple=True, type=click.Choice(list(NAMES)))
@click.option("--most", type=int, help="The largest number of actions to measure.")
def main(output: Path | None, parts: tuple[str, ...], most: int | None) -> None:
    """Print the tables; with `--only` the other parts of the file stay as they are."""
    text = output.read_text(encoding="utf-8") if output and output.is_file() else ""
    sections = {head: body for head, _, body in (s.partition("\n\n") for s in text.split("\n## "))}
    for name in parts or NAMES:
        heading = NAMES[name]
        sections[heading] = f"{measured(PARTS[heading], most)}\n"
        told = "".join(f"\n## {h}\n\n{sections[h]}" for h in PARTS if h in sections)
        if output:  # part by part, since the whole takes long
            output.write_text(f"{HEAD}{told}", encoding="utf-8")
        click.echo(f"## {heading}\n\n{sections[heading]}")


def measured(report: Callable[..., str], most: int | None) -> str:
    """A part's tables, and when and on what they were measured."""
    sizes = getattr(sys.modules[report.__module__], "SIZES", ())
    takes = "sizes" in signature(report).parameters
    chosen = {"sizes": [s for s in sizes if s <= most]} if most and takes else {}
    told = report(**chosen)
    return f"{told}\n\n{machine()}, {date.today()}, load {os.getloadavg()[0]:.1f}."


if __name__ == "__main__":
    main()
