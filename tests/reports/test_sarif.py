"""The gap report as SARIF: what the standard asks for, and the line to mend."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import jsonschema_rs
import pytest

from rrgraph.findings import GapReport

from .made import EMPTY, MIXED, finding, graph, nasty, written

MESSAGE = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}
# What section 3 of SARIF 2.1.0 requires, of the objects that are used here.
ESSENTIALS = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {
                                "name": {"type": "string"},
                                "semanticVersion": {"type": "string"},
                                "rules": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {"$ref": "#/$defs/rule"},
                                },
                            },
                            "additionalProperties": False,
                        }
                    },
                },
                "invocations": {"type": "array", "items": {"$ref": "#/$defs/invocation"}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                "properties": {"type": "object"},
            },
            "additionalProperties": False,
        },
        "invocation": {
            "type": "object",
            "required": ["executionSuccessful"],
            "properties": {
                "executionSuccessful": {"type": "boolean"},
                "toolConfigurationNotifications": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["message"],
                        "properties": {
                            "message": MESSAGE,
                            "level": {"enum": ["none", "note", "warning", "error"]},
                            "locations": {"type": "array"},
                        },
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "shortDescription": MESSAGE,
                "fullDescription": MESSAGE,
                "help": MESSAGE,
                "defaultConfiguration": {
                    "properties": {"level": {"enum": ["none", "note", "warning", "error"]}},
                    "additionalProperties": False,
                },
                "properties": {"type": "object"},
            },
            "additionalProperties": False,
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": MESSAGE,
                "locations": {
                    "items": {
                        "required": ["physicalLocation"],
                        "properties": {
                            "physicalLocation": {
                                "required": ["artifactLocation"],
                                "properties": {
                                    "artifactLocation": {
                                        "properties": {
                                            "uri": {"type": "string", "format": "uri-reference"}
                                        },
                                        "additionalProperties": False,
                                    },
                                    "region": {
                                        "properties": {
                                            "startLine": {"type": "integer", "minimum": 1}
                                        },
                                        "additionalProperties": False,
                                    },
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    }
                },
                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                "suppressions": {
                    "items": {
                        "required": ["kind"],
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "status": {"enum": ["accepted", "underReview", "rejected"]},
                            "justification": {"type": "string"},
                        },
                        "additionalProperties": False,
                    }
                },
                "properties": {"type": "object"},
            },
            "additionalProperties": False,
        },
    },
}


def run_of(report: GapReport) -> dict[str, Any]:
    """The one run of a log that holds to the standard."""
    log = json.loads(written("sarif", report))
    validator = jsonschema_rs.validator_for(ESSENTIALS, validate_formats=True)
    assert [] == [f"{e.instance_path}: {e.message}" for e in validator.iter_errors(log)]
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


@pytest.mark.parametrize(
    "report",
    [MIXED, EMPTY, nasty("yes"), graph().gaps()],
    ids=["mixed", "empty", "nasty", "county"],
)
def test_the_log_holds_what_the_standard_asks_for(report: GapReport) -> None:
    """Each result has its rule, at the place that it names; counts agree with the JSON."""
    run = run_of(report)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert list(report.by_rule()) == rules
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    levels = Counter(r["level"] for r in run["results"] if "suppressions" not in r)
    accepted = sum("suppressions" in result for result in run["results"])
    assert {k: v for k, v in report.counts().items() if v} == {
        k: v for k, v in (*levels.items(), ("accepted", accepted)) if v
    }


def test_a_result_points_at_the_line_to_mend_and_says_what_to_do() -> None:
    """And the rule has help."""
    run = run_of(graph().gaps())
    for result, one in zip(run["results"], graph().gaps().findings, strict=True):
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert one.file == place["artifactLocation"]["uri"]
        assert one.line == place["region"]["startLine"]
        assert one.advice.split("{")[0] in result["message"]["text"]
    assert all("What to do" in rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("graph/my plans/50%.yaml", "graph/my%20plans/50%25.yaml"),
        ("/srv/graph/a b.yaml", "file:///srv/graph/a%20b.yaml"),
        ("graph\\plans\\a.yaml", "graph/plans/a.yaml"),
    ],
)
def test_a_path_is_written_as_a_uri(file: str, uri: str) -> None:
    """Blanks and signs are escaped."""
    (result,) = run_of(GapReport({}, [finding(1, file=file)]))["results"]
    assert uri == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_a_finding_without_a_file_has_no_place() -> None:
    """Rather than a wrong one."""
    (result,) = run_of(GapReport({}, [finding(1, file="", line=0)]))["results"]
    assert "locations" not in result


def test_a_text_is_no_link_and_no_placeholder() -> None:
    """Braces are doubled and links broken as the standard says; undone, every letter is there."""
    report = nasty()
    for result, one in zip(run_of(report)["results"], report.findings, strict=True):
        text = result["message"]["text"]
        assert not re.search(r"(?<!\{)\{(?:\{\{)*\d+\}", text)
        assert not re.search(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", text)
        plain = re.sub(r"\\\[([^\[\]]*)\\\]", r"[\1]", text.replace("{{", "{").replace("}}", "}"))
        assert f"{one.message} {one.advice}" == plain


def test_a_finding_keeps_its_fingerprint_when_its_line_moves() -> None:
    """So a host knows it again; another finding has another."""
    prints = [
        run_of(GapReport({}, [one]))["results"][0]["partialFingerprints"]
        for one in (finding(1), finding(1, line=99), finding(2))
    ]
    assert prints[0] == prints[1] != prints[2]
