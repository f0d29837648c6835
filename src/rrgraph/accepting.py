"""Gaps that the partners live with: written into editorial.yaml with a reason and a last day."""

from __future__ import annotations

from pathlib import Path

from rrgraph.editing import append_entries
from rrgraph.errors import UsageError, did_you_mean
from rrgraph.findings import Finding
from rrgraph.iris import THINGS, plan_iri
from rrgraph.knowledge import Knowledge
from rrgraph.queries import is_day


def accept(kg: Knowledge, rule: str, item: str, because: str, until: str) -> tuple[Path, Finding]:
    """Accept what a rule finds of an item until a day; the file written, and the finding.

    `item` is written as the report writes it: `action/visitors-centres`, an id with its plan in
    front, or the plan itself. UsageError if the rule finds nothing there, so that no acceptance
    waits for a gap that there is not.
    """
    if not is_day(until):
        raise UsageError(f'"{until}" is not a day such as 2010-03-31.')
    if not because.strip():
        raise UsageError("Say why the partners live with it: --because.")
    findings = kg.gaps(rules=[rule]).findings
    found = [one for one in findings if item in _names(one)]
    if not found:
        near = did_you_mean(item, sorted({_path(one) for one in findings}))
        hint = near or f"`rrgraph gaps --rule {rule}` lists what it finds."
        raise UsageError(f'{rule} finds nothing of "{item}". {hint}')
    plans = sorted({one.plan for one in found})
    if len(plans) > 1:
        named = " or ".join(f"{plan}/{item}" for plan in plans)
        raise UsageError(f'"{item}" is in several plans. Write {named}.')
    if found[0].accepted:
        raise UsageError(f"It is accepted already: {found[0].accepted}")
    path = kg.workspace.graph / "plans" / plans[0] / "editorial.yaml"
    of = _path(found[0])
    entry = {
        "id": f"{rule}-{of}".replace("/", "-").lower(),
        "rule": rule,
        "of": of,
        "because": " ".join(because.split()),
        "until": until,
    }
    append_entries(path, "acceptedGaps", [entry])
    return path, found[0]


def _path(finding: Finding) -> str:
    """The item of a finding as editorial.yaml names it: `action/1.1`, `agency/noms`, `plan/demo`."""
    inside = f"{plan_iri(finding.plan)}/"
    return finding.focus.removeprefix(inside).removeprefix(THINGS)


def _names(finding: Finding) -> set[str]:
    """All ways to write the item of a finding."""
    path = _path(finding)
    return {path, f"{finding.plan}/{path}", finding.focus, path.removeprefix("plan/")}
