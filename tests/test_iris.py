"""Names: one base for all that is ours, and how a name is read by people."""

from __future__ import annotations

import re

import pytest

from rrgraph import iris
from rrgraph.iris import (
    PREFIXES,
    THINGS,
    concept,
    editorial_graph,
    plan_graph,
    plan_iri,
    short,
    term,
)


def test_every_name_of_ours_begins_with_the_one_base() -> None:
    """A publisher who moves house changes one line."""
    names = [
        *(iris.TERMS, iris.SHAPES, iris.THINGS, iris.SCHEMES, iris.GRAPHS),
        *(iris.REGISTRY_GRAPH, iris.INFERRED_GRAPH, iris.VOCABULARY_GRAPH),
        *(term("Action"), concept("role", "lead"), plan_iri("demo"), plan_graph("demo")),
        editorial_graph("demo"),
    ]
    assert [] == [name for name in names if not name.startswith(iris.BASE)]
    assert len(names) == len(set(names))


def test_names_are_those_that_others_hold_on_to() -> None:
    """They stand in other people's data; whoever changes one breaks theirs."""
    base = "https://w3id.org/rrgraph/"
    assert f"{base}def#Action" == term("Action")
    assert f"{base}id/plan/norfolk-2019" == plan_iri("norfolk-2019")
    assert f"{base}graph/plan/norfolk-2019" == plan_graph("norfolk-2019")
    assert f"{base}graph/editorial/norfolk-2019" == editorial_graph("norfolk-2019")
    assert f"{base}scheme/role/lead" == concept("role", "lead")
    assert {f"{base}graph/{name}" for name in ("registry", "inferred", "vocabulary")} == {
        *(iris.REGISTRY_GRAPH, iris.INFERRED_GRAPH, iris.VOCABULARY_GRAPH)
    }


def test_no_prefix_stands_for_two_bases_and_no_base_has_two() -> None:
    """Each ends where a local name can begin."""
    assert len(PREFIXES) == len(set(PREFIXES.values()))
    assert [] == [base for base in PREFIXES.values() if not re.search("[#/]$", base)]
    assert PREFIXES["rrg"] == iris.TERMS


@pytest.mark.parametrize(
    ("iri", "words"),
    [
        (f"{plan_iri('demo')}/action/1.1", "demo/action/1.1"),
        (plan_iri("demo"), "demo"),
        (f"{THINGS}agency/yhip", "agency/yhip"),
        (term("isLedBy"), "rrg:isLedBy"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"),
        ("http://purl.org/dc/terms/title", "dcterms:title"),
        ("http://purl.org/dc/terms/a/b", "http://purl.org/dc/terms/a/b"),
        ("https://w3id.org/rrgraph/def/shapes#X", "https://w3id.org/rrgraph/def/shapes#X"),
        ("https://example.org/x", "https://example.org/x"),
        ("", ""),
    ],
)
def test_people_read_things_by_their_path_and_terms_by_their_prefix(iri: str, words: str) -> None:
    """Whatever has no short name is told in full."""
    assert words == short(iri)
