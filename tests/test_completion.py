"""Schemas for editors: whatever ships passes them, and they say what each key means."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import jsonschema_rs
import pytest
import yaml

from rrgraph.completion import PLAN, REGISTRY, schemas
from rrgraph.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
HOMES = (ROOT / "graph", ROOT / "tests" / "sound", ROOT / "tests" / "third" / "graph")
FILES = sorted(path for home in HOMES for path in home.rglob("*.yaml"))


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors take it: numbers, true and null are no texts, a day is."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, form, first in (
    ("bool", "true|false", "tf"),
    ("null", "~|null|", ["~", "n", ""]),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    AsEditorsRead.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^({form})$"), list(first)
    )


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    """The schemas of the ontology that ships."""
    texts = schemas(Vocabulary(ROOT / "ontology"))
    return {name: json.loads(text) for name, text in texts.items()}


def faults(schema: dict[str, Any], text: str) -> list[str]:
    """What an editor underlines."""
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    return [error.message for error in validator.iter_errors(yaml.load(text, AsEditorsRead))]


def schema_of(path: Path) -> str:
    """The schema that the settings in graph/README.md name for a file."""
    return PLAN if "plans" in path.parts else REGISTRY


def test_there_is_a_schema_for_every_file() -> None:
    """Plans of two shapes, and what they share."""
    assert {PLAN, REGISTRY} == {schema_of(path) for path in FILES}
    assert 20 <= len(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_an_editor_underlines_nothing_that_is_right(path: Path, given: dict[str, Any]) -> None:
    """Numbers that are texts to us included."""
    assert [] == faults(given[schema_of(path)], path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme: []\n", "theme"),
        ("themes: {id: x}\n", "array"),
        ("progressUpdates:\n- {id: a, item: action/1, asOf: 2030-10-31, rag: pink}\n", "pink"),
        ("progressUpdates:\n- {id: a, item: action/1, asOf: 2030-10-32, rag: red}\n", "date"),
    ],
)
def test_an_editor_underlines_what_is_wrong(text: str, told: str, given: dict[str, Any]) -> None:
    """A key, a form, a code, a day."""
    assert any(told in fault for fault in faults(given[PLAN], text))


def test_every_key_says_what_it_means(given: dict[str, Any]) -> None:
    """In the words of the ontology; the id and the type of a node need none."""
    for schema in given.values():
        for kind in (schema, *schema["$defs"].values()):
            for key, value in kind["properties"].items():
                assert value.get("description") or key in ("id", "type", "expect"), key
