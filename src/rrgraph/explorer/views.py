"""The views: which network is shown, in which columns, and the words behind every link.

What is a node and what an edge is said by `queries/network`; a view says how people read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rrgraph.explorer.facts import PARTIES, Facts, Row, doubt, reference_note
from rrgraph.explorer.index import Index, code
from rrgraph.explorer.layout import INSET, Card, Column, Drawing, Group, Size, arrange, card_size

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True)
class Link:
    """A line from one item to another: its kind, and the rows that say why it is there."""

    start: str
    end: str
    kind: str
    rows: tuple[Row, ...]


@dataclass
class View:
    """One network as a person reads it."""

    name: str
    title: str
    question: str
    how: tuple[str, ...]
    drawing: Drawing = field(default_factory=Drawing)
    links: list[Link] = field(default_factory=list)
    inside: dict[str, list[tuple[Card, Size]]] = field(default_factory=dict)  # cards to unfold
    bars: dict[str, list[float]] = field(default_factory=dict)  # shares of the longest bar
    tags: dict[str, list[str]] = field(
        default_factory=dict
    )  # what cards can be filtered by, in words
    tones: dict[str, str] = field(default_factory=dict)  # the colour of a word to filter by
    rows: list[str] = field(default_factory=list)  # of the matrix
    columns: list[str] = field(default_factory=list)
    none: str = ""  # what is said where there is no link


# What a kind of link is called at its start, at its end, and in a sentence.
LINKS = {
    "refers": ("Points at", "Pointed at by", "points at"),
    "leads": ("Leads", "Led by", "leads"),
    "helps": ("Contributes to", "Helped by", "contributes to"),
    "cites": ("Cites", "Cited by", "cites"),
    "measures": ("Is measured by", "Measures", "is measured by"),
    "needs": ("Is met by", "Meets the need", "is met by"),
    "about": ("Is about the pathway", "Taken up by", "is about"),
    "aligned": ("Is aligned with", "Aligned with it", "is aligned with"),
    "same": ("Goes on word for word as", "Comes word for word from", "goes on word for word as"),
    "becomes": ("Goes on as", "Comes from", "goes on, changed, as"),
    "relates": ("What it does", "What others do", "oversees, chairs, reports to, supports"),
}


class Views:
    """Builds the views of one plan."""

    def __init__(self, index: Index, facts: Facts) -> None:
        """`facts` names items and is told what the links show already."""
        self.index = index
        self.facts = facts

    def build(self, name: str, graph: networkx.DiGraph[str]) -> View | None:
        """The view of a network; nothing for one that the explorer has no view of, or without nodes."""
        makers: dict[str, Callable[[networkx.DiGraph[str]], View]] = {
            "dependencies": self._dependencies,
            "partner-load": self._load,
            "policy-links": self._policy,
            "governance": self._governance,
        }
        if name not in makers or not len(graph):
            return None
        return makers[name](graph)

    # ------------------------------------------------------------------ helpers
    def _ordered(self, nodes: Iterable[str]) -> list[str]:
        return sorted(nodes, key=self.index.order)

    def _of_kind(self, graph: networkx.DiGraph[str], *kinds: str) -> list[str]:
        return self._ordered(n for n in graph if self.index.kind(n) in kinds)

    def _edges(self, graph: networkx.DiGraph[str]) -> list[tuple[str, str]]:
        """The edges in the order of the document, by their starts and then their ends."""
        return sorted(graph.edges, key=lambda edge: (*map(self.index.order, edge),))

    def _card(self, iri: str, note: str = "") -> Card:
        number, title = self.index.number(iri), self.index.title(iri)
        return Card(self.facts.names(iri), "" if number == title else number, title, note)

    def _pairs(self, graph: networkx.DiGraph[str]) -> list[tuple[str, str]]:
        names = self.facts.names
        return [(names(start), names(end)) for start, end in self._edges(graph)]

    def _link(self, start: str, end: str, kind: str, nodes: list[str]) -> Link:
        """A link with the nodes that make it; those are told here, and not once more as facts."""
        if kind != "measures":  # a measure is a fact of its action first
            self.facts.shown.update(nodes)
        rows = tuple(self._why(node, end) for node in nodes)
        return Link(self.facts.names(start), self.facts.names(end), kind, rows)

    def _why(self, node: str, end: str) -> Row:
        """The words that make a link, and the item they name when that is not the end itself."""
        target = self.index.one(node, "target")
        through = target if target and target != end else ""
        told = (self.index.one(node, name) for name in ("printedText", "because"))
        words = next((said for said in told if said), "") or self.index.title_or_text(node)
        notes = [reference_note(self.index, node) if target else ""]
        if through:
            notes.append(f"by {self.index.label(through)}")
        return self.facts.row(node, words, through, "; ".join(part for part in notes if part))

    def _theme(self, block: str) -> str:
        above = block
        while above and self.index.kind(above) != "theme":
            above = self.index.one(above, "isPartOf")
        return above

    def _by(self, items: list[str], key: Callable[[str], str]) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for item in items:
            groups.setdefault(key(item), []).append(item)
        return groups

    # ------------------------------------------------------------------ the views
    def _dependencies(self, graph: networkx.DiGraph[str]) -> View:
        index, names = self.index, self.facts.names
        blocks = self._of_kind(graph, "block")
        columns = []
        for theme, own in self._by(blocks, self._theme).items():
            cards = [self._card(block, _many(len(self._actions(block)), "action")) for block in own]
            title = index.label(theme) if theme else "Priorities"
            columns.append(Column(title, [Group(cards)], splits=True))
        drawing = arrange(columns, self._pairs(graph))
        links = []
        for start, end in self._edges(graph):
            found = [
                r
                for r in index.of(start, "referringItem")
                if (target := index.one(r, "target")) == end
                or index.one(target, "isInBlock") == end
            ]
            links.append(self._link(start, end, "refers", found))
        placed = {card.item: card.w - INSET for card in drawing.cards}
        inside = {}
        for block in blocks:
            inner = [self._card(action) for action in self._actions(block)]
            inside[names(block)] = [(c, card_size(c, placed[names(block)])) for c in inner]
        order = [names(block) for block in blocks]
        return View(
            "dependencies",
            "Dependencies",
            "Which parts of the plan point at which others?",
            (
                "Each card is a priority of the plan; the columns are its themes.",
                "An arrow runs from the priority whose links line names another to the one it names.",
                "Choose a card: orange arrows leave it, blue arrows reach it.",
                "The small line of a card tells how many actions it holds; unfold it to see them.",
            ),
            drawing,
            links,
            inside,
            rows=order,
            columns=order,
            none="No links line of this plan names another of its priorities.",
        )

    def _actions(self, block: str) -> list[str]:
        return self.index.of(block, "isInBlock")

    def _load(self, graph: networkx.DiGraph[str]) -> View:
        index, names = self.index, self.facts.names
        leads: Counter[str] = Counter()
        helps: Counter[str] = Counter()
        links = []
        for party, action in self._edges(graph):
            role = graph.edges[party, action].get("role")
            for word, kind, count in (("lead", "leads", leads), ("contributing", "helps", helps)):
                if word in str(role):
                    count[party] += 1
                    found = self._roles(party, action, word)
                    links.append(self._link(party, action, kind, found))
        parties = [node for node in graph if index.kind(node) in PARTIES]
        parties.sort(key=lambda p: (-leads[p], -helps[p], index.title(p)))
        notes = {p: _load_note(leads[p], helps[p]) for p in parties}
        most = max((leads[p] + helps[p] for p in parties), default=1)
        cards = [self._card(p, notes[p]) for p in parties]
        middle = Column("Partners, busiest first", [Group(cards)])
        groups = []
        for block, own in self._by(self._of_kind(graph, "action"), self._block).items():
            heading = index.label(block) if block else "Actions"
            groups.append(Group([self._card(action) for action in own], heading))
        left, right = _halves(groups)
        columns = [Column("Actions", left), middle, Column("Actions, continued", right)]
        blocks = self._ordered({self._block(a) for a in self._of_kind(graph, "action")} - {""})
        return View(
            "partner-load",
            "Partner load",
            "Who leads each action, and who contributes?",
            (
                "In the middle stand the partners as the plan prints them, the one that leads most at the top.",
                "On both sides stand the actions, under the priority they belong to.",
                "A full line says that a partner leads an action, a dashed line that it contributes.",
                "The bar below a partner is as long as its load: full for what it leads, light for the rest.",
                "Choose a partner to see all it carries; choose an action to see who carries it.",
            ),
            arrange(columns, self._pairs(graph), gutter=72),
            links,
            bars={names(p): [leads[p] / most, helps[p] / most] for p in parties},
            rows=[names(p) for p in parties],
            columns=[names(b) for b in blocks],
            none="This plan names no body as the lead of an action, and none as contributing.",
        )

    def _block(self, action: str) -> str:
        return self.index.one(action, "isInBlock")

    def _roles(self, party: str, action: str, role: str) -> list[str]:
        return [
            node
            for node in self.index.of(action, "item")
            if party in self.index.all(node, "participant")
            and code(self.index.one(node, "role")) == role
        ]

    def _policy(self, graph: networkx.DiGraph[str]) -> View:
        names = self.facts.names
        blocks = self._of_kind(graph, "block")
        psas = sorted(self._of_kind(graph, "psa"), key=self._by_number)
        indicators = sorted(self._of_kind(graph, "indicator"), key=self._by_number)
        needs, pathways = self._of_kind(graph, "need"), self._of_kind(graph, "pathway")
        groups = [
            Group([self._card(block) for block in own], self.index.label(theme) if theme else "")
            for theme, own in self._by(blocks, self._theme).items()
        ]
        asked = [Group([self._card(n) for n in needs], "Needs assessed" if pathways else "")]
        asked += [Group([self._card(n) for n in pathways], "Pathways" if needs else "")]
        columns = [
            Column(_both(needs, pathways), [g for g in asked if g.cards], ordered=False),
            Column("Priorities", groups),
            Column("Public Service Agreements", [Group(list(map(self._card, psas)))], False),
            Column("Indicators", [Group(list(map(self._card, indicators)))], False),
        ]
        links = []
        for start, end in self._edges(graph):
            kind = str(graph.edges[start, end].get("kind") or "needs")
            links.append(self._link(start, end, kind, self._behind(start, end, kind)))
        return View(
            "policy-links",
            "Policy links",
            "Which needs, pathways and targets does each priority serve?",
            (
                "In the second column stand the priorities of the plan, under their themes.",
                "To the left are the needs that the plan counts and the pathways it names; which priority "
                "meets a need is how an editor reads it.",
                "To the right are the Public Service Agreements that the links lines cite, then the "
                "indicators; a line to one says that a measure of an action uses it.",
                "A card without a line is one that nothing cites, serves or measures.",
            ),
            arrange(columns, self._pairs(graph)),
            links,
            rows=[names(n) for n in [*blocks, *pathways]],
            columns=[names(n) for n in [*needs, *pathways, *psas, *indicators]],
            none="This plan cites no national target, and measures itself by no indicator.",
        )

    def _behind(self, start: str, end: str, kind: str) -> list[str]:
        """The nodes that say why a policy link is there."""
        index = self.index
        if kind == "cites":
            return [r for r in index.of(start, "referringItem") if index.one(r, "target") == end]
        if kind == "measures":
            measures = [m for a in self._actions(start) for m in index.of(a, "item")]
            return [m for m in measures if end in index.all(m, "usesIndicator")]
        if kind == "needs":
            return [r for r in index.of(start, "of") if index.one(r, "target") == end]
        if kind == "aligned":
            return [s for s in index.of(start, "pathway") if end in index.all(s, "alignedWith")]
        return []

    def _by_number(self, iri: str) -> tuple[str, int, str]:
        number = self.index.number(iri)
        digits = "".join(c for c in number if c.isdigit())
        return (number.rstrip("0123456789 "), int(digits or 0), iri)

    def _governance(self, graph: networkx.DiGraph[str]) -> View:
        names = self.facts.names
        links = []
        for start, end in self._edges(graph):
            found = [
                node
                for node in self.facts.index.of(start, "subject")
                if end in self.index.all(node, "object") and self.index.one(node, "certainty")
            ]
            links.append(self._relation(start, end, found))
        kinds = (
            ("Bodies and posts", ("agency", "post")),
            ("Boards and forums", ("board",)),
            ("Groups of partners, pathways and the plan", ()),
        )
        placed: set[str] = set()
        columns = []
        for title, wanted in kinds:
            own = self._of_kind(graph, *wanted) if wanted else self._ordered(set(graph) - placed)
            placed |= set(own)
            columns.append(Column(title, [Group([self._card(n) for n in own])], ordered=False))
        view = View(
            "governance",
            "Governance",
            "Who oversees, chairs, reports to or supports whom?",
            (
                "Each card is a body, a board, a post, a group of partners or a pathway.",
                "An arrow runs from the one that does something to the one it is done to.",
                "Choose a card to read what the document says of it, in which words and where.",
                "Bodies without a link to another stand at the bottom of their column.",
            ),
            arrange(columns, self._pairs(graph)),
            links,
            none="This plan says of no body what it has to do with another.",
        )
        order = [card.item for card in sorted(view.drawing.cards, key=lambda c: (c.lane, c.y))]
        starts, ends = {names(s) for s, _ in graph.edges}, {names(e) for _, e in graph.edges}
        view.rows = [item for item in order if item in starts]
        view.columns = [item for item in order if item in ends]
        return view

    def _relation(self, start: str, end: str, nodes: list[str]) -> Link:
        rows = []
        for node in nodes:
            self.facts.shown.add(node)
            verb = code(self.index.one(node, "kind"))
            note = "; ".join(part for part in (verb, doubt(self.index, node)) if part)
            rows.append(self.facts.row(node, self.index.title_or_text(node), note=note))
        return Link(self.facts.names(start), self.facts.names(end), "relates", tuple(rows))


def _both(needs: list[str], pathways: list[str]) -> str:
    return "Needs and pathways" if needs and pathways else "Needs" if needs else "Pathways"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}" if count else f"no {word}"


def _load_note(leads: int, helps: int) -> str:
    said = [f"leads {leads}"] if leads else []
    return ", ".join([*said, f"contributes to {helps}"] if helps else said)


def _halves(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """The groups in two parts of about as many cards, in order."""
    total = sum(len(group.cards) + 1 for group in groups)
    seen = 0
    for at, group in enumerate(groups):
        if seen + len(group.cards) / 2 >= total / 2:
            return groups[:at], groups[at:]
        seen += len(group.cards) + 1
    return groups, []


def verbs() -> list[list[str]]:
    """The words for each kind of link, for the page."""
    return [[kind, *words] for kind, words in LINKS.items()]
