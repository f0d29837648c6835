"""`rrgraph query` on a terminal: a shell for questions, with history and completion."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rrgraph import answers, asking, hints
from rrgraph.errors import RrgraphError, UsageError
from rrgraph.iris import PREFIXES
from rrgraph.keeping import home
from rrgraph.knowledge import Knowledge
from rrgraph.queries import Query, query_form
from rrgraph.store import Table, bare

HELP = """\
A name from the list asks that question:   block-refers-to block=yorkshire-humberside-2009/priority/1.1
SPARQL may take several lines, and ends with an empty line or with ; after its last bracket.
Prefixes need not be written. A value with a blank in it goes between quotation marks.
Tab completes.  .list shows the questions, .sources turns sources on or off, .format csv|md|...
.stated leaves out what is judged or computed, or takes it in again.
.help shows this, .quit or Ctrl-D leaves; Ctrl-C stops a query."""
KEYWORDS = (
    *("SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "BIND", "VALUES"),
    *("GRAPH", "EXISTS", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "ASK", "CONSTRUCT", "COUNT"),
)

_BEGINNING = re.compile(r"\s*(?:#|PREFIX\s+[^\s:]*:|BASE\s*<)", re.IGNORECASE)


class Shell:
    """What is asked and answered; where it is read from is for `run` to say."""

    def __init__(self, kg: Knowledge) -> None:
        """`kg` is asked; the answers are tables until `.format` says otherwise."""
        self.kg, self.form, self.sources = kg, "", False
        self.stated: Knowledge | None = None

    def answer(self, typed: str) -> str | None:
        """What to show for what was typed; None to leave. Whatever is wrong is told in words."""
        typed = typed.strip().removesuffix(";").strip()
        if typed in (".quit", ".exit"):
            return None
        try:
            return self._command(typed) if typed.startswith(".") else self._asked(typed)
        except RrgraphError as error:
            return str(error)
        except KeyboardInterrupt:
            return "stopped"
        except OSError as error:
            return f"What the query asks of another store failed: {error}."

    def _command(self, typed: str) -> str:
        name, _, rest = typed[1:].partition(" ")
        if name == "list":
            return asking.menu(self.kg).rstrip("\n")
        if name == "sources":
            self.sources = not self.sources
            return f"sources are {'on' if self.sources else 'off'}"
        if name == "stated":
            self.stated = None if self.stated else asking.stated_only(self.kg)
            left = "left out" if self.stated else "taken in again"
            return f"what is judged or computed is {left}"
        shown = [form for form in answers.names() if not answers.is_binary(form)]
        if name == "format" and rest in shown:
            self.form = rest
            return f"answers come as {rest}"
        return f"formats: {', '.join(shown)}" if name == "format" else HELP

    def _asked(self, typed: str) -> str:
        if not typed:
            return ""
        is_sparql = _is_sparql(typed)
        name, *pairs = ["typed"] if is_sparql else _words(typed)
        query = (
            Query("typed", Path("typed"), {}, typed) if is_sparql else self.kg.library.find(name)
        )
        given = {} if is_sparql else dict(map(_pair, pairs))
        said = [f"Warning: {one}" for one in hints.doubts(self.kg, query)]
        shown = self.stated or self.kg
        if left := asking.left_out(self.kg, shown, query.text):
            said.append(f"Left out: {', '.join(left)}.")
        answer = asking.ask(shown, query, given)
        if isinstance(answer, Table):
            if not answer:
                said += hints.why_empty(shown, query, shown.bindings(query, given))
            if self.sources:
                answer = asking.with_sources(shown, answer, shown.bindings(query, given))
        form = "" if isinstance(answer, list) else self.form
        text = answers.rendered(answer, form)
        assert isinstance(text, str)
        return "\n".join([*said, text.rstrip("\n")])


def _pair(typed: str) -> tuple[str, str]:
    name, equals, value = typed.partition("=")
    if not equals:
        raise UsageError(f'"{typed}" must be KEY=VALUE.')
    return name, value


def _words(typed: str) -> list[str]:
    """A question and its parameters, as a command line takes them."""
    try:
        words = shlex.split(typed)
    except ValueError as error:
        raise UsageError(f"A quotation mark is not closed in: {typed}") from error
    return [word for word in words if word not in ("-p", "--param")]


def _is_sparql(typed: str) -> bool:
    """Whether it is SPARQL or the beginning of it, such as a declaration or a comment."""
    return bool(query_form(typed) or asking.update_word(typed) or _BEGINNING.match(typed))


def is_whole(typed: str) -> bool:
    """Whether what was typed can be asked: SPARQL ends with an empty line or `;`, the rest at once.

    A `;` between brackets is one of SPARQL's own, and more is to come.
    """
    words = bare(typed).strip()
    is_open = words.count("{") > words.count("}")
    ends = typed.endswith("\n") or (words.endswith(";") and not is_open)
    return ends or not _is_sparql(typed.strip())


def completions(kg: Knowledge) -> list[str]:
    """The words to complete: questions, terms of ours, prefixes, commands and keywords."""
    terms = kg.store.select("SELECT DISTINCT ?term { ?term rdfs:isDefinedBy ?ontology }")
    ours = [f"rrg:{iri.removeprefix(PREFIXES['rrg'])}" for iri in terms.column("term")]
    commands = [".help", ".list", ".sources", ".stated", ".format", ".quit"]
    prefixes = [f"{prefix}:" for prefix in PREFIXES]
    return sorted([*kg.library.paths("ask"), *ours, *prefixes, *commands, *KEYWORDS])


def run(kg: Knowledge, **given: Any) -> None:
    """Read, answer, print, until the user leaves; `given` goes to the prompt, for tests."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import FuzzyWordCompleter
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("enter")
    def _(event: Any) -> None:
        buffer = event.current_buffer
        if is_whole(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    folder = home()
    history: Any = InMemoryHistory()
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        history = FileHistory(str(folder / "history"))
    completer = FuzzyWordCompleter(completions(kg), WORD=True)
    session: PromptSession[str] = PromptSession(
        "rrgraph> ", history=history, completer=completer, multiline=True, key_bindings=keys,
        prompt_continuation="     ... ", complete_while_typing=False, **given,
    )  # fmt: skip
    count = len(kg.plans)
    questions = len(kg.library.paths("ask"))
    print(f"{count} plan{'s' * (count != 1)}, {questions} questions. .help for help.")
    shell = Shell(kg)
    for typed in _typed(session):
        shown = shell.answer(typed)
        if shown is None:
            return
        print(shown)


def _typed(session: Any) -> Iterator[str]:
    while True:
        try:
            yield session.prompt(in_thread=_is_in_a_loop())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _is_in_a_loop() -> bool:
    """Whether a loop of asyncio runs here, as in a notebook: the prompt then needs a thread."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
