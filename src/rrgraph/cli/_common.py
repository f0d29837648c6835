"""Options and small helpers that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rrgraph.errors import UsageError, did_you_mean, printable

if TYPE_CHECKING:
    from rrgraph.explorer.desk import Desk
    from rrgraph.knowledge import Knowledge
    from rrgraph.loading import Loaded
    from rrgraph.store import Table
    from rrgraph.workspace import Workspace

    Choice = click.Choice[str]
else:
    Choice = click.Choice

ENDPOINT = "rrgraph.endpoint"  # where a context keeps it
_KEPT: list[Any] = []  # what the command at hand has read
Command = TypeVar("Command", bound=Callable[..., Any])
Read = TypeVar("Read")


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


def desk_option(command: Command) -> Command:
    """`--no-desk`: the explorer without its Queries tab; for `desk`."""
    return click.option(
        "--desk/--no-desk",
        "with_desk",
        default=True,
        help="With or without the tab that asks the graph in the page.",
    )(command)


def desk(wanted: bool) -> Desk | None:
    """The desk for an explorer that is to have one; where its files are not here, that is said."""
    from rrgraph.explorer.desk import ABSENT, found

    there = found() if wanted else None
    if wanted and not there:
        click.echo(ABSENT, err=True)
    return there


def endpoint_option(command: Command) -> Command:
    """`--endpoint URL`: the plans of a store, in place of those of a folder; for `recalled`."""

    def noted(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        ctx.meta[ENDPOINT] = value

    return click.option(
        "--endpoint",
        metavar="URL",
        expose_value=False,
        callback=noted,
        help="Ask a SPARQL 1.1 store, in place of files.",
    )(command)


def endpoint() -> str:
    """The store that was named, if one was."""
    context = click.get_current_context(silent=True)
    return (context.meta.get(ENDPOINT) if context else "") or ""


def watch_option(command: Command) -> Command:
    """`--watch`, for `watch`."""
    said = "Do it again whenever a file of the plans changes; Ctrl-C ends."
    return click.option("--watch", "watching", is_flag=True, help=said)(command)


def plan_option(command: Command) -> Command:
    """`--plan ID`, repeatable."""
    return click.option(
        "--plan", "plans", multiple=True, metavar="ID", help="Only this plan (repeatable)."
    )(command)


def documents_option(command: Command) -> Command:
    """`--document PLAN=FILE`, repeatable."""
    return click.option(
        "--document",
        "documents",
        multiple=True,
        metavar="PLAN=FILE",
        help="The text of the document of PLAN (repeatable).",
    )(command)


def documents_of(loaded: Loaded, named: tuple[str, ...]) -> dict[str, Path]:
    """Plan -> the text of its document: as named, else found in the folder RRGRAPH_DOCUMENTS."""
    from rrgraph.documents import documents_in

    folder = os.environ.get("RRGRAPH_DOCUMENTS")
    if folder and not Path(folder).is_dir():
        raise click.UsageError(f'RRGRAPH_DOCUMENTS is "{folder}", which is not a folder.')
    found = documents_in(loaded, Path(folder)) if folder else {}
    for entry in named:
        plan, equals, file = entry.partition("=")
        if not equals:
            raise click.UsageError(f'--document "{entry}" must be PLAN=FILE.')
        if plan not in loaded.sources or not plan:
            known = [name for name in loaded.sources if name]
            near = did_you_mean(plan, known) or f"There are: {', '.join(known)}."
            raise UsageError(f'There is no plan "{plan}". {near}')
        found[plan] = Path(file)
    return found


def output_option(command: Command) -> Command:
    """`-o FILE`: write there in place of the terminal."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write to this file (whole, or not at all) instead of the terminal.",
    )(command)


def workspace(graph: Path | None) -> Workspace:
    """The folders that a command works on; without a plan there is nothing to work on."""
    from rrgraph.outputs import restore
    from rrgraph.workspace import Workspace

    found = Workspace.find(graph)
    restore(found.graph / "plans", "plan.yaml")
    if not found.plan_folders():
        folder = found.shown(found.graph / "plans")
        raise UsageError(
            f"There is no plan in {folder}. Each plan is a folder there with plan.yaml."
        )
    return found


def is_nearby(found: Workspace) -> bool:
    """Whether the folder `graph/` stands here or above: else it is the one that ships."""
    return found.root in (Path.cwd(), *Path.cwd().parents)


