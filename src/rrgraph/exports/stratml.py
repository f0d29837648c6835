"""A plan in StratML Part 2, performance plans and reports (ISO 17469-1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rrgraph.exports._stratml import PART_2, written
from rrgraph.knowledge import Knowledge

SUMMARY = "StratML Part 2 (ISO 17469-1) of one plan, with measures, milestones and progress"
SUFFIX = ".stratml.xml"
ONE_PLAN = True


def write(kg: Knowledge, out: BinaryIO, plans: Sequence[str] = ()) -> None:
    """Write the one plan, valid against the schema; docs/stratml.md says what has no place in it."""
    (plan,) = plans or kg.plans
    out.write(written(kg, plan, PART_2))
