"""A refresh for a terminal: what was carried, changed, dropped and new, then what nobody has judged."""

from __future__ import annotations

from textwrap import fill
from typing import TextIO

from rrgraph.changes._words import (
    also,
    flow_title,
    headline,
    item_words,
    leftovers,
)
from rrgraph.refresh import HEADINGS, Flow, Refresh, change_words

SUMMARY = "plain text for a terminal"
SUFFIX = ".txt"
WIDTH = 100


def write(refresh: Refresh, out: TextIO) -> None:
    """Write the comparison as text; items that are as they were are only counted."""
    out.write(f"{refresh.old.name} -> {refresh.new.name}: {headline(refresh)}\n")
    for kind, flows in refresh.by_kind().items():
        if kind != "unchanged":
            out.write(f"\n{HEADINGS[kind].upper()} ({len(flows)})\n")
            for flow in flows:
                _flow(out, flow)
    for heading, items in leftovers(refresh):
        out.write(f"\n{heading.upper()} ({len(items)})\n")
        out.writelines(_wrapped(f"- {item_words(item)}", "  ") for item in items)
    if refresh.candidates:
        out.write(f"\nCANDIDATES ({len(refresh.candidates)}): alike, and judged by nobody\n")
        for one in refresh.candidates:
            said = f"{one.score}  {one.earlier.label} → {one.later.label}  ({one.why})"
            out.write(_wrapped(said, "  "))


def _flow(out: TextIO, flow: Flow) -> None:
    out.write(_wrapped(f"- {flow_title(flow)}{also(flow)}", "  "))
    if flow.because:
        out.write(_wrapped(flow.because, "      ", "      "))
    for change in flow.changes:
        out.write(_wrapped(f"* {change_words(change)}", "      "))


def _wrapped(text: str, first: str, rest: str = "") -> str:
    return fill(text, WIDTH, initial_indent=first, subsequent_indent=rest or f"{first}  ") + "\n"
