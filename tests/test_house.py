"""What is locked, what is packed, and what no file may name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from rrgraph.explorer.desk import found

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("run", "test")
ALL_LOCKS = (*LOCKS, "node")
SHIPPED = ("graph", "ontology", "queries")

# Written so that this file does not hold what it looks for.
NOT_OURS = re.compile(
    r"""(?<![\w.~-])/(?:wor[k]|roo[t]|hom[e]|User[s])/\w   # a path of one machine
      | \b(?:pythonhoste[d]|pyp[i])\.org                   # a registry's host
      | registry\.(?:npmj[s]|yarnpk[g])\. | deb\.debia[n]\.org
      | "resolve[d]":                                      # where a lock of npm downloaded from
    """,
    re.VERBOSE,
)


def files_of_the_project() -> Iterator[Path]:
    """What belongs to the project, as git sees it; outside a checkout, all that was unpacked."""
    if (ROOT / ".git").exists():
        asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout
        found = {ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name}
    else:
        found = {
            path
            for path in ROOT.rglob("*")
            if not any(
                part[0] == "." or part in ("__pycache__", "site", "dist")
                for part in path.relative_to(ROOT).parts
            )
        }
    return (path for path in sorted(found) if path.is_file())


# ---- the locks


def locked(name: str) -> dict[str, list[str]]:
    """The pinned requirements of a lock, each with the words that follow it."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    whole = text.replace("\\\n", " ").splitlines()
    lines = [line.split() for line in whole if line.strip() and line.lstrip()[0] != "#"]
    return {" ".join(word for word in line if "--hash" not in word): line for line in lines}


def declared() -> dict[str, Any]:
    """What pyproject.toml says."""
    read: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("name", ALL_LOCKS)
def test_every_locked_requirement_is_pinned_and_has_its_hash(name: str) -> None:
    """What is installed is what was locked, to the byte."""
    lock = locked(name)
    assert lock
    for pinned, words in lock.items():
        assert re.match(r"[a-z0-9-]+==[\w.]+( ; |$)", pinned)
        assert any(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", word) for word in words), pinned


@pytest.mark.parametrize("name", ALL_LOCKS)
def test_a_lock_names_no_host(name: str) -> None:
    """Each machine installs from the registry it knows."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"-index|--find-links|--trusted-host", text)


def test_what_runs_is_what_is_tested() -> None:
    """Every version users get is a version the tests ran on."""
    run, test = ({pinned.split()[0] for pinned in locked(name)} for name in LOCKS)
    assert run <= test


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_all_that_is_declared(name: str) -> None:
    """A requirement added or raised in pyproject.toml asks for `make lock`."""
    house = declared()
    wanted = house["project"]["dependencies"] + house["project"]["optional-dependencies"]["fast"]
    for group in ("build", "test")[: LOCKS.index(name) + 1]:
        wanted += [entry for entry in house["dependency-groups"][group] if isinstance(entry, str)]
    pins: dict[str, list[Requirement]] = {}
    for pinned in locked(name):
        requirement = Requirement(pinned)
        pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    for text in wanted:
        want = Requirement(text)
        held = pins.get(canonicalize_name(want.name), [])
        assert held, f"{text} is not locked: make lock"
        for pin in held:
            (only,) = pin.specifier
            assert want.specifier.contains(only.version), f"{text}, locked {only}: make lock"


# ---- the packages


def hatchling(target: str, folder: Path, into: Path) -> Path:
    """Build the sdist or the wheel of a folder, without any network."""
    asked = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = into.iterdir()
    return built


def held_by(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the wheel built from the checkout."""
    return held_by(hatchling("wheel", ROOT, tmp_path_factory.mktemp("wheel")))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the sdist unpacks to."""
    sdist = hatchling("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    away = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(away, filter="data")
    (folder,) = away.iterdir()
    return folder


@pytest.mark.parametrize("folder", SHIPPED)
def test_the_wheel_ships_what_the_checkout_holds(folder: str, wheel: dict[str, bytes]) -> None:
    """Plans, ontology and queries are packed whole, byte for byte."""
    here = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in files_of_the_project()
        if path.relative_to(ROOT).parts[0] == folder
    }
    shipped = {
        name.removeprefix("rrgraph/shipped/"): content
        for name, content in wheel.items()
        if name.startswith(f"rrgraph/shipped/{folder}/")
    }
    assert here
    assert shipped == here


def test_the_wheel_holds_every_file_of_the_package(wheel: dict[str, bytes]) -> None:
    """No template or marker is left behind, and nothing else comes along."""
    source = ROOT / "src"
    here = {
        path.relative_to(source).as_posix()
        for path in files_of_the_project()
        if path.is_relative_to(source)
    }
    packed = {name for name in wheel if not re.match(r"rrgraph(-[^/]+\.dist-info|/shipped)/", name)}
    assert packed == here
    assert "rrgraph/py.typed" in packed


def test_the_wheel_carries_the_desk_with_its_licences(wheel: dict[str, bytes]) -> None:
    """Whoever installs it fetches nothing from npm."""
    desk = found()
    if not desk:
        pytest.skip("the desk is not built here: python -m rrgraph.explorer.desk")
    carried = {name: wheel[name] for name in wheel if name.startswith("rrgraph/shipped/desk/")}
    assert {desk.engine, desk.editor, desk.starter.encode(), desk.licences.encode()} == set(
        carried.values()
    )


def test_the_sdist_holds_all_that_builds_and_tests_it(unpacked: Path) -> None:
    """A new folder at the top must be listed for the sdist too."""
    here = {path.relative_to(ROOT) for path in files_of_the_project()}
    wanted = {path for path in here if path.parts[0][0] != "."}
    assert {path.as_posix() for path in wanted if not (unpacked / path).is_file()} == set()


def test_the_sdist_builds_the_same_wheel(
    wheel: dict[str, bytes], unpacked: Path, tmp_path: Path
) -> None:
    """Whoever builds from the sdist gets what we ship."""
    assert held_by(hatchling("wheel", unpacked, tmp_path)) == wheel


# ---- all files


def test_no_file_names_a_machine_or_a_registry() -> None:
    """The project works wherever it is unpacked."""
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]!r}"
        for path in files_of_the_project()
        if (hit := NOT_OURS.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    ["see /wor\x6b/main/x", "'/hom\x65/me/x'", "https://pyp\x69.org/simple", '"resolve\x64": 1'],
)
def test_such_a_name_would_be_found(text: str) -> None:
    """The test above can fail."""
    assert NOT_OURS.search(text)


@pytest.mark.parametrize("text", ["queries/wor\x6b/a.rq", "example.org/hom\x65/x", "graph/pyp\x69"])
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    """The test above raises no false alarm."""
    assert not NOT_OURS.search(text)
