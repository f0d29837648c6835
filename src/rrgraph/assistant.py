"""The graph as tools for an assistant, over the Model Context Protocol: it may ask, and change nothing.

Each answer says where in the plans it stands, so that an assistant can cite it; what it asks in SPARQL
has the limits that a user's own query has. Nothing is sent to anybody but the program that started it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rrgraph import __version__, asking, hints
from rrgraph.errors import RrgraphError, UsageError
from rrgraph.knowledge import Knowledge
from rrgraph.queries import Query, calls_elsewhere
from rrgraph.store import Table, plain

if TYPE_CHECKING:
    from mcp.server import MCPServer

SECONDS = 30.0
MOST_ROWS = 200  # of one answer; an assistant reads no more
INSTRUCTIONS = """\
Joint delivery plans of public bodies to reduce reoffending, as a knowledge graph. Begin with list_questions: most of
what people ask is there, and run_question answers it with its sources. Use sparql for the rest; the prefixes rrg:,
rdfs:, skos: and oa: are known, terms of the plans are rrg:, and the default graph holds all plans. Cite where an answer
stands. What a plan does not say is no fact: gaps lists what the plans leave out."""


def server(kg: Knowledge) -> MCPServer:
    """The tools over one knowledge graph; UsageError where the SDK is not installed."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise UsageError("This needs the SDK of the protocol: pip install rrgraph[mcp].") from error
    made: MCPServer = MCPServer(
        "rrgraph", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    tools = Tools(kg)
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (
        *(tools.list_questions, tools.run_question, tools.sparql),
        *(tools.explain_item, tools.gaps),
    ):
        made.add_tool(_in_words(tool, ToolError), annotations=reads)
    return made


def _in_words(tool: Callable[..., Any], told_as: type[Exception]) -> Callable[..., Any]:
    """A tool whose refusals reach the assistant: of any other exception it learns nothing."""

    @wraps(tool)
    def called(*given: Any, **named: Any) -> Any:
        try:
            return tool(*given, **named)
        except RrgraphError as error:
            raise told_as(str(error)) from None

    return called


class Tools:
    """What an assistant can do; the docstrings are what it reads of each."""

    def __init__(self, kg: Knowledge) -> None:
        """Each tool asks `kg`."""
        self.kg = kg

    def list_questions(self) -> dict[str, Any]:
        """List the plans, and the questions that can be asked of them by name.

        Each question has its parameters with the values they have by default.
        """
        asked = [
            {
                "name": query.name,
                "question": query["question"],
                "topic": query["topic"],
                "parameters": {name: query.defaults.get(name, "") for name in query.parameters},
            }
            for query in self.kg.library.all("ask")
        ]
        return {"plans": self.kg.plans, "questions": asked}

    def run_question(self, name: str, parameters: dict[str, str] | None = None) -> dict[str, Any]:
        """Answer a question of the list, by its name, with the place in the plans of each row.

        parameters sets what the question is about, such as {"plan": "norfolk-2019"} or
        {"party": "agency/nacro"}; the rest is as list_questions shows it.
        """
        query, given = self.kg.library.find(name), parameters or {}
        return self._answered(query, given, with_sources=True)

    def sparql(self, query: str) -> dict[str, Any]:
        """Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT or DESCRIBE) over all plans.

        A query is stopped after 30 seconds, and 200 rows are told; updates and SERVICE are refused.
        """
        if calls_elsewhere(query):
            raise UsageError("SERVICE is refused: nobody else is asked.")
        return self._answered(Query("query", Path("query"), {}, query), {}, with_sources=False)

    def explain_item(self, item: str) -> dict[str, Any]:
        """Tell all that is known of one item, each fact with its place in the plan and its words.

        item is a plan's action, priority or the like, such as
        yorkshire-humberside-2009/action/2.2.2, or a body such as agency/nacro.
        """
        return _told(self.kg.facts(item), [])

    def gaps(self, plan: str = "", rule: str = "") -> dict[str, Any]:
        """List what is missing in the plans, worst first, each with what to do about it.

        plan and rule narrow the list, such as norfolk-2019 and no-lead. notes tell what was not
        looked at, and why: of that the list says nothing.
        """
        report = self.kg.gaps(plans=[plan] if plan else [], rules=[rule] if rule else [])
        found = [one.as_dict() for one in report.open]
        notes = [f"a rule could not be asked: {fault}" for fault in report.broken]
        notes += [f"{aside.plan}: {aside.in_words()}" for aside in report.asides]
        return {"count": len(found), "findings": found[:MOST_ROWS], "notes": notes}

    def _answered(
        self, query: Query, given: dict[str, str], *, with_sources: bool
    ) -> dict[str, Any]:
        notes = hints.doubts(self.kg, query)
        answer = asking.ask(self.kg, query, given, SECONDS)
        if isinstance(answer, bool):
            return {"answer": answer, "notes": notes}
        if not isinstance(answer, Table):
            triples = [f"{triple} ." for triple in answer[:MOST_ROWS]]
            return {"count": len(answer), "triples": triples, "notes": notes}
        bindings = self.kg.bindings(query, given)
        if not answer:
            notes += hints.why_empty(self.kg, query, bindings)
        told = Table(answer.columns, answer.rows[:MOST_ROWS])
        if with_sources:
            told = asking.with_sources(self.kg, told, bindings)
        return {**_told(told, notes), "count": len(answer)}


def _told(table: Table, notes: list[str]) -> dict[str, Any]:
    """Rows as an assistant reads them: names and values, without what is unbound."""
    rows = [
        {
            name: plain(cell)
            for name, cell in zip(table.columns, row, strict=True)
            if cell is not None
        }
        for row in table.rows[:MOST_ROWS]
    ]
    return {"count": len(table), "rows": rows, "notes": notes}
