"""The gap rules: every case of `tests/rules/*.yaml`, and what is asked of any rule.

A case gives a small plan and what the rule should find in it: paths of items, or `[path, words of
the message]`. Under `before` it gives the edition that this one revises; `before/priority/1.1` is an
item of that. All cases become plans of one portfolio, which is read and asked once, as a region
would ask all of its plans.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import rrgraph
from rrgraph import gaps
from rrgraph.findings import Finding, GapReport
from rrgraph.gaps import MOST_LISTED, Rules
from rrgraph.iris import THINGS, term
from rrgraph.knowledge import Knowledge
from rrgraph.loading import load
from rrgraph.queries import HEADER_KEYS, Library
from rrgraph.reading import read
from rrgraph.remembering import Remembered
from rrgraph.store import Store
from rrgraph.vocabulary import ClassSpec, Vocabulary
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "rules"
RULES = ROOT / "queries" / "gaps"

REGISTRY = """
agencies:
- {id: dom-yh, type: Post, name: Director of Offender Management, postIn: noms-yh}
- {id: goyh, type: Agency, name: Government Office}
- {id: noms-yh, type: Agency, name: NOMS Y & H}
- {id: pcts, type: PartnerGroup, name: PCTs}
- {id: probation, type: Agency, name: West Yorkshire Probation}
- {id: yhip, type: Agency, name: Improvement Partnership}
- {id: board, type: Board, name: Partnership Board}
- {id: board-office, type: Agency, name: Office of the Board, unitOf: noms-yh}
pathways:
- {id: health, title: Health}
needs:
- {id: debt, title: Debt}
- {id: friends, title: Friends}
psas:
- {id: "16", number: "16", title: Socially excluded adults}
- {id: "17", number: "17", title: Tackling poverty}
- id: "23"
  number: "23"
  title: Make communities safer
  priorityActions: [{id: "4", number: "4", title: Reduce re-offending}]
indicators:
- {id: ni-18, code: NI 18, title: Adult re-offending rates, series: national}
- {id: ni-143, code: NI 143, title: Offenders in accommodation, series: national}
- {id: ni-144, code: NI 144, title: Offenders in employment, series: national}
- {id: om17, code: OM17, series: noms}
"""
COLUMNS = ["actions", "measures", "milestones", "leads", "contributors", "references"]
# what a bare string stands for, where a case says no more of a node than that
SAYS = {"leads": "participant", "contributors": "participant", "references": "target"}
SAYS |= {"milestones": "printed", "priorities": "id", "actions": "id", "measures": "id"}
# codes that a case leaves out where they do not matter to it
CODES = {"dueKind": "by", "precision": "day", "referenceForm": "priority-number"}
CODES |= {"resolution": "by-number", "kind": "context", "cell": "printed"}


# ---------------------------------------------------------------------- the cases
@dataclass(frozen=True)
class Case:
    """One small plan, the rule it is for, and what that rule should find in it."""

    rule: str
    name: str
    plan: str
    given: dict[str, Any]
    expect: list[Any]


def cases() -> list[Case]:
    """All cases of all rules, in order of file and line."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        source = read(path, path.name)
        assert [] == source.faults
        for number, (name, case) in enumerate(source.record.items(), 1):
            plan = f"{path.stem}-{number}"
            found.append(Case(path.stem, name, plan, case["given"], case["expect"]))
    return found


ALL = cases()
BY_NAME = [pytest.param(case, id=f"{case.rule}: {case.name}") for case in ALL]


