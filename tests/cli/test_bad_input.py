"""Bad input of any kind: told with file and line, with the right exit status, and nothing written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import Result

from rrgraph.reading import MOST_BYTES, MOST_DEPTH

from .conftest import files_of

Run = Callable[..., Result]
Make = Callable[..., Path]
Process = Callable[..., subprocess.CompletedProcess[bytes]]
Spoil = Callable[[Path], object]

PLAN = "plans/demo/"
EXTRA = f"{PLAN}extra.yaml"
COMMANDS = {
    "check": ["check"],
    "build": ["build"],
    "gaps": ["gaps", "-o", "out"],
    "query": ["query", "most-referred-to", "-p", "plan=demo", "-o", "out"],
    "export": ["export", "--to", "trig", "-o", "out"],
    "explore": ["explore", "-o", "out"],
}


# ---------------------------------------------------------------------- ways to spoil a graph
def write(name: str, content: str | bytes) -> Spoil:
    """A file with this content."""
    data = content.encode() if isinstance(content, str) else content
    return lambda graph: (graph / name).write_bytes(data)


def change(name: str, old: str, new: str) -> Spoil:
    """One place of a sound file, written otherwise."""

    def spoil(graph: Path) -> None:
        text = (graph / name).read_text()
        assert old in text
        (graph / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def huge(name: str) -> Spoil:
    """A file of 100 MB, of which nothing is on the disk."""

    def spoil(graph: Path) -> None:
        with (graph / name).open("wb") as file:
            file.truncate(100_000_000)

    return spoil


def in_place(name: str, make: Callable[[Path], object]) -> Spoil:
    """Something else in place of a file."""

    def spoil(graph: Path) -> None:
        (graph / name).unlink(missing_ok=True)
        make(graph / name)

    return spoil


BOMB = "\n".join(
    ["a0: &a0 [x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9))]
)
FILES: dict[str, tuple[Spoil, str]] = {
    "no YAML": (write(EXTRA, "id: a\nb: [\n  c: }\n"), "extra.yaml:3:6: this is not YAML"),
    "Latin-1": (write(EXTRA, b"a: b\nc: caf\xe9\n"), "extra.yaml:2:1: the file is not UTF-8 text"),
    "UTF-16": (
        write(EXTRA, "mentions: []\n".encode("utf-16")),
        "extra.yaml:1:1: the file is not UTF-8 text",
    ),
    "a NUL byte": (
        write(EXTRA, b"mentions:\n- thing: a\0b\n"),
        "extra.yaml:2:11: this is not YAML: it holds the control character U+0000",
    ),
    "nothing but NUL bytes": (write(EXTRA, bytes(100)), "extra.yaml:1:1: this is not YAML"),
    "an escaped control character": (
        write(EXTRA, 'mentions:\n- thing: "a\\e[31m"\n'),
        "extra.yaml:2:10: the text holds the control character U+001B",
    ),
    "a character that is none": (
        write(EXTRA, 'mentions:\n- thing: "a\\uFFFE"\n'),
        "extra.yaml:2:10: the text holds the control character U+FFFE",
    ),
    "an alias bomb": (write(EXTRA, BOMB), "extra.yaml:2:10: the alias *a0 is not allowed"),
    "bottomless nesting": (
        write(EXTRA, "mentions: " + "[" * 100_000),
        f"extra.yaml:1:34: nested more than {MOST_DEPTH} deep",
    ),
    "100 MB": (huge(EXTRA), "extra.yaml: the file is too large to be a plan (100 MB)"),
    "a folder": (in_place(EXTRA, Path.mkdir), "extra.yaml: this is a folder, not a file"),
    "a pipe": (in_place(EXTRA, os.mkfifo), "extra.yaml: this is no ordinary file"),
    "a link to a device": (
        in_place(EXTRA, lambda path: path.symlink_to("/dev/zero")),
        "extra.yaml: this is no ordinary file",
    ),
    "a link in a circle": (
        in_place(EXTRA, lambda path: path.symlink_to(path.name)),
        "extra.yaml: the file cannot be read: Too many levels of symbolic links",
    ),
    "a link to nowhere": (
        in_place(EXTRA, lambda path: path.symlink_to("none")),
        "extra.yaml: the file cannot be read: No such file",
    ),
}
CONTENT: dict[str, tuple[Spoil, str]] = {
    "the register as a folder": (
        in_place("agencies.yaml", Path.mkdir),
        "graph/agencies.yaml: this is a folder, not a file",
    ),
    "no register": (
        lambda graph: (graph / "agencies.yaml").unlink(),
        'actions.yaml:23:18: `participant` points at "probation", which no file defines',
    ),
    "an empty plan": (write(f"{PLAN}plan.yaml", ""), "plan.yaml:1:1: this file has no `id`"),
    "a plan of comments": (write(f"{PLAN}plan.yaml", "# so\n"), "plan.yaml:1:1: this file has no"),
    "an empty folder": (
        lambda graph: (graph / "plans" / "new").mkdir(),
        "graph/plans/new/plan.yaml: the plan has no plan.yaml",
    ),
    "a file among the plans": (
        write("plans/extra.yaml", "id: demo\n"),
        "graph/plans/extra.yaml: nobody reads this file",
    ),
    "a key that there is not": (
        write(EXTRA, "\n\nmention: x\n"),
        "extra.yaml:3:1: this file has no key `mention`",
    ),
    "31 February": (
        change(f"{PLAN}actions.yaml", "latest: 2009-09-30", "latest: 2009-02-31"),
        'actions.yaml:21:61: `latest` is "2009-02-31", which has not the right form',
    ),
    "a period that ends on 31 February": (
        change(f"{PLAN}plan.yaml", "2010-03-31", "2010-02-31"),
        'plan.yaml:4:1: `periodEnd` is "2010-02-31"',
    ),
    "an id that climbs": (
        change(f"{PLAN}actions.yaml", "id: 1.2.1", "id: ../../x"),
        'actions.yaml:28:14: `id` is "../../x", which has not the right form',
    ),
    "an id of a script": (
        change(f"{PLAN}actions.yaml", "id: 1.2.1", "id: <script>alert(1)</script>"),
        'actions.yaml:28:14: `id` is "<script>alert(1)</script>", which has not the right form',
    ),
    "a plan's id that climbs": (
        change(f"{PLAN}plan.yaml", "id: demo", "id: ../demo"),
        'plan.yaml:1:1: `id` is "../demo", which has not the right form',
    ),
    "a list for a text": (
        change(f"{PLAN}plan.yaml", "id: demo", "id: [demo]"),
        "plan.yaml:1:1: `id` must be one text",
    ),
    "a text for a list": (
        write(f"{PLAN}actions.yaml", "themes: none\n"),
        "actions.yaml:1:1: `themes` must be a list",
    ),
}
NAMES: dict[str, tuple[Spoil, str]] = {
    "a folder called by a script": (
        lambda graph: (graph / PLAN).rename(graph / "plans" / "<script>"),
        "graph/plans/<script>: the name of this folder cannot be the id of a plan",
    ),
    "a folder with a space": (
        lambda graph: shutil.copytree(graph / PLAN, graph / "plans" / "my plan"),
        "graph/plans/my plan: the name of this folder cannot be the id of a plan",
    ),
    "a folder with a line end": (
        lambda graph: shutil.copytree(graph / PLAN, graph / "plans" / "my\nplan"),
        "graph/plans/my\\nplan: the name of this folder cannot be the id of a plan",
    ),
    "a folder whose name is no text": (
        lambda graph: (graph / PLAN).rename(graph / "plans" / os.fsdecode(b"x\xff")),
        "graph/plans/x\\udcff: the name of this folder cannot be the id of a plan",
    ),
    "a file whose name is no text": (
        lambda graph: (graph / PLAN / os.fsdecode(b"x\xff.yaml")).mkdir(),
        "graph/plans/demo/x\\udcff.yaml: this is a folder",
    ),
    "a file that colours the terminal": (
        write(f"{PLAN}a\n\x1b[31m.yaml", "x: 1\n"),
        "graph/plans/demo/a\\n\\x1b[31m.yaml:1:1: this file has no key `x`",
    ),
}
SHAPES: dict[str, tuple[Spoil, str]] = {
    "a body that is part of itself in a circle": (
        lambda graph: [
            change("agencies.yaml", f"name: Demo {name}", f"name: Demo {name}, unitOf: {other}")(
                graph
            )
            for name, other in (("Council", "probation"), ("Probation", "council"))
        ],
        "agencies.yaml:2:5: agency/council: The body is part of itself",
    ),
    "a reference to itself": (
        change(f"{PLAN}actions.yaml", "target: priority/1.2", "target: priority/1.1"),
        "actions.yaml:11:13: demo/priority/1.1/reference/1.1: The pointer points at the heading",
    ),
}


def told(done: Result, command: str) -> str:
    """The faults: the answer of `check`, a message of every other command."""
    code, said, silent = (
        (1, done.stdout, done.stderr) if command == "check" else (2, done.stderr, done.stdout)
    )
    assert (code, "") == (done.exit_code, silent), command
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", said)
    return said


@pytest.fixture
def old(demo: Path) -> Callable[[], object]:
    """An output and a site from before; what the function returns may not change."""
    Path("out").write_text("old")
    Path("site").mkdir()
    Path("site/index.html").write_text("old")
    return lambda: (sorted(path.name for path in Path().iterdir()), files_of(Path("site")))


def is_told(expected: str, done: Result, command: str) -> None:
    """The fault stands at the beginning of a line, what to do next in the line below."""
    lines = told(done, command).splitlines()
    below = [after for line, after in pairwise(lines) if expected in line and line[0] != " "]
    assert below and below[0].startswith("  "), "\n".join(lines)


# ---------------------------------------------------------------------- one at a time
EACH = FILES | CONTENT


@pytest.mark.parametrize(("spoil", "expected"), EACH.values(), ids=EACH)
def test_what_makes_no_plan_is_told(
    run: Run, demo: Path, old: Callable[[], object], spoil: Spoil, expected: str
) -> None:
    """Where, what and what to do; an output that stood there stays."""
    spoil(demo)
    before = old()

    is_told(expected, run(*COMMANDS["gaps"]), "gaps")

    assert "old" == Path("out").read_text()
    assert before == old()


@pytest.mark.parametrize(("spoil", "expected"), NAMES.values(), ids=NAMES)
def test_an_odd_name_of_a_file_or_folder_is_told(
    run: Run, demo: Path, old: Callable[[], object], spoil: Spoil, expected: str
) -> None:
    """It becomes no IRI, no path and no command to the terminal, whatever asks."""
    spoil(demo)
    before = old()

    for command in ("check", "gaps"):
        is_told(expected, run(*COMMANDS[command]), command)

    assert before == old()


@pytest.mark.parametrize(("spoil", "expected"), SHAPES.values(), ids=SHAPES)
def test_what_only_the_shapes_forbid_stops_a_build_and_hangs_nothing(
    run: Run, demo: Path, old: Callable[[], object], spoil: Spoil, expected: str
) -> None:
    """The quick commands do not ask the shapes; they end all the same."""
    spoil(demo)
    before = old()

    for command in ("check", "build"):
        assert expected in told(run(*COMMANDS[command]), command)
    assert before == old()
    for command in ("gaps", "query", "export", "explore"):
        assert 0 == run(*COMMANDS[command]).exit_code


# ---------------------------------------------------------------------- all at once
@pytest.fixture
def heap(demo: Path, old: object) -> list[str]:
    """A graph with every file that cannot be read, each under its own name; what should be told."""
    expected = []
    for number, (spoil, said) in enumerate(FILES.values()):
        name = f"extra-{number}.yaml"
        spoil(demo)
        (demo / EXTRA).rename(demo / PLAN / name)
        if "symbolic links" in said:  # a circle goes by the name of its file
            in_place(f"{PLAN}{name}", lambda path: path.symlink_to(path.name))(demo)
        expected.append(said.replace("extra.yaml", name))
    return expected


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_all_faults_in_one_run(
    run: Run, heap: list[str], old: Callable[[], object], command: str
) -> None:
    """A curator mends them in one go; the old output and the old site keep their bytes."""
    before = old()

    said = told(run(*COMMANDS[command]), command)

    assert [] == [one for one in heap if one not in said]
    if command != "check":
        assert re.search(r"\n\d+ faults; nothing was written\.\n$", said)
    assert "old" == Path("out").read_text()
    assert before == old()


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("build", 2), ("gaps", 2)])
def test_as_a_process_it_ends_without_a_traceback(
    process: Process, heap: list[str], old: Callable[[], object], command: str, code: int
) -> None:
    """The same as a person at a terminal sees it."""
    before = old()

    done = process(*COMMANDS[command], RRGRAPH_TRACEBACK="")

    said = (done.stdout + done.stderr).decode("utf-8")
    assert code == done.returncode
    assert [] == [one for one in heap if one not in said]
    assert "Traceback" not in said and "itself failed" not in said
    assert before == old()


# ---------------------------------------------------------------------- bounds, and what is fine
def test_a_file_that_is_too_large_is_not_read(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is asked first; the message says the limit and what to do."""
    huge(EXTRA)(demo)
    read: list[str] = []
    really = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or really(path))

    said = told(run("gaps"), "gaps")

    assert f"At most {MOST_BYTES // 2**20} MB are read; split it into parts." in said
    assert "plan.yaml" in read and "extra.yaml" not in read


