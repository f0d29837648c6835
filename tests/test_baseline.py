"""A gap report beside an earlier one: new, gone, standing, and accepted since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rrgraph.baseline import read_findings, since
from rrgraph.errors import UsageError
from rrgraph.findings import Finding
from rrgraph.knowledge import Knowledge

ONE = Finding(
    *("no-lead", "error", "demo", "https://w3id.org/rrgraph/id/plan/demo/action/1", "One", "1"),
    *("Nobody leads 1.", "Agree.", "printed", "One", "section 9", "graph/x.yaml", 3),
)
OTHER = ONE._replace(focus=ONE.focus.replace("/1", "/2"), message="Nobody leads 2.")


def test_a_gap_is_new_gone_or_still_there() -> None:
    """By rule and item, whatever else was reworded."""
    told = since([ONE], [ONE._replace(message="Nobody is the lead of 1."), OTHER])
    assert {"new": 1, "gone": 0, "standing": 1, "accepted": 0} == told.counts()
    assert [OTHER] == told.new
    assert [ONE] == since([ONE, OTHER], [OTHER]).gone


def test_several_gaps_of_one_item_are_paired_by_their_message() -> None:
    """Of two one-way links of one priority, one may be gone."""
    first, second = (ONE._replace(message=f"2.{n} does not point back.") for n in (1, 2))
    told = since([first, second], [second])
    assert ([first], [second]) == (told.gone, told.standing)


def test_what_was_accepted_since_is_neither_new_nor_gone() -> None:
    """The partners live with it now; a gap accepted both times is not told at all."""
    lived_with = ONE._replace(accepted="Agreed by the board.")
    told = since([ONE], [lived_with])
    assert {"new": 0, "gone": 0, "standing": 0, "accepted": 1} == told.counts()
    assert 0 == sum(since([lived_with], [lived_with]).counts().values())


def test_items_of_two_editions_can_be_held_to_be_one() -> None:
    """By a name that both agree on."""
    later = ONE._replace(plan="demo-2010", focus=ONE.focus.replace("demo", "demo-2010"))
    told = since([ONE], [later], same=lambda finding: finding.focus.rsplit("/", 2)[-1])
    assert [later] == told.standing


def test_a_report_reads_back_as_it_was_written(shipped: Knowledge, tmp_path: Path) -> None:
    """And beside itself nothing is new or gone."""
    report = shipped.gaps()
    path = tmp_path / "gaps.json"
    path.write_text(json.dumps(report.as_dict()), encoding="utf-8")
    assert report.findings == read_findings(path)
    counts = since(read_findings(path), report.findings).counts()
    assert (0, 0, len(report.open)) == (counts["new"], counts["gone"], counts["standing"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": [{"rule": "x"}]}', "\x00"])
def test_what_is_no_report_is_told(tmp_path: Path, text: str) -> None:
    """With what to give."""
    path = tmp_path / "gaps.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is no gap report"):
        read_findings(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_findings(tmp_path / "none.json")
