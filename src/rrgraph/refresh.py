"""What a refresh changed: two editions of a plan side by side, item by item.

An item goes on in another where a continuation says so, or where both have one id in one plan. A
printed number alone is no identity: later editions use the numbers again for other things. What
nobody has judged is ranked by likeness and told as a candidate, never as a fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from rrgraph.findings import day_in_words
from rrgraph.iris import plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.likeness import Nearest, Profile, alike, likeness
from rrgraph.store import of_plan

KINDS = (
    "verbatim",
    "reworded",
    "merged",
    "split",
    "moved",
    "unchanged",
    "changed",
    "dropped",
    "new",
)
HEADINGS = {  # the kinds in words
    "verbatim": "Carried word for word",
    "reworded": "Reworded",
    "merged": "Merged",
    "split": "Split",
    "moved": "Moved",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "dropped": "Dropped",
    "new": "New",
}
LEAST = 50  # likeness from which a pair is worth a person's look
MOST = 3  # candidates shown for one item

_ITEMS = """
SELECT ?item ?class ?label ?above ?digest ?quote ?where ?order ?plan WHERE {
  VALUES ?kind { rrg:Theme rrg:Priority rrg:Action rrg:EqualityChange rrg:Commitment rrg:Workstream }
  ?item a ?kind ; rrg:inPlan ?plan ; rdfs:label ?label ; rrg:order ?order .
  GRAPH <https://w3id.org/rrgraph/graph/vocabulary> { ?kind rdfs:label ?class }
  OPTIONAL { ?item rrg:isPartOf ?above }
  OPTIONAL { ?item rrg:citation ?citation . ?citation rdfs:label ?where ; oa:hasSelector/oa:exact ?quote
             OPTIONAL { ?citation rrg:digest ?digest } }
} ORDER BY ?order"""
_CONTINUATIONS = """
SELECT ?node (GROUP_CONCAT(DISTINCT STR(?kind)) AS ?kinds) (GROUP_CONCAT(DISTINCT STR(?one)) AS ?earlier)
       (GROUP_CONCAT(DISTINCT STR(?other)) AS ?later) (SAMPLE(?why) AS ?because) (MIN(?at) AS ?order) ?plan
WHERE {
  ?node a rrg:Continuation ; rrg:inPlan ?plan ; rrg:continuationKind ?kind ; rrg:because ?why ; rrg:order ?at .
  OPTIONAL { ?node rrg:earlier ?one }
  OPTIONAL { ?node rrg:later ?other }
} GROUP BY ?node ?plan ORDER BY ?order"""


class Fact(NamedTuple):
    """One thing said of an item: in words, and by which day if it is a date."""

    value: str
    day: str = ""


class Change(NamedTuple):
    """What became of one thing said of an item; `days` is by how much a date moved."""

    facet: str
    before: str
    after: str
    days: int | None = None


class Item(NamedTuple):
    """An item of an edition as the comparison shows it."""

    iri: str
    path: str  # its id within its plan: `action/2.2.2`
    kind: str
    label: str
    above: str
    quote: str = ""
    where: str = ""
    digest: str = ""


class Flow(NamedTuple):
    """How items of one edition go on in the next, by a curator's word or by their ids."""

    kinds: tuple[str, ...]
    earlier: tuple[Item, ...]
    later: tuple[Item, ...]
    because: str
    basis: str  # editorial, or derived: the same id in the same plan
    changes: tuple[Change, ...] = ()


class Candidate(NamedTuple):
    """Two items that may be one; nobody has judged them yet."""

    earlier: Item
    later: Item
    score: int
    why: str


class Edition:
    """One edition of a plan: its items, and what is said of each."""

    def __init__(self, kg: Knowledge, plan: str, name: str = "") -> None:
        """`name` is how the person who asks calls the edition."""
        kg.check_plans([plan])
        self.kg, self.plan, self.name = kg, plan, name or plan
        self._here = of_plan(plan)
        self.title, self.revises = _about(kg, plan)
        self.items = {item.iri: item for item in self._items()}
        self.by_path = {item.path: item for item in self.items.values()}
        self.facts = self._facts()

    def _items(self) -> Iterator[Item]:
        base = f"{plan_iri(self.plan)}/"
        for row in self.kg.store.select(_ITEMS, self._here):
            yield Item(
                iri=row["item"],
                path=row["item"].removeprefix(base),
                kind=row["class"],
                label=row["label"],
                above=row["above"] or "",
                quote=row["quote"] or "",
                where=row["where"] or "",
                digest=row["digest"] or "",
            )

    def _facts(self) -> dict[str, dict[str, dict[str, Fact]]]:
        """Item -> facet -> key -> what is said."""
        found: dict[str, dict[str, dict[str, Fact]]] = defaultdict(lambda: defaultdict(dict))
        for query in self.kg.library.all("refresh"):
            for row in self.kg.store.select(query.text, query.bindings({"plan": self.plan})):
                said = Fact(str(row["value"]), str(row.get("day") or ""))
                found[row["item"]][query["facet"]][str(row["key"])] = said
        return found

    def continuations(self) -> Iterator[dict[str, Any]]:
        """What a curator wrote in this edition on how the one before goes on."""
        for row in self.kg.store.select(_CONTINUATIONS, self._here):
            yield {
                "kinds": tuple(kind.rsplit("/", 1)[-1] for kind in row["kinds"].split()),
                "earlier": tuple((row["earlier"] or "").split()),
                "later": tuple((row["later"] or "").split()),
                "because": row["because"],
            }

    def profile(self, item: Item) -> Profile:
        """What of an item is compared when nobody has judged it."""
        said = self.facts[item.iri]
        parts = [other.label for other in self.items.values() if other.above == item.iri]
        words = [fact.value for fact in said["what it says"].values()]
        titles = [fact.value for fact in said["title"].values()]
        return Profile(
            title=" ".join(titles),
            words=" ".join([*words, item.quote]),
            parts=" ".join(parts),
            partners=frozenset(said["lead"]) | frozenset(said["contributor"]),
        )


