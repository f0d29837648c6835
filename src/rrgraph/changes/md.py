"""A refresh as Markdown, to paste into a paper."""

from __future__ import annotations

from typing import TextIO

from rrgraph.changes._words import (
    also,
    flow_title,
    headline,
    item_words,
    leftovers,
)
from rrgraph.plaintext import in_markdown as plain
from rrgraph.refresh import HEADINGS, Refresh, change_words

SUMMARY = "Markdown"
SUFFIX = ".md"


def write(refresh: Refresh, out: TextIO) -> None:
    """Write the comparison as Markdown; every text stays text."""
    out.write(f"# What changed: {plain(refresh.old.title)} → {plain(refresh.new.title)}\n\n")
    out.write(f"{headline(refresh)}.\n")
    for kind, flows in refresh.by_kind().items():
        out.write(f"\n## {HEADINGS[kind]} ({len(flows)})\n\n")
        for flow in flows:
            out.write(f"- **{plain(flow_title(flow))}**{also(flow)}\n")
            if flow.because:
                out.write(f"  {plain(flow.because)}\n")
            out.writelines(f"  - {plain(change_words(change))}\n" for change in flow.changes)
    for heading, items in leftovers(refresh):
        out.write(f"\n## {heading} ({len(items)})\n\n")
        out.writelines(f"- {plain(item_words(item))}\n" for item in items)
    if refresh.candidates:
        out.write(f"\n## Candidates ({len(refresh.candidates)})\n\n")
        out.write("Alike by their words; nobody has judged them.\n\n")
        out.write("| likeness | before | after | made of |\n|---:|---|---|---|\n")
        for one in refresh.candidates:
            cells = (one.earlier.label, one.later.label, one.why)
            out.write(f"| {one.score} | {' | '.join(map(plain, cells))} |\n")
