"""`rrgraph init`: a new plan, from options or asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result


def test_what_is_not_given_is_asked(run: Callable[..., Result], demo: Path) -> None:
    """Title, days and publisher; the files written are told."""
    answers = "A new plan\n2030-01-01\n2030-12-31\nprobation\n"
    done = run("init", "new-2030", stdin=answers)
    assert done.exit_code == 0
    assert done.stdout.endswith("graph/plans/new-2030/progress.yaml\n")
    assert run("check").exit_code == 0


def test_progress_is_recorded_by_a_line_and_asked_with_a_date(
    run: Callable[..., Result], demo: Path
) -> None:
    """What is current on a day is the latest update until then."""
    (demo / "plans" / "demo" / "progress.yaml").write_text(
        "progressUpdates:\n"
        "- {id: june, item: action/1.1.1, asOf: 2009-06-30, rag: red, text: Not begun.}\n"
        "- {id: october, item: action/1.1.1, asOf: 2009-10-31, rag: green, text: Done well.}\n",
        encoding="utf-8",
    )
    assert run("check").exit_code == 0
    for day, rating in (("2009-07-01", "red"), ("2009-12-31", "green")):
        asked = ("query", "progress-current", "-p", "plan=demo", "-p", f"asOf={day}")
        assert rating in run(*asked, "--format", "csv").stdout


def test_an_unknown_publisher_or_edition_is_told_with_the_nearest(
    process: Callable[..., object], demo: Path
) -> None:
    """Wrong use; no folder is made."""
    days = ("--start", "2030-01-01", "--end", "2030-12-31", "--title", "A")
    done = process("init", "new", *days, "--publisher", "probtion")
    assert (2, True) == (done.returncode, b'Did you mean "probation"?' in done.stderr)
    done = process("init", "new", *days, "--publisher", "probation", "--revises", "dem")
    assert (2, True) == (done.returncode, b'Did you mean "demo"?' in done.stderr)
    assert not (demo / "plans" / "new").exists()
