"""`rrgraph.open(...)`: the plans as one knowledge graph to ask, from Python or a notebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rrgraph import analyses
from rrgraph.errors import UsageError, did_you_mean
from rrgraph.findings import GapReport
from rrgraph.gaps import Rules, looking_day
from rrgraph.iris import INFERRED_GRAPH, THINGS, plan_iri, short, term
from rrgraph.loading import Loaded, load
from rrgraph.network import build_network, network_names, networks_by_plan
from rrgraph.queries import Library, Query, as_iri, is_day, not_sparql, query_form
from rrgraph.scope import Thresholds
from rrgraph.store import Store, Table, of_plan, plain
from rrgraph.workspace import Workspace

if TYPE_CHECKING:
    import networkx
    import rdflib

_NUMBERS = {int: r"[0-9]+", float: r"[0-9]+(\.[0-9]+)?"}


class Knowledge:
    """The plans of one workspace, read, checked in form, and derived; nothing is ever written back."""

    def __init__(self, loaded: Loaded) -> None:
        """Build the store; FaultyData if reading found any fault."""
        loaded.insist()
        self.loaded = loaded
        self.workspace = loaded.workspace
        self.library = Library(*loaded.workspace.queries)
        self._evidence: set[str] = set()

    @cached_property
    def store(self) -> Store:
        """The store with every named graph, the inferred one included."""
        return self.loaded.derived(query.text for query in self.library.all("derive"))

    @property
    def places(self) -> dict[str, tuple[str, int, int]]:
        """File, line and column of each node."""
        return self.loaded.dataset.places

    @property
    def plans(self) -> list[str]:
        """The ids of the plans, by name."""
        return self.workspace.plan_ids()

    @property
    def graph(self) -> rdflib.Dataset:
        """The same store as an rdflib Dataset whose default graph is the union of all graphs."""
        return self.store.rdflib()

    def query(self, query: str, /, **parameters: str) -> Table | bool | list[Any]:
        """Ask a question by its name in `queries/ask`, or in SPARQL; prefixes are known.

        A SELECT gives a Table (its rows are dicts; `.to_dataframe()` for pandas), an ASK a bool, a
        CONSTRUCT a list of triples. Parameters are bound as values, never pasted into the text:
        `kg.query("block-refers-to", block="yorkshire-humberside-2009/priority/1.1")`.
        """
        if not query_form(query):
            found = self.library.find(query)
        elif parameters:
            raise UsageError("Parameters go with a named query; write values into your own SPARQL.")
        else:
            found = Query("query", Path("query"), {}, query)
        try:
            return self._answer(found, self.bindings(found, parameters))
        except SyntaxError as error:
            raise not_sparql(found.path, error, found.text) from error
        except OSError as error:  # a query may name another store by SERVICE
            raise UsageError(f"What the query asks of another store failed: {error}.") from error

    def _answer(self, query: Query, bindings: Mapping[str, Any]) -> Table | bool | list[Any]:
        if query.form == "SELECT":
            return self.store.select(query.text, bindings)
        answer = self.store.query(query.text, bindings)
        return bool(answer) if query.form == "ASK" else list(answer)

    def bindings(self, query: Query, given: Mapping[str, str]) -> dict[str, Any]:
        """The terms for a query's parameters; UsageError for a plan or item that there is not."""
        from pyoxigraph import NamedNode

        bound = query.bindings(given)
        for name, (variable, kind) in query.parameters.items():
            if kind != "iri" or variable not in bound or self._is_there(bound[variable]):
                continue
            if name not in given:
                said = f'The query {query.name} asks of {name} "{query.defaults[name]}" by default'
                raise UsageError(f"{said}, which is not here. Say which {name} is meant.")
            if name == "plan":
                self.check_plans([given[name]])
            bound[variable] = NamedNode(self.find(given[name]))
        return bound

    def _is_there(self, item: Any) -> bool:
        about = self.store.oxigraph.quads_for_pattern
        ways = (about(item, None, None), about(None, None, item))
        return any(next(way, None) is not None for way in ways)

    def _unknown_item(self, written: str) -> UsageError:
        near = did_you_mean(written, map(short, self.places))
        hint = near or "Write it as plan/action/number or agency/name."
        return UsageError(f'There is no item "{written}". {hint}')

    def network(self, name: str = "dependencies", **parameters: str) -> networkx.DiGraph[str]:
        """A network of `queries/network` as a networkx graph: nodes are IRIs with their attributes."""
        self.check_plans([parameters["plan"]] if "plan" in parameters else [])
        return build_network(self.store, self.library.all("network"), name, parameters)

    def networks_by_plan(self, name: str) -> dict[str, networkx.DiGraph[str]]:
        """A network of each plan that has any of it, by the plan's id: asked once for all of them."""
        found = networks_by_plan(self.store, self.library.all("network"), name)
        return {plan: found[iri] for plan in self.plans if (iri := plan_iri(plan)) in found}

    def networks(self) -> list[str]:
        """The names of the networks there are."""
        return network_names(self.library.all("network"))

    def analysis(self, name: str, /, **chosen: Any) -> Table:
        """What an analysis of `rrgraph.analyses` finds: items are IRIs, several of them a list.

        `chosen` narrows the network (`plan="norfolk-2019"`) or sets what the analysis lets one
        choose; UsageError for what it does not know.
        """
        if name not in analyses.names():
            names = ", ".join(analyses.names())
            near = did_you_mean(name, analyses.names()) or f"There are: {names}."
            raise UsageError(f'There is no analysis "{name}". {near}')
        module = analyses.load(name)
        function = getattr(module, name.replace("-", "_"))
        known = options_of(function)
        if odd := sorted(chosen.keys() - known.keys() - {"plan"}):
            near = did_you_mean(odd[0], known) or f"It has: {', '.join(known) or 'none'}."
            raise UsageError(f'The analysis "{name}" has no parameter "{odd[0]}". {near}')
        options = {k: self._option(k, known[k], chosen.pop(k)) for k in known if k in chosen}
        rows = function(self.network(module.NETWORK, **chosen), **options)
        return Table(list(module.Row._fields), [tuple(map(_cell, row)) for row in rows])

    def _option(self, name: str, default: Any, given: Any) -> Any:
        """What was chosen, as the analysis takes it; a text from a command line is read."""
        if not isinstance(given, str):
            return given
        if isinstance(default, bool):
            if given not in ("yes", "no"):
                raise UsageError(f'{name}="{given}" is neither yes nor no.')
            return given == "yes"
        if isinstance(default, int | float):
            if not re.fullmatch(_NUMBERS[type(default)], given):
                raise UsageError(f'{name}="{given}" is not a number such as {default}.')
            return type(default)(given)
        return self.find(given) if given else given

    def analyses(self, name: str, plans: Iterable[str] = (), /, **chosen: Any) -> Table:
        """An analysis of each plan by itself, the rows one below the other, the plan first."""
        from pyoxigraph import NamedNode

        if "plan" in chosen:
            raise UsageError("The plan is named by --plan.")
        rows, columns = [], []
        for plan in self.check_plans(plans):
            found = self.analysis(name, plan=plan, **chosen)
            own = "plan" in found.columns
            columns = found.columns if own else ["plan", *found.columns]
            first = () if own else (NamedNode(plan_iri(plan)),)
            rows += [(*first, *row) for row in found.rows]
        return Table(columns, rows)

    def facts(self, written: str) -> Table:
        """All that is said of an item with where it stands; then the gaps found in it."""
        from pyoxigraph import Literal

        iri = self.find(written)
        found = self.query("item-facts", item=iri)
        assert isinstance(found, Table)
        gaps = [one for one in self.gaps().findings if one.focus == iri]
        texts = [("gap", one.rule, one.message, one.ground, one.where, one.quote) for one in gaps]
        blank = len(found.columns) - 6
        rows = [(*map(Literal, text), *[None] * blank) for text in texts]
        return Table(found.columns, [*found.rows, *rows])

    def links(self, written: str) -> Table:
        """What a priority refers to, and what refers to it; of an action those of its priority."""
        from pyoxigraph import Literal, NamedNode

        block, network = self._block(written)
        ways = [("refers to", block, other) for other in network.succ[block]]
        ways += [("is referred to by", other, block) for other in network.pred[block]]
        rows = []
        for link, start, end in ways:
            edge = network.edges[start, end]
            other = NamedNode(start if end == block else end)
            printed, returned = edge["printed"] or "", str(edge["returned"]).lower()
            rows.append((Literal(link), other, Literal(printed), Literal(returned == "true")))
        return Table(["link", "item", "printed", "returned"], rows)

    def chains(self, start: str, end: str) -> Table:
        """The shortest chains of links from one item to another; none if there is no way."""
        (first, network), (last, _) = self._block(start), self._block(end)
        plan = network.nodes[first]["plan"].removeprefix(plan_iri(""))
        return self.analysis("chains", plan=plan, start=first, end=last)

    def _block(self, written: str) -> tuple[str, networkx.DiGraph[str]]:
        """The block of the network that an item stands for: itself, or the one that it stands in."""
        from pyoxigraph import NamedNode

        iri = self.find(written)
        network = self.network("dependencies")
        about = self.store.oxigraph.quads_for_pattern
        quads = about(NamedNode(iri), NamedNode(term("isInBlock")), None)
        above = [str(plain(quad.object)) for quad in quads]
        block = next((one for one in (iri, *above) if one in network), "")
        if not block:
            raise UsageError(self._without_links(written, iri, network))
        return block, network

    def _without_links(self, written: str, iri: str, network: networkx.DiGraph[str]) -> str:
        """Why an item has no links: it is a heading over priorities that have, or of another kind."""
        from pyoxigraph import NamedNode

        parts = self.store.oxigraph.quads_for_pattern(
            None, NamedNode(term("isPartOf")), NamedNode(iri)
        )
        below = sorted({str(plain(quad.subject)) for quad in parts} & set(network))
        if not below:
            return f'"{written}" is no priority or action, so it has no links.'
        return (
            f'"{written}" stands over {len(below)} priorities, and each has links of its own. '
            f"Ask for one of them: {', '.join(map(short, below))}."
        )

    def gaps(
        self,
        *,
        plans: Iterable[str] = (),
        rules: Iterable[str] = (),
        skip: Iterable[str] = (),
        thresholds: Thresholds | None = None,
        as_of: str = "",
    ) -> GapReport:
        """The gap report: `plans` and `rules` narrow it, `as_of` (YYYY-MM-DD) sets the day.

        Rules in `skip` are left out; `thresholds={"load-concentration": {"share": "0.3"}}` goes
        before what a plan or the rule itself sets.

        Without `as_of` a plan is looked at today while it runs, else on its last day; what the
        partners accepted lapses against today.
        """
        catalogue = Rules(self.store, self.library, self.places, thresholds)
        for name in catalogue.needs(rules):
            self._find_evidence(name)
        if as_of and not is_day(as_of):
            raise UsageError(f'"{as_of}" is not a day such as 2009-09-30.')
        chosen = self.check_plans(plans)
        days = {plan: as_of or looking_day(*self.period(plan)) for plan in chosen}
        report = catalogue.report(days, rules, skip, today=as_of or date.today().isoformat())
        shown = self.workspace.shown
        report.broken = [fault._replace(file=shown(Path(fault.file))) for fault in report.broken]
        return report

    def bodies(self) -> list[str]:
        """The ids of the bodies in the register, sorted."""
        base = f"{THINGS}agency/"
        return sorted(i.removeprefix(base) for i in self.places if i.startswith(base))

    def check_plans(self, plans: Iterable[str]) -> list[str]:
        """The plans named, or all; UsageError for one there is not."""
        wanted = list(plans)
        for plan in wanted:
            if plan not in self.plans:
                near = did_you_mean(plan, self.plans) or f"There are: {', '.join(self.plans)}."
                raise UsageError(f'There is no plan "{plan}". {near}')
        return wanted or self.plans

    def period(self, plan: str) -> tuple[str, str]:
        """First and last day of a plan, as YYYY-MM-DD."""
        sparql = (
            "SELECT ?start ?end ?plan WHERE { ?plan rrg:periodStart ?start ; rrg:periodEnd ?end }"
        )
        row = next(iter(self.store.select(sparql, of_plan(plan))))
        return row["start"], row["end"]

    def find(self, written: str) -> str:
        """The IRI of an item as a person writes it; UsageError with the nearest one when unknown."""
        places = self.places
        tries = [as_iri(written), *(f"{plan_iri(plan)}/{written}" for plan in self.plans)]
        tries += [
            f"{plan_iri(p)}/{kind}/{written}" for p in self.plans for kind in ("action", "priority")
        ]
        tries.append(f"{THINGS}agency/{written}")
        for iri in tries:
            if iri in places:
                return iri
        raise self._unknown_item(written)

    def _find_evidence(self, name: str) -> None:
        """Run an analysis once and write what it found into graph/inferred, for rules to query."""
        from pyoxigraph import NamedNode, Quad

        if name in self._evidence:
            return
        module, found = analyses.load(name), self.analysis(name)
        inferred, predicate = NamedNode(INFERRED_GRAPH), NamedNode(term(module.EVIDENCE))
        self.store.extend(
            Quad(NamedNode(item), predicate, NamedNode(other), inferred)
            for item, others in zip(*map(found.column, found.columns[:2]), strict=True)
            for other in others.split()
        )
        self._evidence.add(name)


def options_of(function: Callable[..., Any]) -> dict[str, Any]:
    """What an analysis lets one choose: its parameters after the network, with their defaults."""
    parameters = list(signature(function).parameters.values())[1:]
    return {parameter.name: parameter.default for parameter in parameters}


def _cell(value: Any) -> Any:
    """A value as a term; several items in a cell stand one after the other, as in a query's answer."""
    from pyoxigraph import Literal, NamedNode

    if isinstance(value, str) and value.startswith(THINGS):
        return NamedNode(value)
    return Literal(" ".join(value) if isinstance(value, tuple) else value)


def open_graph(graph: Path | str | None = None) -> Knowledge:
    """The knowledge graph of a `graph/` folder; see `rrgraph.open`."""
    return Knowledge(load(Workspace.find(graph)))
