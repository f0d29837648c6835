"""Every desk: the same bytes whatever the locale, the line ends and the names of folders."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import files_of

Process = Callable[..., subprocess.CompletedProcess[bytes]]
Told = tuple[list[bytes], dict[str, Any]]

PLACES = ["plain", "Pläne für 2026 – “neu”", "O'Brien & Co; $HOME"]
LOCALES = [
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"},
]
COMMANDS = [
    ["check"],
    ["gaps"],
    ["gaps", "--format", "html", "-o", "Lücken.html"],
    ["query", "frage.rq", "--format", "csv"],
    ["show", "action/1.2.1"],
    ["export", "--to", "jsonld"],
    ["build", "--no-desk", "-o", "Seite 1"],
]


@pytest.fixture
def told(process: Process, demo: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """What all commands say and write in a folder of this name, under this locale."""
    actions = demo / "plans" / "demo" / "actions.yaml"
    text = actions.read_text(encoding="utf-8").replace("title: Talk", "title: Délivré “талк” ẞ")
    actions.write_text(text, encoding="utf-8")
    query = 'SELECT ?t { ?a rrg:title ?t FILTER(CONTAINS(?t, "Délivré")) }\r\n# Ende\r\n'
    (demo.parent / "frage.rq").write_bytes(query.encode())

    def telling(name: str, locale: dict[str, str]) -> Told:
        home = demo.parent / name
        home.mkdir()
        for one in (demo, demo.parent / "frage.rq"):
            subprocess.run(["cp", "-r", one, home], check=True)
        monkeypatch.chdir(home)
        done = [process(*words, **locale) for words in COMMANDS]
        assert [0] * len(COMMANDS) == [one.returncode for one in done], [o.stderr for o in done]
        return [one.stdout for one in done], files_of(home)

    return telling


def test_the_same_is_said_and_written_everywhere(told: Callable[..., Told]) -> None:
    """Also where the name of the folder would need quotes in a shell."""
    first, *others = (told(place, locale) for place, locale in zip(PLACES, LOCALES, strict=True))
    said, files = first
    assert "Délivré “талк” ẞ" in said[3].decode("utf-8")
    assert "Délivré “талк” ẞ" in files["Lücken.html"].decode("utf-8")
    for other in others:
        assert first == other
