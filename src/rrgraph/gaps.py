"""The gap rules, run: every rule of `queries/gaps` is a query, and every row of it a finding.

A rule binds ?focus, the item that the finding is about, and every {placeholder} of its message and
advice; {item}, {label}, {number} and {plan} are always there. A value that is an item of the graph
reads as its number and title, or the words printed; several of them (a GROUP_CONCAT of IRIs) as a
list. A part in [square brackets] is left out when a placeholder in it has no value. A rule may bind
?cited, the node whose words are shown in place of the focus's; ?yaml, the line to add once the
partners agree; and ?plan, the plan to mend where the focus is shared between plans or stands in the
edition before. A rule with a header `column: leads` asks only plans that have a column for leads; of
a plan that has none it says `without-column` once, or nothing, and `empty-column` of a plan whose
form has the column but no word in it. What to do then is said by `without-column-advice`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from string import Formatter
from typing import Any, NamedTuple

from rrgraph.dataset import place_in_words
from rrgraph.errors import FaultyData, FaultyFile, UsageError, did_you_mean
from rrgraph.findings import SEVERITIES, Finding, GapReport, day_in_words
from rrgraph.iris import PREFIXES, THINGS, term
from rrgraph.limits import SECONDS, OverTheLimit, within
from rrgraph.progress import over
from rrgraph.queries import Library, Query, calls_elsewhere, not_sparql
from rrgraph.scope import Places, Scope, Thresholds
from rrgraph.store import Store, Table

GROUNDS = ("printed", "computed", "judgement")
LABEL = f"{PREFIXES['rdfs']}label"
MOST_LISTED = 20  # items named in one message; of the rest only how many they are
_ALWAYS = {"item", "label", "number", "plan"}  # placeholders that every rule has
# What is told once of a plan, with its further placeholders.
_ONCE = {
    "without-column": {"count", "s", "items"},
    "empty-column": {"count", "s", "items", "heading", "place"},
    "without-column-advice": set[str](),
}
_TOGETHER = {"count", "items"}  # placeholders of a decision, which is on all findings of a rule
_BLANK = "https://w3id.org/rrgraph/scheme/cell-status/blank"


class Site(NamedTuple):
    """What a finding says of the item it is about."""

    name: str = ""
    block: str = ""  # of an item without a number: the name of the block to look in
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
        self,
        store: Store,
        library: Library,
        places: Places,
        thresholds: Thresholds | None = None,
    ) -> None:
        """`places` gives file, line and column of a node, for the person who will mend it.

        `thresholds` (rule -> parameter -> value) go before those of a plan and the defaults.
        """
        self.store, self.library, self.places = store, library, places
        self.queries, self.broken = library.usable("gaps")
        self.scope = Scope(store, library, places, thresholds)
        self._sites: dict[str, Site] = {}

    def needs(self, only: Iterable[str] = ()) -> list[str]:
        """The analyses whose evidence the rules ask for."""
        return sorted({query["needs"] for query in self.chosen(only) if query["needs"]})

    def chosen(self, only: Iterable[str] = (), skip: Iterable[str] = ()) -> list[Query]:
        """The rules named, or all, less those left out; UsageError for a name that none has."""
        wanted, unwanted = set(only), set(skip)
        names = self.library.paths("gaps")
        for name in sorted((wanted | unwanted) - names.keys()):
            near = did_you_mean(name, names) or f"There are: {', '.join(names)}."
            raise UsageError(f'There is no gap rule "{name}". {near}')
        asked = (wanted or names.keys()) - unwanted
        return [query for query in self.queries if query.name in asked]

    def report(
        self,
        as_of: Mapping[str, str],
        only: Iterable[str] = (),
        skip: Iterable[str] = (),
        today: str = "",
    ) -> GapReport:
        """Run the rules on the plans of `as_of` (plan -> the day to look at it), worst first.

        A rule that cannot be asked is told in the report, and the others are asked all the same.

        What the partners accepted is open again when `today` is past its last day; by default the
        day that the plan is looked at.
        """
        chosen, found, broken = self.chosen(only, skip), list[Finding](), list(self.broken)
        for query in over(chosen, "Asking rules"):
            try:
                found += self._run(query, as_of)
            except FaultyData as error:
                broken += error.faults
        unique = {(f.rule, f.plan, f.focus, f.message): f for f in found}
        ordered = sorted(unique.values(), key=self._rank)
        rules = {query.name: dict(query.header) for query in chosen}
        return GapReport(
            dict(as_of),
            [self._accept(f, today or as_of[f.plan]) for f in ordered],
            rules,
            asides=self.scope.asides(chosen, {(f.plan, f.rule) for f in found}, as_of),
            broken=sorted(set(broken)),
        )

    # ------------------------------------------------------------------ one rule
    def _run(self, query: Query, as_of: Mapping[str, str]) -> Iterator[Finding]:
        for given, plans in self.scope.rounds(query, as_of):
            table = self._asked(query, query.bindings(given))
            self._hold(query, table.columns)
            findings = (self._finding(query, row) for row in table)
            yield from self._by_column(query, [f for f in findings if f.plan in plans])

    def _asked(self, query: Query, bindings: Mapping[str, Any]) -> Table:
        """The answer to a rule; one that did not come with rrgraph is asked under a limit."""
        try:
            if self.library.is_shipped(query):
                return self.store.select(query.text, bindings)
            if calls_elsewhere(query.text):
                hint = "A rule may ask only the graph itself: leave out SERVICE."
                raise _faulty(query, "the rule asks another store", hint)
            return within(SECONDS, Store.select, self.store, query.text, bindings)
        except SyntaxError as error:
            raise not_sparql(query.path, error) from error
        except (OverTheLimit, MemoryError) as error:
            hint = "Ask for less: begin with the rarest pattern, and join every pattern to another."
            said = str(error) or "was stopped: it wanted more memory than there is"
            raise _faulty(query, f"the rule {said}", hint) from error

    def _hold(self, query: Query, columns: list[str]) -> None:
        """A rule binds ?focus and every placeholder of its message, and names a known severity."""
        if "focus" not in columns:
            hint = "Name the variable of the item that the finding is about ?focus."
            raise _faulty(query, "the rule does not select ?focus", hint)
        for key, known in (("severity", SEVERITIES), ("ground", GROUNDS)):
            if query[key] not in known:
                hint = f"It is one of: {', '.join(known)}."
                raise _faulty(query, f'{key} is "{query[key]}"', hint, key)
        for key in ("message", "advice", "decision", *_ONCE):
            known_names = _ALWAYS | _ONCE.get(key, set(columns))
            known_names = _TOGETHER if key == "decision" else known_names
            for name in _placeholders(query[key]):
                if name not in known_names:
                    hint = f"Select ?{name}, or use one of: {', '.join(sorted(known_names))}."
                    raise _faulty(query, f"the placeholder {{{name}}} is not bound", hint, key)

    def _finding(self, query: Query, row: dict[str, Any]) -> Finding:
        focus = row["focus"]
        plan = _plan_id(row.get("plan") or "") or self.site(focus).plan
        said = [key for key in _said_of(query) if row.get(key) is not None]
        words = {key: self._words(row[key]) for key in said}
        return self._say(query, focus, plan, words, row.get("cited") or focus)

    def _say(
        self, query: Query, focus: str, plan: str, words: dict[str, str], cited: str
    ) -> Finding:
        site, source = self.site(focus), self.site(cited)
        # An action without a number goes by a few words of an editor: said as a name, and where it is.
        name = f'"{site.name}"' if site.block else site.name
        item = f"{name} (under {site.block})" if site.block else name
        own = {"item": item, "label": site.label, "number": site.number}
        words = words | {"plan": plan}
        file, line, _ = self.places.get(cited, ("", 0, 0))
        return Finding(
            rule=query.name,
            severity=query["severity"],
            plan=plan,
            focus=focus,
            label=site.label,
            number=site.number,
            message=_filled(query["message"], own | words),
            advice=_filled(query["advice"], own | {"item": name} | words),
            ground=query["ground"],
            quote=source.quote,
            where=source.where,
            file=file,
            line=line,
            yaml=words.get("yaml", ""),
            cited=cited if cited != focus else "",
        )

    def _words(self, value: Any) -> str:
        """A value as a message says it; items of the graph by name, in the order of the plan."""
        if not isinstance(value, str) or not value.startswith(THINGS):
            return f"{value:g}" if isinstance(value, float) else day_in_words(str(value))
        sites = {self.site(iri) for iri in value.split()}
        in_order = sorted(sites, key=lambda site: (site.order, site.name))
        names = list(dict.fromkeys(site.name.removesuffix(".") for site in in_order))
        more = f"and {len(names) - MOST_LISTED} more"
        return "; ".join([*names[:MOST_LISTED], more] if len(names) > MOST_LISTED else names)

    # ------------------------------------------------------------------ plans without a column
    def _by_column(self, query: Query, findings: list[Finding]) -> list[Finding]:
        """What a rule found in a plan that lacks the column it asks of is one finding, or none."""
        if not query["column"]:
            return findings
        kept: list[Finding] = []
        lacking: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            has_it = self._columns.get((finding.plan, query["column"])) == ""
            (kept if has_it else lacking[finding.plan]).append(finding)
        if query["without-column"]:
            kept += [self._once(query, plan, found) for plan, found in lacking.items()]
        return kept

    def _once(self, query: Query, plan: str, findings: list[Finding]) -> Finding:
        foci = {finding.focus for finding in findings}
        focus = f"{THINGS}plan/{plan}"
        empty = self._columns.get((plan, query["column"]), "")
        column = self._about(empty)
        words = {
            "count": str(len(foci)),
            "s": "s" * (len(foci) != 1),
            "items": self._words(" ".join(foci)),
            "heading": column.get(LABEL, ""),
            "place": place_in_words(column.get(term("section"), ""), "", ""),
        }
        told = {
            "message": (empty and query["empty-column"]) or query["without-column"],
            "advice": query["without-column-advice"] or query["advice"],
        }
        once = replace(query, header={**query.header, **told})
        return self._say(once, focus, plan, words, empty or focus)

    @cached_property
    def _columns(self) -> dict[tuple[str, str], str]:
        """Plan and what a column holds -> empty, or the column where a form leaves it without a word."""
        sparql = """SELECT ?plan ?holds ?column ?cell WHERE {
            ?column a rrg:TableColumn ; rrg:inPlan ?plan ; rrg:holds ?holds ; rrg:order ?order
            OPTIONAL { ?column rrg:cell ?cell } } ORDER BY DESC(?order)"""
        found: dict[tuple[str, str], str] = {}
        for row in self.store.select(sparql):
            key = _plan_id(row["plan"]), row["holds"]
            if row["cell"] != _BLANK:
                found[key] = ""
            elif found.get(key) != "":
                found[key] = row["column"]
        return found

    # ------------------------------------------------------------------ order and acceptance
    def _rank(self, finding: Finding) -> tuple[int, int, int, str, str, str]:
        site = self.site(finding.focus)
        severity = SEVERITIES.index(finding.severity)
        return (severity, -site.inbound, site.order, finding.plan, finding.rule, finding.message)

    @cached_property
    def _accepted(self) -> dict[tuple[str, str, str], tuple[str, str]]:
        sparql = """SELECT ?plan ?rule ?of ?because ?until WHERE {
            ?gap a rrg:AcceptedGap ; rrg:inPlan ?plan ;
              rrg:rule ?rule ; rrg:of ?of ; rrg:because ?because ; rrg:until ?until
        } ORDER BY ?until"""  # of two, the one that holds longer
        rows = self.store.select(sparql)
        return {(_plan_id(r["plan"]), r["rule"], r["of"]): (r["because"], r["until"]) for r in rows}

    def _accept(self, finding: Finding, today: str) -> Finding:
        """Whether the partners live with all that the rule finds of the item, or with this one."""
        for node in (finding.focus, finding.cited):
            because, until = self._accepted.get((finding.plan, finding.rule, node), ("", ""))
            if today <= until:
                return finding._replace(accepted=because)
        return finding

    # ------------------------------------------------------------------ what is known of an item
    def site(self, iri: str) -> Site:
        """Label, number, plan, quote and place of an item, asked once."""
        if iri not in self._sites:
            self._sites[iri] = self._site(iri)
        return self._sites[iri]

    def _site(self, iri: str) -> Site:
        about = self._about(iri)
        citation = self._about(about.get(term("citation"), ""))
        quote = self._about(citation.get(f"{PREFIXES['oa']}hasSelector", ""))
        block = about.get(term("isInBlock"), "")
        number = about.get(term("number"), "")
        known = about.get(LABEL, "")
        titles = (about.get(term("title")), _printed(about), known)
        title = next(filter(None, titles), iri.rsplit("/", 1)[-1])
        return Site(
            name=known if known.endswith(title) else title,  # "PSA 16 Increase ...", with its sign
            block=self.site(block).name if block and not number else "",
            label=title,
            number=number,
            plan=_plan_id(about.get(term("inPlan")) or (iri if _is_plan(iri) else "")),
            quote=quote.get(f"{PREFIXES['oa']}exact", ""),
            where=citation.get(LABEL, ""),
            order=int(about.get(term("order"), 0)),
            inbound=self._inbound[block or iri],
        )

    def _about(self, iri: str) -> dict[str, str]:
        """What is said of an item: by property, the first value in alphabetical order."""
        from pyoxigraph import NamedNode

        about: dict[str, str] = {}
        for quad in (
            self.store.oxigraph.quads_for_pattern(NamedNode(iri), None, None) if iri else ()
        ):
            key, value = quad.predicate.value, getattr(quad.object, "value", "")
            about[key] = min(about.get(key, value), value)
        return about

    @cached_property
    def _inbound(self) -> Counter[str]:
        """How many other blocks point at a block."""
        pointed = self.store.select("SELECT ?block WHERE { ?other rrg:refersToBlock ?block }")
        return Counter(pointed.column("block"))


def _printed(about: Mapping[str, str]) -> str:
    """The words printed of a node; of "As above", also what a curator says that it stands for."""
    printed, meant = about.get(term("printedText"), ""), about.get(term("text"), "").rstrip(".")
    if meant and printed.lower().startswith("as above"):
        return f"{printed} ({meant[:1].lower()}{meant[1:]})"
    return printed


class _Blank(dict[str, str]):
    """An optional column without a value reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def _faulty(query: Query, message: str, hint: str, key: str = "") -> FaultyFile:
    """A rule that cannot be asked, told with the line of a header entry, or of the query itself."""
    return FaultyFile(query.path, message, hint, query.line_of(key))


@cache
def _placeholders(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _said_of(query: Query) -> list[str]:
    """The columns of a rule that its findings say."""
    return ["yaml", *_placeholders(query["message"]), *_placeholders(query["advice"])]


def _filled(text: str, words: Mapping[str, str]) -> str:
    """A message with its placeholders filled; a part in [brackets] goes if one of its is empty.

    >>> _filled("{item} has no date[, but says {printed}].", {"item": "1.1", "printed": ""})
    '1.1 has no date.'
    """

    def part(found: re.Match[str]) -> str:
        return found[1] if all(words.get(name) for name in _placeholders(found[1])) else ""

    said = re.sub(r"\[([^\[\]]*)\]", part, text).format_map(_Blank(words))
    return said[:1].upper() + said[1:]


def _is_plan(iri: str) -> bool:
    return iri.startswith(f"{THINGS}plan/") and "/" not in iri.removeprefix(f"{THINGS}plan/")


def _plan_id(iri: str) -> str:
    return iri.removeprefix(f"{THINGS}plan/")


def looking_day(start: str, end: str, today: date | None = None) -> str:
    """The day to look at a plan: today while it runs, else its last (a plan to come: its first)."""
    now = (today or date.today()).isoformat()
    return min(max(now, start), end)
