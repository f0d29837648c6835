"""What a filled-in pro forma changes in the files of its plan, entry by entry."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from rrgraph.checking import check
from rrgraph.editing import Edits, appended
from rrgraph.errors import Fault, FaultyData
from rrgraph.exports.xlsx import ABOUT
from rrgraph.imports._dates import Due, dues
from rrgraph.imports._draft import Ids, beginning, slug
from rrgraph.imports._proposal import Change, Proposal, Unknown, Unplaced
from rrgraph.imports._returned import Row, tidy
from rrgraph.iris import plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.naming import Names
from rrgraph.outline import Item, Part, outline
from rrgraph.queries import is_day
from rrgraph.workspace import Workspace

LEAD, HELP = "Responsible partner / lead", "Contributing"
MEASURE, WHEN = "Outcome / impact measure", "By when"
TITLE_WORDS = 8  # of a short name
UPDATES = "progressUpdates"
QUOTED = (
    "What partners wrote anew is quoted from the workbook; `rrgraph check --document` will not find it"
    " in the document of the plan."
)
Place = tuple[int, int]


class FormEdits:
    """Collects the changes of one plan; `finished` gives them as a proposal."""

    def __init__(self, kg: Knowledge, plan: str) -> None:
        """Nothing is read but what the changes need."""
        self.kg, self.plan = kg, plan
        self.folder = kg.workspace.graph / "plans" / plan
        self.proposal = Proposal()
        self._names = Names(kg.store, plan)
        self._files: dict[Path, Edits] = {}
        self._lists: dict[tuple[str, str], tuple[set[int], list[dict[str, Any]]]] = {}
        self._updates: list[dict[str, str]] = []
        self._reporters: dict[str, str] = {}
        self._done: Counter[str] = Counter()
        self._priorities = {
            tidy(item.label).casefold(): item
            for item in outline(kg.store, plan).items()
            if item.kind == "priority"
        }
        inside = f"{plan_iri(plan)}/"
        self._ids = _taken(iri.removeprefix(inside) for iri in kg.places if iri.startswith(inside))

    # ------------------------------------------------------------------ what a cell says
    def unplaced(self, row: Row, heading: str, why: str) -> None:
        """Leave what a cell says to a person."""
        self.proposal.unplaced.append(Unplaced(row.places[heading], row.cells[heading], why))

    def change(self, row: Row, heading: str, item: Item, was: str) -> None:
        """Take over what a partner wrote into a cell of an item."""
        if heading == "Ref" and row.cells[heading]:
            self._set(item.iri, "number", row.cells[heading])
        elif heading == "Action" and row.cells[heading]:
            self._action(row, item)
        elif heading in (LEAD, HELP):
            self._owners(row, heading, item, was)
        elif heading == MEASURE:
            self._measures(row, item)
        elif heading == WHEN:
            self._milestones(row, item)
        elif heading == "Priority":
            self.unplaced(row, heading, "an item is moved to another priority in its file")
        else:
            self.unplaced(row, heading, "what was there is not taken out by an empty cell")

    def _action(self, row: Row, item: Item) -> None:
        """The first line is the title, the rest what it says."""
        title, *rest = row.cells["Action"].splitlines()
        if title != item.title:
            self._set(item.iri, "title", title)
        if text := " ".join(rest):
            if text != item.text:
                self._set(item.iri, "text", text)
        elif item.text:
            self.unplaced(row, "Action", "the line below the title is gone; what it said was left")

    def _owners(self, row: Row, heading: str, item: Item, was: str) -> None:
        before, after = was.splitlines(), row.cells[heading].splitlines()
        parts = [*item.leads, *item.responsible] if heading == LEAD else item.contributors
        for line in before:
            if line not in after:
                gone = [part for part in parts if tidy(part.name or part.printed) == line]
                self._take_out(row, heading, item, gone)
        key = "leads" if heading == LEAD else "contributors"
        if heading == LEAD and item.responsible and not item.leads:
            key = "responsible"
        added = self._owned(row, heading, (line for line in after if line not in before))
        there = {part.agency for part in getattr(item, key)}
        self._put(item.iri, key, (one for one in added if one["participant"] not in there))

    def _owned(self, row: Row, heading: str, lines: Iterable[str]) -> list[dict[str, str]]:
        """The bodies of names, each once; a name that the register does not hold is listed."""
        found: dict[str, dict[str, str]] = {}
        for line in lines:
            if agency := self._agency(row.places[heading], line):
                entry = {"participant": agency, "printed": beginning(line), "name": beginning(line)}
                found.setdefault(agency, entry)
        return list(found.values())

    def _agency(self, where: str, name: str) -> str:
        """The body that goes by a name, for sure; else the name is listed with the nearest bodies."""
        found = self._names.certain(name)
        if not found.agency:
            nearest = tuple(one.agency for one in found.candidates)
            self.proposal.unknown.append(Unknown(where, name, nearest))
        return found.agency

    def _measures(self, row: Row, item: Item) -> None:
        taken = _taken(part.iri.rpartition("/")[2] for part in item.measures)
        for kept, lines in _differences(item.measures, row.cells[MEASURE].splitlines()):
            for part, line in zip(kept, lines, strict=False):
                self._set(part.iri, "text", line)
            self._take_out(row, MEASURE, item, kept[len(lines) :])
            self._put(item.iri, "measures", (_measure(one, taken) for one in lines[len(kept) :]))

    def _milestones(self, row: Row, item: Item) -> None:
        taken = _taken(part.iri.rpartition("/")[2] for part in item.milestones)
        for kept, lines in _differences(item.milestones, row.cells[WHEN].splitlines()):
            self._take_out(row, WHEN, item, kept)
            self._put(item.iri, "milestones", self._dated(row, lines, taken))

    def _dated(self, row: Row, lines: Iterable[str], taken: Ids) -> list[dict[str, Any]]:
        """The milestones that lines set; a line that sets none is listed."""
        found = []
        for line in lines:
            set_here = dues(line)
            found += [_milestone(due, taken) for due in set_here]
            if not set_here:
                where = row.places[WHEN]
                self.proposal.unplaced.append(Unplaced(where, line, "it sets no time"))
        return found

    # ------------------------------------------------------------------ new actions, progress
    def new_action(self, row: Row) -> str:
        """Offer a row without a key as an action of its priority; its path, empty if it has none."""
        said = row.cells["Action"]
        priority = self._priorities.get(row.cells["Priority"].casefold())
        if not said or not priority:
            why = "no priority of the plan is called so" if said else "no action is named"
            self.unplaced(row, "Priority" if said and row.cells["Priority"] else "Action", why)
            return ""
        first, *rest = said.splitlines()
        text = " ".join(rest) or first
        path = self._ids.new(f"action/{slug(row.cells['Ref'] or first)}")
        entry: dict[str, Any] = {"id": path.removeprefix("action/")}
        if row.cells["Ref"]:
            entry["number"] = row.cells["Ref"]
        entry |= {"title": beginning(first, TITLE_WORDS), "text": text, "quote": beginning(text)}
        taken = Ids()
        for key, heading in (("leads", LEAD), ("contributors", HELP)):
            entry[key] = self._owned(row, heading, row.cells[heading].splitlines())
        entry["measures"] = [_measure(one, taken) for one in row.cells[MEASURE].splitlines()]
        entry["milestones"] = self._dated(row, row.cells[WHEN].splitlines(), taken)
        self._put(priority.iri, "actions", [{key: value for key, value in entry.items() if value}])
        self._done["new action"] += 1
        return path

    def day(self, written: str) -> str:
        """A day as YYYY-MM-DD; empty if the words are not one day."""
        if is_day(written):
            return written
        found = dues(written) if written else []
        is_exact = len(found) == 1 and found[0].precision == "day"
        return str(found[0].latest) if is_exact else ""

    def progress(self, row: Row, path: str, as_of: str, rag: str, said: str, reporter: str) -> None:
        """Add an update; none that is there is ever changed."""
        wanted = f"{path.rpartition('/')[2]}-{as_of}".replace(".", "-").lower()
        entry = {
            "id": self._ids.new(f"progress/{wanted}").removeprefix("progress/"),
            "item": path,
            "asOf": as_of,
            "rag": rag,
            "text": " ".join(said.split()) or f"Reported as {rag.replace('-', ' ')}.",
        }
        if body := self._reporter(reporter):
            entry["reporter"] = body
        self._updates.append(entry)

    def _reporter(self, name: str) -> str:
        """Who reports, as the first sheet says; looked up once, so that it is listed once."""
        if name not in self._reporters:
            self._reporters[name] = self._agency(f"{ABOUT}!B4", name) if name else ""
        return self._reporters[name]

    # ------------------------------------------------------------------ the files
    def finished(self) -> Proposal:
        """The proposal, once the plan with it is found sound."""
        for (iri, key), (gone, added) in self._lists.items():
            edits, place = self._at(iri)
            edits.change_list(place, key, gone, added)
        self._count_anew()
        for path, edits in sorted(self._files.items()):
            text = edits.text()
            if text != edits.was:
                self.proposal.files[path.name] = Change(text, edits.was)
        if self._updates:
            self._add_updates()
        self._hold_sound()
        counts = [(self._done["edit"], "edit"), (len(self._updates), "progress update")]
        counts.append((self._done["new action"], "new action"))
        told = [f"{count} {name}{'s' * (count != 1)}" for count, name in counts if count]
        self.proposal.told.append(f"{', '.join(told)}." if told else "Nothing was changed.")
        if any(added for _, added in self._lists.values()):
            self.proposal.told.append(QUOTED)
        return self.proposal

    def _add_updates(self) -> None:
        """The updates, behind those that there are, in the file that has them."""
        having = [
            source.path for source in self.kg.loaded.sources[self.plan] if UPDATES in source.record
        ]
        path = having[0] if having else self.folder / "progress.yaml"
        change = self.proposal.files.get(path.name)
        was = path.read_text(encoding="utf-8") if path.is_file() else None
        text = change.text if change else was or ""
        self.proposal.files[path.name] = Change(appended(path, text, UPDATES, self._updates), was)

    def _count_anew(self) -> None:
        """Let the counts that plan.yaml expects follow what is added and taken out."""
        change = Counter({UPDATES: len(self._updates)})
        for (_, key), (gone, added) in self._lists.items():
            change[key] += len(added) - len(gone)
            for entry in added:
                change.update({k: len(v) for k, v in entry.items() if isinstance(v, list)})
        edits = self._file(self.folder / "plan.yaml")
        place = edits.inside("expect")
        for source in self.kg.loaded.sources[self.plan] if place else ():
            expected = source.record.get("expect") or {}
            for key in expected.keys() & +change | (expected.keys() & -change):
                assert place
                edits.set(place, key, str(int(expected[key]) + change[key]))

    def _hold_sound(self) -> None:
        """FaultyData, each fault with its cell's file and line, if `check` would find any."""
        if not self.proposal.files:
            return
        with tempfile.TemporaryDirectory() as made:
            graph = Path(made) / "graph"
            shutil.copytree(self.kg.workspace.graph, graph)
            for name, change in self.proposal.files.items():
                (graph / "plans" / self.plan / name).write_text(change.text, encoding="utf-8")
            found = Workspace(graph, self.kg.workspace.ontology, self.kg.workspace.queries)
            faults = check(load(found))
        if faults:
            hint = "Mend the cell in the workbook, then import it again."
            raise FaultyData(Fault(f.file, f.line, f.column, f.message, hint) for f in faults)

    def _at(self, iri: str) -> tuple[Edits, Place]:
        """The file that an entry stands in, and where."""
        shown, line, column = self.kg.places[iri]
        return self._file(self.kg.workspace.root / shown), (line, column)

    def _file(self, path: Path) -> Edits:
        if path not in self._files:
            self._files[path] = Edits(path, path.read_text(encoding="utf-8"))
        return self._files[path]

    def _set(self, iri: str, key: str, value: str) -> None:
        edits, place = self._at(iri)
        edits.set(place, key, value)
        self._done["edit"] += 1

    def _put(self, iri: str, key: str, entries: Iterable[dict[str, Any]]) -> None:
        for entry in entries:
            self._list(iri, key)[1].append(entry)
            self._done["edit"] += key != "actions"

    def _list(self, iri: str, key: str) -> tuple[set[int], list[dict[str, Any]]]:
        return self._lists.setdefault((iri, key), (set(), []))

    def _take_out(self, row: Row, heading: str, item: Item, parts: Iterable[Part]) -> None:
        for part in parts:
            edits, place = self._at(item.iri)
            key = _KEYS[part.iri.removeprefix(f"{item.iri}/").partition("/")[0]]
            index = edits.index(place, key, self.kg.places[part.iri][1:])
            if index is None:
                shown, line, _ = self.kg.places[part.iri]
                said = f"it is printed with several items: change it at {shown}:{line}"
                self.unplaced(row, heading, said)
                continue
            self._list(item.iri, key)[0].add(index)
            self._done["edit"] += 1


