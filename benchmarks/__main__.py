"""Measure whole processes in turn with their yardstick, and print the CPU time of each and the ratio.

Both commands of a pair run by turns, so that a busy moment of the machine falls on both. The median
of a few runs is told, with the least, since other work can only add. Times depend on the machine;
the ratios are what to look at.
"""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

RRGRAPH = (str(Path(sys.executable).with_name("rrgraph")),)
IMPORTS = (sys.executable, "-c", "import rdflib, networkx, pyoxigraph")
BARE = (sys.executable, "-c", "pass")


@dataclass(frozen=True)
class Pair:
    """A command, what it is held against, and the ratio aimed at."""

    name: str
    command: tuple[str, ...]
    yardstick: str
    against: tuple[str, ...]
    aim: float


PAIRS = (
    Pair("rrgraph --help", (*RRGRAPH, "--help"), "bare Python", BARE, 6),
    Pair("rrgraph gaps", (*RRGRAPH, "gaps"), "importing rdflib, networkx, pyoxigraph", IMPORTS, 2),
)


def cpu_seconds(command: Iterable[str]) -> float:
    """User and system time of one run of a command, its output thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(tuple(command), stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measured(pair: Pair, runs: int) -> str:
    """One row of the table: medians in seconds, and the ratio of the least times."""
    cpu_seconds(pair.command), cpu_seconds(pair.against)  # warm the file cache
    times = [(cpu_seconds(pair.command), cpu_seconds(pair.against)) for _ in range(runs)]
    ours, theirs = zip(*times, strict=True)
    ratio = min(ours) / min(theirs)
    verdict = "met" if ratio <= pair.aim else "missed"
    return (
        f"| `{pair.name}` | {median(ours):.2f} s | {pair.yardstick} | {median(theirs):.2f} s "
        f"| {ratio:.1f} | {pair.aim:g} | {verdict} |"
    )


@click.command()
@click.option("--runs", default=7, show_default=True, help="How often each command is run.")
def main(runs: int) -> None:
    """Print the table of CPU times and ratios as Markdown."""
    click.echo(
        f"CPU time of whole processes, {platform.machine()}, Python {platform.python_version()}"
    )
    click.echo("\n| command | median | beside | median | ratio of the least | aim | |")
    click.echo("|---|---|---|---|---|---|---|")
    for pair in PAIRS:
        click.echo(measured(pair, runs))


if __name__ == "__main__":
    main()
