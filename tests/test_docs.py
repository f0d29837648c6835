"""The pages of docs/: every command on them prints what they show."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"(?:`([^`\n]+)`:\n\n)?```(\w+)\n(.*?)```", re.DOTALL)


def printed(command: str, home: Path) -> str:
    """What a command puts on a terminal of 100 columns, messages among the rest."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {
        name: value for name, value in os.environ.items() if name != "RRGRAPH_DOCUMENTS"
    } | {"PATH": path, "COLUMNS": "100"}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def expected(line: str) -> str:
    """A line that is shown, as a pattern: `...` stands for any lines, or for the rest of one."""
    if line == "...\n":
        return "(?:.*\n)*"
    return re.escape(line).replace(re.escape("..."), ".*")


def follow(page: Path, home: Path) -> int:
    """Write each file that a page shows under its name, and run its commands; how many there were."""
    count = 0
    for name, kind, body in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind != "console":
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
            continue
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
            lines = shown.splitlines(keepends=True)
            pattern = "".join(map(expected, lines))
            said = printed(command, home)
            assert re.fullmatch(pattern, said), f"{command}\n{said}"
            count += 1
    return count


def test_the_tutorial_leads_from_an_empty_folder_to_a_gap_report(tmp_path: Path) -> None:
    """Step by step, in the order of the page."""
    assert 9 <= follow(DOCS / "tutorial.md", tmp_path)
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize("page", ["analysts", "board-members", "plan-officers"])
def test_each_user_is_shown_what_happens(page: str, tmp_path: Path) -> None:
    """On the plans that ship."""
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    assert 4 <= follow(DOCS / f"for-{page}.md", tmp_path)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_what_a_page_points_at_is_there(page: Path) -> None:
    """Other pages, and the headings in them."""
    for target, anchor in re.findall(
        r"\]\(([^)#:\s]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")
    ):
        file = page.parent / target if target else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}
            assert anchor in slugs, anchor
