"""Writing into curated YAML: the few commands that do change lines and leave every other as it is.

What comes out is read again before it is written, so that a file is never left in a state that
`rrgraph check` could not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any

from rrgraph.errors import FaultyData, UsageError
from rrgraph.outputs import write_whole
from rrgraph.reading import Record, Series, read_text

WIDTH = 1_000  # a value stays on one line


def append_entries(path: Path, key: str, entries: Iterable[Mapping[str, Any]]) -> int:
    """Add entries at the end of the list behind a top-level key, which is made if there is none.

    Returns how many were added. FaultyData if the file cannot be read as it stands, UsageError if
    what stands behind the key is not written as a list of lines.
    """
    added = [_entry(entry) for entry in entries]
    if not added:
        return 0
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    before = _sound(path, text).get(key)
    if before is None:
        text = f"{_ended(text)}{key}:\n{''.join(added)}"
    elif not isinstance(before, Series) or not before.places:
        raise UsageError(f"{path}: `{key}` is no list. Write it as one, then try again.")
    else:
        text = _inserted(path, text, before, added)
    after = _sound(path, text)[key]
    if not isinstance(after, Series) or len(after) != len(before or ()) + len(added):
        raise UsageError(f"{path}: `{key}` is not written one entry a line. Write it so first.")
    write_whole(path, text)
    return len(added)


def _entry(entry: Mapping[str, Any]) -> str:
    """One entry as a line of flow style, quoted where YAML needs it."""
    import yaml

    line = yaml.safe_dump(
        dict(entry), default_flow_style=True, allow_unicode=True, sort_keys=False, width=WIDTH
    )
    return f"  - {line.strip()}\n"


def _inserted(path: Path, text: str, series: Series, added: list[str]) -> str:
    """The text with entries behind the last one of a list, indented like it."""
    lines = text.splitlines(keepends=True)
    first_line, first_column = series.places[0]
    if lines[first_line - 1][: first_column - 1].strip() != "-":
        raise UsageError(f"{path}:{first_line}: the list is not written one entry a line.")
    margin = lines[first_line - 1].index("-")
    end = series.places[-1][0]  # the last entry goes on for as long as lines are indented further
    while end < len(lines) and (
        not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > margin
    ):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    lines[end - 1] = _ended(lines[end - 1])
    lines[end:end] = [indent(line.lstrip(), " " * margin) for line in added]
    return "".join(lines)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _sound(path: Path, text: str) -> Record:
    source = read_text(text, path, str(path))
    if source.faults:
        raise FaultyData(source.faults)
    return source.record


def set_beside(path: Path, settings: Iterable[tuple[Record, str, str, str]]) -> int:
    """For each (record, neighbour, key, value): write `key: value` on the line below the neighbour.

    A key that is there is changed in place. Returns how many lines came out different. The records
    are of the file as it stands and written in block style, one key a line.
    """
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    insertions: list[tuple[int, str]] = []
    changed = 0
    for record, neighbour, key, value in settings:
        if record.get(key) == value:
            continue
        changed += 1
        line, column = record.places[key if key in record else neighbour]
        if lines[line - 1][: column - 1].strip() not in ("", "-"):
            said = f"{path}:{line}: `{neighbour}` shares its line with other keys."
            raise UsageError(f"{said} Give each key of this entry a line of its own.")
        written = f"{' ' * (column - 1)}{key}: {value}\n"
        if key in record:
            lines[line - 1] = lines[line - 1][: column - 1] + written.lstrip()
        else:
            insertions.append((line, written))
    for line, written in sorted(insertions, reverse=True):
        lines[line - 1] = _ended(lines[line - 1])
        lines.insert(line, written)
    if changed:
        text = "".join(lines)
        _sound(path, text)
        write_whole(path, text)
    return changed
