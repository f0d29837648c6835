"""What if: the plans as they would stand without an item, or with two bodies made one.

Nothing is written: the graph is copied, what falls is taken out, and everything derived is derived
again. The report on the copy beside the report on the plans says what would be lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rrgraph.baseline import since
from rrgraph.errors import UsageError
from rrgraph.findings import CoverChange, GapReport, LoadChange, Supposed
from rrgraph.grids import labels, loads
from rrgraph.iris import INFERRED_GRAPH, THINGS, short, term
from rrgraph.knowledge import Knowledge
from rrgraph.remembering import Remembered
from rrgraph.store import Store

# A node falls with what it is about: a participation with its body, a reference with its target.
FALLS_WITH = (
    *("isPartOf", "item", "referringItem", "target", "participant", "subject", "object", "thing"),
    *("of", "earlier", "later", "board", "member", "pathway", "body", "need", "indicator"),
)


def suppose(
    kg: Knowledge, without: Iterable[str] = (), merged: Iterable[tuple[str, str]] = ()
) -> Knowledge:
    """The plans without some items, and with the second body of each pair in place of the first.

    Items are written as a person writes them: `agency/noms-yh`, `action/1.1.1`, `psa/16`. A body
    takes its units and posts with it, a priority its actions, each what hangs on it alone.
    UsageError for an item that there is not, for a whole plan, and for bodies that are none.
    """
    gone = [kg.find(written) for written in without]
    for iri in gone:
        if iri.removeprefix(f"{THINGS}plan/") in kg.plans:
            said = f'"{short(iri)}" is a whole plan.'
            raise UsageError(f"{said} Leave it out with --plan and the names of the others.")
    pairs = [(_body(kg, old), _body(kg, new)) for old, new in merged]
    fallen = _fallen(kg.store, gone)
    for old, new in pairs:
        if old == new or {old, new} & fallen:
            raise UsageError(f'"{short(old)}" cannot be merged into "{short(new)}".')
    store = Store()
    store.extend(_left(kg.store, fallen, dict(pairs)))
    store.derive(query.text for query in kg.library.all("derive"))
    places = {iri: place for iri, place in kg.places.items() if iri not in fallen}
    return Remembered(kg.workspace, store, places)


def supposed_report(
    kg: Knowledge,
    before: GapReport,
    without: Iterable[str] = (),
    merged: Iterable[tuple[str, str]] = (),
    **asked: Any,
) -> GapReport:
    """The gaps that would be new, beside those of `before`; how load would shift, by quarter.

    `asked` is what `before` was asked with: the same plans, rules and thresholds.
    """
    without, merged = list(without), list(merged)
    after = suppose(kg, without, merged)
    report = after.gaps(**asked)
    report.since = since(before.findings, report.findings)
    report.findings = report.since.new
    name = labels(kg)
    said = [f"that {name(kg.find(one))} were gone" for one in without]
    said += [f"that {name(_body(kg, a))} were one with {name(_body(kg, b))}" for a, b in merged]
    shifts = [one for plan in report.as_of for one in _shifts(kg, after, plan)]
    covers = [_cover_change(kg, after, plan) for plan in report.as_of if _cover(kg, plan)]
    report.supposed = Supposed(" and ".join(said), shifts, covers)
    return report


def _cover_change(before: Knowledge, after: Knowledge, plan: str) -> CoverChange:
    """Who must be at the table for every priority to have somebody, and which would have nobody."""
    name = labels(before)
    old, new = _cover(before, plan), _cover(after, plan)
    reached = {block for blocks in new.values() for block in blocks}
    blocks = [block for own in old.values() for block in own]
    lost = sorted(name(one) for one in blocks if one in after.places and one not in reached)
    return CoverChange(plan, list(map(name, old)), list(map(name, new)), lost)


def _cover(kg: Knowledge, plan: str) -> dict[str, list[str]]:
    """The partners of the smallest set, each with the priorities that it brings."""
    rows = kg.analysis("smallest-cover", plan=plan)
    return {row["party"]: row["brings"].split() for row in rows}


def _shifts(before: Knowledge, after: Knowledge, plan: str) -> Iterator[LoadChange]:
    """The bodies of a plan that would lead more or less, in all and by quarter."""
    name = labels(before)
    old, new = _led(before, plan), _led(after, plan)
    changed = {
        party
        for party, quarter in old.keys() | new.keys()
        if not quarter and old[party, ""] != new[party, ""]
    }
    for party, quarter in sorted(old.keys() | new.keys()):
        if party in changed and old[party, quarter] != new[party, quarter]:
            counts = old[party, quarter], new[party, quarter]
            yield LoadChange(plan, party, name(party), quarter, *counts)


def _led(kg: Knowledge, plan: str) -> Counter[tuple[str, str]]:
    """How many actions of a plan a body leads: in all (quarter empty), and due in each quarter."""
    led = Counter[tuple[str, str]]()
    for row in kg.analysis("load-by-quarter", plan=plan):
        led[row["party"], row["quarter"]] = row["leads"]
    for load in loads(kg, [plan])[plan]:
        led[load.party, ""] = load.own
    return led


def _body(kg: Knowledge, written: str) -> str:
    """The IRI of a body, with or without `agency/` before its id."""
    iri = kg.find(written if written.startswith(("agency/", THINGS)) else f"agency/{written}")
    if not iri.startswith(f"{THINGS}agency/"):
        raise UsageError(f'"{written}" is no body: only bodies can be merged.')
    return iri


def _fallen(store: Store, gone: Iterable[str]) -> set[str]:
    """The items, and all that falls with them."""
    links = {term(name) for name in FALLS_WITH} | {term("isWithin")}
    falls_with: dict[str, list[str]] = defaultdict(list)
    for quad in store.oxigraph:
        if quad.predicate.value in links:
            falls_with[quad.object.value].append(quad.subject.value)
    fallen, waiting = set[str](), list(gone)
    while waiting:
        item = waiting.pop()
        if item not in fallen:
            fallen.add(item)
            waiting += falls_with[item]
    return fallen


def _left(store: Store, fallen: set[str], renamed: dict[str, str]) -> Iterator[Any]:
    """What was stated, less what falls; a body that is merged is named by the other."""
    from pyoxigraph import NamedNode, Quad

    for quad in store.oxigraph:
        subject, about = quad.subject.value, getattr(quad.object, "value", "")
        is_derived = quad.graph_name.value == INFERRED_GRAPH
        if is_derived or subject in fallen or about in fallen or subject in renamed:
            continue
        if about in renamed:
            yield Quad(quad.subject, quad.predicate, NamedNode(renamed[about]), quad.graph_name)
        else:
            yield quad
