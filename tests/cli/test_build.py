"""`rrgraph build`: the whole site, or the old one untouched."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import Result

from rrgraph import site
from rrgraph.errors import RrgraphError

from .conftest import files_of

Run = Callable[..., Result]
Make = Callable[..., Path]

PROMISED = {
    *("index.html", "explorer.html", "gaps.html", "gaps.json", "dictionary.html"),
    *("rrgraph.trig", "rrgraph.nq", "rrgraph.ttl", "rrgraph.jsonld"),
}


@pytest.fixture
def old_site(demo: Path) -> dict[str, Any]:
    """A site that stands in `site/` from an earlier build; the whole folder with its bytes."""
    Path("site").mkdir()
    Path("site/index.html").write_text("old")
    Path("site/stale.html").write_text("old")
    return files_of(Path.cwd())


def raising(error: BaseException) -> Callable[..., NoReturn]:
    """A function that fails."""

    def fail(*_: object) -> NoReturn:
        raise error

    return fail


def test_a_build_writes_what_is_promised_and_says_so(run: Run, demo: Path) -> None:
    """Into `site/`, unless told otherwise; gaps are told and fail nothing."""
    done = run("build")

    assert (0, "") == (done.exit_code, done.stderr)
    assert set(files_of(Path("site"))) >= PROMISED
    assert ["graph", "site"] == sorted(path.name for path in Path().iterdir())
    lines = done.stdout.splitlines()
    assert lines[0].endswith("(2 in 2 blocks, 1 references, in demo); 0 faults in the data")
    assert run("gaps").stdout.splitlines()[0] == lines[1]
    pages = sorted(name for name in files_of(Path("site")) if not name.startswith("partners/"))
    assert [f"site/{name}" for name in pages] == lines[-1].split()


def test_a_new_site_takes_the_place_of_the_old(run: Run, old_site: object) -> None:
    """What the new one lacks is gone; nothing is left beside it."""
    assert 1 == run("build", "--fail-on", "error", "-o", "site").exit_code

    assert not Path("site/stale.html").exists()
    assert "old" != Path("site/index.html").read_text()
    assert ["graph", "site"] == sorted(path.name for path in Path().iterdir())


def test_faulty_data_leave_the_old_site(run: Run, old_site: object) -> None:
    """Every fault is told, those of the shapes too; the exit status is 2, and nothing is written."""
    actions = Path("graph/plans/demo/actions.yaml")
    actions.write_text(actions.read_text().replace("target: priority/1.2", "target: priority/1.1"))
    before = files_of(Path.cwd())

    done = run("build")

    assert (2, "") == (done.exit_code, done.stdout)
    assert "graph/plans/demo/actions.yaml:11:13:" in done.stderr
    assert done.stderr.endswith("1 fault; nothing was written.\n")
    assert before == files_of(Path.cwd())


@pytest.mark.usefixtures("without_shapes")
@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (OSError(28, "No space left on device"), 2, "site cannot be written: No space left"),
        (RrgraphError("It will not do."), 2, "Error: It will not do.\n"),
        (KeyboardInterrupt(), 130, ""),
        (SystemExit(143), 143, ""),
    ],
)
def test_a_build_that_fails_half_way_leaves_the_old_site(
    run: Run,
    old_site: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    told: str,
) -> None:
    """The last page fails, when all others are written: nothing of them stays."""
    monkeypatch.setattr(site, "_index", raising(error))

    done = run("build")

    assert (code, "") == (done.exit_code, done.stdout)
    assert told in done.stderr
    assert old_site == files_of(Path.cwd())


@pytest.mark.usefixtures("without_shapes")
def test_a_first_build_that_fails_leaves_nothing(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half site that could be taken for one."""
    monkeypatch.setattr(site, "_index", raising(OSError(28, "No space left on device")))

    assert 2 == run("build").exit_code
    assert ["graph"] == [path.name for path in Path().iterdir()]


@pytest.mark.usefixtures("without_shapes")
def test_a_crash_is_told_in_words(
    run: Run, old_site: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program is not taken for one of the data, and shows no traceback."""
    monkeypatch.delenv("RRGRAPH_TRACEBACK")
    monkeypatch.setattr(site, "_index", raising(KeyError("x\x1b[31m")))

    done = run("build")

    assert (2, "") == (done.exit_code, done.stdout)
    assert done.stderr.startswith("Error: rrgraph itself failed: KeyError: 'x\\x1b[31m'\n")
    assert "not of your data" in done.stderr
    assert old_site == files_of(Path.cwd())


def test_a_build_that_is_ended_cleans_up(old_site: dict[str, Any]) -> None:
    """A system that stops a process leaves no half site behind."""
    doing = (
        "import os, signal, sys\n"
        "from rrgraph import cli, site\n"
        "site._index = lambda *_: os.kill(os.getpid(), signal.SIGTERM) or ''\n"
        "sys.argv = ['rrgraph', 'build']\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", doing], capture_output=True, check=False)

    assert (128 + signal.SIGTERM, b"", b"") == (done.returncode, done.stdout, done.stderr)
    assert old_site == files_of(Path.cwd())


@pytest.mark.usefixtures("without_shapes")
@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("letters", "letters holds other files. Give a new folder, or empty it first."),
        ("note.txt", "note.txt is a file; give a folder to write to."),
        ("note.txt/site", "note.txt/site cannot be written: note.txt is not a folder."),
        ("graph", "where the plans are. Write somewhere else."),
        ("graph/site", "where the plans are. Write somewhere else."),
        ("circle", "circle cannot be written"),
        (".", "holds other files."),
        ("/proc/site", "/proc/site cannot be written"),
    ],
)
def test_what_is_no_place_for_a_site_stays_as_it_is(
    run: Run, demo: Path, target: str, told: str
) -> None:
    """Nobody's own files are lost to a mistyped path."""
    Path("letters").mkdir()
    Path("letters/one.txt").write_text("mine")
    Path("note.txt").write_text("mine")
    Path("circle").symlink_to("circle")
    before = files_of(Path.cwd())

    done = run("build", "-o", target)

    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr
    assert before == files_of(Path.cwd())


@pytest.mark.usefixtures("without_shapes")
@pytest.mark.parametrize(("words", "code"), [((), 0), (("--fail-on", "error"), 1)])
def test_a_build_fails_for_gaps_only_when_asked(
    run: Run, make_graph: Make, words: tuple[str, ...], code: int
) -> None:
    """The site is written all the same: it shows which gaps."""
    make_graph()
    done = run("build", *words)

    assert (code, "") == (done.exit_code, done.stderr)
    assert "gaps: 5 errors, 1 warning, 3 notes" in done.stdout
    assert Path("site/index.html").is_file()


@pytest.mark.usefixtures("without_shapes")
def test_a_rule_that_cannot_be_asked_is_told_and_the_site_is_written(
    run: Run, make_graph: Make
) -> None:
    """With exit status 2; the page of the gaps says so too."""
    make_graph()
    own = Path("queries/gaps/mine.rq")
    own.parent.mkdir(parents=True)
    own.write_text("#+ summary: Mine\nSELECT ?focus {}\n")
    done = run("build")

    assert 2 == done.exit_code
    assert "queries/gaps/mine.rq:1:1: the header lacks advice" in done.stderr
    assert "Rules that could not be asked" in Path("site/gaps.html").read_text()
