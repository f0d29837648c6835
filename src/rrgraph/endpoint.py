"""Any SPARQL 1.1 store behind a URL: asked by the standard's protocol, and nothing else.

Credentials come from the environment (RRGRAPH_USER and RRGRAPH_PASSWORD, or RRGRAPH_TOKEN) or from
the user's netrc file; they are never part of a URL or a message, and are sent to no other host.
"""

from __future__ import annotations

import netrc
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from rrgraph.errors import UsageError, printable
from rrgraph.iris import GRAPHS, PREFIXES
from rrgraph.queries import query_form
from rrgraph.store import Table, columns_of, masked

SECONDS = 60.0
MOST_ANSWER = 512 * 1024 * 1024  # bytes
ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
CUT_AT = "X-SPARQL-MaxRows"  # Virtuoso's word, and its only one, that rows are missing
_DATA_BLOCK = re.compile(r"VALUES\s*(\([^)]*\)|[?$]\w+)\s*$", re.IGNORECASE)
_SUBSELECT = re.compile(r"\{\s*SELECT\b", re.IGNORECASE)


class Endpoint:
    """A store that answers SPARQL at a URL; `query` and `select` are those of the embedded store."""

    def __init__(self, url: str, seconds: float = SECONDS, update_url: str = "") -> None:
        """UsageError for a URL that is none, or that carries credentials.

        `update_url` is where the store takes updates, if not at the same place.
        """
        self.url, self.update_url, self.seconds = url, update_url or url, seconds
        hosts = {one: _host(one) for one in (self.url, self.update_url)}
        self._opener, self._token = _opener(hosts), os.environ.get("RRGRAPH_TOKEN", "")
        self._dataset: list[tuple[str, str]] | None = None

    def query(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> Any:
        """The answer as the embedded store gives it; SyntaxError for what is not SPARQL there.

        Parameters are bound as values. A store whose default graph is not the union of its graphs
        is asked with all of its graphs named.
        """
        from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

        text = prepared(sparql, bindings or {})
        is_rows = query_form(sparql) in ("SELECT", "ASK")
        form = urlencode([("query", text), *self._graphs()])
        data = self._post(form, ROWS if is_rows else TRIPLES)
        try:
            if is_rows:
                found = parse_query_results(data, format=QueryResultsFormat.JSON)
                return _yes_or_no(found) if query_form(sparql) == "ASK" else found
            return [quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)]
        except (SyntaxError, ValueError) as error:
            raise UsageError(f"What {self.url} sends is no answer to SPARQL: {error}.") from error

    def select(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> Table:
        """The answer to a SELECT as a Table."""
        found = self.query(sparql, bindings)
        names = columns_of(found)
        return Table(names, [tuple(solution[name] for name in names) for solution in found])

    def update(self, sparql: str) -> None:
        """Change the store."""
        self._dataset = None  # its graphs may be others now
        self._post(urlencode({"update": sparql}), "*/*", self.update_url)

    def graphs(self) -> dict[str, int]:
        """The named graphs of the store that are ours to name, by name, with their triples."""
        from pyoxigraph import QueryResultsFormat, parse_query_results

        asked = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
        data = self._post(urlencode({"query": asked}), ROWS)
        found: Any = parse_query_results(data, format=QueryResultsFormat.JSON)
        counts = {row["g"].value: int(row["n"].value) for row in found if row["g"]}
        return {name: count for name, count in sorted(counts.items()) if name.startswith(GRAPHS)}

    def _graphs(self) -> list[tuple[str, str]]:
        """What to add to a request so that the default graph is the union of our graphs."""
        if self._dataset is None:
            self._dataset = []
            asked = "ASK { ?plan a <https://w3id.org/rrgraph/def#Plan> }"
            if not self.query(asked):
                names = self.graphs()
                self._dataset = [("default-graph-uri", name) for name in names]
                self._dataset += [("named-graph-uri", name) for name in names]
        return self._dataset

    # ------------------------------------------------------------------ over the wire
    def _post(self, form: str, accept: str, url: str = "") -> bytes:
        request = Request(url or self.url, form.encode(), method="POST")
        request.add_header("Accept", accept)
        request.add_header("Content-Type", "application/x-www-form-urlencoded")
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        try:
            with self._opener.open(request, timeout=self.seconds) as answer:
                data: bytes = answer.read(MOST_ANSWER + 1)
                cut = answer.headers.get(CUT_AT)
        except HTTPError as error:
            with error:  # it holds the connection till it is closed itself
                raise self._refused(error) from None
        except (URLError, HTTPException, OSError) as error:
            why = getattr(error, "reason", error)
            raise UsageError(f"{self.url} does not answer: {printable(str(why))}.") from None
        if len(data) > MOST_ANSWER:
            raise UsageError(f"{self.url} answers with more than {MOST_ANSWER // 1024**2} MB.")
        if cut:
            said = f"{self.url} gives no more than {printable(cut)} rows, and there are more."
            raise UsageError(f"{said} Ask for less, or raise the limit of rows of that store.")
        return data

    def _refused(self, error: HTTPError) -> Exception:
        """What a store said, without what was sent."""
        with suppress(OSError, ValueError):
            said = printable(error.read(2000).decode("utf-8", "replace").strip())[:400]
            if error.code == 400:
                return SyntaxError(said or "the store says that this is not SPARQL")
        if error.code in (401, 403):
            hint = "Set RRGRAPH_USER and RRGRAPH_PASSWORD, or RRGRAPH_TOKEN, or write a netrc file."
            return UsageError(f"{self.url} does not let us in ({error.code}). {hint}")
        return UsageError(f"{self.url} answers {error.code}: {said or error.reason}")


class _SameHost(HTTPRedirectHandler):
    """A redirect to another host is not followed: it may not learn what was asked."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            fp.close()
            raise URLError(f"it leads to another host, {urlsplit(newurl).hostname}")
        return Request(newurl, req.data, dict(req.header_items()), method=req.get_method())


def _yes_or_no(found: Any) -> Any:
    """The answer to an ASK; Virtuoso gives a table of one cell, 1 or 0."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    if not isinstance(found, QuerySolutions):
        return found
    is_so = any(cell and cell.value in ("1", "true") for row in found for cell in row)
    said = f'{{"head":{{}},"boolean":{str(is_so).lower()}}}'
    return parse_query_results(said, format=QueryResultsFormat.JSON)


def _host(url: str) -> str:
    """The host of an address that can be asked."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f'"{url}" is no address such as http://localhost:7878/sparql.')
    if parts.username or parts.password:
        said = "Credentials do not belong into the address: they end up in logs."
        raise UsageError(f"{said} Set RRGRAPH_USER and RRGRAPH_PASSWORD, or write a netrc file.")
    return parts.hostname


def _opener(hosts: Mapping[str, str]) -> OpenerDirector:
    """What opens addresses, with the user's credentials for the host of each."""
    known = HTTPPasswordMgrWithDefaultRealm()
    for url, host in hosts.items():
        user, password = os.environ.get("RRGRAPH_USER", ""), os.environ.get("RRGRAPH_PASSWORD", "")
        if not user:
            with suppress(OSError, netrc.NetrcParseError):
                user, _, password = netrc.netrc().authenticators(host) or ("", "", "")
        if user:
            known.add_password(None, url, user, password or "")
    return build_opener(_SameHost(), HTTPBasicAuthHandler(known), HTTPDigestAuthHandler(known))


# ---------------------------------------------------------------------- the text that is sent
def prepared(sparql: str, bindings: Mapping[str, Any]) -> str:
    """A query as any SPARQL 1.1 engine takes it: prefixes declared, parameters bound as values."""
    return _with_prefixes(_with_values(sparql, bindings))


def _with_prefixes(sparql: str) -> str:
    """A query with the prefixes that it uses and does not declare, in the line that it begins with."""
    words = masked(sparql)
    wanted = [
        f"PREFIX {name}: <{base}>"
        for name, base in PREFIXES.items()
        if re.search(rf"(?<![\w.-]){name}:", words)
        and not re.search(rf"PREFIX\s+{name}:", words, re.IGNORECASE)
    ]
    return " ".join([*wanted, sparql])


def _with_values(sparql: str, bindings: Mapping[str, Any]) -> str:
    """A query in which variables are bound: in every group that names one, before its patterns.

    A value is written by the engine that will read it, so that it stays a value. What is bound
    outside a group is not known to a filter inside it, which is why each gets its own.
    """
    words = masked(sparql)
    ends, open_at = {}, []
    for place, letter in enumerate(words):
        if letter == "{":
            open_at.append(place)
        elif letter == "}" and open_at:
            ends[open_at.pop()] = place
    text = []
    last = 0
    for start in sorted(ends):
        if _DATA_BLOCK.search(words[:start]) or _SUBSELECT.match(words, start):
            continue
        inside = words[start : ends[start]]
        named = [n for n in bindings if re.search(rf"[?$]{re.escape(n)}(?!\w)", inside)]
        said = "".join(f" VALUES ?{name} {{ {bindings[name]} }}" for name in named)
        text += [sparql[last : start + 1], said]
        last = start + 1
    return "".join([*text, sparql[last:]])
