"""`rrgraph reconcile`: names in a spreadsheet to bodies of the register."""

from __future__ import annotations

import csv
import sys
from io import StringIO
from pathlib import Path

import click

from rrgraph import answers
from rrgraph.cli._common import (
    emit,
    endpoint_option,
    graph_option,
    output_option,
    recalled,
    refuse_binary,
    row_format_option,
)
from rrgraph.errors import FaultyFile, UsageError, did_you_mean

MOST_BYTES = 10 * 1024 * 1024


@click.command(short_help="Match the names in a CSV file with the register of agencies.")
@click.argument("names", metavar="NAMES.csv")
@click.option("--column", metavar="HEADING", help="The column with the names (default: the first).")
@click.option("--plan", metavar="ID", help="Let the acronym list of this plan decide.")
@graph_option
@endpoint_option
@row_format_option
@output_option
def command(
    names: str,
    column: str | None,
    plan: str | None,
    graph: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Find the agency that each name in NAMES.csv means, the way it matched, and how sure that is.

    The first line of the file holds the headings; - reads standard input. Ways are, from the
    surest: exact, spelling, acronym, former name, fuzzy (a letter wrong). What may be two bodies is
    "ambiguous" and what is none is "no match", both with candidates: a wrong match costs more than
    a missing one.

    \b
    Example:
      $ printf 'partner\\nministry of justice\\nLSC\\nProbaton\\n' | rrgraph reconcile -
      written               way         score   agency   name                  candidates
      ...
      ministry of justice   spelling    95      moj      Ministry of Justice
      LSC                   ambiguous   0 ...
      Probaton              ...
      3 rows
    """
    from rrgraph.naming import Names
    from rrgraph.progress import over

    refuse_binary(answers, form, output, "answer")
    kg = recalled(graph)
    kg.check_plans([plan] if plan else [])
    written = over(_column(names, column), "Matching names")
    table = Names(kg.store, plan or "").table(written)
    emit(answers.rendered(table, form), output)


def _column(file: str, heading: str | None) -> list[str]:
    """The cells of one column below its heading, blank ones left out."""
    called = "standard input" if file == "-" else file
    try:
        rows = list(csv.reader(StringIO(_text(file, called), newline="")))
    except csv.Error as error:
        raise FaultyFile(called, f"the file is no CSV: {error}", "Save it as CSV UTF-8.") from error
    if not rows:
        raise FaultyFile(called, "the file is empty", "Its first line should hold the headings.")
    headings = [cell.strip() for cell in rows[0]]
    if heading is not None and heading not in headings:
        near = did_you_mean(heading, headings) or f"There are: {', '.join(headings)}."
        raise UsageError(f'{called} has no column "{heading}". {near}')
    if len(headings) == 1:  # a plain list, in which a comma is part of the name
        rows = [[",".join(row)] for row in rows]
    at = headings.index(heading) if heading is not None else 0
    return [row[at] for row in rows[1:] if len(row) > at and row[at].strip()]


def _text(file: str, called: str) -> str:
    """The text of a file or of standard input, as UTF-8."""
    if file == "-" and sys.stdin is None:
        raise click.UsageError("There is no standard input to read.")
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as read:
            data = read.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{called} cannot be read: {error.strerror}.") from error
    if len(data) > MOST_BYTES:
        hint = f"At most {MOST_BYTES // 1024 // 1024} MB are read: one name a line."
        raise FaultyFile(called, "the file is too large to be a list of names", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "In Excel, save it as CSV UTF-8."
        raise FaultyFile(called, "the file is not UTF-8 text", hint) from error
    if "\0" in text:
        raise FaultyFile(called, "the file is no text", "Save the sheet as CSV UTF-8.")
    return text
