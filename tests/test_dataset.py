"""From records to nodes: how each thing is named, where it is said to stand, and what it inherits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rrgraph.dataset import place_in_words
from rrgraph.iris import REGISTRY_GRAPH, THINGS, concept, editorial_graph, plan_graph
from rrgraph.loading import Loaded, load
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
DEMO = f"{THINGS}plan/demo"
Make = Callable[..., Path]


def loaded(graph: Path) -> Loaded:
    """A graph that has been read."""
    return load(Workspace.find(graph))


@pytest.fixture(scope="module")
def sound() -> Loaded:
    """The small sound plan."""
    return loaded(ROOT / "tests" / "sound")


@pytest.fixture(scope="module")
def third() -> Loaded:
    """The county's plan, which nests deeper and has no numbers."""
    return loaded(ROOT / "tests" / "third" / "graph")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node of some JSON-LD, in the order in which it is written."""
    if isinstance(value, dict):
        if "id" in value:
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else []:
        yield from nodes(inner)


def by_id(of: Loaded) -> dict[str, dict[str, Any]]:
    """Every node of a dataset by its name."""
    found: dict[str, dict[str, Any]] = {}
    for node in nodes(list(of.dataset.graphs.values())):
        found[node["id"]] = found.get(node["id"], {}) | node
    return found


def told(graph: Path) -> list[str]:
    """The faults of a graph as `file:line message`."""
    return [f"{Path(f.file).name}:{f.line} {f.message}" for f in loaded(graph).faults]


# ---------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("iri", "kind"),
    [
        (DEMO, "Plan"),
        (f"{DEMO}/theme/1", "Theme"),
        (f"{DEMO}/priority/1.1", "Priority"),
        (f"{DEMO}/action/1.1.1", "Action"),
        (f"{DEMO}/action/1.1.1/lead/probation", "Participation"),
        (f"{DEMO}/action/1.1.1/measure/ni-18", "Measure"),
        (f"{DEMO}/action/1.1.1/milestone/september", "Milestone"),
        (f"{DEMO}/action/1.1.1/milestone/september/citation", "Citation"),
        (f"{DEMO}/priority/1.1/reference/1.2", "CrossReference"),
        (f"{DEMO}/column/lead", "TableColumn"),
        (f"{THINGS}agency/council", "Agency"),
        (f"{THINGS}agency/director", "Post"),
        (f"{THINGS}indicator/ni-18", "Indicator"),
        (f"{THINGS}document/demo", "SourceDocument"),
    ],
)
def test_a_thing_is_named_by_its_kind_and_its_id(sound: Loaded, iri: str, kind: str) -> None:
    """Items of a plan below the plan, what hangs on an item below the item, shared things by kind."""
    assert kind == by_id(sound)[iri]["type"]
    assert kind == sound.dataset.types[iri]


def test_the_name_of_an_item_does_not_say_where_it_stands(third: Loaded) -> None:
    """So that an action may move to another priority and stay the same."""
    assert f"{THINGS}plan/exampleshire-2021/action/peer-mentors" in by_id(third)


def test_without_an_id_a_node_is_called_after_what_it_names(make_graph: Make) -> None:
    """A mention after its thing, a pathway status after the pathway; a number of one's own wins."""
    extra = (
        "mentions:\n- {thing: agency/council, printed: the council, section: '1'}\n"
        "- {id: again, thing: agency/council, printed: County Hall, section: '1'}\n"
    )
    found = set(by_id(loaded(make_graph(extra=extra))))
    assert {f"{DEMO}/mention/council", f"{DEMO}/mention/again"} <= found


def test_every_node_has_a_name_and_every_quote_too(third: Loaded) -> None:
    """No blank nodes can come of it."""

    def unnamed(value: Any) -> Iterator[Any]:
        if isinstance(value, dict) and not str(value.get("id", "")).startswith("https://"):
            yield value
        inner = value.values() if isinstance(value, dict) else value
        for one in inner if isinstance(value, dict | list) else []:
            yield from unnamed(one)

    assert [] == list(unnamed(list(third.dataset.graphs.values())))


# ---------------------------------------------------------------------- ids and references
def test_an_id_used_twice_is_told_with_the_place_where_it_already_stands(make_graph: Make) -> None:
    """In one file or in two, in the register or a plan; the first one stands."""
    line = "- {{id: s, kind: aim, text: {}, quote: a b c, section: '1'}}\n"
    graph = make_graph(
        registry="agencies:\n- {id: council, type: Board, name: Other}\n",
        statements="statements:\n" + line.format("T1.") + line.format("T2."),
    )

    read = loaded(graph)
    assert [
        "the id agency/council is used twice",
        "the id plan/demo/statement/s is used twice",
    ] == [fault.message for fault in read.faults]
    assert "It already stands at graph/agencies.yaml:2" in read.faults[0].hint
    assert "It already stands at graph/plans/demo/statements.yaml:2" in read.faults[1].hint
    assert ("T1.", "Agency") == (
        by_id(read)[f"{DEMO}/statement/s"]["text"],
        by_id(read)[f"{THINGS}agency/council"]["type"],
    )


