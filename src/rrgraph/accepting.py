"""Gaps that the partners live with: written into editorial.yaml with a reason and a last day."""

from __future__ import annotations

from pathlib import Path

from rrgraph.editing import Edits, append_entries
from rrgraph.errors import UsageError, did_you_mean
from rrgraph.findings import Finding
from rrgraph.iris import THINGS, plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.outputs import rewrite
from rrgraph.queries import is_day
from rrgraph.store import of_plan

_LAPSED = """SELECT ?gap ?rule ?of ?plan {
    ?gap a rrg:AcceptedGap ; rrg:inPlan ?plan ; rrg:rule ?rule ; rrg:of ?of } ORDER BY ?gap"""


def accept(
    kg: Knowledge, rule: str, item: str, because: str, until: str
) -> tuple[Path, list[Finding]]:
    """Accept what a rule finds of an item until a day; the file written, and the findings.

    What was accepted before and has lapsed is renewed where it stands.
    `item` is written as the report writes it: `action/visitors-centres`, an id with its plan in
    front, or the plan itself; or the node whose words one finding shows, such as one reference out
    of several, `priority/1.1/reference/2.6`. UsageError if the rule finds nothing there, so that no
    acceptance waits for a gap that there is not.
    """
    if not is_day(until):
        raise UsageError(f'"{until}" is not a day such as 2010-03-31.')
    if not because.strip():
        raise UsageError("Say why the partners live with it: --because.")
    findings = kg.gaps(rules=[rule]).findings
    found = [one for one in findings if item in _names(one)]
    if not found:
        near = did_you_mean(item, sorted({_nodes(one)[0] for one in findings}))
        hint = near or f"`rrgraph gaps --rule {rule}` lists what it finds."
        raise UsageError(f'{rule} finds nothing of "{item}". {hint}')
    plans = sorted({one.plan for one in found})
    if len(plans) > 1:
        named = " or ".join(f"{plan}/{item}" for plan in plans)
        raise UsageError(f'"{item}" is in several plans. Write {named}.')
    if all(one.accepted for one in found):
        raise UsageError(f"It is accepted already: {found[0].accepted}")
    of = next(node for node in _nodes(found[0]) if item in _spellings(found[0], node))
    return _written(
        kg, plans[0], rule, of, {"because": " ".join(because.split()), "until": until}
    ), found


def _written(kg: Knowledge, plan: str, rule: str, of: str, said: dict[str, str]) -> Path:
    """Write an acceptance, in the place of one that lapsed if there is one; the file."""
    from pyoxigraph import Literal

    about = {"rule": Literal(rule), **of_plan(plan)}
    rows = kg.store.select(_LAPSED, about)
    lapsed = [
        row["gap"] for row in rows if row["of"] in (f"{plan_iri(plan)}/{of}", f"{THINGS}{of}")
    ]
    if not lapsed:
        path = kg.workspace.graph / "plans" / plan / "editorial.yaml"
        entry = {"id": f"{rule}-{of}".replace("/", "-").lower(), "rule": rule, "of": of, **said}
        append_entries(path, "acceptedGaps", [entry])
        return path
    shown, *place = kg.places[lapsed[-1]]
    path = kg.workspace.root / shown
    edits = Edits(path, path.read_text(encoding="utf-8"))
    for key, value in said.items():
        edits.set((place[0], place[1]), key, value)
    rewrite(path, edits.text())
    return path


def accepted_as(finding: Finding) -> str:
    """The item under which this finding alone is accepted: `action/1.1`, `agency/noms`, `plan/demo`.

    Of a rule that finds several things of one item, it is the node whose words the finding shows.
    """
    return _nodes(finding)[-1]


def _nodes(finding: Finding) -> list[str]:
    """The focus and the node cited, as editorial.yaml names them."""
    inside = f"{plan_iri(finding.plan)}/"
    nodes = filter(None, (finding.focus, finding.cited))
    return [node.removeprefix(inside).removeprefix(THINGS) for node in nodes]


def _spellings(finding: Finding, node: str) -> set[str]:
    """All ways to write a node of a finding."""
    whole = {f"{plan_iri(finding.plan)}/{node}", f"{THINGS}{node}"}
    return {node, f"{finding.plan}/{node}", node.removeprefix("plan/"), *whole}


def _names(finding: Finding) -> set[str]:
    """All ways to write what a finding is of."""
    return {name for node in _nodes(finding) for name in _spellings(finding, node)}
