"""References whose words are not the title of what they are for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

SUMMARY = "References whose words are far from the title of what they are for"
NETWORK = "reference-names"
EVIDENCE = "namesOtherwise"
ALIKE = 80.0  # from 0 to 100; at the plans at hand, what a reader finds at once has 82 and more
_NUMBER = re.compile(r"^\s*\d+(\.\d+)*\.?\s*")
_SIGNS = re.compile(r"[^\w<>%&]+")


class Row(NamedTuple):
    """A reference, what it is for, and how near the words are: 0 nothing alike, 100 the same."""

    reference: str
    item: str
    printed: str
    likeness: float


def name_variant(network: networkx.DiGraph[str], alike: float = ALIKE) -> list[Row]:
    """The references whose words differ from the title of their target, the least alike first.

    Numbers, case, signs, the order of words and words left out do not count. A reference without
    words names nothing. What is as alike as `alike`, or more, a reader finds.

    >>> import networkx
    >>> network = networkx.DiGraph([("first", "work"), ("second", "work")])
    >>> network.add_nodes_from([("first", {"label": "2.4 Jobs and training"}),
    ...     ("second", {"label": "2.4 learning, employment"}),
    ...     ("work", {"label": "Employment, Learning & Skills"})])
    >>> [(row.reference, row.printed) for row in name_variant(network)]
    [('first', 'Jobs and training')]
    """
    from rapidfuzz import fuzz

    rows = []
    for reference, item in network.edges:
        printed = _NUMBER.sub("", network.nodes[reference]["label"])
        words, title = _plain(printed), _plain(network.nodes[item]["label"])
        likeness = round(fuzz.token_set_ratio(words, title), 1)
        if words and likeness < alike:
            rows.append(Row(reference, item, printed.strip(" ()"), likeness))
    return sorted(rows, key=lambda row: (row.likeness, row.reference))


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip().casefold()
