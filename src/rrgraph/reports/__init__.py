"""The gap report in its formats; one file a format, found by its file name.

A report module has `SUMMARY`, `SUFFIX` and `write(report, out)`, which writes text to `out`.
"""

from __future__ import annotations

from rrgraph.rooms import room

names, load = room(__name__, __path__)
