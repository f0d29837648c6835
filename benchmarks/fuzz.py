"""Hostile input at volume: whatever is written into a plan, a query, a command or an import is told.

Each kind of input has a strategy that makes it up and a trial that puts it to rrgraph in a folder of
its own. A trial fails on an exception that is not put into words, on a message that would move the
cursor, on a file that is harmed, and after `PATIENCE` seconds. tests/test_fuzz.py holds some hundred
trials of each kind, `make soak` thousands.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rrgraph import loading
from rrgraph.cli._group import group
from rrgraph.queries import Library
from rrgraph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
SOUND = ROOT / "tests" / "sound"
PATIENCE = 20  # seconds that one input may take
_MOVES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Trial = Callable[[Path, Any], str]  # in a folder, with an input; what came of it

# ---------------------------------------------------------------------- what is made up
HOSTILE = [
    *("", " ", "\t", "\n", "\r\n", "\x00", "\x1b[31m", "\ufeff", "\u2028", "\u202e", "\ud800"),
    *("'", '"', "`", "\\", "{{", "}}", "${x}", "<script>", "</script>", "]]>", "&amp;", "%00"),
    *(
        "- ",
        ": ",
        "? ",
        "| ",
        "> ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a ",
        "!!python/object ",
        "#",
        "---",
    ),
    *("../", "..\\", "/", "~", "CON", "=1+1", "@SUM(A1)", "é", "ß", "𝕏", "a" * 300, "9" * 400),
    *("id: ", "themes:", "null", "true", "1e999", "-1", "0x1", "2009-02-31", "<<: ", "%YAML 9"),
]
SPARQL = [
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "INSERT DATA",
        "DROP ALL",
        "WHERE",
        "*",
        "?s ?p ?o",
    ),
    *("{", "}", "(", ")", ".", ";", "FILTER(", "OPTIONAL {", "UNION", "MINUS {", "SERVICE <x> {"),
    *(
        "GRAPH ?g {",
        "VALUES ?x {",
        "BIND(1/0 AS ?y)",
        "rrg:Plan",
        "rrg:nothing",
        "nope:x",
        "^^xsd:date",
    ),
    *(
        "GROUP BY",
        "HAVING(",
        "ORDER BY",
        "LIMIT 3",
        "OFFSET -1",
        "LIMIT 99999999999999999999",
        "(a|b)*",
    ),
    *("<http://[", "_:b", "'''", "\\u0053", "COUNT(*)", "REGEX(?s, '(a+)+$')", "PREFIX", "BASE <"),
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))


@st.composite
def spoiled(draw: st.DrawFn, sound: list[str], words: list[str]) -> str:
    """A sound text with some of it cut out, said twice or replaced."""
    text = draw(st.sampled_from(sound))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 5, 20, 200])))
        put = draw(st.one_of(st.sampled_from(words), st.just(text[start:end] * 2), texts))
        text = text[:start] + put + text[end:]
    return text


@st.composite
def said_otherwise(draw: st.DrawFn, sound: str) -> str:
    """A sound file with some of its values replaced by texts, quoted so that they are read as such."""
    where = draw(st.sampled_from(["(?<=: )", "(?<=title: )", "(?<=name: )", "(?<=text: )"]))
    values = list(re.finditer(rf"{where}[^\s{{\[][^,}}\n]*", sound)) or [re.search("$", sound)]
    for value in reversed(draw(st.lists(st.sampled_from(values), max_size=3, unique=True))):
        put = json.dumps(draw(texts), ensure_ascii=draw(st.booleans()))
        sound = sound[: value.start()] + put + sound[value.end() :]
    return sound


def of_place(place: str) -> st.SearchStrategy[tuple[str, str | bytes]]:
    """What may stand in one file of a graph."""
    path = SOUND / place
    sound = path.read_text(encoding="utf-8") if path.is_file() else SOUND_PART
    noise = st.lists(st.sampled_from(HOSTILE), max_size=20).map("".join)
    content = st.one_of(
        said_otherwise(sound),
        said_otherwise(sound),
        spoiled([sound], HOSTILE),
        noise,
        st.binary(max_size=200),
    )
    return st.tuples(st.just(place), content)


def _sound_queries() -> list[str]:
    queries = Library(ROOT / "queries").all("ask")
    short = sorted((query.text for query in queries), key=len)[:20]
    return [*short, "SELECT * { ?s ?p ?o } LIMIT 5", "ASK { ?s a rrg:Plan }"]


PLACES = ["agencies.yaml", "plans/demo/plan.yaml", "plans/demo/actions.yaml", "plans/demo/new.yaml"]
SOUND_PART = "statements:\n  - {id: s, text: What it says., quote: what it says there}\n"
files = st.sampled_from(PLACES).flatmap(of_place)
queries = st.one_of(
    spoiled(_sound_queries(), SPARQL),
    st.lists(st.sampled_from(SPARQL), max_size=12).map(" ".join),
    texts,
)

TABLES = {
    ".csv": "Ref,Action,Lead,By when\n1.1,Open a hub,Probation,March 2010\n1.2,Talk,Council,\n",
    ".md": "# Housing\n\n| Ref | Action | Lead |\n|---|---|---|\n| 1.1 | Open a hub | Probation |\n",
    ".html": "<h1>Housing</h1><table><tr><th>Ref<th>Action<th>Lead<tr><td>1.1<td>Open a hub<td>Council"
    "</table>",
    ".txt": "1 HOUSING\nRef\tAction\tLead\n1.1\tOpen a hub\tProbation\n",
}


@lru_cache  # its bytes tell the time
def _workbook() -> bytes:
    """A table of actions as Excel keeps it."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in csv.reader(TABLES[".csv"].splitlines()):
        book.active.append(row)
    book.save(out := BytesIO())
    return out.getvalue()