@dataclass
class Refresh:
    """Two editions compared: what goes on, what only may, and what nothing is known of."""

    old: Edition
    new: Edition
    flows: list[Flow] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    gone: list[Item] = field(default_factory=list)  # of the old edition, without a word on it
    come: list[Item] = field(default_factory=list)  # of the new one
    further: list[Item] = field(default_factory=list)  # of a kind that the old one has nothing of

    @property
    def is_tied(self) -> bool:
        """Whether anything says that the one edition follows the other."""
        return self.is_one_plan or bool(self.flows) or self.old.plan == self.new.revises

    @property
    def is_one_plan(self) -> bool:
        """Whether both are states of one plan, so that what is gone was removed."""
        return self.old.plan == self.new.plan

    def by_kind(self) -> dict[str, list[Flow]]:
        """The flows under the first of their kinds, in the order of `KINDS`."""
        grouped: dict[str, list[Flow]] = {}
        for kind in KINDS:
            told = [f for f in self.flows if min(f.kinds, key=KINDS.index) == kind]
            if told:
                grouped[kind] = told
        return grouped

    def counts(self) -> dict[str, int]:
        """How many flows of each kind; one that is of two kinds counts for both."""
        kinds = [kind for flow in self.flows for kind in flow.kinds]
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}

    def as_dict(self) -> dict[str, Any]:
        """The comparison as a JSON object."""
        return {
            "old": {"name": self.old.name, "plan": self.old.plan, "title": self.old.title},
            "new": {"name": self.new.name, "plan": self.new.plan, "title": self.new.title},
            "counts": self.counts(),
            "flows": [
                flow._asdict()
                | {
                    "earlier": [_shown(item) for item in flow.earlier],
                    "later": [_shown(item) for item in flow.later],
                    "changes": [change._asdict() for change in flow.changes],
                }
                for flow in self.flows
                if flow.kinds != ("unchanged",)
            ],
            "candidates": [
                {**c._asdict(), "earlier": _shown(c.earlier), "later": _shown(c.later)}
                for c in self.candidates
            ],
            "gone": [_shown(item) for item in self.gone],
            "come": [_shown(item) for item in self.come],
            "further": [_shown(item) for item in self.further],
        }


def compare(old: Edition, new: Edition) -> Refresh:
    """Two editions side by side: continuations first, then equal ids in one plan, then candidates."""
    refresh = Refresh(old, new)
    if refresh.is_one_plan:
        refresh.flows = list(_by_id(old, new))
    else:
        refresh.flows = list(_by_continuation(old, new))
    told = {item.iri for flow in refresh.flows for item in flow.earlier}
    refresh.gone = [item for item in old.items.values() if item.iri not in told]
    told = {item.iri for flow in refresh.flows for item in flow.later}
    come = [item for item in new.items.values() if item.iri not in told]
    kinds = {item.kind for item in old.items.values()}
    refresh.come = [item for item in come if refresh.is_one_plan or item.kind in kinds]
    refresh.further = [item for item in come if item not in refresh.come]
    refresh.candidates = list(_candidates(refresh))
    return refresh


def refreshes(kg: Knowledge) -> list[Refresh]:
    """Every edition here that revises another one here, compared with it."""
    sparql = "SELECT ?new ?old WHERE { ?new rrg:revises ?old } ORDER BY ?new"
    base = plan_iri("")
    pairs = [
        (row["old"].removeprefix(base), row["new"].removeprefix(base))
        for row in kg.store.select(sparql)
    ]
    return [compare(Edition(kg, old), Edition(kg, new)) for old, new in pairs]


# ---------------------------------------------------------------------- what is known
def _by_continuation(old: Edition, new: Edition) -> Iterator[Flow]:
    for said in new.continuations():
        earlier, later = _named(old, said["earlier"]), _named(new, said["later"])
        if not earlier and (said["earlier"] or new.revises != old.plan):
            continue  # it speaks of another edition than the one compared
        pairs = len(earlier) == len(later) == 1
        changes = _changes(old, earlier[0], new, later[0]) if pairs else ()
        kinds = tuple(sorted(said["kinds"], key=KINDS.index))
        yield Flow(kinds, earlier, later, said["because"], "editorial", tuple(changes))


