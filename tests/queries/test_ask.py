"""What people ask, and the answers the published Yorkshire & Humberside plan gives (by question)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

Rows = list[dict[str, Any]]
Ask = Callable[..., Rows]

PLAN = "yorkshire-humberside-2009"
VISITS = ["more-prison-visits", "visitor-details", "prisoners-with-few-visits"]  # share one row
HEALTH = [
    "approved-premises",
    "information-exchange",
    "health-trainers",
    "offender-deaths",
    "lsp-health-focus",
    "bradley-review",
]


def tail(iri: str | None) -> str:
    """The short name of an item, without its segment: `2.2.2`, `kirklees`, `2.3/women`, `yhip`."""
    path = (iri or "").removeprefix("https://w3id.org/rrgraph/id/").removeprefix(f"plan/{PLAN}/")
    return path.split("/", 1)[-1]


def tails(rows: Rows, column: str) -> list[str]:
    """The short names in one column, in the order of the rows."""
    return [tail(row[column]) for row in rows]


def where(rows: Rows, **values: Any) -> Rows:
    """The rows that have these values."""
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


def same(found: Sequence[Any], wanted: Sequence[Any]) -> bool:
    """Whether two lists hold the same things, in whatever order, each as often."""
    return Counter(found) == Counter(wanted)


# ---------------------------------------------------------------------- plan shape and source
def test_the_plan_has_3_themes_15_priorities_20_blocks_and_57_actions_of_which_19_are_numbered(
    ask: Ask,
) -> None:
    """Q01: the whole plan, counted by number and, in a cell without numbers, by paragraph."""
    (plan,) = where(ask("plan-shape"), level="plan")
    counts = ("themes", "priorities", "blocks", "actions", "with_number")
    assert [plan[name] for name in counts] == [3, 15, 20, 57, 19]


def test_the_themes_have_10_37_and_10_actions_in_5_6_and_4_priorities(ask: Ask) -> None:
    """Q01: actions by theme."""
    themes = where(ask("plan-shape"), level="theme")
    assert [(t["number"], t["priorities"], t["actions"]) for t in themes] == [
        ("1", 5, 10),
        ("2", 6, 37),
        ("3", 4, 10),
    ]


def test_the_actions_of_each_block_are_counted_in_the_order_of_the_document(ask: Ask) -> None:
    """Q01: actions by block."""
    blocks = where(ask("plan-shape"), level="block")
    assert [(tail(b["whole"]), b["actions"]) for b in blocks] == [
        ("1.1", 1),
        ("1.2", 2),
        ("1.3", 2),
        ("1.4", 3),
        ("1.5", 2),
        ("2.1", 2),
        ("2.2", 2),
        ("2.3/accommodation", 2),
        ("2.3/employment-learning-skills", 5),
        ("2.3/health", 6),
        ("2.3/finance-benefit-debt", 1),
        ("2.3/children-families", 6),
        ("2.3/women", 3),
        ("2.4", 6),
        ("2.5", 2),
        ("2.6", 2),
        ("3.1", 4),
        ("3.2", 3),
        ("3.3", 1),
        ("3.4", 2),
    ]


def test_row_2_2_2_prints_two_leads_one_contributor_two_measures_and_its_dates(ask: Ask) -> None:
    """Q02: all that stands in row 2.2.2 of section 9."""
    rows = ask("action-as-printed")
    parts = [(row["part"], row["printed"]) for row in rows]
    assert [p for p in parts if p[0] == "lead"] == [("lead", "DOM & GOYH")] * 2
    assert [p for p in parts if p[0] == "contributing"] == [("contributing", "Probation Areas")]
    assert len(where(rows, part="measure")) == 2
    dates = " ".join(row["printed"] for row in where(rows, part="milestone"))
    assert [w for w in ("Quarterly", "July 09", "Oct 09", "Jan 10") if w not in dates] == []
    assert {(row["section"], row["row"]) for row in rows} == {("9", "2.2.2")}
    columns = [row["column"] for row in rows]
    assert set(columns) == {"LEAD", "CONTRIBUTING AGENCIES", "MEASURE", "MILESTONES"}


def test_the_leads_of_row_2_2_2_are_the_director_and_the_government_office(ask: Ask) -> None:
    """Q02: the bodies behind "DOM & GOYH"."""
    leads = where(ask("action-as-printed"), part="lead")
    assert same(tails(leads, "node"), ["2.2.2/lead/dom-yh", "2.2.2/lead/goyh"])


def test_the_facts_on_2_2_2_are_its_printed_cells_each_with_its_column_and_what_is_derived(
    ask: Ask,
) -> None:
    """Q02: parts in the words of the row; what is derived has no place of its own."""
    rows = ask("item-facts")
    printed = [(row["where"].rpartition(", ")[2], row["quote"]) for row in where(rows, part="part")]
    assert [quote for column, quote in printed if column == "MILESTONES"] == [
        "Quarterly",
        "July 09",
        "Oct 09",
        "Jan 10",
    ]
    assert [quote for column, quote in printed if column == "LEAD"] == ["DOM & GOYH"] * 2
    assert ("CONTRIBUTING AGENCIES", "Probation Areas") in printed
    assert len([column for column, _ in printed if column == "MEASURE"]) == 2
    derived = where(rows, basis="derived")
    assert {"is led by", "has contributor", "is in block"} <= {row["what"] for row in derived}
    assert [row["where"] for row in derived] == [None] * len(derived)


def test_ten_cells_on_six_lines_say_as_above(ask: Ask) -> None:
    """Q03: which cells were filled from the row above; "Findings" is a line of the prison visits."""
    cells = [(tail(row["item"]), row["cell"]) for row in ask("as-above")]
    assert same(
        cells,
        [
            ("kirklees", "lead"),
            ("more-prison-visits", "milestone"),
            ("more-prison-visits", "lead"),
            ("diverting-women-from-custody", "milestone"),
            ("diverting-women-from-custody", "lead"),
            ("diverting-women-from-custody", "contributing"),
            ("sex-offender", "measure"),
            ("sex-offender", "milestone"),
            ("calm-and-covaid", "milestone"),
            ("prevent-forums", "milestone"),
        ],
    )


# ---------------------------------------------------------------------- links between actions
def test_the_plan_prints_95_references_69_to_its_own_items_and_26_to_psas(ask: Ask) -> None:
    """Q04: references by the form in which they are printed."""
    rows = ask("references-by-form")
    assert [(r["form"], r["references"], r["lines"]) for r in rows[:1]] == [
        ("all references", 95, 20)
    ]
    assert {r["form"]: r["references"] for r in rows[1:]} == {
        "priority number": 44,
        "psa number": 26,
        "action number": 11,
        "name only": 7,
        "number and name": 6,
        "group": 1,
    }


def test_effective_offender_management_refers_to_six_items_and_no_psa(ask: Ask) -> None:
    """Q05: the links line of 1.1, in its order and words."""
    rows = ask("block-refers-to")
    assert tails(rows, "target") == ["1.3.1", "2.2.1", "2.2.2", "1.5.2", "2.6", "2.3/women"]
    assert {row["points_at"] for row in rows} == {"action", "priority"}
    words = " / ".join(row["printed"] for row in rows)
    for said in ("(IOM)", "(PPOs)", "(public confidence/diversity)", "2.6 Intensive Alternatives"):
        assert said in words
    assert "2.3 Women Offenders" in words


def test_eleven_blocks_refer_to_work_in_partnership(ask: Ask) -> None:
    """Q06: 1.1 does so through action 1.3.1, the others by the priority."""
    rows = ask("block-referred-to-by")
    assert tails(rows, "block") == [
        "1.1",
        "1.4",
        "2.1",
        "2.2",
        "2.3/health",
        "2.3/women",
        "2.4",
        "2.5",
        "2.6",
        "3.3",
        "3.4",
    ]
    assert [tail(r["block"]) for r in rows if r["through"] == "1.3.1"] == ["1.1"]


def test_1_3_is_referred_to_most_then_1_5_then_1_1_then_1_2(ask: Ask) -> None:
    """Q06: the four most referred-to blocks."""
    rows = ask("most-referred-to")[:4]
    found = [(tail(r["block"]), r["referring_blocks"]) for r in rows]
    assert found == [("1.3", 11), ("1.5", 10), ("1.1", 8), ("1.2", 7)]


def test_six_of_the_ten_references_to_increasing_public_confidence_are_to_1_5_2(ask: Ask) -> None:
    """Q06: 1.5 is mostly referred to by its action on women and BME offenders."""
    rows = ask("block-referred-to-by", block=f"{PLAN}/priority/1.5")
    by_action = [tail(r["block"]) for r in rows if r["through"] == "1.5.2"]
    assert by_action == ["1.1", "1.3", "1.4", "2.1", "2.3/women", "2.4"]
    assert len({r["block"] for r in rows}) == 10


def test_nothing_points_at_3_4_and_only_blanket_words_at_children_and_families(ask: Ask) -> None:
    """Q07: blocks without an inbound link."""
    rows = ask("blocks-never-referred-to")
    found = {tail(r["block"]): r["only_by_group_phrase_of"] for r in rows}
    assert found == {"2.3/children-families": "Women Offenders", "3.4": None}


def test_three_parts_of_2_3_point_at_psas_only(ask: Ask) -> None:
    """Q08: blocks without an outbound link; all three do name PSAs."""
    rows = ask("blocks-referring-to-none")
    assert [(tail(r["block"]), r["psas_named"]) for r in rows] == [
        ("2.3/accommodation", 2),
        ("2.3/employment-learning-skills", 2),
        ("2.3/finance-benefit-debt", 1),
    ]


def test_seven_references_rest_on_words_alone_and_one_names_a_group(ask: Ask) -> None:
    """Q09: the words printed and the block an editor took them to mean."""
    rows = ask("references-by-words")
    by_name = [(r["printed"], tail(r["target"])) for r in where(rows, form="name only")]
    assert same(
        by_name,
        [
            ("effective offender management", "1.1"),
            ("effective offender management", "1.1"),
            ("Finance Debt & Benefit", "2.3/finance-benefit-debt"),
            ("Employment Training & Education", "2.3/employment-learning-skills"),
            ("Accommodation", "2.3/accommodation"),
            ("Drugs & Alcohol", "2.4"),
            ("Women Offenders", "2.3/women"),
        ],
    )
    (group,) = where(rows, form="group")
    assert "relevant across all protective factors in 2.3" in group["printed"]
    assert tail(group["target"]) == "2.3"
    assert all(r["because"] for r in where(rows, form="name only"))


def test_four_of_the_five_blocks_that_1_3_points_at_point_back(ask: Ask) -> None:
    """Q10: 1.5 does not."""
    rows = ask("links-returned")
    assert {tail(r["block"]): r["points_back"] for r in rows} == {
        "1.4": "yes",
        "1.5": "no",
        "2.1": "yes",
        "2.2": "yes",
        "2.3/women": "yes",
    }


# ---------------------------------------------------------------------- partners and load
def test_noms_y_and_h_leads_26_actions_20_alone_and_6_jointly(ask: Ask) -> None:
    """Q11: the regional team as printed, the heaviest load in the plan."""
    first = ask("lead-load")[0]
    assert tail(first["party"]) == "noms-yh"
    assert (first["leads"], first["alone"], first["jointly"]) == (26, 20, 6)


def test_the_26_actions_that_noms_y_and_h_leads(ask: Ask) -> None:
    """Q11: the lists behind 20 alone and 6 jointly."""
    rows = ask("led-by", party="agency/noms-yh")
    assert tails(where(rows, how="jointly"), "action") == [
        "2.1.1",
        "2.2.1",
        "lsc-sfa-relationships",
        "employer-led-skills",
        "legal-services-relationship",
        "national-service-framework",
    ]
    assert tails(where(rows, how="alone"), "action") == [
        "1.2.2",
        "1.3.2",
        "1.4.1",
        "1.4.2",
        "2.1.2",
        "cfo-esf-programme",
        "community-provision",
        "diverting-women-from-custody",
        "user-feedback",
        "2.5.2",
        "iac-pilots",
        "40m-plans",
        "enforcement-and-recall",
        "parole-board",
        "mappa-and-prisons",
        "sfo-reviews",
        "domestic-abuse",
        "sex-offender",
        "calm-and-covaid",
        "mental-health-unit",
    ]


def test_prevent_leads_are_posts_of_noms_y_and_h_and_lead_both_actions_of_3_4(ask: Ask) -> None:
    """Q11: with its Prevent leads the regional team leads 28."""
    rows = ask("organisation-roles", party="agency/noms-yh")
    by_posts = [r for r in where(rows, does="leads") if tail(r["part"]).startswith("prevent")]
    assert same(tails(by_posts, "action"), ["extremist-offenders", "prevent-forums"])
    own = [r for r in where(rows, does="leads") if tail(r["part"]) == "noms-yh"]
    assert len({r["action"] for r in by_posts + own}) == 28


def test_the_director_leads_12_actions_three_of_them_alone(ask: Ask) -> None:
    """Q12: "DOM Y & H", and "DOM" in 2.2.2."""
    rows = ask("led-by")
    assert tails(rows, "action") == [
        "1.2.1",
        "1.5.2",
        "2.2.2",
        "2.3.1",
        "2.3.2",
        "offender-deaths",
        "conference",
        *VISITS,
        "08-noms-report",
        "east-midlands-pilot",
    ]
    alone = ["1.5.2", "08-noms-report", "east-midlands-pilot"]
    assert tails(where(rows, how="alone"), "action") == alone


def test_no_noms_or_dom_party_leads_nine_actions_and_nobody_a_tenth(ask: Ask) -> None:
    """Q13: YHIP, NTA and West Yorkshire probation with Kirklees lead nine; visitors' centres has no lead."""
    rows = ask("led-by-others")
    assert tails(rows, "action") == [
        "approved-premises",
        "information-exchange",
        "health-trainers",
        "lsp-health-focus",
        "bradley-review",
        "kirklees",
        "visitors-centres",
        "idts",
        "bradford-pilot",
        "alcohol-pathways",
    ]
    assert [tail(r["action"]) for r in rows if not r["led_by"]] == ["visitors-centres"]


