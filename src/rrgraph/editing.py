"""Writing into curated YAML: the few commands that do change lines and leave every other as it is.

What comes out is read again before it is written, so that a file is never left in a state that
`rrgraph check` could not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any

from rrgraph.errors import FaultyData, UsageError
from rrgraph.outputs import rewrite
from rrgraph.reading import Record, Series, read_text

_FIGURES = re.compile(r"\d[\d.-]*")
_ENDLESS = float("inf")  # a value stays on one line


def append_entries(path: Path, key: str, entries: Iterable[Mapping[str, Any]]) -> int:
    """Add entries at the end of the list behind a top-level key, which is made if there is none.

    Returns how many were added. FaultyData if the file cannot be read as it stands, UsageError if
    what stands behind the key is not written as a list of lines.
    """
    added = list(entries)
    if not added:
        return 0
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    rewrite(path, appended(path, text, key, added))
    return len(added)


def appended(path: Path, text: str, key: str, entries: Iterable[Mapping[str, Any]]) -> str:
    """The text of a file with entries at the end of a list, as `append_entries` writes it."""
    added = [_entry(entry) for entry in entries]
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
    return text


def _entry(entry: Mapping[str, Any]) -> str:
    """One entry as a line of flow style, quoted where YAML needs it."""
    import yaml

    line = yaml.safe_dump(
        dict(entry), default_flow_style=True, allow_unicode=True, sort_keys=False, width=_ENDLESS
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
        rewrite(path, text)
    return changed


class Edits:
    """Changes within one file of YAML, each where it stands; every other letter stays as it is.

    An entry is named by where it begins, (line, column), as records and the store remember it.
    """

    def __init__(self, path: Path, text: str) -> None:
        """`text` is what the file holds; `path` is for messages."""
        import yaml

        self.path, self.was = path, text
        self._splices: list[
            tuple[int, int, int, str]
        ] = []  # from, to, order, what comes in its place
        self._entries: dict[tuple[int, int], Any] = {}
        self._root = yaml.compose(text, Loader=yaml.SafeLoader)
        if self._root:
            self._index(self._root)

    def _index(self, node: Any) -> None:
        if node.id == "mapping":
            mark = node.start_mark
            self._entries[mark.line + 1, mark.column + 1] = node
        if node.id != "scalar":
            for inner in node.value:
                self._index(inner[1] if node.id == "mapping" else inner)

    def inside(self, key: str) -> tuple[int, int] | None:
        """Where the entry behind a top-level key begins."""
        found = _pair(self._root, key) if self._root else None
        mark = found[1].start_mark if found and found[1].id == "mapping" else None
        return (mark.line + 1, mark.column + 1) if mark else None

    def index(self, place: tuple[int, int], key: str, entry: tuple[int, int]) -> int | None:
        """Which entry of the list behind a key begins at a place, counted from 0."""
        found = _pair(self._entries[place], key)
        marks = [one.start_mark for one in found[1].value] if found else []
        places = [(mark.line + 1, mark.column + 1) for mark in marks]
        return places.index(entry) if entry in places else None

    def set(self, place: tuple[int, int], key: str, value: str) -> None:
        """Write a text behind a key of an entry; a new key follows the texts that the entry begins with."""
        entry = self._entries[place]
        if found := _pair(entry, key):
            self._splice(found[1].start_mark.index, self._end(found[1]), scalar(value))
            return
        texts = [value for _, value in entry.value[: _texts(entry)]]
        self._write_pair(entry, self._end(texts[-1]), f"{key}: {scalar(value)}")

    def change_list(
        self,
        place: tuple[int, int],
        key: str,
        gone: Iterable[int],
        added: Iterable[Mapping[str, Any]],
    ) -> None:
        """Take entries out of the list behind a key, by their number, and put others at its end.

        A list that is not there is made; one that would be empty goes with its key.
        """
        entry, out = self._entries[place], set(gone)
        lines = [_entry(fields).strip().removeprefix("- ") for fields in added]
        found = _pair(entry, key)
        if not found:
            self._new_list(entry, key, lines)
            return
        series = found[1]
        if not lines and len(out) == len(series.value):
            self._remove_pair(entry, found)
        elif series.flow_style:
            kept = [self._slice(one) for at, one in enumerate(series.value) if at not in out]
            whole = f"[{', '.join([*kept, *lines])}]"
            self._splice(series.start_mark.index, self._end(series), whole)
        else:
            column = series.start_mark.column
            for at in out:
                dash = self.was.rindex("\n", 0, series.value[at].start_mark.index)
                self._splice(dash, self._line_end(self._end(series.value[at])), "")
            end = self._line_end(self._end(series))
            added_lines = "".join(f"\n{' ' * column}- {line}" for line in lines)
            self._splice(end, end, added_lines, 2 * column + 1)

    def text(self) -> str:
        """The file with every change in it; FaultyData if it could not be read any more."""
        text = self.was
        for start, end, _, new in sorted(self._splices, reverse=True):
            text = text[:start] + new + text[end:]
        _sound(self.path, text)
        return text

    # ------------------------------------------------------------------ pieces
    def _end(self, node: Any) -> int:
        """Where the last letter of a node is; a block would go on over comments and empty lines."""
        if node.id == "scalar" or node.flow_style or not node.value:
            start: int = node.start_mark.index
            return start + len(self.was[start : node.end_mark.index].rstrip())
        last = node.value[-1]
        return self._end(last[1] if node.id == "mapping" else last)

    def _splice(self, start: int, end: int, new: str, margin: int = 0) -> None:
        """Note a change; of several at one place the one with the widest margin comes first."""
        if start != end or new:
            self._splices.append((start, end, -margin, new))

    def _slice(self, node: Any) -> str:
        return self.was[node.start_mark.index : self._end(node)]

    def _line_end(self, index: int) -> int:
        found = self.was.find("\n", index)
        return len(self.was) if found < 0 else found

    def _write_pair(self, entry: Any, end: int, pair: str) -> None:
        if entry.flow_style:
            self._splice(end, end, f", {pair}")
        else:
            end, column = self._line_end(end), entry.start_mark.column
            self._splice(end, end, f"\n{' ' * column}{pair}", 2 * column)

    def _new_list(self, entry: Any, key: str, lines: list[str]) -> None:
        if not lines:
            return
        end = self._end(entry.value[-1][1])
        margin = " " * entry.start_mark.column
        block = "".join(f"\n{margin}  - {line}" for line in lines)
        pair = f"{key}: [{', '.join(lines)}]" if entry.flow_style else f"{key}:{block}"
        self._write_pair(entry, end, pair)

    def _remove_pair(self, entry: Any, pair: tuple[Any, Any]) -> None:
        at = entry.value.index(pair)
        if entry.flow_style:
            self._splice(self._end(entry.value[at - 1][1]), self._end(pair[1]), "")
        else:
            start = self.was.rindex("\n", 0, pair[0].start_mark.index)
            self._splice(start, self._line_end(self._end(pair[1])), "")


def _pair(entry: Any, key: str) -> tuple[Any, Any] | None:
    """The nodes of a key and its value."""
    return next((pair for pair in entry.value if pair[0].value == key), None)


def _texts(entry: Any) -> int:
    """How many texts an entry begins with."""
    kinds = [value.id for _, value in entry.value]
    return next((at for at, kind in enumerate(kinds) if kind != "scalar"), len(kinds))


def scalar(text: str) -> str:
    """A text as YAML on one line, quoted where it has to be, in a list between brackets too."""
    import yaml

    if _FIGURES.fullmatch(text):  # everything is read as text
        return text
    line = yaml.safe_dump([text], default_flow_style=True, width=_ENDLESS, allow_unicode=True)
    return line.strip()[1:-1]
