"""A plan of another shape: a county's, without numbers or links lines, in quarters and pounds.

`tests/third` holds the whole graph and the text of its document. Nothing of it is known to any
Python, query or term: what holds of it holds of the next plan that somebody transcribes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import rrgraph
from rrgraph.checking import check
from rrgraph.documents import documents_in
from rrgraph.explorer import explorer_html
from rrgraph.findings import GapReport
from rrgraph.iris import REGISTRY_GRAPH, TERMS, plan_graph, plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.site import build_site
from rrgraph.store import Table
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
THIRD = ROOT / "tests" / "third"
PLAN = "exampleshire-2021"
HOME = f"{plan_iri(PLAN)}/"
OWN_GRAPHS = f"<{plan_graph(PLAN)}> <{REGISTRY_GRAPH}>"


@pytest.fixture(scope="module")
def third() -> Knowledge:
    """The county's plan, opened as any plan is."""
    return rrgraph.open(THIRD / "graph")


@pytest.fixture(scope="module")
def report(third: Knowledge) -> GapReport:
    """What the shipped rules find in it."""
    return third.gaps()


def rows(kg: Knowledge, sparql: str) -> list[dict[str, Any]]:
    """The rows of a SELECT as plain values."""
    answer = kg.query(sparql)
    assert isinstance(answer, Table)
    return list(answer)


def column(kg: Knowledge, sparql: str) -> set[Any]:
    """The values of the one column of a SELECT."""
    return {value for row in rows(kg, sparql) for value in row.values()}


# ---------------------------------------------------------------------- the data contract
def test_it_has_no_faults_and_every_quote_stands_in_its_document() -> None:
    """Not one, with the ontology as it ships: the folder has none of its own."""
    workspace = Workspace.find(THIRD / "graph")
    loaded = load(workspace)
    documents = documents_in(loaded, THIRD / "documents")

    assert ROOT / "ontology" == workspace.ontology
    assert [PLAN] == list(documents)
    assert [] == check(loaded, documents)


def test_it_uses_no_term_that_the_ontology_does_not_have(third: Knowledge) -> None:
    """Every property and class of the plan and its register is one that is shipped."""
    vocabulary = third.loaded.vocabulary
    used = column(
        third,
        f"SELECT DISTINCT ?term {{ VALUES ?graph {{ {OWN_GRAPHS} }} "
        "GRAPH ?graph { { ?s ?term ?o } UNION { ?s a ?term } } }",
    )
    ours = {iri for iri in used if iri.startswith(TERMS)}
    keys = {field.iri for spec in vocabulary.specs.values() for field in spec.fields.values()}
    known = {*vocabulary.classes, *vocabulary.properties, *keys}

    assert len(ours) > 30
    assert ours - known == set()
    borrowed = {re.sub(r"[^#/]+$", "", iri) for iri in used - ours}
    assert borrowed <= {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/ns/org#",
    }


def test_no_number_is_printed_and_none_is_made_up(third: Knowledge) -> None:
    """Order comes from the document, not from a number."""
    assert [] == rows(third, "SELECT ?item { ?item rrg:number ?number }")
    titles = [
        row["title"]
        for row in rows(
            third, "SELECT ?title { ?i a rrg:Action ; rrg:title ?title ; rrg:order ?o } ORDER BY ?o"
        )
    ]
    assert titles == [
        *("Tenancy fund", "Housing check before release", "Employer pledge"),
        *("Skills passport", "Same-day start", "Peer mentors"),
    ]


def test_three_roles_stand_beside_each_other_in_one_plan(third: Knowledge) -> None:
    """Lead, contributing and responsible, each under its own key, all three of one action too."""
    roles = rows(
        third,
        "SELECT ?role (COUNT(*) AS ?n) { ?p a rrg:Participation ; rrg:role ?role } GROUP BY ?role",
    )
    assert {row["role"].rsplit("/", 1)[-1]: row["n"] for row in roles} == {
        "lead": 6,
        "contributing": 6,
        "responsible": 3,
    }
    fund = f"SELECT DISTINCT ?role {{ ?p rrg:item <{HOME}action/tenancy-fund> ; rrg:role ?role }}"
    assert 3 == len(column(third, fund))