def test_noms_and_dom_parties_lead_47_of_57_and_the_regional_team_with_its_posts_40(
    ask: Ask,
) -> None:
    """Q13: 82 and 70 per cent of the plan."""
    rows = {tail(r["party"]): r for r in ask("lead-load")}
    assert (rows["noms"]["with_units_and_posts"], rows["noms"]["percent"]) == (47, 82)
    assert (rows["noms-yh"]["with_units_and_posts"], rows["noms-yh"]["percent"]) == (40, 70)


def test_yhip_leads_seven_actions_and_contributes_to_idts(ask: Ask) -> None:
    """Q14: printed as "YHIP (HSCCJ)" on the first three, "YHIP" on the others."""
    rows = ask("partner-roles")
    leads = where(rows, does="leads")
    assert tails(leads, "action") == [*HEALTH, "alcohol-pathways"]
    assert [r["printed_name"] for r in leads] == ["YHIP (HSCCJ)"] * 3 + ["YHIP"] * 4
    assert tails(where(rows, does="contributes"), "action") == ["idts"]


def test_the_director_leads_offender_deaths_with_yhip(ask: Ask) -> None:
    """Q14: the only one of the six Health actions that YHIP leads jointly."""
    rows = ask("led-by", party="agency/yhip")
    assert tails(where(rows, how="jointly"), "action") == ["offender-deaths"]


