"""What holds of every plan that ships: no line of its document left out, few words of it copied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rrgraph.documents import named_document, normalised
from rrgraph.knowledge import Knowledge

from ..plan_facts import Folder, names_in

PLANS = sorted(path.name for path in (Path(__file__).parents[2] / "graph" / "plans").iterdir())
MOST_QUOTED = 12  # words in a row
MOST_SHARED = 7  # words that a text of ours may have in a row with the document
HEADERS = ("plan.yaml", "editorial.yaml")  # what a plan is called, and what a curator judged


@pytest.fixture(params=PLANS)
def folder(request: pytest.FixtureRequest, shipped: Knowledge) -> Folder:
    """The files of one plan."""
    return Folder(shipped, request.param)


def lines_of(folder: Folder, documents: Path) -> list[str]:
    """The lines of its document."""
    said = named_document(list(folder.files), folder.path.name)
    return (documents / said["file"]).read_text(encoding="utf-8-sig").splitlines()


def words(text: str) -> list[str]:
    """The words of a text, without marks and capitals."""
    return re.findall(r"[\w£%]+", normalised(text).lower())


# ---------------------------------------------------------------------- coverage.csv
def test_each_line_of_the_document_is_accounted_for_exactly_once(
    folder: Folder, documents: Path
) -> None:
    """The ranges follow one another from the first line to the last."""
    ends = [0, *(r.last for r in folder.coverage)]
    starts = [*(r.first for r in folder.coverage), len(lines_of(folder, documents)) + 1]
    assert [end + 1 for end in ends] == starts
    assert [] == [r for r in folder.coverage if r.first > r.last]


def test_each_line_of_the_document_went_somewhere_or_has_a_reason(folder: Folder) -> None:
    """One of the two, never both."""
    assert [] == [r for r in folder.coverage if bool(r.where) == bool(r.why)]


def test_what_is_called_blank_has_no_words(folder: Folder, documents: Path) -> None:
    """And no blank line is said to hold anything."""
    lines = lines_of(folder, documents)
    blank = {
        (r.first, r.last): not "".join(lines[r.first - 1 : r.last]).strip() for r in folder.coverage
    }
    said = {(r.first, r.last): r.why == "blank line" for r in folder.coverage}
    assert said == blank


def test_lines_went_to_keys_that_the_files_have(folder: Folder) -> None:
    """`actions.yaml#themes` names a file and a key in it."""
    named = {where for r in folder.coverage for where in r.where}
    there = {f"{name}#{key}" for name, record in folder.sources.items() for key in record}
    assert [] == sorted(named - there)


def test_nothing_stated_came_from_nowhere(folder: Folder) -> None:
    """Each key that holds what the document says has lines that it came from."""
    named = {where for r in folder.coverage for where in r.where}
    parts = [(name, record) for name, record in folder.sources.items() if name not in HEADERS]
    stated = {f"{name}#{key}" for name, record in parts for key in record}
    assert stated
    assert [] == sorted(stated - named)


# ---------------------------------------------------------------------- the document's words and ours
def test_no_quote_is_longer_than_twelve_words(folder: Folder) -> None:
    """Of a longer passage the first and the last words are given."""
    quoted = folder.texts("quote", "ends", "printed")
    assert [] == [text for _, text in quoted if len(text.split()) > MOST_QUOTED]


def test_texts_are_told_in_our_own_words(
    folder: Folder, shipped: Knowledge, documents: Path
) -> None:
    """No text shares eight words in a row with the document, names and titles apart."""
    printed = words("\n".join(lines_of(folder, documents)))
    size = MOST_SHARED + 1
    shared = {tuple(printed[at : at + size]) for at in range(len(printed))}
    known = names_in([s.record for s in (*shipped.loaded.sources[""], *folder.files)])
    names = sorted({" ".join(words(n)) for n in known if len(words(n)) > 1}, key=len, reverse=True)
    any_name = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

    copied = []
    for name, text in folder.texts("text", "because", "definition"):
        for part in any_name.split(" ".join(words(text))):
            own = part.split()
            runs = (tuple(own[at : at + size]) for at in range(len(own) - MOST_SHARED))
            copied += [f"{name}: {' '.join(run)}" for run in runs if run in shared]
    assert [] == copied
