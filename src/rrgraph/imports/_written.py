"""A draft as the YAML of `graph/plans/<plan>/`, in the form that curators write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rrgraph.imports._acronyms import Acronym
from rrgraph.imports._columns import Head
from rrgraph.imports._draft import (
    Action,
    Draft,
    Ids,
    Measure,
    Milestone,
    Participation,
    Priority,
    Reference,
    Theme,
    ends,
    quote,
    short,
    slug,
)

HOLDS = {
    "theme": "themes",
    "priority": "priorities",
    "action": "actions",
    "measure": "measures",
    "milestone": "milestones",
    "lead": "leads",
    "contributing": "contributors",
    "links": "references",
    "rag": "progressUpdates",
    "progress": "progressUpdates",
}
_PLAIN = re.compile(r"[A-Za-z0-9£(][\w ./'’&()£%+–—…-]*")
_TITLE_WORDS = 6  # of a short name of ours

Pairs = Mapping[str, Any]


class Flow(dict[str, Any]):
    """A mapping that is written on one line."""


def written(value: Pairs, note: str = "") -> str:
    """A mapping as YAML, a comment above it; empty values are left out."""
    comment = "".join(f"# {line}\n" for line in note.splitlines())
    return comment + "".join(_mapping(value, ""))


def _mapping(value: Pairs, margin: str, first: str | None = None) -> Iterator[str]:
    """The lines of a mapping in block style; its first line may begin with a dash."""
    lead = margin if first is None else first
    for key, inner in value.items():
        if inner in ("", None, [], ()):
            continue
        if isinstance(inner, Flow | str):
            yield f"{lead}{key}: {_flow(inner)}\n"
        elif isinstance(inner, Mapping):
            yield f"{lead}{key}:\n"
            yield from _mapping(inner, f"{margin}  ")
        elif all(isinstance(one, str) for one in inner):
            yield f"{lead}{key}: {_flow(inner)}\n"
        else:
            yield f"{lead}{key}:\n"
            yield from _sequence(inner, f"{margin}  ")
        lead = margin


def _sequence(items: Iterable[Pairs], margin: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Flow):
            yield f"{margin}- {_flow(item)}\n"
        else:
            yield from _mapping(item, f"{margin}  ", f"{margin}- ")


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{key}: {_flow(inner)}" for key, inner in value.items() if inner)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, str):
        return _scalar(value)
    return "[" + ", ".join(map(_scalar, value)) + "]"


def _scalar(text: str) -> str:
    """A text as it may stand anywhere: plain where no sign of it means anything to YAML."""
    is_plain = _PLAIN.fullmatch(text) and not text.endswith(" ")
    return text if is_plain else json.dumps(text, ensure_ascii=False)


# ---------------------------------------------------------------------- the plan
def actions_file(draft: Draft, heads: Sequence[tuple[str, Head]], note: str) -> str:
    """The text of actions.yaml: the columns of the tables, the themes, the equality changes."""
    columns = _columns(heads)
    over = {(c["section"], c["holds"]): c["heading"] for c in columns}
    plan = {
        "columns": columns,
        "themes": [_theme(theme, over) for theme in draft.themes],
        "equalityChanges": [_equality(action) for action in draft.equality],
    }
    return written(plan, note)


def editorial_file(draft: Draft) -> str:
    """The text of editorial.yaml: what pointers without a number were taken to mean; may be empty."""
    taken = Ids()
    readings = [
        Flow(
            id=taken.new(f"{slug(block.id)}-{name}"),
            of=f"priority/{block.id}/reference/{name}",
            target=reference.read_as,
            because=reference.because,
        )
        for block in draft.blocks()
        for name, reference in _named(block.references)
        if reference.read_as
    ]
    note = "What words without a number were taken to mean, by likeness alone: look at each."
    return written({"readings": readings}, note) if readings else ""


def acronyms_file(listed: Sequence[Acronym], note: str) -> str:
    """The text of acronyms.yaml: the document's own list, as it prints it."""
    taken = Ids()
    entries = [
        {
            "id": taken.new(slug(one.short)),
            "acronym": one.short,
            "expansions": [part.strip() for part in one.full.split(" / ")],
            "quote": " ".join(f"{one.short} {one.full}".split()[:12]),
            "section": one.section or "1",
            "usedElsewhere": "true" if one.is_used else "false",
        }
        for one in listed
    ]
    return written({"acronyms": entries}, note)


