"""StratML (ISO 17469-1): how a plan of ours stands in it, in Part 1 and in Part 2.

A theme is a goal; its priorities and actions are the objectives of that goal, in the order of the
plan, since StratML knows two levels and no more. What it has no element for stands in
`OtherInformation`, one `Name: words` a line, so that it comes back: what an objective stands in, the
plan's own words and where they are, what it refers to, and in Part 1 measures and milestones too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rrgraph.errors import UsageError
from rrgraph.iris import plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.outline import Amount, Item, Outline, Part, outline
from rrgraph.plaintext import printable
from rrgraph.store import Store, of_plan

_URN = "urn:ISO:std:iso:17469:tech:xsd:"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# Words that begin a line of OtherInformation.
STANDS_IN, QUOTE, SECTION, REFERS = "Stands in", "In the plan's words", "Section", "Refers to"
MEASURE, MILESTONE, PROGRESS, REGION = "Measure", "Milestone", "Progress", "Region"
LINES = (STANDS_IN, QUOTE, SECTION, REFERS, REGION, MEASURE, MILESTONE, PROGRESS)
RATING = "RAG"  # the name of the descriptor of a rating
ROLES = {"leads": "Lead", "responsible": "Responsible", "contributors": "Contributing"}


class Form(NamedTuple):
    """One part of the standard."""

    part: int
    root: str
    namespace: str

    @property
    def schema(self) -> Path:
        """The schema that files of this part are held against."""
        return Path(__file__).with_name(f"stratml-{self.part}.xsd")


PART_1 = Form(1, "StrategicPlan", f"{_URN}stratml_core")
PART_2 = Form(2, "PerformancePlanOrReport", f"{_URN}PerformancePlanOrReport")


def identifier(path: str) -> str:
    """A name as XML takes it: `action/1.3.1` -> `action__1.3.1`."""
    return path.replace("/", "__")


def written(kg: Knowledge, plan: str, form: Form) -> bytes:
    """A plan as StratML; held against the schema before it is given out."""
    from lxml import etree

    about, statements = outline(kg.store, plan), _statements(kg.store, plan)
    root = _Writer(form, about, _kinds(kg.store), statements).plan()
    etree.indent(root)
    problems = faults(root, form)
    if problems:  # nothing that a plan may hold leads here
        raise UsageError(f"The plan cannot be written as StratML: {problems[0]}")
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def faults(root: Any, form: Form) -> list[str]:
    """What the schema finds wrong, each with its line."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(form.schema))
    if schema.validate(root):
        return []
    shown = f"{{{form.namespace}}}"
    return [f"line {one.line}: {one.message.replace(shown, '')}" for one in schema.error_log]


def _kinds(store: Store) -> dict[str, str]:
    """Which bodies are groups, by id; all others are organisations."""
    sparql = "SELECT ?body { ?body a rrg:PartnerGroup } ORDER BY ?body"
    bodies = store.select(sparql).column("body")
    return {iri.rpartition("/")[2]: "Generic_Group" for iri in bodies}


def _statements(store: Store, plan: str) -> dict[str, str]:
    """What the statements of a plan say, by their ids, in the order of the plan."""
    sparql = """SELECT ?node ?text ?plan { ?node a rrg:Statement ; rrg:inPlan ?plan ; rrg:text ?text ;
        rrg:order ?order } ORDER BY ?order"""
    rows = store.select(sparql, of_plan(plan))
    return {row["node"].rpartition("/")[2]: row["text"] for row in rows}