def test_the_government_office_leads_two_actions_jointly_and_contributes_to_three(ask: Ask) -> None:
    """Q15: to both actions of 3.4 as "GOYH Prevent team"."""
    rows = ask("organisation-roles")
    leads = where(rows, does="leads")
    assert [(tail(r["action"]), r["how"]) for r in leads] == [
        ("1.3.1", "jointly"),
        ("2.2.2", "jointly"),
    ]
    assert [(tail(r["action"]), tail(r["part"])) for r in where(rows, does="contributes")] == [
        ("1.3.2", "goyh"),
        ("extremist-offenders", "goyh-prevent-team"),
        ("prevent-forums", "goyh-prevent-team"),
    ]


def test_west_yorkshire_probation_occurs_under_four_names(ask: Ask) -> None:
    """Q16: that WYPB is the same body is an editor's judgement."""
    rows = ask("partner-names")
    assert {(r["does"], tail(r["action"])) for r in rows} == {
        ("leads", "kirklees"),
        ("leads", "national-service-framework"),
        ("contributes", "bradford-pilot"),
        ("contributes", "iac-pilots"),
    }
    names = {r["printed_name"] for r in rows} - {"As above"}
    assert names == {"W.Yorks Probation", "W. Yorks Probation", "WYPB", "WY Probation"}
    basis = {r["printed_name"]: r["basis"] for r in rows}
    assert (basis["WYPB"], basis["As above"], basis["WY Probation"]) == (
        "editorial",
        "positional",
        "stated",
    )


