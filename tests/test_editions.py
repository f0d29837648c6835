"""An edition by its name: a plan, a plan at a git revision, or the folder of a plan."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rrgraph.editions import Editions
from rrgraph.errors import FaultyData, UsageError
from rrgraph.refresh import compare


def git(folder: Path, *asked: str) -> None:
    """Run git as somebody."""
    somebody = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *somebody, *asked], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def kept(make_graph: Callable[..., Path]) -> Path:
    """A graph in git, changed since it was committed."""
    graph = make_graph()
    git(graph.parent, "init", "-q")
    git(graph.parent, "add", ".")
    git(graph.parent, "commit", "-q", "-m", "first")
    actions = graph / "plans" / "demo" / "actions.yaml"
    text = actions.read_text(encoding="utf-8")
    actions.write_text(text.replace("title: Map provision", "title: Map all"), encoding="utf-8")
    return graph


def test_a_plan_at_a_revision_is_compared_with_the_plan_as_it_stands(kept: Path) -> None:
    """What is in the files but not committed is the change."""
    editions = Editions(kept)
    refresh = compare(editions.find("demo@HEAD"), editions.find("demo"))
    (flow,) = refresh.by_kind()["changed"]
    assert [("title", "Map provision", "Map all")] == [change[:3] for change in flow.changes]
    assert "demo@HEAD" == refresh.old.name


def test_a_folder_names_its_plan(kept: Path, tmp_path: Path) -> None:
    """In this graph or in another one."""
    folder = kept / "plans" / "demo"
    editions = Editions(kept)
    assert "demo" == editions.find(str(folder)).plan
    assert editions.find(str(folder)).kg is editions.here


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("dmo", 'There is no plan "dmo". Did you mean "demo"?'),
        ("demo@v9", 'git finds no revision "v9" here: .* Name a commit'),
        ("other@HEAD", 'There is no plan "other"'),
        ("demo@--output=x", "git finds no revision"),
    ],
)
def test_what_there_is_not_is_told(kept: Path, written: str, told: str) -> None:
    """With what to write instead."""
    with pytest.raises(UsageError, match=told):
        Editions(kept).find(written)
    assert not (kept.parent / "x").exists()


def test_a_graph_that_git_does_not_keep_has_no_revisions(make_graph: Callable[..., Path]) -> None:
    """Git says so in its own words."""
    with pytest.raises(UsageError, match="git finds no revision"):
        Editions(make_graph()).find("demo@HEAD")


def test_faulty_data_of_a_revision_are_told(kept: Path) -> None:
    """As for any data."""
    (kept / "plans" / "demo" / "actions.yaml").write_text("themes: [\n", encoding="utf-8")
    git(kept.parent, "commit", "-q", "-a", "-m", "broken")
    with pytest.raises(FaultyData, match="not YAML"):
        Editions(kept).find("demo@HEAD")
