"""`rrgraph export`: the graph in the formats that other tools read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from rrgraph import exports

Run = Callable[..., Result]


@pytest.mark.parametrize("form", exports.names())
def test_a_file_holds_what_a_pipe_would_get(run: Run, demo: Path, form: str) -> None:
    """Byte for byte; where it went is said beside the output."""
    piped = run("export", "--to", form)
    done = run("export", "--to", form, "-o", "out")

    assert (0, "") == (piped.exit_code, piped.stderr)
    assert len(piped.stdout_bytes) > 1000
    assert (0, "", "wrote out\n") == (done.exit_code, done.stdout, done.stderr)
    assert piped.stdout_bytes == Path("out").read_bytes()


def test_a_format_must_be_named(run: Run, demo: Path) -> None:
    """The message lists the folder of formats."""
    missing = run("export")
    mistyped = run("export", "--to", "trg")

    assert (2, 2) == (missing.exit_code, mistyped.exit_code)
    assert all(form in missing.stderr for form in exports.names())
    assert 'Did you mean "trig"?' in mistyped.stderr
