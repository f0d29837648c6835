"""The key dates as a calendar, as a calendar program reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

import rrgraph
from rrgraph.findings import GapReport
from rrgraph.keydates import key_dates
from rrgraph.knowledge import Knowledge
from rrgraph.reports import rendered

YORKSHIRE = "yorkshire-humberside-2009"


def text_of(kg: Knowledge, **narrowed: Any) -> str:
    """The calendar as it is written."""
    content = rendered("ics", kg.gaps(**narrowed), kg)
    assert isinstance(content, str)
    return content


def entries(kg: Knowledge, **narrowed: Any) -> list[Any]:
    """The entries of the calendar."""
    return list(Calendar.from_ical(text_of(kg, **narrowed)).walk("VEVENT"))


def named(found: list[Any], start: str) -> Any:
    """The one entry whose title begins so."""
    (entry,) = (e for e in found if str(e["SUMMARY"]).startswith(start))
    return entry


def test_each_milestone_with_a_day_or_month_is_an_entry(shipped: Knowledge) -> None:
    """One for a cell that spans three actions; and each plan's last day."""
    found = entries(shipped, plans=[YORKSHIRE])
    dated = [one for one in key_dates(shipped, [YORKSHIRE]) if one.day]
    query = """SELECT DISTINCT ?milestone WHERE {
        ?milestone a rrg:Milestone ; rrg:inPlan <https://w3id.org/rrgraph/id/plan/%s> .
        { ?milestone rrg:latest ?day } UNION { ?milestone rrg:earliest ?day } }"""
    assert len(shipped.query(query % YORKSHIRE)) == len(dated)  # type: ignore[arg-type]
    assert 1 + len(dated) == len(found)
    assert date(2010, 3, 31) == named(found, "The plan ends:")["DTSTART"].dt
    form = named(found, "more prison visits; prisoners with few visits; visitor details: The form")
    assert "“Data form by July 2009.”" in form["DESCRIPTION"]


def test_a_day_stands_on_its_day_and_a_month_on_its_last(shipped: Knowledge) -> None:
    """All day long, in nobody's way; what the plan prints, and where, is told."""
    found = entries(shipped, plans=[YORKSHIRE])
    day = named(
        found, "2.3.3 New offender learning contracts: Meeting after the award for juveniles, W"
    )
    assert (date(2009, 7, 15), date(2009, 7, 16)) == (day["DTSTART"].dt, day["DTEND"].dt)
    assert "“Wetherby 15.07.09” (section 9, row 2.3.3" in day["DESCRIPTION"]
    assert "entered on" not in day["DESCRIPTION"]
    month = named(found, "SFO reviews: Reviewers are trained")
    assert date(2009, 10, 31) == month["DTSTART"].dt
    assert "Due by October 2009: entered on the last day." in month["DESCRIPTION"]
    assert {"TRANSPARENT"} == {str(entry["TRANSP"]) for entry in found}
    assert {timedelta(days=1)} == {entry["DTEND"].dt - entry["DTSTART"].dt for entry in found}


def test_what_begins_in_a_month_and_comes_again_says_so(shipped: Knowledge) -> None:
    """On the first day, since no last one is printed."""
    found = entries(shipped, plans=[YORKSHIRE])
    (again,) = (e for e in found if "June 2009 and quarterly" in str(e.get("DESCRIPTION")))
    assert date(2009, 6, 1) == again["DTSTART"].dt
    assert "Due from June 2009: entered on the first day." in again["DESCRIPTION"]
    assert "Comes again: quarterly." in again["DESCRIPTION"]


def test_an_entry_tells_what_is_wrong_with_its_date(shipped: Knowledge) -> None:
    """In the words of the report; other gaps of the same action stay out."""
    found = entries(shipped, plans=[YORKSHIRE])
    late = named(found, "Integrated Employment and Skills: The careers service")
    assert 'Decide: The milestone "AACS launch August 2010" of' in late["DESCRIPTION"]
    fine = named(found, "Integrated Employment and Skills: September 2009")
    assert "Decide:" not in fine["DESCRIPTION"]
    assert "Note:" not in late["DESCRIPTION"]


def test_an_entry_keeps_its_identity(shipped: Knowledge) -> None:
    """From one calendar to the next, whatever else is in it; and no two have the same."""
    alone, together = entries(shipped, plans=[YORKSHIRE]), entries(shipped)
    ids = {str(entry["UID"]) for entry in together}
    assert len(together) == len(ids)
    assert {str(entry["UID"]) for entry in alone} < ids
    assert text_of(shipped) == text_of(shipped)


def test_a_plan_without_dates_has_its_last_day(shipped: Knowledge) -> None:
    """A calendar without any entry is none."""
    (only,) = entries(shipped, plans=["norfolk-2016"])
    assert str(only["SUMMARY"]).startswith("The plan ends: Norfolk Strategic Framework")


def test_lines_are_folded_and_end_as_the_standard_says(shipped: Knowledge) -> None:
    """At most 75 bytes, each ended by a carriage return and a line feed."""
    text = text_of(shipped)
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search("(?<!\r)\n|\r(?!\n)", text)
    assert 75 >= max(len(line.encode()) for line in text.split("\r\n"))
    assert {"VERSION:2.0", "PRODID:-//rrgraph//Key dates//EN"} <= set(text.split("\r\n"))


@pytest.mark.parametrize(
    "words", ["a;b,c", "back\\slash \\n", "END:VEVENT", "<script>alert(1)</script>", "ü" * 300]
)
def test_the_words_of_a_plan_stay_words(make_graph: Callable[..., Path], words: str) -> None:
    """Signs that mean something to a calendar, very long words, and letters of several bytes."""
    graph = make_graph()
    actions = graph / "plans" / "demo" / "actions.yaml"
    text = actions.read_text(encoding="utf-8")
    actions.write_text(text.replace("title: Map provision", f"title: '{words}'"), encoding="utf-8")
    kg = rrgraph.open(graph)
    _, only = entries(kg)
    assert f"1.1.1 {words}: by September 2009" == only["SUMMARY"]
    assert max(len(line.encode()) for line in text_of(kg).split("\r\n")) <= 75


def test_a_report_that_names_no_plan_of_the_graph_has_no_entry(shipped: Knowledge) -> None:
    """Rather than a fault."""
    assert "VEVENT" not in rendered("ics", GapReport({"other": "2010-03-31"}, []), shipped)
