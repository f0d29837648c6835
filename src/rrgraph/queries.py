"""The query library: SPARQL files with a `#+` header that says what each is for.

`queries/ask` holds questions, `gaps` rules, `matters` which plans have what rules are about, `derive`
CONSTRUCTs that fill graph/inferred, `network` what is a node and what an edge, `refresh` what is
compared between two editions, `sheets` the sections of a partner's page, `grids` the tables of the
gap report. The name of a query is its file name. A header key that the folder does not know is an
error, so that nothing is lost to a typing mistake.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from textwrap import shorten
from typing import Any

from rrgraph.errors import Fault, FaultyData, FaultyFile, UsageError, did_you_mean
from rrgraph.iris import PREFIXES, THINGS, plan_iri
from rrgraph.reading import Record, Series, read_text
from rrgraph.store import bare, masked

HEADER_KEYS = {
    "ask": {
        *("summary", "question", "asked-by", "topic", "number", "basis"),
        *("description", "defaults", "expected"),
    },
    "gaps": {
        *("summary", "description", "severity", "message", "advice", "ground"),
        *("fine-when", "decision", "defaults", "needs", "matter", "view"),
        *("column", "without-column", "empty-column", "without-column-advice"),
    },
    "derive": {"summary", "description", "restates"},
    "matters": {"summary", "description", "none"},
    "network": {"summary", "description", "network", "part"},
    "refresh": {"summary", "description", "facet"},
    "sheets": {"summary", "description", "heading", "empty"},
    "grids": {"summary", "description", "heading", "row", "marks", "view", "empty"},
}
REQUIRED_KEYS = {
    "ask": {"summary", "question", "topic"},
    "gaps": {"summary", "description", "severity", "message", "advice", "ground"},
    "derive": {"summary"},
    "matters": {"summary", "none"},
    "network": {"summary", "network", "part"},
    "refresh": {"summary", "facet"},
    "sheets": {"summary", "heading", "empty"},
    "grids": {"summary", "description", "heading", "row", "empty"},
}
OF_ONE_PLAN = ("grids", "refresh", "sheets")  # folders whose queries are asked plan by plan
SHARED = (  # things that no single plan owns: their names begin so
    *("agency", "psa", "indicator", "pathway"),
    *("need", "document", "programme", "plan"),
)
_PARAMETER = re.compile(r"[?$]_([A-Za-z]\w*?)(?:_(iri|date|integer|decimal))?\b")
_SERVICE = re.compile(r"(?<![\w?$:.-])SERVICE\b(?!:)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OURS = re.compile(r"(?<![\w?$:.-])rrg:(\w+)")
_PROLOGUE = re.compile(r"(?:\s*(?:BASE|PREFIX\s+[^\s:]*\s*:))*\s*", re.IGNORECASE)
_FORM = re.compile(r"(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w.-])", re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """One query file: its name, header and SPARQL."""

    name: str
    path: Path
    header: dict[str, str]
    text: str
    defaults: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        """A header entry, empty when the file does not give it."""
        return self.header.get(key, "")

    @cached_property
    def parameters(self) -> dict[str, tuple[str, str]]:
        """Parameter name -> (variable, kind), read from `?_name`, `?_name_iri`, `?_name_date` ..."""
        found = {}
        for match in _PARAMETER.finditer(bare(self.text)):
            found[match[1]] = (match[0][1:], match[2] or "text")
        return found

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return query_form(self.text)

    def line_of(self, key: str) -> int:
        """The line of the file on which a header entry, or the query itself, begins; 0 if none does."""
        begins = re.compile(rf"#\+ {re.escape(key)}\s*:" if key else r"\s*(?i:SELECT)\b")
        lines = enumerate(self.text.splitlines(), 1)
        return next((number for number, line in lines if begins.match(line)), 0)

    def bindings(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Terms by variable for the parameters given, the defaults of the header for the rest."""
        parameters = self.parameters
        for name in given:
            if name not in parameters:
                hint = (
                    did_you_mean(name, parameters) or f"It has: {', '.join(parameters) or 'none'}."
                )
                raise UsageError(f'The query {self.name} has no parameter "{name}". {hint}')
        values = {**self.defaults, **given}
        found: dict[str, Any] = {}
        for name, (variable, kind) in parameters.items():
            if name in values:
                found[variable] = as_term(name, values[name], kind)
        return found


