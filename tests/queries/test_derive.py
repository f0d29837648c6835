"""What is derived from the shipped plan: which edges there are, and which there must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

import rrgraph
from rrgraph.iris import editorial_graph, plan_graph
from rrgraph.knowledge import Knowledge
from rrgraph.store import Table

THINGS = "https://w3id.org/rrgraph/id/"
PLAN = f"{THINGS}plan/yorkshire-humberside-2009"
ROOT = Path(__file__).resolve().parents[2]
NODES = "{ ?node rrg:order ?order } UNION { ?node a rrg:Citation }"


def pairs(graph: Knowledge, where: str) -> set[tuple[str, str]]:
    """The values of ?from and ?to of a pattern, without what all IRIs of the plan begin with."""
    answer = graph.query(f"SELECT DISTINCT ?from ?to WHERE {{ {where} }}")
    assert isinstance(answer, Table)
    return {(short(row["from"]), short(row["to"])) for row in answer}


def short(iri: str) -> str:
    """An IRI without what all of its kind begin with."""
    return iri.removeprefix(f"{PLAN}/").removeprefix(THINGS)


def test_a_reading_is_put_on_the_node_that_was_read_and_into_no_other_graph(
    shipped: Knowledge,
) -> None:
    """The target of "Drugs & Alcohol" is 2.4 in the inferred graph alone."""
    found = pairs(
        shipped,
        f"GRAPH ?to {{ <{PLAN}/priority/2.3/children-families/reference/drugs-alcohol> rrg:target ?from }}",
    )
    assert found == {("priority/2.4", "https://w3id.org/rrgraph/graph/inferred")}


@pytest.mark.parametrize("name", ["target", "participant", "earliest", "latest", "precision"])
def test_no_reading_contradicts_what_is_printed(shipped: Knowledge, name: str) -> None:
    """A node has one target, participant, first and last day, and precision."""
    both = f"?from rrg:{name} ?to, ?other FILTER(?to != ?other) FILTER NOT EXISTS {{ ?from a rrg:Reading }}"
    assert pairs(shipped, both) == set()


def test_everything_of_the_plan_is_in_the_plan(shipped: Knowledge) -> None:
    """Whatever has an order in the plan's graphs; the plan itself is in none."""
    plan = PLAN.rsplit("/", 1)[-1]
    for graph in (plan_graph(plan), editorial_graph(plan)):
        ordered = f"GRAPH <{graph}> {{ ?from rrg:order ?n }} BIND(<{graph}> AS ?to)"
        missing = pairs(shipped, f"{ordered} FILTER NOT EXISTS {{ ?from rrg:inPlan ?plan }}")
        assert {node for node, _ in missing} <= {PLAN.removeprefix(THINGS)}


def test_twenty_priorities_are_blocks_and_2_3_which_has_parts_is_none(shipped: Knowledge) -> None:
    """A block is a priority without a priority below it."""
    blocks = {block for block, _ in pairs(shipped, f"?from a rrg:Block ; rrg:inPlan <{PLAN}>, ?to")}
    assert len(blocks) == 20
    assert "priority/2.3" not in blocks
    assert "priority/2.3/women" in blocks


def test_each_of_the_57_actions_is_in_one_block(shipped: Knowledge) -> None:
    """No action hangs on a priority that has parts."""
    found = pairs(shipped, f"?from rrg:isInBlock ?to ; rrg:inPlan <{PLAN}>")
    assert len(found) == len({action for action, _ in found}) == 57


def test_1_1_refers_to_six_items_in_five_blocks(shipped: Knowledge) -> None:
    """Its two pointers at actions of 2.2 come to one link between blocks."""
    block = f"<{PLAN}/priority/1.1>"
    items = pairs(shipped, f"{block} rrg:refersTo ?to BIND({block} AS ?from)")
    assert {to for _, to in items} == {
        *("action/1.3.1", "action/1.5.2", "action/2.2.1", "action/2.2.2"),
        *("priority/2.6", "priority/2.3/women"),
    }
    blocks = pairs(shipped, f"{block} rrg:refersToBlock ?to BIND({block} AS ?from)")
    assert {to for _, to in blocks} == {
        *("priority/1.3", "priority/1.5", "priority/2.2", "priority/2.6", "priority/2.3/women"),
    }


@pytest.mark.parametrize("name", ["refersToBlock", "refersToByGroup", "sameBodyAs", "isWithin"])
def test_nothing_is_linked_to_itself(shipped: Knowledge, name: str) -> None:
    """Neither a block nor a body."""
    assert [pair for pair in pairs(shipped, f"?from rrg:{name} ?to") if pair[0] == pair[1]] == []


def test_the_blanket_words_take_in_the_five_other_parts_of_2_3(shipped: Knowledge) -> None:
    """The words "relevant across all protective factors in 2.3", printed under Women Offenders."""
    parts = ("accommodation", "employment-learning-skills", "health", "finance-benefit-debt")
    assert pairs(shipped, "?from rrg:refersToByGroup ?to") == {
        ("priority/2.3/women", f"priority/2.3/{part}") for part in (*parts, "children-families")
    }


def test_the_blanket_words_make_no_link_of_their_own(shipped: Knowledge) -> None:
    """Women Offenders points at no other part of 2.3 one by one."""
    found = pairs(shipped, "?from rrg:refersTo|rrg:refersToBlock ?to")
    women = {to for block, to in found if block == "priority/2.3/women"}
    assert {to for to in women if to.startswith("priority/2.3")} == set()


