"""Milestones as dates: on which day, how exact, and in which words."""

from __future__ import annotations

import pytest

from rrgraph.keydates import KeyDate, key_dates
from rrgraph.knowledge import Knowledge

YORKSHIRE = "yorkshire-humberside-2009"


def made(earliest: str, latest: str, precision: str, kind: str = "at") -> KeyDate:
    """A milestone with a date."""
    return KeyDate("", "demo", (), (), "", "", earliest, latest, precision, kind, "", "")


@pytest.mark.parametrize(
    ("date", "day", "when"),
    [
        (made("2009-07-15", "2009-07-15", "day"), "2009-07-15", "on 15 July 2009"),
        (made("", "2009-07-15", "day", "by"), "2009-07-15", "by 15 July 2009"),
        (made("2009-06-01", "2009-06-30", "month"), "2009-06-30", "in June 2009"),
        (made("", "2010-03-31", "month", "by"), "2010-03-31", "by March 2010"),
        (made("2009-06-01", "", "month", "recurring"), "2009-06-01", "from June 2009"),
        (made("2009-07-01", "2009-10-31", "interval"), "2009-10-31", "July 2009 to October 2009"),
        (
            made("2009-04-30", "2009-07-31", "interval"),
            "2009-07-31",
            "30 April 2009 to 31 July 2009",
        ),
        (made("2021-04-01", "2021-06-30", "quarter"), "2021-06-30", "April 2021 to June 2021"),
        (made("", "2022-12-31", "quarter", "by"), "2022-12-31", "by December 2022"),
        (made("", "", "none"), "", ""),
    ],
)
def test_a_date_falls_on_the_last_day_that_is_in_time(date: KeyDate, day: str, when: str) -> None:
    """And is told no more exactly than it is printed."""
    assert (day, when) == (date.day, date.when)


def test_they_come_by_plan_and_day_and_those_without_a_date_last(shipped: Knowledge) -> None:
    """Of the plans asked for."""
    dates = key_dates(shipped, [YORKSHIRE, "norfolk-2019"])
    assert ["norfolk-2019", YORKSHIRE] == list(dict.fromkeys(date.plan for date in dates))
    own = [date for date in dates if date.plan == YORKSHIRE]
    days = [date.day for date in own if date.day]
    assert sorted(days) == days
    assert [""] * (len(own) - len(days)) == [date.day for date in own[len(days) :]]
    assert {YORKSHIRE} == {date.plan for date in key_dates(shipped, [YORKSHIRE])}


def test_a_milestone_of_several_actions_is_one_date(shipped: Knowledge) -> None:
    """It names them all."""
    (form,) = (d for d in key_dates(shipped, [YORKSHIRE]) if d.printed == "Data form by July 2009.")
    assert ("more prison visits", "prisoners with few visits", "visitor details") == form.names
    assert "section 9, row more prison visits, MILESTONES" == form.where


def test_a_date_that_rests_on_a_reading_counts(shipped: Knowledge) -> None:
    """The year that is not printed is a curator's; the words stay as printed."""
    (guidance,) = (
        d for d in key_dates(shipped, [YORKSHIRE]) if d.printed == "Guidance document by September"
    )
    assert ("2009-09-30", "by September 2009") == (guidance.day, guidance.when)
