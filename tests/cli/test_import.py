"""`rrgraph import`: shown first, written whole, nothing of anyone's lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from .conftest import files_of

Run = Callable[..., Result]
TABLE = (
    "Ref,Action,Lead,By when\n1.1,Open a hub,Demo Probation,March 2030\n1.2,Run it,Nobody Ltd,\n"
)


@pytest.fixture
def table(demo: Path, at_home: Path) -> Path:
    """A table of two actions, of which one has a lead that the register does not hold."""
    path = at_home / "hub.csv"
    path.write_text(TABLE)
    return path


def test_without_a_folder_the_files_are_shown_and_none_is_written(
    run: Run, table: Path, at_home: Path
) -> None:
    """As a diff, with what needs a person behind it."""
    before = files_of(at_home)

    done = run("import", table, "--plan", "hub")

    assert 0 == done.exit_code, done.output
    assert "+++ b/actions.yaml" in done.stdout
    assert "2 actions, 1 priority" in done.stdout
    assert "line 3: 'Nobody Ltd': nothing like it is known" in done.stdout
    assert "Nothing was written" in done.stderr
    assert before == files_of(at_home)


def test_what_is_written_passes_check(run: Run, table: Path) -> None:
    """Beside the register of the graph that it was imported into."""
    assert 0 == run("import", table, "--plan", "hub", "-o", "graph/plans/hub").exit_code

    done = run("check")

    assert (0, "") == (done.exit_code, done.stdout)


def test_a_second_import_overwrites_nothing(run: Run, table: Path, at_home: Path) -> None:
    """A person may have begun to review the first."""
    run("import", table, "--plan", "hub", "-o", "graph/plans/hub")
    before = files_of(at_home)

    done = run("import", table, "--plan", "hub", "-o", "graph/plans/hub")

    assert 2 == done.exit_code
    assert "is there already; nothing was written" in done.stderr
    assert before == files_of(at_home)


def test_the_empty_folder_that_init_made_is_filled(run: Run, table: Path) -> None:
    """Its plan.yaml stays as it was typed, its actions.yaml holds nothing but comments."""
    period = ("--start", "2030-01-01", "--end", "2030-12-31")
    run("init", "hub", "--title", "Hub", *period, "--publisher", "probation")
    plan = Path("graph/plans/hub/plan.yaml").read_bytes()

    done = run("import", table, "--plan", "hub", "-o", "graph/plans/hub")

    assert 0 == done.exit_code, done.output
    assert "Open a hub" in Path("graph/plans/hub/actions.yaml").read_text()
    assert plan == Path("graph/plans/hub/plan.yaml").read_bytes()
    assert 0 == run("check").exit_code


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.csv", "--plan", "hub"], "none.csv is no file"),
        (["graph", "--plan", "hub"], "graph is a folder, not a file"),
        (["hub.csv", "--plan", "The Hub"], '"The Hub" cannot be the id of a plan'),
        (["hub.csv", "--plan", "hub", "--map", "lead"], "must be COLUMN=HEADING"),
        (["hub.csv", "--plan", "hub", "--map", "leed=Who"], 'Did you mean "lead"?'),
        (["hub.csv", "--plan", "hub", "--map", "lead=Boss"], 'No table has a column "Boss"'),
        (
            ["hub.xls", "--plan", "hub"],
            "is of no kind that can be imported. Save it as .xlsx first.",
        ),
        (["hub.exe", "--plan", "hub"], "is of no kind that can be imported. What can: "),
        (["notes.txt", "--plan", "hub"], "there is no table in it"),
    ],
)
def test_what_cannot_be_imported_is_told(
    run: Run, table: Path, at_home: Path, words: list[str], told: str
) -> None:
    """And leaves nothing behind."""
    for name in ("hub.exe", "hub.xls"):
        (at_home / name).write_bytes(b"MZ")
    (at_home / "notes.txt").write_text("Only prose.\n")
    before = files_of(at_home)

    done = run("import", *words, "-o", "out")

    assert 2 == done.exit_code
    assert told in done.stderr
    assert before == files_of(at_home)
