"""What only a walk over the network can tell; one analysis a file, found by its file name.

An analysis module has `SUMMARY`, `NETWORK` (the network it walks over), `EVIDENCE` (the property
that links an item to what was found of it, in graph/inferred) and one public function of its own
name that takes the networkx graph and returns, for each item, the items found.
"""

from __future__ import annotations

from rrgraph.rooms import room

names, load = room(__name__, __path__)
