"""What a rule found, counted and put into the words of a board."""

from __future__ import annotations

import pytest

from rrgraph.findings import (
    BOARD_WORDS,
    SEVERITIES,
    Finding,
    GapReport,
    at_or_above,
    day_in_words,
    in_board_words,
)


def finding(severity: str, rule: str = "no-lead", accepted: str = "") -> Finding:
    """A finding of which only these matter."""
    empty = dict.fromkeys(Finding._fields, "") | {"line": 1}
    return Finding(**(empty | {"severity": severity, "rule": rule, "accepted": accepted}))


REPORT = GapReport(
    {"demo": "2010-03-31"},
    [
        finding("error", "b"),
        finding("error", "a", accepted="known"),
        finding("warning", "b"),
        finding("note", "c"),
        finding("note", "c", accepted="known"),
    ],
)


def test_open_is_what_nobody_has_accepted() -> None:
    """In the order of the report; the counts by severity are of these alone."""
    assert ["b", "b", "c"] == [f.rule for f in REPORT.open]
    assert {"error": 1, "warning": 1, "note": 1, "accepted": 2} == REPORT.counts()
    none = GapReport({}, [])
    assert {"error": 0, "warning": 0, "note": 0, "accepted": 0} == none.counts()


def test_findings_are_grouped_by_rule_in_the_order_of_the_report() -> None:
    """A rule stands where its worst finding stands."""
    groups = REPORT.by_rule()
    assert ["b", "a", "c"] == list(groups)
    assert [2, 1, 2] == [len(found) for found in groups.values()]


def test_a_report_as_a_dict_holds_everything() -> None:
    """Days, findings by their own keys, counts."""
    said = REPORT.as_dict()
    assert ["as_of", "findings", "counts", "asides", "broken"] == list(said)
    keys = [key for key in Finding._fields if key not in ("yaml", "cited")]  # where there is one
    assert [keys] * 5 == [list(f) for f in said["findings"]]


@pytest.mark.parametrize(("severity", "count"), [("error", 2), ("warning", 3), ("note", 5)])
def test_at_or_above_a_severity_is_that_or_worse(severity: str, count: int) -> None:
    """What makes a command fail."""
    assert count == len(at_or_above(REPORT.findings, severity))


def test_a_severity_is_told_to_a_board_as_what_it_has_to_do() -> None:
    """What is accepted stands in brackets, where there is any."""
    assert ["Decide", "Mend", "Note"] == [BOARD_WORDS[severity] for severity in SEVERITIES]
    counts = {"error": 3, "warning": 1, "note": 0, "accepted": 0}
    assert "3 to decide, 1 to mend, 0 to note" == in_board_words(counts)
    accepted = in_board_words(counts | {"accepted": 2})
    assert "3 to decide, 1 to mend, 0 to note (2 more accepted)" == accepted


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2009-04-01", "1 April 2009"),
        ("2009-12-31", "31 December 2009"),
        ("2009-02-30", "2009-02-30"),
        ("2009-04", "2009-04"),
        ("at the 2009-04-01 board", "at the 2009-04-01 board"),
        ("2009-04-01\n", "2009-04-01\n"),
        ("", ""),
    ],
)
def test_a_day_reads_as_people_say_it_and_anything_else_as_it_is(written: str, words: str) -> None:
    """A plan may print a day that there is not."""
    assert words == day_in_words(written)