def _named(edition: Edition, iris: tuple[str, ...]) -> tuple[Item, ...]:
    """Items by their names, in the order of the edition: a store gives them in any order."""
    return tuple(item for iri, item in edition.items.items() if iri in iris)


def _by_id(old: Edition, new: Edition) -> Iterator[Flow]:
    for path, item in old.by_path.items():
        if path in new.by_path:
            changes = tuple(_changes(old, item, new, new.by_path[path]))
            kind = "changed" if changes else "unchanged"
            yield Flow((kind,), (item,), (new.by_path[path],), "", "derived", changes)


# ---------------------------------------------------------------------- what changed
def _changes(old: Edition, item: Item, new: Edition, other: Item) -> Iterator[Change]:
    before, after = old.facts[item.iri], new.facts[other.iri]
    for facet in dict.fromkeys([*before, *after]):
        yield from _facet_changes(facet, before.get(facet, {}), after.get(facet, {}))


def _facet_changes(
    facet: str, before: Mapping[str, Fact], after: Mapping[str, Fact]
) -> Iterator[Change]:
    """Under one key the value may differ; what stands under no key of the other is paired by words."""
    for key in [key for key in before if key in after]:
        yield from _difference(facet, before[key], after[key])
    lost = [fact for key, fact in before.items() if key not in after]
    won = [fact for key, fact in after.items() if key not in before]
    for fact in lost:
        at = alike(fact.value, [other.value for other in won]) if facet in _IN_WORDS else None
        yield from _difference(facet, fact, won.pop(at) if at is not None else Fact(""))
    for fact in won:
        yield from _difference(facet, Fact(""), fact)


_IN_WORDS = {"measure", "milestone"}  # their ids are a curator's, the words are the plan's


def _difference(facet: str, one: Fact, other: Fact) -> Iterator[Change]:
    if one == other:
        return
    days = None
    if one.day and other.day:
        days = (date.fromisoformat(other.day) - date.fromisoformat(one.day)).days
    if one.value == other.value:  # the words stayed, what they are taken to mean did not
        one, other = Fact(day_in_words(one.day)), Fact(day_in_words(other.day))
    yield Change(facet, one.value, other.value, days)


_SHORT = {"what it says": "what it says (in our words)"}


def change_words(change: Change) -> str:
    """One change as a sentence: `milestone "July 09" becomes "Sept 09": 62 days later`."""
    facet = _SHORT.get(change.facet, change.facet)
    if not change.before:
        return f'{facet} added: "{change.after}"'
    if not change.after:
        return f'{facet} no longer there: "{change.before}"'
    if change.facet == "place":
        return f'moved from "{change.before}" to "{change.after}"'
    days = change.days or 0
    slip = f": {abs(days)} days {'later' if days > 0 else 'earlier'}" if days else ""
    return f'{facet} "{change.before}" becomes "{change.after}"{slip}'


# ---------------------------------------------------------------------- what may be
def _candidates(refresh: Refresh) -> Iterator[Candidate]:
    """For each item that nothing is known of, those of the other edition that are most like it."""
    profiles = {item.iri: refresh.new.profile(item) for item in refresh.come}
    nearest = Nearest({item.iri: profiles[item.iri] for item in refresh.come})
    by_digest: dict[str, list[Item]] = defaultdict(list)
    for item in refresh.come:
        by_digest[item.digest].append(item)
    others = {item.iri: item for item in refresh.come}
    for item in refresh.gone:
        mine = refresh.old.profile(item)
        same = by_digest[item.digest] if item.digest else []
        ranked = [Candidate(item, o, 100, "the same words, by their digests") for o in same]
        for iri in nearest.to(mine):
            other = others[iri]
            if item.kind == other.kind and other not in same:
                score, why = likeness(mine, profiles[iri])
                if score >= LEAST:
                    ranked.append(Candidate(item, other, score, why))
        yield from sorted((c for c in ranked if c.later.kind == item.kind), key=_by_score)[:MOST]


def _by_score(candidate: Candidate) -> int:
    return -candidate.score


def _shown(item: Item) -> dict[str, str]:
    return {key: value for key, value in item._asdict().items() if value and key != "above"}


def _about(kg: Knowledge, plan: str) -> tuple[str, str]:
    """Title of an edition, and the id of the edition it revises; empty if none."""
    sparql = """SELECT ?title ?old ?plan WHERE {
        ?plan rrg:title ?title OPTIONAL { ?plan rrg:revises ?old } }"""
    rows: Iterable[Any] = kg.store.select(sparql, of_plan(plan))
    row = next(iter(rows))
    return str(row["title"]), (row["old"] or "").removeprefix(plan_iri(""))
