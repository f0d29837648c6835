"""What if: what would be lost without an item, or if two bodies were one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

import rrgraph
from rrgraph.errors import UsageError
from rrgraph.findings import GapReport
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge
from rrgraph.reports._words import notices
from rrgraph.supposing import suppose, supposed_report

ROOT = Path(__file__).resolve().parents[1]
PLAN = "yorkshire-humberside-2009"
HERE = f"{THINGS}plan/{PLAN}"
NOMS = f"{THINGS}agency/noms-yh"


@pytest.fixture(scope="module")
def kg() -> Knowledge:
    """The shipped plans."""
    return rrgraph.open(ROOT / "graph")


@pytest.fixture(scope="module")
def before(kg: Knowledge) -> GapReport:
    """The gaps as they are."""
    return kg.gaps(plans=[PLAN])


def led(kg: Knowledge) -> dict[str, set[str]]:
    """Who leads each action of the plan."""
    leads = defaultdict(set)
    rows = kg.query("SELECT ?action ?party { ?action a rrg:Action ; rrg:isLedBy ?party }")
    for row in rows:
        if row["action"].startswith(HERE):
            leads[row["action"]].add(row["party"])
    return leads


def test_without_a_body_its_actions_lose_their_lead_and_its_posts_go_with_it(
    kg: Knowledge, before: GapReport
) -> None:
    """The actions that it, its units or its posts lead, and nobody else; worked out from the leads."""
    rows = kg.query(f"SELECT ?part {{ ?part rrg:isWithin <{NOMS}> }}")
    gone = {NOMS, *rows.column("part")}
    expected = {action for action, parties in led(kg).items() if parties <= gone}
    report = supposed_report(kg, before, ["agency/noms-yh"], plans=[PLAN])

    lost = {finding.focus for finding in report.findings if finding.rule == "no-lead"}
    assert 25 == len(expected)
    assert expected == lost
    assert report.since is not None
    assert report.findings == report.since.new
    assert "load-concentration" in {finding.rule for finding in report.since.gone}


def test_the_load_before_and_after_is_told_by_quarter(kg: Knowledge, before: GapReport) -> None:
    """In all first; a body whose load stays as it is is not told."""
    report = supposed_report(kg, before, ["agency/noms-yh"], plans=[PLAN])
    assert report.supposed is not None
    loads = [load for load in report.supposed.loads if load.party == NOMS]

    assert ("", 26, 0) == loads[0][3:]
    assert ["2009 Q1", "2009 Q2", "2009 Q3", "2009 Q4", "2010 Q1"] == [x.quarter for x in loads[1:]]
    assert all(load.before > 0 == load.after for load in loads)
    parties = {load.party for load in report.supposed.loads}
    assert f"{THINGS}agency/dclg" not in parties


def test_the_fewest_partners_that_cover_the_plan_are_told_before_and_after(
    kg: Knowledge, before: GapReport
) -> None:
    """Four as it stands; without NOMS Y & H, 3.3 has nobody, and the other priorities need others."""
    report = supposed_report(kg, before, ["agency/noms-yh"], plans=[PLAN])
    assert report.supposed is not None
    (cover,) = report.supposed.covers

    assert 4 == len(cover.before)
    assert "NOMS Yorkshire & Humberside" == cover.before[0]
    assert "NOMS Yorkshire & Humberside" not in cover.after
    assert ["3.3 Address the Health & Social Care Needs of Dangerous and Mentally Disordered"] == [
        name.removesuffix(" Offenders") for name in cover.lost
    ]
    assert cover._asdict() in report.as_dict()["supposed"]["covers"]
    told = dict(notices(report))["The fewest partners with whom every priority has one"]
    assert told[0].startswith("4 as it stands: NOMS Yorkshire & Humberside; ")
    assert "Nobody would have a part in 3.3 Address " in told[0]


def test_without_an_action_its_priority_may_be_empty(kg: Knowledge, before: GapReport) -> None:
    """What was wrong with the action itself goes with it."""
    report = supposed_report(kg, before, ["action/1.1.1"], plans=[PLAN])

    assert [("priority-without-action", f"{HERE}/priority/1.1")] == [
        (finding.rule, finding.focus) for finding in report.findings
    ]
    assert report.since is not None
    assert f"{HERE}/action/1.1.1" in {finding.focus for finding in report.since.gone}


def test_without_a_target_priorities_lose_their_policy(kg: Knowledge, before: GapReport) -> None:
    """Those that cite no other are without any, those that cite one other rest on that."""
    cited = defaultdict(set)
    for row in kg.query("SELECT ?block ?psa { ?block a rrg:Block ; rrg:citesPolicy ?psa }"):
        cited[row["block"]].add(row["psa"])
    psa = min(min(psas) for psas in cited.values() if len(psas) == 1)
    only = {block for block, psas in cited.items() if psas == {psa}}
    report = supposed_report(kg, before, [psa], plans=[PLAN])

    lost = {finding.focus for finding in report.findings if finding.rule == "block-without-psa"}
    assert only
    assert only == lost


def test_without_a_priority_nothing_of_it_is_left(kg: Knowledge) -> None:
    """Nor a link to it; the plans themselves are as they were."""
    size = len(kg.store)
    after = suppose(kg, ["priority/2.2"])
    gone = f"{HERE}/priority/2.2"

    asked = f"ASK {{ {{ <{gone}> ?p ?o }} UNION {{ ?s ?p <{gone}> }} }}"
    assert kg.query(asked)
    assert not after.query(asked)
    assert f"{HERE}/action/2.2.1" in kg.places
    assert f"{HERE}/action/2.2.1" not in after.places
    assert size == len(kg.store)


def test_two_bodies_as_one_lead_what_both_led(kg: Knowledge, before: GapReport) -> None:
    """An action that both led has one lead then."""
    dom, leads = f"{THINGS}agency/dom-yh", led(kg)
    either = {action for action, parties in leads.items() if parties & {dom, NOMS}}
    report = supposed_report(kg, before, merged=[("dom-yh", "noms-yh")], plans=[PLAN])
    after = led(suppose(kg, merged=[("dom-yh", "noms-yh")]))

    assert report.supposed is not None
    totals = {x.party: (x.before, x.after) for x in report.supposed.loads if not x.quarter}
    assert {dom: (12, 0), NOMS: (26, len(either))} == totals
    assert either == {action for action, parties in after.items() if NOMS in parties}
    assert not any(dom in parties for parties in after.values())


@pytest.mark.parametrize(
    ("without", "merged", "said"),
    [
        (["agency/nomsyh"], [], 'There is no item "agency/nomsyh". Did you mean'),
        ([f"plan/{PLAN}"], [], "is a whole plan"),
        ([], [("dom-yh", "dom-yh")], "cannot be merged into"),
        ([], [("dom-yh", "nobody-at-all")], "There is no item"),
        (["agency/noms-yh"], [("dom-yh", "noms-yh")], "cannot be merged into"),
        ([], [("psa/16", "noms-yh")], "There is no item"),
    ],
)
def test_what_cannot_be_supposed_is_told(
    kg: Knowledge, without: list[str], merged: list[tuple[str, str]], said: str
) -> None:
    """No report is better than one on another question."""
    with pytest.raises(UsageError) as raised:
        suppose(kg, without, merged)
    assert said in str(raised.value)
