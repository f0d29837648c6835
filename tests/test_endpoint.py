"""Any SPARQL 1.1 store behind a URL: asked by the protocol, its values bound, its user's secrets kept."""

from __future__ import annotations

import base64
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from pyoxigraph import Literal, NamedNode

import rrgraph
from rrgraph import endpoint as module
from rrgraph.endpoint import Endpoint
from rrgraph.errors import UsageError
from rrgraph.remote import asked
from rrgraph.serving import serving

ROOT = Path(__file__).resolve().parents[1]
YES = b'{"head":{},"boolean":true}'


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sound plan, served."""
    kg = rrgraph.open(ROOT / "tests" / "sound")
    with serving(kg, tmp_path_factory.mktemp("site"), port=0) as front:
        thread = threading.Thread(target=front.serve_forever, args=(0.05,))
        thread.start()
        yield f"{front.address}sparql"
        front.shutdown()
        thread.join()


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[Any]]]:
    """A server that answers as told, with the headers of each request that it got."""
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            got.append(dict(self.headers))
            answer(self)

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", got
        server.shutdown()
        thread.join()


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """Send an answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


# ---------------------------------------------------------------------- questions
def test_rows_words_and_triples_come_as_from_the_embedded_store(url: str) -> None:
    """Prefixes need not be written."""
    store, own = Endpoint(url), rrgraph.open(ROOT / "tests" / "sound").store
    asked = "SELECT ?a ?number { ?a a rrg:Action ; rrg:number ?number } ORDER BY ?number"
    assert own.select(asked) == store.select(asked)
    assert bool(store.query("ASK { ?a a rrg:Action }")) is True
    built = "CONSTRUCT { ?a rrg:number ?n } WHERE { ?a a rrg:Action ; rrg:number ?n }"
    assert {str(t) for t in own.query(built)} == {str(t) for t in store.query(built)}


@pytest.mark.parametrize(
    "text", ['say "hi"', "it's", "} ASK {", "a\\b", "two\nlines", "?_title", "<b>", "\u202e"]
)
def test_a_parameter_is_a_value_whatever_stands_in_it(url: str, text: str) -> None:
    """It is never read as SPARQL."""
    asked = "SELECT (?_title AS ?said) WHERE { { ?a a rrg:Plan } UNION { FILTER(?_title = 1) } }"
    (row,) = Endpoint(url).select(asked, {"_title": Literal(text)})
    assert text == row["said"]


def test_a_parameter_reaches_filters_in_inner_groups(url: str) -> None:
    """Also in a subquery, an OPTIONAL and a NOT EXISTS; a block of data stays as it is."""
    asked = """SELECT ?a ?x WHERE {
        VALUES ?x { 1 2 } VALUES (?y ?z) { (1 2) }
        { SELECT ?a WHERE { ?a a rrg:Action FILTER(?a = ?_a_iri) } }
        OPTIONAL { ?a rrg:number ?n FILTER(?a = ?_a_iri) }
        FILTER NOT EXISTS { ?a a rrg:Plan FILTER(?a = ?_a_iri) } } ORDER BY ?x"""
    action = "https://w3id.org/rrgraph/id/plan/demo/action/1.1.1"
    found = Endpoint(url).select(asked, {"_a_iri": NamedNode(action)})
    assert [(action, 1), (action, 2)] == [(row["a"], row["x"]) for row in found]


def test_a_mistake_is_told_as_the_embedded_store_tells_it(url: str) -> None:
    """So that the place of it is known."""
    with pytest.raises(SyntaxError, match="error at 1:"):
        Endpoint(url).query("SELECT ?a { ?a a }")


def test_a_store_without_a_union_is_asked_with_all_graphs_named() -> None:
    """Its default graph is empty; the answers are those of all graphs."""
    bodies: list[bytes] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        bodies.append(b"")
        first = YES.replace(b"true", b"false")
        graph = b"https://w3id.org/rrgraph/graph/plan/demo"
        named = b'{"head":{"vars":["g","n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"},'
        said = [first, named + b'"g":{"type":"uri","value":"' + graph + b'"}}]}}', YES]
        say(handler, 200, said[len(bodies) - 1], Content_Type="application/sparql-results+json")

    with answering(answer) as (address, _):
        store = Endpoint(address)
        assert store.query("ASK {}")
        assert [
            ("default-graph-uri", "https://w3id.org/rrgraph/graph/plan/demo"),
            ("named-graph-uri", "https://w3id.org/rrgraph/graph/plan/demo"),
        ] == store._dataset


