"""What the desk adds to a page: the graph, the saved queries, and the engine and editor, all packed."""

from __future__ import annotations

import json
import lzma
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rrgraph.iris import PREFIXES, SCHEMES, TERMS, THINGS
from rrgraph.queries import SHARED, Query

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from rrgraph.explorer.desk import Desk
    from rrgraph.knowledge import Knowledge

GROUPS = {  # folder of queries/ -> how the page calls it; `ask` is told by its topics
    "ask": "Questions",
    "gaps": "Gap rules",
    "grids": "Tables of the gap report",
    "network": "Networks",
    "sheets": "Partner sheets",
    "refresh": "What is compared between editions",
    "matters": "What plans have",
}
WORKER = Path(__file__).with_name("worker.js")
# How hard xz packs the graph: to make it a tenth smaller would take twice as long.
_QUICK = {"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 1 << 22}


def blocks(kg: Knowledge, desk: Desk) -> dict[str, str]:
    """The desk's blocks by name: `worker` is script, the others are xz in base64.

    Equal graphs and queries give equal blocks.
    """
    return {
        "engine": _letters(desk.engine),
        "editor": _letters(desk.editor),
        "graph": _letters(_packed(graph(kg))),
        "library": _letters(_packed(json.dumps(library(kg, desk), sort_keys=True).encode())),
        "worker": desk.starter + WORKER.read_text(encoding="utf-8"),
    }


def editor_script(desk: Desk) -> str:
    """The editor's script as the page will run it, for the digest in its policy."""
    return lzma.decompress(desk.editor).decode()


def graph(kg: Knowledge) -> bytes:
    """Every quad, in one order, as TriG: half as long as N-Quads when packed."""
    from pyoxigraph import DefaultGraph, RdfFormat, serialize

    store = kg.store.oxigraph
    quads: list[Quad] = []
    for name in (DefaultGraph(), *sorted(store.named_graphs(), key=str)):
        quads += sorted(store.quads_for_pattern(None, None, None, name), key=str)
    return serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""


def library(kg: Knowledge, desk: Desk) -> dict[str, Any]:
    """The saved queries, and what is needed to ask them as the command line does."""
    return {
        "groups": GROUPS,
        "queries": [_query(query, kind) for kind in GROUPS for query in _ordered(kg, kind)],
        "prefixes": PREFIXES,
        "things": THINGS,
        "terms": TERMS,
        "schemes": SCHEMES,
        "shared": SHARED,
        "licences": desk.licences,
    }


def _ordered(kg: Knowledge, kind: str) -> list[Query]:
    """Those that can be used: what is wrong with the others is told by the gap report."""
    return sorted(kg.library.usable(kind)[0], key=lambda q: (q["topic"], q["number"], q.name))


def _query(query: Query, kind: str) -> dict[str, Any]:
    """A query as the page shows it; its header is told beside it, not in it."""
    lines = query.text.split("\n")
    body = [line for line in lines if not line.startswith("#+")]
    return {
        "name": query.name,
        "group": kind,
        "topic": query["topic"],
        "summary": query["summary"],
        "question": query["question"] or query["heading"],
        "about": query["description"],
        "expected": query["expected"],
        "text": "\n".join(body).strip() + "\n",
        "defaults": query.defaults,
    }


def _packed(content: bytes) -> bytes:
    return lzma.compress(content, check=lzma.CHECK_CRC32, filters=[_QUICK])


def _letters(content: bytes) -> str:
    """Bytes as letters, which a browser and Python both read and write at once."""
    return b64encode(content).decode()
