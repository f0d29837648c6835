"""The Norfolk framework of 2016, as the refresh of January 2019 reports on it in sections 2 and 4.

Each fact was worked out from the document; the section is in the name of the test or beside the fact.
"""

from __future__ import annotations

import re

import pytest

from rrgraph.knowledge import Knowledge

from ..plan_facts import Fact, Facts

ACHIEVED = "What has been achieved so far"
# Section 4 in the order printed: theme, the first words of each key deliverable, the achievements below it
# as bullets are printed, and how many further ones stand within a bullet.
DELIVERABLES = [
    ("prevention", "Develop a Relationship Link Worker role", 2, 0),
    ("prevention", "Support and Commission Court Mentor Scheme", 1, 0),
    ("prevention", "Develop and commission a programme of support aimed at protecting young", 7, 0),
    ("prevention", "Through partnership communication campaigns", 5, 0),
    ("prevention", "Review of DA provision", 4, 0),
    ("prevention", "Review provision of DA perpetrator programmes", 3, 0),
    ("diversion", "Promote/assist the further development of Community Resolution", 3, 0),
    ("diversion", "Develop a new Restorative Justice (RJ) Strategy", 3, 0),
    ("diversion", "Further develop and strengthen preventative services", 4, 0),
    ("diversion", "Understand Sentencers attitudes to community sentences", 2, 0),
    ("offender-management", "Take forward review of YOT delivery arrangements", 2, 0),
    ("offender-management", "Ensure the successful implementation of new Prison", 2, 4),
    ("offender-management", "Engage with Youth Offending Teams and new Probation", 1, 0),
    ("offender-management", "Engage with offenders identified as being the most persistent", 3, 0),
    ("rehabilitation-resettlement", "Ensure effective introduction of new CRC delivery", 1, 0),
    ("rehabilitation-resettlement", "Take forward work with co-commissioning partners", 2, 0),
    ("rehabilitation-resettlement", "Take forward a programme of work with DWP, CRC", 2, 0),
    ("rehabilitation-resettlement", "Improve availability of mentoring support services", 1, 1),
    ("rehabilitation-resettlement", "Strengthen the local health and justice pathways", 3, 0),
]
# Section 4: the figures printed in the achievements, by the first words of the bullet.
FIGURES = [
    ("OPCCN awarded £700k from the Home Office", 700_000, "pounds"),
    ("OPCCN launched a £450K fund", 450_000, "pounds"),
    ("The OPCCN currently funds a link worker", 33_000, "pounds"),  # "approximately £33k per annum"
    ("IDVA support for high risk victim", 5, "years"),  # "5 year grant"
    ("Connect service in Norwich now live. Pilot 3 years", 3, "years"),
    ("Paper presented to DASVB", 3, "years"),  # "for a three year period"
    ("Introduction of two Family Support Workers", 2, "people"),
    ("Norfolk and Suffolk Victim Care Service -two specialist", 2, "people"),
    ("serving sentences of under 12 months", 12, "months"),
]
# Section 4: whom and what a bullet names. Bodies first, then programmes and documents.
NAMED = {
    "Ormiston's Unite Programme": "ormiston unite ormiston-transforming-rehabilitation",
    "Ormiston Trusts programme": "ormiston breaking-barriers",
    "The PCC's office employed": "opccn hmp-norwich norwich-magistrates-court court-mentor-scheme",
    "OPCCN awarded £700k": "home-office opccn serious-youth-violence-fund",
    "A new Multi-Agency Child": "mace-team",
    "Formation of a detached": "detached-youth-work-team",
    "Introduction of a pathway": "pathway-out",
    "Third Sector development": "third-sector",
    "Introduction of two Family": "family-support-workers",
    "OPCCN launched a £450K": "opccn hidden-victims-fund",
    "County Communications": "walked-away no-to-domestic-abuse",
    "IDVA support": "opccn idva-support",
    "Support for standard/medium": "pandora",
    "Connect service": "connect county-da-services",
    "Norfolk and Suffolk Victim": "da-case-managers opccn victim-care-service",
    "The development of a Condit": "norfolk-constabulary director-of-public-prosecutions "
    "conditional-cautioning-da dpp-guidance",
    "Paper presented to DASVB": "dasvb perpetrator-intervention dasvb-paper",
    "A task and finishing group": "da-iom-task-group norfolk-iom",
    "New Youth Triage": "yot youth-triage",
    "New internal Norfolk Police": "norfolk-police-strategic-group norfolk-constabulary "
    "out-of-court-disposals oocd-strategy",
    "OPCCN developed a whole": "opccn moj ns-crc norfolk-public-health whole-system-women",
    "New multi-agency RJ": "rj-steering-group restorative-justice",
    "New RJ Strategy": "rj-strategy restorative-justice",
    "New integrated/multi-agency": "rj-hub restorative-justice",
    "Review of existing YOT": "yot norfolk-constabulary lac-protocol",
    "Revisions to protocol": "lac-protocol",
    "Revised protocol signed": "lac-protocol",
    "Crest Advisory examined": "crest-advisory",
    "Findings point to the fact": "pccs elected-mayors lcjbs local-authorities",
    "Specification for review": "yot-partners yot",
    "YOT Management Board": "yot-management-board yot",
    "Regular meetings held": "hmps probation-providers transforming-rehabilitation "
    "through-the-gate",
    "Discussions held with": "ns-crc hmip criminal-justice-board crc-hmip-inspection "
    "crc-action-plan",
    "YOT, NPS and CRC": "yot nps ns-crc transition-to-adulthood",
    "Developed a future facing": "norfolk-iom transforming-rehabilitation iom-model-and-strategy",
    "The OPCCN currently funds": "opccn matthew-project iom-link-worker norfolk-iom",
    "New CRC delivery": "ns-crc accredited-ob-programmes rar through-the-gate",
    "Greater Norwich Prison": "greater-norwich-housing-protocol",
    "Greater Norwich Homeless": "greater-norwich-homelessness-forum",
    "Gateway to Employment": "opccn dwp norfolk-constabulary hmp-norwich hmp-wayland "
    "princes-trust unlock remploy nacro st-giles-trust ns-crc kickstart bernard-matthews "
    "gateway-to-employment",
    "HMP Norwich and HMP Wayland": "hmp-norwich hmp-wayland universal-credit",
    "OPCCN developed and commis": "opccn community-chaplaincy",
    "Expansion of current mental": "norfolk-suffolk-police-control-room opccn "
    "control-room-mental-health",
    "A partnership review, led": "opccn cstr mhtr",
    "OPCCN assisted in the": "opccn mental-health-pathway",
}
# Section 4: who pays, and what.
FUNDED = [
    ("home-office", "programme/serious-youth-violence-fund"),
    ("opccn", "programme/hidden-victims-fund"),
    ("opccn", "programme/idva-support"),
    ("opccn", "agency/da-case-managers"),
    ("opccn", "programme/whole-system-women"),
    ("moj", "programme/whole-system-women"),
    ("ns-crc", "programme/whole-system-women"),
    ("norfolk-public-health", "programme/whole-system-women"),
    ("opccn", "agency/iom-link-worker"),
]


