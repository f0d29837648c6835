"""A new plan's folder: what must be there filled in, what comes next shown in comments."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from rrgraph.completion import PLAN
from rrgraph.editing import scalar
from rrgraph.errors import UsageError
from rrgraph.outputs import whole_folder, write_whole
from rrgraph.queries import is_day
from rrgraph.vocabulary import SLUG


class Beginning(NamedTuple):
    """What is known of a plan before the first line of it is transcribed."""

    plan: str  # its id, the name of its folder
    title: str  # as printed
    start: str
    end: str
    publisher: str  # an agency of the register
    file: str  # the text of the document, by name
    revises: str = ""  # the edition before it


_SCHEMA = f"# yaml-language-server: $schema=../../{PLAN}\n"

_PLAN = """\
id: {plan}
title: {title}
periodStart: {start}
periodEnd: {end}
publisher: {publisher}
{revises}document:
  id: {plan}
  title: {title}
  file: {file}
# The columns of its tables, by the heading printed over them: what a plan has no column for, its actions do not lack.
# columns:
#   - {{id: lead, section: "1", heading: Lead, holds: leads}}
# How many there are, counted in the document; `rrgraph check` compares.
# expect:
#   actions: 12
"""

_ACTIONS = """\
# Themes, priorities and actions in the order printed. Told in your own words, each with a quote of at most 12 words.
# Numbers as printed; without one, the id is a short name of your own. Every key stands in graph/README.md.
#
# themes:
#   - id: first-theme
#     title: The heading as printed
#     section: "1"
#     priorities:
#       - id: first-priority
#         title: The heading as printed
#         actions:
#           - id: first-action
#             title: A short name
#             text: What it says, in your own words.
#             quote: its first words exactly as printed
#             leads:
#               - {{participant: {publisher}, printed: The cell as printed, name: The words that name this body}}
#             milestones:
#               - {{id: march, printed: by March 2030, latest: 2030-03-31, precision: month, dueKind: by}}
"""

_PROGRESS = """\
# What was reported on an item on a day: a line more each time, none is ever changed. What is current is a question
# with a date: `rrgraph query progress-current -p plan={plan} -p asOf=2030-10-31`.
#
# progressUpdates:
#   - id: first-action-2030-10
#     item: action/first-action
#     asOf: 2030-10-31
#     rag: amber
#     text: What was done, and what was not.
#     evidence: The paper that shows it
#     reporter: {publisher}
"""


def begin(graph: Path, beginning: Beginning) -> list[Path]:
    """Write the folder of a new plan below `graph/plans`, whole or not at all; the files written.

    The skeleton passes `rrgraph check`. UsageError for an id or day of the wrong form, or a folder
    that is there already.
    """
    folder = graph / "plans" / beginning.plan
    hold(beginning, graph)
    values = beginning._asdict() | {
        "title": _on_one_line(beginning.title),
        "file": _on_one_line(beginning.file),
    }
    values["revises"] = f"revises: {beginning.revises}\n" if beginning.revises else ""
    texts = {"plan.yaml": _PLAN, "actions.yaml": _ACTIONS, "progress.yaml": _PROGRESS}
    with whole_folder(folder, "plan.yaml") as made:
        for name, text in texts.items():
            write_whole(made / name, _SCHEMA + text.format_map(values))
    return [folder / name for name in texts]


def hold(beginning: Beginning, graph: Path) -> None:
    """UsageError for what cannot be the id or the days of a new plan in a folder `graph/`."""
    folder = graph / "plans" / beginning.plan
    hold_id(beginning.plan, "plan", "norfolk-2022")
    for day in (beginning.start, beginning.end):
        if not is_day(day):
            raise UsageError(f'"{day}" is not a day such as 2022-04-01.')
    if beginning.end < beginning.start:
        raise UsageError(f"The plan would end on {beginning.end}, before it begins.")
    if folder.exists():
        raise UsageError(f"{folder} is there already. Choose another id.")


def hold_id(written: str, of: str, example: str) -> None:
    """UsageError for what cannot be the id of a plan or an agency: it is part of IRIs and of paths."""
    if not re.fullmatch(SLUG, written) or "/" in written:
        hint = f"Use small letters, digits and `-`, such as {example}."
        raise UsageError(
            f'"{written}" cannot be the id of a{"n" * (of[0] in "aeiou")} {of}. {hint}'
        )


def _on_one_line(text: str) -> str:
    return scalar(" ".join(text.split()))
