"""What an assistant is told, over the protocol itself: the SDK's own client, and the program by its pipes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from rrgraph import assistant
from rrgraph.errors import RrgraphError, UsageError
from rrgraph.knowledge import Knowledge
from rrgraph.limits import OverTheLimit
from rrgraph.queries import Library

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")
PROGRAM = str(Path(sys.executable).with_name("rrgraph"))
ROOT = Path(__file__).resolve().parents[1]


def called(*calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the program answers to some calls of tools, one after the other, over its pipes."""

    async def talk() -> list[Any]:
        words = ["mcp", "--graph", str(ROOT / "graph")]
        started = mcp.StdioServerParameters(command=PROGRAM, args=words, env=dict(os.environ))
        async with mcp.stdio_client(started) as pipes, mcp.ClientSession(*pipes) as session:
            hello = await session.initialize()
            assert "list_questions" in (hello.instructions or "")
            tools = (await session.list_tools()).tools
            return [tools, *[await session.call_tool(name, given) for name, given in calls]]

    with ThreadPoolExecutor(1) as beside:  # here a loop may be running already: that of a browser
        return beside.submit(asyncio.run, talk()).result()


def test_an_assistant_asks_and_is_told_where_the_answer_stands() -> None:
    """Each tool once; mistakes are told in words, and the next call is answered."""
    nobody = {"plan": "norfolk-2020"}
    tools, listed, asked, item, gaps, rows, wrong, unknown, service = called(
        ("list_questions", {}),
        ("run_question", {"name": "led-by", "parameters": {"party": "agency/yhip"}}),
        ("explain_item", {"item": "yorkshire-humberside-2009/action/2.2.2"}),
        ("gaps", {"rule": "no-lead", "plan": "yorkshire-humberside-2009"}),
        ("sparql", {"query": "SELECT ?title { ?plan a rrg:Plan ; rrg:title ?title }"}),
        ("sparql", {"query": "SELECT ?title { ?plan a rrg:Plan ; rrg:title }"}),
        ("run_question", {"name": "plan-shape", "parameters": nobody}),
        ("sparql", {"query": r"ASK { \u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}),
    )
    assert {"list_questions", "run_question", "sparql", "explain_item", "gaps"} == {
        tool.name for tool in tools
    }
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    questions = {one["name"]: one for one in listed.structured_content["questions"]}
    assert {"party": "agency/dom-yh"} == {
        k: v for k, v in questions["led-by"]["parameters"].items() if k == "party"
    }
    assert 7 == asked.structured_content["count"]
    assert all(
        "yorkshire-humberside-2009, section 9" in row["sources"]
        for row in asked.structured_content["rows"]
    )
    quotes = {row.get("quote") for row in item.structured_content["rows"]}
    assert {"DOM & GOYH", "Probation Areas", "Quarterly"} <= quotes
    assert ["no-lead"] == [one["rule"] for one in gaps.structured_content["findings"]]
    assert 3 == rows.structured_content["count"]
    for answer, said in (
        (wrong, "this is not SPARQL"),
        (unknown, 'There is no plan "norfolk-2020"'),
        (service, "SERVICE is refused"),
    ):
        assert answer.is_error
        assert said in answer.content[0].text


def test_a_mistake_in_sparql_is_told_with_what_may_be_meant(shipped: Knowledge) -> None:
    """An unknown term, and an update."""
    tools = assistant.Tools(shipped)
    found = tools.sparql("SELECT ?b { ?a rrg:titel ?b }")
    assert 0 == found["count"]
    assert 'the ontology has no term rrg:titel. Did you mean "title"?' in found["notes"]
    with pytest.raises(RrgraphError, match="DROP is an update, not a question"):
        tools.sparql("DROP ALL")


def test_what_was_not_looked_at_is_told_beside_the_gaps(
    shipped: Knowledge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rules that a plan gives no reason to ask, and one that cannot be asked: silence is not health."""
    bad = tmp_path / "gaps" / "bad.rq"
    bad.parent.mkdir()
    bad.write_text("#+ summary: Bad\nSELECT ?focus { ?focus a rrg:Action }", encoding="utf-8")
    monkeypatch.setattr(shipped, "library", Library(*shipped.library.folders, tmp_path))
    notes = assistant.Tools(shipped).gaps("norfolk-2019")["notes"]
    assert "the header lacks" in notes[0]
    assert any(
        note.startswith("norfolk-2019: no links are stated: ") and "hub" in note for note in notes
    )


def test_a_query_that_does_not_end_is_stopped_and_the_next_is_answered(
    shipped: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a user's own query is."""
    monkeypatch.setattr(assistant, "SECONDS", 0.5)
    tools = assistant.Tools(shipped)
    with pytest.raises(OverTheLimit, match="was stopped after"):
        tools.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert {"answer": True, "notes": []} == tools.sparql("ASK { ?plan a rrg:Plan }")


def test_a_long_answer_is_told_in_part_with_its_whole_count(shipped: Knowledge) -> None:
    """Rows and triples."""
    tools = assistant.Tools(shipped)
    found = tools.sparql("SELECT ?a { ?a a ?b } LIMIT 300")
    assert (300, 200) == (found["count"], len(found["rows"]))
    found = tools.sparql("CONSTRUCT { ?a a ?b } { ?a a ?b } LIMIT 300")
    assert found["count"] > 200 == len(found["triples"])


def test_without_the_sdk_it_is_told_how_to_get_it(
    shipped: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an extra."""
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(UsageError, match="pip install rrgraph"):
        assistant.server(shipped)


def test_it_ends_when_nobody_asks_any_more() -> None:
    """And has said nothing that is not of the protocol."""
    words, none = [PROGRAM, "mcp"], subprocess.DEVNULL
    done = subprocess.run(words, check=False, stdin=none, capture_output=True)
    assert (0, b"", b"") == (done.returncode, done.stdout, done.stderr)
