"""The data contract: each way to be wrong has one message, and sound data has none.

A file of `tests/broken` stands in place of one file of the sound graph in `tests/sound`. Its first
line says which; the comment below is the one message that a curator should see, counted in lines of
the file as it stands.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib

from rrgraph.checking import check, engines, validate
from rrgraph.documents import documents_in
from rrgraph.loading import load
from rrgraph.vocabulary import Vocabulary
from rrgraph.workspace import Workspace

from .refresh_plans import two_editions

TESTS = Path(__file__).resolve().parent
BROKEN = sorted((TESTS / "broken").glob("*.yaml"))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The ontology as the machine reads it."""
    return Vocabulary(TESTS.parent / "ontology")


def place(broken: Path, tmp_path: Path) -> tuple[Path, str, list[str]]:
    """The sound graph with one broken file in it, that file's path, and the message to expect."""
    lines = broken.read_text(encoding="utf-8").splitlines()
    file = lines[0].removeprefix("# in ")
    comment = [line.removeprefix("# ") for line in lines[1:] if line.startswith("# ")]
    graph = tmp_path / "graph"
    shutil.copytree(TESTS / "sound", graph)
    shutil.copyfile(broken, graph / file)
    return graph, f"graph/{file}", comment


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_each_fault_is_told_once_and_in_the_words_written_above_it(
    broken: Path, tmp_path: Path
) -> None:
    """One fault, one message: where, what, and what to do next."""
    graph, file, expected = place(broken, tmp_path)

    told = [str(fault).removeprefix(f"{file}:") for fault in check(load(Workspace.find(graph)))]

    assert ["\n".join(expected)] == told


def test_a_sound_graph_has_no_faults() -> None:
    """The graph that the broken files are compared with is itself in order."""
    assert [] == check(load(Workspace.find(TESTS / "sound")))


def test_the_shipped_graph_has_no_faults(documents: Path) -> None:
    """Not one, each quote found in its document included."""
    loaded = load(Workspace.find(TESTS.parent / "graph"))
    found = documents_in(loaded, documents)

    assert set(Workspace.find(TESTS.parent / "graph").plan_ids()) == set(found)
    assert [] == check(loaded, found)


def test_all_faults_are_told_in_one_run(make_graph: Callable[..., Path]) -> None:
    """Syntax, keys, references and shapes together, not the first that comes up."""
    graph = make_graph(
        registry="agencies:\n- {id: a, type: Agency, name: A}\n- {id: b, typ: Agency, name: B}\n",
        extra="readings:\n- {id: r, of: action/9, because: x}\n- {id: r, of: action/9, because: x}\n"
        "mentions:\n- {thing: agency/none, printed: a b c d e f g h i j k l m, section: '1'}\n",
        broken="tables: [\n",
    )

    told = {fault.message.split(" ")[0] for fault in check(load(Workspace.find(graph)))}

    assert {"`of`", "`thing`", "`printed`", "this", "the", "party"} <= told


# ---------------------------------------------------------------------- every key of every class
def wrong(vocabulary: Vocabulary, collection: str) -> list[str]:
    """For each key that a node of a collection can have, a line with a mapping in place of a value."""
    cls = next(c.cls for c in vocabulary.collections if c.key == collection)
    fields = vocabulary.specs[cls].fields.values()
    return [f"- {{id: n{n}, {f.key}: {{wrong: form}}}}" for n, f in enumerate(fields)]