def test_twenty_actions_have_more_than_one_lead(ask: Ask) -> None:
    """Q17: in the order of the document."""
    assert tails(ask("joint-leads"), "action") == [
        "1.2.1",
        "1.3.1",
        "2.1.1",
        "2.2.1",
        "2.2.2",
        "2.3.1",
        "2.3.2",
        "2.3.3",
        "integrated-employment-and-skills",
        "lsc-sfa-relationships",
        "employer-led-skills",
        "offender-deaths",
        "legal-services-relationship",
        "conference",
        "kirklees",
        *VISITS,
        "national-service-framework",
        "2.5.1",
    ]


def test_fifteen_actions_name_no_contributor_for_certain_two_by_position_one_leaves_it_open(
    ask: Ask,
) -> None:
    """Q18: "To be determined." stands once, for CFO ESF programme by position."""
    rows = ask("without-contributor")
    assert tails(where(rows, contributor="none named", absence="certain"), "action") == [
        "1.1.1",
        "1.2.1",
        "1.2.2",
        "1.4.1",
        "1.4.3",
        "1.5.1",
        "1.5.2",
        "2.1.2",
        "conference",
        "kirklees",
        *VISITS,
        "visitors-centres",
        "mental-health-unit",
    ]
    by_position = tails(where(rows, contributor="none named", absence="by position"), "action")
    assert len(by_position) == 2
    assert by_position[0] in {"lsc-sfa-relationships", "employer-led-skills"}
    assert by_position[1] == "2.5.1"
    assert tails(where(rows, contributor="To be determined."), "action") == ["cfo-esf-programme"]
    assert len(rows) == 18


