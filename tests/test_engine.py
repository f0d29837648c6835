"""The engine of `rrgraph serve`: stopped at a limit, started again, and nobody else's question is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
import pytest

from rrgraph import engine as module
from rrgraph.engine import Broken, Engine, Request, TooLarge, TooLate
from rrgraph.errors import UsageError

PAIRS = "SELECT (COUNT(*) AS ?n) { ?a <http://x/p> ?b . ?c <http://x/p> ?d FILTER(?b < ?c) }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def asking(sparql: str) -> Request:
    """A question as the front passes it on."""
    return Request("GET", f"/query?{urlencode({'query': sparql})}", b"", {"Accept": "text/csv"})


def answer(engine: Engine, sparql: str) -> bytes:
    """What is said to a question."""
    found = engine.ask(asking(sparql))
    with found.content as content:
        said = content.read()
    assert (200, found.size) == (found.status, len(said)), said
    return said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 700 triples."""
    folder = tmp_path_factory.mktemp("engine") / "store"
    store = pyoxigraph.Store(str(folder))
    lines = "".join(f"<http://x/{n}> <http://x/p> <http://x/{n + 1}> .\n" for n in range(700))
    store.load(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.flush()
    return folder


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    """One that ends a question after a second."""
    engine = Engine(folder, seconds=1)
    yield engine
    engine.stop()


def test_a_late_question_is_stopped_and_the_process_answers_the_next(engine: Engine) -> None:
    """By the engine itself, so that nobody else notices."""
    first = engine.ensure().process
    with pytest.raises(TooLate):
        engine.ask(asking(PAIRS.replace("?d FILTER", "?d . ?e ?f ?g FILTER")))
    assert b"n\r\n700\r\n" == answer(engine, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert first is engine.ensure().process


def test_a_process_that_is_late_with_its_own_limit_is_ended_and_the_others_are_put_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were under way when it ended, and nothing of that is seen."""
    engine, found = Engine(folder, seconds=60), []
    first = engine.ensure().process
    beside = threading.Thread(target=lambda: found.append(answer(engine, PAIRS)))
    beside.start()
    time.sleep(0.2)
    monkeypatch.setattr(module, "PATIENCE", -59.5)
    with pytest.raises(TooLate):
        engine.ask(asking(CROSS))
    beside.join()
    engine.stop()
    assert first.poll() is not None
    assert 1 == len(found)


def test_an_answer_that_is_too_large_is_not_begun(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a table would look like a table."""
    monkeypatch.setattr(module, "MOST_ANSWER", 100_000)
    with pytest.raises(TooLarge):
        engine.ask(asking("SELECT * { ?a ?b ?c . ?d ?e ?f }"))


def test_a_question_that_breaks_the_engine_is_put_twice_and_told(folder: Path) -> None:
    """Once more, since another may have broken it."""
    started = []

    class Breaking(Engine):
        """One whose process is gone as soon as it is asked."""

        def ensure(self) -> module.Running:
            running = super().ensure()
            running.process.kill()
            running.process.wait()
            started.append(running.process.pid)
            return running

    engine = Breaking(folder, seconds=20)
    with pytest.raises(Broken):
        engine.ask(asking("ASK {}"))
    assert 2 == len(set(started))


def test_a_process_is_asked_so_many_questions_and_the_next_the_rest(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each question leaves a thread asleep; a process that answers the last of its own is ended then."""
    monkeypatch.setattr(module, "MOST_ASKED", 5)
    processes = []
    for _ in range(12):
        answer(engine, "SELECT (1 AS ?x) {}")
        if (running := engine.ensure().process) not in processes:
            processes.append(running)
    assert 3 == len(processes)
    assert [True, True, False] == [one.poll() is not None for one in processes]


def test_an_old_process_still_answers_what_it_was_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends with the last of them."""
    monkeypatch.setattr(module, "MOST_ASKED", 1)
    engine, found = Engine(folder, seconds=60), []
    first = engine.ensure()
    beside = threading.Thread(target=lambda: found.append(answer(engine, PAIRS)))
    beside.start()
    while not first.under_way:
        time.sleep(0.01)
    answer(engine, "SELECT (1 AS ?x) {}")
    assert first.process.poll() is None or found
    beside.join()
    engine.stop()
    assert (1, False) == (len(found), first.process.poll() is None)


def test_without_the_server_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setattr(module.shutil, "which", lambda *_, **__: None)
    with pytest.raises(UsageError, match="pip install rrgraph"):
        module.program()


def test_at_the_end_no_process_is_left_that_was_still_answering(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was replaced goes on with what it was asked; it goes too."""
    monkeypatch.setattr(module, "MOST_ASKED", 1)
    engine = Engine(folder, seconds=1)
    with engine._one_more() as old:
        new = engine.ensure()
        assert old is not new
        assert None is old.process.poll()
        engine.stop()
        assert None not in (old.process.poll(), new.process.poll())
