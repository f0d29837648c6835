"""Options and small helpers that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rrgraph.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from rrgraph.knowledge import Knowledge

    Choice = click.Choice[str]
else:
    Choice = click.Choice

Command = TypeVar("Command", bound=Callable[..., Any])


class OneOf(Choice):
    """A choice that answers a mistyped word with the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word chosen; a mistyped one is told as click tells it, with the nearest."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            said = f"{error.message} {did_you_mean(str(value), self.choices)}".rstrip()
            raise click.BadParameter(said, ctx, param) from None


def graph_option(command: Command) -> Command:
    """`--graph DIR`: the folder to read, in place of the nearest one."""
    return click.option(
        "--graph",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The folder with agencies.yaml and plans/ (default: the nearest graph/).",
    )(command)


def plan_option(command: Command) -> Command:
    """`--plan ID`, repeatable."""
    return click.option(
        "--plan", "plans", multiple=True, metavar="ID", help="Only this plan (repeatable)."
    )(command)


def output_option(command: Command) -> Command:
    """`-o FILE`: write there in place of the terminal."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write to this file (whole, or not at all) instead of the terminal.",
    )(command)


def knowledge(graph: Path | None) -> Knowledge:
    """The knowledge graph that a command works on."""
    from rrgraph.knowledge import open_graph

    return open_graph(graph)


def emit(content: str | bytes, output: Path | None) -> None:
    """Put a result out: into a file when one is named, else to the terminal or pipe."""
    if output:
        from rrgraph.outputs import write_whole

        write_whole(output, content)
        click.echo(f"wrote {output}", err=True)
    elif sys.stdout is None:
        raise UsageError("There is no standard output to write to. Name a file with -o.")
    else:
        click.echo(content, nl=isinstance(content, str) and not content.endswith("\n"))
