"""`rrgraph explore`: the explorer alone, in one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from ..explorer.desk_page import the_desk

Run = Callable[..., Result]
Make = Callable[..., Path]


@pytest.mark.parametrize(("words", "name"), [([], "explorer.html"), (["-o", "x.html"], "x.html")])
def test_one_html_file_is_written(run: Run, demo: Path, words: list[str], name: str) -> None:
    """Where it went is said beside the output."""
    done = run("explore", "--no-desk", *words)

    assert (0, "", f"wrote {name}\n") == (done.exit_code, done.stdout, done.stderr)
    assert {"graph", name} == {path.name for path in Path().iterdir()}
    page = Path(name).read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Map provision" in page


def test_the_browser_is_opened_only_when_asked(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the whole path, so that it is found from anywhere."""
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)

    run("explore")
    assert [] == opened
    run("explore", "--open")
    assert [str(Path("explorer.html").resolve())] == opened


def test_faulty_data_leave_the_old_file(run: Run, make_graph: Make) -> None:
    """And open no browser."""
    make_graph(extra="mention: []\n")
    Path("explorer.html").write_text("old")

    done = run("explore", "--open")

    assert (2, "") == (done.exit_code, done.stdout)
    assert "nothing was written" in done.stderr
    assert "old" == Path("explorer.html").read_text()


def test_the_queries_tab_is_there_unless_it_is_not_wanted(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are never fetched on the way: where they are missing, it is said how to get them."""
    the_desk()
    run("explore", "-o", "with.html")
    assert 'id="desk-blocks"' in Path("with.html").read_text(encoding="utf-8")
    run("explore", "--no-desk", "-o", "without.html")
    assert 'id="desk-blocks"' not in Path("without.html").read_text(encoding="utf-8")

    monkeypatch.setenv("RRGRAPH_DESK", "off")
    done = run("explore")
    assert 0 == done.exit_code
    assert "python -m rrgraph.explorer.desk" in done.stderr
    assert 'id="desk-blocks"' not in Path("explorer.html").read_text(encoding="utf-8")
