"""The pro forma that partners filled in, read back: progress, edits, and new actions.

Three states of each cell are compared: as it was written out, as it came back, and as the plan has it
now. Only what a partner changed is news; what the plan changed meanwhile is left to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rrgraph.errors import UsageError
from rrgraph.exports.xlsx import HEADINGS, RATINGS, cells
from rrgraph.imports._form_edits import FormEdits
from rrgraph.imports._proposal import Proposal
from rrgraph.imports._returned import Returned, Row, plan_of, returned, tidy
from rrgraph.knowledge import Knowledge
from rrgraph.outline import Item, outline
from rrgraph.progress import Advance

SUMMARY = "the pro forma that `rrgraph export --to xlsx` wrote: progress, edits and new actions"
SUFFIXES = (".xlsx",)
NEWS = ("RAG", "As of", "Evidence / progress update")  # three cells that make one update
_CODES = {code.replace("-", " "): code for code in RATINGS}
_LETTERS = {"r": "red", "a": "amber", "g": "green"}  # as Norfolk's form heads the column


def recognises(path: Path) -> bool:
    """Whether a workbook is the pro forma of a plan."""
    return bool(plan_of(path))


def propose(
    path: Path, plan: str, kg: Knowledge, columns: Mapping[str, str], advance: Advance
) -> Proposal:
    """What a filled-in pro forma changes in its plan; nothing is written.

    UsageError if it is the form of another plan, FaultyData if the plan with the changes would not
    pass `rrgraph check`.
    """
    form = returned(path)
    kg.check_plans([plan])
    if columns:
        raise UsageError("A pro forma has its own columns: leave out --map.")
    if form.plan != plan:
        raise UsageError(f"{path} is the pro forma of {form.plan}: import it with that --plan.")
    edits = FormEdits(kg, plan)
    edits.proposal.unplaced += form.unplaced
    now = {
        item.path: (priority, item)
        for theme in outline(kg.store, plan).themes
        for priority, item in theme.rows()
    }
    for number, row in enumerate(form.rows, 1):
        _row(row, form, now, edits)
        advance(number, len(form.rows))
    return edits.finished()


def _row(row: Row, form: Returned, now: Mapping[str, tuple[Item, Item]], edits: FormEdits) -> None:
    if not row.key:
        path = edits.new_action(row)
        if path and any(row.cells[heading] for heading in NEWS):
            _progress(row, form, path, {}, edits)
        return
    if row.key not in now or row.key not in form.kept:
        why = (
            f'the plan has no item "{row.key}" any more' if row.key in form.kept else "unknown key"
        )
        edits.unplaced(row, "Action", why)
        return
    priority, item = now[row.key]
    here = dict(zip(HEADINGS, map(tidy, cells(priority, item)), strict=True))
    kept = {heading: tidy(text) for heading, text in form.kept[row.key].items()}
    changed = [
        heading for heading in HEADINGS if row.cells[heading] not in (kept[heading], here[heading])
    ]
    for heading in changed:
        if here[heading] != kept[heading]:
            edits.unplaced(row, heading, f"the plan says otherwise by now: {here[heading]!r}")
        elif heading not in NEWS:
            edits.change(row, heading, item, kept[heading])
    if any(heading in changed and here[heading] == kept[heading] for heading in NEWS):
        _progress(row, form, item.path, here, edits)


def _progress(
    row: Row, form: Returned, path: str, here: Mapping[str, str], edits: FormEdits
) -> None:
    """An update out of the three cells; what one needs and the row lacks is asked for."""
    rating, day, said = (row.cells[heading] for heading in NEWS)
    word = rating.casefold()
    rag = _CODES.get(_LETTERS.get(word, word), "")
    if not rag:
        why = "no rating is given" if not rating else f"a rating is one of {', '.join(_CODES)}"
        edits.unplaced(row, "RAG" if rating else NEWS[2], why)
        return
    old = here.get("As of", "")
    as_of = edits.day(day if day != old else form.as_of or day)
    if not as_of or (as_of == old and not form.as_of):
        why = "say as of when: in this row, or for all rows on the first sheet"
        edits.unplaced(row, "As of", why)
        return
    news = said if said != here.get(NEWS[2]) else ""  # what stood there is of another day
    edits.progress(row, path, as_of, rag, news, form.reporter)
