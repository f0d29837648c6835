"""plan.yaml of a new plan: its title, period and publisher, as far as a document says them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import PurePath

from rrgraph.imports._dates import dues
from rrgraph.imports._document import Document, Heading, Paragraph
from rrgraph.imports._draft import Draft, short
from rrgraph.imports._rows import names_kind
from rrgraph.imports._written import written
from rrgraph.knowledge import Knowledge
from rrgraph.naming import Names

_FRONT = 40  # headings and paragraphs in which a title page is looked for
_YEARS = re.compile(r"\b(20\d\d)\s*[-–—/]\s*((?:20)?\d\d)\b(?![-\d])")
_TITLE_WORDS = 20
LONG_NAME = 4  # letters: a shorter name may stand inside a word


def plan_file(plan: str, document: Document, draft: Draft, kg: Knowledge) -> tuple[str, list[str]]:
    """The text of plan.yaml, and what in it a person has to look at."""
    front = list(islice(_front(document), _FRONT))
    titles = [text for text in front if len(text.split()) > 2 and not names_kind(text)]
    stem = PurePath(document.name).stem
    title = short(titles[0] if titles else stem, _TITLE_WORDS)
    start, end, period_told = _period(front, draft)
    publisher, publisher_told = _publisher(document, draft, kg)
    text = written(
        {
            "id": plan,
            "title": title,
            "periodStart": str(start),
            "periodEnd": str(end),
            "publisher": publisher,
            "document": {"id": plan, "title": title, "file": f"{stem}.txt"},
        },
        "Title, period and publisher are read by machine: compare each with the title page.",
    )
    told = [
        period_told,
        f'The title was read as "{title}"; {publisher_told}. Compare both with the title page.',
    ]
    return text, told


def _front(document: Document) -> Iterator[str]:
    """The headings and lines of a document, also those that stand alone in a row of a sheet."""
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        else:
            for row in block.rows:
                filled = [cell for cell in row if cell.lines]
                if len(filled) > 1:
                    break
                yield from (cell.text for cell in filled)


def _period(front: list[str], draft: Draft) -> tuple[date, date, str]:
    """The first and last day of a plan: as printed in front, else those of its milestones."""
    for text in front:
        for due in dues(text):
            if due.kind == "during" and due.earliest and due.latest:
                return due.earliest, due.latest, f'The period was read from "{short(text)}".'
    for text in front:
        if found := _YEARS.search(text):
            first, last = int(found[1]), int(found[1][: 4 - len(found[2])] + found[2])
            if first < last:
                is_financial = last == first + 1
                start = date(first, 4, 1) if is_financial else date(first, 1, 1)
                end = date(last, 3, 31) if is_financial else date(last, 12, 31)
                return start, end, f'The period was read from "{found[0]}": compare the days.'
    days = sorted(
        day
        for action in draft.actions()
        for milestone in action.milestones
        for day in (milestone.due.earliest, milestone.due.latest)
        if day
    )
    this_year = date.today().year
    start, end = (days[0], days[-1]) if days else (date(this_year, 1, 1), date(this_year, 12, 31))
    said = "from the first to the last milestone" if days else "this year, as no date is printed"
    return start, end, f"No period is printed in front: it was set {said}. Correct it."


def _publisher(document: Document, draft: Draft, kg: Knowledge) -> tuple[str, str]:
    """The body that a document names most often, or that leads most; and how it was found."""
    text = "\n".join(b.text for b in document.blocks if isinstance(b, Heading | Paragraph))
    names = Names(kg.store)
    named = Counter({name: text.count(name) for name in names.spellings if len(name) >= LONG_NAME})
    for name, times in named.most_common():
        if times and (agency := names.resolve(name).agency):
            return agency, f"the publisher is taken to be {agency}, the body named most often"
    leads = Counter(lead.agency for a in draft.actions() for lead in a.leads if lead.agency)
    if leads:
        agency = leads.most_common(1)[0][0]
        return agency, f"the publisher is taken to be {agency}, the body that leads most"
    first = kg.bodies()[0]
    return first, f"no publisher is named: {first} only stands in its place"
