"""How well the shipped plans come out of their own documents, field by field."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rrgraph.knowledge import Knowledge

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.import_score import PAGE, PLANS, Score, page, scores

LEAST = {
    "actions": 0.95,
    "leads": 0.95,
    "contributors": 0.90,
    "measures": 0.90,
    "milestones": 0.90,
    "links": 0.95,
    "meetings": 0.90,
}


@pytest.mark.parametrize("plan", PLANS)
def test_what_is_imported_is_what_the_curator_wrote(
    shipped: Knowledge, documents: Path, plan: str
) -> None:
    """Nearly all of it, and little else: precision and recall of each field."""
    for field, score in scores(shipped, plan, documents).items():
        assert LEAST[field] <= min(score.precision, score.recall), (field, score)


def test_the_page_with_the_scores_is_up_to_date(shipped: Knowledge, documents: Path) -> None:
    """`python -m benchmarks.import_score` writes it."""
    assert page(shipped, documents) == PAGE.read_text(encoding="utf-8")


def test_a_score_is_what_its_names_say() -> None:
    """Two of four found are right, and two of five right ones were found."""
    assert (0.5, 0.4) == (Score(5, 4, 2).precision, Score(5, 4, 2).recall)
    assert (1.0, 0.0) == (Score(5, 0, 0).precision, Score(5, 0, 0).recall)
