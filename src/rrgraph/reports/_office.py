"""What the office formats of the gap report share."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from rrgraph.findings import GapReport

SHADES = {"error": "F6D9D4", "warning": "FBE8C6", "note": "D9E8F6"}  # the ground of a severity


def looked_at(report: GapReport) -> datetime:
    """The last day on which the plans were looked at, as the time that the file was made."""
    days = [day for day in report.as_of.values() if re.fullmatch(r"[1-9]\d{3}-\d{2}-\d{2}", day)]
    return datetime.fromisoformat(max(days, default="1980-01-01")).replace(tzinfo=UTC)
