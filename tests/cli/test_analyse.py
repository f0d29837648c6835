"""`rrgraph analyse`: analyses by name, with what can be chosen of them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from rrgraph import analyses

Run = Callable[..., Result]
PLAN = ("--plan", "yorkshire-humberside-2009")


def test_the_analyses_are_listed_with_what_can_be_chosen(run: Run) -> None:
    """Each with what it tells."""
    lines = run("analyse").stdout.splitlines()
    assert analyses.names() == [line.split()[0] for line in lines]
    assert any("-p rolled_up=..." in line and "leads, alone" in line for line in lines)


@pytest.mark.parametrize("name", analyses.names())
def test_each_is_asked_of_every_plan_by_itself(run: Run, name: str) -> None:
    """The plan comes first in each row; items are named, in JSON by their IRIs."""
    done = run("analyse", name)
    assert 0 == done.exit_code
    found = json.loads(run("analyse", name, "--format", "json").stdout)
    assert "plan" == found["head"]["vars"][0]
    assert f"{len(found['results']['bindings'])} row" in done.stdout


@pytest.mark.parametrize("party", ["yhip", "agency/yhip"])
def test_what_is_chosen_is_written_as_people_write_it(run: Run, party: str) -> None:
    """A body by its id, a number with or without a fraction."""
    said = run("analyse", "withdrawal", *PLAN, "-p", f"party={party}", "--format", "csv").stdout
    assert 2 == len(said.splitlines())
    counts = [
        len(run("analyse", "name-variant", *PLAN, "-p", f"alike={alike}").stdout.splitlines())
        for alike in ("1", "82.5")
    ]
    assert counts[0] < counts[1]


def test_items_are_named_as_people_call_them(run: Run) -> None:
    """A list of them as a list."""
    said = run("analyse", "cycles", *PLAN, "--format", "md").stdout
    assert "| 2 | 2.3 Health & Social Care; 3.3 Address the Health" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["hub"], 'There is no analysis "hub". Did you mean "hubs"?'),
        (["hubs", "-p", "most=3"], 'The analysis "hubs" has no parameter "most". It has: none.'),
        (["partner-load", "-p", "rolled_up=maybe"], 'rolled_up="maybe" is neither yes nor no.'),
        (["chains", "-p", "most=few"], 'most="few" is not a number such as 10.'),
        (["name-variant", "-p", "alike=much"], 'alike="much" is not a number such as 80.0.'),
        (["name-variant", "-p", "alike=0,8"], 'alike="0,8" is not a number such as 80.0.'),
        (["withdrawal", "-p", "party=yhpi"], 'There is no item "yhpi".'),
        (["hubs", "-p", "plan=norfolk-2019"], "The plan is named by --plan."),
        (["chains", "-p", "start=priority/9.9"], 'There is no item "priority/9.9".'),
        (["hubs", "--plan", "norfolk"], 'There is no plan "norfolk". Did you mean "norfolk-20'),
    ],
)
def test_what_cannot_be_asked_is_told(run: Run, words: list[str], told: str) -> None:
    """With the nearest."""
    done = run("analyse", *words)
    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr
