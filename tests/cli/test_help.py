"""Help: what each command does, with an example that works, at once."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from rrgraph.cli._group import group

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
COMMANDS = group.list_commands(click.Context(group))
HEAVY = {
    *("rdflib", "oxrdflib", "networkx", "pyvis", "pyshacl", "pyshacl_turbo", "jsonschema_rs"),
    *("pyoxigraph", "jinja2", "yaml", "rich", "rapidfuzz"),
}

Run = Callable[..., Result]


def help_of(command: str) -> str:
    """What `rrgraph COMMAND --help` prints."""
    words = [command, "--help"] if command else ["--help"]
    return CliRunner().invoke(group, words, catch_exceptions=False).stdout


def test_the_list_has_the_line_of_each_command() -> None:
    """It is read from the files, without running them: it says what the commands say themselves."""
    listed = help_of("").partition("Commands:\n")[2].splitlines()
    context = click.Context(group)
    own = [group.get_command(context, name).short_help for name in COMMANDS]

    assert COMMANDS == [line.split()[0] for line in listed]
    assert own == [line.split(maxsplit=1)[1] for line in listed]


def examples(command: str) -> Iterator[tuple[str, str]]:
    r"""The lines of a help that begin with `$`, each with the output that stands below it.

    A line that ends with a backslash goes on in the next, as in a shell.
    """
    text = help_of(command).partition("Example:")[2].partition("Options:")[0]
    text = re.sub(r"\\\n\s*(> )?", "", text)
    for part in text.split("$ ")[1:]:
        line, _, output = part.partition("\n")
        yield line, "".join(f"{said.strip()}\n" for said in output.splitlines() if said.strip())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped plans: an example may write."""
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    return tmp_path


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_example_of_each_command_does_what_it_says(command: str, home: Path) -> None:
    """Copied into a shell, it gives the output that stands below it; `...` is anything."""
    found = list(examples(command))
    assert found, f"the help of `rrgraph {command}` needs an example: $ rrgraph {command} ..."
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    for line, claimed in found:
        with subprocess.Popen(
            ["sh", "-c", f"exec {line}" if command == "serve" else line],
            cwd=home,
            env=environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as running:
            assert running.stdout
            if command == "serve":  # it runs until Ctrl-C
                stdout, ended = running.stdout.readline(), 130
                running.send_signal(signal.SIGINT)
            else:
                stdout, ended = "", 0
            stdout += running.communicate()[0]
        assert ended == running.returncode, stdout
        said = "".join(f"{text.strip()}\n" for text in stdout.splitlines() if text.strip())
        how = ELLIPSIS | NORMALIZE_WHITESPACE
        assert OutputChecker().check_output(claimed, said, how), f"{line}\n{said}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    """By a sentence, or by the list of what it takes."""
    found = group.get_command(click.Context(group), command)
    assert found
    for option in found.params:
        if isinstance(option, click.Option):
            assert option.help or isinstance(option.type, click.Choice), option.name


def test_each_command_is_listed_with_a_whole_sentence(run: Run) -> None:
    """None is cut off at the edge of the terminal."""
    listed = run("--help").stdout.partition("Commands:\n")[2].splitlines()

    assert COMMANDS == [line.split()[0] for line in listed]
    assert [] == [line for line in listed if line.endswith("...") or not line.endswith(".")]


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    """And the exit status says that nothing was done."""
    done = run()

    assert (2, "") == (done.exit_code, done.stdout)
    assert "Commands:" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["gapz"], 'There is no command "gapz". Did you mean "gaps"?'),
        (["xyzzy"], 'There is no command "xyzzy". `rrgraph --help` lists them.'),
        (["_common"], 'There is no command "_common".'),
        (["gaps", "--frmat", "json"], "Did you mean '--format'?"),
        (["gaps", "--format", "htm"], 'Did you mean "html"?'),
        (["gaps", "surplus"], "Got unexpected extra argument (surplus)"),
    ],
)
def test_a_mistyped_word_is_answered_with_the_nearest(
    run: Run, words: list[str], told: str
) -> None:
    """Exit status 2: wrong use."""
    done = run(*words)

    assert (2, "") == (done.exit_code, done.stdout)
    assert told in done.stderr


@pytest.mark.parametrize(
    "words", [[BIN / "rrgraph", "--help"], [sys.executable, "-c", "import rrgraph"]]
)
def test_help_and_import_load_nothing_heavy(words: list[str]) -> None:
    """As the interpreter itself reports what it imports; no command is loaded for its line of help."""
    done = subprocess.run(
        words,
        env=os.environ | {"PYTHONPROFILEIMPORTTIME": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "rrgraph" in imported
    assert set() == HEAVY & {name.partition(".")[0] for name in imported}
    assert "rrgraph.cli.gaps" not in imported
