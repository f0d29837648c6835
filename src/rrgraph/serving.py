"""`rrgraph serve`: SPARQL 1.1 Protocol, read only, and the site, for this machine alone.

The Oxigraph server answers queries, over a copy of the graph. Before it stands a small front on the
loopback address. It lets in only requests that were meant for it (Host and Origin are checked),
refuses what is no question (updates, SERVICE), limits how long a query may be, and hands out the site.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from rrgraph import __version__
from rrgraph.engine import HOST, MOST_ANSWER, Broken, Engine, Request, TooLarge, TooLate
from rrgraph.errors import UsageError
from rrgraph.knowledge import Knowledge
from rrgraph.pages import render
from rrgraph.queries import calls_elsewhere

PORT = 7878
SECONDS = 30
MOST_QUERY = 1024 * 1024  # bytes
MOST_READ = 16 * 1024 * 1024  # bytes of a query that is too long, thrown away
SD = "http://www.w3.org/ns/sparql-service-description#"
SD_PREFIXES = {"sd": SD, "formats": "http://www.w3.org/ns/formats/"}
_PASSED_ON = ("accept", "content-type")
Parameters = dict[str, list[str]]  # of a request, by name


class Refused(Exception):
    """A request that is not answered, with its status and the reason in words."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Front(ThreadingHTTPServer):
    """What listens: it hands out the site, and passes questions on to the engine."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two listen at once

    def __init__(self, port: int, engine: Engine, site: Path, page: bytes) -> None:
        self.engine, self.page = engine, page
        try:
            super().__init__((HOST, port), partial(Handler, directory=str(site)))
        except OSError as error:
            said = f"Port {port} is taken: is `rrgraph serve` running already?"
            raise UsageError(f"{said} Choose another with --port.") from error

    @property
    def address(self) -> str:
        """Where it is to be found."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def description(self) -> list[Any]:
        """What the engine says of itself, as it stands behind this front: no SERVICE, this address."""
        from pyoxigraph import NamedNode, RdfFormat, Triple, parse

        asked = Request("GET", "/query", b"", {"Accept": "application/n-triples"})
        with self.engine.ask(asked).content as content:
            told = content.read()
        triples = []
        for quad in parse(told, format=RdfFormat.N_TRIPLES):
            about, word, said = quad.triple
            if word.value == f"{SD}endpoint":
                said = NamedNode(f"{self.address}sparql")
            if said != NamedNode(f"{SD}BasicFederatedQuery"):
                triples.append(Triple(about, word, said))
        return triples

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that went away is no fault."""


class Handler(SimpleHTTPRequestHandler):
    """One request."""

    server: Front
    protocol_version = "HTTP/1.1"
    server_version = "rrgraph"
    sys_version = ""
    timeout = 60  # of a connection that says nothing

    def do_GET(self) -> None:
        """A page of the site, the query page, or a question."""
        self._answer(self._asked_by_get)

    def do_HEAD(self) -> None:
        """A page without its content."""
        self._answer(super().do_HEAD)

    def do_POST(self) -> None:
        """A question."""
        self._answer(self._asked_by_post)

    def do_PUT(self) -> None:
        """Nothing is written here."""
        self._answer(self._no_such_method)

    def do_DELETE(self) -> None:
        """Nothing is taken away here."""
        self._answer(self._no_such_method)

    def do_PATCH(self) -> None:
        """Nothing is changed here."""
        self._answer(self._no_such_method)

    def do_OPTIONS(self) -> None:
        """Nobody from elsewhere is let in."""
        self._answer(self._no_such_method)

    def _no_such_method(self) -> None:
        reason = "This server is read only: GET and POST are answered."
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, reason)

    def _answer(self, how: Any) -> None:
        try:
            self._hold_to_this_machine()
            how()
        except Refused as refused:
            self._send(refused.status, "text/plain; charset=utf-8", f"{refused.reason}\n".encode())
            self.close_connection = True  # what was not read of it is no next request

    def _hold_to_this_machine(self) -> None:
        """A page from elsewhere may send a browser here, under a name or from a place of its own."""
        own = {f"{name}:{self.server.server_address[1]}" for name in (HOST, "localhost")}
        if self.headers.get("Host", "") not in own:
            raise Refused(HTTPStatus.FORBIDDEN, "This is not the host that was asked for.")
        origin = self.headers.get("Origin")
        if origin is not None and origin not in {f"http://{name}" for name in own}:
            raise Refused(HTTPStatus.FORBIDDEN, "Pages from elsewhere may not ask here.")

    # ------------------------------------------------------------------ what is asked
    def _asked_by_get(self) -> None:
        parts = self._parts()
        if parts.path != "/sparql":
            super().do_GET()
            return
        given = parse_qs(parts.query, keep_blank_values=True)
        if parts.query:
            self._pass_on("GET", parts.query, b"", given)
        elif "text/html" in self.headers.get("Accept", ""):
            self._send(HTTPStatus.OK, "text/html; charset=utf-8", self.server.page)
        else:
            self._describe()

    def _parts(self) -> SplitResult:
        """The address that is asked for."""
        try:
            return urlsplit(self.path)
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "This is no address.") from error

    def _describe(self) -> None:
        """The service description, in the format that is asked for."""
        from pyoxigraph import RdfFormat, serialize

        asked = self.headers.get("Accept", "")
        forms = {
            "application/n-triples": RdfFormat.N_TRIPLES,
            "application/rdf+xml": RdfFormat.RDF_XML,
        }
        kind = next((kind for kind in forms if kind in asked), "text/turtle")
        told = serialize(
            self.server.description(),
            format=forms.get(kind, RdfFormat.TURTLE),
            prefixes=SD_PREFIXES,
        )
        self._send(HTTPStatus.OK, kind, told or b"")

    def _asked_by_post(self) -> None:
        parts = self._parts()
        if parts.path != "/sparql":
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "Questions go to /sparql.")
        body = self._body()
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        try:
            given = _given(kind, body.decode("utf-8"))
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "The query is not UTF-8.") from error
        for name, values in parse_qs(parts.query, keep_blank_values=True).items():
            given[name] = [*given.get(name, []), *values]
        self._pass_on("POST", parts.query, body, given)

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise Refused(HTTPStatus.LENGTH_REQUIRED, "Say how long the query is: Content-Length.")
        if int(length) > MOST_QUERY:
            left = min(int(length), MOST_READ)
            while left > 0 and (part := self.rfile.read(min(65536, left))):
                left -= len(part)  # who is still writing must get to see why
            reason = f"A query may have {MOST_QUERY // 1024} KB."
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason)
        return self.rfile.read(int(length))

    # ------------------------------------------------------------------ what is answered
    def _pass_on(self, method: str, parameters: str, body: bytes, given: Parameters) -> None:
        """Put a question to the engine, and give out what it answers."""
        _hold(given)
        headers = {name: self.headers[name] for name in _PASSED_ON if self.headers.get(name)}
        address = f"/query?{parameters}" if parameters else "/query"
        engine = self.server.engine
        try:
            answer = engine.ask(Request(method, address, body, headers))
        except TooLate as error:
            reason = f"The query was stopped after {engine.seconds} seconds. Ask for less."
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, reason) from error
        except TooLarge as error:
            reason = f"The answer is larger than {MOST_ANSWER // 1024**2} MB: add a LIMIT."
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason) from error
        except Broken as error:
            reason = "The query broke the engine, which is started again. Ask for less."
            raise Refused(HTTPStatus.BAD_REQUEST, reason) from error
        with answer.content as content:
            self.send_response(answer.status)
            self._headers(answer.kind, answer.size)
            shutil.copyfileobj(content, self.wfile)

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self._headers(kind, len(content))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _headers(self, kind: str, size: int) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.end_headers()

    def end_headers(self) -> None:
        """What every answer says: nothing is kept, nothing is guessed, no frame from elsewhere."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        """A folder without a page shows nothing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        """What is asked is nobody's business."""


