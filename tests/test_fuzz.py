"""Hostile input by the hundred: no traceback, no hang, no file harmed. `make soak` tries thousands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.fuzz import SHARES, TRIALS, hold

COUNTS = {kind: 50 * share for kind, share in SHARES.items()}


def test_five_hundred_inputs_are_tried() -> None:
    """Of every kind there is."""
    assert COUNTS.keys() == TRIALS.keys()
    assert 500 <= sum(COUNTS.values())


@pytest.mark.filterwarnings(  # the reader of workbooks leaves a damaged file to be closed later
    "ignore:.*unclosed file:ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)
@pytest.mark.parametrize("kind", TRIALS)
def test_whatever_is_put_in_is_answered_or_told(kind: str, tmp_path: Path) -> None:
    """Both happen: an input that is always refused, or never, would try nothing."""
    found = hold(kind, COUNTS[kind], tmp_path)
    assert 2 == len(found), found
    assert min(found.values()) >= 5, found
