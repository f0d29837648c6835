"""The refresh of the Norfolk framework, January 2019: sections 1, 3, 5 to 8 and appendix 1.

Each fact was worked out from the document; the section is in the name of the test or beside the fact.
What became of the framework of 2016 is an editor's judgement, here held to what the document says.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rrgraph.documents import Document
from rrgraph.knowledge import Knowledge

from ..plan_facts import Facts, Folder

# Section 6 in the order printed: theme, first words of the priority, first words of each of its actions.
PRIORITIES = [
    (
        "prevention-early-intervention",
        "Improve the availability/effectiveness of family intervention services",
        ["Complete a review of the ACE approach", "Review existing programmes and identify"],
    ),
    (
        "prevention-early-intervention",
        "Further develop and strengthen preventative services",
        ["Review the implementation of the recommendations arising from the recent independent"],
    ),
    (
        "prevention-early-intervention",
        "Ensure the early help structure in Norfolk is effective",
        ["Support work to upskill Early Help partners"],
    ),
    (
        "prevention-early-intervention",
        "Extend opportunities for young people's active engagement in sport",
        ["Map antisocial behaviour hotspot areas"],
    ),
    (
        "offender-management",
        "Engage with Youth Offending Teams and Probation providers",
        ["Review delivery of the current YOT/NPS & CRC", "Explore the case for the development"],
    ),
    (
        "offender-management",
        "Ensure Norfolk has an effective IOM programme",
        [
            "Examine the benefits of the review of Integrated Offender Management",
            "Review case for extending IOM approach to include DA perpetrator",
            "Review wider management arrangements in respect of DA perpetrators",
        ],
    ),
    (
        "offender-management",
        "Ensure that health and social care and criminal justice work more",
        [
            "Ensure that service provision is in place to support early intervention",
            "Improve the availability of gender-specific sentencing options",
            "Develop/strengthen resettlement provision for women offenders",
            "Develop a more structured, outcomes based",
        ],
    ),
    (
        "rehabilitation-resettlement",
        "Take forward a programme of work with partners to review the",
        ["Implement the findings of the review."],
    ),
]
# 5.2, in the order printed: the words, what it is, and the priority an editor reads it to bear on.
DEVELOPMENTS = [
    ("'Taylor' Review of Youth Justice", "document/taylor-review", "looked-after-children"),
    ("Probation System Review", "document/probation-system-review", "prison-probation-reforms"),
    ("'Lammy' Review on outcomes for BAME individuals in the CJS", "document/lammy-review", None),
    ("Female Offenders Strategy", "document/female-offenders-strategy", "women"),
    (
        "Education and Employment strategy",
        "document/education-and-employment-strategy",
        "prison-probation-reforms",
    ),
    (
        "Housing and Homelessness Reduction Act",
        "document/homelessness-reduction-act",
        "prison-probation-reforms",
    ),
    ("Revised National Drugs Strategy", "document/national-drugs-strategy-revised", None),
    ("'Farmer' Review on Family Engagement", "document/farmer-review", "family-intervention"),
    ("Troubled Families programme", "programme/troubled-families", "family-intervention"),
]
# What became of the 19 deliverables: 1 word for word, 4 in other words, 4 merged into one, 10 dropped.
BECAME = {
    "looked-after-children": ({"verbatim", "moved"}, {"priority/looked-after-children"}),
    "relationship-link-worker": ({"reworded"}, {"priority/family-intervention"}),
    "da-perpetrators": (
        {"reworded", "split", "moved"},
        {"action/iom-da-cohort", "action/da-perpetrator-management"},
    ),
    "young-adults": ({"reworded"}, {"priority/young-adults"}),
    "iom-scheme": ({"reworded"}, {"priority/iom-programme"}),
    "prison-probation-reforms": ({"merged", "moved"}, {"priority/prison-probation-reforms"}),
    "crc-arrangements": ({"merged"}, {"priority/prison-probation-reforms"}),
    "housing-support": ({"merged"}, {"priority/prison-probation-reforms"}),
    "employment-support": ({"merged"}, {"priority/prison-probation-reforms"}),
    "court-mentors": ({"dropped"}, set()),
    "young-people-exploitation": ({"dropped"}, set()),
    "under-reported-crimes": ({"dropped"}, set()),
    "da-provision": ({"dropped"}, set()),
    "community-resolution": ({"dropped"}, set()),
    "restorative-justice": ({"dropped"}, set()),
    "sentencers-attitudes": ({"dropped"}, set()),
    "yot-review": ({"dropped"}, set()),
    "mentoring": ({"dropped"}, set()),
    "health-justice-pathways": ({"dropped"}, set()),
}


@pytest.fixture(scope="module")
def plan(shipped: Knowledge) -> Facts:
    """The refresh as it stands in the graph."""
    return Facts(shipped, "norfolk-2019")


@pytest.fixture(scope="module")
def before(shipped: Knowledge) -> Facts:
    """The framework that it revises."""
    return Facts(shipped, "norfolk-2016")


# ---------------------------------------------------------------------- sections 5 and 6: the shape
def test_5_5_has_three_themes_by_the_names_printed(plan: Facts) -> None:
    """In the order of the table, none with a number."""
    themes = plan.of("Theme")
    assert [(theme["title"], theme["number"]) for theme in themes] == [
        ("Prevention/Early Intervention", None),
        ("Offender Management", None),
        ("Rehabilitation and Resettlement", None),
    ]
    assert {plan.place(theme.path)[0] for theme in themes} == {"5.5"}


def test_6_has_eight_priorities_four_three_and_one(plan: Facts) -> None:
    """In the order printed, each under its theme, none with a number."""
    found = plan.of("Priority")
    assert [p["isPartOf"] for p in found] == [f"theme/{theme}" for theme, *_ in PRIORITIES]
    wrong = [
        (words, plan.quote(p.path))
        for p, (_, words, _) in zip(found, PRIORITIES, strict=True)
        if not plan.quote(p.path).startswith(words)
    ]
    assert [] == wrong
    assert {(plan.place(p.path)[0], p["number"]) for p in found} == {("6", None)}


def test_6_has_fifteen_actions_five_nine_and_one(plan: Facts) -> None:
    """One bullet, or a cell without bullets, is one action; two sentences in one bullet are one."""
    for priority, (_, _, actions) in zip(plan.of("Priority"), PRIORITIES, strict=True):
        quotes = [plan.quote(a.path) for a in plan.below(priority.path, "Action")]
        assert len(actions) == len(quotes)
        assert all(q.startswith(words) for q, words in zip(quotes, actions, strict=True)), quotes
    counted = Counter(theme for theme, _, actions in PRIORITIES for _ in actions)
    assert [5, 9, 1] == list(counted.values())
    assert 15 == len(plan.of("Action"))


def test_no_priority_is_without_an_action(plan: Facts) -> None:
    """The fewest is one."""
    assert [] == [p.path for p in plan.of("Priority") if not plan.below(p.path, "Action")]


def test_actions_cite_the_heading_over_their_table(plan: Facts) -> None:
    """Over the first table of section 6 it is "Action", over the others "Actions"."""
    columns = [plan.place(action.path)[2] for action in plan.of("Action")]
    assert ["Action"] * 5 + ["Actions"] * 10 == columns


def test_the_last_table_stands_without_its_heading(plan: Facts) -> None:
    """That it is Rehabilitation and Resettlement follows from its place, which its action says."""
    basis = {action.slug: action["basis"] for action in plan.of("Action")}
    assert ["implement-findings"] == [slug for slug, on in basis.items() if on == "positional"]


def test_nobody_leads_nothing_is_measured_nothing_is_dated(plan: Facts) -> None:
    """Nor is a contributor, a link or a rating printed for any action."""
    kinds = ("Participation", "Measure", "CrossReference", "ProgressUpdate")
    assert [] == [fact.path for kind in kinds for fact in plan.of(kind)]
    dated = {milestone["item"].split("/")[0] for milestone in plan.of("Milestone")}
    assert {"commitment"} == dated


@pytest.mark.parametrize(
    ("item", "named"),
    [
        ("action/ace-review", {"programme/ace-approach"}),
        ("action/lac-report", {"document/lac-over-representation-report"}),
        (
            "action/upskill-early-help",
            {"agency/early-help-partners", "agency/criminal-justice-colleagues"},
        ),
        (
            "action/map-hotspots",
            {"agency/youth-groups", "agency/youth-commission", "agency/police-cadets"},
        ),
        (
            "action/t2a-review",
            {"agency/yot", "agency/nps", "agency/ns-crc", "programme/transition-to-adulthood"},
        ),
        ("action/young-adult-interventions", {"agency/nps", "agency/ns-crc"}),
        ("action/da-perpetrator-management", {"document/da-action-plan"}),
        ("action/women-resettlement", {"agency/womens-resettlement-prisons"}),
        ("priority/young-adults", {"agency/youth-offending-teams", "agency/probation-providers"}),
    ],
)
def test_an_item_is_tied_to_what_it_names(plan: Facts, item: str, named: set[str]) -> None:
    """Bodies, programmes and documents; to be named in an action is not to lead it."""
    assert named == set(plan[item].all("about"))


@pytest.mark.parametrize(
    ("priority", "groups"),
    [
        ("family-intervention", ["children", "families"]),
        ("looked-after-children", ["looked-after-children", "young-people"]),
        ("early-help", []),
        ("positive-activities", ["young-people"]),
        ("young-adults", ["young-adults"]),
        ("iom-programme", []),
        ("women", ["women"]),
        ("prison-probation-reforms", []),
    ],
)
def test_a_priority_says_whom_it_is_for(plan: Facts, priority: str, groups: list[str]) -> None:
    """Groups of people named in its words."""
    assert groups == plan[f"priority/{priority}"].all("concernsGroup")


def test_all_four_actions_under_women_are_for_women(plan: Facts) -> None:
    """And no other action of section 6 is."""
    concerned = [a["isPartOf"] for a in plan.of("Action", concernsGroup="women")]
    assert ["priority/women"] * 4 == concerned


def test_6_6_has_one_flagship_project(plan: Facts) -> None:
    """The review of the Prison and Probation reforms; the plan proposes it."""
    (flagship,) = plan.of("Commitment", kind="flagship")
    assert "priority/prison-probation-reforms" in flagship.all("about")
    assert "6.6" == plan.place(flagship.path)[0]
    (reading,) = plan.of("Reading", of=flagship.path)  # that it is the last priority is not printed
    assert "priority/prison-probation-reforms" == reading["target"]


def test_6_9_has_three_workstreams_that_the_opccn_supports(plan: Facts) -> None:
    """To support them is not to lead them."""
    streams = plan.of("Workstream")
    titles = ["Communications", "Data Sharing and Analysis", "Knowledge Transfer"]
    assert titles == [stream["title"] for stream in streams]
    support = plan.of("GovernanceRelation", kind="supports")
    assert [(r["subject"], r["object"]) for r in support] == [
        ("agency/opccn", stream.path) for stream in streams
    ]


# ---------------------------------------------------------------------- sections 3 and 5: the process
def test_3_2_asked_three_things_of_each_board_member(plan: Facts) -> None:
    """Review, consider, plan; the last was to include who leads and how progress is measured."""
    asked = plan.below("statement/refresh-in-normal-business", "Statement")
    first = [plan.quote(s.path).split(" ")[0] for s in asked]
    assert ["Formally", "Consider", "including"] == first
    assert {"3.2"} == {plan.place(s.path)[0] for s in asked}


def test_3_3_to_3_6_tell_who_was_engaged_and_how(plan: Facts) -> None:
    """The ministry by talks; others by documents and meetings; what they said was used."""
    told = [
        (plan.place(s.path)[0], s.slug)
        for s in plan.of("Statement", kind="consultation")
        if (plan.place(s.path)[0] or "") > "3.2"
    ]
    assert told == [
        ("3.3", "moj-discussions"),
        ("3.4", "stakeholders-engaged"),
        ("3.4", "documents-circulated"),
        ("3.4", "meetings-attended"),
        ("3.5", "feedback-obtained"),
        ("3.6", "feedback-used"),
    ]
    engaged = plan["statement/stakeholders-engaged"]
    assert "agency/third-sector-partners" in engaged.all("about")
    assert ["service-users"] == engaged.all("concernsGroup")


def test_5_2_names_nine_developments_of_policy(plan: Facts) -> None:
    """Eight documents and a programme, in the order printed."""
    mentions = [m for m in plan.of("Mention") if plan.place(m.path)[0] == "5.2"]
    printed = [(m["printedText"], m["thing"]) for m in mentions]
    assert [(words, thing) for words, thing, _ in DEVELOPMENTS] == printed
    things = {thing for _, thing, _ in DEVELOPMENTS}
    assert things == set(plan["statement/policy-developments"].all("about"))


def test_what_a_development_bears_on_is_an_editors_reading_only(
    plan: Facts, shipped: Knowledge
) -> None:
    """5.2 ties none of the nine to a priority; two of them fit none."""
    readings = [r for r in plan.of("Reading") if r["of"].startswith("mention/")]
    targets = {reading["of"]: reading["target"] for reading in readings}
    read = {plan[of]["thing"]: target.removeprefix("priority/") for of, target in targets.items()}
    assert {thing: target for _, thing, target in DEVELOPMENTS if target} == read

    stated = Folder(shipped, "norfolk-2019").sources["mentions.yaml"]["mentions"]
    assert [] == [mention["id"] for mention in stated if "target" in mention]
    assert [] == [s.path for s in plan.of("Statement") if s.values.get("target")]


# ---------------------------------------------------------------------- section 7: governance
def test_7_3_the_countywide_board_governs_and_7_8_two_others_are_reported_to(plan: Facts) -> None:
    """Who makes the quarterly reports is not printed, so no body "reports to" another."""
    oversight = plan.of("GovernanceRelation", kind="oversees")
    assert [(r["subject"], r["frequency"], plan.place(r.path)[0]) for r in oversight] == [
        ("agency/countywide-board", None, "7.3"),
        ("agency/criminal-justice-board", "quarterly", "7.8"),
        ("agency/other-partner-agencies", "quarterly", "7.8"),
    ]
    assert {"plan"} == {r["object"] for r in oversight}
    assert [] == plan.of("GovernanceRelation", kind="reports-to")


def test_7_2_the_opccn_sits_on_the_board_coordinates_and_negotiates(plan: Facts) -> None:
    """Its three parts besides the workstreams."""
    found = [r for r in plan.of("GovernanceRelation") if plan.place(r.path)[0] == "7.2"]
    assert [(r["subject"], r["kind"], r["object"]) for r in found] == [
        ("agency/opccn", "member-of", "agency/countywide-board"),
        ("agency/opccn", "coordinates", "plan"),
        ("agency/opccn", "negotiates", "agency/norfolk-partners"),
    ]


def test_7_4_recommends_a_new_name_and_the_plan_does_not_use_it(plan: Facts) -> None:
    """The recommended name stands once, as what the board would be called."""
    (rename,) = plan.of("ChangeEvent", changeKind="renamed")
    assert (
        "agency/countywide-board",
        "agency/norfolk-reducing-offending-board",
        "recommended",
    ) == (
        rename["before"],
        rename["after"],
        rename["changeStatus"],
    )
    assert not rename["earliest"]
    assert not rename["latest"]
    new = "agency/norfolk-reducing-offending-board"
    uses = [f.path for f in plan.nodes.values() if any(new in v for v in f.values.values())]
    assert {"change/board-renamed", "mention/norfolk-reducing-offending-board"} == set(uses)


def test_no_change_of_a_body_is_enacted(plan: Facts) -> None:
    """7.4 recommends, 8.1 plans."""
    status = {change.slug: change["changeStatus"] for change in plan.of("ChangeEvent")}
    assert {"board-renamed": "recommended", "delivery-groups-reformed": "planned"} == status


def test_1_4_promises_measurable_targets_that_the_plan_does_not_print(plan: Facts) -> None:
    """The promise is there; no measure is."""
    assert "clear and measurable" in plan.quote("statement/measurable-objectives")
    assert [] == plan.of("Measure")


def test_five_promises_stand_outside_the_tables_and_the_next_steps(plan: Facts) -> None:
    """1.6, 6.5, 7.2, 7.7 and 7.8: joint work, delivery, the OPCCN's part, the form, the reports."""
    promises = plan.of("Commitment", kind="promise")
    assert [(plan.place(p.path)[0], p.slug) for p in promises] == [
        ("1.6", "work-collaboratively"),
        ("6.5", "deliver-key-actions"),
        ("7.2", "opccn-drives-implementation"),
        ("7.7", "proforma-updated"),
        ("7.8", "quarterly-reports"),
    ]


