"""Hints on a query of one's own are for slips alone; what they say stands in `tests/cli/test_query.py`."""

from __future__ import annotations

from rrgraph import hints
from rrgraph.knowledge import Knowledge


def test_no_shipped_question_selects_what_stands_in_no_pattern(shipped: Knowledge) -> None:
    """The warning is for slips alone."""
    for query in shipped.library.all("ask"):
        assert [] == list(hints.unbound_columns(query)), query.name
