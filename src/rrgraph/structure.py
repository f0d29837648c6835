"""Keys, lists, codes and formats: the JSON Schema of the vocabulary, told in a curator's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rrgraph.errors import Fault, did_you_mean
from rrgraph.iris import term
from rrgraph.reading import Place, Record, Series, Source
from rrgraph.vocabulary import Vocabulary

_FORMS = {
    "id": "An id is made of small letters, digits, `.`, `-`, `_` and `/`, such as `2.2.2`.",
    "date": "Write a day of the calendar, such as 2009-09-30.",
    "quote": "Add `quote`: 3 to 12 words exactly as printed.",
}


@dataclass
class Structure:
    """What the schema says of some records: the faults, and which values to leave out."""

    faults: list[Fault] = field(default_factory=list)
    suspects: set[int] = field(default_factory=set)  # id() of records with a fault of their own

    def check(self, record: Record, sources: dict[str, Source], schema: Schema, root: str) -> None:
        """Check one record (`root`: "plan" or "registry") whose top-level keys come from `sources`.

        What the schema refuses is taken out of the record, so that the rest can be read on and
        every fault of a run is told at once, without faults that only follow from another.
        """
        removals: list[tuple[Any, Any]] = []
        for error in schema.errors(record, root):
            path = list(error.instance_path)[1:]
            source = sources.get(str(path[0]) if path else "") or next(iter(sources.values()))
            self.suspects.add(id(_enclosing(record, path)))
            if _is_told(error, _enclosing(record, path), source):
                continue
            for place, message, hint, removal in schema.tell(record, path, error):
                if not path and removal:
                    source = sources.get(str(removal[1]), source)
                self.faults.append(source.fault(place, message, hint))
                if removal:
                    removals.append(removal)
        for owner, key in sorted(removals, key=lambda r: str(r[1]), reverse=True):
            _remove(owner, key)


class Schema:
    """One compiled schema, and how its errors are put into words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        import jsonschema_rs

        self.vocabulary = vocabulary
        self.schema = vocabulary.schema()
        self._validator = jsonschema_rs.validator_for(self.schema, validate_formats=True)
        self._labels = {c.key: vocabulary.label(c.cls) for c in vocabulary.collections}

    def errors(self, record: Record, root: str) -> Iterable[Any]:
        """The validator's own errors."""
        return self._validator.iter_errors({root: record})

    def tell(
        self, record: Record, path: list[Any], error: Any
    ) -> Iterable[tuple[Place, str, str, tuple[Any, Any] | None]]:
        """Place, message, hint and what to leave out, for each thing an error speaks of."""
        kind = error.kind.name
        place, owner, key = _locate(record, path)
        if kind == "additionalProperties":
            here = _at(record, path)
            allowed = _properties(self.schema, list(error.schema_path)[:-1])
            for unknown in error.kind.unexpected:
                near = did_you_mean(unknown, allowed)
                hint = near or "It may have: " + ", ".join(sorted(allowed)) + "."
                message = f"{self._who(record, path)} has no key `{unknown}`"
                yield here.places.get(unknown, here.at), message, hint, (here, unknown)
        elif kind == "required":
            name = error.kind.property
            hint = _FORMS.get(name) or self._message(name, path) or f"Add `{name}`."
            yield place, f"{self._who(record, path)} has no `{name}`", hint, None
        elif kind == "anyOf":
            said = f"{self._who(record, path)} has neither `quote` nor `printed`"
            yield place, said, _FORMS["quote"], None
        else:
            said, hint = self._value(kind, key, path, error)
            yield place, said, hint, (owner, path[-1]) if path else None

    def _value(self, kind: str, key: str, path: list[Any], error: Any) -> tuple[str, str]:
        value = error.instance
        if kind == "type":
            forms = {"string": "one text", "array": "a list", "object": "a mapping of keys"}
            wanted = next(
                (forms[t] for t in error.kind.types if t in forms), "another kind of value"
            )
            how = "Begin each item with `- `." if wanted == "a list" else f"Write {wanted}."
            return f"`{key}` must be {wanted}", f"It is written as {_form(value)} here. {how}"
        if kind == "enum":
            options = [str(option) for option in error.kind.options]
            near = did_you_mean(str(value), options)
            hint = f"{near} It is one of: {', '.join(options)}.".strip()
            return f"`{key}` is {_quoted(value)}, which is not in its list", hint
        if kind in ("minItems", "minLength"):
            return f"`{key}` is empty", "Write a value, or delete the key."
        form = _FORMS["id"] if key == "id" else self._message(key, path)
        if kind == "format":
            form = _FORMS["date"]
        return f"`{key}` is {_quoted(value)}, which has not the right form", form or _FORMS["id"]

    def _message(self, key: str, path: list[Any]) -> str:
        """What the shape of the innermost node on the way says of a key."""
        classes = {c.key: c.cls for c in self.vocabulary.collections}
        inner = next((classes[step] for step in reversed(path) if step in classes), term("Plan"))
        field_of = self.vocabulary.specs[inner].fields.get(key)
        return field_of.message if field_of else ""

    def _who(self, record: Record, path: list[Any]) -> str:
        """The innermost node on the way, in words: `milestone "sept-09"`."""
        for end in range(len(path), 0, -1):
            here = _at(record, path[:end])
            collection = (
                path[end - 2] if end > 1 and isinstance(path[end - 1], int) else path[end - 1]
            )
            if isinstance(here, Record):
                name = here.get("id") or here.get("title") or here.get("participant") or ""
                label = self._labels.get(collection, str(collection))
                return f"{label} {_quoted(name)}" if name else f"this {label}"
        return "this file"


def _is_told(error: Any, owner: Any, source: Source) -> bool:
    """Whether a missing key follows from a fault that reading has told of already."""
    if error.kind.name not in ("required", "anyOf") or not isinstance(owner, Record):
        return False
    name = getattr(error.kind, "property", "quote")
    return id(owner) in source.unfinished or name in owner.places


def _properties(schema: dict[str, Any], path: list[Any]) -> list[str]:
    here: Any = schema
    for step in path:
        here = here[step]
        if isinstance(here, str) and here.startswith("#/$defs/"):
            here = schema["$defs"][here.rsplit("/", 1)[-1]]
    return list(here.get("properties", {}))


def _at(record: Record, path: list[Any]) -> Any:
    here: Any = record
    for step in path:
        here = here[step]
    return here


def _enclosing(record: Record, path: list[Any]) -> Any:
    """The innermost mapping on a path."""
    for end in range(len(path), -1, -1):
        here = _at(record, path[:end])
        if isinstance(here, Record):
            return here
    return record


def _locate(record: Record, path: list[Any]) -> tuple[Place, Any, str]:
    """Where a value stands, what holds it, and the key it stands behind."""
    if not path:
        return record.at, record, ""
    owner = _at(record, path[:-1])
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    place = owner.places[path[-1]] if isinstance(owner, Record | Series) else record.at
    return place, owner, key


def _remove(owner: Any, key: Any) -> None:
    if isinstance(owner, Series):
        del owner[key]
        del owner.places[key]
    elif isinstance(owner, Record):
        owner.pop(key, None)


def _form(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping of keys"
    return "a list" if isinstance(value, list) else "one text"


def _quoted(value: Any) -> str:
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
