"""The page that explains the words: kinds of things, what each says, what is worked out, and codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rrgraph import __version__
from rrgraph.iris import PREFIXES, short, term
from rrgraph.pages import render
from rrgraph.vocabulary import Field, Vocabulary

OWL, RDFS, SKOS = PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["skos"]


def page(vocabulary: Vocabulary) -> str:
    """`dictionary.html`."""
    return render(
        "dictionary.html.j2",
        page="dictionary.html",
        version=__version__,
        base=term(""),
        release=vocabulary.value(term("").rstrip("#"), f"{OWL}versionInfo"),
        classes=[_kind(vocabulary, iri) for iri in _by_label(vocabulary, vocabulary.classes)],
        computed=list(_computed(vocabulary)),
        schemes=list(_schemes(vocabulary)),
    )


def _kind(vocabulary: Vocabulary, iri: str) -> dict[str, Any]:
    spec = vocabulary.specs[iri]
    above = vocabulary.superclasses(iri)[1:]
    return _explained(vocabulary, iri) | {
        "name": spec.name,
        "label": spec.label,
        "above": [vocabulary.local(one) for one in above if one in vocabulary.specs],
        "fields": [_field(vocabulary, field) for field in spec.fields.values()],
    }


def _field(vocabulary: Vocabulary, field: Field) -> dict[str, Any]:
    return {
        "key": field.key,
        "term": short(field.iri),
        "definition": vocabulary.value(field.iri, f"{SKOS}definition"),
        "takes": vocabulary.takes(field),
        "scheme": vocabulary.local(field.scheme) if field.kind == "code" else "",
        "required": field.required,
        "many": field.many,
    }


def _computed(vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """What no plan file may say, because queries work it out."""
    marked = (p for p in vocabulary.properties if vocabulary.value(p, term("isComputed")) == "true")
    for iri in _by_label(vocabulary, marked):
        yield _explained(vocabulary, iri) | {
            "term": short(iri),
            "subject": short(vocabulary.value(iri, f"{RDFS}domain")),
            "value": short(vocabulary.value(iri, f"{RDFS}range")),
        }


def _schemes(vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Each list of codes, and what each code means."""
    members: dict[str, list[str]] = {}
    for concept in vocabulary.of_type(f"{SKOS}Concept"):
        for scheme in vocabulary.values(concept, f"{SKOS}inScheme"):
            members.setdefault(scheme, []).append(concept)
    for scheme in _by_label(vocabulary, members):
        yield _explained(vocabulary, scheme) | {
            "name": vocabulary.local(scheme),
            "label": vocabulary.label(scheme),
            "codes": [
                _explained(vocabulary, code)
                | {"code": vocabulary.local(code), "label": vocabulary.label(code)}
                for code in members[scheme]
            ],
        }


def _explained(vocabulary: Vocabulary, iri: str) -> dict[str, Any]:
    words = {"definition": "definition", "example": "example", "note": "scopeNote"}
    return {key: vocabulary.value(iri, f"{SKOS}{word}") for key, word in words.items()}


def _by_label(vocabulary: Vocabulary, iris: Iterable[str]) -> list[str]:
    return sorted(iris, key=lambda iri: vocabulary.label(iri).lower())
