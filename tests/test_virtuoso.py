"""The graph in Virtuoso, a store of another make: published, asked and copied there.

A server of its own is started on free ports of this machine, with a limit of rows below what the
largest plan has, since Virtuoso cuts there without a word of the protocol.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

import rrgraph
from rrgraph import publishing
from rrgraph.endpoint import Endpoint
from rrgraph.engine import free_port
from rrgraph.errors import UsageError
from rrgraph.knowledge import Knowledge
from rrgraph.publishing import publish
from rrgraph.remote import copied

from .test_parity import bound, queries, rows

ROOT = Path(__file__).resolve().parents[1]
MOST_ROWS = 20_000
INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
TransactionFile = virtuoso.trx
LockFile = virtuoso.lck
FileExtend = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""
DIFFERENT = {
    "reference-name-variant": "a curly quote that stands in the query comes back as a question mark",
    "missing-parts": "of two EXISTS that differ in a class alone, it looks up the first one twice",
    "whole-plan-edges": "a list keeps its other members where one is unbound; elsewhere it is empty",
    "overdue": "a variable that is never bound, as a value of IF, loses the grouping by plan",
}


@dataclass
class Server:
    """A running Virtuoso, and what was put into it last."""

    url: str
    holds: Knowledge | None = None

    def endpoint(self) -> Endpoint:
        """Asked without a name, changed as its administrator."""
        return Endpoint(f"{self.url}/sparql", seconds=300, update_url=f"{self.url}/sparql-auth")

    def holding(self, kg: Knowledge) -> Endpoint:
        """The store with this graph in it."""
        store = self.endpoint()
        if self.holds is not kg:
            publish(kg, store, prune=True)
            self.holds = kg
        return store


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Virtuoso, with a folder of its own."""
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("Virtuoso is not installed: on Debian, virtuoso-opensource-7-bin")
    folder, http = tmp_path_factory.mktemp("virtuoso"), free_port()
    ini = INI.format(port=free_port(), http=http, rows=MOST_ROWS)
    (folder / "virtuoso.ini").write_text(ini)
    words = [program, "+foreground", "+configfile", "virtuoso.ini"]
    output = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(words, cwd=folder, stdin=subprocess.DEVNULL, **output) as process:  # type: ignore[call-overload]
        try:
            _until_it_answers(process, f"http://127.0.0.1:{http}/sparql")
            yield Server(f"http://127.0.0.1:{http}")
        finally:
            process.kill()


def _until_it_answers(process: subprocess.Popen[bytes], url: str) -> None:
    """It takes some seconds to make its database."""
    for _ in range(1200):
        assert process.poll() is None, "Virtuoso ended by itself"
        with suppress(HTTPError, URLError, OSError), urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError("Virtuoso did not start in two minutes")


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of a new database, by HTTP digest."""
    monkeypatch.setenv("RRGRAPH_USER", "dba")
    monkeypatch.setenv("RRGRAPH_PASSWORD", "dba")


@pytest.fixture(scope="session")
def sound() -> Knowledge:
    """A small graph."""
    return rrgraph.open(ROOT / "tests" / "sound")


def test_every_query_gives_the_rows_of_the_embedded_store(
    server: Server, shipped: Knowledge
) -> None:
    """But for those named above."""
    shipped.gaps()  # what rules need to be found first is found
    store, different = server.holding(shipped), set()
    for query in queries(shipped):
        own = shipped.store.select(query.text, bound(query))
        there = store.select(query.text, bound(query))
        assert own.columns == there.columns, query.name
        if rows(own.rows) != rows(there.rows):
            different.add(query.name)
    assert set(DIFFERENT) == different


def test_a_table_that_is_cut_is_no_answer(server: Server, shipped: Knowledge) -> None:
    """Nor is a copy: the largest plan has more triples than the server gives."""
    store = server.holding(shipped)
    with pytest.raises(UsageError, match=f"gives no more than {MOST_ROWS} rows"):
        store.select("SELECT ?s ?p ?o { ?s ?p ?o }")
    with pytest.raises(UsageError, match=r"triples of .*raise the limit of rows"):
        copied(store.url)


def test_yes_and_no_are_told_apart(server: Server, sound: Knowledge) -> None:
    """Though the answer is a table."""
    store = server.holding(sound)
    assert bool(store.query("ASK { ?plan a rrg:Plan }")) is True
    assert bool(store.query("ASK { ?plan a rrg:Nothing }")) is False


def test_what_was_published_is_all_there_and_says_what_the_files_say(
    server: Server, sound: Knowledge
) -> None:
    """Each statement, and each gap."""
    there = copied(server.holding(sound).url)
    assert set(sound.store.oxigraph) == set(there.store.oxigraph)
    assert [f._replace(file="", line=0) for f in sound.gaps().findings] == there.gaps().findings


def test_a_store_that_keeps_less_than_it_is_given_holds_the_old_graphs(
    server: Server, sound: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing that was on its way."""
    store = server.holding(sound)
    before = store.graphs()
    whole = publishing._parts
    monkeypatch.setattr(publishing, "_parts", lambda lines: whole(list(lines)[:-1]))
    with pytest.raises(UsageError, match="did not keep all that it was given"):
        publish(sound, store)
    assert before == store.graphs()


def test_who_may_not_write_is_told_so_and_changes_nothing(
    server: Server, sound: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another password, or at the address that is for reading; no secret is told."""
    before = server.holding(sound).graphs()
    with pytest.raises(UsageError):
        publish(sound, Endpoint(f"{server.url}/sparql"))
    monkeypatch.setitem(os.environ, "RRGRAPH_PASSWORD", "not-the-password")
    with pytest.raises(UsageError, match="does not let us in") as raised:
        publish(sound, server.endpoint())
    assert "not-the-password" not in str(raised.value)
    assert before == server.endpoint().graphs()
