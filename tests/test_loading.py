"""From a folder to records: which files make up a plan, and which faults only the whole shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from rrgraph.errors import FaultyData
from rrgraph.iris import VOCABULARY_GRAPH
from rrgraph.loading import Loaded, load
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
Make = Callable[..., Path]


def loaded(graph: Path) -> Loaded:
    """A graph that has been read."""
    return load(Workspace.find(graph))


def told(graph: Path) -> list[str]:
    """The faults of a graph as `file:line message`."""
    return [f"{Path(f.file).name}:{f.line} {f.message}" for f in loaded(graph).faults]


def test_the_parts_of_a_plan_may_be_cut_as_a_curator_likes(make_graph: Make) -> None:
    """All in one file or each key in its own: the same nodes come of it."""
    graph = make_graph()
    apart = loaded(graph)
    plan = graph / "plans" / "demo"
    actions = (plan / "actions.yaml").read_text(encoding="utf-8")
    (plan / "plan.yaml").write_text(
        (plan / "plan.yaml").read_text(encoding="utf-8") + actions, encoding="utf-8"
    )
    (plan / "actions.yaml").unlink()
    together = loaded(graph)

    assert [] == apart.faults == together.faults
    assert set(apart.store().oxigraph) == set(together.store().oxigraph)


def test_the_register_may_be_one_file_or_many(make_graph: Make) -> None:
    """What plans share stands in graph/ or graph/frameworks/, under whatever name."""
    graph = make_graph(registry="agencies:\n- {id: more, type: Agency, name: More}\n")
    (graph / "frameworks").mkdir()
    (graph / "frameworks" / "needs.yaml").write_text("needs:\n- {id: debt, title: Debt}\n")

    read = loaded(graph)
    assert [] == read.faults
    kinds = {iri.rsplit("/id/", 1)[-1] for iri in read.dataset.places}
    assert {"agency/more", "agency/council", "need/debt"} <= kinds
    assert {"agencies.yaml", "more.yaml", "needs.yaml"} == {s.path.name for s in read.sources[""]}


def test_a_plan_without_its_first_file_is_told(make_graph: Make) -> None:
    """With what that file begins with."""
    graph = make_graph()
    (graph / "plans" / "demo" / "plan.yaml").unlink()

    faults = loaded(graph).faults
    assert "the plan has no plan.yaml" in [fault.message for fault in faults]
    assert "graph/plans/demo/plan.yaml" in {fault.file for fault in faults}


@pytest.mark.parametrize("name", ["extra.yml", "deep/extra.yaml", "../extra.yaml"])
def test_a_file_that_nobody_reads_is_told(make_graph: Make, name: str) -> None:
    """A slip in its name or place would lose all that stands in it."""
    graph = make_graph()
    stray = graph / "plans" / "demo" / name
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("statements:\n- {id: s}\n")

    assert ["nobody reads this file"] == [fault.message for fault in loaded(graph).faults]


def test_what_a_hidden_folder_holds_is_nobodys_slip(make_graph: Make) -> None:
    """An editor's own files, and what a command left that was killed."""
    graph = make_graph()
    hidden = graph / "plans" / ".demo-2-new-a1b2c3d4"
    hidden.mkdir()
    (hidden / "plan.yaml").write_text("id: demo-2\n")

    assert [] == loaded(graph).faults


def test_a_reference_to_nothing_is_told_with_the_nearest_and_left_out(make_graph: Make) -> None:
    """One of several in a list too; what is right in the list stays."""
    graph = make_graph(
        extra="statements:\n- {id: s, kind: aim, text: T., quote: a b c, section: '1', "
        "about: [agency/council, agency/counsil, action/9.9, psa/16]}\n"
    )
    read = loaded(graph)

    assert [
        '`about` points at "action/9.9", which no file defines',
        '`about` points at "agency/counsil", which no file defines',
    ] == sorted(fault.message for fault in read.faults)
    hints = " ".join(fault.hint for fault in read.faults)
    assert 'Did you mean "council"? Otherwise add it to the register.' in hints
    assert "add it to the plan's action items." in hints
    about = [
        r.iri.rsplit("/id/", 1)[-1] for r in read.dataset.references if r.node["id"].endswith("/s")
    ]
    assert 4 == len(about)
    (node,) = {id(r.node): r.node for r in read.dataset.references if r.key == "about"}.values()
    assert ["agency/council", "psa/16"] == [iri.rsplit("/id/", 1)[-1] for iri in node["about"]]


def test_an_unknown_key_at_the_top_of_a_part_is_told_in_that_part(make_graph: Make) -> None:
    """With the file that it stands in, not the first of the plan."""
    graph = make_graph(extra="# a comment\nstatemens:\n- {id: s}\n")
    assert ["extra.yaml:2 this file has no key `statemens`"] == told(graph)


def test_what_is_missing_because_plan_yaml_breaks_off_is_not_told(make_graph: Make) -> None:
    """The fault of syntax says why; that there is no title follows from it."""
    graph = make_graph()
    path = graph / "plans" / "demo" / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8")[:20] + "\n: [", encoding="utf-8")
    (fault,) = loaded(graph).faults
    assert fault.message.startswith("this is not YAML")


def test_faults_come_in_the_order_of_file_and_line(make_graph: Make) -> None:
    """Of all files, each once."""
    graph = make_graph(
        registry="needs:\n- {id: debt}\n- {titel: x}\n",
        b="acronyms:\n- {id: a}\n",
        a="statements:\n- {id: s, kind: amm, text: T., quote: a b c, section: '1'}\n",
    )
    faults = loaded(graph).faults

    assert faults == sorted(set(faults))
    assert ["more.yaml", "a.yaml", "b.yaml"] == list(
        dict.fromkeys(Path(fault.file).name for fault in faults)
    )


def test_only_a_check_works_on_faulty_data(make_graph: Make) -> None:
    """Everything else insists."""
    graph = make_graph()
    loaded(graph).insist()
    (graph / "more.yaml").write_text("needs:\n- {id: debt}\n")

    with pytest.raises(FaultyData) as raised:
        loaded(graph).insist()
    assert ['assessed need "debt" has no `title`'] == [
        fault.message for fault in raised.value.faults
    ]


def test_the_words_are_in_every_store_and_the_shapes_in_none(make_graph: Make) -> None:
    """Shapes speak of data and are none; each statement of the ontology is kept under its name."""
    read = loaded(make_graph())
    graph = pyoxigraph.NamedNode(VOCABULARY_GRAPH)
    words = list(read.store().oxigraph.quads_for_pattern(None, None, None, graph))

    quads = {*read.vocabulary.text, *read.vocabulary.nameless}
    assert len(words) == len(quads)
    used = {quad.predicate.value for quad in words}
    assert "http://www.w3.org/2004/02/skos/core#definition" in used
    assert [] == [iri for iri in used if iri.startswith("http://www.w3.org/ns/shacl#")]
