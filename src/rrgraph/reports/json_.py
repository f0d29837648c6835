"""The gap report as JSON, for machines."""

from __future__ import annotations

import json
from typing import TextIO

from rrgraph.findings import GapReport
from rrgraph.knowledge import Knowledge

SUMMARY = "JSON, for machines: as_of, findings, counts"
SUFFIX = ".json"


def write(report: GapReport, out: TextIO, kg: Knowledge) -> None:
    """Write the report as one JSON object."""
    json.dump(report.as_dict(), out, indent=2, ensure_ascii=False)
    out.write("\n")
