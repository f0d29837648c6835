"""What an import proposes: files for a person to review, and all that needs a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from rrgraph.errors import UsageError
from rrgraph.outputs import in_its_line_ends, write_all


class Change(NamedTuple):
    """One file as it would be, and the text that it was made from: None for a new file."""

    text: str
    was: str | None = None

    @classmethod
    def at(cls, path: Path, text: str) -> Change:
        """A file as new, or in the place of one that says nothing yet but comments."""
        was = _text_of(path)
        lines = (line.strip() for line in (was or "").splitlines())
        return cls(text, was if all(not line or line.startswith("#") for line in lines) else None)


class Unplaced(NamedTuple):
    """Words of the source that have no place in the proposal: where they stand, and why."""

    where: str  # "line 12", "Actions!C7"
    words: str  # as printed
    why: str

    def __str__(self) -> str:
        """As a list for a person shows it."""
        return f"{self.where}: {_shortened(self.words)!r}: {self.why}"


class Unknown(NamedTuple):
    """A name that no agency of the register bears; it was left as printed."""

    where: str
    name: str
    nearest: tuple[str, ...] = ()  # ids of agencies, the likeliest first

    def __str__(self) -> str:
        """As a list for a person shows it."""
        near = f"nearest: {', '.join(self.nearest)}" if self.nearest else "nothing like it is known"
        return f"{self.where}: {self.name!r}: {near}"


@dataclass
class Proposal:
    """What a source would add to the plans; nothing is written until `write` is called."""

    files: dict[str, Change] = field(default_factory=dict)  # path in the plan's folder -> change
    told: list[str] = field(default_factory=list)  # what was found, a sentence each
    unknown: list[Unknown] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def diff(self) -> str:
        """Every change, line by line, as `diff -u` and version control show it; empty for none."""
        parts: list[str] = []
        for name, change in sorted(self.files.items()):
            before, after = (
                text.splitlines(keepends=True) for text in (change.was or "", change.text)
            )
            old = "/dev/null" if change.was is None else f"a/{name}"
            parts += unified_diff(before, after, old, f"b/{name}")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in parts)

    def write(self, folder: Path) -> list[Path]:
        """Write every file into a plan's folder, or none; the files written, whose line ends stay.

        A file that is there is only replaced if it still holds the text that the change was made
        from: nothing that a person wrote meanwhile, or of which the import knew nothing, is lost.
        """
        if not self.files:
            return []
        for name, change in self.files.items():
            path = folder / name
            if path.exists() and (change.was is None or _text_of(path) != change.was):
                why = "is there already" if change.was is None else "has changed since it was read"
                hint = "Give a new folder with -o, or import again."
                raise UsageError(f"{path} {why}; nothing was written. {hint}")
        texts = {
            name: in_its_line_ends(folder / name, change.text)
            for name, change in sorted(self.files.items())
        }
        write_all(folder, texts, "plan.yaml")
        return [folder / name for name in texts]


def _text_of(path: Path) -> str | None:
    """What a file says, whatever its line ends; None if it is none, or no text."""
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else None
    except UnicodeDecodeError:
        return None


def _shortened(words: str, most: int = 76) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 4].rstrip()} ..."