def as_term(name: str, written: str, kind: str) -> Any:
    """The value of parameter `name` as a term of its kind; UsageError when it cannot be one."""
    from pyoxigraph import Literal, NamedNode

    if kind == "text":
        return Literal(written)
    if kind == "iri":
        try:
            return NamedNode(as_iri(written, is_plan=name == "plan"))
        except ValueError as error:
            hint = "Write an id such as demo/action/1.1 or agency/yhip, or an IRI."
            raise UsageError(f'{name}="{written}" cannot be the name of an item. {hint}') from error
    is_right, example = _KINDS[kind]
    if not is_right(written):
        raise UsageError(f'{name}="{written}" is not {example}.')
    return Literal(written, datatype=NamedNode(PREFIXES["xsd"] + kind))


_SLIPS = tuple(
    (re.compile(slip, re.IGNORECASE), hint)
    for slip, hint in (  # what a slip looks like, after what the engine says of it and " :: "
        (r":: \s*$", "Nothing was asked: write a SELECT, ASK, CONSTRUCT or DESCRIBE."),
        (
            r"variable that is unbound",
            "Compute each variable of the SELECT, or name it in GROUP BY.",
        ),
        (
            r"IRI parsing",
            "Write the IRI whole, such as <https://w3id.org/rrgraph/id/agency/nacro>.",
        ),
        (
            r"::.*\bSELECT\b[^{]*[?$]\w+\s*,",
            "The variables of a SELECT stand apart by blanks, not commas.",
        ),
        (
            r"::.*\bSELECT\b[^{(]*\b(COUNT|SUM|AVG|MIN|MAX|SAMPLE)\s*\(",
            "What is computed goes between brackets, with a name: (COUNT(?item) AS ?items).",
        ),
        (r"::.*[\s(]\d+\.\d+\.\d+", 'A number such as 2.2.2 is a text: write "2.2.2".'),
        (r"::.*\bORDER\s+[?$]", "Write ORDER BY."),
        (r"::.*\bGROUP\s+[?$]", "Write GROUP BY."),
    )
)


