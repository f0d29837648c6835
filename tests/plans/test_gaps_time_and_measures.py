"""What the rules on time, measures, actions, promises and editions find in the shipped plans.

Worked out from the documents: section 9 of Yorkshire & Humberside row by row, its bullets and
promises, and sections 4 to 8 of the Norfolk refresh. Which items of the Norfolk editions are hit
stands in test_norfolk_gaps.py; here is what is told of them.
"""

from __future__ import annotations

import pytest

from rrgraph.findings import Finding
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge

REGION = "yorkshire-humberside-2009"
BEFORE, REFRESH = "norfolk-2016", "norfolk-2019"
LAST_DAY = {REGION: "2010-03-31", BEFORE: "2022-03-31", REFRESH: "2022-03-31"}

# Rule -> the items of the Yorkshire & Humberside plan that it finds on the last day of that plan.
HITS = {
    # Neither a number nor a date: all that is printed are reviews, every quarter or at the year's end.
    "measure-without-number": [
        *(f"action/{number}" for number in ("1.1.1", "1.3.1", "1.3.2", "1.5.1", "1.5.2", "2.5.1")),
        *("action/bradley-review", "action/mental-health-unit", "action/calm-and-covaid"),
        *("action/community-provision", "action/diverting-women-from-custody"),
        *("action/national-service-framework", "action/idts", "action/bradford-pilot"),
        *("action/iac-pilots", "action/40m-plans"),
        *("action/extremist-offenders", "action/prevent-forums"),
        # A date, and a measure that speaks of improvement, increase or reduction without an amount.
        *("action/approved-premises", "action/information-exchange", "action/offender-deaths"),
        *("action/legal-services-relationship", "action/alcohol-pathways", "action/sfo-reviews"),
    ],
    # "Performance targets" three times, and "As above" under the third.
    "measure-says-nothing": [
        *("action/enforcement-and-recall", "action/parole-board"),
        *("action/domestic-abuse", "action/sex-offender"),
    ],
    # 38 actions print no number: those of eleven blocks.
    "action-without-number": [
        *("priority/2.3/employment-learning-skills", "priority/2.3/health", "priority/2.3/women"),
        *("priority/2.3/finance-benefit-debt", "priority/2.3/children-families"),
        *(f"priority/{number}" for number in ("2.4", "2.6", "3.1", "3.2", "3.3", "3.4")),
    ],
    "priority-without-action": [],  # 2.3 has its actions under its six parts
    "priority-single-action": ["priority/1.1", "priority/2.3/finance-benefit-debt", "priority/3.3"],
    # Reviews every quarter, at mid and end of year, or in a group, and no day or month in the cell.
    "never-overdue": [
        *(f"action/{n}" for n in ("1.1.1", "1.2.2", "1.3.1", "1.3.2", "1.5.1", "1.5.2", "2.5.1")),
        *("action/community-provision", "action/diverting-women-from-custody"),
        *("action/national-service-framework", "action/bradley-review", "action/idts"),
        *("action/bradford-pilot", "action/iac-pilots", "action/40m-plans"),
        *("action/enforcement-and-recall", "action/parole-board", "action/domestic-abuse"),
        *("action/sex-offender", "action/calm-and-covaid"),
        *("action/extremist-offenders", "action/prevent-forums"),
    ],
    # January 2009, March 2009 twice, August 2010.
    "milestone-outside-period": [
        *("action/1.4.3", "action/2.3.2", "action/sfo-reviews"),
        "action/integrated-employment-and-skills",
    ],
    # "May 2009-06-23", "December 2009-06-24", and a September without a year.
    "date-doubtful": ["action/conference", "action/08-noms-report", "action/lsp-health-focus"],
    "milestone-bunching": ["plan", "plan"],  # September 2009 and March 2010
    "overdue": ["plan"],  # no progress is printed anywhere
    # The Police and Crime Reduction Bill of 2009, twice; all else is planned or has happened.
    "change-not-enacted": ["change/cdrp-duty-extended", "change/probation-responsible-authority"],
    "commitment-without-action": [
        "commitment/continuity",  # section 2
        *("commitment/clarify-board-relations", "commitment/links-with-yjb"),  # 3
        *("commitment/measure-impact", "commitment/use-performance-management"),  # 4
        *("commitment/finance-gap-learning", "commitment/align-pathways"),  # 5
        "commitment/focus-on-place",  # 5
        "commitment/manage-risks",  # 7
        *("commitment/communicate-throughout", "commitment/distribute-publication"),  # 8
        "commitment/use-bulletin",  # 8; its key messages repeat two of these promises
        "commitment/disseminate-research",  # 8
    ],
    "dropped-silently": [],  # the plan of 2007-2010 that it replaces is not at hand
    "carried-unchanged": [],
}


