"""The texts of the plans' documents: looking words up in them, and digests of long passages."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from rrgraph.errors import UsageError
from rrgraph.loading import Loaded

_TAGS = re.compile(r"</?(?:p|ul|ol|li|i|b|em|strong|br|table|tr|td)\s*/?>", re.IGNORECASE)
DIGITS = 16  # of the digest: 64 bits, enough to tell any two passages of a plan apart


def normalised(text: str) -> str:
    """Words as they compare: without tags, marks of emphasis and differences of white space."""
    bare = html.unescape(_TAGS.sub(" ", text)).replace("*", " ")
    return " ".join(bare.split())


def digest(passage: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a passage: equal for equal words."""
    return sha256(normalised(passage).encode()).hexdigest()[:DIGITS]


class Document:
    """The text of one document, for looking up what is quoted from it."""

    def __init__(self, path: Path) -> None:
        """Read a text file; UsageError if it is none."""
        self.name = path.name
        try:
            if not path.is_file():
                raise UsageError(f"The document {path} is no file.")
            self._text = normalised(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"The document {path} cannot be read as UTF-8 text: {error}."
            ) from error

    def holds(self, quote: str) -> bool:
        """Whether the words stand in the document, one after another."""
        return normalised(quote) in self._text

    def passage(self, first: str, last: str) -> str:
        """The shortest passage from its first words to its last; empty if there is none."""
        first, last = normalised(first), normalised(last)
        found = []
        start = self._text.find(first)
        while start >= 0:
            end = self._text.find(last, start + 1)
            if end >= 0:
                found.append(self._text[start : end + len(last)])
            start = self._text.find(first, start + 1)
        return min(found, key=len, default="")


def named_document(sources: list[Any], plan: str) -> Mapping[str, Any]:
    """What plan.yaml says of the document of a plan: `id`, `file` ..., empty when nothing."""
    said = (source.record.get("document") for source in sources)
    found: Mapping[str, Any] = next((d for d in said if isinstance(d, dict)), {})
    return {"id": plan, **found}


def documents_in(loaded: Loaded, folder: Path) -> dict[str, Path]:
    """Plan -> its document in `folder`, by the file name that plan.yaml gives."""
    files = {
        plan: folder / str(named_document(sources, plan).get("file", ""))
        for plan, sources in loaded.sources.items()
        if plan
    }
    return {plan: file for plan, file in files.items() if file.is_file()}
