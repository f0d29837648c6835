"""All that the graph says of an item, as the explorer's card shows it: words, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rrgraph.explorer.index import Index, code
from rrgraph.findings import day_in_words
from rrgraph.iris import THINGS, plan_iri, short, term

Row = dict[str, str]
Section = dict[str, Any]

PARTIES = ("agency", "board", "post", "group")


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
        return day_in_words(latest)
    if earliest and latest:
        if earliest[:7] == latest[:7] and earliest.endswith("-01"):
            return day_in_words(latest).split(" ", 1)[1]
        return f"{day_in_words(earliest)} to {day_in_words(latest)}"
    if latest:
        return f"by {day_in_words(latest)}"
    if earliest:
        return f"from {day_in_words(earliest)}"
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
