"""All that the graph says of an item, as the explorer's card shows it: words, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from rrgraph.iris import SCHEMES, THINGS, VOCABULARY_GRAPH, plan_iri, short, term
from rrgraph.store import Store

Row = dict[str, str]
Section = dict[str, Any]

KINDS = {  # class -> kind of card; the first that fits
    "Block": "block",
    "Action": "action",
    "Board": "board",
    "Post": "post",
    "PartnerGroup": "group",
    "Agency": "agency",
    "PublicServiceAgreement": "psa",
    "Indicator": "indicator",
    "Pathway": "pathway",
    "Need": "need",
    "Workstream": "workstream",
    "Commitment": "commitment",
    "EqualityChange": "change",
    "Priority": "priority",
    "Theme": "theme",
    "Plan": "plan",
}
PARTIES = ("agency", "board", "post", "group")
_MONTHS = "January February March April May June July August September October November December"


class Index:
    """The graph by subject and by object, read once; every list is in the order of the document."""

    def __init__(self, store: Store) -> None:
        """Read the store; the vocabulary is left out, it says nothing of a plan."""
        self._out: dict[str, dict[str, dict[str, None]]] = {}
        self._in: dict[str, dict[str, dict[str, None]]] = {}
        self._by_plan: dict[tuple[str, str], dict[str, list[str]]] = {}
        for quad in store.oxigraph:
            if getattr(quad.graph_name, "value", "") == VOCABULARY_GRAPH:
                continue
            subject, name, thing = quad.subject.value, _local(quad.predicate.value), quad.object
            value = thing.value
            self._out.setdefault(subject, {}).setdefault(name, {})[value] = None
            if not hasattr(thing, "datatype"):
                self._in.setdefault(value, {}).setdefault(name, {})[subject] = None

    def all(self, subject: str, name: str) -> list[str]:
        """Every value of a property."""
        found = self._out.get(subject, {}).get(name, ())
        return sorted(found, key=self.order) if len(found) > 1 else list(found)

    def one(self, subject: str, name: str) -> str:
        """The value of a property, or nothing."""
        return next(iter(self.all(subject, name)), "")

    def of(self, value: str, *names: str) -> list[str]:
        """Everything that points at an item by one of the properties."""
        found = {s for name in names for s in self._in.get(value, {}).get(name, ())}
        return sorted(found, key=self.order)

    def here(self, plan: str, value: str, *names: str) -> list[str]:
        """The nodes of one plan that point at an item; shared bodies are pointed at by all plans."""
        found = {node for name in names for node in self._grouped(value, name).get(plan, ())}
        return sorted(found, key=self.order)

    def _grouped(self, value: str, name: str) -> dict[str, list[str]]:
        """What points at an item by a property, by plan, sorted out once."""
        key = (value, name)
        if key not in self._by_plan:
            self._by_plan[key] = {}
            for node in self._in.get(value, {}).get(name, ()):
                for plan in self._plans(node):
                    self._by_plan[key].setdefault(plan, []).append(node)
        return self._by_plan[key]

    def _plans(self, node: str) -> set[str]:
        """The plans that a node belongs to, by what it says or by its name."""
        parts = node.removeprefix(THINGS).split("/")
        named = {plan_iri(parts[1])} if parts[0] == "plan" and parts[2:] else set()
        return {*self._out.get(node, {}).get("inPlan", ()), *named}

    def typed(self, cls: str) -> list[str]:
        """Every node of a class."""
        return self.of(term(cls), "type")

    def order(self, node: str) -> tuple[int, str]:
        """The place of a node in the document; what has none comes first, by name."""
        place = next(iter(self._out.get(node, {}).get("order", ())), "0")
        return (int(place) if place.isdigit() else 0, node)

    def kind(self, node: str) -> str:
        """The kind of card for a node; nothing when it has none."""
        types = {_local(iri) for iri in self._out.get(node, {}).get("type", ())}
        return next((kind for cls, kind in KINDS.items() if cls in types), "")

    def number(self, node: str) -> str:
        """The printed number or code, as it is spoken: "1.3.1", "PSA 16", "NI 30"."""
        number = self.one(node, "number") or self.one(node, "code")
        return f"PSA {number}" if number and self.kind(node) == "psa" else number

    def title(self, node: str) -> str:
        """What a node is called."""
        kinds = ("title", "name", "label", "printedText")
        found = next((v for k in kinds if (v := self.one(node, k))), "")
        return found or node.rsplit("/", 1)[-1]

    def label(self, node: str) -> str:
        """Number and title."""
        number, title = self.number(node), self.title(node)
        return f"{number} {title}" if number and number != title else title

    def title_or_text(self, node: str) -> str:
        """What a node says in the graph's own words, else as printed."""
        return self.one(node, "text") or self.quote(node)[0] or self.title(node)

    def quote(self, node: str) -> tuple[str, str]:
        """The plan's own words for a node, and where they stand."""
        citation = self.one(node, "citation")
        words = self.one(self.one(citation, "hasSelector"), "exact") or self.one(
            node, "printedText"
        )
        names = {"section": "section {}", "row": "row {}", "column": "{}"}
        said = {key: self.one(citation, key) for key in names}
        return words, ", ".join(names[k].format(v) for k, v in said.items() if v)

    def in_plan(self, node: str, plan: str) -> bool:
        """Whether a node is of one plan."""
        return plan in self._out.get(node, {}).get("inPlan", ()) or node.startswith(f"{plan}/")


