"""Name variants: references whose words are not the title of what they are for."""

from __future__ import annotations

import networkx
import pytest

from rrgraph.analyses.name_variant import name_variant
from rrgraph.knowledge import Knowledge

from .conftest import PLAN, short


def found(printed: str, title: str) -> bool:
    """Whether words are told as another name."""
    network = networkx.DiGraph([("reference", "priority")])
    network.nodes["reference"]["label"] = printed
    network.nodes["priority"]["label"] = title
    return bool(name_variant(network))


@pytest.mark.parametrize(
    ("printed", "title", "told"),
    [
        ("1.2", "Employment Services", False),
        ("1.2 EMPLOYMENT services", "Employment Services", False),
        ("1.2 (Services)", "Employment Services", False),
        ("Services – employment", "Employment Services", False),
        ("1.2.1 (jobs)", "Employment Services", True),
        ("jobs and training", "Employment Services", True),
        ("1.2 Employment Services", "Emploi", True),
    ],
)
def test_numbers_case_signs_order_and_words_left_out_do_not_count(
    printed: str, title: str, told: bool
) -> None:
    """What a reader finds is no other name."""
    assert told == found(printed, title)


def test_the_least_alike_of_the_region_is_the_one_in_brackets(kg: Knowledge) -> None:
    """Eight references, to five priorities; the nearest that is told has 73, the next has 82."""
    rows = list(kg.analysis("name-variant", plan=PLAN))
    assert 8 == len(rows)
    assert "<12 month prisoners" == rows[0]["printed"]
    assert 5 == len({short(row["item"]) for row in rows})
    assert max(row["likeness"] for row in rows) < 75
    assert len(rows) == len(kg.analysis("name-variant", plan=PLAN, alike=81.0))