def own_plans(graph: Path | None) -> Workspace:
    """The folders of a command that changes what the plans say: never those that ship with rrgraph."""
    found = workspace(graph)
    if graph is None and not is_nearby(found):
        raise UsageError(
            "There is no folder graph/ here, and the plans that ship with rrgraph are not changed. "
            "Go to the folder that holds yours, or name it with --graph."
        )
    return found


def kept(read: Read) -> Read:
    """What a command has read, kept till its process ends, or till it reads again.

    A process ends without taking its memory apart; a function that returns would first free what it
    read, object by object, which takes a tenth of the time.
    """
    _KEPT[:] = [read]
    return read


def knowledge(graph: Path | None) -> Knowledge:
    """The knowledge graph that a command works on."""
    from rrgraph.knowledge import Knowledge
    from rrgraph.loading import load

    return kept(Knowledge(load(workspace(graph))))


def recalled(graph: Path | None) -> Knowledge:
    """The knowledge graph for a command that only asks: as it was kept, if no file changed since.

    With `--endpoint` it is a copy of what that store holds.
    """
    if url := endpoint():
        from rrgraph.remote import copied

        if graph:
            raise UsageError("--graph names files and --endpoint a store: give one of them.")
        return kept(copied(url))
    from rrgraph.remembering import recall

    return kept(recall(workspace(graph)))


def keep_out_of_plans(output: Path) -> None:
    """Nothing that is made may stand among, or in place of, what the plans say."""
    real = Path(os.path.realpath(output))
    for folder in (real, *real.parents):
        with suppress(OSError):  # a name may be too long to ask for: writing will tell
            if (folder / "agencies.yaml").is_file() and (folder / "plans").is_dir():
                said = f"{output} is inside {folder}, where the plans are"
                raise UsageError(f"{said}. Write somewhere else.")


def emit(content: str | bytes, output: Path | None) -> None:
    """Put a result out: into a file when one is named, else to the terminal or pipe."""
    if isinstance(content, str) and not content.endswith("\n"):
        content += "\n"
    if output:
        from rrgraph.outputs import write_whole

        keep_out_of_plans(output)
        write_whole(output, content)
        click.echo(f"wrote {printable(str(output))}", err=True)
    elif sys.stdout is None:
        raise UsageError("There is no standard output to write to. Name a file with -o.")
    else:
        click.echo(content, nl=False)


def row_format_option(command: Command) -> Command:
    """`--format`, of an answer in rows."""
    from rrgraph import answers

    forms = [form for form in answers.names() if answers.load(form).OF == "rows"]
    return click.option("--format", "form", type=OneOf(forms), default="table", show_default=True)(
        command
    )


def emit_table(kg: Knowledge, table: Table, form: str, output: Path | None) -> None:
    """Put rows out: items by their names, in JSON by their IRIs."""
    from rrgraph import answers
    from rrgraph.asking import named

    refuse_binary(answers, form, output, "answer")
    emit(answers.rendered(table if form == "json" else named(kg, table), form), output)


def goes_to_terminal(output: Path | None) -> bool:
    """Whether a result goes to a terminal, and to no file or pipe."""
    return output is None and sys.stdout is not None and sys.stdout.isatty()


def refuse_binary(formats: Any, form: str | None, output: Path | None, name: str) -> None:
    """A workbook is for a file; a terminal would show its bytes. `formats` is the folder of it."""
    module = formats.load(form) if form else None
    if module and getattr(module, "BINARY", False) and goes_to_terminal(output):
        raise UsageError(f"A terminal cannot show {form}. Name a file: -o {name}{module.SUFFIX}")


def parameters_option(command: Command) -> Command:
    """`-p KEY=VALUE`, repeatable."""
    return click.option(
        "-p",
        "--parameter",
        "parameters",
        multiple=True,
        metavar="KEY=VALUE",
        help="What is asked about (repeatable); the list shows what each takes.",
    )(command)


def pairs(parameters: tuple[str, ...]) -> list[tuple[str, str]]:
    """Keys and values of `-p`."""
    found = []
    for entry in parameters:
        key, equals, value = entry.partition("=")
        if not equals:
            raise click.UsageError(f'-p "{entry}" must be KEY=VALUE.')
        found.append((key, value))
    return found
