"""Long passages: cited by first and last words, with a digest that the machine writes and verifies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rrgraph.checking import check
from rrgraph.citing import cite
from rrgraph.documents import digest
from rrgraph.errors import FaultyData
from rrgraph.loading import load
from rrgraph.workspace import Workspace

PASSAGE = "to find work for those who leave prison, and to keep them in it"
STATEMENT = """\
statements:
  - id: aim
    kind: aim
    text: People who leave prison find work.
    quote: to find work for those
    ends: to keep them in it
    section: "1"
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with the passage in it."""
    path = tmp_path / "demo.txt"
    path.write_text(f"1 Aims\nWe mean {PASSAGE}.\n", encoding="utf-8")
    return path


def told(graph: Path, document: Path) -> list[str]:
    """What `check` says of the statement, with the document at hand."""
    faults = check(load(Workspace.find(graph)), {"demo": document})
    return [fault.message for fault in faults if fault.file.endswith("statements.yaml")]


def test_a_passage_without_its_digest_is_told(
    make_graph: Callable[..., Path], document: Path
) -> None:
    """With the document at hand; without it there is nothing to hold it against."""
    graph = make_graph(statements=STATEMENT)
    assert told(graph, document) == ["the digest is missing"]
    assert check(load(Workspace.find(graph))) == []


def test_the_digest_is_written_once_and_verified(
    make_graph: Callable[..., Path], document: Path
) -> None:
    """On the line below the last words; a second run changes nothing."""
    graph = make_graph(statements=STATEMENT)
    file = graph / "plans" / "demo" / "statements.yaml"
    assert cite(load(Workspace.find(graph)), {"demo": document}) == {
        "graph/plans/demo/statements.yaml": 1
    }
    line = f"    digest: {digest(PASSAGE)}\n"
    assert STATEMENT.replace("    section", f"{line}    section") == file.read_text("utf-8")
    assert told(graph, document) == []
    assert cite(load(Workspace.find(graph)), {"demo": document}) == {}


def test_another_wording_of_the_document_is_noticed(
    make_graph: Callable[..., Path], document: Path
) -> None:
    """One word in the middle of the passage, which no quote shows."""
    graph = make_graph(statements=STATEMENT)
    cite(load(Workspace.find(graph)), {"demo": document})
    document.write_text(document.read_text("utf-8").replace("leave prison", "left prison"), "utf-8")
    assert told(graph, document) == ["the digest is not that of the passage"]


def test_a_passage_that_is_not_there_is_told_and_nothing_written(
    make_graph: Callable[..., Path], document: Path
) -> None:
    """By `cite` and by `check` alike."""
    graph = make_graph(statements=STATEMENT.replace("keep them in it", "keep them out"))
    before = (graph / "plans" / "demo" / "statements.yaml").read_bytes()
    with pytest.raises(FaultyData, match='"to keep them out" does not follow "to find work'):
        cite(load(Workspace.find(graph)), {"demo": document})
    assert before == (graph / "plans" / "demo" / "statements.yaml").read_bytes()
    assert told(graph, document)[0].startswith('"to keep them out" does not follow')