def _columns(heads: Sequence[tuple[str, Head]]) -> list[Flow]:
    found: dict[tuple[str, str, str], Flow] = {}
    taken = Ids()
    for section, head in heads:
        for role, ats in head.columns.items():
            for at in ats if role in HOLDS else ():
                heading = head.headings.get(at, "") if head.headings.get(at) != head.theme else ""
                key = (section, heading, HOLDS[role])
                if heading and key not in found:
                    name = taken.new(slug(f"{section} {heading}", 6))
                    found[key] = Flow(
                        id=name, section=section or "1", heading=heading, holds=HOLDS[role]
                    )
    return list(found.values())


def _theme(theme: Theme, over: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    return {
        "id": theme.id,
        "section": theme.section or "1",
        "number": theme.number,
        "title": theme.title,
        "quote": quote(theme.said),
        "priorities": [_priority(one, over) for one in theme.priorities],
    }


def _priority(one: Priority, over: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    last, digest = ends(one.said)
    return {
        "id": one.id,
        "number": one.number,
        "title": one.title,
        "quote": quote(one.said),
        "ends": last,
        "digest": digest,
        "references": [_reference(name, each) for name, each in _named(one.references)],
        "priorities": [_priority(part, over) for part in one.parts],
        "actions": [_action(each, over) for each in one.actions],
    }


def _named(references: Iterable[Reference]) -> list[tuple[str, Reference]]:
    """References with the ids that tell them apart in their block."""
    taken = Ids()
    named = []
    for reference in references:
        wanted = reference.target.partition("/")[2] or slug(reference.printed, 4)
        named.append((taken.new(wanted), reference))
    return named


def _reference(name: str, reference: Reference) -> Flow:
    is_own = name == reference.target.partition("/")[2]
    return Flow(
        id="" if is_own else name,
        printed=reference.printed,
        referenceForm=reference.form,
        target=reference.target,
        resolution=reference.resolution,
    )


def _action(action: Action, over: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    column = action.column if over.get((action.section or "1", "actions")) != action.column else ""
    return _undertaking(action, short(action.said.text, _TITLE_WORDS), "leads") | {"column": column}


def _equality(action: Action) -> dict[str, Any]:
    return _undertaking(action, action.area, "responsible") | {"section": action.section or "1"}


def _undertaking(action: Action, title: str, owners: str) -> dict[str, Any]:
    last, digest = ends(action.said)
    return {
        "id": action.id,
        "number": action.number.strip("."),
        "title": title,
        "text": short(action.said.text),
        "quote": quote(action.said),
        "ends": last,
        "digest": digest,
        "measures": _each(action.measures, _measure),
        "milestones": _each(action.milestones, _milestone),
        owners: _each(action.leads, _participation),
        "contributors": _each(action.contributors, _participation),
    }


def _each(values: Iterable[Any], write: Any) -> list[Flow]:
    taken = Ids()
    return [write(value, taken) for value in values]


def _measure(measure: Measure, taken: Ids) -> Flow:
    words = " ".join(measure.quote.split()[:12])
    return Flow(
        id=taken.new(slug(words, 4)),
        alsoFor=_also(measure.also_for),
        text=short(measure.printed),
        quote=words,
        usesIndicator=list(measure.indicators),
        targetValue=measure.target,
        unit="percent" if measure.target else "",
        comparator="at-least" if measure.target else "",
        basis=_basis(measure.is_positional),
    )


def _milestone(milestone: Milestone, taken: Ids) -> Flow:
    due = milestone.due
    return Flow(
        id=taken.new(slug(due.printed, 4)),
        alsoFor=_also(milestone.also_for),
        printed=due.printed,
        earliest=str(due.earliest or ""),
        latest=str(due.latest or ""),
        precision=due.precision,
        dueKind=due.kind,
        frequency=due.frequency,
        dateFlag=list(due.flags),
        reviewedBy=list(milestone.reviewed_by),
        basis=_basis(milestone.is_positional),
    )


def _participation(one: Participation, taken: Ids) -> Flow:
    wanted = one.agency or slug(one.name or one.printed, 4)
    name = taken.new(wanted)
    return Flow(
        id="" if name == one.agency else name,
        participant=one.agency,
        alsoFor=_also(one.also_for),
        printed=" ".join(one.printed.split()[:12]),
        name=one.name,
        participantStatus="" if one.agency else "open",
        basis=_basis(one.is_positional),
    )


def _also(actions: Iterable[Action]) -> list[str]:
    return [f"{action.kind}/{action.id}" for action in actions]


def _basis(is_positional: bool) -> str:
    return "positional" if is_positional else ""