@pytest.fixture(scope="module")
def plan(shipped: Knowledge) -> Facts:
    """The framework as it stands in the graph."""
    return Facts(shipped, "norfolk-2016")


def beginning(plan: Facts, words: str) -> Fact:
    """The statement whose printed words begin so."""
    found = [s for s in plan.of("Statement") if plan.quote(s.path).startswith(words)]
    assert 1 == len(found), f"{len(found)} statements begin {words}"
    return found[0]


# ---------------------------------------------------------------------- sections 2 and 4: the shape
def test_2_2_has_four_themes_by_the_names_printed(plan: Facts) -> None:
    """In the order of the table, none with a number."""
    themes = plan.of("Theme")
    assert [theme["title"] for theme in themes] == [
        "Prevention",
        "Diversion",
        "Offender Management",
        "Rehabilitation and Resettlement",
    ]
    assert {theme["number"] for theme in themes} == {None}
    assert {plan.place(theme.path)[0] for theme in themes} == {"2.2"}


@pytest.mark.parametrize(
    ("theme", "focus"),
    [
        ("prevention", "Intervening early to help to prevent the onset of offending behaviour"),
        ("diversion", "Diverting people involved in minor offences away from unnecessary contact"),
        ("offender-management", "Ensuring effective delivery of custodial and community sentences"),
        ("rehabilitation-resettlement", "Delivering practical support services to help those who"),
    ],
)
def test_2_2_prints_the_focus_of_each_theme(plan: Facts, theme: str, focus: str) -> None:
    """As the words that the theme cites."""
    assert plan.quote(f"theme/{theme}").startswith(focus)


def test_4_has_nineteen_key_deliverables_six_four_four_and_five(plan: Facts) -> None:
    """In the order printed, each under its theme, none with a number."""
    found = plan.of("Priority")
    assert 19 == len(found)
    assert [p["isPartOf"] for p in found] == [f"theme/{theme}" for theme, *_ in DELIVERABLES]
    wrong = [
        (words, plan.quote(p.path))
        for p, (_, words, *_) in zip(found, DELIVERABLES, strict=True)
        if not plan.quote(p.path).startswith(words)
    ]
    assert [] == wrong
    assert {(plan.place(p.path)[0], p["number"]) for p in found} == {("4", None)}


