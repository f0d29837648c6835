"""`rrgraph serve`: SPARQL 1.1 Protocol, read only, and the site, for this machine alone.

The requests named after the protocol suite of the W3C are those of its tests that ask; the others
update, or load graphs by their address, which this server refuses.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph
import pytest

import rrgraph
from rrgraph import engine as module
from rrgraph.errors import UsageError
from rrgraph.serving import Front, serving

from .browsing import Opened, axe

ROOT = Path(__file__).resolve().parents[1]
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"


class Answer(NamedTuple):
    """What came back."""

    status: int
    kind: str
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@contextmanager
def running(site: Path, seconds: int) -> Iterator[Front]:
    """A running server, whose queries end after so many seconds."""
    kg = rrgraph.open(ROOT / "tests" / "sound")
    with serving(kg, site, port=0, seconds=seconds) as front:
        thread = threading.Thread(target=front.serve_forever, args=(0.05,))
        thread.start()
        yield front
        front.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A server with a site of one page."""
    site = tmp_path_factory.mktemp("site")
    (site / "index.html").write_text("<h1>The site</h1>")
    (site / "partners").mkdir()
    with running(site, seconds=60) as front:
        yield front


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A server whose queries end after two seconds."""
    with running(tmp_path_factory.mktemp("site"), seconds=2) as front:
        yield front


def ask(front: Front, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
    """One request; a header `Content_Type` is written with a hyphen."""
    connection = HTTPConnection("127.0.0.1", front.server_address[1], timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, named)
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers.get("Content-Type", ""), answer.read())
    connection.close()
    return found


def select(front: Front, sparql: str, accept: str = JSON) -> Answer:
    """A query sent as such."""
    return ask(front, "POST", "/sparql", sparql.encode(), Content_Type=DIRECT, Accept=accept)


# ---------------------------------------------------------------------- SPARQL 1.1 Protocol
ASKED = urlencode({"query": "ASK {}"})
LATIN = "ASK { ?s ?p 'é' }".encode("latin-1")


@pytest.mark.parametrize(
    ("name", "method", "path", "body", "kind", "status"),
    [
        ("query_get", "GET", f"/sparql?{ASKED}", b"", "", 200),
        ("query_post_form", "POST", "/sparql", ASKED.encode(), FORM, 200),
        ("query_post_direct", "POST", "/sparql", b"ASK {}", DIRECT, 200),
        ("bad_multiple_queries", "GET", f"/sparql?{ASKED}&{ASKED}", b"", "", 400),
        ("bad_multiple_queries_post", "POST", "/sparql", f"{ASKED}&{ASKED}".encode(), FORM, 400),
        ("bad_query_method", "PUT", f"/sparql?{ASKED}", b"", "", 405),
        ("bad_query_missing_form_type", "POST", "/sparql", ASKED.encode(), "", 415),
        ("bad_query_missing_direct_type", "POST", "/sparql", b"ASK {}", "", 415),
        ("bad_query_wrong_media_type", "POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("bad_query_non_utf8", "POST", "/sparql", LATIN, f"{DIRECT}; charset=UTF-16", 400),
        ("a form that is not UTF-8", "POST", "/sparql", b"query=%FF", FORM, 400),
        ("in form and address", "POST", f"/sparql?{ASKED}", ASKED.encode(), FORM, 400),
        ("in body and address", "POST", f"/sparql?{ASKED}", b"ASK {}", DIRECT, 400),
        ("update in the address", "POST", "/sparql?update=CLEAR%20ALL", b"ASK {}", DIRECT, 403),
        ("bad_query_syntax", "GET", f"/sparql?query={quote('ASK {')}", b"", "", 400),
        ("bad_update_get", "GET", "/sparql?update=CLEAR%20ALL", b"", "", 403),
        ("bad_update_post", "POST", "/sparql", b"update=CLEAR%20ALL", FORM, 403),
        ("bad_update_direct", "POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("update as a query", "POST", "/sparql", b"CLEAR ALL", DIRECT, 400),
        ("no query", "POST", "/sparql", b"other=1", FORM, 400),
        ("no query by get", "GET", "/sparql?other=1", b"", "", 400),
        ("elsewhere", "POST", "/index.html", b"ASK {}", DIRECT, 405),
    ],
)
def test_a_request_of_the_protocol_is_answered_or_refused(
    front: Front, name: str, method: str, path: str, body: bytes, kind: str, status: int
) -> None:
    """With the status that the protocol names; a refusal says why."""
    answer = ask(front, method, path, body, **({"Content_Type": kind} if kind else {}))
    assert status == answer.status, (name, answer)
    assert answer.body


def test_what_is_no_address_is_told_so(front: Front) -> None:
    """And the connection is not just closed."""
    host = urlsplit(front.address).netloc
    assert (400, b"This is no address.\n") == ask(front, "GET", "http://[/sparql", Host=host)[::2]


@pytest.mark.parametrize(
    ("sparql", "accept", "kind"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", JSON, JSON),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/csv", "text/csv"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/tab-separated-values", "text/tab-separated-values"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("CONSTRUCT { <a:b> <a:c> 1 } {}", "text/turtle", "text/turtle"),
        ("CONSTRUCT { <a:b> <a:c> 1 } {}", "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE <a:b>", "application/n-triples", "application/n-triples"),
    ],
)
def test_content_is_negotiated(front: Front, sparql: str, accept: str, kind: str) -> None:
    """query_content_type_select, _ask, _construct, _describe."""
    answer = select(front, sparql, accept)
    assert (200, kind) == (answer.status, answer.kind.split(";")[0])


PLAN, REGISTRY = (f"https://w3id.org/rrgraph/graph/{name}" for name in ("plan/demo", "registry"))
A_PLAN, A_BODY = (
    "?p a <https://w3id.org/rrgraph/def#Plan>",
    "?b a <https://w3id.org/rrgraph/def#Agency>",
)
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"


@pytest.mark.parametrize(
    ("name", "sparql", "graphs", "is_so"),
    [
        (
            "default_graphs",
            f"ASK {{ {A_PLAN} . {A_BODY} }}",
            [(DEFAULT, PLAN), (DEFAULT, REGISTRY)],
            True,
        ),
        ("default_graphs, less", f"ASK {{ {A_PLAN} . {A_BODY} }}", [(DEFAULT, PLAN)], False),
        (
            "named_graphs",
            f"ASK {{ GRAPH ?g {{ {A_PLAN} }} GRAPH ?h {{ {A_BODY} }} }}",
            [(NAMED, PLAN), (NAMED, REGISTRY)],
            True,
        ),
        ("named_graphs, less", f"ASK {{ GRAPH ?g {{ {A_BODY} }} }}", [(NAMED, PLAN)], False),
        (
            "full",
            f"ASK {{ {A_PLAN} GRAPH ?g {{ {A_BODY} }} }}",
            [(DEFAULT, PLAN), (NAMED, REGISTRY)],
            True,
        ),
        ("multiple_dataset", f"ASK FROM <{REGISTRY}> {{ {A_PLAN} }}", [(DEFAULT, PLAN)], True),
        (
            "multiple_dataset, less",
            f"ASK FROM <{REGISTRY}> {{ {A_BODY} }}",
            [(DEFAULT, PLAN)],
            False,
        ),
    ],
)
def test_a_request_may_name_its_graphs(
    front: Front, name: str, sparql: str, graphs: list[tuple[str, str]], is_so: bool
) -> None:
    """The suite's query_dataset_*: by GET, by a form and by POST of the query itself, before what FROM says."""
    form = urlencode([("query", sparql), *graphs])
    by_get = ask(front, "GET", f"/sparql?{form}", Accept=JSON)
    by_form = ask(front, "POST", "/sparql", form.encode(), Content_Type=FORM, Accept=JSON)
    path = f"/sparql?{urlencode(graphs)}"
    direct = ask(front, "POST", path, sparql.encode(), Content_Type=DIRECT, Accept=JSON)
    assert [is_so] * 3 == [one.json["boolean"] for one in (by_get, by_form, direct)], name


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", pyoxigraph.RdfFormat.TURTLE),
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
    ],
)
def test_the_service_describes_itself_as_it_stands(
    front: Front, accept: str, form: pyoxigraph.RdfFormat
) -> None:
    """Its own address, the union as default graph, and no federated queries."""
    answer = ask(front, "GET", "/sparql", Accept=accept)
    said = {str(quad.object) for quad in pyoxigraph.parse(answer.body, format=form)}
    assert f"<{front.address}sparql>" in said
    assert any(one.endswith("#UnionDefaultGraph>") for one in said)
    assert not any("BasicFederatedQuery" in one for one in said)