# ---------------------------------------------------------------------- gaps and names
def test_mental_health_unit_lacks_a_milestone_and_visitors_centres_all_three(ask: Ask) -> None:
    """Q19: no other action lacks a milestone, a measure or a lead."""
    rows = ask("missing-parts")
    parts = [(tail(r["action"]), r["measure"], r["milestone"], r["lead"]) for r in rows]
    assert parts == [
        ("visitors-centres", "none", "none", "none"),
        ("mental-health-unit", "yes", "none", "yes"),
    ]


def test_fifteen_acronyms_are_defined_and_not_used(ask: Ask) -> None:
    """Q20: in the order of the plan's own list."""
    assert [r["acronym"] for r in ask("acronyms-unused")] == [
        "ATR",
        "BCU",
        "CIU",
        "CPS",
        "CRAMs",
        "ELS",
        "HNA",
        "IOMU",
        "JCP",
        "LSCCom",
        "PNOMIS",
        "OHS",
        "OHSC",
        "RIEP",
        "RRAF",
    ]


# ---------------------------------------------------------------------- PSAs and indicators
def test_thirteen_psas_are_cited_26_times(ask: Ask) -> None:
    """Q21: each PSA and the blocks whose links line names it."""
    cited: dict[str, list[str]] = {}
    for row in ask("psas-cited"):
        cited.setdefault(row["psa"], []).append(tail(row["block"]).removeprefix("2.3/"))
    assert cited == {
        "8": ["employment-learning-skills", "women"],
        "9": ["children-families", "women"],
        "10": ["children-families"],
        "11": ["children-families"],
        "12": ["children-families"],
        "13": ["children-families"],
        "14": ["children-families", "women"],
        "16": ["accommodation", "employment-learning-skills", "children-families", "women"],
        "17": ["accommodation", "finance-benefit-debt", "women"],
        "18": ["health", "women", "2.4", "3.3"],
        "19": ["health"],
        "25": ["health", "women", "2.4"],
        "26": ["3.4"],
    }