def test_7_5_to_7_7_performance_is_tracked_by_an_action_plan_that_partners_sign_off(
    plan: Facts,
) -> None:
    """It is said to be in place; what is attached is its form."""
    about = "document/norfolk-action-plan"
    told = [s for s in plan.of("Statement", kind="governance") if about in s.all("about")]
    assert [plan.place(s.path)[0] for s in told] == ["7.5", "7.6"]
    sign_off = plan["governance/partners-sign-off-action-plan"]
    assert ("agency/norfolk-partners", about) == (sign_off["subject"], sign_off["object"])
    assert ("7.7", "planned") == (plan.place(sign_off.path)[0], sign_off["certainty"])


# ---------------------------------------------------------------------- section 8 and appendix 1
def test_8_1_has_four_next_steps_and_one_date(plan: Facts) -> None:
    """Sign-off is put down for the board's meeting of April 2019."""
    steps = plan.of("Commitment", kind="next-step")
    assert [plan.quote(step.path).split(" ")[0] for step in steps] == [
        "Sign",
        "Completion",
        "Implementation",
        "Agreement",
    ]
    assert {"8.1"} == {plan.place(step.path)[0] for step in steps}
    (dated,) = [m for step in steps for m in plan.of("Milestone", item=step.path)]
    assert ("commitment/sign-off", "2019-04-01", "2019-04-30", "month") == (
        dated["item"],
        dated["earliest"],
        dated["latest"],
        dated["precision"],
    )
    assert "agency/countywide-board" == dated["reviewedBy"]


