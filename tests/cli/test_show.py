"""`rrgraph show`: everything on one thing, with its sources."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from click.testing import Result

Run = Callable[..., Result]


def rows(run: Run, item: str) -> list[dict[str, str]]:
    """What is shown of an item."""
    return list(csv.DictReader(StringIO(run("show", item, "--format", "csv").stdout)))


def test_an_action_has_its_parts_with_their_place_and_words(run: Run) -> None:
    """As the plan prints action 2.2.2: two leads, a contributor, two measures, four milestones."""
    parts = [row for row in rows(run, "action/2.2.2") if row["part"] == "part"]
    kinds = [row["what"] for row in parts]
    assert (3, 2, 4) == tuple(map(kinds.count, ("participation", "measure", "milestone")))
    assert all(row["where"].startswith("section 9, row 2.2.2") for row in parts)
    assert {"DOM & GOYH", "Probation Areas", "Quarterly", "July 09"} <= {r["quote"] for r in parts}


def test_what_is_derived_is_told_apart_from_what_is_stated(run: Run) -> None:
    """It has no place of its own."""
    found = rows(run, "action/2.2.2")
    led = [row for row in found if row["what"] == "is led by"]
    assert 2 == len(led)
    assert {("derived", "", "")} == {(row["basis"], row["where"], row["quote"]) for row in led}
    assert {"stated"} == {row["basis"] for row in found if row["what"] == "measure"}


def test_its_gaps_come_last(run: Run) -> None:
    """With the rule and the message."""
    gaps = [row for row in rows(run, "action/visitors-centres") if row["part"] == "gap"]
    assert "no-lead" in {row["what"] for row in gaps}
    assert any("Nobody is named as the lead" in row["says"] for row in gaps)


def test_a_body_and_a_target_are_shown_as_well(run: Run) -> None:
    """And what there is not is told with the nearest."""
    assert any(row["what"] == "is led by" for row in rows(run, "agency/yhip"))
    assert rows(run, "psa/16")
    done = run("show", "agency/yhipp")
    assert 2 == done.exit_code
    assert 'Did you mean "agency/yhip"?' in done.stderr
