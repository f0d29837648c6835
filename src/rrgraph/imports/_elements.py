"""Elements of StratML: their children, their words, and the lines of ours in them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rrgraph.exports._stratml import LINES


def lines(text: str) -> tuple[dict[str, list[str]], str]:
    """The lines of OtherInformation that we wrote, by their names, and all others."""
    found: dict[str, list[str]] = defaultdict(list)
    rest = []
    for line in text.splitlines():
        name, _, words = line.strip().partition(": ")
        if name in LINES and words:
            found[name].append(words)
        elif line.strip():
            rest.append(line.strip())
    return found, " ".join(rest)


def children(element: Any, name: str) -> list[Any]:
    """The children of a name, whatever the namespace."""
    return [one for one in element if isinstance(one.tag, str) and local(one) == name]


def child(element: Any, name: str) -> Any:
    """The first child of a name, or None."""
    return next(iter(children(element, name)), None)


def text(element: Any, name: str) -> str:
    """The text of a child on one line."""
    return " ".join(whole(element, name).split())


def whole(element: Any, name: str) -> str:
    """The text of a child as it stands, empty if there is none."""
    found = child(element, name)
    return "".join(found.itertext()) if found is not None else ""


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def where(element: Any) -> str:
    """The line that an element begins on, as lists for a person show it."""
    return f"line {element.sourceline}"
