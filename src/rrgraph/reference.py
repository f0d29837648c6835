"""Derived files that are committed: `ontology/context.jsonld`, `graph/README.md` and the schemas for editors.

`python -m rrgraph.reference` writes them anew; a test compares them with what it would write.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from rrgraph.completion import CITED, schemas
from rrgraph.iris import PREFIXES, term
from rrgraph.outputs import write_whole
from rrgraph.vocabulary import ClassSpec, Field, Vocabulary
from rrgraph.workspace import Workspace

_SKOS = PREFIXES["skos"]

_INTRODUCTION = """\
# What the plans say

Curated YAML, the one source of truth. This page is generated from the ontology and its shapes
(`make generated`), and so are the two `*.schema.json` for editors; everything else here is written by hand.

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

## In an editor

With the two schemas beside the plans, an editor completes keys and codes, says what each means, and underlines what is wrong
while one types. `rrgraph init` writes them, and begins each new file with the line that names its schema:

    # yaml-language-server: $schema=../../plan.schema.json

Visual Studio Code follows it when its YAML extension (redhat.vscode-yaml) is installed, and so do other editors with the YAML
language server. Where no file shall have that line, name the schemas once in the settings:

    "yaml.schemas": {"graph/plan.schema.json": "graph/plans/*/*.yaml",
                     "graph/registry.schema.json": ["graph/*.yaml", "graph/frameworks/*.yaml"]}

`rrgraph check` remains what counts: a schema knows nothing of references, quotes and counts.

## To add a plan

Make `plans/<plan>/plan.yaml` (copy the head of one that is there), then the themes with their priorities and
actions; run `rrgraph check` after each step. `rrgraph import FILE --plan <plan> -o graph/plans/<plan>` drafts both out of a
document with tables of actions. Put its facts into `tests/plans/test_<plan>.py`.

## To add an agency

One entry in `agencies.yaml`, at its place in the alphabet: `id`, `type`, `name`, every other printed spelling
under `printedNames`, and `unitOf` or `postIn` where the plan says so.

## Where it stands

A node that rests on printed words says where, with keys of its own or those of the node around:

| key | value | meaning |
|---|---|---|
| `quote` | text, at most 12 words | {quote} |
{places}
| `source` | id of source document | {source} |

## Keys of many kinds of node

These mean the same wherever they stand. How often they may stand is said with each kind.

{common}
## Field by field

Each key below stands in a list of nodes of its kind. *Once* is required; a list in *required* has at least one entry.

