"""Markdown: headings, paragraphs, tables with bars, and tables written as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rrgraph.imports._document import (
    Cell,
    Document,
    Heading,
    Paragraph,
    Table,
    bare,
    lines_of,
)
from rrgraph.imports._readers._safety import text_of
from rrgraph.imports._readers.html import blocks_of

SUFFIXES = (".md", ".markdown")


def read(path: Path) -> Document:
    """The blocks of a file in the order of its lines."""
    from markdown_it import MarkdownIt

    text, told = text_of(path)
    tokens = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").parse(text)
    return Document(path.name, list(_blocks(tokens, path)), [told] if told else [])


def _blocks(tokens: list[Any], path: Path) -> Iterator[Heading | Paragraph | Table]:
    where = "line 1"
    waiting = iter(enumerate(tokens))
    for at, token in waiting:
        if token.map:
            where = f"line {token.map[0] + 1}"
        if token.type == "table_open":
            yield Table(_rows(waiting), where)
        elif token.type == "html_block":
            yield from blocks_of(token.content, path, token.map[0] + 1)
        elif token.type == "inline" and (text := bare(_unmarked(token))):
            before = tokens[at - 1]
            is_heading = before.type == "heading_open"
            yield (
                Heading(text, int(before.tag[1:]), where) if is_heading else Paragraph(text, where)
            )


def _rows(waiting: Iterator[tuple[int, Any]]) -> list[list[Cell]]:
    """The rows of a table, up to the end of it."""
    rows: list[list[Cell]] = []
    where = ""
    for _, token in waiting:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
            where = f"line {token.map[0] + 1}"
        elif token.type == "inline":
            rows[-1].append(Cell(lines_of(_unmarked(token)), where))
    return rows


def _unmarked(token: Any) -> str:
    """The words of a line without the marks of Markdown; breaks and tags of HTML stay."""
    breaks = {"softbreak": " ", "hardbreak": "<br>"}
    return "".join(breaks.get(inner.type, inner.content) for inner in token.children or [])
