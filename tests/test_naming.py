"""Which body a written name means: precision before recall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import rrgraph
from rrgraph.knowledge import Knowledge
from rrgraph.naming import MOST, Names

RENAMED = """
changes:
- id: probation-renamed
  changeKind: renamed
  changeStatus: {status}
  before: [old-team]
  after: [council]
  precision: none
  text: The team has a new name.
  section: "1"
  quote: has a new name
"""


@pytest.fixture(scope="module")
def names(shipped: Knowledge) -> Names:
    """The register as it ships, no plan at hand."""
    return Names(shipped.store)


@pytest.fixture(scope="module")
def in_plan(shipped: Knowledge) -> Names:
    """The register with the acronym list of the plan of 2009."""
    return Names(shipped.store, "yorkshire-humberside-2009")


@pytest.mark.parametrize(
    ("written", "way", "agency"),
    [
        ("Learning and Skills Council", "exact", "lsc"),
        ("NOMS Y & H", "exact", "noms-yh"),
        ("  Home   Office ", "exact", "home-office"),
        ("learning & skills council", "spelling", "lsc"),
        ("Department for Work & Pensions", "spelling", "dwp"),
        ("Ministry of Justice (MoJ)", "spelling", "moj"),
        ("Legal Services Commission (LSC)", "spelling", "legal-services-commission"),
        ("W Yorks Probation", "spelling", "west-yorkshire-probation"),
        ("CDRP", "acronym", "cdrps"),  # from the plan's own list
        ("J.C.P.", "acronym", "job-centre-plus"),
        ("DfIUS", "no match", ""),
        ("Crown Prosecution Servce", "fuzzy", "cps"),
        ("Norfolk Polcie", "fuzzy", "norfolk-constabulary"),
    ],
)
def test_a_name_is_matched_and_the_way_told(
    names: Names, written: str, way: str, agency: str
) -> None:
    """From the sure to the less sure."""
    found = names.resolve(written)

    assert (written, way, agency) == (found.written, found.way, found.agency)
    assert (found.score > 0) == bool(agency)


@pytest.mark.parametrize("written", ["Suffolk Police", "HMP Hul", "HMP Wolds (Public)", "NTB", ""])
def test_a_likely_name_that_may_be_another_body_is_no_match(names: Names, written: str) -> None:
    """One letter in a short word, or one word in two, is another body."""
    found = names.resolve(written)
    assert ("no match", "", 0) == (found.way, found.agency, found.score)


def test_what_is_not_matched_gets_the_nearest_bodies(names: Names) -> None:
    """For a person to choose from; nothing where nothing is near."""
    found = names.resolve("West Yorkshire Probation").candidates

    assert "west-yorkshire-probation" == found[0].agency
    assert len(found) <= MOST
    assert sorted(found, key=lambda one: -one.score) == list(found)
    assert () == names.resolve("Leeds City Council").candidates


def test_an_acronym_of_two_bodies_is_ambiguous_until_a_plan_decides(
    names: Names, in_plan: Names
) -> None:
    """LSC is printed for the one; the other has the same initials."""
    alone, decided = names.resolve("LSC"), in_plan.resolve("LSC")

    assert ("ambiguous", "") == (alone.way, alone.agency)
    assert ["lsc", "legal-services-commission"] == [one.agency for one in alone.candidates]
    assert ("exact", "lsc", ()) == (decided.way, decided.agency, decided.candidates)
    assert "ambiguous" == names.resolve("lsc").way == names.resolve("LSCs").way


def test_the_acronyms_of_a_document_at_hand_go_first(shipped: Knowledge) -> None:
    """Of a plan that is not here yet."""
    found = Names(shipped.store, acronyms={"LSC": "Legal Services Commission"}).resolve("LSC")

    assert ("acronym", "legal-services-commission") == (found.way, found.agency)


def test_a_name_that_two_bodies_print_is_ambiguous(names: Names, in_plan: Names) -> None:
    """Probation is a group of partners, and NOMS Probation is called so."""
    for known in (names, in_plan):
        found = known.resolve("Probation")
        assert "ambiguous" == found.way
        assert {"probation", "noms-probation"} == {one.agency for one in found.candidates}


@pytest.mark.parametrize(
    ("written", "agency", "candidate"),
    [
        ("Probation", "probation", ""),  # the first name of one body, a further name of another
        ("LSC", "", "legal-services-commission"),
        ("Job Centre Pluss", "", "job-centre-plus"),  # a letter wrong
    ],
)
def test_a_certain_name_is_a_first_name_or_one_of_a_single_body(
    names: Names, written: str, agency: str, candidate: str
) -> None:
    """What is written otherwise gets its candidates."""
    found = names.certain(written)
    assert agency == found.agency
    assert candidate in {"", *(one.agency for one in found.candidates)}


def test_every_name_of_the_register_is_found_under_itself(names: Names, shipped: Knowledge) -> None:
    """Or is ambiguous with its own body among the candidates: never another one."""
    rows = shipped.query(
        "SELECT ?body ?name { ?body rdfs:label|skos:altLabel ?name "
        'FILTER(CONTAINS(STR(?body), "/id/agency/")) }'
    )
    wrong = []
    for row in rows:  # type: ignore[union-attr]
        found = names.resolve(row["name"])
        agency = row["body"].rpartition("/")[2]
        if agency not in {found.agency, *(one.agency for one in found.candidates)}:
            wrong.append((row["name"], found))
    assert not wrong


@pytest.mark.parametrize(
    ("status", "way", "agency"),
    [("enacted", "former name", "council"), ("recommended", "exact", "old-team")],
)
def test_the_former_name_of_a_renamed_body_leads_to_it(
    make_graph: Callable[..., Path], status: str, way: str, agency: str
) -> None:
    """Once the change is enacted, never when it is only recommended."""
    registry = "agencies:\n- {id: old-team, type: Agency, name: Old Team}\n"
    graph = make_graph(registry, governance=RENAMED.format(status=status))
    found = Names(rrgraph.open(graph).store).resolve("Old Team")

    assert (way, agency) == (found.way, found.agency)
