"""Answers in the formats people want them in; one file a format, found by its file name.

An answer is a Table (of a SELECT or an analysis), a bool (of an ASK) or a list of triples (of a
CONSTRUCT or DESCRIBE). A format module has `SUMMARY`, `SUFFIX`, `OF` ("rows" or "triples") and
`write(answer, out)`: `out` takes text, or bytes if the module says `BINARY = True`.
"""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Any

from rrgraph.errors import UsageError
from rrgraph.rooms import room
from rrgraph.store import Table

names, load = room(__name__, __path__)
Answer = Table | bool | list[Any]


def rendered(answer: Answer, form: str = "") -> str | bytes:
    """An answer in one format, by default a table, or Turtle for triples.

    UsageError for a format that cannot hold it.
    """
    kind = "triples" if isinstance(answer, list) else "rows"
    form = form or {"rows": "table", "triples": "ttl"}[kind]
    module = load(form)
    if kind != module.OF:
        fitting = ", ".join(name for name in names() if kind == load(name).OF)
        given = "triples" if kind == "triples" else "no triples"
        raise UsageError(f"A query of this form gives {given}: use --format {fitting}.")
    out = BytesIO() if is_binary(form) else StringIO(newline="")
    module.write(answer, out)
    return out.getvalue()


def is_binary(form: str) -> bool:
    """Whether a format is no text, so that a terminal cannot show it."""
    return getattr(load(form), "BINARY", False)
