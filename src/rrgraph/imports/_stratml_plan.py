"""The elements of StratML as entries of a plan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rrgraph.errors import UsageError
from rrgraph.exports._stratml import (
    MEASURE,
    MILESTONE,
    PROGRESS,
    QUOTE,
    REFERS,
    REGION,
    SECTION,
    STANDS_IN,
)
from rrgraph.imports import _elements as xml
from rrgraph.imports._dates import Due, dues
from rrgraph.imports._draft import Ids, beginning, slug
from rrgraph.imports._proposal import Unknown, Unplaced
from rrgraph.imports._written import Flow, written
from rrgraph.knowledge import Knowledge
from rrgraph.naming import Names
from rrgraph.progress import Advance
from rrgraph.queries import is_day

Entry = dict[str, Any]
_KNOWN = re.compile(r"(theme|priority|action)__(.+)")
_LEADS = re.compile(r"lead|owner|responsib|accountab", re.IGNORECASE)
_AMOUNT = re.compile(r"(-?[\d.]+)(?: (\w+))?$")
_PSA = re.compile(r"PSA (\d+)")
_ROLES = {"Lead": "leads", "Responsible": "responsible", "Contributing": "contributors"}
_UNITS = ("count", "months", "people", "percent", "pounds", "years")
_UNITS_ALIKE = {"%": "percent", "percentage": "percent", "£": "pounds", "month": "months"}
_COMPARATORS = {"at least": "at-least", "at most": "at-most", "equals": "equals"}
_READ = {  # elements whose words have a place; of others they are listed
    *("Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation"),
    *("Objective", "PerformanceIndicator", "Role", "RoleType", "StartDate", "EndDate", "Goal"),
}
_NOTE = "Read by machine from StratML, {file}: for a person to review."


class PlanReader:
    """Reads one file; what has no place, and names that the register lacks, are kept in lists."""

    def __init__(self, kg: Knowledge, plan: str, path: Path, advance: Advance) -> None:
        """`advance` is told how many goals are read."""
        self.plan, self.path, self.advance = plan, path, advance
        self.unknown: list[Unknown] = []
        self.unplaced: list[Unplaced] = []
        self.told: list[str] = []
        self._names = Names(kg.store, plan)
        codes = "SELECT ?indicator ?code { ?indicator a rrg:Indicator ; rrg:code ?code }"
        rows = kg.store.select(codes)
        self._indicators = {row["code"]: row["indicator"].rpartition("/")[2] for row in rows}
        self._ids = Ids()
        self._entries: dict[str, Entry] = {}  # Identifier -> what it has become
        self._paths: dict[str, str] = {}  # Identifier -> priority/1.1
        self._updates: list[Entry] = []
        self._references: list[tuple[Entry, str]] = []
        self._counts: dict[str, int] = defaultdict(int)

    # ------------------------------------------------------------------ the whole
    def read(self, root: Any) -> dict[str, str]:
        """File -> its text."""
        core = xml.child(root, "StrategicPlanCore")
        goals = xml.children(core, "Goal") if core is not None else []
        if not goals:
            raise UsageError(f"{self.path} holds no goal, so there is nothing to make a plan of.")
        note = _NOTE.format(file=self.path.name)
        about = self._about(root, core)
        themes = []
        for number, goal in enumerate(goals, 1):
            themes.append(self._goal(goal))
            self.advance(number, len(goals))
        for entry, line in self._references:
            entry.setdefault("references", []).append(self._reference(line))
        files = {
            "plan.yaml": written(about, note),
            "actions.yaml": written({"themes": themes}, note),
        }
        if statements := list(self._statements(core)):
            files["statements.yaml"] = written({"statements": statements}, note)
        if self._updates:
            files["progress.yaml"] = written({"progressUpdates": self._updates}, note)
        return files

    def summary(self) -> str:
        """How much was found."""
        names = {"priority": "priorities"}
        told = [
            f"{count} {name if count == 1 else names.get(name, f'{name}s')}"
            for name, count in self._counts.items()
        ]
        return f"{', '.join(told)}."

    def _about(self, root: Any, core: Any) -> Entry:
        """plan.yaml: as far as the file says it."""
        last = xml.child(root, "AdministrativeInformation")
        days = {name: self._day(last, name) for name in ("StartDate", "EndDate", "PublicationDate")}
        title = xml.text(root, "Name") or self.path.stem
        lines, rest = xml.lines(xml.whole(root, "OtherInformation"))
        self._unplaced_text(root, "OtherInformation", rest)
        for element in root.iter("{*}Submitter"):
            self._unplaced(element, "who submitted it is no part of a plan")
        bodies = xml.children(core, "Organization")
        for element in bodies[1:]:
            self._unplaced(element, "a plan has one publisher")
        for element in xml.children(bodies[0], "Stakeholder") if bodies else []:
            self._unplaced(element, "a stakeholder of the publisher: no relation is told")
        if not (days["StartDate"] and days["EndDate"]):
            self.told.append("No whole period is given: complete periodStart and periodEnd.")
        return {
            "id": self.plan,
            "title": title,
            "periodStart": days["StartDate"],
            "periodEnd": days["EndDate"],
            "publisher": self._agency(bodies[0], xml.text(bodies[0], "Name")) if bodies else "",
            "region": lines.get(REGION, [""])[0],
            "document": {
                "id": self.plan,
                "title": xml.text(root, "Description") or title,
                "issued": days["PublicationDate"],
                "file": f"{self.path.stem}.txt",
            },
        }

    def _statements(self, core: Any) -> Iterator[Entry]:
        """Vision, mission and values, as statements with these names."""
        for name, kind in (("Vision", "aim"), ("Mission", "aim"), ("Value", "principle")):
            for number, element in enumerate(xml.children(core, name), 1):
                words = (xml.text(element, "Name"), xml.text(element, "Description"))
                text = ": ".join(part for part in words if part)
                if text:
                    ident = f"value-{number}" if name == "Value" else name.lower()
                    yield {"id": ident, "kind": kind, "text": text} | _place({}, text)

    # ------------------------------------------------------------------ goals and objectives
    def _goal(self, goal: Any) -> Entry:
        theme = self._item(goal, "theme")
        self._counts["theme"] += 1
        for element in xml.children(goal, "Stakeholder"):
            self._unplaced(element, "a theme has no owner: give it to an action")
        for objective in xml.children(goal, "Objective"):
            self._objective(objective, goal, theme)
        return theme

    def _objective(self, element: Any, goal: Any, theme: Entry) -> None:
        """An objective as the priority or action that it was; of other files, as an action."""
        known = _KNOWN.fullmatch(xml.text(element, "Identifier"))
        kind = known[1] if known and known[1] != "theme" else "action"
        lines, _ = xml.lines(xml.whole(element, "OtherInformation"))
        above = self._entries.get(lines.get(STANDS_IN, [""])[0])
        if kind == "action" and (above is None or above is theme):
            above = self._own_priority(goal, theme)
        above = theme if above is None else above
        entry = self._item(element, kind)
        self._counts[kind] += 1
        above.setdefault("priorities" if kind == "priority" else "actions", []).append(entry)
        self._references += [(entry, line) for line in lines.get(REFERS, ())]
        if kind == "priority":
            for stakeholder in xml.children(element, "Stakeholder"):
                self._unplaced(stakeholder, "a priority has no owner: give it to an action")
            return
        entry.setdefault("text", entry["title"])
        for stakeholder in xml.children(element, "Stakeholder"):
            self._stakeholder(entry, stakeholder)
        taken = Ids()
        for indicator in xml.children(element, "PerformanceIndicator"):
            self._indicator(entry, indicator, taken)
        self._lines_of_part_1(entry, lines, taken)

    def _own_priority(self, goal: Any, theme: Entry) -> Entry:
        """The priority that stands for a goal whose objectives are its actions."""
        key = f"priority of {id(theme)}"
        if key not in self._entries:
            ident = self._ids.new(f"priority/{theme['id']}").removeprefix("priority/")
            priority: Entry = {"id": ident, "title": theme["title"]}
            theme.setdefault("priorities", []).append(priority)
            self._entries[key] = priority
            self._counts["priority"] += 1
        return self._entries[key]

    def _item(self, element: Any, kind: str) -> Entry:
        """What a goal and an objective have in common; keys in the order of the house."""
        name, text = xml.text(element, "Name"), xml.text(element, "Description")
        written_id = xml.text(element, "Identifier")
        known = _KNOWN.fullmatch(written_id)
        is_ours = known is not None and known[1] == kind
        title = name or beginning(text, 8) or f"{kind} without a name"
        wanted = known[2].replace("__", "/") if known and is_ours else slug(title)
        ident = self._ids.new(f"{kind}/{wanted}").removeprefix(f"{kind}/")
        lines, rest = xml.lines(xml.whole(element, "OtherInformation"))
        self._unplaced_text(element, "OtherInformation", rest)
        entry: Entry = {
            "id": ident,
            "number": xml.text(element, "SequenceIndicator"),
            "title": title,
        }
        entry |= {"text": text} if text else {}
        entry |= _place(lines, "" if is_ours else text or name)
        entry = {key: value for key, value in entry.items() if value}
        self._entries[written_id or f"{kind}/{ident}"] = entry
        self._paths[written_id] = f"{kind}/{ident}"
        for child in element:
            if isinstance(child.tag, str) and xml.local(child) not in _READ:
                self._unplaced(child, "a plan has no place for it")
        return entry

    # ------------------------------------------------------------------ what hangs on an action
    def _stakeholder(self, entry: Entry, element: Any) -> None:
        name, said = xml.text(element, "Name"), xml.text(element, "Description")
        roles = xml.children(element, "Role")
        first, _, rest = said.partition(": ")
        role = xml.text(roles[0], "Name") if roles else first if first in _ROLES else ""
        printed = rest if not roles and first in _ROLES else said
        kinds = {
            (kind.text or "").strip() for one in roles for kind in xml.children(one, "RoleType")
        }
        if kinds == {"Beneficiary"}:
            self._unplaced(element, "whom it is for, not who does it: see concernsGroup")
            return
        default = "leads" if _LEADS.search(role) else "contributors"
        key = _ROLES.get(role, default)
        agency = self._agency(element, name) if name else ""
        owner: Entry = {"participant": agency} if agency else {"participantStatus": "open"}
        owner["printed"] = beginning(printed or name)
        if agency and name and beginning(printed) != name and name in printed:
            owner["name"] = beginning(name)
        ids = self._entries.setdefault(f"owners of {id(entry)}", {"ids": Ids()})["ids"]
        wanted = agency or slug(printed or name)
        ident = ids.new(f"{key}/{wanted}").removeprefix(f"{key}/")
        if ident != agency:
            owner = {"id": ident} | owner
        entry.setdefault(key, []).append(Flow(owner))
        self._counts["partner"] += 1

    def _indicator(self, entry: Entry, element: Any, taken: Ids) -> None:
        dimension = xml.text(element, "MeasurementDimension")
        ident = xml.text(element, "Identifier").rpartition("__")[2]
        results = list(element.iter("{*}TargetResult"))
        actual = list(element.iter("{*}ActualResult"))
        if dimension == MILESTONE and results:
            first, last = (self._day(results[0], name) for name in ("StartDate", "EndDate"))
            self._milestone(entry, xml.text(results[0], "Description"), first, last, taken, ident)
        elif dimension == PROGRESS:
            for result in actual:
                rag = next((one.text or "" for one in result.iter("{*}DescriptorValue")), "")
                self._update(
                    entry, self._day(result, "EndDate"), rag, xml.text(result, "Description")
                )
        else:
            self._measure(entry, element, dimension, ident, taken)
            for result in [*results[1:], *actual]:
                self._unplaced(result, "a plan holds one target; what was reached is progress")

    def _measure(self, entry: Entry, element: Any, text: str, ident: str, taken: Ids) -> None:
        _, codes = xml.lines(xml.whole(element, "OtherInformation"))
        unknown = [one for one in codes.split(", ") if one not in self._indicators]
        self._unplaced_text(element, "OtherInformation", ", ".join(unknown))
        number = said = ""
        for result in list(element.iter("{*}TargetResult"))[:1]:
            number, said = (xml.text(result, name) for name in ("NumberOfUnits", "Description"))
        unit = xml.text(element, "UnitOfMeasurement").casefold()
        unit = _UNITS_ALIKE.get(unit, unit)
        target = _target(number, unit, said)
        if number and not target:
            self._unplaced_text(element, "UnitOfMeasurement", f"{number} {unit}".strip())
        if text:
            self._add_measure(entry, taken.new(ident or slug(text)), text, target, codes)

    def _add_measure(self, entry: Entry, ident: str, text: str, target: Entry, codes: str) -> None:
        measure: Entry = {"id": ident, "text": text, "quote": beginning(text), **target}
        measure["usesIndicator"] = self._used(codes)
        entry.setdefault("measures", []).append(Flow(measure))
        self._counts["measure"] += 1

    def _used(self, codes: str) -> list[str]:
        """The indicators that a list of codes names, as far as the register has them."""
        return [self._indicators[one] for one in codes.split(", ") if one in self._indicators]

    def _milestone(
        self, entry: Entry, printed: str, earliest: str, latest: str, taken: Ids, ident: str = ""
    ) -> None:
        """A milestone; how exact its words are, and how they set the time, is read from them."""
        due = next(iter(dues(printed)), None) or Due(printed, "ongoing")
        milestone = {
            "id": taken.new(ident or slug(printed)),
            "printed": beginning(printed),
            "earliest": earliest,
            "latest": latest,
            "precision": due.precision if earliest or latest else "none",
            "dueKind": due.kind,
            "frequency": due.frequency,
            "dateFlag": list(due.flags),
        }
        if (earliest or latest) and milestone["precision"] == "none":
            milestone["precision"] = "interval"
        entry.setdefault("milestones", []).append(Flow(milestone))
        self._counts["milestone"] += 1

    def _update(self, entry: Entry, day: str, rag: str, text: str) -> None:
        wanted = f"{entry['id']}-{day}".replace("/", "-").lower()
        update = {
            "id": self._ids.new(f"progress/{wanted}").removeprefix("progress/"),
            "item": f"action/{entry['id']}",
            "asOf": day,
            "rag": rag,
            "text": text or f"Reported as {rag}.",
        }
        self._updates.append(Flow(update))
        self._counts["progress update"] += 1

    def _lines_of_part_1(self, entry: Entry, lines: dict[str, list[str]], taken: Ids) -> None:
        """Measures, milestones and progress, which Part 1 has no elements for."""
        for line in lines.get(MEASURE, ()):
            text, amount, codes = _cells(line.rsplit("|", 2))
            found = _AMOUNT.search(amount)
            number, unit = found.groups("") if found else ("", "")
            target = _target(number, unit, amount)
            self._add_measure(entry, taken.new(slug(text)), text, target, codes)
        for line in lines.get(MILESTONE, ()):
            self._milestone(entry, *_cells(line.rsplit("|", 2)), taken)
        for line in lines.get(PROGRESS, ()):
            self._update(entry, *_cells(line.split("|", 2)))

    def _reference(self, line: str) -> Entry:
        """A pointer; in which form it is printed is read from its words once more."""
        printed, _, target = line.partition(" -> ")
        psa = _PSA.match(printed)
        path = self._paths.get(target, f"psa/{psa[1]}" if psa else "")
        number = re.match(r"[\d.]+", printed)
        if psa:
            form, how = "psa-number", "by-number"
        elif not path:
            form, how = "group", "group"
        elif number:
            form, how = f"{path.partition('/')[0]}-number", "by-number"
        else:
            form, how = "name-only", "by-name"
        self._counts["reference"] += 1
        pointer = {
            "printed": beginning(printed),
            "referenceForm": form,
            "target": path,
            "resolution": how,
        }
        return Flow(pointer)

    # ------------------------------------------------------------------ pieces
    def _agency(self, element: Any, name: str) -> str:
        """The body of a name, for sure; else it is listed with the nearest."""
        found = self._names.certain(name)
        if not found.agency:
            nearest = tuple(one.agency for one in found.candidates)
            self.unknown.append(Unknown(xml.where(element), name, nearest))
        return found.agency

    def _day(self, element: Any, name: str) -> str:
        """A day of an element; what is written there and is none is listed."""
        said = xml.text(element, name) if element is not None else ""
        if said and not is_day(said[:10]):
            self._unplaced_text(element, name, said)
            return ""
        return said[:10]

    def _unplaced(self, element: Any, why: str) -> None:
        words = " ".join(" ".join(element.itertext()).split())
        if words:
            self.unplaced.append(
                Unplaced(xml.where(element), f"{xml.local(element)}: {words}", why)
            )

    def _unplaced_text(self, element: Any, name: str, words: str) -> None:
        if words:
            why = "a plan has no place for it"
            self.unplaced.append(Unplaced(xml.where(element), f"{name}: {words}", why))


def _place(lines: dict[str, list[str]], words: str) -> Entry:
    """The words that an entry rests on and the section: as the file tells them, else its own words."""
    quote, section = beginning(words), "StratML" if words else ""
    return {"quote": lines.get(QUOTE, [quote])[0], "section": lines.get(SECTION, [section])[0]}


def _target(number: str, unit: str, said: str) -> Entry:
    """What a measure is to reach, as a plan says it; empty for a unit that plans do not have."""
    if not number or unit not in ("", *_UNITS):
        return {}
    comparator = next((code for words, code in _COMPARATORS.items() if words in said), "")
    return {"targetValue": number, "unit": unit, "comparator": comparator}


def _cells(parts: list[str]) -> tuple[str, str, str]:
    """Three words or blanks that stood between upright strokes."""
    one, two, three, *_ = [*(part.strip() for part in parts), "", "", ""]
    return one, two, three
