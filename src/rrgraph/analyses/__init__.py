"""What only a walk over the network can tell; one analysis a file, found by its file name.

An analysis module has `SUMMARY`, `NETWORK` (the network it walks over) and one public function of
its own name. This takes the networkx graph, and what can be chosen of it as keywords with defaults;
it gives a list of its `Row`, a NamedTuple whose fields are the columns. A cell is an IRI, a tuple of
IRIs, a text, a number or None.

An analysis on whose result gap rules rest also has `EVIDENCE`: the property by which graph/inferred
links the item in the first column to each of the items in the second.
"""

from __future__ import annotations

from rrgraph.rooms import room

names, load = room(__name__, __path__)
