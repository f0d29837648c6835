"""Which folder a command reads."""

from pathlib import Path

import pytest

from rrgraph.errors import UsageError
from rrgraph.workspace import Workspace


def test_the_nearest_graph_folder_is_read(tmp_path: Path) -> None:
    """A command inside the folder finds the plans above it."""
    (tmp_path / "graph" / "plans" / "demo").mkdir(parents=True)
    deep = tmp_path / "notes" / "2026"
    deep.mkdir(parents=True)

    found = Workspace.find(start=deep)

    assert tmp_path / "graph" == found.graph
    assert ["demo"] == found.plan_ids()


def test_without_one_the_shipped_plans_are_read(tmp_path: Path) -> None:
    """A user who only installed rrgraph sees something at once."""
    assert "yorkshire-humberside-2009" in Workspace.find(start=tmp_path).plan_ids()


def test_ontology_and_queries_ship_with_it(tmp_path: Path) -> None:
    """A folder of plans needs no ontology of its own."""
    (tmp_path / "graph" / "plans").mkdir(parents=True)

    found = Workspace.find(tmp_path / "graph")

    assert (found.ontology / "rrgraph.ttl").is_file()
    assert (found.queries[0] / "gaps").is_dir()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A mistyped --graph is a sentence."""
    with pytest.raises(UsageError, match="is not a folder"):
        Workspace.find(tmp_path / "grpah")
