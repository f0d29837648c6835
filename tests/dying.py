"""`python -m tests.dying FOLDER:STEP... -- COMMAND...`: a command that is killed before a step.

The command runs in a fresh copy `FOLDER-STEP` of each folder. A step is a call that changes
something below it; before the one that is named the process ends by SIGKILL, at 0 it goes on to its
end. Printed is how each run ended. What is slow to load is loaded once, each run is a fork.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

SLOW = ("jsonschema_rs", "pyoxigraph", "rdflib", "networkx", "pyvis", "openpyxl", "docx", "jinja2")

CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "os.utime", "os.truncate"}


class Steps:
    """Counts the calls that change files below a folder, and dies before the one that was named."""

    def __init__(self, folder: Path, last: int) -> None:
        self.folder, self.last, self.taken = str(folder), last, 0

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        """Told of every call by the interpreter, before it is done."""
        if event not in CHANGES and not (event == "open" and self._writes(given[2])):
            return
        path = os.fsdecode(given[0]) if isinstance(given[0], str | bytes) else ""
        if path[:1] != "/" or path.startswith(self.folder):
            self.taken += 1
            if self.taken == self.last:
                os.kill(os.getpid(), signal.SIGKILL)

    @staticmethod
    def _writes(flags: int) -> bool:
        return bool(flags & (os.O_WRONLY | os.O_RDWR))


def die(folder: Path, step: int, words: list[str]) -> None:
    """Run a command in a copy of a folder; print `killed`, or the steps it took and its status."""
    from rrgraph.cli._group import group

    copy = folder.with_name(f"{folder.name}-{step}")
    shutil.copytree(folder, copy)
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.chdir(copy)
        steps = Steps(copy, step)
        sys.addaudithook(steps)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        code: Any = 0
        try:
            group.main(words)
        except SystemExit as ended:
            code = ended.code
        os.write(writing, f"{steps.taken} {code}".encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    print("killed" if killed else os.read(reading, 100).decode(), flush=True)
    os.close(reading)


def main() -> None:
    """One run after the other."""
    cut = sys.argv.index("--")
    for module in SLOW:
        import_module(module)
    for run in sys.argv[1:cut]:
        folder, _, step = run.rpartition(":")
        die(Path(folder), int(step), sys.argv[cut + 1 :])


if __name__ == "__main__":
    main()