def is_day(written: str) -> bool:
    """Whether a text is a day of the calendar such as 2009-09-30."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


_KINDS: dict[str, tuple[Callable[[str], object], str]] = {
    "date": (is_day, "a day such as 2009-09-30"),
    "integer": (re.compile(r"[+-]?[0-9]+").fullmatch, "a whole number such as 12"),
    "decimal": (re.compile(r"[+-]?[0-9]+(\.[0-9]+)?").fullmatch, "a number such as 12.5"),
}


def not_sparql(path: Path, error: SyntaxError, text: str = "") -> FaultyFile:
    """What the engine says of a query that it cannot read, at its line; with `text` a caret below it."""
    said = re.fullmatch(r"error at (\d+):(\d+): (.*)", error.msg, re.DOTALL)
    line, column = (int(said[1]), int(said[2])) if said else (error.lineno or 0, 1)
    why = shorten(_expected(said[3] if said else error.msg), 160, placeholder=" ...")
    lines = text.splitlines()
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    hints = (hint for slip, hint in _SLIPS if slip.search(f"{why} :: {masked(text)}"))
    return FaultyFile(path, f"this is not SPARQL: {why}", next(hints, ""), line, column, excerpt)


def _expected(said: str) -> str:
    """What a parser expected, without the classes of letters that it lists by the dozen.

    >>> _expected("expected one of FILTER, SELECT, ['0' ..= '9' | 'a'], [_]")
    'expected FILTER or SELECT'
    """
    words = re.fullmatch(r"expected (?:one of )?(.*)", re.sub(r"\[[^\]]*\]", "", said), re.DOTALL)
    if not words:
        return said
    if re.match(r"[A-Z]\w* \w+ \w+", words[1]):  # a sentence of the engine's own
        return words[1]
    expected = [word for word in re.split(r",\s+", words[1]) if word.strip()]
    if not expected:
        return "what stands here cannot be read"
    *most, last = expected
    return f"expected {', '.join(most)} or {last}" if most else f"expected {last}"


def as_iri(written: str, *, is_plan: bool = False) -> str:
    """What a person writes for an item -> its IRI: `demo/action/1.1`, `agency/yhip`, or an IRI."""
    if written.startswith(("http://", "https://")):
        return written
    if is_plan:
        return plan_iri(written)
    return THINGS + written if written.split("/", 1)[0] in SHARED else plan_iri(written)


def calls_elsewhere(text: str) -> bool:
    """Whether a query asks another store (SERVICE), which this machine would have to call.

    >>> calls_elsewhere("ASK { SERVICE <http://x> {} }"), calls_elsewhere('ASK { ?s ?p "SERVICE" }')
    (True, False)
    """
    return bool(_SERVICE.search(bare(unescaped(text))))


def unescaped(query: str) -> str:
    r"""A query with its \u escapes read, so that no word hides behind them.

    >>> unescaped("\\u0053ERVICE")
    'SERVICE'
    """

    def letter(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= sys.maxunicode else found[0]

    return _ESCAPE.sub(letter, query)


def own_terms(sparql: str) -> set[str]:
    """The terms of our ontology that a query names.

    >>> own_terms("SELECT ?a { ?a rrg:isLedBy ?b } # rrg:Post")
    {'isLedBy'}
    """
    return set(_OURS.findall(bare(sparql)))


def query_form(text: str) -> str:
    """The form of a query: SELECT, ASK, CONSTRUCT, DESCRIBE, or empty when it has none of these.

    >>> query_form("PREFIX ask: <http://x#> SELECT * {}")
    'SELECT'
    >>> query_form("ask-anything")
    ''
    """
    words = bare(text)
    prologue = _PROLOGUE.match(words)
    found = _FORM.match(words, prologue.end() if prologue else 0)
    return found[1].upper() if found else ""


def read_query(path: Path, folder: str = "") -> Query:
    """Read one query file; with `folder`, its header is held to what that folder knows.

    A file that has not changed since is not read twice.
    """
    try:
        at = path.stat()
    except OSError:
        return _read_query(path, folder, ())  # which says why
    return _read_query(path, folder, (at.st_mtime_ns, at.st_size))


@lru_cache(maxsize=512)
def _read_query(path: Path, folder: str, _: tuple[int, ...]) -> Query:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultyFile(path, "the query is not UTF-8 text", "Save it again as UTF-8.") from error
    except OSError as error:
        hint = "Give a text file with one SPARQL query."
        raise FaultyFile(path, f"the query cannot be read: {error.strerror}", hint) from error
    header, defaults, lines = _header(path, text)
    query = Query(path.stem, path, header, text, defaults)
    if folder:
        _hold(query, folder, lines)
    return query


def _header(path: Path, text: str) -> tuple[dict[str, str], dict[str, str], dict[str, int]]:
    """The entries of a header, its defaults for parameters, and the line of each entry."""
    lines = [
        "" if not li.startswith("#+") else li[2:].removeprefix(" ") for li in text.splitlines()
    ]
    source = read_text("\n".join(lines), path, str(path))
    if source.faults:
        first = source.faults[0]
        raise FaultyFile(path, f"the header: {first.message}", first.hint, first.line)
    record = source.record
    header = {k: " ".join(v.split()) for k, v in record.items() if isinstance(v, str)}
    defaults: dict[str, str] = {}
    if "defaults" in record:
        header.pop("defaults", None)
        defaults = _defaults(path, record)
        header["defaults"] = ", ".join(f"{k}={v}" for k, v in defaults.items())
    for key in record:
        if key not in header:
            hint = f"Write `#+ {key}:` and a text; one with a colon goes in quotes."
            message = f'the header key "{key}" is not one text'
            raise FaultyFile(path, message, hint, record.places[key][0])
    return header, defaults, {key: place[0] for key, place in record.places.items()}


def _defaults(path: Path, record: Record) -> dict[str, str]:
    """The values of parameters that are not given: one mapping, or a list of them."""
    written = record["defaults"]
    found: dict[str, str] = {}
    for entry in written if isinstance(written, Series) else [written]:
        if not isinstance(entry, Record) or not all(isinstance(v, str) for v in entry.values()):
            hint = "Write a line `#+   - _name: value` for each parameter."
            line = record.places["defaults"][0]
            raise FaultyFile(path, "the defaults of the header cannot be read", hint, line)
        found |= {key.lstrip("?_"): str(value) for key, value in entry.items()}
    return found


def _hold(query: Query, folder: str, lines: Mapping[str, int]) -> None:
    path, header = query.path, query.header
    for key in header:
        if key not in HEADER_KEYS[folder]:
            near = did_you_mean(key, HEADER_KEYS[folder])
            hint = near or f"Known are: {', '.join(sorted(HEADER_KEYS[folder]))}."
            raise FaultyFile(path, f'the header key "{key}" is unknown', hint, lines[key])
    for name in query.defaults:
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            hint = did_you_mean(name, query.parameters) or f"The query has: {known}."
            message = f'the header gives a default for "{name}", which is no parameter'
            raise FaultyFile(path, message, hint, lines["defaults"])
    missing = sorted(REQUIRED_KEYS[folder] - set(header))
    if missing:
        hint = f"Add a line `#+ {missing[0]}: ...`."
        raise FaultyFile(path, f"the header lacks {', '.join(missing)}", hint, 1)
    if folder in OF_ONE_PLAN and "plan" not in query.parameters:
        hint = "Write ?_plan_iri for the plan, and name it among the columns too."
        raise FaultyFile(path, "the query is not asked of one plan", hint, query.line_of(""))


class Library:
    """The folders of queries that ship, and the user's own beside `graph/`; the last goes first."""

    def __init__(self, *folders: Path) -> None:
        """`folders` hold `ask`, `gaps`, `derive` and the like; a later one's query replaces another's."""
        self.folders = folders

    def paths(self, kind: str) -> dict[str, Path]:
        """The files of one kind by the name of their query, in the order of the names."""
        found = {
            path.stem: path for folder in self.folders for path in (folder / kind).glob("*.rq")
        }
        return dict(sorted(found.items()))

    def all(self, kind: str) -> list[Query]:
        """Every query of one kind (`ask`, `gaps`, `derive`, `network`), by name.

        FaultyData with the faults of all files that cannot be used.
        """
        queries, faults = self.usable(kind)
        if faults:
            raise FaultyData(faults)
        return queries

    def usable(self, kind: str) -> tuple[list[Query], list[Fault]]:
        """The queries of one kind that can be used, and the faults of the others."""
        queries, faults = [], []
        for path in self.paths(kind).values():
            try:
                queries.append(read_query(path, kind))
            except FaultyFile as error:
                faults += error.faults
        return queries, faults

    def is_shipped(self, query: Query) -> bool:
        """Whether a query came with rrgraph, and so is known to end."""
        return query.path.is_relative_to(self.folders[0])

    def find(self, name: str) -> Query:
        """The question or rule of that name; UsageError with the nearest name when there is none."""
        kinds = ("gaps", "ask")  # a question before a rule
        found = {stem: (path, kind) for kind in kinds for stem, path in self.paths(kind).items()}
        if name in found:
            return read_query(*found[name])
        near = f"{did_you_mean(name, found)} `rrgraph query --list` shows them all.".lstrip()
        raise UsageError(f'There is no query "{name}". {near}')