class Mini:
    """Fills a small plan up with what every plan has, so that a case states only what matters."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def plans(self, case: Case) -> list[dict[str, Any]]:
        """The plan of a case, after the edition before it if the case gives one."""
        given = json.loads(json.dumps(case.given).replace('"before/', f'"{case.plan}-before/'))
        before = given.pop("before", None)
        if before is None:
            return [self.plan(case.plan, given)]
        revising = given | {"revises": f"{case.plan}-before"}
        return [self.plan(f"{case.plan}-before", before), self.plan(case.plan, revising)]

    def plan(self, plan_id: str, given: dict[str, Any]) -> dict[str, Any]:
        """A whole plan: actions without a priority stand in one, priorities without a theme too."""
        if "actions" in given:
            given["priorities"] = [{"id": "1.1", "actions": given.pop("actions")}]
        if "priorities" in given:
            given["themes"] = [{"id": "1", "number": "1", "priorities": given.pop("priorities")}]
        columns = given.pop("columns", COLUMNS)
        plan = {
            "id": plan_id,
            "title": "Demonstration plan",
            "periodStart": "2009-04-01",
            "periodEnd": "2010-03-31",
            "publisher": "noms-yh",
            "document": {"id": plan_id, "title": "Demonstration plan", "file": "demo.txt"},
            "columns": [self._column(c) for c in columns],
        }
        return plan | self._lists(given, self.vocabulary.specs[term("Plan")])

    @staticmethod
    def _column(said: str | dict[str, Any]) -> dict[str, Any]:
        """A column by what it holds; `cell: blank` when a form leaves it empty."""
        own = {"holds": said} if isinstance(said, str) else dict(said)
        slug = f"{own['holds']}-{own.get('section', '9')}".replace(" ", "-")
        return {"id": slug, "section": "9", "heading": own["holds"]} | own

    def _lists(self, record: dict[str, Any], spec: ClassSpec) -> dict[str, Any]:
        filled = dict(record)
        for key, collection in spec.collections.items():
            if key in record:
                inner = self.vocabulary.specs[collection.cls]
                nodes = [
                    {SAYS[key]: node} if isinstance(node, str) else dict(node)
                    for node in record[key]
                ]
                filled[key] = [self._node(n, inner, key, at) for at, n in enumerate(nodes, 1)]
        return filled

    def _node(self, node: dict[str, Any], spec: ClassSpec, key: str, at: int) -> dict[str, Any]:
        said = f"{spec.label} {node.get('id', at)}".capitalize()
        node.setdefault("printed", str(node.get("participant", node.get("target", said))))
        if "id" not in node and not any(name in node for name in spec.slug_from):
            node["id"] = f"{key}-{at}"
        if key == "priorities":
            node.setdefault("number", str(node["id"]).split("/", 1)[0])
        elif key == "actions" and node["id"][0].isdigit():
            node.setdefault("number", node["id"])
        elif key == "milestones" and not {"earliest", "latest", "dateFlag"} & set(node):
            node |= {"dueKind": "recurring", "precision": "none"}
        for name, field in spec.fields.items():
            if field.required and name not in node:
                node[name] = CODES.get(name, said) if field.kind == "code" else said
        printed = spec.fields.get("printed")
        if not printed:
            del node["printed"]
        if spec.quote_required and not (printed and printed.required):
            node.setdefault("quote", said)
        if spec.cited and key not in ("leads", "contributors", "measures", "milestones"):
            node.setdefault("section", "9")
        return self._lists(node, spec)


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """All cases as plans of one workspace, read as any workspace is."""
    graph = tmp_path_factory.mktemp("portfolio") / "graph"
    mini = Mini(Vocabulary(ROOT / "ontology"))
    (graph / "plans").mkdir(parents=True)
    (graph / "agencies.yaml").write_text(REGISTRY, encoding="utf-8")
    for plan in (plan for case in ALL for plan in mini.plans(case)):
        folder = graph / "plans" / plan["id"]
        folder.mkdir()
        text = json.dumps(plan, indent=1)  # JSON is YAML
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
    loaded = load(Workspace(graph, ROOT / "ontology", (ROOT / "queries",)))
    assert [] == loaded.faults
    return Knowledge(loaded)


@pytest.fixture(scope="session")
def report(portfolio: Knowledge) -> GapReport:
    """What all rules find in all cases."""
    return portfolio.gaps()


def path_of(finding: Finding) -> str:
    """The item of a finding as a case writes it: `action/1.1.1`, `psa/23`, or `plan`."""
    home = f"{THINGS}plan/{finding.plan.removesuffix('-before')}"
    if finding.focus == home:
        return "plan"
    path = finding.focus.replace(f"{home}-before/", "before/").removeprefix(f"{home}/")
    return path.removeprefix(THINGS)


@pytest.mark.parametrize("case", BY_NAME)
def test_the_rule_finds_what_the_case_expects_and_nothing_else(
    case: Case, report: GapReport
) -> None:
    """Each item expected is found once, each with the words expected of its message."""
    plans = (case.plan, f"{case.plan}-before")
    found = [f for f in report.findings if f.rule == case.rule and f.plan in plans]
    said = [(path_of(f), f.message) for f in found]
    expected = [(e, "") if isinstance(e, str) else (e[0], e[1]) for e in case.expect]

    assert sorted(path for path, _ in expected) == sorted(path for path, _ in said)
    for path, words in expected:
        assert any(path == at and words in message for at, message in said), said


def test_every_rule_has_a_case_that_fires_and_one_that_stays_quiet() -> None:
    """And every file of cases has its rule."""
    firing = {case.rule for case in ALL if case.name.startswith("fires") and case.expect}
    quiet = {case.rule for case in ALL if case.name.startswith("quiet") and not case.expect}

    assert {path.stem for path in RULES.glob("*.rq")} == firing == quiet == {c.rule for c in ALL}


def test_the_name_of_a_case_says_whether_the_rule_fires() -> None:
    """So that the list of cases reads as what the rule does."""
    assert [] == [c.name for c in ALL if c.name.startswith("fires") != bool(c.expect)]
    assert [] == [c.name for c in ALL if c.name.split(" ", 1)[0] not in ("fires", "quiet")]


# ---------------------------------------------------------------------- what a reader gets
def test_a_message_is_one_sentence_without_marks_of_the_machine(report: GapReport) -> None:
    """Messages and advice are read out at a board: no braces, brackets, IRIs or holes."""
    texts = [text for f in report.findings for text in (f.message, f.advice)]

    assert texts
    for text in texts:
        assert not [mark for mark in ("{", "}", "[", "]", "http", "  ", '""', "()") if mark in text]
        assert text.endswith("."), text


def test_every_finding_says_what_to_do_and_which_line_to_mend(report: GapReport) -> None:
    """A finding about a plan's item leads to its file and line."""
    assert [] == [f for f in report.findings if not f.advice or not f.ground]
    assert [] == [f for f in report.findings if f.line < 1]
    shared = ("agency/", "before/")  # bodies stand in the register; what was dropped, where it was
    own = [f for f in report.findings if not path_of(f).startswith(shared)]
    assert [] == [f for f in own if f.file != f"graph/plans/{f.plan}/plan.yaml"]


