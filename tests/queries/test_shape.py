"""What holds of every shipped query, so that a list of them can be read and each can be cited."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rrgraph.queries import Query, read_query

QUERIES = Path(__file__).resolve().parents[2] / "queries"
ASK = sorted((QUERIES / "ask").glob("*.rq"))
GRIDS = sorted((QUERIES / "grids").glob("*.rq"))
SHEETS = sorted((QUERIES / "sheets").glob("*.rq"))
DERIVE = sorted((QUERIES / "derive").glob("*.rq"))
TOPICS = {
    *("plan", "links", "partners", "gaps", "policy"),
    *("time", "equality", "governance", "pathways"),
}
NUMBERS = [f"Q{number:02}" for number in range(1, 41)]


def bare(query: Query) -> str:
    """The query without comment lines, strings and IRIs."""
    text = re.sub(r"(?m)^\s*#.*$", "", query.text)
    return re.sub(r'<[^>\s]*>|"[^"]*"', "", text)


def of(paths: list[Path], folder: str) -> list[object]:
    """One test case for each file, called by its name."""
    return [pytest.param(read_query(path, folder), id=path.stem) for path in paths]


@pytest.mark.parametrize("query", of(ASK, "ask"))
def test_a_question_says_what_who_about_what_on_what_ground_and_with_what_answer(
    query: Query,
) -> None:
    """Every header of a question is complete."""
    keys = ("summary", "question", "asked-by", "topic", "number", "basis", "expected")
    assert [key for key in keys if not query[key]] == []
    assert query["topic"] in TOPICS
    assert query["question"].endswith("?")


@pytest.mark.parametrize("query", of(ASK, "ask"))
def test_every_parameter_has_a_default_and_every_default_a_parameter(query: Query) -> None:
    """A question can be asked as it stands."""
    assert set(query.parameters) == set(query.defaults)


@pytest.mark.parametrize("query", of(ASK, "ask"))
def test_a_question_can_be_put_to_another_plan(query: Query) -> None:
    """Its plan is a parameter, or the item it asks about names its plan."""
    assert {"plan", "block", "action", "item"} & set(query.parameters)


@pytest.mark.parametrize("query", [*of(ASK, "ask"), *of(GRIDS, "grids"), *of(SHEETS, "sheets")])
def test_the_rows_of_an_answer_come_in_an_order_and_say_what_was_asked(query: Query) -> None:
    """A SELECT with ORDER BY that returns its parameters, as an engine that binds by value needs."""
    assert query.form == "SELECT"
    assert "ORDER BY" in query.text
    columns = query.text.partition("\nSELECT")[2].partition("WHERE")[0]
    assert [v for v, _ in query.parameters.values() if f"?{v}" not in columns] == []


@pytest.mark.parametrize("query", of(DERIVE, "derive"))
def test_a_derivation_is_one_construct_that_says_what_it_is_for(query: Query) -> None:
    """Derived triples come from CONSTRUCT queries with a summary and a description."""
    assert query.form == "CONSTRUCT"
    assert query["summary"]
    assert query["description"]


@pytest.mark.parametrize("query", of(ASK, "ask"))
def test_no_question_follows_a_chain_of_unknown_length(query: Query) -> None:
    """No `+` or `*` path: some stores that a question may be put to overflow on it, some miscount."""
    assert not re.search(r"[\w)][+*](?=[\s;.)/|])", bare(query))


@pytest.mark.parametrize("query", [*of(ASK, "ask"), *of(DERIVE, "derive")])
def test_a_query_is_one_page(query: Query) -> None:
    """A header and a query that an analyst reads at one sight."""
    assert len(query.text.splitlines()) <= 50


def test_every_question_on_the_two_published_plans_has_a_query() -> None:
    """Q01 to Q40: none of them is left without an answer."""
    numbers = {read_query(path, "ask")["number"] for path in ASK}
    assert set(NUMBERS) - numbers == set()


@pytest.mark.parametrize("path", sorted(QUERIES.rglob("*.rq")), ids=lambda path: path.stem)
def test_a_list_in_a_cell_says_what_stands_between(path: Path) -> None:
    """A store that others use takes no GROUP_CONCAT without it."""
    text = bare(read_query(path)).lower()
    assert text.count("group_concat") == len(re.findall(r"group_concat.*?separator", text, re.S))
