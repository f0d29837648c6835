"""A refresh as one HTML page: the flow from old to new in a picture, then each change in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from rrgraph import __version__
from rrgraph.changes._picture import LETTER, LINE, MARGIN, WIDE, picture
from rrgraph.changes._words import (
    also,
    flow_title,
    headline,
    leftovers,
)
from rrgraph.pages import render
from rrgraph.refresh import HEADINGS, Refresh, change_words

SUMMARY = "one HTML page with a picture, prints well, loads nothing"
SUFFIX = ".html"


def write(refresh: Refresh, out: TextIO) -> None:
    """Write the comparison as a page of its own."""
    out.write(page([refresh]))


def page(refreshes: Iterable[Refresh], *, pages: bool = False) -> str:
    """The page of several refreshes; `pages` adds links to the pages it stands beside."""
    return render(
        "changes.html.j2",
        page="changes.html" if pages else "",
        version=__version__,
        refreshes=[_shown(refresh) for refresh in refreshes],
        card={"wide": WIDE, "margin": MARGIN, "letter": LETTER, "line": LINE},
    )


def _shown(refresh: Refresh) -> dict[str, Any]:
    kinds = [
        {
            "id": kind,
            "heading": HEADINGS[kind],
            "flows": [
                {
                    "title": flow_title(flow),
                    "also": also(flow),
                    "because": flow.because,
                    "changes": [change_words(change) for change in flow.changes],
                    "quotes": [(i.quote, i.where) for i in (*flow.earlier, *flow.later) if i.quote],
                }
                for flow in flows
            ],
        }
        for kind, flows in refresh.by_kind().items()
        if kind != "unchanged"
    ]
    return {
        "id": f"{refresh.old.plan}-{refresh.new.plan}",
        "old": refresh.old,
        "new": refresh.new,
        "headline": headline(refresh),
        "picture": picture(refresh),
        "kinds": kinds,
        "leftovers": leftovers(refresh),
        "candidates": refresh.candidates,
    }