def test_the_worst_comes_first_and_of_equals_what_others_lean_on_most(portfolio: Knowledge) -> None:
    """Errors, then warnings, then notes; within them by inbound links."""
    worst = portfolio.gaps(plans=["link-one-way-2"]).findings
    severities = ["error", "warning", "note"]

    ranks = [severities.index(f.severity) for f in worst]
    assert sorted(ranks) == ranks
    errors = [path_of(f) for f in worst if f.severity == "error" and f.rule == "block-without-psa"]
    assert "priority/1.3" == errors[0]


def test_each_rule_has_a_page_that_an_analyst_can_read() -> None:
    """At most 32 lines, none of them very long, and no path that walks over links."""
    for path in RULES.glob("*.rq"):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        body = [line for line in lines if not line.startswith("#")]
        assert len(lines) <= 32, path.name
        assert max(map(len, lines)) <= 160, path.name
        assert not [line for line in body if re.search(r"rrg:\w+[+*]|\)[+*]", line)], path.name
        assert "ORDER BY" in text, path.name


# ---------------------------------------------------------------------- what is asked of any rule
HEADER = {
    "summary": "Action",
    "description": "For a test.",
    "severity": "error",
    "message": '"{item} is here."',
    "advice": "None.",
    "ground": "printed",
}
QUERY = """
PREFIX rrg: <https://w3id.org/rrgraph/def#>
SELECT ?focus ?number WHERE { ?focus a rrg:Action OPTIONAL { ?focus rrg:number ?number } }"""

Run = Callable[..., list[Finding]]
Ask = Callable[..., GapReport]


@pytest.fixture
def ask(portfolio: Knowledge, tmp_path: Path) -> Ask:
    """The report of one rule, written here, on one of the plans of the portfolio."""
    (tmp_path / "gaps").mkdir()

    def asked(plan: str, query: str = QUERY, **header: str) -> GapReport:
        path = tmp_path / "gaps" / "rule.rq"
        keys = HEADER | {key.replace("_", "-"): value for key, value in header.items()}
        lines = [f"#+ {key}: {value}" for key, value in keys.items() if value]
        path.write_text("\n".join(lines) + query, encoding="utf-8")
        places = portfolio.loaded.dataset.places
        rules = Rules(portfolio.store, Library(tmp_path), places)
        return rules.report({plan: "2010-03-31"})

    return asked