"""

_PLACES = (
    "section",
    "row",
    "column",
    "ends",
    "digest",
)  # keys of a citation that are terms of ours
_MANY = 5  # kinds of node from which on a key is explained once for all


def graph_readme(vocabulary: Vocabulary) -> str:
    """The field reference: each kind of node, the key it is listed under, and what it may say."""
    kinds = list(_kinds(vocabulary))
    common = _common(spec for _, spec, _ in kinds)
    places = "\n".join(
        f"| `{key}` | text{_such_as(vocabulary, term(key))} | {_meaning(vocabulary, term(key))} |"
        for key in _PLACES
    )
    table = ["| key | value | meaning |", "|---|---|---|"]
    table += [
        f"| `{field.key}` | {_takes(vocabulary, field)} | {_meaning(vocabulary, field.iri)} |"
        for field in sorted(common.values(), key=lambda one: one.key)
    ]
    introduction = _INTRODUCTION.replace("{places}", places)
    for key, meaning in CITED.items():
        introduction = introduction.replace(f"{{{key}}}", meaning)
    introduction = introduction.replace("{common}", "\n".join([*table, ""]))
    sections = [_section(vocabulary, iri, spec, keys, common) for iri, spec, keys in kinds]
    return introduction + "\n".join(sections)


def _kinds(vocabulary: Vocabulary) -> Iterator[tuple[str, ClassSpec, list[str]]]:
    """The kinds of node that YAML can hold, with the keys that list them."""
    for iri in vocabulary.classes:
        spec = vocabulary.specs[iri]
        keys = [c.key for c in vocabulary.collections if c.cls == iri]
        if (keys or iri in (term("Plan"), term("SourceDocument"))) and spec.fields:
            yield iri, spec, keys


def _common(specs: Iterable[ClassSpec]) -> dict[tuple[str, str, str], Field]:
    """The fields that many kinds of node share, by key, property and scheme."""
    by_meaning: dict[tuple[str, str, str], list[Field]] = defaultdict(list)
    for spec in specs:
        for field in spec.fields.values():
            by_meaning[_same(field)].append(field)
    return {same: fields[0] for same, fields in by_meaning.items() if len(fields) >= _MANY}


def _same(field: Field) -> tuple[str, str, str]:
    return field.key, field.iri, field.scheme


def _section(
    vocabulary: Vocabulary,
    iri: str,
    spec: ClassSpec,
    keys: list[str],
    common: Collection[tuple[str, str, str]],
) -> str:
    listed = f" (`{'`, `'.join(keys)}`)" if keys else ""
    lines = [f"### {spec.label}{listed}", "", _meaning(vocabulary, iri), ""]
    if example := vocabulary.value(iri, f"{_SKOS}example"):
        lines += [f"Example: {example}", ""]
    lines += ["| key | how often | value | meaning |", "|---|---|---|---|"]
    if spec.subtypes:
        lines.append(f"| `type` | once | one of {', '.join(spec.subtypes)} | What it is. |")
    own = [field for field in spec.fields.values() if _same(field) not in common]
    lines += [_row(vocabulary, field) for field in own]
    for collection in spec.collections.values():
        label = vocabulary.label(collection.cls)
        lines.append(f"| `{collection.key}` | list | {label} nodes | See below. |")
    if spec.cited:
        need = "once, unless `printed` is given" if spec.quote_required else "at most once"
        lines.append(f"| `quote` | {need} | text, at most 12 words | See above. |")
    shared = [field for field in spec.fields.values() if _same(field) in common]
    also = ", ".join(f"`{field.key}` ({_often(field)})" for field in shared)
    return "\n".join([*lines, "", *([f"And, as above: {also}.", ""] if shared else [])])


def _row(vocabulary: Vocabulary, field: Field) -> str:
    meaning = _meaning(vocabulary, field.iri)
    return f"| `{field.key}` | {_often(field)} | {_takes(vocabulary, field)} | {meaning} |"


def _often(field: Field) -> str:
    often = "list" if field.many else "once" if field.required else "at most once"
    return often + (", required" if field.many and field.required else "")


def _takes(vocabulary: Vocabulary, field: Field) -> str:
    """What may stand behind a key, with an example where the form alone does not give one."""
    takes = vocabulary.takes(field)
    is_open = takes == "text" or takes.startswith("id of ")
    return takes + (_such_as(vocabulary, field.iri) if is_open else "")


def _such_as(vocabulary: Vocabulary, iri: str) -> str:
    example = vocabulary.value(iri, f"{_SKOS}example")
    return f", such as `{example}`" if example else ""


def _meaning(vocabulary: Vocabulary, iri: str) -> str:
    """Definition and scope note of a term, as one text in which properties go by their keys."""
    parts = (vocabulary.value(iri, f"{_SKOS}{name}") for name in ("definition", "scopeNote"))
    text = " ".join(part for part in parts if part)
    return re.sub(r"rrg:(\w+)", lambda found: _written(vocabulary, found[1]), text)


def _written(vocabulary: Vocabulary, name: str) -> str:
    """The key of a property, in code; the name alone for a class or what is no key."""
    return f"`{vocabulary.value(term(name), term('yamlKey')) or name}`"


def context_text(vocabulary: Vocabulary) -> str:
    """`context.jsonld` as it should stand."""
    return json.dumps(vocabulary.context(), indent=2, ensure_ascii=False) + "\n"


def derived_files(workspace: Workspace) -> dict[Path, str]:
    """Path -> content of every derived file."""
    vocabulary = Vocabulary(workspace.ontology)
    return {
        workspace.ontology / "context.jsonld": context_text(vocabulary),
        workspace.graph / "README.md": graph_readme(vocabulary),
        **{workspace.graph / name: text for name, text in schemas(vocabulary).items()},
    }


if __name__ == "__main__":
    for path, content in derived_files(Workspace.find()).items():
        write_whole(path, content)
