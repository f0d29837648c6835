"""StratML read into the files of a plan: our own comes back, others as far as they go."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rrgraph
from rrgraph.checking import check
from rrgraph.errors import UsageError
from rrgraph.exports import exported
from rrgraph.imports import reader
from rrgraph.imports._proposal import Proposal
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.outline import Item, outline
from rrgraph.workspace import Workspace

SOUND = Path(__file__).resolve().parents[1] / "sound"
PROGRESS = """
progressUpdates:
- {id: one, item: action/1.1.1, asOf: 2009-06-30, rag: not-started, text: Nobody began.}
"""
STATEMENTS = """
statements:
- {id: vision, kind: aim, text: Nobody comes back., quote: nobody comes back, section: "1"}
- {id: value-1, kind: principle, text: People can change., quote: people can change, section: "1"}
"""
FOREIGN = """\
<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
  Type="Performance_Plan">
  <Name>Exampleshire plan</Name>
  <StrategicPlanCore>
    <Organization><Name>Demo Council</Name><Acronym>DC</Acronym></Organization>
    <Vision><Description>Safer streets.</Description></Vision>
    <Goal>
      <Name>Housing</Name>
      <Objective>
        <Name>Homes on release</Name>
        <Description>Find each person a home before the day of release.</Description>
        <Stakeholder>
          <Name>Demo Probation</Name><Role><Name>Lead agency</Name><RoleType>Performer</RoleType></Role>
        </Stakeholder>
        <Stakeholder><Name>Nobody Known</Name></Stakeholder>
        <Stakeholder>
          <Name>People leaving prison</Name><Role><Name>Who</Name><RoleType>Beneficiary</RoleType></Role>
        </Stakeholder>
        <OtherInformation>Agreed in May.</OtherInformation>
        <PerformanceIndicator>
          <MeasurementDimension>People housed</MeasurementDimension>
          <UnitOfMeasurement>%</UnitOfMeasurement>
          <MeasurementInstance>
            <TargetResult><EndDate>2031-03-31</EndDate><NumberOfUnits>80</NumberOfUnits></TargetResult>
            <ActualResult><NumberOfUnits>41</NumberOfUnits></ActualResult>
          </MeasurementInstance>
        </PerformanceIndicator>
      </Objective>
      <Objective><Description>Talk to landlords.</Description></Objective>
    </Goal>
  </StrategicPlanCore>
  <AdministrativeInformation>
    <StartDate>2030-04-01</StartDate><EndDate>2031-03-31</EndDate>
    <PublicationDate>in spring</PublicationDate>
  </AdministrativeInformation>
