"""Derived files that are committed: `ontology/context.jsonld` and `graph/README.md`.

`python -m rrgraph.reference` writes them anew; a test compares them with what it would write.
"""

from __future__ import annotations

import json
from pathlib import Path

from rrgraph.iris import PREFIXES, term
from rrgraph.outputs import write_whole
from rrgraph.vocabulary import ClassSpec, Field, Vocabulary
from rrgraph.workspace import Workspace

_SKOS = PREFIXES["skos"]

_INTRODUCTION = """\
# What the plans say

Curated YAML, the one source of truth. This page is generated from the ontology and its shapes
(`make generated`); everything else here is written by hand.

| file | holds |
|---|---|
| `agencies.yaml` | the register of bodies, boards, posts and groups of partners, sorted by id, so that spellings meet in one place |
| `frameworks/*.yaml` | what many plans cite and none owns: PSAs, indicators, pathways, needs, documents, programmes |
| `plans/<plan>/plan.yaml` | one edition: its document, period, the columns of its tables, the counts to expect |
| `plans/<plan>/*.yaml` | the rest of that edition in parts; parts merge by top-level key, a key stands in one file |
| `plans/<plan>/editorial.yaml` | what a curator judged, never what was printed |
| `plans/<plan>/coverage.csv` | each line range of the document: where it went, or why it has no place |

## How to write it

- Everything is text: `1.10` stays `1.10`. No anchors, aliases or tags; no key twice.
- Every item has an `id`: small letters, digits, `.`, `-`, `_`, `/`. It never changes once published.
- Actions, measures and findings are told in your own words; names, figures and titles stay as printed.
- `quote` is at most 12 words that stand in the document; `printed` is words as printed and serves as the quote.
- `section` and `row` are inherited from the item around; the column is found from `columns` in plan.yaml.
- A reference to another thing is its id (`participant: dom-yh`) or, where several kinds are possible,
  kind and id (`target: priority/1.3`, `target: psa/16`).
- `basis: positional` where the place in a merged cell, or "As above", decides.
- `rrgraph check` tells every fault with file and line; `rrgraph check --document PLAN=FILE` looks up the quotes.

## To add a plan

Make `plans/<plan>/plan.yaml` (copy the head of one that is there), then the themes with their priorities and
actions; run `rrgraph check` after each step. Put its facts into `tests/plans/test_<plan>.py`.

## To add an agency

One entry in `agencies.yaml`, at its place in the alphabet: `id`, `type`, `name`, every other printed spelling
under `printedNames`, and `unitOf` or `postIn` where the plan says so.

## Field by field
"""


def graph_readme(vocabulary: Vocabulary) -> str:
    """The field reference: each kind of node, the key it is listed under, and what it may say."""
    parts = [_INTRODUCTION]
    for iri in vocabulary.classes:
        spec = vocabulary.specs[iri]
        keys = [c.key for c in vocabulary.collections if c.cls == iri]
        if (keys or iri in (term("Plan"), term("SourceDocument"))) and spec.fields:
            parts.append(_section(vocabulary, iri, spec, keys))
    return "\n".join(parts)


def _section(vocabulary: Vocabulary, iri: str, spec: ClassSpec, keys: list[str]) -> str:
    listed = f" (`{'`, `'.join(keys)}`)" if keys else ""
    lines = [f"### {spec.label}{listed}", "", vocabulary.value(iri, f"{_SKOS}definition"), ""]
    if example := vocabulary.value(iri, f"{_SKOS}example"):
        lines += [f"Example: {example}", ""]
    lines += ["| key | how often | value | meaning |", "|---|---|---|---|"]
    lines += [_row(vocabulary, field) for field in spec.fields.values()]
    for collection in spec.collections.values():
        label = vocabulary.label(collection.cls)
        lines.append(f"| `{collection.key}` | list | {label} nodes | |")
    if spec.cited:
        need = "once, unless `printed` is given" if spec.quote_required else "at most once"
        lines.append(
            f"| `quote` | {need} | text, at most 12 words | the words that this rests on |"
        )
    return "\n".join([*lines, ""])


def _row(vocabulary: Vocabulary, field: Field) -> str:
    often = "list" if field.many else "once" if field.required else "at most once"
    often += ", required" if field.many and field.required else ""
    meaning = vocabulary.value(field.iri, f"{_SKOS}definition")
    return f"| `{field.key}` | {often} | {vocabulary.takes(field)} | {meaning} |"


def context_text(vocabulary: Vocabulary) -> str:
    """`context.jsonld` as it should stand."""
    return json.dumps(vocabulary.context(), indent=2, ensure_ascii=False) + "\n"


def derived_files(workspace: Workspace) -> dict[Path, str]:
    """Path -> content of every derived file."""
    vocabulary = Vocabulary(workspace.ontology)
    return {
        workspace.ontology / "context.jsonld": context_text(vocabulary),
        workspace.graph / "README.md": graph_readme(vocabulary),
    }


if __name__ == "__main__":
    for path, content in derived_files(Workspace.find()).items():
        write_whole(path, content)
