"""What a plan officer takes into a refresh: one folder with the board's page and a sheet a partner.

Everything in it is computed from the comparison of the two editions and their gap reports; nothing
is judged here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from rrgraph import __version__
from rrgraph.baseline import since
from rrgraph.changes._words import flow_title, headline, item_words
from rrgraph.changes.html import page as changes_page
from rrgraph.findings import BOARD_WORDS, Finding, GapReport, Since
from rrgraph.iris import plan_iri
from rrgraph.outputs import whole_folder, write_whole
from rrgraph.pages import render
from rrgraph.refresh import Item, Refresh, change_words
from rrgraph.sheets import Sheets, sheet_html

OWNERS = ("lead", "contributor")


class Broken(NamedTuple):
    """An item that went, and the items that go on and pointed at it."""

    target: Item
    pointing: list[Item]


class Pack(NamedTuple):
    """What the board's page tells."""

    refresh: Refresh
    new: GapReport
    gaps: Since
    owners: list[tuple[str, list[str]]]  # what has another lead or contributor, and how
    dates: list[tuple[str, list[str]]]  # what is due at another time
    broken: list[Broken]


def pack(refresh: Refresh) -> Pack:
    """Compare the gaps of two editions, and draw together what the board decides on."""
    old = refresh.old.kg.gaps(plans=[refresh.old.plan])
    new = refresh.new.kg.gaps(plans=[refresh.new.plan])
    gaps = since(old.findings, new.findings, same=_Identity(refresh))
    return Pack(
        refresh, new, gaps, _told(refresh, OWNERS), _told(refresh, ("milestone",)), broken(refresh)
    )


def broken(refresh: Refresh) -> list[Broken]:
    """For each item that was dropped or is gone, the items that go on and pointed at it."""
    goes_on = {i.iri for f in refresh.flows if f.later for i in f.earlier}
    gone = [i for f in refresh.flows if not f.later for i in f.earlier] + refresh.gone
    found = []
    for target in gone:
        pointing = [
            item
            for item in refresh.old.items.values()
            if item.iri in goes_on and target.label in refresh.old.facts[item.iri].get("link", {})
        ]
        if pointing:
            found.append(Broken(target, pointing))
    return found


class _Identity:
    """Names the item of a finding so that both editions agree on it."""

    def __init__(self, refresh: Refresh) -> None:
        old, new = plan_iri(refresh.old.plan), plan_iri(refresh.new.plan)
        self.here = f"{new}/"
        self.whole = {old: "", new: ""}
        self.later = {
            flow.earlier[0].iri: flow.later[0].path
            for flow in refresh.flows
            if len(flow.earlier) == len(flow.later) == 1
        }

    def __call__(self, finding: Finding) -> str:
        """The path of an item in the later edition; what has no counterpart keeps its own IRI."""
        focus = finding.focus
        if focus in self.whole:
            return self.whole[focus]
        if focus.startswith(self.here):
            return focus.removeprefix(self.here)
        for earlier, path in self.later.items():
            if focus == earlier or focus.startswith(f"{earlier}/"):
                return path + focus.removeprefix(earlier)
        return focus


def _told(refresh: Refresh, facets: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The flows in which something of some facets changed, and in which words."""
    told = []
    for flow in refresh.flows:
        words = [change_words(change) for change in flow.changes if change.facet in facets]
        if words:
            told.append((flow_title(flow), words))
    return told


# ---------------------------------------------------------------------- the folder
def write_pack(refresh: Refresh, folder: Path) -> list[Path]:
    """Write the folder, whole or not at all; the files in it, the board's page first."""
    made_of = pack(refresh)
    sheets = Sheets(refresh.new.kg, made_of.new)
    parties = sheets.parties(refresh.new.plan)
    texts = {
        "index.html": _board(
            made_of, [(p, sheets.sheet(p, refresh.new.plan).name) for p in parties]
        ),
        "changes.html": changes_page([refresh]),
        "changes.json": json.dumps(refresh.as_dict(), indent=2, ensure_ascii=False) + "\n",
        "gaps.json": json.dumps(made_of.new.as_dict(), indent=2, ensure_ascii=False) + "\n",
    }
    for party in parties:
        texts[f"partners/{party}.html"] = sheet_html([sheets.sheet(party, refresh.new.plan)])
    with whole_folder(folder, "changes.json") as made:
        (made / "partners").mkdir()
        for name, text in texts.items():
            write_whole(made / name, text)
    return [folder / name for name in texts]


def _board(made_of: Pack, partners: list[tuple[str, str]]) -> str:
    refresh = made_of.refresh
    dropped = [i for f in refresh.flows if not f.later for i in f.earlier]
    fresh = [i for f in refresh.flows if not f.earlier for i in f.later]
    gaps: list[dict[str, Any]] = [
        {"heading": "New gaps", "findings": made_of.gaps.new},
        {"heading": "Gaps that still stand", "findings": made_of.gaps.standing},
        {"heading": "Gaps that are gone", "findings": made_of.gaps.gone},
        {"heading": "Gaps that the partners accepted since", "findings": made_of.gaps.accepted},
    ]
    return render(
        "pack.html.j2",
        page="",
        version=__version__,
        old=refresh.old,
        new=refresh.new,
        headline=headline(refresh),
        items=[
            (heading, [item_words(item) for item in items])
            for heading, items in (
                ("Dropped", dropped),
                ("Without a word on what becomes of it", refresh.gone),
                ("New", [*fresh, *refresh.come]),
                ("New, of kinds that the old edition has nothing of", refresh.further),
            )
            if items
        ],
        changes=[
            ("Another lead or contributor", made_of.owners),
            ("Due at another time", made_of.dates),
        ],
        broken=[(item_words(b.target), [i.label for i in b.pointing]) for b in made_of.broken],
        gaps=gaps,
        words=BOARD_WORDS,
        partners=partners,
    )