def test_psa_23_and_24_are_described_but_not_cited_nine_are_cited_but_not_described(
    ask: Ask,
) -> None:
    """Q22: appendix 1 against the links lines."""
    rows = ask("psas-described-or-cited")
    described = [r["psa"] for r in where(rows, finding="described, not cited")]
    assert described == ["23", "24"]
    cited = [r["psa"] for r in where(rows, finding="cited, not described")]
    assert cited == ["8", "9", "10", "11", "12", "13", "17", "18", "19"]


def test_eleven_blocks_cite_no_psa(ask: Ask) -> None:
    """Q23: the whole of theme 1 among them, though the plan stands under PSA 23."""
    assert tails(ask("blocks-without-psa"), "block") == [
        "1.1",
        "1.2",
        "1.3",
        "1.4",
        "1.5",
        "2.1",
        "2.2",
        "2.5",
        "2.6",
        "3.1",
        "3.2",
    ]


def test_two_of_eleven_national_indicators_are_measures_of_an_action(ask: Ask) -> None:
    """Q24: NI 30 and NI 143; OM18 and OM17 are measures of the service's own."""
    rows = ask("indicators-as-measures")
    national = [(r["code"], tail(r["action"])) for r in where(rows, series="national")]
    assert national == [
        ("NI 15", ""),
        ("NI 16", ""),
        ("NI 18", ""),
        ("NI 19", ""),
        ("NI 20", ""),
        ("NI 30", "2.2.2"),
        ("NI 35", ""),
        ("NI 38", ""),
        ("NI 40", ""),
        ("NI 143", "2.3.1"),
        ("NI 144", ""),
    ]
    own = [(r["code"], tail(r["action"])) for r in where(rows, series="noms")]
    assert own == [("OM17", "2.3.1"), ("OM18", "2.2.2")]


def test_the_choices_of_each_indicator_in_the_region_and_ni_30_alone_is_chosen_and_measured(
    ask: Ask,
) -> None:
    """Q25: the summary table of section 2; the cell of NI 143 is blank, not nought."""
    rows = ask("laa-choices")
    assert [(r["code"], r["in_region"]) for r in rows] == [
        ("NI 20", 14),
        ("NI 16", 11),
        ("NI 30", 11),
        ("NI 40", 9),
        ("NI 18", 5),
        ("NI 19", 3),
        ("NI 38", 1),
        ("NI 15", 0),
        ("NI 144", 0),
        ("NI 143", None),
    ]
    assert rows[-1]["cell"] == "blank"
    assert [r["code"] for r in where(rows, chosen_and_measured="yes")] == ["NI 30"]
    assert [r["code"] for r in rows if r["measured_by"]] == ["NI 30", "NI 143"]


# ---------------------------------------------------------------------- time
def test_eleven_milestones_of_ten_actions_fall_due_in_september_2009(ask: Ask) -> None:
    """Q26: Kirklees has two; LSP health focus prints no year, so an editor read it."""
    rows = ask("due-between")
    assert tails(rows, "item") == [
        "1.2.1",
        "2.1.2",
        "integrated-employment-and-skills",
        "lsc-sfa-relationships",
        "cfo-esf-programme",
        "offender-deaths",
        "lsp-health-focus",
        "legal-services-relationship",
        "kirklees",
        "kirklees",
        "mappa-and-prisons",
    ]
    assert tails(where(rows, basis="editorial"), "item") == ["lsp-health-focus"]


def test_other_months_can_be_asked_for(ask: Ask) -> None:
    """Q26: the two dates of the tender of the CFO ESF programme are a month apart."""
    rows = ask("due-between", **{"from": "2009-08-31", "to": "2009-08-31"})
    assert "cfo-esf-programme" in tails(rows, "item")


def test_four_milestones_lie_outside_april_2009_to_march_2010(ask: Ask) -> None:
    """Q27: three before the plan begins, one after it ends."""
    rows = ask("outside-period")
    assert [(tail(r["item"]), r["outside"], r["latest"]) for r in rows] == [
        ("1.4.3", "before", "2009-03-31"),
        ("2.3.2", "before", "2009-01-31"),
        ("integrated-employment-and-skills", "after", "2010-08-31"),
        ("sfo-reviews", "before", "2009-03-31"),
    ]


