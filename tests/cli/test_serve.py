"""`rrgraph serve`: started, asked, and ended without a trace."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import Result

from rrgraph.engine import ending_with_us

PROGRAM = str(Path(sys.executable).with_name("rrgraph"))


@contextmanager
def served(temporary: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server with its address; what it keeps goes into a folder of the test's own."""
    temporary.mkdir(exist_ok=True)
    environment = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(
        [PROGRAM, "serve", "--port", "0", *words],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout and running.stderr
        line = running.stdout.readline()
        found = re.match(r"(http://127.0.0.1:\d+/) the site; ", line)
        assert found, line + running.stderr.read()
        yield running, found[1]
        running.kill()


def children(process: int) -> list[str]:
    """The processes that a process has started."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [child for thread in threads for child in thread.read_text().split()]


def is_running(process: str) -> bool:
    """Whether it is there, and not only still to be counted as ended."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_at_once_and_leaves_no_process_and_no_file(
    demo: Path, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    """By Ctrl-C, or as a service is ended."""
    away = tmp_path / "away"
    with served(away) as (running, address):
        with urlopen(f"{address}sparql?query=ASK%20%7B%7D") as answer:
            assert b"true" in answer.read()
        with urlopen(f"{address}gaps.html") as page:
            assert b"Gap report" in page.read()
        engines = children(running.pid)
        assert 1 == len(engines)
        assert list(away.iterdir())
        running.send_signal(sent)
        assert code == running.wait(timeout=20)
        assert "" == running.stderr.read() if running.stderr else ""
    assert [] == [one for one in engines if Path(f"/proc/{one}").exists()]
    assert [] == list(away.iterdir())


@pytest.mark.skipif(not ending_with_us(), reason="this system cannot tie one process to another")
def test_the_engine_goes_with_it_however_it_ends(demo: Path, tmp_path: Path) -> None:
    """Kill -9 lets it do nothing, and nobody would find the engine on its own port."""
    site = tmp_path / "site"
    site.mkdir()
    with served(tmp_path / "away", "--site", str(site)) as (running, _):
        (engine,) = children(running.pid)
        running.kill()
        running.wait()
        for _ in range(500):
            if not is_running(engine):
                break
            time.sleep(0.01)
    assert not is_running(engine)


def test_a_second_start_says_that_the_port_is_taken(
    demo: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    """And how to choose another."""
    site = tmp_path / "site"
    site.mkdir()
    with served(tmp_path / "away", "--site", str(site)) as (_, address):
        port = address.rstrip("/").rsplit(":", 1)[-1]
        done = run("serve", "--port", port, "--site", str(site))
    assert 2 == done.exit_code
    assert f"Port {port} is taken: is `rrgraph serve` running already?" in done.stderr
    assert "Choose another with --port." in done.stderr