@pytest.fixture
def run(ask: Ask) -> Run:
    """What a rule, written here, finds in one of the plans of the portfolio."""

    def ran(plan: str, query: str = QUERY, **header: str) -> list[Finding]:
        report = ask(plan, query, **header)
        assert [] == report.broken
        return report.findings

    return ran


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ({"mesage": "x"}, 'the header key "mesage" is unknown'),
        ({"advice": ""}, "the header lacks advice"),
        ({"message": '"{titel} is here"'}, "the placeholder {titel} is not bound"),
        ({"advice": '"Ask {who}"'}, "the placeholder {who} is not bound"),
        ({"decision": '"{item}"'}, "the placeholder {item} is not bound"),
        ({"column": "leads", "without_column": '"{who}"'}, "the placeholder {who} is not bound"),
        ({"column": "leads", "empty_column": '"{who}"'}, "the placeholder {who} is not bound"),
        ({"without_column_advice": '"{count}"'}, "the placeholder {count} is not bound"),
        ({"severity": "fatal"}, 'severity is "fatal"'),
        ({"ground": "rumour"}, 'ground is "rumour"'),
    ],
)
def test_a_faulty_header_is_told_with_its_file(header: dict[str, str], told: str, ask: Ask) -> None:
    """A rule with a typing mistake in its header finds nothing, and the report says so."""
    report = ask("no-lead-1", **header)

    (fault,) = report.broken
    assert [] == report.findings
    assert fault.file.endswith("rule.rq")
    assert told in fault.message


def test_a_rule_that_binds_no_focus_is_told(ask: Ask) -> None:
    """Without a focus a finding would be about nothing."""
    (fault,) = ask("no-lead-1", QUERY.replace("?focus", "?action")).broken
    assert "does not select ?focus" in fault.message


def test_a_mistake_in_sparql_is_told_with_its_line(ask: Ask) -> None:
    """Counted from the top of the file."""
    (fault,) = ask("no-lead-1", QUERY.replace("WHERE {", "WHERE { ?")).broken
    assert "this is not SPARQL" in fault.message
    assert 8 == fault.line


def test_part_of_a_message_is_left_out_when_it_has_nothing_to_say(run: Run) -> None:
    """Only the part in square brackets goes."""
    message = "'An action[ numbered {number}].'"

    assert "An action numbered 1.1.1." == run("no-lead-1", message=message)[0].message
    assert "An action." == run("no-lead-2", message=message)[0].message


def test_items_of_the_graph_are_named_in_the_order_of_the_plan(run: Run) -> None:
    """Not by IRI, and no more than a reader can take in."""
    query = """
PREFIX rrg: <https://w3id.org/rrgraph/def#>
SELECT ?focus (GROUP_CONCAT(STR(?action)) AS ?actions) WHERE {
  ?focus a rrg:Plan . ?action rrg:inPlan ?focus ; a rrg:Action } GROUP BY ?focus"""
    found = run("no-lead-4", query, message='"{actions}"')

    assert ["1.1.1 Map provision; 1.1.2 Train staff"] == [f.message for f in found]
    assert MOST_LISTED < 30


def test_a_rule_without_words_for_it_says_nothing_of_a_plan_without_the_column(run: Run) -> None:
    """With words it says them once, about the plan."""
    assert [] == run("no-lead-4", column="leads")
    said = run("no-lead-4", column="leads", without_column='"{item}: {count}"')
    assert [("plan", "Demonstration plan: 2")] == [(path_of(f), f.message) for f in said]
    assert 2 == len(run("no-lead-1", column="leads", without_column='"{item}: {count}"'))


def test_what_is_told_once_of_a_plan_has_advice_of_its_own(report: GapReport) -> None:
    """The advice on one item would name the plan where an action or a priority is meant."""
    rules = Library(ROOT / "queries").all("gaps")
    assert [] == [r.name for r in rules if r["without-column"] and not r["without-column-advice"]]

    once = [f for f in report.findings if path_of(f) == "plan"]
    assert once
    assert [] == [f.rule for f in once if "Demonstration plan" in f.advice]


def test_an_empty_column_is_told_in_the_words_for_a_missing_one_where_a_rule_has_no_others(
    run: Run,
) -> None:
    """The finding leads to the line of the column, which is where the plan will have words."""
    plan = next(c.plan for c in ALL if c.rule == "no-lead" and "leaves the column" in c.name)
    without = '"{item}: {count}"'
    (said,) = run(plan, column="leads", without_column=without)
    (own,) = run(plan, column="leads", without_column=without, empty_column='"{heading}: {place}"')

    assert ("Demonstration plan: 2", "Responsible Partner: appendix 1") == (
        said.message,
        own.message,
    )
    assert said.line == own.line > 1


