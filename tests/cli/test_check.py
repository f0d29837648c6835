"""`rrgraph check`: silent when all is well, else every fault with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Make = Callable[..., Path]

QUOTES = "1.2 Second; Map provision; fewer re-offend by September 2009: Probation; Talk to people"
BROKEN = """mentions:
- {thing: agency/none, printed: None, section: '1'}
- {thing: agency/council, printd: Council, section: '1'}
"""


def test_sound_data_are_passed_over_in_silence(run: Run, demo: Path) -> None:
    """No news is good news: nothing is printed, and the exit status is 0."""
    done = run("check")
    assert (0, "", "") == (done.exit_code, done.stdout, done.stderr)


def test_every_fault_is_told_with_file_line_and_column(run: Run, make_graph: Make) -> None:
    """In the form that editors jump to, each with what to do; the exit status is 1."""
    make_graph(extra=BROKEN)

    done = run("check")

    assert (1, "") == (done.exit_code, done.stderr)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("graph/plans/demo/extra.yaml:2:4: `thing` points at")
    assert "graph/plans/demo/extra.yaml:3:27: this mention has no key `printd`" in lines
    assert '  Did you mean "printed"?' in lines
    assert all(line.startswith("  ") for line in lines[1::2])


@pytest.mark.usefixtures("without_shapes")
def test_faults_as_json_are_the_same_list(run: Run, make_graph: Make) -> None:
    """For an editor or a script; an empty list when nothing is wrong."""
    graph = make_graph()
    assert "[]\n" == run("check", "--format", "json").stdout
    (graph / "plans" / "demo" / "extra.yaml").write_text(BROKEN)

    done = run("check", "--format", "json")

    faults = json.loads(done.stdout)
    assert 1 == done.exit_code
    assert {"file", "line", "column", "message", "hint"} == set(faults[0])
    said = [f"{f['file']}:{f['line']}:{f['column']}: {f['message']}\n  {f['hint']}" for f in faults]
    assert "\n".join(said) + "\n" == run("check").stdout


@pytest.mark.usefixtures("without_shapes")
@pytest.mark.parametrize(("text", "code"), [(QUOTES, 0), (QUOTES.replace("fewer", "less"), 1)])
def test_quotes_are_looked_up_in_the_document_that_is_named(
    run: Run, demo: Path, text: str, code: int
) -> None:
    """A quote that is not there is a fault at the line that quotes it."""
    Path("demo.txt").write_text(text)

    done = run("check", "--document", "demo=demo.txt")

    assert code == done.exit_code
    if code:
        assert "graph/plans/demo/actions.yaml:19:" in done.stdout
        assert 'the quote "fewer re-offend" is not in demo.txt' in done.stdout


@pytest.mark.usefixtures("without_shapes")
def test_documents_are_found_by_the_environment_and_a_named_one_wins(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder in RRGRAPH_DOCUMENTS is searched for the file that plan.yaml names."""
    Path("documents").mkdir()
    Path("documents/demo.txt").write_text("nothing of it")
    Path("whole.txt").write_text(QUOTES)
    monkeypatch.setenv("RRGRAPH_DOCUMENTS", "documents")

    assert 1 == run("check").exit_code
    assert 0 == run("check", "--document", "demo=whole.txt").exit_code


@pytest.mark.usefixtures("without_shapes")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--document", "demo"], '--document "demo" must be PLAN=FILE.'),
        (["--document", "demo=none.txt"], "none.txt"),
        (["--document", "demo=graph"], "graph"),
        (["--document", "demmo=graph/agencies.yaml"], 'Did you mean "demo"?'),
        (["--engine", "pyshac"], 'Did you mean "pyshacl"?'),
    ],
)
def test_what_cannot_be_looked_up_is_wrong_use(
    run: Run, demo: Path, words: list[str], told: str
) -> None:
    """Exit status 2, and no word about faults."""
    done = run("check", *words)
    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr


def test_a_folder_of_documents_that_is_not_there_is_told(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistyped variable must not look like documents without faults."""
    monkeypatch.setenv("RRGRAPH_DOCUMENTS", "nowhere")
    done = run("check")
    assert 2 == done.exit_code
    assert 'RRGRAPH_DOCUMENTS is "nowhere", which is not a folder.' in done.stderr
