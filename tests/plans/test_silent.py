"""What the rules must not say of the shipped plans: each was a false alarm waiting to happen."""

from __future__ import annotations

from rrgraph.findings import Finding
from rrgraph.iris import THINGS
from rrgraph.knowledge import Knowledge

REGION = f"{THINGS}plan/yorkshire-humberside-2009"


def found(shipped: Knowledge, *rules: str) -> list[Finding]:
    """What some rules find in all plans."""
    return shipped.gaps(rules=rules).findings


def test_no_number_in_a_links_line_dangles(shipped: Knowledge) -> None:
    """All 69 references and 26 PSAs of Yorkshire & Humberside lead somewhere."""
    assert [] == found(shipped, "reference-unresolved")
    asked = "SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r a rrg:CrossReference ; rrg:target ?t }"
    (row,) = shipped.query(asked)
    assert 95 == row["n"]


def test_as_above_is_no_body(shipped: Knowledge) -> None:
    """It stands for the cell above: no agency is called so, and nobody contributes by that name."""
    assert not shipped.query(
        'ASK { ?body a rrg:Agency ; rrg:name ?name FILTER(REGEX(?name, "above", "i")) }'
    )
    named = [f for f in shipped.gaps().findings if f.focus.startswith(f"{THINGS}agency/")]
    assert named
    assert [] == [f for f in named if "above" in f.label.lower()]


def test_a_row_without_an_objective_is_no_action(shipped: Knowledge) -> None:
    """Lines with an empty first cell go on with the action above: 57, not more."""
    (row,) = shipped.query(
        f"SELECT (COUNT(?a) AS ?n) {{ ?a a rrg:Action ; rrg:inPlan <{REGION}> }}"
    )
    assert 57 == row["n"]


def test_no_priority_links_to_itself(shipped: Knowledge) -> None:
    """1.1 lists what correlates with it, not itself; a phrase for a group gives no link to oneself."""
    assert not shipped.query("ASK { ?b rrg:refersToBlock ?b }")
    assert not shipped.query("ASK { ?b rrg:refersToByGroup ?b }")
    assert not any(start == end for start, end in shipped.network("dependencies").edges)


def test_a_date_stamp_is_no_date(shipped: Knowledge) -> None:
    """The stamp of "May 2009-06-23" is read as May 2009: nothing falls due on 23 or 24 June."""
    days = '("2009-06-23"^^xsd:date) ("2009-06-24"^^xsd:date)'
    asked = f"ASK {{ VALUES (?day) {{ {days} }} ?m rrg:earliest|rrg:latest ?day }}"
    assert not shipped.query(asked)
    assert [] == [f for f in found(shipped, "overdue") if "23 June" in f.message]


def test_an_indicator_chosen_nowhere_is_no_error(shipped: Knowledge) -> None:
    """NI 144 is printed with 0 areas and 0 local targets, which is an answer."""
    ni = f"{THINGS}indicator/ni-144"
    rules = {f.rule for f in shipped.gaps().findings if f.focus == ni}
    assert {"indicator-not-measured"} == rules


def test_the_skills_council_is_not_legal_services(shipped: Knowledge) -> None:
    """LSC is the Learning and Skills Council; the Legal Services Commission is another body."""
    acronym = [f for f in found(shipped, "acronym-trouble") if "LSC" in f.message.split(":")[0]]
    assert [] == acronym
    lsc, legal = (f"<{THINGS}agency/{one}>" for one in ("lsc", "legal-services-commission"))
    assert not shipped.query(f"ASK {{ {lsc} rrg:sameBodyAs|^rrg:sameBodyAs {legal} }}")


def test_2_4_and_2_6_have_links(shipped: Knowledge) -> None:
    """The links line of 2.4 has no heading, that of 2.6 stands under the table."""
    silent = {f.focus for f in found(shipped, "block-refers-to-nothing")}
    for number in ("2.4", "2.6"):
        assert f"{REGION}/priority/{number}" not in silent
        assert shipped.network("dependencies").succ[f"{REGION}/priority/{number}"]


def test_no_priority_of_norfolk_is_without_an_action(shipped: Knowledge) -> None:
    """The refresh has actions for all eight; the framework has no column for actions."""
    assert [] == found(shipped, "priority-without-action")


def test_what_is_missing_throughout_a_plan_is_told_once(shipped: Knowledge) -> None:
    """Norfolk has no lead, measure, date, contributor or link: one finding each, not fifteen."""
    rules = ("no-lead", "no-measure", "no-milestone", "no-contributor", "block-refers-to-nothing")
    report = shipped.gaps(plans=["norfolk-2019"], rules=rules)
    assert sorted(rules) == sorted(f.rule for f in report.findings)
    assert {f"{THINGS}plan/norfolk-2019"} == {f.focus for f in report.findings}


def test_no_gap_is_told_twice_under_two_rules(shipped: Knowledge) -> None:
    """Each sentence is said once."""
    messages = [(f.plan, f.focus, f.message) for f in shipped.gaps().findings]
    assert len(messages) == len(set(messages))
