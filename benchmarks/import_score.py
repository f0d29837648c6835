"""How well action tables are read: each shipped plan imported from its document, against its curated data.

    RRGRAPH_DOCUMENTS=DIR python -m benchmarks.import_score     writes docs/import-score.md

Precision is the share of what the import found that is right, recall the share of what is right that
it found. An action is right if the words that the curator quotes stand in it; leads, contributors,
measures, milestones and links count as right where they stand with the right action or block and say
the same: the same agency, the same days and rhythm, the same target.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import rrgraph
from rrgraph.documents import named_document, normalised
from rrgraph.imports._draft import Draft, Priority
from rrgraph.imports.tables import read
from rrgraph.knowledge import Knowledge
from rrgraph.naming import folded

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "import-score.md"
PLANS = ("yorkshire-humberside-2009", "norfolk-2019")
_OWNERS = {"leads": ("leads", "responsible"), "contributors": ("contributors",)}


class Score(NamedTuple):
    """How many the curator has, how many the import found, and how many are the same."""

    right: int
    found: int
    same: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.same / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found; 1 where there is nothing."""
        return self.same / self.right if self.right else 1.0


class Curated:
    """The actions and blocks of a plan as its curator wrote them."""

    def __init__(self, kg: Knowledge, plan: str) -> None:
        """Read them from the plan's files."""
        self.actions: dict[str, Any] = {}
        self.blocks: dict[str, Any] = {}
        self.readings: dict[str, Any] = {}
        for source in kg.loaded.sources[plan]:
            for theme in source.record.get("themes", ()):
                for priority in theme["priorities"]:
                    self._add(priority)
            for change in source.record.get("equalityChanges", ()):
                self.actions[f"equality-change/{change['id']}"] = change
            self.readings |= {one["of"]: one for one in source.record.get("readings", ())}

    def _add(self, priority: Any) -> None:
        self.blocks[f"priority/{priority['id']}"] = priority
        for part in priority.get("priorities", ()):
            self._add(part)
        for action in priority.get("actions", ()):
            self.actions[f"action/{action['id']}"] = action

    def listed(self, key: str) -> Iterator[tuple[str, Any]]:
        """What stands under a key of the actions, each with every action that it is for."""
        for action, record in self.actions.items():
            for one in record.get(key, ()):
                for item in (action, *one.get("alsoFor", ())):
                    yield item, one

    def owners(self, field: str) -> set[tuple[str, str]]:
        """(action, agency); by the reading where only that says which."""
        found = set()
        for key in _OWNERS[field]:
            segment = {"leads": "lead", "contributors": "contributor"}.get(key, "responsible")
            for action, one in self.listed(key):
                reading = self.readings.get(f"{action}/{segment}/{one.get('id')}", {})
                found.add((action, one.get("participant") or reading.get("participant", "open")))
        return found

    def links(self) -> set[tuple[str, str]]:
        """(block, target); by the reading where only that says which."""
        found = set()
        for block, record in self.blocks.items():
            for one in record.get("references", ()):
                reading = self.readings.get(f"{block}/reference/{one.get('id')}", {})
                found.add((block, one.get("target") or reading.get("target", "")))
        return found


def _matched_actions(curated: Curated, draft: Draft) -> dict[int, str]:
    """id() of an imported action -> the curated one whose quote stands in it; each once."""
    matched: dict[int, str] = {}
    taken: set[str] = set()
    for action in draft.actions():
        text = normalised(action.said.text)
        for name, record in curated.actions.items():
            if name not in taken and normalised(record["quote"]) in text:
                matched[id(action)] = name
                taken.add(name)
                break
    return matched


def _matched_blocks(curated: Curated, draft: Draft) -> dict[str, str]:
    """An imported block -> the curated one whose quote stands in its heading; and their actions."""
    found: dict[str, str] = {}
    for theme in draft.themes:
        for priority in theme.priorities:
            for one in (priority, *priority.parts):
                if name := _block(curated, one, bool(priority.parts) and one is priority):
                    found[f"priority/{one.id}"] = name
    return found


def _block(curated: Curated, one: Priority, is_whole: bool) -> str:
    text = folded(one.said.text)
    for name, record in curated.blocks.items():
        has_parts = bool(record.get("priorities"))
        if has_parts == is_whole and folded(record["quote"]) in text:
            return name
    return ""


def _owners(draft: Draft, field: str, matched: dict[int, str]) -> set[tuple[str, str]]:
    return {
        (matched.get(id(item), f"?{item.id}"), one.agency or (one.is_open and "open") or one.name)
        for action in draft.actions()
        for one in getattr(action, field)
        for item in (action, *one.also_for)
    }


def _due(one: Any) -> tuple[str, ...]:
    return tuple(one.get(key, "") for key in ("dueKind", "earliest", "latest", "frequency"))


def _milestones(draft: Draft, matched: dict[int, str]) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (
            matched.get(id(item), ""),
            (d.kind, str(d.earliest or ""), str(d.latest or ""), d.frequency),
        )
        for action in draft.actions()
        for one in action.milestones
        for d in [one.due]
        for item in (action, *one.also_for)
    ]


def _common(right: list[Any], found: list[Any]) -> int:
    """How many of two lists are the same, each counted once."""
    left = list(right)
    for one in found:
        if one in left:
            left.remove(one)
    return len(right) - len(left)


