"""What the rules on links, partners, policy and equality find in the plan of Yorkshire & Humberside.

Held as found, and read against the document: the links lines, agencies and measures of section 9, row by row. The
hits in the Norfolk editions stand in test_norfolk_gaps.py.
"""

from __future__ import annotations

import pytest

from rrgraph.findings import Finding
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge

REGION = "yorkshire-humberside-2009"

# Rule -> the items that it finds, one entry for each finding.
HITS = {
    # "effective offender management" twice; five of the names under Children & Families.
    "reference-by-name-only": [
        *("priority/2.3/women", "priority/2.5"),
        *["priority/2.3/children-families"] * 5,
    ],
    # "relevant across all protective factors in 2.3"; nothing else is a phrase for a group.
    "reference-to-group": ["priority/2.3/women"],
    # Children & Families alone names the first four, 1.2 names two actions of 2.5.
    "block-one-inbound": [
        "priority/2.3/accommodation",
        "priority/2.3/employment-learning-skills",
        "priority/2.3/finance-benefit-debt",
        "priority/2.4",
        "priority/2.5",
        "priority/2.6",
        "priority/3.3",
    ],
    # 66 links between 20 blocks: mean 3.3, standard deviation 3.2; 1.3 has 11 and 1.5 has 10, the next 8.
    "hub": ["priority/1.3", "priority/1.5"],
    # PCTs, CDRPs, VCS partners and their like alone; where a body stands beside them, there is somebody to ask.
    "only-collective-partners": [
        "action/1.3.1",
        "action/1.4.2",
        "action/2.2.1",
        "action/2.2.2",
        "action/2.3.1",
        "action/community-provision",
        "action/diverting-women-from-custody",
        "action/national-service-framework",
        "action/enforcement-and-recall",
        "action/approved-premises",
        "action/information-exchange",
        "action/health-trainers",
        "action/offender-deaths",
        "action/lsp-health-focus",
        "action/legal-services-relationship",
    ],
    # Both in 2.3.3 and two actions under Employment, Learning & Skills.
    "contributes-never-leads": ["agency/connexions", "agency/working-links"],
    # PSA 17, PSA 18 and PSA 26; the other six blocks with any cite two or more.
    "psa-single-support": ["priority/2.3/finance-benefit-debt", "priority/3.3", "priority/3.4"],
    # NI 143: blank for the region, 0 as a local target; NI 30 is chosen in 11 areas, OM17 and OM18 are no choice.
    "indicator-measured-not-chosen": ["indicator/ni-143"],
    # OM18 is explained by the words before it in 2.2.2, OM17 nowhere.
    "code-undefined": ["indicator/om17"],
    # Neither 1.5.2 nor Women Offenders in the links line, and neither women nor BME offenders in a row.
    "equality-not-reached": [
        "priority/1.2",
        "priority/2.2",
        "priority/2.3/employment-learning-skills",
        "priority/2.3/finance-benefit-debt",
        "priority/2.5",
        "priority/2.6",
        "priority/3.1",
        "priority/3.2",
        "priority/3.3",
        "priority/3.4",
    ],
    # The column PROGRESS MADE TO DATE? of section 10 is blank throughout.
    "equality-change-without-progress": ["plan"],
    # Fifteen of the 52 in appendix 3 are used nowhere else; SUI stands for two things.
    "acronym-trouble": ["plan", "acronym/sui"],
    # Bodies in the column MILESTONES of which sections 3 to 5 do not speak.
    "forum-unknown": [
        "agency/idts-steering-group",
        "agency/offender-health-strategy-forum",
        "agency/pct-commissioner-forum",
        "agency/ppo-forum",
        "agency/ppo-regional-strategic-board",
        "agency/rig",
        "agency/womens-services-implementation-group",
        "agency/womens-services-review-group",
    ],
    # Section 5 tells of changes for the LSC with the Skills Funding Agency; it leads four actions.
    "lead-under-change": ["agency/lsc"],
}


def found(shipped: Knowledge, rule: str) -> list[Finding]:
    """What a rule finds in the plan on its last day."""
    return shipped.gaps(plans=[REGION], rules=[rule], as_of="2010-03-31").findings


def path_of(finding: Finding) -> str:
    """The item of a finding by its path; `plan` for the whole of it."""
    home = f"{THINGS}plan/{REGION}"
    path = finding.focus.removeprefix(f"{home}/").removeprefix(THINGS)
    return "plan" if finding.focus == home else path


@pytest.mark.parametrize("rule", HITS)
def test_a_rule_finds_what_the_document_lacks_and_nothing_else(
    shipped: Knowledge, rule: str
) -> None:
    """Hit for hit."""
    assert sorted(HITS[rule]) == sorted(path_of(f) for f in found(shipped, rule))
