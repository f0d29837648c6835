"""YAML files -> plain values that remember where they stood.

Every scalar is a string: `1.10` stays `1.10`, `NO` stays `NO`; the ontology gives types later.
The file is read as a stream of events, without recursion, so that depth and size can be bounded
and every fault of a file is told at once.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rrgraph.errors import Fault

MOST_BYTES = 64 * 1024 * 1024  # one plan of 10,000 actions is about 7 MB
MOST_DEPTH = 24  # a plan nests some ten deep
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")  # not for pages or terminals
_NOT_YAML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

Place = tuple[int, int]  # line and column, from 1


class Record(dict[str, Any]):
    """A YAML mapping; `at` is where it begins, `places[key]` where a key stands."""

    __slots__ = ("at", "places")

    def __init__(self, at: Place) -> None:
        """An empty mapping that begins at `at`."""
        super().__init__()
        self.at = at
        self.places: dict[str, Place] = {}


class Series(list[Any]):
    """A YAML sequence; `at` is where it begins, `places[i]` where its item i stands."""

    __slots__ = ("at", "places")

    def __init__(self, at: Place) -> None:
        """An empty sequence that begins at `at`."""
        super().__init__()
        self.at = at
        self.places: list[Place] = []


@dataclass
class Source:
    """One YAML file as read: its top-level mapping and the faults of its syntax."""

    path: Path
    shown: str
    record: Record
    faults: list[Fault] = field(default_factory=list)
    unfinished: set[int] = field(default_factory=set)  # id() of records cut off by broken YAML

    def fault(self, place: Place, message: str, hint: str = "") -> Fault:
        """A fault of this file at `place`."""
        return Fault(self.shown, place[0], place[1], message, hint)


def read(path: Path, shown: str) -> Source:
    """Read one YAML file; whatever is wrong with it is in `faults`, nothing is raised."""
    source = Source(path, shown, Record((1, 1)))
    try:
        if path.is_dir():
            raise _Unreadable("this is a folder, not a file", "Move it, or give it another ending.")
        if path.exists() and not path.is_file():
            raise _Unreadable("this is no ordinary file", "Only files with text are read; move it.")
        if path.stat().st_size > MOST_BYTES:
            size = f"{path.stat().st_size / 1e6:.0f} MB"
            raise _Unreadable(
                f"the file is too large to be a plan ({size})",
                f"At most {MOST_BYTES // 1024 // 1024} MB are read; split it into parts.",
            )
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "the file is not UTF-8 text"
        source.faults.append(source.fault((line, 1), message, "Save it again as UTF-8."))
    except _Unreadable as error:
        source.faults.append(Fault(shown, 0, 0, error.message, error.hint))
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        hint = "Check its permissions and, if it is a link, where it leads."
        source.faults.append(Fault(shown, 0, 0, message, hint))
    else:
        with _no_garbage_collection():
            _Builder(source).build(text)
        return source
    source.unfinished = {id(source.record)}
    return source


def read_text(text: str, path: Path, shown: str) -> Source:
    """Read YAML that stands inside another file, such as the header of a query."""
    source = Source(path, shown, Record((1, 1)))
    _Builder(source).build(text)
    return source


class _Unreadable(Exception):
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Reading makes many small objects and no rubbish: the collector only costs time (2.8x and more)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Builder:
    """Builds the value of one file from its events, collecting faults as it goes."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.stack: list[Record | Series] = []
        self.keys: list[str | None] = []  # for each open mapping: the key that waits for its value
        self.skipping = 0  # depth inside a value that is refused
        self.plain = False  # no text of the file can hold a control character

    def build(self, text: str) -> None:
        import yaml

        self.plain = "\\" not in text and not _CONTROL.search(text)
        try:
            next_event, is_scalar = yaml.CBaseLoader(text).get_event, yaml.ScalarEvent
            take, scalar = self._take, self._scalar
            event: Any  # None when all is read
            while (event := next_event()) is not None:
                mark: Any = event.start_mark  # marks count from 0
                place = (mark.line + 1, mark.column + 1)
                if type(event) is is_scalar:  # nine of ten events
                    scalar(event, place)
                elif not take(type(event).__name__, event, place):
                    return
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            self.source.unfinished = {id(value) for value in self.stack}
        except yaml.YAMLError as error:
            self._unreadable(text, error)

    def _take(self, kind: str, event: Any, place: Place) -> bool:
        """Take one event; False stops the reading."""
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            return self._open(kind, event, place)
        if kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close()
        if kind == "AliasEvent":
            hint = "Write the value out; a plan file says each thing where it stands."
            self._fault(place, f"the alias *{event.anchor} is not allowed", hint)
            self._put("", place, refused=True)
        elif kind == "DocumentStartEvent" and (self.source.record or self.source.faults):
            self._fault(place, "a second document begins here", "Keep one document a file.")
            return False
        return True

    def _scalar(self, event: Any, place: Place) -> None:
        if self.skipping:
            return
        if self.plain and event.value and event.anchor is None and event.tag is None:
            self._put(event.value, place)
            return
        self._no_anchor(event, place)
        if event.tag is not None:
            hint = "Delete the tag: everything is read as text, the ontology gives types."
            self._fault(place, f"the tag {event.tag} is not allowed", hint)
        if found := _CONTROL.search(event.value):
            message = f"the text holds the control character U+{ord(found[0]):04X}"
            self._fault(place, message, "Delete it.")
        waiting = self.stack and isinstance(self.stack[-1], Record) and self.keys[-1] is None
        if not waiting and event.value == "" and event.implicit[0]:
            name = f"`{self.keys[-1]}`" if self.keys and self.keys[-1] else "this item"
            self._fault(place, f"{name} has no value", "Write the value, or delete the line.")
            self._put("", place, refused=True)
            return
        self._put(event.value, place)

    def _open(self, kind: str, event: Any, place: Place) -> bool:
        if self.skipping:
            self.skipping += 1
            return True
        self._no_anchor(event, place)
        if len(self.stack) >= MOST_DEPTH:
            self._fault(place, f"nested more than {MOST_DEPTH} deep", "Check the indentation.")
            return False
        value: Record | Series = Record(place) if kind == "MappingStartEvent" else Series(place)
        if not self.stack:
            if isinstance(value, Series):
                hint = "Begin with a key such as `agencies:` and put the list below it."
                self._fault(place, "the file holds a list where keys are expected", hint)
                return False
            self.source.record = value
        elif not self._put(value, place):
            self.skipping = 1
            return True
        self.stack.append(value)
        self.keys.append(None)
        return True

    def _no_anchor(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            hint = "Delete it and write the value out where it is used."
            self._fault(place, f"the anchor &{event.anchor} is not allowed", hint)

    def _close(self) -> None:
        if self.skipping:
            self.skipping -= 1
        else:
            self.stack.pop()
            self.keys.pop()

    def _put(self, value: Any, place: Place, *, refused: bool = False) -> bool:
        """Put a value where it belongs; False when it cannot stand there."""
        if self.skipping:
            return False
        if not self.stack:
            hint = "A plan file begins with a key such as `themes:`."
            self._fault(place, "the file holds a single text where keys are expected", hint)
            return False
        owner = self.stack[-1]
        if isinstance(owner, Series):
            if not refused:
                owner.append(value)
                owner.places.append(place)
            return True
        key = self.keys[-1]
        if key is None:
            return self._key(value, place)
        self.keys[-1] = None
        if key and key not in owner and not refused:
            owner[key] = value
            return True
        return refused

    def _key(self, value: Any, place: Place) -> bool:
        owner = self.stack[-1]
        if not isinstance(value, str):
            self._fault(
                place, "a key must be a plain word", "Put the list or mapping behind a key."
            )
            self.keys[-1] = ""  # its value is read and dropped
            return False
        if isinstance(owner, Record) and value in owner.places:
            first = owner.places[value][0]
            hint = f"It already stands in line {first}; keep one of the two."
            self._fault(place, f"the key `{value}` is repeated", hint)
        elif isinstance(owner, Record):
            owner.places[value] = place
        self.keys[-1] = value
        return True

    def _syntax(self, error: Any) -> None:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        hint = "Check indentation, quotes and the colon with a space behind it."
        self._fault(place, f"this is not YAML: {said}", hint)

    def _unreadable(self, text: str, error: Any) -> None:
        """The parser refuses a file for one character, before it reads anything of it."""
        found = _NOT_YAML.search(text)
        before = text[: found.start() if found else 0]
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        said = f"it holds the control character U+{ord(found[0]):04X}" if found else str(error)
        hint = "Delete it; if the file is full of them, it is no text, or not saved as UTF-8."
        self._fault(place, f"this is not YAML: {said}", hint)
        self.source.unfinished = {id(self.source.record), *map(id, self.stack)}

    def _fault(self, place: Place, message: str, hint: str) -> None:
        self.source.faults.append(self.source.fault(place, message, hint))
