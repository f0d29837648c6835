"""The shell of `rrgraph query`: typed lines, answers, completion, history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

import rrgraph
from rrgraph.knowledge import Knowledge
from rrgraph.shell import Shell, completions, is_whole, run

ASKED = "SELECT ?title { ?a a rrg:Action ; rrg:title ?title } ORDER BY ?title"


@pytest.fixture
def kg(make_graph: Callable[..., Path]) -> Knowledge:
    """The small sound plan."""
    return rrgraph.open(make_graph())


def test_lines_are_read_answered_and_kept(
    kg: Knowledge,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SPARQL over two lines ends with an empty one; the history is there the next time."""
    monkeypatch.setenv("RRGRAPH_CACHE", str(tmp_path / "cache"))
    with create_pipe_input() as keys:
        keys.send_text("SELECT ?title { ?a a rrg:Action\r; rrg:title ?title }\r\r.quit\r")
        run(kg, input=keys, output=DummyOutput())
    said = capsys.readouterr().out
    assert said.startswith("1 plan, ")
    assert "Map provision" in said and "2 rows" in said
    assert "rrg:title" in (tmp_path / "cache" / "history").read_text()


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("SELECT * {", False), ("SELECT * {}\n", True), ("SELECT * {};", True), (".list", True),
        ("due-between from=2009-01-01", True), ("PREFIX a: <b> ASK {}", False), ("", True),
        ("SELECT * { ?a a rrg:Action ;", False), ("SELECT * { ?a rrg:title ';' }", False),
        ("PREFIX a: <b>", False), ("# all\nSELECT * {}", False), ("SELECT * { ?a a ;\n", True),
    ],
)  # fmt: skip
def test_sparql_ends_with_an_empty_line_or_a_semicolon(typed: str, whole: bool) -> None:
    """All else is asked at once."""
    assert whole == is_whole(typed)


def test_an_update_is_told_as_one(kg: Knowledge) -> None:
    """It is no name of the library."""
    assert "INSERT is an update" in (Shell(kg).answer("INSERT DATA { <a:b> <a:c> 1 }") or "")


def test_a_semicolon_within_brackets_is_one_of_sparql_and_does_not_end_it(
    kg: Knowledge,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line may end with it; after the last bracket it ends the query."""
    monkeypatch.setenv("RRGRAPH_CACHE", "off")
    with create_pipe_input() as keys:
        keys.send_text("PREFIX x: <http://x#>\rSELECT ?title { ?a a rrg:Action ;\r")
        keys.send_text("rrg:title ?title };\r.quit\r")
        run(kg, input=keys, output=DummyOutput())
    assert "2 rows" in capsys.readouterr().out


def test_a_value_with_a_blank_goes_between_quotation_marks(kg: Knowledge) -> None:
    """And -p before it does no harm; an open quotation mark is told."""
    shell = Shell(kg)
    said = shell.answer("due-between -p plan=demo -p from=2009-09-01 -p 'to=2009-09-30'")
    assert said and "by September 2009" in said
    assert 'plan="a b" cannot be' in (shell.answer("due-between plan='a b'") or "")
    assert "not closed" in (shell.answer("due-between plan='a") or "")


def test_a_question_is_asked_by_name_with_its_parameters(kg: Knowledge) -> None:
    """As on the command line."""
    said = Shell(kg).answer("due-between plan=demo from=2009-09-01 to=2009-09-30")
    assert said and "by September 2009" in said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("due-betwen", 'Did you mean "due-between"?'),
        ("SELECT ?a { ?a a }", "this is not SPARQL"),
        ("SELECT ?a { ?a rrg:isLeadBy ?b };", 'Did you mean "isLedBy"?'),
        ("SELECT ?a { ?a rrg:sameBodyAs ?b }", "nothing matches ?a rrg:sameBodyAs ?b"),
        ("due-between plan=demmo", 'Did you mean "demo"?'),
        ("due-between plan", '"plan" must be KEY=VALUE.'),
        (".nothing", "Tab completes."),
        (".format", "formats: csv"),
    ],
)
def test_whatever_is_wrong_is_told_and_the_shell_goes_on(
    kg: Knowledge, typed: str, told: str
) -> None:
    """No fault ends it."""
    shell = Shell(kg)
    said = shell.answer(typed)
    assert said is not None and told in said
    assert "2 rows" in (shell.answer(ASKED) or "")


def test_sources_and_formats_are_switched(kg: Knowledge) -> None:
    """For all answers that follow."""
    shell = Shell(kg)
    shell.answer(".sources")
    assert "“Map provision”" in (shell.answer(ASKED.replace("?title {", "?a ?title {")) or "")
    assert "answers come as csv" == shell.answer(".format csv")
    assert (shell.answer(ASKED) or "").startswith("title,sources")
    assert "@prefix" in (shell.answer("CONSTRUCT { ?p a rrg:Plan } { ?p a rrg:Plan }") or "")
    assert "due-between" in (shell.answer(".list") or "")
    assert shell.answer(".quit") is None


def test_what_is_judged_or_computed_is_left_out_until_it_is_taken_in_again(
    shipped: Knowledge,
) -> None:
    """And named, where a query asks for it."""
    shell, asked = Shell(shipped), "SELECT ?a { ?a rrg:isWithin ?b } LIMIT 1"
    assert "1 row" in (shell.answer(asked) or "")
    assert "what is judged or computed is left out" == shell.answer(".stated")
    said = shell.answer(asked) or ""
    assert said.startswith("Left out: rrg:isWithin (computed).")
    assert "0 rows" in said
    shell.answer(".stated")
    assert "1 row" in (shell.answer(asked) or "")


def test_terms_questions_and_commands_are_completed(kg: Knowledge) -> None:
    """Every term that the ontology describes."""
    words = completions(kg)
    assert {"rrg:isLedBy", "rrg:Action", "due-between", ".sources", "rrg:", "ORDER BY"} <= set(
        words
    )