def lines_by_file(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Every collection of the ontology in a file and at a depth where it may stand."""
    files: dict[str, list[str]] = {"registry": [], "actions": ["themes:"], "extra": []}
    way = ("- id: '9'", "  priorities:", "  - id: '9.1'", "    actions:", "    - id: 9.1.1")
    depth = {"priorities": 1, "references": 3, "actions": 3}
    depth |= dict.fromkeys(("measures", "milestones", "leads", "contributors"), 5)
    roots = {
        "priorityActions": ("registry", "psas:", "- id: '17'"),
        "observations": ("extra", "tables:", "- id: t"),
    }
    for collection in vocabulary.collections:
        key, lines = collection.key, wrong(vocabulary, collection.key)
        if key in depth:
            indent = " " * (depth[key] + 1)
            files["actions"] += [
                *way[: depth[key]],
                f"{indent}{key}:",
                *(indent + li for li in lines),
            ]
        elif key == "themes":
            files["actions"] += lines
        elif key in roots:
            file, *head = roots[key]
            files[file] += [*head, f"  {key}:", *(f"  {line}" for line in lines)]
        elif key not in ("psas", "tables", "columns", "responsible"):
            is_shared = vocabulary.is_marked(collection.cls, "isShared")
            files["registry" if is_shared else "extra"] += [f"{key}:", *lines]
    return files


def test_a_value_of_the_wrong_form_is_told_for_every_key_of_every_class(
    make_graph: Callable[..., Path], vocabulary: Vocabulary
) -> None:
    """Whatever the class and key: a mapping where a text or list belongs is told in its line."""
    files = lines_by_file(vocabulary)
    graph = make_graph(**{name: "\n".join(lines) + "\n" for name, lines in files.items()})
    faults = load(Workspace.find(graph)).faults

    shown = {"registry": "more", "actions": "plans/demo/actions", "extra": "plans/demo/extra"}
    told = {(f.file, f.line, f.message.split("`")[1]) for f in faults if "`" in f.message}
    wanted = {
        (f"graph/{shown[name]}.yaml", number, line.split(", ", 1)[1].split(":")[0])
        for name, lines in files.items()
        for number, line in enumerate(lines, 1)
        if "wrong" in line
    }
    assert len(wanted) > 120
    assert wanted - told == set()


# ---------------------------------------------------------------------- shapes and quotes
def test_both_shacl_engines_tell_the_same(make_graph: Callable[..., Path]) -> None:
    """The fast engine is young: what it says is held to the reference."""
    if len(engines()) < 2:
        pytest.skip("only one SHACL engine is installed")
    graph = make_graph(
        extra="tables:\n- id: t\n  title: T\n  quote: t\n  section: '2'\n  observations:\n"
        "  - {id: a, need: alcohol, unit: count, cell: blank, value: 3, quote: three}\n"
        "  - {id: b, unit: count, cell: printed, value: 3, quote: a b c d e f g h i j k l m}\n"
    )
    for folder in (graph, TESTS.parent / "graph"):
        loaded = load(Workspace.find(folder))
        store = loaded.store()

        def results(engine: str, loaded: Any = loaded, store: Any = store) -> set[tuple[str, ...]]:
            return {tuple(r.values()) for r in validate(loaded, store, engine)}

        assert results("pyshacl") == results("pyshacl-turbo")


def test_every_message_of_a_shape_says_what_is_wrong_and_what_to_do() -> None:
    """Two sentences: a curator can act on each."""
    shapes = rdflib.Graph().parse(TESTS.parent / "ontology" / "shapes.ttl")
    messages = {str(m) for m in shapes.objects(None, rdflib.SH.message)} - {"See the rule."}

    assert len(messages) > 50
    assert not [m for m in messages if not re.fullmatch(r"[^.].*?\. .*\.", m)]


def test_a_quote_that_is_not_in_the_document_is_told(
    make_graph: Callable[..., Path], tmp_path: Path
) -> None:
    """White space and tags do not matter, words do."""
    text = tmp_path / "demo.txt"
    text.write_text(
        "<p>Map\n provision</p> fewer\tre-offend by September 2009 Probation 1.2 Second"
    )

    faults = check(load(Workspace.find(make_graph())), {"demo": text})

    assert ['the quote "Talk to people" is not in demo.txt'] == [f.message for f in faults]


def test_word_for_word_means_equal_digests(tmp_path: Path) -> None:
    """A continuation that says so of two wordings is told, where it stands."""
    stream = "workstreams:\n- {{id: w, title: W, text: T., quote: a b c, ends: d e, digest: {}, section: '1'}}\n"
    said = """\
continuations:
  - id: c
    continuationKind: [verbatim]
    earlier: [demo/workstream/w]
    later: [workstream/w]
    because: The same words.
"""
    graph = two_editions(tmp_path, workstreams=stream.format("0" * 16), editorial=said)
    earlier = graph / "plans" / "demo" / "workstreams.yaml"
    earlier.write_text(stream.format("0" * 16), encoding="utf-8")
    assert [] == check(load(Workspace.find(graph)))
    earlier.write_text(stream.format("1" * 16), encoding="utf-8")
    (fault,) = check(load(Workspace.find(graph)))
    assert "graph/plans/demo-2010/editorial.yaml:2:5" == ":".join(map(str, fault[:3]))
    assert "W and W are not the same words: their digests differ" == fault.message
