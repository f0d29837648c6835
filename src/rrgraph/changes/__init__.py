"""A refresh in its formats; one file a format, found by its file name.

A module has `SUMMARY`, `SUFFIX` and `write(refresh, out)`, which writes text to `out`.
"""

from __future__ import annotations

from rrgraph.rooms import room

names, load = room(__name__, __path__)