def _given(kind: str, text: str) -> Parameters:
    """The parameters in the body of a request; ValueError for what is not UTF-8."""
    if kind == "application/x-www-form-urlencoded":
        return parse_qs(text, keep_blank_values=True, encoding="utf-8", errors="strict")
    if kind in ("application/sparql-query", "application/sparql-update"):
        return {kind.removeprefix("application/sparql-"): [text]}
    reason = "Send application/sparql-query or a form with `query`."
    raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, reason)


def _hold(given: Parameters) -> None:
    """Refuse what is no question, or would ask elsewhere, wherever in the request it stands."""
    queries = given.get("query", [])
    if "update" in given:
        raise Refused(HTTPStatus.FORBIDDEN, "This server is read only: it takes no updates.")
    if len(queries) != 1:
        count = "more than one" if queries else "no"
        raise Refused(HTTPStatus.BAD_REQUEST, f"There is {count} `query` in this request.")
    if calls_elsewhere(queries[0]):
        raise Refused(HTTPStatus.FORBIDDEN, "SERVICE is refused: this server asks nobody else.")


def query_page(kg: Knowledge) -> str:
    """A page to write queries in, with the questions of the library; it loads nothing."""
    from rrgraph.iris import PREFIXES

    questions = [
        {"name": query.name, "summary": query["summary"], "text": query.text}
        for query in kg.library.all("ask")
        if not set(query.parameters) - {"plan"}
    ]
    prefixes = "".join(f"PREFIX {name}: <{base}>\n" for name, base in PREFIXES.items())
    return render(
        "sparql.html.j2",
        script="sparql.js",
        page="sparql",
        version=__version__,
        questions=questions,
        prefixes=prefixes,
    )


@contextmanager
def serving(kg: Knowledge, site: Path, port: int = PORT, seconds: int = SECONDS) -> Iterator[Front]:
    """A front that is ready to `serve_forever`; the engine and its copy are gone afterwards."""
    from pyoxigraph import RdfFormat, Store

    with tempfile.TemporaryDirectory(prefix="rrgraph-", ignore_cleanup_errors=True) as away:
        engine = Engine(Path(away) / "store", seconds)
        front = Front(port, engine, site, query_page(kg).encode())
        try:
            copy = Store(str(engine.folder))
            copy.bulk_load(kg.store.dump_nquads(), format=RdfFormat.N_QUADS, lenient=True)
            copy.flush()
            del copy
            engine.ensure()
            yield front
        finally:
            front.server_close()
            engine.stop()