class _Writer:
    """One plan, element by element."""

    def __init__(
        self, form: Form, plan: Outline, kinds: dict[str, str], statements: dict[str, str]
    ) -> None:
        self.form, self.about, self.kinds, self.statements = form, plan, kinds, statements
        self.labels = {item.iri: item.path for item in plan.items()}

    def plan(self) -> Any:
        from lxml import etree

        about = self.about
        root = etree.Element(f"{{{self.form.namespace}}}{self.form.root}", nsmap=self._names())
        if self.form.part == 2:
            root.set("Type", "Performance_Plan")
        self._add(root, "Name", about.title)
        self._add(root, "Description", about.document)
        self._add(root, "OtherInformation", _line(REGION, about.region))
        core = self._new(root, "StrategicPlanCore")
        body = self._new(core, "Organization")
        self._add(body, "Name", about.publisher)
        self._statements(core)
        for theme in about.themes:
            self._goal(core, theme)
        last = self._new(root, "AdministrativeInformation")
        if self.form.part == 2:
            self._add(last, "Identifier", f"plan__{about.plan}")
        self._add(last, "StartDate", about.start)
        self._add(last, "EndDate", about.end)
        self._add(last, "Source", plan_iri(about.plan))
        return root

    def _statements(self, core: Any) -> None:
        """Vision, mission and values: the statements of a plan that are called so."""
        for name in ("vision", "mission"):
            if text := self.statements.get(name, ""):
                self._add(self._new(core, name.capitalize()), "Description", text)
        for name, text in self.statements.items():
            if name.startswith("value-"):
                self._add(self._new(core, "Value"), "Description", text)

    def _names(self) -> dict[str | None, str]:
        return {None: self.form.namespace}

    def _goal(self, core: Any, theme: Item) -> None:
        goal = self._new(core, "Goal")
        self._add(goal, "Name", theme.title)
        self._new(goal, "Description").text = printable(theme.text)
        self._ends(goal, theme, _other(theme))
        for item, above in _below(theme):
            self._objective(goal, item, above)

    def _objective(self, goal: Any, item: Item, above: Item) -> None:
        objective = self._new(goal, "Objective")
        self._add(objective, "Name", item.title)
        self._add(objective, "Description", item.text)
        other = [_line(STANDS_IN, identifier(above.path)), *_other(item)]
        other += [_line(REFERS, self._reference(part)) for part in item.references]
        if self.form.part == 1:
            other += [_line(MEASURE, " | ".join(_measure(part))) for part in item.measures]
            other += [_line(MILESTONE, " | ".join(_milestone(part))) for part in item.milestones]
            other += [_line(PROGRESS, " | ".join(_update(part))) for part in item.updates]
        self._ends(objective, item, other)
        if self.form.part == 2:
            self._indicators(objective, item)

    def _ends(self, element: Any, item: Item, other: Iterable[str]) -> None:
        """What a goal and an objective have in common after name and description."""
        self._add(element, "Identifier", identifier(item.path))
        self._add(element, "SequenceIndicator", item.number)
        for key, role in ROLES.items():
            for part in getattr(item, key):
                self._stakeholder(element, part, role)
        self._add(element, "OtherInformation", "\n".join(filter(None, other)))

    def _stakeholder(self, element: Any, part: Part, role: str) -> None:
        found = self._new(element, "Stakeholder")
        found.set("StakeholderTypeType", self.kinds.get(part.agency, "Organization"))
        self._add(found, "Name", part.name or part.printed)
        if self.form.part == 1:
            self._add(found, "Description", _line(role, part.printed))
            return
        self._add(found, "Description", part.printed)
        node = self._new(found, "Role")
        self._add(node, "Name", role)
        self._add(node, "RoleType", "Performer")

    def _reference(self, part: Part) -> str:
        """The words of a reference and the element that they lead to, where it is in the file."""
        target = self.labels.get(part.target, "")
        return f"{part.printed} -> {identifier(target)}" if target else part.printed

    def _indicators(self, objective: Any, item: Item) -> None:
        for part in item.measures:
            text, amount, codes = _measure(part)
            node = self._indicator(objective, item, part, text)
            if amount:
                result = self._result(node, "TargetResult")
                self._add(result, "NumberOfUnits", part.value.number)
                self._add(result, "Description", amount)
            self._add(node, "OtherInformation", codes)
        for part in item.milestones:
            node = self._indicator(objective, item, part, MILESTONE)
            result = self._result(node, "TargetResult")
            self._add(result, "StartDate", part.earliest)
            self._add(result, "EndDate", part.latest)
            self._add(result, "Description", part.printed)
        if item.updates:
            node = self._indicator(objective, item, None, PROGRESS)
            instance = self._new(node, "MeasurementInstance")
            for part in item.updates:
                result = self._new(instance, "ActualResult")
                self._add(result, "EndDate", part.as_of)
                rating = self._new(result, "Descriptor")
                self._add(rating, "DescriptorName", RATING)
                self._add(rating, "DescriptorValue", part.rag)
                self._add(result, "Description", part.text)

    def _indicator(self, objective: Any, item: Item, part: Part | None, said: str) -> Any:
        node = self._new(objective, "PerformanceIndicator")
        amount = part.value if part else Amount()
        kind = "Quantitative" if amount.number else "Qualitative"
        node.set("PerformanceIndicatorType", kind)
        self._add(node, "MeasurementDimension", said)
        self._new(node, "UnitOfMeasurement").text = amount.unit
        if part and part.iri.startswith(f"{item.iri}/"):  # what several items share is named once
            path = "/".join(part.iri.removeprefix(plan_iri(self.about.plan)).split("/")[1:])
            self._add(node, "Identifier", identifier(path))
        return node

    def _result(self, node: Any, kind: str) -> Any:
        return self._new(self._new(node, "MeasurementInstance"), kind)

    def _new(self, above: Any, name: str) -> Any:
        from lxml import etree

        return etree.SubElement(above, f"{{{self.form.namespace}}}{name}")

    def _add(self, above: Any, name: str, text: str) -> None:
        """An element with a text; none where there is nothing to say."""
        if text:
            self._new(above, name).text = printable(text)


def _below(item: Item) -> Iterator[tuple[Item, Item]]:
    """All that stands below an item, each with what it stands in."""
    for one in item.below:
        yield one, item
        yield from _below(one)


def _other(item: Item) -> list[str]:
    return [_line(QUOTE, item.quote), _line(SECTION, item.section)]


def _measure(part: Part) -> list[str]:
    return [part.said, str(part.value), ", ".join(part.indicators)]


def _milestone(part: Part) -> list[str]:
    return [part.printed, part.earliest, part.latest]


def _update(part: Part) -> list[str]:
    return [part.as_of, part.rag, part.text]


def _line(name: str, words: str) -> str:
    """A line of OtherInformation; none without words."""
    return f"{name}: {' '.join(words.split())}" if words else ""