def test_a_rule_may_say_which_plan_is_to_mend(run: Run) -> None:
    """What a new edition drops stands in the edition before, and is told of the new one."""
    query = f"""
PREFIX rrg: <https://w3id.org/rrgraph/def#>
SELECT ?focus ?plan WHERE {{ ?focus a rrg:Action ; rrg:inPlan <{THINGS}plan/no-lead-1>
  BIND(<{THINGS}plan/no-lead-2> AS ?plan) }}"""
    assert ["no-lead-2"] * 2 == [finding.plan for finding in run("no-lead-2", query)]
    assert [] == run("no-lead-1", query)


def test_every_header_key_of_the_shipped_rules_is_known() -> None:
    """Reading the folder holds each rule to the list."""
    rules = Library(ROOT / "queries").all("gaps")

    assert {key for rule in rules for key in rule.header} <= HEADER_KEYS["gaps"]
    assert [] == [rule.name for rule in rules if not rule["fine-when"]]
    plain = ("summary", "description", "fine-when")  # of all findings, so they can name no item
    assert [] == [rule.name for rule in rules if "{" in "".join(rule[key] for key in plain)]


# ---------------------------------------------------------------------- rules of one's own
OWN = """#+ summary: Action that is only talk
#+ description: Talk changes nothing by itself.
#+ severity: note
#+ message: "{item} is only talk."
#+ advice: Say what will be different after {item}.
#+ ground: printed
PREFIX rrg: <https://w3id.org/rrgraph/def#>
SELECT ?focus WHERE { ?focus a rrg:Action ; rrg:title ?title FILTER(CONTAINS(LCASE(?title), "talk")) }
"""


def with_rule(graph: Path, name: str, text: str) -> Knowledge:
    """The plans of a folder, with a rule of the user's own beside it."""
    folder = graph.parent / "queries" / "gaps"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return rrgraph.open(graph)


def test_a_rule_of_ones_own_is_asked_beside_the_shipped_ones(
    make_graph: Callable[..., Path],
) -> None:
    """Its findings stand among theirs."""
    report = with_rule(make_graph(), "only-talk", OWN).gaps()

    (found,) = report.by_rule()["only-talk"]
    assert ("1.2.1 Talk is only talk.", "printed") == (found.message, found.ground)
    assert "no-lead" in report.by_rule()
    assert [] == report.broken


def test_a_rule_of_ones_own_goes_before_a_shipped_one_of_its_name(
    make_graph: Callable[..., Path],
) -> None:
    """So a region words a rule as it wants to."""
    report = with_rule(make_graph(), "no-lead", OWN).gaps(rules=["no-lead"])
    assert ["1.2.1 Talk is only talk."] == [finding.message for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        (OWN.replace("severity", "severty"), 'the header key "severty" is unknown', 3),
        (OWN.replace("SELECT", "SELECTT"), "this is not SPARQL", 8),
        (OWN.replace("?focus", "?action"), "the rule does not select ?focus", 8),
        (OWN.replace("{item} is", "{who} is"), "the placeholder {who} is not bound", 4),
        (OWN.replace("WHERE {", "WHERE { SERVICE <http://127.0.0.1:1/> {} "), "asks another", 8),
        (OWN.replace("?focus a", "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?focus a"), "was stopped", 8),
    ],
)
def test_a_rule_that_cannot_be_asked_is_told_and_the_others_are_asked(
    make_graph: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    said: str,
    line: int,
) -> None:
    """By file and line, in the report; a query without end is stopped."""
    monkeypatch.setattr(gaps, "SECONDS", 1.0)
    report = with_rule(make_graph(), "only-talk", text).gaps()

    (fault,) = report.broken
    assert fault.file.endswith("queries/gaps/only-talk.rq")
    assert said in fault.message
    assert line == fault.line
    assert "no-lead" in report.by_rule()


def test_the_report_does_not_hang_on_the_order_in_which_a_store_keeps_its_facts(
    shipped: Knowledge,
) -> None:
    """Another store, another order: the same findings in the same words."""
    quads = list(shipped.store.oxigraph)
    random.Random(5).shuffle(quads)
    store = Store()
    store.extend(quads)
    other = Remembered(shipped.workspace, store, shipped.places)
    assert shipped.gaps().findings == other.gaps().findings
