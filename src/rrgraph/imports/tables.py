"""Action tables in documents, spreadsheets and web pages, read into the draft of a plan.

The tables are found by their headings; what a row says goes where the words over its columns say.
Nothing is guessed: a name that the register does not hold, a pointer to nothing, a cell without a
heading is listed for a person. Sentences of the document are not copied: `text` holds their first
words, to be told anew by whoever reviews the draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rrgraph.errors import UsageError
from rrgraph.imports import _readers
from rrgraph.imports._acronyms import Acronym, acronyms
from rrgraph.imports._actions import Reader
from rrgraph.imports._columns import Columns
from rrgraph.imports._document import Document
from rrgraph.imports._draft import Draft
from rrgraph.imports._edition import plan_file
from rrgraph.imports._owners import Owners
from rrgraph.imports._plan import draft
from rrgraph.imports._proposal import Change, Proposal, Unknown, Unplaced
from rrgraph.imports._rows import Gathered, gather
from rrgraph.imports._written import acronyms_file, actions_file, editorial_file
from rrgraph.knowledge import Knowledge
from rrgraph.naming import Names, folded
from rrgraph.progress import Advance

SUMMARY = "tables of actions in text, Word, PDF, Excel, CSV, Markdown and HTML"
SUFFIXES = tuple(_readers.suffixes())

MOST_SHOWN = 6
_INDICATORS = """
SELECT ?indicator ?code { ?indicator a rrg:Indicator ; rrg:code ?code } ORDER BY ?code"""
_BOARDS = """
SELECT ?board ?name { ?board a rrg:Board ; rdfs:label|skos:altLabel ?name } ORDER BY ?board ?name"""
_PSAS = "SELECT ?number { ?psa a rrg:PublicServiceAgreement ; rrg:number ?number } ORDER BY ?number"
_NOTE = """\
Read by machine from the action tables of {file}: a draft for a person to review.
`title` and `text` hold the first words printed: tell them in your own words, then delete this note.
Names that the register does not hold stand as `participantStatus: open`: add them, or correct them."""


class Found(NamedTuple):
    """What was read from a document, before it is written."""

    document: Document
    gathered: Gathered
    draft: Draft
    acronyms: list[Acronym]
    unknown: list[Unknown]
    unplaced: list[Unplaced]


def recognises(path: Path) -> bool:
    """Any file that can be read: whether it holds a table of actions is told when it is."""
    return True


def propose(
    path: Path, plan: str, kg: Knowledge, columns: Mapping[str, str], advance: Advance
) -> Proposal:
    """The files of a plan out of the action tables of a document.

    UsageError if the file cannot be read, should not be, or holds no table of actions.
    """
    found = read(path, plan, kg, columns, advance)
    folder = kg.workspace.graph / "plans" / plan
    proposal = Proposal(
        told=[*found.document.told, *_told(found)],
        unknown=found.unknown,
        unplaced=[*found.document.unread, *found.unplaced],
    )
    note = _NOTE.format(file=found.document.name)
    text = actions_file(found.draft, found.gathered.heads, note)
    proposal.files["actions.yaml"] = Change.at(folder / "actions.yaml", text)
    if readings := editorial_file(found.draft):
        proposal.files["editorial.yaml"] = Change.at(folder / "editorial.yaml", readings)
    if found.acronyms:
        note = f"The list of acronyms of {found.document.name}, read by machine."
        text = acronyms_file(found.acronyms, note)
        proposal.files["acronyms.yaml"] = Change.at(folder / "acronyms.yaml", text)
    if plan not in kg.plans:
        text, told = plan_file(plan, found.document, found.draft, kg)
        proposal.files["plan.yaml"] = Change(text)
        proposal.told += told
    return proposal


def read(
    path: Path, plan: str, kg: Knowledge, columns: Mapping[str, str], advance: Advance
) -> Found:
    """What the action tables of a document say."""
    document = _readers.read(path)
    gathered = gather(document, Columns(columns), advance)
    if not any(block.rows for block in gathered.blocks):
        raise UsageError(_none(path, document, gathered))
    listed = acronyms(document)
    stands_for = {one.short: one.full for one in listed}
    indicators = {
        row["code"].casefold().replace(" ", ""): row["indicator"].rsplit("/", 1)[-1]
        for row in kg.store.select(_INDICATORS)
    }
    boards = {
        folded(row["name"]): row["board"].rsplit("/", 1)[-1] for row in kg.store.select(_BOARDS)
    }
    reader = Reader(Owners(Names(kg.store, plan, stands_for), stands_for), indicators, boards)
    psas = {row["number"] for row in kg.store.select(_PSAS)}
    made = draft(gathered, reader, psas, stands_for, advance)
    unplaced = [*gathered.unplaced, *reader.unplaced]
    return Found(document, gathered, made, listed, _once(reader.unknown), unplaced)


def _once(unknown: list[Unknown]) -> list[Unknown]:
    """Each name once, by the first place it stands in."""
    times = Counter(one.name for one in unknown)
    first: dict[str, Unknown] = {}
    for one in unknown:
        also = f" and {times[one.name] - 1} more" if times[one.name] > 1 else ""
        first.setdefault(one.name, one._replace(where=f"{one.where}{also}"))
    return list(first.values())


def _none(path: Path, document: Document, gathered: Gathered) -> str:
    """Why a document holds no table of actions."""
    hint = "Name the columns with --map action=HEADING --map lead=HEADING."
    if gathered.heads:
        why = "its table of actions is an empty form"
        hint = "Fill it in first."
    elif gathered.passed_over:
        why = f"there is {'; '.join(gathered.passed_over[:3])}"
    elif any(hasattr(block, "rows") for block in document.blocks):
        why = "no table has headings such as Action, Lead, Milestone over its columns"
    else:
        why, hint = "there is no table in it", "Give a file with a table, or text with tabs."
    return f"{path} holds no table of actions: {why}. {hint}"


def _told(found: Found) -> list[str]:
    """What was found, in sentences."""
    actions, blocks = found.draft.actions(), found.draft.blocks()
    counts = {
        "action": len(actions),
        "priority": len(blocks),
        "lead": sum(len(action.leads) for action in actions),
        "contributor": sum(len(action.contributors) for action in actions),
        "measure": sum(len(action.measures) for action in actions),
        "milestone": sum(len(action.milestones) for action in actions),
        "link": sum(len(block.references) for block in blocks),
        "acronym": len(found.acronyms),
    }
    listed = [_counted(number, name) for name, number in counts.items() if number]
    passed = [f"Passed over, {why}." for why in found.gathered.passed_over]
    if others := found.gathered.others:
        where = ", ".join(others[:MOST_SHOWN]) + (" ..." if len(others) > MOST_SHOWN else "")
        passed.append(f"Passed over, {_counted(len(others), 'table')} of other headings: {where}.")
    return [f"{', '.join(listed)}.", *found.gathered.told, *passed]


def _counted(number: int, name: str) -> str:
    """`1 priority`, `2 priorities`."""
    plural = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    return f"{number} {name if number == 1 else plural}"
