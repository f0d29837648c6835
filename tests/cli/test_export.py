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
    assert "\\t" not in missing.stderr
    assert 'Did you mean "trig"?' in mistyped.stderr


def test_formats_are_listed_with_what_they_are_for(run: Run) -> None:
    """A line each."""
    done = run("export", "--list")

    assert 0 == done.exit_code
    assert exports.names() == [line.split()[0] for line in done.stdout.splitlines()]


def test_a_plan_narrows_what_is_written(run: Run) -> None:
    """Of the plans that ship; what they share stays, what others print does not."""
    done = run("export", "--to", "nq", "--plan", "norfolk-2019")

    assert 0 == done.exit_code
    assert "/graph/plan/norfolk-2019>" in done.stdout
    assert "/id/agency/nacro>" in done.stdout
    assert "/id/plan/yorkshire-humberside-2009/" not in done.stdout
    assert "/graph/plan/norfolk-2016>" not in done.stdout


def test_a_plan_that_there_is_not_is_told(run: Run) -> None:
    """With the nearest; several plans where a file holds one, too."""
    unknown = run("export", "--to", "nq", "--plan", "norfolk-2018")
    several = run("export", "--to", "stratml")

    assert (2, 2) == (unknown.exit_code, several.exit_code)
    assert 'There is no plan "norfolk-2018".' in unknown.stderr
    assert "holds one plan. Say which: --plan" in several.stderr


def test_an_archive_is_not_called_csv(run: Run, demo: Path) -> None:
    """A spreadsheet would show its bytes."""
    done = run("export", "--to", "csv", "-o", "plans.csv")

    assert 2 == done.exit_code
    assert "Call it plans.zip." in done.stderr
    assert not Path("plans.csv").exists()
