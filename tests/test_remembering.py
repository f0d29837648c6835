"""What was read last time is used again only while nothing has changed, and only if it is whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from rrgraph import remembering
from rrgraph.errors import FaultyData
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.remembering import Remembered, recall
from rrgraph.workspace import Workspace

Make = Callable[..., Path]


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which states are kept."""
    monkeypatch.setenv("RRGRAPH_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def is_recalled(graph: Path) -> bool:
    """Whether the plans of a folder are known without reading them."""
    return isinstance(recall(Workspace.find(graph)), Remembered)


def test_the_second_time_nothing_is_read_and_the_answers_are_the_same(
    make_graph: Make, memory: Path
) -> None:
    """Gaps with file and line, questions, networks; the records are read when asked for."""
    workspace = Workspace.find(make_graph())
    fresh, kept = recall(workspace), recall(workspace)
    assert not isinstance(fresh, Remembered)
    assert isinstance(kept, Remembered)
    assert fresh.gaps().as_dict() == kept.gaps().as_dict()
    assert set(fresh.store.oxigraph) == set(kept.store.oxigraph)
    assert fresh.find("1.1.1") == kept.find("1.1.1")
    assert kept.loaded.vocabulary.codes("https://w3id.org/rrgraph/scheme/rag")


@pytest.mark.parametrize(
    "change",
    [
        lambda graph: (graph / "psas.yaml").write_text("# a remark\n"),
        lambda graph: (graph / "stray.txt").write_text("nobody reads this"),
        lambda graph: (graph / "plans/demo-2").mkdir(),
        lambda graph: (graph / "needs.yaml").rename(graph / "needs-2.yaml"),
    ],
)
def test_whatever_changes_in_the_folder_is_noticed(
    make_graph: Make, memory: Path, change: Callable[[Path], object]
) -> None:
    """A remark, a stray file, a folder, a name."""
    graph = make_graph(registry="documents:\n- {id: x, title: X, documentKind: act}\n")
    (graph / "more.yaml").rename(graph / "needs.yaml")
    recall(Workspace.find(graph))
    assert is_recalled(graph)
    change(graph)
    with suppress(FaultyData):  # it was read, and may be faulty now
        assert not is_recalled(graph)


def test_another_state_of_the_program_reads_anew(
    make_graph: Make, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never trusted across versions."""
    graph = make_graph()
    recall(Workspace.find(graph))
    monkeypatch.setattr(remembering, "program", lambda: "99")
    assert not is_recalled(graph)


@pytest.mark.parametrize("damage", [b"", b"# {}\n", b"\x00\xff", None])
def test_what_is_not_whole_is_not_used(
    make_graph: Make, memory: Path, damage: bytes | None
) -> None:
    """An empty file, half a file, or another one; it is written anew."""
    graph = make_graph()
    recall(Workspace.find(graph))
    (kept,) = memory.glob("*.nq")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-100] if damage is None else damage)
    assert not is_recalled(graph)
    assert whole == kept.read_bytes()


def test_faulty_data_are_never_kept(make_graph: Make, memory: Path) -> None:
    """Each time the faults are told."""
    graph = make_graph(extra="statements: [\n")
    for _ in range(2):
        with pytest.raises(FaultyData):
            recall(Workspace.find(graph))
    assert not list(memory.glob("*.nq"))


def test_only_the_latest_states_are_kept(make_graph: Make, memory: Path) -> None:
    """The oldest goes first."""
    graph = make_graph()
    for number in range(remembering.KEPT + 2):
        (graph / "plans/demo/extra.yaml").write_text(f"region: {number}\n", encoding="utf-8")
        recall(Workspace.find(graph))
    assert remembering.KEPT == len(list(memory.glob("*.nq")))
    assert is_recalled(graph)


@pytest.mark.parametrize("where", ["off", "/dev/null/kept"])
def test_it_can_be_switched_off_and_a_folder_that_cannot_be_is_no_fault(
    make_graph: Make, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The plans are read each time."""
    monkeypatch.setenv("RRGRAPH_CACHE", where)
    graph = make_graph()
    assert not is_recalled(graph)
    assert not is_recalled(graph)


def test_what_is_kept_is_what_reading_gives(make_graph: Make, memory: Path) -> None:
    """All places, and nothing that a rule's evidence added later."""
    workspace = Workspace.find(make_graph())
    recall(workspace).gaps()
    kept, read = recall(workspace), Knowledge(load(workspace))
    assert read.places == kept.places
    assert len(read.store) == len(kept.store)