def test_the_other_times_of_the_plan_are_no_days_of_the_calendar(plan: Facts) -> None:
    """6.5 "and beyond" has no end; 7.8 recurs each quarter."""
    others = [m for m in plan.of("Milestone") if m["item"] != "commitment/sign-off"]
    assert [(m["dueKind"], m["frequency"], m["earliest"], m["latest"]) for m in others] == [
        ("ongoing", None, None, None),
        ("recurring", "quarterly", None, None),
    ]


def test_the_columns_of_the_form_in_appendix_1_are_blank_but_for_the_references(
    plan: Facts,
) -> None:
    """Columns for lead, measure, rating and evidence, none for a date."""
    form = [c for c in plan.of("TableColumn") if c["section"] == "appendix 1"]
    assert [(c["heading"], c["cell"]) for c in form] == [
        ("Ref", None),
        ("ion/Early Intervention Priority Actions", "blank"),
        ("Actions", "blank"),
        ("Responsible Partner / Lead", "blank"),
        ("Outcome / impact measure", "blank"),
        ("R A G", "blank"),
        ("Evidence / Progress update", "blank"),
    ]
    assert "milestones" not in {c["holds"] for c in plan.of("TableColumn")}


def test_the_form_has_seven_rows_from_pe1_to_rr2(plan: Facts) -> None:
    """The fifth is printed garbled, and kept so."""
    rows = plan.of("Statement", kind="form-row")
    references = ["PE1", "PE2", "OM1", "OM2", "DD 4", "RR1", "RR2"]
    assert references == [plan.quote(row.path) for row in rows]
    assert references == [plan.place(row.path)[1] for row in rows]


