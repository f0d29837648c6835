"""What the README shows is what happens, and what it points at is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rrgraph

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROOMS = sorted(path for path in ROOT.glob("*/README.md") if path.parent.name[0] != ".")


def shown() -> list[tuple[str, list[str]]]:
    """Each command of the README with the lines shown below it."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    found: list[tuple[str, list[str]]] = []
    for line in "".join(blocks).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.mark.parametrize(("command", "lines"), shown(), ids=lambda value: str(value)[:40])
def test_a_command_prints_what_the_readme_shows(command: str, lines: list[str]) -> None:
    """Line by line; `...` stands for any lines."""
    known = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "COLUMNS": "100"}
    known["PYTHONPATH"] = str(ROOT / "src")  # the code that stands beside the README
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=known, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    pattern = "".join("(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in lines)
    assert re.fullmatch(pattern, done.stdout), done.stdout


def test_the_python_that_is_shown_runs() -> None:
    """Line for line."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(code.replace('"graph"', repr(str(ROOT / "graph"))), names)
    assert isinstance(names["kg"], rrgraph.knowledge.Knowledge)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *ROOMS], ids=lambda p: str(p.relative_to(ROOT))
)
def test_every_file_that_a_page_points_at_is_there(page: Path) -> None:
    """Links between the pages, and pictures."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target


def test_every_plan_is_listed() -> None:
    """In the table of what is in it."""
    for plan in (ROOT / "graph" / "plans").iterdir():
        assert f"| `{plan.name}` |" in README


def test_every_module_has_its_row() -> None:
    """The table of rows names each room of the package once."""
    table = README[README.index("| row |") :].split("\n\n")[0]
    rows = re.findall(r"^\| \d \| ([^|]+) \|", table, re.MULTILINE)
    named = [name.strip() for row in rows for name in row.split(",")]
    package = ROOT / "src" / "rrgraph"
    rooms = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    helpers = {"__init__", "outputs", "pages", "reference", "rooms", "lettering", "likeness"}
    helpers |= {"__main__", "plaintext"}
    assert sorted(named) == sorted(rooms - helpers)


def test_the_gap_rule_that_is_shown_finds_what_it_is_for(tmp_path: Path) -> None:
    """Written where the README says, as the README says it."""
    (rule,) = re.findall(r"```sparql\n(.*?)```", README, re.DOTALL)
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    folder = tmp_path / "queries" / "gaps"
    folder.mkdir(parents=True)
    (folder / "carried-alone.rq").write_text(rule, encoding="utf-8")

    report = rrgraph.open(tmp_path / "graph").gaps(rules=["carried-alone"])
    assert [] == report.broken
    plan = "yorkshire-humberside-2009"
    found = [one for one in report.findings if one.plan == plan]
    assert 0 < len(found) < 57
    said = "NOMS Probation carries 1.1.1 Timely OASys assessments alone."
    assert said in {one.message for one in found}


CLAIM = re.compile(r"^(\S.*?)\s{3,}# (True|\d+|\(.*\)|\[.*\]|\{.*\})(?::.*)?$", re.MULTILINE)


def test_the_python_of_the_notebook_page_runs_and_says_what_it_claims() -> None:
    """Block after block in one session; what stands behind # beside a plain expression is its value."""
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    claims = 0
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(block.replace("rrgraph.open()", f"rrgraph.open({str(ROOT / 'graph')!r})"), names)
        for said, claimed in CLAIM.findall(block):
            assert eval(claimed) == eval(said, names), said
            claims += 1
    assert 6 == claims
