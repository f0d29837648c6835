"""How every command runs: which plans it reads, where its output goes, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

import rrgraph.cli.gaps

from .conftest import PROGRAM, files_of

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[bytes]]

WRITING = {
    "gaps": ["gaps"],
    "query": ["query", "most-referred-to", "-p", "plan=demo"],
    "export": ["export", "--to", "nq"],
    "explore": ["explore"],
}
PLANS = "SELECT ?id { ?p a rrg:Plan BIND(REPLACE(STR(?p), '^.*/', '') AS ?id) }"


def plans_read(run: Run, *words: str | Path) -> list[str]:
    """The ids of the plans that a command reads."""
    done = run("query", "-", "--format", "csv", *words, stdin=PLANS)
    assert (0, "") == (done.exit_code, done.stderr)
    return done.stdout.split()[1:]


# ---------------------------------------------------------------------- which plans
def test_a_command_in_a_folder_below_reads_the_nearest_plans(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git does; also from inside the folder of plans itself."""
    deep = Path("notes/2026")
    deep.mkdir(parents=True)
    for folder in (deep, demo / "plans" / "demo"):
        monkeypatch.chdir(folder)
        assert ["demo"] == plans_read(run)
        monkeypatch.chdir(demo.parent)


def test_without_plans_nearby_the_shipped_ones_are_read(run: Run) -> None:
    """Who only installed it sees something at once; a folder that is only called graph is none."""
    Path("graph").mkdir()
    Path("graph/holiday.png").write_bytes(b"")

    assert "yorkshire-humberside-2009" in plans_read(run)


def test_a_folder_can_be_named(run: Run, demo: Path) -> None:
    """From anywhere, under any name."""
    moved = demo.rename("elsewhere")
    assert ["demo"] == plans_read(run, "--graph", moved)
    assert ["demo"] == plans_read(run, "--graph", moved.resolve())


@pytest.mark.parametrize("command", ["check", "build", *WRITING])
@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("nowhere", "nowhere is not a folder."),
        ("note.txt", "note.txt is not a folder."),
        ("other", "other has no folder plans/."),
        ("bare", "There is no plan in bare/plans."),
    ],
)
def test_a_folder_without_plans_is_told(run: Run, command: str, folder: str, told: str) -> None:
    """Never passed over in silence, as if all were well."""
    Path("note.txt").touch()
    Path("other").mkdir()
    Path("bare/plans").mkdir(parents=True)

    done = run(*WRITING.get(command, [command]), "--graph", folder)

    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr


def test_a_graph_that_lost_its_plans_is_not_taken_for_none(run: Run, demo: Path) -> None:
    """Else the answers would be about the shipped plans."""
    (demo / "plans").rename("away")

    done = run("gaps")

    assert (2, "") == (done.exit_code, done.stdout)
    assert "graph has no folder plans/" in done.stderr


# ---------------------------------------------------------------------- where the output goes
@pytest.mark.parametrize(
    ("command", "target", "told"),
    [
        ("gaps", "note.txt/out", "note.txt/out cannot be written: note.txt is not a folder."),
        ("gaps", "/proc/out", "/proc/out cannot be written"),
        ("gaps", "/dev/full", "/dev/full cannot be written: No space left on device."),
        ("gaps", "x" * 300, "cannot be written: File name too long."),
        ("gaps", "link.html", "where the plans are. Write somewhere else."),
        *((command, "folder", "is a directory") for command in WRITING),
        *((command, "none/out", "there is no folder none. Make it first.") for command in WRITING),
        *((command, "graph/plans/demo/plan.yaml", "where the plans are") for command in WRITING),
    ],
)
def test_what_cannot_be_written_is_told(
    run: Run, demo: Path, command: str, target: str, told: str
) -> None:
    """With what to do, and nothing is changed: least of all what the plans say."""
    Path("note.txt").write_text("mine")
    Path("folder").mkdir()
    Path("link.html").symlink_to("graph/agencies.yaml")
    before = files_of(Path.cwd())

    done = run(*WRITING[command], "-o", target)

    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr
    assert before == files_of(Path.cwd())


@pytest.mark.parametrize("command", WRITING)
def test_an_old_output_is_replaced_where_its_link_leads(run: Run, demo: Path, command: str) -> None:
    """A link stays a link, and no temporary file stays beside it."""
    Path("site").mkdir()
    Path("site/old").write_text("old")
    Path("out").symlink_to("site/old")

    assert 0 == run(*WRITING[command], "-o", "out").exit_code

    assert Path("out").is_symlink()
    assert "old" != Path("site/old").read_text()
    assert ["old"] == [path.name for path in Path("site").iterdir()]