# ---------------------------------------------------------------------- secrets
@pytest.mark.parametrize(
    "address", ["localhost", "ftp://localhost/x", "file:///etc/passwd", "http://", "http:///sparql"]
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    """Before anything is asked."""
    with pytest.raises(UsageError, match="is no address such as"):
        Endpoint(address)


def test_credentials_do_not_belong_into_the_address() -> None:
    """The message does not repeat them."""
    with pytest.raises(UsageError) as raised:
        Endpoint("http://someone:secret@localhost/sparql")
    assert "RRGRAPH_USER" in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user without credentials anywhere."""
    for name in ("RRGRAPH_USER", "RRGRAPH_PASSWORD", "RRGRAPH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("where", ["environment", "netrc"])
def test_name_and_password_are_sent_when_the_store_asks_for_them(
    where: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only then."""
    if where == "netrc":
        file = tmp_path / ".netrc"
        file.write_text("machine 127.0.0.1 login me password s3cret\n")
        file.chmod(0o600)
    else:
        monkeypatch.setenv("RRGRAPH_USER", "me")
        monkeypatch.setenv("RRGRAPH_PASSWORD", "s3cret")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if "Authorization" not in handler.headers:
            say(handler, 401, b"", WWW_Authenticate='Basic realm="store"')
        else:
            say(handler, 200, YES)

    with answering(answer) as (address, got):
        assert Endpoint(address).query("ASK {}")
    said = f"Basic {base64.b64encode(b'me:s3cret').decode()}"
    assert said in {headers.get("Authorization") for headers in got}
    assert "Authorization" not in got[0]


@pytest.mark.usefixtures("nobody")
def test_a_token_is_sent_and_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is what the store says of it taken into a message with it."""
    monkeypatch.setenv("RRGRAPH_TOKEN", "t0ken")
    with (
        answering(lambda handler: say(handler, 403, b"no")) as (address, got),
        pytest.raises(UsageError) as raised,
    ):
        Endpoint(address).query("ASK {}")
    assert "Bearer t0ken" == got[0]["Authorization"]
    assert "does not let us in (403)" in str(raised.value)
    assert "t0ken" not in str(raised.value)


@pytest.mark.usefixtures("nobody")
def test_a_way_to_another_host_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would learn what was asked, and the token."""
    monkeypatch.setenv("RRGRAPH_TOKEN", "t0ken")
    with answering(lambda handler: say(handler, 200, YES)) as (other, got):
        away = other.replace("127.0.0.1", "localhost")
        with (
            answering(lambda handler: say(handler, 307, b"", Location=away)) as (address, _),
            pytest.raises(UsageError, match="it leads to another host, localhost"),
        ):
            Endpoint(address).query("ASK {}")
    assert [] == got


# ---------------------------------------------------------------------- faults
@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda handler: say(handler, 500, b"\x1b[31mout of order"), "answers 500"),
        (lambda handler: say(handler, 404, b""), "answers 404"),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "does not answer"),
        (lambda handler: say(handler, 200, b"<html>"), "is no answer to SPARQL"),
        (lambda handler: say(handler, 200, b"x" * 2000), "more than 0 MB"),
    ],
)
def test_a_store_that_fails_is_told_in_a_sentence(
    answer: Callable[[BaseHTTPRequestHandler], None], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it sends."""
    monkeypatch.setattr(module, "MOST_ANSWER", 1000)
    with answering(answer) as (address, _), pytest.raises(UsageError) as raised:
        Endpoint(address).query("ASK {}")
    assert told in str(raised.value)
    assert "\x1b" not in str(raised.value)


@pytest.mark.usefixtures("nobody")
def test_a_refusal_gives_its_connection_back() -> None:
    """However much it says, of which only the beginning is read."""
    with (
        answering(lambda handler: say(handler, 500, b"x" * 5000)) as (address, _),
        pytest.raises(UsageError) as raised,
    ):
        Endpoint(address).query("ASK {}")
    assert isinstance(refusal := raised.value.__context__, HTTPError)
    assert refusal.closed


def test_a_store_that_is_not_there_is_told() -> None:
    """Nothing listens on port 1."""
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:1/sparql does not answer"):
        Endpoint("http://127.0.0.1:1/sparql").query("ASK {}")


def test_a_store_that_keeps_silent_is_waited_for_as_long_as_was_said() -> None:
    """And no longer."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = asked(f"http://127.0.0.1:{silent.getsockname()[1]}/sparql", seconds=0.2).store
        began = time.monotonic()
        with pytest.raises(UsageError, match="does not answer: timed out"):
            store.query("ASK {}")
        assert time.monotonic() - began < 10
