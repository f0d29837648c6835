"""Continuations that a person accepts of the candidates of a refresh, written into editorial.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from rrgraph.editing import append_entries
from rrgraph.refresh import Candidate, Refresh


def continuation_entries(
    refresh: Refresh, accepted: Iterable[tuple[Candidate, str, str]]
) -> list[dict[str, Any]]:
    """Entries for editorial.yaml: one for each (candidate, kind, reason); mergers and splits in one.

    Several earlier items merged into one later item are one continuation, and so is one earlier
    item split into several.
    """
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    taken = {iri.rpartition("/continuation/")[2] for iri in refresh.new.kg.places}
    for one, kind, because in accepted:
        joint = {"merged": one.later.path, "split": one.earlier.path}.get(kind)
        key = (kind, joint or f"{one.earlier.path} {one.later.path}")
        earlier, later = f"{refresh.old.plan}/{one.earlier.path}", one.later.path
        if key not in entries:
            slug = (one.earlier.path if kind == "split" else one.later.path).replace("/", "-")
            new = {"id": _new(f"{slug}-{kind}", taken), "continuationKind": [kind]}
            entries[key] = {**new, "earlier": [], "later": [], "because": because}
        entry = entries[key]
        for side, path in (("earlier", earlier), ("later", later)):
            if path not in entry[side]:
                entry[side].append(path)
    return list(entries.values())


def _new(wanted: str, taken: set[str]) -> str:
    """An id that nothing has yet; it is taken from then on."""
    ids = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
    found = next(one for one in ids if one not in taken)
    taken.add(found)
    return found


def record(refresh: Refresh, entries: Iterable[Mapping[str, Any]]) -> int:
    """Write continuations into editorial.yaml of the new edition; how many. Nothing else changes."""
    folder = refresh.new.kg.workspace.graph / "plans" / refresh.new.plan
    return append_entries(folder / "editorial.yaml", "continuations", entries)