def test_a_pipe_gets_plain_utf_8_whatever_the_terminal_is(process: Process, demo: Path) -> None:
    """No colour, even where one is asked for; the same bytes under any locale."""
    title = "Map “provision” – Délivré"
    actions = demo / "plans" / "demo" / "actions.yaml"
    actions.write_text(actions.read_text().replace("title: Talk", f"title: {title}"))

    plain = process("gaps", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii", TERM="dumb")
    gaudy = process("gaps", FORCE_COLOR="1", CLICOLOR_FORCE="1", TERM="xterm-256color")

    assert (0, b"") == (plain.returncode, plain.stderr)
    assert title in plain.stdout.decode("utf-8")
    assert plain.stdout == gaudy.stdout
    assert b"\x1b" not in gaudy.stdout


def test_a_reader_that_has_seen_enough_is_no_fault(demo: Path) -> None:
    """`rrgraph export --to nq | head -1`."""
    with subprocess.Popen(
        [PROGRAM, "export", "--to", "nq"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout and running.stderr
        assert running.stdout.read(1)
        running.stdout.close()
        said = running.stderr.read()
    assert (0, b"") == (running.returncode, said)


@pytest.mark.parametrize(
    "command", [["gaps"], ["export", "--to", "nq"], ["query", "--list"], ["check"]]
)
def test_an_output_that_is_lost_is_told(demo: Path, command: list[str]) -> None:
    """A full disk behind `>` must not look like an empty answer."""
    if command == ["check"]:
        (demo / "plans" / "demo" / "extra.yaml").write_text("mention: x\n")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [PROGRAM, *command], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert 2 == done.returncode
    assert "Error: the output cannot be written: No space left on device.\n" == done.stderr


def test_messages_are_not_mixed_into_the_output(process: Process, demo: Path) -> None:
    """What is piped into another program is the answer alone."""
    done = process("gaps", "--format", "json")
    asked = process("query", "no-such-question")

    assert b"" == done.stderr
    assert {"as_of", "findings", "counts", "asides", "broken"} == set(json.loads(done.stdout))
    assert (2, b"") == (asked.returncode, asked.stdout)
    assert asked.stderr.startswith(b'Error: There is no query "no-such-question".')


# ---------------------------------------------------------------------- how it ends
def test_a_command_that_is_interrupted_says_nothing(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its exit status is 130, as a shell counts it: 1 would speak of gaps."""

    def interrupted(graph: Path | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rrgraph.cli.gaps, "recalled", interrupted)
    done = run("gaps", "--fail-on", "error")
    assert (130, "", "") == (done.exit_code, done.stdout, done.stderr)


def test_one_that_is_interrupted_before_it_began_says_nothing_either() -> None:
    """While the program itself is still read."""
    doing = """
import sys
class Interrupted:
    def find_spec(self, name, *_):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
from rrgraph.cli import script
script()
"""
    done = subprocess.run([sys.executable, "-c", doing], capture_output=True, check=False)
    assert (130, b"", b"") == (done.returncode, done.stdout, done.stderr)


def test_a_question_that_nobody_answers_ends_the_command(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the end of the input; nor does this look like gaps or faults."""
    monkeypatch.setattr(rrgraph.cli.gaps, "recalled", lambda _: click.prompt("Which"))
    done = run("gaps", stdin="")
    assert 130 == done.exit_code
    assert done.stderr.endswith("There was no answer: nothing more was done.\n")


def test_no_command_leaves_anything_behind(run: Run, demo: Path) -> None:
    """Nothing is written where nothing was asked for; what the plans say stays as it is."""
    before = files_of(Path.cwd())
    for words in (["check"], *(WRITING[name] for name in ("gaps", "query", "export"))):
        assert 0 == run(*words).exit_code
    assert before == files_of(Path.cwd())


@pytest.mark.parametrize(
    "words",
    [
        ("-m", "rrgraph", "check"),
        ("-c", "import sys; from rrgraph.cli import main; sys.argv = ['rrgraph', 'check']; main()"),
    ],
)
def test_python_itself_and_another_program_can_run_it(demo: Path, words: tuple[str, ...]) -> None:
    """`python -m rrgraph` and `rrgraph.cli.main` are the same command line."""
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, check=False, env=os.environ
    )
    assert (0, b"", b"") == (done.returncode, done.stdout, done.stderr)
