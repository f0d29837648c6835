"""A plan as people read it: themes, priorities, actions, and what is printed with each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import rrgraph
from rrgraph.knowledge import Knowledge
from rrgraph.outline import Item, outline

YORKSHIRE = "yorkshire-humberside-2009"


def item(kg: Knowledge, path: str, plan: str = YORKSHIRE) -> Item:
    """An item of a plan by its path."""
    return next(one for one in outline(kg.store, plan).items() if one.path == path)


def test_the_plan_says_what_it_is(shipped: Knowledge) -> None:
    """Title, period, publisher, the edition before it."""
    about = outline(shipped.store, "norfolk-2019")

    assert ("2019-01-01", "2022-03-31", "norfolk-2016") == (about.start, about.end, about.revises)
    assert "Office of the Police and Crime Commissioner for Norfolk" == about.publisher


def test_items_stand_below_each_other_in_the_order_printed(shipped: Knowledge) -> None:
    """3 themes, 21 priorities, of which 2.3 has six parts, and 57 actions."""
    items = list(outline(shipped.store, YORKSHIRE).items())
    kinds = [one.kind for one in items]
    parts = [one.path for one in item(shipped, "priority/2.3").below]

    assert (3, 21, 57) == tuple(map(kinds.count, ("theme", "priority", "action")))
    assert 6 == len(parts)
    assert all(path.startswith("priority/2.3/") for path in parts)
    assert ["1", "1.1", "1.1.1", "1.2", "1.2.1"] == [one.number for one in items[:5]]


def test_what_is_printed_with_an_item_is_told_in_its_lists(shipped: Knowledge) -> None:
    """Owners, measures with their target, milestones with their days, references."""
    led, measured = item(shipped, "action/1.3.1"), item(shipped, "action/1.2.2")
    (measure,) = measured.measures
    first = item(shipped, "priority/1.1").references[0]

    assert ["goyh", "police-community-safety", "noms"] == [part.agency for part in led.leads]
    assert ["CDRP /VCS PARTNERS"] * 2 == [part.printed for part in led.contributors]
    assert ("at least", "80", "percent") == measure.value
    assert "at least 80 percent" == str(measure.value)
    assert "2009-09-30" == item(shipped, "action/1.2.1").milestones[0].latest
    assert first.target.endswith("/action/1.3.1")


def test_what_several_items_share_is_told_of_each(make_graph: Callable[..., Path]) -> None:
    """A merged cell: written once, with the items that it is for as well."""
    graph = make_graph()
    path = graph / "plans" / "demo" / "actions.yaml"
    text = path.read_text(encoding="utf-8")
    shared = text.replace("name: Probation}", "name: Probation, alsoFor: [action/1.2.1]}")
    path.write_text(shared, encoding="utf-8")
    kg = rrgraph.open(graph)
    one, other = (item(kg, f"action/{number}", "demo") for number in ("1.1.1", "1.2.1"))

    assert ["probation"] == [part.agency for part in one.leads]
    assert one.leads == other.leads


def test_a_priority_without_parts_or_actions_is_something_to_be_done(shipped: Knowledge) -> None:
    """The key deliverables of 2016; elsewhere the actions."""
    for plan, kind, count in (
        ("norfolk-2016", "priority", 19),
        ("norfolk-2019", "action", 15),
        (YORKSHIRE, "action", 57),
    ):
        rows = [row for theme in outline(shipped.store, plan).themes for row in theme.rows()]
        assert [kind] * count == [done.kind for _, done in rows]
        assert all(priority.kind == "priority" for priority, _ in rows)