def test_every_question_of_the_library_is_answered_as_in_process(front: Front) -> None:
    """The same rows in the same order, each with its prefixes."""
    kg = rrgraph.open(ROOT / "tests" / "sound")
    for query in kg.library.all("ask"):
        own = kg.store.select(query.text)
        found = select(front, query.text).json["results"]["bindings"]
        values = [
            tuple(row[name]["value"] if name in row else None for name in own.columns)
            for row in found
        ]
        said = [tuple(getattr(cell, "value", None) for cell in row) for row in own.rows]
        assert said == values, query.name


# ---------------------------------------------------------------------- this machine alone
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:7878"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:{port}"}, 200),
        ({"Host": "localhost:{port}"}, 200),
    ],
)
@pytest.mark.parametrize("path", [f"/sparql?{ASKED}", "/index.html"])
def test_a_page_from_elsewhere_is_not_answered(
    front: Front, path: str, headers: dict[str, str], status: int
) -> None:
    """Neither under another name for this address, nor from a place of its own."""
    port = front.server_address[1]
    named = {name: value.format(port=port) for name, value in headers.items()}
    assert status == ask(front, "GET", path, **named).status


def test_it_listens_on_this_machine_only(front: Front) -> None:
    """On the loopback address."""
    assert "127.0.0.1" == front.server_address[0]
    assert "Access-Control-Allow-Origin" not in dict(headers_of(front, "/index.html"))