def test_the_framework_is_reported_without_actions_measures_leads_or_dates(plan: Facts) -> None:
    """Neither table of sections 2 and 4 has a column for them."""
    kinds = ("Action", "Participation", "Measure", "Milestone", "CrossReference")
    assert [] == [fact.path for kind in kinds for fact in plan.of(kind)]
    assert [(c["heading"], c["holds"]) for c in plan.of("TableColumn")] == [
        ("Strategic Theme", "themes"),
        ("Focus", "themes"),
        ("Key Deliverable", "priorities"),
        (ACHIEVED, "statements"),
    ]


def test_2_1_states_two_aims(plan: Facts) -> None:
    """Interventions in time; account and support."""
    aims = plan.of("Statement", kind="aim")
    assert [plan.quote(a.path).split(" ", 1)[0] for a in aims] == ["Promoting", "Ensuring"]
    assert {plan.place(a.path)[0] for a in aims} == {"2.1"}


def test_its_period_is_2016_to_march_2022(plan: Facts) -> None:
    """Title, 1.1 and 1.4; no month is printed for the start."""
    assert ("2016-01-01", "2022-03-31") == (plan["plan"]["periodStart"], plan["plan"]["periodEnd"])


# ---------------------------------------------------------------------- section 4: what was achieved
def test_each_deliverable_has_as_many_achievements_as_bullets(plan: Facts) -> None:
    """50 bullets and a cell without bullets, besides four parts of bullets and one of that cell."""
    found = [len(plan.below(p.path, "Statement")) for p in plan.of("Priority")]
    assert found == [bullets + within for *_, bullets, within in DELIVERABLES]
    assert 51 == sum(bullets for *_, bullets, _ in DELIVERABLES)


def test_achievements_stand_in_their_column_and_row(plan: Facts) -> None:
    """The row is the short name of the deliverable."""
    for priority in plan.of("Priority"):
        places = {plan.place(s.path) for s in plan.below(priority.path, "Statement")}
        assert places == {("4", priority["title"], ACHIEVED)}


def test_all_under_a_deliverable_is_called_an_achievement(plan: Facts) -> None:
    """As the heading of the column calls it, though some of it is still to come."""
    kinds = {s["kind"] for p in plan.of("Priority") for s in plan.below(p.path, "Statement")}
    assert {"achievement"} == kinds


@pytest.mark.parametrize(("words", "value", "unit"), FIGURES)
def test_a_figure_printed_in_an_achievement_is_a_value(
    plan: Facts, words: str, value: int, unit: str
) -> None:
    """Money, time and posts."""
    fact = beginning(plan, words)
    assert (value, unit) == (fact["value"], fact["unit"])


def test_no_achievement_has_a_figure_that_is_not_printed(plan: Facts) -> None:
    """And none of those above is left out."""
    values = [s for p in plan.of("Priority") for s in plan.below(p.path, "Statement") if s["value"]]
    assert sorted((s["value"], s["unit"]) for s in values) == sorted(
        (value, unit) for _, value, unit in FIGURES
    )


def test_breaking_barriers_is_free_and_for_children_of_5_to_16_years(plan: Facts) -> None:
    """A range is no single value: it stays in the words, printed and ours."""
    fact = beginning(plan, "Ormiston Trusts programme Breaking Barriers")
    assert plan.quote(fact.path).endswith("children of offenders (5-16 years).")
    assert re.search(r"\b5 to 16\b.*free", fact["text"])


def test_the_700k_are_to_support_six_pieces_of_work(plan: Facts) -> None:
    """The bullets below the lead-in "The fund will support ..."; only the team is said to be new."""
    fund = beginning(plan, "OPCCN awarded £700k")
    assert [s.slug for s in plan.below(fund.path, "Statement")] == [
        "mace-team",
        "detached-youth-work-team",
        "pathway-out",
        "third-sector-development",
        "awareness-and-resilience",
        "family-support-workers",
    ]


def test_the_450k_have_three_conditions(plan: Facts) -> None:
    """The bullets below "and where:"."""
    fund = beginning(plan, "OPCCN launched a £450K fund")
    assert [plan.quote(s.path) for s in plan.below(fund.path, "Statement")] == [
        "crime is underreported",
        "there are no mainstream services or projects",
        "services or projects are outside the scope of existing commissioned services",
    ]


@pytest.mark.parametrize(("words", "named"), NAMED.items())
def test_an_achievement_is_tied_to_all_that_it_names(plan: Facts, words: str, named: str) -> None:
    """Bodies, programmes and documents, and nothing that it does not name."""
    about = {path.rsplit("/", 1)[-1] for path in beginning(plan, words).all("about")}
    assert set(named.split()) == about


