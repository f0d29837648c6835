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


BEGIN = ("--title", "A", "--start", "2030-01-01", "--end", "2030-12-31", "--publisher", "council")


def test_the_first_plan_begins_a_folder_of_ones_own(run: Callable[..., Result]) -> None:
    """With a register that holds its publisher, where there is no graph/ here or above."""
    assert 2 == run("init", "../x", *BEGIN, "--publisher-name", "Own Council").exit_code
    assert 2 == run("init", "own-2030", *BEGIN).exit_code
    assert [] == list(Path.cwd().iterdir())

    done = run("init", "own-2030", *BEGIN, "--publisher-name", "Own Council")

    assert (0, "") == (done.exit_code, done.stderr)
    assert "graph/agencies.yaml" == done.stdout.splitlines()[0]
    assert (
        "{id: council, type: Agency, name: Own Council}" in Path("graph/agencies.yaml").read_text()
    )
    assert (0, "") == (run("check").exit_code, run("check").stdout)


def test_a_publisher_of_its_name_joins_the_register(run: Callable[..., Result], demo: Path) -> None:
    """One that is there already is left as it is."""
    before = (demo / "agencies.yaml").read_text()
    assert 0 == run("init", "new-2029", *BEGIN, "--publisher-name", "Whatever").exit_code
    assert before == (demo / "agencies.yaml").read_text()

    words = [*BEGIN[:-1], "museum", "--publisher-name", "The Museum"]
    assert 0 == run("init", "new-2030", *words).exit_code
    added = "  - {id: museum, type: Agency, name: The Museum}\n"
    assert before == (demo / "agencies.yaml").read_text().replace(added, "")
    assert before != (demo / "agencies.yaml").read_text()
    assert 0 == run("check").exit_code


def test_what_cannot_be_an_id_never_joins_the_register(
    run: Callable[..., Result], demo: Path
) -> None:
    """`check` would refuse the register from then on."""
    before = (demo / "agencies.yaml").read_text()
    done = run("init", "new-2030", *BEGIN[:-1], "The Museum", "--publisher-name", "The Museum")
    assert 2 == done.exit_code
    assert '"The Museum" cannot be the id of an agency.' in done.stderr
    assert before == (demo / "agencies.yaml").read_text()
    assert not (demo / "plans" / "new-2030").exists()


def test_the_plans_that_ship_are_never_changed(run: Callable[..., Result]) -> None:
    """Without a folder of one's own, commands that write say so."""
    accept = ("no-lead", "action/visitors-centres", "--because", "x", "--until", "2030-01-01")
    for words in (["accept", *accept], ["cite"]):
        done = run(*words)
        assert (2, "") == (done.exit_code, done.stdout)
        assert "the plans that ship with rrgraph are not changed" in done.stderr