def test_two_plans_may_use_the_same_ids(make_graph: Make) -> None:
    """Numbers are printed in every plan anew."""
    graph = make_graph()
    other = graph / "plans" / "other"
    other.mkdir()
    for path in (graph / "plans" / "demo").iterdir():
        text = path.read_text(encoding="utf-8").replace("demo", "other").replace("Demo", "Other")
        (other / path.name).write_text(text, encoding="utf-8")

    read = loaded(graph)
    assert [] == read.faults
    assert {f"{DEMO}/action/1.1.1", f"{THINGS}plan/other/action/1.1.1"} <= set(by_id(read))


def test_a_reference_means_the_thing_of_its_own_plan_or_of_the_register(sound: Loaded) -> None:
    """A bare id where only one kind can be meant, kind and id where several can."""
    known = by_id(sound)
    assert (
        f"{THINGS}agency/probation" == known[f"{DEMO}/action/1.1.1/lead/probation"]["participant"]
    )
    assert f"{DEMO}/priority/1.2" == known[f"{DEMO}/priority/1.1/reference/1.2"]["target"]
    assert [f"{THINGS}indicator/ni-18"] == known[f"{DEMO}/action/1.1.1/measure/ni-18"][
        "usesIndicator"
    ]


def test_a_code_becomes_a_concept_of_its_scheme(sound: Loaded) -> None:
    """And a role comes from the key that a participation is listed under."""
    known = by_id(sound)
    milestone = known[f"{DEMO}/action/1.1.1/milestone/september"]
    assert concept("precision", "month") == milestone["precision"]
    assert concept("role", "lead") == known[f"{DEMO}/action/1.1.1/lead/probation"]["role"]
    assert concept("basis", "stated") == milestone["basis"]  # where nothing else is said


# ---------------------------------------------------------------------- where it is printed
def citation(of: Loaded, node: str) -> tuple[str, ...]:
    """Section, row, column and words of a node's citation."""
    found = by_id(of)[f"{node}/citation"]
    said = [found.get(key, "") for key in ("section", "row", "column")]
    return (*said, found["hasSelector"]["exact"])


def test_section_row_and_column_are_inherited_from_above(sound: Loaded) -> None:
    """The section from the theme, the row from the action, the column from the plan's own list."""
    action = f"{DEMO}/action/1.1.1"
    assert ("9", "1.1.1", "", "Map provision") == citation(sound, action)
    assert ("9", "1.1.1", "LEAD", "Probation") == citation(sound, f"{action}/lead/probation")
    reference = f"{DEMO}/priority/1.1/reference/1.2"
    assert ("9", "1.1", "", "1.2 Second") == citation(sound, reference)


def test_without_a_number_the_row_is_told_by_its_title(third: Loaded) -> None:
    """That of the nearest item, not of the heading above it."""
    fund = f"{THINGS}plan/exampleshire-2021/action/tenancy-fund"
    assert ("Action table", "Tenancy fund", "Lead", "Exampleshire County Council") == citation(
        third, f"{fund}/lead/county-council"
    )


def test_the_same_kind_of_cell_has_the_heading_of_its_own_table(third: Loaded) -> None:
    """Who is responsible stands under two headings in two sections of one plan."""
    plan = f"{THINGS}plan/exampleshire-2021"
    fund = citation(third, f"{plan}/action/tenancy-fund/responsible/head-of-housing")
    words = citation(third, f"{plan}/equality-change/plain-words/responsible/health-board")

    assert ("Action table", "Answerable officer") == (fund[0], fund[2])
    assert ("Equality table", "Who is responsible") == (words[0], words[2])


def test_what_a_node_says_of_its_place_wins_and_holds_for_what_is_below_it(
    make_graph: Make,
) -> None:
    """A cell that stands elsewhere than its row."""
    actions = (ROOT / "tests/sound/plans/demo/actions.yaml").read_text(encoding="utf-8")
    changed = actions.replace(
        "quote: Map provision\n", "quote: Map provision\n            section: '11'\n"
    ).replace("printed: Probation,", "printed: Probation, row: last, column: Who,")
    read = loaded(make_graph(actions=changed))

    action = f"{DEMO}/action/1.1.1"
    assert ("11", "1.1.1") == citation(read, action)[:2]
    assert ("11", "1.1.1", "") == citation(read, f"{action}/measure/ni-18")[:3]
    assert ("11", "last", "Who", "Probation") == citation(read, f"{action}/lead/probation")
    assert "9" == citation(read, f"{DEMO}/action/1.2.1")[0]


