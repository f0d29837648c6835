"""A gap report beside an earlier one: which gaps are new, which are gone, which still stand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from rrgraph.errors import UsageError
from rrgraph.findings import Finding, Since


def since(
    before: Iterable[Finding],
    after: Iterable[Finding],
    same: Callable[[Finding], str] = lambda finding: finding.focus,
) -> Since:
    """Compare two reports; `same` names the item of a finding so that both editions agree on it.

    A gap stands if the same rule found the same item both times. Where a rule finds an item several
    times, those with the same message are paired first.
    """
    left: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in before:
        if not finding.accepted:
            left[finding.rule, same(finding)].append(finding)
    told = Since()
    waiting = []
    for finding in after:
        old = left[finding.rule, same(finding)]
        exact = next((one for one in old if one.message == finding.message), None)
        if exact:
            old.remove(exact)
            (told.accepted if finding.accepted else told.standing).append(finding)
        else:
            waiting.append(finding)
    for finding in waiting:
        old = left[finding.rule, same(finding)]
        if old:
            old.pop(0)
            (told.accepted if finding.accepted else told.standing).append(finding)
        elif not finding.accepted:
            told.new.append(finding)
    told.gone = [finding for findings in left.values() for finding in findings]
    return told


def read_findings(path: Path) -> list[Finding]:
    """The findings of a report that `rrgraph gaps --format json` wrote; UsageError if it is none."""
    hint = "Give a file that `rrgraph gaps --format json` wrote."
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["findings"]
        known = set(Finding._fields)
        return [Finding(**{k: v for k, v in one.items() if k in known}) for one in told]
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} is no gap report. {hint}") from error
