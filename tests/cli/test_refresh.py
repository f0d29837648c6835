"""`rrgraph refresh`: the folder for the meeting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from ..refresh_plans import two_editions


def test_the_files_written_are_told_the_boards_page_first(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """In the folder `pack` unless another is named."""
    two_editions(tmp_path)
    assert run("refresh", "demo", "demo-2010").stdout.startswith("pack/index.html\n")
    assert (tmp_path / "pack" / "index.html").is_file()


def test_it_is_never_written_among_the_plans(run: Callable[..., Result], tmp_path: Path) -> None:
    """Wrong use: exit status 2, and nothing is there."""
    graph = two_editions(tmp_path)
    assert run("refresh", "demo", "demo-2010", "-o", str(graph / "pack")).exit_code == 2
    assert not (graph / "pack").exists()