# ---------------------------------------------------------------------- what became of the framework
def became(plan: Facts, before: Facts) -> dict[str, tuple[set[str], set[str]]]:
    """Deliverable -> what the continuations say became of it, and what it is now."""
    found: dict[str, tuple[set[str], set[str]]] = {
        fact.slug: (set(), set()) for fact in before.of("Priority")
    }
    for continuation in plan.of("Continuation"):
        for earlier in continuation.all("earlier"):
            kind, _, slug = earlier.removeprefix("norfolk-2016/").partition("/")
            if kind == "priority":
                found[slug][0].update(continuation.all("continuationKind"))
                found[slug][1].update(continuation.all("later"))
    return found


def test_each_deliverable_of_2016_became_what_section_6_shows(plan: Facts, before: Facts) -> None:
    """By subject: what is named again, what is not."""
    assert BECAME == became(plan, before)


def test_of_19_one_is_verbatim_four_reworded_four_merged_and_ten_dropped(
    plan: Facts, before: Facts
) -> None:
    """Each deliverable counts once."""
    main = {"verbatim", "reworded", "merged", "dropped"}
    kinds = [kind for kind, _ in became(plan, before).values()]
    counted = Counter(one for several in kinds for one in several & main)
    assert {"verbatim": 1, "reworded": 4, "merged": 4, "dropped": 10} == counted
    assert 19 == len(kinds)


