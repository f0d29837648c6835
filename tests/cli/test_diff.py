"""`rrgraph diff`: formats, names of editions, and recording what a person accepts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from ..refresh_plans import CONTINUATIONS, two_editions
from ..test_editions import git


def test_two_plans_are_compared_as_text_by_default(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """Exit status 0: a change is no fault."""
    two_editions(tmp_path, editorial=CONTINUATIONS)
    done = run("diff", "demo", "demo-2010")
    assert done.exit_code == 0
    assert done.stdout.startswith("demo -> demo-2010: 1 reworded, 1 moved, 1 new")


def test_a_format_can_be_chosen_and_a_file(run: Callable[..., Result], tmp_path: Path) -> None:
    """What is printed and what is written are the same."""
    two_editions(tmp_path)
    printed = run("diff", "demo", "demo-2010", "--format", "json").stdout
    run("diff", "demo", "demo-2010", "--format", "json", "-o", "diff.json")
    assert json.loads(printed) == json.loads((tmp_path / "diff.json").read_text(encoding="utf-8"))


def test_candidates_are_asked_and_those_accepted_recorded(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """One answer each, and a reason for what is accepted; the rest stays undecided."""
    graph = two_editions(tmp_path, editorial=CONTINUATIONS)
    count = len(
        json.loads(run("diff", "demo", "demo-2010", "--format", "json").stdout)["candidates"]
    )
    answers = "r\nThe same heading.\n" + "n\n" * (count - 1)
    done = run("diff", "demo", "demo-2010", "--record", stdin=answers)
    assert "1 continuation written" in done.stdout
    text = (graph / "plans" / "demo-2010" / "editorial.yaml").read_text(encoding="utf-8")
    assert text.startswith(CONTINUATIONS.rstrip())
    assert "because: The same heading." in text
    assert run("check").exit_code == 0


def test_breaking_off_records_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    """All accepted ones are written at the end, or none."""
    graph = two_editions(tmp_path, editorial=CONTINUATIONS)
    done = run("diff", "demo", "demo-2010", "--record", stdin="r\n")
    assert done.exit_code == 130
    path = graph / "plans" / "demo-2010" / "editorial.yaml"
    assert CONTINUATIONS == path.read_text(encoding="utf-8")


def test_the_plans_that_ship_are_not_changed(run: Callable[..., Result]) -> None:
    """Where there is no folder of one's own, nobody is asked anything."""
    done = run("diff", "norfolk-2016", "norfolk-2019", "--record", stdin="n\n")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "the plans that ship with rrgraph are not changed" in done.stderr


def test_states_of_one_plan_have_nothing_to_record(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """Wrong use: exit status 2."""
    two_editions(tmp_path)
    assert run("diff", "demo", "demo", "--record").exit_code == 2


def test_a_past_state_has_nowhere_to_record(run: Callable[..., Result], tmp_path: Path) -> None:
    """Wrong use, before anybody is asked."""
    two_editions(tmp_path)
    for asked in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        git(tmp_path, *asked)
    done = run("diff", "demo", "demo-2010@HEAD", "--record", stdin="n\n")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "demo-2010@HEAD is a past state, in which nothing is written" in done.stderr


def test_an_unknown_edition_is_wrong_use(process: Callable[..., object], tmp_path: Path) -> None:
    """With the nearest name."""
    two_editions(tmp_path)
    done = process("diff", "demo", "demo-201")
    assert done.returncode == 2
    assert b'Did you mean "demo-2010"?' in done.stderr