def test_quarters_are_kept_as_quarters(third: Knowledge) -> None:
    """First and last day, as exact as printed; "by the end of" has no first day."""
    found = rows(
        third,
        "SELECT ?printed ?earliest ?latest { ?m rrg:printedText ?printed ; rrg:precision "
        "<https://w3id.org/rrgraph/scheme/precision/quarter> "
        "OPTIONAL { ?m rrg:earliest ?earliest } OPTIONAL { ?m rrg:latest ?latest } } "
        "ORDER BY ?latest",
    )
    assert [tuple(row.values()) for row in found] == [
        ("Q1 2021/22", "2021-04-01", "2021-06-30"),
        ("Q2 2021/22", "2021-07-01", "2021-09-30"),
        ("By the end of Q3 2022/23", None, "2022-12-31"),
        ("Q4 2022/23", "2023-01-01", "2023-03-31"),
        ("Q1 2024/25", "2024-04-01", "2024-06-30"),
    ]


def test_a_sum_of_money_is_a_target_like_any_other(third: Knowledge) -> None:
    """A number with a unit, to be compared."""
    (fund,) = rows(
        third, f"SELECT ?v ?u {{ ?m rrg:item <{HOME}action/tenancy-fund> ; "
        "rrg:targetValue ?v ; rrg:unit ?u }"
    )  # fmt: skip
    assert (120000, "pounds") == (fund["v"], fund["u"].rsplit("/", 1)[-1])


def test_priorities_without_numbers_have_blocks_like_others(third: Knowledge) -> None:
    """The heading with headed parts is none; every action is in one."""
    blocks = {iri.removeprefix(HOME) for iri in column(third, "SELECT ?b { ?b a rrg:Block }")}
    assert blocks == {
        *("priority/a-place-to-live", "priority/work-and-skills"),
        *("priority/health/drugs-and-alcohol", "priority/health/mental-health"),
    }
    assert 6 == len(rows(third, "SELECT ?a ?b { ?a rrg:isInBlock ?b }"))


# ---------------------------------------------------------------------- what a reader gets
@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("theme/settled-lives", "Settled lives"),
        ("priority/health/mental-health", "Mental health"),
        ("action/tenancy-fund", "Tenancy fund"),
        ("action/tenancy-fund/responsible/head-of-housing", "Head of Housing, responsible"),
        ("action/employer-pledge/contributor/open", "To be confirmed, contributing"),
        ("action/tenancy-fund/milestone/q1", "Q1 2021/22"),
        ("action/tenancy-fund/citation", "Action table, row Tenancy fund, What we will do"),
        ("action/tenancy-fund/lead/county-council/citation", "Action table, row Tenancy fund, Lead"),
    ],
)  # fmt: skip
def test_labels_read_well_where_there_is_no_number(third: Knowledge, item: str, label: str) -> None:
    """The title alone, with no gap in front of it; a place is told by the title of its row."""
    assert {label} == column(third, f"SELECT ?l {{ <{HOME}{item}> rdfs:label ?l }}")


def test_every_node_has_a_label_without_stray_spaces(third: Knowledge) -> None:
    """Whatever has a place in the document."""
    found = rows(third, "SELECT ?n ?l { ?n rrg:order ?o OPTIONAL { ?n rdfs:label ?l } }")
    assert len(found) > 60
    assert [row for row in found if not row["l"] or row["l"] != " ".join(row["l"].split())] == []


def test_an_item_is_found_by_its_slug(third: Knowledge) -> None:
    """As a person writes it, with or without its kind."""
    assert f"{HOME}action/tenancy-fund" == third.find("tenancy-fund")
    assert f"{HOME}priority/health/mental-health" == third.find("health/mental-health")
    assert f"{HOME}theme/settled-lives" == third.find(f"{PLAN}/theme/settled-lives")


# ---------------------------------------------------------------------- its gaps
SENSIBLE = {
    ("action-without-number", ""),
    ("block-refers-to-nothing", ""),
    ("contributor-open", "action/employer-pledge"),
    ("equality-change-without-progress", ""),
    ("load-concentration", "agency/probation"),
    ("milestone-outside-period", "action/same-day-start"),
    ("never-overdue", "action/skills-passport"),
    ("no-contributor", "action/peer-mentors"),
    ("no-measure", "action/skills-passport"),
    ("overdue", ""),
    ("priority-single-action", "priority/health/drugs-and-alcohol"),
    ("priority-single-action", "priority/health/mental-health"),
    ("shared-lead", "action/skills-passport"),
}


