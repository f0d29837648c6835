"""Which gap rules are asked of which plan, and how: what a plan has no word on, what partners set.

A rule names with `matter:` what it is about; `queries/matters` says which plans have that. Partners
may set a threshold for their plan, or leave a rule out, with a reason (`ruleSettings`). The report
tells all of it, so that silence never passes for health.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from rrgraph.errors import Fault, FaultyData, UsageError, did_you_mean
from rrgraph.findings import Aside
from rrgraph.iris import THINGS
from rrgraph.queries import Library, Query
from rrgraph.store import Store

Places = Mapping[str, tuple[str, int, int]]
Thresholds = Mapping[str, Mapping[str, str]]  # rule -> parameter -> value


class Setting(NamedTuple):
    """What the partners set for a rule in their plan; without a parameter the rule is left out."""

    iri: str
    plan: str
    rule: str
    parameter: str
    value: str
    because: str


class Scope:
    """How rules are asked of plans: `thresholds` are those of one run, before those of a plan."""

    def __init__(
        self, store: Store, library: Library, places: Places, thresholds: Thresholds | None = None
    ) -> None:
        """FaultyData for a setting that means no rule; UsageError for such a threshold."""
        self.store, self.library = store, library
        self.run = thresholds or {}
        if faults := list(faults_of_rules(store, library, places)):
            raise FaultyData(faults)
        rules = {query.name: query for query in library.usable("gaps")[0]}
        for rule, chosen in self.run.items():
            for parameter, value in chosen.items():
                if said := _misfit(rules, rule, parameter, value):
                    raise UsageError(" ".join(said))
        self.settings = list(_settings(store))
        self._left_out = {(s.plan, s.rule): s.because for s in self.settings if not s.parameter}

    def rounds(
        self, query: Query, as_of: Mapping[str, str]
    ) -> Iterator[tuple[dict[str, str], set[str]]]:
        """The parameters to run a rule with, and the plans whose findings count in each round.

        Once for all plans that are asked alike; a rule may also ask for the day or for the plan.
        """
        rounds: dict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
        for plan, day in as_of.items():
            if (plan, query.name) not in self._left_out:
                given = self._thresholds(plan, query.name) | {"asOf": day, "plan": plan}
                known = {key: value for key, value in given.items() if key in query.parameters}
                rounds[tuple(sorted(known.items()))].add(plan)
        for key, plans in rounds.items():
            yield dict(key), plans

    def _thresholds(self, plan: str, rule: str) -> dict[str, str]:
        own = {s.parameter: s.value for s in self.settings if (s.plan, s.rule) == (plan, rule)}
        return {**own, **self.run.get(rule, {})}

    def asides(
        self, rules: Iterable[Query], found: Collection[tuple[str, str]], plans: Iterable[str]
    ) -> list[Aside]:
        """What was not asked of a plan, or otherwise than of others; `found`: (plan, rule) that hit."""
        rules, told = list(rules), []
        matters = {query.name: self._matter(query) for query in self.library.all("matters")}
        for plan in plans:
            lacking: dict[str, list[str]] = defaultdict(list)
            for rule in rules:
                if because := self._left_out.get((plan, rule.name)):
                    told.append(Aside(plan, because, "left out", [rule.name]))
                elif (plan, rule.name) not in found and rule["matter"] in matters:
                    none, having = matters[rule["matter"]]
                    if plan not in having:
                        lacking[none].append(rule.name)
                told += self._set(plan, rule)
            told += [Aside(plan, none, "not applied", names) for none, names in lacking.items()]
        return told

    def _matter(self, query: Query) -> tuple[str, set[str]]:
        """What to say where a matter is missing, and the plans that have it."""
        plans = self.store.select(query.text).column("plan")
        return query["none"], {iri.removeprefix(f"{THINGS}plan/") for iri in plans}

    def _set(self, plan: str, rule: Query) -> Iterator[Aside]:
        """The thresholds of a rule that are not its defaults."""
        reasons = {
            s.parameter: s.because for s in self.settings if (s.plan, s.rule) == (plan, rule.name)
        }
        for name, value in self._thresholds(plan, rule.name).items():
            if name and value != rule.defaults.get(name):
                why = "asked for" if name in self.run.get(rule.name, {}) else reasons[name]
                said = f"asked with {name} {value} in place of {rule.defaults.get(name)}"
                yield Aside(plan, why, said, [rule.name])


def faults_of_rules(store: Store, library: Library, places: Places) -> Iterator[Fault]:
    """What the plans say of rules that there are not: in settings, and in accepted gaps."""
    names, settings = library.paths("gaps"), list(_settings(store))
    rules = {query.name: query for query in library.usable("gaps")[0]} if settings else {}
    for one in settings:
        if said := _misfit(rules, one.rule, one.parameter, one.value):
            yield Fault(*places.get(one.iri, ("", 0, 0)), *said)
    for row in store.select("SELECT ?gap ?rule { ?gap a rrg:AcceptedGap ; rrg:rule ?rule }"):
        if row["rule"] not in names:
            yield Fault(*places.get(row["gap"], ("", 0, 0)), *_no_such_rule(row["rule"], names))


def _settings(store: Store) -> Iterator[Setting]:
    sparql = """SELECT ?setting ?plan ?rule ?parameter ?threshold ?because WHERE {
        ?setting a rrg:RuleSetting ; rrg:inPlan ?plan ; rrg:rule ?rule ; rrg:because ?because
        OPTIONAL { ?setting rrg:parameter ?parameter }
        OPTIONAL { ?setting rrg:threshold ?threshold } } ORDER BY ?setting"""
    for row in store.select(sparql):
        plan = row["plan"].removeprefix(f"{THINGS}plan/")
        chosen = row["parameter"] or "", row["threshold"] or ""
        yield Setting(row["setting"], plan, row["rule"], *chosen, row["because"])


def _misfit(
    rules: Mapping[str, Query], rule: str, parameter: str, value: str
) -> tuple[str, str] | None:
    """What is wrong with a setting, and what to do; None if it fits its rule."""
    if rule not in rules:
        return _no_such_rule(rule, rules)
    if not parameter:
        hint = "Name the parameter that it is for, or leave it out to leave out the rule."
        return (f"a threshold {value} of {rule} for no parameter.", hint) if value else None
    defaults = rules[rule].defaults
    if parameter not in defaults:
        hint = did_you_mean(parameter, defaults) or f"It has: {', '.join(defaults) or 'none'}."
        return f'the gap rule {rule} has no threshold "{parameter}".', hint
    if _is_number(defaults[parameter]) and not _is_number(value):
        hint = f"Write one such as {defaults[parameter]}."
        return f'the {parameter} of {rule} is a number, not "{value}".', hint
    return None


def _no_such_rule(rule: str, names: Iterable[str]) -> tuple[str, str]:
    hint = did_you_mean(rule, names) or "`rrgraph gaps --rules` lists them."
    return f'there is no gap rule "{rule}".', hint


def _is_number(written: str) -> bool:
    with suppress(ValueError):
        return math.isfinite(float(written))
    return False
