"""The gap report as SARIF 2.1.0, which code hosts and editors show at the line to mend."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TextIO
from urllib.parse import quote

from rrgraph import __version__
from rrgraph.findings import BOARD_WORDS, Finding, GapReport
from rrgraph.knowledge import Knowledge
from rrgraph.reports._words import Counted, counted

SUMMARY = "SARIF 2.1.0, for code hosts and editors: each finding at its file and line"
SUFFIX = ".sarif"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write(report: GapReport, out: TextIO, kg: Knowledge) -> None:
    """Write the report as one run of one tool; an accepted gap is a suppressed result."""
    rules = counted(report)
    places = {row.rule: number for number, row in enumerate(rules)}
    driver = {
        "name": "rrgraph",
        "semanticVersion": __version__,
        "rules": [_rule(row, report) for row in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(finding, places[finding.rule]) for finding in report.findings],
        "properties": {"as_of": report.as_of, "counts": report.counts()},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    json.dump(log, out, indent=2, ensure_ascii=False)
    out.write("\n")


def _rule(row: Counted, report: GapReport) -> dict[str, Any]:
    fine = report.rules.get(row.rule, {}).get("fine-when", "")
    helps = [row.description or row.summary, f"Fine when: {fine}" if fine else ""]
    helps.append(f"What to do, for example: {row.findings[0].advice}")
    return {
        "id": row.rule,
        "shortDescription": {"text": _text(row.summary)},
        "fullDescription": {"text": _text(row.description or row.summary)},
        "help": {"text": _text("\n\n".join(filter(None, helps)))},
        "defaultConfiguration": {"level": row.severity},
        "properties": {"for": BOARD_WORDS[row.severity]},
    }


def _invocation(report: GapReport) -> dict[str, Any]:
    """How the run went: each rule that could not be asked, at its file and line."""
    failed = [
        {"level": "error", "message": {"text": _text(f"{fault.message} {fault.hint}".strip())}}
        | {"locations": [_location(fault.file, fault.line)]}
        for fault in report.broken
    ]
    run: dict[str, Any] = {"executionSuccessful": not failed}
    return run | ({"toolConfigurationNotifications": failed} if failed else {})


def _location(file: str, line: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if line > 0:
        place["region"] = {"startLine": line}
    return {"physicalLocation": place}


def _result(finding: Finding, place: int) -> dict[str, Any]:
    same = "\n".join((finding.rule, finding.plan, finding.focus, finding.message))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": finding.severity,
        "message": {"text": _text(f"{finding.message} {finding.advice}")},
        "partialFingerprints": {"finding/v1": sha256(same.encode()).hexdigest()},
        "properties": {"plan": finding.plan, "focus": finding.focus, "ground": finding.ground}
        | {"quote": finding.quote, "where": finding.where}
        | ({"yaml": finding.yaml} if finding.yaml else {}),
    }
    if finding.file:
        result["locations"] = [_location(finding.file, finding.line)]
    if finding.accepted:
        accepted = {"kind": "external", "status": "accepted", "justification": finding.accepted}
        result["suppressions"] = [accepted]
    return result


def _text(text: str) -> str:
    """A message of SARIF: braces that stand for themselves are doubled, and nothing is a link.

    >>> _text("{0} [x](1) [sic]")
    '{{0}} \\\\[x\\\\](1) [sic]'
    """
    doubled = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"\[([^\[\]]*)\](?=\s*\()", r"\\[\1\\]", doubled)


def _uri(file: str) -> str:
    """A path as a URI, relative to the folder of the run unless it is a whole path.

    >>> _uri("graph/plans/a b/plan.yaml")
    'graph/plans/a%20b/plan.yaml'
    """
    if PurePosixPath(file).is_absolute():
        return PurePosixPath(file).as_uri()
    if PureWindowsPath(file).is_absolute():
        return PureWindowsPath(file).as_uri()
    return quote(PureWindowsPath(file).as_posix() if "\\" in file else file)