@pytest.mark.parametrize(
    "written",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        lambda data: data.rstrip(b"\n"),
    ],
    ids=["line ends of Windows", "byte order mark", "both", "no line end at the end"],
)
def test_what_other_editors_write_is_fine_and_keeps_its_lines(
    run: Run, demo: Path, written: Callable[[bytes], bytes]
) -> None:
    """Sound files pass and give the same report; a fault is told at the same place."""
    here = run("gaps", "--format", "json").stdout
    other = shutil.copytree(demo, demo.parent / "other" / "graph")
    for file in [path for path in other.rglob("*") if path.is_file()]:
        file.write_bytes(written(file.read_bytes()))

    there = run("gaps", "--format", "json", "--graph", other)
    actions = other / PLAN / "actions.yaml"
    actions.write_bytes(actions.read_bytes().replace(b"latest: 2009-09-30", b"latest: 2009-02-31"))

    assert (0, here) == (there.exit_code, there.stdout)
    is_told(CONTENT["31 February"][1], run("gaps", "--graph", other), "gaps")


@pytest.mark.parametrize(
    "words",
    [
        ["gaps", "--plan", "../demo"],
        ["gaps", "--plan", "<script>"],
        ["gaps", "--rule", "../gaps/no-lead"],
        ["query", "../ask/plan-shape"],
        ["query", "plan-shape", "-p", "plan=../../demo"],
        ["query", "block-refers-to", "-p", 'block=demo"> ?x } ; DROP ALL #'],
        ["query", "plan-shape", "-p", "plan=\x1b[31m"],
        ["export", "--to", "../exports/trig"],
    ],
)
def test_no_name_leads_out_of_its_folder_or_into_a_query(
    run: Run, demo: Path, words: list[str]
) -> None:
    """A name is looked up in a list; it is never a path, a pattern or a piece of SPARQL."""
    done = run(*words)
    assert (2, "") == (done.exit_code, done.stdout)
    assert "Error: " in done.stderr
    assert "\x1b" not in done.stderr