_KEYS: Mapping[str, str] = defaultdict(
    lambda: "leads",
    {
        "contributor": "contributors",
        "responsible": "responsible",
        "measure": "measures",
        "milestone": "milestones",
    },
)


def _differences(parts: list[Part], after: list[str]) -> Iterable[tuple[list[Part], list[str]]]:
    """Runs of parts that changed, each with the lines that now stand in their place."""
    shown = list(dict.fromkeys(tidy(part.said) for part in parts))
    for kind, start, end, first, last in SequenceMatcher(None, shown, after, False).get_opcodes():
        if kind != "equal":
            gone = shown[start:end]
            yield [part for part in parts if tidy(part.said) in gone], after[first:last]


def _taken(names: Iterable[str]) -> Ids:
    """Ids that are given already."""
    ids = Ids()
    for name in names:
        ids.new(name)
    return ids


def _measure(line: str, taken: Ids) -> dict[str, str]:
    return {"id": taken.new(slug(line)), "text": line, "quote": beginning(line)}


def _milestone(due: Due, taken: Ids) -> dict[str, Any]:
    told = {
        "id": taken.new(slug(due.printed)),
        "printed": beginning(due.printed),
        "earliest": str(due.earliest or ""),
        "latest": str(due.latest or ""),
        "precision": due.precision,
        "dueKind": due.kind,
        "frequency": due.frequency,
        "dateFlag": list(due.flags),
    }
    return {key: value for key, value in told.items() if value}
