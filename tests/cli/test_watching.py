"""`--watch`: the work is done again after each change, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Make = Callable[..., Path]
WAITING = "Watching for changes"


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A command as a process of its own, ended when the block ends."""
    code = "from rrgraph.cli import script; script()"
    process = subprocess.Popen(
        (sys.executable, "-c", code, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def until_waiting(process: subprocess.Popen[str]) -> str:
    """What is told until the command waits for a change."""
    assert process.stdout
    told = []
    for line in process.stdout:
        if line.startswith(WAITING):
            return "".join(told)
        told.append(line)
    raise AssertionError(f"it ended: {''.join(told)}")


def test_a_fault_is_told_when_it_is_saved_and_gone_when_it_is_mended(make_graph: Make) -> None:
    """Check by check, while a curator types; Ctrl-C ends with the status of an interruption."""
    graph = make_graph()
    more = graph / "plans/demo/more.yaml"
    with running("check", "--graph", str(graph), "--watch") as process:
        assert until_waiting(process) == ""
        more.write_text("regoin: North\n", encoding="utf-8")
        told = until_waiting(process)
        assert told.startswith("Changed: graph/plans/demo/more.yaml.\n")
        assert "has no key `regoin`" in told
        more.write_text("region: North\n", encoding="utf-8")
        assert until_waiting(process) == "Changed: graph/plans/demo/more.yaml.\n"
        process.send_signal(signal.SIGINT)
        assert 130 == process.wait(20)


def test_a_site_is_built_again_and_stays_where_data_are_faulty(
    make_graph: Make, tmp_path: Path
) -> None:
    """The last whole site is there all the time."""
    graph, site = make_graph(), tmp_path / "site"
    words = ("build", "--graph", str(graph), "-o", str(site), "--no-desk", "--watch")
    plan = graph / "plans/demo/plan.yaml"
    text = plan.read_text(encoding="utf-8")
    with running(*words) as process:
        until_waiting(process)
        first = (site / "rrgraph.trig").read_text(encoding="utf-8")
        plan.write_text(f"{text}region: Nowhere in particular\n", encoding="utf-8")
        until_waiting(process)
        second = (site / "rrgraph.trig").read_text(encoding="utf-8")
        assert ("Nowhere in" in first, "Nowhere in" in second) == (False, True)
        plan.write_text(f"{text}regoin: X\n", encoding="utf-8")
        assert "has no key `regoin`" in until_waiting(process)
        assert second == (site / "rrgraph.trig").read_text(encoding="utf-8")
        os.kill(process.pid, signal.SIGINT)
        assert 130 == process.wait(20)
