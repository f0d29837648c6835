"""A partner's own page: what it leads and contributes to, by when, who counts on it, and its blanks.

The sections are the queries of `queries/sheets`, asked of one plan, each a row for every partner; gaps
that touch what the partner carries come from the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from textwrap import fill
from typing import Any, NamedTuple

from rrgraph import __version__
from rrgraph.findings import BOARD_WORDS, Finding, GapReport, day_in_words
from rrgraph.iris import THINGS, plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.pages import column_words, render

WIDTH = 100
_HIDDEN = {"party", "item"}
_OWN = ("10-leads", "20-contributes")  # the items of these sections are what a partner carries


class Section(NamedTuple):
    """One table of a sheet: its heading, the columns that hold something, and the rows."""

    name: str
    heading: str
    columns: list[str]
    rows: list[dict[str, Any]]
    empty: str  # what to say when there are no rows
    size: int  # in items: one that a body carries in two ways has two rows


class Sheet(NamedTuple):
    """The page of one partner in one plan."""

    party: str
    name: str
    plan: str
    title: str
    sections: list[Section]
    findings: list[Finding]

    def as_dict(self) -> dict[str, Any]:
        """The sheet as a JSON object."""
        return {
            "party": self.party,
            "name": self.name,
            "plan": self.plan,
            "sections": {section.name: section.rows for section in self.sections},
            "gaps": [finding.as_dict() for finding in self.findings],
        }


class Sheets:
    """The sheets of all partners of the plans that a report is on."""

    def __init__(self, kg: Knowledge, report: GapReport) -> None:
        """`report` has the gaps of the plans that sheets are wanted of."""
        self.kg, self.report = kg, report
        self.queries = kg.library.all("sheets")
        self._rows: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for query in self.queries:
            for plan in report.as_of:
                for row in kg.store.select(query.text, query.bindings({"plan": plan})):
                    self._rows[plan, row["party"], query.name].append(row)
        self._names = _labels(kg)

    def parties(self, plan: str) -> list[str]:
        """The ids of the partners that lead or contribute to something in a plan, sorted."""
        base = f"{THINGS}agency/"
        return sorted(
            {p.removeprefix(base) for at, p, name in self._rows if at == plan and name in _OWN}
        )

    def plans(self, party: str) -> list[str]:
        """The plans that ask something of a partner; if none does, those that place it in governance."""
        asking = [plan for plan in self.report.as_of if party in self.parties(plan)]
        said = {(at, of) for at, of, _ in self._rows}
        iri = f"{THINGS}agency/{party}"
        return asking or [plan for plan in self.report.as_of if (plan, iri) in said]

    def sheet(self, party: str, plan: str) -> Sheet:
        """The sheet of a partner in a plan; its sections may all be empty."""
        iri = f"{THINGS}agency/{party}"
        sections = []
        carried: set[str] = {iri}
        for query in self.queries:
            rows = self._rows.get((plan, iri, query.name), [])
            if query.name in _OWN:
                carried |= {row["item"] for row in rows}
            columns = [
                name
                for name in (rows[0] if rows else {})
                if name not in _HIDDEN and any(row[name] not in (None, "") for row in rows)
            ]
            size = len({row["item"] for row in rows}) if query.name in _OWN else len(rows)
            shown = [{name: row[name] for name in columns} for row in rows]
            sections.append(
                Section(query.name[3:], query["heading"], columns, shown, query["empty"], size)
            )
        return Sheet(
            party=party,
            name=self._names.get(iri, party),
            plan=plan,
            title=self._names.get(plan_iri(plan), plan),
            sections=sections,
            findings=list(self._touching(carried, plan)),
        )

    def _touching(self, carried: set[str], plan: str) -> Iterable[Finding]:
        """The open gaps of what a partner carries, worst first, and of what hangs on these items."""
        for finding in self.report.open:
            if finding.plan != plan:
                continue
            if finding.focus in carried or any(
                finding.focus.startswith(f"{item}/") for item in carried
            ):
                yield finding


def _labels(kg: Knowledge) -> dict[str, str]:
    sparql = """SELECT ?thing ?label WHERE {
        ?thing a ?kind ; rdfs:label ?label
        VALUES ?kind { rrg:Agency rrg:Board rrg:Post rrg:PartnerGroup rrg:Plan } } ORDER BY ?thing"""
    return {row["thing"]: row["label"] for row in kg.store.select(sparql)}


# ---------------------------------------------------------------------- as a page, as text
def sheet_html(sheets: list[Sheet], *, pages: bool = False) -> str:
    """The sheets of one partner as a page that prints well; `pages` adds links to its neighbours."""
    return render(
        "sheet.html.j2",
        root="../",
        page="partners/" if pages else "",
        version=__version__,
        name=sheets[0].name,
        sheets=sheets,
        words=BOARD_WORDS,
    )


def partner_pages(sheets: Sheets) -> dict[str, str]:
    """A page for each partner of any plan, and one that lists them all: path -> content."""
    found: dict[str, list[Sheet]] = defaultdict(list)
    for plan in sheets.report.as_of:
        for party in sheets.parties(plan):
            found[party].append(sheets.sheet(party, plan))
    pages = {f"partners/{party}.html": sheet_html(own, pages=True) for party, own in found.items()}
    rows = [(party, own[0].name, list(map(_carries, own))) for party, own in found.items()]
    rows.sort(key=lambda row: (-sum(one["leads"] for one in row[2]), row[1]))
    listed = render("partners.html.j2", page="partners.html", version=__version__, partners=rows)
    return {"partners.html": listed, **pages}


def _carries(sheet: Sheet) -> dict[str, Any]:
    """How much a partner carries in a plan, for the list of partners."""
    counts = {section.name: section.size for section in sheet.sections}
    return {
        "title": sheet.title,
        "leads": counts["leads"],
        "contributes": counts["contributes"],
        "gaps": len(sheet.findings),
    }


def sheet_text(sheets: list[Sheet]) -> str:
    """The sheets of one partner for a terminal: a paragraph for each row."""
    lines = [sheets[0].name]
    for sheet in sheets:
        lines += ["", sheet.title]
        for section in sheet.sections:
            count = f" ({section.size})" if section.rows else ""
            lines += ["", f"{section.heading.upper()}{count}"]
            lines += [_row_text(section, row) for row in section.rows] or [f"  {section.empty}"]
        count = f" ({len(sheet.findings)})" if sheet.findings else ""
        lines += ["", f"GAPS IN WHAT YOU CARRY{count}"]
        lines += [
            _wrapped(f"- {BOARD_WORDS[f.severity]}: {f.message}") for f in sheet.findings
        ] or ["  None were found."]
    return "\n".join(lines) + "\n"


def _row_text(section: Section, row: dict[str, Any]) -> str:
    first, *rest = section.columns
    said = [
        f"{column_words(name).lower()}: {day_in_words(str(row[name]))}"
        for name in rest
        if row[name]
    ]
    return _wrapped("; ".join([f"- {day_in_words(str(row[first]))}", *said]))


def _wrapped(text: str) -> str:
    return fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