def headers_of(front: Front, path: str) -> list[tuple[str, str]]:
    """The headers of a page."""
    connection = HTTPConnection("127.0.0.1", front.server_address[1], timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.getheaders()


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { OPTIONAL{SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }}",
        "SELECT * { VALUES ?g { <http://127.0.0.1:1/> } SERVICE ?g { ?s ?p ?o } }",
    ],
)
def test_nobody_else_is_asked(front: Front, sparql: str) -> None:
    """However the word is written; in a text it is no word."""
    answer = select(front, sparql)
    assert 403 == answer.status
    assert b"SERVICE is refused" in answer.body
    assert 200 == select(front, 'ASK { ?s ?p "SERVICE <http://x/>" } # SERVICE').status


# ---------------------------------------------------------------------- limits
@pytest.mark.parametrize(
    ("sparql", "statuses", "told"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", [408], "stopped"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", [408, 413], ""),
        (
            "ASK { ?a (!<x:>)+ ?b . ?b (!<y:>)+ ?c . ?c (!<z:>)+ ?d FILTER(?d = 1) }",
            [200, 408],
            "",
        ),
        (f"ASK {{ ?a ?b '{'x' * 1024 * 1024}' }}", [413], "A query may have 1024 KB."),
        ("SELECT ?c { ?a ?b ?c FILTER(REGEX(STR(?c), '(a+)+(a+)+(a+)+(a+)+$')) }", [200], ""),
        (f"ASK {{ {'{' * 5000}{'}' * 5000} }}", [200, 400], ""),
    ],
    ids=["cross product", "endless rows", "deep paths", "1 MB of text", "regex", "brackets"],
)
def test_a_hostile_query_ends_and_the_server_goes_on(
    hasty: Front, sparql: str, statuses: list[int], told: str
) -> None:
    """With a word on what to do; the next question is answered."""
    answer = select(hasty, sparql)
    assert answer.status in statuses, answer
    assert told in answer.body.decode()
    assert 200 == select(hasty, "ASK {}").status


def test_an_answer_that_is_too_large_is_refused_whole(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a table would look like a table."""
    monkeypatch.setattr(module, "MOST_ANSWER", 1000)
    answer = select(front, "SELECT * { ?s ?p ?o }")
    assert 413 == answer.status
    assert b"add a LIMIT" in answer.body


def test_many_at_once_are_all_answered(front: Front) -> None:
    """Each in full."""
    asked = "SELECT ?s { ?s a <http://www.w3.org/2004/02/skos/core#Concept> } ORDER BY ?s"
    whole, found = select(front, asked).body, []
    clients = [
        threading.Thread(target=lambda: found.extend(select(front, asked) for _ in range(8)))
        for _ in range(12)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert 96 == len(found)
    assert {(200, whole)} == {(answer.status, answer.body) for answer in found}


def test_an_engine_that_is_gone_is_started_again(front: Front) -> None:
    """Whatever ended it."""
    process = front.engine.ensure().process
    process.kill()
    process.wait()
    assert 200 == select(front, "ASK {}").status


def test_a_port_that_is_taken_is_told(front: Front, tmp_path: Path) -> None:
    """A second start says so, and leaves nothing behind."""
    kg = rrgraph.open(ROOT / "tests" / "sound")
    taken = front.server_address[1]
    with (
        pytest.raises(UsageError, match=f"Port {taken} is taken: is `rrgraph serve` running"),
        serving(kg, tmp_path, port=taken),
    ):
        pass


# ---------------------------------------------------------------------- the site
def test_the_site_is_handed_out_and_nothing_beside_it(front: Front) -> None:
    """No folder is listed, no way leads out."""
    assert b"<h1>The site</h1>" == ask(front, "GET", "/").body
    assert b"" == ask(front, "HEAD", "/index.html").body
    for path in ("/partners/", "/nothing.html", "/../pyproject.toml", "/%2e%2e/%2e%2e/etc/passwd"):
        assert 404 == ask(front, "GET", path).status, path


def test_a_browser_gets_a_page_to_ask_on(front: Front, browser: Any) -> None:
    """It loads nothing but its own answers, and shows them as text."""
    opened = Opened(browser.new_page(), f"{front.address}sparql")
    page = opened.page
    assert [] == axe(page)
    page.click("button[type=submit]")
    page.locator("#answer tbody tr").nth(1).wait_for()
    assert "2 rows in" in page.inner_text("#said")
    page.fill("#query", 'SELECT ("<b>bold</b>" AS ?x) {}')
    page.keyboard.press("Control+Enter")
    page.locator("#answer td", has_text="bold").wait_for()
    assert "<b>bold</b>" == page.inner_text("#answer td")
    page.fill("#query", "SELECT {")
    page.keyboard.press("Control+Enter")
    page.locator("#said", has_text="error").wait_for()
    assert {front.address} == {f"{'/'.join(url.split('/')[:3])}/" for url in opened.requests}
    assert [one for one in opened.complaints if "400" not in one] == []
    page.close()