def test_a_citation_names_the_document_of_its_plan(sound: Loaded) -> None:
    """And the place in words, as people say it."""
    found = by_id(sound)[f"{DEMO}/action/1.1.1/lead/probation/citation"]
    assert f"{THINGS}document/demo" == found["hasSource"]
    assert "section 9, row 1.1.1, LEAD" == found["label"]


def test_another_document_may_be_the_source_of_a_fact(make_graph: Make) -> None:
    """It must be one that the register knows."""
    line = "statements:\n- {{id: s, kind: aim, text: T., quote: a b c, section: '1', source: {}}}\n"
    read = loaded(make_graph(statements=line.format("review")))
    assert [] == read.faults
    source = by_id(read)[f"{DEMO}/statement/s/citation"]["hasSource"]
    assert f"{THINGS}document/review" == source


def test_a_source_that_nobody_knows_is_told(make_graph: Make) -> None:
    """With the nearest one."""
    line = (
        "statements:\n- {id: s, kind: aim, text: T., quote: a b c, section: '1', source: reviw}\n"
    )
    (fault,) = loaded(make_graph(statements=line)).faults
    assert '`source` points at "reviw", which no file defines' == fault.message
    assert 'Did you mean "review"?' in fault.hint


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (("9", "1.3.1", "LEAD"), "section 9, row 1.3.1, LEAD"),
        (("Foreword", "", ""), "Foreword"),
        (("", "Tenancy fund", ""), "row Tenancy fund"),
        (("", "", ""), ""),
    ],
)
def test_a_place_is_said_as_people_say_it(place: tuple[str, str, str], words: str) -> None:
    """What is not known is left out."""
    assert words == place_in_words(*place)


# ---------------------------------------------------------------------- graphs, order, places
def test_each_plan_and_the_register_have_a_graph_and_what_is_judged_another(
    make_graph: Make,
) -> None:
    """A node of the plan stands in the graph of the plan; a judgement stands beside it."""
    read = loaded(
        make_graph(
            editorial="readings:\n- {id: r, of: action/1.2.1, because: x, latest: 2010-01-01}\n"
        )
    )
    where = {
        graph: {node["id"] for node in nodes(content)}
        for graph, content in read.dataset.graphs.items()
    }

    assert {REGISTRY_GRAPH, plan_graph("demo"), editorial_graph("demo")} == set(where)
    assert {DEMO, f"{DEMO}/reading/r"} == where[editorial_graph("demo")]
    assert {DEMO} == where[plan_graph("demo")] & where[editorial_graph("demo")]
    assert [] == [iri for iri in where[REGISTRY_GRAPH] if iri.startswith(DEMO)]


def test_order_runs_as_the_document_does(third: Loaded) -> None:
    """By the place in the file, from theme to priority to action and what hangs on it."""
    plan = third.dataset.graphs[plan_graph("exampleshire-2021")]
    numbered = [node for node in nodes(plan) if "order" in node]
    order = {node["id"]: int(node["order"]) for node in numbered}
    assert len(order) == len(set(order.values()))

    in_actions = [
        (third.dataset.places[iri][1:], number)
        for iri, number in order.items()
        if third.dataset.places[iri][0].endswith("actions.yaml")
    ]
    assert len(in_actions) > 30
    assert [n for _, n in sorted(in_actions)] == sorted(n for _, n in in_actions)


def test_every_node_is_found_again_in_its_file(third: Loaded) -> None:
    """By file, line and column, counted from one."""
    home = ROOT / "tests" / "third"
    for iri, (file, line, column) in third.dataset.places.items():
        text = (home / file).read_text(encoding="utf-8").splitlines()[line - 1]
        assert 1 <= column <= len(text), iri
    milestone = f"{THINGS}plan/exampleshire-2021/action/housing-check/milestone/q3"
    file, line, column = third.dataset.places[milestone]
    assert (
        "{id: q3" in (home / file).read_text(encoding="utf-8").splitlines()[line - 1][column - 1 :]
    )


# ---------------------------------------------------------------------- counts
def test_what_is_expected_is_counted(make_graph: Make) -> None:
    """A number that does not hold is told where it is written; nothing counted is 0."""
    plan = (ROOT / "tests/sound/plans/demo/plan.yaml").read_text(encoding="utf-8")
    line = len(plan.splitlines()) + 1
    expect = "expect: {actions: 2, milestones: 2, statements: 0, acronyms: 1}\n"

    assert told(make_graph(plan=plan + expect)) == [
        f"plan.yaml:{line} 2 milestones are expected, 1 are there",
        f"plan.yaml:{line} 1 acronyms are expected, 0 are there",
    ]
