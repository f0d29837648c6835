"""Owner cells are cut into names where names are known, and only there."""

from __future__ import annotations

import pytest

from rrgraph.imports._owners import Owners, is_open, says_above
from rrgraph.knowledge import Knowledge
from rrgraph.naming import Names


@pytest.fixture
def owners(kg: Knowledge) -> Owners:
    """The names of the register, with a document's list of acronyms."""
    acronyms = {"PAT": "Pathway Action Team", "W&F": "Women and Families"}
    return Owners(Names(kg.store, acronyms=acronyms), acronyms)


@pytest.mark.parametrize(
    ("cell", "agencies"),
    [
        ("NOMS", ["noms"]),
        ("NOMS, Police & YMCA", ["noms", "police", "ymca"]),
        ("NOMS / the Police; YMCA.", ["noms", "police", "ymca"]),
        ("NOMS Police YMCA", ["noms", "police", "ymca"]),
        ("NOMS N & E Police", ["noms-north", "police"]),
        ("Police N & E", ["police"]),
        ("NOMS North and Probation", ["noms-north", "noms-probation"]),
        ("Probation", ["noms-probation"]),
        ("other Housing providers", ["housing-providers"]),
        ("Hous. providers", ["housing-providers"]),
        ("YMCA (north)", ["ymca"]),
        ("W&F PAT", ["women-board"]),
        ("n/a", []),
        ("-", []),
    ],
)
def test_known_names_are_found(owners: Owners, cell: str, agencies: list[str]) -> None:
    """Between signs, side by side, with a region, a filler or brackets, spelt out or cut short."""
    assert agencies == [named.agency for named in owners.read(cell)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Police Federation of Norfolk", ["Police Federation of Norfolk"]),
        ("Arts & Crafts Forum", ["Arts & Crafts Forum"]),
        ("NOMS & Crafts Forum", ["NOMS", "Crafts Forum"]),
    ],
)
def test_a_name_that_is_not_known_stays_whole(owners: Owners, cell: str, names: list[str]) -> None:
    """Though a known one stands inside it; nothing is matched by half."""
    found = owners.read(cell)

    assert names == [named.name for named in found]
    assert "" == found[-1].agency


def test_the_nearest_names_are_offered(owners: Owners) -> None:
    """For a person to choose from."""
    (named,) = owners.read("Housing provider forum")

    assert ("", "housing-providers") == (named.agency, named.nearest[0])


def test_words_that_name_nobody_are_known() -> None:
    """As above, and to be determined."""
    assert all(map(says_above, ("As above", "ditto", '"', "see above")))
    assert all(map(is_open, ("To be determined.", "TBC", "tba")))
    assert not says_above("Above and Beyond Ltd")
    assert not is_open("TBC Housing")
