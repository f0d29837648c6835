"""Which rules are asked of which plan, and how; the report tells all of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import rrgraph
from rrgraph.checking import check
from rrgraph.errors import FaultyData, UsageError
from rrgraph.findings import GapReport
from rrgraph.loading import load
from rrgraph.queries import Library
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = Library(ROOT / "queries")
Make = Callable[..., Path]
LEFT_OUT = "ruleSettings:\n- {id: leads, rule: no-lead, because: The leads are agreed in May.}\n"
SHARE = (
    "ruleSettings:\n- {id: share, rule: load-concentration, parameter: share, threshold: '0.5',"
    " because: There are few partners.}\n"
)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A plan in which one body leads a third of the actions, which is to be left as it is."""
    graph = tmp_path / "graph"
    shutil.copytree(ROOT / "tests" / "third" / "graph", graph)
    (graph / "plans" / "exampleshire-2021" / "editorial.yaml").write_text(SHARE)
    return graph


def rules_hit(report: GapReport) -> set[str]:
    """The rules that found something."""
    return {finding.rule for finding in report.findings}


def told(report: GapReport) -> list[str]:
    """The asides in words."""
    return [aside.in_words() for aside in report.asides]


# ---------------------------------------------------------------------- what a plan has no word on
def test_every_matter_of_a_rule_has_its_query_and_every_query_a_rule() -> None:
    """So that a matter is never mistyped into silence."""
    asked = {rule["matter"] for rule in SHIPPED.all("gaps")} - {""}
    assert asked == {query.name for query in SHIPPED.all("matters")}


def test_rules_that_had_nothing_to_look_at_are_told_in_one_line_a_matter() -> None:
    """Norfolk's refresh states no links; the rule that says so once is not among them."""
    report = rrgraph.open(ROOT / "graph").gaps(plans=["norfolk-2019"])

    lines = [line for line in told(report) if "links" in line]
    assert 1 == len(lines)
    assert lines[0].startswith(
        "no links are stated: 10 rules not applied (block-never-referred-to,"
    )
    assert "block-refers-to-nothing" in rules_hit(report)
    assert "block-refers-to-nothing" not in lines[0]


def test_of_a_plan_that_has_everything_nothing_is_told() -> None:
    """Save that the edition before it is not here."""
    report = rrgraph.open(ROOT / "graph").gaps(plans=["yorkshire-humberside-2009"])
    (line,) = told(report)
    assert line.startswith("the edition before it is not here, if there is one: 2 rules")


def test_no_rule_that_found_something_is_called_not_applied() -> None:
    """In any plan."""
    report = rrgraph.open(ROOT / "graph").gaps()
    found = {(finding.plan, finding.rule) for finding in report.findings}
    silent = {(aside.plan, rule) for aside in report.asides for rule in aside.rules}

    assert silent
    assert set() == found & silent


# ---------------------------------------------------------------------- what partners set
def test_a_rule_is_left_out_of_a_plan_with_the_reason(make_graph: Make) -> None:
    """The report says so, where it would have said nothing."""
    graph = make_graph(editorial=LEFT_OUT)
    report = rrgraph.open(graph).gaps()
    assert "no-lead" not in rules_hit(report)
    assert "The leads are agreed in May: 1 rule left out (no-lead)" in told(report)

    (graph / "plans" / "demo" / "editorial.yaml").unlink()
    assert "no-lead" in rules_hit(rrgraph.open(graph).gaps())


def test_a_plan_sets_a_threshold_with_the_reason(county: Path) -> None:
    """A third is more than a quarter, and not more than a half."""
    report = rrgraph.open(county).gaps()
    assert "load-concentration" not in rules_hit(report)
    said = "There are few partners: 1 rule asked with share 0.5 in place of 0.25"
    assert f"{said} (load-concentration)" in told(report)

    (county / "plans" / "exampleshire-2021" / "editorial.yaml").unlink()
    assert "load-concentration" in rules_hit(rrgraph.open(county).gaps())


def test_a_setting_of_one_plan_leaves_the_others_as_they_are(county: Path) -> None:
    """Each plan is asked in its own way, in one report."""
    first, other = (county / "plans" / name for name in ("exampleshire-2021", "other"))
    other.mkdir()
    for file in first.iterdir():
        if file.name != "editorial.yaml":
            text = file.read_text().replace("id: exampleshire-2021", "id: other")
            (other / file.name).write_text(text)

    report = rrgraph.open(county).gaps(rules=["load-concentration"])
    assert ["other"] == [finding.plan for finding in report.findings]


def test_what_is_set_for_a_run_goes_before_what_a_plan_sets(county: Path) -> None:
    """And is told as asked for."""
    report = rrgraph.open(county).gaps(thresholds={"load-concentration": {"share": "0.3"}})

    assert "load-concentration" in rules_hit(report)
    said = "asked for: 1 rule asked with share 0.3 in place of 0.25 (load-concentration)"
    assert said in told(report)


@pytest.mark.parametrize(
    ("rule", "name", "value", "said"),
    [
        ("load-concentratoin", "share", "1", 'Did you mean "load-concentration"?'),
        ("load-concentration", "shaer", "1", 'has no threshold "shaer". Did you mean "share"?'),
        ("load-concentration", "share", "half", 'is a number, not "half". Write one such as 0.25.'),
        ("load-concentration", "share", "nan", 'is a number, not "nan".'),
        ("no-lead", "share", "1", 'has no threshold "share". It has: none.'),
    ],
)
def test_a_threshold_that_means_nothing_is_refused(
    make_graph: Make, rule: str, name: str, value: str, said: str
) -> None:
    """It would compare with nothing, and the rule would be silent."""
    with pytest.raises(UsageError) as raised:
        rrgraph.open(make_graph()).gaps(thresholds={rule: {name: value}})
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("rule: no-laed", 'there is no gap rule "no-laed".'),
        ("rule: no-lead, parameter: share, threshold: '1'", 'no-lead has no threshold "share".'),
        ("rule: no-lead, threshold: '1'", "a threshold 1 of no-lead for no parameter."),
        ("rule: load-concentration, parameter: share", 'is a number, not "".'),
    ],
)
def test_a_setting_in_a_plan_that_means_nothing_is_a_fault_of_its_line(
    make_graph: Make, entry: str, said: str
) -> None:
    """`rrgraph check` tells it, and no report is made without it."""
    text = f"ruleSettings:\n- {{id: one, {entry}, because: So it is.}}\n"
    loaded = load(Workspace.find(make_graph(editorial=text)))
    (fault,) = check(loaded)
    assert ("graph/plans/demo/editorial.yaml", 2) == (fault.file, fault.line)
    assert said in fault.message
    with pytest.raises(FaultyData) as raised:
        rrgraph.open(loaded.workspace.graph).gaps()
    assert [fault] == raised.value.faults


def test_an_accepted_gap_of_a_rule_that_there_is_not_is_a_fault(make_graph: Make) -> None:
    """A mistyped rule would never be accepted, and never say why."""
    text = (
        "acceptedGaps:\n- {id: talk, rule: no-laed, of: action/1.2.1, because: Done., "
        "until: 2010-03-31}\n"
    )
    (fault,) = check(load(Workspace.find(make_graph(editorial=text))))
    assert 'there is no gap rule "no-laed".' == fault.message
    assert 'Did you mean "no-lead"?' == fault.hint
