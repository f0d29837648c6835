"""Dates are read as far as they are printed, and no further."""

from __future__ import annotations

import pytest

from rrgraph.imports._dates import Due, dues


def told(due: Due) -> str:
    """A milestone in a line: kind, precision, days, rhythm, flags."""
    days = f"{due.earliest or ''}..{due.latest or ''}"
    return " ".join(filter(None, (due.kind, due.precision, days, due.frequency, *due.flags)))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("September 2009", "at month 2009-09-01..2009-09-30"),
        ("Sept. '09", "at month 2009-09-01..2009-09-30"),
        ("by the end of March 2010", "by month ..2010-03-31"),
        ("21st May 09", "at day 2009-05-21..2009-05-21"),
        ("on 2009-05-21", "at day 2009-05-21..2009-05-21"),
        ("31/7/09", "at day 2009-07-31..2009-07-31"),
        ("July – October 2009", "during interval 2009-07-01..2009-10-31"),
        ("Q1 – Q3 2009/10", "during interval ..2009-12-31"),
        ("30/4/09-July 2009", "during interval 2009-04-30..2009-07-31"),
        ("Q2 2009/10", "at quarter 2009-07-01..2009-09-30"),
        ("2009/10", "at year 2009-04-01..2010-03-31"),
        ("by 2012", "by year ..2012-12-31"),
        ("from April 2010", "ongoing month 2010-04-01.."),
        ("June 2009 and quarterly from then on", "recurring month 2009-06-01.. quarterly"),
        ("Quarterly contract & SLA reviews", "recurring none .. quarterly"),
        ("Review mid year and year end", "recurring none .. twice-a-year"),
        ("every six months", "recurring none .. every-six-months"),
        ("Regular reviews in the forum", "recurring none .."),
        ("Ongoing", "ongoing none .."),
        ("Plans to be reviewed", "ongoing none .."),
    ],
)
def test_what_is_printed_sets_the_days(printed: str, expected: str) -> None:
    """Precision is that of the words, not of the days."""
    assert [expected] == [told(due) for due in dues(printed)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Guidance by September", "by month .. year-missing"),
        ("Apr – Jun", "during interval .. year-missing"),
        ("31.02.2010", "at none .. malformed"),
        ("May 2009-06-23", "at month .. malformed"),
        ("Q2 2009", "at quarter .."),
    ],
)
def test_what_is_not_printed_stays_open(printed: str, expected: str) -> None:
    """No year is added, no slip mended, no kind of year chosen."""
    assert [expected] == [told(due) for due in dues(printed)]


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Plan by August 2009, review March 2010", ["Plan by August 2009", "review March 2010"]),
        (
            "Guidance drafted June 09 Plans made by the Forum Aug.09",
            ["Guidance drafted June 09", "Plans made by the Forum Aug.09"],
        ),
        (
            "Quarterly. Updates of the Board (July 09, Oct 09)",
            ["Quarterly.", "July 09", "Oct 09"],
        ),
        ("Meetings 22.07.09 & 23.07.09", ["Meetings 22.07.09", "23.07.09"]),
        ("it may be that we march on in june", []),
    ],
)
def test_each_date_of_a_cell_is_a_milestone(printed: str, parts: list[str]) -> None:
    """With the words before it; months without capitals and without a year are no dates."""
    assert parts == [due.printed for due in dues(printed)]