def test_sixteen_actions_have_a_milestone_in_march_2010(ask: Ask) -> None:
    """Q28: employer-led skills by position."""
    rows = ask("due-in-last-month")
    assert tails(rows, "action") == [
        "employer-led-skills",
        "approved-premises",
        "information-exchange",
        "health-trainers",
        "offender-deaths",
        "lsp-health-focus",
        "legal-services-relationship",
        "conference",
        "kirklees",
        *VISITS,
        "east-midlands-pilot",
        "user-feedback",
        "alcohol-pathways",
        "mappa-and-prisons",
    ]
    assert "employer-led-skills" in tails(where(rows, by_position="yes"), "action")


def test_eighteen_actions_come_up_every_quarter_three_of_them_through_as_above(ask: Ask) -> None:
    """Q29: fifteen print the word, or a quarterly review."""
    rows = where(ask("recurring"), how_often="quarterly")
    above = {tail(r["action"]) for r in rows if r["printed"] == "As above"}
    assert above == {"sex-offender", "calm-and-covaid", "prevent-forums"}
    assert {tail(r["action"]) for r in rows} - above == {
        "1.1.1",
        "1.2.2",
        "1.5.1",
        "2.1.2",
        "2.2.2",
        "2.3.1",
        "bradley-review",
        "national-service-framework",
        "idts",
        "bradford-pilot",
        "2.5.1",
        "enforcement-and-recall",
        "parole-board",
        "domestic-abuse",
        "extremist-offenders",
    }


def test_three_actions_come_up_at_mid_and_end_of_year(ask: Ask) -> None:
    """Q29: 1.3.1, 1.3.2 and 1.5.2."""
    rows = where(ask("recurring"), how_often="twice a year")
    assert tails(rows, "action") == ["1.3.1", "1.3.2", "1.5.2"]


# ---------------------------------------------------------------------- equality
@pytest.mark.parametrize(
    ("item", "blocks"),
    [
        ("1.5.2", ["1.1", "1.3", "1.4", "2.1", "2.3/women", "2.4"]),
        ("2.3/women", ["1.1", "1.3", "1.4", "2.1", "2.3/children-families"]),
    ],
)
def test_the_blocks_that_refer_to_an_equality_item(ask: Ask, item: str, blocks: list[str]) -> None:
    """Q30: references to 1.5.2 and to Women Offenders; nothing else referred to names a group."""
    rows = ask("equality-references")
    assert [tail(r["block"]) for r in rows if tail(r["equality_item"]) == item] == blocks
    assert set(tails(rows, "equality_item")) == {"1.5.2", "2.3/women"}


def test_ten_blocks_neither_refer_to_an_equality_item_nor_mention_women_or_bme_offenders(
    ask: Ask,
) -> None:
    """Q31: Accommodation and Health have no such reference but mention both groups."""
    assert tails(ask("equality-not-reached"), "block") == [
        "1.2",
        "2.2",
        "2.3/employment-learning-skills",
        "2.3/finance-benefit-debt",
        "2.5",
        "2.6",
        "3.1",
        "3.2",
        "3.3",
        "3.4",
    ]


# ---------------------------------------------------------------------- governance
def test_progress_goes_from_the_director_through_the_national_board_to_ministers(ask: Ask) -> None:
    """Q32: DOMs to the NRRPB (section 4), it to the joint PSA board and the ministerial group (section 3)."""
    rows = ask("reporting-route")
    route = [(r["step"], tail(r["body"]), tail(r["reports_to"]), r["section"]) for r in rows]
    assert route == [
        (1, "doms", "nrrpb", "4"),
        (2, "nrrpb", "psa-23-25-board", "3"),
        (2, "nrrpb", "img", "3"),
    ]
    assert {tail(r["reports_to"]): r["chaired_by"] for r in rows}[
        "psa-23-25-board"
    ] == "Home Office"


@pytest.mark.parametrize(
    ("board", "lines"),
    [
        ("regional-partnership-board", []),
        ("regional-rr-board", [("nrrpb", "to-be-clarified")]),
        ("noms-partnership-board", []),
    ],
)
def test_no_line_from_the_regional_board_to_the_national_one_is_printed(
    ask: Ask, board: str, lines: list[tuple[str, str]]
) -> None:
    """Q32: under none of its names; section 3 only says that the relationship will be clarified."""
    rows = where(ask("reporting-route", party=f"agency/{board}"), step=1)
    assert [(tail(r["reports_to"]), r["certainty"]) for r in rows] == lines


