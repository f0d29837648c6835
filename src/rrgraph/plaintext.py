"""Words of a plan, made safe for a format: text stays text, whatever its characters mean there."""

from __future__ import annotations

import re

# Controls (tab and line feed aside), lone surrogates, what is no character, and what turns the
# direction of all that follows: office formats refuse the first, readers are misled by the last.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))")
_LIST = re.compile(r"^([-+=]|\d+(?=[.)](\s|$)))")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def printable(text: str) -> str:
    """A text without control characters and without marks that turn the direction of what follows.

    >>> printable("a\\x1b[31mb\\u202ec")
    'a[31mbc'
    """
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """A printable text on one line, with single spaces.

    >>> one_line(" two\\n lines ")
    'two lines'
    """
    return " ".join(printable(text).split())


def in_markdown(text: str) -> str:
    r"""A text on one line, of which no character means anything to Markdown.

    >>> print(in_markdown("[x](y) <b>"))
    \[x\](y) \<b\>
    >>> print(in_markdown("1. R&D &amp; 1.3"))
    1\. R&D \&amp; 1.3
    """
    plain = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _LIST.sub(lambda found: _escaped(found[1]), plain)


def _escaped(start: str) -> str:
    return f"\\{start}" if start in "-+=" else f"{start}\\"


def in_cell(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe goes before what begins like a formula.

    >>> in_cell("=cmd()"), in_cell("Nobody leads 1.1.")
    ("'=cmd()", 'Nobody leads 1.1.')
    """
    cell = printable(text)
    return f"'{cell}" if text.startswith(_FORMULA) or cell.startswith(_FORMULA) else cell
