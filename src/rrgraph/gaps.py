"""The gap rules, run: every rule of `queries/gaps` is a query, and every row of it a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from string import Formatter
from typing import Any

from rrgraph.errors import FaultyFile, UsageError, did_you_mean
from rrgraph.findings import SEVERITIES, Finding, GapReport
from rrgraph.iris import PREFIXES, THINGS, term
from rrgraph.queries import Query
from rrgraph.store import Store, plain

GROUNDS = ("printed", "computed", "judgement")
_ALWAYS = {"label", "number", "plan"}  # placeholders that every rule has


@dataclass(frozen=True)
class Site:
    """What a finding says of the item it is about."""

    label: str = ""
    number: str = ""
    plan: str = ""
    quote: str = ""
    where: str = ""
    order: int = 0
    inbound: int = 0


class Rules:
    """The catalogue of gap rules over one store."""

    def __init__(
        self, store: Store, queries: Iterable[Query], places: Mapping[str, tuple[str, int, int]]
    ) -> None:
        """`places` gives file, line and column of a node, for the person who will mend it."""
        self.store = store
        self.queries = list(queries)
        self.places = places
        self._sites: dict[str, Site] = {}

    def needs(self, only: Iterable[str] = ()) -> list[str]:
        """The analyses whose evidence the rules ask for."""
        return sorted({query["needs"] for query in self.chosen(only) if query["needs"]})

    def chosen(self, only: Iterable[str] = ()) -> list[Query]:
        """The rules named, or all; UsageError for a name there is no rule for."""
        wanted = list(only)
        names = [query.name for query in self.queries]
        for name in wanted:
            if name not in names:
                near = did_you_mean(name, names) or f"There are: {', '.join(names)}."
                raise UsageError(f'There is no gap rule "{name}". {near}')
        return [query for query in self.queries if not wanted or query.name in wanted]

    def report(self, as_of: Mapping[str, str], only: Iterable[str] = ()) -> GapReport:
        """Run the rules on the plans of `as_of` (plan -> the day to look at it), worst finding first."""
        chosen = self.chosen(only)
        found = [f for query in chosen for f in self._run(query, as_of)]
        unique = {(f.rule, f.focus, f.message): f for f in found}
        ordered = sorted(unique.values(), key=self._rank)
        rules = {query.name: dict(query.header) for query in chosen}
        return GapReport(dict(as_of), [self._accept(f, as_of) for f in ordered], rules)

    # ------------------------------------------------------------------ one rule
    def _run(self, query: Query, as_of: Mapping[str, str]) -> Iterator[Finding]:
        per_plan = {"plan", "asOf"} & set(query.parameters)
        rounds = [{"plan": p, "asOf": day} for p, day in as_of.items()] if per_plan else [{}]
        for given in rounds:
            known = {key: value for key, value in given.items() if key in query.parameters}
            try:
                table = self.store.select(query.text, query.bindings(known))
            except SyntaxError as error:
                hint = "Mend the query; the place is counted from the top of the file."
                message = f"this is not SPARQL: {error.msg}"
                raise FaultyFile(query.path, message, hint, error.lineno or 0) from error
            self._hold(query, table.columns)
            for row in table:
                finding = self._finding(query, row)
                if finding.plan in as_of:
                    yield finding

    def _hold(self, query: Query, columns: list[str]) -> None:
        """A rule must bind ?focus and every placeholder of its message, and name a known severity."""
        if "focus" not in columns:
            hint = "Name the variable of the item that the finding is about ?focus."
            raise FaultyFile(query.path, "the rule does not select ?focus", hint)
        for key, known in (("severity", SEVERITIES), ("ground", GROUNDS)):
            if query[key] not in known:
                hint = f"It is one of: {', '.join(known)}."
                raise FaultyFile(query.path, f'{key} is "{query[key]}"', hint)
        for text in (query["message"], query["advice"]):
            for _, name, _, _ in Formatter().parse(text):
                if name and name not in {*columns, *_ALWAYS}:
                    hint = f"Select ?{name}, or use one of: {', '.join(columns)}."
                    raise FaultyFile(query.path, f"the placeholder {{{name}}} is not bound", hint)

    def _finding(self, query: Query, row: dict[str, Any]) -> Finding:
        focus = row["focus"]
        site = self.site(focus)
        cited = self.site(row.get("cited") or focus)
        words = {"label": site.label, "number": site.number, "plan": site.plan}
        words |= {key: _words(value) for key, value in row.items() if value is not None}
        file, line, _ = self.places.get(row.get("cited") or focus, ("", 0, 0))
        return Finding(
            rule=query.name,
            severity=query["severity"],
            plan=site.plan,
            focus=focus,
            label=site.label,
            number=site.number,
            message=query["message"].format_map(_Blank(words)),
            advice=query["advice"].format_map(_Blank(words)),
            ground=query["ground"],
            quote=cited.quote,
            where=cited.where,
            file=file,
            line=line,
        )

    # ------------------------------------------------------------------ order and acceptance
    def _rank(self, finding: Finding) -> tuple[int, int, int, str, str, str]:
        site = self.site(finding.focus)
        severity = SEVERITIES.index(finding.severity)
        return (severity, -site.inbound, site.order, finding.plan, finding.rule, finding.message)

    @cached_property
    def _accepted(self) -> dict[tuple[str, str], tuple[str, str]]:
        sparql = """SELECT ?rule ?of ?because ?until WHERE {
            ?gap a rrg:AcceptedGap ; rrg:rule ?rule ; rrg:of ?of ; rrg:because ?because ; rrg:until ?until }"""
        rows = self.store.select(sparql)
        return {(r["rule"], r["of"]): (r["because"], r["until"]) for r in rows}

    def _accept(self, finding: Finding, as_of: Mapping[str, str]) -> Finding:
        because, until = self._accepted.get((finding.rule, finding.focus), ("", ""))
        return replace(finding, accepted=because) if as_of[finding.plan] <= until else finding

    # ------------------------------------------------------------------ what is known of an item
    def site(self, iri: str) -> Site:
        """Label, number, plan, quote and place of an item, asked once."""
        if iri not in self._sites:
            self._sites[iri] = self._site(iri)
        return self._sites[iri]

    def _site(self, iri: str) -> Site:
        plan = self._one(iri, term("inPlan")) or (iri if self._is_plan(iri) else "")
        citation = self._one(iri, term("citation"))
        selector = self._one(citation, f"{PREFIXES['oa']}hasSelector")
        block = self._one(iri, term("isInBlock")) or iri
        return Site(
            label=self._one(iri, f"{PREFIXES['rdfs']}label") or iri.rsplit("/", 1)[-1],
            number=self._one(iri, term("number")),
            plan=plan.removeprefix(f"{THINGS}plan/"),
            quote=self._one(selector, f"{PREFIXES['oa']}exact"),
            where=self._where(citation),
            order=int(self._one(iri, term("order")) or 0),
            inbound=sum(1 for _ in self._match(None, term("refersToBlock"), block)),
        )

    def _where(self, citation: str) -> str:
        names = {"section": "section {}", "row": "row {}", "column": "{}"}
        said = {key: self._one(citation, term(key)) for key in names}
        return ", ".join(names[key].format(value) for key, value in said.items() if value)

    @staticmethod
    def _is_plan(iri: str) -> bool:
        return iri.startswith(f"{THINGS}plan/") and "/" not in iri.removeprefix(f"{THINGS}plan/")

    def _match(self, subject: str | None, predicate: str, value: str | None) -> Iterator[Any]:
        from pyoxigraph import NamedNode

        return self.store.oxigraph.quads_for_pattern(
            NamedNode(subject) if subject else None,
            NamedNode(predicate),
            NamedNode(value) if value else None,
            None,
        )

    def _one(self, subject: str, predicate: str) -> str:
        if not subject:
            return ""
        found = sorted(str(plain(quad.object)) for quad in self._match(subject, predicate, None))
        return found[0] if found else ""


class _Blank(dict[str, str]):
    """An optional column without a value reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def _words(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def looking_day(start: str, end: str, today: date | None = None) -> str:
    """The day to look at a plan: today while it runs, else its last day (a plan to come: its first)."""
    now = (today or date.today()).isoformat()
    return min(max(now, start), end)
