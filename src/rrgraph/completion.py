"""What an editor needs to complete and check plan files as they are typed: two JSON Schemas.

They are the schema that `rrgraph check` holds the files to, with what each key means, as editors want
it: a part of a plan may lack any key that stands in another part, and an editor takes `1.10` for a
number, which reading does not.
"""

from __future__ import annotations

import json
import re
from typing import Any

from rrgraph.iris import PREFIXES, term
from rrgraph.vocabulary import CITATION_KEYS, Vocabulary

PLAN, REGISTRY = "plan.schema.json", "registry.schema.json"
_SCALARS = ["string", "number", "boolean"]  # as an editor takes what is text to us
_DEFINITION = f"{PREFIXES['skos']}definition"
CITED = {  # what those keys of a citation mean that are no terms of ours
    "quote": "The words that the node rests on, copied from the document. Where `printed` is given, "
    "that serves.",
    "source": "The document, where it is not the plan's own.",
}
_OF_FILE = {
    PLAN: "One edition of a plan, or a part of it: parts merge by top-level key.",
    REGISTRY: "What many plans share: bodies, policy targets, indicators, pathways, needs.",
}


def schemas(vocabulary: Vocabulary) -> dict[str, str]:
    """File name -> text of each schema, to stand beside the plans in `graph/`."""
    whole = _as_typed(vocabulary.schema())
    for iri, spec in vocabulary.specs.items():
        _explain(vocabulary, whole["$defs"][spec.name], iri)
    roots = {PLAN: whole["properties"]["plan"], REGISTRY: whole["properties"]["registry"]}
    _explain(vocabulary, roots[PLAN], term("Plan"))
    _explain(vocabulary, roots[REGISTRY])
    return {
        name: json.dumps(
            {
                "$schema": "http://json-schema.org/draft-07/schema#",  # what most editors know
                "title": name.partition(".")[0],
                "$comment": "Written by `make generated` and `rrgraph init`.",
                **root,
                "description": _OF_FILE[name],
                "required": [],
                "$defs": _reached(root, whole["$defs"]),
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
        for name, root in roots.items()
    }


def _as_typed(schema: Any) -> Any:
    """A schema in which a text may look like a number or a yes."""
    if isinstance(schema, list):
        return [_as_typed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _as_typed(part) for key, part in schema.items()}
    if found.get("type") == "string":
        found["type"] = _SCALARS
    if "enum" in found:
        numbers = [int(code) for code in found["enum"] if re.fullmatch("[1-9][0-9]*|0", code)]
        found["enum"] += numbers
    return found


def _reached(root: dict[str, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    """The kinds of node that a file may hold."""
    found: dict[str, Any] = {}
    waiting = [root]
    while waiting:
        for name in re.findall(r'"#/\$defs/(\w+)"', json.dumps(waiting.pop())):
            if name not in found:
                found[name] = kinds[name]
                waiting.append(kinds[name])
    return dict(sorted(found.items()))


def _explain(vocabulary: Vocabulary, schema: dict[str, Any], iri: str = "") -> None:
    """Put what the ontology says beside the keys of a kind of node; without one, of the registry."""
    told = {key: vocabulary.value(term(key), _DEFINITION) for key in CITATION_KEYS} | CITED
    told |= {one.key: vocabulary.value(one.cls, _DEFINITION) for one in vocabulary.collections}
    if iri:
        schema["description"] = vocabulary.value(iri, _DEFINITION)
        for field in vocabulary.specs[
            iri
        ].fields.values():  # of what is borrowed the shape says more
            told[field.key] = vocabulary.value(field.iri, _DEFINITION) or field.message
    for key in schema["properties"].keys() & told.keys():
        schema["properties"][key]["description"] = told[key]
