"""The graph of all plans as the explorer looks things up in it: by subject, by object, by plan."""

from __future__ import annotations

from functools import cache

from rrgraph.iris import SCHEMES, THINGS, VOCABULARY_GRAPH, plan_iri, term
from rrgraph.store import Store

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