def test_three_priorities_are_new(plan: Facts) -> None:
    """Early help, activities for young people, women."""
    new = {
        later for c in plan.of("Continuation", continuationKind="new") for later in c.all("later")
    }
    assert {"priority/early-help", "priority/positive-activities", "priority/women"} == new
    carried = {item for _, later in BECAME.values() for item in later}
    parents = {plan[item]["isPartOf"] if item.startswith("action/") else item for item in carried}
    assert {p.path for p in plan.of("Priority")} == new | parents


def test_the_one_carried_word_for_word_has_the_same_digest_in_both_editions(
    plan: Facts, before: Facts
) -> None:
    """And no other deliverable shares one with a priority."""
    ours = {plan[f"{p.path}/citation"]["digest"]: p.slug for p in plan.of("Priority")}
    theirs = {before[f"{p.path}/citation"]["digest"]: p.slug for p in before.of("Priority")}
    same = {digest for digest in set(ours) & set(theirs) if digest}
    assert [("looked-after-children", "looked-after-children")] == [
        (theirs[digest], ours[digest]) for digest in same
    ]


def test_its_words_stand_twice_in_the_document(documents: Path) -> None:
    """Line 96 in section 4, line 158 in section 6."""
    text = Document(documents / "norfolk-2019.txt")
    first, last = (
        "Further develop and strengthen preventative",
        "contact with the youth justice system.",
    )
    passage = text.passage(first, last)
    lines = (documents / "norfolk-2019.txt").read_text(encoding="utf-8").splitlines()
    assert [96, 158] == [number for number, line in enumerate(lines, 1) if passage in line]


def test_two_themes_become_one_and_two_go_on(plan: Facts) -> None:
    """5.4 says so of the first; 2.2 and 5.5 print the others in the same words."""
    themes = [c for c in plan.of("Continuation") if c.slug.startswith("theme-")]
    assert [(c.all("continuationKind"), len(c.all("earlier")), c.all("later")) for c in themes] == [
        (["merged", "reworded"], 2, ["theme/prevention-early-intervention"]),
        (["verbatim"], 1, ["theme/offender-management"]),
        (["verbatim"], 1, ["theme/rehabilitation-resettlement"]),
    ]


def test_every_judgement_has_its_reason(plan: Facts) -> None:
    """And is marked as an editor's."""
    judged = [*plan.of("Continuation"), *plan.of("Reading")]
    assert 31 == len(judged)
    assert [] == [fact.path for fact in judged if not fact["because"]]
    assert {"editorial"} == {fact["basis"] for fact in judged}
