"""Whole processes, measured: the CPU time and the memory that the system counted for them."""

from __future__ import annotations

import math
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RRGRAPH = str(Path(sys.executable).with_name("rrgraph"))


class Cost(NamedTuple):
    """CPU seconds, user and system, and the most memory held, in MB."""

    seconds: float
    megabytes: float


def cost(command: Sequence[str], cwd: Path | None = None, most: int = 0) -> Cost:
    """Run a command once, its output thrown away; CalledProcessError if it fails.

    One that takes more than `most` seconds of CPU is ended, and costs no end of time.
    """
    return told(command, cwd, most)[1]


def told(command: Sequence[str], cwd: Path | None = None, most: int = 0) -> tuple[str, Cost]:
    """What a command says, and its cost."""
    words = ("prlimit", f"--cpu={most}", *command) if most else command
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=cwd) as process:
        assert process.stdout
        said = process.stdout.read().decode("utf-8", "replace")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = used.ru_maxrss / 1024
    if most and process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return said, Cost(math.inf, megabytes)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return said, Cost(used.ru_utime + used.ru_stime, megabytes)


def least(command: Sequence[str], runs: int, cwd: Path | None = None) -> Cost:
    """The least of several runs: other work on the machine can only add."""
    costs = [cost(command, cwd) for _ in range(runs)]
    return Cost(min(c.seconds for c in costs), min(c.megabytes for c in costs))


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """How a cost grows with size, fitted over all: 1 is in proportion, 2 with the square."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in values]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )


def machine() -> str:
    """What a table was measured on."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
