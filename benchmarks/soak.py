"""`python -m benchmarks.soak`: hostile input by the thousand and the server under load, as Markdown."""

from __future__ import annotations

import tempfile
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import click

from benchmarks import fuzz, load
from benchmarks.measure import machine, table

TEXT = """# Soaked

{machine}, {day}. `make soak` writes this page.

## Hostile input

{total} inputs: 0 tracebacks, 0 hangs (over {patience} s), 0 files harmed. The run ends at the first of any of
these, and writes nothing.

{fuzz}

*Answered* is what a command did as it was asked, or a file that was read; *told* what it refused in words. The
inputs are spoiled plan files, queries, command lines and documents, words that have broken other programs, and
noise; they are others each time.

## The server under load

{load}

All of it on this machine, over loopback: the clients take their part of its processors. They go through every
question of the library and count the rows of each answer. The hostile queries are a cross product, deep paths,
a query of 2 MB, half a query and an update.
"""


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--inputs", default=10_000, show_default=True, help="How many hostile inputs.")
@click.option("--seconds", default=180.0, show_default=True, help="How long the server is asked.")
@click.option("--clients", default=16, show_default=True, help="How many ask at once.")
def main(output: Path | None, inputs: int, seconds: float, clients: int) -> None:
    """Print the page, or write it."""
    text = TEXT.format(
        machine=machine(),
        day=date.today(),
        total=f"{inputs:,}",
        patience=fuzz.PATIENCE,
        fuzz=fuzzed(inputs),
        load=load.report(seconds, clients),
    )
    if output:
        output.write_text(text, encoding="utf-8")
    click.echo(text)


def fuzzed(inputs: int) -> str:
    """Try so many inputs, of each kind its share and in a process of its own; what came of them."""
    total = sum(fuzz.SHARES.values())
    counts = {kind: -(-inputs * share // total) for kind, share in fuzz.SHARES.items()}
    with ProcessPoolExecutor(len(counts), get_context("spawn")) as pool:
        all_found = list(pool.map(_tried, counts.items()))
    rows = []
    for kind, found in zip(counts, all_found, strict=True):
        tried = sum(found.values())
        rows.append([kind, str(tried), str(tried - found["told"]), str(found["told"])])
    return table(["kind", "inputs", "answered", "told"], rows)


def _tried(asked: tuple[str, int]) -> Counter[str]:
    warnings.simplefilter("ignore")
    kind, count = asked
    with tempfile.TemporaryDirectory() as folder:
        found = fuzz.hold(kind, count, Path(folder), varied=True)
    click.echo(f"{kind}: {sum(found.values())}", err=True)
    return found


if __name__ == "__main__":
    main()
