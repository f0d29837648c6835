"""A new plan begins with a folder that passes `check`, and with samples that would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rrgraph.checking import check
from rrgraph.errors import UsageError
from rrgraph.loading import load
from rrgraph.skeleton import Beginning, begin
from rrgraph.workspace import Workspace

NEW = Beginning("new-2030", "A plan: part #1", "2030-01-01", "2030-12-31", "probation", "new.txt")


def test_a_new_plan_passes_check_as_it_is(make_graph: Callable[..., Path]) -> None:
    """With a title that YAML would take for something else."""
    graph = make_graph()
    written = begin(graph, NEW._replace(revises="demo"))
    assert ["plan.yaml", "actions.yaml", "progress.yaml"] == [path.name for path in written]
    loaded = load(Workspace.find(graph))
    assert [] == check(loaded)
    (plan,) = loaded.sources["new-2030"][:1]
    assert ("A plan: part #1", "demo") == (plan.record["title"], plan.record["revises"])


def test_the_samples_in_its_comments_pass_check_too(make_graph: Callable[..., Path]) -> None:
    """A person takes the marks away and writes over them."""
    graph = make_graph()
    for path in begin(graph, NEW)[1:]:
        _, sample = path.read_text(encoding="utf-8").split("\n#\n")
        lines = [line.removeprefix("# ") for line in sample.splitlines()]
        path.write_text("\n".join(lines), encoding="utf-8")
    loaded = load(Workspace.find(graph))
    assert [] == check(loaded)
    counts = loaded.dataset.counts["new-2030"]
    assert (1, 1, 1, 1) == tuple(
        counts[key] for key in ("actions", "leads", "milestones", "progressUpdates")
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"plan": "../evil"}, "cannot be the id of a plan"),
        ({"plan": "New Plan"}, "cannot be the id of a plan"),
        ({"plan": "demo"}, "is there already"),
        ({"start": "2030-02-30"}, "is not a day"),
        ({"end": "2029-12-31"}, "before it begins"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    make_graph: Callable[..., Path], given: dict[str, str], told: str
) -> None:
    """The register and the other plans stay as they are."""
    graph = make_graph()
    before = sorted(graph.parent.rglob("*"))
    with pytest.raises(UsageError, match=told):
        begin(graph, NEW._replace(**given))
    assert before == sorted(graph.parent.rglob("*"))