def found(shipped: Knowledge, rule: str, plan: str, as_of: str = "") -> list[Finding]:
    """What a rule finds in a plan on a day, its last unless told otherwise."""
    return shipped.gaps(plans=[plan], rules=[rule], as_of=as_of or LAST_DAY[plan]).findings


def path_of(finding: Finding) -> str:
    """The item of a finding by its path in the plan; `plan` for the whole of it."""
    return finding.focus.removeprefix(f"{THINGS}plan/{finding.plan}").lstrip("/") or "plan"


def message(shipped: Knowledge, rule: str, plan: str, path: str) -> str:
    """What a rule tells of one item, which it finds once."""
    (told,) = (f.message for f in found(shipped, rule, plan) if path_of(f) == path)
    return told


@pytest.mark.parametrize("rule", HITS)
def test_a_rule_finds_what_is_missing_in_the_regional_plan_and_nothing_else(
    shipped: Knowledge, rule: str
) -> None:
    """Hit for hit."""
    assert sorted(HITS[rule]) == sorted(map(path_of, found(shipped, rule, REGION)))


# ---------------------------------------------------------------------- time
@pytest.mark.parametrize(
    ("day", "milestones"),
    [
        ("2009-03-31", 1),  # 2.3.2, January 2009
        ("2009-04-01", 3),  # and 1.4.3 and the ratings of SFO reviews, March 2009
        ("2009-09-30", 19),  # those of a month count when it is over: not yet September
        ("2010-03-31", 43),  # 38 of actions, five of equality changes
    ],
)
def test_a_plan_without_progress_is_told_how_many_of_its_days_have_passed(
    shipped: Knowledge, day: str, milestones: int
) -> None:
    """Once, with the number of milestones; what is only reviewed every quarter is never late."""
    (told,) = found(shipped, "overdue", REGION, day)
    passed = f"{milestones} milestone{'s were' if milestones > 1 else ' was'}"
    assert f"has no progress update at all, though {passed} due before " in told.message


def test_a_plan_none_of_whose_days_has_passed_is_late_with_nothing(shipped: Knowledge) -> None:
    """The first is January 2009, the whole month."""
    assert [] == found(shipped, "overdue", REGION, "2009-01-31")
    assert [] == found(shipped, "overdue", BEFORE)


def test_the_refresh_is_late_with_its_own_sign_off(shipped: Knowledge) -> None:
    """April 2019 is the one day it prints; the end of March 2022 has "and beyond" after it."""
    (told,) = found(shipped, "overdue", REFRESH)
    assert told.message.endswith(
        "1 milestone was due before 31 March 2022: The board is to sign the refresh off."
    )
    assert [] == found(shipped, "overdue", REFRESH, "2019-04-30")


def test_almost_half_of_the_dated_actions_end_in_the_last_month(shipped: Knowledge) -> None:
    """16 of 33 in March 2010, 10 in September; July has 6 and October 5, under a fifth."""
    september, march = sorted(
        (f.message for f in found(shipped, "milestone-bunching", REGION)),
        key=lambda told: "March 2010:" in told,
    )
    assert september.startswith("10 of the 33 actions of ")
    assert "(30%) have a milestone due in September 2009: 1.2.1 Map and review" in september
    assert march.startswith("16 of the 33 actions of ")
    assert "(48%) have a milestone due in March 2010: employer-led skills; " in march
    assert [] == found(shipped, "milestone-bunching", REFRESH)


# ---------------------------------------------------------------------- measures and actions
def test_a_measure_without_number_is_told_with_the_reason_why_nobody_can_read_it_off(
    shipped: Knowledge,
) -> None:
    """That a change is promised without an amount; that there is no date is told by never-overdue."""
    rule = "measure-without-number"
    plain = message(shipped, rule, REGION, "action/1.3.1")
    changing = message(shipped, rule, REGION, "action/alcohol-pathways")

    assert "by which to tell success: " in plain
    assert "by which to tell success, though a change is promised: " in changing
    late = {f.focus for f in found(shipped, "never-overdue", REGION)}
    told = [f.message for f in found(shipped, rule, REGION) if f.focus in late]
    assert 17 == len(told)  # Mental Health Unit has no milestone at all, told by no-milestone
    assert [] == [said for said in told if "milestone" in said or " date" in said]


