"""The group of commands: the modules of this folder, and how what goes wrong is told."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pkgutil import get_data
from typing import Any

import click

from rrgraph import __version__, cli
from rrgraph.cli import INTERRUPTED
from rrgraph.errors import FaultyData, RrgraphError, printable
from rrgraph.rooms import modules, room

_names, _load = room(cli.__name__, cli.__path__)  # `load` is a command
_SHORT_HELP = re.compile(r'^@click\.command\(.*short_help="([^"]+)"', re.MULTILINE)


class LazyGroup(click.Group):
    """A group whose commands are the modules of this folder; each has one function `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, by name."""
        return _names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = _load(cmd_name).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands; to import them all for a line of each would take longer than the rest."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _short_help(name)) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever goes wrong is told in words, and the exit status is 2.

        A reader that has seen enough (`| head`) is no fault.
        """
        try:
            with _plainly_told():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except click.Abort:  # a question that nobody answers
            click.echo("\nThere was no answer: nothing more was done.", err=True)
            ctx.exit(INTERRUPTED)
        except Exception as error:
            foreseen = isinstance(error, RrgraphError | OSError)
            if os.environ.get("RRGRAPH_TRACEBACK") and not foreseen:
                raise
            with suppress(OSError):
                click.echo(in_words(error), err=True)
            ctx.exit(2)

    def make_context(self, *given: Any, **named: Any) -> click.Context:
        """Read the options in front of a command."""
        with _plainly_told():
            return super().make_context(*given, **named)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command asked for; a mistyped one is answered with the nearest."""
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            from rrgraph.errors import did_you_mean

            near = did_you_mean(name, self.list_commands(ctx)) or "`rrgraph --help` lists them."
            raise click.UsageError(f'There is no command "{name}". {near}', ctx)
        return super().resolve_command(ctx, args)


def _short_help(name: str) -> str:
    """The `short_help` of a command, as it stands in its file."""
    source = get_data(cli.__name__, f"{modules(cli.__path__)[name]}.py") or b""
    found = _SHORT_HELP.search(source.decode())
    return found[1] if found else ""


@contextmanager
def _plainly_told() -> Iterator[None]:
    """A word that cannot be used is repeated so that it does nothing to the terminal."""
    try:
        yield
    except click.UsageError as error:
        lines = error.format_message().expandtabs(4).splitlines()
        said = "\n".join(map(printable, lines))
        raise click.UsageError(said, error.ctx) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="rrgraph")
def group() -> None:
    """Turn joint delivery plans into a knowledge graph: check, question, and find the gaps.

    Commands read the nearest folder `graph/`, else the plans that ship with rrgraph.

    \b
    Example:
      $ rrgraph gaps --format json -o gaps.json
      wrote gaps.json
    """


def in_words(error: Exception) -> str:
    """What went wrong, for the person who asked."""
    if isinstance(error, FaultyData):
        count = len(error.faults)
        return f"{error}\n{count} fault{'s' * (count != 1)}; nothing was written."
    if isinstance(error, RrgraphError):
        return f"Error: {printable(str(error))}"
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else "the output cannot be written: "
        return f"Error: {printable(where)}{error.strerror or error}."
    return (
        f"Error: rrgraph itself failed: {type(error).__name__}: {printable(str(error))}\n"
        "  This is a fault of the program, not of your data; nothing was written. Please report it "
        "with what\n  the same command prints when the environment variable RRGRAPH_TRACEBACK is 1."
    )
