"""Commands as a person runs them: in a folder of one's own, with nothing set in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rrgraph import checking
from rrgraph.cli._group import group

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = str(Path(sys.executable).with_name("rrgraph"))


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run in; a crash of the program is a traceback here, so that tests see it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RRGRAPH_DOCUMENTS", raising=False)
    monkeypatch.setenv("RRGRAPH_TRACEBACK", "1")
    return tmp_path


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command in this process: `run("gaps", "--rule", "no-lead", stdin="")`."""

    def running(*words: str | Path, stdin: str | bytes = "") -> Result:
        return CliRunner().invoke(group, list(map(str, words)), input=stdin, catch_exceptions=False)

    return running


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command as a process of its own, its output piped; keywords set the environment."""

    def running(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [PROGRAM, *map(str, words)],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=60,
            env=os.environ | environment,
        )

    return running


@pytest.fixture
def demo(make_graph: Callable[..., Path]) -> Path:
    """The small sound plan in `graph/` of the folder that the test runs in."""
    return make_graph()


@pytest.fixture
def without_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shapes are taken to be content, where a test is about something else: it saves time."""
    monkeypatch.setattr(checking, "validate", lambda *_: [])


def files_of(folder: Path) -> dict[str, Any]:
    """Every file below a folder with its bytes, hidden ones too: what a command may not disturb."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