@cache
def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def code(iri: str) -> str:
    """A concept as words: `.../scheme/relation/reports-to` -> "reports to"."""
    return iri.rsplit("/", 1)[-1].replace("-", " ") if iri.startswith(SCHEMES) else iri


def day(date: str) -> str:
    """A date as people write it: 2009-09-30 -> "30 September 2009"."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return date
    year, month, number = (int(part) for part in parts)
    return f"{number} {_MONTHS.split()[month - 1]} {year}" if 1 <= month <= 12 else date


class Facts:
    """What the card of an item shows beside its links, for one plan."""

    def __init__(self, index: Index, plan: str, names: Callable[[str], str]) -> None:
        """`names` gives the short name of an item that has a card, nothing for one that has not."""
        self.index = index
        self.plan = plan_iri(plan)
        self.names = names
        self.shown: set[str] = set()  # what a link shows already is not told twice
        self._sections: dict[str, Callable[[str], Iterator[Section]]] = {
            "block": self._block,
            "action": self._action,
            "psa": self._policy,
            "indicator": self._policy,
            "pathway": self._pathway,
            "need": self._need,
            **dict.fromkeys(PARTIES, self._party),
        }

    def card(self, iri: str) -> dict[str, Any]:
        """An item: kind, number, title, other names, text, quote with its place, and its facts."""
        index = self.index
        kind, number, title = index.kind(iri), index.number(iri), index.title(iri)
        quote, where = index.quote(iri)
        own = self._sections[kind](iri) if kind in self._sections else iter(())
        sections = [*own, *self._relations(iri), *self._about(iri)]
        found = {
            "k": kind,
            "n": "" if number == title else number,
            "t": title,
            "a": index.all(iri, "altLabel"),
            "x": index.one(iri, "text") or index.one(iri, "definition"),
            "q": quote,
            "w": where,
            "f": [section for section in sections if section["rows"]],
        }
        return {key: value for key, value in found.items() if value}

    def row(self, node: str, text: str, item: str = "", note: str = "") -> Row:
        """A line of the card: words, the item they lead to, a remark, the quote and its place."""
        quote, where = self.index.quote(node) if node else ("", "")
        basis = code(self.index.one(node, "basis")) if node else ""
        how = _BASES.get(basis, "")
        note = "; ".join(part for part in (note, how) if part)
        found = {
            "t": text,
            "p": "1" if quote and quote == text else "",  # these very words are printed
            "r": self.names(item) if item else "",
            "o": note,
            "q": "" if quote == text else quote,
            "w": where,
        }
        return {key: value for key, value in found.items() if value}

    # ------------------------------------------------------------------ pieces
    def _items(self, heading: str, items: Iterable[str]) -> Section:
        return {"h": heading, "rows": [self.row("", self.index.label(i), i) for i in items]}

    def _here(self, nodes: Iterable[str], cls: str = "") -> list[str]:
        """The nodes of this plan, of one class, that no link shows."""
        own = [n for n in nodes if n not in self.shown and self.index.in_plan(n, self.plan)]
        return [n for n in own if not cls or term(cls) in self.index.all(n, "type")]

    def _codes(self, heading: str, iri: str, name: str) -> Section:
        return {"h": heading, "rows": [{"t": code(v)} for v in self.index.all(iri, name)]}

    # ------------------------------------------------------------------ priorities and actions
    def _block(self, iri: str) -> Iterator[Section]:
        index = self.index
        yield self._items("Actions", index.of(iri, "isInBlock"))
        references = self._here(index.here(self.plan, iri, "referringItem"))
        yield {"h": "Also printed as links", "rows": [self._reference(r) for r in references]}
        yield self._codes("About groups of people", iri, "concernsGroup")

    def _reference(self, node: str) -> Row:
        target = self.index.one(node, "target")
        words = self.index.one(node, "printedText")
        note = reference_note(self.index, node)
        return self.row(node, self.index.label(target) if target else words, target, note)

    def _action(self, iri: str) -> Iterator[Section]:
        index = self.index
        yield self._items("Part of", index.all(iri, "isInBlock"))
        parts = self._here(index.here(self.plan, iri, "item"))
        for role, heading in (("lead", "Lead"), ("contributing", "Contributors")):
            own = [p for p in parts if code(index.one(p, "role")) == role]
            yield {"h": heading, "rows": [self._participation(p) for p in own]}
        measures = self._here(parts, "Measure")
        yield {"h": "Measures", "rows": [self._measure(m) for m in measures]}
        milestones = self._here(parts, "Milestone")
        yield {"h": "Milestones", "rows": [self._milestone(m) for m in milestones]}
        yield self._pointed_at(iri)
        yield self._codes("About groups of people", iri, "concernsGroup")

    def _pointed_at(self, iri: str) -> Section:
        index, rows = self.index, []
        for reference in index.of(iri, "target"):
            start = index.one(reference, "referringItem")
            if start:
                rows.append(self.row(reference, index.label(start), start))
        return {"h": "Pointed at by", "rows": rows}

    def _participation(self, node: str) -> Row:
        party = self.index.one(node, "participant")
        printed = self.index.one(node, "printedText")
        text = self.index.label(party) if party else printed or "nobody is named"
        return self.row(node, text, party, "" if party else "no body is settled")

    def _measure(self, node: str) -> Row:
        index = self.index
        indicators = index.all(node, "usesIndicator")
        used = "counts " + ", ".join(map(index.number, indicators)) if indicators else ""
        first = next(iter(indicators), "")
        return self.row(node, index.title_or_text(node), first, used)

    def _milestone(self, node: str) -> Row:
        index = self.index
        due = due_words(
            index.one(node, "earliest"),
            index.one(node, "latest"),
            code(index.one(node, "dueKind")),
            code(index.one(node, "frequency")),
        )
        flags = ", ".join(code(flag) for flag in index.all(node, "dateFlag"))
        note = "; ".join(part for part in (due, flags) if part)
        return self.row(node, index.title_or_text(node), index.one(node, "reviewedBy"), note)

    # ------------------------------------------------------------------ parties
    def _party(self, iri: str) -> Iterator[Section]:
        index = self.index
        roles = self._here(index.here(self.plan, iri, "participant"))
        for role, heading in _ROLES.items():
            own = [node for node in roles if code(index.one(node, "role")) == role]
            yield {"h": heading, "rows": [self._role(node) for node in own]}
        yield {"h": "Due, of what it leads", "rows": self._due(iri)}
        yield self._items("Is part of", index.all(iri, "unitOf") + index.all(iri, "postIn"))
        yield self._items("Its units and posts", index.of(iri, "unitOf", "postIn"))
        members = self._here(index.here(self.plan, iri, "board"))
        yield {"h": "Members", "rows": [self._member(node) for node in members]}
        seats = self._here(index.here(self.plan, iri, "affiliation"))
        rows = [self.row(n, index.label(b), b) for n in seats if (b := index.one(n, "board"))]
        yield {"h": "Sits on", "rows": rows}
        changes = self._here(index.here(self.plan, iri, "before", "after"))
        yield {"h": "What changes", "rows": [self._change(node) for node in changes]}
        yield {
            "h": "Pathways",
            "rows": self._statuses(index.here(self.plan, iri, "body"), "pathway"),
        }

    def _due(self, iri: str) -> list[Row]:
        """The dated milestones of the actions that a party leads, the earliest first."""
        index = self.index
        led = index.here(self.plan, iri, "isLedBy")
        dated = [
            (index.one(node, "latest"), action, node)
            for action in led
            for node in index.of(action, "item")
            if index.one(node, "latest")
        ]
        rows = []
        for _, action, node in sorted(dated, key=lambda one: (one[0], index.order(one[2]))):
            due = due_words(index.one(node, "earliest"), index.one(node, "latest"))
            rows.append({"t": due, "r": self.names(action), "o": index.title_or_text(node)})
        return rows

    def _role(self, node: str) -> Row:
        item = self.index.one(node, "item")
        return self.row(node, self.index.label(item), item)

    def _member(self, node: str) -> Row:
        body = self.index.one(node, "affiliation")
        text = self.index.one(node, "printedText") or self.index.label(body)
        return self.row(node, text, body)

    def _change(self, node: str) -> Row:
        status = code(self.index.one(node, "changeStatus"))
        return self.row(node, self.index.title_or_text(node), note=status)

    def _statuses(self, nodes: Iterable[str], other: str) -> list[Row]:
        index, rows = self.index, []
        for node in self._here(nodes, "PathwayStatus"):
            said = ", ".join(code(s) for s in index.all(node, "status"))
            for item in index.all(node, other) or [""]:
                text = index.label(item) if item else index.one(node, "text")
                rows.append(self.row(node, text, item, said))
        return rows

    def _relations(self, iri: str) -> Iterator[Section]:
        """Relations to what has no card of its own, such as a programme."""
        index = self.index
        for name, other in (("subject", "object"), ("object", "subject")):
            rows = []
            for node in self._here(index.here(self.plan, iri, name), "GovernanceRelation"):
                item = index.one(node, other)
                words, label = code(index.one(node, "kind")), index.label(item)
                text = f"{words} {label}" if name == "subject" else f"{label} {words} this"
                rows.append(self.row(node, text, item, doubt(index, node)))
            yield {"h": "Other relations", "rows": rows}

    # ------------------------------------------------------------------ policy
    def _policy(self, iri: str) -> Iterator[Section]:
        index = self.index
        measures = index.here(self.plan, iri, "usesIndicator")
        rows = [self.row(n, index.label(i), i) for n in measures if (i := index.one(n, "item"))]
        yield {"h": "Measured by the action", "rows": rows}
        yield self._items("Its priority actions", index.of(iri, "priorityActionOf"))
        passages = self._here(index.here(self.plan, iri, "describes"))
        rows = [self.row(node, index.title_or_text(node)) for node in passages]
        yield {"h": "Described", "rows": rows}
        yield {"h": "Printed in the tables", "rows": self._cells(iri)}

    def _cells(self, iri: str) -> list[Row]:
        rows = []
        for node in self._here(self.index.here(self.plan, iri, "indicator", "need"), "Observation"):
            said = [code(self.index.one(node, name)) for name in ("level", "setting", "area")]
            unit = code(self.index.one(node, "unit"))
            value = self.index.one(node, "value")
            shown = f"{value}{'%' if unit == 'percent' else ''}" if value else "blank"
            text = f"{' '.join(part for part in said if part) or 'value'}: {shown}"
            rows.append(self.row(node, text))
        return rows

    def _need(self, iri: str) -> Iterator[Section]:
        yield {"h": "Printed in the tables", "rows": self._cells(iri)}

    def _pathway(self, iri: str) -> Iterator[Section]:
        statuses = self._statuses(self.index.here(self.plan, iri, "pathway"), "body")
        yield {"h": "How it goes on", "rows": statuses}

    def _about(self, iri: str) -> Iterator[Section]:
        """What the rest of the document says about the item."""
        said = self.index.here(self.plan, iri, "about")
        for cls, heading in (("Statement", "Also said of it"), ("Commitment", "Promises about it")):
            nodes = self._here(said, cls)
            rows = [self.row(node, self.index.title_or_text(node)) for node in nodes]
            yield {"h": heading, "rows": rows}


_BASES = {
    "positional": "by its place in the table",
    "editorial": "as an editor reads it",
    "derived": "computed",
}
_ROLES = {
    "lead": "Leads",
    "contributing": "Contributes to",
    "responsible": "Answers for equality changes",
}


def reference_note(index: Index, node: str) -> str:
    """What to know of a printed pointer: how it was found, or that it was not."""
    resolution = code(index.one(node, "resolution"))
    if not index.one(node, "target"):
        return "points at nothing that can be found"
    found = {
        "group": "a phrase for a whole group",
        "by name": "found by its name",
        "conflict": "number and name disagree",
    }
    return found.get(resolution, "")


def doubt(index: Index, node: str) -> str:
    """A remark on a relation that is only planned, or still to be settled."""
    sure = code(index.one(node, "certainty"))
    return "" if sure in ("", "stated") else sure


def due_words(earliest: str, latest: str, kind: str = "", frequency: str = "") -> str:
    """When something is due, in words, no more exact than it was printed."""
    if frequency:
        return frequency
    if earliest and earliest == latest:
        return day(latest)
    if earliest and latest:
        if earliest[:7] == latest[:7] and earliest.endswith("-01"):
            return day(latest).split(" ", 1)[1]
        return f"{day(earliest)} to {day(latest)}"
    if latest:
        return f"by {day(latest)}"
    if earliest:
        return f"from {day(earliest)}"
    return kind if kind in ("ongoing", "recurring") else ""


def short_name(iri: str, plan: str) -> str:
    """The name of an item within the page of its plan: `priority/1.1`, `agency/yhip`."""
    own = f"{plan_iri(plan)}/"
    if iri == plan_iri(plan):
        return "plan"
    return (
        iri.removeprefix(own)
        if iri.startswith(own)
        else short(iri)
        if iri.startswith(THINGS)
        else iri
    )