def test_psas_are_cited_and_never_counted_among_links(shipped: Knowledge) -> None:
    """26 citations in 26 pairs of block and PSA."""
    assert len(pairs(shipped, "?from rrg:citesPolicy ?to")) == 26
    linked = {to for _, to in pairs(shipped, "?from rrg:refersTo ?to")}
    assert {to for to in linked if to.startswith("psa/")} == set()


def test_three_bodies_lead_1_3_1(shipped: Knowledge) -> None:
    """Its LEAD column prints "GOYH / POLICE (C.Safety)/ NOMS"."""
    found = pairs(shipped, f"?from rrg:isLedBy ?to FILTER(?from = <{PLAN}/action/1.3.1>)")
    assert {to for _, to in found} == {
        *("agency/goyh", "agency/police-community-safety", "agency/noms"),
    }


def test_whoever_is_responsible_for_an_equality_change_leads_it(shipped: Knowledge) -> None:
    """The column RESPONSIBILITY prints "NOMS Y & H" for the publication of the action plan."""
    change = f"<{PLAN}/equality-change/publication-arrangements>"
    found = pairs(shipped, f"?from rrg:isLedBy ?to FILTER(?from = {change})")
    assert {to for _, to in found} == {"agency/noms-yh"}


def test_to_be_determined_and_as_above_are_no_bodies(shipped: Knowledge) -> None:
    """The open contributor of CFO ESF programme names nobody."""
    action = f"<{PLAN}/action/cfo-esf-programme>"
    assert pairs(shipped, f"?from rrg:hasContributor ?to FILTER(?from = {action})") == set()
    names = pairs(shipped, "?x rrg:isLedBy|rrg:hasContributor ?from . ?from rdfs:label ?to")
    assert {name for _, name in names} & {"To be determined.", "As above"} == set()


def test_the_director_is_within_the_regional_team_and_all_that_is_above_it(
    shipped: Knowledge,
) -> None:
    """The post, its team, the agency and the ministry: three links, found one by one."""
    found = {to for part, to in pairs(shipped, "?from rrg:isWithin ?to") if part == "agency/dom-yh"}
    assert found == {"agency/noms-yh", "agency/noms", "agency/moj"}


def test_bodies_held_to_be_one_are_so_both_ways_and_never_the_same_node(shipped: Knowledge) -> None:
    """Two identities of three names each: six pairs each, and no owl:sameAs."""
    found = pairs(shipped, "?from rrg:sameBodyAs ?to")
    assert len(found) == 12
    assert {(b, a) for a, b in found} == found
    assert pairs(shipped, "?from owl:sameAs ?to") == set()


def test_the_plan_cites_every_document_it_mentions(shipped: Knowledge) -> None:
    """The Casey Review and the drug strategy among them; only documents are cited."""
    cited = pairs(shipped, "?from rrg:cites ?to")
    mentioned = pairs(shipped, "?m rrg:thing ?to ; rrg:inPlan ?from . ?to a rrg:PolicyDocument")
    assert cited == mentioned
    titles = pairs(shipped, "?x rrg:cites ?from . ?from rrg:title ?to")
    assert "Financial Inclusion: The Way Forward" in {title for _, title in titles}


def test_every_node_has_one_label(shipped: Knowledge) -> None:
    """Things, n-ary nodes, judgements and citations; no label is empty."""
    none = f"{NODES} FILTER NOT EXISTS {{ ?node rdfs:label ?label }} BIND(?node AS ?from) BIND(?node AS ?to)"
    assert pairs(shipped, none) == set()
    two = f"{NODES} ?node rdfs:label ?from, ?to FILTER(STR(?from) < STR(?to))"
    assert pairs(shipped, two) == set()
    assert pairs(shipped, "?from rdfs:label ?to FILTER(STR(?to) = '')") == set()


@pytest.mark.parametrize(
    ("item", "label"),
    [
        (f"{PLAN}/priority/2.3/women", "2.3 Women Offenders"),
        (f"{PLAN}/action/kirklees", "Kirklees"),
        (f"{PLAN}/action/1.3.1/lead/goyh", "GOYH, lead"),
        (f"{PLAN}/priority/1.1/reference/2.6", "2.6 Intensive Alternatives to Custody"),
        (f"{PLAN}/action/1.3.1/lead/goyh/citation", "section 9, row 1.3.1, LEAD"),
        (f"{PLAN}/table/laa/observation/ni-30-in-region", "NI 30, in region"),
        (f"{THINGS}psa/23", "PSA 23 Make Communities Safer"),
    ],
)
def test_a_label_reads_as_people_say_it(shipped: Knowledge, item: str, label: str) -> None:
    """One of each kind."""
    found = pairs(shipped, f"<{item}> rdfs:label ?to BIND(<{item}> AS ?from)")
    assert {to for _, to in found} == {label}


def test_deriving_again_finds_nothing_new() -> None:
    """What is derived stands still: no query feeds one before it."""
    graph = rrgraph.open(ROOT / "graph")
    before = len(graph.store)
    graph.store.derive(query.text for query in graph.library.all("derive"))
    assert len(graph.store) == before
