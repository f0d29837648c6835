"""`rrgraph links` and `rrgraph path`: what hangs on what, and by which way."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from click.testing import Result

Run = Callable[..., Result]


def rows(text: str) -> list[dict[str, str]]:
    """The rows of an answer."""
    return list(csv.DictReader(StringIO(text)))


def test_links_of_a_priority_are_told_both_ways_with_the_words_printed(run: Run) -> None:
    """And whether each is returned; an action stands for its priority."""
    found = rows(run("links", "priority/2.2", "--format", "csv").stdout)
    assert found == rows(run("links", "action/2.2.2", "--format", "csv").stdout)
    assert ["refers to"] * 3 + ["is referred to by"] * 3 == [row["link"] for row in found]
    (back,) = (row for row in found if row["item"].startswith("1.5"))
    assert ("2.2 Reduce re-offending by PPOs", "false") == (back["printed"], back["returned"])


def test_without_an_item_every_priority_is_listed(run: Run) -> None:
    """What most hangs on first."""
    found = rows(run("links", "--plan", "yorkshire-humberside-2009", "--format", "csv").stdout)
    assert 20 == len(found)
    assert found[0]["item"].startswith("1.3 ")


def test_a_chain_is_told_step_by_step(run: Run) -> None:
    """From 2.4 over 1.3 to 2.1."""
    found = rows(run("path", "priority/2.4", "priority/2.1", "--format", "csv").stdout)
    assert ["1", "2"] == [row["step"] for row in found]
    assert found[0]["refers_to"] == found[1]["item"]


def test_where_there_is_no_way_it_is_told_whether_there_is_one_back(run: Run) -> None:
    """Nothing refers to 3.4."""
    done = run("path", "priority/2.1", "priority/3.4")
    assert 0 == done.exit_code
    assert "the other way round there is one" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["links", "priority/2.3"], "stands over 6 priorities, and each has links of its own"),
        (["links", "priority/2.3"], "yorkshire-humberside-2009/priority/2.3/accommodation, "),
        (["links", "psa/16"], "is no priority or action, so it has no links"),
        (["links", "priority/9"], 'There is no item "priority/9"'),
        (["path", "priority/2.1", "agency/noms"], "is no priority or action"),
    ],
)
def test_what_has_no_links_is_told(run: Run, words: list[str], told: str) -> None:
    """Not with an empty answer."""
    done = run(*words)
    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr
