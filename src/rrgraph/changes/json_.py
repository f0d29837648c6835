"""A refresh as JSON, for machines."""

from __future__ import annotations

import json
from typing import TextIO

from rrgraph.refresh import Refresh

SUMMARY = "JSON: old, new, counts, flows, candidates, gone, come"
SUFFIX = ".json"


def write(refresh: Refresh, out: TextIO) -> None:
    """Write the comparison as one JSON object."""
    json.dump(refresh.as_dict(), out, indent=2, ensure_ascii=False)
    out.write("\n")