def test_no_action_is_told_twice_that_its_measure_is_weak(shipped: Knowledge) -> None:
    """Each of these three rules has something else to say."""
    rules = ("no-measure", "measure-says-nothing", "measure-without-number")
    told = [f.focus for rule in rules for f in found(shipped, rule, REGION)]
    assert len(set(told)) == len(told)


def test_as_above_is_judged_by_the_words_it_stands_for(shipped: Knowledge) -> None:
    """Section 9, 3.2, the row below domestic abuse."""
    told = message(shipped, "measure-says-nothing", REGION, "action/sex-offender")
    assert 'is only "As above", that is "Performance targets"' in told


def test_actions_without_number_add_up_to_those_of_the_document(shipped: Knowledge) -> None:
    """38 of 57 in the region; Norfolk numbers none, which is told once."""
    told = [f.message for f in found(shipped, "action-without-number", REGION)]
    counts = [message.split(" actions under ")[0].split(" of ") for message in told]
    assert 38 == sum(int(bare) for bare, _ in counts)
    assert "4 of 5 actions under 2.3 Employment, Learning & Skills" in " ".join(told)

    (norfolk,) = found(shipped, "action-without-number", REFRESH)
    assert ("plan", "15 of 15") == (path_of(norfolk), norfolk.message[:8])
    assert [] == found(shipped, "action-without-number", BEFORE)


def test_no_priority_of_norfolk_is_without_an_action(
    shipped: Knowledge,
) -> None:
    """Section 4 reports deliverables in a table that has no column for actions; section 6 has one."""
    assert [] == found(shipped, "priority-without-action", BEFORE)
    assert [] == found(shipped, "priority-without-action", REFRESH)


# ---------------------------------------------------------------------- promises and editions
@pytest.mark.parametrize(
    ("promise", "carried_out_by"),
    [
        ("review-of-prison-places", "action/1.4.1"),
        ("vcs-further-measures", "action/1.4.2"),
        ("fbd-plan", "action/legal-services-relationship"),
        ("womens-action-plan", "action/2.3.2"),
        ("diversity-commitment", "action/1.5.2"),
        ("review-governance", "equality-change/governance-review"),
        ("eia-action-plan", "equality-change/quarterly-review"),
        # Printed twice in section 8: in the running text, and under Key messages and commitments.
        ("good-practice-publication", "commitment/distribute-publication"),
        ("communicate-progress", "commitment/communicate-throughout"),
    ],
)
def test_promises_that_a_curator_found_carried_out_or_printed_elsewhere(
    shipped: Knowledge, promise: str, carried_out_by: str
) -> None:
    """Each reading names the item and says why."""
    home = f"{THINGS}plan/{REGION}"
    readings = shipped.query(
        f"""PREFIX rrg: <https://w3id.org/rrgraph/def#>
        SELECT ?item ?why WHERE {{ ?reading a rrg:Reading ; rrg:because ?why ;
            rrg:of <{home}/commitment/{promise}> ; rrg:target ?item }} ORDER BY ?item"""
    )
    assert [f"{home}/{carried_out_by}"] == [row["item"] for row in readings]  # type: ignore[union-attr]


def test_what_the_refresh_drops_is_told_with_what_a_curator_looked_for(shipped: Knowledge) -> None:
    """The reason is the curator's; the refresh itself is silent."""
    (told,) = (
        f for f in found(shipped, "dropped-silently", REFRESH) if f.label == "Court Mentor Scheme"
    )
    assert told.message == (
        "Court Mentor Scheme was in the plan before; this one neither takes it up nor says that it "
        "is closed: No priority or action of the refresh speaks of courts or of mentors."
    )
    assert ("judgement", "Support and Commission Court Mentor Scheme.") == (told.ground, told.quote)


def test_what_goes_on_word_for_word_is_told_with_what_was_achieved(shipped: Knowledge) -> None:
    """Section 4 lists four achievements under looked after children."""
    told = message(shipped, "carried-unchanged", REFRESH, "priority/looked-after-children")
    assert 'achieved under it 4 times, the last "Revised protocol signed off and launched".' in told


def test_the_new_name_of_the_board_is_only_recommended(shipped: Knowledge) -> None:
    """Section 7.4."""
    told = message(shipped, "change-not-enacted", REFRESH, "change/board-renamed")
    assert told.startswith("Recommended, but not enacted, for Countywide Rehabilitation of ")