def test_the_crc_was_rated_as_requiring_improvement_and_has_an_action_plan(plan: Facts) -> None:
    """Section 4, Offender Management: HMIP rated, the CRC agreed a plan, the board reviews it."""
    parts = [s.slug for s in plan.below("statement/crc-inspection", "Statement")]
    assert parts == ["crc-rating", "crc-action-plan", "crc-plan-reviewed"]
    assert "'Requiring Improvement'" in plan.quote("statement/crc-rating")


@pytest.mark.parametrize(
    ("priority", "groups"),
    [
        ("relationship-link-worker", ["children", "families"]),
        ("young-people-exploitation", ["young-people"]),
        ("under-reported-crimes", ["victims"]),
        ("looked-after-children", ["looked-after-children", "young-people"]),
        ("young-adults", ["young-adults"]),
    ],
)
def test_a_deliverable_says_whom_it_is_for(plan: Facts, priority: str, groups: list[str]) -> None:
    """Groups of people named in its words."""
    assert groups == plan[f"priority/{priority}"].all("concernsGroup")


def test_no_deliverable_is_for_women_but_one_achievement_is(plan: Facts) -> None:
    """The whole system approach, reported under Community Resolution."""
    concerned = {p.slug for p in plan.of("Priority") if "women" in p.all("concernsGroup")}
    achieved = [s.slug for s in plan.of("Statement", concernsGroup="women")]
    assert (set(), ["whole-system-women"]) == (concerned, achieved)


# ---------------------------------------------------------------------- governance
def test_2_4_delivery_groups_meet_quarterly_and_report_to_two_kinds_of_board(plan: Facts) -> None:
    """To the countywide board, and to other relevant partnership boards."""
    reports = plan.of("GovernanceRelation", kind="reports-to")
    assert [(r["subject"], r["object"], r["frequency"]) for r in reports] == [
        ("agency/norfolk-delivery-groups", "agency/countywide-board", "quarterly"),
        ("agency/norfolk-delivery-groups", "agency/other-partnership-boards", "quarterly"),
    ]
    assert {plan.place(r.path)[0] for r in reports} == {"2.4"}


def test_4_says_who_pays_for_what(plan: Facts) -> None:
    """The whole system approach for women has four funders; the partners of Connect are not named."""
    paid = plan.of("GovernanceRelation", kind="funds")
    assert [(r["subject"].removeprefix("agency/"), r["object"]) for r in paid] == FUNDED


def test_4_says_what_the_opccn_commissions_and_leads(plan: Facts) -> None:
    """Who commissioned the RJ Hub is not printed."""
    commissioned = plan.of("GovernanceRelation", kind="commissions")
    assert [(r["subject"], r["object"]) for r in commissioned] == [
        ("agency/opccn", "programme/community-chaplaincy"),
        ("agency/opccn", "programme/control-room-mental-health"),
    ]
    led = plan.of("GovernanceRelation", kind="leads")
    assert [(r["subject"], r["object"]) for r in led] == [
        ("agency/yot-management-board", "priority/yot-review"),
        ("agency/opccn", "statement/cstr-review"),
    ]


def test_five_bodies_were_set_up_and_two_teams_are_still_to_come(plan: Facts) -> None:
    """2.3 and section 4; the teams are what the £700k will support."""
    status = {change.slug: change["changeStatus"] for change in plan.of("ChangeEvent")}
    assert {change["changeKind"] for change in plan.of("ChangeEvent")} == {"created"}
    assert status == {
        "delivery-groups-created": "enacted",
        "da-iom-task-group-created": "enacted",
        "police-strategic-group-created": "enacted",
        "rj-steering-group-created": "enacted",
        "homelessness-forum-created": "enacted",
        "mace-team-created": "planned",
        "detached-youth-work-team-created": "planned",
    }


# ---------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("agency/norfolk-constabulary", {"Norfolk Constabulary", "Norfolk Police"}),
        ("agency/ormiston", {"Ormiston", "Ormiston Trusts"}),
        ("agency/ns-crc", {"N&S CRC", "CRC", "Norfolk CRC", "CRCs", "Norfolk & Suffolk CRC"}),
        ("agency/opccn", {"The PCC's office", "OPCCN", "The OPCCN"}),
        ("programme/norfolk-iom", {"the IOM scheme", "the Norfolk IOM", "Norfolk's IOM scheme"}),
    ],
)
def test_spellings_of_one_body_meet_in_one_place(plan: Facts, body: str, names: set[str]) -> None:
    """Sections 2 and 4 print each of them."""
    assert names == {mention["printedText"] for mention in plan.of("Mention", thing=body)}


def test_what_an_achievement_names_is_mentioned_by_its_printed_name(plan: Facts) -> None:
    """Whoever searches for a body finds the section and the row."""
    mentioned = {mention["thing"] for mention in plan.of("Mention")}
    about = {
        thing
        for p in plan.of("Priority")
        for s in plan.below(p.path, "Statement")
        for thing in s.all("about")
    }
    assert set() == about - mentioned
