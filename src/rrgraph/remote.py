"""The plans of a store behind a URL, as a knowledge graph: asked where they are, or copied here first.

One question goes to the store as it is. What walks over the graph, such as the gap report, works on a
copy: so that it says the same whatever the store is, and the copy is counted, since a store may cut
what it gives, in silence.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rrgraph.endpoint import SECONDS, Endpoint
from rrgraph.errors import UsageError
from rrgraph.iris import INFERRED_GRAPH, THINGS, plan_iri
from rrgraph.remembering import Remembered
from rrgraph.store import Store
from rrgraph.workspace import Workspace


class Remote(Remembered):
    """A knowledge graph whose plans are those of a store, not of files."""

    @cached_property
    def plans(self) -> list[str]:
        """The ids of the plans in the store, by name."""
        found = self.store.select("SELECT DISTINCT ?plan { ?plan a rrg:Plan } ORDER BY ?plan")
        return [iri.removeprefix(plan_iri("")) for iri in found.column("plan")]

    def _is_there(self, item: Any) -> bool:
        return bool(self.store.query(f"ASK {{ {{ {item} ?p ?o }} UNION {{ ?s ?p {item} }} }}"))


def asked(url: str, seconds: float = SECONDS) -> Remote:
    """The plans of a store, every question sent there, and waited for so long."""
    store: Any = Endpoint(url, seconds)
    return Remote(Workspace.find(), store, {})


def copied(url: str) -> Remote:
    """The plans of a store, copied; UsageError if it holds none of ours, or gives less than it has."""
    endpoint, store = Endpoint(url), Store()
    graphs = endpoint.graphs()
    if not graphs:
        raise UsageError(f"{url} holds none of our graphs. `rrgraph publish` puts them there.")
    from pyoxigraph import NamedNode, Quad

    for graph, count in graphs.items():
        triples = endpoint.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        if len(set(triples)) != count:
            said = f"{url} gives {len(triples)} of the {count} triples of <{graph}>"
            raise UsageError(f"{said}: raise the limit of rows of that store.")
        name = NamedNode(graph)
        store.extend(Quad(t.subject, t.predicate, t.object, name) for t in triples)
    things = {str(q.subject.value): ("", 0, 0) for q in store.oxigraph if _is_thing(q.subject)}
    found = Remote(Workspace.find(), store, things)
    if INFERRED_GRAPH not in graphs:
        store.derive(query.text for query in found.library.all("derive"))
    return found


def _is_thing(subject: Any) -> bool:
    return str(getattr(subject, "value", "")).startswith(THINGS)
