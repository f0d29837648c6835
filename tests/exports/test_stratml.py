"""StratML Part 1 and Part 2, held against the schemas by a library that had no part in writing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema

import rrgraph
from rrgraph.exports import exported
from rrgraph.exports._stratml import PART_1, PART_2, faults
from rrgraph.knowledge import Knowledge
from rrgraph.outline import outline

PLANS = ("norfolk-2016", "norfolk-2019", "yorkshire-humberside-2009")
FORMS = {"stratml": PART_2, "stratml-1": PART_1}
PROGRESS = """
progressUpdates:
- {id: one, item: action/1.1.1, asOf: 2009-06-30, rag: red, text: Nobody began.}
- {id: two, item: action/1.1.1, asOf: 2009-09-30, rag: amber, text: The map is drawn.}
"""


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    """The schema of each part."""
    return {name: xmlschema.XMLSchema(form.schema) for name, form in FORMS.items()}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("form", FORMS)
def test_every_plan_is_valid(
    shipped: Knowledge, schemas: dict[str, Any], form: str, plan: str
) -> None:
    """Order and number of elements, identifiers used once, days, numbers."""
    assert [] == list(schemas[form].iter_errors(exported(form, shipped, [plan]).decode()))


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_of_another_shape_is_valid(schemas: dict[str, Any], form: str) -> None:
    """Measures that several items share are named once."""
    third = rrgraph.open(Path(__file__).resolve().parents[1] / "third" / "graph")
    assert [] == list(schemas[form].iter_errors(exported(form, third).decode()))


@pytest.mark.parametrize("form", FORMS)
def test_themes_are_goals_and_what_stands_in_them_objectives(shipped: Knowledge, form: str) -> None:
    """In the order of the plan."""
    root = ElementTree.fromstring(exported(form, shipped, [PLANS[2]]))
    names = {"s": FORMS[form].namespace}
    about = outline(shipped.store, PLANS[2])
    goals = root.findall(".//s:Goal", names)

    assert [theme.title for theme in about.themes] == [
        g.findtext("s:Name", "", names) for g in goals
    ]
    for theme, goal in zip(about.themes, goals, strict=True):
        found = [o.findtext("s:Name", "", names) for o in goal.findall("s:Objective", names)]
        assert [item.title for item in theme.walk()][1:] == found


def test_part_2_holds_targets_dates_and_progress(make_graph: Callable[..., Path]) -> None:
    """Each in the element that the standard has for it."""
    kg = rrgraph.open(make_graph(progress=PROGRESS))
    root = ElementTree.fromstring(exported("stratml", kg))
    names = {"s": PART_2.namespace}
    ends = [e.text for e in root.findall(".//s:TargetResult/s:EndDate", names)]
    actual = root.findall(".//s:ActualResult", names)

    assert ["2009-09-30"] == ends
    assert [("2009-06-30", "red"), ("2009-09-30", "amber")] == [
        (e.findtext("s:EndDate", "", names), e.findtext(".//s:DescriptorValue", "", names))
        for e in actual
    ]
    assert "Indicator" not in root.findtext(
        ".//s:PerformanceIndicator/s:OtherInformation", "", names
    )
    assert "NI 18" == root.findtext(".//s:PerformanceIndicator/s:OtherInformation", "", names)


def test_the_check_before_writing_can_fail(shipped: Knowledge) -> None:
    """What is out of order is told by its line."""
    from lxml import etree

    root = etree.fromstring(exported("stratml", shipped, [PLANS[1]]))
    root.append(root[0])

    (told,) = faults(root, PART_2)
    assert told.startswith("line 4: Element 'Description': This element is not expected.")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_plan_gives_the_same_bytes(shipped: Knowledge, form: str) -> None:
    """No day of writing in it."""
    assert exported(form, shipped, [PLANS[1]]) == exported(form, shipped, [PLANS[1]])
