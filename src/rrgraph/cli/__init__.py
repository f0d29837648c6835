"""The command line: one command a file in this folder, loaded only when it runs.

Here is only how it starts: nothing else is imported before Ctrl-C is taken care of.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, NoReturn

INTERRUPTED = 130  # as a shell counts it: never 1, which speaks of gaps or faults


def main() -> None:
    """Run the command line; whatever goes wrong is told in a sentence, never a traceback."""
    from rrgraph.cli._group import group

    gc.set_threshold(1_000_000)  # a command makes many objects, little rubbish, and is soon over
    for stream in (sys.stdout, sys.stderr):  # a pipe gets UTF-8, a terminal what it can show
        if isinstance(stream, TextIOWrapper):
            code = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=code, errors="backslashreplace")
    group.main()


def script() -> NoReturn:
    """Run the command line as a process of its own.

    The process ends without taking the interpreter apart, which would only free, object by object,
    the memory that the system takes back anyway: a tenth of the time of a short command.
    """
    code: Any = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except KeyboardInterrupt:  # before there was a command to tell
        code = INTERRUPTED
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))