</PerformancePlanOrReport>
"""


def proposed(path: Path, plan: str, kg: Knowledge) -> Proposal:
    """What the file would add."""
    found: Proposal = reader(path).propose(path, plan, kg, {}, lambda done, total: None)
    return found


def taken(proposal: Proposal, graph: Path, plan: str, home: Path) -> Knowledge:
    """The plans of a folder with the proposal as one more, which pass the check."""
    copy = home / "taken" / "graph"
    shutil.copytree(graph, copy)
    (copy / "plans" / plan).mkdir()
    proposal.write(copy / "plans" / plan)
    loaded = load(Workspace.find(copy))
    assert [] == (loaded.faults or check(loaded))
    return rrgraph.open(copy)


def told(item: Item) -> dict[str, Any]:
    """All of an item that StratML can hold, without the name of its plan."""
    owners = {
        key: [(part.agency, part.printed) for part in getattr(item, key)]
        for key in ("leads", "responsible", "contributors")
    }
    return owners | {
        "what": (item.path, item.kind, item.number, item.title, item.text),
        "where": (item.section, item.quote),
        "measures": [(part.text, part.value, part.indicators) for part in item.measures],
        "milestones": [(part.printed, part.earliest, part.latest) for part in item.milestones],
        "references": [(p.printed, p.target.rpartition("/")[2]) for p in item.references],
        "updates": [(part.as_of, part.rag, part.text) for part in item.updates],
        "below": [one.path for one in item.below],
    }


# ---------------------------------------------------------------------- there and back
@pytest.mark.parametrize("plan", ["norfolk-2016", "norfolk-2019", "yorkshire-humberside-2009"])
@pytest.mark.parametrize("form", ["stratml", "stratml-1"])
def test_a_plan_comes_back_as_it_was(
    shipped: Knowledge, tmp_path: Path, form: str, plan: str
) -> None:
    """All that StratML can hold, of every item; in both parts."""
    path = tmp_path / "plan.xml"
    path.write_bytes(exported(form, shipped, [plan]))
    found = proposed(path, "back", shipped)
    kg = taken(found, shipped.workspace.graph, "back", tmp_path)
    there, back = outline(shipped.store, plan), outline(kg.store, "back")

    assert [told(item) for item in there.items()] == [told(item) for item in back.items()]
    names = ("title", "start", "end", "region", "publisher", "document")
    assert [getattr(there, name) for name in names] == [getattr(back, name) for name in names]
    assert [] == found.unplaced
    assert not [line for line in found.told if "deviation" in line]


@pytest.mark.parametrize("form", ["stratml", "stratml-1"])
def test_progress_and_vision_come_back(
    make_graph: Callable[..., Path], tmp_path: Path, form: str
) -> None:
    """And the second file is the first, letter for letter, but for the name of the plan."""
    graph = make_graph(progress=PROGRESS, statements=STATEMENTS)
    kg = rrgraph.open(graph)
    path = tmp_path / "plan.xml"
    path.write_bytes(exported(form, kg))
    back = taken(proposed(path, "back", kg), graph, "back", tmp_path)

    again = exported(form, back, ["back"]).decode()
    assert path.read_text().replace("plan__demo", "plan__back") == again.replace("/back<", "/demo<")


@pytest.mark.parametrize("form", ["stratml", "stratml-1"])
@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ('targetValue: "-5", unit: percent, comparator: at-most', ("at most", "-5", "percent")),
        ("targetValue: 12", ("", "12", "")),
    ],
)
def test_a_target_comes_back_with_its_sign_and_without_what_it_lacks(
    make_graph: Callable[..., Path], tmp_path: Path, form: str, said: str, amount: tuple[str, ...]
) -> None:
    """Fewer is a target too, and not each has a unit."""
    graph = make_graph()
    actions = graph / "plans" / "demo" / "actions.yaml"
    text = actions.read_text(encoding="utf-8")
    actions.write_text(text.replace("[ni-18]}", f"[ni-18], {said}}}"), encoding="utf-8")
    kg = rrgraph.open(graph)
    path = tmp_path / "plan.xml"
    path.write_bytes(exported(form, kg))
    back = taken(proposed(path, "back", kg), graph, "back", tmp_path)

    found = [part.value for item in outline(back.store, "back").items() for part in item.measures]
    assert amount in found


# ---------------------------------------------------------------------- other people's files
@pytest.fixture
def foreign(make_graph: Callable[..., Path], tmp_path: Path) -> Callable[[str], Proposal]:
    """Read a file of somebody else beside the small sound plan."""
    kg = rrgraph.open(make_graph())

    def read(text: str) -> Proposal:
        path = tmp_path / "other.xml"
        path.write_text(text, encoding="utf-8")
        return proposed(path, "other", kg)

    return read


def test_goals_are_themes_and_objectives_actions(
    foreign: Callable[[str], Proposal], tmp_path: Path
) -> None:
    """Leads by their role, measures with their target and no more; the plan passes the check."""
    found = foreign(FOREIGN)
    kg = taken(found, tmp_path / "graph", "other", tmp_path)
    (theme,) = outline(kg.store, "other").themes
    actions = [item for _, item in theme.rows()]

    assert ["Housing"] == [theme.title]
    assert ["Homes on release", "Talk to landlords."] == [item.title for item in actions]
    assert ["probation"] == [part.agency for part in actions[0].leads]
    assert [("People housed", ("", "80", "percent"))] == [
        (part.text, part.value) for part in actions[0].measures
    ]
    assert "Demo Council" == outline(kg.store, "other").publisher


def test_what_has_no_place_is_listed_with_its_line(foreign: Callable[[str], Proposal]) -> None:
    """Nothing is dropped in silence."""
    found = foreign(FOREIGN)
    words = {one.words for one in found.unplaced}

    assert {
        "OtherInformation: Agreed in May.",
        "PublicationDate: in spring",
        "ActualResult: 41",
        "Stakeholder: People leaving prison Who Beneficiary",
    } <= words
    assert "line 17" in {one.where for one in found.unplaced}
    assert ["Nobody Known"] == [one.name for one in found.unknown]


def test_deviations_from_the_schema_are_told_and_the_rest_is_read(
    foreign: Callable[[str], Proposal],
) -> None:
    """A goal without a description, a day that is none; another namespace."""
    found = foreign(FOREIGN)
    namespace = foreign(FOREIGN.replace("urn:ISO:std:iso:17469:tech:xsd:", "http://old/"))

    assert "2 deviations from StratML Part 2:" in found.told
    assert any("line 10" in line for line in found.told)
    assert "2 actions" in namespace.told[0]
    assert any("http://old/PerformancePlanOrReport" in line for line in namespace.told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<StrategicPlan>", "is no sound XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><StrategicPlan>&a;</StrategicPlan>', "declares a document"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><StrategicPlan/>', "declares a document type"),
        ("<StrategicPlan><Name>x</Name></StrategicPlan>", "holds no goal"),
        ("<html/>", "of no kind that can be imported"),
        ("", "is no sound XML"),
    ],
    ids=["cut", "entity", "outside", "empty-plan", "other", "nothing"],
)
def test_what_cannot_or_should_not_be_read_is_refused(
    foreign: Callable[[str], Proposal], text: str, said: str
) -> None:
    """In words, before anything is made of it."""
    with pytest.raises(UsageError, match=said):
        foreign(text)


def test_a_wrong_encoding_is_told(shipped: Knowledge, tmp_path: Path) -> None:
    """Bytes that are not what the first line says."""
    path = tmp_path / "plan.xml"
    path.write_bytes(FOREIGN.encode().replace(b"Housing", b"Caf\xe9"))
    with pytest.raises(UsageError, match="is no sound XML"):
        proposed(path, "other", shipped)
