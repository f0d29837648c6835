"""What each gap rule finds in the two Norfolk editions, and that the others find nothing.

The hits were worked out from the document and from what each rule means. The editions print no lead,
no measure, no date and no link for anything they plan: each is told once, of the plan.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rrgraph.findings import Finding
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge

PLANS = ("norfolk-2016", "norfolk-2019")
RULES = sorted(path.stem for path in (Path(__file__).parents[2] / "queries" / "gaps").glob("*.rq"))
LAST_DAY = "2022-03-31"
REFRESH = "Norfolk Strategic Framework for Reducing Offending 2016-22: Refresh – January 2019"

# Rule -> what it finds, as plan and path; a rule that is not here finds nothing.
HITS = {
    # Section 6 has no columns but Priority and Action; the form of appendix 1 is empty, and has none for dates.
    "no-lead": [("norfolk-2019", "plan")],
    "no-measure": [("norfolk-2019", "plan")],
    "no-milestone": [("norfolk-2019", "plan")],
    "no-contributor": [("norfolk-2019", "plan")],
    # Neither edition prints a link between two deliverables or priorities.
    "block-refers-to-nothing": [("norfolk-2016", "plan"), ("norfolk-2019", "plan")],
    "priority-single-action": [
        ("norfolk-2019", f"priority/{priority}")
        for priority in (
            "looked-after-children",
            "early-help",
            "positive-activities",
            "prison-probation-reforms",
        )
    ],
    "action-without-number": [("norfolk-2019", "plan")],  # none of the 15 has one
    # 7.4 recommends; 8.1 plans new Delivery Groups, which is decided.
    "change-not-enacted": [("norfolk-2019", "change/board-renamed")],
    # Not 6.5, 7.8 and the sign-off, which have times of their own; not the flagship, which is the last priority.
    "commitment-without-action": [
        ("norfolk-2019", f"commitment/{promise}")
        for promise in (
            "work-collaboratively",  # 1.6
            "opccn-drives-implementation",  # 7.2
            "proforma-updated",  # 7.7
            "complete-action-plan",  # 8.1
            "new-delivery-groups",  # 8.1
            "commissioning-plans",  # 8.1
        )
    ],
    # Section 5.3 says that most deliverables remain relevant; section 6 closes none of those it leaves out.
    "dropped-silently": [
        ("norfolk-2019", f"plan/norfolk-2016/priority/{deliverable}")
        for deliverable in (
            "court-mentors",
            "young-people-exploitation",
            "under-reported-crimes",
            "da-provision",
            "community-resolution",
            "restorative-justice",
            "sentencers-attitudes",
            "yot-review",
            "mentoring",
            "health-justice-pathways",
        )
    ],
    # Four achievements are reported under it, the last that the revised protocol is launched.
    "carried-unchanged": [("norfolk-2019", "priority/looked-after-children")],
    # 2.4 and 7.3 say what the board governs; of a line from it neither edition speaks.
    "no-reporting-line": [
        ("norfolk-2016", "agency/countywide-board"),
        ("norfolk-2019", "agency/countywide-board"),
    ],
    # The one day that has passed is the sign-off in April 2019; the form for progress is empty.
    "overdue": [("norfolk-2019", "plan")],
}


def found(shipped: Knowledge, rule: str) -> list[Finding]:
    """What a rule finds in the two editions on the last day of the framework."""
    return shipped.gaps(plans=PLANS, rules=[rule], as_of=LAST_DAY).findings


def path_of(finding: Finding) -> tuple[str, str]:
    """The plan of a finding and the path of its item in it."""
    home = f"{THINGS}plan/{finding.plan}"
    path = finding.focus.removeprefix(f"{home}/").removeprefix(THINGS)
    return finding.plan, "plan" if finding.focus == home else path


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_is_missing_in_the_document_and_nothing_else(
    shipped: Knowledge, rule: str
) -> None:
    """Hit for hit."""
    assert sorted(HITS.get(rule, [])) == sorted(path_of(f) for f in found(shipped, rule))


def test_every_rule_with_hits_is_shipped() -> None:
    """A rule that was renamed would leave its hits untested."""
    assert set() == set(HITS) - set(RULES)


# ---------------------------------------------------------------------- what is told of the empty form
@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("no-lead", 'the column "Responsible Partner / Lead" (appendix 1) empty in every row'),
        ("no-measure", 'the column "Outcome / impact measure" (appendix 1) empty in every row'),
    ],
)
def test_a_column_that_the_form_leaves_empty_is_told_as_that(
    shipped: Knowledge, rule: str, told: str
) -> None:
    """It would be wrong to say that the plan has no such column."""
    (finding,) = found(shipped, rule)
    assert finding.message.startswith(f"{REFRESH} leaves {told}; ")
    assert "15 actions: Review of the ACE approach; " in finding.message
    assert finding.message.endswith("; Findings of the review.")
    assert "no column" not in finding.message


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("no-milestone", "has no column for milestones"),
        ("no-contributor", "has no column for contributing agencies"),
    ],
)
def test_a_column_that_neither_tables_nor_form_have_is_told_as_missing(
    shipped: Knowledge, rule: str, told: str
) -> None:
    """Appendix 1 has none for dates; partners share one column, for whoever is responsible."""
    (finding,) = found(shipped, rule)
    assert finding.message.startswith(f"{REFRESH} {told}; none is ")
    assert "15 actions" in finding.message


def test_the_empty_columns_lead_to_the_lines_that_describe_them(shipped: Knowledge) -> None:
    """In plan.yaml, where the columns of each table are listed."""
    lines = (
        (shipped.workspace.graph / "plans/norfolk-2019/plan.yaml").read_text("utf-8").split("\n")
    )
    for rule, column in (("no-lead", "appendix-1-lead"), ("no-measure", "appendix-1-measure")):
        (finding,) = found(shipped, rule)
        assert finding.file.endswith("norfolk-2019/plan.yaml")
        assert column in lines[finding.line - 1]


def test_advice_on_a_whole_plan_speaks_of_its_items(shipped: Knowledge) -> None:
    """And never puts the title of the plan where an action is meant."""
    for rule, hits in HITS.items():
        once = [f for f in found(shipped, rule) if path_of(f)[1] == "plan"]
        assert len(once) == sum(path == "plan" for _, path in hits)
        assert [] == [f.advice for f in once if "Norfolk" in f.advice]


def test_links_that_nobody_prints_are_told_once_for_each_edition(shipped: Knowledge) -> None:
    """19 deliverables before, 8 priorities after."""
    told = {f.plan: f.message for f in found(shipped, "block-refers-to-nothing")}
    assert "prints no links to other priorities under Relationship Link Worker; " in told[PLANS[0]]
    assert "prints no links to other priorities under Family intervention" in told[PLANS[1]]


def test_what_the_refresh_drops_is_told_of_the_refresh(shipped: Knowledge) -> None:
    """Its board has to decide, and not that of the framework before."""
    told = shipped.gaps(plans=["norfolk-2019"], rules=["dropped-silently"], as_of=LAST_DAY)
    assert 10 == len(told.findings)
    before = shipped.gaps(plans=["norfolk-2016"], rules=["dropped-silently"], as_of=LAST_DAY)
    assert [] == before.findings
