"""The words that every format of a refresh uses."""

from __future__ import annotations

from collections.abc import Sequence

from rrgraph.refresh import HEADINGS, Flow, Item, Refresh

_UNKNOWN = ("Of the old edition, not accounted for", "Of the new edition, not accounted for")
_FURTHER = "Of kinds that the old edition has nothing of"


def leftovers(refresh: Refresh) -> list[tuple[str, list[Item]]]:
    """Heading and items of what no continuation speaks of, without what is empty."""
    gone, come = ("Removed", "Added") if refresh.is_one_plan else _UNKNOWN
    found = [(gone, refresh.gone), (come, refresh.come), (_FURTHER, refresh.further)]
    return [(heading, items) for heading, items in found if items]


def headline(refresh: Refresh) -> str:
    """How many of which kind, in one sentence."""
    if not refresh.is_tied:
        return "Nothing ties these two: neither revises the other, and no continuation joins them"
    if not refresh.gone and not refresh.come and set(refresh.counts()) <= {"unchanged"}:
        return "Nothing changed"
    counts = [f"{count} {HEADINGS[kind].lower()}" for kind, count in refresh.counts().items()]
    gone, come = len(refresh.gone), len(refresh.come)
    if refresh.is_one_plan:
        counts += [f"{gone} removed", f"{come} added"]
    elif gone or come:
        counts.append(f"{gone} old and {come} new items not accounted for")
    if refresh.further:
        counts.append(f"{len(refresh.further)} further items of kinds that the old edition lacks")
    return ", ".join(counts) or "Nothing to compare"


def flow_title(flow: Flow) -> str:
    """The items of a flow, old and new: `A, B → C`; one name where both have the same."""
    old, new = _labels(flow.earlier), _labels(flow.later)
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def also(flow: Flow) -> str:
    """The further kinds of a flow, in brackets: `(also moved)`."""
    return f" (also {', '.join(flow.kinds[1:])})" if len(flow.kinds) > 1 else ""


def item_words(item: Item) -> str:
    """An item with its kind: `action 1.1.1 Map provision`."""
    return f"{item.kind} {item.label}"


def _labels(items: Sequence[Item]) -> str:
    return " + ".join(item.label for item in items)
