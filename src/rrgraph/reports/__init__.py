"""The gap report in its formats; one file a format, found by its file name.

A report module has `SUMMARY`, `SUFFIX` and `write(report, out, kg)`: `out` takes text, or bytes if
the module says `BINARY = True`; `kg` is the graph that the report was made from.
"""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from rrgraph.findings import GapReport
from rrgraph.rooms import room

if TYPE_CHECKING:
    from rrgraph.knowledge import Knowledge

names, load = room(__name__, __path__)


def rendered(form: str, report: GapReport, kg: Knowledge, **options: Any) -> str | bytes:
    """The report in one format: a text, or bytes where the format is no text."""
    module = load(form)
    out = BytesIO() if is_binary(form) else StringIO()
    module.write(report, out, kg, **options)
    return out.getvalue()


def is_binary(form: str) -> bool:
    """Whether a format is no text, so that a terminal cannot show it."""
    return getattr(load(form), "BINARY", False)