def test_the_regional_board_and_the_board_for_the_refresh_go_by_three_names_each(ask: Ask) -> None:
    """Q33: that each set is one body is an editor's judgement, with a reason."""
    rows = ask("board-names")
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(tail(row["identity"]), set()).add(row["printed"])
    assert names == {
        "regional-board": {
            "Regional Reducing Re-offending Partnership Board",
            "regional Reducing Re-offending Board",
            "Regional Reducing Re-offending Board",
            "NOMS Reducing Re-offending Partnership Board",
        },
        "refresh-board": {
            "RRAP Project Board",
            "RRAP Project Group",
            "The Board overseeing the Refresh of the Yorkshire & Humberside Reducing",
        },
    }
    (refresh,) = {row["name"] for row in rows if tail(row["body"]) == "refresh-board"}
    assert refresh.endswith("Yorkshire & Humberside Reducing Re-offending Framework")
    assert all(row["because"] for row in rows)


# ---------------------------------------------------------------------- pathways and needs
def test_nine_pathways_two_of_them_regional(ask: Ask) -> None:
    """Q35: seven come from the Social Exclusion Report."""
    rows = ask("pathways")
    assert same(tails(where(rows, comes_from="regional"), "pathway"), ["ppo", "vcs"])
    assert len(where(rows, comes_from="social exclusion report")) == 7


@pytest.mark.parametrize(
    ("pathway", "becomes", "through"),
    [
        ("ppo", {"continues"}, ["Regional group focusing on the PPO agenda"]),
        ("vcs", {"becomes open forum"}, ["Open Forum with the VCS"]),
        (
            "accommodation",
            {"continues", "aligned with"},
            ["Regional PSA 16 Social Exclusion group"],
        ),
        (
            "attitudes-thinking-behaviour",
            {"sub group of"},
            ["Meeting of Chief Probation Officers/Chief Executives and Governing Governors"],
        ),
        (
            "children-families",
            {"task and finish", "aligned with"},
            [
                "Task and finish sub-groups of the Children & Families pathway",
                "PSA 14 regional groups",
            ],
        ),
        ("drugs-alcohol", {"task and finish"}, ["Core network of the Drug and Alcohol Pathway"]),
        (
            "education-learning-skills",
            {"hosted by", "under review"},
            ["Offender Employment Learning & Skills (OELS) Board"],
        ),
        ("finance-benefit-debt", {"disbanded", "task and finish"}, []),
        (
            "health",
            {"hosted by"},
            [
                "Regional Offender Health Commissioners Group",
                "Regional Offender Health Strategic Group",
            ],
        ),
    ],
)
def test_what_becomes_of_each_pathway(
    ask: Ask, pathway: str, becomes: set[str], through: list[str]
) -> None:
    """Q35: the changes for delivery in 2009/10 that section 5 lists, and the bodies they go through."""
    (row,) = [r for r in ask("pathways") if tail(r["pathway"]) == pathway]
    assert set(row["becomes"].split("; ")) == becomes
    assert same((row["through"] or "").split("; "), through or [""])


def test_accommodation_and_children_and_families_are_aligned_with_psa_16_and_14(ask: Ask) -> None:
    """Q35: the two pathways whose lines speak of alignment with a PSA by its number."""
    aligned = {tail(r["pathway"]): r["aligned_with"] for r in ask("pathways") if r["aligned_with"]}
    assert aligned == {"accommodation": "PSA 16", "children-families": "PSA 14"}


def test_four_needs_are_three_points_or_more_above_the_nation_and_one_below(ask: Ask) -> None:
    """Q36: all assessments of the OASys table."""
    rows = ask("needs-against-nation")
    assert [(r["need_title"], r["region"], r["nation"]) for r in rows] == [
        ("Employment, Training and Education", 59, 55),
        ("Lifestyle & associates", 47, 43),
        ("Attitudes", 39, 35),
        ("Drug misuse", 30, 27),
        ("Emotional wellbeing", 40, 41),
    ]
