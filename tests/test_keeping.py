"""Of what has not changed nothing is read again; what is kept is never trusted beyond that."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rrgraph import keeping
from rrgraph.keeping import FOLDERS, Shelf
from rrgraph.loading import Loaded, load
from rrgraph.workspace import Workspace

Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which records are kept."""
    monkeypatch.setenv("RRGRAPH_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def graph(make_graph: Make) -> Path:
    """A graph of two plans."""
    made = make_graph()
    other = made / "plans" / "other"
    shutil.copytree(made / "plans" / "demo", other)
    for path in other.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("id: demo", "id: other"))
    return made


def read(graph: Path) -> list[str]:
    """The plans that are read, for want of anything kept; the register has no name."""
    workspace = Workspace.find(graph)
    shelf = Shelf(workspace)
    shelf.sources("", workspace.registry_files())
    for plan in workspace.plan_ids():
        shelf.sources(plan, workspace.plan_files(plan))
    return shelf.read


def everything(loaded: Loaded) -> Any:
    """What was read, with where it stands."""
    records = [s.record for parts in loaded.sources.values() for s in parts]
    return records, loaded.dataset.places, loaded.dataset.graphs, loaded.faults


def test_after_one_edited_plan_that_plan_alone_is_read(graph: Path) -> None:
    """The register and the other plans are as they were kept, to the line."""
    assert ["", "demo", "other"] == read(graph)
    assert [] == read(graph)
    with (graph / "plans/other/plan.yaml").open("a", encoding="utf-8") as out:
        out.write("region: Elsewhere\n")
    assert ["other"] == read(graph)
    assert [] == read(graph)


def test_what_is_kept_is_what_was_read(graph: Path) -> None:
    """Records, lines and columns, nodes, and no faults."""
    fresh, kept = load(Workspace.find(graph)), load(Workspace.find(graph))

    assert everything(fresh) == everything(kept)
    record, again = (one.sources["demo"][0].record for one in (fresh, kept))
    assert record.places == again.places
    assert record["document"].at == again["document"].at


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: (plan / "plan.yaml").rename(plan / "plan-2.yaml"),
        lambda plan: (plan / "more.yaml").write_text("region: X\n"),
        lambda plan: os.utime(plan / "plan.yaml"),
    ],
)
def test_names_and_contents_count_and_times_do_not(
    graph: Path, change: Callable[[Path], object]
) -> None:
    """A file renamed, a file more; a clock says nothing."""
    read(graph)
    before = [path.name for path in (graph / "plans/demo").iterdir()]
    change(graph / "plans/demo")
    same = before == [path.name for path in (graph / "plans/demo").iterdir()]
    assert ([] if same else ["demo"]) == read(graph)


def test_faults_are_told_each_time(graph: Path) -> None:
    """What has a fault is not kept, and what a check takes out of a record is not missing next time."""
    (graph / "plans/demo/more.yaml").write_text("region: [\n", encoding="utf-8")
    (graph / "plans/other/more.yaml").write_text("regoin: X\n", encoding="utf-8")
    first, second = (load(Workspace.find(graph)).faults for _ in range(2))

    assert first == second
    assert {"demo", "other"} == {Path(fault.file).parent.name for fault in first}
    assert ["demo"] == read(graph)


class Evil:
    """What a file could hold to do harm."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What runs when it is read."""
        return (os.system, ("touch harmed",))


@pytest.mark.parametrize("harm", ["cut", "empty", "noise", "code", "kind"])
def test_what_is_not_whole_or_no_record_is_not_used(
    graph: Path, memory: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read anew, and nothing in it is run."""
    monkeypatch.chdir(memory.parent)
    read(graph)
    (kept,) = memory.glob("read-*/demo.records")
    whole = kept.read_bytes()
    stamp = whole[32:64]
    kept.write_bytes(
        {
            "cut": whole[:-9],
            "empty": b"",
            "noise": keeping._sealed(stamp + b"\x80\x05noise"),
            "code": keeping._sealed(stamp + pickle.dumps([Evil()])),
            "kind": keeping._sealed(stamp + pickle.dumps(["a text"])),
        }[harm]
    )
    assert ["demo"] == read(graph)
    assert whole == kept.read_bytes()
    assert not Path("harmed").exists()


def test_another_state_of_the_program_reads_all(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never trusted across versions."""
    read(graph)
    monkeypatch.setattr(keeping, "program", lambda: "99")
    assert ["", "demo", "other"] == read(graph)


def test_it_may_be_deleted_switched_off_or_impossible(
    graph: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then all is read, and nothing else is different."""
    read(graph)
    shutil.rmtree(memory)
    assert ["", "demo", "other"] == read(graph)
    for place in ("off", str(graph / "agencies.yaml" / "no-folder")):
        monkeypatch.setenv("RRGRAPH_CACHE", place)
        for _ in range(2):
            assert ["", "demo", "other"] == read(graph)


def test_only_the_latest_folders_are_kept(
    graph: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest goes first."""
    for number in range(FOLDERS + 2):
        monkeypatch.setattr(keeping, "program", lambda number=number: str(number))
        read(graph)
        (newest,) = {path for path in memory.iterdir() if path.stat().st_mtime > number + 1e9}
        os.utime(newest, (number, number))
    assert FOLDERS == len(list(memory.iterdir()))
    assert [] == read(graph)
