"""The view of a refresh: the old edition left, the new one right, and what became of each item.

What goes on in what is said by `rrgraph.refresh`, as in `rrgraph diff`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from rrgraph.explorer.index import Index
from rrgraph.explorer.layout import Card, Column, Group, arrange
from rrgraph.explorer.views import Link, View
from rrgraph.refresh import HEADINGS, KINDS, Edition, Flow, Item, Refresh, change_words

GUTTER = 200.0
_SILENT = "Nothing is recorded of it"
_SAME = {"verbatim", "unchanged"}


def changes_view(index: Index, refresh: Refresh, name: Callable[[str], str]) -> View | None:
    """The view of a comparison; nothing where nothing ties the two editions. `name` is of an IRI."""
    if not refresh.flows:
        return None
    became, came = _told(refresh)
    columns = [
        Column(edition.title, _groups(index, edition, told, name))
        for edition, told in ((refresh.old, became), (refresh.new, came))
    ]
    links = [
        Link(name(one.iri), name(other.iri), _kind(flow), (_row(flow),))
        for flow in refresh.flows
        for one in flow.earlier
        for other in flow.later
    ]
    old, new = ([card.item for card in column.cards] for column in columns)
    said = {name(iri): kinds for told in (became, came) for iri, kinds in told.items()}
    return View(
        "changes",
        "Changes",
        "What became of each item of the edition before?",
        (
            f"To the left stands {refresh.old.title}, to the right {refresh.new.title}.",
            "A line runs from an item to what it goes on as: full where its words are carried over, "
            "dashed where it is reworded, merged, split or moved.",
            "The small line of a card tells what became of it, or where it comes from; a card without a "
            "line was dropped, or is new.",
            "What goes on in what is a curator's judgement; choose a card to read why.",
            *_left_out(refresh),
        ),
        arrange(columns, [(link.start, link.end) for link in links], GUTTER),
        links,
        tags={item: [HEADINGS.get(kind, kind) for kind in kinds] for item, kinds in said.items()},
        tones={HEADINGS["dropped"]: "gap", _SILENT: "gap", HEADINGS["new"]: "in"},
        rows=old,
        columns=new,
        none="Of no item a curator has recorded what it goes on as.",
    )


def _left_out(refresh: Refresh) -> list[str]:
    if not refresh.further:
        return []
    kinds = sorted({f"{item.kind}s" for item in refresh.further})
    words = " and ".join([", ".join(kinds[:-1]), kinds[-1]] if kinds[1:] else kinds)
    return [
        f"Left out are {len(refresh.further)} items of the new edition ({words}) of kinds that the edition "
        "before has nothing of."
    ]


def _told(refresh: Refresh) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What became of each old item, and of each new one how it came, as kinds of continuation."""
    became: dict[str, set[str]] = defaultdict(set)
    came: dict[str, set[str]] = defaultdict(set)
    for flow in refresh.flows:
        for told, items in ((became, flow.earlier), (came, flow.later)):
            for item in items:
                told[item.iri] |= set(flow.kinds)
    for told, silent in ((became, refresh.gone), (came, refresh.come)):
        for item in silent:
            told[item.iri] |= {_SILENT}
    return _in_order(became), _in_order(came)


def _in_order(told: dict[str, set[str]]) -> dict[str, list[str]]:
    order = (*KINDS, _SILENT)
    return {iri: sorted(kinds, key=order.index) for iri, kinds in told.items()}


def _groups(
    index: Index, edition: Edition, told: dict[str, list[str]], name: Callable[[str], str]
) -> list[Group]:
    """The cards of an edition, each under the theme it stands in."""
    groups: dict[str, Group] = {}
    for iri, item in edition.items.items():
        if iri not in told:
            continue
        top = _top(edition, item)
        if top not in groups:
            groups[top] = Group([], "" if top in told else edition.items[top].label)
        note = ", ".join(HEADINGS.get(kind, kind).lower() for kind in told[iri])
        number, title = index.number(iri), index.title(iri)
        card = Card(name(iri), "" if number == title else number, title, note.capitalize())
        groups[top].cards.append(card)
    return list(groups.values())


def _top(edition: Edition, item: Item) -> str:
    while item.above in edition.items:
        item = edition.items[item.above]
    return item.iri


def _kind(flow: Flow) -> str:
    return "same" if _SAME & set(flow.kinds) else "becomes"


def _row(flow: Flow) -> dict[str, str]:
    kinds = ", ".join(HEADINGS[kind].lower() for kind in flow.kinds)
    note = "; ".join([kinds, *map(change_words, flow.changes)])
    return {"t": flow.because, "o": note} if flow.because else {"t": kinds, "o": note}
