"""A plan in StratML Part 1, strategic plans (ISO 17469-1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports._stratml import PART_1, written
from rrgraph.knowledge import Knowledge

SUMMARY = "StratML Part 1 (ISO 17469-1) of one plan, its goals, objectives and stakeholders"
SUFFIX = ".stratml1.xml"
ONE_PLAN = True


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the one plan, valid against the schema; docs/stratml.md says what has no place in it."""
    (plan,) = plans or kg.plans
    out.write(written(kg, plan, PART_1))
