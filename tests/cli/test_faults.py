"""Faults of the machine: a full disk, a closed folder, two at once, Ctrl-C. All is told, nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import PROGRAM, files_of

COMMANDS = {
    "build": ["build"],
    "gaps": ["gaps", "-o", "out"],
    "explore": ["explore", "-o", "out"],
    "accept": ["accept", "no-lead", "action/1.2.1", "--because", "x", "--until", "2030-12-31"],
    "init": [
        *("init", "new", "--title", "T", "--start", "2011-04-01", "--end", "2012-03-31"),
        *("--publisher", "probation"),
    ],
}
# Who may do anything gives that up, else no folder is closed to them.
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def ended(words: list[str], before: Callable[[], None] | None = None) -> tuple[int, str, str]:
    """Exit status, output and messages of a command, run as a process of its own."""
    done = subprocess.run(
        words, capture_output=True, check=False, text=True, timeout=120, preexec_fn=before
    )
    return done.returncode, done.stdout, done.stderr


def as_anybody(command: str) -> list[str]:
    """A command without the right to read and write everything."""
    if os.getuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("the superuser cannot be kept out of a folder here: there is no setpriv")
    return [*(AS_ANYBODY if os.getuid() == 0 else []), PROGRAM, *COMMANDS[command]]


@pytest.fixture
def home(demo: Path) -> Path:
    """A folder with a plan, a report and a site from before."""
    Path("out").write_text("old")
    Path("site").mkdir()
    Path("site/index.html").write_text("old")
    return demo.parent


@pytest.mark.parametrize(("command", "room"), [*((c, 40) for c in COMMANDS), ("build", 100_000)])
def test_a_disk_that_fills_up_is_told_and_nothing_is_lost(
    command: str, room: int, home: Path
) -> None:
    """The system takes `room` bytes of a file and then no more, as where a quota is used up."""
    import resource

    before = files_of(home)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    code, said, told = ended([PROGRAM, *COMMANDS[command]], limited)

    assert (2, "") == (code, said)
    assert "cannot be written: File too large.\n" in told
    assert told.count("\n") == 1 and "-new-" not in told
    assert before == files_of(home)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_may_not_be_written_is_told(command: str, home: Path) -> None:
    """As on a shared drive that somebody else looks after."""
    before = files_of(home)
    closed = [home, *(path for path in home.rglob("*") if path.is_dir())]
    for folder in closed:
        folder.chmod(0o555)

    code, said, told = ended(as_anybody(command))
    for folder in closed:
        folder.chmod(0o755)

    assert (2, "") == (code, said)
    assert "cannot be written: Permission denied.\n" in told
    assert before == files_of(home)


@pytest.mark.parametrize(
    "closed", ["graph/agencies.yaml", "graph/plans/demo/plan.yaml", "graph/plans/demo", "graph"]
)
def test_what_may_not_be_read_is_told(closed: str, home: Path) -> None:
    """By its name; nothing is taken to be empty that only is closed."""
    before = files_of(home)
    mode = Path(closed).stat().st_mode
    Path(closed).chmod(0)

    code, said, told = ended(as_anybody("gaps"))
    Path(closed).chmod(mode)

    assert (2, "") == (code, said)
    assert closed in told and "Permission denied" in told
    assert "Traceback" not in told and "has no" not in told
    assert before == files_of(home)


def test_two_builds_at_once_both_end_and_the_site_is_whole(home: Path) -> None:
    """The later one stands; neither disturbs the other."""
    both = [
        subprocess.Popen([PROGRAM, "build"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        assert b"" == one.communicate()[1]
        assert 0 == one.returncode
    assert ["graph", "out", "site"] == sorted(path.name for path in home.iterdir())
    once = files_of(Path("site"))
    assert 0 == ended([PROGRAM, "build"])[0]
    assert files_of(Path("site")) == once


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["build"], ""),
        (["query", "-"], "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"),
    ],
)
def test_ctrl_c_ends_a_command_at_once(words: list[str], query: str, home: Path) -> None:
    """Also within a query that does not end; as a terminal does it, to all processes of the command."""
    before = files_of(home)
    with subprocess.Popen(
        [PROGRAM, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        assert running.stdin
        running.stdin.write(query.encode())
        running.stdin.close()
        running.stdin = None
        wait_until_busy(running.pid)
        os.killpg(running.pid, signal.SIGINT)
        said = running.communicate(timeout=20)

    assert (130, (b"", b"")) == (running.returncode, said)
    assert before == files_of(home)


def wait_until_busy(pid: int) -> None:
    """Until a process has read its program: one of the libraries that only its work needs is there."""
    for _ in range(1000):
        if "pyoxigraph" in Path(f"/proc/{pid}/maps").read_text():
            return
        time.sleep(0.01)
    raise AssertionError("it never began")
