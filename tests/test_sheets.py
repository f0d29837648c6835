"""A partner's own page: what it carries, who counts on whom, and its blanks."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rrgraph.knowledge import Knowledge
from rrgraph.sheets import Section, Sheet, Sheets, sheet_html, sheet_text

PLAN = "yorkshire-humberside-2009"


@pytest.fixture(scope="module")
def sheets(shipped: Knowledge) -> Sheets:
    """The sheets of all partners of the shipped plans."""
    return Sheets(shipped, shipped.gaps())


def section(sheet: Sheet, name: str) -> Section:
    """A section by its name."""
    return next(one for one in sheet.sections if one.name == name)


def test_a_partner_reads_what_it_leads_with_whom_and_by_when(sheets: Sheets) -> None:
    """YHIP leads seven actions, one with the Director, and contributes to IDTS (section 9)."""
    sheet = sheets.sheet("yhip", PLAN)
    leads = {row["action"]: row for row in section(sheet, "leads").rows}
    assert {
        *("Approved Premises", "information exchange", "health trainers", "offender deaths"),
        *("LSP health focus", "Bradley Review", "alcohol pathways"),
    } == set(leads)
    assert [name for name, row in leads.items() if row["with"]] == ["offender deaths"]
    assert leads["health trainers"]["helped_by"] == "Primary Care Trusts; NOMS HEALTH LEADS"
    assert leads["health trainers"]["due"] == "By March 2010"
    assert [row["action"] for row in section(sheet, "contributes").rows] == ["IDTS"]


def test_what_units_and_posts_lead_is_in_it_by_their_names(sheets: Sheets) -> None:
    """The team leads 26 actions and an equality change itself; its Director's are told as such."""
    rows = section(sheets.sheet("noms-yh", PLAN), "leads").rows
    own = [row for row in rows if not row["as"]]
    assert sum(1 for row in own if row["under"]) == 26
    assert 12 == sum(1 for row in rows if str(row["as"]).startswith("Director of Offender"))


def test_what_two_units_lead_together_counts_once(sheets: Sheets) -> None:
    """All of NOMS leads 51 items, 47 of them actions: 1.2.1 by three of its units, 2.5.1 by two."""
    leads = section(sheets.sheet("noms", PLAN), "leads")
    assert (51, 54) == (leads.size, len(leads.rows))
    assert "WHAT YOU LEAD (51)" in sheet_text([sheets.sheet("noms", PLAN)])


def test_dates_stand_in_order(sheets: Sheets) -> None:
    """The first day comes first."""
    days = [row["by"] for row in section(sheets.sheet("yhip", PLAN), "due").rows]
    assert days == sorted(days)
    assert ("2009-08-31", "2010-03-31") == (days[0], days[-1])


def test_who_counts_on_a_partner_is_others_only(sheets: Sheets) -> None:
    """YHIP leads in Health and in 2.4: Children & Families refers to both, 3.3 to Health."""
    sheet = sheets.sheet("yhip", PLAN)
    rows = section(sheet, "counted-on").rows
    assert {(r["priority"].split(" ")[0], r["refers_to"]) for r in rows} >= {
        ("3.3", "2.3 Health & Social Care"),
        ("2.3", "2.4 Alcohol & Drug Misuse"),
    }
    priorities = {row["priority"] for row in [*rows, *section(sheet, "counts-on").rows]}
    assert not priorities & {"2.3 Health & Social Care", "2.4 Alcohol & Drug Misuse"}


def test_its_gaps_are_those_of_what_it_carries(sheets: Sheets, shipped: Knowledge) -> None:
    """Each is in the report, and the body itself may be the matter of one."""
    sheet = sheets.sheet("noms-yh", PLAN)
    rules = {finding.rule for finding in sheet.findings}
    assert "load-concentration" in rules
    assert "no-lead" not in rules
    assert set(sheet.findings) <= set(sheets.report.open)


def test_every_body_that_carries_something_has_a_sheet(sheets: Sheets) -> None:
    """And no other; a body without one may still ask, and is told that nothing is there."""
    parties = sheets.parties(PLAN)
    assert {"yhip", "noms-yh", "dom-yh", "goyh"} <= set(parties)
    assert "opccn" not in parties
    empty = sheets.sheet("opccn", PLAN)
    assert all(not one.rows for one in empty.sections if one.name in ("leads", "contributes"))
    assert section(empty, "leads").empty in sheet_text([empty])


@pytest.mark.parametrize("write", [sheet_text, sheet_html])
def test_every_row_and_gap_is_in_every_format(sheets: Sheets, write: Any) -> None:
    """On one page, as text or HTML."""
    sheet = sheets.sheet("yhip", PLAN)
    said = re.sub(r"\s+", " ", write([sheet])).replace("&amp;", "&").replace("&#39;", "'")
    said = said.replace("&#34;", '"').replace("&lt;", "<")
    for one in sheet.sections:
        assert one.heading.lower() in said.lower()
        for row in one.rows:
            assert str(next(iter(row.values())))[:4] in said
    for finding in sheet.findings:
        assert finding.message in said


def test_a_sheet_as_data_has_a_list_for_each_section(sheets: Sheets) -> None:
    """For whoever wants to make a page of their own."""
    told = sheets.sheet("yhip", PLAN).as_dict()
    assert ["leads", "contributes", "due", "counted-on", "counts-on", "governance"] == list(
        told["sections"]
    )
    assert 7 == len(told["sections"]["leads"])