@lru_cache  # its bytes tell the time
def _letter() -> bytes:
    """A table of actions as Word keeps it."""
    import docx

    document = docx.Document()
    rows = list(csv.reader(TABLES[".csv"].splitlines()))
    table = document.add_table(len(rows), len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            cell.text = said
    document.save(out := BytesIO())
    return out.getvalue()


@st.composite
def packed(draw: st.DrawFn, make: Callable[[], bytes]) -> bytes:
    """A file of an office program in which some text is another, or some bytes are."""
    whole = make()
    if draw(st.integers(0, 3)) == 0:
        start = draw(st.integers(0, len(whole)))
        return (
            whole[:start] + draw(st.binary(max_size=8)) + whole[start + draw(st.integers(0, 99)) :]
        )
    old = draw(st.sampled_from(["Open a hub", "Probation", "March 2010", "Lead", "<w:t>", "<row"]))
    put = draw(texts).encode("utf-8", "surrogatepass")
    with zipfile.ZipFile(BytesIO(whole)) as read, zipfile.ZipFile(out := BytesIO(), "w") as written:
        for name in read.namelist():
            written.writestr(name, read.read(name).replace(old.encode(), put))
    return out.getvalue()


documents = st.one_of(
    *(st.tuples(st.just(suffix), spoiled([text], HOSTILE)) for suffix, text in TABLES.items()),
    st.tuples(st.just(".xlsx"), packed(_workbook)),
    st.tuples(st.just(".docx"), packed(_letter)),
    st.tuples(
        st.sampled_from([*TABLES, ".xlsx", ".docx", ".xml", ".pdf"]), st.binary(max_size=300)
    ),
)

_ABROAD = {"serve", "explore"}  # one does not end, one may open a browser
_ENDLESS = {"watching"}  # options with which a command goes on until Ctrl-C
_VALUES = st.one_of(
    st.sampled_from(
        [
            *(
                "demo",
                "no-lead",
                "action/1.1.1",
                "agency/probation",
                "probation",
                "2010-01-01",
                "csv",
            ),
            *(
                "json",
                "out",
                "new/out",
                "graph",
                "graph/agencies.yaml",
                "-",
                "1",
                "-1",
                "plan=demo",
            ),
            *("item=action/1.1.1", "demo=demo.txt", "error", "nan", "inf", "1e400", "plan-shape"),
        ]
    ),
    texts.filter(lambda text: not text.startswith(("/", "~")) and ".." not in text),
)
_ADDRESSES = st.sampled_from(
    [
        "http://127.0.0.1:9/sparql",
        "localhost",
        "ftp://x",
        "http://",
        "http://[",
        "http://u:p@[::1]:9",
    ]
)


@st.composite
def commands(draw: st.DrawFn) -> list[str]:
    """A command with arguments and options of its own, and any values behind them."""
    name = draw(st.sampled_from(sorted(set(group.list_commands(click.Context(group))) - _ABROAD)))
    found = group.get_command(click.Context(group), name)
    assert found
    words = [name]
    for parameter in found.params:
        if isinstance(parameter, click.Argument):
            words += draw(st.lists(_VALUES, min_size=parameter.required, max_size=1))
        elif parameter.name in _ENDLESS:
            continue
        elif draw(st.integers(0, 7)) == 0 or (parameter.required and draw(st.booleans())):
            words.append(draw(st.sampled_from(parameter.opts)))
            if not getattr(parameter, "is_flag", False):
                is_address = "endpoint" in parameter.opts[0] or "update" in parameter.opts[0]
                words.append(draw(_ADDRESSES if is_address else _VALUES))
    return words + ([draw(_VALUES)] if draw(st.integers(0, 7)) == 0 else [])


# ---------------------------------------------------------------------- what is done with it
def run(words: list[str], stdin: bytes = b"") -> Result:
    """A command in this process; whatever is not put into words is raised."""
    done = CliRunner().invoke(group, words, input=stdin, catch_exceptions=False)
    assert done.exit_code in (0, 1, 2, 130), done.exit_code
    assert not _MOVES.search(done.stderr), done.stderr
    return done


def outcome(done: Result) -> str:
    """In one word."""
    return "answered" if done.exit_code == 0 else "told"


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")


def try_file(home: Path, made_up: tuple[str, str | bytes]) -> str:
    """A file of a plan: it is read, or every fault of it is told."""
    place, content = made_up
    path = home / "graph" / place
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(_bytes(content))
    try:
        faults = loading.load(Workspace.find(home / "graph")).faults
        told = "\n".join(map(str, faults))
        assert not _MOVES.search(told), told
        if not faults:
            run(["gaps"])
        return "told" if faults else "read"
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def try_import(home: Path, made_up: tuple[str, str | bytes]) -> str:
    """A document: proposed, or told why not; what is proposed is written beside what is there."""
    suffix, content = made_up
    path = home / f"document{suffix}"
    path.write_bytes(_bytes(content))
    return try_command(home, ["import", path.name, "--plan", "new", "-o", "graph/plans/new"])


def try_query(home: Path, made_up: str) -> str:
    """A query by a pipe: answered, or told why not, within a limit."""
    sent = made_up.encode("utf-8", "surrogatepass")
    return outcome(run(["query", "-", "--seconds", "2", "--format", "csv"], sent))


def try_command(home: Path, made_up: list[str]) -> str:
    """Any words: what the plans say stays, whatever is asked for."""
    kept = {path: path.read_bytes() for path in (home / "graph").rglob("*.yaml")}
    try:
        done = run(made_up)
        for path, content in kept.items():
            changes = made_up[0] in ("accept", "cite", "import")
            assert path.is_file() and (changes or content == path.read_bytes()), path
        return outcome(done)
    finally:
        fresh(home)


TRIALS: dict[str, tuple[st.SearchStrategy[Any], Trial]] = {
    "files of a plan": (files, try_file),
    "queries": (queries, try_query),
    "commands": (commands(), try_command),
    "documents": (documents, try_import),
}
SHARES = {
    "files of a plan": 5,
    "queries": 3,
    "commands": 2,
    "documents": 2,
}  # of the inputs, by what one costs


# ---------------------------------------------------------------------- many of them
def fresh(home: Path) -> None:
    """Nothing but a sound graph in a folder."""
    for path in home.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    shutil.copytree(SOUND, home / "graph")


@contextmanager
def in_place(home: Path) -> Iterator[None]:
    """The folder to be in; the ontology is read once."""
    before, vocabulary, schema = Path.cwd(), loading.Vocabulary, loading.Schema
    alarm = signal.signal(signal.SIGALRM, _too_long)
    fresh(home)
    os.chdir(home)
    loading.Vocabulary = lru_cache(vocabulary)  # type: ignore[assignment, misc]
    loading.Schema = lru_cache(schema)  # type: ignore[assignment, misc]
    try:
        yield
    finally:
        os.chdir(before)
        loading.Vocabulary, loading.Schema = vocabulary, schema  # type: ignore[misc]
        signal.signal(signal.SIGALRM, alarm)


def _too_long(*_: object) -> None:
    raise TimeoutError(f"an input took more than {PATIENCE} seconds")


def hold(kind: str, count: int, home: Path, *, varied: bool = False) -> Counter[str]:
    """Try a number of inputs of one kind; what came of them. Raises what the first bad one raised.

    The inputs are the same each time, or others each time if `varied`.
    """
    made_up, trial = TRIALS[kind]
    found: Counter[str] = Counter()

    @settings(
        max_examples=count,
        derandomize=not varied,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )
    @given(made_up)
    def all_of_them(one: Any) -> None:
        signal.alarm(PATIENCE)
        try:
            found[trial(home, one)] += 1
        finally:
            signal.alarm(0)

    with in_place(home):
        all_of_them()
    return found
