"""The graph put into a real store, and asked there: the same answers, and never half of it."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

import rrgraph
from rrgraph import publishing
from rrgraph.cli._group import group
from rrgraph.endpoint import Endpoint
from rrgraph.engine import HOST, free_port, program
from rrgraph.errors import UsageError
from rrgraph.iris import GRAPHS, plan_graph
from rrgraph.knowledge import Knowledge
from rrgraph.publishing import TEMPORARY, publish
from rrgraph.remote import asked, copied

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Endpoint]:
    """An Oxigraph server that may be written to, empty."""
    port = free_port()
    words = [program(), "serve", "--location", str(tmp_path / "store"), "--bind", f"{HOST}:{port}"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        for _ in range(200):
            try:
                socket.create_connection((HOST, port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        base = f"http://{HOST}:{port}"
        yield Endpoint(f"{base}/query", update_url=f"{base}/update")
        running.kill()


@pytest.fixture
def sound() -> Knowledge:
    """The small sound plan."""
    return rrgraph.open(ROOT / "tests" / "sound")


def counts(kg: Knowledge) -> dict[str, int]:
    """How many triples each named graph has."""
    asked = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    return {row["g"]: row["n"] for row in kg.store.select(asked)}


def command(*words: str) -> Result:
    """A command as a person runs it."""
    return CliRunner().invoke(group, words, catch_exceptions=False)


def test_every_graph_arrives_whole_and_nothing_else_is_touched(
    store: Endpoint, sound: Knowledge
) -> None:
    """What others keep in the store stays; a second time it is the same."""
    store.update("INSERT DATA { GRAPH <http://x/other> { <http://x/a> <http://x/b> 1 } }")
    for _ in range(2):
        done = publish(sound, store)
        assert counts(sound) == done.graphs
        assert done.graphs == store.graphs()
    asked = urlencode({"query": "ASK { GRAPH <http://x/other> { ?s ?p ?o } }"})
    with urlopen(f"{store.url}?{asked}") as answer:
        assert b"true" in answer.read()


def test_a_plan_that_is_gone_is_told_and_dropped_when_asked(
    store: Endpoint, sound: Knowledge
) -> None:
    """Never by itself."""
    gone = plan_graph("gone")
    store.update(f"INSERT DATA {{ GRAPH <{gone}> {{ <http://x/a> <http://x/b> 1 }} }}")
    assert [gone] == publish(sound, store).left
    assert gone in store.graphs()
    assert [gone] == publish(sound, store, prune=True).pruned
    assert gone not in store.graphs()


def test_a_store_that_cuts_what_it_gets_keeps_its_old_graphs(
    store: Endpoint, sound: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is counted before anything is replaced, and what arrived is taken away again."""
    publish(sound, store)
    before = store.graphs()
    whole = publishing._parts

    def cut(lines: Any) -> Iterator[str]:
        kept = list(lines)
        return whole(kept[: max(1, len(kept) - 3)])

    monkeypatch.setattr(publishing, "_parts", cut)
    with pytest.raises(UsageError, match="did not keep all that it was given"):
        publish(sound, store)
    assert before == store.graphs()
    assert [] == [name for name in store.graphs() if name.startswith(TEMPORARY)]


class Killed(BaseException):
    """The power went: nothing that a program does about a fault is done."""


