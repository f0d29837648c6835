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
    # Fifteen of the 52 in appendix 3 are used nowhere else; SUI stands for two things; 23 more are used and in no list.
    "acronym-trouble": ["plan", "plan", "acronym/sui"],
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
    # Nothing points at 3.4; at Children & Families only the blanket words under Women Offenders.
    "block-never-referred-to": ["priority/2.3/children-families", "priority/3.4"],
    # The whole of theme 1, and six more whose links lines name priorities and actions only.
    "block-without-psa": [
        *(f"priority/{n}" for n in ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2")),
        *(f"priority/{n}" for n in ("2.5", "2.6", "3.1", "3.2")),
    ],
    # 23 and 24 stand in appendix 1 with 14, 16, 25 and 26, which are cited; 23 is the plan's own, told as that.
    "plan-psa-not-cited": ["plan"],
    "psa-described-not-cited": ["psa/23", "psa/24"],
    "psa-cited-not-described": [f"psa/{n}" for n in (8, 9, 10, 11, 12, 13, 17, 18, 19)],
    # Of the eleven named, NI 30 measures 2.2.2 and NI 143 measures 2.3.1.
    "indicator-not-measured": [f"indicator/ni-{n}" for n in (15, 16, 18, 19, 20, 35, 38, 40, 144)],
    # Accommodation, Employment and Finance hang on Children & Families alone, and refer to nothing.
    "cut-point": ["priority/2.3/children-families"],
    # "1.5.2 (public confidence/diversity)": public confidence is the heading above, 1.5.
    "reference-number-name-conflict": ["priority/1.1"],
    "reference-unresolved": [],
    # "To be determined." is printed once, by its place for the CFO ESF programme.
    "contributor-open": ["action/cfo-esf-programme"],
    # NOMS Y & H leads 26 of 57; the next, its Director, 12.
    "load-concentration": ["agency/noms-yh"],
    # Every cell of the column LEAD that names two or more.
    "shared-lead": [
        *(f"action/{n}" for n in ("1.2.1", "1.3.1", "2.1.1", "2.2.1", "2.2.2")),
        *(f"action/{n}" for n in ("2.3.1", "2.3.2", "2.3.3", "2.5.1")),
        *("action/integrated-employment-and-skills", "action/lsc-sfa-relationships"),
        *("action/employer-led-skills", "action/offender-deaths", "action/conference"),
        *("action/legal-services-relationship", "action/kirklees", "action/more-prison-visits"),
        *("action/visitor-details", "action/prisoners-with-few-visits"),
        "action/national-service-framework",
    ],
    # Of the 69 references, five priorities are called what no reader finds in a heading.
    "reference-name-variant": [
        *("priority/2.1", "priority/2.3/employment-learning-skills", "priority/2.6"),
        *("priority/3.1", "priority/3.2"),
    ],
    # Of eleven references to 1.5.2 and Women Offenders only those of Women Offenders meet a measure on the groups.
    "equality-link-without-measure": [
        *("priority/1.1", "priority/1.3", "priority/1.4", "priority/2.1"),
        *("priority/2.3/children-families", "priority/2.4"),
    ],
    # Sections 3 to 5 and appendix 2: NRRPB reports on, the Director's team is a team; of the regional
    # board's line to NRRPB section 4 says only that it will be clarified.
    "no-reporting-line": [
        "agency/refresh-board",
        "agency/regional-partnership-board",
        "agency/rohsg",
    ],
    # Section 5: who carries a pathway on, or sits in one, and stands in no cell of section 9.
    "body-without-action": [
        *("agency/chiefs-governors-meeting", "agency/drugs-alcohol-core-network"),
        *("agency/oels-board", "agency/ppo-regional-group", "agency/psa-16-regional-group"),
        *("agency/rohcg", "agency/rohsg", "agency/strategic-health-authority"),
        *("agency/vcs-open-forum", "agency/yjb"),
    ],
    # Appendix 4: of ten needs, 64% of prisoners have this one, and no heading or row of section 9 names it.
    "need-without-block": ["need/lifestyle-associates"],
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
