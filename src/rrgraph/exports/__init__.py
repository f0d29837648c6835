"""The graph in the formats other tools read; one file a format, found by its file name.

An export module has `SUMMARY`, `SUFFIX` and `write(kg, out)`, which writes bytes to `out`.
"""

from __future__ import annotations

from rrgraph.rooms import room

names, load = room(__name__, __path__)