def test_a_publication_that_is_killed_leaves_the_old_graphs_or_the_new(
    store: Endpoint, sound: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any of its requests; the next one takes away what was left half arrived."""
    name = plan_graph("demo")
    update, left = store.update, [10_000]

    def until_killed(sparql: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        update(sparql)

    monkeypatch.setattr(store, "update", until_killed)
    publish(sound, store)
    requests, new = 10_000 - left[0], store.graphs()
    old = {**new, name: 1, f"{TEMPORARY}99": 1}
    for done in range(requests):
        left[0] = 10_000
        for graph in (name, f"{TEMPORARY}99"):
            update(
                f"DROP SILENT GRAPH <{graph}> ;"
                f"INSERT DATA {{ GRAPH <{graph}> {{ <http://x/a> <http://x/b> 1 }} }}"
            )
        left[0] = done
        with pytest.raises(Killed):
            publish(sound, store)
        found = {graph: n for graph, n in store.graphs().items() if TEMPORARY not in graph}
        assert {graph: n for graph, n in old.items() if TEMPORARY not in graph} == found, done

    left[0] = 10_000
    assert new == publish(sound, store).graphs
    assert new == store.graphs()


def test_a_store_that_fails_while_graphs_move_says_which_are_new(
    store: Endpoint, sound: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some stores do a request in parts."""
    update = store.update

    def failing(sparql: str) -> None:
        if sparql.startswith("MOVE"):
            update(sparql.split(" ;")[0])
            raise UsageError("The store answers 500.")
        update(sparql)

    monkeypatch.setattr(store, "update", failing)
    first = sorted(counts(sound))[0]
    with pytest.raises(UsageError) as raised:
        publish(sound, store)
    assert f"Of the graphs of the store these are new: {first}." in str(raised.value)


def test_a_plan_of_many_requests_arrives_whole(
    store: Endpoint, sound: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small each is."""
    monkeypatch.setattr(publishing, "MOST_BYTES", 2_000)
    assert counts(sound) == publish(sound, store).graphs


# ---------------------------------------------------------------------- asked there
def test_a_copy_of_a_store_says_what_the_files_say(store: Endpoint) -> None:
    """Findings, analyses and exports of the shipped plans."""
    shipped = rrgraph.open(ROOT / "graph")
    publish(shipped, store)
    there = rrgraph.open(endpoint=store.url)

    assert shipped.plans == there.plans
    here, away = shipped.gaps().findings, there.gaps().findings
    assert [f._replace(file="", line=0) for f in here] == away
    for name in ("hubs", "partner-load"):
        assert list(shipped.analyses(name)) == list(there.analyses(name))
    assert set(shipped.store.oxigraph) >= set(there.store.oxigraph) - set(shipped.store.oxigraph)


def test_one_question_is_asked_where_the_plans_are(store: Endpoint, sound: Knowledge) -> None:
    """By name with its parameters, or in SPARQL; what there is not is told as ever."""
    publish(sound, store)
    there = asked(store.url)
    named = {"plan": "demo"}
    assert list(sound.query("due-between", **named)) == list(there.query("due-between", **named))
    assert ["demo"] == there.plans
    with pytest.raises(UsageError, match='There is no plan "demmo"'):
        there.query("due-between", plan="demmo")
    with pytest.raises(UsageError, match='There is no item "demo/priority/9"'):
        there.query("block-refers-to", block="demo/priority/9")


@pytest.mark.parametrize(
    "words",
    [
        ("gaps", "--rule", "no-lead"),
        ("query", "due-between", "-p", "plan=demo"),
        ("show", "demo/action/1.1.1"),
        ("links", "demo/priority/1.1"),
        ("path", "demo/priority/1.1", "demo/priority/1.2"),
        ("load",),
        ("analyse", "hubs"),
        ("sheet", "probation"),
        ("export", "--to", "ttl"),
    ],
)
def test_every_reading_command_takes_a_store(
    store: Endpoint, sound: Knowledge, words: tuple[str, ...]
) -> None:
    """And says what it says of the files."""
    publish(sound, store)
    folder = ("--graph", str(ROOT / "tests" / "sound"))
    here = command(*words, *folder)
    there = command(*words, "--endpoint", store.url)
    assert 0 == there.exit_code, there.output
    kept = [line for line in here.stdout.splitlines() if "plans/demo/" not in line]
    assert kept == there.stdout.splitlines()


def test_a_store_without_our_graphs_says_how_to_put_them_there(store: Endpoint) -> None:
    """So does one that is asked together with files."""
    done = command("gaps", "--endpoint", store.url)
    assert (2, "") == (done.exit_code, done.stdout)
    assert "`rrgraph publish` puts them there." in done.stderr
    done = command("gaps", "--endpoint", store.url, "--graph", str(ROOT / "graph"))
    assert "give one of them" in done.stderr


def test_a_store_that_gives_less_than_it_has_is_not_believed(
    store: Endpoint, sound: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One server cuts its answers in silence."""
    publish(sound, store)
    whole: Callable[..., Any] = Endpoint.query

    def cut(self: Endpoint, sparql: str, *given: Any) -> Any:
        found = whole(self, sparql, *given)
        return found[:-1] if sparql.startswith("CONSTRUCT") else found

    monkeypatch.setattr(Endpoint, "query", cut)
    with pytest.raises(UsageError, match="raise the limit of rows"):
        copied(store.url)


def test_publish_tells_each_graph_with_its_triples(store: Endpoint) -> None:
    """On the command line."""
    folder = str(ROOT / "tests" / "sound")
    words = ["publish", "--endpoint", store.url, "--update", store.update_url, "--graph", folder]
    done = command(*words)
    assert 0 == done.exit_code
    assert f"{GRAPHS}plan/demo" in done.stdout
    assert all("triples" in line for line in done.stdout.splitlines())