def _measures(curated: Curated, draft: Draft, matched: dict[int, str]) -> Score:
    right = [(action, normalised(one["quote"])) for action, one in curated.listed("measures")]
    found = [
        (matched.get(id(item), ""), normalised(one.printed), normalised(one.quote))
        for action in draft.actions()
        for one in action.measures
        for item in (action, *one.also_for)
    ]
    left = list(right)
    same = 0
    for action, printed, quote in found:
        for one in left:
            if one[0] == action and (one[1] in printed or printed in one[1] or quote == one[1]):
                left.remove(one)
                same += 1
                break
    return Score(len(right), len(found), same)


def scores(kg: Knowledge, plan: str, folder: Path) -> dict[str, Score]:
    """The score of each field, for one shipped plan imported from its document in a folder."""
    document = named_document(kg.loaded.sources[plan], plan)
    draft = read(folder / document["file"], "scored", kg, {}, lambda done, total: None).draft
    curated = Curated(kg, plan)
    matched = _matched_actions(curated, draft)
    result = {"actions": Score(len(curated.actions), len(draft.actions()), len(matched))}
    for field in _OWNERS:
        right, found = curated.owners(field), _owners(draft, field, matched)
        result[field] = Score(len(right), len(found), len(right & found))
    result["measures"] = _measures(curated, draft, matched)
    due = [(action, _due(one)) for action, one in curated.listed("milestones")]
    read_due = _milestones(draft, matched)
    result["milestones"] = Score(len(due), len(read_due), _common(due, read_due))
    result["links"] = _links(curated, draft, matched)
    result["meetings"] = _meetings(curated, draft, matched)
    return result


def _meetings(curated: Curated, draft: Draft, matched: dict[int, str]) -> Score:
    """The boards that milestones name."""
    listed = curated.listed("milestones")
    right = {(action, board) for action, one in listed for board in one.get("reviewedBy", ())}
    found = {
        (matched.get(id(item), ""), board)
        for action in draft.actions()
        for one in action.milestones
        for item in (action, *one.also_for)
        for board in one.reviewed_by
    }
    return Score(len(right), len(found), len(right & found))


def _links(curated: Curated, draft: Draft, matched: dict[int, str]) -> Score:
    same_as = _matched_blocks(curated, draft)
    same_as |= {f"action/{a.id}": matched.get(id(a), f"?{a.id}") for a in draft.actions()}
    found = {
        (same_as.get(f"priority/{block.id}", f"?{block.id}"), same_as.get(target, target))
        for block in draft.blocks()
        for one in block.references
        for target in [one.target or one.read_as or f"?{one.printed}"]
    }
    right = curated.links()
    return Score(len(right), len(found), len(right & found))


def page(kg: Knowledge, folder: Path) -> str:
    """The page with the scores of every plan."""
    lines = [
        "# How well action tables are read",
        "",
        "Each plan is imported from its document by `rrgraph import`, and what comes out is compared with",
        "what its curator wrote. Written by `python -m benchmarks.import_score`; a test holds it up to date.",
        "",
        "Precision is the share of what was found that is right, recall the share of what is right that was",
        "found. An action is right if the words that the curator quotes stand in it; all else if it stands",
        "with the right action or block and says the same: agency, days and rhythm, target. Changes that an",
        "equality assessment proposes count as actions.",
        "",
        "No line of code knows these two documents. The register does: it holds the names of bodies as both",
        "print them. In a document of new names, leads and contributors that are not in it are listed with the",
        "nearest, and stand open until somebody adds them.",
        "",
        "| plan | field | curated | found | right | precision | recall |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for plan in PLANS:
        for field, one in scores(kg, plan, folder).items():
            if one.right or one.found:
                shares = f"{one.precision:.2f} | {one.recall:.2f}"
                lines.append(
                    f"| {plan} | {field} | {one.right} | {one.found} | {one.same} | {shares} |"
                )
    return "\n".join(lines) + "\n"


def missed(kg: Knowledge, plan: str, folder: Path) -> Iterator[str]:
    """What the import has that the curator has not, and the other way round: for whoever mends it."""
    document = named_document(kg.loaded.sources[plan], plan)
    draft = read(folder / document["file"], "scored", kg, {}, lambda done, total: None).draft
    curated = Curated(kg, plan)
    matched = _matched_actions(curated, draft)
    yield from (f"+ action {a.said.text[:60]}" for a in draft.actions() if id(a) not in matched)
    yield from (f"- {name}" for name in curated.actions if name not in matched.values())
    for field in _OWNERS:
        right, found = curated.owners(field), _owners(draft, field, matched)
        yield from (f"+ {field} {one}" for one in sorted(found - right))
        yield from (f"- {field} {one}" for one in sorted(right - found))
    due = [(action, _due(one)) for action, one in curated.listed("milestones")]
    read_due = _milestones(draft, matched)
    yield from (f"+ milestone {one}" for one in read_due if one not in due)
    yield from (f"- milestone {one}" for one in due if one not in read_due)


if __name__ == "__main__":
    PAGE.write_text(page(rrgraph.open(ROOT / "graph"), Path(os.environ["RRGRAPH_DOCUMENTS"])))
    print(PAGE.read_text())
