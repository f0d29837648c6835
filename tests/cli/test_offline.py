"""Nothing leaves the machine unless a user names where to: no command opens a connection by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rrgraph.cli._group import group

from ..refresh_plans import two_editions

# What each command does without being told of any store. `serve` listens, and is told of in
# tests/test_serving.py; `publish` does nothing without an address.
COMMANDS: dict[str, list[list[str]]] = {
    "accept": [["no-lead", "action/1.2.1", "--because", "x", "--until", "2030-12-31"]],
    "analyse": [["hubs"]],
    "build": [[]],
    "check": [[], ["--engine", "pyshacl"]],
    "cite": [["demo"]],
    "diff": [["demo", "demo-2010"]],
    "explore": [["-o", "explorer.html"]],
    "export": [["--to", "jsonld"], ["--to", "xlsx", "-o", "plan.xlsx", "--plan", "demo"]],
    "gaps": [[], ["--format", "html"], ["--format", "docx", "-o", "paper.docx"]],
    "import": [["table.csv", "--plan", "new"]],
    "init": [
        [
            *("demo-2011", "--title", "T", "--start", "2011-04-01", "--end", "2012-03-31"),
            *("--publisher", "probation"),
        ]
    ],
    "links": [["priority/1.1"]],
    "load": [[]],
    "mcp": [[]],
    "path": [["priority/1.1", "priority/1.2"]],
    "publish": [[]],
    "query": [["--list"], ["plan-shape", "--sources"], ["query.rq"]],
    "reconcile": [["names.csv"]],
    "refresh": [["demo", "demo-2010", "-o", "pack"]],
    "serve": [],
    "sheet": [["probation"]],
    "show": [["action/1.1.1"]],
}
WATCHED = """
import json, sys
reached = []
def watch(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        reached.append(f"{event} {given[1:] if event == 'socket.connect' else given}")
sys.addaudithook(watch)
from click.testing import CliRunner
from rrgraph.cli._group import group
for words in json.loads(sys.argv[1]):
    done = CliRunner().invoke(group, words)
    print(json.dumps([words, done.exit_code, reached]))
    reached.clear()
"""


def test_every_command_is_tried() -> None:
    """A new one must be looked at too."""
    assert set(group.list_commands(click.Context(group))) <= COMMANDS.keys()


def test_no_command_opens_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not to look for a newer version, a schema, a font or a name; told by the interpreter itself."""
    two_editions(tmp_path)
    (tmp_path / "query.rq").write_text("SELECT * { ?s a rrg:Plan }")
    (tmp_path / "names.csv").write_text("name\nProbation\n")
    (tmp_path / "table.csv").write_text("Ref,Action,Lead\n1.1,Map what there is,Probation\n")
    known = group.list_commands(click.Context(group))
    asked = [[name, *words] for name in known for words in COMMANDS[name]]

    told = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps(asked)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout

    found = [json.loads(line) for line in told.splitlines()]
    assert asked == [words for words, _, _ in found]
    assert [] == [(words, reached) for words, _, reached in found if reached]
    worked = {words[0] for words, code, _ in found if code == 0}
    assert worked >= {*COMMANDS} - {"publish", "serve", "cite", "import", "mcp"}, found


def test_a_connection_would_be_seen() -> None:
    """The test above can fail."""
    asked = [["query", "plan-shape", "--endpoint", "http://127.0.0.1:9/sparql"]]
    told = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps(asked)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
    ((_, code, reached),) = [json.loads(line) for line in told.splitlines()]
    assert 2 == code
    assert any("127.0.0.1" in one for one in reached)