def told(report: GapReport) -> set[tuple[str, str]]:
    """Each finding as its rule and its item."""
    return {
        (f.rule, re.sub(r"^.*/id/(plan/[^/]+/?)?", "", f.focus))
        for f in report.findings
        if f.plan == PLAN
    }


def test_its_gaps_are_those_that_a_reader_of_the_plan_sees(report: GapReport) -> None:
    """All of them, each about the item that lacks something."""
    assert SENSIBLE - told(report) == set()


def test_no_rule_raises_a_false_alarm_over_it(report: GapReport) -> None:
    """Who answers for an action beside its lead is no second lead of it."""
    assert told(report) - SENSIBLE == set()


def test_a_plan_without_links_lines_is_told_so_once(report: GapReport) -> None:
    """One finding about the plan, not one for each priority, and no other rule about links fires."""
    about_links = [f for f in report.findings if re.match("block-|link-|plan-psa|psa-", f.rule)]

    (only,) = about_links
    assert plan_iri(PLAN) == only.focus
    assert "prints no links to other priorities under A place to live; Work and" in only.message


def test_findings_name_items_by_title_and_block_and_lead_to_their_line(report: GapReport) -> None:
    """Where no number tells two actions apart, the heading above does."""
    (finding,) = (f for f in report.findings if f.rule == "no-measure")
    lines = (THIRD / finding.file).read_text(encoding="utf-8").splitlines()

    assert 'No measure is printed for "Skills passport" (under Work and skills).' == finding.message
    assert "" == finding.number
    assert "- id: skills-passport" == lines[finding.line - 1].strip()
    assert "Action table, row Skills passport, What we will do" == finding.where


# ---------------------------------------------------------------------- what is built of it
def test_the_site_builds_and_says_what_is_in_the_plan(third: Knowledge, tmp_path: Path) -> None:
    """Every page, and no page with a hole where a number would stand."""
    built = build_site(third, tmp_path / "site")

    sizes = built.sizes[PLAN]
    assert (2, 5, 4, 6) == tuple(sizes[k] for k in ("Theme", "Priority", "Block", "Action"))
    assert {"index.html", "explorer.html", "gaps.html", "rrgraph.trig"} <= set(built.files)
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    gaps = (tmp_path / "site" / "gaps.html").read_text(encoding="utf-8")
    assert "Exampleshire joint plan to reduce reoffending 2021–2024" in index
    assert "&#34;Skills passport&#34; (under Work and skills)" in gaps
    for page in (index, gaps):
        assert not re.search(r">\s*None\b|\bNone</|  \(under|>\s+</strong>", page)


def test_the_explorer_shows_every_action_and_priority_by_its_title(
    third: Knowledge, report: GapReport
) -> None:
    """No empty number stands in front; the money and the quarters are on the cards."""
    html = explorer_html(third, report)
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block
    (plan,) = json.loads(block[1])["plans"]
    cards = plan["items"]

    shown = {name: card["t"] for name, card in cards.items()}
    assert "Tenancy fund" == shown["action/tenancy-fund"]
    assert "Mental health" == shown["priority/health/mental-health"]
    assert [] == [name for name, card in cards.items() if "n" in card]
    fund = json.dumps(cards["action/tenancy-fund"], ensure_ascii=False)
    assert "£120,000" in fund
    assert "1 April 2021 to 30 June 2021" in fund


def test_every_network_builds(third: Knowledge) -> None:
    """Those of links without an edge, that of partners with one for each part a body has."""
    networks = {name: third.network(name) for name in third.networks()}

    assert {"dependencies", "governance", "partner-load", "policy-links"} <= set(networks)
    assert (4, 0) == (networks["dependencies"].order(), networks["dependencies"].size())
    load_of = networks["partner-load"]
    action = f"{HOME}action/housing-check"
    assert {"Probation Service", "Exampleshire Prison"} == {
        load_of.nodes[body]["label"] for body in load_of.predecessors(action)
    }
