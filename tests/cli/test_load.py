"""`rrgraph load`: who carries how much."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from click.testing import Result

Run = Callable[..., Result]
PLAN = ("--plan", "yorkshire-humberside-2009", "--format", "csv")


def rows(text: str) -> list[dict[str, str]]:
    """The rows of an answer."""
    return list(csv.DictReader(StringIO(text)))


def test_names_count_as_printed_or_with_units_and_posts(run: Run) -> None:
    """26 actions under its own name, 40 with its posts."""
    for words, leads in (((), "26"), (("--rolled-up",), "40")):
        found = rows(run("load", *PLAN, *words).stdout)
        (noms,) = (row for row in found if row["party"] == "NOMS Yorkshire & Humberside")
        assert leads == noms["leads"]


def test_one_body_is_told_quarter_by_quarter(run: Run) -> None:
    """In the order of the calendar."""
    found = rows(run("load", *PLAN, "--agency", "noms-yh").stdout)
    assert ["2009 Q1", "2009 Q2", "2009 Q3", "2009 Q4", "2010 Q1"] == [x["quarter"] for x in found]
    assert {"NOMS Yorkshire & Humberside"} == {row["party"] for row in found}


def test_a_body_that_there_is_not_is_told_with_the_nearest(run: Run) -> None:
    """And what cannot be asked at once."""
    done = run("load", "--agency", "nomsyh")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "Did you mean" in done.stderr
    done = run("load", "--agency", "noms-yh", "--rolled-up")
    assert "cannot be asked together" in done.stderr
